/* SPDX-License-Identifier: Apache-2.0 */
#include "command/merge/parts.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* The digest of a text. */
static void
digest(struct parts *p, smimelint_run *run, struct span text, uint8_t out[FINGERPRINT])
{
	if (smimelint_fingerprint(run, text.p, text.n, out) != SMIMELINT_OK)
		p->failed = true;
}

static uint32_t
number_at_hand(const struct parts *p)
{
	return p->n < UINT32_MAX ? (uint32_t)p->n + 1 : UINT32_MAX;
}

/* The report that has the key; the one at hand takes it where no earlier one has. */
static uint32_t
owner(struct parts *p, struct seen *s, const uint8_t key[FINGERPRINT])
{
	uint32_t n = s->used > 0 ? seen_count(s, key) : 0;

	if (n == 0)
		seen_add(s, key, number_at_hand(p));
	return n != number_at_hand(p) ? n : 0;
}

/* One more text into the digest of the report at hand. */
static void
chain(struct parts *p, smimelint_run *run, struct span text)
{
	uint8_t pair[2 * FINGERPRINT];

	memcpy(pair, p->chain, FINGERPRINT);
	digest(p, run, text, pair + FINGERPRINT);
	digest(p, run, (struct span){ pair, sizeof pair }, p->chain);
}

/* The first result of an input that has a name: has an earlier report the same? */
static void
first_result(struct parts *p, smimelint_run *run, struct span path, struct span text)
{
	uint8_t key[FINGERPRINT];
	uint32_t n;

	out_clear(&p->path);
	out_mem(&p->path, path.p, path.n);
	if (span_eq(path, SPAN_LIT("-")))
		return;
	digest(p, run, text, key);
	if ((n = owner(p, &p->inputs, key)) == 0 || p->twin > 0)
		return;
	p->twin = n;
	out_mem(&p->twice, path.p, path.n);
}

void
parts_result(struct parts *p, smimelint_run *run, const struct json_value *result, struct span text)
{
	const struct json_value *source = json_find(result, "source"), *path = json_find(source, "path");

	/* Every part may say the same of records of evidence. */
	if (p->wanted == 0 || path == NULL || json_is(json_find(source, "format"), "evidence"))
		return;
	if (!p->any || !span_eq(out_span(&p->path), path->text))
		first_result(p, run, path->text, text);
	p->any = true;
	chain(p, run, text);
}

void
parts_skipped(struct parts *p, smimelint_run *run, struct span path, struct span reason)
{
	if (p->wanted == 0 || p->any || span_eq(path, SPAN_LIT("-")))
		return;
	p->skipped = true;
	chain(p, run, path);
	chain(p, run, reason);
}

void
parts_file(struct parts *p, smimelint_run *run, uint64_t device, uint64_t inode)
{
	uint64_t name[] = { device, inode };
	uint8_t key[FINGERPRINT];

	if (p->wanted == 0)
		return;
	digest(p, run, (struct span){ (const uint8_t *)name, sizeof name }, key);
	p->same_file = owner(p, &p->files, key);
}

static bool
remember(struct parts *p, const char *operand)
{
	if (p->n == p->cap) {
		size_t cap = p->cap > 0 ? 2 * p->cap : 64;
		const char **bigger = realloc(p->operand, cap * sizeof *bigger);

		if (bigger == NULL)
			return false;
		p->operand = bigger;
		p->cap = cap;
	}
	p->operand[p->n++] = operand;
	return true;
}

/* The report is the N-th: "part.3", or its number where several stand in one file. */
static const char *
twin_name(const struct parts *p, struct arena *a, const char *operand)
{
	const char *name = p->operand[p->twin - 1];

	if (strcmp(name, operand) == 0)
		return arena_printf(a, "report %" PRIu32, p->twin);
	return text_show(a, span_of(name), 0);
}

static const char *
doubled_text(const struct parts *p, struct arena *a, const char *operand)
{
	const char *name = twin_name(p, a, operand);

	if (p->twice.n == 0)
		return arena_printf(a, "doubled: the results of %s again", name);
	return arena_printf(a, "doubled: %s, which %s has too", text_show(a, out_span(&p->twice), 0), name);
}

void
parts_report(struct parts *p, struct arena *a, const char *operand, const struct parts_end *end, const char *why[PARTS_FAULTS])
{
	if ((p->any || p->skipped) && p->twin == 0) {
		p->twin = owner(p, &p->whole, p->chain);
		out_clear(&p->twice);
	}
	if (p->twin == 0)
		p->twin = p->same_file;
	p->failed |= !remember(p, operand);
	why[PARTS_CUT] = end->closed ? NULL : "cut: it does not end with the counts of its results, as json does, and ndjson with --summary";
	why[PARTS_DOUBLED] = p->failed || p->twin == 0 ? NULL : doubled_text(p, a, operand);
	why[PARTS_DAMAGED] = NULL;
	why[PARTS_FOREIGN] = !end->foreign ? NULL : "foreign: made with another version or other options than the first report";
	for (int i = 0; i < PARTS_FAULTS; i++)
		p->faulty[i] += why[i] != NULL;
	p->faulty[PARTS_DAMAGED] += end->damaged && end->closed && !end->foreign && p->twin == 0;
	memset(p->chain, 0, sizeof p->chain);
	p->any = p->skipped = false;
	p->twin = 0;
	out_clear(&p->twice);
	p->failed |= p->inputs.failed || p->whole.failed || p->files.failed || p->path.failed || p->twice.failed;
}

const char *
parts_number(const struct parts *p, struct arena *a)
{
	uint64_t n = p->n;

	if (p->wanted == 0 || n == p->wanted)
		return NULL;
	if (n < p->wanted)
		return arena_printf(a, "missing: %" PRIu64 " of %" PRIu64 " parts", p->wanted - n, p->wanted);
	return arena_printf(a, "%" PRIu64 " reports for %" PRIu64 " part%s", n, p->wanted, p->wanted == 1 ? "" : "s");
}

const char *
parts_verdict(const struct parts *p, struct arena *a)
{
	static const char *const names[] = { "cut", "doubled", "foreign", "damaged" };
	const char *words = parts_number(p, a);

	for (int i = 0; i < PARTS_FAULTS; i++)
		if (p->faulty[i] > 0)
			words = arena_printf(a, "%s%s%s: %" PRIu64, words != NULL ? words : "", words != NULL ? "; " : "",
			    names[i], p->faulty[i]);
	return words;
}

void
parts_free(struct parts *p)
{
	free(p->operand);
	seen_free(&p->inputs);
	seen_free(&p->whole);
	seen_free(&p->files);
	out_free(&p->path);
	out_free(&p->twice);
}
