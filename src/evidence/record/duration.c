/* SPDX-License-Identifier: Apache-2.0 */
/* duration.c - which came first, and how long it lay before. */
#include "evidence/record/duration.h"

#include "base/day.h"

bool
ev_after(const struct ev_time *a, const struct ev_time *b)
{
	return a->given && b->given && (a->seconds > b->seconds || (a->seconds == b->seconds && a->nanos > b->nanos));
}

int64_t
ev_elapsed(const struct ev_time *from, const struct ev_time *to)
{
	return to->seconds - from->seconds + (to->nanos > from->nanos);
}

const char *
ev_duration(struct arena *a, int64_t seconds)
{
	static const struct {
		int64_t length;
		const char *unit;
	} units[] = {
		{ SECONDS_PER_DAY, "d" }, { SECONDS_PER_HOUR, "h" }, { 60, "min" }, { 1, "s" },
	};
	const char *text = seconds < 0 ? "-" : "";
	int64_t left = seconds < 0 ? -seconds : seconds;
	size_t i = left >= 2 * SECONDS_PER_DAY ? 0 : 1;
	const char *blank = "";

	for (; i < sizeof units / sizeof *units; i++) {
		int64_t n = left / units[i].length;

		left %= units[i].length;
		if (n == 0 && !(units[i].length == 1 && blank[0] == '\0'))
			continue;
		text = arena_printf(a, "%s%s%lld %s", text, blank, (long long)n, units[i].unit);
		blank = " ";
	}
	return text;
}
