#include "result/cut.h"

#include <stdlib.h>

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

/* Marks n of the places, which are in order of their worth: of each sort the first, then the others. */
static void
choose(struct smimelint_run *run, struct place *place, bool *seen, size_t n)
{
	for (size_t i = 0; i < run->n_finding; i++) {
		bool *s = &seen[finding_sort(&run->finding[place[i].at])];

		place[i].shown = !*s;
		n -= !*s;
		*s = true;
	}
	for (size_t i = 0; i < run->n_finding && n > 0; i++)
		if (!place[i].shown) {
			place[i].shown = true;
			n--;
		}
}

static void
count_others(struct smimelint_run *run, size_t n)
{
	run->finding[run->n_finding++] = (struct finding){
		.rule = run->rules[run->cut_index], .index = run->cut_index, .since = DAY_ALWAYS, .severity = SMIMELINT_NOTICE,
		.value = arena_printf(&run->arena, "%zu more", n), .on_record = run->artifact == NULL,
		.where = run->artifact == NULL ? SPAN_NONE : run->artifact->der,
	};
}

void
findings_cut(struct smimelint_run *run)
{
	size_t all = run->n_finding, n = run->n_shown - 1;
	struct place *place;
	bool *seen;

	place = arena_array(&run->arena, all, sizeof *place);
	seen = arena_array(&run->arena, 2 * run->n_rules, sizeof *seen);
	if (place == NULL || seen == NULL) {
		run->n_finding = run->n_shown;
		return;
	}
	for (size_t i = 0; i < all; i++)
		place[i] = (struct place){ i, run->finding[i].state, run->finding[i].severity, false };
	qsort(place, all, sizeof *place, by_worth);
	choose(run, place, seen, n);
	qsort(place, all, sizeof *place, by_place);
	for (size_t i = 0; i < n; i++)
		run->finding[i] = run->finding[place[i].at];
	run->n_finding = n;
	count_others(run, all - n);
}
