/* SPDX-License-Identifier: Apache-2.0 */
/*
 * astray.c - elements too many among the required fields of a tbsCertificate hide nothing (RFC 5280 4.1).
 *
 *	astray [--every N] RECIPE...
 *
 * In front of each required field, and behind the last, stand one, two or three more elements that have the form of none, in turn of several
 * types.  It is told as an error, and each error and warning that the certificate had before stays, unless its encoding is broken by itself.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "smimelint.h"
#include "tests/guard/each_case.h"
#include "tests/rules/edit.h"

enum {
	FIELDS = 6, LONGEST = 8192,
	MOST = 200		/* findings: of more, some may be left out for the one that is new */
};

#define STRAY(octets) { octets, sizeof(octets) - 1 }
static const struct {
	const char *octets;
	size_t n;
} strays[] = {
	STRAY("\x30\x03\x02\x01\x05"), STRAY("\x30\x02\x30\x00"), STRAY("\x30\x04\x03\x02\x00\x05"), STRAY("\x05\x00"), STRAY("\x04\x01\xaa"), STRAY("\x31\x00"),
	STRAY("\x30\x03\x02\x01\x05\x30\x03\x02\x01\x05"), STRAY("\x30\x02\x30\x00\x05\x00\x30\x04\x03\x02\x00\x05"),
};

static struct excuse excuses[] = {
	/* In front of the serial number stands what may have been the version, of which then nothing is said. */
	EXCUSED("sbr.version.not-v3"), EXCUSED("rfc5280.version.extensions"),
	/* A Name without an attribute may be what is too many. */
	EXCUSED("rfc5280.issuer.empty"),
	/* Right in front of it: no Extension says that the list behind is that of the extensions. */
	EXCUSED("rfc5280.extensions.empty"),
};
#define EXCUSES (sizeof excuses / sizeof *excuses)

struct guard {
	struct cases cases;
	smimelint_run *stray_run;
	const char *where;
};

/* The required fields and what stands behind them, where all is there that belongs there, and no more. */
static bool
find_fields(struct span der, struct span *tbs, struct der_tlv field[FIELDS + 1])
{
	static const uint8_t id[FIELDS + 1] = {
		DER_INTEGER, DER_SEQUENCE, DER_SEQUENCE, DER_SEQUENCE, DER_SEQUENCE, DER_SEQUENCE, DER_CTX_CONS(3)
	};
	struct der_tlv whole, t;
	struct span in;

	if (!der_take(&der, DER_SEQUENCE, &whole) || !der_take(&whole.val, DER_SEQUENCE, &t))
		return false;
	*tbs = in = t.val;
	(void)der_take(&in, DER_CTX_CONS(0), &t);
	for (size_t i = 0; i <= FIELDS; i++)
		if (!der_take(&in, id[i], &field[i]))
			return false;
	return in.n == 0;
}

static bool
is_of_encoding(const char *rule)
{
	return strncmp(rule, "x690.", 5) == 0 || strcmp(rule, "rfc5280.field.malformed") == 0;
}

/* The id of the rule of an error or a warning, or NULL. */
static const char *
finding_rule(smimelint_run *run, size_t i)
{
	smimelint_finding f = { .size = sizeof f };

	if (smimelint_finding_get(run, i, &f) != SMIMELINT_OK || f.severity < SMIMELINT_WARNING)
		return NULL;
	return smimelint_rule_text(f.rule, "id");
}

static bool
tells_of_encoding(smimelint_run *run)
{
	for (size_t i = 0; i < smimelint_finding_count(run); i++) {
		const char *rule = finding_rule(run, i);

		if (rule != NULL && is_of_encoding(rule))
			return true;
	}
	return false;
}

static unsigned
count_of(smimelint_run *run, const char *rule)
{
	unsigned n = 0;

	for (size_t i = 0; i < smimelint_finding_count(run); i++) {
		const char *id = finding_rule(run, i);

		n += id != NULL && strcmp(id, rule) == 0;
	}
	return n;
}

/* What is not as it was before; NULL: nothing. */
static const char *
gone(struct guard *g)
{
	if (!tells_of_encoding(g->stray_run))
		return "the element itself";
	for (size_t i = 0; i < smimelint_finding_count(g->cases.run); i++) {
		const char *rule = finding_rule(g->cases.run, i);

		if (rule != NULL && count_of(g->stray_run, rule) < count_of(g->cases.run, rule))
			return rule;
	}
	return NULL;
}

static void
try_stray(struct guard *g, struct span der, const struct edit *e, size_t field)
{
	const char *what;
	struct span with;

	arena_reset(&g->cases.scratch);
	with = edit_whole(&g->cases.scratch, der, e);
	if (with.n == 0)
		return;
	what = smimelint_lint(g->stray_run, with.p, with.n) != SMIMELINT_OK ? "all" : gone(g);
	if (what == NULL || is_excused(excuses, EXCUSES, what, NULL)) {
		g->cases.passed++;
		return;
	}
	g->cases.failed++;
	printf("%s: %s is not told with an element of %02x and %zu octets in front of field %zu\n", g->where, what, (unsigned)(uint8_t)e->what[0], e->n, field);
}

/* Is it from before RFC 5280, whose fields are looked at? */
static bool
is_older(smimelint_run *run)
{
	const char *day = smimelint_fact(run, "judged_at");

	return day != NULL && strcmp(day, "2008-05-01") < 0;
}

static void
guard_case(void *arg, const char *where, struct span der, bool chosen)
{
	struct guard *g = arg;
	struct der_tlv field[FIELDS + 1];
	struct span tbs;

	g->where = where;
	if (!chosen || der.n > LONGEST || !find_fields(der, &tbs, field) || smimelint_lint(g->cases.run, der.p, der.n) != SMIMELINT_OK)
		return;
	if (is_older(g->cases.run) || smimelint_finding_count(g->cases.run) > MOST || tells_of_encoding(g->cases.run))
		return;
	for (size_t i = 0; i <= FIELDS; i++)
		for (size_t k = 0; k < sizeof strays / sizeof *strays; k++)
			try_stray(g, der, &(struct edit){ tbs, field[i].raw.p, 0, strays[k].octets, strays[k].n }, i);
}

int
main(int argc, char **argv)
{
	/* The element breaks the signature. */
	static const char *const options[] = { "scope", "all", "tbs", "yes", NULL };
	struct guard g = { .where = NULL };
	smimelint_ctx *ctx;
	int code;

	if (!linter_open(&ctx, &g.stray_run, options))
		return 2;
	code = cases_run(&g.cases, argc, argv, options, guard_case, &g, excuses, EXCUSES);
	linter_close(ctx, g.stray_run);
	return code;
}
