/* extension.c - presence and criticality of an extension, for any row that asks. */
#include "rules/common/extension.h"

void
rule_ext_missing(struct check *c)
{
	if (!cert_has(c->cert, (enum cert_part)c->rule->arg))
		report(c, at_part(c, PART_EXTENSIONS), NULL);
}

void
rule_ext_present(struct check *c)
{
	if (cert_has(c->cert, (enum cert_part)c->rule->arg))
		report(c, at_ext(c, (enum cert_part)c->rule->arg), NULL);
}

void
rule_ext_critical(struct check *c)
{
	if (cert_critical(c->cert, (enum cert_part)c->rule->arg))
		report(c, at_ext(c, (enum cert_part)c->rule->arg), NULL);
}

void
rule_ext_not_critical(struct check *c)
{
	const struct cert_ext *ext = c->cert->by_part[c->rule->arg];

	/* Where extnValue was not found, critical may be what stands in its way. */
	if (ext == NULL || (!ext->critical && ext->val.p != NULL))
		report(c, at_ext(c, (enum cert_part)c->rule->arg), NULL);
}
