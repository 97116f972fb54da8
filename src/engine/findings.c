/* SPDX-License-Identifier: Apache-2.0 */
/* findings.c - a result: emptied, filled with findings, and how bad the worst is. */
#include <stdlib.h>
#include <string.h>

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

static int
compare_findings(const void *pa, const void *pb)
{
	const struct finding *const *pfa = pa, *const *pfb = pb, *a = *pfa, *b = *pfb;

	if (a->index != b->index)
		return a->index < b->index ? -1 : 1;
	if (a->severity != b->severity)
		return a->severity < b->severity ? -1 : 1;
	if (a->where.p != b->where.p)
		return a->where.p < b->where.p ? -1 : 1;
	if (a->where.n != b->where.n)
		return a->where.n < b->where.n ? -1 : 1;
	if (a->value == NULL || b->value == NULL)
		return (a->value != NULL) - (b->value != NULL);
	return strcmp(a->value, b->value);
}

/* Searches them in order: there may be many. */
void
findings_merge(struct smimelint_run *run, size_t first)
{
	struct finding *f = run->finding;
	const struct finding **known;
	size_t kept = first;

	if (first == 0 || first == run->n_finding ||
	    (known = arena_array(&run->arena, first, sizeof(const struct finding *))) == NULL)
		return;
	for (size_t i = 0; i < first; i++)
		known[i] = &f[i];
	qsort(known, first, sizeof *known, compare_findings);
	for (size_t i = first; i < run->n_finding; i++) {
		const struct finding *again = &f[i];

		if (bsearch(&again, known, first, sizeof *known, compare_findings) == NULL)
			f[kept++] = f[i];
	}
	run->n_finding = kept;
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

bool
run_digest(void *arg, struct span in, uint8_t out[REST_DIGEST])
{
	struct smimelint_run *run = arg;
	uint8_t all[KEY_MAX_HASH];
	bool ok = key_digest(run->key, KEY_SHA256, in, all) == REST_DIGEST;

	if (ok)
		memcpy(out, all, REST_DIGEST);
	return ok;
}

void
run_reset(struct smimelint_run *run, struct span der)
{
	arena_reset(&run->arena);
	key_work_begin(run->key);
	run->finding = NULL;
	memset(&run->path_memo, 0, sizeof run->path_memo);
	run->memo = (struct rule_memo){ .cert = NULL };
	run->finding_room = run->n_finding = run->n_shown = run->n_why = 0;
	run->counts = (struct run_counts){ .not_begun = 0 };
	run->input = der;
	run->damage = DAMAGE_ALL;
	run->artifact = NULL;
	run->parts_hashed = 0;
	memset(&run->issuer, 0, sizeof run->issuer);
	run->own = NULL;
	run->signer = NULL;
	run->paths = NULL;
	run->paths_of = NULL;
	run->paths_signed = NULL;
	run->n_climbed = 0;
	run->unlike = NULL;
	run->last_unlike = &run->unlike;
	run->issuer_state = ISSUER_NOT_ASKED;
	run->ca_profile = NULL;
	memset(&run->profile, 0, sizeof run->profile);
	memset(&run->other_profile, 0, sizeof run->other_profile);
	memset(&run->evidence, 0, sizeof run->evidence);
	run->record_only = run->judged = false;
	run->source = (smimelint_source){ .size = 0 };
}
