/* SPDX-License-Identifier: Apache-2.0 */
/* mime_uu.c - the octets that a uuencoded text stands for (POSIX uuencode), with damage in it or without its beginning. */
#include "base/ascii.h"
#include "input/mail/decoder.h"
#include "input/pem/line/armour.h"
#include "input/written/run.h"

bool
mime_uu_begins(struct span line)
{
	size_t n = 6;

	if (line.n < 11 || memcmp(line.p, "begin ", 6) != 0)
		return false;
	while (n < line.n && line.p[n] >= '0' && line.p[n] <= '7')
		n++;
	return (n == 9 || n == 10) && line.p[n] == ' ';
}

/* Characters of a line that stands for as many octets as its first says. */
static size_t
uu_length(struct span line)
{
	return 1 + (((line.p[0] - ' ') & 63u) + 2) / 3 * 4;
}

/* Is there no other character in the line, as far as its first says that it goes? */
static bool
uu_characters(struct span line)
{
	size_t n = uu_length(line);

	for (size_t i = 0; i < n && i < line.n; i++)
		if (line.p[i] < ' ' || line.p[i] > '`')
			return false;
	return true;
}

/* Some write a character more, of a sum; behind blanks stands something else, such as the bar of a table. */
static bool
uu_too_long(struct span line)
{
	size_t n = uu_length(line), end = line.n;

	while (end > n && is_blank(line.p[end - 1]))
		end--;
	return end > n + 1 && !is_blank(line.p[n]) && !is_blank(line.p[n + 1]);
}

bool
mime_uu_follows(struct span line, struct span next)
{
	return mime_uu_begins(line) && next.n > 1 && next.p[0] > ' ' && next.p[0] <= 'M' && next.n >= uu_length(next) &&
	    uu_characters(next) && !uu_too_long(next);
}

#define UU_NO_END "uuencoded text without its end"

/* Zeros that end a line of a certificate or of text are no more: a line that lacks more characters was cut. */
#define UU_ZEROS 8
/* Octets of each line but the last, as its first character says them. */
#define UU_FULL 'M'

/* A line that is about as long as it says, of armour none: a label may be as long. */
static bool
uu_fits(struct span line)
{
	return line.n > 2 && line.p[0] > ' ' && line.p[0] <= UU_FULL && line.n + UU_ZEROS >= uu_length(line) && uu_characters(line) && !uu_too_long(line) &&
	    memcmp(line.p, "--", 2) != 0;
}

static bool
uu_is_full(struct span line)
{
	return line.n > 0 && line.p[0] == UU_FULL && uu_fits(line);
}

bool
mime_uu_lines(struct span line, struct span next)
{
	return uu_is_full(line) && uu_fits(next);
}

/* Does the line "end" come, be other text glued to it?  *n: its octets. */
static bool
uu_ends(struct span line, size_t *n)
{
	*n = 3;
	if (line.n < 3 || memcmp(line.p, "end", 3) != 0)
		return false;
	return line.n == 3 || is_blank(line.p[3]) || line.p[3] == '-' || mime_uu_begins(span_from(line, 3));
}

/* Do the octets of the first line begin an element of DER, or PEM? */
static bool
uu_is_dense(struct span text)
{
	uint32_t bits = 0;

	for (size_t i = 1; i < 4; i++)
		bits = bits << 6 | (i < text.n ? (text.p[i] - ' ') & 63u : 0);
	return (bits >> 10 == 0x30 && (bits >> 2 & 0xff) >= 0x80) || bits >> 10 == '-';
}

/* What is wrong with the length of a line; NULL: nothing.  Spaces at the end of a line get lost, where no other character stands for them. */
static const char *
uu_fault(struct mime_decoder *d, struct span text)
{
	size_t n = uu_length(text);

	d->dense |= !d->any && uu_is_dense(text);
	if (!uu_characters(text))
		return "a character that uuencode does not have";
	d->grave |= n > 1 && memchr(text.p, '`', n < text.n ? n : text.n) != NULL;
	d->kept |= text.n == n && text.p[n - 1] == ' ';
	d->trimmed |= text.n < n;
	if (uu_too_long(text))
		return "a line of uuencode that is longer than it says";
	return d->trimmed && (d->grave || d->kept || (d->dense && text.n + UU_ZEROS < n)) ? "a line of uuencode that is shorter than it says" : NULL;
}

/* Four characters for three octets, of which a line has so many. */
static void
uu_line(struct mime_decoder *d, struct span text)
{
	size_t octets = (text.p[0] - ' ') & 63u;

	for (size_t at = 1; octets > 0; at += 4) {
		uint32_t bits = 0;

		for (size_t i = 0; i < 4; i++)
			bits = bits << 6 | (at + i < text.n ? (text.p[at + i] - ' ') & 63u : 0);
		for (size_t i = 0; i < 3 && octets > 0; i++, octets--) {
			out_char(&d->made, (char)(bits >> (16 - 8 * i) & 0xff));
			d->remains |= lost_raw(&d->lost, (uint8_t)(bits >> (16 - 8 * i)));
		}
	}
	d->any = true;
	/* A line of no octets is the last. */
	d->closed = text.p[0] == ' ' || text.p[0] == '`';
}

/* It ends here, without its end: what comes is other text. */
static void
uu_breaks(struct mime_decoder *d)
{
	decoder_damaged(d, UU_NO_END);
	/* It is said once, however often reading is resumed. */
	d->begun = false;
}

/* A line that is none of the text, or damaged.  The first is passed over: what comes behind it tells what it was.  True: the line is taken. */
static bool
uu_bad_line(struct mime_decoder *d, struct span line, const char *fault)
{
	if (d->any && !d->again) {
		bool other = run_certificate(line) || run_inside(line) || pem_begins(line);

		if (other) {
			stream_back(d->from, line);
			fault = UU_NO_END;
			d->begun = false;
		}
		decoder_damaged(d, fault);
		return !other;
	}
	if (!d->any && d->first == NULL) {
		d->first = fault;
		d->first_line = d->line;
		d->grave = d->kept = d->trimmed = d->dense = false;
		return true;
	}
	/* It is none of such a text, and nothing of one comes when reading is resumed. */
	stream_back(d->from, line);
	d->ended = d->behind = true;
	d->begun = false;
	return false;
}

/* A line of the text. */
static bool
uu_text(struct mime_decoder *d, struct span line, struct span text)
{
	const char *fault;
	size_t n;

	if (uu_ends(text, &n)) {
		d->ended = d->behind = true;
		if (n < text.n) {
			stream_back(d->from, span_from(line, n));
			return false;
		}
	} else if (span_starts(text, SPAN_LIT("-----BEGIN "))) {
		stream_back(d->from, line);
		uu_breaks(d);
		return false;
	} else if (text.n == 0) {
		d->ended = d->behind = true;
	} else if ((fault = uu_fault(d, text)) != NULL) {
		return uu_bad_line(d, line, fault);
	} else {
		uu_line(d, text);
	}
	return true;
}

void
decoder_uu(struct mime_decoder *d)
{
	bool ends = true, begun = d->begun;
	struct span line = stream_raw_line(d->from, &ends), text;

	text = line.p != NULL && ends ? line_without_end(line) : line;
	if (line.p == NULL) {
		d->ended = true;
		/* Where no "begin" was, no "end" is needed. */
		if (begun && !(d->bare && d->closed) && !stream_broken(d->from))
			uu_breaks(d);
		d->begun = false;
	} else if (d->again && !begun) {
		stream_back(d->from, line);
		d->ended = d->behind = true;
	} else {
		d->bare = begun ? d->bare : !mime_uu_begins(text);
		d->begun = begun || mime_uu_begins(text) || uu_is_full(text);
		if ((!begun && !uu_is_full(text)) || uu_text(d, line, text))
			decoder_lines(d, line);
	}
	/* Of more than one damage the first is told of. */
	if (d->ended && d->first != NULL && !stream_broken(d->from)) {
		d->line = d->line > 0 ? d->first_line : 0;
		decoder_damaged(d, d->first);
		d->first = NULL;
	}
}
