/* SPDX-License-Identifier: Apache-2.0 */
/*
 * csv.c - a CA's own table: each row is one validation or CAA check, and a map
 * says which column holds which member:
 *
 *	{ "columns": { "Mailbox": "mailbox", "Method": "validation.tls_method", "Checked": "caa.checked_at" },
 *	  "constants": { "validation.sbr_section": "3.2.2.1" } }
 *
 * The reader of rows (rows.c) hands each row over as an object of its columns.
 */
#include "command/import/import.h"

#include <stdio.h>
#include <string.h>

static bool
ends_with(const char *text, const char *end)
{
	size_t n = strlen(text), m = strlen(end);

	return n >= m && strcmp(text + n - m, end) == 0;
}

/* Members are texts, but for those whose names say that they count, and the words true and false. */
static void
add_member(struct events *e, struct event *v, const char *member, const char *text)
{
	static const char *const counts[] = { "_bits", "_seconds", "retries", "rcode", "status", "corroborated_by" };
	long long n;
	char rest;

	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
		if (ends_with(member, counts[i]) && sscanf(text, "%lld%c", &n, &rest) == 1) {
			event_number(v, member, n);
			return;
		}
	if (strcmp(text, "true") == 0 || strcmp(text, "false") == 0)
		event_bool(v, member, strcmp(text, "true") == 0);
	else if (ends_with(member, "sent_to"))
		event_texts(v, member, arena_printf(&e->arena, "%s", text));
	else
		event_text(v, member, arena_printf(&e->arena, "%s", text));
}

/* The events of a row: made when a first member of theirs is met. */
struct row {
	struct events *e;
	const char *mailbox, *domain, *order;
	struct event *made[2];
};

static void
take_member(struct row *r, const char *target, const char *text)
{
	static const char *const prefix[] = { "validation.", "caa." };

	if (text == NULL || *text == '\0')
		return;
	if (strcmp(target, "mailbox") == 0)
		r->mailbox = text;
	else if (strcmp(target, "domain") == 0)
		r->domain = text;
	else if (strcmp(target, "order") == 0)
		r->order = text;
	for (int k = 0; k < 2; k++)
		if (strncmp(target, prefix[k], strlen(prefix[k])) == 0) {
			/* Both may lie in one array that grows: where one is made, the other is found again by its number. */
			if (r->made[k] == NULL)
				r->made[k] = event_add(r->e, k == 0 ? EVENT_VALIDATION : EVENT_CAA);
			add_member(r->e, r->made[k], target + strlen(prefix[k]), text);
		}
}

/* The times that order events are those of the members. */
static void
finish(struct row *r, struct event *v)
{
	const char *name = v->kind == EVENT_CAA || r->mailbox == NULL ? r->domain : r->mailbox;

	for (const struct fact *f = v->first; f != NULL; f = f->next)
		if (strcmp(f->member, v->kind == EVENT_CAA ? "checked_at" : "completed_at") == 0)
			v->at = value_time(f->text);
		else if (name == NULL && strcmp(f->member, v->kind == EVENT_CAA ? "domain" : "validated_name") == 0)
			name = f->text;
	if (name != NULL)
		event_name(r->e, v, name);
	if (v->kind == EVENT_CAA && r->domain != NULL)
		event_text(v, "domain", v->domain);
	v->order = r->order != NULL ? arena_printf(&r->e->arena, "%s", r->order) : NULL;
}

static void
take_all(struct row *r, const char *prefix, const cJSON *columns, const cJSON *constants, const cJSON *row)
{
	size_t n = strlen(prefix);

	for (const cJSON *c = columns != NULL ? columns->child : NULL; c != NULL; c = c->next)
		if ((c->type & 0xff) == cJSON_String && (strncmp(c->valuestring, prefix, n) == 0) == (n > 0))
			take_member(r, c->valuestring, value_text(row, c->string));
	for (const cJSON *c = constants != NULL ? constants->child : NULL; c != NULL; c = c->next)
		if ((c->type & 0xff) == cJSON_String && (strncmp(c->string, prefix, n) == 0) == (n > 0))
			take_member(r, c->string, c->valuestring);
}

static bool
take(struct events *e, const cJSON *row, const char *raw, const char *line)
{
	static const char *const prefix[] = { "validation.", "caa." };
	const cJSON *columns = foreign_find(e->map, "columns"), *constants = foreign_find(e->map, "constants");
	struct row r = { .e = e };
	bool any = false;

	(void)raw;
	(void)line;
	for (const cJSON *c = columns != NULL ? columns->child : NULL; c != NULL; c = c->next)
		if ((c->type & 0xff) == cJSON_String && strchr(c->valuestring, '.') == NULL)
			take_member(&r, c->valuestring, value_text(row, c->string));
	/* One after the other: the array of events may move when one is added. */
	for (int k = 0; k < 2; k++) {
		take_all(&r, prefix[k], columns, constants, row);
		if (r.made[k] != NULL)
			finish(&r, r.made[k]);
		any |= r.made[k] != NULL;
	}
	return any;
}

static const struct lack lacks[] = {
	{ "what the map names no column for", "the rules that smimelint-evidence(5) lists with those members" },
	{ "mpic[], organization, individual, authority, lint[]",
	    "evidence.mpic.*, evidence.organization.*, evidence.individual.*, evidence.authority.*, evidence.linting.*" },
	{ NULL, NULL }
};

const struct adapter import_csv = { "csv", "a table with a header line, by a map (--map)", take, true, lacks, NULL, NULL };
