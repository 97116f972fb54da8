/* SPDX-License-Identifier: Apache-2.0 */
/* short.c - certificates whose TBSCertificate has less than 128 octets (Ed25519, short names), in text and beside others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/base64.h"
#include "carriers.h"
#include "subjects.h"

static const uint8_t versioned[] = { 0xa0, 3, 2, 1, 2, 2, 1, 0x4d, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70 };
static const uint8_t first_version[] = { 2, 8, 0x4d, 1, 2, 3, 4, 5, 6, 7, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70 };
static const uint8_t signature[] = { 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 0x41, 0 };

/* A certificate whose TBSCertificate has so many octets inside; what is in it is of no account here. */
static void
certificate(struct out *o, struct span front, size_t size)
{
	out_clear(o);
	out_fmt(o, "%c%c%c%c%c", 0x30, 0x81, (int)(2 + size + sizeof signature + 64), 0x30, (int)size);
	out_mem(o, front.p, front.n);
	/* Its issuer is empty. */
	out_mem(o, "\x30\0\x30", 3);
	out_char(o, (char)(size - front.n - 4));
	out_char(o, 4);
	out_char(o, (char)(size - front.n - 6));
	for (size_t i = front.n + 6; i < size; i++)
		out_char(o, (char)(i * 7));
	out_mem(o, signature, sizeof signature);
	for (size_t i = 0; i < 64; i++)
		out_char(o, (char)(i * 11 + size));
}

static void json(struct out *o, struct span der) { out_str(o, "{\"x\":\""); base64_write(o, der); out_str(o, "\"}\n"); }
static void csv(struct out *o, struct span der) { out_str(o, "id,leaf\n1,"); hex_of(o, der, "", ""); out_str(o, "2,none\n"); }
static void words(struct out *o, struct span der) { out_str(o, "it is "); base64_write(o, der); out_str(o, "\n"); }
static void list(struct out *o, struct span der) { for (size_t i = 0; i < der.n; i++) out_fmt(o, "%s%d", i > 0 ? ", " : "x = [", der.p[i]); out_str(o, "]\n"); }

static const struct { const char *name; carrier_fn *put; } ways[] = {
	{ "PEM", pem }, { "base64", base64_line }, { "base64 in lines", base64_lines }, { "XML", xml }, { "base64 for URLs", url_safe },
	{ "hexadecimal", hex }, { "hexadecimal with colons", hex_colons }, { "hexadecimal in source", hex_source }, { "hexadecimal in lines", hex_lines },
	{ "JSON", json }, { "CSV", csv }, { "words", words }, { "a list of numbers", list }, { "a dump", dump }, { "DER", plain },
	{ "an OCTET STRING", octet_string }, { "a path", path }, { "a set", set },
};

static struct out wanted;
static unsigned found, others, unreadable;

static int
count(void *arg, const struct item *item)
{
	(void)arg;
	unreadable += item->fault != NULL;
	found += item->fault == NULL && span_eq(item->der, out_span(&wanted));
	others += item->fault == NULL && !span_eq(item->der, out_span(&wanted));
	return 0;
}

static void
read_counted(struct span octets)
{
	static uint8_t buf[STREAM_SIZE];
	struct stream r = { .read = stream_memory, .arg = &octets, .buf = buf };
	struct input in = { .limit = 1 << 20, .forms = input_forms, .path = "input", .fn = count, .others = true };

	found = others = unreadable = 0;
	assert_int_equal(input_file(&in, &r), 0);
	input_free(&in);
}

/* Alone, and behind another in the same form. */
static void
test_ways(void **state)
{
	unsigned wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
		for (unsigned v1 = 0; v1 < 2; v1++)
			for (size_t size = 60; size < 128; size += 11)
				for (unsigned behind = 0; behind < 2; behind++) {
					struct out o = { NULL, 0, 0, false };

					certificate(&wanted, v1 ? (struct span){ first_version, sizeof first_version } :
					    (struct span){ versioned, sizeof versioned }, size);
					if (behind)
						ways[i].put(&o, out_span(&subject[0]));
					ways[i].put(&o, out_span(&wanted));
					read_counted(out_span(&o));
					if (found != 1 || others != behind || unreadable > 0) {
						wrong++;
						printf("%s, version %u, %zu octets, behind %u: %u read, %u others, %u unreadable\n", ways[i].name,
						    v1 ? 1 : 3, size, behind, found, others, unreadable);
					}
					out_free(&o);
				}
	out_free(&wanted);
	assert_int_equal(wrong, 0);
}

/* What is as short and no certificate is none: a request, a signature, a name. */
static void
test_none(void **state)
{
	static const char *const texts[] = {
		"3081C430723000a0030201023000", "308190304302010030123110300e06035504030c07536f6d65204341301a170d323630", "3081A6307E02014d3112",
		"3081A6303031120201",
	};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct out o = { NULL, 0, 0, false };

		out_fmt(&o, "x %s", texts[i]);
		for (unsigned k = 0; k < 200; k++)
			out_fmt(&o, "%02x", k);
		out_char(&o, '\n');
		read_counted(out_span(&o));
		if (found + others > 0)
			printf("%s\n", texts[i]);
		assert_int_equal(found + others, 0);
		out_free(&o);
	}
	assert_int_equal(read_all(SPAN_LIT("x")).unreadable, 1);
}

/* "0" in front of text is no SEQUENCE, though the character behind it is as high as what follows is long: line ends change nothing. */
static void
test_text(void **state)
{
	(void)state;
	for (unsigned c = '\t'; c < 0x7f; c++) {
		struct out o = { NULL, 0, 0, false };
		struct read got;

		if (c < ' ' && c != '\t')
			continue;
		out_fmt(&o, "0%c", (int)c);
		while (o.n < 1 + c)
			out_char(&o, o.n % 7 == 0 ? ' ' : 'V');
		out_char(&o, '\n');
		got = read_all(out_span(&o));
		assert_int_equal(got.unreadable, 1);
		assert_string_not_equal(got.words, "tbsCertificate is missing");
		out_free(&o);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_ways),
		cmocka_unit_test(test_none),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
