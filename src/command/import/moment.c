/* SPDX-License-Identifier: Apache-2.0 */
/* moment.c - see moment.h. */
#include "command/import/moment.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/ascii.h"
#include "base/day.h"
#include "command/import/zone.h"

#define DIGITS "0123456789"

/* Seconds in ten digits are a day since 2001, in eleven one up to 5138; three more for each finer unit. */
#define SECOND_DIGITS 11u

/* What is logged of certificates for mail is not older, and not younger. */
#define FIRST_SECOND (DAY(2000, 1, 1) * SECONDS_PER_DAY)
#define LAST_SECOND (DAY(2100, 1, 1) * SECONDS_PER_DAY)

/* 2026112009: an hour of the calendar, which as seconds would be in 2034. */
static bool
is_hour_of_calendar(const char *text, size_t digits)
{
	int year, month, day, hour;

	return digits == 10 && sscanf(text, "%4d%2d%2d%2d", &year, &month, &day, &hour) == 4 && year >= 2000 && date_valid(year, month, day) && hour < 24;
}

static const char *
since_1970(struct arena *a, const char *text, size_t digits)
{
	unsigned finer = digits <= SECOND_DIGITS ? 0 : (unsigned)(digits - SECOND_DIGITS + 2) / 3;
	size_t whole = digits - 3 * (size_t)finer;
	const char *rest = text + digits;
	long long seconds = strtoll(arena_printf(a, "%.*s", (int)whole, text), NULL, 10);
	char time[32];

	/* A date and a time of day in digits are no such number. */
	if (seconds < FIRST_SECOND || seconds >= LAST_SECOND || is_hour_of_calendar(text, digits))
		return text;
	if (finer > 3 || (*rest != '\0' && (finer > 0 || *rest != '.' || rest[1] == '\0' || rest[1 + strspn(rest + 1, DIGITS)] != '\0')))
		return text;
	seconds_format(seconds, time);
	return arena_printf(a, "%.19s%s%.*s%sZ", time, finer > 0 ? "." : "", (int)(digits - whole), text + whole, rest);
}

/* What stands behind the time of day; NULL: no zone. */
static const char *
zone_of(struct arena *a, const char *text, bool *zoneless)
{
	int hours, minutes = 0, read = 0;
	char sign;

	while (*text == ' ')
		text++;
	*zoneless |= *text == '\0';
	if (*text == '\0' || strcasecmp(text, "Z") == 0 || strcasecmp(text, "UTC") == 0 || strcasecmp(text, "GMT") == 0)
		return "Z";
	if ((sscanf(text, "%c%2d%n", &sign, &hours, &read) != 2 || read != 3) || (sign != '+' && sign != '-'))
		return NULL;
	text += read + (text[read] == ':');
	if (*text != '\0' && (strspn(text, DIGITS) != 2 || sscanf(text, "%2d%n", &minutes, &read) != 1 || text[2] != '\0'))
		return NULL;
	return arena_printf(a, "%c%02d:%02d", sign, hours, minutes);
}

const char *
moment_text(struct arena *a, const char *text, bool *zoneless)
{
	size_t digits = strspn(text, DIGITS);
	int date = 0, time = 0, fraction = 0;
	bool without = false;
	const char *zone;

	if (digits >= 9 && (text[digits] == '\0' || text[digits] == '.'))
		return since_1970(a, text, digits);
	(void)sscanf(text, "%*4d-%*2d-%*2d%n", &date);
	if (date != 10 || (text[date] != ' ' && text[date] != 'T' && text[date] != 't'))
		return text;
	(void)sscanf(text + date + 1, "%*2d:%*2d:%*2d%n", &time);
	if (time != 8)
		return text;
	time += date + 1;
	if (text[time] == '.')
		fraction = 1 + (int)strspn(text + time + 1, DIGITS);
	if (fraction == 1 || (zone = zone_of(a, text + time + fraction, &without)) == NULL)
		return text;
	*zoneless |= without;
	return arena_printf(a, "%.10sT%.*s%s", text, time + fraction - date - 1, text + date + 1, zone);
}

/* Does the text begin as the form does, in which 0 is a digit, - a hyphen or slash, and T one or a blank? */
static bool
has_form(const char *text, const char *form)
{
	for (; *form != '\0'; form++, text++)
		if (*form == '0' ? *text < '0' || *text > '9' : *text != *form && !(*form == '-' && *text == '/') && !(*form == 'T' && *text == ' '))
			return false;
	return true;
}

/*
 * The time that a text begins with, as RFC 3339 has it; as it stands there, where it is in a zone that cannot be read.  NULL: it is none of
 * the calendar.
 */
static const char *
moment_at(struct arena *a, const char *at, size_t n, bool *without)
{
	size_t fraction = at[n] == '.' || at[n] == ',' ? strspn(at + n + 1, DIGITS) : 0, zone, other;
	const char *behind = at + n + (fraction > 0) + fraction, *time;

	zone = zone_length(behind);
	other = zone == 0 ? zone_other_length(behind) : 0;
	time = moment_text(a, arena_printf(a, "%.4s-%.2s-%.2sT%.8s%s%.*s%.*s", at, at + 5, at + 8, at + 11, fraction > 0 ? "." : "",
	    (int)fraction, at + n + 1, (int)zone, behind), without);
	if (!moment_is_time(time))
		return NULL;
	if (other == 0)
		return time;
	*without = false;
	return arena_printf(a, "%.*s", (int)((size_t)(behind - at) + other), at);
}

const char *
moment_in(struct arena *a, const char *line, bool *zoneless)
{
	static const char form[] = "0000-00-00T00:00:00";
	const char *last = NULL;
	bool last_without = false;

	for (const char *at = line; *at != '\0'; at++) {
		const char *time;
		bool without = false;

		if ((at > line && at[-1] >= '0' && at[-1] <= '9') || !has_form(at, form) || (time = moment_at(a, at, sizeof form - 1, &without)) == NULL)
			continue;
		last = time;
		last_without = without;
	}
	*zoneless |= last_without;
	return last;
}

/* Z, or an offset of hours and minutes. */
static bool
is_zone(const char *text)
{
	int hours, minutes, read = 0;

	if (strcmp(text, "Z") == 0 || strcmp(text, "z") == 0)
		return true;
	return (*text == '+' || *text == '-') && sscanf(text + 1, "%2d:%2d%n", &hours, &minutes, &read) == 2 && read == 5 &&
	    text[1 + read] == '\0' && hours >= 0 && hours <= 23 && minutes >= 0 && minutes <= 59;
}

bool
moment_is_time(const char *text)
{
	static const char form[] = "0000-00-00T00:00:00";
	int year, month, day, hour, minute, second;

	for (size_t i = 0; form[i] != '\0'; i++)
		if (form[i] == '0' ? strspn(text + i, DIGITS) == 0 : text[i] != form[i] && (form[i] != 'T' || text[i] != 't'))
			return false;
	if (sscanf(text, "%4d-%2d-%2d%*c%2d:%2d:%2d", &year, &month, &day, &hour, &minute, &second) != 6 || year < 1 ||
	    !date_valid(year, month, day) || hour > 23 || minute > 59 || second > 60)
		return false;
	text += sizeof form - 1;
	if (*text == '.') {
		size_t n = strspn(text + 1, DIGITS);

		if (n == 0)
			return false;
		text += 1 + n;
	}
	return is_zone(text);
}
