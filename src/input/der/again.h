/* SPDX-License-Identifier: Apache-2.0 */
/*
 * again.h - where a certificate begins in octets of which nothing else is
 * known: how reading goes on after damage.
 */
#ifndef INPUT_DER_AGAIN_H
#define INPUT_DER_AGAIN_H

#include <stdbool.h>
#include <stdint.h>

/* The last sixteen octets, the newest in the lowest place of `low`. */
struct again {
	uint64_t high, low;
};

/* So many octets of the certificate have passed when its beginning is known. */
#define AGAIN_OCTETS 13u

/*
 * One octet more.  True when the last thirteen begin a certificate of RFC 5280
 * 4.1 that is longer than 255 octets, with a version of 2 or 3:
 * 30 82 xx xx 30 82 xx xx A0 03 02 01 01 (or 02), or, where what is signed is
 * shorter, 30 82 xx xx 30 81 xx A0 03 02 01 01 (or 02) 02.
 */
static inline bool
again_octet(struct again *a, uint8_t octet)
{
	uint8_t version;

	a->high = a->high << 8 | a->low >> 56;
	a->low = a->low << 8 | octet;
	if ((a->high & 0xffff0000ff) != 0x3082000030)
		return false;
	if ((a->low & 0xff0000ffffffff00) == 0x820000a003020100)
		version = (uint8_t)a->low;
	else if ((a->low & 0xff00ffffffff00ff) == 0x8100a00302010002)
		version = (uint8_t)(a->low >> 8);
	else
		return false;
	return version == 1 || version == 2;
}

/* May these octets, no more than thirteen, be the first of such a certificate? */
static inline bool
again_may_begin(const uint8_t *octets, unsigned n)
{
	static const uint8_t begins[2][AGAIN_OCTETS] = {
		{ 0x30, 0x82, 0, 0, 0x30, 0x82, 0, 0, 0xa0, 3, 2, 1, 1 }, { 0x30, 0x82, 0, 0, 0x30, 0x81, 0, 0xa0, 3, 2, 1, 1, 2 },
	};
	/* What is signed is shorter. */
	unsigned is_short = n > 5 && octets[5] == 0x81, version = AGAIN_OCTETS - 1 - is_short;

	for (unsigned i = 0; i < n; i++)
		if (begins[is_short][i] != 0 && octets[i] != begins[is_short][i] && (i != version || octets[i] != 2))
			return false;
	return true;
}

/* Those thirteen octets. */
static inline void
again_octets(const struct again *a, uint8_t octets[AGAIN_OCTETS])
{
	for (unsigned i = 0; i < 8; i++)
		octets[AGAIN_OCTETS - 1 - i] = (uint8_t)(a->low >> (8 * i));
	for (unsigned i = 0; i < AGAIN_OCTETS - 8; i++)
		octets[AGAIN_OCTETS - 9 - i] = (uint8_t)(a->high >> (8 * i));
}

#endif
