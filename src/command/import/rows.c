/* SPDX-License-Identifier: Apache-2.0 */
/* rows.c - see rows.h.  Fields are parted by commas, or by the semicolons or tabs that the header line has instead. */
#include "command/import/rows.h"

#include <string.h>

#include "base/json_out.h"

#define MOST_COLUMNS 256u

static char
separator(const struct rows *r)
{
	for (const char *p = r->rest; p < r->end && *p != '\n'; p++)
		if (*p == ',' || *p == ';' || *p == '\t')
			return *p;
	return ',';
}

/* Octets of the field with its quotation marks. */
static size_t
field_length(const struct rows *r)
{
	const char *p = r->rest;
	bool quoted = false;

	for (; p < r->end && (quoted || (*p != r->comma && *p != '\n')); p++)
		quoted ^= *p == '"';
	return (size_t)(p - r->rest);
}

/* The next field of the row, without its quotation marks; *last: it ends the row. */
static struct span
next_field(struct rows *r, bool *last)
{
	char *out = arena_take(r->arena, field_length(r) + 1);
	size_t n = 0;
	bool quoted = false;

	for (; out != NULL && r->rest < r->end; r->rest++) {
		char c = *r->rest;

		r->line += c == '\n';
		if (quoted && c == '"' && r->rest + 1 < r->end && r->rest[1] == '"')
			out[n++] = *r->rest++;
		else if (c == '"')
			quoted = !quoted;
		else if (!quoted && (c == r->comma || c == '\n'))
			break;
		else
			out[n++] = c;
	}
	*last = r->rest >= r->end || *r->rest == '\n';
	if (r->rest < r->end)
		r->rest++;
	if (*last && n > 0 && out[n - 1] == '\r')
		n--;
	return (struct span){ (const uint8_t *)out, n };
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
	return last;
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
	arena_init(&fields);
	r->arena = &fields;
	json_open(&j, '{');
	for (size_t i = 0; !last; i++) {
		struct span field = next_field(r, &last);

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
