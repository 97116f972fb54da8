/* SPDX-License-Identifier: Apache-2.0 */
/* wrapped.c - lines of a log that a container or a journal keeps inside JSON. */
#include "command/import/import.h"

#include <stdlib.h>
#include <string.h>

#include "base/day.h"

/* The time in front of the line, as far as the wrapper has one: "time" of docker, microseconds of journald. */
static const char *
time_of_wrapper(struct events *e, const cJSON *v)
{
	const char *time = value_text(v, "time"), *micros = value_text(v, "__REALTIME_TIMESTAMP");
	long long seconds = micros != NULL ? strtoll(micros, NULL, 10) / 1000000 : 0;
	char text[32];

	if (value_time(time) != 0)
		return time;
	if (seconds <= 0 || seconds >= DAY(9999, 1, 1) * SECONDS_PER_DAY)
		return "";
	return arena_printf(&e->arena, "%s", seconds_format(seconds, text));
}

const char *
wrapped_line(struct events *e, const cJSON *v)
{
	const char *line = value_text(v, "log");

	if (line == NULL)
		line = value_text(v, "MESSAGE");
	if (line == NULL)
		return NULL;
	return arena_printf(&e->arena, "%s %s", time_of_wrapper(e, v), line);
}
