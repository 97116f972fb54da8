/* SPDX-License-Identifier: Apache-2.0 */
/* past.c - which CRLs and OCSP responses of before count for the one at hand, and what is told of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "crl_pieces.h"
#include "engine/revocation/ocsp_cas.h"
#include "engine/revocation/past.h"
#include "made.h"
#include "smimelint.h"

static struct past past;
static struct known_certs known;
static struct known_asked asked;
static struct arena arena;
static struct crl_view crl;
static struct ocsp_view ocsp;

/* No digest, but as long as one; what is digested here is not compared. */
static bool
no_digest(void *arg, struct span in, uint8_t out[REST_DIGEST])
{
	(void)arg;
	memcpy(out, in.p, REST_DIGEST);
	return true;
}
static const struct rest_by rest_by = { no_digest, NULL };

static int
set_up(void **state)
{
	past = (struct past){ .first = NULL };
	known = (struct known_certs){ .n = 0 };
	arena_init(&arena);
	return made_open(state);
}

static int
tear_down(void **state)
{
	past_free(&past);
	arena_free(&arena);
	return made_close(state);
}

static void
give(const char *text, const char *name)
{
	assert_int_equal(past_add(&past, made(text, name), NULL), PAST_OK);
}

/* Nobody knows a certificate. */
static struct known_asked *
ask(void)
{
	asked = (struct known_asked){ .known = &known, .issuer = &crl.issuer };
	return &asked;
}

/* What is told of the CRL `name` beside those that were given. */
static struct crl_past
tell(const char *text, const char *name, bool whole, size_t held)
{
	struct crl_past told;

	assert_true(crl_view_read(&crl, made(text, name), CRL_ENTRIES_HELD, NULL, NULL, &arena));
	assert_true(crl.readable);
	past_of_crl(&past, &crl, true, whole, held, ask(), &rest_by, &arena, &told);
	return told;
}

/* ---- numbers ---- */

/* One number follows the other when it is one more, whatever octets that takes. */
static void
numbers_that_follow(void **state)
{
	static const struct {
		const char *before, *now;
		bool follows;
	} t[] = {
		{ "cRLNumber = 0", "cRLNumber = 1", true },
		{ "cRLNumber = 0x7f", "cRLNumber = 0x80", true },
		{ "cRLNumber = 0xff", "cRLNumber = 0x100", true },
		{ "cRLNumber = 0xffff", "cRLNumber = 0x10000", true },
		{ "cRLNumber = 0x12ff", "cRLNumber = 0x1300", true },
		{ "cRLNumber = 0x1234", "cRLNumber = 0x1235", true },
		{ "cRLNumber = 0x123456", "cRLNumber = 0x123457", true },
		{ "cRLNumber = 0x1234", "cRLNumber = 0x1234", false },
		{ "cRLNumber = 0x1235", "cRLNumber = 0x1234", false },
		{ "cRLNumber = 0x12fe", "cRLNumber = 0x1300", false },
		{ "cRLNumber = 0x11ff", "cRLNumber = 0x1300", false },
		{ "cRLNumber = 0x1234", "cRLNumber = 0x1335", false },
		{ "cRLNumber = 0x123456", "cRLNumber = 0x133457", false },
		{ "cRLNumber = 0x10", "cRLNumber = 0x12", false },
		{ "cRLNumber = 0xff", "cRLNumber = 0x200", false },
		{ "cRLNumber = 0x34", "cRLNumber = 0x135", false },
		{ "cRLNumber = 0", "cRLNumber = 0x100", false },
		{ "cRLNumber = 1", "cRLNumber = 0x10002", false },
		{ "cRLNumber = 0x1234", "cRLNumber = 0x35", false },
		{ "cRLNumber = 1", "cRLNumber = 0", false },
		{ "remove cRLNumber", "cRLNumber = 1", false },
		{ "cRLNumber = 0", "remove cRLNumber", false },
	};
	char text[512];

	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		struct crl_past told;

		(void)snprintf(text, sizeof text, "case before\n  base crl\n  thisUpdate = 2026-02-23T08:00:00\n  %s\n"
		    "case now\n  base crl\n  %s\n", t[i].before, t[i].now);
		give(text, "before");
		told = tell(text, "now", false, CRL_ENTRIES_HELD);
		assert_non_null(told.previous);
		if (told.consecutive != t[i].follows)
			fail_msg("%s, then %s", t[i].before, t[i].now);
		assert_true(tell(text, "now", true, CRL_ENTRIES_HELD).consecutive);
		assert_int_equal(tear_down(state), 0);
		assert_int_equal(set_up(state), 0);
	}
}

/* A negative number is lower than others; of two that are negative neither is. */
static void
higher_numbers(void **state)
{
	static const struct {
		const char *before, *now;
		bool higher, same;
	} t[] = {
		{ "cRLNumber = 0x1235", "cRLNumber = 0x1234", true, false },
		{ "cRLNumber = 0x10000", "cRLNumber = 0x1234", true, false },
		{ "cRLNumber = 0x1233", "cRLNumber = 0x1234", false, false },
		{ "cRLNumber = 0x1234", "cRLNumber = 0x1234", false, true },
		{ "cRLNumber = 1", "cRLNumber = der: INTEGER 'fb'", true, false },
		{ "cRLNumber = der: INTEGER 'fb'", "cRLNumber = 1", false, false },
		{ "cRLNumber = der: INTEGER 'fc'", "cRLNumber = der: INTEGER 'fb'", false, false },
		{ "remove cRLNumber", "cRLNumber = 1", false, false },
		{ "cRLNumber = 2", "remove cRLNumber", false, false },
		{ "remove cRLNumber", "remove cRLNumber", false, false },
	};
	char text[512];

	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		struct crl_past told;

		(void)snprintf(text, sizeof text, "case before\n  base crl\n  thisUpdate = 2026-02-23T08:00:00\n  %s\n"
		    "case now\n  base crl\n  %s\n", t[i].before, t[i].now);
		give(text, "before");
		told = tell(text, "now", false, CRL_ENTRIES_HELD);
		if ((told.higher != NULL) != t[i].higher || (told.same_number != NULL) != t[i].same)
			fail_msg("%s, then %s", t[i].before, t[i].now);
		assert_int_equal(tear_down(state), 0);
		assert_int_equal(set_up(state), 0);
	}
}

/* ---- which of them ---- */

static const char series[] =
    "case first\n  base crl\n  thisUpdate = 2026-02-09T08:00:00\n  cRLNumber = 0x1240\n  nextUpdate = 2026-03-20\n"
    "case second\n  base crl\n  thisUpdate = 2026-02-16T08:00:00\n  cRLNumber = 0x1241\n  nextUpdate = 2026-03-21\n"
    "case third\n  base crl\n  thisUpdate = 2026-02-23T08:00:00\n  cRLNumber = 0x1233\n  nextUpdate = 2026-03-02T08:00:00\n"
    "case now\n  base crl\n"
    "case later\n  base crl\n  thisUpdate = 2026-03-09T08:00:00\n  cRLNumber = 0x1234\n  nextUpdate = 2026-04-09\n"
    "case other-ca\n  base arl\n  thisUpdate = 2026-02-24T08:00:00\n  cRLNumber = 0x1299\n  remove issuingDistributionPoint\n"
    "case other-scope\n  base crl\n  thisUpdate = 2026-02-25T08:00:00\n  cRLNumber = 0x1299\n"
    "  issuingDistributionPoint = critical user\n"
    "case endless\n  base crl\n  thisUpdate = 2026-02-26T08:00:00\n  cRLNumber = 0x1200\n  nextUpdate = none\n";

/* The latest one before is the previous one, in whatever order they are given. */
static void
latest_before(void **state)
{
	static const char *const orders[][7] = {
		{ "first", "second", "third", "now", "later", "other-ca", "other-scope" },
		{ "other-scope", "other-ca", "later", "now", "third", "second", "first" },
		{ "third", "first", "second", "later", "other-scope", "now", "other-ca" },
	};

	for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
		struct crl_past told;

		for (size_t k = 0; k < 7; k++)
			give(series, orders[i][k]);
		give(series, "second");			/* twice is once */
		assert_int_equal(past.n_crl, 7);
		told = tell(series, "now", false, CRL_ENTRIES_HELD);
		assert_true(told.given);
		assert_string_equal(text_hex(&arena, told.previous->number), "1233");
		assert_non_null(told.higher);
		assert_int_equal(told.higher->number.n, 2);
		assert_int_equal(told.higher->number.p[1] & 0xfe, 0x40);
		assert_non_null(told.outlasts);
		assert_ptr_equal(told.outlasts, told.higher);
		assert_null(told.same_number);		/* a later one is judged on its own */
		assert_null(told.twin);
		assert_null(told.part);
		assert_int_equal(tear_down(state), 0);
		assert_int_equal(set_up(state), 0);
	}
}

static void
nothing_before(void **state)
{
	struct crl_past told;

	(void)state;
	told = tell(series, "now", true, CRL_ENTRIES_HELD);
	assert_false(told.given);
	assert_null(told.previous);
	assert_false(told.consecutive);
	give(series, "other-scope");
	told = tell(series, "now", true, CRL_ENTRIES_HELD);
	assert_true(told.given);
	assert_null(told.previous);
	assert_int_equal(past_add(&past, (struct span){ (const uint8_t *)"\x30\x00", 2 }, NULL), PAST_NEITHER);
}

/* Of one moment: another part, or the delta CRL and the complete one; a delta's base by its number. */
static void
deltas_and_parts(void **state)
{
	static const char text[] =
	    "case complete\n  base crl\n  cRLNumber = 0x1235\n"
	    "case base\n  base crl\n  thisUpdate = 2026-02-23T08:00:00\n  cRLNumber = 0x1233\n"
	    "case another-base\n  base crl\n  thisUpdate = 2026-02-16T08:00:00\n  cRLNumber = 0x1232\n"
	    "case delta-before\n  base crl\n  thisUpdate = 2026-03-01T08:00:00\n  cRLNumber = 0x1233\n"
	    "  deltaCRLIndicator = critical 0x1233\n"
	    "case delta\n  base crl\n  cRLNumber = 0x1235\n  deltaCRLIndicator = critical 0x1233\n  no-entries\n"
	    "case part\n  base crl\n  no-entries\n  cRLNumber = 0x1230\n";
	struct crl_past told;

	(void)state;
	give(text, "complete");
	give(text, "base");
	give(text, "another-base");
	give(text, "delta-before");
	told = tell(text, "delta", false, CRL_ENTRIES_HELD);
	assert_string_equal(text_hex(&arena, told.base->number), "1233");
	assert_false(artifact_has(&told.base->artifact, PART_EXT_DELTA_CRL));
	assert_string_equal(text_hex(&arena, told.twin->number), "1235");
	assert_true(artifact_has(&told.previous->artifact, PART_EXT_DELTA_CRL));
	assert_int_equal(told.gone.n, 0);		/* a delta CRL does not list all */
	assert_null(told.part);
	told = tell(text, "part", false, CRL_ENTRIES_HELD);
	assert_string_equal(text_hex(&arena, told.part->number), "1235");
	assert_null(told.twin);
	assert_null(told.base);
	assert_string_equal(text_hex(&arena, told.previous->number), "1233");
}

/* ---- entries that went, came and changed ---- */

#define SERIAL_1 "4a01f35d0b7c1f7e92a4c08d11e35a70"
#define SERIAL_2 "4a02f35d0b7c1f7e92a4c08d11e35a71"
#define SERIAL_3 "4a03f35d0b7c1f7e92a4c08d11e35a72"

static const char entries[] =
    "case before\n  base crl\n  thisUpdate = 2026-02-23T08:00:00\n  cRLNumber = 0x1233\n"
    "case unsorted-before\n  base crl\n  thisUpdate = 2026-02-23T08:00:00\n  cRLNumber = 0x1233\n  no-entries\n"
    "  entry = " SERIAL_3 " 2026-01-14T11:15:00 reason=9\n  entry = " SERIAL_1 " 2026-01-12T09:30:00 reason=1\n"
    "  entry = " SERIAL_2 " 2026-01-13T10:00:00 reason=4\n"
    "case now\n  base crl\n  no-entries\n  entry = " SERIAL_2 " 2026-01-13T10:00:00 reason=1\n"
    "  entry = 4b01 2026-01-14T11:15:00 reason=9\n"
    "case later\n  base crl\n  no-entries\n  entry = " SERIAL_1 " 2026-01-12T09:30:00 reason=4\n"
    "case empty\n  base crl\n  no-entries\n"
    "case part\n  base crl\n  thisUpdate = 2026-02-25T08:00:00\n  no-entries\n"
    "  entry = " SERIAL_3 " 2026-01-14T11:15:00 reason=9\n  issuingDistributionPoint = critical http://a.example/2.crl\n"
    "case early-part\n  base crl\n  thisUpdate = 2026-02-20T08:00:00\n  no-entries\n"
    "  entry = " SERIAL_1 " 2026-01-14T11:15:00 reason=9\n  issuingDistributionPoint = critical http://a.example/2.crl\n"
    "case delta-part\n  base crl\n  thisUpdate = 2026-02-26T08:00:00\n  no-entries\n  deltaCRLIndicator = critical 0x1233\n"
    "  entry = " SERIAL_1 " 2026-01-14T11:15:00 reason=9\n  issuingDistributionPoint = critical http://a.example/2.crl\n"
    "case all-parts\n  base crl\n  thisUpdate = 2026-02-27T08:00:00\n  issuingDistributionPoint = critical http://a.example/3.crl\n";

static void
gone_come_and_changed(void **state)
{
	static const char *const before[] = { "before", "unsorted-before" };

	for (size_t i = 0; i < 2; i++) {
		struct crl_past told;

		give(entries, before[i]);
		told = tell(entries, "now", false, CRL_ENTRIES_HELD);
		assert_int_equal(told.gone.n, 2);
		assert_string_equal(text_hex(&arena, told.gone.v[0].entry.serial), SERIAL_1);
		assert_string_equal(text_hex(&arena, told.gone.v[1].entry.serial), SERIAL_3);
		assert_null(told.gone.v[0].cert);
		assert_int_equal(told.came.n, 1);
		assert_string_equal(text_hex(&arena, told.came.v[0].entry.serial), "4b01");
		assert_int_equal(told.changed.n, 0);
		told = tell(entries, "later", false, CRL_ENTRIES_HELD);
		assert_int_equal(told.changed.n, 1);
		assert_int_equal(told.changed.v[0].entry.reason, CRL_KEY_COMPROMISE);
		assert_int_equal(told.changed.v[0].reason_now, CRL_SUPERSEDED);
		assert_int_equal(tell(entries, "empty", false, CRL_ENTRIES_HELD).gone.n, 3);
		assert_int_equal(tear_down(state), 0);
		assert_int_equal(set_up(state), 0);
	}
}

enum list { LIST_BEFORE, LIST_LATER, LIST_PART };

/* issuingDistributionPoint: of the partition "x". */
static const uint8_t part_extension[] = {
	0xa0, 23, 0x30, 21, 0x30, 19, 6, 3, 0x55, 0x1d, 0x1c, 1, 1, 0xff, 4, 9, 0x30, 7, 0xa0, 5, 0xa0, 3, 0x86, 1, 'x',
};

/* Appends a tag with a length of four octets. */
static uint8_t *
put_head(uint8_t *to, size_t length)
{
	memcpy(to, (const uint8_t[]){ 0x30, 0x84, (uint8_t)(length >> 24), (uint8_t)(length >> 16), (uint8_t)(length >> 8), (uint8_t)length }, 6);
	return to + 6;
}

/* A CRL of so many entries, in memory of its own. */
static struct span
list_of(size_t n, enum list which)
{
	size_t more = which == LIST_PART ? sizeof part_extension : 0;
	size_t list = n * ENTRY, tbs = sizeof list_head + 6 + list + more, all = 6 + tbs + sizeof tail;
	uint8_t *octets = malloc(6 + all), *to = octets;

	assert_non_null(octets);
	to = put_head(put_head(to, all), tbs);
	memcpy(to, list_head, sizeof list_head);
	/* A day more of thisUpdate. */
	to[sizeof list_head - 23] = (uint8_t)(which == LIST_BEFORE ? '2' : '3');
	to = put_head(to + sizeof list_head, list);
	for (size_t i = 0; i < n; i++, to += ENTRY) {
		memcpy(to, entry, ENTRY);
		for (unsigned k = 0; k < 4; k++)
			to[5 + k] = (uint8_t)(i >> (24 - 8 * k));
	}
	memcpy(to, part_extension, more);
	memcpy(to + more, tail, sizeof tail);
	return (struct span){ octets, 6 + all };
}

static size_t n_looks;

static bool
look(void *arg, const struct past_one *one)
{
	(void)arg, (void)one;
	n_looks++;
	return true;
}

/* The minute and second of thisUpdate say which one of a series it is. */
static struct span
one_of_series(size_t i)
{
	struct span list = list_of(1, LIST_BEFORE);
	uint8_t *digits = (uint8_t *)(uintptr_t)list.p + 12 + sizeof list_head - 20;
	char text[5];

	(void)snprintf(text, sizeof text, "%02u%02u", (unsigned)(i / 60 % 60), (unsigned)(i % 60));
	memcpy(digits, text, 4);
	return list;
}

/* However many CRLs were given, few are looked at for one of them: in whatever order they came. */
static void
few_looks_at_a_series(void **state)
{
	static const size_t sizes[] = { 10, 100, 3000 };

	for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
		size_t n = sizes[k];

		for (size_t i = 0; i < n; i++) {
			struct span one = one_of_series(i * 7 % n);

			assert_int_equal(past_add(&past, one, NULL), PAST_OK);
			assert_int_equal(past_add(&past, one, NULL), PAST_OK);
			free((void *)(uintptr_t)one.p);
		}
		assert_int_equal(past.n_crl, n);
		n_looks = 0;
		for (size_t i = 0; i < n; i++) {
			struct span one = one_of_series(i);
			struct crl_past told;

			assert_true(crl_view_read(&crl, one, CRL_ENTRIES_HELD, NULL, NULL, &arena));
			ask()->vouched_crl = look;
			past_of_crl(&past, &crl, true, true, CRL_ENTRIES_HELD, &asked, &rest_by, &arena, &told);
			assert_int_equal(told.fit, CRL_FITS);
			assert_int_equal(told.previous != NULL, i > 0);
			assert_true(i == 0 || told.previous->this_update.seconds == crl.this_update.seconds - 1);
			assert_ptr_equal(told.complete, told.previous);
			assert_null(told.delta);
			assert_null(told.part);
			free((void *)(uintptr_t)one.p);
		}
		assert_in_range(n_looks, n, 4 * n);
		assert_int_equal(tear_down(state), 0);
		assert_int_equal(set_up(state), 0);
	}
}

/* Of entries whose certificates are not known a part is kept, and the others are counted. */
static void
more_changes_than_are_kept(void **state)
{
	enum { KEPT = 65536 };
	struct span now = list_of(0, LIST_LATER);

	for (size_t n = KEPT - 1; n <= KEPT + 1; n++) {
		struct span before = list_of(n, LIST_BEFORE);
		struct crl_past told;

		assert_int_equal(past_add(&past, before, NULL), PAST_OK);
		assert_true(crl_view_read(&crl, now, CRL_ENTRIES_HELD, NULL, NULL, &arena));
		past_of_crl(&past, &crl, true, false, CRL_ENTRIES_HELD, ask(), &rest_by, &arena, &told);
		assert_non_null(told.previous);
		assert_int_equal(told.gone.n, n < KEPT ? n : KEPT);
		assert_int_equal(told.gone.more, n < KEPT ? 0 : n - KEPT);
		assert_int_equal(told.gone.rest != NULL, n > KEPT);
		free((void *)(uintptr_t)before.p);
		assert_int_equal(tear_down(state), 0);
		assert_int_equal(set_up(state), 0);
	}
	free((void *)(uintptr_t)now.p);
}

/* The outcome of a rule for a CRL beside two of before. */
static smimelint_outcome
outcome_of(const char *id, struct span now, struct span before, struct span part)
{
	smimelint_ctx *ctx = NULL;
	smimelint_run *run = NULL;
	smimelint_outcome outcome;
	const char *why;
	size_t i = 0;

	assert_int_equal(smimelint_ctx_new(&ctx), SMIMELINT_OK);
	assert_int_equal(smimelint_ctx_set(ctx, "scope", "all"), SMIMELINT_OK);
	assert_int_equal(smimelint_ctx_set(ctx, "covers", "ca"), SMIMELINT_OK);
	assert_int_equal(smimelint_ctx_add_previous(ctx, before.p, before.n), SMIMELINT_OK);
	assert_int_equal(smimelint_ctx_add_previous(ctx, part.p, part.n), SMIMELINT_OK);
	assert_int_equal(smimelint_run_new(&run, ctx), SMIMELINT_OK);
	assert_int_equal(smimelint_lint(run, now.p, now.n), SMIMELINT_OK);
	while (strcmp(smimelint_rule_text(smimelint_rule_at(i), "id"), id) != 0)
		i++;
	outcome = smimelint_rule_outcome(run, i, &why);
	smimelint_run_free(run);
	smimelint_ctx_free(ctx);
	return outcome;
}

/* Of those that are not kept nothing is known beside another partition, in which they may stand. */
static void
more_moved_than_are_kept(void **state)
{
	enum { KEPT = 65536 };
	struct span now = list_of(0, LIST_LATER);

	for (size_t n = KEPT; n <= KEPT + 1; n++) {
		struct span before = list_of(n, LIST_BEFORE), part = list_of(n, LIST_PART);
		struct crl_past told;

		assert_int_equal(past_add(&past, before, NULL), PAST_OK);
		assert_int_equal(past_add(&past, part, NULL), PAST_OK);
		assert_true(crl_view_read(&crl, now, CRL_ENTRIES_HELD, NULL, NULL, &arena));
		past_of_crl(&past, &crl, true, false, CRL_ENTRIES_HELD, ask(), &rest_by, &arena, &told);
		assert_non_null(told.previous);
		assert_int_equal(told.gone.n, 0);
		assert_int_equal(told.gone.more, 0);
		assert_int_equal(told.gone_unsought, n > KEPT);
		assert_int_equal(outcome_of("sbr.crl-entry.removed-early", now, before, part), n > KEPT ? SMIMELINT_RULE_NOT_EVALUATED : SMIMELINT_RULE_PASS);
		free((void *)(uintptr_t)before.p);
		free((void *)(uintptr_t)part.p);
		assert_int_equal(tear_down(state), 0);
		assert_int_equal(set_up(state), 0);
	}
	free((void *)(uintptr_t)now.p);
}

/* A day of August 2023 in the entries from `from` to `to`. */
static void
revoke_before_the_sbr(struct span list, size_t from, size_t to)
{
	uint8_t *first = (uint8_t *)(uintptr_t)list.p + 12 + sizeof list_head + 6;

	for (size_t i = from; i < to; i++)
		memcpy(first + i * ENTRY + 11, "230812", 6);
}

/* Entries of before the requirement take no room and are not counted with those that are not kept, wherever they stand. */
static void
late_ones_are_parted_by_date(void **state)
{
	enum { KEPT = 65536, OLD = 100 };
	static const struct {
		size_t n, from, to;		/* of so many entries these are old */
		uint64_t more;
	} t[] = { { KEPT + OLD, 0, OLD, 0 }, { KEPT + OLD, KEPT, KEPT + OLD, 0 }, { KEPT + OLD + 1, 7, 7 + OLD, 1 }, { OLD, 0, OLD, 0 } };
	struct span before = list_of(0, LIST_BEFORE);

	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		struct span now = list_of(t[i].n, LIST_LATER);
		struct crl_past told;

		revoke_before_the_sbr(now, t[i].from, t[i].to);
		assert_int_equal(past_add(&past, before, NULL), PAST_OK);
		assert_true(crl_view_read(&crl, now, CRL_ENTRIES_HELD, NULL, NULL, &arena));
		past_of_crl(&past, &crl, true, false, CRL_ENTRIES_HELD, ask(), &rest_by, &arena, &told);
		assert_true(told.came_unbound);
		assert_int_equal(told.came.n, t[i].n - OLD - t[i].more);
		assert_int_equal(told.came.more, t[i].more);
		free((void *)(uintptr_t)now.p);
		assert_int_equal(tear_down(state), 0);
		assert_int_equal(set_up(state), 0);
	}
	free((void *)(uintptr_t)before.p);
}

/* Of those that are not kept nobody knows whether another CRL has shown them in time: that is told. */
static void
more_late_ones_than_are_kept(void **state)
{
	enum { KEPT = 65536 };
	struct span before = list_of(0, LIST_BEFORE), part = list_of(1, LIST_PART);
	uint8_t *updated = (uint8_t *)(uintptr_t)part.p + 12 + sizeof list_head - 23;

	(void)state;
	/* An hour after the one before. */
	updated[0] = '2';
	updated[2] = '9';
	for (size_t n = KEPT; n <= KEPT + 2; n += 2) {
		struct span now = list_of(n, LIST_LATER);

		assert_int_equal(outcome_of("sbr.crl.previous-not-compared", now, before, part), n > KEPT ? SMIMELINT_RULE_FOUND : SMIMELINT_RULE_PASS);
		free((void *)(uintptr_t)now.p);
	}
	free((void *)(uintptr_t)before.p);
	free((void *)(uintptr_t)part.p);
}

static size_t given_back;

static void
give_back(void *arg, const uint8_t *octets, size_t n)
{
	(void)arg;
	(void)octets;
	given_back += n;
}

/* What was given before and lies in a mapping is not in memory as a whole when it comes again. */
static void
the_same_mapping_twice(void **state)
{
	const struct release mapping = { .fn = give_back };
	struct span list = list_of(2 * RELEASE_STEP / ENTRY, LIST_BEFORE);

	(void)state;
	assert_int_equal(past_add(&past, list, &mapping), PAST_OK);
	given_back = 0;
	assert_int_equal(past_add(&past, list, &mapping), PAST_OK);
	assert_int_equal(past.n_crl, 1);
	assert_true(given_back >= 2 * RELEASE_STEP);
	past_free(&past);
	past = (struct past){ .first = NULL };
	free((void *)(uintptr_t)list.p);
}

/* A list that is not in order and longer than what is held is not compared, and that is said. */
static void
too_many_to_compare(void **state)
{
	struct crl_past told;

	(void)state;
	give(entries, "unsorted-before");
	told = tell(entries, "now", false, 3);
	assert_false(told.not_compared);
	assert_int_equal(told.gone.n, 2);
	told = tell(entries, "now", false, 2);
	assert_true(told.not_compared);
	assert_int_equal(told.gone.n, 0);
}

/* What stands in another partition since then has moved there. */
static void
moved(void **state)
{
	struct crl_past told;

	(void)state;
	give(entries, "before");
	give(entries, "early-part");
	give(entries, "delta-part");
	assert_int_equal(tell(entries, "now", false, CRL_ENTRIES_HELD).gone.n, 2);
	give(entries, "part");
	told = tell(entries, "now", false, CRL_ENTRIES_HELD);
	assert_int_equal(told.gone.n, 1);
	assert_string_equal(text_hex(&arena, told.gone.v[0].entry.serial), SERIAL_1);
	give(entries, "all-parts");
	assert_int_equal(tell(entries, "now", false, CRL_ENTRIES_HELD).gone.n, 0);
}

/* ---- answers ---- */

#define UNTIL(time) " [0] { GENTIME \"" time "\" }"
#define ANSWER(name, id, this_update, next) "case " name "\n  base ocsp\n  single = der: SEQUENCE { " id " [0] '' GENTIME \"" this_update "\"" next " }\n"
#define ID(hash, names, key, serial) "SEQUENCE { SEQUENCE { OID " hash " NULL } OCTETS '" names "' OCTETS '" key "' INTEGER '" serial "' }"

static const char answers[] =
    ANSWER("now", ID("id-sha1", "aa", "bb", "05"), "20260302080000Z", UNTIL("20260306075959Z"))
    ANSWER("before", ID("id-sha1", "aa", "bb", "05"), "20260228080000Z", UNTIL("20260304075959Z"))
    ANSWER("before-longer", ID("id-sha1", "aa", "bb", "05"), "20260228080000Z", UNTIL("20260305075959Z"))
    ANSWER("before-endless", ID("id-sha1", "aa", "bb", "05"), "20260228080000Z", "")
    ANSWER("long-before", ID("id-sha1", "aa", "bb", "05"), "20260220080000Z", UNTIL("20260309075959Z"))
    ANSWER("later", ID("id-sha1", "aa", "bb", "05"), "20260303080000Z", UNTIL("20260309075959Z"))
    ANSWER("no-moment", ID("id-sha1", "aa", "bb", "05"), "20261301080000Z", UNTIL("20260309075959Z"))
    ANSWER("no-serial", "SEQUENCE { SEQUENCE { OID id-sha1 } OCTETS 'aa' OCTETS 'bb' NULL }", "20260301080000Z", "")
    ANSWER("other-hash", ID("id-sha256", "aa", "bb", "05"), "20260301080000Z", UNTIL("20260309075959Z"))
    ANSWER("other-name", ID("id-sha1", "ab", "bb", "05"), "20260301080000Z", UNTIL("20260309075959Z"))
    ANSWER("other-key", ID("id-sha1", "aa", "bc", "05"), "20260301080000Z", UNTIL("20260309075959Z"))
    ANSWER("other-serial", ID("id-sha1", "aa", "bb", "06"), "20260301080000Z", UNTIL("20260309075959Z"));

static const struct ocsp_single *
answer_before(const char *name)
{
	const struct past_one *in = NULL;
	const struct ocsp_single *s;
	struct past_but but = { .n = 1 };

	assert_true(ocsp_view_read(&ocsp, made(answers, name), &arena));
	assert_int_equal(ocsp.n_single, 1);
	but.v[0] = past_response(&past, &ocsp);
	s = past_answer(&past, &but, ocsp.single, 1, &in, &arena);
	assert_int_equal(s != NULL, in != NULL);
	return s;
}

/* Of the same CertID and issued before; of two of one moment the one that is good for longer. */
static void
answers_before(void **state)
{
	static const char *const others[] = { "now", "later", "no-moment", "no-serial", "other-hash", "other-name", "other-key", "other-serial" };

	(void)state;
	give(series, "first");
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		give(answers, others[i]);
	assert_null(answer_before("now"));
	give(answers, "before-endless");
	assert_false(answer_before("now")->next_update.ok);
	give(answers, "long-before");
	assert_false(answer_before("now")->next_update.ok);
	give(answers, "before");
	assert_int_equal(answer_before("now")->next_update.seconds, INT64_C(1772611199));
	give(answers, "before-longer");
	assert_int_equal(answer_before("now")->next_update.seconds, INT64_C(1772697599));
	assert_null(answer_before("no-moment"));
	assert_null(answer_before("no-serial"));
}

/* The same, given the other way round. */
static void
answers_in_another_order(void **state)
{
	(void)state;
	give(answers, "before-longer");
	give(answers, "before");
	give(answers, "before-endless");
	give(answers, "long-before");
	assert_int_equal(answer_before("now")->next_update.seconds, INT64_C(1772697599));
}

/* ---- a response of many answers ---- */

#define MANY 300

/* Every third of one CertID, in no order of time; the others of two serial numbers more, and of another key. */
static struct span
many(const char *name, unsigned n)
{
	static char text[131072];
	size_t at = (size_t)snprintf(text, sizeof text, "case %s\n  base ocsp\n  single = der:", name);

	for (unsigned i = 0; i < n; i++)
		at += (size_t)snprintf(text + at, sizeof text - at,
		    " SEQUENCE { SEQUENCE { SEQUENCE { OID id-sha1 NULL } OCTETS 'aa' OCTETS '%s' INTEGER '%02x' } [0] '' GENTIME \"202602%02u0%u0000Z\" }",
		    i % 2 == 0 ? "bb" : "bc", 5 + i % 3, 1 + i * 11 % 28, i * 7 % 10);
	snprintf(text + at, sizeof text - at, "\n");
	return made(text, name);
}

/* What a look at every answer finds. */
static const struct ocsp_single *
sought(const struct ocsp_view *o, const struct ocsp_single *s)
{
	const struct ocsp_single *best = NULL;

	for (unsigned i = 0; i < o->n_single; i++) {
		const struct ocsp_single *a = &o->single[i];

		if (span_eq(a->serial, s->serial) && span_eq(a->key_hash, s->key_hash) && a->this_update.seconds < s->this_update.seconds &&
		    (best == NULL || a->this_update.seconds > best->this_update.seconds))
			best = a;
	}
	return best;
}

static void
answers_among_many(void **state)
{
	struct past_but none = { .n = 0 }, itself = { .n = 1 };
	const struct past_one *in = NULL;
	unsigned found = 0;

	(void)state;
	assert_int_equal(past_add(&past, many("before", MANY), NULL), PAST_OK);
	assert_true(ocsp_view_read(&ocsp, many("now", MANY - 1), &arena));
	assert_int_equal(ocsp.n_single, MANY - 1);
	for (unsigned i = 0; i < ocsp.n_single; i++) {
		const struct ocsp_single *s = past_answer(&past, &none, &ocsp.single[i], 1, &in, &arena);

		assert_ptr_equal(s, sought(&past.first->ocsp, &ocsp.single[i]));
		found += s != NULL;
	}
	assert_in_range(found, 1, MANY - 2);
	/* The response at hand is none of those before it. */
	itself.v[0] = past.first;
	assert_int_equal(atomic_load(&past.table->answers)->n, MANY);
	assert_null(past_answer(&past, &itself, ocsp.single, 1, &in, &arena));
}

/* ---- many answers of one CertID ---- */

/* n answers, the k-th at second `from` + `step` * k of a day. */
static struct span
many_of_one(const char *name, unsigned n, unsigned from, unsigned step)
{
	static char text[131072];
	size_t at = (size_t)snprintf(text, sizeof text, "case %s\n  base ocsp\n  single = der:", name);

	for (unsigned i = 0; i < n; i++) {
		unsigned second = from + step * i;

		at += (size_t)snprintf(text + at, sizeof text - at,
		    " SEQUENCE { SEQUENCE { SEQUENCE { OID id-sha1 NULL } OCTETS 'aa' OCTETS 'bb' INTEGER '05' } [0] '' GENTIME \"20260201%02u%02u%02uZ\" }",
		    second / 3600, second / 60 % 60, second % 60);
	}
	snprintf(text + at, sizeof text - at, "\n");
	return made(text, name);
}

static bool
is_one_of(const struct past_one *one, const struct past_one *const *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (v[i] == one)
			return true;
	return false;
}

/* What going on from one to the next finds. */
static size_t
walk_beyond(const struct past_answers *all, size_t i, size_t k)
{
	const struct past_one *passed[PAST_MOST_LEFT_OUT];
	size_t n = 0;

	for (; i < all->n; i++) {
		if (is_one_of(all->v[i].in, passed, n))
			continue;
		if (n > k)
			return i;
		passed[n++] = all->v[i].in;
	}
	return all->n;
}

/* Those of a response that is left out are passed over in one step, however many they are and whatever lies between them. */
static void
few_looks_at_answers(void **state)
{
	static const struct {
		unsigned n, from, step;
	} t[] = { { 100, 1, 1 }, { 60, 2, 2 }, { 40, 30, 3 }, { 20, 7, 5 }, { 30, 100, 4 }, { 10, 5, 20 }, { 5, 0, 40 } };
	const struct past_one *all_of[sizeof t / sizeof *t];
	const struct past_answers *all;
	struct past_but but = { .n = 0 };
	const struct past_one *in = NULL;

	(void)state;
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		char name[8];

		(void)snprintf(name, sizeof name, "r%zu", i);
		assert_int_equal(past_add(&past, many_of_one(name, t[i].n, t[i].from, t[i].step), NULL), PAST_OK);
		all_of[i] = past.first;
	}
	assert_true(ocsp_view_read(&ocsp, many_of_one("now", 1, 1000, 1), &arena));
	assert_non_null(past_answer(&past, &but, ocsp.single, 1, &in, &arena));
	all = atomic_load(&past.table->answers);
	for (size_t i = 0; i < all->n; i++)
		for (size_t k = 0; k < PAST_MOST_LEFT_OUT; k++)
			assert_int_equal(all->v[i].beyond[k], walk_beyond(all, i, k));
	/* Any five of them left out. */
	but.n = PAST_MOST_LEFT_OUT;
	for (unsigned set = 0; set < 1u << (sizeof t / sizeof *t); set++) {
		size_t n = 0, first = 0;

		for (unsigned i = 0; i < sizeof t / sizeof *t; i++)
			if ((set & 1u << i) != 0 && n++ < PAST_MOST_LEFT_OUT)
				but.v[n - 1] = all_of[i];
		if (n != PAST_MOST_LEFT_OUT)
			continue;
		while (is_one_of(all->v[first].in, but.v, n))
			first++;
		assert_ptr_equal(past_answer(&past, &but, ocsp.single, 1, &in, &arena), all->v[first].single);
	}
}

/* The digests of a CA are made once, however many answers ask for them. */
static void
certificate_under_each_hash(void **state)
{
	struct ocsp_single id[OCSP_CERT_IDS], again[OCSP_CERT_IDS];
	smimelint_ctx *ctx;
	smimelint_run *run;
	struct span ca = made(NULL, "subca"), response;

	(void)state;
	assert_int_equal(smimelint_ctx_new(&ctx), SMIMELINT_OK);
	assert_int_equal(smimelint_ctx_add_issuer(ctx, ca.p, ca.n), SMIMELINT_OK);
	assert_int_equal(smimelint_run_new(&run, ctx), SMIMELINT_OK);
	response = made(NULL, "ocsp");
	assert_int_equal(smimelint_lint(run, response.p, response.n), SMIMELINT_OK);
	assert_int_equal(ocsp_cert_ids(run, run->ocsp.single, id), OCSP_HASHES);
	assert_int_equal(ocsp_cert_ids(run, run->ocsp.single, again), OCSP_HASHES);
	for (size_t i = 0; i < OCSP_HASHES; i++) {
		assert_true(span_eq(id[i].serial, run->ocsp.single->serial));
		assert_ptr_equal(id[i].name_hash.p, again[i].name_hash.p);
		assert_ptr_equal(id[i].key_hash.p, again[i].key_hash.p);
		assert_true(i == 0 || id[i].hash != id[0].hash);
	}
	smimelint_run_free(run);
	smimelint_ctx_free(ctx);
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EACH(numbers_that_follow), EACH(higher_numbers), EACH(latest_before), EACH(nothing_before), EACH(deltas_and_parts),
		EACH(gone_come_and_changed), EACH(few_looks_at_a_series), EACH(more_changes_than_are_kept), EACH(more_moved_than_are_kept), EACH(late_ones_are_parted_by_date),
		EACH(more_late_ones_than_are_kept),
		EACH(the_same_mapping_twice), EACH(too_many_to_compare), EACH(moved),
		EACH(answers_before), EACH(answers_in_another_order), EACH(answers_among_many), EACH(few_looks_at_answers),
		EACH(certificate_under_each_hash),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
