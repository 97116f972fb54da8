/* SPDX-License-Identifier: Apache-2.0 */
/* Messages: headers, parts and transfer encodings, also those that nobody sane writes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "input/mail/mime.h"

void *__real_memchr(const void *, int, size_t);
void *__wrap_memchr(const void *, int, size_t);

/* Octets in which something was looked for. */
static uint64_t n_looks;

void *
__wrap_memchr(const void *p, int c, size_t n)
{
	const uint8_t *found = __real_memchr(p, c, n);

	n_looks += found != NULL ? (size_t)(found - (const uint8_t *)p) + 1 : n;
	return (void *)(uintptr_t)found;
}

/* A text as a stream that hands out few octets at a time. */
struct text {
	struct stream stream;
	struct span rest;
	size_t piece;			/* so many; 0: five */
	uint8_t buf[STREAM_SIZE];
};

static size_t
read_text(struct stream *r, uint8_t *to, size_t n)
{
	const struct text *t = (const struct text *)(const void *)r;
	size_t piece = t->piece > 0 ? t->piece : 5;

	return stream_memory(r, to, n < piece ? n : piece);
}

static struct stream *
text_open(struct text *t, struct span octets)
{
	t->rest = octets;
	t->stream = (struct stream){ .read = read_text, .arg = &t->rest, .buf = t->buf };
	return &t->stream;
}

/* ---- headers ---- */

struct head_case {
	const char *text, *type, *boundary;
	enum mime_encoding encoding;
	uint64_t lines;
	const char *rest;
};

static void
test_heads(void **state)
{
	static const struct head_case cases[] = {
		{ "Content-Type: multipart/Signed; boundary=abc\n\nrest", "multipart/signed", "abc", MIME_AS_IS, 2, "rest" },
		{ "content-type :\r\n  Multipart/Mixed ; (x (y\\)) ) charset=\"a;boundary=no\"\r\n ; BOUNDARY = \"a \\\"b\"\r\n\r\n-",
		    "multipart/mixed", "a \"b", MIME_AS_IS, 4, "-" },
		{ "Subject: boundary=x\nContent-Transfer-Encoding: BASE64\n\n", "", "", MIME_BASE64, 3, "" },
		{ "Content-Transfer-Encoding: (why) quoted-printable\n\n", "", "", MIME_QUOTED_PRINTABLE, 2, "" },
		{ "Content-Transfer-Encoding: x-uuencode\n\n", "", "", MIME_UUENCODE, 2, "" },
		{ "Content-Transfer-Encoding: binhex\n\n", "", "", MIME_UNKNOWN, 2, "" },
		{ "Content-Type: a/b; boundary*1=\"c d\"; boundary*0=ab\n\n", "a/b", "ab", MIME_AS_IS, 2, "" },
		{ "Content-Type: a/b; boundary*0=ab;\n boundary*1=\"c d\"\n\n", "a/b", "abc d", MIME_AS_IS, 3, "" },
		{ "Content-Type: a/b; boundary*0*=utf-8''%41b; boundary*1*=%20c; x=y\n\n", "a/b", "Ab c", MIME_AS_IS, 2, "" },
		{ "Content-Type: a/b; boundary*=us-ascii'en'a%3db\n\n", "a/b", "a=b", MIME_AS_IS, 2, "" },
		{ "Content-Transfer-Encoding: 8bit\nContent-Transfer-Encoding: base64\n\n", "", "", MIME_AS_IS, 3, "" },
		{ "\nbody", "", "", MIME_AS_IS, 1, "body" },
		{ "\r\nbody", "", "", MIME_AS_IS, 1, "body" },
		{ "", "", "", MIME_AS_IS, 0, "" },
		{ "no field\nContent-Type: a/b", "a/b", "", MIME_AS_IS, 2, "" },
		{ "Content-Type: multipart/mixed; boundary\n\n", "multipart/mixed", "", MIME_AS_IS, 2, "" },
		{ "Content-Type: multipart/mixed; boundary=\"open\n\n", "multipart/mixed", "open\n", MIME_AS_IS, 2, "" },
		{ "Content-Type: multipart/mixed; boundary=\n\n", "multipart/mixed", "", MIME_AS_IS, 2, "" },
		{ "Content-Type-Not: a/b\n\n", "", "", MIME_AS_IS, 2, "" },
		{ "-----BEGIN X-----\nMAMCAQA=\n\nrest", "", "", MIME_AS_IS, 0, "-----BEGIN X-----\nMAMCAQA=\n\nrest" },
		{ "hello\r\n\r\nto: all\r\n", "", "", MIME_AS_IS, 0, "hello\r\n\r\nto: all\r\n" },
		{ ">From a\nContent-Type: a/b\n\nrest", "a/b", "", MIME_AS_IS, 3, "rest" },
		{ "Content-Type: a/b\n-----BEGIN X-----\n\nrest", "a/b", "", MIME_AS_IS, 1, "-----BEGIN X-----\n\nrest" },
	};
	static struct text t;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct head_case *c = &cases[i];
		struct stream *r = text_open(&t, (struct span){ (const uint8_t *)c->text, strlen(c->text) });
		struct mime_head h;
		uint64_t lines = 0;

		assert_true(mime_head_read(r, &h, &lines, NULL, NULL));
		assert_string_equal(h.type, c->type);
		assert_string_equal(h.boundary, c->boundary);
		assert_int_equal(h.encoding, c->encoding);
		assert_int_equal(lines, c->lines);
		assert_true(span_is(stream_fill(r), c->rest));
	}
}

/* A field of a megabyte and a boundary of a kilobyte are no reason to stop. */
static void
test_long_head(void **state)
{
	static char text[1 << 20];
	static struct text t;
	struct mime_head h;
	uint64_t lines = 0;

	(void)state;
	memset(text, 'x', sizeof text);
	memcpy(text, "To: ", 4);
	memcpy(text + sizeof text - 3000, "\nContent-Type: a/b; boundary=", 29);
	memcpy(text + sizeof text - 8, "\n\nrest..", 8);
	assert_true(mime_head_read(text_open(&t, (struct span){ (const uint8_t *)text, sizeof text }), &h, &lines, NULL, NULL));
	assert_string_equal(h.type, "a/b");
	assert_string_equal(h.boundary, "");
	assert_int_equal(lines, 3);
	assert_true(span_is(stream_fill(&t.stream), "rest.."));
}

/* ---- parts ---- */

struct part_case {
	const char *text, *boundary;
	const char *parts[4];		/* what they hold */
	enum mime_end end;		/* of the last */
};

static void
check_parts(const struct part_case *c)
{
	static struct text t;
	static uint8_t buf[STREAM_SIZE];
	struct stream *r = text_open(&t, (struct span){ (const uint8_t *)c->text, strlen(c->text) });
	struct mime_part p = { .end = MIME_NEXT };
	uint64_t line = 0;
	unsigned n = 0;

	for (; p.end == MIME_NEXT; n++) {
		p = (struct mime_part){ .stream.buf = buf };
		mime_part_open(&p, r, c->boundary, &line);
		assert_non_null(c->parts[n]);
		assert_true(span_is(stream_fill(&p.stream), c->parts[n]));
	}
	assert_int_equal(p.end, c->end);
	assert_true(n == 4 || c->parts[n] == NULL);
}

static void
test_parts(void **state)
{
	static const struct part_case cases[] = {
		{ "--b\nx\n--b--\nepilogue", "b", { "", "x" }, MIME_LAST },
		{ "pre\r\n--b \t\r\n\r\nx\r\n\r\n--b--", "b", { "pre", "\r\nx\r\n" }, MIME_LAST },
		{ "--b\na\n--b\n--b\nc\n--bb\n --b\n--b-\nd", "b", { "", "a", "", "c\n--bb\n --b\n--b-\nd" }, MIME_CUT },
		{ "--b\n--b--trailing", "b", { "", "" }, MIME_LAST },
		{ "x\r\r\n\n\r--b\n", "b", { "x\r\r\n\n\r--b\n" }, MIME_CUT },
		{ "", "b", { "" }, MIME_CUT },
		{ "a\nFrom b\n\nFrom c\nd\n\nFrom \n", NULL, { "a\nFrom b\n", "d\n\nFrom \n" }, MIME_CUT },
		{ "a\r\n\r\nFrom c\r\nd", NULL, { "a\r\n", "d" }, MIME_CUT },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check_parts(&cases[i]);
}

/* Lines longer than any buffer, with the boundary where a piece may begin. */
static void
test_long_lines(void **state)
{
	enum { N = 3 * STREAM_SIZE };
	static uint8_t octets[N + 7], buf[STREAM_SIZE];
	static struct text t;
	struct mime_part p = { .stream.buf = buf };
	uint64_t line = 0;
	size_t n = 0;
	struct span some;

	(void)state;
	memset(octets, 'x', N);
	for (size_t at = STREAM_SIZE - 3; at < N; at += STREAM_SIZE)
		memcpy(octets + at, "x--bbb", 6);
	memcpy(octets + N, "\n--b--\n", 7);
	mime_part_open(&p, text_open(&t, (struct span){ octets, sizeof octets }), "b", &line);
	while ((some = stream_take(&p.stream)).n > 0) {
		assert_memory_equal(some.p, octets + n, some.n);
		n += some.n;
	}
	assert_int_equal(n, N);
	assert_int_equal(p.end, MIME_LAST);
	assert_int_equal(line, 2);
}

/* ---- transfer encodings ---- */

struct decode_case {
	enum mime_encoding encoding;
	const char *text, *octets;
	const char *fault;		/* NULL: none */
};

/* Characters of base64, and the octets that they stand for. */
#define FULL "TWFuTWFuTWFuTWFu"
#define OCTETS "ManManManMan"
#define STRAY "a character that base64 does not have"

static void
test_decoders(void **state)
{
	static const struct decode_case cases[] = {
		{ MIME_BASE64, "TWFu\r\nTWE=\r\n", "ManMa", NULL },
		{ MIME_BASE64, "TWFu\nTW!u\n", "Man", "a character that base64 does not have, in line 11" },
		{ MIME_BASE64, "TWFu\n\nT", "Man", "base64 that stops inside an octet, in line 12" },
		{ MIME_BASE64, "TQ==TQ==", "M", "a character that base64 does not have, in line 10" },
		{ MIME_BASE64, "", "", NULL },
		{ MIME_BASE64, "TQ==\nTWFu\n", "M", "a character that base64 does not have, in line 11" },
		{ MIME_BASE64, "TWFu\n\nTWFu\n\n\nTWFu\n", "ManManMan", NULL },
		{ MIME_BASE64, "TWFu\n\n" FULL "*" FULL "\n" FULL FULL "\n", "Man" OCTETS, STRAY ", in line 12" },
		{ MIME_BASE64, "TWFu\n\n" FULL "\xe9" FULL "\n" FULL FULL "\n", "Man" OCTETS, STRAY ", in line 12" },
		{ MIME_BASE64, "TWFu\r\n \r\n" FULL "_" FULL FULL FULL FULL "\r\n", "Man" OCTETS, STRAY ", in line 12" },
		{ MIME_BASE64, "TWFu\n\nMI*" FULL FULL FULL FULL "\n", "Man", STRAY ", in line 12" },
		{ MIME_BASE64, "TWFu\n\n" FULL "*" FULL "\nList info\n", "Man", NULL },
		{ MIME_BASE64, "TWFu\n\n_________________________________\n" FULL FULL "\n", "Man", NULL },
		{ MIME_BASE64, "TWFu\n\nhttps://lists.example/" FULL FULL FULL FULL "\nlist\n", "Man", NULL },
		{ MIME_BASE64, "TWFu\n\n>MI" FULL FULL "\n" FULL FULL "\n", "Man", NULL },
		{ MIME_BASE64, "TWFu\n\ncertificate: " FULL FULL FULL FULL "\n", "Man", NULL },
		{ MIME_QUOTED_PRINTABLE, "a=3D=\r\nb \t\r\n=0a=FF", "a=b\n\n\xff", NULL },
		{ MIME_QUOTED_PRINTABLE, "a\n=", "a\n", NULL },
		{ MIME_QUOTED_PRINTABLE, "a\n=3", "a\n", "quoted-printable with a stray =, in line 11" },
		{ MIME_QUOTED_PRINTABLE, "a==3D\n", "a", "quoted-printable with a stray =, in line 10" },
		{ MIME_QUOTED_PRINTABLE, "=  \nb", "b", NULL },
	};
	static struct text t;
	static uint8_t buf[STREAM_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct decode_case *c = &cases[i];
		struct mime_decoder d = { .stream.buf = buf };

		mime_decoder_open(&d, text_open(&t, (struct span){ (const uint8_t *)c->text, strlen(c->text) }), c->encoding, 10);
		assert_true(span_is(stream_fill(&d.stream), c->octets));
		if (c->fault == NULL)
			assert_null(d.stream.fault);
		else
			assert_string_equal(d.stream.fault, c->fault);
		mime_decoder_close(&d);
	}
}

enum { LARGE = 150 * 1024, LINE_OCTETS = 57 };

/* Base64 of these octets with an empty line behind each `gap`th line, counted from `from`. */
static struct out
with_gaps(const uint8_t *octets, unsigned from, unsigned gap)
{
	struct out text = { 0 };
	unsigned line = from;

	for (size_t at = 0; at < LARGE; at += LINE_OCTETS, line++) {
		base64_write(&text, (struct span){ octets + at, LARGE - at < LINE_OCTETS ? LARGE - at : LINE_OCTETS });
		out_str(&text, line % gap == 0 ? "\r\n\r\n" : "\n");
	}
	return text;
}

/* What comes out does not depend on where empty lines stand, nor on how many octets come at once. */
static void
assert_decoded(struct span text, size_t piece, const uint8_t *octets)
{
	static struct text t;
	static uint8_t buf[STREAM_SIZE];
	struct mime_decoder d = { .stream.buf = buf };
	struct span some;
	size_t n = 0;

	t.piece = piece;
	mime_decoder_open(&d, text_open(&t, text), MIME_BASE64, 1);
	while ((some = stream_take(&d.stream)).n > 0) {
		assert_true(n + some.n <= LARGE);
		assert_memory_equal(some.p, octets + n, some.n);
		n += some.n;
	}
	assert_null(d.stream.fault);
	assert_false(d.behind);
	assert_int_equal(n, LARGE);
	mime_decoder_close(&d);
}

static void
test_gaps(void **state)
{
	static uint8_t octets[LARGE];
	static const size_t pieces[] = { 1, 2, 3, 5, 64, 77, 255, 511, 512, 513, 4096, 65535, 65536 };
	uint32_t x = 1;

	(void)state;
	for (size_t i = 0; i < LARGE; i++)
		octets[i] = (uint8_t)((x = x * 1664525 + 1013904223) >> 24);
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
		for (unsigned gap = 1; gap < 2000; gap = gap * 7 + 1) {
			struct out text = with_gaps(octets, (unsigned)i, gap);

			assert_decoded(out_span(&text), pieces[i], octets);
			out_free(&text);
		}
	/* One empty line, where the buffer ends. */
	for (unsigned at = 835; at < 865; at++) {
		struct out text = with_gaps(octets, 100000 - at, 100000);

		assert_decoded(out_span(&text), STREAM_SIZE, octets);
		out_free(&text);
	}
}

/* Base64 with damage in each line: what is sound comes, with its line, and no more is looked through for each than its line. */
static void
test_damaged_lines(void **state)
{
	enum { LINES = 20000 };
	static struct text t;
	static uint8_t buf[STREAM_SIZE];
	struct mime_decoder d = { .stream.buf = buf };
	struct out text = { NULL, 0, 0, false };
	unsigned faults = 0, sound = 0;
	struct span some;

	(void)state;
	for (unsigned i = 0; i < LINES; i++)
		out_str(&text, "TWFu!\n");
	t.piece = STREAM_SIZE;
	mime_decoder_open(&d, text_open(&t, out_span(&text)), MIME_BASE64, 1);
	n_looks = 0;
	for (;;) {
		while ((some = stream_take(&d.stream)).n > 0) {
			assert_true(span_is(some, "Man"));
			sound++;
		}
		if (d.stream.fault != d.words)
			break;
		assert_int_equal(d.line, ++faults);
		mime_decoder_resume(&d);
	}
	assert_int_equal(faults, LINES);
	assert_int_equal(sound, LINES);
	assert_in_range(n_looks, text.n, 10 * text.n + STREAM_SIZE);
	mime_decoder_close(&d);
	t.piece = 0;
	out_free(&text);
}

/* A stream that breaks off below breaks off above. */
static void
test_broken(void **state)
{
	static struct text t;
	static uint8_t buf[STREAM_SIZE], inner[STREAM_SIZE];
	struct mime_part p = { .stream.buf = buf };
	struct mime_decoder d = { .stream.buf = inner };
	uint64_t line = 0;

	(void)state;
	text_open(&t, SPAN_LIT("TWFuTW"));
	t.stream.fault = "broken";
	mime_part_open(&p, &t.stream, "b", &line);
	mime_decoder_open(&d, &p.stream, MIME_BASE64, 0);
	assert_true(span_is(stream_fill(&d.stream), "Man"));
	assert_int_equal(p.end, MIME_CUT);
	assert_string_equal(d.stream.fault, "broken");
	mime_decoder_close(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_heads),
		cmocka_unit_test(test_long_head),
		cmocka_unit_test(test_parts),
		cmocka_unit_test(test_long_lines),
		cmocka_unit_test(test_decoders),
		cmocka_unit_test(test_gaps),
		cmocka_unit_test(test_damaged_lines),
		cmocka_unit_test(test_broken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
