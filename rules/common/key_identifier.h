/* SPDX-License-Identifier: Apache-2.0 */
/* key_identifier.h - what the SBR ask of key identifiers, in certificates of several kinds. */
#ifndef RULES_COMMON_KEY_IDENTIFIER_H
#define RULES_COMMON_KEY_IDENTIFIER_H

#include "rules/common/extension.h"

/* keyIdentifier is absent, or has no octet that could identify a key (SBR 7.1.2.2.h, 7.1.2.3.g). */
static inline void
rule_aki_no_key_id(struct check *c)
{
	if (c->cert->aki.key_id.p == NULL)
		report(c, at_part(c, PART_EXT_AKI), NULL);
	else if (c->cert->aki.key_id.n == 0)
		report(c, at_part(c, PART_EXT_AKI), "empty");
}

/* A CA has subjectKeyIdentifier, with a value that other certificates can name (SBR 7.1.2.1.e, 7.1.2.2.i). */
static inline void
rule_ski_no_value(struct check *c)
{
	if (!cert_has(c->cert, PART_EXT_SKI))
		report(c, at_part(c, PART_EXTENSIONS), NULL);
	else if (c->cert->ski.n == 0)
		report(c, at_part(c, PART_EXT_SKI), "empty");
}

/* authorityCertIssuer or authorityCertSerialNumber is present. */
static inline void
rule_aki_issuer_serial(struct check *c)
{
	const struct ext_aki *aki = &c->cert->aki;

	if (aki->has_issuer)
		report(c, at_part(c, PART_EXT_AKI), "authorityCertIssuer");
	if (aki->has_serial)
		report(c, at_part(c, PART_EXT_AKI), "authorityCertSerialNumber");
}

#endif
