/* SPDX-License-Identifier: Apache-2.0 */
/* options.c - the public calls on the list of options, and options as one JSON object. */
#include <stdlib.h>
#include <string.h>

#include "base/json_doc.h"
#include "engine/option.h"

/* ---- the list ---- */

size_t
smimelint_option_count(void)
{
	size_t n = 0;

	while (option_table[n].name != NULL)
		n++;
	return n;
}

const smimelint_option *
smimelint_option_at(size_t i)
{
	return i < smimelint_option_count() ? &option_table[i] : NULL;
}

const smimelint_option *
smimelint_option_find(const char *name)
{
	return name == NULL ? NULL : option_find(span_of(name));
}

const char *
smimelint_option_text(const smimelint_option *o, const char *field)
{
	static const char *const values[] = {
		"yes-no", "word", "words", "day", "time", "number", "profile", "oid=profile", "pattern", "domain-name"
	};

	if (o == NULL || field == NULL)
		return NULL;
	const struct {
		const char *name, *text;
	} columns[] = {
		{ "name", o->name }, { "value", values[o->value] }, { "default", o->otherwise }, { "text", o->text },
		{ "repeats", o->repeats ? "yes" : "no" },
	};
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		if (strcmp(columns[i].name, field) == 0)
			return columns[i].text;
	return NULL;
}

const char *
smimelint_option_word(const smimelint_option *o, size_t i)
{
	if (o == NULL || o->words == NULL)
		return NULL;
	for (const char *const *w = o->words; *w != NULL; w++)
		if (i-- == 0)
			return *w;
	return NULL;
}

/* ---- as JSON ---- */

/* All that options set: what is left alone where one of several is refused. */
struct settings {
	bool has_only, scope_all, tbs, strict_readings, issuers_sought;
	int32_t at, upcoming;
	uint16_t kind, kind_said, kind_of_profile;
	uint8_t type, gen, covers, programs;
	struct rule_options options;
	struct ev_options evidence;
	size_t n_map, max_certificate, entries_held;
	uint8_t *selected;
};

static bool
settings_keep(struct settings *s, const struct smimelint_ctx *ctx)
{
	size_t n = rules_count() + 1;

	s->has_only = ctx->has_only;
	s->scope_all = ctx->scope_all;
	s->tbs = ctx->tbs;
	s->strict_readings = ctx->strict_readings;
	s->issuers_sought = ctx->issuers_sought;
	s->at = ctx->at;
	s->upcoming = ctx->upcoming;
	s->kind = ctx->kind;
	s->kind_said = ctx->kind_said;
	s->kind_of_profile = ctx->kind_of_profile;
	s->type = ctx->type;
	s->gen = ctx->gen;
	s->covers = ctx->covers;
	s->programs = ctx->programs;
	s->options = ctx->options;
	s->evidence = ctx->evidence;
	s->n_map = ctx->maps.n;
	s->max_certificate = ctx->max_certificate;
	s->entries_held = ctx->entries_held;
	s->selected = malloc(n);
	if (s->selected != NULL)
		memcpy(s->selected, ctx->selected, n);
	return s->selected != NULL;
}

static void
settings_take_back(struct smimelint_ctx *ctx, const struct settings *s)
{
	ctx->has_only = s->has_only;
	ctx->scope_all = s->scope_all;
	ctx->tbs = s->tbs;
	ctx->strict_readings = s->strict_readings;
	ctx->issuers_sought = s->issuers_sought;
	ctx->at = s->at;
	ctx->upcoming = s->upcoming;
	ctx->kind = s->kind;
	ctx->kind_said = s->kind_said;
	ctx->kind_of_profile = s->kind_of_profile;
	ctx->type = s->type;
	ctx->gen = s->gen;
	ctx->covers = s->covers;
	ctx->programs = s->programs;
	ctx->options = s->options;
	ctx->evidence = s->evidence;
	policy_maps_keep(&ctx->maps, s->n_map);
	ctx->max_certificate = s->max_certificate;
	ctx->entries_held = s->entries_held;
	memcpy(ctx->selected, s->selected, rules_count() + 1);
}

struct reader {
	struct smimelint_ctx *ctx;
	struct json_doc json;
};

static bool
is_yes_no(const struct smimelint_option *o)
{
	return o->words != NULL && strcmp(o->words[0], "yes") == 0;
}

static const char *
expected(const struct smimelint_option *o)
{
	return o->repeats ? "a text or a list of texts" : is_yes_no(o) ? "true, false or a text" :
	    o->value == VALUE_NUMBER ? "a number" : "a text";
}

/* What smimelint_ctx_set() would take for it; NULL: no value of such an option, or memory is out. */
static const char *
value_text(struct reader *r, const struct smimelint_option *o, const struct json_value *v)
{
	if (v->type == JSON_BOOL && is_yes_no(o))
		return v->yes ? "yes" : "no";
	if (v->type == JSON_STRING || (v->type == JSON_NUMBER && o->value == VALUE_NUMBER)) {
		char *text = arena_take(r->json.arena, v->text.n + 1);

		return text == NULL ? NULL : v->text.n == 0 ? "" : memcpy(text, v->text.p, v->text.n);
	}
	json_doc_refuse(&r->json, v, NULL, "%s is expected", expected(o));
	return NULL;
}

static smimelint_status
read_value(struct reader *r, const struct smimelint_option *o, const struct json_value *v)
{
	const char *value = value_text(r, o, v);
	smimelint_status st;

	if (r->json.arena->failed)
		return SMIMELINT_ERR_NOMEM;
	if (value == NULL)
		return SMIMELINT_ERR_OPTION;
	/* What it says of a value begins with the name, which the pointer has. */
	if ((st = option_set(r->ctx, o, value)) == SMIMELINT_ERR_OPTION)
		json_doc_refuse(&r->json, v, NULL, "%s", r->ctx->error + strlen(o->name) + sizeof ": " - 1);
	return st;
}

static smimelint_status
read_member(struct reader *r, const struct json_value *v)
{
	const struct smimelint_option *o = option_find(v->key);
	smimelint_status st = SMIMELINT_OK;

	if (o == NULL) {
		json_doc_refuse(&r->json, v, NULL, "there is no such option");
		return SMIMELINT_ERR_OPTION;
	}
	if (v->type == JSON_NULL)
		return SMIMELINT_OK;
	if (v->type != JSON_ARRAY || !o->repeats)
		return read_value(r, o, v);
	for (const struct json_value *e = v->child; e != NULL && st == SMIMELINT_OK; e = e->next)
		st = read_value(r, o, e);
	return st;
}

static smimelint_status
read_object(struct reader *r)
{
	const struct json_value *object = json_doc_value(&r->json, r->json.text);
	smimelint_status st = SMIMELINT_OK;

	if (object == NULL)
		return r->json.error == NULL ? SMIMELINT_ERR_NOMEM : SMIMELINT_ERR_OPTION;
	if (object->type != JSON_OBJECT) {
		json_doc_refuse(&r->json, object, NULL, "an object is expected");
		return SMIMELINT_ERR_OPTION;
	}
	for (const struct json_value *v = object->child; v != NULL && st == SMIMELINT_OK; v = v->next)
		st = read_member(r, v);
	return st;
}

smimelint_status
smimelint_ctx_set_json(smimelint_ctx *ctx, const char *json, size_t len)
{
	struct settings before;
	struct arena arena;
	struct reader r = { ctx, { .text = { (const uint8_t *)json, len }, .arena = &arena } };
	smimelint_status st;

	if (ctx == NULL || json == NULL || !ctx_is_open(ctx))
		return SMIMELINT_ERR_ARG;
	ctx->error[0] = '\0';
	atomic_store(&ctx->leaves_no_rule, false);
	if (!settings_keep(&before, ctx))
		return SMIMELINT_ERR_NOMEM;
	arena_init(&arena);
	st = read_object(&r);
	if (st == SMIMELINT_ERR_OPTION && (arena.failed || r.json.error == NULL))
		st = SMIMELINT_ERR_NOMEM;
	if (st == SMIMELINT_ERR_OPTION)
		ctx_refuse(ctx, "%s", r.json.error);
	if (st != SMIMELINT_OK)
		settings_take_back(ctx, &before);
	arena_free(&arena);
	free(before.selected);
	return st;
}
