/* SPDX-License-Identifier: Apache-2.0 */
/* lists.c - the CA's own limits on what a certificate has lists of: policies, usages, extensions, attributes, names. */
#include "rules/common/extension.h"
#include "rules/common/key_usage.h"
#include "rules/cps/cps.h"
#include "rules/tables.h"

static enum artifact_part
part_of(enum ca_sort sort)
{
	static const uint8_t parts[] = {
		[CA_POLICIES] = PART_EXT_CP, [CA_USAGES] = PART_EXT_EKU, [CA_EXTENSIONS] = PART_EXTENSIONS,
		[CA_ATTRIBUTES] = PART_SUBJECT, [CA_NAMES] = PART_EXT_SAN,
	};

	return (enum artifact_part)parts[sort];
}

/* Thing i of this sort and its place; false past the last.  Without an oid or a form, it cannot be read. */
static bool
thing_at(const struct cert_view *cv, enum ca_sort sort, unsigned i, struct ca_item *item, struct span *where)
{
	const unsigned n[] = {
		[CA_POLICIES] = cv->policies.n, [CA_USAGES] = cv->eku.n, [CA_EXTENSIONS] = cv->n_ext,
		[CA_ATTRIBUTES] = cv->subject.n_attr, [CA_NAMES] = cv->san.n,
	};

	if (i >= n[sort])
		return false;
	item->form = 0;
	switch (sort) {
	case CA_POLICIES:
		item->oid = cv->policies.v[i].oid;
		*where = cv->policies.v[i].raw;
		break;
	case CA_USAGES:
		*where = item->oid = cv->eku.v[i].oid;
		break;
	case CA_EXTENSIONS:
		item->oid = cv->ext[i].oid;
		*where = cv->ext[i].raw;
		break;
	case CA_ATTRIBUTES:
		item->oid = cv->subject.attr[i].oid;
		*where = cv->subject.attr[i].raw;
		break;
	default:
		item->form = cv->san.v[i].form;
		item->oid = item->form == GN_OTHER_NAME ? cv->san.v[i].other_oid : SPAN_NONE;
		*where = cv->san.v[i].tlv.raw;
	}
	return true;
}

/* May it be a name that cannot be read?  The form of each can be. */
static bool
is_damaged(const struct cert_view *cv, enum ca_sort sort, const struct ca_item *item)
{
	for (const struct general_name *n = sort == CA_NAMES ? cv->san.damaged : NULL; n != NULL; n = n->next)
		if (n->form == item->form && (n->form != GN_OTHER_NAME || n->other_oid.p == NULL || span_eq(n->other_oid, item->oid)))
			return true;
	return false;
}

/* arg: enum ca_sort */
static void
missing(struct check *c)
{
	enum ca_sort sort = (enum ca_sort)c->rule->arg;
	const struct ca_profile *p = ca_limits(c);
	const struct ca_items *required;
	struct ca_item item;
	struct span where;

	if (p == NULL || !is_limited(c, p->set[sort].required.n != 0))
		return;
	required = &p->set[sort].required;
	for (unsigned i = 0; i < required->n; i++) {
		unsigned k = 0;

		while (thing_at(c->cert, sort, k, &item, &where) &&
		    (item.form != required->v[i].form || !span_eq(item.oid, required->v[i].oid)))
			k++;
		if (!thing_at(c->cert, sort, k, &item, &where) && !is_damaged(c->cert, sort, &required->v[i]))
			report_limit(c, at_part(c, part_of(sort)), ca_item_show(c->arena, required->v[i]));
	}
}

/* arg: enum ca_sort */
static void
not_allowed(struct check *c)
{
	enum ca_sort sort = (enum ca_sort)c->rule->arg;
	const struct ca_profile *p = ca_limits(c);
	const struct ca_set *set;
	struct ca_item item;
	struct span where;

	if (p == NULL || !is_limited(c, p->set[sort].allowed.given || p->set[sort].forbidden.n != 0))
		return;
	set = &p->set[sort];
	for (unsigned i = 0; thing_at(c->cert, sort, i, &item, &where); i++) {
		if (item.form == 0 && item.oid.p == NULL)
			continue;
		if (ca_items_have(&set->forbidden, item) || (set->allowed.given &&
		    !ca_items_have(&set->allowed, item) && !ca_items_have(&set->required, item)))
			report_limit(c, where, ca_item_show(c->arena, item));
	}
}

/* arg: whether those that have to be critical are asked about, or those that must not. */
static void
criticality(struct check *c)
{
	bool wanted = c->rule->arg != 0;
	const struct ca_profile *p = ca_limits(c);
	const struct ca_items *items;

	if (p == NULL || !is_limited(c, wanted ? p->critical.n != 0 : p->not_critical.n != 0))
		return;
	items = wanted ? &p->critical : &p->not_critical;
	for (unsigned i = 0; i < c->cert->n_ext; i++) {
		const struct artifact_ext *e = &c->cert->ext[i];

		if (e->critical != wanted && (e->critical || !e->critical_unread) && ca_items_have(items, (struct ca_item){ e->oid, 0 }))
			report_limit(c, e->raw, oid_show(c->arena, e->oid));
	}
}

static void
usage_missing(struct check *c)
{
	const struct ca_profile *p = ca_limits(c);
	unsigned lacks;

	if (p == NULL || !is_limited(c, p->usage_required != 0))
		return;
	lacks = p->usage_required & ~(unsigned)c->cert->ku.bits;
	if (lacks != 0)
		report_limit(c, at_part(c, PART_EXT_KU), key_usage_show(c->arena, lacks));
}

static void
usage_not_allowed(struct check *c)
{
	const struct ca_profile *p = ca_limits(c);
	unsigned other;

	if (p == NULL || !is_limited(c, p->usage_allowed != UINT16_MAX))
		return;
	other = c->cert->ku.bits & ~(unsigned)(p->usage_allowed | p->usage_required);
	if (other != 0)
		report_limit(c, at_part(c, PART_EXT_KU), key_usage_show(c->arena, other));
}

static void
usage_set_not_allowed(struct check *c)
{
	const struct ca_profile *p = ca_limits(c);

	if (p == NULL || !is_limited(c, p->usage_set != NULL))
		return;
	for (unsigned i = 0; i < p->n_usage_set; i++)
		if (p->usage_set[i] == c->cert->ku.bits)
			return;
	report_limit(c, at_part(c, PART_EXT_KU), key_usage_show(c->arena, c->cert->ku.bits));
}

#define KU PARTS1(PART_EXT_KU)
#define EXTS PARTS1(PART_EXTENSIONS)
#define LIST(part, sort, how) .how = EXTS | PARTS1(part), .arg = (sort), .schedule = CPS_SHALL, .scope = SCOPE_ALL

static const struct smimelint_rule rules[] = {
	{
		.id = "cps.policy.missing",
		.section = "7.1.6",
		.title = "certificatePolicies lacks a policy that the CA's profile requires",
		.requires = "The certificate has each policy OID that the CP/CPS gives the profile.",
		.explanation = "Many CAs put an OID of their own beside the reserved one, and their relying parties look "
		    "for it.",
		.remedy = "Add the policy.",
		.fn = missing, LIST(PART_EXT_CP, CA_POLICIES, needs),
	},
	{
		.id = "cps.policy.not-allowed",
		.section = "7.1.6",
		.title = "certificatePolicies has a policy that the CA's profile does not allow",
		.requires = "The certificate has no policy OID besides those that the CP/CPS gives the profile.",
		.explanation = "A policy of another profile promises what was not done. In a CA certificate it does so "
		    "for everything below. It breaks the CP/CPS though every single OID may be a valid one.",
		.remedy = "Take the policy out.",
		.fn = not_allowed, .when = PARTS1(PART_EXT_CP), LIST(PART_EXT_CP, CA_POLICIES, reads),
	},
	{
		.id = "cps.ext-key-usage.missing",
		.section = "6.1.7",
		.title = "extKeyUsage lacks a usage that the CA's profile requires",
		.requires = "The certificate has each extended key usage that the CP/CPS requires for the profile.",
		.explanation = "What the CP/CPS promises of the profile, such as logon, does not work without its usage.",
		.remedy = "Add the usage.",
		.fn = missing, LIST(PART_EXT_EKU, CA_USAGES, needs),
	},
	{
		.id = "cps.ext-key-usage.not-allowed",
		.section = "6.1.7",
		.title = "extKeyUsage has a usage that the CA's profile does not allow",
		.requires = "The certificate has no extended key usage besides those that the CP/CPS allows for the profile.",
		.explanation = "The SBR leave Multipurpose and Legacy certificates many usages; the CP/CPS mostly names a few.",
		.remedy = "Take the usage out.",
		.fn = not_allowed, .when = PARTS1(PART_EXT_EKU), LIST(PART_EXT_EKU, CA_USAGES, reads),
	},
	{
		.id = "cps.key-usage.bit-missing",
		.section = "6.1.7",
		.title = "keyUsage lacks a bit that the CA's profile requires",
		.requires = "keyUsage has each bit that the CP/CPS requires for the profile.",
		.explanation = "A certificate without it does less than the CA promises of the profile.",
		.remedy = "Set the bit.",
		.schedule = CPS_SHALL, .fn = usage_missing, .needs = EXTS | KU, .scope = SCOPE_ALL,
	},
	{
		.id = "cps.key-usage.bit-not-allowed",
		.section = "6.1.7",
		.title = "keyUsage has a bit that the CA's profile does not allow",
		.requires = "keyUsage has no bit besides those that the CP/CPS allows for the profile.",
		.explanation = "The SBR allow dataEncipherment in some profiles. Where the CP/CPS does not, such certificates are "
		    "misissued, and tens of thousands had to be revoked for it.",
		.remedy = "Clear the bit, or change the CP/CPS before issuing.",
		.schedule = CPS_SHALL, .fn = usage_not_allowed, .needs = KU, .when = KU, .scope = SCOPE_ALL,
	},
	{
		.id = "cps.key-usage.set-not-allowed",
		.section = "6.1.7",
		.title = "bits of keyUsage are together not what the CA's profile allows",
		.requires = "The bits of keyUsage are one of the combinations that the CP/CPS gives the profile.",
		.explanation = "A CP/CPS mostly names combinations, for signing, for encryption, or for both. Bits that are allowed one by "
		    "one may still form none of them.",
		.remedy = "Set one of the combinations.",
		.schedule = CPS_SHALL, .fn = usage_set_not_allowed, .needs = KU, .when = KU, .scope = SCOPE_ALL,
	},
	{
		.id = "cps.extension.missing",
		.section = "7.1.2",
		.title = "certificate lacks an extension that the CA's profile requires",
		.requires = "The certificate has each extension that the CP/CPS requires for the profile.",
		.explanation = "An extension that the SBR leave open is an obligation where the CP/CPS describes it as part of the profile.",
		.remedy = "Add the extension.",
		.schedule = CPS_SHALL, .fn = missing, .arg = CA_EXTENSIONS, .needs = EXTS, .scope = SCOPE_ALL,
	},
	{
		.id = "cps.extension.not-allowed",
		.section = "7.1.2",
		.title = "certificate has an extension that the CA's profile does not allow",
		.requires = "The certificate has no extension besides those that the CP/CPS allows for the profile.",
		.explanation = "What the software of the CA adds by itself, such as a template identifier, appears in no CP/CPS.",
		.remedy = "Take the extension out, or describe it in the CP/CPS with the reason for it.",
		.schedule = CPS_SHALL, .fn = not_allowed, .arg = CA_EXTENSIONS, .reads = EXTS, .when = EXTS, .scope = SCOPE_ALL,
	},
	{
		.id = "cps.extension.not-critical",
		.section = "7.1.2",
		.title = "extension is not critical although the CA's profile requires it",
		.requires = "Extensions that the CP/CPS marks critical for the profile are critical.",
		.explanation = "Where the standard leaves it open, the CP/CPS decides.",
		.remedy = "Mark the extension critical.",
		.schedule = CPS_SHALL, .fn = criticality, .arg = 1, .reads = EXTS | EXTENSION_PARTS, .when = EXTS, .scope = SCOPE_ALL,
	},
	{
		.id = "cps.extension.critical",
		.section = "7.1.2",
		.title = "extension is critical although the CA's profile forbids it",
		.requires = "Extensions that the CP/CPS marks non-critical for the profile are not critical.",
		.explanation = "Where the standard leaves it open, the CP/CPS decides.",
		.remedy = "Leave the extension non-critical.",
		.schedule = CPS_SHALL, .fn = criticality, .arg = 0, .reads = EXTS | EXTENSION_PARTS, .when = EXTS, .scope = SCOPE_ALL,
	},
	{
		.id = "cps.subject.attribute-missing",
		.section = "7.1.4",
		.title = "subject lacks an attribute that the CA's profile requires",
		.requires = "The subject has each attribute that the CP/CPS requires for the profile.",
		.explanation = "The CP/CPS promises many attributes that the SBR leave open.",
		.remedy = "Add the attribute, with validated content.",
		.schedule = CPS_SHALL, .fn = missing, .arg = CA_ATTRIBUTES, .needs = PARTS1(PART_SUBJECT), .scope = SCOPE_ALL,
	},
	{
		.id = "cps.subject.attribute-not-allowed",
		.section = "7.1.4",
		.title = "subject has an attribute that the CA's profile does not allow",
		.requires = "The subject has no attribute besides those that the CP/CPS allows for the profile.",
		.explanation = "The CP/CPS describes no validation for an attribute that it does not list.",
		.remedy = "Take the attribute out.",
		.schedule = CPS_SHALL, .fn = not_allowed, .arg = CA_ATTRIBUTES, .reads = PARTS1(PART_SUBJECT),
		.when = PARTS1(PART_SUBJECT), .scope = SCOPE_ALL,
	},
	{
		.id = "cps.subject-alt-name.form-missing",
		.section = "7.1.4",
		.title = "subjectAltName lacks a form of name that the CA's profile requires",
		.requires = "subjectAltName has a name of each form that the CP/CPS requires for the profile.",
		.explanation = "A profile for logon, say, promises a user principal name beside the mailbox address.",
		.remedy = "Add such a name, with validated content.",
		.fn = missing, LIST(PART_EXT_SAN, CA_NAMES, needs),
	},
	{
		.id = "cps.subject-alt-name.form-not-allowed",
		.section = "7.1.4",
		.title = "subjectAltName has a form of name that the CA's profile does not allow",
		.requires = "subjectAltName has no form of name besides those that the CP/CPS allows for the profile.",
		.explanation = "The CP/CPS describes no validation for a form of name that it does not list.",
		.remedy = "Take the name out.",
		.fn = not_allowed, .when = PARTS1(PART_EXT_SAN), LIST(PART_EXT_SAN, CA_NAMES, reads),
	},
};

RULE_TABLE(rules_cps_lists, "CP/CPS of the CA: policies, usages, extensions, names", rules);
