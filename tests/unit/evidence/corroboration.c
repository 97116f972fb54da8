/* SPDX-License-Identifier: Apache-2.0 */
/* corroboration.c - distances, phases, the quorum table, and the search for distinct perspectives. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/day.h"
#include "evidence/corroboration.h"

/* ---- tables ---- */

static void
phases(void **state)
{
	static const struct {
		int32_t day;
		unsigned remotes;	/* 0: no phase yet */
		bool quorum;
		unsigned rirs;
	} list[] = {
		{ DAY(2025, 5, 14), 0, false, 0 }, { DAY(2025, 5, 15), 2, false, 1 }, { DAY(2025, 9, 14), 2, false, 1 },
		{ DAY(2025, 9, 15), 2, true, 1 }, { DAY(2026, 3, 14), 2, true, 1 }, { DAY(2026, 3, 15), 3, true, 2 },
		{ DAY(2026, 6, 14), 3, true, 2 }, { DAY(2026, 6, 15), 4, true, 2 }, { DAY(2026, 12, 14), 4, true, 2 },
		{ DAY(2026, 12, 15), 5, true, 2 }, { DAY_NEVER, 5, true, 2 }, { DAY_ALWAYS, 0, false, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
		const struct mpic_phase *p = mpic_phase(list[i].day);

		assert_int_equal(p != NULL ? p->remotes : 0, list[i].remotes);
		assert_int_equal(p != NULL && p->quorum, list[i].quorum);
		assert_int_equal(p != NULL ? p->rirs : 0, list[i].rirs);
	}
}

/* TLS BR 3.2.2.9: two to five, one may fail; six and more, two may. */
static void
quorums(void **state)
{
	static const unsigned needed[] = { 1, 1, 1, 2, 3, 4, 4, 5, 6 };

	(void)state;
	for (unsigned n = 0; n < sizeof needed / sizeof *needed; n++) {
		assert_int_equal(mpic_needed(n), needed[n]);
		assert_int_equal(mpic_allowed(n), n < 2 ? -1 : (int)(n - needed[n]));
		assert_int_equal(mpic_has_quorum(n, needed[n]), n >= 2);
		assert_false(mpic_has_quorum(n, needed[n] - 1));
	}
}

/* ---- distances ---- */

static void
distances(void **state)
{
	static const struct {
		double lat1, lon1, lat2, lon2, km;
	} list[] = {
		{ 51.51, -0.13, 53.35, -6.26, 463.0 },		/* London, Dublin */
		{ 50.11, 8.68, 48.86, 2.35, 477.7 },		/* Frankfurt, Paris */
		{ 47.37, 8.54, 48.86, 2.35, 487.6 },		/* Zurich, Paris */
		{ 1.35, 103.82, 3.14, 101.69, 309.0 },		/* Singapore, Kuala Lumpur */
		{ 0, 0, 0, 0, 0 }, { 90, 0, 90, 137, 0 }, { 0, 0, 0, 180, 20015.1 }, { 90, 0, -90, 5, 20015.1 },
		{ 0, 179.5, 0, -179.5, 111.2 }, { 10, 180, 10, -180, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
		double km = mpic_distance(list[i].lat1, list[i].lon1, list[i].lat2, list[i].lon2);

		if (fabs(km - list[i].km) > 1 || fabs(km - mpic_distance(list[i].lat2, list[i].lon2, list[i].lat1, list[i].lon1)) > 1e-6)
			fail_msg("%zu: %f km", i, km);
	}
}

/* A place on the equator, so many km from longitude 0. */
static struct ev_perspective
at_km(double km, double accuracy)
{
	return (struct ev_perspective){
		.lat = { true, 0 }, .lon = { true, km / 6371.0088 * 57.29577951308232 }, .accuracy_km = { true, accuracy }
	};
}

static void
nearness(void **state)
{
	struct ev_perspective zero = at_km(0, 0), b, nowhere = { .lat = { true, 1 } };
	double km;

	(void)state;
	b = at_km(499.999, 0);
	assert_int_equal(mpic_nearness(&zero, &b, &km), MPIC_NEAR);
	assert_true(fabs(km - 499.999) < 1e-6);
	b = at_km(500.001, 0);
	assert_int_equal(mpic_nearness(&zero, &b, &km), MPIC_FAR);
	b = at_km(489.99, 10);
	assert_int_equal(mpic_nearness(&zero, &b, &km), MPIC_NEAR);
	b = at_km(490.01, 10);
	assert_int_equal(mpic_nearness(&zero, &b, &km), MPIC_CLOSE);
	b = at_km(509.99, 10);
	assert_int_equal(mpic_nearness(&zero, &b, &km), MPIC_CLOSE);
	b = at_km(510.01, 10);
	assert_int_equal(mpic_nearness(&zero, &b, &km), MPIC_FAR);
	/* 50 km where it is not said, and where it is nonsense. */
	b = at_km(449.9, -1);
	assert_int_equal(mpic_nearness(&zero, &b, &km), MPIC_NEAR);
	b.accuracy_km.given = false;
	assert_int_equal(mpic_nearness(&zero, &b, &km), MPIC_NEAR);
	b = at_km(450.1, 0);
	b.accuracy_km.given = false;
	assert_int_equal(mpic_nearness(&zero, &b, &km), MPIC_CLOSE);
	assert_int_equal(mpic_nearness(&zero, &nowhere, &km), MPIC_UNPLACED);
	assert_int_equal(mpic_nearness(NULL, &zero, &km), MPIC_UNPLACED);
	b = at_km(0, 0);
	b.lat.n = 91;
	assert_int_equal(mpic_nearness(&zero, &b, &km), MPIC_UNPLACED);
	b.lat.n = NAN;
	assert_int_equal(mpic_nearness(&zero, &b, &km), MPIC_UNPLACED);
}

/* Most pairs are told apart by an estimate: it says of none that it is far which is not. */
static void
nearness_by_distance(void **state)
{
	(void)state;
	for (unsigned i = 0; i < 40000; i++) {
		static const double step[] = { 0.7, 3.1, 4.5, 5.3, 9, 41, 133 };
		struct ev_perspective a = at_km(0, i % 3 * 40.0), b = a;
		double km, band;
		bool far;

		a.lat.n = (int)(i * 7 % 181) - 90;
		b.lat.n = fmin(90, a.lat.n + step[i % 7] * (i / 7 % 3));
		a.lon.n = (int)(i * 11 % 361) - 180;
		b.lon.n = a.lon.n + step[i / 21 % 7];
		b.lon.n -= b.lon.n > 180 ? 360 : 0;
		km = mpic_distance(a.lat.n, a.lon.n, b.lat.n, b.lon.n);
		band = a.accuracy_km.n + b.accuracy_km.n;
		far = km - band >= MPIC_DISTANCE_KM;
		if ((mpic_nearness(&a, &b, &km) == MPIC_FAR) != far)
			fail_msg("%f %f, %f %f: %f km", a.lat.n, a.lon.n, b.lat.n, b.lon.n, km);
	}
}

/* ---- the search ---- */

static uint32_t
next(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static void
join(struct mpic_graph *g, unsigned i, unsigned k)
{
	g->near[i] |= UINT64_C(1) << k;
	g->near[k] |= UINT64_C(1) << i;
}

static struct mpic_graph
random_graph(uint32_t *seed, unsigned n, unsigned percent)
{
	struct mpic_graph g = { .n = n };

	for (unsigned i = 0; i < n; i++)
		for (unsigned k = 0; k < i; k++)
			if (next(seed) % 100 < percent)
				join(&g, i, k);
	return g;
}

static unsigned
size_of(uint64_t set)
{
	unsigned n = 0;

	for (; set != 0; set &= set - 1)
		n++;
	return n;
}

/* Every subset. */
static unsigned
by_force(const struct mpic_graph *g, uint64_t among)
{
	unsigned best = 0;

	for (uint64_t set = 0; set < UINT64_C(1) << g->n; set++) {
		bool free = (set & ~among) == 0;

		for (unsigned i = 0; free && i < g->n; i++)
			free = (set >> i & 1) == 0 || (g->near[i] & set) == 0;
		if (free && size_of(set) > best)
			best = size_of(set);
	}
	return best;
}

static void
largest_set(void **state)
{
	uint32_t seed = 1;

	(void)state;
	for (unsigned round = 0; round < 400; round++) {
		struct mpic_graph g = random_graph(&seed, 1 + round % 12, round % 101);
		uint64_t among = next(&seed) & ((UINT64_C(1) << g.n) - 1);
		bool decided = true;

		assert_int_equal(mpic_largest_distinct(&g, among, &decided), by_force(&g, among));
		assert_true(decided);
	}
}

/* Is it decided what is distinct among 64 places, scattered over a square of so many km or in rows across it? */
static void
scatter(uint32_t *seed, unsigned side, bool rows)
{
	struct mpic_graph g = { .n = MPIC_SETS };
	struct ev_perspective p[MPIC_SETS];
	bool decided = true;
	double km;

	for (unsigned i = 0; i < MPIC_SETS; i++) {
		unsigned x = rows ? i % 8 * side / 8 + next(seed) % (side / 40) : next(seed) % side;
		unsigned y = rows ? i / 8 * side / 8 + next(seed) % (side / 40) : next(seed) % side;

		p[i] = at_km(x, 0);
		p[i].lat = (struct ev_number){ true, y / 111.2 };
		for (unsigned k = 0; k < i; k++)
			if (mpic_nearness(&p[i], &p[k], &km) == MPIC_NEAR)
				join(&g, i, k);
	}
	(void)mpic_largest_distinct(&g, UINT64_MAX, &decided);
	assert_true(decided);
}

/* As many as there may be, however close together: none keeps the rules from counting. */
static void
places_are_decided(void **state)
{
	uint32_t seed = 11;

	(void)state;
	for (unsigned round = 0; round < 4000; round++)
		scatter(&seed, 400 + round, round % 2 == 0);
}

static void
sixty_four(void **state)
{
	struct mpic_graph g = { .n = MPIC_SETS };
	uint32_t seed = 7;
	bool decided = true;

	(void)state;
	assert_int_equal(mpic_largest_distinct(&g, UINT64_MAX, &decided), 64);
	for (unsigned i = 0; i < MPIC_SETS; i++)
		join(&g, i, (i + 1) % MPIC_SETS);
	assert_int_equal(mpic_largest_distinct(&g, UINT64_MAX, &decided), 32);
	assert_true(decided);
	for (unsigned i = 0; i < MPIC_SETS; i++)
		for (unsigned k = 0; k < i; k++)
			join(&g, i, k);
	assert_int_equal(mpic_largest_distinct(&g, UINT64_MAX, &decided), 1);
	assert_true(decided);
	/* What no places make: the search ends, and a set of its size is there. */
	for (unsigned percent = 5; percent < 100; percent += 5) {
		unsigned n;

		g = random_graph(&seed, MPIC_SETS, percent);
		decided = true;
		n = mpic_largest_distinct(&g, UINT64_MAX, &decided);
		assert_true(n >= 1 && n <= 64);
	}
}

/* ---- an attempt ---- */

static const struct ev_perspective *
place(struct ev_perspective *p, double km, enum ev_rir rir)
{
	*p = at_km(km, 0);
	p->rir = (uint8_t)rir;
	return p;
}

static void
count(void **state)
{
	struct ev_perspective p[5], home;
	struct ev_sighting s[5] = { { .at = NULL } };
	struct ev_attempt t = { .sighting = s, .n_sighting = 5 };
	struct mpic_count n;

	(void)state;
	for (unsigned i = 0; i < 5; i++)
		s[i] = (struct ev_sighting){ .completed = EV_YES, .passed = EV_YES, .place = place(&p[i], 600.0 * (i + 1), RIR_ARIN) };
	mpic_count(&t, &n);
	assert_int_equal(n.used, 5);
	assert_int_equal(n.distinct, 5);
	assert_int_equal(n.distinct_corroborating, 5);
	assert_int_equal(n.distinct_rirs, 1);
	/* The second region is that of the only one that may be left out: it need not be. */
	p[4].rir = RIR_APNIC;
	mpic_count(&t, &n);
	assert_int_equal(n.distinct_rirs, 2);
	assert_true(mpic_meets(&n, mpic_phase(DAY(2026, 12, 15))));
	/* Its neighbour at 300 km is as good, but of the first region: one of them counts, and it may be either. */
	p[3] = at_km(600.0 * 5 - 300, 0);
	p[3].rir = RIR_ARIN;
	mpic_count(&t, &n);
	assert_int_equal(n.distinct, 4);
	assert_int_equal(n.distinct_corroborating, 4);
	assert_int_equal(n.distinct_rirs, 2);
	assert_true(mpic_meets(&n, mpic_phase(DAY(2026, 6, 15))));
	assert_false(mpic_meets(&n, mpic_phase(DAY(2026, 12, 15))));
	/* At the primary's place it is no remote perspective. */
	home = at_km(600.0 * 5, 0);
	t.primary_place = &home;
	mpic_count(&t, &n);
	assert_int_equal(n.distinct, 3);
	assert_int_equal(n.distinct_rirs, 1);
	assert_int_equal(n.rirs, 2);
	/* The region of one is not known, but the response names two. */
	p[4].rir = 0;
	mpic_count(&t, &n);
	assert_true(n.rir_unknown);
	t.rirs = 1 << RIR_ARIN | 1 << RIR_APNIC;
	mpic_count(&t, &n);
	assert_false(n.rir_unknown);
	assert_int_equal(n.distinct_rirs, 2);
	t.rirs = 0;
	/* Without places all count as distinct. */
	t.primary_place = NULL;
	for (unsigned i = 0; i < 5; i++)
		s[i].place = NULL;
	s[0].again = s[1].is_primary = true;
	s[2].seen = SEEN_OTHER;
	mpic_count(&t, &n);
	assert_int_equal(n.used, 3);
	assert_int_equal(n.passed, 3);
	assert_int_equal(n.distinct, 3);
	assert_int_equal(n.corroborating, 2);
}

static void
claims(void **state)
{
	static const struct {
		const char *text;
		bool given;
		uint32_t passed, used;
	} list[] = {
		{ "4/5", true, 4, 5 }, { "0/0", true, 0, 0 }, { "123456/999999", true, 123456, 999999 },
		{ "", false, 0, 0 }, { "/", false, 0, 0 }, { "4/", false, 0, 0 }, { "/5", false, 0, 0 }, { "4", false, 0, 0 },
		{ "4/5/6", false, 0, 0 }, { "1234567/1", false, 0, 0 }, { " 4/5", false, 0, 0 }, { "-4/5", false, 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
		struct ev_claim c = ev_claim_read((struct span){ (const uint8_t *)list[i].text, strlen(list[i].text) });

		if (c.given != list[i].given || (c.given && (c.passed != list[i].passed || c.used != list[i].used)))
			fail_msg("\"%s\"", list[i].text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(phases),
		cmocka_unit_test(quorums),
		cmocka_unit_test(distances),
		cmocka_unit_test(nearness), cmocka_unit_test(nearness_by_distance),
		cmocka_unit_test(largest_set),
		cmocka_unit_test(places_are_decided),
		cmocka_unit_test(sixty_four),
		cmocka_unit_test(count),
		cmocka_unit_test(claims),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
