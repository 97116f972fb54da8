/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Records of tables whose cells go over many lines, with and without something in front of each line: octets behind a certificate trail it,
 * whatever lines they take, and one that is cut takes nothing in of the record that comes next, be that a certificate or none.
 */
#include "table.h"
#include "woven.h"

static unsigned wrong;

/* Nothing stands behind the last column: what is in front of it is the same in each line but for a number. */
static const struct look last = { "last column", "", " | ", "", "", "", false, NULL };
#define LOOKS (sizeof looks / sizeof *looks + 1)

static const struct look *
look_of(size_t i)
{
	return i + 1 < LOOKS ? &looks[i] : &last;
}

/* What stands in front of each line of a table; %zu: the number of the line. */
static const char *const fronts[] = { "", "app: ", "2024-01-01 10:00:00 ", "4711 ", "%6zu\t", "web-1  | " };
#define FRONTS (sizeof fronts / sizeof *fronts)

static size_t
line_length(struct span s)
{
	const uint8_t *lf = s.n > 0 ? memchr(s.p, '\n', s.n) : NULL;

	return lf != NULL ? (size_t)(lf - s.p) + 1 : s.n;
}

/* The lines behind a front, but for the last of them. */
static void
put_lines(struct out *o, struct span text, size_t front, size_t *number, size_t without)
{
	size_t lines = 0, n;

	for (struct span rest = text; rest.n > 0; rest = span_from(rest, line_length(rest)))
		lines++;
	for (size_t i = 0; i + without < lines; i++, text = span_from(text, n)) {
		n = line_length(text);
		if (strchr(fronts[front], '%') != NULL)
			out_fmt(o, "%6zu\t", ++*number);
		else
			out_str(o, fronts[front]);
		out_mem(o, (const char *)text.p, n);
	}
}

/* Characters of a column of notes, and of one whose cells have their own lines. */
#define NOTE 20
#define LINE 76

/* The columns of one record: a number, which may stand behind the certificate, and a note of several lines before that or behind. */
static void
put_record(struct out *o, const struct look *l, unsigned number, const char *text, size_t width, unsigned way)
{
	static const char *const numbers[] = { "1", "2", "3" };
	struct column c[4];
	unsigned n = 0;

	if ((way & 1) == 0)
		column(&c[n++], numbers[number], 0);
	if (way & 2) {
		column(&c[n], notes[(way / 2 + number) % 3], NOTE);
		c[n++].width = NOTE;
	}
	column(&c[n], text, width);
	c[n++].width = width > 0 ? width : LINE;
	if (way & 1)
		column(&c[n++], numbers[number], 0);
	row(o, l, c, n);
}

/* Rules would say where a record ends. */
static struct look
without_rules(const struct look *l)
{
	struct look look = *l;

	look.rule = "";
	return look;
}

/*
 * Is it a table to whoever reads it?  Without an edge a column of numbers is what stands in front of lines.  Columns that nothing but blanks
 * parts are none where the certificate stands in the last, nor where one blank parts the first of them from what is in front.
 */
static bool
is_table(const struct look *l, enum form form, size_t front, unsigned way)
{
	if (l == &last)
		return way == 0 && form != HEX_X && strchr(fronts[front], '%') == NULL;
	return strcmp(l->name, "column") != 0 || (front == 0 && (way & 1));
}

static void
expect(const char *what, const struct out *o, struct span glue, unsigned first, bool unreadable)
{
	struct read got = read_as_file(out_span(o), glue);

	if (got.subjects[0] == first && got.subjects[1] == 1 && got.others == 0 && (got.unreadable > 0) == unreadable &&
	    got.trailed == (glue.n > 0 ? first : 0))
		return;
	wrong++;
	printf("%s: %u %u of the subjects, %u others, %u trailed, %u unreadable (%s)\n", what, got.subjects[0], got.subjects[1], got.others, got.trailed,
	    got.unreadable, got.words);
}

/* So many octets trail the first of two; their last line may be short, or as long as the others. */
static void
test_trailing(void **state)
{
	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof looks / sizeof *looks; i++)
		for (enum form form = BASE64; form < LINES; form++)
			for (size_t front = 0; suits(look_of(i), form) && front < FRONTS; front++)
				for (size_t more = 1; more < 90; more += 1 + more / 4)
					for (unsigned way = 0; way < 4; way++) {
						struct out der = { NULL, 0, 0, false }, text[2] = { der, der }, o = der, table = der;
						size_t number = 0;
						char what[96];

						if (!is_table(look_of(i), form, front, way))
							continue;
						out_mem(&der, subject[0].p, subject[0].n);
						for (size_t k = 0; k < more; k++)
							out_char(&der, 'a');
						text_of(&text[0], form, out_span(&der));
						text_of(&text[1], form, out_span(&subject[1]));
						for (unsigned k = 0; k < 2; k++)
							put_record(&table, look_of(i), k, text[k].p, 60, way);
						put_lines(&o, out_span(&table), front, &number, 0);
						snprintf(what, sizeof what, "%s, form %d, front '%s', way %u, %zu octets more", look_of(i)->name, (int)form,
						    fronts[front], way, more);
						expect(what, &o, span_from(out_span(&der), subject[0].n), 1, false);
						out_free(&der);
						out_free(&table);
						out_free(&text[0]);
						out_free(&text[1]);
						out_free(&o);
					}
	assert_int_equal(wrong, 0);
}

/* The first without its last lines, octets of chance, and a certificate.  PEM has its END. */
static void
test_cut(void **state)
{
	static const size_t without[] = { 1, 2, 6 };

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < LOOKS; i++)
		for (enum form form = BASE64; form < PEM; form++)
			for (size_t front = 0; suits(look_of(i), form) && front < FRONTS; front++)
				for (unsigned k = 0; k < 3 * 4; k++) {
					struct look look = without_rules(look_of(i));
					struct out chance = { NULL, 0, 0, false }, text = chance, table = chance, o = chance;
					unsigned way = k % 4;
					size_t number = 0;
					char what[96];

					if (!is_table(look_of(i), form, front, way))
						continue;
					put_noise(&chance, k + 1, 50 + 300 * (k % 2));
					for (unsigned r = 0; r < 3; r++) {
						out_clear(&table);
						text_of(&text, form, out_span(r == 1 ? &chance : &subject[r / 2]));
						put_record(&table, &look, r, text.p, form >= LINES ? 0 : 60, way);
						put_lines(&o, out_span(&table), front, &number, r == 0 ? without[k / 4] : 0);
					}
					snprintf(what, sizeof what, "%s, form %d, front '%s', way %u, without %zu lines", look_of(i)->name, (int)form, fronts[front],
					    way, without[k / 4]);
					expect(what, &o, SPAN_NONE, 0, true);
					out_free(&chance);
					out_free(&text);
					out_free(&table);
					out_free(&o);
				}
	assert_int_equal(wrong, 0);
}

/*
 * One between two others has lost its head, and nothing beside it says that a record begins: neither of them has its octets, and it is told
 * of.  The first ends in a line that is shorter than the others.
 */
static void
test_headless(void **state)
{
	enum { WIDTH = 60 };
	static const size_t without[] = { 16, 48 };

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof looks / sizeof *looks; i++)
		for (enum form form = BASE64; form <= HEX; form++)
			for (size_t front = 0; suits(&looks[i], form) && front < FRONTS; front++)
				for (unsigned k = 0; k < 2; k++) {
					struct look look = without_rules(&looks[i]);
					struct out text = { NULL, 0, 0, false }, table = text, o = text;
					size_t number = 0;
					char what[96];

					for (unsigned r = 0; r < 3; r++) {
						struct span der = out_span(&subject[r == 1 ? 2 : r / 2]);
						struct column c[2];

						text_of(&text, form, r == 1 ? span_from(der, without[k]) : der);
						column(&c[0], text.p, WIDTH);
						column(&c[1], r == 1 ? "" : "good", 0);
						c[0].width = WIDTH;
						c[1].width = strlen("good");
						row(&table, &look, c, 2);
					}
					put_lines(&o, out_span(&table), front, &number, 0);
					snprintf(what, sizeof what, "%s, form %d, front '%s', without %zu octets", look.name, (int)form, fronts[front], without[k]);
					expect(what, &o, SPAN_NONE, 1, true);
					out_free(&text);
					out_free(&table);
					out_free(&o);
				}
	assert_int_equal(wrong, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_trailing), cmocka_unit_test(test_cut), cmocka_unit_test(test_headless) };

	return cmocka_run_group_tests(tests, setup, teardown);
}
