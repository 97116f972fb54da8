/* SPDX-License-Identifier: Apache-2.0 */
/* extension.h - the questions that many rows ask of an extension; row.arg names its part. */
#ifndef RULES_COMMON_EXTENSION_H
#define RULES_COMMON_EXTENSION_H

#include "rule/rule.h"

rule_fn rule_ext_missing;	/* the extension has to be there */
rule_fn rule_ext_present;	/* the extension must not be there */
rule_fn rule_ext_critical;	/* it is critical, and must not be; row.when: the part */
rule_fn rule_ext_not_critical;	/* it is not critical, and has to be; row.when: the part */

/* The whole extension's octets, as the place of a finding about it. */
static inline struct span
at_ext(const struct check *c, enum artifact_part p)
{
	return c->artifact->by_part[p] != NULL ? c->artifact->by_part[p]->raw : at_part(c, p);
}

#endif
