/* SPDX-License-Identifier: Apache-2.0 */
/*
 * past_keys.c - the CRLs of one scope, put together by their keys: what is found
 * so is what a look at each would find, and few are looked at.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "engine/revocation/past_place.h"
#include "given.h"

#define MANY 600		/* CRLs, each of another key */
#define MOST_LOOKS 100		/* at keys and signatures, for each of them */
#define ROOM 512

static struct cert_view signer[2];
static struct known_certs known;
static size_t n_looks;

/* What the last digit of its number says: not known, or one of two; one of them its issuer did not sign. */
static unsigned
digit(const struct past_one *one)
{
	return one->crl.base_number.p == NULL && one->crl.number.n > 0 ? one->crl.number.p[one->crl.number.n - 1] : 0;
}

static const struct cert_view *
signer_of(void *arg, const struct past_one *one)
{
	const struct cert_view *const *now = arg;
	unsigned of = one != NULL ? digit(one) % 3 : 0;

	n_looks++;
	if (one == NULL)
		return *now;
	return of == 0 ? NULL : &signer[of - 1];
}

static bool
vouched(void *arg, const struct past_one *one)
{
	(void)arg;
	n_looks++;
	return digit(one) % 11 != 7;
}

static void
give_one(unsigned number, unsigned day, unsigned days, const char *key, const char *more)
{
	char one[ROOM];

	(void)snprintf(one, sizeof one, "case one\n  base crl\n  thisUpdate = 2026-02-%02u\n  nextUpdate = +%ud\n  cRLNumber = %u\n%s%s", day, days, number, key, more);
	give(one, "one");
}

/* Numbers, moments and ends in no order, and every key beside every signer. */
static void
give_mixed(void)
{
	static const char *const key[] = {
		"  remove authorityKeyIdentifier\n", "  authorityKeyIdentifier = der: SEQUENCE { [0] \"keya\" }\n",
		"  authorityKeyIdentifier = der: SEQUENCE { [0] \"keyb\" }\n",
	};

	for (unsigned i = 0; i < 72; i++)
		give_one(i * 7 % 20, 1 + i * 5 % 9, 2 + i * 3 % 8, key[i / 3 % 3], "");
	for (unsigned i = 0; i < 36; i++)
		give_one(i * 7 % 20, 1 + i * 5 % 9, 2 + i * 3 % 8, key[i / 3 % 3], "  deltaCRLIndicator = critical 5\n");
	for (unsigned i = 0; i < 2; i++)
		signer[i].field[PART_SPKI].raw = (struct span){ (const uint8_t *)(i == 0 ? "one" : "two"), 3 };
}

/* A look at each: the last of the first n, the first from there on, and of the first n what is highest, longest and of the same number. */
struct looked {
	size_t last, first;
	const struct crl_view *higher, *longer, *others_higher;
	bool same, others_same;
};

static bool
is_higher(const struct crl_view *cv, const struct crl_view *than)
{
	return than == NULL || past_number_order(cv, than) > 0;
}

static struct looked
look(const struct place *at, const struct past_kind *k, size_t n)
{
	struct looked l = { .first = k->n };

	for (size_t i = 0; i < k->n; i++) {
		const struct crl_view *cv = &k->v[i]->crl;
		bool other = past_is_of_other_key(at, k->v[i]);

		if (!past_counts(at, k->v[i]))
			continue;
		if (!other && i >= n && l.first == k->n)
			l.first = i;
		if (i >= n)
			continue;
		if (!other)
			l.last = i + 1;
		if (past_number_order(cv, at->now) > 0 && is_higher(cv, other ? l.others_higher : l.higher))
			*(other ? &l.others_higher : &l.higher) = cv;
		if (past_same_number(cv->number, at->now->number))
			*(other ? &l.others_same : &l.same) = true;
		if (!other && cv->next_update.seconds > (l.longer != NULL ? l.longer : at->now)->next_update.seconds)
			l.longer = cv;
	}
	return l;
}

/* Of two with one number either is the highest. */
static void
assert_as_high(const struct crl_view *a, const struct crl_view *b)
{
	assert_int_equal(a == NULL, b == NULL);
	assert_true(a == NULL || past_number_order(a, b) == 0);
}

static void
compare(const struct place *at, const struct past_kind *k, const struct past_own *own)
{
	for (size_t n = 0; n <= k->n; n++) {
		struct looked l = look(at, k, n);
		const struct crl_view *longer = past_own_longer(at, own, n);

		assert_int_equal(past_own_before(at, own, n), l.last);
		assert_int_equal(past_own_from(at, own, n), l.first);
		assert_as_high(past_own_higher(at, own, n), l.higher);
		assert_as_high(past_others_higher(at, own, n), l.others_higher);
		assert_int_equal(past_own_numbered(at, own, at->now->number, n) != NULL, l.same);
		assert_int_equal(past_others_numbered(at, own, n) != NULL, l.others_same);
		assert_int_equal(longer == NULL, l.longer == NULL);
		assert_true(longer == NULL || longer->next_update.seconds == l.longer->next_update.seconds);
	}
}

static void
as_a_look_at_each(void **state)
{
	(void)state;
	give_mixed();
	for (const struct past_one *one = past.first; one != NULL; one = one->next) {
		const struct cert_view *now = signer_of(NULL, one);
		struct known_asked asked = { .known = &known, .vouched_crl = vouched, .signer_of_crl = signer_of, .arg = &now };
		struct place at = { .now = &one->crl, .asked = &asked, .arena = &arena, .same = one, .signer = now, .scope = one->scope };

		at.series = past_series_of(one->scope);
		at.kind = past_is_delta(at.now) ? &at.series->delta : &at.series->complete;
		at.other_kind = past_is_delta(at.now) ? &at.series->complete : &at.series->delta;
		assert_true(past_find_own(&at));
		compare(&at, at.kind, &at.own);
		compare(&at, at.other_kind, &at.other_own);
	}
}

/* However many keys there are, whoever is known to have signed. */
static void
few_looks_at_many_keys(void **state)
{
	static const uint8_t key[] = "keyaa";
	struct span der = made("case one\n  base crl\n  cRLNumber = 1\n  authorityKeyIdentifier = der: SEQUENCE { [0] \"keyaa\" }\n", "one");
	const struct cert_view *none = NULL;
	const struct rest_by rest_by = { NULL, NULL };
	uint8_t *at = (uint8_t *)(uintptr_t)der.p;

	(void)state;
	while (memcmp(at, key, 5) != 0)
		at++;
	for (unsigned i = 0; i < MANY; i++) {
		at[3] = (uint8_t)(i >> 8);
		at[4] = (uint8_t)i;
		assert_int_equal(past_add(&past, der, NULL), PAST_OK);
	}
	n_looks = 0;
	for (const struct past_one *one = past.first; one != NULL; one = one->next) {
		struct known_asked asked = { .known = &known, .issuer = &one->crl.issuer, .vouched_crl = vouched, .signer_of_crl = signer_of, .arg = &none };
		struct crl_past told;

		past_of_crl(&past, &one->crl, true, true, CRL_ENTRIES_HELD, &asked, &rest_by, &arena, &told);
		assert_null(told.previous);
	}
	assert_in_range(n_looks, MANY, (uintmax_t)MANY * MOST_LOOKS);
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, nothing_given, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = { EACH(as_a_look_at_each), EACH(few_looks_at_many_keys) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
