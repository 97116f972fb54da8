/* SPDX-License-Identifier: Apache-2.0 */
/*
 * reasons.c - why a rule that was chosen could not be evaluated, or rests on what is not so: findings that no filter takes away (speaks_for,
 * denies_issuer, denies_kind).
 */
#include <stdlib.h>

#include "engine/engine.h"

static bool
speaks(const struct smimelint_rule *r)
{
	return r->speaks_for != NULL || r->speaks_for_issuer || r->speaks_for_paths || r->speaks_for_profile || r->denies_issuer || r->denies_kind;
}

bool
reasons_make(struct smimelint_run *run)
{
	if ((run->speaker = malloc((run->n_rules + 1) * sizeof *run->speaker)) == NULL)
		return false;
	for (size_t i = 0; i < run->n_rules; i++)
		if (speaks(run->rules[i]))
			run->speaker[run->n_speaker++] = (uint16_t)i;
	return true;
}

static bool
speaks_for(const struct smimelint_rule *r, const struct smimelint_rule *other)
{
	for (const char *const *id = r->speaks_for; id != NULL && *id != NULL; id++)
		if (strcmp(*id, other->id) == 0)
			return true;
	return (r->speaks_for_issuer && other->needs_issuer) || (r->speaks_for_paths && other->follows_paths);
}

/* Most certificates leave nothing to be explained. */
static bool
is_any_without_verdict(const struct smimelint_run *run)
{
	return memchr(run->outcome, SMIMELINT_RULE_NOT_EVALUATED, run->n_rules) != NULL ||
	    memchr(run->outcome, SMIMELINT_RULE_UNREADABLE, run->n_rules) != NULL;
}

/* Did the key of the CA certificate given not make the signature? */
static bool
is_denied(const struct smimelint_run *run)
{
	const struct candidate *c = run->issuer.best;

	return c != NULL && c->ca.pooled != NULL && (c->verdict == KEY_WRONG || c->verdict == KEY_MISFIT);
}

/* Was a rule chosen that has looked at the issuing CA's certificate? */
static bool
is_issuer_looked_at(const struct smimelint_run *run)
{
	for (size_t i = 0; i < run->n_rules; i++) {
		const struct smimelint_rule *r = run->rules[i];

		if (r->needs_issuer && r->evidence == EVIDENCE_NONE && (run->outcome[i] == SMIMELINT_RULE_PASS ||
		    run->outcome[i] == SMIMELINT_RULE_FOUND || run->outcome[i] == SMIMELINT_RULE_UNREADABLE))
			return true;
	}
	return false;
}

/* Not evaluated; one that cannot look for another reason may have this one as well. */
static bool
is_without_verdict(const struct smimelint_run *run, size_t rule)
{
	return run->outcome[rule] == SMIMELINT_RULE_NOT_EVALUATED || run->outcome[rule] == SMIMELINT_RULE_UNREADABLE;
}

bool
reasons_miss_profile(const struct smimelint_run *run)
{
	if (run->counts.profile_bound > 0)
		return true;
	for (size_t i = 0; !run->profile.known && i < run->n_rules; i++)
		if (is_without_verdict(run, i) && run->rules[i]->asks_profile)
			return true;
	return false;
}

/* Is this the reason why one that was chosen could not be evaluated, or was left out? */
static bool
is_reason_for_some(const struct smimelint_run *run, const struct smimelint_rule *r)
{
	if (r->speaks_for_profile)
		return reasons_miss_profile(run);
	for (size_t i = 0; i < run->n_rules; i++)
		if (run->outcome[i] == SMIMELINT_RULE_NOT_EVALUATED && speaks_for(r, run->rules[i]))
			return true;
	return false;
}

/* Can it see all that it looks at? */
static bool
can_look(const struct smimelint_run *run, const struct smimelint_rule *r)
{
	const struct artifact *a = run->artifact;

	return rule_covers(&r->scope, &run->profile) && (r->when & ~a->present_parts) == 0 && (r->needs & a->bad_parts) == 0 &&
	    (r->reads & a->lost_parts) == 0 && (!r->needs_issuer || r->of_signer || run->issuer.best != NULL);
}

void
reasons_tell_of_paths(struct smimelint_run *run)
{
	for (size_t k = 0; k < run->n_speaker; k++) {
		const struct smimelint_rule *r = run->rules[run->speaker[k]];

		if (r->speaks_for_paths && run->outcome[run->speaker[k]] == SMIMELINT_RULE_OFF && can_look(run, r) && is_reason_for_some(run, r))
			run_on_day(run, r, meet_issuer);
	}
}

void
reasons_tell(struct smimelint_run *run)
{
	bool denied = is_denied(run) && is_issuer_looked_at(run);

	if (!denied && !run->profile.kind_claimed && run->counts.profile_bound == 0 && !is_any_without_verdict(run))
		return;
	for (size_t k = 0; k < run->n_speaker; k++) {
		const struct smimelint_rule *r;

		if (run->outcome[run->speaker[k]] != SMIMELINT_RULE_OFF)
			continue;
		r = run->rules[run->speaker[k]];
		if (can_look(run, r) && ((denied && r->denies_issuer) || (run->profile.kind_claimed && r->denies_kind) || is_reason_for_some(run, r)))
			run_on_day(run, r, r->follows_paths ? meet_issuer : r->fn);
	}
}
