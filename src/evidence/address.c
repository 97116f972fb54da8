/* SPDX-License-Identifier: Apache-2.0 */
/*
 * address.c - compares IPv6 addresses, of which one has many forms (groups with
 * leading zeros, "::", an IPv4 address at the end).
 */
#include "evidence/address.h"

#include <string.h>

#include "base/ascii.h"

#define GROUPS 8

/* One group at the front, of one to four digits. */
static bool
take_group(struct span *s, uint16_t *out)
{
	unsigned n = 0, value = 0;

	while (n < s->n && n < 5 && hex_digit(s->p[n]) >= 0)
		value = value << 4 | (unsigned)hex_digit(s->p[n++]);
	if (n == 0 || n > 4)
		return false;
	*out = (uint16_t)value;
	*s = span_sub(*s, n, s->n - n);
	return true;
}

/* The IPv4 address that is all of it, as two groups. */
static bool
take_ipv4(struct span s, uint16_t out[2])
{
	unsigned octet[4] = { 0, 0, 0, 0 }, part = 0, digits = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '.' && digits > 0 && part < 3) {
			part++;
			digits = 0;
		} else if (s.p[i] >= '0' && s.p[i] <= '9' && ++digits <= 3) {
			octet[part] = octet[part] * 10 + (s.p[i] - (unsigned)'0');
		} else {
			return false;
		}
	}
	if (part != 3 || digits == 0 || octet[0] > 255 || octet[1] > 255 || octet[2] > 255 || octet[3] > 255)
		return false;
	out[0] = (uint16_t)(octet[0] << 8 | octet[1]);
	out[1] = (uint16_t)(octet[2] << 8 | octet[3]);
	return true;
}

static bool
read_ipv6(struct span s, uint16_t out[GROUPS])
{
	uint16_t group[GROUPS];
	unsigned n = 0, gap = GROUPS + 1;

	if (s.n >= 2 && s.p[0] == ':' && s.p[1] == ':') {
		gap = 0;
		s = span_sub(s, 2, s.n - 2);
	}
	while (s.n > 0) {
		if (n + 2 <= GROUPS && memchr(s.p, ':', s.n) == NULL && take_ipv4(s, &group[n])) {
			n += 2;
			break;
		}
		if (n == GROUPS || !take_group(&s, &group[n++]))
			return false;
		if (s.n == 0)
			break;
		if (s.p[0] != ':' || s.n == 1)
			return false;
		s = span_sub(s, 1, s.n - 1);
		if (s.p[0] == ':') {
			if (gap <= GROUPS)
				return false;
			gap = n;
			s = span_sub(s, 1, s.n - 1);
		}
	}
	if (gap > GROUPS ? n != GROUPS : n >= GROUPS)
		return false;
	for (unsigned i = 0; i < GROUPS; i++)
		out[i] = i < gap || gap > GROUPS ? group[i < n ? i : 0] : i < GROUPS - (n - gap) ? 0 : group[i - (GROUPS - n)];
	return true;
}

bool
ev_same_ipv6(struct span a, struct span b)
{
	uint16_t first[GROUPS], second[GROUPS];

	return read_ipv6(a, first) && read_ipv6(b, second) && memcmp(first, second, sizeof first) == 0;
}
