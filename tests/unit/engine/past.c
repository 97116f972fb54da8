/* SPDX-License-Identifier: Apache-2.0 */
/* past.c - which CRLs of before count for the one at hand, and what is told of them. */
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
#include "given.h"
#include "smimelint.h"

static struct known_certs known;
static struct known_asked asked;
static struct crl_view crl;

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
	known = (struct known_certs){ .n = 0 };
	return nothing_given(state);
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

#define PAIR 512

/* Two CRLs, one after the other, with a statement each. */
static void
write_pair(char text[PAIR], const char *before, const char *now)
{
	(void)snprintf(text, PAIR, "case before\n  base crl\n  thisUpdate = 2026-02-23T08:00:00\n  %s\ncase now\n  base crl\n  %s\n", before, now);
}

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
	char text[PAIR];

	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		struct crl_past told;

		write_pair(text, t[i].before, t[i].now);
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
	char text[PAIR];

	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		struct crl_past told;

		write_pair(text, t[i].before, t[i].now);
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

enum list { LIST_BEFORE, LIST_LATER, LIST_PART, LIST_BASE, LIST_SINCE, LIST_DELTA };

/* issuingDistributionPoint: of the partition "x". */
static const uint8_t part_extension[] = {
	0xa0, 23, 0x30, 21, 0x30, 19, 6, 3, 0x55, 0x1d, 0x1c, 1, 1, 0xff, 4, 9, 0x30, 7, 0xa0, 5, 0xa0, 3, 0x86, 1, 'x',
};

/* cRLNumber: of the base, of a complete CRL since, and of a delta CRL to that base. */
static const uint8_t base_extension[] = { 0xa0, 14, 0x30, 12, 0x30, 10, 6, 3, 0x55, 0x1d, 0x14, 4, 3, 2, 1, 1 };
static const uint8_t since_extension[] = { 0xa0, 14, 0x30, 12, 0x30, 10, 6, 3, 0x55, 0x1d, 0x14, 4, 3, 2, 1, 2 };
static const uint8_t delta_extensions[] = {
	0xa0, 29, 0x30, 27, 0x30, 10, 6, 3, 0x55, 0x1d, 0x14, 4, 3, 2, 1, 3, 0x30, 13, 6, 3, 0x55, 0x1d, 0x1b, 1, 1, 0xff, 4, 3, 2, 1, 1,
};

static const struct {
	char day;			/* of thisUpdate */
	struct span extensions;
} lists[] = {
	[LIST_BEFORE] = { '2', { NULL, 0 } }, [LIST_LATER] = { '3', { NULL, 0 } }, [LIST_PART] = { '3', { part_extension, sizeof part_extension } },
	[LIST_BASE] = { '2', { base_extension, sizeof base_extension } }, [LIST_SINCE] = { '3', { since_extension, sizeof since_extension } },
	[LIST_DELTA] = { '4', { delta_extensions, sizeof delta_extensions } },
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
	size_t more = lists[which].extensions.n;
	size_t list = n * ENTRY, tbs = sizeof list_head + 6 + list + more, all = 6 + tbs + sizeof tail;
	uint8_t *octets = malloc(6 + all), *to = octets;

	assert_non_null(octets);
	to = put_head(put_head(to, all), tbs);
	memcpy(to, list_head, sizeof list_head);
	to[sizeof list_head - 23] = (uint8_t)lists[which].day;
	to = put_head(to + sizeof list_head, list);
	for (size_t i = 0; i < n; i++, to += ENTRY) {
		memcpy(to, entry, ENTRY);
		for (unsigned k = 0; k < 4; k++)
			to[5 + k] = (uint8_t)(i >> (24 - 8 * k));
	}
	if (more > 0)
		memcpy(to, lists[which].extensions.p, more);
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

/* However many entries a base has, they take no room of what a delta CRL lacks of complete ones since. */
static void
more_on_the_base_than_are_kept(void **state)
{
	enum { KEPT = 65536 };
	struct span base = list_of(KEPT, LIST_BASE), since = list_of(KEPT + 1, LIST_SINCE), now = list_of(0, LIST_DELTA);
	struct crl_past told;

	(void)state;
	assert_int_equal(past_add(&past, base, NULL), PAST_OK);
	assert_int_equal(past_add(&past, since, NULL), PAST_OK);
	assert_true(crl_view_read(&crl, now, CRL_ENTRIES_HELD, NULL, NULL, &arena));
	past_of_crl(&past, &crl, true, false, CRL_ENTRIES_HELD, ask(), &rest_by, &arena, &told);
	assert_non_null(told.base);
	assert_int_equal(told.gone.n, 1);
	assert_int_equal(told.gone.more, 0);
	assert_false(told.gone_unsought);
	free((void *)(uintptr_t)base.p);
	free((void *)(uintptr_t)since.p);
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

#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EACH(numbers_that_follow), EACH(higher_numbers), EACH(latest_before), EACH(nothing_before), EACH(deltas_and_parts),
		EACH(gone_come_and_changed), EACH(few_looks_at_a_series), EACH(more_changes_than_are_kept),
		EACH(more_on_the_base_than_are_kept), EACH(more_moved_than_are_kept),
		EACH(late_ones_are_parted_by_date), EACH(more_late_ones_than_are_kept), EACH(the_same_mapping_twice), EACH(too_many_to_compare),
		EACH(moved),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
