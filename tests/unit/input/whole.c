/* SPDX-License-Identifier: Apache-2.0 */
/* Whether an element is whole in itself: octets that are put into it anywhere but into a signature of RSA show. */
#include "kinds.h"
#include "woven.h"

#include "input/der/whole.h"

static void
test_things(void **state)
{
	static const size_t more[] = { 1, 2, 4, 5, 16, 54 };

	(void)state;
	for (unsigned k = 0; k < KINDS; k++)
		for (unsigned i = 0; i < 2; i++) {
			struct span der = out_span(&thing[k][i]);
			size_t end = signature_of(der);

			assert_true(whole_in_itself(der));
			assert_true(end < der.n);
			/* Its length is the element's as before, and what is behind it is none of it. */
			for (size_t at = 4; at < end; at++)
				for (size_t m = 0; m < sizeof more / sizeof *more; m++) {
					struct out o = { NULL, 0, 0, false };

					put_woven(&o, der, at, (uint32_t)(at + m), more[m]);
					if (whole_in_itself(out_span(&o)))
						fail_msg("%s %u with %zu octets more at octet %zu", labels[k], i, more[m], at);
					out_free(&o);
				}
		}
}

/* The certificate of the response may be one by itself, where that is damaged in front of it. */
static int
hand_or_part(void *arg, const struct item *item)
{
	struct span response = out_span(&thing[RESPONSE_OF][0]);

	for (size_t i = 1; item->fault == NULL && i + item->der.n <= response.n; i++)
		if (memcmp(response.p + i, item->der.p, item->der.n) == 0)
			return 0;
	return hand(arg, item);
}

/* Among other octets each is read as it is, and none of another: what began in the one that was changed is told of. */
static void
test_among(void **state)
{
	static uint8_t buf[STREAM_SIZE];

	(void)state;
	for (unsigned k = 0; k < KINDS; k++)
		for (size_t at = 0, end = signature_of(out_span(&thing[k][0])); at < end; at += 3) {
			struct got got = { .others = 0 };
			struct out o = { NULL, 0, 0, false };
			struct span rest;
			struct stream r = { .read = stream_memory, .arg = &rest, .buf = buf };
			struct input in = { .limit = 1 << 20, .forms = input_forms, .path = "input", .fn = hand_or_part, .arg = &got, .crls = true };

			out_mem(&o, "\1\0\xff", 3);
			put_woven(&o, out_span(&thing[k][0]), at, (uint32_t)at, at > 0 ? 5 : 0);
			out_mem(&o, "\0\1", 2);
			rest = out_span(&o);
			assert_int_equal(input_file(&in, &r), 0);
			input_free(&in);
			if (got.parts[k][0] != (at == 0) || got.others > 0 || (got.unreadable + in.skipped > 0) != (at > 0))
				fail_msg("%s, octets at %zu: %u, %u others, %u unreadable (%s)", labels[k], at, got.parts[k][0], got.others, got.unreadable, got.words);
			out_free(&o);
		}
}

/* What is wrong in an element and leaves its frame clear is for the rules, and so is what has no end. */
static void
test_parts(void **state)
{
#define ALGORITHM "\x30\x0a\x06\x08\x2a\x86\x48\xce\x3d\x04\x03\x02"
	static const struct { struct span der; bool whole, lengths; } cases[] = {
		{ SPAN_CONST("\x30\x19\x30\x00" ALGORITHM "\x03\x09\x00\x30\x06\x02\x01\x01\x02\x01\x01"), true, true },
		{ SPAN_CONST("\x30\x19\x30\x00" ALGORITHM "\x03\x09\x00\x30\x06\x02\x01\x01\x16\x03\x03"), false, true },
		{ SPAN_CONST("\x30\x19\x30\x00" ALGORITHM "\x03\x09\x20\x30\x06\x02\x01\x01\x02\x01\x01"), false, true },
		{ SPAN_CONST("\x30\x1b\x30\x00" ALGORITHM "\x03\x09\x00\x30\x06\x02\x01\x01\x02\x01\x01\x05\x00"), false, false },
		/* A signature of no octet. */
		{ SPAN_CONST("\x30\x10\x30\x00" ALGORITHM "\x03\x00"), false, true },
		/* Ed25519 (1.3.101.112): markup and escapes, and an octet that is one of them by chance. */
		{ SPAN_CONST("\x30\x12\x30\x00\x30\x05\x06\x03\x2b\x65\x70\x03\x07\x00\x01&lt;\x02"), false, true },
		{ SPAN_CONST("\x30\x12\x30\x00\x30\x05\x06\x03\x2b\x65\x70\x03\x07\x00\x01&lu;\x02"), true, true },
		{ SPAN_CONST("\x30\x13\x30\x00\x30\x05\x06\x03\x2b\x65\x70\x03\x08\x00\\u0000\x02"), false, true },
		{ SPAN_CONST("\x30\x12\x30\x00\x30\x05\x06\x03\x2b\x65\x70\x03\x07\x00\x01\\x0a\x02"), false, true },
		{ SPAN_CONST("\x30\x12\x30\x00\x30\x05\x06\x03\x2b\x65\x70\x03\x07\x00\x01\\x0g\x02"), true, true },
		/* A BOOLEAN that is no boolean, and an INTEGER with an octet too many. */
		{ SPAN_CONST("\x30\x12\x30\x07\x01\x01\x07\x02\x02\x00\x01\x30\x03\x06\x01\x2a\x03\x02\x00\x01"), true, true },
		{ SPAN_CONST("\x30\x12\x30\x07\x01\x01\x07\x02\x03\x00\x01\x30\x03\x06\x01\x2a\x03\x02\x00\x01"), false, false },
		/* Errors of OCSP. */
		{ SPAN_CONST("\x30\x03\x0a\x01\x06"), true, true }, { SPAN_CONST("\x30\x05\x0a\x01\x06\x05\x00"), false, false },
		/* Cut short, no SEQUENCE, nothing. */
		{ SPAN_CONST("\x30\x05\x30\x00"), true, true }, { SPAN_CONST("\x04\x01\x00"), true, true }, { SPAN_CONST(""), true, true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (whole_in_itself(cases[i].der) != cases[i].whole || whole_in_lengths(cases[i].der) != cases[i].lengths)
			fail_msg("case %zu", i);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_things), cmocka_unit_test(test_among), cmocka_unit_test(test_parts) };

	return cmocka_run_group_tests(tests, setup, teardown);
}
