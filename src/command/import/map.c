/* SPDX-License-Identifier: Apache-2.0 */
/* map.c - see map.h. */
#include "command/import/map.h"

#include <stdio.h>
#include <string.h>

#include "option/opt.h"

const char *
map_type(const char *target)
{
	static const struct {
		const char *prefix, *place;
	} events[] = { { "validation.", "validations[]" }, { "caa.", "caa_checks[]" } };
	char place[160];

	if (strcmp(target, "mailbox") == 0 || strcmp(target, "domain") == 0 || strcmp(target, "order") == 0)
		return "text";
	for (size_t i = 0; i < sizeof events / sizeof *events; i++) {
		size_t n = strlen(events[i].prefix);
		const char *type;

		/* A list of objects is no place for one value. */
		if (strncmp(target, events[i].prefix, n) != 0 || strlen(target) >= sizeof place / 2 || strchr(target, '[') != NULL)
			continue;
		/* The ids are those of the records that are made. */
		if (strcmp(target + n, "id") == 0 || strcmp(target + n, "mpic") == 0)
			return NULL;
		snprintf(place, sizeof place, "%s.%s", events[i].place, target + n);
		type = smimelint_record_type(place);
		/* A column holds one value. */
		return type != NULL && strstr(type, "object") == NULL && strcmp(type, "anything") != 0 ? type : NULL;
	}
	return NULL;
}

static bool
is_text(const cJSON *v)
{
	return (v->type & 0xff) == cJSON_String;
}

static bool
is_target(const char *path, const char *target)
{
	if (map_type(target) != NULL)
		return true;
	complain("%s: there is no member %s: it is mailbox, domain, order, or validation. or caa. with a member that smimelint-evidence(5) has",
	    path, target);
	return false;
}

/* No other member before it is the same. */
static bool
is_first(const struct events *e, const struct mapped *m, const char *path)
{
	for (const struct mapped *b = e->map; b != m; b++) {
		if (strcmp(b->target, m->target) != 0)
			continue;
		if (b->column != NULL && m->column != NULL)
			complain("%s: two columns hold %s: %s and %s", path, m->target, b->column, m->column);
		else
			complain("%s: %s is %s: only one can be meant", path, m->target,
			    b->column != NULL || m->column != NULL ? "a constant and in a column" : "two constants");
		return false;
	}
	return true;
}

static bool
add_mapped(struct events *e, struct mapped m, const char *path)
{
	if (!is_target(path, m.target))
		return false;
	e->map[e->n_map] = m;
	return is_first(e, &e->map[e->n_map++], path);
}

/* What a column holds: a member, or a list of some. */
static bool
add_column(struct events *e, const cJSON *column, const char *path)
{
	bool list = (column->type & 0xff) == cJSON_Array;

	if (list ? column->child == NULL : !is_text(column)) {
		complain(list ? "%s: %s holds nothing" : "%s: %s is no text", path, column->string);
		return false;
	}
	for (const cJSON *c = list ? column->child : column; c != NULL; c = list ? c->next : NULL) {
		if (!is_text(c)) {
			complain("%s: %s is no text", path, column->string);
			return false;
		}
		if (!add_mapped(e, (struct mapped){ c->valuestring, column->string, NULL }, path))
			return false;
	}
	return true;
}

static bool
add_constant(struct events *e, const cJSON *constant, const char *path)
{
	if (is_text(constant))
		return add_mapped(e, (struct mapped){ constant->string, NULL, constant->valuestring }, path);
	complain("%s: %s is no text", path, constant->string);
	return false;
}

/* How many members the map may have at the most. */
static size_t
count_all(const cJSON *v)
{
	size_t n = 0;

	for (const cJSON *c = v->child; c != NULL; c = c->next)
		n += 1 + count_all(c);
	return n;
}

/* The objects of the map, and nothing beside them. */
static bool
has_form(const cJSON *map, const char *path)
{
	if ((map->type & 0xff) != cJSON_Object) {
		complain("%s: the map is no object", path);
		return false;
	}
	for (const cJSON *m = map->child; m != NULL; m = m->next) {
		if (strcmp(m->string, "columns") != 0 && strcmp(m->string, "constants") != 0) {
			complain("%s: a map has columns and constants, not %s", path, m->string);
			return false;
		}
		if (foreign_find(map, m->string) != m) {
			complain("%s: the map has %s twice", path, m->string);
			return false;
		}
		if ((m->type & 0xff) != cJSON_Object) {
			complain("%s: %s is no object", path, m->string);
			return false;
		}
	}
	return true;
}

bool
map_read(struct events *e, const cJSON *map, const char *path)
{
	const cJSON *columns = foreign_find(map, "columns"), *constants = foreign_find(map, "constants");

	if (!has_form(map, path))
		return false;
	if ((e->map = arena_array(&e->arena, count_all(map) + 1, sizeof *e->map)) == NULL)
		return false;
	for (const cJSON *c = columns != NULL ? columns->child : NULL; c != NULL; c = c->next)
		if (!add_column(e, c, path))
			return false;
	if (e->n_map == 0) {
		complain("%s: the map names no column", path);
		return false;
	}
	for (const cJSON *c = constants != NULL ? constants->child : NULL; c != NULL; c = c->next)
		if (!add_constant(e, c, path))
			return false;
	return true;
}

static size_t
count_columns(const struct rows *r, const char *name)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n_column; i++)
		n += span_is(r->column[i], name);
	return n;
}

bool
map_fits(const struct events *e, const struct rows *r, const char *path)
{
	for (size_t i = 0; i < e->n_map; i++) {
		const char *column = e->map[i].column;
		size_t n = column != NULL ? count_columns(r, column) : 1;

		if (n == 1)
			continue;
		complain(n == 0 ? "%s: there is no column %s, which the map names" : "%s: more than one column is called %s, which the map names",
		    path, column);
		return false;
	}
	return true;
}
