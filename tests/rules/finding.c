/* SPDX-License-Identifier: Apache-2.0 */
/* finding.c - whether a case has the finding that is looked for. */
#include "tests/rules/run.h"

bool
has_finding(const struct judged *j, const smimelint_rule *rule, smimelint_level severity)
{
	return has_finding_within(j, rule, severity, DAY_ALWAYS, DAY_NEVER);
}

bool
has_finding_within(const struct judged *j, const smimelint_rule *rule, smimelint_level severity, int32_t from,
    int32_t until)
{
	for (const struct finding *f = j->finding; f != NULL; f = f->next)
		if (f->rule == rule && f->severity == severity && f->basis >= from && f->basis < until)
			return true;
	return false;
}
