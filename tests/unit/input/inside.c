/* SPDX-License-Identifier: Apache-2.0 */
/* inside.c - certificates in attributes of signers, in certificates of other kinds and in time stamps: none is lost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "carriers.h"
#include "subjects.h"

#define SIGNED "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"
#define DATA "\x30\x0b\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01"
/* id-aa-timeStampToken. */
#define ATTRIBUTE "\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x0e"

#define PUT(o, text) out_mem(o, text, sizeof text - 1)

/* Puts an element around what stands in the first, and forgets that. */
static void
around(struct out *o, int id)
{
	struct out inner = *o;

	*o = (struct out){ NULL, 0, 0, false };
	element(o, id, out_span(&inner));
	out_free(&inner);
}

/* A SignedData with certificates (no octets: none) and a signer, who has this in an attribute that is unsigned or signed. */
static void
container(struct out *o, struct span certificates, struct span value, bool attribute_signed)
{
	struct out signer = { NULL, 0, 0, false }, attributes = signer, set = signer, body = signer;

	PUT(&attributes, ATTRIBUTE);
	element(&attributes, 0x31, value);
	around(&attributes, 0x30);
	PUT(&signer, "\2\1\3\x80\4abcd\x30\xb\6\x9\x60\x86\x48\1\x65\3\4\2\1");
	if (attribute_signed)
		element(&signer, 0xa0, out_span(&attributes));
	PUT(&signer, "\x30\xa\6\x8\x2a\x86\x48\xce\x3d\4\3\2\4\4sign");
	if (!attribute_signed)
		element(&signer, 0xa1, out_span(&attributes));
	around(&signer, 0x30);
	element(&set, 0x31, out_span(&signer));
	PUT(&body, "\2\1\3\x31\xd\x30\xb\6\x9\x60\x86\x48\1\x65\3\4\2\1" DATA);
	if (certificates.n > 0)
		element(&body, 0xa0, certificates);
	out_mem(&body, set.p, set.n);
	around(&body, 0x30);
	PUT(o, SIGNED);
	element(o, 0xa0, out_span(&body));
	around(o, 0x30);
	out_free(&signer);
	out_free(&attributes);
	out_free(&set);
	out_free(&body);
}

static size_t piece;			/* octets that are there at once */

static size_t
some(struct stream *r, uint8_t *to, size_t n)
{
	struct span *s = r->arg;

	n = n < piece ? n : piece;
	n = n < s->n ? n : s->n;
	memcpy(to, s->p, n);
	*s = span_from(*s, n);
	return n;
}

static unsigned skipped;
static uint64_t limit;			/* of a container; 0: the usual one */

static struct read
read_pieces(struct span octets)
{
	static uint8_t buf[STREAM_SIZE];
	struct read got = { .others = 0 };
	struct stream r = { .read = some, .arg = &octets, .buf = buf };
	struct input in = { .limit = 1 << 20, .forms = input_forms, .path = "input", .fn = hand, .arg = &got, .others = true, .container = limit };

	assert_int_equal(input_file(&in, &r), 0);
	skipped = (unsigned)in.skipped;
	input_free(&in);
	return got;
}

static unsigned wrong;

/* So many of the first two subjects; the same octet by octet and at once. */
static void
expect(const char *what, const struct out *o, unsigned first, unsigned second, unsigned unreadable, unsigned skips)
{
	for (piece = 1; piece <= STREAM_SIZE; piece += STREAM_SIZE - 1) {
		struct read got = read_pieces(out_span(o));

		if (got.subjects[0] != first || got.subjects[1] != second || got.others > 0 || got.unreadable != unreadable || skipped != skips) {
			wrong++;
			printf("%s, %zu at once: %u %u of the subjects, %u other results, %u unreadable (%s), %u skipped\n", what, piece,
			    got.subjects[0], got.subjects[1], got.others, got.unreadable, got.words, skipped);
		}
	}
}

static void
twice(struct out *o, struct span der)
{
	out_mem(o, der.p, der.n);
	out_mem(o, der.p, der.n);
	around(o, 0x30);
}

static void string_of_path(struct out *o, struct span der) { twice(o, der); around(o, 0x04); }
static void revocation_values(struct out *o, struct span der) { element(o, 0xa1, der); around(o, 0xa2); around(o, 0x30); }
static void octets(struct out *o, struct span der) { PUT(o, "\0\1\2"); out_mem(o, der.p, der.n); PUT(o, "xyz"); around(o, 0x04); }
static void time_stamp(struct out *o, struct span der) { container(o, der, SPAN_LIT("\5\0"), false); }

static void
time_stamp_twice(struct out *o, struct span der)
{
	struct out inner = { NULL, 0, 0, false };

	container(&inner, der, der, false);
	container(o, SPAN_NONE, out_span(&inner), false);
	out_free(&inner);
}

/* A length that runs past what is around it: no frame tells where the certificate is. */
static void damaged(struct out *o, struct span der) { PUT(o, "\x30\x83\xff\xff\xff\5\0"); out_mem(o, der.p, der.n); }

static const struct { const char *name; carrier_fn *put; unsigned read; } values[] = {
	{ "a certificate", plain, 1 }, { "a path", twice, 2 }, { "a path in an OCTET STRING", string_of_path, 2 }, { "an OCTET STRING", octet_string, 1 },
	{ "a set", set, 1 }, { "tagged", revocation_values, 1 }, { "octets", octets, 1 }, { "a container", time_stamp, 1 },
	{ "containers in one another", time_stamp_twice, 2 }, { "damaged", damaged, 1 },
};

static void
test_attributes(void **state)
{
	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof values / sizeof *values; i++)
		for (unsigned way = 0; way < 4; way++) {
			struct out o = { NULL, 0, 0, false }, value = o;

			values[i].put(&value, out_span(&subject[0]));
			container(&o, way & 1 ? out_span(&subject[1]) : SPAN_NONE, out_span(&value), way & 2);
			expect(values[i].name, &o, values[i].read, way & 1, 0, 0);
			out_free(&value);
			out_free(&o);
		}
	assert_int_equal(wrong, 0);
}

/* A response to a query for a time stamp is as long as it says: its status, and a container. */
static void
test_time_stamp_response(void **state)
{
	static const struct { const char *status; size_t n; } statuses[] = {
		{ "\x30\3\2\1\0", 5 }, { "\x30\xb\2\1\1\x30\6\xc\4text", 13 },
	};

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
		for (unsigned text = 0; text < 2; text++) {
			struct out o = { NULL, 0, 0, false }, token = o, lines = o;

			container(&token, out_span(&subject[0]), out_span(&subject[1]), false);
			out_mem(&o, statuses[i].status, statuses[i].n);
			out_mem(&o, token.p, token.n);
			around(&o, 0x30);
			if (text)
				base64_line(&lines, out_span(&o));
			expect(text ? "base64" : "DER", text ? &lines : &o, 1, 1, 0, 0);
			out_free(&token);
			out_free(&lines);
			out_free(&o);
		}
	assert_int_equal(wrong, 0);
}

/* An ExtendedCertificate of PKCS #6, and what another format has (RFC 5652 10.2.2): the one in it is read, what it is is told. */
static void
test_other_kinds(void **state)
{
	static const int ids[] = { 0xa0, 0xa3 };

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
		struct out o = { NULL, 0, 0, false }, other = o;

		PUT(&other, "\2\1\0");
		out_mem(&other, subject[0].p, subject[0].n);
		PUT(&other, "\x31\0");
		around(&other, 0x30);
		PUT(&other, "\x30\3\6\1\x2a\3\2\0\1");
		around(&other, ids[i]);
		out_mem(&other, subject[1].p, subject[1].n);
		container(&o, out_span(&other), SPAN_LIT("\5\0"), false);
		expect("a certificate of another kind", &o, 1, 1, 0, 1);
		out_free(&other);
		out_free(&o);
	}
	assert_int_equal(wrong, 0);
}

/* INSIDE_DEPTH: elements so deep are gone into, and what is deeper is looked through. */
static void
test_depth(void **state)
{
	(void)state;
	wrong = 0;
	for (unsigned depth = 20; depth < 40; depth++) {
		struct out o = { NULL, 0, 0, false }, value = o;
		char name[32];

		out_mem(&value, subject[0].p, subject[0].n);
		for (unsigned i = 0; i < depth; i++)
			around(&value, i % 2 == 0 ? 0xa0 : 0x30);
		container(&o, out_span(&subject[1]), out_span(&value), false);
		snprintf(name, sizeof name, "%u deep", depth);
		expect(name, &o, 1, 1, 0, 0);
		out_free(&value);
		out_free(&o);
	}
	assert_int_equal(wrong, 0);
}

/* Containers in attributes of one another end with INPUT_DEPTH, and that is told. */
static void
test_nested_containers(void **state)
{
	(void)state;
	wrong = 0;
	for (unsigned depth = 20; depth < 30; depth++) {
		struct out o = { NULL, 0, 0, false };

		for (unsigned i = 0; i < depth; i++) {
			struct out inner = o;

			o = (struct out){ NULL, 0, 0, false };
			container(&o, i + 1 == depth ? out_span(&subject[1]) : out_span(&subject[0]), inner.n > 0 ? out_span(&inner) : SPAN_LIT("\5\0"), false);
			out_free(&inner);
		}
		expect("nested containers", &o, depth < 24 ? depth - 1 : 23, 1, depth >= 24, 0);
		out_free(&o);
	}
	assert_int_equal(wrong, 0);
}

/* Signers that are longer than a container may be are skipped, and named. */
static void
test_over(void **state)
{
	struct out o = { NULL, 0, 0, false };

	(void)state;
	wrong = 0;
	container(&o, out_span(&subject[1]), out_span(&subject[0]), false);
	for (limit = subject[0].n; limit < subject[0].n + 200; limit += 150)
		expect("a limit", &o, limit > subject[0].n + 100, 1, 0, limit <= subject[0].n + 100);
	limit = 0;
	out_free(&o);
	assert_int_equal(wrong, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_attributes),
		cmocka_unit_test(test_time_stamp_response),
		cmocka_unit_test(test_other_kinds),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_nested_containers),
		cmocka_unit_test(test_over),
	};

	assert_int_equal(read_all(SPAN_NONE).others, 0);
	return cmocka_run_group_tests(tests, setup, teardown);
}
