/* SPDX-License-Identifier: Apache-2.0 */
/* rows.c - see rows.h.  Fields are parted by commas, or by the semicolons or tabs that the header line has instead. */
#include "command/import/rows.h"

#include <string.h>

#include "base/json_out.h"
#include "base/utf8.h"

#define MOST_COLUMNS 256u

static char
separator(const struct rows *r)
{
	for (const char *p = r->rest; p < r->end && *p != '\n'; p++)
		if (*p == ',' || *p == ';' || *p == '\t')
			return *p;
	return ',';
}

/*
 * Behind the field, with its quotation marks; NULL, and *fault says why, where
 * they do not fit.  A mark that does not begin its field is a character as any other.
 */
static const char *
field_end(const struct rows *r, const char **fault)
{
	const char *p = r->rest, *closed;

	if (p < r->end && *p == '"') {
		for (p++; p < r->end && (*p != '"' || (p + 1 < r->end && p[1] == '"')); p++)
			p += *p == '"';
		if (p == r->end) {
			*fault = "a quotation mark is never closed";
			return NULL;
		}
		p++;
	}
	for (closed = p; p < r->end && *p != r->comma && *p != '\n'; p++)
		if (closed != r->rest && memchr(" \t\r", *p, 3) == NULL) {
			*fault = "a quoted cell goes on behind its quotation mark";
			return NULL;
		}
	return p;
}

/* The rest of the line at hand is passed over: rows behind it are read again. */
static void
give_up(struct rows *r, bool *last)
{
	const char *newline = memchr(r->rest, '\n', (size_t)(r->end - r->rest));

	r->line += newline != NULL;
	r->rest = newline != NULL ? newline + 1 : r->end;
	*last = true;
}

/* The next field of the row, without its quotation marks; *last: it ends the row.  p is NULL where r->fault says why. */
static struct span
next_field(struct rows *r, bool *last)
{
	const char *end = field_end(r, &r->fault);
	bool quoted = end != NULL && r->rest < end && *r->rest == '"';
	char *out = end != NULL ? arena_take(r->arena, (size_t)(end - r->rest) + 1) : NULL;
	size_t n = 0;

	if (end == NULL) {
		give_up(r, last);
		return (struct span){ NULL, 0 };
	}
	r->rest += quoted;
	for (; out != NULL && r->rest < end; r->rest++) {
		r->line += *r->rest == '\n';
		if (quoted && *r->rest == '"' && (r->rest + 1 == end || r->rest[1] != '"'))
			break;
		r->rest += quoted && *r->rest == '"';
		out[n++] = *r->rest;
	}
	*last = end == r->end || *end == '\n';
	r->line += end < r->end && *end == '\n';
	r->rest = end + (end < r->end);
	if (*last && !quoted && n > 0 && out[n - 1] == '\r')
		n--;
	return (struct span){ (const uint8_t *)out, n };
}

static bool
is_blank(struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (memchr(" \t\r", s.p[i], 3) == NULL)
			return false;
	return true;
}

bool
rows_begin(struct rows *r, struct arena *a, const char *text, size_t n)
{
	bool last = false;

	*r = (struct rows){ .rest = text, .end = text + n, .line = 1, .arena = a };
	if (n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
		r->rest += 3;
	r->comma = separator(r);
	if ((r->column = arena_array(a, MOST_COLUMNS, sizeof *r->column)) == NULL || r->rest == r->end)
		return false;
	while (!last && r->n_column < MOST_COLUMNS)
		r->column[r->n_column++] = next_field(r, &last);
	return last && r->fault == NULL;
}

bool
rows_next(struct rows *r, struct out *o)
{
	struct json j = json_to(o, true);
	struct arena fields;
	struct arena *names = r->arena;
	bool last = false;

	if (r->rest >= r->end)
		return false;
	r->fault = NULL;
	r->n_cell = 0;
	r->is_blank = true;
	r->begun = r->line;
	arena_init(&fields);
	r->arena = &fields;
	json_open(&j, '{');
	for (size_t i = 0; !last; i++) {
		struct span field = next_field(r, &last);

		if (field.p != NULL && !utf8_valid(field))
			r->fault = "it is not in UTF-8";
		if (i < r->n_column || field.n > 0)
			r->n_cell = i + 1;
		r->is_blank = r->is_blank && is_blank(field);
		if (i < r->n_column && field.p != NULL)
			json_member(&j, arena_printf(&fields, "%.*s", (int)r->column[i].n, (const char *)r->column[i].p),
			    arena_printf(&fields, "%.*s", (int)field.n, (const char *)field.p));
	}
	json_close(&j, '}');
	r->arena = names;
	o->failed |= fields.failed;
	arena_free(&fields);
	return true;
}
