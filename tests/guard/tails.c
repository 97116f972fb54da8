/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tails.c - a value that shows the beginning of something tells it from all that begins alike.
 *
 *	tails [--every N] RECIPE...
 *
 * Primitive elements of the cases become longer than any value shows, twice:
 * the two differ far behind in one octet.  A finding about such an element that
 * has the same rule and path in both, and whose value shows some of the
 * element, has two values; else a baseline that knows the one would take the
 * other for it.  All elements are tried in one case of every N; in the others
 * those that something is found about.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "smimelint.h"
#include "tests/guard/each_case.h"
#include "tests/rules/edit.h"

/* Octets that no case has, and as many as no value shows. */
#define FILL "qzwq"
#define FILL_HEX "717a7771"
#define FILLED 2048
/* What a longer element would make of the rest is nobody's question. */
#define LONGEST 4096

enum { MOST_FINDINGS = 512, DEEPEST = 24 };

struct told {
	const smimelint_rule *rule;
	const char *value, *path;
	size_t offset, length;
};

struct guard {
	struct cases cases;
	const char *where;		/* recipe and case */
	struct span der;
	struct told found[MOST_FINDINGS];	/* as the case is */
	size_t n_found;
	bool all;			/* elements, not only those that something is found about */
};

static size_t
lint(struct guard *g, struct arena *a, struct span der, struct told told[MOST_FINDINGS])
{
	size_t n = 0;

	if (smimelint_lint(g->cases.run, der.p, der.n) != SMIMELINT_OK)
		return 0;
	for (size_t i = 0; i < smimelint_finding_count(g->cases.run) && n < MOST_FINDINGS; i++) {
		smimelint_finding f = { .size = sizeof f };

		if (smimelint_finding_get(g->cases.run, i, &f) == SMIMELINT_OK)
			told[n++] = (struct told){ f.rule, arena_printf(a, "%s", f.value != NULL ? f.value : ""),
				arena_printf(a, "%s", f.path != NULL ? f.path : ""), f.offset, f.length };
	}
	return n;
}

static bool
shows_some(const struct told *t)
{
	return strstr(t->value, FILL) != NULL || strstr(t->value, FILL_HEX) != NULL;
}

static bool
has(const struct told *told, size_t n, const struct told *like)
{
	for (size_t i = 0; i < n; i++)
		if (told[i].rule == like->rule && strcmp(told[i].path, like->path) == 0 && strcmp(told[i].value, like->value) == 0)
			return true;
	return false;
}

/* The artifact with so much more in this element, which differs in its last octet. */
static struct span
longer(struct guard *g, const struct der_tlv *t, size_t at, char last)
{
	struct rebuilt o = { arena_take(&g->cases.scratch, 2 * g->der.n + FILLED + 4096), 0 };
	char *more = arena_take(&g->cases.scratch, FILLED);
	struct span in = g->der;
	struct der_tlv whole;
	struct edit e = { t->val, t->val.p + at, 0, more, FILLED };

	if (o.p == NULL || more == NULL || der_next(&in, &whole) != DER_OK || in.n > 0)
		return SPAN_NONE;
	for (size_t i = 0; i < FILLED; i++)
		more[i] = FILL[i % (sizeof FILL - 1)];
	more[FILLED - 1] = last;
	return edit_put(&o, &whole, &e) ? (struct span){ o.p, o.n } : SPAN_NONE;
}

static void
try_longer(struct guard *g, const struct der_tlv *t, size_t at)
{
	struct told *one, *other;
	struct span a, b;
	size_t n_one, n_other;

	arena_reset(&g->cases.scratch);
	one = arena_array(&g->cases.scratch, MOST_FINDINGS, sizeof *one);
	other = arena_array(&g->cases.scratch, MOST_FINDINGS, sizeof *other);
	a = longer(g, t, at, 'a');
	b = longer(g, t, at, 'b');
	if (one == NULL || other == NULL || a.n == 0 || b.n == 0)
		return;
	n_one = lint(g, &g->cases.scratch, a, one);
	n_other = lint(g, &g->cases.scratch, b, other);
	for (size_t i = 0; i < n_one; i++) {
		if (!shows_some(&one[i]))
			continue;
		if (!has(other, n_other, &one[i])) {
			g->cases.passed++;
			continue;
		}
		g->cases.failed++;
		printf("%s: %s says the same of two texts: %.60s\n", g->where, smimelint_rule_text(one[i].rule, "id"), one[i].value);
	}
}

static bool
is_told_about(const struct guard *g, const struct der_tlv *t)
{
	size_t from = (size_t)(t->raw.p - g->der.p), to = from + t->raw.n;

	for (size_t i = 0; i < g->n_found; i++)
		if (g->found[i].length < g->der.n / 2 && g->found[i].offset < to && from < g->found[i].offset + g->found[i].length)
			return true;
	return false;
}

static void
walk(struct guard *g, struct span in, unsigned depth)
{
	struct der_tlv t;

	while (der_next(&in, &t) == DER_OK) {
		if ((t.id & DER_CONSTRUCTED) != 0 || (t.id == DER_OCTET_STRING && der_framed(t.val) && t.val.n > 1)) {
			if (depth < DEEPEST)
				walk(g, t.val, depth + 1);
		} else if (t.id != DER_BIT_STRING && t.val.n > 0 && (g->all || is_told_about(g, &t))) {
			try_longer(g, &t, 1);
			try_longer(g, &t, t.val.n / 2);
			try_longer(g, &t, t.val.n);
		}
	}
}

static void
guard_case(void *arg, const char *where, struct span der, bool chosen)
{
	struct guard *g = arg;

	if (der.n > LONGEST)
		return;
	g->der = der;
	g->where = where;
	g->all = chosen;
	g->n_found = lint(g, &g->cases.world.arena, der, g->found);
	walk(g, der, 0);
}

int
main(int argc, char **argv)
{
	static const char *const options[] = { "scope", "all", "programs", "ccadb,mozilla,apple,microsoft", NULL };
	struct guard g = { .where = NULL };

	return cases_run(&g.cases, argc, argv, options, guard_case, &g, NULL, 0);
}
