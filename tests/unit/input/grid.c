/* SPDX-License-Identifier: Apache-2.0 */
/* Tables whose cells go over many lines, beside one another: base64 and hexadecimal that are wrapped, PEM with signs, words in other columns. */
#include "base/ascii.h"
#include "carriers.h"
#include "either_end.h"
#include "input/pem/grid.h"

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
static size_t
line_of(const struct column *c)
{
	size_t n = strcspn(c->at, "\n"), word;

	if (c->wrap == 0 || n <= c->wrap)
		return n;
	for (word = c->wrap; !c->cut && word > 0 && c->at[word] != ' '; word--)
		;
	return word > 0 ? word : c->wrap;
}

/* … which is taken, with what parts it from the next. */
static void
take_line(struct column *c)
{
	c->at += line_of(c);
	c->at += *c->at == '\n' || (*c->at == ' ' && !c->cut);
}

static void
column(struct column *c, const char *text, size_t wrap)
{
	*c = (struct column){ .at = text, .wrap = wrap };
}

static void
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
static void
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
static void
spaced(struct out *o, enum form form, struct span der)
{
	for (size_t i = 0; i < der.n; i++)
		out_fmt(o, "%s%s%02x", i == 0 || (form == PAIRS && i % 2 == 1) ? "" : form == COLONS ? ":" : form == COMMAS ? ", " : " ",
		    form == EACH_X || form == COMMAS ? "0x" : "", der.p[i]);
}

static void
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
	for (size_t i = 0; i < text.n; i++) {
		out_str(o, form == LINES && i > 0 && i % 76 == 0 ? "\n" : "");
		out_char(o, text.p[i]);
	}
	out_mem(o, "", 1);
	out_free(&text);
}

/* Cells of signs go on with their own line ends, others where they are wrapped; what is cut has no lines of its own. */
static bool
suits(const struct look *l, enum form form)
{
	return *l->sign != '\0' ? form == LINES || form == PEM : form != LINES && (l->cut == NULL || form < LINES);
}

static const char *const notes[] = { "short", "a note of several words, which is wrapped as well", "one\ntwo\nthree" };

static void
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

static void
test_read(void **state)
{
	static const size_t widths[] = { 20, 40, 57, 64, 77 };

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof looks / sizeof *looks; i++)
		for (enum form form = BASE64; form < FORMS; form++)
			for (size_t k = 0; suits(&looks[i], form) && k < sizeof widths / sizeof *widths; k++)
				for (unsigned way = 0; way < 12; way++) {
					struct out o = { NULL, 0, 0, false };
					char what[64];

					if ((form >= LINES && k > 0) || (way == 0 && looks[i].sign[0] == '\0' && looks[i].behind[0] == '\0' && k < 3) ||
					    /* A number and an indented text with colons are no table: it is told of. */
					    ((way & 3) == 0 && form == COLONS && looks[i].behind[0] == '\0' && looks[i].cut == NULL) ||
					    ((way & 3) == 1 && looks[i].sign[0] == '\0' && looks[i].behind[0] == '\0'))
						continue;
					out_str(&o, way % 2 == 0 ? "" : " id | note | pem\n----+------+-----\n");
					rows(&o, &looks[i], form, form >= LINES ? 0 : widths[k], way);
					snprintf(what, sizeof what, "%s, form %d, width %zu, way %u", looks[i].name, (int)form, widths[k], way);
					expect(what, &o, 1, 1, 0);
				}
	assert_int_equal(wrong, 0);
}

/* Both in one row, and others behind it. */
static void
test_beside(void **state)
{
	struct out text[2] = { { NULL, 0, 0, false }, { NULL, 0, 0, false } };

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof looks / sizeof *looks; i++)
		for (enum form form = BASE64; form < FORMS; form++)
			for (unsigned way = 0; suits(&looks[i], form) && way < 4; way++) {
				struct out o = { NULL, 0, 0, false };
				struct column c[4];
				unsigned n = 0;

				text_of(&text[0], form, out_span(&subject[0]));
				text_of(&text[1], form, out_span(&subject[1]));
				column(&c[n++], "1", 0);
				column(&c[n++], text[way & 1].p, form >= LINES ? 0 : 44);
				if (way & 2)
					column(&c[n++], notes[2], 0);
				column(&c[n++], text[1 - (way & 1)].p, form >= LINES ? 0 : 60);
				row(&o, &looks[i], c, n);
				expect(looks[i].name, &o, 1, 1, 0);
			}
	out_free(&text[0]);
	out_free(&text[1]);
	assert_int_equal(wrong, 0);
}

/* More cells beside one another than are read: each of the others is told of. */
static void
test_many(void **state)
{
	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof looks / sizeof *looks; i++)
		for (enum form form = BASE64; form < PEM; form++)
			for (unsigned n = GRID_MOST_CELLS; suits(&looks[i], form) && n < GRID_MOST_CELLS + 4; n++) {
				struct out text[2] = { { NULL, 0, 0, false }, { NULL, 0, 0, false } }, o = text[0];
				struct column c[GRID_MOST_CELLS + 4];
				char what[64];

				for (unsigned k = 0; k < 2; k++)
					text_of(&text[k], form, out_span(&subject[k]));
				for (unsigned k = 0; k < n; k++)
					column(&c[k], text[k % 2].p, form == LINES ? 0 : 44);
				row(&o, &looks[i], c, n);
				snprintf(what, sizeof what, "%s, form %d, %u columns", looks[i].name, (int)form, n);
				expect(what, &o, GRID_MOST_CELLS / 2, GRID_MOST_CELLS / 2, n - GRID_MOST_CELLS);
				out_free(&text[0]);
				out_free(&text[1]);
			}
	assert_int_equal(wrong, 0);
}

/* A certificate on one line: its lines joined by blanks, in base64 with armour or without, or in hexadecimal. */
static void
in_one_line(struct out *o, struct span der, enum form form, size_t width)
{
	struct out text = { NULL, 0, 0, false };

	if (form == HEX)
		hex(&text, der);
	else
		base64_write(&text, der);
	out_str(o, form == PEM ? "-----BEGIN CERTIFICATE----- " : "");
	for (size_t i = 0; i < text.n; i += width) {
		out_str(o, i > 0 ? " " : "");
		out_mem(o, text.p + i, text.n - i < width ? text.n - i : width);
	}
	out_str(o, form == PEM ? " -----END CERTIFICATE-----" : "");
	out_free(&text);
}

/* Two certificates that are so short that the lines of both are looked at, in place of the first two subjects; or those again. */
static void
short_subjects(bool back)
{
	static uint8_t buf[STREAM_SIZE];
	static struct out before[2];
	FILE *f = fopen("testdata/issuer/self-signed.pem", "r");
	struct stream r = { .buf = buf };
	struct pem_block b;
	struct pem pem;
	size_t n = 0;

	assert_non_null(f);
	r.fd = fileno(f);
	pem_init(&pem, &r, 1 << 20);
	for (size_t i = 0; i < 2; i++) {
		if (back)
			out_free(&subject[i]);
		else
			before[i] = subject[i];
		subject[i] = back ? before[i] : (struct out){ NULL, 0, 0, false };
	}
	while (!back && n < 2 && pem_next(&pem, &b))
		if (b.octets.n < 600)
			out_mem(&subject[n++], (const char *)b.octets.p, b.octets.n);
	pem_free(&pem);
	fclose(f);
	assert_true(back || n == 2);
}

/* Rows of one line each, whatever parts their columns: the lines of a certificate that blanks join are no cell that is wrapped. */
static void
test_one_line(void **state)
{
	static const char *const between[] = { "\t", ",", ";", "|", " | ", ":", ": ", " ", "  " };
	static const char *const first[] = { NULL, "1", "SSL_CLIENT_CERT" }, *const last[] = { NULL, "", "note" }, *const quotes[] = { "", "\"" };
	static const enum form forms[] = { BASE64, PEM, HEX };
	static const size_t widths[] = { 60, 64, 76 };

	(void)state;
	wrong = 0;
	short_subjects(false);
	for (unsigned way = 0; way < 9 * 3 * 3 * 3 * 3 * 2; way++) {
		unsigned w = way;
		const char *sep = between[w % 9], *front = first[(w /= 9) % 3], *behind = last[(w /= 3) % 3];
		enum form form = forms[(w /= 3) % 3];
		size_t width = widths[(w /= 3) % 3];
		const char *quote = quotes[w / 3];
		struct out o = { NULL, 0, 0, false };
		char what[96];

		for (unsigned i = 0; i < 2; i++) {
			out_fmt(&o, "%s%s%s", front != NULL ? front : "", front != NULL ? sep : "", quote);
			in_one_line(&o, out_span(&subject[i]), form, width);
			out_fmt(&o, "%s%s%s\n", quote, behind != NULL ? sep : "", behind != NULL ? behind : "");
		}
		snprintf(what, sizeof what, "'%s' parts '%s' and '%s', form %d, width %zu, quote '%s'", sep, front != NULL ? front : "none",
		    behind != NULL ? behind : "none", (int)form, width, quote);
		expect(what, &o, 1, 1, 0);
	}
	short_subjects(true);
	assert_int_equal(wrong, 0);
}

/* PEM whose words are folded in a cell that is wider than the lines of its body, so that END may stand behind the last, or be folded itself. */
static void
folded(struct out *o, struct span der, size_t body, size_t width)
{
	struct out text = { NULL, 0, 0, false };
	size_t line = 0;

	in_one_line(&text, der, PEM, body);
	out_mem(&text, "", 1);
	for (const char *word = text.p; *word != '\0'; ) {
		size_t n = strcspn(word, " ");

		out_str(o, line == 0 ? "" : line + 1 + n <= width ? " " : "\n");
		line = line > 0 && line + 1 + n <= width ? line + 1 + n : n;
		out_mem(o, word, n);
		word += n + (word[n] == ' ');
	}
	out_mem(o, "", 1);
	out_free(&text);
}

/* Are words folded in its cells? */
static bool
folds(const struct look *l)
{
	return *l->sign == '\0' && l->cut == NULL && *l->behind != '\0' && !l->centred;
}

static void
test_folded(void **state)
{
	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof looks / sizeof *looks; i++)
		for (size_t body = 56; folds(&looks[i]) && body <= 76; body++)
			for (size_t more = 0; more < 20; more++) {
				struct out o = { NULL, 0, 0, false };
				char what[64];

				for (unsigned k = 0; k < 2; k++) {
					struct out text = { NULL, 0, 0, false };
					struct column c[3];

					folded(&text, out_span(&subject[k]), body, body + more);
					column(&c[0], text.p, 0);
					column(&c[1], k == 0 ? "1" : "2", 0);
					column(&c[2], notes[1], 20);
					row(&o, &looks[i], c, 3);
					out_free(&text);
				}
				snprintf(what, sizeof what, "%s, lines of %zu in %zu", looks[i].name, body, body + more);
				expect(what, &o, 1, 1, 0);
			}
	assert_int_equal(wrong, 0);
}

static size_t
lines_in(const char *text, size_t wrap, bool cut)
{
	struct column c = { .at = text, .wrap = wrap, .cut = cut };
	size_t n = 0;

	for (; *c.at != '\0'; n++)
		take_line(&c);
	return n;
}

/* Octets behind a certificate that end with its last line trail it; where they take more lines, none of the cell is judged. */
static void
test_trailing(void **state)
{
	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof looks / sizeof *looks; i++)
		for (enum form form = BASE64; form < LINES; form++)
			for (size_t more = 3; suits(&looks[i], form) && more < 90; more += 3) {
				struct out der = { NULL, 0, 0, false }, text[2] = { der, der }, o = der;
				size_t lines[2];
				struct column c[3];
				struct read got;

				/* A whole number of groups, so that no padding stands there. */
				out_mem(&der, subject[0].p, subject[0].n);
				for (size_t k = 0; k < more || der.n % 3 != 0; k++)
					out_mem(&der, "a", 1);
				for (unsigned k = 0; k < 3; k++) {
					text_of(&text[k == 1], form, k == 0 ? out_span(&subject[0]) : k == 1 ? out_span(&subject[1]) : out_span(&der));
					if (k != 1)
						lines[k / 2] = lines_in(text[0].p, 60, looks[i].cut != NULL);
				}
				for (unsigned k = 0; k < 2; k++) {
					column(&c[0], k == 0 ? "1" : "2", 0);
					column(&c[1], text[k].p, 60);
					column(&c[2], notes[1], 20);
					row(&o, &looks[i], c, 3);
				}
				got = read_all(out_span(&o));
				if (got.subjects[0] != 0 || got.subjects[1] != 1 || got.others != (lines[0] == lines[1]) ||
				    got.unreadable != (lines[0] != lines[1])) {
					wrong++;
					printf("%s, form %d, %zu octets more: %u %u, %u others, %u unreadable (%s)\n", looks[i].name, (int)form, more,
					    got.subjects[0], got.subjects[1], got.others, got.unreadable, got.words);
				}
				out_free(&der);
				out_free(&text[0]);
				out_free(&text[1]);
				out_free(&o);
			}
	assert_int_equal(wrong, 0);
}

/* Lines of any width behind which the sign stands that the cell goes on, a character of base64. */
static void
test_signs(void **state)
{
	(void)state;
	wrong = 0;
	for (size_t width = 40; width < 80; width++) {
		struct out o = { NULL, 0, 0, false };

		for (unsigned i = 0; i < 2; i++) {
			struct out whole = { NULL, 0, 0, false }, text = whole;
			struct column c[3];

			base64_write(&whole, out_span(&subject[i]));
			for (size_t k = 0; k < whole.n; k += width) {
				out_str(&text, k > 0 ? "\n" : "");
				out_mem(&text, whole.p + k, whole.n - k < width ? whole.n - k : width);
			}
			out_mem(&text, "", 1);
			column(&c[0], i == 0 ? "1" : "2", 0);
			column(&c[1], text.p, 0);
			column(&c[2], notes[2], 0);
			for (unsigned n = 0; n < sizeof looks / sizeof *looks; n++)
				if (strcmp(looks[n].name, "psql") == 0)
					row(&o, &looks[n], c, 3);
			out_free(&whole);
			out_free(&text);
		}
		expect("signs behind base64", &o, 1, 1, 0);
	}
	assert_int_equal(wrong, 0);
}

/* What a line of the first row suffers: it is gone, it is cut, a character of its value is another, or it stands there twice. */
static void
damaged(struct out *o, struct span text, size_t line, unsigned how)
{
	for (size_t i = 0; text.n > 0; i++) {
		const uint8_t *lf = memchr(text.p, '\n', text.n);
		size_t n = lf != NULL ? (size_t)(lf - text.p) + 1 : text.n;

		if (how == 3 && i == line)
			out_mem(o, (const char *)text.p, n);
		if (how == 3 || i != line)
			out_mem(o, (const char *)text.p, n);
		else if (how == 1)
			out_fmt(o, "%.*s\n", (int)(n / 2), (const char *)text.p);
		for (size_t k = 0, done = 0; i == line && how == 2 && k < n; k++) {
			bool other = done == 0 && k >= n / 2 && is_alnum(text.p[k]);

			out_char(o, other ? '!' : (char)text.p[k]);
			done += other;
		}
		text = span_from(text, n);
	}
}

/* Nothing of it is judged as another, the row is told of, and the next is read. */
static void
test_damaged(void **state)
{
	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof looks / sizeof *looks; i++)
		for (enum form form = BASE64; form < FORMS; form++)
			for (size_t line = 2; suits(&looks[i], form) && line < 9; line++)
				for (unsigned how = 0; how < (form == PEM ? 3 : 4); how++) {
					struct out o = { NULL, 0, 0, false }, whole = o;
					struct read got;

					rows(&whole, &looks[i], form, form >= LINES ? 0 : 60, 3);
					damaged(&o, out_span(&whole), line, how);
					got = read_all(out_span(&o));
					if (got.subjects[0] != 0 || got.subjects[1] != 1 || got.others != 0 || got.unreadable == 0) {
						wrong++;
						printf("%s, form %d, line %zu, %u: %u %u, %u others, %u unreadable (%s)\n", looks[i].name, (int)form, line, how,
						    got.subjects[0], got.subjects[1], got.others, got.unreadable, got.words);
					}
					out_free(&o);
					out_free(&whole);
				}
	assert_int_equal(wrong, 0);
}

/* Rows of one line each, text that is wrapped, and blocks that no sign stands behind are none. */
static void
test_others(void **state)
{
	static const char *const others[] = {
		"", "\n", "| a | b |\n| c | d |\n", "MIIB\nMIIB\n", "Michael said: MIInd the gap between these words |\nand another line of them, too  |\n",
		"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
	};
	struct grid g;

	(void)state;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		assert_false(grid_begins(&g, span_of(others[i])));
		assert_false(grid_ahead(span_of(others[i])));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read), cmocka_unit_test(test_beside), cmocka_unit_test(test_many),
		cmocka_unit_test(test_one_line), cmocka_unit_test(test_folded), cmocka_unit_test(test_trailing), cmocka_unit_test(test_signs),
		cmocka_unit_test(test_damaged), cmocka_unit_test(test_others),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
