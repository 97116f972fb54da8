/* SPDX-License-Identifier: Apache-2.0 */
/* kinds.h - certificates, CRLs and OCSP responses of testdata that are put into forms, and how many of each were read out of them. */
#ifndef TESTS_UNIT_INPUT_KINDS_H
#define TESTS_UNIT_INPUT_KINDS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "input/form.h"
#include "input/pem/scan/pem_scan.h"

enum kind { CERTIFICATE_OF, CRL_OF, RESPONSE_OF, KINDS };

static const char *const labels[KINDS] = { "CERTIFICATE", "X509 CRL", "OCSP RESPONSE" };
/* Two of each. */
static struct out thing[KINDS][2];

static int
setup(void **state)
{
	static uint8_t buf[STREAM_SIZE];
	FILE *f = fopen("testdata/programs/revocation.pem", "r");
	struct stream r = { .buf = buf };
	unsigned n[KINDS] = { 0 };
	struct pem_block b;
	struct pem pem;

	(void)state;
	assert_non_null(f);
	r.fd = fileno(f);
	pem_init(&pem, &r, 1 << 20);
	while (pem_next(&pem, &b))
		for (unsigned k = 0; k < KINDS; k++)
			if (strcmp(b.label, labels[k]) == 0 && n[k] < 2)
				out_mem(&thing[k][n[k]++], b.octets.p, b.octets.n);
	for (unsigned k = 0; k < KINDS; k++)
		assert_int_equal(n[k], 2);
	pem_free(&pem);
	fclose(f);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	for (unsigned k = 0; k < KINDS; k++)
		for (unsigned i = 0; i < 2; i++)
			out_free(&thing[k][i]);
	return 0;
}

/* ---- what is in it ---- */

struct got {
	unsigned parts[KINDS][2], others, unreadable;
	char words[200];
};

static int
hand(void *arg, const struct item *item)
{
	struct got *g = arg;
	bool found = false;

	if (item->fault != NULL) {
		g->unreadable++;
		snprintf(g->words, sizeof g->words, "%s", item->fault);
		return 0;
	}
	for (unsigned k = 0; k < KINDS; k++)
		for (unsigned i = 0; i < 2; i++)
			if (!found && span_eq(item->der, out_span(&thing[k][i]))) {
				g->parts[k][i]++;
				found = true;
			}
	g->others += !found;
	return 0;
}

#endif
