/* SPDX-License-Identifier: Apache-2.0 */
/* moment.c - times of recipes. */
#include "tests/recipe/moment.h"

#include <stdio.h>
#include <stdlib.h>

bool
moment_parse(struct tool *t, const char *text, int64_t *seconds)
{
	const char *day = lex_copy(t, text, strcspn(text, "T"));
	unsigned h = 0, m = 0, s = 0;
	int32_t d = 0;
	int end = 0;

	if (!day_parse(day, &d))
		return false;
	text += strlen(day);
	if (*text == 'T' && (sscanf(text, "T%2u:%2u:%2u%n", &h, &m, &s, &end) != 3 || text[end] != '\0'))
		return false;
	*seconds = d * SECONDS_PER_DAY + h * 3600 + m * 60 + s;
	return true;
}

bool
moment_relative(struct tool *t, const char *text, int64_t not_before, int64_t *seconds)
{
	int64_t sum = not_before - 1;
	char *end;
	long n;

	if (*text != '+' && *text != '-')
		return false;
	for (; *text != '\0'; text = end + 1) {
		n = strtol(text, &end, 10);
		if (end == text || strchr("dhms", *end) == NULL || *end == '\0') {
			tool_fail(t, "a length of time is +825d, +825d-1s, +2h: %s", text);
			return false;
		}
		sum += n * (*end == 'd' ? SECONDS_PER_DAY : *end == 'h' ? 3600 : *end == 'm' ? 60 : 1);
	}
	*seconds = sum;
	return true;
}

/* YYYYMMDDHHMMSSZ */
static const char *
digits(struct tool *t, int64_t seconds)
{
	struct date d = day_to_date(day_from_seconds(seconds));
	int rest = (int)(seconds - day_from_date(d) * SECONDS_PER_DAY);

	return arena_printf(t->arena, "%04d%02d%02d%02d%02d%02dZ", d.year, d.month, d.day,
	    rest / 3600, rest / 60 % 60, rest % 60);
}

void
put_moment(struct octets *o, int64_t seconds)
{
	const char *text = digits(o->tool, seconds);

	if (seconds >= DAY(1950, 1, 1) * SECONDS_PER_DAY && seconds < DAY(2050, 1, 1) * SECONDS_PER_DAY)
		octets_tlv_text(o, 0x17, text + 2);
	else
		octets_tlv_text(o, 0x18, text);
}

bool
put_forced_time(struct octets *o, const char *text)
{
	const char *v = lex_after(text, "utc:"), *raw;
	unsigned id = v != NULL ? 0x17 : 0x18;
	int64_t seconds;
	size_t mark;

	if (v == NULL && (v = lex_after(text, "gen:")) == NULL)
		return false;
	if (*v == '"') {
		mark = octets_open(o, id);
		if ((raw = lex_word(o->tool, &v)) != NULL)
			lex_text(o, raw);
		octets_close(o, mark);
	} else if (moment_parse(o->tool, v, &seconds)) {
		octets_tlv_text(o, id, digits(o->tool, seconds) + (id == 0x17 ? 2 : 0));
	} else {
		tool_fail(o->tool, "no moment: %s", v);
	}
	return true;
}

void
put_gentime_content(struct octets *o, unsigned id, const char *text)
{
	int64_t seconds;

	if (moment_parse(o->tool, text, &seconds))
		octets_tlv_text(o, id, digits(o->tool, seconds));
	else
		tool_fail(o->tool, "no moment: %s", text);
}
