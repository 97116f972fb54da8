/* SPDX-License-Identifier: Apache-2.0 */
/* mozilla.c - Mozilla Root Store Policy: what a certificate shows of it beyond the SBR. */
#include "rules/common/extension.h"
#include "rules/common/signature.h"
#include "rules/program/program.h"
#include "rules/tables.h"

#define EKU PARTS1(PART_EXT_EKU)

/* One finding for both fields: that they differ is RFC 5280's. */
static void
signed_with_sha1(struct check *c)
{
	const struct cert_view *cv = c->cert;
	const struct artifact_algorithm *a = algorithm_is_sha1(cv->signature.id) ? &cv->signature : &cv->signature_algorithm;

	if (c->profile->kind == KIND_SUBSCRIBER && !cert_has_eku(cv, OID_EKU_EMAIL))
		not_applicable(c, "extKeyUsage has no id-kp-emailProtection");
	else if (algorithm_is_sha1(a->id))
		report(c, a->oid, "%s", oid_name(a->id));
}

static void
eddsa_without_email(struct check *c)
{
	const struct cert_spki *k = &c->cert->spki;

	if ((k->id == OID_ED25519 || k->id == OID_ED448) && !cert_has_eku(c->cert, OID_EKU_EMAIL))
		report(c, k->algorithm, "%s", oid_name(k->id));
}

static void
sub_ca_forbidden(struct check *c)
{
	program_eku_any(c);
	if (cert_has_eku(c->cert, OID_EKU_EMAIL) && cert_has_eku(c->cert, OID_EKU_SERVER_AUTH))
		report(c, at_part(c, PART_EXT_EKU), "id-kp-serverAuth with id-kp-emailProtection");
}

/* A CA whose EKU does not reach S/MIME is none of this section's. */
static void
no_permitted_mailbox(struct check *c)
{
	const struct ext_nc *nc = &c->cert->nc;

	if (!cert_has_eku(c->cert, OID_EKU_EMAIL)) {
		not_applicable(c, "extKeyUsage has no id-kp-emailProtection");
		return;
	}
	for (unsigned i = 0; i < nc->n_permitted; i++)
		if (nc->permitted[i].base.form == GN_RFC822)
			return;
	report(c, at_part(c, PART_EXT_NC), NULL);
}

static const struct smimelint_rule rules[] = {
	{
		.id = "mozilla.key.p521-not-supported",
		.section = "5.1",
		.title = "P-521 key, which Mozilla did not support before 2025-03-15",
		.requires = "Version 2.9 calls P-521 not prohibited but not supported; version 3.0 lists it.",
		.explanation = "Mozilla's products may not have verified such a certificate issued in those years.",
		.remedy = "None is needed today; in those years P-256 or P-384 was the safe choice.",
		.schedule = SCHEDULE(NOTICE_FROM(2023, 9, 1), ENDS_ON(2025, 3, 15)),
		.fn = program_key_family, .arg = FAMILY_P521, .needs = PARTS1(PART_KEY_ALGORITHM), .scope = SCOPE_ALL,
	},
	{
		.id = "mozilla.key.edwards-not-supported",
		.section = "5.1",
		.title = "key on Curve25519 or Curve448, which Mozilla does not support",
		.requires = "The policy calls these curves not prohibited in S/MIME but not supported.",
		.explanation = "Mozilla's products may not verify or decrypt with such a key.",
		.remedy = "Use RSA or a NIST curve where Mozilla's products have to work.",
		.schedule = SBR_NOTICE,
		.fn = program_key_family, .arg = FAMILY_EDWARDS, .needs = PARTS1(PART_KEY_ALGORITHM), .scope = SCOPE_ALL,
	},
	{
		.id = "mozilla.key.eddsa-without-email-protection",
		.section = "5.1",
		.title = "EdDSA key in a certificate without id-kp-emailProtection",
		.requires = "From 2023-09-01 (version 2.9) EdDSA keys are in certificates with id-kp-emailProtection only.",
		.explanation = "Mozilla's policy permits EdDSA for S/MIME only.",
		.remedy = "Add id-kp-emailProtection where the certificate is for S/MIME; else use RSA or a NIST curve.",
		.schedule = SBR_SHALL,
		.fn = eddsa_without_email, .needs = PARTS1(PART_KEY_ALGORITHM) | PARTS1(PART_EXTENSIONS) | EKU,
		.scope = { KIND_SUBSCRIBER | KIND_SUBCA | KIND_CROSS | KIND_OCSP, TYPE_ANY, GEN_ANY },
	},
	{
		.id = "mozilla.key.post-quantum",
		.section = "5.1",
		.title = "ML-DSA or ML-KEM key, which is not in Mozilla's list",
		.requires = "Keys under Mozilla's roots are RSA, P-256, P-384, P-521 or EdDSA; the list is closed.",
		.explanation = "The SBR permit these algorithms, but the policy's own list is tighter.",
		.remedy = "Issue from a hierarchy that Mozilla does not trust, until the list has the algorithm.",
		.schedule = SBR_SHALL,
		.fn = program_key_family, .arg = FAMILY_PQ, .needs = PARTS1(PART_KEY_ALGORITHM), .scope = SCOPE_ALL,
	},
	{
		.id = "mozilla.signature.sha1-subscriber",
		.section = "5.1.3",
		.title = "S/MIME certificate signed with SHA-1",
		.requires = "From 2022-07-01 no end-entity certificate with id-kp-emailProtection is signed with SHA-1.",
		.explanation = "Collisions of SHA-1 are practical.",
		.remedy = "Sign with SHA-256 or stronger.",
		.schedule = SCHEDULE(SHALL_FROM(2022, 7, 1)),
		.fn = signed_with_sha1, .reads = EKU, .when = EKU,
		.scope = SCOPE_SUBSCRIBER,
		.yields_to = IDS("sbr.signature-algorithm.sha1", "sbr.signature-algorithm.sha1-unlisted"),
	},
	{
		.id = "mozilla.signature.sha1-ca",
		.section = "5.1.3",
		.title = "intermediate or OCSP certificate signed with SHA-1",
		.requires = "From 2023-07-01 neither intermediate nor delegated OCSP certificates are signed with SHA-1.",
		.explanation = "A collision would give a forged CA certificate.",
		.remedy = "Sign with SHA-256 or stronger.",
		.schedule = SCHEDULE(SHALL_FROM(2023, 7, 1)),
		.fn = signed_with_sha1, .scope = SCOPE_CA(KIND_SUBCA | KIND_CROSS | KIND_OCSP),
		.yields_to = IDS("sbr.signature-algorithm.sha1", "sbr.signature-algorithm.sha1-unlisted"),
	},
	{
		.id = "mozilla.ext-key-usage.missing",
		.section = "5.2",
		.title = "end-entity certificate without extKeyUsage",
		.requires = "From 2020-07-01 end-entity certificates have an extKeyUsage.",
		.explanation = "Without it the certificate is good for every purpose.",
		.remedy = "Add extKeyUsage with id-kp-emailProtection.",
		.schedule = SCHEDULE(SHALL_FROM(2020, 7, 1)),
		.fn = rule_ext_missing, .arg = PART_EXT_EKU, .needs = PARTS1(PART_EXTENSIONS),
		.scope = SCOPE_SUBSCRIBER,
		.yields_to = IDS("sbr.ext-key-usage.missing"),
	},
	{
		.id = "mozilla.ext-key-usage.any",
		.section = "5.2",
		.title = "end-entity certificate with anyExtendedKeyUsage",
		.requires = "From 2020-07-01 no end-entity certificate has anyExtendedKeyUsage.",
		.explanation = "It makes the certificate good for every purpose.",
		.remedy = "List the usages that are meant.",
		.schedule = SCHEDULE(SHALL_FROM(2020, 7, 1)),
		.fn = program_eku_any, .reads = EKU, .when = EKU,
		.scope = SCOPE_SUBSCRIBER,
		.yields_to = IDS("sbr.ext-key-usage.forbidden"),
	},
	{
		.id = "mozilla.ext-key-usage.sub-ca-missing",
		.section = "5.3",
		.title = "intermediate certificate without extKeyUsage",
		.requires = "Intermediate certificates created after 2019-01-01 have an extKeyUsage; cross certificates that "
		    "share a root's key are exempt.",
		.explanation = "Without it the CA may issue for every purpose.",
		.remedy = "Add extKeyUsage with id-kp-emailProtection.",
		.schedule = SCHEDULE(SHALL_FROM(2019, 1, 2)),
		.fn = rule_ext_missing, .arg = PART_EXT_EKU, .needs = PARTS1(PART_EXTENSIONS),
		.scope = SCOPE_CA(KIND_SUBCA),
		.yields_to = IDS("sbr.ext-key-usage.sub-ca-missing"),
	},
	{
		.id = "mozilla.ext-key-usage.sub-ca-forbidden",
		.section = "5.3",
		.title = "intermediate certificate with extended key usages that Mozilla forbids",
		.requires = "Intermediate certificates created after 2019-01-01 have no anyExtendedKeyUsage, and not "
		    "id-kp-serverAuth together with id-kp-emailProtection.",
		.explanation = "Each CA is to serve one trust bit of Mozilla only.",
		.remedy = "Use a CA of its own for each purpose.",
		.schedule = SCHEDULE(SHALL_FROM(2019, 1, 2)),
		.fn = sub_ca_forbidden, .reads = EKU, .when = EKU,
		.scope = SCOPE_CA(KIND_SUBCA),
		.yields_to = IDS("sbr.ext-key-usage.sub-ca-forbidden"),
	},
	{
		.id = "mozilla.name-constraints.no-permitted-mailbox",
		.section = "5.3.1",
		.title = "nameConstraints has no permitted rfc822Name, so the CA is not technically constrained for "
		    "Mozilla",
		.requires = "To count as technically constrained, an S/MIME intermediate has at least one permitted rfc822Name.",
		.explanation = "A CA that is not constrained is disclosed and audited like any other. The extension alone "
		    "does not show that the CA claims the exemption, so this is a notice.",
		.remedy = "Permit the validated mail domains, or treat the CA as unconstrained.",
		.schedule = SBR_NOTICE,
		.fn = no_permitted_mailbox, .needs = PARTS1(PART_EXT_NC), .reads = EKU, .when = PARTS1(PART_EXT_NC) | EKU,
		.scope = SCOPE_CA(KIND_SUBCA),
	},
};

RULE_TABLE(rules_program_mozilla, "Mozilla Root Store Policy", rules);
