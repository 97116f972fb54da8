/* SPDX-License-Identifier: Apache-2.0 */
#include "input/pdf_names.h"

#include "base/ascii.h"

/*
 * Filters behind which no octet stands as it is (ISO 32000-1 Table 6), and an encrypted document (7.6.1).  The filters of pictures hold no
 * certificate, those of hexadecimal are read as such, and "/Filter" alone stands in each signature, too (Table 252).
 */
static const struct span hiding[] = {
	SPAN_CONST("FlateDecode"), SPAN_CONST("LZWDecode"), SPAN_CONST("ASCII85Decode"), SPAN_CONST("RunLengthDecode"), SPAN_CONST("Crypt"),
	SPAN_CONST("Encrypt")
};

/* Blanks and delimiters (ISO 32000-1 7.2.2). */
static bool
ends_name(uint8_t c)
{
	return c <= ' ' || is_char_of(c, "()<>[]{}/%");
}

static bool
is_hiding(const struct pdf_names *p)
{
	for (size_t i = 0; i < sizeof hiding / sizeof *hiding; i++)
		if (span_eq((struct span){ p->name, p->n }, hiding[i]))
			return true;
	return false;
}

static void
put_octet(struct pdf_names *p, uint8_t c)
{
	if (p->n < PDF_NAME)
		p->name[p->n++] = c;
}

/* One more character of a name, or the one that ends it. */
static void
take(struct pdf_names *p, uint8_t c)
{
	int digit = hex_digit(c);

	if (ends_name(c)) {
		p->hides |= is_hiding(p);
		p->inside = false;
	} else if (p->escape == 0 && c == '#') {
		p->escape = 1;
		p->octet = 0;
	} else if (p->escape > 0 && digit >= 0) {
		p->octet = (uint8_t)(p->octet << 4 | digit);
		p->escape = (p->escape + 1) % 3;
		if (p->escape == 0)
			put_octet(p, p->octet);
	} else {
		p->escape = 0;
		put_octet(p, c);
	}
}

void
pdf_names_feed(void *names, struct span octets)
{
	struct pdf_names *p = names;

	for (size_t i = 0; i < octets.n && !p->hides; i++) {
		const uint8_t *slash;

		if (p->inside)
			take(p, octets.p[i]);
		if (p->inside || p->hides)
			continue;
		slash = memchr(octets.p + i, '/', octets.n - i);
		if (slash == NULL)
			return;
		i = (size_t)(slash - octets.p);
		p->inside = true;
		p->escape = 0;
		p->n = 0;
	}
}
