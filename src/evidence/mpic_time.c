/* SPDX-License-Identifier: Apache-2.0 */
/* mpic_time.c - when an attempt was made, and which of its perspectives looked then. */
#include "evidence/mpic_time.h"

#include "evidence/record/duration.h"

static bool
later(struct ev_time a, struct ev_time b)
{
	return a.given && (!b.given || a.seconds > b.seconds || (a.seconds == b.seconds && a.nanos > b.nanos));
}

int64_t
ev_outside(const struct ev_time *when, const struct ev_time *from, const struct ev_time *to)
{
	if (!when->given)
		return 0;
	if (from->given && later(*from, *when))
		return ev_elapsed(when, from);
	return to->given && later(*when, *to) ? ev_elapsed(to, when) : 0;
}

/* When what relies on the attempt was done, from *from on; NULL: nothing does. */
static const struct ev_time *
time_of_reliance(const struct ev_attempt *t, const struct ev_time **from, int64_t *skew)
{
	if (t->validation != NULL) {
		*from = &t->validation->initiated_at;
		return &t->validation->completed_at;
	}
	if (t->caa == NULL)
		return NULL;
	*skew = EV_ATTEMPT_SECONDS;
	return *from = t->reuse != NULL ? &t->reuse->corroborated_at : &t->caa->checked_at;
}

/* The primary's time where it belongs to what relies on the attempt; NULL: it is not given, or is another's. */
static const struct ev_time *
fitting_primary(const struct ev_attempt *t, int64_t skew)
{
	const struct ev_time *from = NULL, *to = time_of_reliance(t, &from, &skew), *at = t->mpic->primary != NULL ? &t->mpic->primary->primary_at : NULL;

	return at != NULL && at->given && (to == NULL || ev_outside(at, from, to) <= skew) ? at : NULL;
}

/* That, else the time of what relies on the attempt. */
static struct ev_time
time_of_primary(const struct ev_attempt *t, int64_t skew)
{
	const struct ev_time *from, *primary = fitting_primary(t, skew), *to = primary != NULL ? primary : time_of_reliance(t, &from, &skew);

	return to != NULL ? *to : (struct ev_time){ .given = false };
}

/* ---- which sightings are of the attempt ---- */

/* A sighting that has a time and passed, or any that has one. */
static bool
is_timed(const struct ev_sighting *s, bool any)
{
	return s->time.given && (any || ev_sighting_passed(s));
}

/* The last of them up to `end` (NULL: of all), and the first; not given: there is none. */
static struct ev_time
last_until(const struct ev_attempt *t, bool any, const struct ev_time *end, struct ev_time *first)
{
	struct ev_time last = { .given = false };

	*first = last;
	for (uint32_t i = 0; i < t->n_sighting; i++) {
		const struct ev_sighting *s = &t->sighting[i];

		if (!is_timed(s, any) || (end != NULL && ev_after(&s->time, end) && ev_elapsed(end, &s->time) > EV_ATTEMPT_SECONDS))
			continue;
		last = later(s->time, last) ? s->time : last;
		*first = !first->given || later(*first, s->time) ? s->time : *first;
	}
	return last;
}

/*
 * Nobody relies on a perspective that failed, whenever that was.  Where those that passed lie too far apart for one attempt,
 * it is that of those about the primary's time, or about the time of what relies on it; else that of the last ones.
 */
static struct ev_time
last_of_attempt(const struct ev_attempt *t, int64_t skew)
{
	struct ev_time about = time_of_primary(t, skew), first, last = last_until(t, false, NULL, &first), last_in_place;

	if (!last.given)
		return last_until(t, true, NULL, &first);
	if (!about.given || ev_elapsed(&first, &last) <= EV_ATTEMPT_SECONDS)
		return last;
	last_in_place = last_until(t, false, &about, &first);
	return last_in_place.given && ev_elapsed(&last_in_place, &about) <= EV_ATTEMPT_SECONDS ? last_in_place : last;
}

/* Did it look before the validation began? */
static bool
looked_before(const struct ev_attempt *t, const struct ev_sighting *s, int64_t skew)
{
	const struct ev_validation *v = t->validation;

	return v != NULL && v->initiated_at.given && !ev_after(&v->initiated_at, &v->completed_at) && ev_elapsed(&s->time, &v->initiated_at) > skew;
}

/* Those that passed at another time than the others; where all of them are from before the validation, none is. */
static void
settle_apart(struct ev_attempt *t, int64_t skew)
{
	bool began = false;

	for (uint32_t i = 0; i < t->n_sighting; i++) {
		struct ev_sighting *s = &t->sighting[i];

		if (!is_timed(s, false))
			continue;
		s->apart = ev_after(&s->time, &t->last) || ev_elapsed(&s->time, &t->last) > EV_ATTEMPT_SECONDS;
		began |= !s->apart && !looked_before(t, s, skew);
	}
	for (uint32_t i = 0; i < t->n_sighting && began; i++)
		if (is_timed(&t->sighting[i], false))
			t->sighting[i].apart |= looked_before(t, &t->sighting[i], skew);
}

/* A corroboration of a validation is of that validation's time, whatever it says itself (SBR 4.2.1 reuse whole ones only). */
void
ev_settle_time(struct ev_attempt *t, int64_t skew)
{
	struct ev_time first;

	t->last = last_of_attempt(t, skew);
	settle_apart(t, skew);
	/* One that failed a little later was asked in the attempt all the same. */
	t->time = t->last.given ? last_until(t, true, &t->last, &first) : time_of_primary(t, skew);
	if (t->validation != NULL && t->validation->completed_at.given && t->validation->initiated_at.given &&
	    later(t->validation->initiated_at, t->time))
		t->time = t->validation->completed_at;
}
