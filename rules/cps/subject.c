/* SPDX-License-Identifier: Apache-2.0 */
/* subject.c - the CA's own limits on what the subject and the mailbox addresses say. */
#include "rules/cps/cps.h"
#include "rules/tables.h"

static void
check_value(struct check *c, const struct cert_attr *a, const struct ca_value *limit)
{
	for (unsigned i = 0; i < limit->values.n; i++)
		if (span_eq(limit->values.v[i], a->text))
			return;
	/* What is no text fits no pattern, not even "*". */
	if (a->text.p == NULL || !ca_texts_fit(&limit->patterns, a->text))
		report_limit(c, a->value.raw, arena_printf(c->arena, "%s: %s", oid_show(c->arena, a->oid),
		    a->text.p != NULL ? show_text(c, a->text, 120) : "no text"));
}

static void
value_not_allowed(struct check *c)
{
	const struct ca_profile *p = ca_limits(c);
	const struct cert_name *n = &c->cert->subject;

	if (p == NULL || !is_limited(c, p->n_value != 0))
		return;
	for (unsigned i = 0; i < n->n_attr; i++)
		for (unsigned k = 0; k < p->n_value; k++)
			if (!n->attr[i].bad && span_eq(n->attr[i].oid, p->value[k].attribute))
				check_value(c, &n->attr[i], &p->value[k]);
}

static bool
is_same(const struct cert_name *n, enum oid type, struct span text)
{
	const struct cert_attr *a;

	for (unsigned at = 0; (a = name_next(n, type, &at)) != NULL; )
		if (text.p != NULL && span_eq(a->text, text))
			return true;
	return false;
}

/* "AAA@123BBB", hardly an address, counts as one: it is no name either. */
static enum ca_name_form
form_of(const struct cert_name *n, const struct cert_attr *a)
{
	if (a->mailbox != MAILBOX_SORT_NONE)
		return CA_CN_MAILBOX;
	if (is_same(n, OID_ORGANIZATION, a->text))
		return CA_CN_ORGANIZATION;
	return is_same(n, OID_PSEUDONYM, a->text) ? CA_CN_PSEUDONYM : CA_CN_PERSONAL;
}

static void
common_name_form(struct check *c)
{
	const struct ca_profile *p = ca_limits(c);
	const struct cert_name *n = &c->cert->subject;
	const struct cert_attr *a;

	if (p == NULL || !is_limited(c, p->common_name != 0))
		return;
	for (unsigned at = 0; (a = name_next(n, OID_COMMON_NAME, &at)) != NULL; )
		if ((form_of(n, a) & p->common_name) == 0)
			report_limit(c, a->value.raw, show_text(c, a->text, 120));
}

/* ASCII letters of a domain mean the same in either case. */
static struct span
lower_case(struct check *c, struct span text)
{
	uint8_t *out = arena_take(c->arena, text.n);

	for (size_t i = 0; out != NULL && i < text.n; i++)
		out[i] = small_letter(text.p[i]);
	return out != NULL ? (struct span){ out, text.n } : text;
}

static void
domain_not_allowed(struct check *c)
{
	const struct ca_profile *p = ca_limits(c);

	if (p == NULL || !is_limited(c, p->domains.given))
		return;
	for (unsigned i = 0; i < c->cert->n_mailbox; i++) {
		const struct cert_mailbox *m = &c->cert->mailbox[i];

		if (m->parts.domain.p == NULL || !ca_texts_fit(&p->domains, lower_case(c, m->parts.domain)))
			report_limit(c, m->text, show_text(c, m->text, 120));
	}
}

static void
too_many_mailboxes(struct check *c)
{
	const struct ca_profile *p = ca_limits(c);

	if (p == NULL || !is_limited(c, p->max_mailboxes != CA_NO_LIMIT))
		return;
	if (c->cert->n_mailbox > p->max_mailboxes)
		report_limit(c, at_part(c, PART_EXT_SAN), arena_printf(c->arena, "%u, at most %u", c->cert->n_mailbox,
		    (unsigned)p->max_mailboxes));
}

#define SUBJECT PARTS1(PART_SUBJECT)
#define SAN PARTS1(PART_EXT_SAN)

static const struct smimelint_rule rules[] = {
	{
		.id = "cps.subject.value",
		.section = "7.1.4",
		.title = "attribute of the subject has a value that the CA's profile does not allow",
		.requires = "Where the CP/CPS fixes the values of an attribute, or their form, the attribute has such a "
		    "value, octet for octet.",
		.explanation = "Profiles for one organization fix its name, its identifier and its country; another value there was not "
		    "validated for this profile.",
		.remedy = "Take the value from the profile instead of the request.",
		.schedule = CPS_SHALL, .fn = value_not_allowed, .reads = SUBJECT, .when = SUBJECT, .scope = SCOPE_ALL,
	},
	{
		.id = "cps.common-name.form",
		.section = "7.1.4",
		.title = "commonName has a form that the CA's profile does not allow",
		.requires = "commonName is a mailbox address, a name of an organization, a pseudonym or a personal name, as the CP/CPS "
		    "says for the profile.",
		.explanation = "The SBR leave the CA several forms. Where the CP/CPS promises fewer, the others are misissued: a large part "
		    "of a CA's certificates had to be revoked for an address where its document asked for a name. What is no address, no "
		    "organizationName and no pseudonym of the same subject counts as a personal name.",
		.remedy = "Put the promised form there, or change the CP/CPS before issuing.",
		.schedule = CPS_SHALL, .fn = common_name_form, .needs = SUBJECT, .when = SUBJECT, .scope = SCOPE_ALL,
	},
	{
		.id = "cps.subject-alt-name.domain",
		.section = "7.1.4",
		.title = "mailbox address has a domain for which the CA's profile is not meant",
		.requires = "Mailbox addresses are of the domains that the CP/CPS, or the contract behind the profile, names.",
		.explanation = "A profile for one organization covers its validated mail domains; an address elsewhere belongs to somebody "
		    "else.",
		.remedy = "Refuse the request, or validate the domain and add it to the profile.",
		.schedule = CPS_SHALL, .fn = domain_not_allowed, .reads = SAN, .when = SAN, .scope = SCOPE_ALL,
	},
	{
		.id = "cps.subject-alt-name.too-many-mailboxes",
		.section = "7.1.4",
		.title = "subjectAltName has more mailbox addresses than the CA's profile allows",
		.requires = "subjectAltName has at most as many mailbox addresses as the CP/CPS says.",
		.explanation = "Many profiles are for exactly one mailbox, and their validation is too.",
		.remedy = "Issue one certificate for each mailbox.",
		.schedule = CPS_SHALL, .fn = too_many_mailboxes, .reads = SAN, .when = SAN, .scope = SCOPE_ALL,
	},
};

RULE_TABLE(rules_cps_subject, "CP/CPS of the CA: subject and mailboxes", rules);
