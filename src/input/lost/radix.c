/* SPDX-License-Identifier: Apache-2.0 */
#include "input/lost/radix.h"

/* "0377" has no more digits. */
#define OCTAL_DIGITS 4

/* The octet that these digits stand for; -1: none. */
static int
octet_of(unsigned number, unsigned digits)
{
	unsigned radix = digits == RADIX_DIGITS ? 2 : 8, place = 1, octet = 0;

	if (digits > OCTAL_DIGITS && digits != RADIX_DIGITS)
		return -1;
	for (; number > 0; number /= 10, place *= radix) {
		if (number % 10 >= radix)
			return -1;
		octet += number % 10 * place;
	}
	return octet <= 0xff ? (int)octet : -1;
}

bool
radix_ends(struct radix_list *l)
{
	bool lost = element_ends(&l->element);

	l->n = 0;
	return lost;
}

bool
radix_number(struct radix_list *l, unsigned number, unsigned digits, size_t *behind, enum lost_kind *kind)
{
	int octet = octet_of(number, digits);
	bool again;

	if (octet < 0)
		return l->n > 0 && radix_ends(l);
	l->octets = l->octets << 8 | (unsigned)octet;
	l->n++;
	again = sign_shows(l->octets, l->n, behind, kind);
	return element_octet(&l->element, (uint8_t)octet, again, *kind);
}
