/* SPDX-License-Identifier: Apache-2.0 */
/* individual_name.c - each name in a subject or a directoryName against what was verified of the individual (SBR 3.1.2, 7.1.4.2.2). */
#include "rules/evidence/evidence.h"
#include "rules/evidence/identity/identity.h"
#include "rules/evidence/identity/verified.h"
#include "value/normal.h"

static const struct ev_individual *
individual(const struct check *c)
{
	return c->evidence->record->individual;
}

/* A verified value, or the SHA-256 of one. */
struct verified {
	struct span text, sha256;
};

static bool
is_verified(const struct check *c, struct span text, struct verified v)
{
	return (v.text.p != NULL && normal_equal(v.text, text)) || (v.sha256.p != NULL && is_digest(c, text, v.sha256));
}

/* Of a hash nothing can be told but that there is one. */
static const char *
verified_text(struct check *c, struct verified v)
{
	return v.text.p != NULL ? fact_text(c, v.text) : v.sha256.p != NULL ? "another one by its hash" : "none";
}

static void
check_attribute(struct check *c, const struct cert_name *name, enum oid type, const char *member, struct verified v)
{
	const struct cert_attr *a;

	for (unsigned at = 0; (a = name_next(name, type, &at)) != NULL; )
		if (type != OID_TITLE && v.text.p == NULL && v.sha256.p == NULL)
			fact_missing(c, individual(c)->at, member);
		else if (a->text.p != NULL && !is_verified(c, a->text, v))
			report_fact(c, individual(c)->at, member, "%s, verified %s", fact_text(c, a->text), verified_text(c, v));
}

/*
 * A value beside the SHA-256 of another one.  The hash of what the subject has is that of the value, too, where the two are
 * the same but for case and blanks.
 */
static void
check_digest(struct check *c, enum oid type, const char *member, struct verified v)
{
	const struct cert_attr *a;

	if (v.text.p == NULL || v.sha256.p == NULL || is_digest(c, v.text, v.sha256))
		return;
	for (unsigned at = 0; (a = name_next(&c->cert->subject, type, &at)) != NULL; )
		if (a->text.p != NULL && normal_equal(v.text, a->text) && is_digest(c, a->text, v.sha256))
			return;
	report_fact(c, individual(c)->at, member, "not that of %s", fact_text(c, v.text));
}

static bool
is_mailbox(const struct check *c, struct span text)
{
	for (unsigned i = 0; i < c->cert->n_mailbox; i++)
		if (text_equal_ascii(c->cert->mailbox[i].text, text))
			return true;
	return false;
}

static bool
is_joined(const struct check *c, struct span text, struct span first, struct span second)
{
	return first.p != NULL && second.p != NULL && normal_equal(text, span_of(arena_printf(c->arena, "%.*s %.*s",
	    (int)first.n, (const char *)first.p, (int)second.n, (const char *)second.p)));
}

/* One of the names, or given name and surname in either order. */
static bool
is_name(const struct check *c, struct span text, struct span given, struct span surname)
{
	return (given.p != NULL && normal_equal(text, given)) || (surname.p != NULL && normal_equal(text, surname)) ||
	    is_joined(c, text, given, surname) || is_joined(c, text, surname, given);
}

static struct span
shown(const struct cert_name *name, enum oid type)
{
	const struct cert_attr *a = name_attr(name, type, 0);

	return a != NULL ? a->text : SPAN_NONE;
}

/* Does it repeat the names in other attributes of the subject, or of the directoryName, which are compared themselves? */
static bool
repeats_name(const struct check *c, const struct cert_name *name, struct span text)
{
	struct span pseudonym = shown(name, OID_PSEUDONYM);

	return (pseudonym.p != NULL && normal_equal(text, pseudonym)) ||
	    is_name(c, text, shown(name, OID_GIVEN_NAME), shown(name, OID_SURNAME));
}

static bool
is_presentation(const struct check *c, const struct cert_name *name, struct span text)
{
	const struct ev_individual *p = individual(c);

	if (is_mailbox(c, text) || is_verified(c, text, (struct verified){ p->pseudonym, p->pseudonym_sha256 }) ||
	    is_verified(c, text, (struct verified){ SPAN_NONE, p->given_name_sha256 }) ||
	    is_verified(c, text, (struct verified){ SPAN_NONE, p->surname_sha256 }) ||
	    is_name(c, text, p->given_name, p->surname) || repeats_name(c, name, text))
		return true;
	for (uint32_t i = 0; i < p->n_presentations; i++)
		if (normal_equal(p->presentations[i], text))
			return true;
	return is_among_digests(c, text, p->presentations_sha256, p->n_presentations_sha256);
}

/* Of what a commonName may show, the first that is recorded. */
static const char *
verified_name(struct check *c)
{
	const struct ev_individual *p = individual(c);

	if (p->given_name.p != NULL && p->surname.p != NULL)
		return arena_printf(c->arena, "%s %s", fact_text(c, p->given_name), fact_text(c, p->surname));
	if (p->n_presentations > 0)
		return fact_text(c, p->presentations[0]);
	return verified_text(c, (struct verified){ p->pseudonym.p != NULL ? p->pseudonym : p->surname.p != NULL ? p->surname : p->given_name,
		p->surname_sha256.p != NULL ? p->surname_sha256 : p->pseudonym_sha256.p != NULL ? p->pseudonym_sha256 : p->presentations_sha256 != NULL ?
		p->presentations_sha256[0] : SPAN_NONE });
}

/* A name of the record, and the attribute that has it. */
struct name_part {
	enum oid type;
	const char *member, *digest;
	struct verified v;
};
#define NAME_PARTS 4

static void
name_parts(const struct ev_individual *p, struct name_part out[NAME_PARTS])
{
	const struct name_part parts[NAME_PARTS] = {
		{ OID_GIVEN_NAME, "given_name", "given_name_sha256", { p->given_name, p->given_name_sha256 } },
		{ OID_SURNAME, "surname", "surname_sha256", { p->surname, p->surname_sha256 } },
		{ OID_PSEUDONYM, "pseudonym", "pseudonym_sha256", { p->pseudonym, p->pseudonym_sha256 } },
		{ OID_TITLE, "title", "title_sha256", { p->title, p->title_sha256 } },
	};

	memcpy(out, parts, sizeof parts);
}

void
individual_matches(struct check *c, const struct cert_name *name)
{
	const struct ev_individual *p = individual(c);
	struct name_part part[NAME_PARTS];
	const struct cert_attr *a;

	name_parts(p, part);
	for (size_t i = 0; i < NAME_PARTS; i++)
		check_attribute(c, name, part[i].type, part[i].member, part[i].v);
	for (unsigned at = 0; (a = name_next(name, OID_COMMON_NAME, &at)) != NULL; )
		if (a->text.p != NULL && !is_presentation(c, name, a->text))
			report_fact(c, p->at, "presentations", "%s, verified %s", fact_text(c, a->text), verified_name(c));
	/* Of a sponsor-validated certificate the rule on the organization tells them. */
	for (unsigned i = 0; c->profile->types == TYPE_IV && i < name->n_attr; i++)
		if (is_beyond_records(name->attr[i].type))
			not_evaluated(c, "no member of a record tells what was verified of an attribute");
}

void
individual_digests_match(struct check *c)
{
	struct name_part part[NAME_PARTS];

	name_parts(individual(c), part);
	for (size_t i = 0; i < NAME_PARTS; i++)
		check_digest(c, part[i].type, part[i].digest, part[i].v);
}
