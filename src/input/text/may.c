/* SPDX-License-Identifier: Apache-2.0 */
/* may.c - a quick look: may there be a certificate in a value, or in octets that were encoded? */
#include "base/base64.h"
#include "input/form.h"
#include "input/text/run.h"

/* Characters of base64 or hexadecimal that stand together, no fewer. */
#define RUN_SHORTEST 32

bool
input_value_may(struct span text)
{
	size_t run = 0;

	/* Base64 and hexadecimal of a certificate are longer; armour has four dashes of some kind; lists have their commas. */
	if (text.n < 64)
		return false;
	for (const uint8_t *p = text.p; p + 4 <= text.p + text.n; p++) {
		if (run_may(p) || (p[0] == '-' && p[1] == '-') || (p[0] == '3' && p[1] == '0') || p[0] == 0xe2 ||
		    memcmp(p, "48,", 3) == 0 || memcmp(p, "begi", 4) == 0)
			return true;
		run = base64_char(*p) || *p == '-' || *p == '_' ? run + 1 : 0;
		if (run == RUN_SHORTEST)
			return true;
	}
	return false;
}

/* Is the last octet that is no blank one that ends a value of JSON? */
static bool
ends_json(struct span s)
{
	while (s.n > 0 && memchr(" \t\r\n", s.p[s.n - 1], 4) != NULL)
		s.n--;
	return s.n > 0 && (s.p[s.n - 1] == '}' || s.p[s.n - 1] == ']');
}

bool
input_may_hold(struct span octets)
{
	switch (sniff_form(octets, NULL)) {
	case SNIFF_EMPTY:
	case SNIFF_TEXT:
	case SNIFF_BINARY:
	case SNIFF_REPORT:
		return input_goes_on(octets);
	case SNIFF_JSON:
	case SNIFF_NDJSON:
		/* The parts of a token of JOSE are, and are often cut. */
		return input_value_may(octets) && (ends_json(octets) || input_goes_on(octets));
	case SNIFF_CR:
	case SNIFF_CSV:
	case SNIFF_LINES:
		return input_value_may(octets) || input_goes_on(octets);
	default:
		return true;
	}
}
