/* SPDX-License-Identifier: Apache-2.0 */
/* policies_show.h - the policies that a certificate asserts, for a value. */
#ifndef RULES_COMMON_POLICIES_SHOW_H
#define RULES_COMMON_POLICIES_SHOW_H

#include "rule/rule.h"

/* How many of them are named. */
#define POLICIES_SHOWN 4

static inline const char *
policies_show(struct check *c)
{
	const struct ext_policies *p = &c->cert->policies;
	struct rest rest = { .n = 0 };
	const char *text = "no policy";

	for (unsigned i = 0; i < p->n && i < POLICIES_SHOWN; i++)
		text = arena_printf(c->arena, "%s%s%s", i > 0 ? text : "", i > 0 ? "; " : "", oid_show(c->arena, p->v[i].oid));
	for (unsigned i = POLICIES_SHOWN; i < p->n; i++)
		rest_take(c, &rest, p->v[i].oid);
	return p->n > POLICIES_SHOWN ? arena_printf(c->arena, "%s; %u more (%s)", text, p->n - POLICIES_SHOWN, rest_show(c, &rest)) : text;
}

#endif
