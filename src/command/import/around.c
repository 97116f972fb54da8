/* SPDX-License-Identifier: Apache-2.0 */
/* around.c - what systems put around the values of a log: containers, journals, collectors of logs, answers of web services. */
#include "command/import/around.h"

#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/json.h"
#include "command/import/moment.h"
#include "option/opt.h"

/* So many objects and texts may be around a value. */
#define MOST_AROUND 4u

/* The time in a text alone, as a line may begin with it, in a zone that cannot be read, too; NULL: it has none. */
static const char *
time_in(struct events *e, const char *text)
{
	bool zoneless = false;
	const char *time = text != NULL ? moment_in(&e->arena, text, &zoneless) : NULL;

	return time != NULL && zoneless ? arena_printf(&e->arena, "%.*s", (int)strlen(time) - 1, time) : time;
}

/* The time in front of a line, as far as what is around it has one; microseconds of journald. */
static const char *
time_around(struct events *e, const cJSON *v, const char *outer)
{
	static const char *const members[] = { "time", "timestamp", "@timestamp", "_time" };
	const char *micros = value_text(v, "__REALTIME_TIMESTAMP"), *time;
	long long seconds = micros != NULL ? strtoll(micros, NULL, 10) / 1000000 : 0;
	char text[32];

	for (size_t i = 0; i < sizeof members / sizeof *members; i++)
		if ((time = time_in(e, value_text(v, members[i]))) != NULL)
			return time;
	if (seconds <= 0 || seconds >= DAY(9999, 1, 1) * SECONDS_PER_DAY)
		return outer;
	return arena_printf(&e->arena, "%s", seconds_format(seconds, text));
}

/* A line that was no text to journald: the list of its octets; NULL: it is none. */
static const char *
octets(struct events *e, const cJSON *list)
{
	size_t n = 0;
	char *text;

	for (const cJSON *c = list->child; c != NULL; c = c->next, n++)
		if ((c->type & 0xff) != cJSON_Number || c->valuedouble < 1 || c->valuedouble > 255)
			return NULL;
	if (n == 0 || (text = arena_take(&e->arena, n + 1)) == NULL)
		return NULL;
	n = 0;
	for (const cJSON *c = list->child; c != NULL; c = c->next)
		text[n++] = (char)(unsigned char)c->valuedouble;
	text[n] = '\0';
	return text;
}

/* Members that are lines of a log, whatever they begin with, and texts that have what stands in such lines alone, whatever they are called. */
static bool
is_line(const struct adapter *from, const cJSON *m)
{
	static const char *const names[] = { "log", "MESSAGE", "message", "msg", "textPayload" };

	for (size_t i = 0; m->string != NULL && i < sizeof names / sizeof *names; i++)
		if (strcmp(m->string, names[i]) == 0)
			return true;
	for (const char *const *sign = from->signs; sign != NULL && *sign != NULL; sign++)
		if (strstr(m->valuestring, *sign) != NULL)
			return true;
	return *m->valuestring == '{';
}

/* journalctl leaves out what is long to it. */
static bool
is_left_out(const cJSON *m)
{
	return (m->type & 0xff) == cJSON_NULL && m->string != NULL && strcmp(m->string, "MESSAGE") == 0;
}

static bool take_inside(const struct around *, const cJSON *, const struct json_value *, const char *time);

static bool
take_text(const struct around *a, const char *text, const char *time)
{
	if (text == NULL || *text == '\0')
		return false;
	a->lines(a->e, a->from, arena_printf(&a->e->arena, "%s %s", time, text));
	return true;
}

/* An object within: of the form, or with more in it. */
static bool
take_object(const struct around *a, const cJSON *v, const struct json_value *s, const char *time)
{
	return ((a->announced || foreign_find(v, a->from->mark) != NULL) &&
	    a->from->take(a->e, v, s != NULL ? json_as_line(a->e, (const char *)s->raw.p, s->raw.n) : NULL, time)) ||
	    take_inside(a, v, s, time);
}

static bool
take_list(const struct around *a, const cJSON *list, const struct json_value *s, const char *time)
{
	const struct json_value *t = s != NULL ? s->child : NULL;
	const struct around each = { a->e, a->from, a->lines, false };
	bool any = false;

	for (const cJSON *c = list->child; c != NULL; c = c->next, t = t != NULL ? t->next : NULL)
		if ((c->type & 0xff) == cJSON_Object)
			any |= take_object(&each, c, t, time);
	return any;
}

static bool
take_member(const struct around *a, const cJSON *m, const struct json_value *s, const char *time)
{
	int type = m->type & 0xff;

	if (is_left_out(m)) {
		a->e->bad++;
		complain("%s:%llu: MESSAGE is left out: journalctl writes it with --all", a->e->path, (unsigned long long)a->e->line);
		return true;
	}
	if (type == cJSON_String && is_line(a->from, m))
		return take_text(a, m->valuestring, time);
	if (type == cJSON_Object)
		return take_object(a, m, s, time);
	if (type != cJSON_Array)
		return false;
	return (m->string != NULL && strcmp(m->string, "MESSAGE") == 0 && take_text(a, octets(a->e, m), time)) ||
	    take_list(a, m, s, time);
}

/* What a logger in JSON says of the members beside it, as a line of the form says it of its JSON; NULL: nothing. */
static const char *
announced(const struct around *a, const cJSON *v)
{
	static const char behind[] = " JSON=";
	const char *said = value_text(v, "msg");

	for (const char *const *sign = a->from->signs; said != NULL && sign != NULL && *sign != NULL; sign++) {
		size_t n = strlen(said);

		if (strncmp(*sign, said, n) == 0 && ((*sign)[n] == '\0' || strcmp(*sign + n, behind) == 0))
			return said;
	}
	return NULL;
}

/* What an object has in it; false: no line, and nothing of the form. */
static bool
take_inside(const struct around *a, const cJSON *v, const struct json_value *s, const char *time)
{
	const struct json_value *t = s != NULL ? s->child : NULL;
	const char *said = announced(a, v);
	const struct around inner = { a->e, a->from, a->lines, said != NULL };
	bool any = false;

	if (a->e->around == MOST_AROUND || (v->type & 0xff) != cJSON_Object)
		return false;
	a->e->around++;
	time = time_around(a->e, v, time);
	if (said != NULL)
		time = arena_printf(&a->e->arena, "%s %s", time, said);
	for (const cJSON *m = v->child; m != NULL; m = m->next, t = t != NULL ? t->next : NULL)
		if (said == NULL || m->string == NULL || strcmp(m->string, "msg") != 0)
			any |= take_member(&inner, m, t, time);
	a->e->around--;
	return any;
}

void
around_take(const struct around *a, const cJSON *v, struct span raw, const char *line)
{
	const struct json_limits limits = { 0, 0, true, true };
	struct json_fault fault;
	struct arena tree;
	const char *time;

	if (a->from->take(a->e, v, raw.p != NULL ? json_as_line(a->e, (const char *)raw.p, raw.n) : NULL, line))
		return;
	arena_init(&tree);
	time = time_in(a->e, line);
	if (!take_inside(a, v, raw.p != NULL ? json_read(&tree, raw, &limits, &fault) : NULL, time != NULL ? time : ""))
		a->e->other++;
	a->e->failed |= tree.failed;
	arena_free(&tree);
}
