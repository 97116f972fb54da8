/* SPDX-License-Identifier: Apache-2.0 */
/*
 * options.c - what no option may hide.
 *
 *	options [--pairs] [--every N] RECIPE...
 *
 * Every case of the recipes with an error is linted again with each option that
 * leaves the fact as it is: its rule alone, without the rules of each other
 * source, with the profile, the kind and the day that it has by itself, as what
 * is to be signed, with more rules or stricter readings.  The error stays, with
 * its value (errors of rules over evidence also whatever profile, kind or profile
 * of the CA is claimed): another one in its place is no excuse, but for the reasons named
 * below.  A rule that could not look and is chosen alone tells why, and so does
 * one that could not be evaluated, of every case.  --pairs: with two of them at
 * once, and with each beside the rule alone.  Takes one case of every N; where it
 * takes all, each reason has to be needed.
 */
#include <stdio.h>
#include <stdlib.h>

#include "smimelint.h"
#include "tests/guard/linter.h"
#include "tests/rules/excuse.h"
#include "tests/rules/run.h"

struct guard {
	struct runner r;
	const struct recipe *recipe;
	const struct recipe_case *c;
	struct spec spec;
	struct span der;
	const struct judged *plain;
	const char *kind, *profile, *day;	/* what a plain run says of it */
	bool pairs;			/* two options at once */
	struct arena scratch, keys;	/* of the case at hand; of keys, which all have */
	unsigned passed, failed;
};

void
complain(struct runner *r, const struct recipe *recipe, const struct recipe_case *c, unsigned line, const char *fmt, ...)
{
	(void)r;
	(void)recipe;
	(void)c;
	(void)line;
	(void)fmt;
}

static void
fail(struct guard *g, const char *line)
{
	g->failed++;
	printf("%s\n", line);
}

static bool
is_given(const struct guard *g, const char *name)
{
	for (const struct setting *s = g->spec.setting; s != NULL; s = s->next)
		if (strcmp(s->name, name) == 0)
			return true;
	return false;
}

static bool
same(const char *a, const char *b)
{
	return strcmp(a != NULL ? a : "", b != NULL ? b : "") == 0;
}

static bool
has(const struct judged *j, const struct finding *f)
{
	for (const struct finding *g = j->finding; g != NULL; g = g->next)
		if (g->rule == f->rule && g->severity == f->severity && same(g->value, f->value))
			return true;
	return false;
}

/* Values that count rules, which are more with this option. */
static struct excuse counts_rules[] = {
	EXCUSED_WITH("sbr.scope.before-effective", "programs"),
};
#define COUNTS_RULES (sizeof counts_rules / sizeof *counts_rules)

static bool
has_error(const struct judged *j)
{
	for (const struct finding *g = j->finding; g != NULL; g = g->next)
		if (g->severity == SMIMELINT_ERROR)
			return true;
	return false;
}

/* Do they tell for any rule what it could not look at? */
static bool
tells_limits(const char *name, const char *id)
{
	return strcmp(name, "only") == 0 &&
	    (strcmp(id, "x690.certificate.issuer-unreadable") == 0 || strcmp(id, "x690.certificate.beyond-limit") == 0);
}

/* An option with its value, and what is linted with it. */
struct choice {
	const char *name, *value;
	struct span der;
};

/* The case with options more; what tells for others is the only rule then, whatever else the case itself chooses. */
static struct judged *
lint_with(struct guard *g, const struct choice *c, size_t n)
{
	struct setting more[2], *list = NULL, **link = &list, *copy;
	struct span der = g->der;
	bool alone = false;

	for (size_t i = 0; i < n; i++) {
		more[i] = (struct setting){ NULL, c[i].name, c[i].value };
		alone = alone || tells_limits(c[i].name, c[i].value);
		der = c[i].der.p != NULL ? c[i].der : der;
	}
	for (const struct setting *s = g->spec.setting; s != NULL; s = s->next) {
		if (alone && strcmp(s->name, "only") == 0)
			continue;
		if ((copy = arena_take(&g->r.world.arena, sizeof *copy)) == NULL)
			return NULL;
		*copy = *s;
		*link = copy;
		link = &copy->next;
	}
	for (size_t i = 0; i < n; i++) {
		*link = &more[i];
		link = &more[i].next;
	}
	return lint_case(&g->r, g->recipe, list, der, NULL);
}

/*
 * Errors that an option takes away, and rightly.
 */
static struct excuse taken_away[] = {
	/* With a day of the caller's it is a notice. */
	EXCUSED_WITH("sbr.scope.before-effective", "at"),
	/* That the key identifiers of a self-signed certificate contradict its signature is not seen without one. */
	EXCUSED_WITH("rfc5280.authority-key-identifier.not-issuers", "tbs"), EXCUSED_WITH("sbr.authority-key-identifier.not-roots", "tbs"),
	/* Beside a chosen rule it says that the key of the issuer did not sign; what has no signature yet was not signed by another. */
	EXCUSED_WITH("rfc5280.signature.key-misfit", "tbs"), EXCUSED_WITH("sbr.authority-key-identifier.sub-ca-missing", "tbs"),
	/* Where only the record says the type, a profile that is claimed is in its place. */
	EXCUSED_WITH("evidence.enterprise-ra.enterprise-ra-authorised", "profile"),
};
#define TAKEN_AWAY (sizeof taken_away / sizeof *taken_away)

/* Is the error one of the certificate whatever this option says? */
static bool
has_to_stay(const char *name, const struct finding *f)
{
	if (f->severity != SMIMELINT_ERROR)
		return false;
	/* What is to be signed has no octets of its own round it. */
	return strcmp(name, "tbs") != 0 || (f->path != NULL && strncmp(f->path, "tbsCertificate.", 15) == 0);
}

/* That its own key signed a certificate is not seen without a signature where its key identifiers do not say so; the rule does not pass it then. */
static bool
is_of_signature(const struct judged *j, const char *name, const struct finding *f)
{
	return strcmp(name, "tbs") == 0 && strcmp(f->id, "sbr.issuer.not-compliant") == 0 && f->value != NULL &&
	    strncmp(f->value, "itself,", 7) == 0 && j->outcome[rule_index(f->id)] != SMIMELINT_RULE_PASS;
}

/* Damage that is told for the sake of a rule that was chosen: what is to be signed alone has no signature that it could be about. */
static bool
is_for_signature(const struct guard *g, const struct judged *j, const char *name, const struct finding *f)
{
	if (strcmp(name, "tbs") != 0 || j->outcome[rule_index(f->id)] != SMIMELINT_RULE_OFF)
		return false;
	for (const struct setting *s = g->spec.setting; s != NULL; s = s->next)
		for (size_t i = 0; strcmp(s->name, "only") == 0 && i < smimelint_rule_count(); i++)
			if (strcmp(s->value, smimelint_rule_text(smimelint_rule_at(i), "id")) == 0 && j->outcome[i] == SMIMELINT_RULE_NOT_APPLICABLE)
				return true;
	return false;
}

/* Is it rightly gone with this option, or there with another value? */
static bool
is_taken_away(const struct guard *g, const struct judged *j, const char *name, const struct finding *f)
{
	return (has_finding(j, f->rule, f->severity) && is_excused(counts_rules, COUNTS_RULES, f->id, name)) ||
	    is_excused(taken_away, TAKEN_AWAY, f->id, name) || is_of_signature(j, name, f) || is_for_signature(g, j, name, f);
}

/* f: the finding that has to stay; NULL: each error of the plain run. */
static void
try_choices(struct guard *g, const struct choice *c, size_t n, const struct finding *f)
{
	const char *first = arena_printf(&g->r.world.arena, "%s=%s", c[0].name, c[0].value);
	const char *with = n < 2 ? first : arena_printf(&g->r.world.arena, "%s and %s=%s", first, c[1].name, c[1].value);
	struct judged *j = lint_with(g, c, n);

	/* The case has chosen a section of the source that is left out now, which is refused. */
	if (j == NULL && strcmp(c[0].name, "skip") == 0 && strcmp(g->r.world.tool.error, NO_RULE_LEFT) == 0) {
		g->r.world.tool.error[0] = '\0';
		g->passed++;
		return;
	}
	if (j == NULL) {
		printf("%s/%s: %s: %s\n", g->recipe->id, g->c->name, with, g->r.world.tool.error);
		g->r.world.tool.error[0] = '\0';
		g->failed++;
		return;
	}
	for (const struct finding *one = f != NULL ? f : g->plain->finding; one != NULL; one = f != NULL ? NULL : one->next) {
		bool stays = has(j, one), has_to = true;

		for (size_t i = 0; i < n; i++)
			has_to = has_to && has_to_stay(c[i].name, one);
		if (!has_to)
			continue;
		for (size_t i = 0; i < n && !stays; i++)
			stays = is_taken_away(g, j, c[i].name, one);
		if (stays) {
			g->passed++;
			continue;
		}
		fail(g, arena_printf(&g->r.world.arena, "%s/%s: with %s %s %s is gone (%s)", g->recipe->id, g->c->name, with, one->id,
		    one->value != NULL ? one->value : "", smimelint_outcome_name((smimelint_outcome)j->outcome[rule_index(one->id)])));
	}
}

static void
try_option(struct guard *g, const char *name, const char *value, const struct finding *f)
{
	try_choices(g, &(struct choice){ name, value, SPAN_NONE }, 1, f);
}

static const char *
source_of(const smimelint_rule *rule)
{
	return smimelint_rule_text(rule, "source");
}

/* Has the case itself this filter on the rules of the source?  What such a rule could not look at is told for the sake of others. */
static bool
has_filter(const struct guard *g, const char *filter, const char *source)
{
	for (const struct setting *s = g->spec.setting; s != NULL; s = s->next)
		if (strcmp(s->name, filter) == 0 && strncmp(s->value, source, strlen(source)) == 0)
			return true;
	return false;
}

static void
try_filters(struct guard *g)
{
	static const char *const sources[] = { "sbr", "rfc5280", "rfc5321", "rfc9598", "rfc8813", "x690", "etsi", "evidence" };

	for (const struct finding *f = g->plain->finding; f != NULL; f = f->next) {
		if (f->severity != SMIMELINT_ERROR || has_filter(g, "skip", source_of(f->rule)))
			continue;
		try_option(g, "only", f->id, f);
		for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
			if (strcmp(sources[i], source_of(f->rule)) != 0 && !has_filter(g, "only", sources[i]))
				try_option(g, "skip", sources[i], f);
	}
}

/* A rule that could not look, chosen alone: the result tells of what it could not read. */
static void
try_unreadable(struct guard *g)
{
	size_t n = smimelint_rule_count(), met = 0;

	for (size_t i = 0; i < n; i++) {
		const char *id = smimelint_rule_text(smimelint_rule_at(i), "id");
		struct judged *j;

		/* Every rule of a damaged certificate would be many: one of seven. */
		if (g->plain->outcome[i] != SMIMELINT_RULE_UNREADABLE || met++ % 7 != 0)
			continue;
		if ((j = lint_with(g, &(struct choice){ "only", id, SPAN_NONE }, 1)) != NULL && has_error(j)) {
			g->passed++;
			continue;
		}
		g->r.world.tool.error[0] = '\0';
		fail(g, arena_printf(&g->r.world.arena, "%s/%s: with only=%s nothing says why it could not look", g->recipe->id,
		    g->c->name, id));
	}
}

/* Facts that are the user's to give with an option: that they are not given is told at the end of the report alone. */
static struct excuse options_alone[] = {
	EXCUSED("ccadb.ext-key-usage.cross-missing"), EXCUSED("cps.validity.backdated"),
	EXCUSED("microsoft.crl.no-next-publish"), EXCUSED("sbr.certificate-policies.sub-ca-unaffiliated-any"),
	EXCUSED("sbr.ext-key-usage.cross-dedicated"), EXCUSED("sbr.public-key.weak-listed"),
	/* Of which CA the signer is, without --issuer. */
	EXCUSED("sbr.ocsp.signer-no-ocsp-signing"), EXCUSED("sbr.ocsp.signer-no-nocheck"), EXCUSED("sbr.ocsp.signer-not-compliant"),
	EXCUSED("sbr.ocsp.signer-itself"), EXCUSED("sbr.ocsp.signer-warnings"), EXCUSED("rfc5280.key-usage.signed-response"),
	/* Of what kind the certificates are that --certificates leave out. */
	EXCUSED("rfc5280.crl.reason-scope-missing"),
};
#define OPTIONS_ALONE (sizeof options_alone / sizeof *options_alone)

/* A rule that could not be evaluated, chosen alone: the result tells which fact it lacked. */
static void
try_not_evaluated(struct guard *g)
{
	size_t n = smimelint_rule_count();

	for (size_t i = 0; i < n; i++) {
		const char *id = smimelint_rule_text(smimelint_rule_at(i), "id");
		struct judged *j;

		if (g->plain->outcome[i] != SMIMELINT_RULE_NOT_EVALUATED || strncmp(id, "evidence.", 9) == 0)
			continue;
		if (((j = lint_with(g, &(struct choice){ "only", id, SPAN_NONE }, 1)) != NULL && j->finding != NULL) ||
		    is_excused(options_alone, OPTIONS_ALONE, id, NULL)) {
			g->passed++;
			continue;
		}
		g->r.world.tool.error[0] = '\0';
		fail(g, arena_printf(&g->r.world.arena, "%s/%s: with only=%s nothing says why it was not evaluated", g->recipe->id,
		    g->c->name, id));
	}
}

/* The first element inside the outer SEQUENCE: what is signed. */
static struct span
tbs_of(struct span der)
{
	size_t head = der.n > 1 && der.p[1] >= 0x80 ? 2 + (der.p[1] & 0x7fu) : 2, inner, n = 0;
	struct span s;

	if (head + 2 > der.n)
		return SPAN_NONE;
	s = span_sub(der, head, der.n - head);
	inner = s.p[1] >= 0x80 ? 2 + (s.p[1] & 0x7fu) : 2;
	if (inner > s.n || inner > 6)
		return SPAN_NONE;
	for (size_t i = 2; i < inner; i++)
		n = n << 8 | s.p[i];
	n = inner == 2 ? s.p[1] : n;
	return n <= s.n - inner ? span_sub(s, 0, inner + n) : SPAN_NONE;
}

static bool
has_record(const struct guard *g)
{
	for (const struct setting *s = g->spec.setting; s != NULL; s = s->next)
		if (is_record_setting(s))
			return true;
	return false;
}

/* An option that there is not hides nothing. */
static bool
is_option(const char *name, const char *value)
{
	smimelint_ctx *ctx = NULL;
	bool is = smimelint_ctx_new(&ctx) == SMIMELINT_OK && smimelint_ctx_set(ctx, name, value) == SMIMELINT_OK;

	smimelint_ctx_free(ctx);
	return is;
}

#define MOST_CHOICES 16

/* The options that fit the case; returns how many. */
static size_t
choices(const struct guard *g, struct choice c[MOST_CHOICES])
{
	static const struct choice always[] = {
		{ "strict-readings", "yes", { NULL, 0 } }, { "upcoming", "all", { NULL, 0 } }, { "deep-keys", "yes", { NULL, 0 } },
		{ "scope", "all", { NULL, 0 } }, { "programs", "ccadb,mozilla,apple,microsoft", { NULL, 0 } },
	};
	struct span tbs = tbs_of(g->der);
	size_t n = sizeof always / sizeof *always;

	memcpy(c, always, sizeof always);
	/* A case that claims a kind may claim another one than that of its profile. */
	if (g->profile != NULL && !is_given(g, "profile") && !is_given(g, "policy-map") && !is_given(g, "kind"))
		c[n++] = (struct choice){ "profile", g->profile, SPAN_NONE };
	if (g->kind != NULL && !is_given(g, "kind") && !is_given(g, "profile") && is_option("kind", g->kind))
		c[n++] = (struct choice){ "kind", g->kind, SPAN_NONE };
	if (g->day != NULL && !is_given(g, "at") && !has_record(g))
		c[n++] = (struct choice){ "at", g->day, SPAN_NONE };
	if (tbs.p != NULL && !is_given(g, "tbs") && !has_record(g))
		c[n++] = (struct choice){ "tbs", "yes", tbs };
	return n;
}

static void
try_options(struct guard *g)
{
	struct choice c[MOST_CHOICES];
	size_t n = choices(g, c);

	for (size_t i = 0; i < n; i++)
		try_choices(g, &c[i], 1, NULL);
}

/* Claims that the certificate does not bear out, whatever it is. */
static const struct choice claims[] = {
	{ "profile", "mailbox-validated/strict", { NULL, 0 } }, { "profile", "organization-validated/multipurpose", { NULL, 0 } },
	{ "profile", "sponsor-validated/legacy", { NULL, 0 } }, { "profile", "individual-validated/strict", { NULL, 0 } },
	{ "kind", "subscriber", { NULL, 0 } }, { "kind", "subordinate-ca", { NULL, 0 } }, { "kind", "root-ca", { NULL, 0 } },
	{ "kind", "cross-certificate", { NULL, 0 } }, { "kind", "ocsp-signer", { NULL, 0 } },
	{ "ca-profile", "../../man/examples/ca-profile-ov.json", { NULL, 0 } },
};

/* One of another kind than the case's own claim is refused. */
static bool
is_refused(const struct guard *g, const struct choice *claim)
{
	return (strcmp(claim->name, "kind") == 0 && is_given(g, "profile")) || (strcmp(claim->name, "profile") == 0 && is_given(g, "kind"));
}

static void
try_claims(struct guard *g)
{
	for (const struct finding *f = g->plain->finding; f != NULL; f = f->next)
		for (size_t i = 0; i < sizeof claims / sizeof *claims; i++)
			if (f->severity == SMIMELINT_ERROR && strncmp(f->id, "evidence.", 9) == 0 && !is_given(g, claims[i].name) &&
			    !is_refused(g, &claims[i]))
				try_choices(g, &claims[i], 1, f);
}

/* Two at once, and each beside an error's rule alone. */
static void
try_pairs(struct guard *g)
{
	struct choice c[MOST_CHOICES], pair[2];
	size_t n = choices(g, c);

	for (size_t i = 0; i < n; i++) {
		pair[0] = c[i];
		for (size_t k = i + 1; k < n; k++) {
			pair[1] = c[k];
			try_choices(g, pair, 2, NULL);
		}
		for (const struct finding *f = g->plain->finding; f != NULL; f = f->next) {
			pair[1] = (struct choice){ "only", f->id, SPAN_NONE };
			if (f->severity == SMIMELINT_ERROR && !has_filter(g, "skip", source_of(f->rule)))
				try_choices(g, pair, 2, f);
		}
	}
}

/* What a run of the library says of the certificate by itself. */
static bool
ask_facts(struct guard *g)
{
	static const char *const options[] = { "scope", "all", NULL };
	struct arena *a = &g->r.world.arena;
	smimelint_ctx *ctx = NULL;
	smimelint_run *run = NULL;
	const char *kind, *profile, *day;
	bool ok = linter_open(&ctx, &run, options) && smimelint_lint(run, g->der.p, g->der.n) == SMIMELINT_OK;

	g->kind = g->profile = g->day = NULL;
	if (ok) {
		kind = smimelint_fact(run, "kind");
		profile = smimelint_fact(run, "profile_from") != NULL && strcmp(smimelint_fact(run, "profile_from"), "policy") == 0 ?
		    smimelint_fact(run, "profile") : NULL;
		day = smimelint_fact(run, "judged_at");
		g->kind = kind != NULL ? arena_printf(a, "%s", kind) : NULL;
		g->profile = profile != NULL ? arena_printf(a, "%s", profile) : NULL;
		g->day = day != NULL ? arena_printf(a, "%s", day) : NULL;
	}
	linter_close(ctx, run);
	return ok;
}

static void
try_case(struct guard *g, const char *bundle)
{
	g->der = bundle_find(&g->r.world.tool, bundle, g->c->name);
	if (g->der.n == 0 || !spec_read(&g->r.world, g->recipe, g->c, &g->spec) ||
	    (g->plain = lint_case(&g->r, g->recipe, g->spec.setting, g->der, NULL)) == NULL) {
		g->r.world.tool.error[0] = '\0';
		return;
	}
	try_not_evaluated(g);
	if (!has_error(g->plain) || !ask_facts(g))
		return;
	if (g->pairs) {
		try_pairs(g);
		return;
	}
	try_filters(g);
	try_unreadable(g);
	try_options(g);
	if (has_record(g))
		try_claims(g);
}

/* What is made for a case goes with it. */
static void
guard_case(struct guard *g, const char *bundle)
{
	struct arena own = g->r.world.arena;

	g->r.world.arena = g->scratch;
	try_case(g, bundle);
	arena_reset(&g->r.world.arena);
	g->scratch = g->r.world.arena;
	g->r.world.arena = own;
}

static void
guard_recipe(struct guard *g, const char *path, size_t every, size_t *n)
{
	struct recipe *r;
	const char *bundle = bundle_read(&g->r.world.tool, path, &r);

	if (bundle == NULL) {
		g->failed++;
		return;
	}
	g->recipe = r;
	for (g->c = g->recipe->first; g->c != NULL; g->c = g->c->next)
		if ((*n)++ % every == 0)
			guard_case(g, bundle);
}

int
main(int argc, char **argv)
{
	struct guard g = { .passed = 0 };
	size_t every = 1, n = 0;
	int i = 1;

	if (i < argc && strcmp(argv[i], "--pairs") == 0) {
		g.pairs = true;
		i++;
	}
	if (i + 1 < argc && strcmp(argv[i], "--every") == 0) {
		every = strtoul(argv[i + 1], NULL, 10);
		i += 2;
	}
	if (every == 0 || !world_open(&g.r.world, "testdata"))
		return 2;
	g.r.world.keys.arena = &g.keys;
	for (; i < argc; i++)
		guard_recipe(&g, argv[i], every, &n);
	if (every == 1 && !g.pairs)
		g.failed += print_unused(counts_rules, COUNTS_RULES, "counts_rules") + print_unused(taken_away, TAKEN_AWAY, "taken_away") +
		    print_unused(options_alone, OPTIONS_ALONE, "options_alone");
	world_close(&g.r.world);
	arena_free(&g.scratch);
	arena_free(&g.keys);
	return linter_verdict(g.passed, g.failed);
}
