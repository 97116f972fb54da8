/* SPDX-License-Identifier: Apache-2.0 */
#include "result/baseline.h"

#include <limits.h>

#include "base/text.h"

bool
baseline_key(struct known_key *key, struct key_work *work, struct arena *a, const char *source, const char *rule,
    const char *path, const char *value)
{
	/* The parts cannot hold U+001F: reports escape controls. */
	const char *text = arena_printf(a, "%s\x1f%s\x1f%s\x1f%s%s", source != NULL ? path_relative(source) : "", rule,
	    path != NULL ? path : "", value != NULL ? "=" : "", value != NULL ? value : "");
	uint8_t digest[KEY_MAX_HASH];

	if (a->failed || key_digest(work, KEY_SHA256, span_of(text), digest) < sizeof key->octets)
		return false;
	memcpy(key->octets, digest, sizeof key->octets);
	return true;
}

/* ---- the table ---- */

#define MILDER (sizeof ((struct known *)NULL)->left / sizeof *((struct known *)NULL)->left)

static bool
is_free(const struct known *k)
{
	static const struct known_key none;

	return memcmp(&k->key, &none, sizeof none) == 0;
}

/* The slot where the key is or belongs; there is always a free one. */
static struct known *
slot_of(const struct baseline *b, const struct known_key *key)
{
	uint64_t h;
	size_t i;

	memcpy(&h, key->octets, sizeof h);
	for (i = (size_t)h & (b->cap - 1); !is_free(&b->slot[i]); i = (i + 1) & (b->cap - 1))
		if (memcmp(&b->slot[i].key, key, sizeof *key) == 0)
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
		if (!is_free(&b->slot[i])) {
			struct known *k = slot_of(&bigger, &b->slot[i].key);

			k->key = b->slot[i].key;
			for (size_t m = 0; m < MILDER; m++)
				atomic_init(&k->left[m], atomic_load_explicit(&b->slot[i].left[m], memory_order_relaxed));
		}
	*b = bigger;
	return true;
}

/* The key of a finding of this severity. */
static struct known_key
key_at(struct known_key key, smimelint_level severity)
{
	key.octets[sizeof key.octets - 1] ^= (uint8_t)severity;
	return key;
}

static bool
take_at(const struct baseline *b, struct known_key key, size_t milder)
{
	struct known *k = slot_of(b, &key);
	unsigned left;

	if (is_free(k))
		return false;
	left = atomic_load_explicit(&k->left[milder], memory_order_relaxed);
	while (left > 0)
		if (atomic_compare_exchange_weak_explicit(&k->left[milder], &left, left - 1, memory_order_relaxed,
		    memory_order_relaxed))
			return true;
	return false;
}

bool
baseline_take(const struct baseline *b, const struct known_key *key, smimelint_level severity)
{
	unsigned most = severity == SMIMELINT_UPCOMING ? SMIMELINT_UPCOMING : SMIMELINT_ERROR;

	for (unsigned l = severity; b->cap > 0 && l <= most && l - severity < MILDER; l++)
		if (take_at(b, key_at(*key, (smimelint_level)l), l - severity))
			return true;
	return false;
}

/* ---- the report ---- */

/* A finding that was read; all of them are added once the report has turned out to be one. */
struct read_key {
	struct read_key *next;
	struct known_key key;
};

struct reader {
	struct json_doc *d;
	struct key_work *work;
	struct arena keys;
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
keep_key(struct reader *b, const char *rule, smimelint_level severity, const char *path, const char *value)
{
	struct read_key *k = arena_take(&b->keys, sizeof *k);

	if (k == NULL || !baseline_key(&k->key, b->work, b->d->arena, b->path, rule, path, value)) {
		b->d->error = NULL;
		return false;
	}
	k->key = key_at(k->key, severity);
	k->next = b->last;
	b->last = k;
	b->n++;
	return true;
}

/* Without one it stands for a finding of any. */
static bool
severity_of(struct json_doc *d, const struct json_value *finding, smimelint_level *severity)
{
	const char *name;

	*severity = SMIMELINT_ERROR;
	if (json_find(finding, "severity") == NULL)
		return true;
	if (!text_of(d, finding, "severity", false, &name))
		return false;
	for (unsigned l = SMIMELINT_UPCOMING; l <= SMIMELINT_ERROR; l++)
		if (strcmp(name, smimelint_level_name((smimelint_level)l)) == 0) {
			*severity = (smimelint_level)l;
			return true;
		}
	return json_doc_refuse(d, finding, "severity", "error, warning, notice or upcoming is expected");
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
	smimelint_level severity;

	if (!json_doc_members(d, finding, members) || !text_of(d, finding, "rule", false, &rule) ||
	    !text_of(d, finding, "path", true, &path) || !text_of(d, finding, "value", true, &value) ||
	    !text_of(d, finding, "state", false, &state) || !severity_of(d, finding, &severity))
		return false;
	/* What was waived is not known: it counts again without its waiver. */
	return strcmp(state, "waived") == 0 || keep_key(b, rule, severity, path, value);
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
	struct json_fault fault = { "", 0, false };
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
read_report(struct reader *b, bool ndjson)
{
	struct span rest = b->d->text, line;
	uint64_t number = 0;
	bool ok = ndjson || tell_form(b->d, &ndjson);

	if (ok && !ndjson)
		return read_part(b, rest);
	while (ok && json_next_line(&rest, &line, &number))
		ok = read_part(b, line);
	return ok;
}

static bool
add_keys(struct baseline *b, struct arena *a, const struct reader *r)
{
	if (!make_room(b, a, r->n))
		return false;
	for (const struct read_key *k = r->last; k != NULL; k = k->next) {
		struct known *slot = slot_of(b, &k->key);

		b->used += is_free(slot);
		slot->key = k->key;
		for (size_t m = 0; m < MILDER; m++)
			if (atomic_load_explicit(&slot->left[m], memory_order_relaxed) < UINT_MAX)
				atomic_fetch_add_explicit(&slot->left[m], 1, memory_order_relaxed);
	}
	return true;
}

bool
baseline_add(struct baseline *b, struct arena *a, struct key_work *work, struct json_doc *d, bool lines)
{
	struct reader r = { .d = d, .work = work };
	bool ok;

	arena_init(&r.keys);
	if ((ok = read_report(&r, lines))) {
		d->error = NULL;
		ok = add_keys(b, a, &r);
	}
	arena_free(&r.keys);
	return ok;
}
