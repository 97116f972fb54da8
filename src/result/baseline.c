/* SPDX-License-Identifier: Apache-2.0 */
#include "result/baseline.h"

#include "base/text.h"

/* The parts cannot hold U+001F: reports escape controls. */
const char *
baseline_key(struct arena *a, const char *source, const char *rule, const char *path, const char *value)
{
	return arena_printf(a, "%s\x1f%s\x1f%s\x1f%s%s", source != NULL ? path_relative(source) : "", rule, path != NULL ? path : "",
	    value != NULL ? "=" : "", value != NULL ? value : "");
}

/* ---- the table ---- */

/* The slot where the key is or belongs (FNV-1a); there is always a free one. */
static struct known *
slot_of(const struct baseline *b, const char *key)
{
	uint64_t h = UINT64_C(14695981039346656037);
	size_t i;

	for (const char *p = key; *p != '\0'; p++)
		h = (h ^ (unsigned char)*p) * UINT64_C(1099511628211);
	for (i = (size_t)h & (b->cap - 1); b->slot[i].key != NULL; i = (i + 1) & (b->cap - 1))
		if (strcmp(b->slot[i].key, key) == 0)
			break;
	return &b->slot[i];
}

/* Room for n entries more; what was there stays in the arena, unused. */
static bool
make_room(struct baseline *b, struct arena *a, size_t n)
{
	struct baseline bigger = { .cap = b->cap == 0 ? 64 : b->cap, .used = b->used };

	while (bigger.cap / 2 < b->used + n)
		bigger.cap *= 2;
	if (bigger.cap == b->cap)
		return true;
	if ((bigger.slot = arena_array(a, bigger.cap, sizeof *bigger.slot)) == NULL)
		return false;
	for (size_t i = 0; i < b->cap; i++)
		if (b->slot[i].key != NULL) {
			struct known *k = slot_of(&bigger, b->slot[i].key);

			k->key = b->slot[i].key;
			atomic_init(&k->left, atomic_load_explicit(&b->slot[i].left, memory_order_relaxed));
		}
	*b = bigger;
	return true;
}

bool
baseline_take(const struct baseline *b, const char *key)
{
	struct known *k = b->cap > 0 ? slot_of(b, key) : NULL;
	unsigned long long left;

	if (k == NULL || k->key == NULL)
		return false;
	left = atomic_load_explicit(&k->left, memory_order_relaxed);
	while (left > 0)
		if (atomic_compare_exchange_weak_explicit(&k->left, &left, left - 1, memory_order_relaxed,
		    memory_order_relaxed))
			return true;
	return false;
}

/* ---- the report ---- */

/* A finding that was read; all of them are added once the report has turned out to be one. */
struct read_key {
	struct read_key *next;
	const char *key;
};

struct reader {
	struct json_doc *d;
	struct arena *keep;		/* for keys */
	struct read_key *last;
	size_t n;
	const char *path;		/* of the result at hand */
};

/* A member that has to be there and is a text, or null where it may be; false: d->error says what is wrong. */
static bool
text_of(struct json_doc *d, const struct json_value *object, const char *name, bool may_be_null, const char **text)
{
	const struct json_value *v = json_find(object, name);

	*text = NULL;
	if (v == NULL)
		return json_doc_refuse(d, object, name, "is missing");
	if (may_be_null && v->type == JSON_NULL)
		return true;
	if (v->type != JSON_STRING)
		return json_doc_refuse(d, v, NULL, "a text%s is expected", may_be_null ? " or null" : "");
	*text = arena_printf(d->arena, "%.*s", (int)v->text.n, (const char *)v->text.p);
	return true;
}

static bool
keep_key(struct reader *b, const char *key)
{
	struct read_key *k = arena_take(b->keep, sizeof *k);

	if (k == NULL || b->keep->failed) {
		b->d->error = NULL;
		return false;
	}
	*k = (struct read_key){ b->last, key };
	b->last = k;
	b->n++;
	return true;
}

static bool
read_finding(struct reader *b, const struct json_value *finding)
{
	static const struct json_doc_member members[] = {
		{ "rule", NULL }, { "severity", NULL }, { "state", NULL }, { "source", NULL }, { "section", NULL },
		{ "since", NULL }, { "message", NULL }, { "value", NULL }, { "path", NULL }, { "offset", NULL },
		{ "length", NULL }, { "reading", NULL }, { "record", NULL }, { "basis", NULL }, { NULL, NULL },
	};
	const char *rule, *path, *value, *state;
	struct json_doc *d = b->d;

	if (!json_doc_members(d, finding, members) || !text_of(d, finding, "rule", false, &rule) ||
	    !text_of(d, finding, "path", true, &path) || !text_of(d, finding, "value", true, &value) ||
	    !text_of(d, finding, "state", false, &state))
		return false;
	/* What was waived is not known: it counts again without its waiver. */
	return strcmp(state, "waived") == 0 || keep_key(b, baseline_key(b->keep, b->path, rule, path, value));
}

static bool
read_result(struct reader *b, const struct json_value *result)
{
	static const struct json_doc_member in_source[] = {
		{ "path", NULL }, { "index", NULL }, { "format", NULL }, { "line", NULL }, { NULL, NULL },
	};
	static const struct json_doc_member in_certificate[] = {
		{ "sha256", NULL }, { "tbs_sha256", NULL }, { "kind", NULL }, { "profile", NULL }, { "profile_from", NULL },
		{ "serial", NULL }, { "subject", NULL }, { "issuer", NULL }, { "not_before", NULL }, { "not_after", NULL },
		{ "mailboxes", NULL }, { NULL, NULL },
	};
	const struct json_value *source = NULL, *certificate = NULL, *findings = NULL;
	const struct json_doc_member members[] = {
		{ "schema", NULL }, { "source", &source }, { "certificate", &certificate }, { "crl", NULL }, { "ocsp", NULL },
		{ "judged_at", NULL },
		{ "status", NULL }, { "findings", &findings }, { "not_evaluated", NULL }, { "not_evaluated_rules", NULL },
		{ "outcomes", NULL }, { "der", NULL }, { NULL, NULL },
	};
	struct json_doc *d = b->d;

	if (!json_doc_members(d, result, members))
		return false;
	if (source == NULL || findings == NULL)
		return json_doc_refuse(d, result, source == NULL ? "source" : "findings", "is missing");
	if (certificate != NULL && certificate->type != JSON_NULL && !json_doc_members(d, certificate, in_certificate))
		return false;
	if (!json_doc_members(d, source, in_source) || !text_of(d, source, "path", true, &b->path))
		return false;
	if (findings->type != JSON_ARRAY)
		return json_doc_refuse(d, findings, NULL, "a list is expected");
	for (const struct json_value *f = findings->child; f != NULL; f = f->next)
		if (!read_finding(b, f))
			return false;
	return true;
}

static bool
read_document(struct reader *b, const struct json_value *root)
{
	const struct json_value *results = NULL;
	const struct json_doc_member members[] = {
		{ "schema", NULL }, { "tool", NULL }, { "run", NULL }, { "results", &results }, { "summary", NULL },
		{ "skipped", NULL },
		{ "differences", NULL }, { NULL, NULL },
	};

	if (!json_doc_members(b->d, root, members))
		return false;
	if (results->type != JSON_ARRAY)
		return json_doc_refuse(b->d, results, NULL, "a list is expected");
	for (const struct json_value *r = results->child; r != NULL; r = r->next)
		if (!read_result(b, r))
			return false;
	return true;
}

/* A document, an object of NDJSON, or the summary after such objects. */
static bool
read_value(struct reader *b, const struct json_value *v)
{
	static const struct json_doc_member in_summary[] = {
		{ "schema", NULL }, { "summary", NULL }, { "tool", NULL }, { "run", NULL }, { "skipped", NULL },
		{ "differences", NULL },
		{ NULL, NULL },
	};
	struct json_doc *d = b->d;
	const char *schema;

	if (v->type != JSON_OBJECT)
		return json_doc_refuse(d, v, NULL, "an object is expected");
	if (!text_of(d, v, "schema", false, &schema))
		return false;
	if (strcmp(schema, "smimelint-summary/1") == 0)
		return json_doc_members(d, v, in_summary);
	if (strcmp(schema, "smimelint/1") != 0)
		return json_doc_refuse(d, v, "schema", "\"smimelint/1\" is expected: a report of -f json or ndjson");
	return json_find(v, "results") != NULL ? read_document(b, v) : read_result(b, v);
}

/*
 * A text whose first line is a value of its own is NDJSON; an empty one is the
 * NDJSON report of nothing.  False: memory is out.
 */
static bool
tell_form(struct json_doc *d, bool *ndjson)
{
	struct span rest = d->text, line;
	struct json_fault fault = { "", 0 };
	uint64_t number = 0;

	*ndjson = !json_next_line(&rest, &line, &number) || json_doc_try(d, line, &fault) != NULL;
	arena_reset(d->arena);
	return fault.what != NULL || *ndjson;
}

/* The value that a part of the text consists of. */
static bool
read_part(struct reader *b, struct span part)
{
	const struct json_value *v = json_doc_value(b->d, part);

	if (v == NULL || !read_value(b, v))
		return false;
	if (b->d->arena->failed) {
		b->d->error = NULL;
		return false;
	}
	arena_reset(b->d->arena);
	return true;
}

static bool
read_report(struct reader *b)
{
	struct span rest = b->d->text, line;
	uint64_t number = 0;
	bool ndjson = false, ok = tell_form(b->d, &ndjson);

	if (ok && !ndjson)
		return read_part(b, rest);
	while (ok && json_next_line(&rest, &line, &number))
		ok = read_part(b, line);
	return ok;
}

bool
baseline_add(struct baseline *b, struct arena *a, struct json_doc *d)
{
	struct reader r = { .d = d, .keep = a };

	if (!read_report(&r))
		return false;
	d->error = NULL;
	if (!make_room(b, a, r.n))
		return false;
	for (const struct read_key *k = r.last; k != NULL; k = k->next) {
		struct known *slot = slot_of(b, k->key);

		b->used += slot->key == NULL;
		slot->key = k->key;
		atomic_fetch_add_explicit(&slot->left, 1, memory_order_relaxed);
	}
	return true;
}
