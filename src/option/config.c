/* SPDX-License-Identifier: Apache-2.0 */
#include "option/config.h"

#include <stdlib.h>
#include <string.h>

#include "base/json_doc.h"

struct config {
	struct json_doc json;
	const char *path;
	struct opt_line line;		/* what the file gives */
	size_t at;			/* the octet whose line is known: values come in the order of the text */
	uint64_t number;		/* its line, from 0 */
};

/* "FILE:LINE: /NAME" */
static const char *
place_of(struct config *c, const struct json_value *v)
{
	for (size_t to = (size_t)(v->raw.p - c->json.text.p); c->at < to; c->at++)
		c->number += c->json.text.p[c->at] == '\n';
	return arena_printf(c->json.arena, "%s:%llu: %s", c->path, (unsigned long long)c->number + 1,
	    json_pointer(c->json.arena, v, NULL));
}

static const char *
expected(const struct opt *o)
{
	return o->repeats && o->takes != TAKES_NOTHING ? "a text or a list of texts" :
	    o->takes == TAKES_VALUE ? "a text or a whole number" : o->takes == TAKES_NOTHING ? "true or false" : "true, false or a text";
}

static bool
config_value(struct config *c, const struct opt *o, const struct json_value *v)
{
	const char *value = NULL;
	int64_t n;

	if (v->type == JSON_STRING && o->takes != TAKES_NOTHING)
		value = arena_printf(c->json.arena, "%.*s", (int)v->text.n, (const char *)v->text.p);
	else if (o->takes == TAKES_VALUE && json_int64(v, &n))
		value = arena_printf(c->json.arena, "%lld", (long long)n);
	else if (v->type == JSON_BOOL && !v->yes && o->takes != TAKES_VALUE)
		return true;
	else if (v->type != JSON_BOOL || o->takes == TAKES_VALUE)
		return json_doc_refuse(&c->json, v, NULL, "%s is expected", expected(o));
	if (opt_lacks_file(o, value))
		return json_doc_refuse(&c->json, v, NULL, "the name of a file is missing");
	c->line.given[c->line.n_given++] = (struct opt_given){ o, value, place_of(c, v) };
	return true;
}

static bool
config_member(struct config *c, const struct opt *o, const struct json_value *v)
{
	if (v->type == JSON_NULL)
		return true;
	if (v->type != JSON_ARRAY || !o->repeats)
		return config_value(c, o, v);
	for (const struct json_value *e = v->child; e != NULL; e = e->next)
		if (e->type != JSON_STRING || o->takes == TAKES_NOTHING)
			return json_doc_refuse(&c->json, e, NULL, "%s is expected", expected(o));
		else if (!config_value(c, o, e))
			return false;
	return true;
}

/* The option that a member names; NULL: see json.error. */
static const struct opt *
config_option(struct config *c, const struct json_value *v)
{
	const struct opt *o = opt_find(CMD_LINT, arena_printf(c->json.arena, "%.*s", (int)v->key.n, (const char *)v->key.p));

	if (o == NULL || o->id == OPT_CONFIG || o->id == OPT_HELP || o->id == OPT_VERSION)
		json_doc_refuse(&c->json, v, NULL, "there is no such option");
	else
		return o;
	return NULL;
}

/* How many options a file can hold at most: one per member or list element. */
static size_t
config_size(const struct json_value *object)
{
	size_t n = 0;

	for (const struct json_value *v = object->child; v != NULL; v = v->next)
		n += 1 + (size_t)v->n;
	return n;
}

static bool
config_object(struct config *c, const struct json_value *object)
{
	for (const struct json_value *v = object->child; v != NULL; v = v->next) {
		const struct opt *o = config_option(c, v);

		if (o == NULL || !config_member(c, o, v))
			return false;
	}
	return !c->json.arena->failed;
}

/* The options of the file, before those of the command line. */
static bool
config_options(struct config *c, const struct opt_line *line)
{
	const struct json_value *object = json_doc_value(&c->json, c->json.text);

	if (object == NULL)
		return false;
	if (object->type != JSON_OBJECT)
		return json_doc_refuse(&c->json, object, NULL, "an object is expected");
	c->line.given = calloc(config_size(object) + line->n_given + 1, sizeof *c->line.given);
	return c->line.given != NULL && config_object(c, object);
}

static bool
is_given(const struct opt_line *line, const char *name)
{
	for (size_t i = 0; i < line->n_given; i++)
		if (strcmp(line->given[i].opt->name, name) == 0)
			return true;
	return false;
}

/* What the command line gives takes the place of what the file says, lists too. */
static void
config_yield(struct opt_line *file, const struct opt_line *line)
{
	size_t kept = 0;

	for (size_t i = 0; i < file->n_given; i++)
		if (!is_given(line, file->given[i].opt->name))
			file->given[kept++] = file->given[i];
	file->n_given = kept;
}

bool
config_read(struct document *d, const char *path, struct opt_line *line)
{
	struct config c = { .path = path, .line = { NULL, 0, line->operand, line->n_operand } };

	if (!document_open(d, path, DOCUMENT_SETTINGS))
		return false;
	c.json = (struct json_doc){ .text = d->text, .arena = &d->arena };
	if (!config_options(&c, line)) {
		if (c.json.error != NULL)
			complain("%s:%s", path, c.json.error);
		else
			complain_memory();
		free(c.line.given);
		return false;
	}
	config_yield(&c.line, line);
	memcpy(c.line.given + c.line.n_given, line->given, line->n_given * sizeof *line->given);
	c.line.n_given += line->n_given;
	free(line->given);
	*line = c.line;
	return true;
}
