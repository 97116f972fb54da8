/* SPDX-License-Identifier: Apache-2.0 */
/* prim.c - values of primitive types: INTEGER, BIT STRING, times, OBJECT IDENTIFIER. */
#include "der/der.h"


#include "base/arena.h"
#include "base/day.h"

bool
der_negative(struct span v)
{
	return v.n > 0 && (v.p[0] & 0x80) != 0;
}

static size_t
leading_zeros(struct span v)
{
	size_t i = 0;

	while (i < v.n && v.p[i] == 0)
		i++;
	return i;
}

struct span
der_magnitude(struct span v)
{
	size_t zeros = leading_zeros(v);

	return span_sub(v, zeros, v.n - zeros);
}

size_t
der_bit_length(struct span v)
{
	size_t zeros = leading_zeros(v), bits;

	if (zeros == v.n)
		return 0;
	bits = (v.n - zeros - 1) * 8;
	for (uint8_t b = v.p[zeros]; b != 0; b >>= 1)
		bits++;
	return bits;
}

bool
der_small(struct span v, uint32_t *out)
{
	uint32_t n = 0;

	if (v.n == 0 || der_negative(v))
		return false;
	for (size_t i = 0; i < v.n; i++) {
		if (n > INT32_MAX >> 8)
			return false;
		n = n << 8 | v.p[i];
	}
	*out = n;
	return true;
}

bool
der_bits(struct span v, uint16_t *bits, size_t *n)
{
	*bits = 0;
	*n = 0;
	if (v.n == 0 || v.p[0] > 7 || (v.n == 1 && v.p[0] != 0))
		return false;
	*n = (v.n - 1) * 8 - v.p[0];
	for (size_t i = 0; i < *n && i < 16; i++)
		if ((v.p[1 + i / 8] & (0x80u >> (i % 8))) != 0)
			*bits = (uint16_t)(*bits | 1u << i);
	return true;
}

/* ---- times (X.680 clauses 46 and 47) ---- */

/* Takes n digits as one number. */
static bool
take_digits(struct span v, size_t *at, size_t n, int *out)
{
	int number = 0;

	if (v.n - *at < n)
		return false;
	for (size_t i = 0; i < n; i++) {
		uint8_t c = v.p[*at + i];

		if (c < '0' || c > '9')
			return false;
		number = number * 10 + (c - '0');
	}
	*at += n;
	*out = number;
	return true;
}

static bool
digit_at(struct span v, size_t at)
{
	return at < v.n && v.p[at] >= '0' && v.p[at] <= '9';
}

/* "Z", or hours and perhaps minutes ahead of UTC; must be all that is left. */
static bool
take_zone(struct span v, size_t at, bool minutes_optional, int *offset)
{
	int h = 0, m = 0;
	uint8_t sign;

	*offset = 0;
	if (at >= v.n)
		return false;
	sign = v.p[at++];
	if (sign == 'Z')
		return at == v.n;
	if (sign != '+' && sign != '-')
		return false;
	if (!take_digits(v, &at, 2, &h) || h > 23)
		return false;
	if ((at < v.n || !minutes_optional) && (!take_digits(v, &at, 2, &m) || m > 59))
		return false;
	*offset = (sign == '-' ? -1 : 1) * (h * 3600 + m * 60);
	return at == v.n;
}

static void
skip_fraction(struct span v, size_t *at)
{
	if (*at >= v.n || (v.p[*at] != '.' && v.p[*at] != ',') || !digit_at(v, *at + 1))
		return;
	do
		++*at;
	while (digit_at(v, *at));
}

/* Hours, and minutes and seconds as far as the type lets them be left out. */
static bool
take_clock(struct span v, size_t *at, bool general, int *seconds)
{
	int h, m = 0, s = 0;

	if (!take_digits(v, at, 2, &h))
		return false;
	if ((!general || digit_at(v, *at)) && !take_digits(v, at, 2, &m))
		return false;
	if (digit_at(v, *at) && !take_digits(v, at, 2, &s))
		return false;
	if (general)
		skip_fraction(v, at);
	*seconds = h * 3600 + m * 60 + s;
	return h < 24 && m < 60 && s < 60;
}

/* Two digits as a number, or one over 99. */
static inline unsigned
two_digits(const uint8_t *p)
{
	unsigned tens = (unsigned)p[0] - '0', ones = (unsigned)p[1] - '0';

	return tens < 10 && ones < 10 ? 10 * tens + ones : 100;
}

bool
der_moment(uint8_t id, struct span v, int64_t *seconds)
{
	const uint8_t *p = v.p;
	unsigned century, year, month, day, hour, minute, second;

	if (id == DER_GENTIME ? v.n != 15 : id != DER_UTCTIME || v.n != 13)
		return false;
	century = id == DER_GENTIME ? two_digits(p) : two_digits(p) < 50 ? 20 : 19;
	p += id == DER_GENTIME ? 2 : 0;
	year = two_digits(p);
	month = two_digits(p + 2);
	day = two_digits(p + 4);
	hour = two_digits(p + 6);
	minute = two_digits(p + 8);
	second = two_digits(p + 10);
	if (p[12] != 'Z' || century > 99 || year > 99 || hour > 23 || minute > 59 || second > 59 ||
	    !date_valid((int)(100 * century + year), (int)month, (int)day))
		return false;
	*seconds = day_from_date((struct date){ (int)(100 * century + year), (int)month, (int)day }) * SECONDS_PER_DAY +
	    3600 * hour + 60 * minute + second;
	return true;
}

bool
der_time(uint8_t id, struct span v, int64_t *seconds)
{
	bool general = id == DER_GENTIME;
	struct date d = { 0, 0, 0 };
	int clock, offset;
	size_t at = 0;

	if (der_moment(id, v, seconds))
		return true;
	if ((!general && id != DER_UTCTIME) || !take_digits(v, &at, general ? 4 : 2, &d.year) ||
	    !take_digits(v, &at, 2, &d.month) || !take_digits(v, &at, 2, &d.day) ||
	    !take_clock(v, &at, general, &clock) || !take_zone(v, at, general, &offset))
		return false;
	if (!general)
		d.year += d.year < 50 ? 2000 : 1900;
	if (!date_valid(d.year, d.month, d.day))
		return false;
	*seconds = day_from_date(d) * SECONDS_PER_DAY + clock - offset;
	return true;
}

/* ---- OBJECT IDENTIFIER as text ---- */

/* Takes the octets of one subidentifier off the front; false when it is cut short. */
static bool
take_arc(struct span *in, struct span *arc)
{
	for (size_t i = 0; i < in->n; i++)
		if ((in->p[i] & 0x80) == 0) {
			*arc = span_sub(*in, 0, i + 1);
			*in = span_sub(*in, i + 1, in->n - i - 1);
			return true;
		}
	return false;
}

/* False when the value needs more than 64 bits, or is padded: another OBJECT IDENTIFIER is written without that. */
static bool
arc_value(struct span arc, uint64_t *out)
{
	uint64_t v = 0;

	if (arc.p[0] == 0x80)
		return false;
	for (size_t i = 0; i < arc.n; i++) {
		if (v >> 57 != 0)
			return false;
		v = v << 7 | (arc.p[i] & 0x7fu);
	}
	*out = v;
	return true;
}

/* Bit i, counted from the lowest, of a subidentifier of any size. */
static unsigned
arc_bit(struct span arc, size_t i)
{
	return i / 7 < arc.n ? (unsigned)arc.p[arc.n - 1 - i / 7] >> (i % 7) & 1u : 0;
}

static char *
put_hex_arc(char *out, struct span arc)
{
	size_t i = arc.n * 7 / 4 + 1;
	bool shown = false;

	*out++ = '0';
	*out++ = 'x';
	while (i-- > 0) {
		unsigned d = arc_bit(arc, 4 * i) | arc_bit(arc, 4 * i + 1) << 1 |
		    arc_bit(arc, 4 * i + 2) << 2 | arc_bit(arc, 4 * i + 3) << 3;

		shown = shown || d != 0;
		if (shown)
			*out++ = "0123456789abcdef"[d];
	}
	return out;
}

/* Twenty digits at most. */
static char *
put_arc(char *out, uint64_t v)
{
	char digits[20];
	size_t n = 0;

	do
		digits[n++] = (char)('0' + v % 10);
	while ((v /= 10) != 0);
	while (n > 0)
		*out++ = digits[--n];
	return out;
}

/* The first subidentifier holds two arcs: 40 times the first, plus the second. */
static char *
put_first_arcs(char *out, uint64_t v)
{
	unsigned top = v < 80 ? (unsigned)(v / 40) : 2;

	*out++ = (char)('0' + top);
	*out++ = '.';
	return put_arc(out, v - 40u * top);
}

const char *
der_oid_text(struct arena *a, struct span v)
{
	struct span arc;
	uint64_t value;
	char *out, *at;

	/* An octet is at most two digits and a dot; a long arc is shorter in hexadecimal. */
	if (v.n > (SIZE_MAX - 64) / 4 || (out = arena_take(a, 4 * v.n + 64)) == NULL)
		return "";
	at = out;
	for (bool first = true; take_arc(&v, &arc); first = false) {
		if (!first)
			*at++ = '.';
		/* Most arcs are one digit. */
		if (!first && arc.n == 1 && arc.p[0] < 10)
			*at++ = (char)('0' + arc.p[0]);
		else if (!arc_value(arc, &value))
			at = put_hex_arc(at, arc);
		else if (first)
			at = put_first_arcs(at, value);
		else
			at = put_arc(at, value);
	}
	if (at == out || v.n > 0)
		memcpy(at, "(cut short)", sizeof "(cut short)");
	return out;
}
