/* SPDX-License-Identifier: Apache-2.0 */
/* Records of CSV: RFC 4180 with all its quoting, and what breaks it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "carriers.h"
#include "input/data/csv.h"
#include "subjects.h"

struct row_case {
	const char *line[4];		/* of one record */
	enum csv_status status;		/* after the last of them */
	size_t fields;
	const char *second;		/* the field numbered 1 */
};

static void
test_rows(void **state)
{
	static const struct row_case cases[] = {
		{ { "a,b,c\n" }, CSV_WHOLE, 3, "b" },
		{ { "a,b\r\n" }, CSV_WHOLE, 2, "b" },
		{ { "a,b\r\r\n" }, CSV_WHOLE, 2, "b" },
		{ { "a,\"b\"\r\r\n" }, CSV_WHOLE, 2, "b" },
		{ { "a,b" }, CSV_WHOLE, 2, "b" },
		{ { "a," }, CSV_WHOLE, 2, "" },
		{ { "a,\n" }, CSV_WHOLE, 2, "" },
		{ { "a\n" }, CSV_WHOLE, 1, "" },
		{ { ",,\n" }, CSV_WHOLE, 3, "" },
		{ { "\"a,\"\"\",\"\"\n" }, CSV_WHOLE, 2, "" },
		{ { "a,\"b \"\"x\"\", y\"\r\n" }, CSV_WHOLE, 2, "b \"x\", y" },
		{ { "a,\"b\r\n", "\n", ",c\",d\n" }, CSV_WHOLE, 3, "b\r\n\n,c" },
		{ { "a,\"b\n", "c" }, CSV_OPEN, 2, "b\nc" },
		{ { "a,\"\"\"\n" }, CSV_OPEN, 2, "\"\n" },
		{ { "a,\"b\" ,c\n" }, CSV_BAD, 2, "b" },
		{ { "a,\"b\"c\n" }, CSV_BAD, 2, "b" },
		{ { "a,b\"c\",d\n" }, CSV_WHOLE, 3, "b\"c\"" },
		{ { "a,b\rc,d\n" }, CSV_WHOLE, 3, "b\rc" },
	};
	struct csv c = { .separator = ',' };

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct row_case *e = &cases[i];
		enum csv_status status = CSV_OPEN;

		csv_begin(&c);
		for (size_t k = 0; k < 4 && e->line[k] != NULL; k++) {
			assert_int_equal(status, CSV_OPEN);
			status = csv_line(&c, (struct span){ (const uint8_t *)e->line[k], strlen(e->line[k]) });
		}
		assert_int_equal(status, e->status);
		assert_int_equal(c.fields, e->fields);
		assert_true(span_is(csv_field(&c, 1), e->second));
	}
	csv_free(&c);
}

struct head_case {
	const char *line, *field;
	char separator;
	size_t columns, column;
	bool several;
};

static void
test_heads(void **state)
{
	static const struct head_case cases[] = {
		{ "id,certificate,x", NULL, ',', 3, 1, false },
		{ "\"PEM Info\"\tid\r\n", NULL, '\t', 2, 0, false },
		{ "a;DER;RAW", NULL, ';', 3, 1, true },
		{ "X.509 Certificate (PEM)", NULL, ',', 1, 0, false },
		{ "id,leaf", NULL, ',', 2, SIZE_MAX, false },
		{ "id,leaf", "Leaf", ',', 2, 1, false },
		{ "id,cert,leaf", "leaf", ',', 3, 2, false },
		{ "id,cert", "", ',', 2, SIZE_MAX, false },
		{ "notcertificates,acert", NULL, ',', 2, SIZE_MAX, false },
		{ "", NULL, ',', 0, SIZE_MAX, false },
	};
	struct csv_head h;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct head_case *e = &cases[i];

		csv_head_read(&h, (struct span){ (const uint8_t *)e->line, strlen(e->line) }, e->field);
		assert_int_equal(h.separator, e->separator);
		assert_int_equal(h.column, e->column);
		assert_int_equal(e->column != SIZE_MAX && memchr(h.named + h.column + 1, true, CSV_COLUMNS - 1 - h.column) != NULL, e->several);
		if (e->columns > 0)
			assert_int_equal(h.columns, e->columns);
	}
	assert_false(csv_head_read(&h, SPAN_LIT("id,\"cert"), NULL));
}

/* Of lines that are rows by their commas alone, those of a block are none; a BEGIN line in a cell that no body follows is a cell. */
static void
test_block_behind(void **state)
{
	static const char *const before[] = { "log, ", "log: x, ", "\"a\"," };

	(void)state;
	for (size_t i = 0; i < sizeof before / sizeof *before; i++)
		for (unsigned body = 0; body < 2; body++) {
			struct out o = { NULL, 0, 0, false };
			struct read got;

			for (unsigned row = 0; row < 12; row++) {
				if (row == 6 && body > 0)
					framed(&o, out_span(&subject[1]), before[i], "\n");
				else if (body == 0 && (row == 6 || row == 8))
					out_fmt(&o, "%s" BEGIN "\n", before[i]);
				out_fmt(&o, "%u,", row);
				base64_write(&o, out_span(&subject[row == 9 ? 2 : 0]));
				out_char(&o, '\n');
			}
			got = read_all(out_span(&o));
			assert_int_equal(got.subjects[0], 11);
			assert_int_equal(got.subjects[1], body);
			assert_int_equal(got.subjects[2], 1);
			assert_int_equal(got.others, 0);
			assert_true(got.unreadable <= 2);
			out_free(&o);
		}
}

/* ---- tables in which a cell is cut ---- */

static uint32_t seed = 3;

static uint32_t
chance(uint32_t n)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % n;
}

/* A cell of these octets in base64, or of their PEM; it is cut behind so many characters: SIZE_MAX: it is whole. */
static void
put_cell(struct out *o, struct span der, bool twice, const char *quote, size_t cut)
{
	struct out cell = { NULL, 0, 0, false }, inner = { NULL, 0, 0, false };

	if (twice)
		pem(&inner, der);
	base64_write(&cell, twice ? out_span(&inner) : der);
	out_str(o, quote);
	out_mem(o, cell.p, cut < cell.n ? cut : cell.n);
	out_free(&inner);
	out_free(&cell);
}

/* Each of the other rows is read, and the one that is damaged is told of once; without damage, whatever ends the lines, all are read. */
static void
test_cut(void **state)
{
	static const char *const ends[] = { "\n", "\r\n", "\r\r\n" }, *const separators[] = { ",", ";", "\t", "|" };
	static const char *const heads[] = { "id", "certificate", "foo" };

	(void)state;
	for (unsigned round = 0; round < 3000; round++) {
		const char *end = ends[chance(3)], *separator = separators[chance(4)], *quote = chance(2) > 0 ? "\"" : "", *head = heads[chance(3)];
		struct out o = { NULL, 0, 0, false };
		unsigned damaged = chance(SUBJECTS + 1);
		bool first = chance(2) > 0, twice = chance(2) > 0;
		/* The quote that ends the cell, and what stands behind it; a line of base64 alone is no row. */
		bool loses = chance(4) == 0 && (!first || *quote != '\0');
		struct read got;

		out_fmt(&o, "%s%s%s%s%s%s%s%s", quote, head, quote, separator, quote, "n", quote, end);
		for (unsigned i = 0; i < SUBJECTS; i++) {
			size_t cut = i == damaged ? 300 + chance(900) : SIZE_MAX;

			if (!first)
				out_fmt(&o, "%s%u%s%s", quote, i, quote, separator);
			put_cell(&o, out_span(&subject[i]), twice, quote, cut);
			out_str(&o, i == damaged && loses ? "" : quote);
			if (first && !(i == damaged && loses))
				out_fmt(&o, "%s%s%u%s", separator, quote, i, quote);
			out_str(&o, end);
		}
		got = read_all(out_span(&o));
		for (unsigned i = 0; i < SUBJECTS; i++)
			if (got.subjects[i] != (i != damaged) || got.others > 0 || got.unreadable != (damaged < SUBJECTS))
				fail_msg("row %u of %u: %u %u %u of the subjects, %u others, %u unreadable (%s), of:\n%.*s", damaged, SUBJECTS,
				    got.subjects[0], got.subjects[1], got.subjects[2], got.others, got.unreadable, got.words, (int)o.n, o.p);
		out_free(&o);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_heads),
		cmocka_unit_test(test_block_behind),
		cmocka_unit_test(test_cut),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
