/* SPDX-License-Identifier: Apache-2.0 */
#include "input/data/status_value.h"

#include <strings.h>

#include "base/ascii.h"
#include "base/base64.h"
#include "input/lost/lost.h"
#include "input/pem/line/armour.h"

/* A text that is so long is no word about one. */
#define LONG 64
/* One that is shorter names something. */
#define WORD 32

enum item_place
status_place(struct span name)
{
	static const struct {
		const char *name;
		enum item_place place;
	} names[] = {
		{ "crl", PLACE_OF_CRL }, { "x509crl", PLACE_OF_CRL }, { "crl_pem", PLACE_OF_CRL }, { "crl_der", PLACE_OF_CRL },
		{ "ocsp", PLACE_OF_RESPONSE }, { "ocsp_response", PLACE_OF_RESPONSE }, { "ocspresponse", PLACE_OF_RESPONSE },
		{ "ocsp_pem", PLACE_OF_RESPONSE }, { "ocsp_der", PLACE_OF_RESPONSE },
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (name.n == strlen(names[i].name) && strncasecmp((const char *)name.p, names[i].name, name.n) == 0)
			return names[i].place;
	return PLACE_OF_CERTIFICATE;
}

static bool
has_any(struct span text, const char *set)
{
	for (size_t i = 0; i < text.n; i++)
		if (memchr(set, text.p[i], strlen(set)) != NULL)
			return true;
	return false;
}

/* Base64 in whole groups whose first octet is that of a SEQUENCE, or that ends with its padding. */
static bool
short_base64(struct span text)
{
	return text.n > 3 && text.n % 4 == 0 && base64_text(text) &&
	    (text.p[text.n - 1] == '=' || (text.p[0] == 'M' && text.p[1] >= 'A' && text.p[1] <= 'P'));
}

bool
status_value(struct span text)
{
	uint8_t octets[STATUS_SHORT];

	text = span_trimmed(span_without_ends(text));
	if (pem_begins(text))
		return true;
	if (text.n < LONG)
		return short_base64(text) || status_hex(text, octets) > 0;
	return !lost_is_digest(text) && !has_any(text, ".:\\ ");
}

bool
status_is_lost(struct span text)
{
	text = span_trimmed(text);
	if (text.n > 0 && text.p[0] == '<')
		return true;
	return text.n >= WORD && !lost_is_digest(text) && !has_any(text, ".:\\ ");
}

size_t
status_hex(struct span text, uint8_t *octets)
{
	size_t n = text.n / 2;

	if (n == 0 || text.n % 2 != 0 || n > STATUS_SHORT || !span_starts(text, SPAN_LIT("30")))
		return 0;
	for (size_t i = 0; i < n; i++) {
		int high = hex_digit(text.p[2 * i]), low = hex_digit(text.p[2 * i + 1]);

		if (high < 0 || low < 0)
			return 0;
		octets[i] = (uint8_t)(high << 4 | low);
	}
	return n;
}
