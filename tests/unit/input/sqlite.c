/* SPDX-License-Identifier: Apache-2.0 */
/* Databases of SQLite: rows in one page and in several, of a file and of a stream that cannot be gone to and fro in. */
#include "subjects.h"
#include "woven.h"

#include <unistd.h>

enum { PAGE = 1024, NONE = 0 };

static void
put_16(uint8_t *p, size_t n)
{
	p[0] = (uint8_t)(n >> 8);
	p[1] = (uint8_t)n;
}

/* The first page: a header, and a tree without a row.  pages: of the database; 0: it does not say how many. */
static void
put_first(struct out *o, size_t pages)
{
	uint8_t page[PAGE] = "SQLite format 3";

	put_16(page + 16, PAGE);
	memcpy(page + 18, "\1\1\0\x40\x20\x20", 6);
	put_16(page + 30, pages);
	page[100] = 13;
	put_16(page + 105, PAGE);
	out_mem(o, page, sizeof page);
}

static size_t
put_varint(uint8_t *p, uint64_t n)
{
	size_t digits = 1, k = 0;

	while (digits < 8 && n >> (7 * digits) > 0)
		digits++;
	while (digits-- > 0)
		p[k++] = (uint8_t)((n >> (7 * digits) & 0x7f) | (digits > 0 ? 0x80 : 0));
	return k;
}

/* How many octets of a row of so many stand in its page: sqlite.org/fileformat2.html, "P is U-35 or less", with U = 1024. */
static size_t
here_of(size_t n)
{
	size_t least = (PAGE - 12) * 32 / 255 - 23, k = least + (n - least) % (PAGE - 4);

	return n <= PAGE - 35 ? n : k <= PAGE - 35 ? k : least;
}

/* A page of a table with one row of so many octets (n: as it says), of which some stand here; the number of the page that it goes on in. */
static void
put_leaf(struct out *o, struct span row, uint64_t n, uint32_t next)
{
	uint8_t page[PAGE] = { 13 }, cell[PAGE];
	size_t here = here_of((size_t)n), head;

	head = put_varint(cell, n);
	cell[head++] = 1;
	memcpy(cell + head, row.p, here);
	head += here;
	if (n > here) {
		put_16(cell + head, next >> 16);
		put_16(cell + head + 2, next);
		head += 4;
	}
	put_16(page + 3, 1);
	put_16(page + 5, PAGE - head);
	put_16(page + 8, PAGE - head);
	memcpy(page + PAGE - head, cell, head);
	out_mem(o, page, sizeof page);
}

/* A page that a row goes on in. */
static void
put_more(struct out *o, struct span *rest, uint32_t next)
{
	uint8_t page[PAGE] = { 0 };
	size_t n = rest->n < PAGE - 4 ? rest->n : PAGE - 4;

	put_16(page, next >> 16);
	put_16(page + 2, next);
	memcpy(page + 4, rest->p, n);
	*rest = span_from(*rest, n);
	out_mem(o, page, sizeof page);
}

static struct read
read_file(struct span octets)
{
	static uint8_t buf[STREAM_SIZE];
	struct read got = { .others = 0 };
	FILE *f = tmpfile();
	struct stream r = { .buf = buf };
	struct input in = { .limit = 1 << 20, .forms = input_forms, .path = "input", .fn = hand, .arg = &got };

	assert_non_null(f);
	assert_int_equal(fwrite(octets.p, 1, octets.n, f), octets.n);
	rewind(f);
	r.fd = fileno(f);
	assert_int_equal(lseek(r.fd, 0, SEEK_SET), 0);
	assert_int_equal(input_file(&in, &r), 0);
	input_free(&in);
	fclose(f);
	got.skipped = (unsigned)in.skipped;
	return got;
}

static void
expect(const char *what, size_t n, const struct out *o, bool file, unsigned found, bool unreadable)
{
	struct read got = file ? read_file(out_span(o)) : read_all(out_span(o));

	if (got.subjects[0] != found || got.subjects[1] + got.subjects[2] + got.others > 0 || (got.unreadable > 0) != unreadable)
		fail_msg("%s, %zu, file %d: %u of the subject, %u others, %u unreadable (%s)", what, n, file, got.subjects[0], got.others, got.unreadable,
		    got.words);
}

/* The row: its header, a number, text of any length, these octets or this text ("Record Format"), a number. */
static void
put_row_of(struct out *row, size_t text, struct span cell, bool is_text)
{
	uint8_t head[32] = { 0 };
	size_t n = 1;

	head[n++] = 1;
	n += put_varint(head + n, 13 + 2 * text);
	n += put_varint(head + n, 12 + 2 * cell.n + is_text);
	head[n++] = 1;
	head[0] = (uint8_t)n;
	head[n++] = '7';
	out_mem(row, head, n);
	for (size_t i = 0; i < text; i++)
		out_char(row, 'x');
	out_mem(row, cell.p, cell.n);
	out_mem(row, "7", 1);
}

static void
put_row(struct out *row, size_t text)
{
	put_row_of(row, text, out_span(&subject[0]), false);
}

/* Whatever octet of the certificate is the last in a page, in its own order or another. */
static void
test_pages(void **state)
{
	(void)state;
	for (size_t text = 0; text < 2200; text += 13)
		for (unsigned file = 0; file < 2; file++) {
			struct out row = { NULL, 0, 0, false }, o = row;
			struct span rest;
			uint32_t page = 3;

			put_row(&row, text);
			put_first(&o, 0);
			put_leaf(&o, out_span(&row), row.n, page);
			rest = span_from(out_span(&row), here_of(row.n));
			while (rest.n > 0)
				put_more(&o, &rest, rest.n > PAGE - 4 ? ++page : NONE);
			expect("pages", text, &o, file > 0, file > 0, file == 0);
			out_free(&row);
			out_free(&o);
		}
}

/* A row that goes on nowhere, in itself, behind the end of the file, or is as long as no file is. */
static void
test_damaged(void **state)
{
	static const struct { uint64_t more; uint32_t next; } cases[] = {
		{ 0, NONE }, { 0, 2 }, { 0, 99 }, { 0, UINT32_MAX }, { (uint64_t)1 << 50, 3 }, { (uint64_t)PAGE * 50, 3 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct out row = { NULL, 0, 0, false }, o = row;
		struct span rest;

		put_row(&row, 100);
		put_first(&o, 0);
		put_leaf(&o, out_span(&row), row.n + cases[i].more, cases[i].next);
		rest = span_from(out_span(&row), here_of(row.n));
		put_more(&o, &rest, 3);
		expect("damaged", i, &o, true, 0, true);
		out_free(&row);
		out_free(&o);
	}
}

/* A page of a tree whose cells are none, which is told of, and behind the database something else; one without a row. */
static void
test_ends(void **state)
{
	struct out o = { NULL, 0, 0, false };
	uint8_t page[PAGE] = { 13, 0, 0, 0, 1, 0, 0, 0, 0xff, 0xff };

	(void)state;
	for (unsigned file = 0; file < 2; file++) {
		put_first(&o, 2);
		out_mem(&o, page, sizeof page);
		out_mem(&o, subject[0].p, subject[0].n);
		expect("ends", 0, &o, file > 0, 1, true);
		out_free(&o);
	}
	put_first(&o, 0);
	expect("empty", 0, &o, true, 0, true);
	out_free(&o);
}

/* As many cells as a page can have, all of which begin the same row: that is damage, and read once. */
static void
test_cells(void **state)
{
	struct out row = { NULL, 0, 0, false }, o = row;
	uint8_t *page;

	(void)state;
	for (size_t i = 0; i < 300; i++)
		out_char(&row, 'x');
	put_first(&o, 0);
	put_leaf(&o, out_span(&row), row.n, NONE);
	page = (uint8_t *)o.p + PAGE;
	put_16(page + 3, 200);
	for (size_t i = 1; i < 200; i++)
		memcpy(page + 8 + 2 * i, page + 8, 2);
	out_mem(&o, subject[0].p, subject[0].n);
	expect("cells", 0, &o, false, 0, true);
	out_free(&row);
	out_free(&o);
}

enum { ROWS = 12 };

/* Rows with these octets, in leaves and pages behind them of a tree with a root. */
static void
put_rows(struct out *o, struct span cell, bool is_text)
{
	struct out row = { NULL, 0, 0, false };
	uint8_t root[PAGE] = { 5 };
	uint32_t page = 3;
	size_t more;

	put_row_of(&row, 100, cell, is_text);
	more = (row.n - here_of(row.n) + PAGE - 5) / (PAGE - 4);
	put_first(o, 2 + ROWS * (1 + more));
	put_16(root + 3, ROWS - 1);
	for (unsigned i = 0; i < ROWS; i++) {
		size_t at = PAGE - 5 * (i + 1);

		if (i + 1 < ROWS)
			put_16(root + 12 + 2 * (size_t)i, at);
		put_16(i + 1 < ROWS ? root + at + 2 : root + 10, 3 + i * (1 + more));
		root[at + 4] = (uint8_t)i;
	}
	out_mem(o, root, sizeof root);
	for (unsigned i = 0; i < ROWS; i++) {
		struct span rest = span_from(out_span(&row), here_of(row.n));

		put_leaf(o, out_span(&row), row.n, more > 0 ? page + 1 : NONE);
		for (page++; rest.n > 0; page++)
			put_more(o, &rest, rest.n > PAGE - 4 ? page + 1 : NONE);
	}
	out_free(&row);
}

static void
expect_told(const char *what, size_t at, struct span octets)
{
	for (unsigned file = 0; file < 2; file++) {
		struct read got = file ? read_file(octets) : read_all(octets);

		if (got.unreadable == 0 || got.others > 0 || got.subjects[0] > ROWS)
			fail_msg("%s at %zu, file %u: %u of %u, %u others, nothing told", what, at, file, got.subjects[0], (unsigned)ROWS, got.others);
	}
}

/* Wherever it is cut, and whichever of its pages is zeros: what is lost is told of, and nothing else is made of it. */
static void
test_lost(void **state)
{
	struct out o = { NULL, 0, 0, false };

	(void)state;
	put_rows(&o, out_span(&subject[0]), false);
	expect("whole", 0, &o, true, ROWS, false);
	for (size_t at = 2 * (size_t)PAGE; at < o.n; at += at % PAGE == 0 ? 1 : at % PAGE == 1 ? 510 : at % PAGE == 511 ? 512 : 1)
		expect_told("cut", at, span_sub(out_span(&o), 0, at));
	for (size_t at = PAGE; at < o.n; at += PAGE) {
		uint8_t page[PAGE];

		memcpy(page, o.p + at, PAGE);
		memset(o.p + at, 0, PAGE);
		expect_told("zeros", at / PAGE, out_span(&o));
		memcpy(o.p + at, page, PAGE);
	}
	out_free(&o);
}

/* Its last page goes on in one before it: it is read once all the same. */
static void
test_last_goes_back(void **state)
{
	struct out row = { NULL, 0, 0, false }, o = row;
	struct span rest;

	(void)state;
	put_row(&row, 100);
	rest = span_from(out_span(&row), here_of(row.n));
	put_first(&o, 4);
	put_more(&o, &rest, NONE);
	put_leaf(&o, out_span(&row), row.n, 2);
	put_leaf(&o, out_span(&row), row.n, 2);
	expect("of two rows", 0, &o, true, 1, true);
	out_free(&o);
	rest = span_from(out_span(&row), here_of(row.n));
	put_first(&o, 3);
	put_more(&o, &rest, NONE);
	put_leaf(&o, out_span(&row), row.n, 2);
	expect("of the last", 0, &o, true, 1, false);
	out_free(&row);
	out_free(&o);
}

/* A page not in use, which the list of those has, is nothing lost; nor is one that says where others belong. */
static void
test_unused(void **state)
{
	(void)state;
	for (unsigned k = 0; k < 4; k++) {
		struct out o = { NULL, 0, 0, false };
		uint8_t page[PAGE] = { 0 }, leaf[PAGE] = { 0 };
		size_t pages;

		put_rows(&o, out_span(&subject[0]), false);
		pages = o.n / PAGE;
		/* One of the list, and one that it has. */
		page[7] = k < 3;
		put_16(page + 10, pages + 2);
		out_mem(&o, page, sizeof page);
		out_mem(&o, leaf, sizeof leaf);
		put_16((uint8_t *)o.p + 30, pages + 2);
		put_16((uint8_t *)o.p + 34, k > 0 ? pages + 1 : 0);
		put_16((uint8_t *)o.p + 38, 2);
		expect("unused", k, &o, true, ROWS, k == 0 || k == 3);
		out_free(&o);
	}
}

/* A cell of text is a text of its own, whatever stands in front of it in its row. */
static void
test_text(void **state)
{
	struct out text = { NULL, 0, 0, false }, o = text;

	(void)state;
	for (size_t k = 0; k < 2; k++) {
		for (size_t i = 0; i < subject[0].n && k > 0; i++)
			out_fmt(&text, "%02x", (uint8_t)subject[0].p[i]);
		if (k == 0)
			base64_write(&text, out_span(&subject[0]));
		put_rows(&o, out_span(&text), true);
		expect("text", k, &o, true, ROWS, false);
		out_free(&text);
		out_free(&o);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pages), cmocka_unit_test(test_damaged), cmocka_unit_test(test_ends),
		cmocka_unit_test(test_cells), cmocka_unit_test(test_lost), cmocka_unit_test(test_unused), cmocka_unit_test(test_text),
		cmocka_unit_test(test_last_goes_back),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
