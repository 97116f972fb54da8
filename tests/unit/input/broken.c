/* SPDX-License-Identifier: Apache-2.0 */
/* What a broken stream cuts off is told of with the stream: certificates that stand whole in front of the cut are read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "carriers.h"
#include "subjects.h"

static void
words(struct out *o, struct span der)
{
	out_str(o, "the signature is ");
	base64_line(o, der);
}

static void
words_hex(struct out *o, struct span der)
{
	out_str(o, "the signature is ");
	hex(o, der);
}

static void pem_bag(struct out *o, struct span der) { armoured(o, der, "", "\n", "-----BEGIN PKCS7-----", "-----END PKCS7-----"); }

/* SignedData of definite lengths. */
static void
definite_bag(struct out *o, struct span certificates)
{
	static const char type[] = "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02";
	static const char data[] = "\x02\x01\x01\x31\0\x30\x0b\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01";
	struct out fields = { NULL, 0, 0, false }, inner = fields, content = fields;

	out_mem(&fields, data, sizeof data - 1);
	element(&fields, 0xa0, certificates);
	out_mem(&fields, "\x31\0", 2);
	element(&inner, 0x30, out_span(&fields));
	out_mem(&content, type, sizeof type - 1);
	element(&content, 0xa0, out_span(&inner));
	element(o, 0x30, out_span(&content));
	out_free(&fields);
	out_free(&inner);
	out_free(&content);
}

static const struct form {
	const char *name;
	carrier_fn *fn;
} forms[] = { { "words", words }, { "lines", base64_lines }, { "hexadecimal", words_hex }, { "PEM", pem_bag } };

/* What is read of a text whose stream breaks behind so many octets. */
static struct read
read_broken(struct span text, size_t n)
{
	static uint8_t buf[STREAM_SIZE];
	struct read got = { .others = 0 };
	struct span rest = span_sub(text, 0, n);
	struct stream r = { .read = stream_memory, .arg = &rest, .buf = buf, .fault = "broken" };
	struct input in = { .limit = 1 << 20, .forms = input_forms, .path = "input", .fn = hand, .arg = &got };

	assert_int_equal(input_stream(&in, &r), 0);
	input_free(&in);
	return got;
}

/* Is a certificate that ends with so many octets of those of a container read?  -1: about there the cut is, and either is right. */
static int
is_read(size_t end, size_t cut)
{
	return cut > end + 200 ? 1 : cut + 200 < end ? 0 : -1;
}

static unsigned
count_wrong(const struct form *f, struct span container)
{
	size_t ends[2] = { subject[0].n + 60, subject[0].n + subject[1].n + 60 };
	struct out text = { NULL, 0, 0, false };
	unsigned wrong = 0;

	f->fn(&text, container);
	for (unsigned part = 5; part < 100; part += 5) {
		struct read got = read_broken(out_span(&text), text.n * part / 100);
		bool right = got.others == 0 && got.unreadable == 0;

		for (unsigned i = 0; i < 2; i++) {
			int due = is_read(ends[i], container.n * part / 100);

			right &= due < 0 || got.subjects[i] == (unsigned)due;
		}
		if (right)
			continue;
		wrong++;
		printf("%s, %u %%: %u %u of the subjects, %u others, %u unreadable (%s)\n", f->name, part, got.subjects[0], got.subjects[1],
		    got.others, got.unreadable, got.words);
	}
	out_free(&text);
	return wrong;
}

/* A container of three: at each cut those in front of it are read, and nothing is told of but the stream. */
static void
test_containers(void **state)
{
	struct out certificates = { NULL, 0, 0, false }, definite = certificates, open = certificates;
	unsigned wrong = 0;

	(void)state;
	for (unsigned i = 0; i < SUBJECTS; i++)
		out_mem(&certificates, subject[i].p, subject[i].n);
	definite_bag(&definite, out_span(&certificates));
	bag(&open, out_span(&certificates));
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		wrong += count_wrong(&forms[i], out_span(&definite));
		/* Hexadecimal of an open one is another form, and tells where it ends. */
		wrong += forms[i].fn == words_hex ? 0 : count_wrong(&forms[i], out_span(&open));
	}
	assert_int_equal(wrong, 0);
	out_free(&certificates);
	out_free(&definite);
	out_free(&open);
}

/* One that is cut off is none, and is not told of by itself. */
static void
test_certificates(void **state)
{
	(void)state;
	/* All of a stream that is whole is read. */
	assert_int_equal(read_all(out_span(&subject[0])).subjects[0], 1);
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		struct out text = { NULL, 0, 0, false };
		struct read got;

		forms[i].fn(&text, out_span(&subject[0]));
		got = read_broken(out_span(&text), text.n / 2);
		if (got.subjects[0] + got.others + got.unreadable > 0)
			fail_msg("%s: %u of the subject, %u others, %u unreadable (%s)", forms[i].name, got.subjects[0], got.others, got.unreadable, got.words);
		out_free(&text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_containers),
		cmocka_unit_test(test_certificates),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
