/* SPDX-License-Identifier: Apache-2.0 */
/* frame_body.c - what stands around the lines of a block, told by the lines of its body: they are as long, and have it before and behind them. */
#include "base/ascii.h"
#include "base/base64.h"
#include "input/pem/line/armour.h"
#include "input/pem/line/frame.h"
#include "input/written/filler.h"
#include "input/written/run.h"

/* Characters of a line of the body, no fewer. */
#define LINE 32
/* Base64 is wrapped in groups of so many characters. */
#define GROUP 4

static bool
is_character(uint8_t c)
{
	return base64_char(c) || c == '=';
}

/* May what stands behind the lines be taken for the end of their base64? */
static bool
goes_on_as_base64(const struct frame *f)
{
	return f->n_behind > 0 && is_character(f->behind[0]);
}

/* Behind the digits at s.p[at]. */
static size_t
behind_digits(struct span s, size_t at)
{
	while (at < s.n && is_digit(s.p[at]))
		at++;
	return at;
}

/* The same, but for numbers: they count, or tell the time. */
static bool
alike(struct span a, struct span b)
{
	size_t i = 0, k = 0;

	while (i < a.n && k < b.n) {
		if (is_digit(a.p[i]) && is_digit(b.p[k])) {
			i = behind_digits(a, i);
			k = behind_digits(b, k);
		} else if (a.p[i++] != b.p[k++]) {
			return false;
		}
	}
	return i == a.n && k == b.n;
}

/* May this stand behind a line of the body?  The last line of a list has nothing there. */
static bool
is_behind(const struct frame *f, struct span s)
{
	s = span_trimmed(s);
	return s.n == 0 || alike((struct span){ f->behind, f->n_behind }, s);
}

/* A whole line of the body begins at line.p[at]. */
static bool
whole_at(const struct frame *f, struct span line, size_t at, struct span *body)
{
	size_t n = base64_run(span_from(line, at));

	if (n < f->width || (n > f->width && (!goes_on_as_base64(f) || !is_behind(f, span_from(line, at + f->width)))))
		return false;
	*body = span_sub(line, at, f->width);
	return true;
}

/* The last line begins at line.p[at]: it is shorter. */
static bool
last_at(const struct frame *f, struct span line, size_t at, struct span *body)
{
	size_t n = at + base64_run(span_from(line, at));

	for (size_t end = n; end > at && n - end <= f->n_behind; end--)
		if (((end - at) % GROUP == 0 || !goes_on_as_base64(f)) && is_behind(f, span_from(line, end))) {
			*body = span_sub(line, at, end - at);
			return true;
		}
	return false;
}

/* Is the base64 at line.p[at] no end of a longer run? */
static bool
starts_run(struct span line, size_t at)
{
	return at == 0 || !is_character(line.p[at - 1]);
}

/* In the column of the first line, behind an edge as that has: a column beside it may have words as long. */
static bool
in_column(const struct frame *f, struct span line, struct span *body)
{
	size_t at = f->n_before;

	if (at < 2 || line.n <= at || !is_blank(f->before[at - 1]) || line.p[at - 1] != f->before[at - 1] || !base64_char(line.p[at]))
		return false;
	return whole_at(f, line, at, body) || last_at(f, line, at, body);
}

/* Behind other words than the lines before have, as "INFO" and "DEBUG": a line is told by its length, and the last by where it stands. */
static bool
behind_others(const struct frame *f, struct span line, struct span *body)
{
	size_t at = 0;

	for (size_t n; at < line.n; at += n + 1) {
		n = base64_run(span_from(line, at));
		if (n == f->width && whole_at(f, line, at, body))
			return true;
	}
	for (at = line.n; f->n_before > 0 && at > 0; at--)
		if (starts_run(line, at) && line.p[at - 1] == f->before[f->n_before - 1] && last_at(f, line, at, body))
			return true;
	return false;
}

bool
frame_body_inside(const struct frame *f, struct span line, struct span *body)
{
	struct span before = span_trimmed((struct span){ f->before, f->n_before }), text = line;
	size_t n;

	/* Once, and not at each place where the body may begin. */
	while (text.n > 0 && is_blank(text.p[text.n - 1]))
		text.n--;
	*body = span_trimmed(text);
	/* A line without base64 has what stands before the others. */
	if (body->n == 0 || (before.n > 0 && alike(before, *body))) {
		body->n = 0;
		return true;
	}
	if (frame_before(f, line, &n) && n <= text.n && (whole_at(f, text, n, body) || last_at(f, text, n, body)))
		return true;
	return in_column(f, text, body) || behind_others(f, text, body);
}

bool
frame_takes_away(struct span line, struct span inside)
{
	size_t before = (size_t)(inside.p - line.p);

	return !filler_is_plain(span_sub(line, 0, before)) || !filler_is_plain(span_from(line, before + inside.n));
}

/* Is a character of the base64 escaped here, "&#x2F;" or "%2F"?  The line goes on behind it. */
static bool
goes_on_escaped(struct span end)
{
	uint8_t escaped;

	return filler_octets(end, 'A', false, &escaped) > 0 && escaped != 0;
}

/* Takes what stands before line.p[at] and behind its base64 for the frame. */
static bool
take(struct frame *f, struct span line, size_t at)
{
	struct span s = span_from(line, at), end;

	f->width = base64_run(s);
	end = span_trimmed(span_from(s, f->width));
	if (f->width < LINE || at > FRAME_OCTETS || end.n > FRAME_OCTETS || goes_on_escaped(end))
		return false;
	f->n_before = at;
	f->n_behind = end.n;
	memcpy(f->before, line.p, at);
	if (end.n > 0)
		memcpy(f->behind, end.p, end.n);
	return true;
}

/* A line as long as others are has whole groups: what is beyond them, and the same in the next line, stands behind it. */
static void
cut_to_groups(struct frame *f, struct span line, struct span next)
{
	size_t more = f->width % GROUP, n, end = f->n_before + f->width;

	if (more == 0 || f->n_behind + more > FRAME_OCTETS || !frame_before(f, next, &n) || next.n < n + f->width ||
	    memcmp(line.p + end - more, next.p + n + f->width - more, more) != 0)
		return;
	memmove(f->behind + more, f->behind, f->n_behind);
	memcpy(f->behind, line.p + end - more, more);
	f->n_behind += more;
	f->width -= more;
}

/* Where an element begins in base64 in this line; line.n: nowhere. */
static size_t
begins_at(struct span line)
{
	uint64_t total;

	for (size_t i = 0; i + LINE <= line.n && i <= FRAME_OCTETS; i++)
		if (run_may(line.p + i)) {
			enum run run = run_begins(span_from(line, i), '\n', &total);

			if (run == RUN_BASE64)
				return i;
		}
	return line.n;
}

bool
frame_armour(struct span line, size_t *at)
{
	struct armour a;

	for (*at = 0; *at < line.n; ) {
		struct span here = span_from(line, *at);
		bool dash = here.p[0] == '-' || here.p[0] == 0xe2;

		if (dash && armour_at(here, &a))
			return true;
		*at += dash ? armour_none(here) : 1;
	}
	return false;
}

bool
frame_of_body(struct frame *f, struct span text)
{
	struct span first, next, body;
	size_t n, at;

	first = frame_next_line(text, &n);
	if (n == 0 || (at = begins_at(first)) == first.n || !take(f, first, at))
		return false;
	next = frame_next_line(span_from(text, n), &n);
	cut_to_groups(f, first, next);
	/* END, or another line of the body. */
	return frame_armour(next, &at) || (next.n > 0 && frame_body_inside(f, next, &body));
}
