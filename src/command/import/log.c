/* SPDX-License-Identifier: Apache-2.0 */
/* log.c - the text of a log taken apart: its values, its lines, its rows. */
#include "command/import/around.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/json.h"
#include "base/utf8.h"
#include "command/command.h"
#include "command/import/front.h"
#include "command/import/map.h"
#include "command/import/plain.h"
#include "command/import/rows.h"
#include "option/document.h"

/* A log, from the line at hand on, or from what is left of it behind a value. */
struct place {
	const char *path, *text, *end;	/* end: of the whole log */
	uint64_t line;			/* the number of the line that text begins */
	bool within;			/* it is a text in a value of the log, of whose line it is */
	const char *head;		/* what stood before the first value of this line; NULL: none was met yet */
	const char *begin, *line_end;	/* of the line at hand; line_end NULL: not known yet */
	const char *object;		/* where its next object begins, line_end: there is none; NULL, or before text: to be looked for */
	uint64_t bad;			/* lines that could not be read before the one at hand */
	unsigned fronts;		/* of that which have been looked at */
	bool cut;			/* … and of which one is missing */
	bool open;			/* a list begins on the line at hand that does not end */
	const char *unread;		/* as far as the last list was read that could not be; NULL: none was */
};

/* Words of a log in braces ("{level:0 score:1.73}") are no object: that goes on with a name, or ends. */
static bool
begins_object(const char *text, const char *end)
{
	for (text++; text < end && is_space((uint8_t)*text);)
		text++;
	return text == end || memchr("\"\\}", *text, 3) != NULL;
}

/* The next object of the line at hand.  It is looked for once, however many other values stand before it. */
static const char *
next_object(struct place *p)
{
	const char *at = p->text;

	if (p->object != NULL && p->object >= at)
		return p->object;
	while ((at = memchr(at, '{', (size_t)(p->line_end - at))) != NULL && !begins_object(at, p->line_end))
		at++;
	p->object = at != NULL ? at : p->line_end;
	return p->object;
}

/* Where the value of a line begins: "[AUDIT]" of a log is none.  n, of what is left of the line: there is none. */
static size_t
find_value(struct place *p, size_t n)
{
	size_t head = (size_t)(next_object(p) - p->text), first = skip_blanks(p->text, n);

	/* A list of anything else is a value, too, where it begins the line; behind a value brackets are words. */
	return head == n && p->text == p->begin && first < n && p->text[first] == '[' ? first : head;
}

/* Where the outermost list begins that has the object at `head`, or a text that begins with it, for its first entry: at `head`, where there is none. */
static size_t
list_before(const char *text, size_t head)
{
	size_t at = head;

	for (size_t i = head - (head > 0 && text[head - 1] == '"'); i > 0 && memchr("[ \t\r", text[i - 1], 4) != NULL; i--)
		at = text[i - 1] == '[' ? i - 1 : at;
	return at;
}

/* Was nothing amiss with what cannot be read but that the line ends within it? */
static bool
goes_on(const struct place *p, const char *unread)
{
	const char *end = p->line_end;

	while (end > p->text && is_space((uint8_t)end[-1]))
		end--;
	return unread + 1 >= end;
}

/* A list on its line, or one that goes on over others.  Where one could not be read, none that begins before that place can be. */
static cJSON *
read_list_at(struct place *p, const char *at, const char **end)
{
	cJSON *v = foreign_read(at, (size_t)(p->line_end - at), end);

	if (v == NULL && goes_on(p, *end)) {
		v = foreign_read(at, (size_t)(p->end - at), end);
		p->open |= v == NULL;
	}
	p->unread = v == NULL ? *end : p->unread;
	return v;
}

/* The list that has the value at *head in it: it begins the line, or stands right before that.  NULL: there is none. */
static cJSON *
read_list(struct place *p, size_t *head, const char **end)
{
	size_t starts[] = { skip_blanks(p->text, *head), list_before(p->text, *head) };

	for (size_t i = 0; i < 2; i++) {
		const char *at = p->text + starts[i];
		cJSON *v = starts[i] < *head && *at == '[' && (p->unread == NULL || at > p->unread) ? read_list_at(p, at, end) : NULL;

		if (v != NULL) {
			*head = starts[i];
			return v;
		}
	}
	return NULL;
}

/* Does a quoted text begin at `from`, of which the object at `head` has the marks escaped? */
static bool
is_quoted(const char *text, size_t n, size_t from, size_t head)
{
	return from > 0 && text[from - 1] == '"' && head + 1 < n && text[head + 1] == '\\';
}

/* Goes on behind a value, which may end on a later line. */
static void
step_over(struct place *p, const char *end)
{
	if (end > p->line_end) {
		for (const char *c = p->text; c < end; c++)
			p->line += !p->within && *c == '\n';
		p->line_end = NULL;
	}
	p->text = end;
}

/* Does one of the form's signs stand here? */
static bool
is_sign(const struct adapter *from, const char *text, size_t n)
{
	for (const char *const *sign = from->signs; sign != NULL && *sign != NULL; sign++) {
		size_t m = strlen(*sign);

		if (m <= n && memcmp(text, *sign, m) == 0)
			return true;
	}
	return false;
}

static bool
has_sign(const struct adapter *from, const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (is_sign(from, text + i, n - i))
			return true;
	return false;
}

static void take_text_within(struct events *, const struct adapter *, const char *text);

/* So many lists may stand in each other. */
#define MOST_LISTS 4u

/* A text in a list is a line of the log, where it is one of the form's. */
static void
take_entry_text(const struct around *at, const char *text, const char *line)
{
	if (*text == '{' || has_sign(at->from, text, strlen(text)))
		at->lines(at->e, at->from, arena_printf(&at->e->arena, "%s %s", line != NULL ? line : "", text));
}

static void
tell_deep(struct events *e)
{
	e->bad++;
	complain("%s:%llu: a list lies in %u others: nothing in it was looked at", e->path, (unsigned long long)e->line, MOST_LISTS);
}

/* A value, or those of a list each for itself; s: the same to the letter of JSON, NULL: it is not. */
static void
take_entries(const struct around *at, const cJSON *v, const struct json_value *s, const char *line, unsigned lists)
{
	int type = v->type & 0xff;

	if (type == cJSON_Array && lists == MOST_LISTS) {
		tell_deep(at->e);
	} else if (type == cJSON_String) {
		take_entry_text(at, v->valuestring, line);
	} else if (type == cJSON_Array) {
		s = s != NULL ? s->child : NULL;
		for (const cJSON *c = v->child; c != NULL; c = c->next, s = s != NULL ? s->next : NULL)
			take_entries(at, c, s, line, lists + 1);
	} else if (value_is_clear(at->e, v)) {
		around_take(at, v, s != NULL ? s->raw : (struct span){ NULL, 0 }, line);
	}
}

static void
take_each(struct events *e, const struct adapter *from, const cJSON *v, struct span text, const char *line)
{
	const struct around at = { e, from, take_text_within, false };
	const struct json_limits limits = { 0, 0, true, true };
	struct json_fault fault;

	if ((v->type & 0xff) == cJSON_Array)
		take_entries(&at, v, json_read(&e->arena, text, &limits, &fault), line, 0);
	else if (value_is_clear(e, v))
		around_take(&at, v, text, line);
}

/* Words of a log that have a brace in them, but no value. */
static bool
is_known_line(const struct adapter *from, const struct place *p, size_t n)
{
	size_t m = from->known != NULL ? strlen(from->known) : 0;

	for (size_t i = 0; p->head == NULL && m > 0 && i + m <= n; i++)
		if (memcmp(p->text + i, from->known, m) == 0)
			return memchr(p->text, '{', i) == NULL;
	return false;
}

/* Records are in UTF-8: what is not is none of their values, whatever else stands beside it. */
static bool
is_utf8(struct events *e, const char *text, size_t n)
{
	struct span rest = { (const uint8_t *)text, n };
	uint64_t line = e->line;
	uint32_t code;

	while (utf8_next(&rest, &code))
		line += code == '\n';
	if (rest.n == 0)
		return true;
	e->bad++;
	complain("%s:%llu: not in UTF-8: convert it before (iconv)", e->path, (unsigned long long)line);
	return false;
}

/* Words that stand in values of the form, or before them, and in no other line: the value is damaged, or no JSON. */
static bool
is_damaged(struct events *e, const struct adapter *from, const char *words)
{
	for (const char *const *sign = from->signs; sign != NULL && *sign != NULL; sign++) {
		if (strstr(words, *sign) == NULL)
			continue;
		e->bad++;
		complain("%s:%llu: no JSON in a line with %s", e->path, (unsigned long long)e->line, *sign);
		return true;
	}
	return false;
}

/*
 * How much of a line in words is of the event that it begins with: all, or what stands before the words of another one, which a
 * log that was put behind this one without a line feed has there.  0: those stand within a quoted text of this one, which is cut off.
 */
static size_t
words_length(const struct adapter *from, const char *text, size_t n)
{
	size_t m = from->known != NULL ? strlen(from->known) : 0, i = 0, end;
	bool quoted = false;

	while (m > 0 && i + m <= n && memcmp(text + i, from->known, m) != 0)
		i++;
	if (m == 0 || i + m > n)
		return n;
	for (end = i += m; i < n; i++) {
		if (quoted && text[i] == '\\') {
			i++;
		} else if (text[i] == '"') {
			quoted = !quoted;
			end = quoted ? end : i + 1;
		} else if (is_sign(from, text + i, n - i)) {
			return quoted ? 0 : end;
		}
	}
	return n;
}

/* So many fronts of one line are looked at: its own, and those of what stands behind its values. */
#define MOST_FRONTS 16u

/*
 * A log that was cut at its front, or another one behind which it was put, begins within a value: a line does, or what stands behind a value
 * of a line.  That is told where nothing else of the line was.
 */
static void
look_for_front(struct events *e, struct place *p)
{
	size_t n = (size_t)(p->line_end - p->text);

	if (p->within || p->cut || p->fronts == MOST_FRONTS || skip_blanks(p->text, n) == n)
		return;
	p->fronts++;
	p->cut = is_without_front(&e->arena, p->text, n, p->line == 1 && p->text == p->begin);
}

static void
tell_cut(struct events *e, struct place *p)
{
	if (!(p->cut || p->open) || e->bad > p->bad)
		return;
	e->bad++;
	complain("%s:%llu: %s", p->path, (unsigned long long)e->line, p->cut ? "begins within a value: the log was cut off before it" :
	    "a list begins here that does not end: the log was cut off in it");
}

/* What is left of a line without a value in it: words of the log, which the adapter may know. */
static void
take_words(struct events *e, const struct adapter *from, struct place *p, size_t n)
{
	size_t length = p->head == NULL ? words_length(from, p->text, n) : n;
	const char *words = p->head == NULL && skip_blanks(p->text, n) < n ? arena_printf(&e->arena, "%.*s", (int)length, p->text) : NULL;

	if (length == 0) {
		e->bad++;
		complain("%s:%llu: cut off: another event begins within it", p->path, (unsigned long long)p->line);
		p->text = p->line_end;
		return;
	}
	if (words != NULL && from->words != NULL && is_known_line(from, p, n) && !is_utf8(e, words, length))
		words = NULL;
	if (words != NULL && (from->words == NULL || !from->words(e, words)) && !is_damaged(e, from, words))
		e->other++;
	p->text = length < n ? p->text + length : p->line_end;
}

/* Each value of a line is looked at with what stands before it: of more than this its ends. */
#define HEAD_END 1024u

/* What stands before the first value of a line: its time at one end, what it announces at the other. */
static void
take_head(struct events *e, const struct adapter *from, struct place *p, size_t n)
{
	p->head = arena_printf(&e->arena, "%.*s", (int)n, p->text);
	if (from->known == NULL)
		(void)is_damaged(e, from, p->head);
	if (n > 2 * HEAD_END)
		p->head = arena_printf(&e->arena, "%.*s %.*s", (int)HEAD_END, p->text, (int)HEAD_END, p->text + n - HEAD_END);
}

/*
 * The next value of a line, or its words.  What stands before the first bracket
 * belongs to the line, not to the value: times, names of programs.  A value that
 * begins its line may go on over others.
 */
static void
take_line(struct events *e, const struct adapter *from, struct place *p)
{
	size_t n = (size_t)(p->line_end - p->text), head = find_value(p, n), length, first = skip_blanks(p->text, n), taken = 0;
	const char *value, *end = NULL, *later, *next;
	cJSON *v = NULL;
	bool quoted;

	e->path = p->path;
	e->line = p->line;
	/* What stands behind a value and announces another one is the front of that; what does not is no event's that the line begins with. */
	if (p->head != NULL)
		p->head = has_sign(from, p->text, head) ? NULL : "";
	if (head == n || is_known_line(from, p, n)) {
		take_words(e, from, p, n);
		return;
	}
	if ((quoted = is_quoted(p->text, n, list_before(p->text, head), head)))
		head = list_before(p->text, head);
	else
		v = read_list(p, &head, &end);
	if (p->head == NULL)
		take_head(e, from, p, head);
	value = p->text + head;
	length = n - head;
	if (quoted) {
		taken = quoted_length(value, length);
		if ((value = front_unquote(&e->arena, value, taken, &length)) == NULL) {
			p->text = p->line_end;
			return;
		}
	}
	if (v == NULL && (v = foreign_read(value, length, &end)) == NULL && first == head &&
	    (v = foreign_read(value, (size_t)(p->end - value), &later)) != NULL)
		end = later;
	if (v == NULL) {
		e->bad++;
		complain("%s:%llu: no JSON at column %zu", p->path, (unsigned long long)p->line,
		    (size_t)((end != NULL && end >= p->text && end <= p->text + n ? end : p->text + head) - p->begin) + 1);
		p->text = p->line_end;
		return;
	}
	/* A quoted text ends with its mark. */
	next = taken > 0 ? p->text + head + taken + (taken < n - head) : end;
	if (is_utf8(e, value, (size_t)(end - value)))
		take_each(e, from, v, (struct span){ (const uint8_t *)value, (size_t)(end - value) }, p->head);
	foreign_free(v);
	step_over(p, next);
}

/* Line by line, and of a line value by value. */
static void
take_lines(struct events *e, const struct adapter *from, struct place *p)
{
	while (p->text < p->end) {
		if (p->line_end == NULL) {
			const char *newline = memchr(p->text, '\n', (size_t)(p->end - p->text));

			p->line_end = newline != NULL ? newline : p->end;
			p->begin = p->text;
			p->object = NULL;
			p->bad = e->bad;
			p->fronts = 0;
			p->cut = p->open = false;
			look_for_front(e, p);
		}
		if (p->text < p->line_end) {
			take_line(e, from, p);
			if (p->line_end != NULL && p->text < p->line_end)
				look_for_front(e, p);
			else
				tell_cut(e, p);
			continue;
		}
		p->text += p->text < p->end;
		p->line += !p->within;
		p->head = p->line_end = NULL;
	}
}

/* The lines of a text that stands in a value of the line at hand. */
static void
take_text_within(struct events *e, const struct adapter *from, const char *text)
{
	struct place at = { .path = e->path, .text = text, .end = text + strlen(text), .line = e->line, .within = true };

	take_lines(e, from, &at);
}

/* One value over several lines, or an array of values. */
static bool
take_whole(struct events *e, const struct adapter *from, const char *path, const char *text, size_t n)
{
	const char *end = NULL;
	cJSON *v = n > 0 && (*text == '{' || *text == '[') && memchr(text, '\n', n) != NULL ? foreign_read(text, n, &end) : NULL;

	if (v == NULL)
		return false;
	while (end < text + n && is_space((uint8_t)*end))
		end++;
	if (end != text + n) {
		foreign_free(v);
		return false;
	}
	e->path = path;
	e->line = 1;
	if (is_utf8(e, text, n))
		take_each(e, from, v, (struct span){ (const uint8_t *)text, n }, "");
	foreign_free(v);
	return true;
}

/* Which cell a row lacks nobody can tell; where it has one too many, none is sure to stand below its name. */
static void
fit_cells(struct events *e, struct rows *r)
{
	if (r->fault != NULL || r->n_cell == r->n_column)
		return;
	if (r->n_cell > r->n_column) {
		r->fault = "it has more cells than the heading";
		return;
	}
	e->short_rows++;
	complain("%s:%llu: this row has fewer cells than the heading: %zu of %zu", e->path, (unsigned long long)e->line, r->n_cell, r->n_column);
}

static void
take_rows(struct events *e, const struct adapter *from, const char *path, const char *text, size_t n)
{
	struct out row = { NULL, 0, 0, false };
	struct rows rows;
	const char *end;
	cJSON *v;

	if (!rows_begin(&rows, &e->arena, text, n)) {
		if (n > 0) {
			e->bad++;
			complain("%s:1: the heading cannot be read, or has too many columns", path);
		}
		return;
	}
	if (!map_fits(e, &rows, path)) {
		e->bad++;
		return;
	}
	while (rows_next(&rows, &row)) {
		e->failed |= row.failed;
		e->path = path;
		e->line = rows.begun;
		/* A line of blanks is no row, and one of empty cells has no event, whatever the constants of the map are. */
		if (rows.fault == NULL && rows.is_blank) {
			e->other += rows.n_cell > 1;
			out_clear(&row);
			continue;
		}
		fit_cells(e, &rows);
		v = rows.fault == NULL ? foreign_read(row.p, row.n, &end) : NULL;
		if (v != NULL)
			e->other += !from->take(e, v, NULL, "");
		else {
			e->bad++;
			complain("%s:%llu: this row cannot be read%s%s", path, (unsigned long long)rows.begun, rows.fault != NULL ? ": " : "",
			    rows.fault != NULL ? rows.fault : "");
		}
		if (v != NULL)
			foreign_free(v);
		out_clear(&row);
	}
	out_free(&row);
}

static void
take_text(struct events *e, const struct adapter *from, const char *path, struct span text)
{
	/* A log that was cut off before its first line has none. */
	const char *p = text.n > 0 ? (const char *)text.p : "";
	struct place at = { .path = path, .text = p, .end = p + text.n, .line = 1 };

	if (from->table) {
		take_rows(e, from, path, p, text.n);
		return;
	}
	if (take_whole(e, from, path, p, text.n))
		return;
	take_lines(e, from, &at);
}

bool
log_read(struct events *e, const struct adapter *from, const char *path)
{
	struct out plain = { NULL, 0, 0, false };
	struct document d;
	struct span text;
	const char *fault, *cut;

	if (strcmp(path, "-") == 0 ? !document_read(&d, stdin, path, DOCUMENT_REPORT) : !document_open(&d, path, DOCUMENT_REPORT))
		return false;
	text = d.text;
	if ((fault = plain_text(&text, &plain, &cut)) != NULL)
		complain("%s: %s", path, fault);
	else
		take_text(e, from, path, text);
	if (fault == NULL && cut != NULL)
		complain("%s: %s", path, cut);
	out_free(&plain);
	document_close(&d);
	return fault == NULL && cut == NULL;
}
