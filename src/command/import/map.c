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

/* The member that an entry of the map is for: a column names it as its value. */
static const char *
target_of(const cJSON *entry, bool column)
{
	return column ? entry->valuestring : entry->string;
}

/* Nothing before the entry, in this list (up to NULL: in all of it), is for the same member. */
static bool
is_first(const cJSON *list, bool columns, const cJSON *entry, const char *target, const char *path)
{
	for (const cJSON *c = list != NULL ? list->child : NULL; c != NULL && c != entry; c = c->next)
		if (strcmp(target_of(c, columns), target) == 0) {
			if (columns && entry != NULL)
				complain("%s: two columns hold %s: %s and %s", path, target, c->string, entry->string);
			else
				complain("%s: %s is %s: only one can be meant", path, target, columns ? "a constant and in a column" : "two constants");
			return false;
		}
	return true;
}

static bool
are_right(const cJSON *list, const char *path, bool columns)
{
	for (const cJSON *c = list->child; c != NULL; c = c->next) {
		if (!is_text(c)) {
			complain("%s: %s is no text", path, c->string != NULL ? c->string : list->string);
			return false;
		}
		if (!is_target(path, target_of(c, columns)) || !is_first(list, columns, c, target_of(c, columns), path))
			return false;
	}
	return true;
}

/* No constant is for a member that a column is for. */
static bool
are_apart(const cJSON *columns, const cJSON *constants, const char *path)
{
	for (const cJSON *c = constants != NULL ? constants->child : NULL; c != NULL; c = c->next)
		if (!is_first(columns, true, NULL, c->string, path))
			return false;
	return true;
}

bool
map_is_right(const cJSON *map, const char *path)
{
	bool any = false;

	if ((map->type & 0xff) != cJSON_Object) {
		complain("%s: the map is no object", path);
		return false;
	}
	for (const cJSON *m = map->child; m != NULL; m = m->next) {
		bool columns = strcmp(m->string, "columns") == 0;

		if (!columns && strcmp(m->string, "constants") != 0) {
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
		if (!are_right(m, path, columns))
			return false;
		any |= columns && m->child != NULL;
	}
	if (!any)
		complain("%s: the map names no column", path);
	return any && are_apart(foreign_find(map, "columns"), foreign_find(map, "constants"), path);
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
map_fits(const cJSON *map, const struct rows *r, const char *path)
{
	const cJSON *columns = foreign_find(map, "columns");

	for (const cJSON *c = columns != NULL ? columns->child : NULL; c != NULL; c = c->next)
		if (count_columns(r, c->string) != 1) {
			complain(count_columns(r, c->string) == 0 ? "%s: there is no column %s, which the map names" :
			    "%s: more than one column is called %s, which the map names", path, c->string);
			return false;
		}
	return true;
}
