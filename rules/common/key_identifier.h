/* SPDX-License-Identifier: Apache-2.0 */
/* key_identifier.h - what the SBR ask of authorityKeyIdentifier, in CA and subscriber certificates alike. */
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
