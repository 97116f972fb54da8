/* SPDX-License-Identifier: Apache-2.0 */
/* Tables whose cells go over many lines, beside one another: base64 and hexadecimal that are wrapped, PEM with signs, words in other columns. */
#include "base/ascii.h"
#include "either_end.h"
#include "input/pem/grid/grid.h"
#include "table.h"

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
		cmocka_unit_test(test_one_line), cmocka_unit_test(test_folded), cmocka_unit_test(test_signs),
		cmocka_unit_test(test_damaged), cmocka_unit_test(test_others),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
