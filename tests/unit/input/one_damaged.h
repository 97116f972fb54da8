/* SPDX-License-Identifier: Apache-2.0 */
/* one_damaged.h - a damaged certificate beside sound ones: those are found, and it is told of. */
#ifndef TESTS_UNIT_INPUT_ONE_DAMAGED_H
#define TESTS_UNIT_INPUT_ONE_DAMAGED_H

#include "subjects.h"

#include "carriers.h"

static unsigned wrong;

/* Each subject is found so often, and so many others; what is damaged is unreadable, or octets that are handed on as a certificate. */
static void
expect(const char *what, struct out *o, unsigned first, unsigned second, unsigned others, bool damaged)
{
	struct read got = read_all(out_span(o));

	if (got.subjects[0] != first || got.subjects[1] != second || got.others + got.unreadable != others || got.skipped > 0 ||
	    (!damaged && got.unreadable > 0)) {
		wrong++;
		printf("%s: %u %u of the subjects, %u others, %u unreadable (%s), %u skipped\n", what, got.subjects[0], got.subjects[1], got.others,
		    got.unreadable, got.words, got.skipped);
	}
	out_free(o);
}

/* Bits of one octet are others: in the first of three, in the second and in the last. */
static void
expect_one_damaged(const char *form, carrier_fn *fn, size_t place, uint8_t bits)
{
	char what[64];

	for (unsigned way = 0; way < 3; way++) {
		struct out der = { NULL, 0, 0, false }, o = der;

		out_mem(&der, subject[2].p, subject[2].n);
		der.p[place] = (char)(der.p[place] ^ bits);
		for (unsigned k = 0; k < 3; k++)
			fn(&o, k == way ? out_span(&der) : out_span(&subject[k < way ? k : k - 1]));
		snprintf(what, sizeof what, "%s, octet %zu of number %u", form, place, way + 1);
		expect(what, &o, 1, 1, 1, true);
		out_free(&der);
	}
}

#endif
