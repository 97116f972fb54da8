/* SPDX-License-Identifier: Apache-2.0 */
#include "input/pem/line/steady.h"

#include "base/ascii.h"

/* Digits of a number that counts lines, no more. */
#define COUNT_DIGITS 18

static size_t
digits_at(struct span s, size_t at)
{
	size_t n = 0;

	while (at + n < s.n && is_digit(s.p[at + n]))
		n++;
	return n;
}

/* A number of so many digits stands there that is no larger than `most`. */
static bool
is_number(struct span s, size_t at, size_t digits, unsigned most)
{
	unsigned value = 0;

	if (digits_at(s, at) != digits)
		return false;
	for (size_t i = 0; i < digits; i++)
		value = value * 10 + s.p[at + i] - '0';
	return value <= most;
}

/* Octets of a date at the front, the year first or last (ISO 8601, RFC 3339 5.6 and what people write); 0: there is none. */
static size_t
date(struct span s)
{
	size_t year = digits_at(s, 0) == 4 ? 4 : 2;
	uint8_t sign = s.n > year ? s.p[year] : 0;

	if (!is_number(s, 0, year, year == 4 ? 9999 : 31) || !is_char_of(sign, "-/.") || !is_number(s, year + 1, 2, 12) || s.n <= year + 3 ||
	    s.p[year + 3] != sign || !is_number(s, year + 4, 6 - year, year == 4 ? 31 : 9999))
		return 0;
	return 10;
}

/* The same of a time of day, with seconds and parts of them or without.  Octets of an address (IEEE 802) are more. */
static size_t
time_of_day(struct span s)
{
	size_t n = 5;

	if (!is_number(s, 0, 2, 24) || s.n < n || s.p[2] != ':' || !is_number(s, 3, 2, 59))
		return 0;
	if (n < s.n && s.p[n] == ':') {
		if (!is_number(s, n + 1, 2, 60))
			return 0;
		n += 3;
		if (n < s.n && (s.p[n] == '.' || s.p[n] == ','))
			n += 1 + digits_at(s, n + 1);
	}
	return n < s.n && s.p[n] == ':' && digits_at(s, n + 1) > 0 ? 0 : n;
}

/* The same of seconds since a machine or a program began, with three, six or nine digits of their parts: "   12.345678" of dmesg. */
static size_t
seconds(struct span s)
{
	size_t blanks = blanks_before(s), whole = digits_at(s, blanks), n = blanks + whole + 1, parts;

	if (whole == 0 || whole > COUNT_DIGITS || n >= s.n || s.p[n - 1] != '.')
		return 0;
	parts = digits_at(s, n);
	n += parts;
	/* An address has more parts than two. */
	return (parts == 3 || parts == 6 || parts == 9) && (n == s.n || s.p[n] != '.') ? n : 0;
}

/* Octets of a date, a time or both, or of seconds behind no other part of a number or a name. */
static size_t
moment(struct span s, bool apart)
{
	size_t n = date(s);

	if (n == 0 && apart && (n = seconds(s)) > 0)
		return n;
	if (n > 0 && n < s.n && (s.p[n] == 'T' || s.p[n] == ' ') && time_of_day(span_from(s, n + 1)) > 0)
		n++;
	return n + time_of_day(span_from(s, n));
}

/* Behind the blanks and the number at s.p[at]; *value: it. */
static size_t
behind_number(struct span s, size_t at, uint64_t *value)
{
	size_t from = at + blanks_before(span_from(s, at)), n = digits_at(s, from);

	*value = 0;
	if (n == 0 || n > COUNT_DIGITS)
		return at;
	for (size_t i = from; i < from + n; i++)
		*value = *value * 10 + s.p[i] - '0';
	return from + n;
}

/* Does the number in this place go on as it did before: is it the same in each line, or one more? */
static bool
goes_on(struct steady *s, unsigned place, uint64_t from, uint64_t to)
{
	uint32_t bit = place < 32 ? (uint32_t)1 << place : 0;

	if (to == from) {
		s->stays |= bit;
		return (s->counts & bit) == 0;
	}
	s->counts |= bit;
	return bit != 0 && to == from + 1 && (s->stays & bit) == 0;
}

/* Is what stands beside this line the same as before, but for what says when, or which line it is? */
static bool
is_next(struct steady *s, struct span b)
{
	struct span a = { s->before, s->n };
	size_t i = 0, k = 0;
	unsigned place = 0;

	while (i < a.n && k < b.n) {
		bool inside = i > 0 && is_alnum(a.p[i - 1]), apart = i == 0 || is_char_of(a.p[i - 1], " \t[(");
		size_t one = inside ? 0 : moment(span_from(a, i), apart), next = inside ? 0 : moment(span_from(b, k), apart);
		uint64_t n, m;

		if (one > 0 && next > 0) {
			i += one;
			k += next;
			continue;
		}
		one = behind_number(a, i, &n);
		next = behind_number(b, k, &m);
		if (one > i && next > k) {
			if (!goes_on(s, place++, n, m))
				return false;
			i = one;
			k = next;
		} else if (a.p[i++] != b.p[k++]) {
			return false;
		}
	}
	return i == a.n && k == b.n;
}

bool
steady_feed(struct steady *s, struct span beside)
{
	bool same = !s->any || (beside.n <= sizeof s->before && is_next(s, beside));

	s->any = true;
	s->n = beside.n < sizeof s->before ? beside.n : sizeof s->before;
	if (s->n > 0)
		memcpy(s->before, beside.p, s->n);
	return same;
}
