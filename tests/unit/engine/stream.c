/* SPDX-License-Identifier: Apache-2.0 */
/* stream.c - a CRL that is fetched piece by piece: the result is that of the same octets in memory, and few of them are there at a time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "smimelint.h"

#include "crl_pieces.h"


/* What is fetched from: octets, and how it went. */
struct source {
	uint8_t *octets;
	size_t n;
	uint64_t fails_from;	/* octets from here on cannot be had */
	size_t most;		/* no call gives more */
	uint64_t fetched;
};

static int64_t
fetch(void *arg, uint64_t at, uint8_t *buf, size_t n)
{
	struct source *s = arg;

	if (at + n > s->fails_from)
		return -1;
	if (at >= s->n)
		return 0;
	n = n < s->n - at ? n : s->n - (size_t)at;
	n = n < s->most ? n : s->most;
	memcpy(buf, s->octets + at, n);
	s->fetched += n;
	return (int64_t)n;
}

static void
put(struct source *s, const void *octets, size_t n)
{
	memcpy(s->octets + s->n, octets, n);
	s->n += n;
}

static void
put_sequence(struct source *s, size_t n)
{
	uint8_t start[6] = { 0x30, 0x84, (uint8_t)(n >> 24), (uint8_t)(n >> 16), (uint8_t)(n >> 8), (uint8_t)n };

	put(s, start, sizeof start);
}

/* What is odd about a list. */
struct list {
	size_t entries;
	bool unsorted;		/* and each 50,000th serial number is that of another */
	bool odd;		/* entries with faults of all sorts, here and there */
	bool indefinite;	/* the length of the list is not said before */
};

static void
put_entry(struct source *s, const struct list *l, size_t i)
{
	uint32_t serial = l->unsorted ? (uint32_t)(i % 50000 == 49999 ? 3 : i * 2654435761u) : (uint32_t)i;
	uint8_t *e = s->octets + s->n;

	put(s, entry, ENTRY);
	for (unsigned k = 0; k < 4; k++)
		e[5 + k] = (uint8_t)(serial >> (24 - 8 * k));
	if (l->odd && i % 30011 == 7)
		e[ENTRY - 1] = (uint8_t)(i % 13);	/* reasons, some of which are none */
	if (l->odd && i % 40009 == 9)
		e[12] = 'x';				/* a date that is none */
	if (l->odd && i % 50021 == 11)
		e[30] = 0x1d, e[32] = 0x1d;		/* certificateIssuer that is none */
}

static struct source
make(const struct list *l)
{
	size_t content = l->entries * ENTRY + (l->indefinite ? 2 : 0), list = content + (l->indefinite ? 2 : 6), tbs = sizeof list_head + list;
	struct source s = { .octets = malloc(64 + tbs + sizeof tail), .fails_from = UINT64_MAX, .most = SIZE_MAX };

	assert_non_null(s.octets);
	put_sequence(&s, 6 + tbs + sizeof tail);
	put_sequence(&s, tbs);
	put(&s, list_head, sizeof list_head);
	if (l->indefinite)
		put(&s, "\x30\x80", 2);
	else
		put_sequence(&s, content);
	for (size_t i = 0; i < l->entries; i++)
		put_entry(&s, l, i);
	if (l->indefinite)
		put(&s, "\0\0", 2);
	put(&s, tail, sizeof tail);
	return s;
}

struct lint {
	smimelint_ctx *ctx;
	smimelint_run *run;
};

static struct lint
lint_new(void)
{
	struct lint l;

	assert_int_equal(smimelint_ctx_new(&l.ctx), SMIMELINT_OK);
	assert_int_equal(smimelint_run_new(&l.run, l.ctx), SMIMELINT_OK);
	return l;
}

static void
lint_free(struct lint *l)
{
	smimelint_run_free(l->run);
	smimelint_ctx_free(l->ctx);
}

static void
compare(struct source *s)
{
	struct lint l = lint_new();
	smimelint_status st = smimelint_lint(l.run, s->octets, s->n);
	char *text = strdup(smimelint_result_json(l.run, SMIMELINT_JSON_OUTCOMES, NULL));

	assert_non_null(text);
	assert_int_equal(smimelint_lint_crl_stream(l.run, fetch, s), st);
	assert_string_equal(smimelint_result_json(l.run, SMIMELINT_JSON_OUTCOMES, NULL), text);
	assert_int_equal(smimelint_run_error(l.run), SMIMELINT_OK);
	/* And once more: a run is used again. */
	assert_int_equal(smimelint_lint(l.run, s->octets, s->n), st);
	assert_string_equal(smimelint_result_json(l.run, SMIMELINT_JSON_OUTCOMES, NULL), text);
	free(text);
	lint_free(&l);
	free(s->octets);
}

static void
same_as_in_memory(void **state)
{
	static const struct list lists[] = {
		{ 0, false, false, false }, { 3, false, true, false }, { 300000, false, false, false }, { 300000, false, true, false },
		{ 300000, true, false, false }, { 300000, true, true, false }, { 150000, false, true, true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		struct source s = make(&lists[i]);

		s.most = i % 2 == 0 ? SIZE_MAX : 100003;
		compare(&s);
	}
}

/* Cut short, with octets behind it, and what is no CRL. */
static void
other_lengths(void **state)
{
	const struct list l = { 200000, false, false, false };
	struct source s = make(&l), text = { .n = 4000, .fails_from = UINT64_MAX, .most = 7 };

	(void)state;
	s.n /= 2;
	compare(&s);
	s = make(&l);
	s.octets[s.n++] = 0;
	compare(&s);
	s = make(&l);
	s.n = 1;
	compare(&s);
	text.octets = malloc(text.n);
	assert_non_null(text.octets);
	memset(text.octets, 'x', text.n);
	compare(&text);
}

static void
not_fetched(void **state)
{
	const struct list l = { 200000, false, false, false };
	struct source s = make(&l);
	struct lint run = lint_new();
	smimelint_finding f = { .size = sizeof f };

	(void)state;
	for (uint64_t from = 0; from < s.n; from += s.n / 5 + 1) {
		s.fails_from = from;
		assert_int_equal(smimelint_lint_crl_stream(run.run, fetch, &s), SMIMELINT_ERR_INPUT);
		assert_int_equal(smimelint_result_status(run.run), SMIMELINT_UNREADABLE);
		assert_int_equal(smimelint_finding_count(run.run), 1);
		assert_int_equal(smimelint_finding_get(run.run, 0, &f), SMIMELINT_OK);
		assert_string_equal(smimelint_rule_text(f.rule, "id"), "x690.crl.unreadable");
	}
	/* It could be read, and its digest cannot be had. */
	s.fails_from = UINT64_MAX;
	assert_int_equal(smimelint_lint_crl_stream(run.run, fetch, &s), SMIMELINT_OK);
	s.fails_from = 0;
	(void)smimelint_result_json(run.run, 0, NULL);
	assert_int_equal(smimelint_run_error(run.run), SMIMELINT_ERR_INPUT);
	lint_free(&run);
	free(s.octets);
}

/* Nothing is fetched for what lies in the list but in passes over it. */
static void
in_passes(void **state)
{
	const struct list l = { 400000, false, true, false };
	struct source s = make(&l);
	struct lint run = lint_new();

	(void)state;
	assert_int_equal(smimelint_lint_crl_stream(run.run, fetch, &s), SMIMELINT_OK);
	assert_true(s.fetched > s.n && s.fetched < s.n + (s.n / 2));
	lint_free(&run);
	free(s.octets);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(same_as_in_memory), cmocka_unit_test(other_lengths), cmocka_unit_test(not_fetched),
		cmocka_unit_test(in_passes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
