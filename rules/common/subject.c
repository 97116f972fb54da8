/* SPDX-License-Identifier: Apache-2.0 */
#include "rules/common/subject.h"

bool
may_compare(struct check *c, const struct cert_name *n, enum oid type, const enum oid others[3])
{
	size_t values = name_count(n, type), with = 0;

	for (int i = 0; i < 3; i++)
		with += others[i] != OID_UNKNOWN ? name_count(n, others[i]) : 0;
	if (values <= FEW_VALUES || with <= MAX_COMPARISONS / values)
		return true;
	beyond_limit(c, n->raw, arena_printf(c->arena, "%zu values of %s to be compared with %zu of other attributes",
	    values, oid_name(type), with));
	return false;
}
