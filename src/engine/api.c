/* SPDX-License-Identifier: Apache-2.0 */
/* api.c - the public calls on contexts and runs. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "engine/engine.h"

#define STRING_(x) #x
#define STRING(x) STRING_(x)

const char *
smimelint_version(void)
{
	return STRING(SMIMELINT_VERSION_MAJOR) "." STRING(SMIMELINT_VERSION_MINOR) "."
	    STRING(SMIMELINT_VERSION_PATCH);
}

const char *
smimelint_strerror(smimelint_status st)
{
	static const char *const words[] = {
		"no error", "out of memory", "wrong argument", "wrong option", "no certificate", "over a limit",
		"OpenSSL gives no SHA-256"
	};

	return (unsigned)st < sizeof words / sizeof *words ? words[st] : "unknown error";
}

const char *
smimelint_level_name(smimelint_level l)
{
	static const char *const words[] = {
		"pass", "upcoming", "notice", "warning", "error", "out-of-scope", "unreadable"
	};

	return (unsigned)l < sizeof words / sizeof *words ? words[l] : "unknown";
}

const char *
smimelint_state_name(smimelint_state s)
{
	static const char *const words[] = { "new", "known", "waived" };

	return (unsigned)s < sizeof words / sizeof *words ? words[s] : "unknown";
}

const char *
smimelint_outcome_name(smimelint_outcome o)
{
	static const char *const words[] = {
		"pass", "found", "not applicable", "not effective", "unreadable", "off", "not evaluated"
	};

	return (unsigned)o < sizeof words / sizeof *words ? words[o] : "unknown";
}

/* ---- context ---- */

smimelint_status
smimelint_ctx_new(smimelint_ctx **out)
{
	smimelint_ctx *ctx;
	bool no_memory = true;

	if (out == NULL)
		return SMIMELINT_ERR_ARG;
	*out = NULL;
	if ((ctx = calloc(1, sizeof *ctx)) == NULL)
		return SMIMELINT_ERR_NOMEM;
	ctx->at = DAY_NEVER;
	ctx->upcoming = DAY_ALWAYS;
	ctx->max_certificate = ENGINE_MAX_CERTIFICATE;
	ctx->entries_held = CRL_ENTRIES_HELD;
	ctx->evidence.clock_skew = EV_CLOCK_SKEW;
	arena_init(&ctx->ca_profiles.arena);
	arena_init(&ctx->known.arena);
	arena_init(&ctx->evidence_arena);
	arena_init(&ctx->accepted_arena);
	ctx->selected = calloc(rules_count() + 1, 1);
	ctx->program = calloc(rules_count() + 1, 1);
	if (ctx->selected == NULL || ctx->program == NULL || !calendar_make(ctx) ||
	    (ctx->lib = key_lib_new(&no_memory)) == NULL) {
		smimelint_ctx_free(ctx);
		return no_memory ? SMIMELINT_ERR_NOMEM : SMIMELINT_ERR_CRYPTO;
	}
	ctx->issuers.lib = ctx->lib;
	rules_programs(ctx->program);
	*out = ctx;
	return SMIMELINT_OK;
}

void
smimelint_ctx_free(smimelint_ctx *ctx)
{
	if (ctx == NULL)
		return;
	issuers_free(&ctx->issuers);
	known_free(&ctx->known);
	past_free(&ctx->past);
	responders_free(&ctx->responders);
	ev_store_free(&ctx->records);
	ev_psl_free(&ctx->psl);
	while (ctx->text != NULL) {
		struct record_text *next = ctx->text->next;

		free(ctx->text);
		ctx->text = next;
	}
	ca_profiles_free(&ctx->ca_profiles);
	weak_keys_free(&ctx->weak_keys);
	arena_free(&ctx->evidence_arena);
	arena_free(&ctx->accepted_arena);
	free(ctx->selected);
	free(ctx->program);
	free(ctx->calendar);
	policy_maps_free(&ctx->maps);
	key_lib_free(ctx->lib);
	free(ctx);
}

const char *
smimelint_ctx_error(const smimelint_ctx *ctx)
{
	if (ctx == NULL)
		return "";
	return ctx->error[0] == '\0' && atomic_load(&ctx->leaves_no_rule) ? "only, skip: they leave no rule that is on" : ctx->error;
}

static smimelint_status
add_issuer(smimelint_ctx *ctx, const uint8_t *der, size_t len, enum issuers_status (*add)(struct issuers *, struct span))
{
	ctx->error[0] = '\0';
	if (len > ctx->max_certificate) {
		snprintf(ctx->error, sizeof ctx->error, "issuer: larger than %zu octets", ctx->max_certificate);
		return SMIMELINT_ERR_LIMIT;
	}
	switch (add(&ctx->issuers, (struct span){ der, len })) {
	case ISSUERS_OK:
		return SMIMELINT_OK;
	case ISSUERS_NOMEM:
		return SMIMELINT_ERR_NOMEM;
	default:
		snprintf(ctx->error, sizeof ctx->error, "issuer: no certificate with a subject and a public key");
		return SMIMELINT_ERR_INPUT;
	}
}

smimelint_status
smimelint_ctx_add_issuer(smimelint_ctx *ctx, const uint8_t *der, size_t len)
{
	if (ctx == NULL || (der == NULL && len != 0) || !ctx_is_open(ctx))
		return SMIMELINT_ERR_ARG;
	return add_issuer(ctx, der, len, issuers_add);
}

int
smimelint_ctx_wants_issuer(const smimelint_ctx *ctx, const uint8_t *der, size_t len)
{
	return ctx != NULL && der != NULL && len <= ctx->max_certificate &&
	    issuers_wants(&ctx->issuers, (struct span){ der, len });
}

smimelint_status
smimelint_ctx_offer_issuer(smimelint_ctx *ctx, const uint8_t *der, size_t len)
{
	return smimelint_ctx_wants_issuer(ctx, der, len) ? add_issuer(ctx, der, len, issuers_add) : SMIMELINT_OK;
}

smimelint_status
smimelint_ctx_offer_other_issuer(smimelint_ctx *ctx, const uint8_t *der, size_t len)
{
	if (ctx == NULL || (der == NULL && len != 0))
		return SMIMELINT_ERR_ARG;
	return add_issuer(ctx, der, len, issuers_add_other);
}

smimelint_status
smimelint_ctx_add_ca_profile(smimelint_ctx *ctx, const char *json, size_t len)
{
	if (ctx == NULL || json == NULL || !ctx_is_open(ctx))
		return SMIMELINT_ERR_ARG;
	ctx->error[0] = '\0';
	switch (ca_profiles_add(&ctx->ca_profiles, (struct span){ (const uint8_t *)json, len }, ctx->error,
	    sizeof ctx->error)) {
	case CA_PROFILES_OK:
		ctx->programs |= PROGRAM_CPS;
		return SMIMELINT_OK;
	case CA_PROFILES_NOMEM:
		return SMIMELINT_ERR_NOMEM;
	default:
		return SMIMELINT_ERR_OPTION;
	}
}

smimelint_status
smimelint_ctx_add_weak_keys(smimelint_ctx *ctx, const char *list, size_t len)
{
	if (ctx == NULL || (list == NULL && len != 0) || !ctx_is_open(ctx))
		return SMIMELINT_ERR_ARG;
	ctx->error[0] = '\0';
	switch (weak_keys_add(&ctx->weak_keys, (struct span){ (const uint8_t *)list, len }, ctx->error, sizeof ctx->error)) {
	case WEAK_OK:
		return SMIMELINT_OK;
	case WEAK_NOMEM:
		return SMIMELINT_ERR_NOMEM;
	default:
		return SMIMELINT_ERR_INPUT;
	}
}

/* ---- runs ---- */

bool
ctx_is_open(const struct smimelint_ctx *ctx)
{
	return atomic_load(&ctx->runs) == 0;
}

/* How many there are is all that runs change of their context, and why there is none. */
static struct smimelint_ctx *
to_be_changed(const struct smimelint_ctx *ctx)
{
	return (struct smimelint_ctx *)(uintptr_t)ctx;
}

static void
count_run(const struct smimelint_ctx *ctx, unsigned n)
{
	atomic_fetch_add(&to_be_changed(ctx)->runs, n);
}

/* Whatever is linted without a rule would look clean. */
static bool
has_rules(const struct smimelint_ctx *ctx)
{
	bool none = !some_rule_is_on(ctx);

	atomic_store(&to_be_changed(ctx)->leaves_no_rule, none);
	return !none;
}

/* Of a rule that is there, behind so many others. */
static uint16_t
index_of(const struct smimelint_run *run, size_t i, const char *id)
{
	while (strcmp(run->rules[i]->id, id) != 0)
		i++;
	return (uint16_t)i;
}

/* The first rule over evidence, and behind the last: they stand together. */
static void
bound_evidence_rules(struct smimelint_run *run)
{
	run->first_evidence = run->n_rules;
	for (size_t i = run->n_rules; i-- > 0;) {
		if (run->rules[i]->evidence == EVIDENCE_NONE)
			continue;
		run->first_evidence = i;
		if (run->end_evidence == 0)
			run->end_evidence = i + 1;
	}
}

smimelint_status
smimelint_run_new(smimelint_run **out, const smimelint_ctx *ctx)
{
	smimelint_run *run;

	if (out == NULL || ctx == NULL)
		return SMIMELINT_ERR_ARG;
	*out = NULL;
	if (!has_rules(ctx))
		return SMIMELINT_ERR_OPTION;
	if ((run = calloc(1, sizeof *run)) == NULL)
		return SMIMELINT_ERR_NOMEM;
	run->ctx = ctx;
	count_run(ctx, 1);
	run->n_rules = rules_count();
	arena_init(&run->arena);
	run->key = key_work_new(ctx->lib);
	run->rules = calloc(run->n_rules + 1, sizeof *run->rules);
	run->outcome = calloc(run->n_rules + 1, 1);
	run->why = malloc((run->n_rules + 1) * sizeof *run->why);
	if (run->key == NULL || run->rules == NULL || run->outcome == NULL || run->why == NULL) {
		smimelint_run_free(run);
		return SMIMELINT_ERR_NOMEM;
	}
	for (size_t i = 0, t = 0; rule_tables[t] != NULL; t++)
		for (size_t k = 0; k < rule_tables[t]->n; k++)
			run->rules[i++] = &rule_tables[t]->rule[k];
	if (!reasons_make(run)) {
		smimelint_run_free(run);
		return SMIMELINT_ERR_NOMEM;
	}
	bound_evidence_rules(run);
	run->cut_index = index_of(run, 0, ENGINE_CUT_RULE);
	run->limit_index = index_of(run, 0, ENGINE_LIMIT_RULE);
	run->neighbour_index = index_of(run, 0, ENGINE_NEIGHBOUR_RULE);
	for (size_t k = 0; k < RECORD_RULES; k++)
		run->record_index[k] = index_of(run, run->first_evidence, record_rule_ids[k]);
	*out = run;
	return SMIMELINT_OK;
}

void
smimelint_run_free(smimelint_run *run)
{
	if (run == NULL)
		return;
	count_run(run->ctx, UINT_MAX);
	for (size_t i = 0; i < N_PLANS; i++)
		plan_free(run->plan[i]);
	smimelint_run_free(run->judge);
	smimelint_ctx_free(run->judge_ctx);
	paged_close(&run->paged);
	free(run->judged_signer.octets);
	free(run->judged_signer.errors);
	key_issuer_free(run->own_key);
	key_work_free(run->key);
	arena_free(&run->arena);
	ext_memo_free(&run->cert_memo.exts);
	out_free(&run->json);
	free(run->rules);
	free(run->speaker);
	free(run->outcome);
	free(run->why);
	free(run);
}

smimelint_status
smimelint_lint(smimelint_run *run, const uint8_t *der, size_t len)
{
	static const uint8_t nothing[1];

	if (run == NULL || (der == NULL && len != 0))
		return SMIMELINT_ERR_ARG;
	paged_close(&run->paged);
	run->release = NULL;
	key_work_release(run->key, NULL);
	return engine_lint(run, (struct span){ der != NULL ? der : nothing, len });
}

/* The mapping is given back for good as soon as facts and findings have been read: until the next result. */
static smimelint_status
lint_mapped(smimelint_run *run, struct span der, smimelint_release_fn *release, void *arg)
{
	paged_close(&run->paged);
	run->mapping = (struct release){ .fn = release, .arg = arg };
	run->release = &run->mapping;
	key_work_release(run->key, run->release);
	return engine_lint(run, der);
}

smimelint_status
smimelint_lint_mapped(smimelint_run *run, const uint8_t *der, size_t len, smimelint_release_fn *release, void *arg)
{
	if (run == NULL || der == NULL || release == NULL)
		return SMIMELINT_ERR_ARG;
	return lint_mapped(run, (struct span){ der, len }, release, arg);
}

/* ---- a CRL that is fetched ---- */

/* What is not larger is in memory whole. */
#define STREAM_FROM ((size_t)4 << 20)
/* Up to the entries and behind them, so many octets are in memory. */
#define STREAM_ENDS ((size_t)1 << 20)

/* How long the outermost element says that it is; 0: not in its first octets. */
static uint64_t
claimed_length(const uint8_t *head, size_t n)
{
	size_t octets = n > 1 && head[1] > 0x80 ? head[1] & 0x7f : 0;
	uint64_t length = 0;

	if (n < 2 || head[1] == 0x80 || octets > sizeof(uint32_t) || n < 2 + octets)
		return 0;
	for (size_t i = 0; i < octets; i++)
		length = length << 8 | head[2 + i];
	return 2 + octets + (octets > 0 ? length : head[1]);
}

/*
 * All is in memory but the entries of a CRL that has its list where a CRL has
 * it.  CRLs before it are compared with it entry by entry, which goes to and fro.
 */
static void
want_ends(struct smimelint_run *run)
{
	struct span all = run->paged.octets, list = SPAN_NONE;
	const struct release *r = &run->paged.release;
	size_t before, behind;

	release_want(r, all.p, all.n < STREAM_ENDS ? all.n : STREAM_ENDS);
	if (all.n > STREAM_FROM && run->ctx->past.n_crl == 0)
		list = crl_find_list(all);
	before = list.p != NULL ? (size_t)(list.p - all.p) : all.n;
	behind = all.n - before - list.n;
	if (list.p == NULL || before > STREAM_ENDS || behind > STREAM_ENDS) {
		release_keep(r, all.p, all.n);
		return;
	}
	release_keep(r, all.p, before);
	release_keep(r, list.p + list.n, behind);
}

/* Nothing of it can be had. */
static smimelint_status
unfetched(struct smimelint_run *run, smimelint_status st)
{
	static const uint8_t nothing[1];

	paged_close(&run->paged);
	run->release = NULL;
	key_work_release(run->key, NULL);
	engine_refuse(run, (struct span){ nothing, 0 }, &crl_type,
	    st == SMIMELINT_ERR_LIMIT ? "larger than memory can be" : "its octets could not be fetched");
	return st;
}

smimelint_status
smimelint_lint_crl_stream(smimelint_run *run, smimelint_fetch_fn *fetch, void *arg)
{
	uint8_t head[6];
	int64_t n;
	uint64_t size;
	smimelint_status st;

	if (run == NULL || fetch == NULL)
		return SMIMELINT_ERR_ARG;
	paged_close(&run->paged);
	if ((n = fetch(arg, 0, head, sizeof head)) == 0)
		return smimelint_lint(run, NULL, 0);
	if (n < 0 || n > (int64_t)sizeof head || !paged_size(fetch, arg, claimed_length(head, (size_t)n), &size) || size == 0)
		return unfetched(run, SMIMELINT_ERR_INPUT);
	if (size > PTRDIFF_MAX)
		return unfetched(run, SMIMELINT_ERR_LIMIT);
	run->release = NULL;
	key_work_release(run->key, NULL);
	if (!paged_open(&run->paged, fetch, arg, (size_t)size))
		return SMIMELINT_ERR_NOMEM;
	want_ends(run);
	run->release = &run->paged.release;
	key_work_release(run->key, run->release);
	st = engine_lint(run, run->paged.octets);
	return run->paged.failed ? unfetched(run, SMIMELINT_ERR_INPUT) : st;
}

smimelint_status
smimelint_run_error(const smimelint_run *run)
{
	if (run == NULL)
		return SMIMELINT_ERR_ARG;
	if (run->paged.failed)
		return SMIMELINT_ERR_INPUT;
	return run->arena.failed || key_work_failed(run->key) ? SMIMELINT_ERR_NOMEM : SMIMELINT_OK;
}

smimelint_level
smimelint_result_status(const smimelint_run *run)
{
	return run == NULL ? SMIMELINT_UNREADABLE : (smimelint_level)run->status;
}

size_t
smimelint_finding_count(const smimelint_run *run)
{
	return run == NULL ? 0 : run->n_shown;
}
