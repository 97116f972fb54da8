/* SPDX-License-Identifier: Apache-2.0 */
/* idna.c - A-labels, U-labels, normalisation, comparison of mailboxes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/arena.h"
#include "value/idna.h"

#define U "\xc3\xbc"			/* u with diaeresis */
#define U_LOOSE "u\xcc\x88"		/* the same in two characters */

static void
test_check(void **state)
{
	static const struct {
		const char *domain;
		enum idna_fault fault;
		const char *label;
	} cases[] = {
		{ "", IDNA_OK, NULL },
		{ "example.com", IDNA_OK, NULL },
		{ "xn--bcher-kva.example", IDNA_OK, NULL },
		{ "XN--BCHER-KVA.example", IDNA_OK, NULL },	/* case does not matter in A-labels */
		{ "a.xn--mnchen-3ya.de", IDNA_OK, NULL },
		{ "xn--strae-oqa.example", IDNA_OK, NULL },	/* sharp s: IDNA2008, not IDNA2003 */
		{ "b" U "cher.example", IDNA_U_LABEL, "b" U "cher" },
		{ "a.\xff", IDNA_U_LABEL, "\xff" },
		{ "xn--.example", IDNA_BAD_A_LABEL, "xn--" },
		{ "a.xn--99999999999.example", IDNA_BAD_A_LABEL, "xn--99999999999" },
		{ "xn--abc-.example", IDNA_BAD_A_LABEL, "xn--abc-" },	/* decodes to plain "abc" */
		{ "xn--i-7iq.example", IDNA_BAD_A_LABEL, "xn--i-7iq" },	/* decodes to a symbol */
		{ "ab--cd.example", IDNA_RESERVED, "ab--cd" },
	};

	struct span sound = SPAN_NONE;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct span label = SPAN_NONE;
		enum idna_fault f = idna_check(span_of(cases[i].domain), &label, &sound);

		if (f != cases[i].fault)
			fail_msg("%s: %d", cases[i].domain, (int)f);
		/* What was found valid before changes nothing, nor does a second question. */
		assert_int_equal(idna_check(span_of(cases[i].domain), &label, NULL), f);
		assert_int_equal(idna_check(span_of(cases[i].domain), &label, &sound), f);
		if (cases[i].label != NULL)
			assert_true(span_is(label, cases[i].label));
	}
	assert_int_equal(idna_check(span_of("\xff"), NULL, NULL), IDNA_U_LABEL);
	/* The last valid one, and no other, is known. */
	assert_true(span_is(sound, "xn--strae-oqa"));
	assert_int_equal(idna_check(span_of("xn--i-7iq.example"), NULL, &sound), IDNA_BAD_A_LABEL);
	assert_true(span_is(sound, "xn--strae-oqa"));
}

static void
test_u_labels(void **state)
{
	struct span label = SPAN_NONE;

	(void)state;
	assert_true(idna_u_labels_valid(span_of("example.com"), NULL));
	assert_true(idna_u_labels_valid(span_of("www.b" U "cher.example"), NULL));
	assert_false(idna_u_labels_valid(span_of("www.b" U_LOOSE "cher.example"), &label));
	assert_true(span_is(label, "b" U_LOOSE "cher"));
	assert_false(idna_u_labels_valid(span_of("\xe2\x98\x83.example"), NULL));	/* a snowman is not permitted */
	assert_false(idna_u_labels_valid(span_of("\xfc.example"), NULL));
}

static void
test_nfc(void **state)
{
	char text[600];

	(void)state;
	assert_true(text_is_nfc(SPAN_NONE));
	assert_true(text_is_nfc(span_of("plain")));
	assert_true(text_is_nfc(span_of("J" U "rgen")));
	assert_false(text_is_nfc(span_of("J" U_LOOSE "rgen")));
	assert_true(text_is_nfc(span_of("\xe4\xbd\xa0\xe5\xa5\xbd")));
	assert_false(text_is_nfc(span_of("\xe2\x84\xab")));	/* ANGSTROM SIGN is not NFC */
	/* Longer than the buffer on the stack. */
	for (size_t i = 0; i + 3 < sizeof text; i += 3)
		memcpy(text + i, U_LOOSE, 4);
	assert_false(text_is_nfc(span_of(text)));
	for (size_t i = 0; i + 3 < sizeof text; i += 3)
		memcpy(text + i, "\xe4\xbd\xa0", 4);
	assert_true(text_is_nfc(span_of(text)));
}

static void
test_equal(void **state)
{
	static const struct {
		const char *a, *b;
		bool equal;
	} cases[] = {
		{ "a@example.com", "a@example.com", true },
		{ "a@example.com", "a@EXAMPLE.com", true },
		{ "A@example.com", "a@example.com", false },		/* local part: octet by octet */
		{ "a@example.com", "a@example.org", false },
		{ "a@b" U "cher.example", "a@xn--bcher-kva.example", true },
		{ "a@xn--bcher-kva.Example", "a@b" U "cher.example", true },
		{ "a@b" U "cher.example", "a@b" U "cher.example", true },
		{ "a@B" U "cher.example", "a@b" U "cher.example", true },
		{ "a@B\xc3\x9c" "cher.example", "a@xn--bcher-kva.example", true },	/* capitals of a U-label */
		{ "a@B\xc3\x9c" "cher.example", "a@b" U "cher.EXAMPLE", true },
		{ "a@B\xc3\x96" "cher.example", "a@b" U "cher.example", false },
		{ "\xc3\x9c@b" U "cher.example", U "@b" U "cher.example", false },	/* of a local part they count */
		{ "a@b" U "cher.example", "a@xn--mnchen-3ya.example", false },
		{ "j" U "@example.com", "j" U_LOOSE "@example.com", false },
		{ "a@\xff.example", "a@\xfe.example", false },
		{ "no at", "no at", true },
		{ "no at", "No at", false },
		{ "", "", true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		if (mailbox_equal(span_of(cases[i].a), span_of(cases[i].b)) != cases[i].equal ||
		    mailbox_equal(span_of(cases[i].b), span_of(cases[i].a)) != cases[i].equal)
			fail_msg("%s and %s", cases[i].a, cases[i].b);
	}
}

/* Equal domains have the same key; what cannot be converted is only lower-cased. */
static void
test_key(void **state)
{
	static const struct {
		const char *domain, *key;
	} cases[] = {
		{ "Muster.DE", "muster.de" }, { "m\xc3\xbcller.de", "xn--mller-kva.de" }, { "XN--mller-kva.de", "xn--mller-kva.de" },
		{ "", "" }, { "A\xff.de", "a\xff.de" }, { "[192.0.2.7]", "[192.0.2.7]" },
	};
	struct arena a;

	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_true(span_is(idna_domain_key(&a, span_of(cases[i].domain)), cases[i].key));
	assert_null(idna_domain_key(&a, SPAN_NONE).p);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_check),
		cmocka_unit_test(test_u_labels),
		cmocka_unit_test(test_nfc),
		cmocka_unit_test(test_equal),
		cmocka_unit_test(test_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
