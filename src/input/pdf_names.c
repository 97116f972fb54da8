/* SPDX-License-Identifier: Apache-2.0 */
#include "input/pdf_names.h"

#include "base/ascii.h"

/*
 * Filters behind which no octet stands as it is (ISO 32000-1 Table 6).  Those of pictures hold no certificate, those of hexadecimal are read as
 * such, and "/Filter" alone stands in each signature, too (Table 252).
 */
static const struct span hiding[] = {
	SPAN_CONST("FlateDecode"), SPAN_CONST("LZWDecode"), SPAN_CONST("ASCII85Decode"), SPAN_CONST("RunLengthDecode"), SPAN_CONST("Crypt")
};
/* Their short names, of pictures in a page (Table 94); readers know them of any stream. */
static const struct span hiding_briefly[] = { SPAN_CONST("Fl"), SPAN_CONST("LZW"), SPAN_CONST("A85"), SPAN_CONST("RL") };

/* Blanks and delimiters (ISO 32000-1 7.2.2). */
static bool
ends_name(uint8_t c)
{
	return c <= ' ' || is_char_of(c, "()<>[]{}/%");
}

/* ---- objects ---- */

/*
 * What a cross-reference stream compresses are places in the file: it has their widths, and not the number of objects as an object stream has
 * (7.5.7, 7.5.8).
 */
static bool
hides_here(const struct pdf_names *p)
{
	return p->filtered && !(p->listing && p->widths && !p->number);
}

static void
end_object(struct pdf_names *p)
{
	p->hides |= hides_here(p);
	p->filtered = p->listing = p->widths = p->number = false;
	p->dictionaries = 0;
	p->angle = 0;
	p->before = PDF_OTHER;
}

static bool
is_name(const struct pdf_names *p, struct span name)
{
	return span_eq((struct span){ p->name, p->n }, name);
}

static bool
is_name_of(const struct pdf_names *p, const struct span *names, size_t n)
{
	while (n > 0 && !is_name(p, names[n - 1]))
		n--;
	return n > 0;
}

/* Is a value of "/Filter" due? */
static bool
is_filter_due(const struct pdf_names *p)
{
	return p->before == PDF_FILTER || p->before == PDF_FILTERS;
}

static void
end_name(struct pdf_names *p)
{
	p->filtered |= is_name_of(p, hiding, sizeof hiding / sizeof *hiding) ||
	    (is_filter_due(p) && is_name_of(p, hiding_briefly, sizeof hiding_briefly / sizeof *hiding_briefly));
	/* Of the dictionary of the stream itself, which may hold others (7.3.7). */
	if (p->dictionaries == 1) {
		p->listing |= p->before == PDF_TYPE && is_name(p, SPAN_LIT("XRef"));
		p->widths |= is_name(p, SPAN_LIT("W"));
		p->number |= is_name(p, SPAN_LIT("N"));
	}
	/* An encrypted document (7.6.1). */
	p->hides |= is_name(p, SPAN_LIT("Encrypt"));
	if (is_name(p, SPAN_LIT("Filter")))
		p->before = PDF_FILTER;
	else if (p->before != PDF_FILTERS)
		p->before = is_name(p, SPAN_LIT("Type")) ? PDF_TYPE : PDF_OTHER;
	p->part = PDF_IN_CODE;
}

/* ---- octets ---- */

static void
put_octet(struct pdf_names *p, uint8_t c)
{
	if (p->n < PDF_NAME)
		p->name[p->n++] = c;
}

static void
take_name(struct pdf_names *p, uint8_t c)
{
	int digit = hex_digit(c);

	if (p->escape == 0 && c == '#') {
		p->escape = 1;
		p->octet = 0;
	} else if (p->escape > 0 && digit >= 0) {
		p->octet = (uint8_t)(p->octet << 4 | digit);
		p->escape = (p->escape + 1) % 3;
		if (p->escape == 0)
			put_octet(p, p->octet);
	} else {
		p->escape = 0;
		put_octet(p, c);
	}
}

static void
take_string(struct pdf_names *p, uint8_t c)
{
	if (p->escaped)
		p->escaped = false;
	else if (c == '\\')
		p->escaped = true;
	else if (c == '(')
		p->depth++;
	else if (c == ')' && --p->depth == 0)
		p->part = PDF_IN_CODE;
}

/* "<<" and ">>" are around a dictionary, "<" and ">" around hexadecimal (7.3.4.3). */
static void
take_angle(struct pdf_names *p, uint8_t c)
{
	if (p->angle == '<' && c != '<')
		p->angle = c == '>' ? 0 : 'x';
	else if (p->angle == 'x')
		p->angle = c == '>' ? 0 : 'x';
	else if (c != '<' && c != '>')
		p->angle = 0;
	else if (p->angle != c)
		p->angle = c;
	else {
		p->angle = 0;
		if (c == '>')
			p->dictionaries -= p->dictionaries > 0;
		else if (p->dictionaries++ == 0)
			p->listing = p->widths = p->number = false;
	}
}

/* Outside of strings and names. */
static void
take_code(struct pdf_names *p, uint8_t c)
{
	take_angle(p, c);
	if (c == '/') {
		p->part = PDF_IN_NAME;
		p->escape = 0;
		p->n = 0;
	} else if (c == '%') {
		p->part = PDF_IN_COMMENT;
	} else if (c == '(') {
		p->part = PDF_IN_STRING;
		p->depth = 1;
		p->escaped = false;
		p->before = PDF_OTHER;
	} else if (c == '[' && p->before == PDF_FILTER) {
		p->before = PDF_FILTERS;
	} else if (is_digit(c) && is_filter_due(p)) {
		/* "9 0 R": the filter stands elsewhere. */
		p->filtered = true;
	} else if (c > ' ' && (p->before != PDF_FILTERS || c == ']')) {
		p->before = PDF_OTHER;
	}
}

/* Do these end the octets up to here? */
static bool
ends_with(const struct pdf_names *p, const char *word, size_t n)
{
	uint64_t w = 0;

	for (size_t i = 0; i < n; i++)
		w = w << 8 | (uint8_t)word[i];
	return n < 8 ? (p->last & ((1ull << 8 * n) - 1)) == w : p->last == w;
}
#define ENDS_WITH(p, word) ends_with(p, word, sizeof word - 1)

/* The words around objects and streams, from which on it is known again where this is: octets of a stream may be anything. */
static void
take_word(struct pdf_names *p)
{
	bool object = ENDS_WITH(p, " obj") && is_digit((uint8_t)(p->last >> 32));
	bool stream = (ENDS_WITH(p, "stream\n") || ENDS_WITH(p, "stream\r")) && p->last >> 56 != 'd';

	if (object || ENDS_WITH(p, "ndstream") || ENDS_WITH(p, "endobj")) {
		end_object(p);
		/* What stood in a string that has no end is not known. */
		p->hides |= p->part == PDF_IN_STRING;
		p->part = PDF_IN_CODE;
	} else if (p->part == PDF_IN_CODE && stream) {
		end_object(p);
		p->part = PDF_IN_DATA;
	}
}

void
pdf_names_feed(void *names, struct span octets)
{
	struct pdf_names *p = names;

	for (size_t i = 0; i < octets.n && !p->hides; i++) {
		uint8_t c = octets.p[i];

		if (p->part == PDF_IN_NAME && ends_name(c))
			end_name(p);
		if (p->part == PDF_IN_NAME)
			take_name(p, c);
		else if (p->part == PDF_IN_STRING)
			take_string(p, c);
		else if (p->part == PDF_IN_CODE)
			take_code(p, c);
		else if (p->part == PDF_IN_COMMENT && (c == '\n' || c == '\r'))
			p->part = PDF_IN_CODE;
		p->last = p->last << 8 | c;
		if (c == 'j' || c == 'm' || c == '\n' || c == '\r')
			take_word(p);
	}
}

bool
pdf_names_hide(const struct pdf_names *p)
{
	return p->hides || hides_here(p) || p->part == PDF_IN_STRING;
}
