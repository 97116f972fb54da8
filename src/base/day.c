/* SPDX-License-Identifier: Apache-2.0 */
#include "base/day.h"

#include <stdio.h>
#include <string.h>

bool
date_valid(int year, int month, int day)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	if (year < 0 || year > 9999 || month < 1 || month > 12 || day < 1)
		return false;
	return day <= days[month - 1] + (month == 2 && leap);
}

int32_t
day_from_date(struct date d)
{
	/* Year 0 is shifted by one cycle of 400 years to keep the divisions exact. */
	return DAY(d.year + 400, d.month, d.day) - 146097;
}

struct date
day_to_date(int32_t day)
{
	/* Days since 0000-03-01, in cycles of 400 years. */
	int64_t z = (int64_t)day + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;
	struct date d;

	d.day = (int)(doy - (153 * mp + 2) / 5 + 1);
	d.month = (int)(mp < 10 ? mp + 3 : mp - 9);
	d.year = (int)(yoe + era * 400 + (d.month <= 2));
	return d;
}

static char *
two_digits(char *to, int n)
{
	*to++ = (char)('0' + n / 10);
	*to++ = (char)('0' + n % 10);
	return to;
}

/* YYYY-MM-DD; where it ends. */
static char *
put_date(char *to, struct date d)
{
	/* The usual years are put down by hand: reports have two dates a certificate. */
	if (d.year < 0 || d.year > 9999)
		return to + snprintf(to, 16, "%04d-%02d-%02d", d.year, d.month, d.day);
	to = two_digits(two_digits(to, d.year / 100), d.year % 100);
	*to++ = '-';
	to = two_digits(to, d.month);
	*to++ = '-';
	to = two_digits(to, d.day);
	*to = '\0';
	return to;
}

const char *
day_format(int32_t day, char buf[16])
{
	if (day == DAY_ALWAYS || day == DAY_NEVER)
		snprintf(buf, 16, "%s", day == DAY_ALWAYS ? "always" : "never");
	else
		put_date(buf, day_to_date(day));
	return buf;
}

const char *
seconds_format(int64_t s, char buf[32])
{
	int32_t day = day_from_seconds(s);
	int t = (int)(s - (int64_t)day * SECONDS_PER_DAY);
	char *to = put_date(buf, day_to_date(day));

	*to++ = 'T';
	to = two_digits(to, t / 3600);
	*to++ = ':';
	to = two_digits(to, t / 60 % 60);
	*to++ = ':';
	to = two_digits(to, t % 60);
	*to++ = 'Z';
	*to = '\0';
	return buf;
}

bool
day_parse(const char *text, int32_t *day)
{
	struct date d = { 0, 0, 0 };

	if (strlen(text) != 10 || text[4] != '-' || text[7] != '-')
		return false;
	for (int i = 0; i < 10; i++) {
		int *part = i < 4 ? &d.year : i < 7 ? &d.month : &d.day;

		if (i == 4 || i == 7)
			continue;
		if (text[i] < '0' || text[i] > '9')
			return false;
		*part = *part * 10 + (text[i] - '0');
	}
	if (!date_valid(d.year, d.month, d.day))
		return false;
	*day = day_from_date(d);
	return true;
}
