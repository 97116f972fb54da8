/* SPDX-License-Identifier: Apache-2.0 */
/* time.c - the times of a record: RFC 3339, always with a zone. */
#include "base/day.h"
#include "evidence/record/decode.h"

/* No two digits amount to this. */
#define NO_DIGITS 100

/* What the two digits here amount to; NO_DIGITS: they are none. */
static inline int
two_digits(const uint8_t *at)
{
	unsigned tens = at[0] - (unsigned)'0', ones = at[1] - (unsigned)'0';

	return tens > 9 || ones > 9 ? NO_DIGITS : (int)(tens * 10 + ones);
}

static bool
take(struct span *s, char c)
{
	if (s->n == 0 || (s->p[0] != (uint8_t)c && !(c >= 'A' && c <= 'Z' && s->p[0] == (uint8_t)(c | 0x20))))
		return false;
	*s = span_sub(*s, 1, s->n - 1);
	return true;
}

/* 2026-07-01 */
#define DATE_OCTETS 10

static bool
take_date(struct span *s, int64_t *seconds)
{
	const uint8_t *at = s->p;
	int century, year;
	struct date d;

	if (s->n < DATE_OCTETS || at[4] != '-' || at[7] != '-')
		return false;
	century = two_digits(at);
	year = two_digits(at + 2);
	d = (struct date){ century * 100 + year, two_digits(at + 5), two_digits(at + 8) };
	if (century == NO_DIGITS || year == NO_DIGITS || d.year < 1 || !date_valid(d.year, d.month, d.day))
		return false;
	*seconds = (int64_t)day_from_date(d) * SECONDS_PER_DAY;
	*s = span_sub(*s, DATE_OCTETS, s->n - DATE_OCTETS);
	return true;
}

/* T09:30:00 */
#define CLOCK_OCTETS 9

static bool
take_clock(struct span *s, int64_t *seconds, int *second)
{
	const uint8_t *at = s->p;
	int hour, minute;

	if (s->n < CLOCK_OCTETS || (at[0] | 0x20) != 't' || at[3] != ':' || at[6] != ':')
		return false;
	hour = two_digits(at + 1);
	minute = two_digits(at + 4);
	*second = two_digits(at + 7);
	if (hour > 23 || minute > 59 || *second > 60)
		return false;
	*seconds += hour * 3600 + minute * 60 + *second;
	*s = span_sub(*s, CLOCK_OCTETS, s->n - CLOCK_OCTETS);
	return true;
}

static bool
take_fraction(struct span *s, uint32_t *nanos)
{
	uint32_t scale = 100000000;

	if (!take(s, '.'))
		return true;
	if (s->n == 0 || s->p[0] < '0' || s->p[0] > '9')
		return false;
	for (; s->n > 0 && s->p[0] >= '0' && s->p[0] <= '9'; *s = span_sub(*s, 1, s->n - 1)) {
		*nanos += (uint32_t)(s->p[0] - '0') * scale;
		scale /= 10;
	}
	return true;
}

/* Z, or an offset, which the seconds lose. */
static bool
take_zone(struct span *s, int64_t *seconds)
{
	int sign, hours, minutes;

	if (take(s, 'Z'))
		return true;
	sign = take(s, '+') ? -1 : take(s, '-') ? 1 : 0;
	/* 02:00 */
	if (sign == 0 || s->n < 5 || s->p[2] != ':' || (hours = two_digits(s->p)) > 23 || (minutes = two_digits(s->p + 3)) > 59)
		return false;
	*s = span_sub(*s, 5, s->n - 5);
	*seconds += (int64_t)sign * (hours * 3600 + minutes * 60);
	return true;
}

/*
 * Did a leap second end then, or may one: they come before midnight of the first of January or July (IERS Bulletin C).  Those until
 * LEAP_KNOWN are known; the table has the years that began with one, and those with one in their middle.
 */
#define LEAP_KNOWN DAY(2026, 7, 1)

__attribute__((noinline, cold)) static bool
follows_leap_second(int64_t seconds)
{
	static const uint16_t january[] = { 1973, 1974, 1975, 1976, 1977, 1978, 1979, 1980, 1988, 1990, 1991, 1996, 1999, 2006, 2009, 2017, 0 },
	    july[] = { 1972, 1981, 1982, 1983, 1985, 1992, 1993, 1994, 1997, 2012, 2015, 0 };
	int32_t day = day_from_seconds(seconds);
	struct date date = day_to_date(day);
	const uint16_t *list = date.month == 1 ? january : july;

	if (seconds % SECONDS_PER_DAY != 0 || date.day != 1 || (date.month != 1 && date.month != 7))
		return false;
	while (*list != 0 && *list != date.year)
		list++;
	return *list != 0 || day > LEAP_KNOWN;
}

bool
ev_time_parse(struct span text, struct ev_time *out)
{
	int64_t seconds;
	uint32_t nanos = 0;
	int second;

	if (!take_date(&text, &seconds) || !take_clock(&text, &seconds, &second))
		return false;
	if (!take_fraction(&text, &nanos) || !take_zone(&text, &seconds) || text.n != 0 || (second == 60 && !follows_leap_second(seconds)))
		return false;
	*out = (struct ev_time){ true, nanos, seconds };
	return true;
}

bool
ev_date_parse(struct span text, struct ev_time *out)
{
	struct span s = text;
	int64_t seconds;

	if (!take_date(&s, &seconds))
		return false;
	if (s.n != 0)
		return ev_time_parse(text, out);
	*out = (struct ev_time){ true, 0, seconds };
	return true;
}
