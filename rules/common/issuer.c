/* SPDX-License-Identifier: Apache-2.0 */
/* issuer.c - what of a CA certificate above cannot be read. */
#include "rules/common/issuer.h"

static const char *
part_name(const struct check *c, const struct cert_view *ca, enum artifact_part part)
{
	switch (part) {
	case PART_VERSION:
		return "version";
	case PART_EXT_BC:
		return "basicConstraints";
	case PART_EXT_KU:
		return "keyUsage";
	case PART_EXT_NC:
		return "nameConstraints";
	case PART_EXT_CP:
		return "certificatePolicies";
	case PART_EXT_PM:
		return "policyMappings";
	case PART_EXT_PC:
		return "policyConstraints";
	case PART_EXT_IAP:
		return "inhibitAnyPolicy";
	case PART_EXT_EKU:
		return "extKeyUsage";
	case PART_EXT_SKI:
		return "subjectKeyIdentifier";
	case PART_EXT_SAN:
		return "subjectAltName";
	case PART_EXTENSIONS:
		return "extensions";
	case PART_SPKI:
		return "subjectPublicKeyInfo";
	case PART_NOT_BEFORE:
		return "notBefore";
	case PART_NOT_AFTER:
		return "notAfter";
	case PART_SIGNATURE_ALGORITHM:
		return "signatureAlgorithm";
	case PART_SIGNATURE_VALUE:
		return "signatureValue";
	default:
		return ca->by_part[part] != NULL ? oid_show(c->arena, ca->by_part[part]->oid) : "a field";
	}
}

const char *
rule_whose(const struct check *c, const struct cert_view *ca, bool issuing)
{
	if (issuing && c->single == NULL)
		return NULL;
	return arena_printf(c->arena, "%s: %s", issuing ? "issuing CA's certificate" : "CA certificate above", name_show(c->arena, &ca->subject));
}

void
rule_tell_unread(struct check *c, const struct cert_view *ca, enum artifact_part part)
{
	bool again = (ca->artifact.repeated_parts & ~(ca->artifact.bad_parts | ca->artifact.unsure_parts) & PARTS1(part)) != 0;

	unreadable_above(c, rule_at_issuer(c), arena_printf(c->arena, "%s%s of %s", again ? "repeated " : "", part_name(c, ca, part),
	    name_show(c->arena, &ca->subject)));
}

bool
rule_cannot_see(struct check *c, enum artifact_part part)
{
	if (!rule_is_unread(c->issuer, part))
		return false;
	rule_tell_unread(c, c->issuer, part);
	return true;
}

void
rule_beyond_paths(struct check *c)
{
	beyond_limit(c, rule_at_issuer(c), "more CA certificates above it, or more of their constraints, than are followed");
}

void
rule_issuer_name_not_identical(struct check *c)
{
	if (!span_eq(c->cert->issuer.raw, c->issuer->subject.raw))
		report(c, at_part(c, PART_ISSUER), "issuing CA's subject: %s", name_show(c->arena, &c->issuer->subject));
}

void
rule_aki_not_issuers(struct check *c)
{
	struct span key_id = c->cert->aki.key_id, ski = c->issuer->ski;

	if (key_id.p == NULL)
		not_applicable(c, "no keyIdentifier");
	else if (c->issuer != c->cert && rule_cannot_see(c, PART_EXT_SKI))
		return;
	else if (!cert_ok(c->issuer, PART_EXT_SKI) && cert_has(c->issuer, PART_EXT_SKI))
		not_evaluated(c, "the certificate's own subjectKeyIdentifier cannot be read");
	else if (!cert_ok(c->issuer, PART_EXT_SKI))
		not_applicable(c, "the issuing CA's certificate has no subjectKeyIdentifier");
	else if (!span_eq(key_id, ski))
		report(c, key_id, "%s; issuing CA's subjectKeyIdentifier: %s", key_id.n == 0 ? "empty" : text_hex(c->arena, key_id),
		    text_hex(c->arena, ski));
}
