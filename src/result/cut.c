/* SPDX-License-Identifier: Apache-2.0 */
#include "result/cut.h"

#include <stdlib.h>

#include "base/out.h"
#include "result/finding.h"

/* A finding on its way: where it stood, and how much it is worth a place. */
struct place {
	size_t at;
	uint8_t state;			/* smimelint_state */
	uint8_t severity;		/* smimelint_level */
	bool shown;
};

static int
by_worth(const void *pa, const void *pb)
{
	const struct place *a = pa, *b = pb;

	if (a->state != b->state)
		return a->state < b->state ? -1 : 1;
	if (a->severity != b->severity)
		return a->severity > b->severity ? -1 : 1;
	return a->at < b->at ? -1 : 1;
}

static int
by_place(const void *pa, const void *pb)
{
	const struct place *a = pa, *b = pb;

	if (a->shown != b->shown)
		return a->shown ? -1 : 1;
	return a->at < b->at ? -1 : 1;
}

/* Marks n of all places, which are in order of their worth: of each sort the first, then the others. */
static void
choose(struct smimelint_run *run, struct place *place, size_t all, bool *seen, size_t n)
{
	for (size_t i = 0; i < all; i++) {
		bool *s = &seen[finding_sort(&run->finding[place[i].at])];

		place[i].shown = !*s;
		n -= !*s;
		*s = true;
	}
	for (size_t i = 0; i < all && n > 0; i++)
		if (!place[i].shown) {
			place[i].shown = true;
			n--;
		}
}

/* What tells the findings that are not shown from any others: a digest of rule, path and value of each. */
static const char *
digest_others(struct smimelint_run *run, const struct place *other, size_t n)
{
	uint8_t digest[KEY_MAX_HASH] = { 0 };
	struct out text = { .failed = false };
	struct arena scratch;
	bool ok = true;

	arena_init(&scratch);
	for (size_t i = 0; ok && i < n; i++) {
		const char *path, *value;

		arena_reset(&scratch);
		out_clear(&text);
		finding_place(run, other[i].at, &scratch, &path, &value);
		out_str(&text, text_hex(&scratch, (struct span){ digest, 32 }));
		out_char(&text, ' ');
		out_str(&text, run->finding[other[i].at].rule->id);
		out_char(&text, ' ');
		out_str(&text, path != NULL ? path : "");
		out_char(&text, ' ');
		out_str(&text, value != NULL ? value : "");
		ok = !scratch.failed && !text.failed && key_digest(run->key, KEY_SHA256, out_span(&text), digest) == 32;
	}
	run->arena.failed = run->arena.failed || scratch.failed || text.failed;
	out_free(&text);
	arena_free(&scratch);
	return ok ? text_hex(&run->arena, (struct span){ digest, 8 }) : "";
}

/* All findings as places, the shown ones first; NULL: memory is out. */
static struct place *
places(struct smimelint_run *run, size_t all)
{
	struct place *place = arena_array(&run->arena, all, sizeof *place);
	bool *seen = arena_array(&run->arena, 2 * run->n_rules, sizeof *seen);

	if (place == NULL || seen == NULL)
		return NULL;
	for (size_t i = 0; i < all; i++)
		place[i] = (struct place){ i, run->finding[i].state, run->finding[i].severity, false };
	qsort(place, all, sizeof *place, by_worth);
	choose(run, place, all, seen, run->n_shown - 1);
	qsort(place, all, sizeof *place, by_place);
	return place;
}

bool
cut_begin(struct smimelint_run *run, struct cut *cut)
{
	size_t all = run->n_finding, n = run->n_shown - 1;

	if (all <= ENGINE_MAX_FINDINGS || (cut->place = places(run, all)) == NULL)
		return false;
	finding_add(run, (struct finding){
		.rule = run->rules[run->cut_index], .index = run->cut_index, .since = DAY_ALWAYS, .severity = SMIMELINT_NOTICE,
		.value = arena_printf(&run->arena, "%zu more (%s)", all - n, digest_others(run, cut->place + n, all - n)),
		.on_record = run->artifact == NULL, .view = &run->evidence,
		.where = run->artifact == NULL ? SPAN_NONE : run->artifact->der,
	});
	return run->n_finding > all;
}

void
cut_end(struct smimelint_run *run, const struct cut *cut)
{
	size_t all = run->n_finding - 1, n = run->n_shown - 1;
	struct finding count = run->finding[all];
	struct place *place;

	for (size_t i = n; i < all && count.state == SMIMELINT_STATE_KNOWN; i++)
		if (run->finding[cut->place[i].at].state == SMIMELINT_STATE_NEW)
			run->finding[cut->place[i].at].state = SMIMELINT_STATE_KNOWN;
	place = places(run, all);
	for (size_t i = 0; place != NULL && i < n; i++)
		run->finding[i] = run->finding[place[i].at];
	run->finding[n] = count;
	run->n_finding = n + 1;
}
