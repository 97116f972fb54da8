/* SPDX-License-Identifier: Apache-2.0 */
#include "input/pem/line/frame.h"

#include "base/ascii.h"
#include "base/base64.h"
#include "input/mail/mime.h"
#include "input/pem/line/armour.h"
#include "input/sniff.h"
#include "input/written/dump.h"
#include "input/written/run.h"

struct span
frame_line(struct span text, size_t *n)
{
	const uint8_t *lf = text.n > 0 ? memchr(text.p, '\n', text.n) : NULL, *cr;
	size_t end = lf != NULL ? (size_t)(lf - text.p) : text.n;

	cr = end > 0 ? memchr(text.p, '\r', end) : NULL;
	end = cr != NULL ? (size_t)(cr - text.p) : end;
	*n = end == text.n ? 0 : end + 1 + (cr != NULL && lf == cr + 1);
	return span_sub(text, 0, end);
}

struct span
frame_next_line(struct span text, size_t *n)
{
	struct span line;
	size_t taken = 0, end;

	do {
		line = frame_line(span_sub(text, taken, text.n - taken), &end);
		taken += end;
	} while (end > 0 && taken < text.n && span_trimmed(line).n == 0);
	*n = end > 0 ? taken : 0;
	return line;
}

/* Base64 so long that it is a line of the block. */
#define LINE 32
/* So much is the least of one. */
#define BODY 4

bool
frame_has_base64(struct span s)
{
	/* From the end of a run that there may be: what has none is passed over in steps of one. */
	for (size_t from = 0, at; s.n - from >= LINE; from = at) {
		for (at = from + LINE; at > from && base64_char(s.p[at - 1]); at--)
			;
		if (at == from)
			return true;
	}
	return false;
}

/* ---- what stands before ---- */

/* May two lines of one frame begin so?  A quick look: most begin with other letters. */
static bool
may_be_alike(uint8_t c, uint8_t d)
{
	return c == d || is_blank(c) || is_blank(d) || (is_digit(c) && is_digit(d)) || (c == ':' && d == '-');
}

/* Behind a number and the blanks that pad it; `at`: there is none. */
static size_t
behind_number(struct span s, size_t at)
{
	size_t from = at, to;

	while (from < s.n && is_blank(s.p[from]))
		from++;
	for (to = from; to < s.n && is_digit(s.p[to]); to++)
		;
	return to > from ? to : at;
}

/* The same words in both, but for numbers, which count lines or tell the time.  False: they differ. */
static bool
same_but_numbers(struct span before, struct span line, size_t *n)
{
	size_t i = 0, k = 0;

	while (i < before.n) {
		if (is_blank(before.p[i]) || is_digit(before.p[i])) {
			size_t next = behind_number(before, i), to = behind_number(line, k);

			if (next > i && to > k) {
				i = next;
				k = to;
				continue;
			}
		}
		/* grep has ":" in a line that it looked for, and "-" in those around it. */
		if (k == line.n || (before.p[i] != line.p[k] && (before.p[i] != ':' || line.p[k] != '-')))
			return false;
		i++;
		k++;
	}
	*n = k;
	return true;
}

/* A column of a table that goes on: blanks where words stood, up to the bar. */
static bool
same_column(struct span before, struct span line)
{
	size_t bar = before.n;

	while (bar > 0 && is_blank(before.p[bar - 1]))
		bar--;
	if (bar == 0 || line.n < before.n || is_letter(before.p[bar - 1]) || is_digit(before.p[bar - 1]))
		return false;
	for (size_t i = 0; i < before.n; i++)
		if (line.p[i] != before.p[i] && (line.p[i] != ' ' || i + 1 == bar))
			return false;
	return true;
}

/* The same behind the blanks that begin the line: those of the first may be gone. */
static bool
same_but_indent(struct span before, struct span line, size_t *n)
{
	size_t i = blanks_before(before), k = blanks_before(line);

	*n = k + before.n - i;
	return i < before.n && *n <= line.n && memcmp(before.p + i, line.p + k, before.n - i) == 0;
}

/* How much of the line stands before what it says; false: something else does. */
static bool
behind_before(struct span before, struct span line, size_t *n)
{
	*n = before.n;
	if (before.n == 0 || (line.n >= before.n && memcmp(before.p, line.p, before.n) == 0))
		return true;
	/* Where a number ends and base64 begins could not be told. */
	if (!is_digit(before.p[before.n - 1]) && same_but_numbers(before, line, n))
		return true;
	*n = before.n;
	return same_column(before, line) || same_but_indent(before, line, n);
}

/* ---- a line in its frame ---- */

bool
frame_before(const struct frame *f, struct span line, size_t *n)
{
	return behind_before((struct span){ f->before, f->n_before }, line, n);
}

bool
frame_inside(const struct frame *f, struct span line, struct span *inside)
{
	struct span before = { f->before, f->n_before }, s;
	struct armour a;
	size_t n;

	*inside = span_trimmed(line);
	if (inside->n == 0)
		return true;
	if (!behind_before(before, line, &n)) {
		/* The blanks at its end may be missing where nothing follows. */
		if (f->n_behind > 0 || !span_eq(span_trimmed(before), *inside))
			return false;
		inside->n = 0;
		return true;
	}
	*inside = s = span_trimmed(span_sub(line, n, line.n - n));
	/* The last line of a list has no comma. */
	if (f->n_behind == 0 || armour_at(s, &a))
		return true;
	if (s.n < f->n_behind || memcmp(s.p + s.n - f->n_behind, f->behind, f->n_behind) != 0)
		return false;
	*inside = span_trimmed(span_sub(s, 0, s.n - f->n_behind));
	return true;
}

bool
frame_is_filler(const struct frame *f)
{
	for (size_t i = 0; i < f->n_before; i++)
		if (base64_char(f->before[i]))
			return false;
	/* What begins with a sign of its own stops whoever reads base64. */
	return f->n_behind == 0 || !base64_char(f->behind[0]);
}

/* Base64, and where that could be the end of what stands before it, such as a block begins with. */
static bool
is_body(const struct frame *f, struct span s)
{
	if (s.n < BODY || (f->n_before > 0 && base64_char(f->before[f->n_before - 1]) && s.p[0] != 'M'))
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!base64_char(s.p[i]) && s.p[i] != '=')
			return false;
	return true;
}

/* Nothing but blanks, and marks of quoted mail, which are no part of any text. */
static bool
is_margin(struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_blank(s.p[i]) && s.p[i] != '>' && s.p[i] != 0)
			return false;
	return true;
}

static bool
try_frame(struct frame *f, struct span before, struct span behind, struct span next)
{
	struct span inside;

	if (before.n > 0)
		memcpy(f->before, before.p, before.n);
	f->n_before = before.n;
	f->n_behind = behind.n;
	return !(is_margin(before) && behind.n == 0) && frame_inside(f, next, &inside) && is_body(f, inside);
}

/* Does a number go on at s.p[i]? */
static bool
is_inside_number(struct span s, size_t i)
{
	return i > 0 && is_digit(s.p[i - 1]) && is_digit(s.p[i]);
}

/* The same with what stands before it, or less: the line may have begun with something else. */
static bool
try_before(struct frame *f, struct span before, struct span behind, struct span next)
{
	if (behind.n > FRAME_OCTETS || next.n == 0)
		return false;
	if (behind.n > 0)
		memcpy(f->behind, behind.p, behind.n);
	for (size_t i = 0; i < before.n; i++)
		if (!is_inside_number(before, i) && may_be_alike(before.p[i], next.p[0]) && try_frame(f, span_sub(before, i, before.n - i), behind, next))
			return true;
	if (try_frame(f, span_sub(before, before.n, 0), behind, next))
		return true;
	/* Or words that stand in the first line only, behind what all have. */
	for (size_t n = before.n; n > 1 && may_be_alike(before.p[0], next.p[0]); n--)
		if (!is_letter(before.p[n - 1]) && !is_digit(before.p[n - 1]) && try_frame(f, span_sub(before, 0, n), behind, next))
			return true;
	return false;
}

bool
frame_find(struct frame *f, struct span before, struct span text)
{
	uint8_t room[FRAME_OCTETS];
	struct span first, behind, next;
	size_t n, end;

	if (text.n == 0 || (before.n == 0 && (text.p[0] == '\n' || text.p[0] == '\r')))
		return false;
	first = frame_line(text, &n);
	if (n == 0 || before.n > FRAME_OCTETS || frame_has_base64(first))
		return false;
	next = frame_next_line(span_sub(text, n, text.n - n), &end);
	behind = span_trimmed(first);
	if (before.n > 0)
		memcpy(room, before.p, before.n);
	before = (struct span){ room, before.n };
	/* What stands behind BEGIN may stand there alone. */
	return end > 0 && (try_before(f, before, behind, next) || try_before(f, before, span_sub(behind, 0, 0), next));
}

/* ---- lines without armour ---- */

/* A line of wrapped text has no more, with what stands before it and its end. */
#define WRAPPED 160
/* Places of one line at which its frame may end are tried, no more: most lines have none or one. */
#define TRIED 8

/* The first octets, in which a line ends if it is one of a frame. */
static struct span
near(struct span s)
{
	return s.n > FRAME_LINE ? span_sub(s, 0, FRAME_LINE) : s;
}

/* The first line, as far as wrapped text stands in it. */
static struct span
shown(struct span text)
{
	return text.n > WRAPPED ? span_sub(text, 0, WRAPPED) : text;
}

/* The lines at the front without what stands before them, as many as there is room for. */
static struct span
stripped(const struct frame *f, struct span text, uint8_t room[RUN_OCTETS * 2])
{
	struct span line, to = { room, 0 };
	size_t n, before;

	for (; text.n > 0; text = span_from(text, n)) {
		line = frame_line(near(text), &n);
		if (n == 0 || !frame_before(f, line, &before) || to.n + line.n - before + 1 > 2 * RUN_OCTETS)
			break;
		memcpy(room + to.n, line.p + before, line.n - before);
		to.n += line.n - before;
		room[to.n++] = '\n';
	}
	return to;
}

/* Octets in decimal up to the end of the line: the first of no form has one digit. */
static bool
is_list(struct span line)
{
	if (line.n < 3 || !is_digit(line.p[0]) || !is_digit(line.p[1]) || (line.p[2] != ',' && line.p[2] != ' '))
		return false;
	for (size_t i = 0; i < line.n; i++)
		if (!is_blank(line.p[i]) && !is_digit(line.p[i]) && line.p[i] != ',' && line.p[i] != '-')
			return false;
	return true;
}

/* As long as a line of a block is, of base64 or hexadecimal, or a list. */
static bool
is_long(struct span line)
{
	size_t n = 0;

	if (line.n < LINE)
		return false;
	while (n < LINE && base64_char(line.p[n]))
		n++;
	return n == LINE || is_list(line);
}

/* 0x30 begins behind its letter. */
static size_t
hex_prefix(struct span text)
{
	return text.n > 2 && text.p[0] == '0' && (text.p[1] | 0x20) == 'x' ? 2 : 0;
}

/* 30 or 03 of hexadecimal, 48 in decimal, MI and their like: an element of DER, whose next octets tell more. */
static bool
may_be_der(struct span s)
{
	return s.n > 2 && (run_may(s.p) || memcmp(s.p, "30", 2) == 0 || memcmp(s.p, "03", 2) == 0 || memcmp(s.p, "48", 2) == 0);
}

/* A quick look at what a line says: false where nothing begins that goes on in the next. */
static bool
may_be_wrapped(struct span line)
{
	struct span s = span_from(line, hex_prefix(line));

	return mime_uu_begins(line) || may_be_der(s) || is_long(s) || dump_line(line);
}

/* Does what begins in the line before go on in this one?  It begins none of its own; any line of base64 of text stands for text. */
static bool
goes_on(struct span text, enum run run)
{
	uint64_t total;
	enum run own = run_begins(text, '\n', &total);
	struct span line;
	size_t n;

	if (own != RUN_NONE && own != RUN_BASE64_FORM && own != RUN_HEX_FORM)
		return false;
	if (run == RUN_HEX || run == RUN_HEX_FORM)
		return run_hex(text, &n) >= 0;
	if (run == RUN_LIST)
		return run_decimal(text, &n) >= 0;
	line = span_trimmed(frame_line(text, &n));
	for (n = 0; n < line.n && n < BODY && (base64_char(line.p[n]) || line.p[n] == '='); n++)
		;
	return run == RUN_STRING || n == BODY || (n > 0 && n == line.n);
}

/* Something that the next line goes on with. */
static bool
is_wrapped(struct span text)
{
	uint64_t total;
	struct span line;
	enum run run;
	size_t n = hex_prefix(text);

	if (dump_begins(text) || sniff_uu(text))
		return true;
	if (text.n == 0)
		return false;
	text = span_from(text, n);
	run = run_begins(text, n > 0 ? text.p[-1] : '\n', &total);
	line = frame_line(text, &n);
	/* Words of a last column stand for text by chance, one below the other. */
	if (run == RUN_NONE || (!is_long(line) && (run == RUN_BASE64_FORM || run == RUN_LIST || (run == RUN_HEX_FORM && total != UINT64_MAX))))
		return false;
	text = span_from(text, n);
	return text.n > 0 && goes_on(text, run);
}

/* Does the line behind the first begin a certificate of its own?  A quick look: most lists of them are told by it. */
static bool
begins_own(struct span line)
{
	uint64_t total;
	enum run run = run_begins(line, '\n', &total);

	return run == RUN_BASE64 || run == RUN_HEX;
}

/* Does the frame end at first.p[i], a word? */
static bool
may_end(struct span first, size_t i)
{
	/* A word does not end inside another, and a type belongs to the octet behind it. */
	return !is_letter(first.p[i - 1]) && !is_digit(first.p[i - 1]) && run_word(first.p[i], '\n') &&
	    (span_trimmed(span_sub(first, 0, i)).n > 0 || mime_uu_begins(span_from(first, i))) && may_be_wrapped(span_from(first, i)) &&
	    run_type_before(first, i) == i;
}

/* Lines whose numbers are looked at. */
#define COUNTED 3
#define NUMBER_DIGITS 8

/* Do these lines begin with their numbers? */
static bool
counts_lines(struct span text)
{
	unsigned before = 0, number = 0, seen = 0;

	for (size_t end = 1, at, from; seen < COUNTED && end > 0 && text.n > 0; seen++, before = number, text = span_from(text, end)) {
		struct span line = frame_line(text, &end);

		from = blanks_before(line);
		number = 0;
		for (at = from; at < line.n && at - from < NUMBER_DIGITS && is_digit(line.p[at]); at++)
			number = number * 10 + line.p[at] - '0';
		if (at == from || (seen > 0 && number != before + 1))
			return false;
	}
	return seen > 1;
}

/* Lines of one column that are looked at; and those that there must be. */
#define COLUMN_LINES 6
#define COLUMN_LEAST 4

/*
 * Do the lines have a column of n octets in front, which is the same in each, or rises with its decimal digits: a time, a process, an
 * address?  Octets do not.
 */
static bool
is_column(struct span text, size_t n)
{
	struct span before = span_sub(text, 0, n), line;
	unsigned seen = 0;
	size_t end;

	for (text = near(text); seen < COLUMN_LINES; seen++, before = span_sub(line, 0, n), text = span_from(text, end)) {
		line = frame_line(text, &end);
		if (end == 0)
			break;
		if (line.n <= n || memcmp(before.p, line.p, n) > 0)
			return false;
		for (size_t i = 0; i < n; i++)
			if (before.p[i] != line.p[i] && !(is_digit(before.p[i]) && is_digit(line.p[i])))
				return false;
	}
	return seen >= COLUMN_LEAST;
}

/* Are the n octets in front more of the list in hexadecimal that goes on behind them, with the same between? */
static bool
is_of_list(struct span text, size_t n)
{
	size_t digits, step, k;

	if (n >= text.n || run_hex(span_from(text, n), &digits) < 0 || run_hex(span_from(text, n + digits), &step) < 0)
		return false;
	for (size_t at = blanks_before(text); at < n; at += k)
		if (run_hex(span_from(text, at), &k) < 0 || (at + k > n && (at + k != n + digits || k != step)))
			return false;
	return !counts_lines(text) && !is_column(text, n);
}

bool
frame_ends(struct frame *f, struct span text, size_t n, bool *own)
{
	uint8_t room[2 * RUN_OCTETS];
	size_t end, same;
	struct span first = frame_line(shown(text), &end), next;

	*own = false;
	if (n == 0 || n >= first.n || n >= FRAME_OCTETS || end == 0 || !may_end(first, n))
		return false;
	next = frame_line(near(span_from(text, end)), &end);
	memcpy(f->before, first.p, n);
	f->n_before = n;
	f->n_behind = 0;
	if (end == 0 || next.n == 0 || !may_be_alike(first.p[0], next.p[0]) || !frame_before(f, next, &same))
		return false;
	*own = begins_own(span_from(next, same));
	return !*own && is_wrapped(stripped(f, text, room)) && !dump_begins(text) && !is_of_list(text, n);
}

bool
frame_begins(struct frame *f, struct span text)
{
	size_t n, end;
	struct span first = frame_line(shown(text), &n), next;
	unsigned tried = 0;
	bool own;

	if (n == 0)
		return false;
	next = frame_line(near(span_from(text, n)), &end);
	if (end == 0 || next.n == 0 || !may_be_alike(first.p[0], next.p[0]))
		return false;
	for (size_t i = 1; i < first.n && tried < TRIED; i++) {
		if (!may_end(first, i))
			continue;
		tried++;
		if (frame_ends(f, text, i, &own))
			return true;
	}
	return false;
}
