/* SPDX-License-Identifier: Apache-2.0 */
/* sniff_wide.c - whether octets are text in UTF-16 or UTF-32. */
#include "input/text/wide.h"

/* Without a mark: so many units of ASCII, no fewer. */
#define FIRST_UNITS 4

size_t
wide_width(enum wide_form form)
{
	return form >= WIDE_32LE ? 4 : 2;
}

uint32_t
wide_unit(enum wide_form form, const uint8_t *p)
{
	switch (form) {
	case WIDE_16LE:
		return (uint32_t)p[0] | (uint32_t)p[1] << 8;
	case WIDE_16BE:
		return (uint32_t)p[1] | (uint32_t)p[0] << 8;
	case WIDE_32LE:
		return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
	default:
		return (uint32_t)p[3] | (uint32_t)p[2] << 8 | (uint32_t)p[1] << 16 | (uint32_t)p[0] << 24;
	}
}

static bool
is_ascii(uint32_t code)
{
	return (code >= ' ' && code < 0x7f) || code == '\t' || code == '\n' || code == '\r' || code == TEXT_ESC;
}

static bool
marked(enum wide_form form, struct span s)
{
	return s.n >= wide_width(form) && wide_unit(form, s.p) == 0xfeff;
}

enum wide_form
wide_begins(struct span s)
{
	/* The mark of UTF-16LE begins that of UTF-32LE. */
	for (enum wide_form form = WIDE_32BE; form > WIDE_NONE; form--) {
		size_t n = wide_width(form), units = s.n / n, ascii = 0;

		if (marked(form, s))
			return form;
		units = units < 2 * FIRST_UNITS ? units : 2 * FIRST_UNITS;
		while (ascii < units && is_ascii(wide_unit(form, s.p + ascii * n)))
			ascii++;
		if (ascii == units && units >= FIRST_UNITS)
			return form;
	}
	return WIDE_NONE;
}
