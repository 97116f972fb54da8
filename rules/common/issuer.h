/* SPDX-License-Identifier: Apache-2.0 */
/* issuer.h - what RFC 5280 and the SBR both ask of a certificate beside its issuing CA's. */
#ifndef RULES_COMMON_ISSUER_H
#define RULES_COMMON_ISSUER_H

#include "rules/common/extension.h"

/* The issuer name is not octet for octet the CA's subject (RFC 5280 4.1.2.6; SBR 7.1.4.1). */
static inline void
rule_issuer_name_not_identical(struct check *c)
{
	if (!span_eq(c->cert->issuer.raw, c->issuer->subject.raw))
		report(c, at_part(c, PART_ISSUER), "issuing CA's subject: %s", name_show(c->arena, &c->issuer->subject));
}

/* The keyIdentifier is not the CA's subjectKeyIdentifier (RFC 5280 4.2.1.2; SBR 7.1.2.1.e, 7.1.2.2.i). */
static inline void
rule_aki_not_issuers(struct check *c)
{
	struct span key_id = c->cert->aki.key_id, ski = c->issuer->ski;

	if (key_id.p == NULL)
		not_applicable(c, "no keyIdentifier");
	else if (!cert_ok(c->issuer, PART_EXT_SKI))
		not_applicable(c, "the issuing CA's certificate has no subjectKeyIdentifier that can be read");
	else if (!span_eq(key_id, ski))
		report(c, key_id, "%s; issuing CA's subjectKeyIdentifier: %s", key_id.n == 0 ? "empty" : text_hex(c->arena, key_id),
		    text_hex(c->arena, ski));
}

#endif
