/* findings.c - a result: emptied, filled with findings, and how bad the worst is. */
#include "engine/engine.h"

/*
 * Drops the last of the least severe findings, if there is one below this
 * severity: however many notices a certificate has, they hide no error.
 */
static bool
make_room(struct smimelint_run *run, uint8_t severity)
{
	size_t least = run->n_finding;

	for (size_t i = run->n_finding; i-- > 0;) {
		if (run->finding[i].severity < severity) {
			severity = run->finding[i].severity;
			least = i;
		}
	}
	if (least == run->n_finding)
		return false;
	run->n_finding--;
	memmove(&run->finding[least], &run->finding[least + 1], (run->n_finding - least) * sizeof *run->finding);
	return true;
}

void
finding_add(struct smimelint_run *run, struct finding f)
{
	if (run->n_finding >= ENGINE_MAX_FINDINGS && f.rule != run->cut_rule) {
		run->counts.dropped++;
		if (!make_room(run, f.severity))
			return;
	}
	run->finding[run->n_finding++] = f;
}

static bool
same_finding(const struct finding *a, const struct finding *b)
{
	return a->rule == b->rule && a->severity == b->severity && a->where.p == b->where.p && a->where.n == b->where.n &&
	    (a->value == NULL || b->value == NULL ? a->value == b->value : strcmp(a->value, b->value) == 0);
}

/*
 * A rule finds in the same order both times, so that its last match tells
 * where to look for the next.
 */
void
findings_merge(struct smimelint_run *run, size_t first)
{
	struct finding *f = run->finding;
	size_t kept = first, next = 0;

	for (size_t i = first; i < run->n_finding; i++) {
		size_t k = next;

		while (k < first && !same_finding(&f[k], &f[i]))
			k++;
		if (k < first)
			next = k + 1;
		else
			f[kept++] = f[i];
	}
	run->n_finding = kept;
}

uint8_t
findings_worst(const struct smimelint_run *run)
{
	uint8_t w = SMIMELINT_PASS;

	for (size_t i = 0; i < run->n_finding; i++)
		if (run->finding[i].severity != SMIMELINT_UPCOMING && run->finding[i].severity > w)
			w = run->finding[i].severity;
	return w;
}

void
run_reset(struct smimelint_run *run, struct span der)
{
	arena_reset(&run->arena);
	run->n_finding = run->n_why = 0;
	run->counts = (struct run_counts){ 0, 0, 0 };
	run->input = der;
	run->artifact = NULL;
	memset(&run->issuer, 0, sizeof run->issuer);
	run->own = NULL;
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
