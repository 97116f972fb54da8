/* SPDX-License-Identifier: Apache-2.0 */
/* mailbox_set.c - is a mailbox repeated in the subjectAltName? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "x509/mailbox_set.h"

#define MANY 200

static struct span
text(const char *s)
{
	return (struct span){ (const uint8_t *)s, strlen(s) };
}

/* What the set of these addresses answers. */
static enum mailbox_match
find(const struct cert_mailbox *v, unsigned n, const char *address)
{
	struct cert_view cv;
	struct arena arena;
	struct mailbox_set set;
	enum mailbox_match match;

	memset(&cv, 0, sizeof cv);
	cv.mailbox = v;
	cv.n_mailbox = n;
	arena_init(&arena);
	mailbox_set_read(&set, &cv, &arena);
	match = mailbox_set_find(&set, text(address));
	arena_free(&arena);
	return match;
}

static void
test_few(void **state)
{
	const struct cert_mailbox v[] = {
		{ .text = text("erika@example.com") },
		{ .text = text("Karl@Example.com") },
		{ .text = text("ida@xn--mnchen-3ya.example") },
		{ .text = text("\xff@\xff") },
	};

	(void)state;
	assert_int_equal(find(v, 0, "erika@example.com"), MAILBOX_MATCH_NONE);
	assert_int_equal(find(v, 4, "erika@example.com"), MAILBOX_MATCH_SAME);
	assert_int_equal(find(v, 4, "erika@EXAMPLE.com"), MAILBOX_MATCH_DOMAIN_CASE);
	assert_int_equal(find(v, 4, "Erika@example.com"), MAILBOX_MATCH_LOCAL_CASE);
	assert_int_equal(find(v, 4, "Erika@EXAMPLE.com"), MAILBOX_MATCH_LOCAL_CASE);
	assert_int_equal(find(v, 4, "Karl@example.com"), MAILBOX_MATCH_DOMAIN_CASE);
	assert_int_equal(find(v, 4, "otto@example.com"), MAILBOX_MATCH_NONE);
	assert_int_equal(find(v, 4, "ida@münchen.example"), MAILBOX_MATCH_IDN);
	assert_int_equal(find(v, 4, "Ida@münchen.example"), MAILBOX_MATCH_NONE);
	assert_int_equal(find(v, 4, "ida@XN--mnchen-3ya.example"), MAILBOX_MATCH_DOMAIN_CASE);
	assert_int_equal(find(v, 4, ""), MAILBOX_MATCH_NONE);
}

/* The best of several: octet by octet before a difference of case. */
static void
test_best(void **state)
{
	const struct cert_mailbox v[] = {
		{ .text = text("ERIKA@example.com") },
		{ .text = text("erika@Example.com") },
		{ .text = text("erika@example.com") },
	};

	(void)state;
	assert_int_equal(find(v, 1, "erika@example.com"), MAILBOX_MATCH_LOCAL_CASE);
	assert_int_equal(find(v, 2, "erika@example.com"), MAILBOX_MATCH_DOMAIN_CASE);
	assert_int_equal(find(v, 3, "erika@example.com"), MAILBOX_MATCH_SAME);
}

/* So many that they are sorted. */
static void
test_many(void **state)
{
	static char name[MANY][32];
	static struct cert_mailbox v[MANY];

	(void)state;
	for (unsigned i = 0; i < MANY; i++) {
		snprintf(name[i], sizeof name[i], "%c%03u@example.com", i % 2 ? 'a' : 'B', (i * 37) % MANY);
		v[i].text = text(name[i]);
	}
	for (unsigned i = 0; i < MANY; i++)
		assert_int_equal(find(v, MANY, name[i]), MAILBOX_MATCH_SAME);
	assert_int_equal(find(v, MANY, "a037@Example.com"), MAILBOX_MATCH_DOMAIN_CASE);
	assert_int_equal(find(v, MANY, "b074@example.com"), MAILBOX_MATCH_LOCAL_CASE);
	assert_int_equal(find(v, MANY, "a@example.com"), MAILBOX_MATCH_NONE);
	assert_int_equal(find(v, MANY, "z@example.com"), MAILBOX_MATCH_NONE);
}

/* More of them than are looked at one by one differ in case or in the form of a label alone. */
static void
test_alike(void **state)
{
	static const unsigned sizes[] = { 15, 16, 17, 64, 65, MANY };
	static char name[MANY][64];
	static struct cert_mailbox v[MANY];

	(void)state;
	for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
		unsigned n = sizes[s];

		/* The address with the letters of its local part in every case; the ninth letter is always a capital. */
		for (unsigned i = 0; i < n; i++) {
			strcpy(name[i], "abcdefghI@xn--mnchen-3ya.example");
			for (unsigned bit = 0; bit < 8; bit++)
				name[i][bit] = (char)(name[i][bit] ^ (i >> bit & 1 ? 0x20 : 0));
			v[i].text = text(name[i]);
		}
		assert_int_equal(find(v, n, "abcdefghi@xn--mnchen-3ya.example"), MAILBOX_MATCH_LOCAL_CASE);
		assert_int_equal(find(v, n, "abcdefghi@münchen.example"), MAILBOX_MATCH_NONE);
		/* The best one comes last, whatever the order is. */
		v[n - 1].text = text("abcdefghi@XN--mnchen-3ya.example");
		assert_int_equal(find(v, n, "abcdefghi@xn--mnchen-3ya.example"), MAILBOX_MATCH_DOMAIN_CASE);
		assert_int_equal(find(v, n, "abcdefghi@münchen.example"), MAILBOX_MATCH_IDN);
		v[n - 1].text = text("abcdefghi@münchen.example");
		assert_int_equal(find(v, n, "abcdefghi@xn--mnchen-3ya.example"), MAILBOX_MATCH_IDN);
		assert_int_equal(find(v, n, "abcdefghi@münchen.example"), MAILBOX_MATCH_SAME);
	}
}

/* A few answer as many do. */
static void
test_sizes(void **state)
{
	static const char *const odd[] = {
		"kim@kelvin.example", "ida@xn--mnchen-3ya.example", "Otto@Xn--mnchen-3ya.example", "eva@münchen.example", "no address", "e\xc3\xa9va@example.com"
	};
	static const struct { const char *address; enum mailbox_match match; } wanted[] = {
		/* The Kelvin sign in lower case is a k, but neither address has a form of IDNA. */
		{ "kim@\xe2\x84\xaa" "elvin.example", MAILBOX_MATCH_NONE },
		{ "kim@KELVIN.example", MAILBOX_MATCH_DOMAIN_CASE },
		{ "ida@MÜNCHEN.example", MAILBOX_MATCH_IDN },
		{ "otto@xn--mnchen-3ya.example", MAILBOX_MATCH_LOCAL_CASE },
		{ "Otto@xn--mnchen-3ya.example", MAILBOX_MATCH_DOMAIN_CASE },
		{ "Otto@münchen.example", MAILBOX_MATCH_IDN },
		{ "otto@münchen.example", MAILBOX_MATCH_NONE },
		{ "eva@XN--mnchen-3ya.example", MAILBOX_MATCH_IDN },
		{ "eva@münchen.EXAMPLE", MAILBOX_MATCH_DOMAIN_CASE },
		{ "EVA@münchen.example", MAILBOX_MATCH_LOCAL_CASE },
		{ "No Address", MAILBOX_MATCH_LOCAL_CASE },
		{ "no address", MAILBOX_MATCH_SAME },
		{ "e\xc3\xa9va@Example.com", MAILBOX_MATCH_DOMAIN_CASE },
		{ "e\xc3\xa9VA@example.com", MAILBOX_MATCH_LOCAL_CASE },
		{ "", MAILBOX_MATCH_NONE },
	};
	static char name[MANY][32];
	static struct cert_mailbox v[MANY];
	size_t n = sizeof odd / sizeof *odd;

	(void)state;
	for (unsigned i = 0; i < MANY; i++) {
		snprintf(name[i], sizeof name[i], "%03u@example.com", i);
		v[i].text = text(i % 7 == 3 && i / 7 < n ? odd[i / 7] : name[i]);
	}
	for (size_t w = 0; w < sizeof wanted / sizeof *wanted; w++) {
		assert_int_equal(find(v, MANY, wanted[w].address), wanted[w].match);
		assert_int_equal(find(v, (unsigned)(7 * n), wanted[w].address), wanted[w].match);
	}
	for (unsigned i = 0; i < n; i++)
		v[i].text = text(odd[i]);
	for (size_t w = 0; w < sizeof wanted / sizeof *wanted; w++)
		assert_int_equal(find(v, (unsigned)n, wanted[w].address), wanted[w].match);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_few),
		cmocka_unit_test(test_best),
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_alike),
		cmocka_unit_test(test_sizes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
