/* SPDX-License-Identifier: Apache-2.0 */
/* past_answers.c - which answer of an OCSP response of before counts for the one at hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "engine/revocation/ocsp_cas.h"
#include "given.h"
#include "smimelint.h"

static struct ocsp_view ocsp;

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
	give("case first\n  base crl\n", "first");
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

#define EACH(test) cmocka_unit_test_setup_teardown(test, nothing_given, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EACH(answers_before), EACH(answers_in_another_order), EACH(answers_among_many), EACH(few_looks_at_answers),
		EACH(certificate_under_each_hash),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
