/* SPDX-License-Identifier: Apache-2.0 */
/*
 * record.c - the validation evidence records of a case: a file of
 * testdata/evidence with the changes that the case asks for.
 *
 *	record NAME		testdata/evidence/NAME.json; what follows changes it
 *	set POINTER JSON	the value at this JSON Pointer, there or not yet; "-" is the end of an array
 *	drop POINTER		the member or element is gone
 *	damage OLD -> NEW	the first such octets of the text, whatever that makes of it
 *
 * $sha256, $tbs_sha256, $issuer_name_sha256 and $serial in the text are those
 * of the case's certificate.
 */
#include <stdlib.h>

#include "base/json.h"
#include "tests/recipe/lex.h"
#include "tests/rules/again.h"
#include "tests/rules/run.h"

struct record {
	struct runner *r;
	smimelint_ctx *ctx;
	struct span der;
	const char *name;		/* NULL: none is open */
	const char *text;
	unsigned n;			/* how many there were */
	struct together *before;	/* those that were finished, the last one first */
};

static void
replace(struct record *rec, size_t from, size_t n, const char *with)
{
	rec->text = arena_printf(&rec->r->world.arena, "%.*s%s%s", (int)from, rec->text, with, rec->text + from + n);
}

/* The token of the pointer that begins here, without ~0 and ~1, and what follows. */
static const char *
next_token(struct runner *r, const char **pointer)
{
	struct octets o = OCTETS(&r->world.tool);
	const char *p = *pointer + 1;

	for (; *p != '\0' && *p != '/'; p++) {
		char c = *p;

		if (c == '~' && (p[1] == '0' || p[1] == '1'))
			c = *++p == '0' ? '~' : '/';
		octets_put(&o, &c, 1);
	}
	*pointer = p;
	return lex_copy(&r->world.tool, (const char *)octets_as_span(&o).p, o.n);
}

static const struct json_value *
child(const struct json_value *v, const char *token)
{
	uint32_t index;
	char *end;

	if (v->type != JSON_ARRAY)
		return json_find(v, token);
	index = (uint32_t)strtoul(token, &end, 10);
	if (*end != '\0' || end == token)
		return NULL;
	for (v = v->child; v != NULL && v->index != index; v = v->next)
		continue;
	return v;
}

/* Walks down; *last is the name of what is not there, when the way there is. */
static bool
find(struct record *rec, const char *pointer, const struct json_value **parent, const struct json_value **v,
    const char **last)
{
	struct json_fault f;
	struct span text = { (const uint8_t *)rec->text, strlen(rec->text) };

	*parent = NULL;
	*v = json_read(&rec->r->world.arena, text, NULL, &f);
	while (*v != NULL && *pointer == '/') {
		*parent = *v;
		*last = next_token(rec->r, &pointer);
		*v = child(*parent, *last);
	}
	if (*parent != NULL && *pointer == '\0')
		return true;
	tool_fail(&rec->r->world.tool, "no place %s in record %s", pointer, rec->name);
	return false;
}

static size_t
offset(const struct record *rec, const uint8_t *p)
{
	return (size_t)((const char *)p - rec->text);
}

static void
set(struct record *rec, const char *value)
{
	const char *pointer = lex_word(&rec->r->world.tool, &value), *last = NULL, *with;
	const struct json_value *parent, *v;
	struct arena *a = &rec->r->world.arena;

	value = lex_trim(&rec->r->world.tool, value, strlen(value));
	if (!find(rec, pointer, &parent, &v, &last))
		return;
	if (v != NULL) {
		replace(rec, offset(rec, v->raw.p), v->raw.n, value);
		return;
	}
	with = parent->type == JSON_OBJECT ? arena_printf(a, "\"%s\": %s", last, value) : value;
	replace(rec, offset(rec, parent->raw.p + parent->raw.n - 1), 0,
	    arena_printf(a, "%s%s", parent->n > 0 ? ", " : "", with));
}

void
record_cut(const char *text, const struct json_value *v, size_t *from, size_t *to)
{
	const struct json_value *next = v->next;

	*from = (size_t)((const char *)(v->key.p != NULL ? v->key.p - 1 : v->raw.p) - text);
	*to = (size_t)((const char *)v->raw.p + v->raw.n - text);
	if (next != NULL)
		*to = (size_t)((const char *)(next->key.p != NULL ? next->key.p - 1 : next->raw.p) - text);
	else
		while (*from > 0 && text[*from - 1] != '{' && text[*from - 1] != '[' && text[*from] != ',')
			--*from;
}

static void
drop(struct record *rec, const char *pointer)
{
	const struct json_value *parent, *v;
	const char *last = NULL;
	size_t from, to;

	if (!find(rec, pointer, &parent, &v, &last))
		return;
	if (v == NULL) {
		tool_fail(&rec->r->world.tool, "nothing to drop at %s in record %s", pointer, rec->name);
		return;
	}
	record_cut(rec->text, v, &from, &to);
	replace(rec, from, to - from, "");
}

static void
damage(struct record *rec, const char *value)
{
	const char *arrow = strstr(value, " -> "), *old, *at;

	old = arrow != NULL ? lex_copy(&rec->r->world.tool, value, (size_t)(arrow - value)) : value;
	if (arrow == NULL || (at = strstr(rec->text, old)) == NULL)
		tool_fail(&rec->r->world.tool, "damage: \"%s\" is not in record %s", old, rec->name);
	else
		replace(rec, (size_t)(at - rec->text), strlen(old), arrow + 4);
}

/* Puts the certificate's facts in. */
static void
fill(struct record *rec)
{
	static const char *const facts[] = { "tbs_sha256", "issuer_name_sha256", "sha256", "serial" };
	smimelint_ctx *ctx = NULL;
	smimelint_run *run = NULL;
	const char *at;

	/* Facts want no rule; there is no context without any. */
	if (smimelint_ctx_new(&ctx) == SMIMELINT_OK && smimelint_ctx_set(ctx, "only", "x690.certificate.unreadable") == SMIMELINT_OK &&
	    smimelint_run_new(&run, ctx) == SMIMELINT_OK) {
		smimelint_lint(run, rec->der.p, rec->der.n);
		for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
			const char *mark = arena_printf(&rec->r->world.arena, "$%s", facts[i]);
			const char *fact = smimelint_fact(run, facts[i]);

			while ((at = strstr(rec->text, mark)) != NULL)
				replace(rec, (size_t)(at - rec->text), strlen(mark), fact != NULL ? fact : "none");
		}
	}
	smimelint_run_free(run);
	smimelint_ctx_free(ctx);
}

/* The record is as it should be: gives it to the context. */
static void
finish(struct record *rec)
{
	if (rec->name == NULL)
		return;
	fill(rec);
	rec->n++;
	if (rec->ctx == NULL)
		return;
	if (smimelint_ctx_add_evidence(rec->ctx, rec->name, rec->text, strlen(rec->text)) != SMIMELINT_OK)
		tool_fail(&rec->r->world.tool, "record %s: %s", rec->name, smimelint_ctx_error(rec->ctx));
}

static void
keep(struct record *rec)
{
	struct together *t = rec->name != NULL ? arena_take(&rec->r->world.arena, sizeof *t) : NULL;

	if (t == NULL)
		return;
	*t = (struct together){ rec->before, rec->text };
	rec->before = t;
}

static void
begin(struct record *rec, const char *name)
{
	const char *path = arena_printf(&rec->r->world.arena, "testdata/evidence/%s.json", name);
	size_t n;

	finish(rec);
	keep(rec);
	rec->name = name;
	if ((rec->text = file_read(&rec->r->world.tool, path, &n)) == NULL)
		rec->text = "";
}

bool
is_record_setting(const struct setting *s)
{
	return strcmp(s->name, "record") == 0 || strcmp(s->name, "set") == 0 || strcmp(s->name, "drop") == 0 ||
	    strcmp(s->name, "damage") == 0;
}

static void
apply(struct record *rec, const struct setting *s)
{
	struct tool *t = &rec->r->world.tool;

	for (; s != NULL && tool_ok(t); s = s->next) {
		if (strcmp(s->name, "record") == 0)
			begin(rec, s->value);
		else if (is_record_setting(s) && rec->name == NULL)
			tool_fail(t, "%s stands before the first record", s->name);
		else if (strcmp(s->name, "set") == 0)
			set(rec, s->value);
		else if (strcmp(s->name, "drop") == 0)
			drop(rec, s->value);
		else if (strcmp(s->name, "damage") == 0)
			damage(rec, s->value);
	}
	if (tool_ok(t))
		finish(rec);
}

bool
add_records(struct runner *r, smimelint_ctx *ctx, const struct setting *s, struct span der)
{
	apply(&(struct record){ .r = r, .ctx = ctx, .der = der }, s);
	return tool_ok(&r->world.tool);
}

const char *
record_text(struct runner *r, const struct setting *s, struct span der, const struct together **before)
{
	struct record rec = { .r = r, .der = der };

	apply(&rec, s);
	*before = rec.before;
	return tool_ok(&r->world.tool) && rec.n > 0 ? rec.text : NULL;
}
