/* SPDX-License-Identifier: Apache-2.0 */
/* Certificates in the content of CMS that is not encrypted: Data and DigestedData (RFC 5652 4, 7), in DER and in the chunks of BER. */
#include "subjects.h"

static const uint8_t sha256[] = { 0x30, 0x0b, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1 };

/* An identifier, and a length of four octets. */
static void
put_head(struct out *o, uint8_t id, size_t n)
{
	const uint8_t head[] = { id, 0x84, (uint8_t)(n >> 24), (uint8_t)(n >> 16), (uint8_t)(n >> 8), (uint8_t)n };

	out_mem(o, head, sizeof head);
}

static void
put_type(struct out *o, uint8_t type)
{
	out_mem(o, "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07", 10);
	out_char(o, (char)type);
}

/* A string of octets, in chunks of so many; 0: whole. */
static void
put_string(struct out *o, struct span octets, size_t chunk)
{
	if (chunk == 0) {
		put_head(o, 0x04, octets.n);
		out_mem(o, octets.p, octets.n);
		return;
	}
	out_mem(o, "\x24\x80", 2);
	for (struct span rest = octets; rest.n > 0; rest = span_from(rest, rest.n < chunk ? rest.n : chunk)) {
		put_head(o, 0x04, rest.n < chunk ? rest.n : chunk);
		out_mem(o, rest.p, rest.n < chunk ? rest.n : chunk);
	}
	out_mem(o, "\0\0", 2);
}

/* Around what was written, as long as it is or of indefinite length. */
static void
put_around(struct out *o, uint8_t id, const struct out *inner, bool open)
{
	if (open) {
		out_char(o, (char)id);
		out_char(o, '\x80');
	} else {
		put_head(o, id, inner->n);
	}
	out_mem(o, inner->p, inner->n);
	out_mem(o, "\0\0", open ? 2 : 0);
}

/* ContentInfo, and the encapContentInfo, which has the same form. */
static void
put_info(struct out *o, uint8_t type, const struct out *content, bool open)
{
	struct out info = { NULL, 0, 0, false };

	put_type(&info, type);
	put_around(&info, 0xa0, content, open);
	put_around(o, 0x30, &info, open);
	out_free(&info);
}

static void
put_digested(struct out *o, struct span octets, size_t chunk)
{
	struct out string = { NULL, 0, 0, false }, inner = string, all = string;

	put_string(&string, octets, chunk);
	out_mem(&inner, "\2\1\0", 3);
	out_mem(&inner, sha256, sizeof sha256);
	put_info(&inner, 1, &string, chunk > 0);
	out_mem(&inner, "\4\2\1\2", 4);
	put_around(&all, 0x30, &inner, chunk > 0);
	put_info(o, 5, &all, chunk > 0);
	out_free(&string);
	out_free(&inner);
	out_free(&all);
}

static void
put_data(struct out *o, struct span octets, size_t chunk)
{
	struct out string = { NULL, 0, 0, false };

	put_string(&string, octets, chunk);
	put_info(o, 1, &string, chunk > 0);
	out_free(&string);
}

static void
test_content(void **state)
{
	static void (*const forms[])(struct out *, struct span, size_t) = { put_data, put_digested };
	static const size_t chunks[] = { 0, 1, 7, 100, 1000, 4096 };

	(void)state;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		for (size_t k = 0; k < sizeof chunks / sizeof *chunks; k++) {
			struct out octets = { NULL, 0, 0, false }, o = octets;
			struct read got;

			for (size_t s = 0; s < 2; s++)
				out_mem(&octets, subject[s].p, subject[s].n);
			forms[i](&o, out_span(&octets), chunks[k]);
			got = read_all(out_span(&o));
			assert_int_equal(got.subjects[0] * got.subjects[1], 1);
			assert_int_equal(got.others + got.unreadable, 0);
			/* It is followed by another. */
			out_mem(&o, subject[2].p, subject[2].n);
			got = read_all(out_span(&o));
			assert_int_equal(got.subjects[0] * got.subjects[1] * got.subjects[2], 1);
			assert_int_equal(got.others + got.unreadable, 0);
			/* Cut inside the second. */
			o.n -= subject[2].n + 100;
			got = read_all(out_span(&o));
			assert_int_equal(got.others, 0);
			assert_true(got.unreadable > 0);
			out_free(&octets);
			out_free(&o);
		}
}

static void
put_pem(struct out *o, struct span der)
{
	out_str(o, "-----BEGIN CERTIFICATE-----\n");
	base64_write(o, der);
	out_str(o, "\n-----END CERTIFICATE-----\n");
}

/* Data lacks octets at its end or one within: the certificate behind it, in DER or PEM, is read all the same. */
static void
test_takes_none_with_it(void **state)
{
	struct out data = { NULL, 0, 0, false }, o = data;
	struct read got;

	(void)state;
	put_data(&data, out_span(&subject[0]), 0);
	for (size_t lost = 1; lost < data.n - 60; lost += lost < 300 ? 1 : 37)
		for (unsigned pem = 0; pem < 2; pem++) {
			out_mem(&o, data.p, data.n - lost);
			if (pem > 0)
				put_pem(&o, out_span(&subject[1]));
			else
				out_mem(&o, subject[1].p, subject[1].n);
			got = read_all(out_span(&o));
			/* Dashes may end a signature's value, as far as they are no armour. */
			if (got.subjects[0] != 0 || got.subjects[1] != 1 || got.others > (pem > 0 && lost < sizeof "-----BEGIN " - 1) ||
			    got.others + got.unreadable == 0)
				fail_msg("%zu lost, PEM %u: %u of the second, %u others, %u unreadable (%s)", lost, pem, got.subjects[1], got.others,
				    got.unreadable, got.words);
			out_free(&o);
		}
	for (size_t at = 60; at + 1 < data.n; at += 7)
		for (unsigned pem = 0; pem < 2; pem++) {
			out_mem(&o, data.p, at);
			out_mem(&o, data.p + at + 1, data.n - at - 1);
			if (pem > 0)
				put_pem(&o, out_span(&subject[1]));
			else
				out_mem(&o, subject[1].p, subject[1].n);
			got = read_all(out_span(&o));
			if (got.subjects[1] != 1 || got.others + got.unreadable == 0)
				fail_msg("one lost at %zu, PEM %u: %u of the second, %u others (%s)", at, pem, got.subjects[1], got.others, got.words);
			out_free(&o);
		}
	out_free(&data);
}

/* What Data holds in text, and whatever follows it, is no damage. */
static void
test_text_in_data(void **state)
{
	struct out text = { NULL, 0, 0, false }, o = text;
	struct read got;

	(void)state;
	put_pem(&text, out_span(&subject[0]));
	put_data(&o, out_span(&text), 0);
	put_pem(&o, out_span(&subject[1]));
	got = read_all(out_span(&o));
	assert_int_equal(got.subjects[0] * got.subjects[1], 1);
	assert_int_equal(got.others + got.unreadable, 0);
	out_free(&text);
	out_free(&o);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_content), cmocka_unit_test(test_takes_none_with_it), cmocka_unit_test(test_text_in_data)
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
