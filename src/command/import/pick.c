/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pick.c - see pick.h.
 *
 * A log has many validations and checks of a name.  A certificate relies on what
 * could serve it (SBR 4.2.1, 4.2.2.1), and on what one account did: an
 * authorization is that of its account (RFC 8555 7.1.4).
 */
#include "command/import/pick.h"

#include <string.h>

#include "base/day.h"
#include "command/import/entries.h"

/* SBR 4.2.1: validations of a domain or a mail server; those of a mailbox alone. */
#define DOMAIN_REUSE (398 * SECONDS_PER_DAY)
#define MAILBOX_REUSE (30 * SECONDS_PER_DAY)
/* SBR 4.2.2.1: a check of CAA, unless its TTL is longer. */
#define CAA_REUSE (8 * 3600)

/* ---- what can serve ---- */

static int64_t
life_of(const struct event *v)
{
	int64_t ttl = v->kind == EVENT_CAA ? event_number_of(v, "ttl_seconds") : 0;

	if (v->kind == EVENT_CAA)
		return ttl > CAA_REUSE ? ttl : CAA_REUSE;
	return event_worth(v) == WORTH_MAILBOX ? MAILBOX_REUSE : DOMAIN_REUSE;
}

/* Is it from before the certificate, and young enough for it? */
static bool
is_fresh(const struct event *v, struct reach r)
{
	return v->at != 0 && (r.before == INT64_MAX || r.before - v->at <= life_of(v));
}

/* Farther behind the certificate than a check of CAA may be before it: it may be of a later certificate as well. */
static bool
is_far_behind(const struct event *v, struct reach r)
{
	return r.before != INT64_MAX && v->at - CAA_REUSE > r.before;
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
		size_t end = entries_end(j, &list, r.before);
		const struct event *v = entries_before(j, &list, end);

		if (v != NULL && is_fresh(v, r) && (f->fresh == NULL || v->at > f->fresh->at))
			f->fresh = v;
		else if (v != NULL && f->old == NULL)
			f->old = v;
		if (f->behind == NULL && entries_have(j, &list, end) && j->entry[end].at <= r.late)
			f->behind = j->entry[end].event;
	}
	list.worth = WORTH_NONE;
	if (f->failed == NULL)
		f->failed = entries_last(j, &list, r.before);
	if (f->failed == NULL)
		f->failed = entries_last(j, &list, r.late);
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
	if (e->event->failed || (e->at <= r.before && entries_last(j, &own, r.before) != e->event))
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

	for (size_t i = end, tried = 0; i > 0 && tried < MOST_TRIED && entries_have(j, list, i - 1) && is_fresh(j->entry[i - 1].event, r); i--, tried++) {
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
	const struct event *last = entries_last(j, list, r.late);

	return !check->failed && last != NULL && last->failed && !event_of_other(last, check);
}

/* The first behind it. */
static bool
pair_behind(const struct join *j, const struct entry *list, size_t end, const char *mailbox, struct reach r, struct part *p)
{
	for (size_t i = end, tried = 0; tried < MOST_TRIED && entries_have(j, list, i) && j->entry[i].at <= r.late; i++, tried++)
		if (is_pair(j, &j->entry[i], mailbox, r, p))
			return true;
	return false;
}

/* The first behind the certificate that permits, for a certificate there is; else the first. */
static const struct event *
check_behind(const struct join *j, const struct entry *list, size_t end, struct reach r)
{
	size_t granted = entries_have(j, list, end) ? j->entry[end].granted : SIZE_MAX;

	if (granted != SIZE_MAX && j->entry[granted].at <= r.late)
		return j->entry[granted].event;
	return entries_have(j, list, end) && j->entry[end].at <= r.late ? j->entry[end].event : NULL;
}

/* One that can serve gives way to what permits alone, and to none of another account. */
static bool
gives_way(const struct event *last, const struct event *behind, struct reach r)
{
	return last == NULL || !is_fresh(last, r) || (!behind->failed && !event_of_other(last, behind));
}

/* One behind the certificate in place of the last before it. */
static void
tell_behind(struct join *j, const struct entry *list, const struct event *last, const struct event *check, struct reach r)
{
	bool fresh = last != NULL && is_fresh(last, r);

	j->refused_later += is_refused_later(j, list, check, r);
	j->refused_before += fresh;
	j->far_behind += last != NULL && !fresh && is_far_behind(check, r);
}

/*
 * The check of a list that decides: the last before the certificate, where it can serve.  Refusals of an account that has validated nothing
 * are none of it where another has a pair.  One behind the certificate, by which it may be dated back, comes before one that is too old, and,
 * where it permits, before a refusal: a certificate is issued on none.
 */
static bool
pick_check(struct join *j, const struct entry *list, const char *mailbox, struct reach r, struct part *p)
{
	size_t end = entries_end(j, list, r.before);
	const struct event *last = entries_before(j, list, end), *behind = NULL;
	bool fresh = last != NULL && is_fresh(last, r), serves = false;

	if (fresh && pair_before(j, list, end, mailbox, r, p))
		return true;
	if ((fresh && !last->failed) || !pair_behind(j, list, end, mailbox, r, p)) {
		if (!fresh || last->failed)
			behind = check_behind(j, list, end, r);
		p->check = behind != NULL && gives_way(last, behind, r) ? behind : last;
		p->validation = p->check != NULL ? validation_of(j, p->check, mailbox, r, &serves) : NULL;
	}
	if (p->check != NULL && p->check->at > r.before)
		tell_behind(j, list, last, p->check, r);
	return p->check != NULL;
}

/* Is the validation far behind the certificate, and one before it too old? */
static bool
is_in_place_of_old(const struct join *j, const struct event *v, const char *name, struct reach r)
{
	const struct event *old;
	bool serves;

	if (v == NULL || !is_far_behind(v, r))
		return false;
	r.late = r.before;
	old = find_validation(j, OWNER_ANY, "", name, r, &serves);
	return old != NULL && !old->failed;
}

/* The last check of an account before the certificate, of the mailbox or its domain, where it can serve; NULL: there is none. */
static const struct event *
check_of_account(const struct join *j, const char *account, const char *name, struct reach r)
{
	const char *at = strrchr(name, '@');
	struct entry list = { .name = name, .key = account, .kind = EVENT_CAA, .owner = OWNER_ACCOUNT, .worth = WORTH_BELOW };
	const struct event *last = entries_last(j, &list, r.before);

	if (last == NULL && at != NULL) {
		list.name = at + 1;
		last = entries_last(j, &list, r.before);
	}
	return last != NULL && is_fresh(last, r) ? last : NULL;
}

/*
 * A check and no validation of its account, or the other way round; `any` is the validation of whatever account.  What was refused to another
 * account gives way, and so does what cannot serve.
 */
static void
settle_accounts(struct join *j, const struct event *any, bool serves, const char *name, struct reach r, struct part *p)
{
	bool apart = event_of_other(p->check, any), refused = apart && serves && p->check->failed;

	if (refused || (apart && !is_fresh(p->check, r) && p->check->at <= r.before))
		p->check = refused ? check_of_account(j, any->applicant, name, r) : NULL;
	if (!event_of_other(p->check, any))
		p->validation = any;
	if (apart && p->check != NULL && p->validation != NULL)
		j->passed_over++;
	else
		j->strange += apart;
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
	if (p->check == NULL || p->validation == NULL)
		settle_accounts(j, any, serves, name, r, p);
	j->far_behind += is_in_place_of_old(j, p->validation, name, r);
}
