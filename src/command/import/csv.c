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
#include "command/import/map.h"
#include "command/import/moment.h"

#include <string.h>
#include <strings.h>

#include "option/opt.h"

/* What databases print for nothing. */
static bool
is_nothing(const char *text)
{
	return *text == '\0' || strcmp(text, "NULL") == 0 || strcmp(text, "\\N") == 0;
}

/* A truth as databases print it: 1, 0, or -1 where it is none. */
static int
truth(const char *text)
{
	static const char *const words[] = { "false", "f", "no", "0", "true", "t", "yes", "1" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcasecmp(text, words[i]) == 0)
			return i >= sizeof words / sizeof *words / 2;
	return -1;
}

static bool
is_number(const char *text)
{
	size_t n = strspn(text, "0123456789");

	if (n == 0 || (*text == '0' && n > 1))
		return false;
	if (text[n] == '.' && text[n + 1] != '\0')
		n += 1 + strspn(text + n + 1, "0123456789");
	return text[n] == '\0';
}

/* "{a,b}" is a list of a database; anything else is a list of one. */
static void
add_list(struct events *e, struct event *v, const char *member, const char *text)
{
	size_t n = strlen(text);
	struct out o = { NULL, 0, 0, false };
	struct json j = json_to(&o, true);

	if (n < 2 || text[0] != '{' || text[n - 1] != '}' || strpbrk(text, "\"\\") != NULL) {
		event_texts(v, member, text);
		return;
	}
	json_open(&j, '[');
	for (const char *at = text + 1, *end; at < text + n - 1; at = end + 1) {
		end = at + strcspn(at, ",}");
		json_string(&j, arena_printf(&e->arena, "%.*s", (int)(end - at), at));
	}
	json_close(&j, ']');
	event_json(v, member, arena_printf(&e->arena, "%.*s", (int)o.n, o.p));
	e->failed |= o.failed;
	out_free(&o);
}

/* Names that the rest of the record is compared with. */
static bool
is_name(const char *member)
{
	return strcmp(member, "domain") == 0 || strcmp(member, "validated_name") == 0 || strcmp(member, "found_at") == 0;
}

/* As the format has the member; what has another form stays a text, which is a finding in the record. */
static void
add_member(struct events *e, struct event *v, const char *type, const char *member, const char *text)
{
	bool zoneless = false;

	text = is_name(member) ? name_plain(e, text) : arena_printf(&e->arena, "%s", text);
	if (text == NULL)
		return;
	if (strcmp(type, "time") == 0) {
		const char *time = moment_text(&e->arena, text, &zoneless);

		event_text(v, member, time);
		e->zoneless += zoneless;
		if (!moment_is_time(time)) {
			e->timeless++;
			complain("%s:%llu: %s is no time that can be read, for %s", e->path, (unsigned long long)e->line, text, member);
		}
	} else if ((strcmp(type, "integer") == 0 || strcmp(type, "number") == 0) && is_number(text)) {
		event_json(v, member, text);
	} else if (strcmp(type, "true or false") == 0 && truth(text) >= 0) {
		event_bool(v, member, truth(text) == 1);
	} else if (strcmp(type, "list of texts") == 0) {
		add_list(e, v, member, text);
	} else {
		event_text(v, member, text);
	}
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

	if (text == NULL || is_nothing(text))
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
			add_member(r->e, r->made[k], map_type(target), target + strlen(prefix[k]), text);
		}
}

/* Whom the event is of: the mailbox of a validation, the domain of a CAA check, which the mailbox's is where the row has no other. */
static const char *
name_of(const struct row *r, const struct event *v)
{
	const char *name = v->kind == EVENT_CAA || r->mailbox == NULL ? r->domain : r->mailbox, *at;

	for (const struct fact *f = v->first; f != NULL && name == NULL; f = f->next)
		if (strcmp(f->member, v->kind == EVENT_CAA ? "domain" : "validated_name") == 0)
			name = f->text;
	at = name == NULL && r->mailbox != NULL ? strrchr(r->mailbox, '@') : NULL;
	return at != NULL && at[1] != '\0' ? at + 1 : name;
}

/* The times that order events are those of the members, and what became of them is their result. */
static void
finish(struct row *r, struct event *v)
{
	const char *name = name_of(r, v);

	for (const struct fact *f = v->first; f != NULL; f = f->next)
		if (strcmp(f->member, v->kind == EVENT_CAA ? "checked_at" : "completed_at") == 0)
			v->at = value_time(f->text);
		else if (strcmp(f->member, "result") == 0)
			v->failed = v->kind == EVENT_CAA ? strcasecmp(f->text, "deny") == 0 : strcasecmp(f->text, "pass") != 0;
	if (name != NULL)
		event_name(r->e, v, name);
	if (v->kind == EVENT_CAA && !event_has(v, "domain"))
		event_text(v, "domain", v->domain);
	v->order = r->order != NULL ? arena_printf(&r->e->arena, "%s", r->order) : NULL;
	if (v->kind == EVENT_VALIDATION && !event_has(v, "request_id"))
		event_text(v, "request_id", v->order);
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
	for (const cJSON *c = constants != NULL ? constants->child : NULL; c != NULL; c = c->next)
		if ((c->type & 0xff) == cJSON_String && strchr(c->string, '.') == NULL)
			take_member(&r, c->string, c->valuestring);
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

const struct adapter import_csv = { "csv", "a table with a header line, by a map (--map)", take, true, lacks, NULL, NULL, NULL, NULL,
	NULL };
