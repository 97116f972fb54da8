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

#include "base/utf8.h"
#include "option/opt.h"

/* A blank of any kind, and what shows nothing: spreadsheets and web pages leave them behind what is copied from them. */
static bool
is_padding(uint32_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200b) ||
	    c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000 || c == 0xfeff;
}

/* What a cell holds, without the blanks at its ends; NULL: there is no such cell. */
static const char *
cell(struct events *e, const cJSON *row, const char *column)
{
	const char *text = value_text(row, column), *begin = NULL, *end = NULL;
	struct span rest = text != NULL ? (struct span){ (const uint8_t *)text, strlen(text) } : (struct span){ NULL, 0 };
	uint32_t c;

	if (text == NULL)
		return NULL;
	for (const char *at = text; utf8_next(&rest, &c); at = (const char *)rest.p)
		if (!is_padding(c)) {
			begin = begin != NULL ? begin : at;
			end = (const char *)rest.p;
		}
	return begin != NULL ? arena_printf(&e->arena, "%.*s", (int)(end - begin), begin) : "";
}

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

/* Elements of a list, within quotation marks or without blanks around them; a backslash stands before what is meant as it is. */
static const char *
element(struct events *e, const char **at, const char *end, char comma)
{
	char *text = arena_take(&e->arena, (size_t)(end - *at) + 1);
	const char *p = *at;
	bool inside = false, quoted = false;
	size_t n = 0;

	for (; p < end && (inside || *p != comma); p++) {
		quoted |= *p == '"';
		if (*p == '"') {
			inside = !inside;
			continue;
		}
		p += *p == '\\' && p + 1 < end;
		if (text != NULL && (n > 0 || inside || *p != ' '))
			text[n++] = *p;
	}
	while (!quoted && text != NULL && n > 0 && text[n - 1] == ' ')
		n--;
	*at = p < end ? p + 1 : end;
	if (text != NULL)
		text[n] = '\0';
	return text;
}

/* Is there a blank within what commas part?  Then the commas may be those of an address. */
static bool
has_blanks_within(const char *text)
{
	for (const char *p = text; (p = strchr(p, ' ')) != NULL; p += strspn(p, " "))
		if (p > text && p[-1] != ',' && p[strspn(p, " ")] != ',' && p[strspn(p, " ")] != '\0')
			return true;
	return false;
}

/* What parts the elements of a list without braces; 0: it has one. */
static char
separator(const char *text)
{
	if (strchr("[{", *text) != NULL || strpbrk(text, "\"\\") != NULL)
		return '\0';
	if (strchr(text, ';') != NULL)
		return ';';
	if (strchr(text, '|') != NULL)
		return '|';
	return strchr(text, ',') != NULL && !has_blanks_within(text) ? ',' : '\0';
}

static void
add_elements(struct events *e, struct event *v, const char *member, struct span list, char comma)
{
	const char *at = (const char *)list.p, *end = at + list.n;
	struct out o = { NULL, 0, 0, false };
	struct json j = json_to(&o, true);

	json_open(&j, '[');
	while (at < end) {
		const char *text = element(e, &at, end, comma);

		if (text != NULL && *text != '\0')
			json_string(&j, text);
	}
	json_close(&j, ']');
	event_json(v, member, arena_printf(&e->arena, "%.*s", (int)o.n, o.p));
	e->failed |= o.failed;
	out_free(&o);
}

/* A list as a database prints it, "{a,b}", as JSON, or with something between; anything else is a list of one. */
static void
add_list(struct events *e, struct event *v, const char *member, const char *text)
{
	size_t n = strlen(text);
	const char *json = text[0] == '[' ? json_as_line(e, text, n) : NULL;
	char comma = separator(text);

	if (json != NULL)
		event_json(v, member, json);
	else if (n >= 2 && text[0] == '{' && text[n - 1] == '}')
		add_elements(e, v, member, (struct span){ (const uint8_t *)text + 1, n - 2 }, ',');
	else if (comma != '\0')
		add_elements(e, v, member, (struct span){ (const uint8_t *)text, n }, comma);
	else
		event_texts(v, member, text);
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

/* Members of an event have its prefix; "": those of the row itself. */
static void
take_all(struct row *r, const char *prefix, const cJSON *row)
{
	struct events *e = r->e;
	size_t n = strlen(prefix);

	for (size_t i = 0; i < e->n_map; i++) {
		const struct mapped *m = &e->map[i];

		if (n > 0 ? strncmp(m->target, prefix, n) == 0 : strchr(m->target, '.') == NULL)
			take_member(r, m->target, m->column != NULL ? cell(e, row, m->column) : m->constant);
	}
}

static bool
take(struct events *e, const cJSON *row, const char *raw, const char *line)
{
	static const char *const prefix[] = { "validation.", "caa." };
	struct row r = { .e = e };
	bool any = false;

	(void)raw;
	(void)line;
	take_all(&r, "", row);
	/* One after the other: the array of events may move when one is added. */
	for (int k = 0; k < 2; k++) {
		take_all(&r, prefix[k], row);
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
