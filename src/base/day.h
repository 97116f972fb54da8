/* SPDX-License-Identifier: Apache-2.0 */
/*
 * day.h - days and seconds of the proleptic Gregorian calendar, in UTC.
 *
 * A day is a count since 1970-01-01, so that the dates in the rule tables are
 * integer constants; a moment is a count of seconds since that day began.
 */
#ifndef BASE_DAY_H
#define BASE_DAY_H

#include <stdbool.h>
#include <stdint.h>

/* DAY(2023, 9, 1): days since 1970-01-01; a constant expression, year >= 1. */
#define DAY_MARCH_(y, m, d) (365 * (y) + (y) / 4 - (y) / 100 + (y) / 400 + \
	(153 * (m) + 2) / 5 + (d) - 719469)
#define DAY(y, m, d) ((int32_t)((m) > 2 ? DAY_MARCH_(y, (m) - 3, d) : \
	DAY_MARCH_((y) - 1, (m) + 9, d)))
#define DAY_ALWAYS INT32_MIN		/* before every day */
#define DAY_NEVER INT32_MAX		/* after every day */

_Static_assert(DAY(1970, 1, 1) == 0, "the epoch");
_Static_assert(DAY(2000, 3, 1) == 11017, "the day after a leap day");
_Static_assert(DAY(2023, 9, 1) == 19601, "SBR 1.0.0 takes effect");

#define SECONDS_PER_DAY INT64_C(86400)

struct date {
	int year, month, day;		/* 1-12, 1-31 */
};

bool date_valid(int year, int month, int day);
int32_t day_from_date(struct date);
struct date day_to_date(int32_t day);
/* The day on which a moment falls; rounds towards the past.  Here, as rules over evidence ask for that of nearly all they look at. */
static inline int32_t
day_from_seconds(int64_t seconds)
{
	int64_t day = seconds / SECONDS_PER_DAY - (seconds % SECONDS_PER_DAY < 0);

	if (day <= DAY_ALWAYS)
		return DAY_ALWAYS + 1;
	return day >= DAY_NEVER ? DAY_NEVER - 1 : (int32_t)day;
}

/* "YYYY-MM-DD"; buf holds 16 octets. DAY_ALWAYS gives "always", DAY_NEVER "never". */
const char *day_format(int32_t day, char buf[16]);
/* "YYYY-MM-DDTHH:MM:SSZ"; buf holds 32 octets. */
const char *seconds_format(int64_t seconds, char buf[32]);
/* Reads "YYYY-MM-DD"; false when the text is anything else. */
bool day_parse(const char *text, int32_t *day);

#endif
