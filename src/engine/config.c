/* SPDX-License-Identifier: Apache-2.0 */
/* config.c - the options of a context: one row each. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "engine/engine.h"
#include "evidence/caa.h"

/* Cuts a text behind its last whole character. */
static void
cut_clean(char *text, size_t n)
{
	while (n > 0 && ((unsigned char)text[n] & 0xc0) == 0x80)
		n--;
	text[n] = '\0';
}

smimelint_status
ctx_refuse(struct smimelint_ctx *ctx, const char *fmt, ...)
{
	char words[sizeof ctx->error + 4];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(words, sizeof words, fmt, ap);
	va_end(ap);
	if (strlen(words) >= sizeof ctx->error)
		cut_clean(words, sizeof ctx->error - 1);
	memcpy(ctx->error, words, strlen(words) + 1);
	return SMIMELINT_ERR_OPTION;
}

static smimelint_status
set_yes_no(struct smimelint_ctx *ctx, const char *option, const char *value, bool *out)
{
	if (strcmp(value, "yes") != 0 && strcmp(value, "no") != 0)
		return ctx_refuse(ctx, "%s: \"%s\" is neither yes nor no", option, value);
	*out = value[0] == 'y';
	return SMIMELINT_OK;
}

static smimelint_status
set_answer(struct smimelint_ctx *ctx, const char *option, const char *value, enum answer *out)
{
	bool yes = false;
	smimelint_status st = set_yes_no(ctx, option, value, &yes);

	if (st == SMIMELINT_OK)
		*out = yes ? ANSWER_YES : ANSWER_NO;
	return st;
}

static smimelint_status
set_day(struct smimelint_ctx *ctx, const char *option, const char *value, int32_t *out)
{
	if (!day_parse(value, out))
		return ctx_refuse(ctx, "%s: \"%s\" is no date YYYY-MM-DD", option, value);
	return SMIMELINT_OK;
}

static smimelint_status
set_kind(struct smimelint_ctx *ctx, const char *option, const char *value)
{
	if (strcmp(value, "auto") == 0) {
		ctx->kind = 0;
		return SMIMELINT_OK;
	}
	for (unsigned bit = 1; bit <= KIND_LAST; bit <<= 1)
		if (strcmp(value, kind_text((uint16_t)bit)) == 0) {
			ctx->kind = (uint16_t)bit;
			return SMIMELINT_OK;
		}
	return ctx_refuse(ctx, "%s: \"%s\" is none of auto, subscriber, subordinate-ca, root-ca, cross-certificate, "
	    "ocsp-signer, crl, delta-crl, ocsp-response", option, value);
}

static smimelint_status
set_covers(struct smimelint_ctx *ctx, const char *option, const char *value)
{
	static const char *const words[] = { "auto", "subscriber", "ca", "both" };

	for (uint8_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(value, words[i]) == 0) {
			ctx->covers = i;
			return SMIMELINT_OK;
		}
	return ctx_refuse(ctx, "%s: \"%s\" is none of auto, subscriber, ca, both", option, value);
}

static smimelint_status
set_profile(struct smimelint_ctx *ctx, const char *option, const char *value)
{
	uint16_t kind;
	uint8_t type, gen;

	if (!profile_parse(value, &kind, &type, &gen))
		return ctx_refuse(ctx, "%s: \"%s\" is no profile (such as sponsor-validated/strict)", option, value);
	ctx->kind = kind;
	ctx->type = type;
	ctx->gen = gen;
	return SMIMELINT_OK;
}

static smimelint_status
set_policy_map(struct smimelint_ctx *ctx, const char *option, const char *value)
{
	const char *eq = strchr(value, '=');
	struct policy_map m = { .n = 0 }, *grown;
	uint16_t kind;

	if (eq == NULL ||
	    (m.n = oid_parse(span_sub(span_of(value), 0, (size_t)(eq - value)), m.oid, sizeof m.oid)) == 0)
		return ctx_refuse(ctx, "%s: \"%s\" is not OID=PROFILE", option, value);
	if (!profile_parse(eq + 1, &kind, &m.type, &m.gen) || m.type == 0)
		return ctx_refuse(ctx, "%s: \"%s\" is no profile (such as sponsor-validated/strict)", option, eq + 1);
	grown = realloc(ctx->map, (ctx->n_map + 1) * sizeof *grown);
	if (grown == NULL)
		return SMIMELINT_ERR_NOMEM;
	ctx->map = grown;
	ctx->map[ctx->n_map++] = m;
	return SMIMELINT_OK;
}

static smimelint_status
set_upcoming(struct smimelint_ctx *ctx, const char *option, const char *value)
{
	if (strcmp(value, "all") == 0) {
		ctx->upcoming = DAY_NEVER - 1;
		return SMIMELINT_OK;
	}
	return set_day(ctx, option, value, &ctx->upcoming);
}

static smimelint_status
set_scope(struct smimelint_ctx *ctx, const char *option, const char *value)
{
	if (strcmp(value, "auto") != 0 && strcmp(value, "all") != 0)
		return ctx_refuse(ctx, "%s: \"%s\" is neither auto nor all", option, value);
	ctx->scope_all = strcmp(value, "all") == 0;
	return SMIMELINT_OK;
}

/* Rules named by the pattern: their count; `set` is called for each. */
static size_t
each_match(struct smimelint_ctx *ctx, const char *pattern, uint8_t state)
{
	size_t found = 0, i = 0;

	for (size_t t = 0; rule_tables[t] != NULL; t++)
		for (size_t k = 0; k < rule_tables[t]->n; k++, i++)
			if (rule_matches(&rule_tables[t]->rule[k], pattern)) {
				ctx->selected[i] |= state;
				found++;
			}
	return found;
}

static smimelint_status
set_only(struct smimelint_ctx *ctx, const char *option, const char *value)
{
	if (each_match(ctx, value, SELECTED_ONLY) == 0)
		return ctx_refuse(ctx, "%s: no rule, section or source is named \"%s\"", option, value);
	ctx->has_only = true;
	return SMIMELINT_OK;
}

static smimelint_status
set_skip(struct smimelint_ctx *ctx, const char *option, const char *value)
{
	if (each_match(ctx, value, SELECTED_SKIP) == 0)
		return ctx_refuse(ctx, "%s: no rule, section or source is named \"%s\"", option, value);
	return SMIMELINT_OK;
}

static smimelint_status
set_programs(struct smimelint_ctx *ctx, const char *option, const char *value)
{
	unsigned set = 0, bit;

	for (const char *p = value; *p != '\0'; ) {
		size_t n = strcspn(p, ",");

		if ((bit = program_bit((struct span){ (const uint8_t *)p, n })) == 0)
			return ctx_refuse(ctx, "%s: \"%.*s\" is none of ccadb, mozilla, apple, microsoft", option, (int)n, p);
		set |= bit;
		p += n + (p[n] == ',');
	}
	ctx->programs = (uint8_t)(ctx->programs | set);
	return SMIMELINT_OK;
}

static smimelint_status
set_max(struct smimelint_ctx *ctx, const char *option, const char *value)
{
	char *end;
	unsigned long long v = strtoull(value, &end, 10);

	if (*value < '0' || *value > '9' || *end != '\0' || v == 0 || v > (1ull << 30))
		return ctx_refuse(ctx, "%s: \"%s\" is no number of octets from 1 to 2^30", option, value);
	ctx->max_certificate = (size_t)v;
	return SMIMELINT_OK;
}

static smimelint_status
set_at(struct smimelint_ctx *ctx, const char *option, const char *value)
{
	smimelint_status st = set_day(ctx, option, value, &ctx->at);

	ctx->options.day_given = ctx->at != DAY_NEVER;
	return st;
}

static smimelint_status
set_entries_held(struct smimelint_ctx *ctx, const char *option, const char *value)
{
	char *end;
	unsigned long long n = strtoull(value, &end, 10);

	if (value[0] < '0' || value[0] > '9' || *end != '\0' || n > SIZE_MAX / 8)
		return ctx_refuse(ctx, "%s: \"%s\" is no number of entries", option, value);
	ctx->entries_held = (size_t)n;
	return SMIMELINT_OK;
}

static smimelint_status
set_current(struct smimelint_ctx *ctx, const char *option, const char *value)
{
	struct ev_time t = { .seconds = 0 };
	int32_t day;

	if (day_parse(value, &day))
		t.seconds = day * SECONDS_PER_DAY;
	else if (!ev_time_parse((struct span){ (const uint8_t *)value, strlen(value) }, &t))
		return ctx_refuse(ctx, "%s: \"%s\" is no date, and no time such as 2026-07-01T09:30:00Z", option, value);
	ctx->options.current_given = true;
	ctx->options.current = t.seconds;
	return SMIMELINT_OK;
}

static smimelint_status
set_issued_complete(struct smimelint_ctx *ctx, const char *option, const char *value)
{
	return set_yes_no(ctx, option, value, &ctx->options.issued_complete);
}

static smimelint_status
set_sequence(struct smimelint_ctx *ctx, const char *option, const char *value)
{
	return set_yes_no(ctx, option, value, &ctx->whole_series);
}

static smimelint_status
set_tbs(struct smimelint_ctx *ctx, const char *option, const char *value)
{
	smimelint_status st = set_yes_no(ctx, option, value, &ctx->tbs);

	ctx->options.unsigned_input = ctx->tbs;
	return st;
}

static smimelint_status
set_strict(struct smimelint_ctx *ctx, const char *option, const char *value)
{
	return set_yes_no(ctx, option, value, &ctx->strict_readings);
}

static smimelint_status
set_deep(struct smimelint_ctx *ctx, const char *option, const char *value)
{
	return set_yes_no(ctx, option, value, &ctx->options.deep_keys);
}

static smimelint_status
set_affiliated(struct smimelint_ctx *ctx, const char *option, const char *value)
{
	return set_answer(ctx, option, value, &ctx->options.ca_affiliated);
}

static smimelint_status
set_dedicated(struct smimelint_ctx *ctx, const char *option, const char *value)
{
	return set_answer(ctx, option, value, &ctx->options.ca_dedicated);
}

static smimelint_status
set_constrained(struct smimelint_ctx *ctx, const char *option, const char *value)
{
	return set_answer(ctx, option, value, &ctx->options.ca_constrained);
}

static smimelint_status
set_require(struct smimelint_ctx *ctx, const char *option, const char *value)
{
	ctx->evidence.require_full = strcmp(value, "full") == 0;
	return set_yes_no(ctx, option, ctx->evidence.require_full ? "yes" : value, &ctx->evidence.require);
}

static smimelint_status
set_skew(struct smimelint_ctx *ctx, const char *option, const char *value)
{
	char *end;
	unsigned long n = strtoul(value, &end, 10);

	if (*value < '0' || *value > '9' || *end != '\0' || n > 86400)
		return ctx_refuse(ctx, "%s: \"%s\" is no number of seconds up to 86400", option, value);
	ctx->evidence.clock_skew = (int64_t)n;
	return SMIMELINT_OK;
}

static smimelint_status
set_clock(struct smimelint_ctx *ctx, const char *option, const char *value)
{
	if (!ev_time_parse((struct span){ (const uint8_t *)value, strlen(value) }, &ctx->evidence.now))
		return ctx_refuse(ctx, "%s: \"%s\" is no time such as 2026-07-01T09:30:00Z", option, value);
	return SMIMELINT_OK;
}

static smimelint_status
set_now(struct smimelint_ctx *ctx, const char *option, const char *value)
{
	smimelint_status st = set_clock(ctx, option, value);

	if (st == SMIMELINT_OK) {
		ctx->options.now_given = true;
		ctx->options.now = ctx->evidence.now.seconds;
	}
	return st;
}

/* A longer list takes the place of the one that it begins with. */
static smimelint_status
set_issuer_domain(struct smimelint_ctx *ctx, const char *option, const char *value)
{
	struct ev_options *o = &ctx->evidence;
	struct span *list, name = { (const uint8_t *)value, strlen(value) };

	if (!caa_is_ldh(name))
		return ctx_refuse(ctx, "%s: \"%s\" is no domain name", option, value);
	name.p = (const uint8_t *)arena_printf(&ctx->evidence_arena, "%s", value);
	list = arena_array(&ctx->evidence_arena, o->n_issuer_domain + 1u, sizeof *list);
	if (list == NULL || ctx->evidence_arena.failed)
		return SMIMELINT_ERR_NOMEM;
	if (o->n_issuer_domain > 0)
		memcpy(list, o->issuer_domain, o->n_issuer_domain * sizeof *list);
	list[o->n_issuer_domain++] = name;
	o->issuer_domain = list;
	return SMIMELINT_OK;
}

static smimelint_status
set_mpic_phase(struct smimelint_ctx *ctx, const char *option, const char *value)
{
	if (strcmp(value, "attempt") != 0 && strcmp(value, "issuance") != 0)
		return ctx_refuse(ctx, "%s: \"%s\" is neither attempt nor issuance", option, value);
	ctx->evidence.phase_at_issuance = value[0] == 'i';
	return SMIMELINT_OK;
}

static smimelint_status
set_all_caa(struct smimelint_ctx *ctx, const char *option, const char *value)
{
	return set_yes_no(ctx, option, value, &ctx->evidence.all_caa);
}

static smimelint_status
set_issuer(struct smimelint_ctx *ctx, const char *option, const char *value)
{
	if (strcmp(value, "auto") != 0)
		return ctx_refuse(ctx, "%s: \"%s\" is not auto", option, value);
	ctx->issuers_sought = true;
	return SMIMELINT_OK;
}

static const struct {
	const char *name;
	smimelint_status (*set)(struct smimelint_ctx *, const char *option, const char *value);
} options[] = {
	{ "kind", set_kind }, { "covers", set_covers }, { "max-entries-held", set_entries_held },
	{ "current", set_current }, { "issued-complete", set_issued_complete }, { "sequence", set_sequence },
	{ "profile", set_profile }, { "policy-map", set_policy_map },
	{ "at", set_at }, { "upcoming", set_upcoming }, { "tbs", set_tbs }, { "scope", set_scope },
	{ "only", set_only }, { "skip", set_skip }, { "programs", set_programs },
	{ "deep-keys", set_deep }, { "strict-readings", set_strict },
	{ "ca-affiliated", set_affiliated }, { "ca-dedicated", set_dedicated }, { "ca-constrained", set_constrained },
	{ "max-certificate", set_max }, { "require-evidence", set_require }, { "clock-skew", set_skew },
	{ "clock", set_clock }, { "now", set_now }, { "issuer-domain", set_issuer_domain }, { "mpic-phase", set_mpic_phase },
	{ "mpic-all-caa", set_all_caa }, { "issuer", set_issuer },
};

smimelint_status
smimelint_ctx_set(smimelint_ctx *ctx, const char *option, const char *value)
{
	if (ctx == NULL || option == NULL || value == NULL || !ctx_is_open(ctx))
		return SMIMELINT_ERR_ARG;
	ctx->error[0] = '\0';
	for (size_t i = 0; i < sizeof options / sizeof *options; i++)
		if (strcmp(options[i].name, option) == 0)
			return options[i].set(ctx, option, value);
	return ctx_refuse(ctx, "unknown option \"%s\"", option);
}
