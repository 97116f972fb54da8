/* SPDX-License-Identifier: Apache-2.0 */
/* corroboration.c - which remote perspectives count, and whether they are enough. */
#include "evidence/corroboration.h"

#include <math.h>

#include "base/day.h"

/* ---- phases and quorum ---- */

/* SBR 4.2.2.2 for the beginning, TLS BR 3.2.2.9 (Phased Implementation Timeline) for the rest. */
static const struct mpic_phase phases[] = {
	{ DAY(2025, 5, 15), 2, false, 1 },
	{ DAY(2025, 9, 15), 2, true, 1 },
	{ DAY(2026, 3, 15), 3, true, 2 },
	{ DAY(2026, 6, 15), 4, true, 2 },
	{ DAY(2026, 12, 15), 5, true, 2 },
};

const struct mpic_phase *
mpic_phase(int32_t day)
{
	const struct mpic_phase *found = NULL;

	for (size_t i = 0; i < sizeof phases / sizeof *phases && phases[i].from <= day; i++)
		found = &phases[i];
	return found;
}

/* TLS BR 3.2.2.9, Quorum Requirements. */
int
mpic_allowed(unsigned n)
{
	return n < 2 ? -1 : n < 6 ? 1 : 2;
}

unsigned
mpic_needed(unsigned n)
{
	return n < 2 ? 1 : n - (unsigned)mpic_allowed(n);
}

bool
mpic_has_quorum(unsigned used, unsigned corroborating)
{
	return used >= 2 && corroborating >= mpic_needed(used);
}

/* ---- distances ---- */

#define RADIUS_KM 6371.0088

double
mpic_distance(double lat1, double lon1, double lat2, double lon2)
{
	const double degree = 0.017453292519943295;
	double a = lat1 * degree, b = lat2 * degree, d = (lon2 - lon1) * degree;
	double across = cos(b) * sin(d), along = cos(a) * sin(b) - sin(a) * cos(b) * cos(d);

	return RADIUS_KM * atan2(sqrt(across * across + along * along), sin(a) * sin(b) + cos(a) * cos(b) * cos(d));
}

static bool
is_place(const struct ev_number *lat, const struct ev_number *lon)
{
	return lat->given && lon->given && lat->n >= -90 && lat->n <= 90 && lon->n >= -180 && lon->n <= 180;
}

static bool
has_place(const struct ev_perspective *p)
{
	return p != NULL && is_place(&p->lat, &p->lon);
}

static double
accuracy(const struct ev_perspective *p)
{
	return p->accuracy_km.given && p->accuracy_km.n >= 0 ? p->accuracy_km.n : MPIC_ACCURACY_KM;
}

/* A place on the globe, in decimal degrees. */
struct spot {
	double lat, lon;
};

/*
 * Are they farther apart than that, by an estimate from below?  No way is shorter than what lies between the two parallels;
 * else the haversine with t - t^3/6 for the sine and 1 - t^2/2
 * for the cosine, which are never more: most pairs need no trigonometry.
 */
static bool
surely_over(const struct spot *a, const struct spot *b, double km)
{
	const double degree = 0.017453292519943295;
	double up = fabs(a->lat - b->lat) * degree / 2, along = fabs(a->lon - b->lon) * degree / 2, half = (km + 1) / (2 * RADIUS_KM);
	double x, y, cx, cy;

	if (up > half)
		return true;
	x = a->lat * degree;
	y = b->lat * degree;
	cx = 1 - x * x / 2;
	cy = 1 - y * y / 2;
	if (along > 90 * degree)
		along = 180 * degree - along;
	up -= up * up * up / 6;
	along -= along * along * along / 6;
	return up * up + (cx > 0 && cy > 0 ? cx * cy * along * along : 0) > half * half;
}

/* Of two that are exact to so many km together. */
static enum mpic_nearness
nearness(const struct spot *a, const struct spot *b, double band, double *km)
{
	*km = 0;
	if (surely_over(a, b, MPIC_DISTANCE_KM + band))
		return MPIC_FAR;
	*km = mpic_distance(a->lat, a->lon, b->lat, b->lon);
	if (*km + band < MPIC_DISTANCE_KM)
		return MPIC_NEAR;
	return *km - band >= MPIC_DISTANCE_KM ? MPIC_FAR : MPIC_CLOSE;
}

enum mpic_nearness
mpic_nearness(const struct ev_perspective *a, const struct ev_perspective *b, double *km)
{
	*km = 0;
	if (!has_place(a) || !has_place(b))
		return MPIC_UNPLACED;
	return nearness(&(struct spot){ a->lat.n, a->lon.n }, &(struct spot){ b->lat.n, b->lon.n }, accuracy(a) + accuracy(b), km);
}

enum mpic_nearness
mpic_nearness_of_resolvers(const struct ev_resolver *a, const struct ev_resolver *b, double *km)
{
	*km = 0;
	if (!is_place(&a->lat, &a->lon) || !is_place(&b->lat, &b->lon))
		return MPIC_UNPLACED;
	return nearness(&(struct spot){ a->lat.n, a->lon.n }, &(struct spot){ b->lat.n, b->lon.n }, 2 * MPIC_ACCURACY_KM, km);
}

bool
mpic_two_places(const struct ev_perspective *a, const struct ev_perspective *b, double *km)
{
	double apart = has_place(a) && has_place(b) ? mpic_distance(a->lat.n, a->lon.n, b->lat.n, b->lon.n) : 0;

	*km = apart > accuracy(a) + accuracy(b) ? apart : 0;
	return *km > 0;
}

/* ---- the largest distinct set ---- */

/* What a search may look at, far beyond what places on one globe need, and all those of a record together. */
#define SEARCH_STEPS 20000u

static unsigned
bits(uint64_t set)
{
	unsigned n = 0;

	for (; set != 0; set &= set - 1)
		n++;
	return n;
}

static unsigned
first_of(uint64_t set)
{
	unsigned i = 0;

	for (; (set & 1) == 0; set >>= 1)
		i++;
	return i;
}

/* Is all that is near to one of its neighbours near to it, too?  That one may stand in its place in any set. */
static bool
is_needless(const struct mpic_graph *g, uint64_t left, unsigned i)
{
	uint64_t own = g->near[i] | UINT64_C(1) << i;

	for (uint64_t near = g->near[i] & left; near != 0; near &= near - 1)
		if ((g->near[first_of(near)] & left & ~own) == 0)
			return true;
	return false;
}

/* Takes out what no largest set needs; into the set what is near to none of the rest.  Returns the one near to most, or -1 when nothing is left. */
static int
take_free(const struct mpic_graph *g, uint64_t *left, unsigned *size)
{
	unsigned most_near = 0;
	uint64_t before;
	int most = -1;

	do {
		before = *left;
		for (uint64_t rest = before; rest != 0; rest &= rest - 1)
			if (is_needless(g, *left, first_of(rest)))
				*left &= ~(rest & -rest);
	} while (*left != before);
	for (uint64_t rest = *left; rest != 0; rest &= rest - 1) {
		unsigned i = first_of(rest), near = bits(g->near[i] & *left);

		if (near == 0) {
			*left &= ~(rest & -rest);
			++*size;
		} else if (near > most_near) {
			most = (int)i;
			most_near = near;
		}
	}
	return most;
}

/* No set of distinct ones is larger: of a group in which each is near to every other it has one at the most. */
static unsigned
groups(const struct mpic_graph *g, uint64_t among)
{
	unsigned n = 0;

	for (; among != 0; n++) {
		uint64_t may_join = among;

		while (may_join != 0) {
			unsigned i = first_of(may_join);

			among &= ~(UINT64_C(1) << i);
			may_join &= g->near[i];
		}
	}
	return n;
}

/*
 * The size of the largest set of distinct ones, where that is more than `known`; one of `enough` ends the search.
 * Branches on the one near to most: with it, or without.
 */
static unsigned
search(const struct mpic_graph *g, uint64_t among, unsigned known, unsigned enough, unsigned *steps)
{
	struct {
		uint64_t left;
		unsigned size;
	} open[MPIC_SETS + 1];
	unsigned depth = 0, best = known;

	open[depth].left = among;
	open[depth++].size = 0;
	while (depth > 0 && *steps > 0 && best < enough) {
		uint64_t left = open[--depth].left;
		unsigned size = open[depth].size;
		int i;

		--*steps;
		if (size + bits(left) <= best)
			continue;
		i = take_free(g, &left, &size);
		if (i < 0) {
			best = size > best ? size : best;
			continue;
		}
		if (size + groups(g, left) <= best)
			continue;
		/* Each level takes one of at most 64 away, and each leaves one open. */
		open[depth].left = left & ~(UINT64_C(1) << i);
		open[depth++].size = size;
		open[depth].left = left & ~(g->near[i] | UINT64_C(1) << i);
		open[depth++].size = size + 1;
	}
	return best;
}

/* A search within its own limit and what is left of the record's. */
static unsigned
search_within(const struct mpic_graph *g, uint64_t among, unsigned known, unsigned enough, unsigned *left, bool *decided)
{
	unsigned limit = *left < SEARCH_STEPS ? *left : SEARCH_STEPS, steps = limit, best = search(g, among, known, enough, &steps);

	*left -= limit - steps;
	*decided &= steps > 0;
	return best;
}

static unsigned
largest(const struct mpic_graph *g, uint64_t among, unsigned *left, bool *decided)
{
	return search_within(g, among, 0, MPIC_SETS, left, decided);
}

unsigned
mpic_largest_distinct(const struct mpic_graph *g, uint64_t among, bool *decided)
{
	unsigned left = SEARCH_STEPS;

	return largest(g, among, &left, decided);
}

/* ---- RIRs ---- */

/*
 * Is there a quorum with two RIRs?  Some two of it then have different ones:
 * every such pair is tried, and filled up from the rest.
 */
static bool
two_regions(const struct mpic_graph *g, uint64_t among, const uint8_t *rir, unsigned needed, unsigned *left, bool *decided)
{
	for (unsigned i = 0; i < g->n; i++)
		for (unsigned k = i + 1; k < g->n; k++) {
			uint64_t pair = UINT64_C(1) << i | UINT64_C(1) << k, rest = among & ~(pair | g->near[i] | g->near[k]);

			if ((among & pair) != pair || rir[i] == 0 || rir[k] == 0 || rir[i] == rir[k] ||
			    (g->near[i] >> k & 1) != 0)
				continue;
			if (needed <= 2 || search_within(g, rest, needed - 3, needed - 2, left, decided) >= needed - 2)
				return true;
		}
	return false;
}

/* ---- counting ---- */

struct nodes {
	struct mpic_graph far, graph;	/* far: as if all were distinct */
	uint8_t rir[MPIC_SETS];
	uint64_t all, corroborating, at_primary;
	uint8_t met;			/* of struct mpic_count */
};

static bool
is_near(struct nodes *v, const struct ev_perspective *a, const struct ev_perspective *b)
{
	double km;
	enum mpic_nearness n = mpic_nearness(a, b, &km);

	v->met |= (uint8_t)(1u << n);
	return n == MPIC_NEAR;
}

static void
add_node(struct nodes *v, const struct ev_attempt *t, const struct ev_sighting *s, const struct ev_sighting **of)
{
	unsigned i = v->graph.n++;
	uint64_t bit = UINT64_C(1) << i;

	of[i] = s;
	v->all |= bit;
	v->rir[i] = s->place != NULL ? s->place->rir : 0;
	if (ev_sighting_corroborates(s))
		v->corroborating |= bit;
	if (is_near(v, t->primary_place, s->place))
		v->at_primary |= bit;
	for (unsigned k = 0; k < i; k++)
		if (is_near(v, of[k]->place, s->place)) {
			v->graph.near[i] |= UINT64_C(1) << k;
			v->graph.near[k] |= bit;
		}
}

static unsigned
regions(const struct mpic_graph *g, uint64_t among, const uint8_t *rir, unsigned used, unsigned corroborating, unsigned *left,
    bool *decided)
{
	bool found = true;

	if (!mpic_has_quorum(used, corroborating))
		return 0;
	/* What is found is there, whatever searches before it were given up. */
	if (two_regions(g, among, rir, mpic_needed(used), left, &found))
		return 2;
	*decided &= found;
	return 1;
}

/* Boulder names the regions of those that passed, not whose they are. */
static bool
claims_two_regions(const struct ev_attempt *t)
{
	return bits(t->rirs) >= 2;
}

void
mpic_count_within(const struct ev_attempt *t, unsigned *left, struct mpic_count *c)
{
	const struct ev_sighting *of[MPIC_SETS];
	struct nodes v = { .all = 0 };
	uint64_t distinct;

	*c = (struct mpic_count){ .decided = true };
	for (uint32_t i = 0; i < t->n_sighting && v.graph.n < MPIC_SETS; i++) {
		const struct ev_sighting *s = &t->sighting[i];

		if (s->again || s->is_primary)
			continue;
		add_node(&v, t, s, of);
		c->passed += ev_sighting_passed(s);
		c->uncompleted += ev_sighting_corroborates(s) && s->completed == EV_UNSAID;
	}
	v.far.n = v.graph.n;
	c->met = v.met;
	c->used = v.graph.n;
	c->corroborating = bits(v.corroborating);
	distinct = v.all & ~v.at_primary;
	c->distinct = largest(&v.graph, distinct, left, &c->decided);
	c->distinct_corroborating = largest(&v.graph, distinct & v.corroborating, left, &c->decided);
	for (unsigned i = 0; i < v.graph.n; i++)
		c->rir_unknown |= (v.corroborating >> i & 1) != 0 && v.rir[i] == 0;
	c->rirs = regions(&v.far, v.corroborating, v.rir, c->used, c->corroborating, left, &c->decided);
	c->distinct_rirs = regions(&v.graph, distinct & v.corroborating, v.rir, c->distinct, c->distinct_corroborating,
	    left, &c->decided);
	if (c->rir_unknown && claims_two_regions(t)) {
		c->rirs = c->rirs == 1 ? 2 : c->rirs;
		c->distinct_rirs = c->distinct_rirs == 1 ? 2 : c->distinct_rirs;
		c->rir_unknown = false;
	}
}

void
mpic_count(const struct ev_attempt *t, struct mpic_count *c)
{
	unsigned left = MPIC_RECORD_STEPS;

	mpic_count_within(t, &left, c);
}

const struct mpic_count *
mpic_count_all(struct arena *a, const struct ev_attempts *all)
{
	struct mpic_count *list = arena_array(a, all->n, sizeof *list);
	unsigned left = MPIC_RECORD_STEPS;

	for (uint32_t i = 0; list != NULL && i < all->n; i++)
		mpic_count_within(&all->attempt[i], &left, &list[i]);
	return list;
}

bool
mpic_meets(const struct mpic_count *c, const struct mpic_phase *p)
{
	if (c->distinct < p->remotes)
		return false;
	return !p->quorum || (mpic_has_quorum(c->distinct, c->distinct_corroborating) && c->distinct_rirs >= p->rirs);
}
