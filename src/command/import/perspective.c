/* SPDX-License-Identifier: Apache-2.0 */
/*
 * perspective.c - which lines of boulder are of one check.
 *
 * The primary VA logs what it saw of CAA, and when the remote ones have answered
 * the result, with their summary.  They log the same lines, without a summary;
 * where their logs are among those of the primary, no line says whose it is.
 */
#include "command/import/perspective.h"

#include <stdlib.h>
#include <string.h>

/* The line with the records stands before that with the corroboration. */
#define SAME_CHECK 600
/* A check takes no longer; and so far apart may clocks of perspectives be. */
#define ONE_ROUND 30

static const char *
name_of(const struct event *v)
{
	return v->mailbox != NULL ? v->mailbox : v->domain;
}

/* What was seen comes before the results of its moment, and that with the summary behind the others. */
static int
rank(const struct event *v)
{
	return v->part == PART_ANSWER ? 0 : v->response == NULL ? 1 : 2;
}

static int
compare(const void *a, const void *b)
{
	const struct event *v = *(struct event *const *)a, *w = *(struct event *const *)b;
	int way = strcmp(name_of(v), name_of(w));

	if (way == 0)
		way = (v->kind > w->kind) - (v->kind < w->kind);
	if (way == 0)
		way = (v->at > w->at) - (v->at < w->at);
	if (way == 0)
		way = (v->nanos > w->nanos) - (v->nanos < w->nanos);
	if (way == 0)
		way = rank(v) - rank(w);
	return way != 0 ? way : (v > w) - (v < w);
}

/* ---- what the primary saw ---- */

/* Of the checks of one name: what was seen lately, of those that permit and of those that forbid. */
struct seen {
	struct event *const *list;
	struct event *last[2];
	size_t first[2];		/* where the first of the check at hand is, or is to be looked for */
	size_t since;			/* the check before it ended here */
	int64_t denied;			/* when CAA last forbade; 0: never */
};

/* Did the primary itself refuse?  Where there is a summary, its own result is known. */
static bool
refuses(const struct event *v)
{
	return v->failed && (v->response == NULL || (v->primary_result != NULL && strcmp(v->primary_result, "deny") == 0));
}

/* The first that was seen in this round: the primary begins it.  Without one, the last before. */
static struct event *
answer_of(struct seen *s, size_t i)
{
	const struct event *v = s->list[i];
	size_t *at = &s->first[refuses(v)];

	while (*at < i && (*at < s->since || s->list[*at]->part != PART_ANSWER || s->list[*at]->remote || s->list[*at]->failed != refuses(v) ||
	    s->list[*at]->at < v->at - ONE_ROUND))
		++*at;
	return v->response != NULL && *at < i ? s->list[*at] : s->last[refuses(v)];
}

/* What was seen before CAA forbade is not what a later check permitted; in its own round a remote perspective may have refused. */
static bool
is_denied_since(const struct seen *s, const struct event *seen, const struct event *v)
{
	return !refuses(v) && s->denied >= seen->at && v->at - s->denied > ONE_ROUND;
}

static void
add_seen(struct seen *s, size_t i)
{
	static const char *const members[] = { "found_at", "records", "ttl_seconds", "dnssec.validated", "dnssec.status" };
	struct event *v = s->list[i], *seen = answer_of(s, i);

	if (seen == NULL || v->at - seen->at > SAME_CHECK || is_denied_since(s, seen, v))
		return;
	seen->given = true;
	for (size_t k = 0; k < sizeof members / sizeof *members; k++)
		event_fact_from(v, seen, members[k]);
}

static void
settle_seen(struct event *const *list, size_t n)
{
	struct seen s = { .list = list };

	for (size_t i = 0; i < n; i++) {
		struct event *v = list[i];

		if (v->part == PART_ANSWER && !v->remote)
			s.last[v->failed] = v;
		if (v->part == PART_RESULT)
			add_seen(&s, i);
		if (v->response != NULL)
			s.since = i + 1;
		if (v->failed && !v->remote)
			s.denied = v->at;
	}
}

/* ---- what the remote ones logged ---- */

/* Authorizations tell, where both lines have one; else the time. */
static bool
is_of(const struct event *v, const struct event *whole)
{
	int64_t apart = whole == NULL ? 0 : v->at < whole->at ? whole->at - v->at : v->at - whole->at;
	bool known = whole != NULL && v->order != NULL && whole->order != NULL;

	return whole != NULL && apart <= (known ? SAME_CHECK : ONE_ROUND) && !event_is_apart(v, whole);
}

/* A refusal stays: it is judged beside what the corroboration says. */
static void
put_aside(struct events *e, struct event *v, const struct event *whole)
{
	if (v->aside || v->failed || v->response != NULL || (!v->remote && !is_of(v, whole)))
		return;
	v->aside = true;
	e->beside += !v->given;
}

static void
settle_aside(struct events *e, struct event *const *list, size_t n)
{
	const struct event *whole = NULL;

	for (size_t i = 0; i < n; i++) {
		whole = list[i]->response != NULL ? list[i] : whole;
		put_aside(e, list[i], whole);
	}
	whole = NULL;
	for (size_t i = n; i-- > 0;) {
		whole = list[i]->response != NULL ? list[i] : whole;
		put_aside(e, list[i], whole);
	}
}

void
perspectives_settle(struct events *e)
{
	struct event **list = arena_array(&e->arena, e->n, sizeof *list);
	size_t n = 0, end;

	for (size_t i = 0; i < e->n && list != NULL; i++)
		if (name_of(&e->event[i]) != NULL && e->event[i].at != 0)
			list[n++] = &e->event[i];
	if (n > 1)
		qsort(list, n, sizeof *list, compare);
	for (size_t i = 0; i < n; i = end) {
		for (end = i + 1; end < n && list[end]->kind == list[i]->kind && strcmp(name_of(list[end]), name_of(list[i])) == 0;)
			end++;
		if (list[i]->kind == EVENT_CAA)
			settle_seen(list + i, end - i);
		settle_aside(e, list + i, end - i);
	}
}
