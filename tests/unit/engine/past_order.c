/* SPDX-License-Identifier: Apache-2.0 */
/*
 * past_order.c - a sequence of CRLs or responses says the same in whatever
 * order it is given, and one more of a moment takes no finding from the
 * others, but where it is the one to blame: then the finding is its own.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "given.h"
#include "smimelint.h"

#define MOST 5			/* of one sequence */
#define ROOM 512

static const char text[] =
    "case third\n  base sv-multi\n  signed-by subca\n  serial = 0x4a03f35d0b7c1f7e92a4c08d11e35a72\n  notBefore = 2025-06-01\n  notAfter = 2027-05-31\n"
    "  crlDistributionPoints = http://crl.nordlicht-trust.de/smime-ca-3.crl http://crl.example.net/2.crl\n"
    "case asked\n  base third\n  serial = 0x4a10f35d0b7c1f7e92a4c08d11e35a70\n"
    "case two\n  base crl\n  no-entries\n  entry = 4a01f35d0b7c1f7e92a4c08d11e35a70 2026-01-12T09:30:00 reason=1\n"
    "  entry = 4a02f35d0b7c1f7e92a4c08d11e35a71 2026-01-13T10:00:00 reason=4\n"
    "case a5\n  base crl\n  thisUpdate = 2026-02-23T08:00:00\n  nextUpdate = +7d\n  cRLNumber = 5\n"
    "case a6-gone\n  base two\n  thisUpdate = 2026-02-23T08:00:00\n  nextUpdate = +7d\n  cRLNumber = 6\n"
    "case a4-gone\n  base a6-gone\n  cRLNumber = 4\n"
    "case a5-gone\n  base a6-gone\n  cRLNumber = 5\n"
    "case a-gone\n  base a6-gone\n  remove cRLNumber\n"
    "case a9-longer\n  base a6-gone\n  cRLNumber = 9\n  nextUpdate = +8d\n"
    "case a6-held\n  base a5\n  cRLNumber = 6\n  entry.3 = 4a03f35d0b7c1f7e92a4c08d11e35a72 2026-02-20T08:00:00 reason=6\n"
    "case b7-gone\n  base two\n  cRLNumber = 7\n"
    "case b6-gone\n  base two\n  cRLNumber = 6\n"
    "case b8\n  base crl\n  cRLNumber = 8\n"
    "case part\n  base crl\n  cRLNumber = 1\n  issuingDistributionPoint = critical http://crl.example.net/2.crl\n"
    "case part-of-cas\n  base part\n  issuingDistributionPoint = critical ca http://crl.example.net/2.crl\n"
    "case revoked\n  base ocsp\n  producedAt = der: GENTIME \"20260301080000Z\"\n"
    "  single = der: SEQUENCE { $certID [1] { GENTIME \"20260228080000Z\" [0] { ENUM 1 } } GENTIME \"20260301080000Z\" [0] { GENTIME \"20260305075959Z\" } }\n"
    "case good\n  base revoked\n  producedAt = der: GENTIME \"20260301090000Z\"\n"
    "  single = der: SEQUENCE { $certID [0] '' GENTIME \"20260301080000Z\" [0] { GENTIME \"20260305075959Z\" } }\n"
    "case good-at-once\n  base good\n  producedAt = der: GENTIME \"20260301080000Z\"\n"
    "case held\n  base revoked\n  producedAt = der: GENTIME \"20260301090000Z\"\n"
    "  single = der: SEQUENCE { $certID [1] { GENTIME \"20260228080000Z\" [0] { ENUM 6 } } GENTIME \"20260301080000Z\" [0] { GENTIME \"20260305075959Z\" } }\n"
    "case good-longer\n  base good\n"
    "  single = der: SEQUENCE { $certID [0] '' GENTIME \"20260301080000Z\" [0] { GENTIME \"20260306075959Z\" } }\n"
    "case good-now\n  base ocsp\n";

/* The last one of each is more of a moment that is there. */
static const struct sequence {
	const char *of[MOST];
	bool takes;			/* the last one: what the one behind it was blamed for */
} sets[] = {
	{ { "a5", "b7-gone", "a6-gone" }, true }, { { "a5", "b7-gone", "a4-gone" }, false }, { { "a5", "b7-gone", "a5-gone" }, false },
	{ { "a5", "b7-gone", "a-gone" }, false }, { { "a5", "b7-gone", "a9-longer" }, true }, { { "a5", "b7-gone", "b6-gone" }, false },
	{ { "a5", "b7-gone", "b8" }, false }, { { "a5", "a6-gone", "b7-gone", "a4-gone" }, false }, { { "a5", "b7-gone", "part-of-cas" }, false },
	{ { "a5", "part", "b7-gone", "a6-gone" }, false }, { { "a5", "a6-gone", "b6-gone", "b7-gone", "b8" }, false },
	{ { "revoked", "good-now", "good" }, true }, { { "revoked", "good-now", "good-at-once" }, false },
	{ { "revoked", "good-now", "good-longer" }, true }, { { "revoked", "good", "good-now", "good-longer" }, false },
	{ { "a5", "a6-held", "b7-gone", "a4-gone" }, false }, { { "revoked", "held", "good-now", "good-at-once" }, false },
};

/* What is found in one of them: a bit for each rule, of errors and warnings. */
struct found {
	uint8_t rules[ROOM], all[ROOM];
};

static size_t
index_of(const smimelint_rule *rule)
{
	size_t i = 0;

	while (smimelint_rule_at(i) != rule)
		i++;
	assert_in_range(i, 0, 8 * ROOM - 1);
	return i;
}

static void
find(smimelint_ctx *ctx, struct span der, struct found *found)
{
	smimelint_finding f = { .size = sizeof f };
	smimelint_run *run = NULL;

	*found = (struct found){ { 0 }, { 0 } };
	assert_int_equal(smimelint_run_new(&run, ctx), SMIMELINT_OK);
	assert_int_equal(smimelint_lint(run, der.p, der.n), SMIMELINT_OK);
	for (size_t i = 0; i < smimelint_finding_count(run); i++) {
		size_t at;

		assert_int_equal(smimelint_finding_get(run, i, &f), SMIMELINT_OK);
		at = index_of(f.rule);
		found->all[at / 8] |= (uint8_t)(1u << at % 8);
		if (f.severity >= SMIMELINT_WARNING)
			found->rules[at / 8] |= (uint8_t)(1u << at % 8);
	}
	smimelint_run_free(run);
}

/* n of them as one sequence, given in this order; what is found goes where each stands. */
static void
judge(const struct span *der, const size_t *order, size_t n, struct found *found)
{
	const struct span known[] = { made(text, "third"), made(text, "asked") };
	smimelint_ctx *ctx = NULL;

	assert_int_equal(smimelint_ctx_new(&ctx), SMIMELINT_OK);
	assert_int_equal(smimelint_ctx_set(ctx, "scope", "all"), SMIMELINT_OK);
	assert_int_equal(smimelint_ctx_set(ctx, "sequence", "yes"), SMIMELINT_OK);
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(smimelint_ctx_add_certificate(ctx, known[i].p, known[i].n), SMIMELINT_OK);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(smimelint_ctx_add_previous(ctx, der[order[i]].p, der[order[i]].n), SMIMELINT_OK);
	for (size_t i = 0; i < n; i++)
		find(ctx, der[i], &found[i]);
	smimelint_ctx_free(ctx);
}

/* Of all orders of 0 to n - 1 the k-th. */
static void
order_at(size_t k, size_t n, size_t *order)
{
	size_t rest[MOST] = { 0, 1, 2, 3, 4 };

	for (size_t i = 0; i < n; i++) {
		size_t left = n - i, at = k % left;

		k /= left;
		order[i] = rest[at];
		memmove(&rest[at], &rest[at + 1], (left - at - 1) * sizeof *rest);
	}
}

/* Which of the n found fewer of what was found without the last one?  Where that takes some of it, each is its own; n: none did. */
static size_t
loser(const struct found *found, const struct found *fewer, size_t n, bool takes)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < ROOM; k++) {
			uint8_t lost = (uint8_t)(fewer[i].rules[k] & ~found[i].rules[k]);

			if ((lost & ~(takes ? found[n].rules[k] : 0)) != 0)
				return i;
		}
	return n;
}

static void
orders_and_one_more(void **state)
{
	(void)state;
	for (size_t s = 0; s < sizeof sets / sizeof *sets; s++) {
		struct found first[MOST], found[MOST], fewer[MOST];
		struct span der[MOST];
		size_t n = 0, orders = 1, order[MOST], i;

		for (; n < MOST && sets[s].of[n] != NULL; n++) {
			der[n] = made(text, sets[s].of[n]);
			orders *= n + 1;
		}
		for (size_t k = 0; k < orders; k++) {
			order_at(k, n, order);
			judge(der, order, n, k == 0 ? first : found);
			if (k > 0 && memcmp(first, found, n * sizeof *found) != 0)
				fail_msg("set %zu in order %zu", s, k);
		}
		order_at(0, n - 1, order);
		judge(der, order, n - 1, fewer);
		if ((i = loser(first, fewer, n - 1, sets[s].takes)) < n - 1)
			fail_msg("set %zu: %s", s, sets[s].of[i]);
		if (sets[s].takes && loser(first, fewer, n - 1, false) == n - 1)
			fail_msg("set %zu: the last one takes nothing", s);
	}
}

/* ---- what was on hold, however often that was said ---- */

#define MOST_BACK 256		/* answers that are looked back through */

/* Does a good answer after a revocation and n answers of hold have an error?  What was not looked at is told. */
static void
after_holds(unsigned n, bool taken_back)
{
	const struct span now = made(text, "good-now"), known = made(text, "asked"), revoked = made(text, "revoked");
	const size_t back = index_of(smimelint_rule_find("sbr.ocsp.removed-early")), open = index_of(smimelint_rule_find("sbr.ocsp.previous-not-compared"));
	char one[512];
	struct found found;
	smimelint_ctx *ctx = NULL;

	assert_int_equal(smimelint_ctx_new(&ctx), SMIMELINT_OK);
	assert_int_equal(smimelint_ctx_set(ctx, "scope", "all"), SMIMELINT_OK);
	assert_int_equal(smimelint_ctx_add_certificate(ctx, known.p, known.n), SMIMELINT_OK);
	assert_int_equal(smimelint_ctx_add_previous(ctx, revoked.p, revoked.n), SMIMELINT_OK);
	for (unsigned i = 0; i < n; i++) {
		struct span held;

		(void)snprintf(one, sizeof one, "case one\n  base ocsp\n  producedAt = der: GENTIME \"2026030110%02u%02uZ\"\n  single = der: SEQUENCE { $certID "
		    "[1] { GENTIME \"20260228080000Z\" [0] { ENUM 6 } } GENTIME \"2026030110%02u%02uZ\" [0] { GENTIME \"20260305075959Z\" } }\n",
		    i / 60, i % 60, i / 60, i % 60);
		held = made(one, "one");
		assert_int_equal(smimelint_ctx_add_previous(ctx, held.p, held.n), SMIMELINT_OK);
	}
	find(ctx, now, &found);
	assert_int_equal(found.rules[back / 8] >> back % 8 & 1, taken_back);
	assert_int_equal(found.all[open / 8] >> open % 8 & 1, !taken_back);
	smimelint_ctx_free(ctx);
}

static void
many_answers_of_hold(void **state)
{
	(void)state;
	after_holds(1, true);
	after_holds(MOST_BACK, true);
	after_holds(MOST_BACK + 1, false);
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, nothing_given, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = { EACH(orders_and_one_more), EACH(many_answers_of_hold) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
