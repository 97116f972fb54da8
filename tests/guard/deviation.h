/* SPDX-License-Identifier: Apache-2.0 */
/* deviation.h - what is done to a random artifact that keeps the text, and the rules that then speak, no more and no less. */
#ifndef TESTS_GUARD_DEVIATION_H
#define TESTS_GUARD_DEVIATION_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "smimelint.h"

struct deviation {
	const char *element;		/* what it touches; a word each */
	unsigned of;			/* to which artifacts it is done; the guard's own set */
	int32_t from, until;		/* the first day that it is one, and the first day no more */
	const char *text;		/* statements of a recipe, or what stands in the element's place */
	const char *rule[3];
};

#define MOST_CHOSEN 4
struct chosen {
	const struct deviation *v[MOST_CHOSEN];
	size_t n;
};

/* Is a word of one list a word of the other? */
static inline bool
share_word(const char *a, const char *b)
{
	for (const char *in = b; *a != '\0'; a += strcspn(a, " "), a += *a == ' ')
		for (b = in; *b != '\0'; b += strcspn(b, " "), b += *b == ' ')
			if (strcspn(a, " ") == strcspn(b, " ") && strncmp(a, b, strcspn(a, " ")) == 0)
				return true;
	return false;
}

static inline bool
is_expected(const struct chosen *c, const char *rule)
{
	for (size_t i = 0; i < c->n; i++)
		for (size_t k = 0; k < 3 && c->v[i]->rule[k] != NULL; k++)
			if (strcmp(c->v[i]->rule[k], rule) == 0)
				return true;
	return false;
}

/* Is there a finding of the rule of at least this severity? */
static inline bool
is_found(smimelint_run *run, const char *rule, smimelint_level least)
{
	for (size_t i = 0; i < smimelint_finding_count(run); i++) {
		smimelint_finding f = { .size = sizeof f };

		if (smimelint_finding_get(run, i, &f) == SMIMELINT_OK && f.severity >= least &&
		    strcmp(smimelint_rule_text(f.rule, "id"), rule) == 0)
			return true;
	}
	return false;
}

/* Are the warnings and errors those of the deviations?  Each difference is told. */
static inline bool
is_right(smimelint_run *run, const struct chosen *c)
{
	bool right = true;

	for (size_t i = 0; i < smimelint_finding_count(run); i++) {
		smimelint_finding f = { .size = sizeof f };

		if (smimelint_finding_get(run, i, &f) != SMIMELINT_OK || f.severity < SMIMELINT_WARNING)
			continue;
		if (!is_expected(c, smimelint_rule_text(f.rule, "id"))) {
			right = false;
			printf("found %s %s\n", smimelint_rule_text(f.rule, "id"), f.value != NULL ? f.value : "");
		}
	}
	for (size_t i = 0; i < c->n; i++)
		for (size_t k = 0; k < 3 && c->v[i]->rule[k] != NULL; k++)
			if (!is_found(run, c->v[i]->rule[k], SMIMELINT_WARNING)) {
				right = false;
				printf("not found %s (%s)\n", c->v[i]->rule[k], c->v[i]->text);
			}
	return right;
}

#endif
