/* SPDX-License-Identifier: Apache-2.0 */
/* time.c - the times of a record: RFC 3339, always with a zone. */
#include "base/day.h"
#include "evidence/record/decode.h"

/* Two or four digits off the front; -1: there are none. */
static int
digits(struct span *s, size_t n)
{
	int value = 0;

	if (s->n < n)
		return -1;
	for (size_t i = 0; i < n; i++) {
		if (s->p[i] < '0' || s->p[i] > '9')
			return -1;
		value = value * 10 + (s->p[i] - '0');
	}
	*s = span_sub(*s, n, s->n - n);
	return value;
}

static bool
take(struct span *s, char c)
{
	if (s->n == 0 || (s->p[0] != (uint8_t)c && !(c >= 'A' && c <= 'Z' && s->p[0] == (uint8_t)(c | 0x20))))
		return false;
	*s = span_sub(*s, 1, s->n - 1);
	return true;
}

static bool
take_date(struct span *s, int64_t *seconds)
{
	struct date d;

	d.year = digits(s, 4);
	if (d.year < 1 || !take(s, '-') || (d.month = digits(s, 2)) < 0 || !take(s, '-') || (d.day = digits(s, 2)) < 0 ||
	    !date_valid(d.year, d.month, d.day))
		return false;
	*seconds = (int64_t)day_from_date(d) * SECONDS_PER_DAY;
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
	if (sign == 0 || (hours = digits(s, 2)) < 0 || hours > 23 || !take(s, ':') || (minutes = digits(s, 2)) < 0 ||
	    minutes > 59)
		return false;
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
	int hour, minute, second;

	if (!take_date(&text, &seconds) || !take(&text, 'T'))
		return false;
	if ((hour = digits(&text, 2)) < 0 || hour > 23 || !take(&text, ':') || (minute = digits(&text, 2)) < 0 ||
	    minute > 59 || !take(&text, ':') || (second = digits(&text, 2)) < 0 || second > 60)
		return false;
	seconds += hour * 3600 + minute * 60 + second;
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
