/* SPDX-License-Identifier: Apache-2.0 */
/*
 * emptied.c - an element with nothing in it is one fault of structure.
 *
 *	emptied [--every N] RECIPE...
 *
 * Every element of the cases that holds others is emptied, one after the other.
 * What it should hold is not there, field after field: that is one fact, and at
 * most one finding at the octets of that element is about its structure.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "smimelint.h"
#include "tests/guard/each_case.h"
#include "tests/rules/edit.h"

enum { DEEPEST = 24, LONGEST = 8192 };

/* Without the time of its revocation the reason has two faults where it is emptied: it stands where the time should, and is none. */
static struct excuse excuses[] = { EXCUSED("rfc6960/response/revoked-without-a-time") };
#define EXCUSES (sizeof excuses / sizeof *excuses)

struct guard {
	struct cases cases;
	const char *where;		/* recipe and case */
	struct span der;
};

static bool
is_of_structure(const char *rule)
{
	return strcmp(rule, "rfc5280.field.malformed") == 0 || strcmp(rule, "rfc5280.extension.malformed") == 0;
}

/* How many of the findings are about the structure at these octets, or where they end. */
static unsigned
told_at(smimelint_run *run, size_t begin, size_t end)
{
	unsigned told = 0;

	for (size_t i = 0; i < smimelint_finding_count(run); i++) {
		smimelint_finding f = { .size = sizeof f };

		if (smimelint_finding_get(run, i, &f) == SMIMELINT_OK && is_of_structure(smimelint_rule_text(f.rule, "id")) &&
		    f.offset >= begin && f.offset + f.length <= end)
			told++;
	}
	return told;
}

static void
try_empty(struct guard *g, const struct der_tlv *t, const char *path)
{
	const size_t behind = (size_t)(g->der.p + g->der.n - (t->raw.p + t->raw.n));
	struct span with;
	unsigned told;

	arena_reset(&g->cases.scratch);
	with = edit_whole(&g->cases.scratch, g->der, &(struct edit){ t->val, t->val.p, t->val.n, "", 0 });
	if (with.n == 0 || smimelint_lint(g->cases.run, with.p, with.n) != SMIMELINT_OK)
		return;
	/* What is left of it are its identifier octet and its length; what stood behind it does still. */
	told = told_at(g->cases.run, with.n - behind - 2, with.n - behind);
	if (told <= 1 || is_excused(excuses, EXCUSES, g->where, NULL)) {
		g->cases.passed++;
		return;
	}
	g->cases.failed++;
	printf("%s: %u findings tell that nothing is in %s\n", g->where, told, path);
}

/* An element, and those in it. */
static void
walk(struct guard *g, const struct der_tlv *t, unsigned depth, const char *path)
{
	struct span in = t->val;
	struct der_tlv inner;

	if (t->val.n > 0)
		try_empty(g, t, path);
	for (unsigned n = 0; depth < DEEPEST && der_next(&in, &inner) == DER_OK; n++)
		if ((inner.id & DER_CONSTRUCTED) != 0 || (inner.id == DER_OCTET_STRING && inner.val.n > 1 && der_framed(inner.val)))
			walk(g, &inner, depth + 1, arena_printf(&g->cases.world.arena, "%s.%u(%02x)", path, n, inner.id));
}

static void
guard_case(void *arg, const char *where, struct span der, bool chosen)
{
	struct guard *g = arg;
	struct span in = der;
	struct der_tlv t;

	g->der = der;
	g->where = where;
	if (chosen && der.n <= LONGEST && smimelint_lint(g->cases.run, der.p, der.n) == SMIMELINT_OK && der_next(&in, &t) == DER_OK)
		walk(g, &t, 0, "");
}

int
main(int argc, char **argv)
{
	/* What is to be signed has no signature that the change breaks. */
	static const char *const options[] = { "scope", "all", "tbs", "yes", NULL };
	struct guard g = { .where = NULL };

	return cases_run(&g.cases, argc, argv, options, guard_case, &g, excuses, EXCUSES);
}
