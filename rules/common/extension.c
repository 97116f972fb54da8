/* SPDX-License-Identifier: Apache-2.0 */
/* extension.c - presence and criticality of an extension, for any row that asks. */
#include "rules/common/extension.h"

void
rule_ext_missing(struct check *c)
{
	if (!artifact_has(c->artifact, (enum artifact_part)c->rule->arg))
		report(c, at_part(c, PART_EXTENSIONS), NULL);
}

void
rule_ext_present(struct check *c)
{
	if (artifact_has(c->artifact, (enum artifact_part)c->rule->arg))
		report(c, at_ext(c, (enum artifact_part)c->rule->arg), NULL);
}

void
rule_ext_critical(struct check *c)
{
	if (artifact_critical(c->artifact, (enum artifact_part)c->rule->arg))
		report(c, at_ext(c, (enum artifact_part)c->rule->arg), NULL);
}

void
rule_ext_not_critical(struct check *c)
{
	const struct artifact_ext *ext = c->artifact->by_part[c->rule->arg];

	if (ext == NULL || (!ext->critical && !ext->critical_unread))
		report(c, at_ext(c, (enum artifact_part)c->rule->arg), NULL);
}
