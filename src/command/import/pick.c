/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pick.c - see pick.h.
 *
 * A log has many validations and checks of a name.  A certificate relies on what
 * could serve it (SBR 4.2.1, 4.2.2.1), and on what one account did: an
 * authorization is that of its account (RFC 8555 7.1.4).
 */
#include "command/import/pick.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/day.h"

/* SBR 4.2.1: validations of a domain or a mail server; those of a mailbox alone. */
#define DOMAIN_REUSE (398 * SECONDS_PER_DAY)
#define MAILBOX_REUSE (30 * SECONDS_PER_DAY)
/* SBR 4.2.2.1: a check of CAA, unless its TTL is longer. */
#define CAA_REUSE (8 * 3600)

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

/* ---- by whom, and for what ---- */

/* What a validation proves, or whether the check was one for mail: events of each worth have lists of their own. */
enum worth {
	WORTH_NONE,			/* it failed; it was for certificates of servers */
	WORTH_MAILBOX,			/* of the mailbox alone (SBR 3.2.2.2, 3.2.2.4) */
	WORTH_NAME,			/* of the name alone */
	WORTH_BELOW			/* of names below it, too; a check */
};

/* By which of its names an event is looked for. */
enum owner { OWNER_ANY, OWNER_ACCOUNT, OWNER_ORDER };

/* An event in the list of its name, its kind, its owner and its worth; or what is looked for there. */
struct entry {
	const char *name, *key;		/* key: of the owner; "": of any, of no account that is named */
	enum event_kind kind;
	enum owner owner;
	enum worth worth;
	int64_t at;
	const struct event *event;
	size_t granted;			/* where the first of the list from here on stands that did not fail; SIZE_MAX: none */
};

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

static enum worth
worth_of(const struct event *v)
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
	j->entry[j->n_entry++] = (struct entry){ name_of(v), key, v->kind, owner, worth_of(v), v->at, v, SIZE_MAX };
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
pick_begin(struct join *j, struct arena *a)
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

/* Where the events of a list end that are not later; those without a time stand before all others. */
static size_t
end_of(const struct join *j, const struct entry *list, int64_t before)
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

static bool
is_in(const struct join *j, const struct entry *list, size_t i)
{
	return i < j->n_entry && compare_lists(list, &j->entry[i]) == 0;
}

/* The event of a list in front of where some end; NULL: there is none. */
static const struct event *
event_before(const struct join *j, const struct entry *list, size_t end)
{
	return end > 0 && is_in(j, list, end - 1) ? j->entry[end - 1].event : NULL;
}

/* The last of a list before the certificate; NULL: there is none. */
static const struct event *
last_of(const struct join *j, const struct entry *list, int64_t before)
{
	return event_before(j, list, end_of(j, list, before));
}

/* ---- what can serve ---- */

static int64_t
life_of(const struct event *v)
{
	int64_t ttl = v->kind == EVENT_CAA ? event_number_of(v, "ttl_seconds") : 0;

	if (v->kind == EVENT_CAA)
		return ttl > CAA_REUSE ? ttl : CAA_REUSE;
	return worth_of(v) == WORTH_MAILBOX ? MAILBOX_REUSE : DOMAIN_REUSE;
}

/* Is it from before the certificate, and young enough for it? */
static bool
is_fresh(const struct event *v, struct reach r)
{
	return v->at != 0 && (r.before == INT64_MAX || r.before - v->at <= life_of(v));
}

/* What there is for a mailbox: the best that can serve before the certificate, and behind it; the nearest that cannot; one that failed. */
struct found {
	const struct event *fresh, *behind, *old, *failed;
};

/* Of the events of one name, and of names below it where it is one above the mailbox's. */
static void
look_at_name(const struct join *j, struct entry list, bool above, struct reach r, struct found *f)
{
	for (list.worth = above ? WORTH_BELOW : WORTH_MAILBOX; list.worth <= WORTH_BELOW; list.worth++) {
		size_t end = end_of(j, &list, r.before);
		const struct event *v = event_before(j, &list, end);

		if (v != NULL && is_fresh(v, r) && (f->fresh == NULL || v->at > f->fresh->at))
			f->fresh = v;
		else if (v != NULL && f->old == NULL)
			f->old = v;
		if (f->behind == NULL && is_in(j, &list, end) && j->entry[end].at <= r.late)
			f->behind = j->entry[end].event;
	}
	list.worth = WORTH_NONE;
	if (f->failed == NULL)
		f->failed = last_of(j, &list, r.before);
	if (f->failed == NULL)
		f->failed = last_of(j, &list, r.late);
}

/*
 * Of the mailbox itself, else of its domain, else of the nearest domain above it whose validation covers it.  One that is too old gives way
 * to one behind the certificate, by which it may be dated back, and one that failed proves nothing, and takes nothing back.
 */
static const struct event *
find_validation(const struct join *j, enum owner owner, const char *key, const char *mailbox, struct reach r, bool *serves)
{
	const char *at = strrchr(mailbox, '@'), *name = mailbox;
	struct entry list = { .key = key, .kind = EVENT_VALIDATION, .owner = owner };
	struct found f = { NULL, NULL, NULL, NULL };
	bool above = false;

	while (f.fresh == NULL && name != NULL && *name != '\0') {
		const char *dot = strchr(name, '.');

		list.name = name;
		look_at_name(j, list, above, r, &f);
		above = name != mailbox || at == NULL;
		name = name == mailbox && at != NULL ? at + 1 : dot != NULL ? dot + 1 : NULL;
	}
	*serves = f.fresh != NULL || f.behind != NULL;
	return f.fresh != NULL ? f.fresh : f.behind != NULL ? f.behind : f.old != NULL ? f.old : f.failed;
}

/* ---- a check and its validation ---- */

/* That of the check's authorization, else of its account, else one that names none. */
static const struct event *
validation_of(const struct join *j, const struct event *check, const char *mailbox, struct reach r, bool *serves)
{
	const struct event *v, *own = NULL;

	if (check->order != NULL) {
		own = find_validation(j, OWNER_ORDER, check->order, mailbox, r, serves);
		if (own != NULL && *serves && !event_of_other(check, own))
			return own;
	}
	if (check->applicant == NULL)
		return find_validation(j, OWNER_ANY, "", mailbox, r, serves);
	v = find_validation(j, OWNER_ACCOUNT, check->applicant, mailbox, r, serves);
	if (v != NULL && *serves)
		return v;
	own = v != NULL ? v : own;
	v = find_validation(j, OWNER_ACCOUNT, "", mailbox, r, serves);
	return v != NULL && (*serves || own == NULL) ? v : own;
}

/* Of a name's checks so many are looked at for one whose account has a validation, too. */
#define MOST_TRIED 64u

/* Does the last check of its account before the certificate permit, and has that a validation that can serve? */
static bool
is_pair(const struct join *j, const struct entry *e, const char *mailbox, struct reach r, struct part *p)
{
	struct entry own = *e;
	bool serves = false;

	own.owner = OWNER_ACCOUNT;
	own.key = e->event->applicant;
	if (e->event->failed || (e->at <= r.before && last_of(j, &own, r.before) != e->event))
		return false;
	p->check = e->event;
	p->validation = validation_of(j, e->event, mailbox, r, &serves);
	return serves;
}

/*
 * The last check before the certificate of an account that has a validation; that others have both is counted.  A check that names no
 * account decides for all of them.
 */
static bool
pair_before(struct join *j, const struct entry *list, size_t end, const char *mailbox, struct reach r, struct part *p)
{
	bool found = false;
	struct part other;

	for (size_t i = end, tried = 0; i > 0 && tried < MOST_TRIED && is_in(j, list, i - 1) && is_fresh(j->entry[i - 1].event, r); i--, tried++) {
		const struct entry *e = &j->entry[i - 1];

		if (e->event->applicant == NULL)
			break;
		if (!found && is_pair(j, e, mailbox, r, p)) {
			j->passed_over += event_of_other(j->entry[end - 1].event, p->check);
			found = true;
		} else if (found && event_of_other(e->event, p->check) && is_pair(j, e, mailbox, r, &other)) {
			j->several++;
			break;
		}
	}
	return found;
}

/* Was CAA refused behind a check that is behind the certificate, and may it have been refused to it? */
static bool
is_refused_later(const struct join *j, const struct entry *list, const struct event *check, struct reach r)
{
	const struct event *last = last_of(j, list, r.late);

	return !check->failed && last != NULL && last->failed && !event_of_other(last, check);
}

/* The first behind it. */
static bool
pair_behind(const struct join *j, const struct entry *list, size_t end, const char *mailbox, struct reach r, struct part *p)
{
	for (size_t i = end, tried = 0; tried < MOST_TRIED && is_in(j, list, i) && j->entry[i].at <= r.late; i++, tried++)
		if (is_pair(j, &j->entry[i], mailbox, r, p))
			return true;
	return false;
}

/* The first behind the certificate that permits, for a certificate there is; else the first. */
static const struct event *
check_behind(const struct join *j, const struct entry *list, size_t end, struct reach r)
{
	size_t granted = is_in(j, list, end) ? j->entry[end].granted : SIZE_MAX;

	if (granted != SIZE_MAX && j->entry[granted].at <= r.late)
		return j->entry[granted].event;
	return is_in(j, list, end) && j->entry[end].at <= r.late ? j->entry[end].event : NULL;
}

/*
 * The check of a list that decides: the last before the certificate, where it can serve.  Refusals of an account that has validated nothing
 * are none of it where another has a pair.  One behind the certificate, by which it may be dated back, comes before one that is too old.
 */
static bool
pick_check(struct join *j, const struct entry *list, const char *mailbox, struct reach r, struct part *p)
{
	size_t end = end_of(j, list, r.before);
	const struct event *last = event_before(j, list, end), *behind;
	bool fresh = last != NULL && is_fresh(last, r), serves = false;

	if (fresh && pair_before(j, list, end, mailbox, r, p))
		return true;
	p->check = last;
	p->validation = last != NULL ? validation_of(j, last, mailbox, r, &serves) : NULL;
	if (fresh && (!last->failed || last->applicant == NULL || serves))
		return true;
	if (!pair_behind(j, list, end, mailbox, r, p)) {
		behind = fresh ? NULL : check_behind(j, list, end, r);
		p->check = behind != NULL ? behind : last;
		p->validation = p->check != NULL ? validation_of(j, p->check, mailbox, r, &serves) : NULL;
	}
	j->refused_later += p->check != NULL && p->check->at > r.before && is_refused_later(j, list, p->check, r);
	return p->check != NULL;
}

void
pick_events(struct join *j, const char *name, struct reach r, struct part *p)
{
	static const enum worth worths[] = { WORTH_BELOW, WORTH_NONE };
	const char *at = strrchr(name, '@');
	struct entry list = { .key = "", .kind = EVENT_CAA, .owner = OWNER_ANY };
	const struct event *any;
	bool serves;

	any = find_validation(j, OWNER_ANY, "", name, r, &serves);
	for (size_t i = 0; i < 4; i++) {
		list.worth = worths[i / 2];
		list.name = i % 2 == 0 ? name : at != NULL ? at + 1 : "";
		if (pick_check(j, &list, name, r, p))
			break;
	}
	if (p->check != NULL && p->validation != NULL)
		return;
	j->strange += event_of_other(p->check, any);
	/* What cannot serve gives way. */
	if (p->check == NULL || !event_of_other(p->check, any)) {
		p->validation = any;
	} else if (!is_fresh(p->check, r) && p->check->at <= r.before) {
		p->check = NULL;
		p->validation = any;
	}
}
