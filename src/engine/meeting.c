/* SPDX-License-Identifier: Apache-2.0 */
/*
 * meeting.c - rules that look at the issuing CA's certificate as well.
 *
 * Where several CA certificates have its name and key, a rule meets the best of
 * those that it has nothing to say about, so that it is broken only if each of
 * them breaks it, in whatever order they were given; a rule about the key itself
 * is broken by one.
 */
#include "engine/engine.h"

/* Only whether a rule would say something. */
struct trial {
	bool found;
};

static void
trial_found(struct check *c, struct span where, const char *value)
{
	struct trial *t = c->sink;

	(void)where;
	(void)value;
	t->found = true;
}

static void
trial_word(struct check *c, const char *why)
{
	(void)c;
	(void)why;
}

static void
trial_beyond(struct check *c, struct span where, const char *what)
{
	trial_found(c, where, what);
}

/* Rules over evidence are met elsewhere: what those say never comes here. */
static const struct rule_sink trial_sink = {
	.found = trial_found, .not_applicable = trial_word, .not_evaluated = trial_word, .beyond_limit = trial_beyond,
	.unreadable_above = trial_beyond,
};

static void
show_issuer(struct smimelint_run *run, struct check *c, const struct candidate *issuer)
{
	c->issuer = issuer->ca.cert;
	c->issuer_key = issuer->ca.key;
	c->issuer_is_root = issuer->ca.is_root;
	c->issuer_verdict = issuer->verdict;
	c->issuer_errors = c->rule->judges_issuer && issuer->ca.pooled != NULL ? issuer_judge(run, issuer) : NULL;
}

static bool
breaks(struct smimelint_run *run, const struct check *like, const struct candidate *issuer)
{
	struct trial trial = { false };
	struct check c = *like;

	c.say = &trial_sink;
	c.sink = &trial;
	show_issuer(run, &c, issuer);
	c.rule->fn(&c);
	return trial.found;
}

/* Appendix B leaves an Extant CA's certificate where it is beside one with its key that complies. */
static bool
may_stay(const struct candidate *twin, const struct smimelint_rule *rule)
{
	const struct cert_view *ca = twin->ca.cert;

	return rule->judges_issuer && ca->not_before.ok && day_from_seconds(ca->not_before.seconds) < SBR_DAY;
}

/* A CA certificate with the issuer's name and key breaks what another one keeps. */
static void
note(struct smimelint_run *run, const struct candidate *twin, const struct smimelint_rule *rule)
{
	struct unlike_twin *u;

	if (may_stay(twin, rule) || (u = arena_take(&run->arena, sizeof *u)) == NULL)
		return;
	*u = (struct unlike_twin){ NULL, twin->ca.cert, rule };
	*run->last_unlike = u;
	run->last_unlike = &u->next;
}

/* The certificate that the rule meets: the best of those that keep it, or that break it where that counts. */
static const struct candidate *
choose(struct smimelint_run *run, const struct check *c, bool counts)
{
	const struct issuer_search *s = &run->issuer;
	size_t n_broken = 0, kept = s->n_twin, broken = s->n_twin;

	for (size_t i = s->n_twin; i-- > 0;)
		if (breaks(run, c, &s->twin[i])) {
			broken = i;
			n_broken++;
		} else {
			kept = i;
		}
	if (n_broken == s->n_twin || (n_broken > 0 && c->rule->of_issuing_key))
		return &s->twin[broken];
	for (size_t i = 0; n_broken > 0 && counts && i < s->n_twin; i++)
		if (breaks(run, c, &s->twin[i]))
			note(run, &s->twin[i], c->rule);
	return &s->twin[kept];
}

/*
 * One valid path is enough, whichever of the issuer's certificates it begins
 * with; then those are noted with which none begins.
 */
static void
meet_paths(struct smimelint_run *run, struct check *c, bool counts)
{
	const struct issuer_search *s = &run->issuer;

	c->paths = issuer_paths(run);
	if (s->n_twin < 2 || !counts || breaks(run, c, s->best))
		return;
	for (size_t i = 0; i < s->n_twin; i++) {
		struct check own = *c;

		own.paths = issuer_paths_of(run, &s->twin[i]);
		if (breaks(run, &own, &s->twin[i]))
			note(run, &s->twin[i], c->rule);
	}
}

void
meet_issuer(struct check *c)
{
	const struct sink *sink = c->sink;
	struct smimelint_run *run = sink->run;
	const struct candidate *issuer = run->issuer.best;
	bool counts = sink->entry->severity >= SMIMELINT_WARNING;

	if (c->rule->follows_paths)
		meet_paths(run, c, counts);
	else if (run->issuer.n_twin > 1)
		issuer = choose(run, c, counts);
	show_issuer(run, c, issuer);
	c->unlike_twin = run->unlike;
	c->rule->fn(c);
}
