/* SPDX-License-Identifier: Apache-2.0 */
/* perspective.c - which entry of a perspective holds when, and whether two contradict one another. */
#include "evidence/perspective.h"

#include "evidence/record/duration.h"

bool
ev_perspective_holds(const struct ev_perspective *p, struct ev_time at)
{
	return !ev_after(&p->valid_from, &at) && !ev_after(&at, &p->valid_until);
}

/* Does the first stand for the second where both hold?  Texts that are the same say the same. */
static bool
stands_for(const struct ev_perspective *a, const struct ev_perspective *b)
{
	if (ev_after(&a->valid_from, &b->valid_from) || (a->valid_from.given && !b->valid_from.given))
		return true;
	if (ev_after(&b->valid_from, &a->valid_from) || b->valid_from.given != a->valid_from.given)
		return false;
	return span_order(a->at->raw, b->at->raw) < 0;
}

const struct ev_perspective *
ev_perspective_find(const struct ev_perspective *list, uint32_t n, struct span code, struct ev_time at)
{
	const struct ev_perspective *found = NULL;

	for (uint32_t i = 0; code.p != NULL && i < n; i++) {
		const struct ev_perspective *p = &list[i];

		if (!span_eq(p->code, code) || !ev_perspective_holds(p, at))
			continue;
		if (!p->several)
			return p;
		if (found == NULL || stands_for(p, found))
			found = p;
	}
	return found;
}

static bool
same_number(struct ev_number a, struct ev_number b)
{
	return a.given == b.given && !(a.n < b.n) && !(a.n > b.n);
}

static bool
same_resolver(const struct ev_resolver *a, const struct ev_resolver *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return span_eq(a->id, b->id) && a->rir == b->rir && a->operated_by == b->operated_by && same_number(a->lat, b->lat) &&
	    same_number(a->lon, b->lon);
}

/* What rules read; names and providers are for people. */
static const char *
difference(const struct ev_perspective *a, const struct ev_perspective *b)
{
	return a->role != b->role ? "role" : a->rir != b->rir ? "rir" : !same_number(a->lat, b->lat) ? "lat" :
	    !same_number(a->lon, b->lon) ? "lon" : !same_number(a->accuracy_km, b->accuracy_km) ? "accuracy_km" :
	    a->secure_channel != b->secure_channel ? "secure_channel" : a->bgp_mitigation != b->bgp_mitigation ? "bgp_mitigation" :
	    !same_resolver(a->resolver, b->resolver) ? "resolver" : NULL;
}

/* Does either begin before the other has ended, and before its own end? */
static bool
overlap(const struct ev_perspective *a, const struct ev_perspective *b)
{
	return !ev_after(&a->valid_from, &a->valid_until) && !ev_after(&b->valid_from, &b->valid_until) &&
	    !ev_after(&a->valid_from, &b->valid_until) && !ev_after(&b->valid_from, &a->valid_until);
}

static bool
has_more_than_a_moment(const struct ev_perspective *p)
{
	return !p->valid_from.given || !p->valid_until.given || ev_after(&p->valid_until, &p->valid_from);
}

static bool
hands_over(const struct ev_perspective *from, const struct ev_perspective *to)
{
	return from->valid_until.given && to->valid_from.given && !ev_after(&from->valid_until, &to->valid_from) &&
	    !ev_after(&to->valid_from, &from->valid_until) && has_more_than_a_moment(from) && has_more_than_a_moment(to);
}

/* An entry without an end holds until another one begins. */
static bool
gives_way(const struct ev_perspective *from, const struct ev_perspective *to)
{
	return !from->valid_until.given && to->valid_from.given && (!from->valid_from.given || ev_after(&to->valid_from, &from->valid_from));
}

const char *
ev_perspective_contradiction(const struct ev_perspective *a, const struct ev_perspective *b)
{
	return overlap(a, b) && !hands_over(a, b) && !hands_over(b, a) && !gives_way(a, b) && !gives_way(b, a) ? difference(a, b) : NULL;
}

struct ev_perspective
ev_resolver_place(const struct ev_resolver *r)
{
	return (struct ev_perspective){ .lat = r->lat, .lon = r->lon };
}
