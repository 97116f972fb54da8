/* SPDX-License-Identifier: Apache-2.0 */
/* base64.c - files of base64: one text that stands for elements of DER and what comes behind them, or one a line. */
#include <stdlib.h>

#include "base/ascii.h"
#include "base/base64.h"
#include "input/data/around.h"
#include "input/data/held.h"
#include "input/der/filled.h"
#include "input/form.h"
#include "input/lost/lost.h"
#include "input/lost/nested.h"
#include "input/pem/line/armour.h"
#include "input/pem/line/frame.h"
#include "input/pem/over_lines.h"
#include "input/written/dump.h"
#include "input/written/net.h"
#include "input/written/run.h"

/* Characters of a line of a body, no fewer. */
#define LINE 32
/* Those of a line with nothing of a list in it, no more. */
#define SHORT 16

/* A character that base64 does not have is told of once; whole certificates are taken out of what comes behind it. */
static int
bad_line(struct input_base64 *b, bool *told)
{
	const char *container = b->elements.split.state == SPLIT_BAG ? cms_format(&b->elements.split.cms) : NULL;
	struct input *in = b->elements.in;
	uint64_t line = b->bad;

	b->bad = 0;
	b->base64 = (struct base64){ .again = true, .url = true };
	split_behind_damage(&b->elements.split);
	if (*told)
		return 0;
	*told = true;
	return input_item(in, container != NULL ? container : b->elements.format, line, SPAN_NONE, INPUT_NO_BASE64);
}

/* A line that is no base64, nor meant for it. */
static bool
is_comment(struct span line)
{
	while (line.n > 0 && (line.p[0] == ' ' || line.p[0] == '\t'))
		line = span_sub(line, 1, line.n - 1);
	return line.n > 1 && (line.p[0] == '#' || line.p[0] == ';' || (line.p[0] == '/' && line.p[1] == '/' && line.n < 64));
}

/* Does base64 go on behind the comments at the front, as far as is seen? */
static bool
base64_behind(struct span text)
{
	struct span line = SPAN_NONE;

	while (text.n > 0 && (line.n == 0 || is_comment(line)))
		line = span_trimmed(sniff_line(&text));
	return line.n > 0 && !is_comment(line) && base64_text(line);
}

/* Has a line so few characters that it shows by a sign alone that something begins, and none? */
static bool
is_short(struct span line)
{
	return line.n <= SHORT && !over_lines_may_begin(line);
}

/* Does something else begin in the comment at the front of the stream, or with it, as where each line of a list has a mark in front? */
static bool
begins_in_comment(struct stream *r, size_t comment)
{
	struct span ahead = stream_window(r, comment > OVER_LINES_OCTETS ? comment : OVER_LINES_OCTETS);

	return held_other_text(span_sub(ahead, 0, comment)) || over_lines_begins(ahead);
}

/* Is a line that begins with two slashes one of base64, inside an element? */
static bool
is_of_element(const struct input_base64 *b, struct span line)
{
	return b->elements.split.seen > 0 && !split_between(&b->elements.split) && base64_run(line) == line.n;
}

/*
 * The comment that was taken, in which something else may begin: *over: the text ends in front of it.  Where the element at hand goes on
 * behind it, that is told of, once in each.  The comment may lie elsewhere afterwards.
 */
static int
comment_ends(struct input_base64 *b, struct stream *r, struct span *comment, uint64_t number, bool *over)
{
	bool inside = b->elements.split.seen > 0 && !split_between(&b->elements.split), begins, ends;

	*over = false;
	b->parted &= inside;
	if (b->parted || is_short(*comment))
		return 0;
	stream_back(r, *comment);
	begins = begins_in_comment(r, comment->n);
	b->parted = begins && inside && base64_behind(stream_fill(r));
	*over = begins && !b->parted;
	if (!*over)
		*comment = stream_line(r, &ends);
	return b->parted ? input_item(b->elements.in, b->elements.format, number, SPAN_NONE, "a comment among lines of base64 in which something else begins") : 0;
}

/* A character that base64 does not have: is it the first of a text that is none at all?  Base64 with one more or less shows what it was. */
static int
not_base64(struct input_base64 *b, bool *told, bool *text)
{
	*text = !*told && input_elements_nothing(&b->elements) && !nested_inside(split_element(&b->elements.split), true);
	return *text ? input_nothing(b->elements.in, NULL, "text without a PEM block") : bad_line(b, told);
}

/*
 * Has the line a character that base64 does not have because it is a list, whose values something separates?  The elements have ended
 * in front of that, or another certificate begins behind it.  *behind: what stands there on the line.
 */
static bool
is_separated(const struct input_base64 *b, struct span line, struct span *behind)
{
	size_t n = 0;

	while (n < line.n && (net_character(line.p[n]) || is_blank(line.p[n])))
		n++;
	while (n < line.n && (line.p[n] == '=' || is_blank(line.p[n])))
		n++;
	if (n == line.n || memchr(",;|", line.p[n], 3) == NULL)
		return false;
	*behind = span_trimmed(span_from(line, n + 1));
	return (b->base64.n == 0 && !b->elements.split.paused && split_between(&b->elements.split)) || run_certificate(*behind);
}

/* Characters of the line at hand, of the one before, and of the first of its element. */
struct widths {
	size_t line, before, first;
};

/*
 * Has the line something in front of base64, as values of JSON, LDIF, XML and a log have it?  What has not ended breaks off there.  Behind
 * the last groups of an element the next may stand, or another of a list.
 */
static bool
is_other_text(const struct input_base64 *b, struct span line, uint64_t number)
{
	size_t n = 0, end;

	if (number == b->elements.in->lines || is_comment(line))
		return false;
	while (n < line.n && base64_char(line.p[n]))
		n++;
	for (end = n; end < line.n && line.p[end] == '='; end++)
		;
	if (n >= LINE || end == line.n)
		return false;
	if (memchr(",;|", line.p[end], 3) != NULL)
		return !run_certificate(span_trimmed(span_from(line, end + 1))) && run_inside(span_from(line, end + 1));
	return (end == n || end % 4 != 0) && run_inside(span_from(line, end));
}

/*
 * Where the base64 of an element has ended, a line of something else ends the text, and one in which something begins.
 * No certificate begins inside a group of four characters: there, the base64 before it has ended without its "=".
 */
static bool
ends_before(const struct input_base64 *b, struct span line, uint64_t number, struct widths width)
{
	uint64_t total;
	size_t blank = 0;

	if ((b->base64.n > 0 || b->base64.padding > 0) && run_begins(line, 0, &total) == RUN_BASE64)
		return true;
	/* Nor does one that is written otherwise belong to what has not ended. */
	if ((run_certificate(line) && run_begins(line, 0, &total) != RUN_BASE64) || is_other_text(b, line, number))
		return true;
	if (!split_between(&b->elements.split) || is_comment(line))
		return false;
	/* One that a line has, longer than those of a body, has no more in the next: that is a digest, or another value. */
	if (width.line > LOST_LONGEST && b->elements.split.start == number && run_begins(line, 0, &total) == RUN_NONE)
		return true;
	/* A line that is shorter than the first is the last of a body. */
	if (width.line < width.first && width.first >= LINE && run_begins(line, 0, &total) == RUN_NONE)
		return true;
	while (blank < line.n && memchr("= \t-_", line.p[blank], 6) != NULL)
		blank++;
	line = span_sub(line, blank, line.n - blank);
	return (line.n == 0 && blank > 0) || !base64_text(line) || (run_begins(line, 0, &total) != RUN_BASE64 && run_inside(line));
}

/* Does something begin with the line that was taken, and go on in those behind it?  It is given back then; else it may move. */
static bool
begins_there(struct stream *r, struct span *line, bool *ends, bool (*begins)(struct span))
{
	stream_back(r, *line);
	if (begins(stream_window(r, OVER_LINES_OCTETS)))
		return true;
	*line = stream_line(r, ends);
	return false;
}

/* Does a dump, whatever the base64 before it has behind its elements? */
static bool
is_of_dump(struct stream *r, struct span *line, bool *ends)
{
	struct span text;

	/* Most lines of base64 begin with a letter. */
	if (line->n == 0 || !(is_digit(line->p[0]) || is_space(line->p[0])))
		return false;
	text = span_trimmed(*line);
	return text.n > 0 && is_digit(text.p[0]) && dump_address(text) && base64_run(text) < text.n && begins_there(r, line, ends, dump_begins);
}

/* ---- another form behind the elements, in the same base64 ---- */

struct rest {
	struct input_base64 *b;
	struct stream *lines;
	size_t at;			/* so many of b->octets are handed on */
	uint64_t *number;
	bool starts;
};

/* The octets that the next lines stand for; what is no base64 ends them. */
static size_t
read_rest(struct stream *r, uint8_t *to, size_t n)
{
	struct rest *rest = r->arg;
	struct out *octets = &rest->b->octets;
	struct span line = { NULL, 0 }, left = SPAN_NONE;
	size_t k;

	while (rest->at == octets->n && rest->b->bad == 0) {
		bool starts = rest->starts;

		if ((line = stream_line(rest->lines, &rest->starts)).p == NULL)
			break;
		if (starts && held_other_form(line)) {
			stream_back(rest->lines, line);
			break;
		}
		if (starts && is_of_dump(rest->lines, &line, &rest->starts))
			break;
		*rest->number += starts;
		out_clear(octets);
		rest->at = 0;
		if (base64_feed(&rest->b->base64, line, octets) != NULL)
			rest->b->bad = *rest->number;
	}
	if (rest->at < octets->n)
		left = (struct span){ (const uint8_t *)octets->p + rest->at, octets->n - rest->at };
	k = stream_hand_on(r, rest->lines, &left, to, n);
	rest->at += k;
	return k;
}

/* Characters that are looked through after the first time. */
#define LOOK_AGAIN ((size_t)512)

/* Do the octets that the elements have paused at, with those that follow, begin another form? */
static bool
other_behind(struct input_base64 *b, struct stream *r)
{
	struct span left = span_sub(out_span(&b->octets), b->octets.n - b->elements.split.left, b->elements.split.left);
	struct out octets = { NULL, 0, 0, false };
	struct base64 ahead = b->base64;
	struct span text = stream_fill(r);
	bool other;

	/* Where others were found before, the next lines tell. */
	text.n = b->looked && text.n > LOOK_AGAIN ? LOOK_AGAIN : text.n;
	b->looked = true;
	out_mem(&octets, left.p, left.n);
	(void)base64_feed(&ahead, text, &octets);
	other = octets.n > 1 && !sniff_der_starts(out_span(&octets)) && input_goes_on(out_span(&octets));
	out_free(&octets);
	return other;
}

/* Reads it, behind those that are none of it; the text has ended then. */
static int
read_behind(struct input_base64 *b, struct stream *r, uint64_t *number, bool starts)
{
	struct input *in = b->elements.in;
	struct rest rest = { b, r, b->octets.n - b->elements.split.left, number, starts };
	struct stream s = { .read = read_rest, .arg = &rest, .until = r->until, .buf = input_buffer(in) };
	struct input_place before = input_place(in);
	struct span octets;
	int ret;

	if (s.buf == NULL)
		return -1;
	octets = stream_fill(&s);
	octets.n = input_elements_trail(&b->elements, octets);
	b->elements.split.may_pause = false;
	ret = split_feed(&b->elements.split, octets);
	stream_skip(&s, octets.n);
	ret = ret != 0 ? ret : input_elements_end(&b->elements, NULL);
	in->any = in->passing = true;
	if (ret == 0)
		ret = input_stream(in, &s);
	input_place_back(in, before);
	free(s.buf);
	if (ret == 0 && b->bad != 0)
		ret = input_item(in, b->elements.format, b->bad, SPAN_NONE, INPUT_NO_BASE64);
	return b->octets.failed ? input_no_memory(in) : ret;
}

/* The line that comes next, without the LF that belongs to the line before. */
static struct span
next_line(struct stream *r)
{
	struct span ahead = stream_window(r, FRAME_LINE);

	if (r->after_cr && ahead.n > 0 && ahead.p[0] == '\n')
		ahead = span_from(ahead, 1);
	return span_trimmed(sniff_line(&ahead));
}

/* Has the element, whose length is wrong then, taken in the beginning of another? */
static bool
has_taken(struct span element)
{
	return element.n > 0 && !filled_by_fields(element) && net_octets(span_from(element, 1));
}

/* Are the octets of the line behind the element padding, alone or with those of the next? */
static bool
is_padding(struct span octets, struct span next)
{
	for (size_t i = 0; i < octets.n; i++)
		if (octets.p[i] != 0)
			return false;
	for (size_t i = 0; octets.n < RUN_PADDING && i < next.n; i++)
		if (next.p[i] != 'A' && next.p[i] != '=')
			return false;
	return octets.n >= RUN_PADDING || next.n > 0;
}

/*
 * Does the element at hand, which begins in a line before, end inside a line behind which another comes, or in front of one that is
 * as long as the first?  Then lines among its own are none of it: all lines of a text but the last are full.
 */
static bool
has_other_lines(const struct input_base64 *b, struct stream *r, uint64_t number, struct widths width)
{
	const struct split *s = &b->elements.split;
	struct span next = next_line(r);

	if (width.line < LINE || number == s->start || b->octets.p[b->octets.n - s->left] == 0x30 ||
	    input_other(split_element(s), b->elements.in->tbs, b->elements.in->crls) != NULL || has_taken(split_element(s)) ||
	    is_padding(span_from(out_span(&b->octets), b->octets.n - s->left), next))
		return false;
	return s->left < b->octets.n ? next.n > 0 && next.n <= width.line && base64_text(next) :
	    width.line == width.first && width.before == width.first;
}

/* It is told of; only whole certificates are taken out of what comes behind. */
static int
tell_of_lines(struct input_base64 *b, bool *told)
{
	struct split *s = &b->elements.split;
	int ret;

	*told = true;
	ret = input_item(b->elements.in, b->elements.format, s->start, split_element(s), "lines of which some are none of the certificate");
	split_reset(s);
	split_behind_damage(s);
	return ret;
}

/* The octets of a line; *done: another form was behind the elements, and is read. */
static int
elements_of(struct input_base64 *b, struct stream *r, uint64_t *number, struct widths width, bool starts, bool *told, bool *done)
{
	struct split *s = &b->elements.split;
	struct span left;

	*done = false;
	if (!s->paused || b->bad != 0)
		return 0;
	*done = other_behind(b, r);
	if (*done)
		return read_behind(b, r, number, starts);
	if (starts && has_other_lines(b, r, *number, width))
		return tell_of_lines(b, told);
	left = span_sub(out_span(&b->octets), b->octets.n - s->left, s->left);
	s->may_pause = false;
	return split_feed(s, left);
}

int
input_base64(struct input *in, struct stream *r)
{
	struct input_base64 b;
	bool ends = true, starts, told = false, text = false, comment = false, over, done = false;
	uint64_t number = in->lines;
	struct widths width = { 0, 0, 0 };
	struct span line, behind;
	int ret = 0;

	input_base64_init(&b, in, "base64");
	input_base64_begin(&b, number + 1);
	while (ret == 0 && !text && !done) {
		starts = ends;
		if ((line = stream_line(r, &ends)).p == NULL)
			break;
		if (starts && (held_other_form(line) || ends_before(&b, line, number, width))) {
			stream_back(r, line);
			break;
		}
		if (starts && is_of_dump(r, &line, &ends))
			break;
		comment = starts ? is_comment(line) && !is_of_element(&b, span_trimmed(line)) : comment;
		if (starts && comment && ((ret = comment_ends(&b, r, &line, number + 1, &over)) != 0 || over))
			break;
		number += starts;
		width.before = width.line;
		width.line = span_trimmed(line).n;
		width.first = b.elements.split.seen == 0 ? width.line : width.first;
		if (comment)
			continue;
		b.elements.split.may_pause = !told;
		ret = input_base64_feed(&b, line, number);
		if (ret == 0 && b.bad != 0 && !told && is_separated(&b, line, &behind)) {
			b.bad = 0;
			if (behind.n == 0) {
				b.base64 = (struct base64){ .again = true, .url = true };
				continue;
			}
			/* The next value is read as one that begins a text. */
			stream_back(r, behind);
			number--;
			break;
		}
		if (ret == 0 && b.bad != 0)
			ret = not_base64(&b, &told, &text);
		else if (ret == 0)
			ret = elements_of(&b, r, &number, width, ends, &told, &done);
	}
	in->lines = number;
	if (ret == 0 && told && !done)
		ret = input_elements_end(&b.elements, r);
	else if (ret == 0 && !text && !done)
		ret = input_base64_end(&b, r);
	input_base64_free(&b);
	return ret;
}

/* Characters of a digest of SHA-384, and of a line of PEM. */
#define AS_LONG 64

/* A line as long as a line of PEM, and as a digest that needs no padding: those that are left of a certificate show it. */
static int
as_long_as_both(struct input *in, struct lost *lost, struct span line, uint64_t number)
{
	bool shows = false;

	for (size_t i = 0; i < line.n; i++)
		shows |= lost_octet(lost, line.p[i]);
	shows |= lost_octet(lost, '\n');
	if (!shows)
		return input_skip(in, "lines", number, "a line as long as a digest");
	lost_is_told(lost, true);
	return input_item(in, "lines", number, SPAN_NONE, lost->words);
}

struct list {
	struct lost lost;
	struct around around;
};

/* A line that stands around the list; *done: it is one. */
static int
beside_values(struct input_base64 *b, struct list *list, struct stream *r, struct span *line, uint64_t number, bool *done)
{
	enum around_what what = AROUND_NOT;

	if (!stream_cuts_line(r) && !held_other_text(*line))
		what = around_line(&list->around, r, line);
	*done = what != AROUND_NOT;
	if (what == AROUND_MISSING)
		return input_item(b->elements.in, "lines", number, SPAN_NONE, "a line of a list that tells of an error, or of no certificate");
	return what == AROUND_WORDS ? input_skip(b->elements.in, "lines", number, "words beside a list") : 0;
}

/* One line, whose first piece this is: a certificate in base64 or hexadecimal. */
static int
one_line(struct input_base64 *b, struct list *list, struct stream *r, struct span line, bool ends, uint64_t number)
{
	bool comment = is_comment(line);
	uint64_t total;
	enum run run = ends ? run_begins(line, 0, &total) : RUN_NONE;
	bool done;
	int ret;

	if (ends && !comment && run == RUN_NONE && ((ret = beside_values(b, list, r, &line, number, &done)) != 0 || done))
		return ret;
	if (run != RUN_NONE || !ends)
		around_value(&list->around);
	if (run == RUN_HEX || run == RUN_BASE64_FORM)
		return input_value(b->elements.in, "lines", number, line);
	if (ends && lost_is_digest(span_trimmed(line)))
		return input_skip(b->elements.in, "lines", number, "a line as long as a digest");
	if (ends && line.n == AS_LONG && base64_run(line) == AS_LONG && line.p[AS_LONG - 1] != '=' && !sniff_base64(line))
		return as_long_as_both(b->elements.in, &list->lost, line, number);
	if (ends && run == RUN_NONE && held_other_text(line))
		return input_other_value(b->elements.in, "lines", number, line);
	input_base64_begin(b, number);
	ret = comment ? 0 : input_base64_feed(b, line, number);
	while (ret == 0 && !ends && (line = stream_line(r, &ends)).p != NULL)
		ret = comment ? 0 : input_base64_feed(b, line, number);
	return ret == 0 && !b->empty && !stream_cuts_line(r) ? input_base64_end(b, NULL) : ret;
}

/* Does something else than a value begin with the line? */
static bool
goes_over_lines(struct stream *r, struct span *line)
{
	bool ends;

	if (base64_run(span_sub(*line, 0, line->n < LINE ? line->n : LINE)) == LINE || is_short(*line))
		return false;
	return begins_there(r, line, &ends, over_lines_begins);
}

int
input_lines(struct input *in, struct stream *r)
{
	struct input_place before = input_place(in);
	struct input_base64 b;
	struct list list = { .lost = { .told = 0 } };
	bool ends = true;
	uint64_t number = in->lines;
	struct span line;
	int ret = 0;

	in->format = "lines";
	input_base64_init(&b, in, in->format);
	while (ret == 0 && (line = stream_line(r, &ends)).p != NULL) {
		if (held_other_form(line)) {
			stream_back(r, line);
			break;
		}
		if (goes_over_lines(r, &line))
			break;
		ret = one_line(&b, &list, r, line, ends, ++number);
	}
	in->lines = number;
	input_base64_free(&b);
	input_place_back(in, before);
	return ret;
}

