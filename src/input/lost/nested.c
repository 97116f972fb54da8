/* SPDX-License-Identifier: Apache-2.0 */
#include "input/lost/nested.h"

#include "base/base64.h"
#include "input/lost/sign.h"

/* Groups that are text, before an identifier is looked for. */
#define TEXTS 8

bool
nested_identifier(uint64_t last)
{
	uint8_t c = last & 0xff, front = (uint8_t)(last >> 40);

	switch (last >> 8 & 0xffffffffff) {
	case 0x42674e5642:	/* BgNVB */
		return c == 'A' || c == 'B' || c == 'C';
	case 0x42674e5648:	/* BgNVH */
		return c == 'Q' || c == 'R' || c == 'S';
	case 0x4741315564:	/* GA1Ud */
		return c >= 'D' && c <= 'J';
	case 0x4741315545:	/* GA1UE */
		return c >= 'A' && c <= 'P';
	default:
		break;
	}
	last &= 0xffffffffff;
	/* YDVR0, YDVQQ; four bits of the character before them are zero. */
	return (last == 0x5944565230 || last == 0x5944565151) && (front == 'A' || front == 'Q' || front == 'g' || front == 'w');
}

/* Octets of text in ASCII. */
static bool
is_text(uint32_t octets)
{
	return (octets & 0x808080) == 0 && (octets & 0x606060) != 0;
}

bool
nested_group(struct nested *t, size_t n, uint32_t characters)
{
	unsigned k = n & 3;
	uint32_t octets = 0;

	for (unsigned i = 32; i > 0; i -= 8)
		octets = octets << 6 | (base64_value((uint8_t)(characters >> (i - 8))) & 63);
	if (!is_text(octets)) {
		t->texts[k] = t->met[k] = 0;
		return false;
	}
	t->last[k] = t->last[k] << 24 | octets;
	t->texts[k] += t->texts[k] < TEXTS;
	if (t->texts[k] < TEXTS || (!nested_identifier(t->last[k]) && !nested_identifier(t->last[k] >> 8) && !nested_identifier(t->last[k] >> 16)))
		return false;
	t->met[k] += t->met[k] < 2;
	return t->met[k] == 2;
}

/* An identifier at the front of a SEQUENCE, in octets or in base64. */
static bool
ends_in_identifier(uint64_t octets)
{
	return nested_octets(octets) || nested_identifier(octets & 0xffffffffffff);
}

bool
nested_inside(struct span s, bool in_step)
{
	size_t met[4] = { 0 };		/* behind the last identifier so many bits out of step, a character of base64 has six; 0: none */
	uint64_t last = 0;

	for (size_t i = 0; i < s.n; i++) {
		last = last << 8 | s.p[i];
		for (unsigned k = in_step ? 0 : 1; k < 4; k++) {
			if (!ends_in_identifier(last >> 2 * k))
				continue;
			if (met[k] > 0 && i - met[k] < SIGN_TOGETHER)
				return true;
			met[k] = i + 1;
		}
	}
	return false;
}
