/* SPDX-License-Identifier: Apache-2.0 */
/* mapped.c - a large CRL in a mapping: what is found is the same, and octets that were read are given back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "smimelint.h"

#include "crl_pieces.h"

#define ENTRIES 300000

static uint8_t *
put_sequence(uint8_t *p, size_t n)
{
	*p++ = 0x30;
	*p++ = 0x84;
	for (unsigned i = 4; i-- > 0;)
		*p++ = (uint8_t)(n >> (8 * i));
	return p;
}

/* The serial numbers ascend; the reason of the last entry is unspecified. */
static uint8_t *
make(size_t *n)
{
	size_t list = (size_t)ENTRIES * ENTRY, tbs = sizeof list_head + 6 + list, all = 6 + tbs + sizeof tail;
	uint8_t *der = malloc(6 + all), *p = der;

	assert_non_null(der);
	p = put_sequence(p, all);
	p = put_sequence(p, tbs);
	memcpy(p, list_head, sizeof list_head);
	p = put_sequence(p + sizeof list_head, list);
	for (uint32_t i = 0; i < ENTRIES; i++, p += ENTRY) {
		memcpy(p, entry, ENTRY);
		for (unsigned k = 0; k < 4; k++)
			p[5 + k] = (uint8_t)(i >> (24 - 8 * k));
	}
	p[-1] = 0;		/* unspecified */
	memcpy(p, tail, sizeof tail);
	*n = 6 + all;
	return der;
}

static void
count(void *arg, const uint8_t *octets, size_t n)
{
	size_t *sum = arg;

	(void)octets;
	*sum += n;
}

static void
same_as_in_memory(void **state)
{
	smimelint_ctx *ctx;
	smimelint_run *run;
	size_t n, given_back = 0, len;
	uint8_t *der = make(&n);
	char *text;

	(void)state;
	assert_int_equal(smimelint_ctx_new(&ctx), SMIMELINT_OK);
	assert_int_equal(smimelint_run_new(&run, ctx), SMIMELINT_OK);
	assert_int_equal(smimelint_lint(run, der, n), SMIMELINT_OK);
	assert_non_null(strstr(smimelint_result_json(run, 0, NULL), "\"path\":\"tbsCertList.revokedCertificates[299999]"));
	text = strdup(smimelint_result_json(run, 0, &len));
	assert_non_null(text);
	assert_int_equal(smimelint_lint_mapped(run, der, n, count, &given_back), SMIMELINT_OK);
	assert_string_equal(smimelint_result_json(run, 0, NULL), text);
	/* Read once for the entries and once for each digest, all but what is less than a step. */
	assert_true(given_back > n);
	assert_int_equal(smimelint_lint_mapped(run, der, n, NULL, NULL), SMIMELINT_ERR_ARG);
	smimelint_run_free(run);
	smimelint_ctx_free(ctx);
	free(text);
	free(der);
}

/* The result beside a CRL of before: a day earlier, with entries of its own or the same. */
static char *
beside(uint8_t *der, size_t n, uint8_t *before, bool is_mapped, size_t *given_back)
{
	smimelint_ctx *ctx;
	smimelint_run *run;
	char *text;

	assert_int_equal(smimelint_ctx_new(&ctx), SMIMELINT_OK);
	assert_int_equal(is_mapped ? smimelint_ctx_add_previous_mapped(ctx, before, n, count, given_back) :
	    smimelint_ctx_add_previous(ctx, before, n), SMIMELINT_OK);
	assert_int_equal(smimelint_run_new(&run, ctx), SMIMELINT_OK);
	assert_int_equal(smimelint_lint_mapped(run, der, n, count, given_back), SMIMELINT_OK);
	assert_non_null(text = strdup(smimelint_result_json(run, SMIMELINT_JSON_OUTCOMES, NULL)));
	smimelint_run_free(run);
	smimelint_ctx_free(ctx);
	return text;
}

/* A CRL of before is read in its mapping, and given back, as the one at hand. */
static void
one_of_before(void **state)
{
	size_t n, copied_back = 0, given_back = 0;
	uint8_t *der = make(&n), *before = make(&n);
	uint8_t *day = before + 6 + 6 + sizeof list_head - 23;
	char *copied, *in_place;

	(void)state;
	assert_int_equal(*day, '2');
	*day = '1';
	/* The first entry is another one's, and the last was for another reason. */
	before[6 + 6 + sizeof list_head + 6 + 5] = 1;
	copied = beside(der, n, before, false, &copied_back);
	in_place = beside(der, n, before, true, &given_back);
	assert_string_equal(in_place, copied);
	assert_non_null(strstr(copied, "sbr.crl-entry.removed-early\",\"severity"));
	/* It was read once when it was added, and once to compare it. */
	assert_true(given_back > copied_back + n);
	free(copied);
	free(in_place);
	free(der);
	free(before);
}

/* One that was cut short says how many entries there are. */
static void
cut_short(void **state)
{
	smimelint_finding f = { .size = sizeof f };
	smimelint_ctx *ctx;
	smimelint_run *run;
	size_t n, given_back = 0;
	uint8_t *der = make(&n);
	char words[64];

	(void)state;
	assert_int_equal(smimelint_ctx_new(&ctx), SMIMELINT_OK);
	assert_int_equal(smimelint_run_new(&run, ctx), SMIMELINT_OK);
	assert_int_equal(smimelint_lint_mapped(run, der, n / 2, count, &given_back), SMIMELINT_ERR_INPUT);
	assert_int_equal(smimelint_finding_count(run), 1);
	assert_int_equal(smimelint_finding_get(run, 0, &f), SMIMELINT_OK);
	snprintf(words, sizeof words, "; %zu entries were read", (n / 2 - 6 - 6 - sizeof list_head - 6) / ENTRY);
	assert_non_null(strstr(f.value, words));
	smimelint_run_free(run);
	smimelint_ctx_free(ctx);
	free(der);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(same_as_in_memory), cmocka_unit_test(one_of_before), cmocka_unit_test(cut_short) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
