/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bounded.c - no filter keeps a rule from telling what it could not look at:
 * whatever tells so in any case is one that may (rule_may_tell_limits).
 *
 * Linked with --wrap: what any rule says of itself in any case comes by here.
 */
#include <stdio.h>
#include <stdlib.h>

#include "rule/rule.h"
#include "tests/rules/run.h"

/* By its index; NULL: none has told anything yet. */
static bool *has_told;

static void
note(const struct check *c)
{
	if (has_told == NULL && (has_told = calloc(smimelint_rule_count(), sizeof *has_told)) == NULL)
		abort();
	has_told[rule_index(c->rule->id)] = true;
}

/* The names that --wrap asks for. */
void __real_beyond_limit(struct check *, struct span where, const char *what);
void __wrap_beyond_limit(struct check *, struct span where, const char *what);
void __real_unreadable_above(struct check *, struct span where, const char *what);
void __wrap_unreadable_above(struct check *, struct span where, const char *what);

void
__wrap_beyond_limit(struct check *c, struct span where, const char *what)
{
	note(c);
	__real_beyond_limit(c, where, what);
}

void
__wrap_unreadable_above(struct check *c, struct span where, const char *what)
{
	note(c);
	__real_unreadable_above(c, where, what);
}

void
bounded(struct runner *r)
{
	size_t i = 0;

	for (size_t t = 0; rule_tables[t] != NULL; t++)
		for (size_t k = 0; k < rule_tables[t]->n; k++, i++) {
			const struct smimelint_rule *rule = &rule_tables[t]->rule[k];

			if (has_told == NULL || !has_told[i] || rule_may_tell_limits(rule))
				continue;
			printf("bounded: %s tells what it cannot look at, and a filter hides it\n", rule->id);
			r->failed++;
		}
	free(has_told);
	has_told = NULL;
}
