/* SPDX-License-Identifier: Apache-2.0 */
/* config.c - the options of a context: one row each. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "engine/option.h"
#include "evidence/caa.h"

/* Cuts a text behind its last whole character. */
static void
cut_clean(char *text, size_t n)
{
	while (n > 0 && ((unsigned char)text[n] & 0xc0) == 0x80)
		n--;
	text[n] = '\0';
}

/* What the caller gave may hold anything: what is not safe to show becomes question marks. */
static void
make_safe(char *text)
{
	struct span rest = { (const uint8_t *)text, strlen(text) };

	while (rest.n > 0) {
		size_t at = (size_t)(rest.p - (const uint8_t *)text);
		uint32_t code;

		if (!utf8_next(&rest, &code)) {
			rest = span_sub(rest, 1, rest.n - 1);
			text[at] = '?';
		} else if (text_unsafe(code)) {
			memset(text + at, '?', (size_t)(rest.p - (const uint8_t *)text) - at);
		}
	}
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
	make_safe(words);
	memcpy(ctx->error, words, strlen(words) + 1);
	return SMIMELINT_ERR_OPTION;
}

/* ---- values ---- */

static bool
is_word(const char *const *words, const char *value)
{
	for (; *words != NULL; words++)
		if (strcmp(*words, value) == 0)
			return true;
	return false;
}

/* "neither a nor b", "none of a, b, c" */
static smimelint_status
refuse_word(struct smimelint_ctx *ctx, const struct smimelint_option *o, const char *value)
{
	char list[256] = "";
	size_t n = 0;

	while (o->words[n] != NULL)
		n++;
	if (n == 1)
		return ctx_refuse(ctx, "%s: \"%s\" is not %s", o->name, value, o->words[0]);
	if (n == 2)
		return ctx_refuse(ctx, "%s: \"%s\" is neither %s nor %s", o->name, value, o->words[0], o->words[1]);
	for (size_t i = 0, at = 0; i < n && at < sizeof list; i++)
		at += (size_t)snprintf(list + at, sizeof list - at, "%s%s", i > 0 ? ", " : "", o->words[i]);
	return ctx_refuse(ctx, "%s: \"%s\" is none of %s", o->name, value, list);
}

/* Those that are plain words are what the row says. */
smimelint_status
option_set(struct smimelint_ctx *ctx, const struct smimelint_option *o, const char *value)
{
	if ((o->value == VALUE_YES_NO || o->value == VALUE_WORD) && !is_word(o->words, value))
		return refuse_word(ctx, o, value);
	return o->set(ctx, o, value);
}

static bool
is_yes(const char *value)
{
	return strcmp(value, "yes") == 0;
}

static enum answer
answer_of(const char *value)
{
	return is_yes(value) ? ANSWER_YES : ANSWER_NO;
}

static smimelint_status
day_value(struct smimelint_ctx *ctx, const struct smimelint_option *o, const char *value, int32_t *out)
{
	if (!day_parse(value, out))
		return ctx_refuse(ctx, "%s: \"%s\" is no date YYYY-MM-DD", o->name, value);
	return SMIMELINT_OK;
}

/* `of` what: "entries". */
static smimelint_status
number_value(struct smimelint_ctx *ctx, const struct smimelint_option *o, const char *value, const char *of, uint64_t *out)
{
	char *end;
	unsigned long long n;

	/* What is too large for it becomes the largest, which is over every limit. */
	n = strtoull(value, &end, 10);
	if (*value < '0' || *value > '9' || *end != '\0' || n < o->least || n > o->most)
		return ctx_refuse(ctx, "%s: \"%s\" is no number of %s from %llu to %llu", o->name, value, of,
		    (unsigned long long)o->least, (unsigned long long)o->most);
	*out = n;
	return SMIMELINT_OK;
}

/* ---- what each sets ---- */

/* A cross-certificate is linted as a subordinate CA's certificate that says more. */
static bool
kinds_agree(uint16_t said, uint16_t of_profile)
{
	return said == 0 || of_profile == 0 || said == of_profile || (said == KIND_CROSS && of_profile == KIND_SUBCA);
}

/* Both options claim what the inputs are, in whatever order they come: one claim never takes the other away. */
static smimelint_status
claim_kind(struct smimelint_ctx *ctx, const struct smimelint_option *o, uint16_t said, uint16_t of_profile)
{
	if (!kinds_agree(said, of_profile))
		return ctx_refuse(ctx, "%s: the kind asked for is %s, and the profile is one of kind %s", o->name, kind_text(said),
		    kind_text(of_profile));
	ctx->kind_said = said;
	ctx->kind_of_profile = of_profile;
	ctx->kind = said != 0 ? said : of_profile;
	return SMIMELINT_OK;
}

static smimelint_status
set_kind(struct smimelint_ctx *ctx, const struct smimelint_option *o, const char *value)
{
	uint16_t kind = 0;

	for (unsigned bit = 1; bit <= KIND_LAST; bit <<= 1)
		if (strcmp(value, kind_text((uint16_t)bit)) == 0)
			kind = (uint16_t)bit;
	return claim_kind(ctx, o, kind, ctx->kind_of_profile);
}

static const char *const covers_words[] = { "auto", "subscriber", "ca", "both", NULL };

static smimelint_status
set_covers(struct smimelint_ctx *ctx, const struct smimelint_option *o, const char *value)
{
	(void)o;
	ctx->covers = 0;
	while (strcmp(covers_words[ctx->covers], value) != 0)
		ctx->covers++;
	return SMIMELINT_OK;
}

static smimelint_status
set_profile(struct smimelint_ctx *ctx, const struct smimelint_option *o, const char *value)
{
	smimelint_status st;
	uint16_t kind;
	uint8_t type, gen;

	if (!profile_parse(value, &kind, &type, &gen))
		return ctx_refuse(ctx, "%s: \"%s\" is no profile (such as sponsor-validated/strict)", o->name, value);
	if ((st = claim_kind(ctx, o, ctx->kind_said, kind)) != SMIMELINT_OK)
		return st;
	ctx->type = type;
	ctx->gen = gen;
	return SMIMELINT_OK;
}

static smimelint_status
set_policy_map(struct smimelint_ctx *ctx, const struct smimelint_option *o, const char *value)
{
	const char *eq = strchr(value, '=');
	struct policy_map m = { .n = 0 };
	const struct policy_map *same;
	uint16_t kind;

	if (eq == NULL)
		return ctx_refuse(ctx, "%s: \"%s\" is not OID=PROFILE", o->name, value);
	if ((m.n = oid_parse(span_sub(span_of(value), 0, (size_t)(eq - value)), m.oid, sizeof m.oid)) == 0)
		return ctx_refuse(ctx, "%s: \"%.*s\" is no OID", o->name, (int)(eq - value), value);
	if (!profile_parse(eq + 1, &kind, &m.type, &m.gen) || m.type == 0)
		return ctx_refuse(ctx, "%s: \"%s\" is no profile of subscriber certificates (such as sponsor-validated/strict)", o->name, eq + 1);
	if ((same = policy_maps_find(&ctx->maps, (struct span){ m.oid, m.n })) != NULL) {
		if (same->type == m.type && same->gen == m.gen)
			return SMIMELINT_OK;
		return ctx_refuse(ctx, "%s: %.*s stands for two profiles", o->name, (int)(eq - value), value);
	}
	return policy_maps_add(&ctx->maps, m) ? SMIMELINT_OK : SMIMELINT_ERR_NOMEM;
}

static smimelint_status
set_upcoming(struct smimelint_ctx *ctx, const struct smimelint_option *o, const char *value)
{
	if (strcmp(value, "all") == 0) {
		ctx->upcoming = DAY_NEVER - 1;
		return SMIMELINT_OK;
	}
	return day_value(ctx, o, value, &ctx->upcoming);
}

static smimelint_status
set_scope(struct smimelint_ctx *ctx, const struct smimelint_option *o, const char *value)
{
	(void)o;
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
				if (state == SELECTED_ONLY && strcmp(rule_tables[t]->rule[k].id, pattern) == 0)
					ctx->selected[i] |= SELECTED_NAMED;
				found++;
			}
	return found;
}

static smimelint_status
set_only(struct smimelint_ctx *ctx, const struct smimelint_option *o, const char *value)
{
	if (each_match(ctx, value, SELECTED_ONLY) == 0)
		return ctx_refuse(ctx, "%s: no rule, section or source is named \"%s\"", o->name, value);
	ctx->has_only = true;
	return SMIMELINT_OK;
}

static smimelint_status
set_skip(struct smimelint_ctx *ctx, const struct smimelint_option *o, const char *value)
{
	if (each_match(ctx, value, SELECTED_SKIP) == 0)
		return ctx_refuse(ctx, "%s: no rule, section or source is named \"%s\"", o->name, value);
	return SMIMELINT_OK;
}

static smimelint_status
set_programs(struct smimelint_ctx *ctx, const struct smimelint_option *o, const char *value)
{
	unsigned set = 0, bit;

	for (const char *p = value; *p != '\0'; ) {
		size_t n = strcspn(p, ",");

		if ((bit = program_bit((struct span){ (const uint8_t *)p, n })) == 0)
			return ctx_refuse(ctx, "%s: \"%.*s\" is none of ccadb, mozilla, apple, microsoft", o->name, (int)n, p);
		set |= bit;
		p += n + (p[n] == ',');
	}
	ctx->programs = (uint8_t)(ctx->programs | set);
	return SMIMELINT_OK;
}

static smimelint_status
set_max(struct smimelint_ctx *ctx, const struct smimelint_option *o, const char *value)
{
	uint64_t n = 0;
	smimelint_status st = number_value(ctx, o, value, "octets", &n);

	if (st == SMIMELINT_OK)
		ctx->max_certificate = (size_t)n;
	return st;
}

static smimelint_status
set_at(struct smimelint_ctx *ctx, const struct smimelint_option *o, const char *value)
{
	smimelint_status st = day_value(ctx, o, value, &ctx->at);

	ctx->options.day_given = ctx->at != DAY_NEVER;
	return st;
}

static smimelint_status
set_entries_held(struct smimelint_ctx *ctx, const struct smimelint_option *o, const char *value)
{
	uint64_t n = 0;
	smimelint_status st = number_value(ctx, o, value, "entries", &n);

	if (st == SMIMELINT_OK)
		ctx->entries_held = (size_t)n;
	return st;
}

static smimelint_status
set_current(struct smimelint_ctx *ctx, const struct smimelint_option *o, const char *value)
{
	struct ev_time t = { .seconds = 0 };
	int64_t rest = 0;
	int32_t day;

	if (day_parse(value, &day)) {
		t.seconds = day * SECONDS_PER_DAY;
		rest = SECONDS_PER_DAY - 1;
	} else if (!ev_time_parse((struct span){ (const uint8_t *)value, strlen(value) }, &t)) {
		return ctx_refuse(ctx, "%s: \"%s\" is no date, and no time such as 2026-07-01T09:30:00Z", o->name, value);
	}
	ctx->options.current_given = true;
	ctx->options.current = t.seconds;
	ctx->options.current_last = t.seconds + rest;
	return SMIMELINT_OK;
}

static smimelint_status
set_issued_complete(struct smimelint_ctx *ctx, const struct smimelint_option *o, const char *value)
{
	(void)o;
	ctx->options.issued_complete = is_yes(value);
	return SMIMELINT_OK;
}

static smimelint_status
set_sequence(struct smimelint_ctx *ctx, const struct smimelint_option *o, const char *value)
{
	(void)o;
	ctx->options.whole_series = is_yes(value);
	return SMIMELINT_OK;
}

static smimelint_status
set_tbs(struct smimelint_ctx *ctx, const struct smimelint_option *o, const char *value)
{
	(void)o;
	ctx->tbs = ctx->options.unsigned_input = is_yes(value);
	return SMIMELINT_OK;
}

static smimelint_status
set_strict(struct smimelint_ctx *ctx, const struct smimelint_option *o, const char *value)
{
	(void)o;
	ctx->strict_readings = is_yes(value);
	return SMIMELINT_OK;
}

static smimelint_status
set_deep(struct smimelint_ctx *ctx, const struct smimelint_option *o, const char *value)
{
	(void)o;
	ctx->options.deep_keys = is_yes(value);
	return SMIMELINT_OK;
}

static smimelint_status
set_affiliated(struct smimelint_ctx *ctx, const struct smimelint_option *o, const char *value)
{
	(void)o;
	ctx->options.ca_affiliated = answer_of(value);
	return SMIMELINT_OK;
}

static smimelint_status
set_dedicated(struct smimelint_ctx *ctx, const struct smimelint_option *o, const char *value)
{
	(void)o;
	ctx->options.ca_dedicated = answer_of(value);
	return SMIMELINT_OK;
}

static smimelint_status
set_constrained(struct smimelint_ctx *ctx, const struct smimelint_option *o, const char *value)
{
	(void)o;
	ctx->options.ca_constrained = answer_of(value);
	return SMIMELINT_OK;
}

static smimelint_status
set_require(struct smimelint_ctx *ctx, const struct smimelint_option *o, const char *value)
{
	(void)o;
	ctx->evidence.require_full = strcmp(value, "full") == 0;
	ctx->evidence.require = strcmp(value, "no") != 0;
	return SMIMELINT_OK;
}

static smimelint_status
set_skew(struct smimelint_ctx *ctx, const struct smimelint_option *o, const char *value)
{
	uint64_t n = 0;
	smimelint_status st = number_value(ctx, o, value, "seconds", &n);

	if (st == SMIMELINT_OK)
		ctx->evidence.clock_skew = (int64_t)n;
	return st;
}

static smimelint_status
set_clock(struct smimelint_ctx *ctx, const struct smimelint_option *o, const char *value)
{
	if (!ev_time_parse((struct span){ (const uint8_t *)value, strlen(value) }, &ctx->evidence.now))
		return ctx_refuse(ctx, "%s: \"%s\" is no time such as 2026-07-01T09:30:00Z", o->name, value);
	return SMIMELINT_OK;
}

static smimelint_status
set_now(struct smimelint_ctx *ctx, const struct smimelint_option *o, const char *value)
{
	smimelint_status st = set_clock(ctx, o, value);

	if (st == SMIMELINT_OK) {
		ctx->options.now_given = true;
		ctx->options.now = ctx->evidence.now.seconds;
	}
	return st;
}

/* A list that is full is followed by one of twice its room: names cost no more for all those before them. */
static smimelint_status
set_issuer_domain(struct smimelint_ctx *ctx, const struct smimelint_option *o, const char *value)
{
	struct ev_options *e = &ctx->evidence;
	struct span *list = e->issuer_domain, name = { (const uint8_t *)value, strlen(value) };
	size_t n = e->n_issuer_domain;

	if (!caa_is_ldh(name))
		return ctx_refuse(ctx, "%s: \"%s\" is no domain name", o->name, value);
	name.p = (const uint8_t *)arena_printf(&ctx->evidence_arena, "%s", value);
	if ((n & (n - 1)) == 0 && (list = arena_array(&ctx->evidence_arena, n > 0 ? 2 * n : 1, sizeof *list)) != NULL && n > 0)
		memcpy(list, e->issuer_domain, n * sizeof *list);
	if (list == NULL || ctx->evidence_arena.failed)
		return SMIMELINT_ERR_NOMEM;
	list[e->n_issuer_domain++] = name;
	e->issuer_domain = list;
	return SMIMELINT_OK;
}

static smimelint_status
set_mpic_phase(struct smimelint_ctx *ctx, const struct smimelint_option *o, const char *value)
{
	(void)o;
	ctx->evidence.phase_at_issuance = strcmp(value, "issuance") == 0;
	return SMIMELINT_OK;
}

static smimelint_status
set_all_caa(struct smimelint_ctx *ctx, const struct smimelint_option *o, const char *value)
{
	(void)o;
	ctx->evidence.all_caa = is_yes(value);
	return SMIMELINT_OK;
}

static smimelint_status
set_issuer(struct smimelint_ctx *ctx, const struct smimelint_option *o, const char *value)
{
	(void)o;
	(void)value;
	ctx->issuers_sought = true;
	return SMIMELINT_OK;
}

/* ---- the table ---- */

#define WORDS(...) (const char *const[]){ __VA_ARGS__, NULL }
#define YES_NO .words = WORDS("yes", "no"), .value = VALUE_YES_NO
#define WORD(...) .words = WORDS(__VA_ARGS__), .value = VALUE_WORD

const struct smimelint_option option_table[] = {
	{ "kind", set_kind, WORD("auto", "subscriber", "subordinate-ca", "root-ca", "cross-certificate", "ocsp-signer", "crl", "delta-crl",
	    "ocsp-response"), .otherwise = "auto", .text = "what the inputs are" },
	{ "covers", set_covers, .words = covers_words, .value = VALUE_WORD, .otherwise = "auto",
	    .text = "whose status a CRL or an OCSP response tells" },
	{ "max-entries-held", set_entries_held, .value = VALUE_NUMBER, .otherwise = "2000000",
	    .text = "serial numbers of an unsorted CRL that are compared", .most = SIZE_MAX / 8 },
	{ "current", set_current, .value = VALUE_TIME, .text = "CRLs and OCSP responses are to be good at that moment" },
	{ "issued-complete", set_issued_complete, YES_NO, .otherwise = "no", .text = "the certificates added are all that the CA issued" },
	{ "sequence", set_sequence, YES_NO, .otherwise = "no", .text = "the CRLs added are all of their series" },
	{ "profile", set_profile, .value = VALUE_PROFILE, .words = profile_words, .otherwise = "autodetect",
	    .text = "lint as this profile, not as the reserved policy OID says; pkimetal's names are known, too" },
	{ "policy-map", set_policy_map, .value = VALUE_POLICY, .repeats = true, .text = "a policy OID of the CA's own stands for this profile" },
	{ "at", set_at, .value = VALUE_DAY, .text = "judge as if issued on this day, not on each certificate's notBefore" },
	{ "upcoming", set_upcoming, .value = VALUE_DAY, .words = WORDS("all"), .text = "report also what takes effect later, up to this day" },
	{ "tbs", set_tbs, YES_NO, .otherwise = "no", .text = "the inputs are unsigned TBSCertificates, or carry a dummy signature" },
	{ "scope", set_scope, WORD("auto", "all"), .otherwise = "auto", .text = "lint S/MIME certificates only (auto), or all as such" },
	{ "only", set_only, .value = VALUE_PATTERN, .repeats = true,
	    .text = "only these rules: an id or glob, a section (7.1.2.3) or a source (sbr)" },
	{ "skip", set_skip, .value = VALUE_PATTERN, .repeats = true, .text = "not these rules" },
	{ "programs", set_programs, .value = VALUE_WORDS, .words = WORDS("ccadb", "mozilla", "apple", "microsoft"), .repeats = true,
	    .text = "also the rules of these root programs" },
	{ "strict-readings", set_strict, YES_NO, .otherwise = "no", .text = "disputed readings count as errors" },
	{ "deep-keys", set_deep, YES_NO, .otherwise = "no", .text = "also the key checks that take long (close primes, prime powers)" },
	{ "ca-affiliated", set_affiliated, YES_NO, .text = "the CA certificate's subject is an affiliate of its issuer" },
	{ "ca-dedicated", set_dedicated, YES_NO, .text = "the hierarchy is dedicated to S/MIME" },
	{ "ca-constrained", set_constrained, YES_NO, .text = "the CA is said to be technically constrained (SBR 7.1.5)" },
	{ "issuer", set_issuer, WORD("auto"), .text = "issuers are looked for, though none may be given before the first run" },
	{ "max-certificate", set_max, .value = VALUE_NUMBER, .otherwise = "1048576",
	    .text = "octets of the largest certificate read", .least = 1, .most = 1u << 30 },
	{ "require-evidence", set_require, WORD("yes", "no", "full"), .otherwise = "no",
	    .text = "a certificate without a record is an error; full: and so is a record that does not suffice for every rule" },
	{ "issuer-domain", set_issuer_domain, .value = VALUE_DOMAIN, .repeats = true,
	    .text = "an Issuer Domain Name that the CP/CPS discloses for CAA" },
	{ "mpic-phase", set_mpic_phase, WORD("attempt", "issuance"), .otherwise = "attempt",
	    .text = "whose day says how many Network Perspectives are needed" },
	{ "mpic-all-caa", set_all_caa, YES_NO, .otherwise = "no", .text = "every CAA check must be corroborated, whatever the validation" },
	{ "clock-skew", set_skew, .value = VALUE_NUMBER, .otherwise = "5",
	    .text = "seconds by which clocks behind a record may differ", .most = 86400 },
	{ "clock", set_clock, .value = VALUE_TIME, .text = "the time of linting, for rules over evidence" },
	{ "now", set_now, .value = VALUE_TIME, .text = "the moment of linting: notices about the validity of what is to be signed" },
	{ .name = NULL }
};

const struct smimelint_option *
option_find(struct span name)
{
	for (const struct smimelint_option *o = option_table; o->name != NULL; o++)
		if (span_is(name, o->name))
			return o;
	return NULL;
}

smimelint_status
smimelint_ctx_set(smimelint_ctx *ctx, const char *option, const char *value)
{
	const struct smimelint_option *o;

	if (ctx == NULL || option == NULL || value == NULL || !ctx_is_open(ctx))
		return SMIMELINT_ERR_ARG;
	ctx->error[0] = '\0';
	atomic_store(&ctx->leaves_no_rule, false);
	if ((o = option_find(span_of(option))) == NULL)
		return ctx_refuse(ctx, "unknown option \"%s\"", option);
	return option_set(ctx, o, value);
}
