/* SPDX-License-Identifier: Apache-2.0 */
/* revocation.c - twelve months. */
#include "rules/common/revocation.h"

int64_t
twelve_months_after(int64_t seconds)
{
	int32_t day = day_from_seconds(seconds);
	int64_t clock = seconds - day * SECONDS_PER_DAY;
	struct date d = day_to_date(day);

	d.year++;
	if (!date_valid(d.year, d.month, d.day))
		d = (struct date){ d.year, 3, 1 };
	return day_from_date(d) * SECONDS_PER_DAY + clock;
}
