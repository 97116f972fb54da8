/* SPDX-License-Identifier: Apache-2.0 */
#include "input/data/json_lines.h"

#include "base/ascii.h"
#include "base/base64.h"
#include "input/pem/line/armour.h"
#include "input/pem/line/frame.h"
#include "input/sniff.h"

/* Longer lines are no lines of PEM, whose base64 has 64 or 76 characters. */
#define LINE 256
/* Characters of base64 that tell the length of an element. */
#define FIRST 8

/* The text without the blanks and line ends behind it, be they written out. */
static struct span
without_end(struct span s)
{
	for (;;) {
		if (s.n > 0 && is_space(s.p[s.n - 1]))
			s.n--;
		else if (s.n > 1 && s.p[s.n - 2] == '\\' && (s.p[s.n - 1] == 'n' || s.p[s.n - 1] == 'r'))
			s.n -= 2;
		else
			return s;
	}
}

/* Where the armour begins that ends the line; SIZE_MAX: none does.  What stands before BEGIN is of a log. */
static size_t
begin_at(struct span line)
{
	struct armour a;
	size_t at = SIZE_MAX;

	line = without_end(line);
	if (line.n >= LINE)
		return SIZE_MAX;
	for (size_t i = 0; i < line.n; i++) {
		if (line.p[i] == '\n' || line.p[i] == '\r')
			return SIZE_MAX;
		if (at == SIZE_MAX && (line.p[i] == '-' || line.p[i] == 0xe2) && armour_at(span_sub(line, i, line.n - i), &a) && !a.end &&
		    a.n == line.n - i)
			at = i;
	}
	return at;
}

bool
json_line_begins(struct span line)
{
	return begin_at(line) != SIZE_MAX;
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

/* What a line has inside the frame of its block. */
static enum json_line
line_inside(struct span s)
{
	struct armour a;
	size_t n = s.n;

	if (armour_at(s, &a))
		return a.end ? JSON_LINE_END : JSON_LINE_OTHER;
	while (n > 0 && s.p[n - 1] == '=')
		n--;
	for (size_t i = 0; i < n; i++)
		if (!base64_char(s.p[i]))
			return JSON_LINE_OTHER;
	return s.n >= LINE ? JSON_LINE_WHOLE : is_cut(s) ? JSON_LINE_FIRST : JSON_LINE_MORE;
}

/* Base64 that was not wrapped is alone between BEGIN and END. */
static enum json_line
in_order(enum json_line before, enum json_line what)
{
	if (what == JSON_LINE_WHOLE && before != JSON_LINE_BEGIN)
		return JSON_LINE_OTHER;
	return before == JSON_LINE_WHOLE && what != JSON_LINE_END ? JSON_LINE_OTHER : what;
}

enum json_line
json_line_behind(struct span begin, enum json_line before, struct span line)
{
	struct frame f = { .n_behind = 0 };
	struct span inside;
	enum json_line what;
	size_t at = begin_at(begin);

	line = without_end(line);
	if (at > FRAME_OCTETS)
		return JSON_LINE_OTHER;
	/* What stands before BEGIN may have begun with something else. */
	for (size_t i = 0; i <= at; i++) {
		f.n_before = at - i;
		memcpy(f.before, begin.p + i, f.n_before);
		if (frame_inside(&f, line, &inside) && (what = line_inside(inside)) != JSON_LINE_OTHER)
			return in_order(before, what);
	}
	return JSON_LINE_OTHER;
}

static bool
goes_on(struct span line)
{
	for (size_t i = 0; i < line.n; i++)
		if (!base64_char(line.p[i]) && memchr("=\r\n", line.p[i], 3) == NULL)
			return false;
	return line.n > 0 && !is_cut(line);
}

/* Is this item the first of a block, which goes on behind it up to END, or up to the last item? */
static bool
is_block(const struct json_value *begin)
{
	const struct json_value *v = begin->next;
	enum json_line what = JSON_LINE_BEGIN;
	bool first = false;

	if (v == NULL || !json_line_begins(begin->text))
		return false;
	for (; v != NULL && what != JSON_LINE_OTHER && what != JSON_LINE_END; v = v->next) {
		what = json_line_behind(begin->text, what, v->text);
		first |= what == JSON_LINE_FIRST;
	}
	return what == JSON_LINE_END || (what != JSON_LINE_OTHER && first);
}

bool
json_lines(const struct json_value *list)
{
	const struct json_value *first = list->child;

	if (list->type != JSON_ARRAY || first == NULL || first->next == NULL)
		return false;
	for (const struct json_value *v = first; v != NULL; v = v->next)
		if (v->type != JSON_STRING)
			return false;
	for (const struct json_value *v = first; v != NULL; v = v->next)
		if (is_block(v))
			return true;
	return is_cut(first->text) && goes_on(first->next->text);
}

bool
json_lines_begin(struct span s)
{
	const uint8_t *end;
	size_t n = 1;

	while (n < s.n && is_space(s.p[n]))
		n++;
	if (n >= s.n || s.p[n] != '"')
		return false;
	s = span_sub(s, n + 1, s.n - n - 1);
	end = s.n > 0 ? memchr(s.p, '"', s.n) : NULL;
	if (end == NULL)
		return false;
	s.n = (size_t)(end - s.p);
	s = without_end(s);
	return json_line_begins(s) || is_cut(s);
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
