/* SPDX-License-Identifier: Apache-2.0 */
/* document.c - a file with the CA's profiles: its members, and no name twice. */
#include "engine/ca_profile/read.h"

#include <stdio.h>
#include <stdlib.h>

#define SCHEMA "smimelint-ca-profile/1"

static const struct json_limits limits = { 16, 100000, false, false };

struct document {
	const struct ca_profile **v;
	size_t n;
};

static bool
read_schema(struct ca_reader *r, const struct json_value *v, void *to, unsigned arg)
{
	(void)to;
	(void)arg;
	return json_is(v, SCHEMA) || ca_refuse(r, v, NULL, "\"" SCHEMA "\" is expected");
}

/* A profile's name, and where it stands. */
struct named {
	const char *name;
	const struct json_value *v;
	size_t i;
};

static int
by_name(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int c = strcmp(x->name, y->name);

	return c != 0 ? c : (x->i > y->i) - (x->i < y->i);
}

/* No two profiles have one name; the first of the list that has another's is told of. */
static bool
names_differ(struct ca_reader *r, const struct json_value *list, const struct document *d)
{
	struct named *names = arena_take(r->arena, (d->n + 1) * sizeof *names);
	const struct named *first = NULL;
	const struct json_value *e = list->child;

	if (names == NULL)
		return false;
	for (size_t i = 0; i < d->n; i++, e = e->next)
		names[i] = (struct named){ d->v[i]->name, e, i };
	qsort(names, d->n, sizeof *names, by_name);
	for (size_t i = 1; i < d->n; i++)
		if (strcmp(names[i].name, names[i - 1].name) == 0 && (first == NULL || names[i].i < first->i))
			first = &names[i];
	return first == NULL || ca_refuse(r, first->v, "name", "another profile has this name");
}

static bool
read_profiles(struct ca_reader *r, const struct json_value *list, void *to, unsigned arg)
{
	struct document *d = to;
	struct ca_profile *p;

	(void)arg;
	if ((d->v = ca_read_list(r, list, sizeof *d->v, 1)) == NULL)
		return false;
	for (const struct json_value *e = list->child; e != NULL; e = e->next) {
		if ((p = arena_take(r->arena, sizeof *p)) == NULL || !ca_read_profile(r, e, p))
			return false;
		d->v[d->n++] = p;
	}
	return names_differ(r, list, d);
}

static bool
read_document(struct ca_reader *r, struct document *d)
{
	static const struct ca_member list[] = {
		{ "schema", read_schema, 0, 0 },
		{ "profiles", read_profiles, 0, 0 },
		{ "comment", ca_read_comment, 0, 0 },
	};
	struct json_fault fault;
	const struct json_value *v = json_read(r->arena, r->text, &limits, &fault);
	uint64_t line, column;

	if (v != NULL)
		return ca_read_members(r, v, list, N(list), d) && ca_is_there(r, v, "schema") && ca_is_there(r, v, "profiles");
	if (fault.what != NULL) {
		json_place(r->text, fault.offset, &line, &column);
		snprintf(r->error, r->room, "%llu: column %llu: this is not JSON: %s", (unsigned long long)line,
		    (unsigned long long)column, fault.what);
	}
	return false;
}

enum ca_profiles_status
ca_profiles_add(struct ca_profiles *all, struct span json, char *error, size_t room)
{
	uint8_t *text = arena_take(&all->arena, json.n);
	struct ca_reader r = { &all->arena, { text, json.n }, error, room };
	struct document d = { NULL, 0 };
	const struct ca_profile **grown;

	if (text == NULL)
		return CA_PROFILES_NOMEM;
	if (json.n != 0)
		memcpy(text, json.p, json.n);
	error[0] = '\0';
	all->arena.failed = false;
	if (!read_document(&r, &d) || all->arena.failed)
		return all->arena.failed ? CA_PROFILES_NOMEM : CA_PROFILES_REFUSED;
	if ((grown = realloc(all->v, (all->n + d.n) * sizeof *grown)) == NULL)
		return CA_PROFILES_NOMEM;
	memcpy(grown + all->n, d.v, d.n * sizeof *grown);
	all->v = grown;
	all->n += d.n;
	return CA_PROFILES_OK;
}
