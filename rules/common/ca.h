/* SPDX-License-Identifier: Apache-2.0 */
/* ca.h - what root and subordinate CA certificates have to say of themselves alike (SBR 7.1.2.1, 7.1.2.2). */
#ifndef RULES_COMMON_CA_H
#define RULES_COMMON_CA_H

#include "rules/common/extension.h"

#define SCOPE_SUBCA SCOPE_CA(KIND_SUBCA | KIND_CROSS)

/* basicConstraints does not say cA TRUE. */
static inline void
rule_ca_not_true(struct check *c)
{
	if (!c->cert->bc.ca)
		report(c, at_part(c, PART_EXT_BC), NULL);
}

/* The bit of keyUsage that row.arg names is not set. */
static inline void
rule_key_usage_lacks(struct check *c)
{
	if ((c->cert->ku.bits & c->rule->arg) == 0)
		report(c, at_part(c, PART_EXT_KU), NULL);
}

#endif
