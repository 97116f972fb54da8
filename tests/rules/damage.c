/* SPDX-License-Identifier: Apache-2.0 */
/*
 * damage.c - one damaged element hides nothing (--damage): every list of every
 * case gets an element that cannot be read, in front and at its end.  Each
 * finding stays, but for those of rules that need the part whole (rule.h), which
 * are unreadable then; and nobody but the rules on encoding says anything new.
 */
#include "tests/rules/run.h"

#include <stdio.h>

#include "rule/rule.h"
#include "x509/cert.h"

/* An element of no list's type; one that is not even framed. */
static const char *const damages[] = { "\x02\x01\x05", "\x30\x02\x02\x05" };
static const size_t damage_size[] = { 3, 4 };
#define DAMAGES (sizeof damages / sizeof *damages)

/*
 * Rules that ask element by element whether it is whole, because the absence
 * or the comparison is one inside the element.
 */
static const char *const asks_itself[] = {
	"rfc5280.distribution-point.incomplete", "rfc5280.distribution-point.no-http-or-ldap",
	"ccadb.ext-key-usage.cross-other", "rfc5280.name-constraints.violated", "rfc5280.policy-mappings.not-in-policies",
	"sbr.certificate-policies.no-reserved-oid", "sbr.certificate-policies.sub-ca-no-reserved",
	"sbr.directory-name.address-part-alone", "sbr.directory-name.attribute-missing",
	"sbr.directory-name.ov-beyond-organization", "sbr.directory-name.ov-common-name", "sbr.directory-name.person-missing",
	"sbr.ext-key-usage.cross-dedicated", "sbr.organization-identifier.country-mismatch",
	/* An empty list is one no longer. */
	"rfc5280.extension.empty", "rfc5280.extension.empty-inside", "rfc5280.extensions.empty", "rfc5280.alt-name.empty-value",
	/* The issuer is another name. */
	"rfc5280.distribution-point.crl-issuer-is-issuer",
	/* Rules that could not compare everything are now those that could not see everything. */
	"x690.certificate.beyond-limit",
	/* The notice says why the profile is open, and of how many rules. */
	"sbr.scope.profile-unknown",
};

struct trial {
	struct runner *r;
	const struct judged *base;
	smimelint_run *run;
	struct arena *a;
	unsigned tried;
};

/* ---- the octets ---- */

struct rebuilt {
	uint8_t *p;
	size_t n;
};

static void
put(struct rebuilt *o, const void *p, size_t n)
{
	if (n > 0)
		memcpy(o->p + o->n, p, n);
	o->n += n;
}

static void
put_header(struct rebuilt *o, uint8_t id, size_t n)
{
	uint8_t head[6] = { id };
	size_t at = 1;

	if (n < 0x80)
		head[at++] = (uint8_t)n;
	else {
		size_t digits = n < 0x100 ? 1 : n < 0x10000 ? 2 : 3;

		head[at++] = (uint8_t)(0x80 | digits);
		while (digits-- > 0)
			head[at++] = (uint8_t)(n >> (8 * digits));
	}
	put(o, head, at);
}

/* How many octets the header of so much content takes. */
static size_t
header_size(size_t n)
{
	return n < 0x80 ? 2 : n < 0x100 ? 3 : n < 0x10000 ? 4 : 5;
}

/* The element `t` again, with n octets put in at a place that lies in it; the lengths around it grow. */
static bool
put_in(struct rebuilt *o, const struct der_tlv *t, const uint8_t *at, struct span list, const void *what, size_t n)
{
	struct span in = t->val;
	struct der_tlv child;
	size_t grown = n;

	/* A length that is not in the fewest octets would not come back. */
	if (t->quirks != 0 || t->raw.n - t->val.n != header_size(t->val.n))
		return false;
	if (t->val.p == list.p && t->val.n == list.n) {
		put_header(o, t->id, t->val.n + n);
		put(o, in.p, (size_t)(at - in.p));
		put(o, what, n);
		put(o, at, (size_t)(in.p + in.n - at));
		return true;
	}
	while (der_next(&in, &child) == DER_OK) {
		struct rebuilt inner = { o->p + o->n + 8, 0 };
		size_t before = (size_t)(child.raw.p - t->val.p);

		if (list.p < child.val.p || list.p + list.n > child.val.p + child.val.n)
			continue;
		/* First to a place behind, since the length before it is not known yet. */
		inner.p += before;
		if (!put_in(&inner, &child, at, list, what, n))
			return false;
		grown = inner.n - child.raw.n;
		put_header(o, t->id, t->val.n + grown);
		put(o, t->val.p, before);
		memmove(o->p + o->n, inner.p, inner.n);
		o->n += inner.n;
		put(o, in.p, in.n);
		return true;
	}
	return false;
}

/* ---- one trial ---- */

static unsigned
count_in(smimelint_run *run, const struct finding *like)
{
	unsigned n = 0;

	for (size_t i = 0; i < smimelint_finding_count(run); i++) {
		smimelint_finding f = { .size = sizeof f };

		if (smimelint_finding_get(run, i, &f) == SMIMELINT_OK && f.rule == like->rule && f.severity == like->severity &&
		    (like->value == NULL || f.value == NULL || strpbrk(like->value, "0123456789") != NULL ||
		    strcmp(f.value, like->value) == 0))
			n++;
	}
	return n;
}

static unsigned
count_like(const struct judged *j, const struct finding *like)
{
	unsigned n = 0;

	for (const struct finding *f = j->finding; f != NULL; f = f->next)
		n += f->rule == like->rule && f->severity == like->severity &&
		    (like->value == NULL || f->value == NULL || strpbrk(like->value, "0123456789") != NULL ||
		    strcmp(f->value, like->value) == 0);
	return n;
}

static bool
is_listed(const char *id, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i], id) == 0)
			return true;
	return false;
}

/* May this finding be gone?  Only where its rule could not look. */
static bool
may_be_gone(const struct trial *t, const struct finding *f, uint64_t bad)
{
	size_t i = rule_index(f->id);

	/* The day is given here, and then what is to be signed may be of the past. */
	if (strcmp(f->id, "sbr.scope.before-effective") == 0)
		return true;
	if (is_listed(f->id, asks_itself, sizeof asks_itself / sizeof *asks_itself))
		return true;
	return smimelint_rule_outcome(t->run, i, NULL) == SMIMELINT_RULE_UNREADABLE && (f->rule->needs & bad) != 0;
}

/* May this rule speak because of the damage alone?  Also one that gave way before, where its partner could not look. */
static bool
may_be_new(const smimelint_rule *rule)
{
	const char *id = rule->id;
	static const char *const others[] = {
		"rfc5280.extension.malformed", "rfc5280.field.malformed", "rfc5280.signature.wrong", "sbr.scope.profile-unknown",
		/* A subject with a damaged attribute is not empty. */
		"sbr.san.critical", "rfc5280.subject-alt-name.critical",
	};

	return rule->yields_to != NULL || strncmp(id, "x690.", 5) == 0 || is_listed(id, others, sizeof others / sizeof *others);
}

static bool
has_rule(const struct judged *j, const smimelint_rule *rule)
{
	for (const struct finding *f = j->finding; f != NULL; f = f->next)
		if (f->rule == rule)
			return true;
	return false;
}

static void
compare(struct trial *t, const char *where, const struct rebuilt *der)
{
	struct cert_view *cv = arena_take(t->a, sizeof *cv);
	const struct judged *j = t->base;

	if (cv == NULL || !cert_view_read(cv, (struct span){ der->p, der->n }, CERT_INPUT_AUTO, t->a))
		return;
	for (const struct finding *f = j->finding; f != NULL; f = f->next)
		if (count_in(t->run, f) < count_like(j, f) && !may_be_gone(t, f, cv->bad_parts))
			complain(t->r, j->recipe, j->c, j->c->line, "a damaged element in %s hides %s %s", where, f->id,
			    f->value != NULL ? f->value : "");
	for (size_t i = 0; i < smimelint_finding_count(t->run); i++) {
		smimelint_finding f = { .size = sizeof f };

		if (smimelint_finding_get(t->run, i, &f) == SMIMELINT_OK && !has_rule(j, f.rule) && !may_be_new(f.rule))
			complain(t->r, j->recipe, j->c, j->c->line, "a damaged element in %s makes %s speak: %s", where, f.rule->id,
			    f.value != NULL ? f.value : "");
	}
}

/* Damages the list whose content these octets are. */
static void
damage_list(struct trial *t, const char *where, struct span list)
{
	struct span in = t->base->der;
	struct der_tlv whole;
	struct rebuilt o;

	if (list.p == NULL || der_next(&in, &whole) != DER_OK || in.n > 0 || !der_framed(list))
		return;
	for (size_t i = 0; i < 2 * DAMAGES; i++) {
		const uint8_t *at = i % 2 == 0 ? list.p : list.p + list.n;
		unsigned failed = t->r->failed;

		if ((i % 2 == 1 && list.n == 0) ||
		    (o = (struct rebuilt){ arena_take(t->a, 2 * t->base->der.n + 4096), 0 }).p == NULL ||
		    !put_in(&o, &whole, at, list, damages[i / 2], damage_size[i / 2]))
			continue;
		t->tried++;
		if (smimelint_lint(t->run, o.p, o.n) != SMIMELINT_OK)
			complain(t->r, t->base->recipe, t->base->c, t->base->c->line, "a damaged element in %s: not linted", where);
		else
			compare(t, where, &o);
		if (failed != t->r->failed)
			return;
	}
}

/* ---- the lists of a certificate ---- */

static struct span
content(struct span element)
{
	struct der_tlv t;

	return der_next(&element, &t) == DER_OK && (t.id & DER_CONSTRUCTED) != 0 ? t.val : SPAN_NONE;
}

static void
damage_extensions(struct trial *t, const struct cert_view *cv)
{
	static const uint8_t lists[] = {
		PART_EXT_SAN, PART_EXT_IAN, PART_EXT_EKU, PART_EXT_CP, PART_EXT_CRLDP, PART_EXT_FRESHEST, PART_EXT_AIA, PART_EXT_SIA,
		PART_EXT_PM, PART_EXT_SMIMECAPS, PART_EXT_SDA, PART_EXT_QC,
	};

	for (size_t i = 0; i < sizeof lists; i++)
		if (cv->by_part[lists[i]] != NULL)
			damage_list(t, artifact_part_path(ARTIFACT_CERTIFICATE, (enum artifact_part)lists[i]),
			    content(cv->by_part[lists[i]]->val));
	damage_list(t, "permittedSubtrees", cv->nc.permitted_in);
	damage_list(t, "excludedSubtrees", cv->nc.excluded_in);
	for (unsigned i = 0; i < cv->policies.n; i++)
		damage_list(t, "policyQualifiers", cv->policies.v[i].qualifiers);
	for (unsigned i = 0; i < cv->crldp.n; i++)
		damage_list(t, "fullName", cv->crldp.v[i].full.raw);
	for (unsigned i = 0; i < cv->san.n; i++)
		if (cv->san.v[i].dir != NULL)
			damage_list(t, "directoryName", content(cv->san.v[i].dir->raw));
	damage_list(t, "extensions", content(cv->field[PART_EXTENSIONS].val));
}

static void
damage_case(struct trial *t)
{
	const struct judged *j = t->base;
	struct cert_view *cv = arena_take(t->a, sizeof *cv);

	if (cv == NULL || !cert_view_read(cv, j->der, CERT_INPUT_AUTO, t->a) || !cert_readable(cv) || cv->lost_parts != 0)
		return;
	/* Whether a self-issued certificate is a root is told by its signature, which the damage breaks. */
	if (cert_self_issued(cv) || !cert_ok(cv, PART_EXTENSIONS))
		return;
	damage_list(t, "subject", cv->field[PART_SUBJECT].val);
	damage_list(t, "issuer", cv->field[PART_ISSUER].val);
	damage_extensions(t, cv);
}

/* Evidence is found by the certificate's digest, which the damage changes. */
static bool
is_fit(const struct judged *j)
{
	for (const struct setting *s = j->setting; s != NULL; s = s->next)
		if (is_record_setting(s) || is_neighbour_setting(s))
			return false;
	for (const struct finding *f = j->finding; f != NULL; f = f->next)
		if (strcmp(f->id, "sbr.scope.more-findings") == 0 || strcmp(f->id, "x690.frame.broken") == 0 || strcmp(f->id, "x690.certificate.unreadable") == 0)
			return false;
	return j->finding != NULL;
}

void
damage_elements(struct runner *r)
{
	struct arena a;
	unsigned tried = 0;

	arena_init(&a);
	for (const struct judged *j = r->first; j != NULL; j = j->next) {
		struct trial t = { .r = r, .base = j, .a = &a };
		char day[16];
		smimelint_ctx *ctx;

		if (!is_fit(j))
			continue;
		arena_reset(&a);
		ctx = case_context(r, j->recipe, j->setting, j->der, day_format(j->day, day));
		if (ctx != NULL && smimelint_run_new(&t.run, ctx) == SMIMELINT_OK)
			damage_case(&t);
		smimelint_run_free(t.run);
		smimelint_ctx_free(ctx);
		tried += t.tried;
	}
	arena_free(&a);
	printf("%u damaged certificates\n", tried);
	r->passed += tried > 5000;
	r->failed += tried <= 5000;
}
