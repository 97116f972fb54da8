/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fold.c - notices of one rule about elements of one list are one notice, with
 * the list's place and its elements' values: nobody has to act on each.
 * Findings that count are not folded: each is an element to be mended.
 */
#include <string.h>

#include "engine/engine.h"

#define SHOWN 20u			/* values in a notice; the others are counted */

/* Are the paths of two elements the same but for their numbers in lists? */
static bool
same_list(const char *a, const char *b)
{
	while (*a != '\0' && *a == *b) {
		if (*a == '[') {
			a += strcspn(a, "]");
			b += strcspn(b, "]");
		} else {
			a++;
			b++;
		}
	}
	return *a == *b;
}

static bool
may_fold(const struct finding *a, const struct finding *b)
{
	return a->index == b->index && a->severity == SMIMELINT_NOTICE && b->severity == SMIMELINT_NOTICE && a->fact == NULL &&
	    b->fact == NULL && !a->on_record && !b->on_record && a->message == b->message && a->section == b->section &&
	    a->since == b->since && a->where.n > 0 && b->where.n > 0;
}

static const char *
path_of(struct smimelint_run *run, struct finding *f)
{
	if (f->path == NULL)
		f->path = artifact_path(run->artifact, f->where, &run->path_memo, &run->arena);
	return f->path != NULL ? f->path : "";
}

/* Is the finding behind n that are about elements of one list about another of it, in the same place? */
static bool
goes_on(struct smimelint_run *run, struct finding *f, size_t n)
{
	const char *path = path_of(run, f);

	return artifact_path_goes_on(&run->path_memo, f[n - 1].where, f[n].where) || same_list(path, path_of(run, &f[n]));
}

/* One more value, or "(N times)" behind the one that came so often. */
static const char *
add_value(struct arena *a, const char *text, const char *value, size_t times)
{
	const char *between = text[0] != '\0' ? "; " : "";

	if (times == 1)
		return arena_printf(a, "%s%s%s", text, between, value);
	return arena_printf(a, "%s%s%s%s(%zu times)", text, between, value, value[0] != '\0' ? " " : "", times);
}

/* The digest of the values behind those that are shown. */
static const char *
rest_of(struct smimelint_run *run, const struct finding *f, size_t n)
{
	const struct rest_by by = { run_digest, run };
	uint8_t digest[REST_DIGEST];
	struct rest rest = { .n = 0 };

	for (size_t i = 0; i < n; i++)
		rest_add(&rest, &by, span_of(f[i].value != NULL ? f[i].value : ""));
	if (!run_digest(run, (struct span){ rest.octets, rest.n }, digest))
		return "";
	return text_hex(&run->arena, (struct span){ digest, 8 });
}

/* The values of n findings in one. */
static const char *
values_of(struct smimelint_run *run, const struct finding *f, size_t n)
{
	const char *text = "";
	size_t i = 0, shown = 0;

	while (i < n && shown < SHOWN) {
		const char *value = f[i].value != NULL ? f[i].value : "";
		size_t times = 1;

		while (i + times < n && strcmp(f[i + times].value != NULL ? f[i + times].value : "", value) == 0)
			times++;
		text = add_value(&run->arena, text, value, times);
		i += times;
		shown++;
	}
	return i == n ? text : arena_printf(&run->arena, "%s; and %zu more (%s)", text, n - i, rest_of(run, f + i, n - i));
}

/* The octets from the first of n findings to the last. */
static struct span
hull(const struct finding *f, size_t n)
{
	const uint8_t *begin = f[0].where.p, *end = f[0].where.p + f[0].where.n;

	for (size_t i = 1; i < n; i++) {
		if (f[i].where.p < begin)
			begin = f[i].where.p;
		if (f[i].where.p + f[i].where.n > end)
			end = f[i].where.p + f[i].where.n;
	}
	return (struct span){ begin, (size_t)(end - begin) };
}

void
findings_fold(struct smimelint_run *run)
{
	struct finding *f = run->finding;
	size_t kept = 0;

	for (size_t i = 0, n; i < run->n_finding; i += n) {
		for (n = 1; i + n < run->n_finding && may_fold(&f[i], &f[i + n]) &&
		    goes_on(run, &f[i], n); )
			n++;
		if (n > 1) {
			f[i].value = values_of(run, &f[i], n);
			f[i].where = hull(&f[i], n);
			f[i].path = NULL;
		}
		if (kept++ != i)
			f[kept - 1] = f[i];
	}
	run->n_finding = kept;
}
