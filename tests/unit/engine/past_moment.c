/* SPDX-License-Identifier: Apache-2.0 */
/*
 * past_moment.c - which entries are gone where several CRLs are of one moment,
 * where delta CRLs lie between two complete ones, where an entry was on hold in
 * between, and where several reasons stand for one serial number.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/day.h"
#include "crl_pieces.h"
#include "given.h"

#define MOST 4			/* that are given */
#define ROOM 1024

/* A CRL of that day and number; with the third entry, for that reason. */
#define CRL(name, base, day, number) "case " name "\n  base " base "\n  thisUpdate = " day "\n  cRLNumber = " number "\n"
#define THIRD "  entry = 4a03 2026-01-14 "
#define ALSO(reason) " ext=\"SEQUENCE { OID reasonCode OCTETS { ENUM " reason " } }\"\n"

/* The first day, which has the base 5; two between; and that of the CRL at hand. */
#define FIRST "2026-02-23"
#define SECOND "2026-02-24"
#define THEN "2026-02-25"
#define LAST "2026-03-02"

static const char text[] =
    "case two\n  base crl\n  no-entries\n  entry = 4a01 2026-01-12 reason=1\n  entry = 4a02 2026-01-13 reason=4\n"
    "case full\n  base two\n" THIRD "reason=9\n"
    "case held\n  base two\n" THIRD "reason=6\n"
    "case delta\n  base crl\n  no-entries\n  deltaCRLIndicator = critical 5\n"
    "case delta3\n  base delta\n" THIRD "reason=9\n"
    "case delta-held\n  base delta\n" THIRD "reason=6\n"
    CRL("full5", "full", FIRST, "5") CRL("two5", "two", FIRST, "5") CRL("two6", "two", LAST, "6") CRL("held6", "held", LAST, "6")
    CRL("held7", "held", LAST, "7") CRL("g8-held", "delta-held", LAST, "8") CRL("held-and-full7", "held", LAST, "7") THIRD "reason=9\n"
    CRL("two7", "two", LAST, "7") CRL("full7", "full", LAST, "7") CRL("two8", "two", LAST, "8")
    CRL("d4", "delta3", FIRST, "4") CRL("d5", "delta3", FIRST, "5") CRL("d6", "delta3", FIRST, "6")
    CRL("full4", "full", "2026-02-22", "4") CRL("full6", "full", SECOND, "6") CRL("held6-then", "held", THEN, "6") CRL("held6-before", "held", SECOND, "6")
    CRL("held5", "held", FIRST, "5") CRL("e6-off", "delta", SECOND, "7") THIRD "reason=8\n"
    CRL("full7-then", "full", THEN, "7") CRL("full8", "full", LAST, "8") CRL("full9", "full", LAST, "9")
    CRL("e6", "delta3", SECOND, "6") CRL("e6-held", "delta-held", SECOND, "6")
    CRL("f7", "delta3", THEN, "7") CRL("f7-held", "delta-held", THEN, "7") CRL("f7-none", "delta", THEN, "7")
    CRL("g6", "delta3", LAST, "6") CRL("g7", "delta3", LAST, "7") CRL("g7-held", "delta-held", LAST, "7")
    CRL("g8-none", "delta", LAST, "8") CRL("g8-off", "delta", LAST, "8") THIRD "reason=8\n"
    CRL("g8-off-and-on", "delta", LAST, "8") THIRD "reason=8\n" THIRD "reason=9\n"
    CRL("g8-on-and-off", "delta", LAST, "8") THIRD "reason=9\n" THIRD "reason=8\n"
    CRL("g8-both-in-one", "delta", LAST, "8") THIRD "reason=9" ALSO("8")
    CRL("g8-on", "delta", LAST, "8") THIRD "reason=9\n" THIRD "reason=4\n"
    CRL("held-and-full5", "held", FIRST, "5") THIRD "reason=9\n"
    CRL("held-or-full5", "two", FIRST, "5") THIRD "reason=6" ALSO("9")
    CRL("held-or-off5", "two", FIRST, "5") THIRD "reason=6" ALSO("8")
    CRL("compromised5", "full", FIRST, "5") THIRD "reason=1\n"
    CRL("no-longer7", "full", LAST, "7") THIRD "reason=4\n"
    CRL("still7", "full", LAST, "7") THIRD "reason=1\n";

static struct crl_past
tell(const char *written, const char *name, bool whole)
{
	static struct crl_view crl;
	static struct known_certs known;
	const struct rest_by rest_by = { NULL, NULL };
	struct known_asked asked = { .known = &known, .issuer = &crl.issuer };
	struct crl_past told;

	assert_true(crl_view_read(&crl, made(written, name), CRL_ENTRIES_HELD, NULL, NULL, &arena));
	past_of_crl(&past, &crl, true, whole, CRL_ENTRIES_HELD, &asked, &rest_by, &arena, &told);
	return told;
}

/* The third entry is gone from the CRL at hand, or it is not. */
static const struct {
	const char *given[MOST], *now;
	size_t gone;
} t[] = {
	/* Complete ones of a moment: each number follows the one before. */
	{ { "full5" }, "two7", 1 },
	{ { "full5", "two6" }, "two7", 1 },
	{ { "full5", "held6" }, "two7", 1 },
	{ { "full5", "held6", "two7" }, "two8", 1 },
	{ { "full5", "held6", "full7" }, "two8", 1 },
	{ { "full5", "full7" }, "two8", 1 },
	{ { "full5", "held6" }, "full7", 0 },
	/* Who puts on hold what was revoked for good takes it off; who keeps it on hold does not. */
	{ { "full5" }, "held6", 1 },
	{ { "full5", "held6" }, "held7", 0 },
	{ { "two5", "e6" }, "held7", 1 },
	{ { "two5", "e6-held" }, "held7", 0 },
	{ { "full5", "e6-held" }, "held7", 0 },
	{ { "held-and-full5" }, "held7", 1 },
	{ { "full5" }, "held-and-full7", 0 },
	{ { "full5" }, "g8-held", 1 },
	{ { "two5", "e6" }, "g8-held", 1 },
	{ { "two5", "full6" }, "g8-held", 1 },
	{ { "full5", "e6-held" }, "g8-held", 0 },
	{ { "two5", "e6", "f7-held" }, "g8-held", 0 },
	/* Delta CRLs between two complete ones: each counts, by its moment and by its number within one. */
	{ { "two5", "e6" }, "two8", 1 },
	{ { "two5", "e6", "f7-none" }, "two8", 1 },
	{ { "two5", "e6", "f7" }, "two8", 1 },
	{ { "two5", "f7" }, "two8", 1 },
	{ { "two5", "d4" }, "two8", 0 },
	{ { "two5", "d5" }, "two8", 1 },
	{ { "two5", "d6" }, "two8", 1 },
	{ { "two5", "g6" }, "two7", 1 },
	{ { "two5", "g7" }, "two7", 0 },
	{ { "two5", "g7" }, "two8", 1 },
	{ { "two5", "e6-held" }, "two8", 0 },
	{ { "two5", "e6", "f7-held" }, "two8", 1 },
	{ { "two5", "e6-held", "f7" }, "two8", 1 },
	{ { "full5", "e6-held" }, "two8", 1 },
	{ { "full5", "e6-held", "f7-none" }, "two8", 1 },
	/* Delta CRLs. */
	{ { "two5", "e6" }, "g8-none", 1 },
	{ { "two5", "e6", "g7-held" }, "g8-none", 1 },
	{ { "two5", "e6", "g7-held" }, "g8-off", 1 },
	{ { "two5", "e6", "g7" }, "g8-off", 1 },
	{ { "full5", "g7-held" }, "g8-off", 1 },
	/* … and complete CRLs since their base, up to that of its own number. */
	{ { "two5", "full6" }, "g8-none", 1 },
	{ { "two5", "full6" }, "g8-off", 1 },
	{ { "two5", "full6" }, "g8-on", 0 },
	{ { "full5", "full6" }, "g8-none", 0 },
	{ { "full4", "two5" }, "g8-none", 0 },
	{ { "two5", "held6-before" }, "g8-none", 0 },
	{ { "two5", "full6", "held6-then" }, "g8-none", 1 },
	{ { "two5", "held6-before", "full7-then" }, "g8-none", 1 },
	{ { "two5", "e6", "held6-then" }, "g8-none", 1 },
	{ { "two5", "full7" }, "g8-none", 1 },
	{ { "two5", "full8" }, "g8-none", 1 },
	{ { "two5", "full9" }, "g8-none", 0 },
	/* What was on hold and is gone had been revoked for good before, as far back as that was on hold; or nobody knows it. */
	{ { "held6-before" }, "two8", 0 },
	{ { "full5", "held6-before" }, "two8", 1 },
	{ { "full5", "held6-before", "held6-then" }, "two8", 1 },
	{ { "full4", "two5", "held6-before" }, "two8", 0 },
	{ { "full4", "held6-before" }, "two8", 1 },
	{ { "d5", "held6-before" }, "two8", 1 },
	{ { "two5", "e6", "held6-then" }, "two8", 1 },
	{ { "two5", "e6-held", "held6-then" }, "two8", 0 },
	{ { "full4", "two5", "e6-held", "held6-then" }, "two8", 0 },
	{ { "two5", "e6", "e6-off", "held6-then" }, "two8", 0 },
	{ { "held-or-off5", "held6-before" }, "two8", 0 },
	{ { "full4", "held-or-off5", "held6-before" }, "two8", 0 },
	{ { "held-and-full5", "held6-before" }, "two8", 1 },
	{ { "full4", "held5" }, "g8-off", 1 },
	{ { "held5" }, "g8-off", 0 },
	{ { "full4", "held5" }, "g8-none", 0 },
	{ { "full4", "two5", "held6-before" }, "g8-none", 0 },
	/* Several reasons. */
	{ { "full5" }, "g8-off", 1 },
	{ { "full5" }, "g8-off-and-on", 1 },
	{ { "full5" }, "g8-on-and-off", 1 },
	{ { "full5" }, "g8-both-in-one", 1 },
	{ { "full5" }, "g8-on", 0 },
	{ { "held-and-full5" }, "two8", 1 },
	{ { "held-or-full5" }, "two8", 1 },
	{ { "held-or-off5" }, "two8", 0 },
};

static void
what_is_gone(void **state)
{
	for (size_t i = 0; i < sizeof t / sizeof *t; i++)
		for (int whole = 0; whole < 2; whole++) {
			size_t gone;

			for (size_t k = 0; k < MOST && t[i].given[k] != NULL; k++)
				give(text, t[i].given[k]);
			gone = tell(text, t[i].now, whole != 0).gone.n;
			if (gone != t[i].gone)
				fail_msg("%zu: %s%s, %zu gone", i, t[i].now, whole != 0 ? " of a whole series" : "", gone);
			assert_int_equal(tear_down(state), 0);
			assert_int_equal(nothing_given(state), 0);
		}
}

/* How often they come: a delta CRL follows a complete one that came since the delta CRL before, and in time. */
static const char cadence[] =
    "case complete\n  base crl\n  no-entries\ncase delta\n  base complete\n  deltaCRLIndicator = critical 1\n"
    CRL("c1", "complete", "2026-02-01", "1") "  nextUpdate = 2026-02-08\n" CRL("d1", "delta", "2026-02-02", "2") "  nextUpdate = 2026-02-03\n"
    CRL("c2", "complete", "2026-02-03", "3") "  nextUpdate = 2026-02-10\n" CRL("c2-late", "complete", "2026-02-04", "3") "  nextUpdate = 2026-02-11\n"
    CRL("c2-now", "complete", "2026-02-02", "2") "  nextUpdate = 2026-02-12\n" CRL("c3", "complete", "2026-02-09", "4") "  nextUpdate = 2026-02-16\n"
    CRL("c3-endless", "complete", "2026-02-09", "4") "  nextUpdate = none\n"
    CRL("d1-endless", "delta", "2026-02-02", "2") "  nextUpdate = none\n"
    CRL("d2", "delta", "2026-02-10", "5") CRL("c4", "complete", "2026-02-10", "5");

static const struct {
	const char *given[MOST], *now;
	unsigned last, ends;		/* days of February; 0: none */
	bool endless;
} comes[] = {
	{ { "c1", "d1" }, "d2", 2, 3, false },
	{ { "c1", "d1", "c2" }, "d2", 3, 10, false },
	{ { "c1", "d1", "c2", "c3" }, "d2", 9, 16, false },
	{ { "c3", "c2", "d1", "c1" }, "d2", 9, 16, false },
	{ { "c1", "d1", "c2-late", "c3" }, "d2", 9, 3, false },
	{ { "c1", "d1", "c2-now" }, "d2", 2, 3, false },
	{ { "c1", "d1", "c2", "c3-endless" }, "d2", 9, 0, true },
	{ { "c1", "d1-endless", "c2" }, "d2", 3, 10, true },
	{ { "c1", "d1-endless" }, "d2", 2, 0, true },
	{ { "c1" }, "d2", 0, 0, false },
	{ { "c1", "d1", "c4" }, "d2", 2, 3, false },
	{ { "c1", "d1" }, "c4", 1, 8, false },
};

static unsigned
day_of(const struct crl_view *crl, bool end)
{
	const struct artifact_time *when = end ? &crl->next_update : &crl->this_update;

	return (unsigned)day_to_date(day_from_seconds(when->seconds)).day;
}

static void
how_often_they_come(void **state)
{
	for (size_t i = 0; i < sizeof comes / sizeof *comes; i++) {
		struct crl_past told;

		for (size_t k = 0; k < MOST && comes[i].given[k] != NULL; k++)
			give(cadence, comes[i].given[k]);
		told = tell(cadence, comes[i].now, true);
		if ((told.last == NULL ? 0 : day_of(told.last, false)) != comes[i].last || told.endless != comes[i].endless ||
		    (told.ends_last == NULL ? 0 : day_of(told.ends_last, true)) != comes[i].ends)
			fail_msg("%zu: %s", i, comes[i].now);
		assert_int_equal(tear_down(state), 0);
		assert_int_equal(nothing_given(state), 0);
	}
}

/* keyCompromise is one of the reasons that an entry had: it still has it, or no longer. */
static void
what_was_compromised(void **state)
{
	(void)state;
	give(text, "compromised5");
	assert_int_equal(tell(text, "no-longer7", false).changed.n, 1);
	assert_int_equal(tell(text, "still7", false).changed.n, 0);
}

/* ---- more of one moment than are compared ---- */

/* A CRL of one entry, whose serial number ends in i, of that day. */
static struct span
one_of_moment(uint8_t i, uint8_t day)
{
	static uint8_t octets[2 + sizeof list_head + 2 + ENTRY + sizeof tail + 4];
	uint8_t *to = octets;

	*to++ = 0x30;
	*to++ = 0x81;
	*to++ = (uint8_t)(3 + sizeof list_head + 2 + ENTRY + sizeof tail);
	*to++ = 0x30;
	*to++ = 0x81;
	*to++ = (uint8_t)(sizeof list_head + 2 + ENTRY);
	memcpy(to, list_head, sizeof list_head);
	to[sizeof list_head - 23] = day;
	to += sizeof list_head;
	*to++ = 0x30;
	*to++ = ENTRY;
	memcpy(to, entry, ENTRY);
	to[8] = i;
	memcpy(to + ENTRY, tail, sizeof tail);
	return (struct span){ octets, (size_t)(to + ENTRY + sizeof tail - octets) };
}

static void
more_of_a_moment(void **state)
{
	const struct known_certs known = { .n = 0 };
	const struct rest_by rest_by = { NULL, NULL };

	for (uint8_t n = PAST_MOST_OF_MOMENT; n <= PAST_MOST_OF_MOMENT + 1; n++) {
		struct crl_view crl;
		struct crl_past told;
		struct known_asked asked = { .known = &known, .issuer = &crl.issuer };

		for (uint8_t i = 0; i < n; i++)
			assert_int_equal(past_add(&past, one_of_moment(i, '1'), NULL), PAST_OK);
		assert_int_equal(past.n_crl, n);
		assert_true(crl_view_read(&crl, one_of_moment(255, '3'), CRL_ENTRIES_HELD, NULL, NULL, &arena));
		past_of_crl(&past, &crl, true, false, CRL_ENTRIES_HELD, &asked, &rest_by, &arena, &told);
		assert_non_null(told.previous);
		assert_int_equal(told.gone.n, PAST_MOST_OF_MOMENT);
		assert_int_equal(told.more_of_moment, n > PAST_MOST_OF_MOMENT);
		assert_int_equal(tear_down(state), 0);
		assert_int_equal(nothing_given(state), 0);
	}
}

/* The first such octets in it. */
static uint8_t *
find(struct span in, struct span octets)
{
	size_t i = 0;

	while (i + octets.n <= in.n && memcmp(in.p + i, octets.p, octets.n) != 0)
		i++;
	assert_true(i + octets.n <= in.n);
	return (uint8_t *)(uintptr_t)in.p + i;
}

/* Of those with numbers one follows the other: but for the last they cost a look, and that there are too many of them is told. */
static void
many_numbers_of_a_moment(void **state)
{
	static const uint8_t number[] = { 2, 2, 0x40, 1 };
	uint8_t octets[ROOM];
	struct span one = { octets, 0 }, made_once;

	(void)state;
	give(CRL("first", "crl", FIRST, "0x4000"), "first");
	made_once = made(CRL("one", "crl", FIRST, "0x4001") "  no-entries\n", "one");
	assert_in_range(made_once.n, 1, sizeof octets);
	one.n = made_once.n;
	memcpy(octets, made_once.p, one.n);
	for (unsigned n = 2; n <= PAST_MOST_SEEN + 1; n++) {
		struct crl_past told;

		assert_int_equal(past_add(&past, one, NULL), PAST_OK);
		/* The next number. */
		if (++find(one, (struct span){ number, 2 })[3] == 0)
			find(one, (struct span){ number, 2 })[2]++;
		if (n > 2 && n != PAST_MOST_OF_MOMENT + 1 && n < PAST_MOST_SEEN)
			continue;
		told = tell("case now\n  base crl\n  no-entries\n  cRLNumber = 0x5000\n", "now", false);
		assert_int_equal(told.gone.n, 0);
		assert_int_equal(told.more_of_moment, n > PAST_MOST_SEEN);
	}
}

/* However many have something on hold: what one of them put on hold, and is so still, is its own. */
static void
many_holds_of_a_moment(void **state)
{
	char one[ROOM];

	(void)state;
	give(text, "full5");
	for (unsigned n = 1; n <= 3 * PAST_MOST_OF_MOMENT; n++) {
		struct crl_past told;

		(void)snprintf(one, sizeof one, "case one\n  base crl\n  no-entries\n  thisUpdate = " LAST "\n  cRLNumber = 0x%x\n  entry = %s 2026-01-14 reason=6\n",
		    0x10 + n, n == 1 ? "4a03" : "4a09");
		give(one, "one");
		told = tell("case now\n  base crl\n  no-entries\n  thisUpdate = " LAST "\n  cRLNumber = 0x50\n" THIRD "reason=6\n", "now", false);
		assert_int_equal(told.gone.n, 2);
		assert_false(told.more_of_moment);
	}
}

/* Copies of one CRL of before, each with another last octet of what `where` finds: of `most` all are compared, that there is one more is told. */
static void
many_ended_ones(const char *lines, const char *now, struct span where, unsigned most)
{
	char one[ROOM];
	struct span der;

	(void)snprintf(one, sizeof one, "case one\n  base crl\n  thisUpdate = " FIRST "\n  nextUpdate = +1d\n%s", lines);
	for (unsigned n = 1; n <= most + 1; n++) {
		struct crl_past told;
		uint8_t *at;

		der = made(one, "one");
		at = find(der, where) + where.n;
		at[-1] = (uint8_t)('0' + n % 64);
		at[-2] = (uint8_t)('0' + n / 64);
		assert_int_equal(past_add(&past, der, NULL), PAST_OK);
		if (n < most)
			continue;
		told = tell(now, "now", true);
		assert_int_equal(told.more_ended, n > most);
		assert_int_equal(told.n_perhaps_ended > 0, n <= most);
	}
}

#define NOW "case now\n  base crl\n  no-entries\n  thisUpdate = " LAST "\n"

static void
many_scopes_that_ended(void **state)
{
	static const uint8_t place[] = "http://c.example/aa";

	(void)state;
	many_ended_ones("  issuingDistributionPoint = critical http://c.example/aa\n", NOW, (struct span){ place, sizeof place - 1 }, PAST_MOST_ENDED);
}

static void
many_keys_that_ended(void **state)
{
	static const uint8_t key[] = "keyaa";

	(void)state;
	many_ended_ones("  authorityKeyIdentifier = der: SEQUENCE { [0] \"keyaa\" }\n", NOW "  authorityKeyIdentifier = der: SEQUENCE { [0] \"other\" }\n",
	    (struct span){ key, sizeof key - 1 }, PAST_MOST_KEYS);
}

/* What was on hold when it went is looked for in so many CRLs before; that there are more is told. */
static void
many_holds_before(void **state)
{
	static const uint8_t number[] = { 4, 4, 2, 2 };
	uint8_t octets[ROOM];
	struct span one = { octets, 0 }, made_once;

	(void)state;
	give(text, "full5");
	made_once = made(CRL("one", "crl", SECOND, "0x4001") "  no-entries\n" THIRD "reason=6\n", "one");
	assert_in_range(made_once.n, 1, sizeof octets);
	one.n = made_once.n;
	memcpy(octets, made_once.p, one.n);
	for (unsigned n = 1; n <= PAST_MOST_BACK + 1; n++) {
		struct crl_past told;

		assert_int_equal(past_add(&past, one, NULL), PAST_OK);
		if (++find(one, (struct span){ number, sizeof number })[5] == 0)
			find(one, (struct span){ number, sizeof number })[4]++;
		if (n > 1 && n < PAST_MOST_BACK - 1)
			continue;
		told = tell("case now\n  base crl\n  no-entries\n  cRLNumber = 0x5000\n", "now", false);
		assert_int_equal(told.gone.n, n < PAST_MOST_BACK ? 1 : 0);
		assert_int_equal(told.held_unsought, n >= PAST_MOST_BACK);
	}
}

/* … and in so many entries of theirs. */
static void
many_entries_before(void **state)
{
	enum { ENTRIES = 4096, LINE = sizeof "  entry = 5000 2026-01-14 reason=4\n" };
	static const uint8_t number[] = { 4, 4, 2, 2 };
	static char written[ENTRIES * LINE + ROOM];
	static uint8_t octets[ENTRIES * 64];
	struct span one = { octets, 0 }, made_once;
	size_t n = 0;

	(void)state;
	give(text, "full5");
	n = (size_t)snprintf(written, sizeof written, "%s", CRL("one", "crl", SECOND, "0x4001") "  no-entries\n" THIRD "reason=6\n");
	for (unsigned i = 1; i < ENTRIES; i++)
		n += (size_t)snprintf(written + n, sizeof written - n, "  entry = %x 2026-01-14 reason=4\n", 0x5000 + i);
	made_once = made(written, "one");
	assert_in_range(made_once.n, 1, sizeof octets);
	one.n = made_once.n;
	memcpy(octets, made_once.p, one.n);
	for (unsigned k = 1; k <= PAST_MOST_BACK_ENTRIES / ENTRIES + 1; k++) {
		struct crl_past told;

		assert_int_equal(past_add(&past, one, NULL), PAST_OK);
		if (++find(one, (struct span){ number, sizeof number })[5] == 0)
			find(one, (struct span){ number, sizeof number })[4]++;
		if (k < PAST_MOST_BACK_ENTRIES / ENTRIES)
			continue;
		told = tell("case now\n  base crl\n  no-entries\n  cRLNumber = 0x5000\n", "now", false);
		assert_int_equal(told.held_unsought, k > PAST_MOST_BACK_ENTRIES / ENTRIES);
		assert_int_equal(told.gone.n, k > PAST_MOST_BACK_ENTRIES / ENTRIES ? ENTRIES - 1 : ENTRIES);
	}
}

static void
count(void *arg, const struct ocsp_single *single, const struct past_one *in)
{
	(void)single, (void)in;
	++*(size_t *)arg;
}

#define RESPONSE(name, produced, moment) "case " name "\n  base ocsp\n  producedAt = der: GENTIME \"" produced "\"\n  single = der: SEQUENCE { " \
	"SEQUENCE { SEQUENCE { OID id-sha1 NULL } OCTETS 'aa' OCTETS 'bb' INTEGER '05' } [0] '' GENTIME \"" moment "\" }\n"

/* The response left out takes no room. */
static void
more_answers_of_a_moment(void **state)
{
	static uint8_t octets[8 * ROOM];
	static const char produced[] = "20260201010000Z";
	struct ocsp_view now;
	struct past_but but = { .n = 1 };
	struct span one, made_once;

	(void)state;
	assert_true(ocsp_view_read(&now, made(RESPONSE("now", "20260203000000Z", "20260203000000Z"), "now"), &arena));
	made_once = made(RESPONSE("one", "20260201010000Z", "20260201000000Z"), "one");
	assert_in_range(made_once.n, 1, sizeof octets);
	memcpy(octets, made_once.p, made_once.n);
	one = (struct span){ octets, made_once.n };
	for (unsigned n = 0; n < PAST_MOST_SEEN + 2; n++) {
		size_t visited = 0;
		uint8_t *second = find(one, (struct span){ (const uint8_t *)produced, 9 }) + 10;
		bool all;

		/* Produced a second later each. */
		second[0] = (uint8_t)('0' + n / 600), second[1] = (uint8_t)('0' + n / 60 % 10);
		second[2] = (uint8_t)('0' + n / 10 % 6), second[3] = (uint8_t)('0' + n % 10);
		assert_int_equal(past_add(&past, one, NULL), PAST_OK);
		but.v[0] = n == 0 ? past.first : but.v[0];
		if (n > 2 && n < PAST_MOST_SEEN)
			continue;
		all = past_answers_of_moment(&past, &but, now.single, 1, past.first->ocsp.single->this_update.seconds, count, &visited, &arena);
		assert_int_equal(visited, n < PAST_MOST_SEEN ? n : PAST_MOST_SEEN);
		assert_int_equal(all, n <= PAST_MOST_SEEN);
	}
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, nothing_given, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EACH(what_is_gone), EACH(how_often_they_come), EACH(what_was_compromised), EACH(more_of_a_moment), EACH(many_numbers_of_a_moment),
		EACH(many_holds_of_a_moment), EACH(many_holds_before), EACH(many_entries_before), EACH(many_scopes_that_ended), EACH(many_keys_that_ended),
		EACH(more_answers_of_a_moment),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
