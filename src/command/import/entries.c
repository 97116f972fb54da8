/* SPDX-License-Identifier: Apache-2.0 */
/* entries.c - see entries.h. */
#include "command/import/entries.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- order ---- */

static const char *
name_of(const struct event *v)
{
	return v->mailbox != NULL ? v->mailbox : v->domain;
}

/* A validation that failed proves nothing, and takes nothing back: it stands before all that succeeded, whenever it was. */
static bool
is_vain(const struct event *v)
{
	return v->kind == EVENT_VALIDATION && v->failed;
}

/*
 * Names are plain ones: domains in lower case, local parts octet for octet, as RFC 5321 2.4 has them.  Of those of one second that with the
 * corroboration comes last, else that which is last in the log: the whole check ends with it.  A refusal has its place in the log.
 */
static int
compare_events(const void *a, const void *b)
{
	const struct event *v = *(const struct event *const *)a, *w = *(const struct event *const *)b;
	int way = strcmp(name_of(v), name_of(w));

	if (way == 0)
		way = (v->kind > w->kind) - (v->kind < w->kind);
	if (way == 0)
		way = is_vain(w) - is_vain(v);
	if (way == 0)
		way = (v->at > w->at) - (v->at < w->at);
	if (way == 0)
		way = (v->response != NULL || v->failed) - (w->response != NULL || w->failed);
	if (way == 0)
		way = (v->nanos > w->nanos) - (v->nanos < w->nanos);
	return way != 0 ? way : (v > w) - (v < w);
}

/* So long after its corroboration a check may still have lines of remote perspectives in the log, whose clocks are their own. */
#define LATE_PERSPECTIVE 30

/* The corroborated event at hand, and how many more refusals are those of the perspectives that it counts as refusing. */
struct whole {
	const struct event *of;		/* NULL: there is none */
	size_t refusals, sights;	/* each of them logs what it saw and how its check ended */
};

/* May it be what one perspective says in the course of the corroborated event? */
static bool
is_within(const struct event *v, const struct whole *w)
{
	return v->response == NULL && w->of != NULL && w->of->at != 0 && w->of->kind == v->kind && v->at - w->of->at <= LATE_PERSPECTIVE &&
	    strcasecmp(name_of(w->of), name_of(v)) == 0 && !event_is_apart(v, w->of);
}

/*
 * A refusal that does not corroborate, where the quorum can spare it (TLS BR 3.2.2.9): the answer, which goes into the record as it
 * came, lists the perspective.  One more than the answer lists is none of it.
 */
static bool
is_listed(const struct event *v, struct whole *w)
{
	size_t *left = v->part == PART_ANSWER ? &w->sights : &w->refusals;

	if (!is_within(v, w) || *left == 0)
		return false;
	--*left;
	return true;
}

static bool
is_check_of(const struct event *v, const char *name)
{
	return v->kind == EVENT_CAA && strcasecmp(name_of(v), name) == 0;
}

/* The last check decides.  Lines of single perspectives behind it do not; refusals among them, and such without a time, are counted. */
static void
leave_out_parts(struct join *j)
{
	struct whole w = { .of = NULL };
	size_t kept = 0;

	for (size_t i = 0; i < j->n_sorted; i++) {
		const struct event *v = j->sorted[i];
		bool forbids = v->kind == EVENT_CAA && v->failed;

		if (forbids && is_listed(v, &w)) {
			j->outvoted++;
			continue;
		}
		if (!v->failed && v->response != NULL)
			w = (struct whole){ v, v->refusing, v->refusing };
		j->undated += forbids && v->at == 0 && i + 1 < j->n_sorted && is_check_of(j->sorted[i + 1], name_of(v));
		j->sorted[kept++] = v;
	}
	j->n_sorted = kept;
}

/* ---- lists ---- */

/* Does it prove control of its name alone?  TLS BR 3.2.2.4.8, .18 to .20; the mail server of a domain is none of those below (SBR 3.2.2.3). */
static bool
is_of_name_alone(const struct event *v, const char *section)
{
	static const char *const methods[] = { "3.2.2.4.8", "3.2.2.4.18", "3.2.2.4.19", "3.2.2.4.20" };
	const char *method = event_text_of(v, "tls_method");

	for (size_t i = 0; method != NULL && i < sizeof methods / sizeof *methods; i++)
		if (strcmp(method, methods[i]) == 0)
			return true;
	return section != NULL && strcmp(section, "3.2.2.3") == 0;
}

enum worth
event_worth(const struct event *v)
{
	const char *section = v->kind == EVENT_VALIDATION ? event_text_of(v, "sbr_section") : NULL;

	if (is_vain(v) || v->for_servers)
		return WORTH_NONE;
	if (section != NULL && (strcmp(section, "3.2.2.2") == 0 || strcmp(section, "3.2.2.4") == 0))
		return WORTH_MAILBOX;
	return v->kind == EVENT_VALIDATION && is_of_name_alone(v, section) ? WORTH_NAME : WORTH_BELOW;
}

/* The same list: 0. */
static int
compare_lists(const struct entry *a, const struct entry *b)
{
	int way = strcmp(a->name, b->name);

	if (way == 0)
		way = (a->kind > b->kind) - (a->kind < b->kind);
	if (way == 0)
		way = (a->owner > b->owner) - (a->owner < b->owner);
	if (way == 0)
		way = strcmp(a->key, b->key);
	return way != 0 ? way : (a->worth > b->worth) - (a->worth < b->worth);
}

static int
compare_entries(const void *a, const void *b)
{
	const struct entry *v = a, *w = b;
	int way = compare_lists(v, w);

	return way != 0 ? way : compare_events(&v->event, &w->event);
}

static void
add_entry(struct join *j, const struct event *v, enum owner owner, const char *key)
{
	j->entry[j->n_entry++] = (struct entry){ name_of(v), key, v->kind, owner, event_worth(v), v->at, v, SIZE_MAX };
}

static void
add_entries(struct join *j, const struct event *v)
{
	add_entry(j, v, OWNER_ANY, "");
	add_entry(j, v, OWNER_ACCOUNT, v->applicant != NULL ? v->applicant : "");
	if (v->order != NULL)
		add_entry(j, v, OWNER_ORDER, v->order);
}

void
join_begin(struct join *j, struct arena *a)
{
	const struct events *e = j->events;

	j->n_sorted = j->n_entry = 0;
	j->sorted = arena_array(a, e->n, sizeof *j->sorted);
	j->entry = arena_array(a, 3 * e->n, sizeof *j->entry);
	for (size_t i = 0; i < e->n && j->sorted != NULL; i++)
		if (name_of(&e->event[i]) != NULL && !e->event[i].aside)
			j->sorted[j->n_sorted++] = &e->event[i];
	if (j->n_sorted > 1)
		qsort(j->sorted, j->n_sorted, sizeof *j->sorted, compare_events);
	leave_out_parts(j);
	for (size_t i = 0; i < j->n_sorted && j->entry != NULL; i++)
		add_entries(j, j->sorted[i]);
	if (j->n_entry > 1)
		qsort(j->entry, j->n_entry, sizeof *j->entry, compare_entries);
	for (size_t i = j->n_entry; i-- > 0;)
		j->entry[i].granted = !j->entry[i].event->failed ? i :
		    i + 1 < j->n_entry && compare_lists(&j->entry[i], &j->entry[i + 1]) == 0 ? j->entry[i + 1].granted : SIZE_MAX;
}

size_t
entries_end(const struct join *j, const struct entry *list, int64_t before)
{
	size_t low = 0, high = j->n_entry;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int way = compare_lists(list, &j->entry[middle]);

		if (way < 0 || (way == 0 && before < j->entry[middle].at))
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

bool
entries_have(const struct join *j, const struct entry *list, size_t i)
{
	return i < j->n_entry && compare_lists(list, &j->entry[i]) == 0;
}

const struct event *
entries_before(const struct join *j, const struct entry *list, size_t end)
{
	return end > 0 && entries_have(j, list, end - 1) ? j->entry[end - 1].event : NULL;
}

const struct event *
entries_last(const struct join *j, const struct entry *list, int64_t before)
{
	return entries_before(j, list, entries_end(j, list, before));
}
