/* SPDX-License-Identifier: Apache-2.0 */
#include "input/mail/mime.h"

#include <errno.h>

#include "base/ascii.h"
#include "input/mail/decoder.h"
#include "input/written/run.h"

/* ---- parts ---- */

/* "From someone Tue Feb  3 10:11:12 2026" (RFC 4155): a text rarely has a time of day and a year there. */
bool
mime_postmark(struct span line)
{
	static const char days[] = "Mon Tue Wed Thu Fri Sat Sun ";
	size_t at = 5;

	while (at < line.n && line.p[at] != ' ')
		at++;
	while (at < line.n && line.p[at] == ' ')
		at++;
	if (line.n < at + 20 || memcmp(line.p, "From ", 5) != 0)
		return false;
	for (size_t i = 0; i + 4 < sizeof days; i += 4)
		if (memcmp(line.p + at, days + i, 4) == 0)
			return memchr(line.p + at, ':', line.n - at) != NULL;
	return false;
}

/* Does a line (or the first piece of one) delimit the part?  MIME_INSIDE: no. */
static enum mime_end
delimiter(const struct mime_part *p, struct span line)
{
	size_t n;

	if (p->boundary == NULL)
		return line.n > 5 && memcmp(line.p, "From ", 5) == 0 && line.p[5] > ' ' && (p->after_empty || mime_postmark(line)) ?
		    MIME_NEXT : MIME_INSIDE;
	n = strlen(p->boundary);
	if (line.n < n + 2 || memcmp(line.p, "--", 2) != 0 || memcmp(line.p + 2, p->boundary, n) != 0)
		return MIME_INSIDE;
	line = line_without_end(span_sub(line, n + 2, line.n - n - 2));
	if (line.n >= 2 && memcmp(line.p, "--", 2) == 0)
		return MIME_LAST;
	while (line.n > 0 && is_blank(line.p[line.n - 1]))
		line.n--;
	return line.n == 0 ? MIME_NEXT : MIME_INSIDE;
}

/* Takes the next line or piece of one, if the part goes on. */
static void
next_piece(struct mime_part *p)
{
	bool ends, starts = !p->inside_line;
	struct span line = stream_raw_line(p->from, &ends), text;

	memcpy(p->due, p->held, p->n_held);
	p->n_due = p->n_held;
	p->n_held = 0;
	if (line.p == NULL) {
		p->end = MIME_CUT;
		stream_end_as(&p->stream, p->from);
		return;
	}
	*p->line += starts;
	p->inside_line = !ends;
	if (starts && (p->end = delimiter(p, line)) != MIME_INSIDE) {
		p->n_due = 0;
		return;
	}
	text = line_without_end(line);
	p->after_empty = starts && text.n == 0;
	/* A CR at the end of a piece is no line end yet. */
	p->rest = ends ? text : line;
	p->n_held = (uint8_t)(line.n - p->rest.n);
	memcpy(p->held, line.p + p->rest.n, p->n_held);
}

static size_t
read_part(struct stream *r, uint8_t *to, size_t n)
{
	struct mime_part *p = r->arg;
	size_t made = 0;

	while (made < n) {
		if (p->n_due > 0) {
			to[made++] = p->due[0];
			p->due[0] = p->due[1];
			p->n_due--;
		} else if (p->rest.n > 0) {
			made += stream_give(&p->rest, to + made, n - made);
		} else if (p->end == MIME_INSIDE) {
			next_piece(p);
		} else {
			break;
		}
	}
	return made;
}

void
mime_part_open(struct mime_part *p, struct stream *from, const char *boundary, uint64_t *line)
{
	p->from = from;
	p->boundary = boundary;
	p->line = line;
	p->stream.read = read_part;
	p->stream.arg = p;
	p->stream.until = from->until;
	p->stream.line_ends = stream_line_ends(from);
}

/* ---- transfer encodings ---- */

/* So much of what lies ahead tells whether it is base64: two lines of a usual length, and the most that is looked at of one. */
#define TELLS 512
#define TELLS_LINE 256
/* Characters of a line of base64 that goes on in the next, no fewer, and of one that does not. */
#define LINE 32
#define LONG_LINE 64

/* The line at the front of *s, which is taken off it, without the blanks around it, and no more of it than tells. */
static struct span
telling_line(struct span *s)
{
	const uint8_t *lf = s->n > 0 ? memchr(s->p, '\n', s->n) : NULL;
	size_t n = lf != NULL ? (size_t)(lf - s->p) : s->n;
	struct span line = span_sub(*s, 0, n < TELLS_LINE ? n : TELLS_LINE);

	*s = span_sub(*s, n + (lf != NULL), s->n - n - (lf != NULL));
	while (line.n > 0 && (is_blank(line.p[0]) || line.p[0] == '\r'))
		line = span_sub(line, 1, line.n - 1);
	while (line.n > 0 && (is_blank(line.p[line.n - 1]) || line.p[line.n - 1] == '\r'))
		line.n--;
	return line;
}

/* Nothing but characters of base64, and no blank: of two words each would be a line. */
static bool
is_base64(struct span line)
{
	while (line.n > 0 && (base64_char(line.p[line.n - 1]) || line.p[line.n - 1] == '='))
		line.n--;
	return line.n == 0;
}

/* The longest run of characters of base64 in a line; *all: how many such characters it has. */
static struct span
longest_run(struct span line, size_t *all)
{
	struct span longest = { line.p, 0 };
	size_t n = 0;

	*all = 0;
	for (size_t i = 0; i < line.n; i++) {
		n = base64_char(line.p[i]) ? n + 1 : 0;
		*all += n > 0;
		if (n > longest.n)
			longest = (struct span){ line.p + i + 1 - n, n };
	}
	return longest;
}

/* Is this a line of base64 with damage in it?  An address is none, and where an element begins behind other characters the line is a text's. */
static bool
is_damaged(struct span line, struct span next)
{
	size_t all;
	struct span run = longest_run(line, &all);

	if (line.n < LINE || all < line.n / 2 || memchr(line.p, ' ', line.n) != NULL || memchr(line.p, '\t', line.n) != NULL ||
	    (run.p > line.p && run.n > 2 && memcmp(run.p, "MI", 2) == 0 && run.p[-1] != '-' && run.p[-1] != '_'))
		return false;
	if (next.n >= LINE && is_base64(next))
		return true;
	for (size_t i = 0; i + 3 <= line.n; i++)
		if (memcmp(line.p + i, "://", 3) == 0)
			return false;
	return run.n >= LONG_LINE;
}

/* Behind an empty line or padding: is the next line one of base64, be it damaged? */
static bool
goes_on(struct mime_decoder *d)
{
	struct span s = stream_window(d->from, TELLS), line, next;

	s = s.n > TELLS ? span_sub(s, 0, TELLS) : s;
	line = telling_line(&s);
	next = telling_line(&s);
	return is_base64(line) || is_damaged(line, next);
}

/* As much of the text as stands before a gap in it, which that ends with. */
static struct span
up_to_gap(struct mime_decoder *d, struct span text)
{
	size_t at = 0;

	d->gap = false;
	while (at < text.n && !d->gap) {
		const uint8_t *lf = memchr(text.p + at, '\n', text.n - at);
		size_t end = lf != NULL ? (size_t)(lf - text.p) : text.n, last = end;

		while (last > at && (is_blank(text.p[last - 1]) || text.p[last - 1] == '\r'))
			last--;
		d->line_blank = d->line_blank && last == at;
		d->gap = lf != NULL && d->begun && (d->line_blank || (last > at && text.p[last - 1] == '='));
		d->begun |= last > at;
		d->line_blank = lf != NULL || d->line_blank;
		at = end + (lf != NULL);
	}
	return span_sub(text, 0, at);
}

/* Text to decode, in whole lines where they end.  Behind damage there may be more in each: what is behind the line is not looked through for each. */
static struct span
text_ahead(struct mime_decoder *d)
{
	struct span s = stream_window(d->from, TELLS);
	const uint8_t *lf = d->again && s.n > 0 ? memchr(s.p, '\n', s.n) : NULL;
	size_t n = s.n;

	if (lf != NULL)
		return span_sub(s, 0, (size_t)(lf - s.p) + 1);
	while (n > 0 && s.p[n - 1] != '\n')
		n--;
	return n > 0 ? span_sub(s, 0, n) : s;
}

/* Octets of the text in front of the line with text.p[at]. */
static size_t
in_front_of_line(struct span text, size_t at)
{
	while (at > 0 && text.p[at - 1] != '\n')
		at--;
	return at;
}

/* Does the line ahead, behind whole groups, have what no damage makes of base64?  Words stand in it, or something begins there. */
static bool
other_follows(struct mime_decoder *d)
{
	struct span s, line, next;

	if (!d->other || d->base64.n > 0)
		return false;
	s = stream_window(d->from, TELLS);
	s = s.n > TELLS ? span_sub(s, 0, TELLS) : s;
	line = telling_line(&s);
	next = telling_line(&s);
	if (is_base64(line) || is_damaged(line, next))
		return false;
	return memchr(line.p, ' ', line.n) != NULL || memchr(line.p, '\t', line.n) != NULL || run_inside(line);
}

static void
decode_base64(struct mime_decoder *d)
{
	struct base64 before = d->base64;
	size_t made = d->made.n, n, line;
	bool begun = d->begun;
	const uint8_t *bad;
	struct span text;

	if ((d->gap && !goes_on(d)) || other_follows(d)) {
		d->ended = d->behind = true;
		if (!base64_end(&d->base64, &d->made))
			decoder_damaged(d, "base64 that stops inside an octet");
		return;
	}
	/* Asking what goes on may have moved what lies ahead. */
	text = up_to_gap(d, text_ahead(d));
	if (text.n == 0) {
		d->ended = true;
		if (!stream_broken(d->from) && !base64_end(&d->base64, &d->made))
			decoder_damaged(d, "base64 that stops inside an octet");
		return;
	}
	bad = base64_feed(&d->base64, text, &d->made);
	n = bad != NULL ? (size_t)(bad - text.p) : text.n;
	line = in_front_of_line(text, n);
	if (bad != NULL && !d->other && !d->again && (line > 0 || (d->at_line && begun))) {
		/* All of the line shows what it is. */
		d->base64 = before;
		d->made.n = made;
		(void)base64_feed(&d->base64, span_sub(text, 0, line), &d->made);
		d->gap = false;
		d->line_blank = d->other = true;
		bad = NULL;
		n = line;
	} else {
		d->other = false;
	}
	d->at_line = n > 0 ? text.p[n - 1] == '\n' : d->at_line;
	decoder_lines(d, span_sub(text, 0, n));
	stream_skip(d->from, n);
	if (bad != NULL)
		decoder_damaged(d, "a character that base64 does not have");
}

static void
decode_quoted(struct mime_decoder *d)
{
	bool ends = true;
	struct span line = stream_raw_line(d->from, &ends), text;
	bool soft = false;

	if (line.p == NULL) {
		d->ended = true;
		return;
	}
	text = ends ? line_without_end(line) : line;
	while (ends && text.n > 0 && is_blank(text.p[text.n - 1]))
		text.n--;
	for (size_t i = 0; i < text.n; i++) {
		int high, low;

		if (text.p[i] != '=') {
			out_mem(&d->made, text.p + i, 1);
			continue;
		}
		soft = i + 1 == text.n;
		if (soft)
			break;
		high = hex_digit(text.p[i + 1]);
		low = i + 2 < text.n ? hex_digit(text.p[i + 2]) : -1;
		if (high < 0 || low < 0) {
			decoder_damaged(d, "quoted-printable with a stray =");
			decoder_lines(d, line);
			return;
		}
		out_char(&d->made, (char)(high << 4 | low));
		i += 2;
	}
	/* What ends the lines of the message is its own: the octets do not depend on it. */
	if (ends && !soft && line_without_end(line).n < line.n)
		out_char(&d->made, '\n');
	decoder_lines(d, line);
}

static size_t
read_decoded(struct stream *r, uint8_t *to, size_t n)
{
	struct mime_decoder *d = r->arg;
	struct span left;
	size_t made;

	while (d->taken == d->made.n && !d->ended) {
		out_clear(&d->made);
		d->taken = 0;
		if (d->encoding == MIME_BASE64)
			decode_base64(d);
		else if (d->encoding == MIME_UUENCODE)
			decoder_uu(d);
		else
			decode_quoted(d);
		if (d->made.failed)
			break;
		if (d->ended && !stream_broken(r))
			stream_end_as(r, d->from);
	}
	if (d->made.failed) {
		r->error = ENOMEM;
		return 0;
	}
	if (d->taken == d->made.n)
		return 0;
	left = (struct span){ (const uint8_t *)d->made.p + d->taken, d->made.n - d->taken };
	made = stream_give(&left, to, n);
	d->taken += made;
	return made;
}

void
mime_decoder_open(struct mime_decoder *d, struct stream *from, enum mime_encoding encoding, uint64_t line)
{
	d->from = from;
	d->encoding = encoding;
	d->line = line;
	d->line_blank = d->at_line = true;
	d->stream.read = read_decoded;
	d->stream.arg = d;
	d->stream.until = from->until;
	/* One more is the message's, where its octets are not those of another text. */
	d->stream.line_ends = encoding != MIME_BASE64 && encoding != MIME_UUENCODE ? stream_line_ends(from) + 1 : 0;
}

void
mime_decoder_resume(struct mime_decoder *d)
{
	bool ends = false;
	struct span line;

	while (d->encoding == MIME_BASE64 && !ends && (line = stream_raw_line(d->from, &ends)).p != NULL)
		decoder_lines(d, line);
	d->base64 = (struct base64){ 0 };
	d->ended = d->behind = d->gap = d->other = d->trimmed = false;
	d->again = true;
	d->line_blank = d->at_line = true;
	d->stream.fault = NULL;
	d->stream.eof = false;
}

void
mime_decoder_close(struct mime_decoder *d)
{
	out_free(&d->made);
}
