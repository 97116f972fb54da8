/* SPDX-License-Identifier: Apache-2.0 */
/* Samples: how many are taken, from where, that chance is even, and what is held meanwhile. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "command/lint/choose.h"

#define MOST 5000

/* What was chosen: the numbers that the certificates are made of, in the order in which they came. */
struct chosen {
	uint32_t number[MOST];
	size_t n;
	size_t faults;
};

static int
take(void *arg, const struct item *item)
{
	struct chosen *c = arg;

	assert_string_equal(item->path, "x");
	if (item->fault != NULL) {
		c->faults++;
		return 0;
	}
	assert_int_equal(item->der.n, sizeof c->number[0]);
	assert_true(c->n < MOST);
	memcpy(&c->number[c->n++], item->der.p, sizeof c->number[0]);
	return 0;
}

/* A choice among n certificates, each `times` times in a row, with an unreadable input after every tenth. */
static void
choose_among(struct chosen *out, const struct choose *how, uint32_t n, unsigned times)
{
	struct choose c = *how;
	struct tally sum = { .wide = false };
	smimelint_ctx *ctx;
	uint32_t most = 0;

	*out = (struct chosen){ .n = 0 };
	c.fn = take;
	c.arg = out;
	assert_int_equal(smimelint_ctx_new(&ctx), SMIMELINT_OK);
	assert_int_equal(smimelint_run_new(&c.run, ctx), SMIMELINT_OK);
	for (uint32_t i = 0; i < n * times; i++) {
		uint32_t number = i / times;
		struct item item = { .path = "x", .der = { (const uint8_t *)&number, sizeof number } };

		assert_int_equal(choose_item(&c, &item), 0);
		if (i % 10 == 9) {
			item.fault = "no certificate";
			assert_int_equal(choose_item(&c, &item), 0);
		}
		if (c.shares.n + c.smallest.n + (c.share != NULL) > most)
			most = (uint32_t)(c.shares.n + c.smallest.n + (c.share != NULL));
	}
	assert_int_equal(choose_end(&c, &sum), 0);
	assert_int_equal(out->faults, n * times / 10);
	assert_int_equal(sum.population, c.dedupe ? n : n * times);
	assert_int_equal(sum.duplicates, c.dedupe ? n * (times - 1) : 0);
	assert_true(most <= 2 * c.sample + 1);
	for (size_t i = 1; i < out->n; i++)
		assert_true(out->number[i - 1] < out->number[i] || (times > 1 && out->number[i - 1] == out->number[i]));
	choose_free(&c);
	tally_free(&sum);
	smimelint_ctx_free(ctx);
}

static struct choose
how(const char *sample, const char *rate, const char *seed)
{
	struct choose c = { .seed = seed };

	assert_true(sample == NULL || choose_sample(&c, sample));
	assert_true(rate == NULL || choose_rate(&c, rate));
	return c;
}

/* The digest is that of FIPS 180-4's example, whatever the run has linted. */
static void
test_fingerprint(void **state)
{
	static const uint8_t expected[] = { 0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea, 0x41, 0x41, 0x40, 0xde, 0x5d, 0xae,
		0x22, 0x23, 0xb0, 0x03, 0x61, 0xa3, 0x96, 0x17, 0x7a, 0x9c, 0xb4, 0x10, 0xff, 0x61, 0xf2, 0x00, 0x15, 0xad };
	uint8_t digest[FINGERPRINT];
	smimelint_ctx *ctx;
	smimelint_run *run;

	(void)state;
	assert_int_equal(smimelint_ctx_new(&ctx), SMIMELINT_OK);
	assert_int_equal(smimelint_run_new(&run, ctx), SMIMELINT_OK);
	assert_int_equal(smimelint_lint(run, (const uint8_t *)"0", 1), SMIMELINT_ERR_INPUT);
	assert_int_equal(smimelint_fingerprint(run, (const uint8_t *)"abc", 3, digest), SMIMELINT_OK);
	assert_memory_equal(digest, expected, sizeof expected);
	assert_int_equal(smimelint_result_status(run), SMIMELINT_UNREADABLE);
	assert_int_equal(smimelint_fingerprint(run, NULL, 0, digest), SMIMELINT_OK);
	assert_int_equal(digest[0], 0xe3);
	assert_int_equal(smimelint_fingerprint(run, NULL, 1, digest), SMIMELINT_ERR_ARG);
	assert_int_equal(smimelint_fingerprint(NULL, digest, 1, digest), SMIMELINT_ERR_ARG);
	assert_int_equal(smimelint_fingerprint(run, digest, 1, NULL), SMIMELINT_ERR_ARG);
	smimelint_run_free(run);
	smimelint_ctx_free(ctx);
}

static void
test_values(void **state)
{
	static const struct {
		const char *value;
		uint32_t rate;
	} good[] = {
		{ "3%", 30000000 }, { "0.03", 30000000 }, { ".5", 500000000 }, { "100%", 1000000000 }, { "1", 1000000000 },
		{ "0.25%", 2500000 }, { "0.000000001", 1 }, { "0.0000001%", 1 }, { "1.000000000000", 1000000000 },
	};
	static const char *const bad[] = { "", "%", ".", "0", "0%", "1.1", "101%", "3 %", "-3%", "3%%", "1e-2", "x",
		"99999999999999999999999999", "0.0000000001" };
	static const char *const samples[] = { "", "0", "-1", "1x", "100000001", "99999999999999999999999" };
	struct choose c = { .seed = "" };

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		assert_true(choose_rate(&c, good[i].value));
		assert_int_equal(c.rate, good[i].rate);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(choose_rate(&c, bad[i]));
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
		assert_false(choose_sample(&c, samples[i]));
}

/* Of n certificates n*P, rounded up, for every n. */
static void
test_share(void **state)
{
	static const struct {
		const char *rate;
		uint32_t of, in;
	} rates[] = { { "3%", 3, 100 }, { "1%", 1, 100 }, { "0.5", 1, 2 }, { "70%", 7, 10 }, { "100%", 1, 1 }, { "0.999", 999, 1000 } };
	static const uint32_t sizes[] = { 0, 1, 2, 3, 33, 34, 35, 66, 67, 99, 100, 101, 999, 1000, 1001, 2345 };
	static struct chosen out;

	(void)state;
	for (size_t r = 0; r < sizeof rates / sizeof *rates; r++)
		for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
			struct choose c = how(NULL, rates[r].rate, "0");

			choose_among(&out, &c, sizes[i], 1);
			assert_int_equal(out.n, (sizes[i] * rates[r].of + rates[r].in - 1) / rates[r].in);
		}
}

/* The greater of 30 and 3 %. */
static void
test_greater(void **state)
{
	static const uint32_t sizes[] = { 0, 10, 29, 30, 31, 500, 966, 967, 999, 1000, 1001, 1033, 1034, 2000, 4321 };
	static struct chosen out, fixed;

	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct choose c = how("30", "3%", "2026-Q1"), thirty = how("30", NULL, "2026-Q1");
		uint32_t share = (sizes[i] * 3 + 99) / 100;

		choose_among(&out, &c, sizes[i], 1);
		assert_int_equal(out.n, sizes[i] < 30 ? sizes[i] : share > 30 ? share : 30);
		choose_among(&fixed, &thirty, sizes[i], 1);
		assert_int_equal(fixed.n, sizes[i] < 30 ? sizes[i] : 30);
		if (share < 30)
			assert_memory_equal(fixed.number, out.number, fixed.n * sizeof *fixed.number);
	}
}

/* Copies of a certificate do not crowd the others out, nor change which are taken. */
static void
test_copies(void **state)
{
	static struct chosen once, many;
	struct choose c = how("25", NULL, "s"), d = c;

	(void)state;
	choose_among(&once, &c, 400, 1);
	choose_among(&many, &c, 400, 7);
	assert_int_equal(many.n, 25);
	assert_memory_equal(once.number, many.number, 25 * sizeof *once.number);
	d.dedupe = true;
	choose_among(&many, &d, 400, 7);
	assert_memory_equal(once.number, many.number, 25 * sizeof *once.number);
	d = (struct choose){ .seed = "s", .dedupe = true };
	choose_among(&many, &d, 400, 7);
	assert_int_equal(many.n, 400);
}

/* Over 400 seeds each of 100 certificates is taken about as often as any other: within five standard deviations. */
static void
test_even(void **state)
{
	static const char *const forms[][2] = { { "10", NULL }, { NULL, "10%" } };
	static struct chosen out;
	char seed[16];

	(void)state;
	for (size_t form = 0; form < 2; form++) {
		unsigned taken[100] = { 0 };

		for (unsigned i = 0; i < 400; i++) {
			struct choose c;

			snprintf(seed, sizeof seed, "%u", i);
			c = how(forms[form][0], forms[form][1], seed);
			choose_among(&out, &c, 100, 1);
			assert_int_equal(out.n, 10);
			for (size_t k = 0; k < out.n; k++)
				taken[out.number[k]]++;
		}
		for (size_t k = 0; k < 100; k++)
			assert_in_range(taken[k], 40 - 5 * 6, 40 + 5 * 6);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fingerprint),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_share),
		cmocka_unit_test(test_greater),
		cmocka_unit_test(test_copies),
		cmocka_unit_test(test_even),
	};

	if (freopen("/dev/null", "w", stderr) == NULL)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
