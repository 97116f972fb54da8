/* SPDX-License-Identifier: Apache-2.0 */
/*
 * emptied.c - an element with nothing in it is one fault of structure.
 *
 *	emptied [--every N] RECIPE...
 *
 * Every element of the cases that holds others is emptied, one after the other.
 * What it should hold is not there, field after field: that is one fact, and at
 * most one finding at the octets of that element is about its structure.
 * Of two such elements in one list each is told.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "smimelint.h"
#include "tests/guard/each_case.h"
#include "tests/rules/edit.h"

enum { DEEPEST = 24, LONGEST = 8192 };

/* Without the time of its revocation the reason has two faults where it is emptied: it stands where the time should, and is none. */
static struct excuse excuses[] = {
	EXCUSED("rfc6960/response/revoked-without-a-time"),
	/* Of a Name in an extension of an entry the first fault is told: a CRL has very many of these. */
	EXCUSED("crl/5.3-entries/issuer-with-a-type-twice"), EXCUSED("crl/5.3-entries/issuer-with-names-that-may-be"),
};
#define EXCUSES (sizeof excuses / sizeof *excuses)

struct guard {
	struct cases cases;
	const char *where;		/* recipe and case */
	struct span der;
	bool sound;			/* nothing is wrong with its encoding */
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

static unsigned
told_of_encoding(smimelint_run *run)
{
	unsigned told = 0;

	for (size_t i = 0; i < smimelint_finding_count(run); i++) {
		smimelint_finding f = { .size = sizeof f };

		if (smimelint_finding_get(run, i, &f) == SMIMELINT_OK &&
		    (is_of_structure(smimelint_rule_text(f.rule, "id")) || strncmp(smimelint_rule_text(f.rule, "id"), "x690.", 5) == 0))
			told++;
	}
	return told;
}

/* Lints it with so many octets in the place of the element; how much is told of its encoding. */
static bool
tell_with(struct guard *g, struct span list, const struct der_tlv *t, const uint8_t *octets, size_t n, unsigned *told)
{
	struct span with;

	arena_reset(&g->cases.scratch);
	with = edit_whole(&g->cases.scratch, g->der, &(struct edit){ list, t->raw.p, t->raw.n, (const char *)octets, n });
	if (with.n == 0 || smimelint_lint(g->cases.run, with.p, with.n) != SMIMELINT_OK)
		return false;
	*told = told_of_encoding(g->cases.run);
	return true;
}

/* Do several elements of one type alone stand there, as in a list? */
static bool
is_list(struct span in, uint8_t id)
{
	struct der_tlv t;
	unsigned n = 0;

	for (; der_next(&in, &t) == DER_OK; n++)
		if (t.id != id)
			return false;
	return n > 1;
}

/* Of two that are empty, one behind the other in a list, each is told where one is. */
static void
try_two(struct guard *g, struct span list, const struct der_tlv *t, const char *path)
{
	const uint8_t two[4] = { t->id, 0, t->id, 0 };
	unsigned one, both;

	if (!is_list(list, t->id) || !tell_with(g, list, t, two, 2, &one) || one == 0 || !tell_with(g, list, t, two, 4, &both))
		return;
	if (both > one || is_excused(excuses, EXCUSES, g->where, NULL)) {
		g->cases.passed++;
		return;
	}
	g->cases.failed++;
	printf("%s: %u findings tell of one that is empty, %u of two: %s\n", g->where, one, both, path);
}

/* An element, and those in it. */
static void
walk(struct guard *g, struct span list, const struct der_tlv *t, unsigned depth, const char *path)
{
	struct span in = t->val;
	struct der_tlv inner;

	if (t->val.n > 0)
		try_empty(g, t, path);
	if (t->val.n > 0 && g->sound)
		try_two(g, list, t, path);
	for (unsigned n = 0; depth < DEEPEST && der_next(&in, &inner) == DER_OK; n++)
		if ((inner.id & DER_CONSTRUCTED) != 0 || (inner.id == DER_OCTET_STRING && inner.val.n > 1 && der_framed(inner.val)))
			walk(g, t->val, &inner, depth + 1, arena_printf(&g->cases.world.arena, "%s.%u(%02x)", path, n, inner.id));
}

static void
guard_case(void *arg, const char *where, struct span der, bool chosen)
{
	struct guard *g = arg;
	struct span in = der;
	struct der_tlv t;

	g->der = der;
	g->where = where;
	if (!chosen || der.n > LONGEST || smimelint_lint(g->cases.run, der.p, der.n) != SMIMELINT_OK || der_next(&in, &t) != DER_OK)
		return;
	g->sound = told_of_encoding(g->cases.run) == 0;
	walk(g, der, &t, 0, "");
}

int
main(int argc, char **argv)
{
	/* What is to be signed has no signature that the change breaks. */
	static const char *const options[] = { "scope", "all", "tbs", "yes", NULL };
	struct guard g = { .where = NULL };

	return cases_run(&g.cases, argc, argv, options, guard_case, &g, excuses, EXCUSES);
}
