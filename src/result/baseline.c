#include "result/baseline.h"

#include "option/document.h"
#include "option/opt.h"
#include "report/finding.h"

#define REPORT_MAX ((size_t)256 * 1024 * 1024)

/* The parts cannot hold U+001F: reports escape controls. */
const char *
baseline_key(struct arena *a, const char *source, const char *rule, const char *path, const char *value)
{
	return arena_printf(a, "%s\x1f%s\x1f%s\x1f%s%s", path_relative(source), rule, path != NULL ? path : "",
	    value != NULL ? "=" : "", value != NULL ? value : "");
}

struct baseline {
	struct document d;
	struct tally *tally;
	struct arena scratch;		/* for one finding */
};

/* A member that has to be there and is a text, or null where it may be; false after a message. */
static bool
text_of(struct document *d, struct arena *a, const struct json_value *object, const char *name, bool may_be_null,
    const char **text)
{
	const struct json_value *v = json_find(object, name);

	*text = NULL;
	if (v == NULL)
		return document_refuse(d, object, name, "is missing");
	if (may_be_null && v->type == JSON_NULL)
		return true;
	if (v->type != JSON_STRING)
		return document_refuse(d, v, NULL, "a text%s is expected", may_be_null ? " or null" : "");
	*text = arena_printf(a, "%.*s", (int)v->text.n, (const char *)v->text.p);
	return true;
}

static bool
read_finding(struct baseline *b, const char *source, const struct json_value *finding)
{
	static const struct document_member members[] = {
		{ "rule", NULL }, { "severity", NULL }, { "state", NULL }, { "source", NULL }, { "section", NULL },
		{ "since", NULL }, { "message", NULL }, { "value", NULL }, { "path", NULL }, { "offset", NULL },
		{ "length", NULL }, { "reading", NULL }, { "record", NULL }, { "basis", NULL }, { NULL, NULL },
	};
	const char *rule, *path, *value, *state;
	struct arena *a = &b->scratch;

	arena_reset(a);
	if (!document_members(&b->d, finding, members) || !text_of(&b->d, a, finding, "rule", false, &rule) ||
	    !text_of(&b->d, a, finding, "path", true, &path) || !text_of(&b->d, a, finding, "value", true, &value) ||
	    !text_of(&b->d, a, finding, "state", false, &state))
		return false;
	/* What was waived is not known: it counts again without its waiver. */
	if (strcmp(state, "waived") != 0)
		counts_add(b->tally, &b->tally->rules, baseline_key(a, source, rule, path, value), 1);
	if (a->failed || b->tally->failed)
		complain_memory();
	return !a->failed && !b->tally->failed;
}

static bool
read_result(struct baseline *b, const struct json_value *result)
{
	static const struct document_member in_source[] = {
		{ "path", NULL }, { "index", NULL }, { "format", NULL }, { "line", NULL }, { NULL, NULL },
	};
	static const struct document_member in_certificate[] = {
		{ "sha256", NULL }, { "tbs_sha256", NULL }, { "kind", NULL }, { "profile", NULL }, { "profile_from", NULL },
		{ "serial", NULL }, { "subject", NULL }, { "issuer", NULL }, { "not_before", NULL }, { "not_after", NULL },
		{ "mailboxes", NULL }, { NULL, NULL },
	};
	const struct json_value *source = NULL, *certificate = NULL, *findings = NULL;
	const struct document_member members[] = {
		{ "schema", NULL }, { "source", &source }, { "certificate", &certificate }, { "judged_at", NULL },
		{ "status", NULL }, { "findings", &findings }, { "outcomes", NULL }, { "der", NULL }, { NULL, NULL },
	};
	struct document *d = &b->d;
	const char *path;

	if (!document_members(d, result, members))
		return false;
	if (source == NULL || findings == NULL)
		return document_refuse(d, result, source == NULL ? "source" : "findings", "is missing");
	if (certificate != NULL && certificate->type != JSON_NULL && !document_members(d, certificate, in_certificate))
		return false;
	if (!document_members(d, source, in_source) || !text_of(d, &d->arena, source, "path", false, &path))
		return false;
	if (findings->type != JSON_ARRAY)
		return document_refuse(d, findings, NULL, "a list is expected");
	for (const struct json_value *f = findings->child; f != NULL; f = f->next)
		if (!read_finding(b, path, f))
			return false;
	return true;
}

static bool
read_document(struct baseline *b, const struct json_value *root)
{
	const struct json_value *results = NULL;
	const struct document_member members[] = {
		{ "schema", NULL }, { "tool", NULL }, { "run", NULL }, { "results", &results }, { "summary", NULL },
		{ "differences", NULL }, { NULL, NULL },
	};

	if (!document_members(&b->d, root, members))
		return false;
	if (results->type != JSON_ARRAY)
		return document_refuse(&b->d, results, NULL, "a list is expected");
	for (const struct json_value *r = results->child; r != NULL; r = r->next)
		if (!read_result(b, r))
			return false;
	return true;
}

/* A document, an object of NDJSON, or the summary after such objects. */
static bool
read_value(struct baseline *b, const struct json_value *v)
{
	static const struct document_member in_summary[] = {
		{ "schema", NULL }, { "summary", NULL }, { "tool", NULL }, { "run", NULL }, { "differences", NULL },
		{ NULL, NULL },
	};
	struct document *d = &b->d;
	const char *schema;

	if (v->type != JSON_OBJECT)
		return document_refuse(d, v, NULL, "an object is expected");
	if (!text_of(d, &d->arena, v, "schema", false, &schema))
		return false;
	if (strcmp(schema, "smimelint-summary/1") == 0)
		return document_members(d, v, in_summary);
	if (strcmp(schema, "smimelint/1") != 0)
		return document_refuse(d, v, "schema", "\"smimelint/1\" is expected: a report of -f json or ndjson");
	return json_find(v, "results") != NULL ? read_document(b, v) : read_result(b, v);
}

/*
 * A text whose first line is a value of its own is NDJSON; an empty one is the
 * NDJSON report of nothing.  False after a message: memory is out.
 */
static bool
tell_form(struct document *d, bool *ndjson)
{
	struct span rest = d->text, line;
	struct json_fault fault = { "", 0 };
	uint64_t number = 0;

	*ndjson = !json_next_line(&rest, &line, &number) || document_try(d, line, &fault) != NULL;
	arena_reset(&d->arena);
	if (fault.what == NULL && !*ndjson)
		complain_memory();
	return fault.what != NULL || *ndjson;
}

/* The value that a part of the text consists of. */
static bool
read_part(struct baseline *b, struct span part)
{
	const struct json_value *v = document_value(&b->d, part);
	bool ok = v != NULL && read_value(b, v);

	if (ok && b->d.arena.failed)
		complain_memory();
	ok = ok && !b->d.arena.failed;
	arena_reset(&b->d.arena);
	return ok;
}

bool
baseline_read(struct tally *t, const char *path)
{
	struct baseline b = { .tally = t };
	struct span rest, line;
	uint64_t number = 0;
	bool ndjson = false, ok = document_open(&b.d, path, REPORT_MAX) && tell_form(&b.d, &ndjson);

	arena_init(&b.scratch);
	rest = b.d.text;
	if (ok && !ndjson)
		ok = read_part(&b, rest);
	else
		while (ok && json_next_line(&rest, &line, &number))
			ok = read_part(&b, line);
	arena_free(&b.scratch);
	document_close(&b.d);
	return ok;
}
