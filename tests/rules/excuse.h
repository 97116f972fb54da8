/* SPDX-License-Identifier: Apache-2.0 */
/*
 * excuse.h - lists of what a guard lets pass, each with its reason: it asks them
 * last, where it would fail otherwise, and an entry that nothing needed is a
 * failure of its own.
 */
#ifndef TESTS_RULES_EXCUSE_H
#define TESTS_RULES_EXCUSE_H

#include <fnmatch.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

struct excuse {
	const char *rule;		/* a glob */
	const char *of;			/* what else it is about, or NULL */
	bool used;
};
#define EXCUSED_WITH(rule, of) { (rule), (of), false }
#define EXCUSED(rule) EXCUSED_WITH(rule, NULL)

/* Does the list excuse this?  The first entry that does is a used one. */
static inline bool
is_excused(struct excuse *list, size_t n, const char *rule, const char *of)
{
	for (size_t i = 0; i < n; i++)
		if (fnmatch(list[i].rule, rule, 0) == 0 && (list[i].of == NULL || (of != NULL && strcmp(list[i].of, of) == 0)))
			return list[i].used = true;
	return false;
}

/* Prints the entries that nothing needed; returns how many. */
static inline unsigned
print_unused(const struct excuse *list, size_t n, const char *name)
{
	unsigned unused = 0;

	for (size_t i = 0; i < n; i++)
		if (!list[i].used) {
			printf("%s: nothing needs %s%s%s\n", name, list[i].rule, list[i].of != NULL ? " of " : "", list[i].of != NULL ? list[i].of : "");
			unused++;
		}
	return unused;
}

#endif
