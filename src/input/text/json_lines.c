/* SPDX-License-Identifier: Apache-2.0 */
#include "input/text/json_lines.h"

#include "base/base64.h"
#include "input/sniff.h"
#include "input/text/armour.h"

/* Longer lines are no lines of PEM, whose base64 has 64 or 76 characters. */
#define LINE 256
/* Characters of base64 that tell the length of an element. */
#define FIRST 8

/* A line with BEGIN and nothing of the block behind it. */
static bool
is_armour(struct span line)
{
	return line.n < LINE && pem_begins(line);
}

bool
json_line_ends(struct span line)
{
	struct armour a;

	for (size_t i = 0; line.n < LINE && i < line.n; i++)
		if (line.p[i] == '-' && armour_at(span_sub(line, i, line.n - i), &a))
			return a.end;
	return false;
}

bool
json_line_begins(struct span line)
{
	return is_armour(line);
}

/* Base64 of the beginning of an element that is longer. */
static bool
is_cut(struct span line)
{
	char room[FIRST];
	struct out start = { room, 0, sizeof room, false };
	struct base64 b64 = { 0 };
	uint64_t total;

	if (line.n < 2 * FIRST || line.n >= LINE || !sniff_base64(line) || base64_feed(&b64, span_sub(line, 0, FIRST), &start) != NULL)
		return false;
	total = sniff_length(out_span(&start));
	return total > line.n / 4 * 3 && total != UINT64_MAX;
}

static bool
goes_on(struct span line)
{
	for (size_t i = 0; i < line.n; i++)
		if (!base64_char(line.p[i]) && memchr("=\r\n", line.p[i], 3) == NULL)
			return false;
	return line.n > 0 && !is_cut(line);
}

bool
json_lines(const struct json_value *list)
{
	const struct json_value *first = list->child;
	bool armour = false;

	if (list->type != JSON_ARRAY || first == NULL || first->next == NULL)
		return false;
	for (const struct json_value *v = first; v != NULL; v = v->next) {
		if (v->type != JSON_STRING)
			return false;
		armour |= is_armour(v->text);
	}
	return armour || (is_cut(first->text) && goes_on(first->next->text));
}

bool
json_lines_begin(struct span s)
{
	const uint8_t *end;
	size_t n = 1;

	while (n < s.n && memchr(" \t\r\n", s.p[n], 4) != NULL)
		n++;
	if (n >= s.n || s.p[n] != '"')
		return false;
	s = span_sub(s, n + 1, s.n - n - 1);
	end = s.n > 0 ? memchr(s.p, '"', s.n) : NULL;
	if (end == NULL)
		return false;
	s.n = (size_t)(end - s.p);
	/* A line end that is written out may stand at its end. */
	while (s.n > 1 && s.p[s.n - 2] == '\\' && (s.p[s.n - 1] == 'n' || s.p[s.n - 1] == 'r'))
		s.n -= 2;
	return is_armour(s) || is_cut(s);
}

void
json_lines_join(const struct json_value *list, struct out *to)
{
	out_clear(to);
	for (const struct json_value *v = list->child; v != NULL; v = v->next) {
		if (v->text.n > 0)
			out_mem(to, v->text.p, v->text.n);
		out_char(to, '\n');
	}
}
