/* findings.c - a result: emptied, filled with findings, and how bad the worst is. */
#include "engine/engine.h"

void
finding_add(struct smimelint_run *run, struct finding f)
{
	struct finding *v = arena_grow(&run->arena, run->finding, run->n_finding, &run->finding_room, sizeof *v);

	if (v == NULL)
		return;
	run->finding = v;
	v[run->n_finding++] = f;
}

/* Findings of one rule are of two sorts: those that count now, and those that are upcoming. */
size_t
finding_sort(const struct finding *f)
{
	return 2 * (size_t)f->index + (f->severity == SMIMELINT_UPCOMING);
}

/* How many sorts of findings there are. */
static size_t
count_sorts(struct smimelint_run *run)
{
	bool *seen = arena_array(&run->arena, 2 * run->n_rules, sizeof *seen);
	size_t n = 0;

	for (size_t i = 0; seen != NULL && i < run->n_finding; i++) {
		bool *s = &seen[finding_sort(&run->finding[i])];

		n += !*s;
		*s = true;
	}
	return n;
}

void
findings_settle(struct smimelint_run *run)
{
	uint8_t worst = SMIMELINT_PASS;
	size_t sorts;

	for (size_t i = 0; i < run->n_finding; i++)
		if (run->finding[i].severity != SMIMELINT_UPCOMING && run->finding[i].severity > worst)
			worst = run->finding[i].severity;
	run->status = worst;
	run->n_shown = run->n_finding;
	if (run->n_finding <= ENGINE_MAX_FINDINGS)
		return;
	run->outcome[run->cut_index] = SMIMELINT_RULE_FOUND;
	sorts = count_sorts(run);
	run->n_shown = (sorts > ENGINE_MAX_FINDINGS ? sorts : ENGINE_MAX_FINDINGS) + 1;
	if (worst < SMIMELINT_NOTICE)
		run->status = SMIMELINT_NOTICE;
}

void
run_reset(struct smimelint_run *run, struct span der)
{
	arena_reset(&run->arena);
	run->finding = NULL;
	memset(&run->path_memo, 0, sizeof run->path_memo);
	run->finding_room = run->n_finding = run->n_shown = run->n_why = 0;
	run->counts = (struct run_counts){ 0, 0 };
	run->input = der;
	run->artifact = NULL;
	memset(&run->issuer, 0, sizeof run->issuer);
	run->own = NULL;
	run->unlike = NULL;
	run->last_unlike = &run->unlike;
	run->issuer_state = ISSUER_NOT_ASKED;
	run->ca_profile = NULL;
	memset(&run->profile, 0, sizeof run->profile);
	memset(&run->evidence, 0, sizeof run->evidence);
	run->record_only = run->judged = false;
	run->source = (smimelint_source){ .size = 0 };
}
