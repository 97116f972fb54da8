/* SPDX-License-Identifier: Apache-2.0 */
/*
 * meeting.c - rules that look at the issuing CA's certificate as well.
 *
 * Where several CA certificates have its name and key, all rules meet the same
 * one of them, that with which the fewest are broken: relying parties choose a
 * certificate, not a rule.  So it is an error only if none of them is free of
 * errors, in whatever order they were given and whatever rules a filter chooses;
 * where one is, but for those that all have in common, the others are noted.  A
 * rule about the key itself is broken by one.
 */
#include "engine/engine.h"

/*
 * What a rule did with a certificate, and only that: where it met a limit or
 * something that cannot be read nobody knows whether it is broken.
 */
enum met { MET_KEPT, MET_LIMIT, MET_UNREAD, MET_BROKEN, MET_BROKEN_UNREAD };

struct trial {
	enum met met;
	bool hidden;			/* it could not look at all that it would */
};

static bool
is_unread(enum met met)
{
	return met == MET_UNREAD || met == MET_BROKEN_UNREAD;
}

static bool
is_broken(enum met met)
{
	return met == MET_BROKEN || met == MET_BROKEN_UNREAD;
}

static void
trial_found(struct check *c, struct span where, const char *value)
{
	struct trial *t = c->sink;

	(void)where;
	(void)value;
	t->met = is_unread(t->met) ? MET_BROKEN_UNREAD : MET_BROKEN;
}

static bool
trial_is_shown(const struct check *c)
{
	(void)c;
	return false;
}

static void
trial_word(struct check *c, const char *why)
{
	(void)c;
	(void)why;
}

static void
trial_not_evaluated(struct check *c, const char *why)
{
	struct trial *t = c->sink;

	(void)why;
	t->hidden = true;
}

static void
trial_beyond(struct check *c, struct span where, const char *what)
{
	struct trial *t = c->sink;

	(void)where;
	(void)what;
	if (t->met == MET_KEPT)
		t->met = MET_LIMIT;
}

static void
trial_unread(struct check *c, struct span where, const char *what)
{
	struct trial *t = c->sink;

	(void)where;
	(void)what;
	t->met = is_broken(t->met) ? MET_BROKEN_UNREAD : MET_UNREAD;
}

/* Rules over evidence are met elsewhere: what those say never comes here. */
static const struct rule_sink trial_sink = {
	.found = trial_found, .not_applicable = trial_word, .not_evaluated = trial_not_evaluated, .beyond_limit = trial_beyond,
	.unreadable_above = trial_unread, .is_shown = trial_is_shown,
};

static bool
has_twins(const struct smimelint_run *run)
{
	return run->issuer.n_twin > 1;
}

static void
show_issuer(struct smimelint_run *run, struct check *c, const struct candidate *issuer)
{
	c->issuer = issuer->ca.cert;
	c->issuer_key = issuer->ca.key;
	c->issuer_is_root = issuer->ca.is_root;
	c->issuer_verdict = issuer->verdict;
	c->issuer_errors = c->rule->judges_issuer && issuer->ca.pooled != NULL ? issuer_judge(run, issuer) : NULL;
	c->paths = !c->rule->follows_paths ? NULL : has_twins(run) ? issuer_paths_of(run, issuer) : issuer_paths(run);
}

static struct trial
meet(struct check c)
{
	struct trial trial = { MET_KEPT, false };

	c.say = &trial_sink;
	c.sink = &trial;
	c.rule->fn(&c);
	return trial;
}

static enum met
meet_with(struct smimelint_run *run, const struct check *like, const struct candidate *issuer)
{
	struct check c = *like;

	show_issuer(run, &c, issuer);
	return meet(c).met;
}

/* ---- the choice among twins ---- */

/* How many rules are broken with one of them, of each severity. */
struct count {
	bool forged;			/* it has the CA's name and key, and is none of its certificates */
	bool pathless;			/* none of the paths that count begins with it */
	size_t n[SMIMELINT_ERROR + 1];
	size_t known;			/* … of errors, without those of what cannot be read */
};

/* The rules of a plan that look at the issuer's certificate, where they can. */
struct judges {
	struct smimelint_run *run;
	const struct plan *plan;
	uint64_t absent;
	struct check check;
	size_t *n_broken;		/* for each of them: with how many of the certificates it is broken */
	enum met *met;			/* for each of the certificates: what each of them did with it, in the order of the plan */
};

static bool
judges_make(struct judges *j)
{
	size_t n = j->plan->n_of_issuer, all = j->run->issuer.n_twin * n;

	j->n_broken = arena_array(&j->run->arena, n + 1, sizeof *j->n_broken);
	j->met = arena_array(&j->run->arena, all + 1, sizeof *j->met);
	if (j->n_broken == NULL || j->met == NULL)
		return false;
	memset(j->n_broken, 0, n * sizeof *j->n_broken);
	for (size_t i = 0; i < all; i++)
		j->met[i] = MET_KEPT;
	return true;
}

static enum met *
met_with(const struct judges *j, const struct candidate *twin)
{
	return j->met + (size_t)(twin - j->run->issuer.twin) * j->plan->n_of_issuer;
}

/* Meets each of the rules with this certificate, once. */
static void
try_all(struct judges *j, const struct candidate *twin)
{
	enum met *met = met_with(j, twin);

	for (size_t i = 0; i < j->plan->n_of_issuer; i++) {
		const struct plan_entry *e = &j->plan->of_issuer[i];

		j->check.rule = e->row;
		if ((e->when & j->absent) == 0 && !plan_cannot_look(j->run->artifact, e, j->absent))
			met[i] = meet_with(j->run, &j->check, twin);
		j->n_broken[i] += met[i] != MET_KEPT;
	}
}

/* The next from *at on, with its severity; false: none is left. */
static bool
next_broken(const struct judges *j, const struct candidate *twin, size_t *at, const struct plan_entry **e)
{
	const enum met *met = met_with(j, twin);

	while (*at < j->plan->n_of_issuer) {
		*e = &j->plan->of_issuer[*at];
		if (met[(*at)++] != MET_KEPT)
			return true;
	}
	return false;
}

/* As severe as what is told of it: that something cannot be read is an error, whatever the rule's own would be. */
static unsigned
severity_with(const struct judges *j, const struct candidate *twin, const struct plan_entry *e)
{
	return is_unread(met_with(j, twin)[e - j->plan->of_issuer]) ? SMIMELINT_ERROR : e->severity;
}

static struct count
count_broken(struct judges *j, const struct candidate *twin)
{
	const struct ca_paths *paths = twin->ca.pooled != NULL ? issuer_paths_of(j->run, twin) : NULL;
	struct count count = { .forged = twin->forged, .pathless = paths != NULL && paths->first == NULL && !paths->more };
	const struct plan_entry *e;

	try_all(j, twin);
	for (size_t at = 0; next_broken(j, twin, &at, &e);) {
		enum met met = met_with(j, twin)[at - 1];

		count.n[SMIMELINT_ERROR] += is_unread(met);
		count.n[e->severity] += met != MET_UNREAD;
		count.known += is_broken(met) && e->severity == SMIMELINT_ERROR;
	}
	return count;
}

/* Is it broken with some of them, and not with others?  What is broken with all tells nothing of them. */
static bool
tells_apart(const struct judges *j, const struct plan_entry *e)
{
	return j->n_broken[e - j->plan->of_issuer] < j->run->issuer.n_twin;
}

/* The severity from which nothing that tells them apart is broken with this one. */
static unsigned
free_from(const struct judges *j, const struct candidate *twin)
{
	unsigned from = SMIMELINT_WARNING;
	const struct plan_entry *e;

	for (size_t at = 0; next_broken(j, twin, &at, &e);)
		if (severity_with(j, twin, e) >= from && tells_apart(j, e))
			from = severity_with(j, twin, e) + 1u;
	return from;
}

static bool
is_better(const struct count *a, const struct count *b)
{
	if (a->forged != b->forged)
		return b->forged;
	if (a->pathless != b->pathless)
		return b->pathless;
	/* Of as many errors those of what cannot be read leave the path open. */
	if (a->n[SMIMELINT_ERROR] == b->n[SMIMELINT_ERROR] && a->known != b->known)
		return a->known < b->known;
	for (unsigned severity = SMIMELINT_ERROR; severity >= SMIMELINT_NOTICE; severity--)
		if (a->n[severity] != b->n[severity])
			return a->n[severity] < b->n[severity];
	return false;
}

/* Appendix B leaves an Extant CA's certificate where it is beside one with its key that complies. */
static bool
may_stay(const struct candidate *twin, const struct smimelint_rule *rule)
{
	const struct cert_view *ca = twin->ca.cert;

	return rule->judges_issuer && ca->not_before.ok && day_from_seconds(ca->not_before.seconds) < SBR_DAY;
}

/* Does the chosen one keep it, by itself or because it keeps all that are as severe? */
static bool
is_kept(const struct judges *j, const struct plan_entry *e, unsigned from)
{
	return e->severity >= from || (e->row->tells_twins && met_with(j, j->run->issuer.best)[e - j->plan->of_issuer] == MET_KEPT);
}

/* What this one breaks of a severity from which the chosen one is free, or of a rule that tells them apart. */
static void
note_broken(const struct judges *j, const struct candidate *twin, unsigned from)
{
	const struct plan_entry *e;
	struct unlike_twin *u;

	for (size_t at = 0; next_broken(j, twin, &at, &e);) {
		if (!is_kept(j, e, from) || met_with(j, twin)[at - 1] == MET_LIMIT || !tells_apart(j, e) || may_stay(twin, e->row))
			continue;
		if ((u = arena_take(&j->run->arena, sizeof *u)) == NULL)
			return;
		*u = (struct unlike_twin){ NULL, twin->ca.cert, e->row };
		*j->run->last_unlike = u;
		j->run->last_unlike = &u->next;
	}
}

void
meet_choose_issuer(struct smimelint_run *run, const struct plan *plan, uint64_t absent)
{
	struct sink sink = { .run = run };
	struct judges j = { run, plan, absent, check_make(run, &sink), NULL, NULL };
	const struct issuer_search *s = &run->issuer;
	size_t best = 0;
	struct count least, count;
	unsigned from;

	/* Once for each result: no rule on the issuer's certificate asks which profile it is that is claimed or asserted. */
	if (run->issuer.chosen)
		return;
	run->issuer.chosen = true;
	if (!has_twins(run) || !judges_make(&j))
		return;
	least = count_broken(&j, &s->twin[0]);
	for (size_t i = 1; i < s->n_twin; i++) {
		count = count_broken(&j, &s->twin[i]);
		if (!is_better(&count, &least))
			continue;
		least = count;
		best = i;
	}
	run->issuer.best = &s->twin[best];
	from = free_from(&j, run->issuer.best);
	for (size_t i = 0; i < s->n_twin; i++)
		if (i != best)
			note_broken(&j, &s->twin[i], from);
}

/* ---- the meeting ---- */

/* Of several certificates with one key, the first with which a rule about that key is broken. */
static const struct candidate *
broken_key(struct smimelint_run *run, const struct check *c)
{
	const struct issuer_search *s = &run->issuer;

	for (size_t i = 0; i < s->n_twin; i++)
		if (issuers_counts(s, &s->twin[i]) && meet_with(run, c, &s->twin[i]) != MET_KEPT)
			return &s->twin[i];
	return s->best;
}

/*
 * Where no path is valid, whichever of the issuer's certificates it begins with, what is wrong with any of them is told, and what
 * hides that of any.
 */
static void
widen_paths(struct smimelint_run *run, struct check *c)
{
	struct check all = *c;
	struct trial trial;

	all.paths = issuer_paths_signed(run);
	trial = meet(all);
	if (trial.met != MET_KEPT || trial.hidden)
		c->paths = all.paths;
}

void
meet_issuer(struct check *c)
{
	struct smimelint_run *run = ((const struct sink *)c->sink)->run;

	show_issuer(run, c, c->rule->of_issuing_key && has_twins(run) ? broken_key(run, c) : run->issuer.best);
	if (c->rule->follows_paths && has_twins(run))
		widen_paths(run, c);
	c->rule->fn(c);
}

void
meet_namesake(struct check *c)
{
	struct smimelint_run *run = ((const struct sink *)c->sink)->run;

	c->namesake = issuer_namesake(run, &c->namesakes);
	c->rule->fn(c);
}
