/* SPDX-License-Identifier: Apache-2.0 */
/*
 * addon.c - libsmimelint for Node.js by Node-API: a context as an external
 * value, and functions over it; index.js makes classes of them.
 */
#define NAPI_VERSION 8
#include <node_api.h>
#include <smimelint.h>
#include <stdlib.h>
#include <string.h>

/* A context and the one run that the thread of its JavaScript needs. */
struct linter {
	smimelint_ctx *ctx;
	smimelint_run *run;
};

/* ---- values ---- */

/* A text of the library; NULL: null. */
static napi_value
text_value(napi_env env, const char *text)
{
	napi_value v = NULL;

	if (text == NULL)
		napi_get_null(env, &v);
	else
		napi_create_string_utf8(env, text, NAPI_AUTO_LENGTH, &v);
	return v;
}

static void
set_text(napi_env env, napi_value object, const char *name, const char *text)
{
	napi_set_named_property(env, object, name, text_value(env, text));
}

/* What is not there is null. */
static void
set_number(napi_env env, napi_value object, const char *name, int there, double n)
{
	napi_value v = NULL;

	if (there)
		napi_create_double(env, n, &v);
	else
		napi_get_null(env, &v);
	napi_set_named_property(env, object, name, v);
}

/* Throws what the library says; code: "MEMORY", "OPTION", "OTHER". */
static napi_value
refuse(napi_env env, smimelint_status st, const char *why)
{
	const char *code = st == SMIMELINT_ERR_NOMEM ? "MEMORY" :
	    st == SMIMELINT_ERR_OPTION || st == SMIMELINT_ERR_INPUT || st == SMIMELINT_ERR_LIMIT ? "OPTION" : "OTHER";

	napi_throw_error(env, code, why != NULL && why[0] != '\0' ? why : smimelint_strerror(st));
	return NULL;
}

/* The arguments of a call, missing ones undefined. */
static void
arguments(napi_env env, napi_callback_info info, size_t n, napi_value *v)
{
	napi_get_cb_info(env, info, &n, v, NULL, NULL);
}

static struct linter *
linter_of(napi_env env, napi_value v)
{
	void *l = NULL;

	if (napi_get_value_external(env, v, &l) != napi_ok || ((struct linter *)l)->ctx == NULL) {
		napi_throw_error(env, "CLOSED", "the linter is closed");
		return NULL;
	}
	return l;
}

/* The octets of a Uint8Array, which index.js has made sure of; they may be at NULL where there are none. */
static int
octets_of(napi_env env, napi_value v, const uint8_t **p, size_t *n)
{
	static const uint8_t nothing[1];
	napi_typedarray_type type;
	void *data = NULL;

	if (napi_get_typedarray_info(env, v, &type, n, &data, NULL, NULL) != napi_ok || type != napi_uint8_array) {
		napi_throw_type_error(env, NULL, "a Uint8Array is expected");
		return 0;
	}
	*p = data != NULL ? data : nothing;
	return 1;
}

/* A copy of a string, to be freed; NULL: it is none, and nothing was thrown. */
static char *
string_of(napi_env env, napi_value v)
{
	size_t n = 0;
	char *text;

	if (napi_get_value_string_utf8(env, v, NULL, 0, &n) != napi_ok || (text = malloc(n + 1)) == NULL)
		return NULL;
	napi_get_value_string_utf8(env, v, text, n + 1, &n);
	return text;
}

/* ---- contexts ---- */

static void
linter_close(struct linter *l)
{
	smimelint_run_free(l->run);
	smimelint_ctx_free(l->ctx);
	l->run = NULL;
	l->ctx = NULL;
}

static void
linter_finalize(napi_env env, void *data, void *hint)
{
	(void)env;
	(void)hint;
	linter_close(data);
	free(data);
}

static napi_value
linter_new(napi_env env, napi_callback_info info)
{
	struct linter *l = calloc(1, sizeof *l);
	smimelint_status st = l == NULL ? SMIMELINT_ERR_NOMEM : smimelint_ctx_new(&l->ctx);
	napi_value v = NULL;

	(void)info;
	if (st == SMIMELINT_OK && napi_create_external(env, l, linter_finalize, NULL, &v) == napi_ok)
		return v;
	if (l != NULL)
		linter_finalize(env, l, NULL);
	return refuse(env, st, NULL);
}

static napi_value
linter_free(napi_env env, napi_callback_info info)
{
	napi_value v[1];
	void *l = NULL;

	arguments(env, info, 1, v);
	if (napi_get_value_external(env, v[0], &l) == napi_ok)
		linter_close(l);
	return NULL;
}

typedef smimelint_status add_fn(smimelint_ctx *, const char *, size_t);

static smimelint_status
add_issuer(smimelint_ctx *ctx, const char *der, size_t n)
{
	return smimelint_ctx_add_issuer(ctx, (const uint8_t *)der, n);
}

static smimelint_status
add_certificate(smimelint_ctx *ctx, const char *der, size_t n)
{
	return smimelint_ctx_add_certificate(ctx, (const uint8_t *)der, n);
}

static smimelint_status
add_previous(smimelint_ctx *ctx, const char *der, size_t n)
{
	return smimelint_ctx_add_previous(ctx, (const uint8_t *)der, n);
}

static smimelint_status
add_responder(smimelint_ctx *ctx, const char *der, size_t n)
{
	return smimelint_ctx_add_responder(ctx, (const uint8_t *)der, n);
}

/* Records, and nothing else. */
static smimelint_status
add_evidence(smimelint_ctx *ctx, const char *name, const char *json, size_t n)
{
	smimelint_status st = smimelint_ctx_add_evidence(ctx, name, json, n);

	return st == SMIMELINT_OK ? smimelint_ctx_check_evidence(ctx) : st;
}

static const struct {
	const char *name;
	add_fn *add;
} documents[] = {
	{ "options", smimelint_ctx_set_json }, { "issuer", add_issuer },
	{ "certificate", add_certificate }, { "previous", add_previous }, { "responder", add_responder }, { "ca-profile", smimelint_ctx_add_ca_profile },
	{ "baseline", smimelint_ctx_add_baseline }, { "perspectives", smimelint_ctx_add_perspectives }, { "psl", smimelint_ctx_add_psl },
	{ "weak-keys", smimelint_ctx_add_weak_keys },
};

/* add(linter, what, octets, extra): extra is the day of waivers, the name of evidence. */
static napi_value
linter_add(napi_env env, napi_callback_info info)
{
	smimelint_status st = SMIMELINT_ERR_ARG;
	char *what, *name = NULL;
	struct linter *l;
	const uint8_t *p;
	napi_value v[4];
	int32_t day = 0;
	size_t n;

	arguments(env, info, 4, v);
	if ((l = linter_of(env, v[0])) == NULL || !octets_of(env, v[2], &p, &n))
		return NULL;
	if ((what = string_of(env, v[1])) == NULL)
		return refuse(env, SMIMELINT_ERR_NOMEM, NULL);
	if (strcmp(what, "waivers") == 0 && napi_get_value_int32(env, v[3], &day) == napi_ok)
		st = smimelint_ctx_add_waivers(l->ctx, (const char *)p, n, day);
	else if (strcmp(what, "evidence") == 0 && (name = string_of(env, v[3])) != NULL)
		st = add_evidence(l->ctx, name, (const char *)p, n);
	for (size_t i = 0; i < sizeof documents / sizeof *documents; i++)
		if (strcmp(what, documents[i].name) == 0)
			st = documents[i].add(l->ctx, (const char *)p, n);
	free(what);
	free(name);
	if (st == SMIMELINT_ERR_ARG && l->run != NULL)
		return refuse(env, st, "a linter that has linted takes nothing more");
	return st == SMIMELINT_OK ? NULL : refuse(env, st, smimelint_ctx_error(l->ctx));
}

/* ---- linting ---- */

/* Lints v[1]; NULL: something was thrown. */
static smimelint_run *
run_lint(napi_env env, const napi_value *v)
{
	struct linter *l = linter_of(env, v[0]);
	smimelint_status st = SMIMELINT_OK;
	const uint8_t *p;
	size_t n;

	if (l == NULL || !octets_of(env, v[1], &p, &n))
		return NULL;
	if (l->run == NULL)
		st = smimelint_run_new(&l->run, l->ctx);
	if (st == SMIMELINT_OK)
		st = smimelint_lint(l->run, p, n);
	if (st == SMIMELINT_OK || st == SMIMELINT_ERR_INPUT || st == SMIMELINT_ERR_LIMIT)
		return l->run;
	refuse(env, st, st == SMIMELINT_ERR_OPTION ? smimelint_ctx_error(l->ctx) : NULL);
	return NULL;
}

static napi_value
record_value(napi_env env, const smimelint_finding *f)
{
	napi_value v = NULL;

	if (f->record_file == NULL) {
		napi_get_null(env, &v);
		return v;
	}
	napi_create_object(env, &v);
	set_text(env, v, "file", f->record_file);
	set_number(env, v, "line", 1, (double)f->record_line);
	set_text(env, v, "id", f->record_id);
	return v;
}

static napi_value
finding_value(napi_env env, smimelint_run *run, size_t i)
{
	smimelint_finding f = { .size = sizeof f };
	napi_value v = NULL;
	int octets;

	smimelint_finding_get(run, i, &f);
	octets = f.path != NULL && f.record_file == NULL;
	napi_create_object(env, &v);
	set_text(env, v, "rule", smimelint_rule_text(f.rule, "id"));
	set_text(env, v, "severity", smimelint_level_name(f.severity));
	set_text(env, v, "state", smimelint_state_name(f.state));
	set_text(env, v, "section", f.section);
	set_text(env, v, "citation", f.citation);
	set_number(env, v, "since", f.since != INT32_MIN, f.since);
	set_text(env, v, "message", f.message);
	set_text(env, v, "value", f.value);
	set_text(env, v, "path", f.path);
	set_number(env, v, "offset", octets, f.offset);
	set_number(env, v, "length", octets, f.length);
	set_text(env, v, "reading", f.reading);
	set_text(env, v, "waiver", f.waiver);
	napi_set_named_property(env, v, "record", record_value(env, &f));
	set_text(env, v, "basis", f.basis);
	return v;
}

/* lint(linter, octets): { status, findings } */
static napi_value
lint(napi_env env, napi_callback_info info)
{
	napi_value v[2], result = NULL, list = NULL;
	smimelint_run *run;
	size_t n;

	arguments(env, info, 2, v);
	if ((run = run_lint(env, v)) == NULL)
		return NULL;
	n = smimelint_finding_count(run);
	napi_create_object(env, &result);
	napi_create_array_with_length(env, n, &list);
	for (size_t i = 0; i < n; i++)
		napi_set_element(env, list, (uint32_t)i, finding_value(env, run, i));
	set_text(env, result, "status", smimelint_level_name(smimelint_result_status(run)));
	napi_set_named_property(env, result, "findings", list);
	if (smimelint_run_error(run) != SMIMELINT_OK)
		return refuse(env, SMIMELINT_ERR_NOMEM, NULL);
	return result;
}

/* lintJson(linter, octets, path, index, format, line): a string */
static napi_value
lint_json(napi_env env, napi_callback_info info)
{
	smimelint_source source = { .size = sizeof source };
	napi_value v[6], result = NULL;
	const char *json = NULL;
	char *path, *format;
	int64_t index = 0, line = 0;
	smimelint_run *run;
	size_t n = 0;

	arguments(env, info, 6, v);
	if ((run = run_lint(env, v)) == NULL)
		return NULL;
	source.path = path = string_of(env, v[2]);
	source.format = format = string_of(env, v[4]);
	napi_get_value_int64(env, v[3], &index);
	napi_get_value_int64(env, v[5], &line);
	source.index = (uint64_t)index;
	source.line = (uint64_t)line;
	if (smimelint_result_source(run, &source) == SMIMELINT_OK)
		json = smimelint_result_json(run, 0, &n);
	if (json != NULL)
		napi_create_string_utf8(env, json, n, &result);
	free(path);
	free(format);
	return json != NULL ? result : refuse(env, SMIMELINT_ERR_NOMEM, NULL);
}

/* ---- tables ---- */

static napi_value
version(napi_env env, napi_callback_info info)
{
	(void)info;
	return text_value(env, smimelint_version());
}

static napi_value
rule_value(napi_env env, const smimelint_rule *r)
{
	static const char *const columns[] = { "id", "source", "section", "title", "requires", "explanation", "remedy" };
	char citation[256];
	napi_value v = NULL;

	napi_create_object(env, &v);
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		set_text(env, v, columns[i], smimelint_rule_text(r, columns[i]));
	smimelint_rule_citation(r, citation, sizeof citation);
	set_text(env, v, "citation", citation);
	return v;
}

static napi_value
rules(napi_env env, napi_callback_info info)
{
	size_t n = smimelint_rule_count();
	napi_value list = NULL;

	(void)info;
	napi_create_array_with_length(env, n, &list);
	for (size_t i = 0; i < n; i++)
		napi_set_element(env, list, (uint32_t)i, rule_value(env, smimelint_rule_at(i)));
	return list;
}

static napi_value
option_value(napi_env env, const smimelint_option *o)
{
	static const char *const columns[] = { "name", "value", "default", "text" };
	napi_value v = NULL, words = NULL, repeats = NULL;
	const char *word;

	napi_create_object(env, &v);
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		set_text(env, v, columns[i], smimelint_option_text(o, columns[i]));
	napi_create_array(env, &words);
	for (size_t i = 0; (word = smimelint_option_word(o, i)) != NULL; i++)
		napi_set_element(env, words, (uint32_t)i, text_value(env, word));
	napi_set_named_property(env, v, "words", words);
	napi_get_boolean(env, strcmp(smimelint_option_text(o, "repeats"), "yes") == 0, &repeats);
	napi_set_named_property(env, v, "repeats", repeats);
	return v;
}

static napi_value
options(napi_env env, napi_callback_info info)
{
	size_t n = smimelint_option_count();
	napi_value list = NULL;

	(void)info;
	napi_create_array_with_length(env, n, &list);
	for (size_t i = 0; i < n; i++)
		napi_set_element(env, list, (uint32_t)i, option_value(env, smimelint_option_at(i)));
	return list;
}

NAPI_MODULE_INIT()
{
	static const struct {
		const char *name;
		napi_callback call;
	} functions[] = {
		{ "create", linter_new }, { "free", linter_free }, { "add", linter_add }, { "lint", lint }, { "lintJson", lint_json },
		{ "version", version }, { "rules", rules }, { "options", options },
	};

	for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
		napi_value f = NULL;

		napi_create_function(env, functions[i].name, NAPI_AUTO_LENGTH, functions[i].call, NULL, &f);
		napi_set_named_property(env, exports, functions[i].name, f);
	}
	return exports;
}
