/* SPDX-License-Identifier: Apache-2.0 */
/* challenge.c - where a Random Value is found by its hash, and what may hide it; the hash here is the text itself, with its length. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "evidence/challenge.h"
#include "evidence/methods.h"

static unsigned made;

static bool
digest(void *arg, struct span text, uint8_t out[32])
{
	(void)arg;
	made++;
	memset(out, 0, 32);
	memcpy(out, text.p, text.n < 31 ? text.n : 31);
	out[31] = (uint8_t)text.n;
	return true;
}

static const char *
hex(const char *value)
{
	static char text[65];
	uint8_t octets[32];

	(void)digest(NULL, span_of(value), octets);
	for (size_t i = 0; i < 32; i++) {
		text[2 * i] = "0123456789abcdef"[octets[i] >> 4];
		text[2 * i + 1] = "0123456789abcdef"[octets[i] & 15];
	}
	return text;
}

/* An attempt by a method of these words, which asked for one text, and of which the primary saw another; NULL: it did not. */
struct scene {
	struct ev_attempt attempt;
	struct ev_mpic mpic;
	struct ev_primary primary;
	struct ev_validation validation;
	struct ev_random_value value;
	struct ev_sha256 sha256;
	struct span seen;
};

static const struct ev_attempt *
settle(struct scene *s, const char *method, const char *word, const char *value, const char *asked, const char *seen)
{
	*s = (struct scene){
		.value = { .value_sha256 = value != NULL ? span_of(hex(value)) : SPAN_NONE }, .sha256 = { digest, NULL, EV_RECORD_HASHES },
		.validation = { .sbr_section = SECTION_DOMAIN, .tls_method = span_of(method), .random_value = &s->value },
		.mpic = { .check = CHECK_DCV, .format = MPIC_OPEN, .primary = &s->primary },
		.seen = seen != NULL ? span_of(seen) : SPAN_NONE, .primary = { .observed = &s->seen, .n_observed = seen != NULL },
	};
	s->attempt = (struct ev_attempt){ .mpic = &s->mpic, .validation = &s->validation, .method = ev_method_find(span_of(method)), .sha256 = &s->sha256 };
	if (word != NULL)
		s->attempt.asked.validation_method = span_of(word);
	if (asked != NULL)
		s->attempt.asked.value = span_of(asked);
	made = 0;
	ev_settle_challenge(&s->attempt);
	return &s->attempt;
}

static void
test_asked(void **state)
{
	static const struct {
		const char *method, *word, *value, *asked, *seen;
		uint8_t challenge;
		const char *relied;
	} list[] = {
		{ "3.2.2.4.7", "dns-change", "value", "value", NULL, CHALLENGE_OWN, NULL },
		{ "3.2.2.4.7", "dns-change", "value", "ca-dcv=value", NULL, CHALLENGE_OWN, NULL },
		{ "3.2.2.4.7", "dns-change", "value", "ca value; until=1", NULL, CHALLENGE_OWN, NULL },
		{ "3.2.2.4.7", "dns-change", "value", "_value.ca.example", NULL, CHALLENGE_OWN, NULL },
		/* Within a longer word it may be another value. */
		{ "3.2.2.4.7", "dns-change", "value", "cavalue", NULL, CHALLENGE_UNCLEAR, NULL },
		{ "3.2.2.4.7", "dns-change", "value", "value1", NULL, CHALLENGE_UNCLEAR, NULL },
		{ "3.2.2.4.7", "dns-change", "value", "cavalue1 value", NULL, CHALLENGE_OWN, NULL },
		{ "3.2.2.4.7", "dns-change", "value", "dcv=other", "dcv=other", CHALLENGE_OTHER, NULL },
		{ "3.2.2.4.7", "dns-change", "value", "dcv=other", "dcv=value", CHALLENGE_OWN, "value" },
		{ "3.2.2.4.18", "website-change", "value", "other", NULL, CHALLENGE_OTHER, NULL },
		/* 43 characters may be the hash of a key authorization, and 64 digits that of the value. */
		{ "3.2.2.4.7", "dns-change", "value", "LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX0", NULL, CHALLENGE_UNCLEAR, NULL },
		{ "3.2.2.4.7", "dns-change", "value", "LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX", NULL, CHALLENGE_OTHER, NULL },
		/* Tokens of ACME are not what is seen. */
		{ "3.2.2.4.7", "acme-dns-01", "value", "other", NULL, CHALLENGE_UNSHOWN, NULL },
		{ "3.2.2.4.19", "acme-http-01", "value", "other", "value", CHALLENGE_UNSHOWN, NULL },
		/* Where nothing was asked for, what was seen tells. */
		{ "3.2.2.4.7", NULL, "value", NULL, "dcv=value", CHALLENGE_OWN, "value" },
		{ "3.2.2.4.7", NULL, "value", NULL, "dcv=other", CHALLENGE_UNCLEAR, NULL },
		{ "3.2.2.4.7", NULL, "value", NULL, "dcv=value1", CHALLENGE_UNCLEAR, NULL },
		{ "3.2.2.4.19", NULL, "value", NULL, "value", CHALLENGE_OWN, "value" },
		{ "3.2.2.4.19", NULL, "value", NULL, "value.thumbprint", CHALLENGE_UNSHOWN, NULL },
		{ "3.2.2.4.7", NULL, NULL, NULL, "dcv=other", CHALLENGE_UNSHOWN, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
		struct scene s;
		const struct ev_attempt *t = settle(&s, list[i].method, list[i].word, list[i].value, list[i].asked, list[i].seen);

		assert_int_equal(t->challenge, list[i].challenge);
		assert_int_equal(t->relied.p != NULL, list[i].relied != NULL);
		if (list[i].relied != NULL)
			assert_true(span_is(t->relied, list[i].relied));
	}
}

/* A sound record costs one hash, and no record more than there are. */
static void
test_cost(void **state)
{
	struct scene s;

	(void)state;
	(void)settle(&s, "3.2.2.4.7", "dns-change", "value", "ca-dcv=value", "ca-dcv=value");
	assert_int_equal(made, 1);
	(void)settle(&s, "3.2.2.4.7", "dns-change", "value", "other", "other");
	assert_int_equal(made, 1 + 5 * 6 / 2);
	s.attempt.challenge = CHALLENGE_UNSHOWN;
	s.sha256.left = 3;
	made = 0;
	ev_settle_challenge(&s.attempt);
	assert_int_equal(made, 3);
	assert_int_equal(s.attempt.challenge, CHALLENGE_UNCLEAR);
}

/* Without the hash of a value that is shown it is told where that belongs. */
static void
test_unhashed(void **state)
{
	static const struct json_value at = { .type = JSON_OBJECT };
	struct scene s;

	(void)state;
	(void)settle(&s, "3.2.2.4.7", "dns-change", NULL, "value", NULL);
	s.value.at = &at;
	assert_ptr_equal(ev_challenge_unhashed(&s.attempt), &at);
	(void)settle(&s, "3.2.2.4.7", NULL, NULL, NULL, "value");
	s.value.at = &at;
	assert_ptr_equal(ev_challenge_unhashed(&s.attempt), &at);
	(void)settle(&s, "3.2.2.4.7", "dns-change", "value", "value", NULL);
	s.value.at = &at;
	assert_null(ev_challenge_unhashed(&s.attempt));
	(void)settle(&s, "3.2.2.4.7", "acme-dns-01", NULL, "value", NULL);
	s.value.at = &at;
	assert_null(ev_challenge_unhashed(&s.attempt));
	(void)settle(&s, "3.2.2.4.7", NULL, NULL, NULL, NULL);
	s.value.at = &at;
	assert_null(ev_challenge_unhashed(&s.attempt));
}

/* What the primary saw is another value only where the validated one is known by its hash, and is no hash of it. */
static void
test_missed_by_primary(void **state)
{
	static const struct {
		const char *value, *asked, *seen;
		uint8_t primary_seen;
		bool missed;
	} list[] = {
		{ "value", "value", "other", SEEN_OTHER, true },
		{ "value", "dcv=value", "other", SEEN_OTHER, true },
		{ "value", "value", "value", SEEN_SAME, false },
		{ "value", "value", "other", SEEN_UNKNOWN, false },
		{ "value", "other", "another", SEEN_OTHER, false },
		{ NULL, "value", "other", SEEN_OTHER, false },
		{ "value", "value", "LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX0", SEEN_OTHER, false },
		{ "value", "value", "LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX", SEEN_OTHER, true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
		struct scene s;

		(void)settle(&s, "3.2.2.4.7", "dns-change", list[i].value, list[i].asked, list[i].seen);
		s.attempt.primary_seen = list[i].primary_seen;
		assert_int_equal(ev_challenge_missed_by_primary(&s.attempt), list[i].missed);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_asked),
		cmocka_unit_test(test_cost),
		cmocka_unit_test(test_unhashed),
		cmocka_unit_test(test_missed_by_primary),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
