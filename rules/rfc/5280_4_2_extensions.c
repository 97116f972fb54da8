/* SPDX-License-Identifier: Apache-2.0 */
/*
 * 5280_4_2_extensions.c - extensions in general: repeated, empty, unknown
 * and critical, and the criticality that RFC 5280 gives each (4.2).
 *
 * Where the SBR have a sentence of its own on the criticality of an extension
 * in a kind of certificate, its rule speaks and these are silent.
 */
#include "rules/common/extension.h"
#include "rules/common/repeated.h"
#include "rules/tables.h"

static struct span
single_oid(const void *list, unsigned i)
{
	return ((const struct ocsp_single_ext *)list)[i].oid;
}

static void
single_again(struct check *c, const void *list, unsigned i)
{
	const struct ocsp_single_ext *e = &((const struct ocsp_single_ext *)list)[i];

	report(c, e->raw, "%s", oid_show(c->arena, e->oid));
}

/* Each SingleResponse has extensions of its own.  Rules about an extension see the first of its kind: what keeps them from the others is this. */
static void
repeated(struct check *c)
{
	if (!artifact_has(c->artifact, PART_EXTENSIONS) && c->ocsp == NULL)
		not_applicable(c, "no extensions");
	for (unsigned i = 0; i < c->artifact->n_ext; i++)
		if (c->artifact->ext[i].repeated && (c->damage == DAMAGE_ALL || (c->damage & PARTS1(c->artifact->ext[i].part)) != 0))
			report(c, c->artifact->ext[i].raw, "%s", oid_show(c->arena, c->artifact->ext[i].oid));
	for (unsigned i = 0; c->damage == DAMAGE_ALL && c->ocsp != NULL && i < c->ocsp->n_single; i++)
		each_repeated(c, c->ocsp->single[i].ext, c->ocsp->single[i].n_ext, single_oid, single_again);
}

static void
unknown_critical(struct check *c)
{
	for (unsigned i = 0; i < c->artifact->n_ext; i++)
		if (c->artifact->ext[i].critical && c->artifact->ext[i].part == PART_COUNT)
			report(c, c->artifact->ext[i].raw, "%s", oid_show(c->arena, c->artifact->ext[i].oid));
}

static void
none(struct check *c)
{
	if (c->artifact->n_ext == 0)
		report(c, at_part(c, PART_EXTENSIONS), NULL);
}

/* ---- criticality: the functions of extension.h, and subjectAltName ---- */

static bool
subject_is_empty(const struct check *c)
{
	return c->cert->subject.n_rdn == 0;
}

static void
alt_name_critical(struct check *c)
{
	if (!subject_is_empty(c))
		rule_ext_critical(c);
}

static void
alt_name_not_critical(struct check *c)
{
	if (subject_is_empty(c))
		rule_ext_not_critical(c);
}

/* ---- lists without an entry ---- */

static void
note_empty(struct check *c, enum artifact_part part, unsigned n)
{
	if (n == 0 && artifact_ok(c->artifact, part))
		report(c, at_part(c, part), NULL);
}

static void
empty_of_certificate(struct check *c, const struct cert_view *cv)
{
	note_empty(c, PART_EXT_SAN, cv->san.n);
	note_empty(c, PART_EXT_EKU, cv->eku.n);
	note_empty(c, PART_EXT_CP, cv->policies.n);
	note_empty(c, PART_EXT_PM, cv->pm.n);
	note_empty(c, PART_EXT_CRLDP, cv->crldp.n);
	note_empty(c, PART_EXT_SIA, cv->sia.n);
	note_empty(c, PART_EXT_SDA, cv->sda.n);
	note_empty(c, PART_EXT_PKUP, cv->has_key_period);
}

static void
empty(struct check *c)
{
	if (c->cert != NULL)
		empty_of_certificate(c, c->cert);
	note_empty(c, PART_EXT_IAN, c->artifact->ian.n);
	note_empty(c, PART_EXT_FRESHEST, c->artifact->freshest.n);
	note_empty(c, PART_EXT_AIA, c->artifact->aia.n);
}

static void
empty_in_policies(struct check *c)
{
	for (unsigned i = 0; i < c->cert->policies.n; i++) {
		const struct policy *p = &c->cert->policies.v[i];

		if (p->qualifiers.p != NULL && p->qualifiers.n == 0)
			report(c, p->raw, "policyQualifiers");
	}
}

static void
empty_in_point(struct check *c, struct span at, const struct dist_point *p)
{
	if (p->full.raw.p != NULL && p->full.raw.n == 0)
		report(c, at, "fullName");
	if (p->has_relative && p->relative.n == 0)
		report(c, at, "nameRelativeToCRLIssuer");
	if (p->has_crl_issuer && p->crl_issuer.raw.n == 0)
		report(c, at, "cRLIssuer");
}

static void
empty_in_points(struct check *c, const struct ext_crldp *points)
{
	for (unsigned i = 0; i < points->n; i++)
		empty_in_point(c, points->v[i].raw, &points->v[i]);
}

static void
empty_in_subtrees(struct check *c)
{
	const struct ext_nc *nc = &c->cert->nc;

	/* Both missing is nameConstraints that constrain nothing, a rule of its own. */
	if (nc->permitted_in.p != NULL && nc->permitted_in.n == 0)
		report(c, at_part(c, PART_EXT_NC), "permittedSubtrees");
	if (nc->excluded_in.p != NULL && nc->excluded_in.n == 0)
		report(c, at_part(c, PART_EXT_NC), "excludedSubtrees");
}

static void
empty_inside_certificate(struct check *c, const struct cert_view *cv)
{
	empty_in_policies(c);
	empty_in_points(c, &cv->crldp);
	empty_in_subtrees(c);
	for (unsigned i = 0; i < cv->sda.n; i++)
		if (cv->sda.v[i].values.n == 0)
			report(c, cv->sda.v[i].raw, "values of %s", oid_show(c->arena, cv->sda.v[i].oid));
}

static void
empty_inside(struct check *c)
{
	const struct artifact *a = c->artifact;

	if (c->cert != NULL)
		empty_inside_certificate(c, c->cert);
	if (c->crl != NULL)
		empty_in_point(c, at_part(c, PART_EXT_IDP), &c->crl->idp.point);
	empty_in_points(c, &a->freshest);
	if (a->aki.has_issuer && a->aki.issuer.raw.n == 0)
		report(c, at_part(c, PART_EXT_AKI), "authorityCertIssuer");
}

/* The extensions that are lists, and those that have lists inside. */
#define LISTS (PARTS1(PART_EXT_SAN) | PARTS1(PART_EXT_IAN) | PARTS1(PART_EXT_EKU) | PARTS1(PART_EXT_CP) | PARTS1(PART_EXT_PM) | \
	PARTS1(PART_EXT_CRLDP) | PARTS1(PART_EXT_FRESHEST) | PARTS1(PART_EXT_AIA) | PARTS1(PART_EXT_SIA) | PARTS1(PART_EXT_SDA) | PARTS1(PART_EXT_PKUP))
#define LISTS_INSIDE (PARTS1(PART_EXT_CP) | PARTS1(PART_EXT_CRLDP) | PARTS1(PART_EXT_FRESHEST) | PARTS1(PART_EXT_NC) | \
	PARTS1(PART_EXT_AKI) | PARTS1(PART_EXT_SDA) | PARTS1(PART_EXT_IDP))

#define OF_PART(part) \
	.arg = (part), .reads = PARTS1(part), .when = PARTS1(part)

#define WHY_CRITICAL "Software that does not know the extension then refuses the whole certificate, for information it could do without."
#define WHY_NOT_CRITICAL "Software that does not know the extension ignores it, and with it a limit that the CA relies on."
#define MARK_NOT_CRITICAL "Leave critical out (FALSE is its default)."
#define MARK_CRITICAL "Mark the extension critical."

static const struct smimelint_rule rules[] = {
	{
		.id = "rfc5280.extensions.empty", .section = "4.1.2.9",
		.title = "the extensions field has no extension",
		.requires = "The extensions field, where present, holds one or more extensions.",
		.explanation = "The empty list is not in the definition, and decoders that check sizes refuse it.",
		.remedy = "Add the extensions that the profile requires.",
		.peers = PEERS("zlint:e_ext_cannot_be_empty_sequence", "pkilint:itu.invalid_asn1_syntax"),
		.schedule = RFC5280_SHALL, .fn = none, .scope = SCOPE_SIGNED,
		.needs = PARTS1(PART_EXTENSIONS), .when = PARTS1(PART_EXTENSIONS),
	}, {
		.id = "rfc5280.extension.repeated", .section = "4.2",
		.title = "an extension occurs more than once",
		.requires = "A certificate or a CRL has at most one instance of each extension (4.2, 5.2), and so has each SingleResponse.",
		.explanation = "Software decides differently which of the two counts. A CA flag or a name can be hidden "
		    "in the second one.",
		.remedy = "Merge the two extensions into one.",
		.peers = PEERS("zlint:e_ext_duplicate_extension", "pkilint:pkix.duplicate_extension"),
		.schedule = RFC5280_SHALL, .fn = repeated, .scope = SCOPE_SIGNED, .tells_damage = true,
		.reads = PARTS1(PART_EXTENSIONS) | PARTS1(PART_RESPONSES),
	}, {
		.id = "rfc5280.extension.empty", .section = "4.2.1",
		.title = "an extension holds an empty list",
		.requires = "subjectAltName, issuerAltName, extKeyUsage, certificatePolicies, policyMappings, cRLDistributionPoints, freshestCRL, "
		    "authorityInfoAccess, subjectInfoAccess and subjectDirectoryAttributes have at least one entry; privateKeyUsagePeriod has notBefore "
		    "or notAfter (A.2).",
		.explanation = "An extension without an entry says nothing; decoders that check sizes refuse it.",
		.remedy = "Leave the extension out, or give it an entry.",
		.peers = PEERS("zlint:e_ext_cannot_be_empty_sequence", "zlint:e_ext_san_no_entries", "zlint:e_ext_ian_no_entries",
		    "pkilint:itu.invalid_asn1_syntax"),
		.schedule = RFC5280_SHALL, .fn = empty, .scope = SCOPE_SIGNED, .when = PARTS1(PART_EXTENSIONS), .reads = LISTS,
	}, {
		.id = "rfc5280.extension.empty-inside", .section = "4.2.1",
		.title = "a list inside an extension is empty",
		.requires = "policyQualifiers, fullName, nameRelativeToCRLIssuer, cRLIssuer, authorityCertIssuer, permittedSubtrees, excludedSubtrees and the values of a "
		    "directory attribute have at least one entry where they are present.",
		.explanation = "The empty list is not in the definition; some decoders refuse the certificate, others take it as absent.",
		.remedy = "Leave the list out, or give it an entry.",
		.peers = PEERS("pkilint:itu.invalid_asn1_syntax"),
		.schedule = RFC5280_SHALL, .fn = empty_inside, .scope = SCOPE_SIGNED, .when = PARTS1(PART_EXTENSIONS), .reads = LISTS_INSIDE,
	}, {
		.id = "rfc5280.extension.unknown-critical", .section = "4.2",
		.title = "critical extension is unknown to this program",
		.requires = "Nothing for the CA. Relying parties refuse a certificate with a critical extension that they "
		    "do not know.",
		.explanation = "Software that does not know the extension refuses the certificate.",
		.remedy = "Mark the extension non-critical, unless every relying party is known to process it.",
		.schedule = RFC5280_NOTICE, .fn = unknown_critical, .scope = SCOPE_ALL,
		.when = PARTS1(PART_EXTENSIONS), .reads = PARTS1(PART_EXTENSIONS),
		.yields_to = IDS("sbr.extensions.unlisted"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "rfc5280.authority-key-identifier.critical", .section = "4.2.1.1",
		.title = "authorityKeyIdentifier is critical",
		.requires = "authorityKeyIdentifier is not critical.",
		.explanation = WHY_CRITICAL, .remedy = MARK_NOT_CRITICAL,
		.peers = PEERS("zlint:e_ext_authority_key_identifier_critical", "pkilint:pkix.authority_key_identifier_critical"),
		.schedule = RFC5280_SHALL, .fn = rule_ext_critical, .scope = SCOPE_ALL, OF_PART(PART_EXT_AKI),
		.yields_to = IDS("sbr.authority-key-identifier.critical", "sbr.authority-key-identifier.sub-ca-critical"),
	}, {
		.id = "rfc5280.subject-key-identifier.critical", .section = "4.2.1.2",
		.title = "subjectKeyIdentifier is critical",
		.requires = "subjectKeyIdentifier is not critical.",
		.explanation = WHY_CRITICAL, .remedy = MARK_NOT_CRITICAL,
		.peers = PEERS("zlint:e_ext_subject_key_identifier_critical", "pkilint:pkix.certificate_skid_extension_critical"),
		.schedule = RFC5280_SHALL, .fn = rule_ext_critical, .scope = SCOPE_ALL, OF_PART(PART_EXT_SKI),
		.yields_to = IDS("sbr.subject-key-identifier.critical", "sbr.subject-key-identifier.root-critical",
		    "sbr.subject-key-identifier.sub-ca-critical"),
	}, {
		.id = "rfc5280.key-usage.not-critical", .section = "4.2.1.3",
		.title = "keyUsage is not critical",
		.requires = "keyUsage is critical.",
		.explanation = WHY_NOT_CRITICAL, .remedy = MARK_CRITICAL,
		.peers = PEERS("zlint:w_ext_key_usage_not_critical", "pkilint:pkix.key_usage_extension_not_critical"),
		.schedule = RFC5280_SHOULD, .fn = rule_ext_not_critical, .scope = SCOPE_ALL, OF_PART(PART_EXT_KU),
		.yields_to = IDS("sbr.key-usage.not-critical", "sbr.key-usage.root-not-critical",
		    "sbr.key-usage.sub-ca-not-critical"),
	}, {
		.id = "rfc5280.policy-mappings.not-critical", .section = "4.2.1.5",
		.title = "policyMappings is not critical",
		.requires = "policyMappings is critical.",
		.explanation = "Software that does not process mappings then finds a policy on the path that is not "
		    "there, or misses one that is.",
		.remedy = MARK_CRITICAL,
		.peers = PEERS("zlint:w_ext_policy_map_not_critical"),
		.schedule = RFC5280_SHOULD, .fn = rule_ext_not_critical, .scope = SCOPE_ALL, OF_PART(PART_EXT_PM),
	}, {
		.id = "rfc5280.subject-alt-name.critical", .section = "4.2.1.6",
		.title = "subjectAltName is critical although the subject is not empty",
		.requires = "subjectAltName is not critical where the subject field has a name.",
		.explanation = WHY_CRITICAL, .remedy = MARK_NOT_CRITICAL,
		.peers = PEERS("zlint:w_ext_san_critical_with_subject_dn", "pkilint:pkix.san_extension_is_critical_non_empty_subject"),
		.schedule = RFC5280_SHOULD, .fn = alt_name_critical, .scope = SCOPE_ALL,
		.arg = PART_EXT_SAN, .reads = PARTS1(PART_EXT_SAN) | PARTS1(PART_SUBJECT), .when = PARTS1(PART_EXT_SAN),
		.yields_to = IDS("sbr.san.critical"),
	}, {
		.id = "rfc5280.subject-alt-name.not-critical", .section = "4.2.1.6",
		.title = "the subject is empty and subjectAltName is not critical",
		.requires = "subjectAltName is critical where it is the only name of the subject.",
		.explanation = "Software that does not know the extension would see a certificate for nobody and could still accept it.",
		.remedy = MARK_CRITICAL,
		.peers = PEERS("zlint:e_ext_san_not_critical_without_subject", "pkilint:pkix.san_extension_not_critical_empty_subject"),
		.schedule = RFC5280_SHALL, .fn = alt_name_not_critical, .scope = SCOPE_ALL,
		.arg = PART_EXT_SAN, .needs = PARTS1(PART_SUBJECT), .reads = PARTS1(PART_EXT_SAN), .when = PARTS1(PART_EXT_SAN),
	}, {
		.id = "rfc5280.issuer-alt-name.critical", .section = "4.2.1.7",
		.title = "issuerAltName is critical",
		.requires = "issuerAltName is not critical.",
		.explanation = WHY_CRITICAL, .remedy = MARK_NOT_CRITICAL,
		.peers = PEERS("zlint:w_ext_ian_critical", "pkilint:pkix.issuer_alt_name_extension_critical"),
		.schedule = RFC5280_SHOULD, .fn = rule_ext_critical, .scope = SCOPE_ALL, OF_PART(PART_EXT_IAN),
	}, {
		.id = "rfc5280.subject-directory-attributes.critical", .section = "4.2.1.8",
		.title = "subjectDirectoryAttributes is critical",
		.requires = "subjectDirectoryAttributes is not critical.",
		.explanation = WHY_CRITICAL, .remedy = MARK_NOT_CRITICAL,
		.peers = PEERS("zlint:e_ext_subject_directory_attr_critical", "pkilint:pkix.subject_directory_attributes_extension_critical"),
		.schedule = RFC5280_SHALL, .fn = rule_ext_critical, .scope = SCOPE_ALL, OF_PART(PART_EXT_SDA),
		.yields_to = IDS("sbr.subject-directory-attributes.critical"),
	}, {
		.id = "rfc4262.smime-capabilities.critical", .section = "2",
		.title = "smimeCapabilities is critical, against RFC 4262",
		.requires = "smimeCapabilities is not critical.",
		.explanation = WHY_CRITICAL, .remedy = MARK_NOT_CRITICAL,
		.peers = PEERS("pkilint:pkix.smime_capabilities_extension_critical"),
		.schedule = SCHEDULE(SHALL_FROM(2005, 12, 1)), .fn = rule_ext_critical, .scope = SCOPE_ALL, OF_PART(PART_EXT_SMIMECAPS),
		.yields_to = IDS("sbr.smime-capabilities.critical"),
	}, {
		.id = "rfc5280.policy-constraints.not-critical", .section = "4.2.1.11",
		.title = "policyConstraints is not critical",
		.requires = "policyConstraints is critical.",
		.explanation = WHY_NOT_CRITICAL, .remedy = MARK_CRITICAL,
		.peers = PEERS("zlint:e_ext_policy_constraints_not_critical"),
		.schedule = RFC5280_SHALL, .fn = rule_ext_not_critical, .scope = SCOPE_ALL, OF_PART(PART_EXT_PC),
	}, {
		.id = "rfc5280.crl-distribution-points.critical", .section = "4.2.1.13",
		.title = "cRLDistributionPoints is critical",
		.requires = "cRLDistributionPoints is not critical.",
		.explanation = WHY_CRITICAL, .remedy = MARK_NOT_CRITICAL,
		.peers = PEERS("zlint:w_ext_crl_distribution_marked_critical", "pkilint:pkix.certificate_crldp_extension_critical"),
		.schedule = RFC5280_SHOULD, .fn = rule_ext_critical, .scope = SCOPE_ALL, OF_PART(PART_EXT_CRLDP),
		.yields_to = IDS("sbr.crl-distribution-points.critical", "sbr.crl-distribution-points.sub-ca-critical"),
	}, {
		.id = "rfc5280.inhibit-any-policy.not-critical", .section = "4.2.1.14",
		.title = "inhibitAnyPolicy is not critical",
		.requires = "inhibitAnyPolicy is critical.",
		.explanation = WHY_NOT_CRITICAL, .remedy = MARK_CRITICAL,
		.peers = PEERS("zlint:e_inhibit_any_policy_not_critical"),
		.schedule = RFC5280_SHALL, .fn = rule_ext_not_critical, .scope = SCOPE_ALL, OF_PART(PART_EXT_IAP),
	}, {
		.id = "rfc5280.freshest-crl.critical", .section = "4.2.1.15",
		.title = "freshestCRL is critical",
		.requires = "freshestCRL is not critical.",
		.explanation = WHY_CRITICAL, .remedy = MARK_NOT_CRITICAL,
		.peers = PEERS("zlint:e_ext_freshest_crl_marked_critical"),
		.schedule = RFC5280_SHALL, .fn = rule_ext_critical, .scope = SCOPE_ALL, OF_PART(PART_EXT_FRESHEST),
	}, {
		.id = "rfc5280.authority-info-access.critical", .section = "4.2.2.1",
		.title = "authorityInfoAccess is critical",
		.requires = "authorityInfoAccess is not critical.",
		.explanation = WHY_CRITICAL, .remedy = MARK_NOT_CRITICAL,
		.peers = PEERS("zlint:e_ext_aia_marked_critical", "pkilint:pkix.authority_information_access_extension_critical"),
		.schedule = RFC5280_SHALL, .fn = rule_ext_critical, .scope = SCOPE_ALL, OF_PART(PART_EXT_AIA),
		.yields_to = IDS("sbr.authority-info-access.critical", "sbr.authority-info-access.sub-ca-critical"),
	}, {
		.id = "rfc5280.subject-info-access.critical", .section = "4.2.2.2",
		.title = "subjectInfoAccess is critical",
		.requires = "subjectInfoAccess is not critical.",
		.explanation = WHY_CRITICAL, .remedy = MARK_NOT_CRITICAL,
		.peers = PEERS("zlint:e_subject_info_access_marked_critical", "pkilint:pkix.subject_information_access_extension_critical"),
		.schedule = RFC5280_SHALL, .fn = rule_ext_critical, .scope = SCOPE_ALL, OF_PART(PART_EXT_SIA),
	},
};

RULE_TABLE(rules_rfc5280_extensions, "RFC 5280 4.2 Extensions in general, and their criticality", rules);
