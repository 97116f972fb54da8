/* SPDX-License-Identifier: Apache-2.0 */
#include "report/identity.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define DIGITS 48		/* of a fingerprint (finding.h) */
#define LAST 16			/* of which these tell findings of one certificate apart */

/* Inside a string the quotation marks are escaped: this stands nowhere else. */
static const char member[] = "\"fingerprint\":\"";

static uint64_t
number_of(const char *digits)
{
	uint64_t n = 0;

	for (size_t i = 0; i < LAST; i++)
		n = n << 4 | (uint64_t)(digits[i] <= '9' ? digits[i] - '0' : digits[i] - 'a' + 10);
	return n;
}

/* The table takes the first octets for a hash: neither the certificate nor the finding alone is one. */
static void
key_of(const char *digits, uint8_t key[FINGERPRINT])
{
	uint64_t part[] = { 0, number_of(digits), number_of(digits + LAST), number_of(digits + 2 * LAST) };

	part[0] = part[1] ^ part[2] ^ part[3];
	memcpy(key, part, FINGERPRINT);
}

static void
tell_apart(struct seen *s, char *digits)
{
	uint8_t key[FINGERPRINT];
	char last[LAST + 1];
	uint32_t before;

	key_of(digits, key);
	if ((before = seen_add(s, key, 1)) == 0)
		return;
	snprintf(last, sizeof last, "%016" PRIx64, (number_of(digits + DIGITS - LAST) ^ before) * UINT64_C(1099511628211));
	memcpy(digits + DIGITS - LAST, last, LAST);
}

bool
identity_tell_apart(struct seen *s, char *text, size_t n)
{
	const size_t whole = sizeof member - 1 + DIGITS;
	char *end = text + n;

	while ((size_t)(end - text) >= whole) {
		char *mark = memchr(text, '"', (size_t)(end - text) - whole + 1);

		if (mark == NULL)
			break;
		if (memcmp(mark, member, sizeof member - 1) == 0) {
			tell_apart(s, mark + sizeof member - 1);
			text = mark + whole;
		} else {
			text = mark + 1;
		}
	}
	return !s->failed;
}
