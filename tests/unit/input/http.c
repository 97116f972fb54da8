/* SPDX-License-Identifier: Apache-2.0 */
/* http.c - CRLs and OCSP responses in answers of web servers: what their length, their chunks and their codings make of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "carriers.h"
#include "input/form.h"
#include "kinds.h"

struct met {
	struct got got;
	unsigned items, unreadable[3];
	struct out octets;		/* of all items */
};

static int
take(void *arg, const struct item *item)
{
	struct met *m = arg;

	m->items++;
	m->unreadable[item->place] += item->fault != NULL;
	if (item->fault == NULL)
		out_mem(&m->octets, item->der.p, item->der.n);
	return hand(&m->got, item);
}

static size_t
read_one_by_one(struct stream *r, uint8_t *to, size_t n)
{
	return stream_memory(r, to, n > 0);
}

static struct met
read_with(stream_read_fn *fn, struct span octets)
{
	static uint8_t buf[STREAM_SIZE];
	struct met met = { .items = 0 };
	struct stream r = { .read = fn, .arg = &octets, .line_ends = 1, .buf = buf };
	struct input in = { .limit = 1 << 20, .forms = input_forms, .path = "input", .fn = take, .arg = &met, .crls = true };

	assert_int_equal(input_file(&in, &r), 0);
	input_free(&in);
	return met;
}

/* All at once, and octet by octet, which is the same. */
static struct met
read_both(const struct out *o)
{
	struct met one = read_with(read_one_by_one, out_span(o)), all = read_with(stream_memory, out_span(o));

	assert_int_equal(one.items, all.items);
	assert_string_equal(one.got.words, all.got.words);
	assert_true(span_eq(out_span(&one.octets), out_span(&all.octets)));
	out_free(&one.octets);
	return all;
}

/* Both things of this kind, and nothing else. */
static void
expect_both(struct out *o, unsigned kind)
{
	struct met m = read_both(o);

	assert_int_equal(m.items, 2);
	assert_int_equal(m.got.parts[kind][0], 1);
	assert_int_equal(m.got.parts[kind][1], 1);
	out_free(&m.octets);
	out_free(o);
}

static void
head(struct out *o, enum kind kind, const char *fields)
{
	out_fmt(o, "HTTP/1.1 200 OK\r\nContent-Type: application/%s\r\n%s\r\n", kind == CRL_OF ? "pkix-crl" : "ocsp-response", fields);
}

static void
with_length(struct out *o, enum kind kind, struct span body, size_t length)
{
	char field[64];

	snprintf(field, sizeof field, "Content-Length: %zu\r\n", length);
	head(o, kind, field);
	out_mem(o, body.p, body.n);
}

/* Octets that follow within the length trail it, as in a file of DER, or up to the end where it has none; those behind are none of the answer. */
static void
test_trailing(void **state)
{
	static const char *const behind[] = { "", "\n", "\0\0\0\0\0\0\0\0", "<html>error</html>", "Connection closed." };
	static const size_t lengths[] = { 0, 1, 8, 18, 18 };

	(void)state;
	for (unsigned k = CRL_OF; k < KINDS; k++)
		for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
			for (unsigned within = 0; within < 3; within++) {
				struct out o = { NULL, 0, 0, false }, body = { NULL, 0, 0, false };
				size_t own = thing[k][0].n;
				struct met m;

				out_mem(&body, thing[k][0].p, own);
				out_mem(&body, behind[i], lengths[i]);
				if (within < 2)
					with_length(&o, k, out_span(&body), within ? body.n : own);
				else
					head(&o, k, "");
				if (within == 2)
					out_mem(&o, body.p, body.n);
				m = read_both(&o);
				assert_int_equal(m.items, 1);
				assert_int_equal(m.got.unreadable, 0);
				/* A line end alone is an editor's, unless the length counts it. */
				assert_int_equal(m.octets.n, own + (within == 1 || (within == 2 && i > 1) ? lengths[i] : 0));
				out_free(&m.octets);
				out_free(&body);
				out_free(&o);
			}
}

/* An answer that was cut off: whether it ends behind the element or inside it, in a body of any length. */
static void
test_cut_off(void **state)
{
	static const size_t missing[] = { 1, 50, 100000 };

	(void)state;
	for (unsigned k = CRL_OF; k < KINDS; k++)
		for (size_t i = 0; i < sizeof missing / sizeof *missing; i++)
			for (unsigned whole = 0; whole < 2; whole++) {
				struct out o = { NULL, 0, 0, false };
				size_t n = thing[k][0].n;
				struct met m;

				with_length(&o, k, span_sub(out_span(&thing[k][0]), 0, n - (whole ? 0 : 20)), n + (whole ? missing[i] : 0));
				m = read_both(&o);
				assert_int_equal(m.items, 1 + whole);
				assert_int_equal(m.got.unreadable, 1);
				out_free(&m.octets);
				out_free(&o);
			}
}

/* The length of what was packed, which is unpacked now, and one that is wrong. */
static void
test_lengths(void **state)
{
	(void)state;
	for (unsigned k = CRL_OF; k < KINDS; k++)
		for (unsigned i = 0; i < 5; i++) {
			struct out o = { NULL, 0, 0, false };

			if (i < 2)
				head(&o, k, i == 0 ? "Content-Encoding: gzip\r\nContent-Length: 4000\r\n" : "Content-Encoding: gzip\r\nContent-Length: 100\r\n");
			if (i < 2)
				out_mem(&o, thing[k][0].p, thing[k][0].n);
			else
				with_length(&o, k, out_span(&thing[k][0]), i == 2 ? 100 : i == 3 ? thing[k][0].n + 3 : 1 << 20);
			with_length(&o, k, out_span(&thing[k][1]), thing[k][1].n);
			expect_both(&o, k);
		}
}

/* ---- chunks ---- */

static void
chunks(struct out *o, struct span body, size_t n, const char *extension)
{
	for (; body.n > 0; body = span_from(body, n)) {
		n = body.n < n ? body.n : n;
		out_fmt(o, "%zX%s\r\n", n, extension);
		out_mem(o, body.p, n);
		out_str(o, "\r\n");
	}
}

static void
test_chunks(void **state)
{
	static const size_t sizes[] = { 1, 7, 100, 4096 };
	static const char *const ends[] = { "0\r\n\r\n", "0\r\nExpires: 0\r\nA: b\r\n\r\n", "000;last\r\n\r\n", "0\r\n" };

	(void)state;
	for (unsigned k = CRL_OF; k < KINDS; k++)
		for (unsigned i = 0; i < 4; i++) {
			struct out o = { NULL, 0, 0, false };

			head(&o, k, "Transfer-Encoding: gzip, Chunked\r\n");
			chunks(&o, out_span(&thing[k][0]), sizes[i], i % 2 == 0 ? "" : " ;a=\"b\"");
			out_str(&o, ends[i]);
			with_length(&o, k, out_span(&thing[k][1]), thing[k][1].n);
			expect_both(&o, k);
		}
}

/* Chunks of any other type are put together as well: a certificate in DER, and in PEM whose lines they cut. */
static void
test_chunks_of_certificates(void **state)
{
	static const char *const types[] = { "application/pkix-cert", "application/x-x509-ca-cert", "application/pem-certificate-chain", "text/plain" };
	static const size_t sizes[] = { 7, 100, 300, 4096 };

	(void)state;
	for (unsigned i = 0; i < 4; i++)
		for (unsigned text = 0; text < 2; text++) {
			struct out o = { NULL, 0, 0, false }, body = { NULL, 0, 0, false };

			if (text)
				pem(&body, out_span(&thing[CERTIFICATE_OF][0]));
			else
				out_mem(&body, thing[CERTIFICATE_OF][0].p, thing[CERTIFICATE_OF][0].n);
			for (unsigned k = 0; k < 2; k++) {
				out_fmt(&o, "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nTransfer-Encoding: chunked\r\n\r\n", types[i]);
				chunks(&o, k == 0 ? out_span(&body) : out_span(&thing[CERTIFICATE_OF][1]), sizes[i], "");
				out_str(&o, "0\r\n\r\n");
			}
			out_free(&body);
			expect_both(&o, CERTIFICATE_OF);
		}
}

/* Who wrote it down has put them together, and left the field as it was. */
static void
test_no_chunks(void **state)
{
	(void)state;
	for (unsigned k = CRL_OF; k < KINDS; k++) {
		struct out o = { NULL, 0, 0, false };
		struct met m;

		head(&o, k, "Transfer-Encoding: chunked\r\n");
		out_mem(&o, thing[k][0].p, thing[k][0].n);
		m = read_both(&o);
		assert_int_equal(m.items, 1);
		assert_int_equal(m.got.parts[k][0], 1);
		out_free(&m.octets);
		out_free(&o);
	}
}

/* The same where the first line of the body might be the length of a chunk: a number, a word, a certificate's name. */
static void
test_put_together(void **state)
{
	static const char *const lines[] = { "1", "12", "abc", "cafe", "2\r", "ffffffff", "10\r" };

	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		for (unsigned trailing = 0; trailing < 2; trailing++) {
			struct out o = { NULL, 0, 0, false };

			out_fmt(&o, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n%s\n", lines[i]);
			pem(&o, out_span(&thing[CERTIFICATE_OF][0]));
			out_fmt(&o, "%s\n", lines[i]);
			pem(&o, out_span(&thing[CERTIFICATE_OF][1]));
			out_str(&o, trailing ? "words\n" : "");
			expect_both(&o, CERTIFICATE_OF);
		}
}

/* PEM in chunks of which the first has another length, or is cut off: no certificate comes of it. */
static void
test_damaged_text(void **state)
{
	(void)state;
	for (unsigned i = 0; i < 3; i++) {
		struct out o = { NULL, 0, 0, false }, body = o, cut = o;
		struct met m;

		pem(&body, out_span(&thing[CERTIFICATE_OF][0]));
		chunks(&cut, out_span(&body), i == 0 ? 4096 : 100, "");
		out_str(&o, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n");
		if (i == 1)
			cut.p[1] = '9';
		out_mem(&o, cut.p, i == 1 ? cut.n : i == 0 ? cut.n - 100 : 90);
		out_str(&o, i == 1 ? "0\r\n\r\n" : "");
		m = read_both(&o);
		assert_int_equal(m.got.parts[CERTIFICATE_OF][0] + m.got.others, 0);
		assert_int_not_equal(m.got.unreadable, 0);
		out_free(&m.octets);
		out_free(&cut);
		out_free(&body);
		out_free(&o);
	}
}

static void
test_damaged_chunks(void **state)
{
	static const struct { const char *end, *words; } ends[] = {
		{ "", "the last is missing" }, { "10\r\nabc", "the last is missing" }, { "zz\r\n\r\n", "no length or another" },
		{ "123456789\r\n\r\n", "no length or another" }, { "5\r\nabcdefgh\r\n0\r\n\r\n", "no length or another" }, { "0 x\r\n\r\n", "no length or another" },
	};

	(void)state;
	for (unsigned k = CRL_OF; k < KINDS; k++)
		for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
			struct span part = span_sub(out_span(&thing[k][0]), 0, 150);
			struct out o = { NULL, 0, 0, false };
			struct met m;

			head(&o, k, "Transfer-Encoding: chunked\r\n");
			chunks(&o, part, 100, "");
			out_str(&o, ends[i].end);
			m = read_both(&o);
			assert_int_equal(m.items, 1);
			assert_int_equal(m.unreadable[k == CRL_OF ? PLACE_OF_CRL : PLACE_OF_RESPONSE], 1);
			if (strstr(m.got.words, ends[i].words) == NULL)
				fail_msg("kind %u, end %zu: %s", k, i, m.got.words);
			out_free(&m.octets);
			out_free(&o);
		}
}

/* ---- other answers before it, and nothing in it ---- */

static void
test_before(void **state)
{
	static const char *const before[] = {
		"HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 200 Connection established\r\n\r\nHTTP/1.1 301 Moved\r\nContent-Length: 0\r\n\r\n",
		"HTTP/1.1 301 Moved\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<html></html>",
	};

	(void)state;
	for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
		struct out o = { NULL, 0, 0, false };
		struct met m;

		out_str(&o, before[i]);
		with_length(&o, CRL_OF, SPAN_LIT("0123456789012345678901234567890123456789012345678901234567890123456789"), 70);
		m = read_both(&o);
		assert_int_equal(m.items, 1);
		assert_int_equal(m.unreadable[PLACE_OF_CRL], 1);
		out_free(&o);
	}
}

/* Texts of two certificates, of which the second begins behind `two` octets. */
static size_t
put_record(struct out *o, unsigned form)
{
	static const char *const fronts[][2] = {
		{ "{\"certs\": [{\"certificate\": \"", "\"}, {\"certificate\": \"" }, { "[{\"certificate\": \"", "\"},\n {\"certificate\": \"" },
		{ "{\"certificate\": \"", "\"}\n{\"certificate\": \"" }, { "dn: cn=x\nuserCertificate;binary:: ", "\nuserCertificate;binary:: " },
		{ "id,certificate\n1,", "\n2," }
	};
	static const char *const ends[] = { "\"}]}", "\"}]\n", "\"}\n", "\n", "\n" };
	size_t two;

	out_str(o, fronts[form][0]);
	base64_write(o, out_span(&thing[CERTIFICATE_OF][0]));
	out_str(o, fronts[form][1]);
	two = o->n;
	base64_write(o, out_span(&thing[CERTIFICATE_OF][1]));
	out_str(o, ends[form]);
	return two;
}

/* Chunks of JSON, LDIF or a table whose end is missing: what came whole is kept, and the rest told of once, wherever it is cut. */
static void
test_cut_records(void **state)
{
	static const size_t sizes[] = { 100, 1000, 100000 };

	(void)state;
	for (unsigned form = 0; form < 5; form++)
		for (unsigned i = 0; i < 3; i++)
			for (unsigned cut = 0; cut < 6; cut++) {
				struct out o = { NULL, 0, 0, false }, body = o;
				size_t two = put_record(&body, form), kept = cut == 0 ? two - 1 : cut < 5 ? two + cut * 300 : body.n;
				struct met m;

				out_str(&o, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
				/* The chunks in front are whole; of the last, some is there. */
				for (size_t at = 0; at < kept; at += sizes[i]) {
					size_t n = body.n - at < sizes[i] ? body.n - at : sizes[i];

					out_fmt(&o, "%zx\r\n", n);
					out_mem(&o, body.p + at, kept - at < n ? kept - at : n);
					out_str(&o, kept - at < n ? "" : "\r\n");
				}
				m = read_both(&o);
				assert_int_equal(m.got.parts[CERTIFICATE_OF][0], 1);
				assert_int_equal(m.got.parts[CERTIFICATE_OF][1], cut == 5);
				assert_int_equal(m.got.unreadable, 1);
				assert_int_equal(m.items, cut == 5 ? 3 : 2);
				assert_non_null(strstr(m.got.words, "the last is missing"));
				out_free(&m.octets);
				out_free(&body);
				out_free(&o);
			}
}

/* An error that OCSP answers with is shorter than the lines of its chunks (RFC 6960 4.2.1). */
static void
test_short_chunks(void **state)
{
	static const char statuses[] = { 1, 2, 3, 5, 6 };

	(void)state;
	for (size_t i = 0; i < sizeof statuses; i++)
		for (size_t size = 1; size < 9; size++) {
			struct out o = { NULL, 0, 0, false };
			const char octets[] = { 0x30, 3, 0x0a, 1, statuses[i] };
			struct met m;

			head(&o, RESPONSE_OF, "Transfer-Encoding: chunked\r\n");
			chunks(&o, (struct span){ (const uint8_t *)octets, sizeof octets }, size, "");
			out_str(&o, "0\r\n\r\n");
			m = read_both(&o);
			assert_int_equal(m.items, 1);
			assert_int_equal(m.got.unreadable, 0);
			assert_true(span_eq(out_span(&m.octets), (struct span){ (const uint8_t *)octets, sizeof octets }));
			out_free(&m.octets);
			out_free(&o);
		}
}

/* A page that a server sent in the place of a file; `lengths`: 0 none, 1 its own, 2 that of what was packed, 3 in chunks, 4 of chunks put together. */
static void
put_page(struct out *o, const char *status, const char *type, const char *page, unsigned lengths)
{
	size_t n = strlen(page);

	out_fmt(o, "HTTP/1.1 %s\r\nContent-Type: %s\r\n", status, type);
	if (lengths == 1 || lengths == 2)
		out_fmt(o, "Content-Length: %zu\r\n", lengths == 1 ? n : 7);
	out_str(o, lengths > 2 ? "Transfer-Encoding: chunked\r\n\r\n" : "\r\n");
	if (lengths == 3)
		chunks(o, (struct span){ (const uint8_t *)page, n }, 10, "");
	out_str(o, lengths == 3 ? "0\r\n\r\n" : page);
	out_str(o, lengths == 0 || lengths == 2 || lengths == 4 ? "\r\n" : "");
}

/* A thing as DER, or a certificate as PEM, in an answer. */
static void
put_sound(struct out *o, unsigned k, unsigned which, bool text)
{
	struct out body = { NULL, 0, 0, false };

	if (text)
		pem(&body, out_span(&thing[k][which]));
	else
		out_mem(&body, thing[k][which].p, thing[k][which].n);
	if (k != CERTIFICATE_OF)
		with_length(o, k, out_span(&body), body.n);
	else
		out_fmt(o, "HTTP/1.1 200 OK\r\nContent-Type: application/%s\r\nContent-Length: %zu\r\n\r\n", text ? "x-pem-file" : "pkix-cert", body.n);
	if (k == CERTIFICATE_OF)
		out_mem(o, body.p, body.n);
	out_free(&body);
}

/* Beside sound answers, in any order, it is unreadable as it is alone. */
static void
test_pages(void **state)
{
	static const char *const pages[][3] = {
		{ "404 Not Found", "text/html", "<html>no</html>" }, { "200 OK", "text/html; charset=utf-8", "<!DOCTYPE html>\n<html><form>login</form></html>" },
		{ "503 Service Unavailable", "text/plain", "upstream connect error" }, { "403 Forbidden", "application/xml", "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>" },
		{ "500 Internal Server Error", "application/json", "{\"error\": \"none\"}" },
	};

	(void)state;
	for (unsigned k = 0; k < 2 * KINDS; k++)
		for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
			for (unsigned lengths = 0; lengths < 5; lengths++)
				for (unsigned place = 0; place < 3; place++) {
					struct out o = { NULL, 0, 0, false };
					struct met m;

					if (k % KINDS != CERTIFICATE_OF && k >= KINDS)
						continue;
					for (unsigned n = 0; n < 3; n++)
						if (n == place)
							put_page(&o, pages[i][0], pages[i][1], pages[i][2], lengths);
						else
							put_sound(&o, k % KINDS, n > place ? n - 1 : n, k >= KINDS);
					m = read_both(&o);
					if (m.items != 3 || m.got.unreadable != 1 || m.got.parts[k % KINDS][0] != 1 || m.got.parts[k % KINDS][1] != 1)
						fail_msg("kind %u, page %zu, lengths %u, place %u: %u items, %u unreadable: %s", k, i, lengths, place, m.items,
						    m.got.unreadable, m.got.words);
					if (strstr(m.got.words, pages[i][0]) == NULL)
						fail_msg("kind %u, page %zu, lengths %u, place %u: %s", k, i, lengths, place, m.got.words);
					out_free(&m.octets);
					out_free(&o);
				}
}

/* One behind which the client asks again is not told of, with a page or without. */
static void
test_asked_again(void **state)
{
	static const char *const statuses[] = { "301 Moved Permanently", "302 Found", "401 Unauthorized", "407 Proxy Authentication Required", "103 Early Hints" };

	(void)state;
	for (unsigned k = 0; k < 2 * KINDS; k++)
		for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
			for (unsigned lengths = 0; lengths < 5; lengths++) {
				struct out o = { NULL, 0, 0, false };

				if (k % KINDS != CERTIFICATE_OF && k >= KINDS)
					continue;
				for (unsigned n = 0; n < 2; n++) {
					put_page(&o, statuses[i], "text/html", "<html>elsewhere</html>", lengths);
					put_sound(&o, k % KINDS, n, k >= KINDS);
				}
				expect_both(&o, k % KINDS);
			}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_trailing), cmocka_unit_test(test_cut_off), cmocka_unit_test(test_lengths), cmocka_unit_test(test_chunks),
		cmocka_unit_test(test_no_chunks), cmocka_unit_test(test_put_together),
		cmocka_unit_test(test_damaged_text), cmocka_unit_test(test_chunks_of_certificates),
		cmocka_unit_test(test_damaged_chunks), cmocka_unit_test(test_before), cmocka_unit_test(test_cut_records),
		cmocka_unit_test(test_short_chunks), cmocka_unit_test(test_pages), cmocka_unit_test(test_asked_again),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
