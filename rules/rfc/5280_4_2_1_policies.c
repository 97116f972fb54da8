/* SPDX-License-Identifier: Apache-2.0 */
/*
 * 5280_4_2_1_policies.c - certificatePolicies, policyMappings,
 * policyConstraints, inhibitAnyPolicy (RFC 5280 4.2.1.4, .5, .11, .14), and
 * explicitText as RFC 6818 changed it.
 */
#include <stdlib.h>

#include "rules/common/extension.h"
#include "rules/common/qualifier.h"
#include "rules/common/repeated.h"
#include "rules/tables.h"
#include "value/idna.h"

#define MAX_EXPLICIT_TEXT 200	/* characters (RFC 5280 4.2.1.4) */

static struct span
policy_oid(const void *list, unsigned i)
{
	return ((const struct policy *)list)[i].oid;
}

static void
report_policy(struct check *c, const void *list, unsigned i)
{
	report(c, ((const struct policy *)list)[i].raw, "%s", oid_show(c->arena, policy_oid(list, i)));
}

static void
policy_repeated(struct check *c)
{
	each_repeated(c, c->cert->policies.v, c->cert->policies.n, policy_oid, report_policy);
}

/* arg: 1 for the qualifiers of anyPolicy, 0 for those of other policies. */
static void
unknown_qualifier(struct check *c)
{
	for (unsigned i = 0; i < c->cert->policies.n; i++) {
		const struct policy *p = &c->cert->policies.v[i];

		if ((p->id == OID_ANY_POLICY) != (c->rule->arg != 0))
			continue;
		for (unsigned k = 0; k < p->n_qualifier; k++)
			if (p->qualifier[k].id == OID_UNKNOWN)
				report(c, p->qualifier[k].raw, "%s", oid_show(c->arena, p->qualifier[k].oid));
	}
}

/* ---- user notices ---- */

typedef void qualifier_fn(struct check *, const struct policy_qualifier *);

static void
each_notice(struct check *c, qualifier_fn *fn)
{
	for (unsigned i = 0; i < c->cert->policies.n; i++) {
		const struct policy *p = &c->cert->policies.v[i];

		for (unsigned k = 0; k < p->n_qualifier; k++)
			if (p->qualifier[k].id == OID_QT_UNOTICE)
				fn(c, &p->qualifier[k]);
	}
}

static void
visible_or_bmp_in(struct check *c, const struct policy_qualifier *q)
{
	if (!q->has_explicit_text)
		return;
	if (q->explicit_text.id == DER_VISIBLE)
		report(c, q->explicit_text.raw, "VisibleString");
	else if (q->explicit_text.id == DER_BMP)
		report(c, q->explicit_text.raw, "BMPString");
}

static void
visible_or_bmp(struct check *c)
{
	each_notice(c, visible_or_bmp_in);
}

static void
ia5_in(struct check *c, const struct policy_qualifier *q)
{
	if (q->has_explicit_text && q->explicit_text.id == DER_IA5)
		report(c, q->explicit_text.raw, NULL);
}

static void
ia5(struct check *c)
{
	each_notice(c, ia5_in);
}

/* explicitText as UTF-8; SPAN_NONE when there is none that can be read. */
static struct span
notice_text(struct check *c, const struct policy_qualifier *q)
{
	struct span text = q->explicit_text.val;

	if (!q->has_explicit_text)
		return SPAN_NONE;
	if (q->explicit_text.id == DER_BMP)
		return utf8_from_bmp(c->arena, q->explicit_text.val, &text) ? text : SPAN_NONE;
	return utf8_valid(text) ? text : SPAN_NONE;
}

static void
text_size_in(struct check *c, const struct policy_qualifier *q)
{
	size_t n;

	if (!q->has_explicit_text)
		return;
	n = utf8_length(notice_text(c, q));
	if (n > MAX_EXPLICIT_TEXT)
		report(c, q->explicit_text.raw, "%zu characters", n);
	else if (q->explicit_text.val.n == 0)
		report(c, q->explicit_text.raw, "empty");
}

static void
text_size(struct check *c)
{
	each_notice(c, text_size_in);
}

static void
text_control_in(struct check *c, const struct policy_qualifier *q)
{
	struct span text = notice_text(c, q);
	uint32_t code;

	while (utf8_next(&text, &code))
		if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) {
			report(c, q->explicit_text.raw, "U+%04X", (unsigned)code);
			return;
		}
}

static void
text_control(struct check *c)
{
	each_notice(c, text_control_in);
}

static void
text_nfc_in(struct check *c, const struct policy_qualifier *q)
{
	struct span text = notice_text(c, q);

	if ((q->explicit_text.id == DER_UTF8 || q->explicit_text.id == DER_BMP) && text.p != NULL && !text_is_nfc(text))
		report(c, q->explicit_text.raw, NULL);
}

static void
text_nfc(struct check *c)
{
	each_notice(c, text_nfc_in);
}

/* ---- the extensions of CA certificates ---- */

static void
mapping_any(struct check *c)
{
	for (unsigned i = 0; i < c->cert->pm.n; i++) {
		const struct policy_mapping *m = &c->cert->pm.v[i];

		if (m->issuer.id == OID_ANY_POLICY || m->subject.id == OID_ANY_POLICY)
			report(c, m->raw, "%s", m->issuer.id == OID_ANY_POLICY ? "issuerDomainPolicy" : "subjectDomainPolicy");
	}
}

static int
compare_oids(const void *pa, const void *pb)
{
	const struct span *a = pa, *b = pb;

	if (a->n != b->n)
		return a->n < b->n ? -1 : 1;
	return a->n == 0 ? 0 : memcmp(a->p, b->p, a->n);
}

/* Searches a sorted copy: both lists may be long. */
static void
mapping_not_listed(struct check *c)
{
	const struct ext_policies *cp = &c->cert->policies;
	struct span *listed = arena_array(c->arena, cp->n, sizeof *listed);

	if (listed == NULL || (cert_has(c->cert, PART_EXT_CP) && !cp->all) || cert_has_policy(c->cert, OID_ANY_POLICY))
		return;
	for (unsigned i = 0; i < cp->n; i++)
		listed[i] = cp->v[i].oid;
	if (cp->n > 0)
		qsort(listed, cp->n, sizeof *listed, compare_oids);
	for (unsigned i = 0; i < c->cert->pm.n; i++) {
		const struct policy_mapping *m = &c->cert->pm.v[i];

		if (m->issuer.oid.p == NULL)
			continue;
		if (cp->n == 0 || bsearch(&m->issuer.oid, listed, cp->n, sizeof *listed, compare_oids) == NULL)
			report(c, m->raw, "%s", oid_show(c->arena, m->issuer.oid));
	}
}

static void
constraints_empty(struct check *c)
{
	if (!c->cert->pc.has_require_explicit && !c->cert->pc.has_inhibit_mapping)
		report(c, at_part(c, PART_EXT_PC), NULL);
}

static void
constraints_negative(struct check *c)
{
	if (der_negative(c->cert->pc.require_explicit))
		report(c, at_part(c, PART_EXT_PC), "requireExplicitPolicy");
	if (der_negative(c->cert->pc.inhibit_mapping))
		report(c, at_part(c, PART_EXT_PC), "inhibitPolicyMapping");
}

static void
inhibit_negative(struct check *c)
{
	if (der_negative(c->cert->iap))
		report(c, at_part(c, PART_EXT_IAP), NULL);
}

#define ON(part) .needs = PARTS1(part), .when = PARTS1(part)
#define IN(part) .reads = PARTS1(part), .when = PARTS1(part)
#define END_ENTITY { KIND_SUBSCRIBER | KIND_OCSP, TYPE_ANY, GEN_ANY }
#define FOR_CAS_ONLY "RFC 5280 says that the extension is used in CA certificates; that it must not be elsewhere is read out of it."
#define WHY_CAS_ONLY "The extension steers how the policies of certificates below are processed. In a certificate that issues none it means " \
    "nothing. It points to a wrong template."

static const struct smimelint_rule rules[] = {
	{
		.id = "rfc5280.certificate-policies.repeated", .section = "4.2.1.4",
		.title = "certificatePolicies lists a policy twice",
		.requires = "A policy OID occurs at most once in certificatePolicies.",
		.explanation = "It is not defined which entry's qualifiers count, and path validation may fail.",
		.remedy = "List each policy once, with all its qualifiers.",
		.peers = PEERS("zlint:e_ext_cert_policy_duplicate", "pkilint:pkix.duplicate_certificate_policy_oids"),
		.schedule = RFC5280_SHALL, .fn = policy_repeated, .scope = SCOPE_ALL, IN(PART_EXT_CP),
	}, {
		.id = "rfc5280.certificate-policies.any-policy-qualifier", .section = "4.2.1.4",
		.title = "anyPolicy has a qualifier other than CPS pointer and user notice",
		.requires = "The qualifiers of anyPolicy are id-qt-cps and id-qt-unotice.",
		.explanation = "A qualifier of anyPolicy is carried over to every policy in the path; relying parties know only the two.",
		.remedy = "Remove the qualifier, or use one of the two.",
		.peers = PEERS("zlint:e_ext_cert_policy_disallowed_any_policy_qualifier", "pkilint:pkix.certificate_policies_anypolicy_has_prohibited_qualifier"),
		.schedule = RFC5280_SHALL, .fn = unknown_qualifier, .arg = 1, .scope = SCOPE_ALL, IN(PART_EXT_CP),
	}, {
		.id = "rfc5280.certificate-policies.unknown-qualifier", .section = "4.2.1.4",
		.title = "a policy has a qualifier other than CPS pointer and user notice",
		.requires = "Nothing binding: RFC 5280 strongly recommends to use only id-qt-cps and id-qt-unotice.",
		.explanation = "Relying parties do not know what another qualifier means, and in a critical extension they must refuse it.",
		.remedy = "Remove the qualifier, or use one of the two.",
		.peers = PEERS("pkilint:pkix.certificate_policies_policy_has_qualifier"),
		.schedule = RFC5280_NOTICE, .fn = unknown_qualifier, .arg = 0, .scope = SCOPE_ALL, IN(PART_EXT_CP),
	}, {
		.id = "rfc5280.certificate-policies.notice-ref", .section = "4.2.1.4",
		.title = "a user notice has a noticeRef",
		.requires = "User notices have no noticeRef.",
		.explanation = "The reference points to texts that relying parties do not have.",
		.remedy = "Put the text into explicitText, or leave the notice out.",
		.peers = PEERS("zlint:w_ext_cert_policy_contains_noticeref", "pkilint:pkix.certificate_policies_usernotice_has_noticeref"),
		.schedule = RFC5280_SHOULD, .fn = rule_notice_ref, .scope = SCOPE_ALL,
		IN(PART_EXT_CP),
		.yields_to = IDS("sbr.certificate-policies.notice-ref", "sbr.certificate-policies.sub-ca-notice-ref"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "rfc5280.certificate-policies.explicit-text-type", .section = "4.2.1.4",
		.title = "explicitText is a VisibleString or BMPString",
		.requires = "explicitText is a UTF8String or, where needed, an IA5String. RFC 6818 dropped this in "
		    "January 2013.",
		.explanation = "RFC 5280 lets relying parties of that time expect the other two types only.",
		.remedy = "Encode the text as UTF8String.",
		.peers = PEERS("pkilint:pkix.rfc5280_certificate_policies_invalid_explicit_text_encoding"),
		.schedule = SCHEDULE(SHALL_FROM(2008, 5, 1), ENDS_ON(2013, 1, 1)),
		.fn = visible_or_bmp, .scope = SCOPE_ALL, IN(PART_EXT_CP),
	}, {
		.id = "rfc6818.certificate-policies.explicit-text-ia5", .section = "3",
		.title = "explicitText is an IA5String",
		.requires = "explicitText is not an IA5String; UTF8String is preferred.",
		.explanation = "RFC 5280 allowed IA5String and forbade VisibleString and BMPString. RFC 6818 forbids "
		    "IA5String and allows the other two. UTF8String is right under both.",
		.remedy = "Encode the text as UTF8String.",
		.peers = PEERS("zlint:e_ext_cert_policy_explicit_text_ia5_string", "pkilint:pkix.rfc6818_certificate_policies_invalid_explicit_text_encoding"),
		.schedule = SCHEDULE(SHALL_FROM(2013, 1, 1)), .fn = ia5, .scope = SCOPE_ALL, IN(PART_EXT_CP),
	}, {
		.id = "rfc6818.certificate-policies.explicit-text-not-utf8", .section = "3",
		.title = "explicitText is a VisibleString or BMPString instead of a UTF8String",
		.requires = "explicitText is a UTF8String; VisibleString and BMPString are less preferred.",
		.explanation = "UTF8String shows every language in all software; the two others do not.",
		.remedy = "Encode the text as UTF8String.",
		.peers = PEERS("zlint:w_ext_cert_policy_explicit_text_not_utf8"),
		.schedule = SCHEDULE(SHOULD_FROM(2013, 1, 1)), .fn = visible_or_bmp, .scope = SCOPE_ALL, IN(PART_EXT_CP),
	}, {
		.id = "rfc5280.certificate-policies.explicit-text-length", .section = "4.2.1.4",
		.title = "explicitText is empty or longer than 200 characters",
		.requires = "explicitText has 1 to 200 characters.",
		.explanation = "Relying parties reserve room for 200 characters and cut or refuse longer texts.",
		.remedy = "Shorten the text and point to the full one with a CPS URI.",
		.peers = PEERS("zlint:e_ext_cert_policy_explicit_text_too_long", "pkilint:itu.invalid_asn1_syntax"),
		.schedule = RFC5280_SHALL, .fn = text_size, .scope = SCOPE_ALL, IN(PART_EXT_CP),
		.yields_to = IDS("sbr.certificate-policies.no-explicit-text", "sbr.certificate-policies.sub-ca-no-explicit-text"),
		.yields = YIELD_IN_PLACE,
	}, {
		.id = "rfc5280.certificate-policies.explicit-text-control", .section = "4.2.1.4",
		.title = "explicitText has a control character",
		.requires = "explicitText has no control characters (U+0000 to U+001F, U+007F to U+009F).",
		.explanation = "The text is shown to users; control characters garble it. A line break is the usual case.",
		.remedy = "Remove the character.",
		.peers = PEERS("zlint:w_ext_cert_policy_explicit_text_includes_control", "pkilint:pkix.certificate_policies_explicit_text_has_control_character"),
		.schedule = RFC5280_SHOULD, .fn = text_control, .scope = SCOPE_ALL, IN(PART_EXT_CP),
	}, {
		.id = "rfc5280.certificate-policies.explicit-text-not-nfc", .section = "4.2.1.4",
		.title = "explicitText is not in Unicode Normalization Form C",
		.requires = "explicitText in UTF8String or BMPString is in Normalization Form C.",
		.explanation = "Letters with marks have two encodings; texts are compared and shown reliably in one form only.",
		.remedy = "Normalise the text before it goes into the template.",
		.peers = PEERS("zlint:w_ext_cert_policy_explicit_text_not_nfc", "pkilint:pkix.certificate_policies_explicit_text_not_nfc_normalized"),
		.schedule = RFC5280_SHOULD, .fn = text_nfc, .scope = SCOPE_ALL, IN(PART_EXT_CP),
	}, {
		.id = "rfc5280.policy-mappings.end-entity", .section = "4.2.1.5",
		.title = "policyMappings is in an end entity certificate",
		.requires = "policyMappings is in CA certificates only.",
		.explanation = WHY_CAS_ONLY, .remedy = "Leave the extension out.", .reading = FOR_CAS_ONLY,
		.peers = PEERS("pkilint:pkix.end_entity_policy_mappings_extension_present"),
		.schedule = RFC5280_SHALL, .fn = rule_ext_present, .arg = PART_EXT_PM, .reads = PARTS1(PART_EXTENSIONS), .scope = END_ENTITY,
	}, {
		.id = "rfc5280.policy-mappings.any-policy", .section = "4.2.1.5",
		.title = "policyMappings maps to or from anyPolicy",
		.requires = "Neither side of a policy mapping is anyPolicy.",
		.explanation = "Such a mapping would give every policy to certificates below; validation must fail on it.",
		.remedy = "Map policies one by one.",
		.peers = PEERS("zlint:e_ext_policy_map_any_policy"),
		.schedule = RFC5280_SHALL, .fn = mapping_any, .scope = SCOPE_ALL, IN(PART_EXT_PM),
	}, {
		.id = "rfc5280.policy-mappings.not-in-policies", .section = "4.2.1.5",
		.title = "policyMappings maps a policy that certificatePolicies does not list",
		.requires = "Each issuerDomainPolicy is also in certificatePolicies of the same certificate.",
		.explanation = "A policy that the certificate does not have cannot be mapped, so the mapping has no effect.",
		.remedy = "Add the policy to certificatePolicies, or drop the mapping.",
		.peers = PEERS("zlint:w_ext_policy_map_not_in_cert_policy"),
		.schedule = RFC5280_SHOULD, .fn = mapping_not_listed, .scope = SCOPE_ALL,
		.reads = PARTS1(PART_EXT_CP) | PARTS1(PART_EXT_PM), .needs = PARTS1(PART_EXTENSIONS), .when = PARTS1(PART_EXT_PM),
	}, {
		.id = "rfc5280.policy-constraints.end-entity", .section = "4.2.1.11",
		.title = "policyConstraints is in an end entity certificate",
		.requires = "policyConstraints is in CA certificates only.",
		.explanation = WHY_CAS_ONLY, .remedy = "Leave the extension out.", .reading = FOR_CAS_ONLY,
		.peers = PEERS("pkilint:pkix.end_entity_policy_constraints_extension_present"),
		.schedule = RFC5280_SHALL, .fn = rule_ext_present, .arg = PART_EXT_PC, .reads = PARTS1(PART_EXTENSIONS), .scope = END_ENTITY,
	}, {
		.id = "rfc5280.policy-constraints.empty", .section = "4.2.1.11",
		.title = "policyConstraints has neither of its fields",
		.requires = "requireExplicitPolicy or inhibitPolicyMapping is present.",
		.explanation = "The empty sequence constrains nothing; what validation makes of it is not defined.",
		.remedy = "Leave the extension out, or set one of the fields.",
		.peers = PEERS("zlint:e_ext_policy_constraints_empty"),
		.schedule = RFC5280_SHALL, .fn = constraints_empty, .scope = SCOPE_ALL, ON(PART_EXT_PC),
	}, {
		.id = "rfc5280.policy-constraints.negative", .section = "4.2.1.11",
		.title = "policyConstraints counts a negative number of certificates",
		.requires = "requireExplicitPolicy and inhibitPolicyMapping are zero or more.",
		.explanation = "Software takes a negative number as zero, as a very large one, or refuses the certificate.",
		.remedy = "Encode the number of certificates to skip.",
		.peers = PEERS("pkilint:itu.invalid_asn1_syntax"),
		.schedule = RFC5280_SHALL, .fn = constraints_negative, .scope = SCOPE_ALL, IN(PART_EXT_PC),
	}, {
		.id = "rfc5280.inhibit-any-policy.end-entity", .section = "4.2.1.14",
		.title = "inhibitAnyPolicy is in an end entity certificate",
		.requires = "inhibitAnyPolicy is in CA certificates only.",
		.explanation = WHY_CAS_ONLY, .remedy = "Leave the extension out.", .reading = FOR_CAS_ONLY,
		.peers = PEERS("pkilint:pkix.end_entity_inhibit_anypolicy_extension_present"),
		.schedule = RFC5280_SHALL, .fn = rule_ext_present, .arg = PART_EXT_IAP, .reads = PARTS1(PART_EXTENSIONS), .scope = END_ENTITY,
	}, {
		.id = "rfc5280.inhibit-any-policy.negative", .section = "4.2.1.14",
		.title = "inhibitAnyPolicy is negative",
		.requires = "inhibitAnyPolicy is zero or more.",
		.explanation = "Software takes a negative number as zero, as a very large one, or refuses the certificate.",
		.remedy = "Encode the number of certificates to skip.",
		.peers = PEERS("pkilint:itu.invalid_asn1_syntax"),
		.schedule = RFC5280_SHALL, .fn = inhibit_negative, .scope = SCOPE_ALL, ON(PART_EXT_IAP),
	},
};

RULE_TABLE(rules_rfc5280_policies, "RFC 5280 4.2.1 Policies", rules);
