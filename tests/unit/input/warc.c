/* SPDX-License-Identifier: Apache-2.0 */
/* warc.c - records of what web servers answered: each block is read by itself, and none hides the next. */
#include "carriers.h"
#include "subjects.h"

/* A record of this type; `missing`: its length says so many octets more. */
static void
put_record(struct out *o, const char *type, const char *media, struct span block, size_t missing)
{
	out_fmt(o, "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: <http://ca.example/c.cer>\r\nContent-Type: %s\r\nContent-Length: %zu\r\n\r\n", type,
	    media, block.n + missing);
	out_mem(o, block.p, block.n);
	out_str(o, missing == 0 ? "\r\n\r\n" : "");
}

/* An answer with this body: 0 as it is, 1 in chunks, 2 as a page of an error. */
static void
put_answer(struct out *o, struct span body, unsigned way)
{
	out_fmt(o, "HTTP/1.1 %s\r\nContent-Type: application/octet-stream\r\n", way == 2 ? "404 Not Found" : "200 OK");
	if (way == 1)
		out_fmt(o, "Transfer-Encoding: chunked\r\n\r\n%zx\r\n", body.n);
	else
		out_fmt(o, "Content-Length: %zu\r\n\r\n", body.n);
	out_mem(o, body.p, body.n);
	out_str(o, way == 1 ? "\r\n0\r\n\r\n" : "");
}

static void
put_front(struct out *o)
{
	put_record(o, "warcinfo", "application/warc-fields", SPAN_LIT("software: a crawler\r\nformat: WARC File Format 1.0\r\n"), 0);
	put_record(o, "request", "application/http; msgtype=request", SPAN_LIT("GET /c.cer HTTP/1.1\r\nHost: ca.example\r\n\r\n"), 0);
}

/* The octets or the PEM of each certificate, in answers and in files: all are read, and nothing else is said. */
static void
test_read(void **state)
{
	(void)state;
	for (unsigned form = 0; form < 2; form++)
		for (unsigned way = 0; way < 3; way++) {
			struct out o = { NULL, 0, 0, false }, body = o, block = o;
			struct read got;

			for (unsigned i = 0; i < SUBJECTS; i++) {
				out_clear(&body);
				out_clear(&block);
				if (form == 0)
					out_mem(&body, subject[i].p, subject[i].n);
				else
					pem(&body, out_span(&subject[i]));
				put_answer(&block, out_span(&body), way == 1);
				put_front(&o);
				put_record(&o, way == 2 ? "resource" : "response", "application/http; msgtype=response",
				    way == 2 ? out_span(&body) : out_span(&block), 0);
			}
			got = read_all(out_span(&o));
			assert_int_equal(got.subjects[0] + got.subjects[1] + got.subjects[2], SUBJECTS);
			assert_int_equal(got.others + got.unreadable + got.skipped, 0);
			out_free(&o);
			out_free(&body);
			out_free(&block);
		}
}

/* A page is skipped, as it is among files; a certificate that is damaged, and a record that is cut off, are told of. */
static void
test_faults(void **state)
{
	struct out o = { NULL, 0, 0, false }, block = o, damaged = o;
	struct read got;

	(void)state;
	put_front(&o);
	put_answer(&block, SPAN_LIT("<html>no</html>"), 2);
	put_record(&o, "response", "application/http", out_span(&block), 0);
	out_mem(&damaged, subject[0].p, subject[0].n);
	damaged.p[4] = 0x31;
	put_record(&o, "resource", "application/pkix-cert", out_span(&damaged), 0);
	put_record(&o, "resource", "application/pkix-cert", out_span(&subject[1]), 0);
	got = read_all(out_span(&o));
	assert_int_equal(got.subjects[1], 1);
	assert_int_equal(got.others + got.unreadable, 1);
	assert_int_equal(got.skipped, 1);
	out_free(&damaged);

	out_clear(&o);
	put_record(&o, "resource", "application/pkix-cert", out_span(&subject[0]), 0);
	put_record(&o, "resource", "application/pkix-cert", span_sub(out_span(&subject[1]), 0, subject[1].n - 20), 20);
	got = read_all(out_span(&o));
	assert_int_equal(got.subjects[0], 1);
	assert_int_equal(got.unreadable, 1);

	/* Of a head that is damaged, what stands behind it is read as other text is. */
	out_clear(&o);
	put_record(&o, "resource", "application/pkix-cert", out_span(&subject[0]), 0);
	out_str(&o, "WARC/1.0\r\nWARC-Type: resource\r\n\r\n");
	pem(&o, out_span(&subject[1]));
	got = read_all(out_span(&o));
	assert_int_equal(got.subjects[0] + got.subjects[1], 2);
	assert_int_equal(got.unreadable, 0);

	out_clear(&o);
	put_front(&o);
	got = read_all(out_span(&o));
	assert_int_equal(got.unreadable, 1);
	assert_string_equal(got.words, "a WARC without a certificate");
	out_free(&o);
	out_free(&block);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_read), cmocka_unit_test(test_faults) };

	return cmocka_run_group_tests(tests, setup, teardown);
}
