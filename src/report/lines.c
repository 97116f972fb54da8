/* SPDX-License-Identifier: Apache-2.0 */
/* lines.c - one number for all results of a report. */
#include "report/lines.h"

#include <inttypes.h>
#include <stdio.h>

void
lines_add(struct lines *a, const struct lines *b)
{
	uint64_t carry = 0;

	for (size_t i = 0; i < 4; i++) {
		uint64_t sum = a->digit[i] + carry;

		carry = sum < carry;
		a->digit[i] = sum + b->digit[i];
		carry += a->digit[i] < sum;
	}
}

static bool
is_between(char c)
{
	return c == '\n' || c == ',';
}

bool
lines_of(struct lines *one, smimelint_run *run, const char *text, size_t n)
{
	uint8_t digest[32];

	while (n > 0 && is_between(text[0])) {
		text++;
		n--;
	}
	while (n > 0 && is_between(text[n - 1]))
		n--;
	if (smimelint_fingerprint(run, (const uint8_t *)text, n, digest) != SMIMELINT_OK)
		return false;
	*one = (struct lines){ { 0 } };
	for (size_t i = 0; i < sizeof digest; i++)
		one->digit[3 - i / 8] = one->digit[3 - i / 8] << 8 | digest[i];
	return true;
}

const char *
lines_text(const struct lines *l, char text[LINES_TEXT])
{
	snprintf(text, LINES_TEXT, "%016" PRIx64 "%016" PRIx64 "%016" PRIx64 "%016" PRIx64, l->digit[3], l->digit[2], l->digit[1],
	    l->digit[0]);
	return text;
}
