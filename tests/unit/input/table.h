/* SPDX-License-Identifier: Apache-2.0 */
/* table.h - tables whose cells go over many lines, as programs draw them, with certificates in one of their columns. */
#ifndef TESTS_UNIT_INPUT_TABLE_H
#define TESTS_UNIT_INPUT_TABLE_H

#include "carriers.h"
#include "subjects.h"

/* How a table is drawn: what stands before its columns, between them and behind them; and behind a line of a cell that goes on. */
static const struct look {
	const char *name, *before, *between, *behind, *rule, *sign;
	bool centred;			/* shorter lines stand in the middle of their cells */
	const char *cut;		/* what ends a line of a cell that is cut at any character, and begins the next; NULL: words are kept whole */
} looks[] = {
	{ "box", "\u2502 ", " \u2502 ", " \u2502", "\u251c\u2500\u2500\u2500\u253c\u2500\u2500\u2500\u2524\n", "", false, NULL },
	{ "table", "| ", " | ", " |", "+-----+-----+\n", "", false, NULL }, { "grid", "| ", " | ", " |", "", "", false, NULL }, { "column", "", "  ", "", "", "", false, NULL },
	{ "rich", "\u2502 ", " \u2502 ", " \u2502", "", "", false, NULL }, { "psql", " ", "| ", "", "", "+", false, NULL }, { "psql of Unicode", " ", "\u2502 ", "", "", "\u21b5", false, NULL },
	{ "pretty", "| ", " | ", " |", "", "", true, NULL },
	{ "psql that wraps", "", "|", "", "", "", false, "." }, { "psql that wraps, in a frame", "|", "|", "|", "+---+---+\n", "", false, "." },
	{ "psql that wraps, of Unicode", "", "\u2502", "", "", "", false, "\u2026" },
};

/* One cell, in lines. */
struct column {
	const char *at;			/* what is left of it */
	size_t wrap, width;		/* characters of its lines, and of the widest */
	bool cut;			/* between any two, not between words */
};

/* Characters of the next line of the cell, as it is wrapped. */
static inline size_t
line_of(const struct column *c)
{
	size_t n = 0, word;

	/* Of a long text in one line no more is looked at. */
	while (c->at[n] != '\0' && c->at[n] != '\n' && (c->wrap == 0 || n <= c->wrap))
		n++;
	if (c->wrap == 0 || n <= c->wrap)
		return n;
	for (word = c->wrap; !c->cut && word > 0 && c->at[word] != ' '; word--)
		;
	return word > 0 ? word : c->wrap;
}

/* … which is taken, with what parts it from the next. */
static inline void
take_line(struct column *c)
{
	c->at += line_of(c);
	c->at += *c->at == '\n' || (*c->at == ' ' && !c->cut);
}

static inline void
column(struct column *c, const char *text, size_t wrap)
{
	*c = (struct column){ .at = text, .wrap = wrap };
}

static inline void
measure(struct column *c)
{
	const char *text = c->at;

	for (; *c->at != '\0'; take_line(c)) {
		size_t n = line_of(c);

		c->width = n > c->width ? n : c->width;
	}
	c->at = text;
}

/* A row of so many cells. */
static inline void
row(struct out *o, const struct look *l, struct column *c, unsigned n)
{
	for (unsigned i = 0; i < n; i++) {
		c[i].cut = l->cut != NULL;
		measure(&c[i]);
	}
	for (bool any = true, first = true; any; first = false) {
		any = false;
		out_str(o, l->before);
		for (unsigned i = 0; i < n; i++) {
			size_t k = line_of(&c[i]), blanks = 0;
			bool goes_on;

			if (l->cut != NULL)
				out_str(o, !first && *c[i].at != '\0' ? l->cut : " ");

			for (; l->centred && blanks < (c[i].width - k) / 2; blanks++)
				out_char(o, ' ');
			out_mem(o, c[i].at, k);
			take_line(&c[i]);
			goes_on = *c[i].at != '\0';
			any |= goes_on;
			for (k += blanks; k < c[i].width && (i + 1 < n || *l->behind != '\0' || goes_on); k++)
				out_char(o, ' ');
			if (l->cut != NULL)
				out_str(o, goes_on ? l->cut : " ");
			out_str(o, goes_on ? l->sign : *l->sign != '\0' && i + 1 < n ? " " : "");
			out_str(o, i + 1 < n ? l->between : l->behind);
		}
		out_char(o, '\n');
	}
	out_str(o, l->rule);
}

/* How a certificate is written in its cell, and how that is wrapped. */
enum form { BASE64, HEX, HEX_X, SPACED, COLONS, PAIRS, EACH_X, COMMAS, LINES, PEM, FORMS };

/* Hexadecimal with something between its octets. */
static inline void
spaced(struct out *o, enum form form, struct span der)
{
	static const char digits[] = "0123456789abcdef";
	const char *between = form == COLONS ? ":" : form == COMMAS ? ", " : " ", *before = form == EACH_X || form == COMMAS ? "0x" : "";

	for (size_t i = 0; i < der.n; i++) {
		if (i > 0 && !(form == PAIRS && i % 2 == 1))
			out_str(o, between);
		out_str(o, before);
		out_char(o, digits[der.p[i] >> 4]);
		out_char(o, digits[der.p[i] & 15]);
	}
}

static inline void
text_of(struct out *o, enum form form, struct span der)
{
	struct out text = { NULL, 0, 0, false };

	out_clear(o);
	out_str(o, form == HEX_X ? "\\x" : "");
	if (form >= SPACED && form <= COMMAS)
		spaced(&text, form, der);
	else if (form == HEX || form == HEX_X)
		hex(&text, der);
	else if (form == PEM)
		pem(&text, der);
	else
		base64_write(&text, der);
	while (text.n > 0 && text.p[text.n - 1] == '\n')
		text.n--;
	for (size_t i = 0, n; i < text.n; i += n) {
		n = form == LINES && text.n - i > 76 ? 76 : text.n - i;
		out_str(o, i > 0 ? "\n" : "");
		out_mem(o, text.p + i, n);
	}
	out_mem(o, "", 1);
	out_free(&text);
}

/* Cells of signs go on with their own line ends, others where they are wrapped; what is cut has no lines of its own. */
static inline bool
suits(const struct look *l, enum form form)
{
	return *l->sign != '\0' ? form == LINES || form == PEM : form != LINES && (l->cut == NULL || form < LINES);
}

static const char *const notes[] = { "short", "a note of several words, which is wrapped as well", "one\ntwo\nthree" };

static inline void
rows(struct out *o, const struct look *l, enum form form, size_t width, unsigned way)
{
	struct out text[2] = { { NULL, 0, 0, false }, { NULL, 0, 0, false } };
	struct column c[4];

	text_of(&text[0], form, out_span(&subject[0]));
	text_of(&text[1], form, out_span(&subject[1]));
	for (unsigned i = 0; i < 2; i++) {
		unsigned n = 0;

		column(&c[n++], i == 0 ? "1" : "2", 0);
		if (way & 1)
			column(&c[n++], notes[(way / 4 + i) % 3], 20);
		column(&c[n++], text[i].p, width);
		if (way & 2)
			column(&c[n++], notes[(way / 4 + i + 1) % 3], 20);
		row(o, l, c, n);
	}
	out_free(&text[0]);
	out_free(&text[1]);
}

#endif
