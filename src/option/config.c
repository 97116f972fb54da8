#include "option/config.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/text.h"

/* "FILE:LINE: /NAME" */
static const char *
place_of(struct document *d, const struct json_value *v)
{
	uint64_t line, column;

	json_place(d->text, (size_t)(v->raw.p - d->text.p), &line, &column);
	return arena_printf(&d->arena, "%s:%llu: %s", d->path, (unsigned long long)line, json_pointer(&d->arena, v, NULL));
}

static const char *
expected(const struct opt *o)
{
	return o->repeats && o->takes != TAKES_NOTHING ? "a text or a list of texts" :
	    o->takes == TAKES_VALUE ? "a text" : o->takes == TAKES_NOTHING ? "true or false" : "true, false or a text";
}

static bool
config_value(struct document *d, struct opt_line *line, const struct opt *o, const struct json_value *v)
{
	const char *value = NULL;
	int64_t n;

	if (v->type == JSON_STRING && o->takes != TAKES_NOTHING)
		value = arena_printf(&d->arena, "%.*s", (int)v->text.n, (const char *)v->text.p);
	else if (o->takes == TAKES_VALUE && json_int64(v, &n))
		value = arena_printf(&d->arena, "%lld", (long long)n);
	else if (v->type == JSON_BOOL && !v->yes && o->takes != TAKES_VALUE)
		return true;
	else if (v->type != JSON_BOOL || o->takes == TAKES_VALUE)
		return document_refuse(d, v, NULL, "%s is expected", expected(o));
	line->given[line->n_given++] = (struct opt_given){ o, value, place_of(d, v) };
	return true;
}

static bool
config_member(struct document *d, struct opt_line *line, const struct opt *o, const struct json_value *v)
{
	if (v->type == JSON_NULL)
		return true;
	if (v->type != JSON_ARRAY || !o->repeats)
		return config_value(d, line, o, v);
	for (const struct json_value *e = v->child; e != NULL; e = e->next)
		if (e->type != JSON_STRING || o->takes == TAKES_NOTHING)
			return document_refuse(d, e, NULL, "%s is expected", expected(o));
		else if (!config_value(d, line, o, e))
			return false;
	return true;
}

/* The option that a member names; NULL after a message. */
static const struct opt *
config_option(struct document *d, const struct json_value *v)
{
	const struct opt *o = opt_find(CMD_LINT, arena_printf(&d->arena, "%.*s", (int)v->key.n, (const char *)v->key.p));

	if (o == NULL || o->id == OPT_CONFIG || o->id == OPT_HELP || o->id == OPT_VERSION)
		document_refuse(d, v, NULL, "there is no such option");
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
config_object(struct document *d, const struct json_value *object, struct opt_line *line)
{
	for (const struct json_value *v = object->child; v != NULL; v = v->next) {
		const struct opt *o = config_option(d, v);

		if (o == NULL || !config_member(d, line, o, v))
			return false;
	}
	if (d->arena.failed)
		complain_memory();
	return !d->arena.failed;
}

bool
config_read(struct document *d, const char *path, struct opt_line *line)
{
	struct opt_line both = { NULL, 0, line->operand, line->n_operand };
	const struct json_value *object;

	if (!document_open(d, path, DOCUMENT_SETTINGS) || (object = document_value(d, d->text)) == NULL)
		return false;
	if (object->type != JSON_OBJECT)
		return document_refuse(d, object, NULL, "an object is expected");
	both.given = calloc(config_size(object) + line->n_given + 1, sizeof *both.given);
	if (both.given == NULL) {
		complain_memory();
		return false;
	}
	if (!config_object(d, object, &both)) {
		free(both.given);
		return false;
	}
	memcpy(both.given + both.n_given, line->given, line->n_given * sizeof *line->given);
	both.n_given += line->n_given;
	free(line->given);
	*line = both;
	return true;
}
