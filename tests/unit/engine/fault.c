/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Without memory: the n-th allocation fails, for every n from the making of a
 * context to the last fact.  Nothing crashes, nothing leaks, and who is told
 * of a result has a whole one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "arena_memory.h"
#include "memory.h"
#include "smimelint.h"

static unsigned char *certificate, *issuer;
static long certificate_size, issuer_size;

static int
set_up(void **state)
{
	FILE *f = fopen("testdata/base/bases.pem", "r");

	(void)state;
	if (f == NULL || !memory_next_certificate(f, &certificate, &certificate_size) ||
	    !memory_next_certificate(f, &issuer, &issuer_size))
		return -1;
	return fclose(f);
}

static int
tear_down(void **state)
{
	(void)state;
	OPENSSL_free(certificate);
	OPENSSL_free(issuer);
	return 0;
}

static int
ignore_row(void *arg, unsigned depth, const char *name, const char *value, uint32_t offset, uint32_t length)
{
	(void)arg, (void)depth, (void)value, (void)offset, (void)length;
	return name == NULL;
}

/* What a program asks; the arena may be out of memory, so that texts may be empty, but not missing. */
static void
ask(smimelint_run *run)
{
	static const char *const facts[] = {
		"subject", "issuer", "serial", "responder", "aki", "scope", "number", "sha256", "judged_at", "profile"
	};

	for (size_t i = 0; i < smimelint_finding_count(run); i++) {
		smimelint_finding f = { .size = sizeof f };

		assert_int_equal(smimelint_finding_get(run, i, &f), SMIMELINT_OK);
		assert_true(f.path != NULL || strncmp(smimelint_rule_text(f.rule, "id"), "evidence.", 9) == 0);
		assert_non_null(f.citation);
	}
	assert_non_null(smimelint_fact(run, "kind"));
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		(void)smimelint_fact(run, facts[i]);
	assert_int_equal(smimelint_walk(run, ignore_row, NULL), 0);
}

/* The whole way, with as few octets asked twice as may be. */
static smimelint_status
whole_way(void)
{
	static const char options[] = "{\"skip\":[\"7.1.2.3\"],\"issuer-domain\":[\"ca.example\",\"ca.example.com\"],\"tbs\":false}";
	smimelint_ctx *ctx = NULL;
	smimelint_run *run = NULL;
	smimelint_status st;

	if ((st = smimelint_ctx_new(&ctx)) == SMIMELINT_OK)
		st = smimelint_ctx_set(ctx, "upcoming", "all");
	if (st == SMIMELINT_OK)
		st = smimelint_ctx_set(ctx, "policy-map", "1.2.3=mailbox-validated/strict");
	if (st == SMIMELINT_OK)
		st = smimelint_ctx_set(ctx, "scope", "all");
	if (st == SMIMELINT_OK)
		st = smimelint_ctx_set_json(ctx, options, strlen(options));
	if (st == SMIMELINT_OK)
		st = smimelint_ctx_add_issuer(ctx, issuer, (size_t)issuer_size);
	if (st == SMIMELINT_OK)
		st = smimelint_run_new(&run, ctx);
	if (st == SMIMELINT_OK)
		st = smimelint_lint(run, certificate, (size_t)certificate_size);
	if (st == SMIMELINT_OK)
		ask(run);
	else if (run != NULL) {
		/* The same run again, with memory. */
		memory_fails_at = 0;
		assert_int_equal(smimelint_lint(run, certificate, (size_t)certificate_size), SMIMELINT_OK);
		ask(run);
	}
	smimelint_run_free(run);
	smimelint_ctx_free(ctx);
	return st;
}

static void
every_allocation(void **state)
{
	unsigned all;

	(void)state;
	memory_fails_at = memory_taken = 0;
	assert_int_equal(whole_way(), SMIMELINT_OK);
	all = memory_taken;
	assert_true(all > 10);
	for (unsigned n = 1; n <= all; n++) {
		smimelint_status st;

		memory_taken = 0;
		memory_fails_at = n;
		st = whole_way();
		memory_fails_at = 0;
		if (st != SMIMELINT_ERR_NOMEM)
			fail_msg("allocation %u of %u fails: %s", n, all, smimelint_strerror(st));
	}
}

/* ---- everything that may stand beside an artifact ---- */

struct octets {
	unsigned char *p;
	long n;
};

/* The artifact of this name in a bundle of testdata. */
static struct octets
artifact(const char *bundle, const char *name)
{
	struct octets o = { NULL, 0 };
	FILE *f = fopen(bundle, "r");
	char line[256];

	assert_non_null(f);
	while (fgets(line, sizeof line, f) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		if (line[0] == '#' && strcmp(line + 2, name) == 0)
			break;
	}
	assert_true(memory_next_certificate(f, &o.p, &o.n));
	fclose(f);
	return o;
}

static const char *
text_of(const char *path)
{
	static char text[1 << 16];
	FILE *f = fopen(path, "r");
	size_t n;

	assert_non_null(f);
	n = fread(text, 1, sizeof text - 1, f);
	fclose(f);
	text[n] = '\0';
	return text;
}

static int64_t
fetch(void *arg, uint64_t at, uint8_t *buf, size_t n)
{
	const char *text = arg;
	size_t all = strlen(text), left = at < all ? all - (size_t)at : 0;

	n = n < left ? n : left;
	memcpy(buf, text + (left > 0 ? at : 0), n);
	return (int64_t)n;
}

#define BASES "testdata/base/bases.pem"
#define CRL "testdata/issuer/crl-sequence.pem"
#define OCSP "testdata/issuer/ocsp-neighbours.pem"
#define MOST_NEIGHBOURS 5

typedef smimelint_status add_fn(smimelint_ctx *, const uint8_t *, size_t);

/* What is linted, and beside what. */
struct scene {
	const char *bundle, *name;
	struct { add_fn *add; const char *bundle, *name; } beside[MOST_NEIGHBOURS];
	const char *evidence, *ca_profile;	/* files */
};
static const struct scene scenes[] = {
	{ "testdata/base/crl.pem", "crl", { { smimelint_ctx_add_previous, CRL, "before" }, { smimelint_ctx_add_certificate, BASES, "sv-multi" },
	    { smimelint_ctx_add_issuer, BASES, "subca" } }, NULL, NULL },
	{ OCSP, "revoked-on-the-crl", { { smimelint_ctx_add_previous, OCSP, "crl-with-it" }, { smimelint_ctx_add_certificate, OCSP, "asked-about" },
	    { smimelint_ctx_add_responder, BASES, "ocsp-signer" }, { smimelint_ctx_add_issuer, BASES, "subca" },
	    /* Of the same serial number. */
	    { smimelint_ctx_add_certificate, OCSP, "lower-ca" } }, NULL, NULL },
	{ BASES, "sv-multi", { { smimelint_ctx_add_issuer, BASES, "subca" }, { smimelint_ctx_add_issuer, BASES, "root" } },
	    "man/examples/evidence-sv.json", "man/examples/ca-profile-sv.json" },
	{ BASES, "iv-multi", { { smimelint_ctx_add_issuer, BASES, "subca" } }, "man/examples/evidence-iv.json", "man/examples/ca-profile-iv.json" },
	{ BASES, "ov-multi", { { NULL, NULL, NULL } }, "man/examples/evidence-sv.json", "man/examples/ca-profile-ov.json" },
	{ BASES, "subca-constrained", { { smimelint_ctx_add_issuer, BASES, "root" } }, NULL, NULL },
};

static struct octets subject, beside[MOST_NEIGHBOURS];
static char *evidence, *ca_profile, why[240];

/* A list of each sort. */
static smimelint_status
add_lists(smimelint_ctx *ctx)
{
	static const char waivers[] = "[{\"rule\":\"sbr.*\",\"issuer\":\"*Nord*\",\"reason\":\"r\",\"expires\":\"9999-12-31\"}]";
	static const char baseline[] = "{\"schema\":\"smimelint/1\",\"source\":{\"path\":\"a\"},\"findings\":"
	    "[{\"rule\":\"x\",\"path\":null,\"value\":null,\"state\":\"new\"}]}\n";
	static const char psl[] = "com\n*.ck\n!www.ck\nco.uk\n";
	static const char weak[] = "000102030405060708090a0b0c0d0e0f10111213\n";
	static const char perspectives[] = "{\"a\":{\"rir\":\"RIPE NCC\",\"lat\":1,\"lon\":2}}";
	smimelint_status st;

	if ((st = smimelint_ctx_add_waivers(ctx, waivers, sizeof waivers - 1, 20000)) == SMIMELINT_OK)
		st = smimelint_ctx_add_baseline(ctx, baseline, sizeof baseline - 1);
	if (st == SMIMELINT_OK)
		st = smimelint_ctx_add_baseline_lines(ctx, baseline, sizeof baseline - 1, 2);
	if (st == SMIMELINT_OK)
		st = smimelint_ctx_add_psl(ctx, psl, sizeof psl - 1);
	if (st == SMIMELINT_OK)
		st = smimelint_ctx_add_weak_keys(ctx, weak, sizeof weak - 1);
	if (st == SMIMELINT_OK)
		st = smimelint_ctx_add_perspectives(ctx, perspectives, sizeof perspectives - 1);
	if (st == SMIMELINT_OK && ca_profile != NULL)
		st = smimelint_ctx_add_ca_profile(ctx, ca_profile, strlen(ca_profile));
	if (st == SMIMELINT_OK && evidence != NULL)
		st = smimelint_ctx_add_evidence(ctx, "whole", evidence, strlen(evidence));
	if (st == SMIMELINT_OK && evidence != NULL)
		st = smimelint_ctx_add_evidence_source(ctx, "in pieces", fetch, evidence);
	return st;
}

static smimelint_status
play(const struct scene *scene)
{
	static const char options[] = "{\"require-evidence\":\"full\",\"issuer-domain\":[\"nordlicht-trust.de\"]}";
	smimelint_source source = { .size = sizeof source, .path = "a" };
	smimelint_ctx *ctx = NULL;
	smimelint_run *run = NULL;
	smimelint_status st;
	size_t n;

	if ((st = smimelint_ctx_new(&ctx)) == SMIMELINT_OK)
		st = smimelint_ctx_set_json(ctx, options, sizeof options - 1);
	for (size_t i = 0; st == SMIMELINT_OK && i < MOST_NEIGHBOURS && scene->beside[i].add != NULL; i++)
		st = scene->beside[i].add(ctx, beside[i].p, (size_t)beside[i].n);
	if (st == SMIMELINT_OK)
		st = add_lists(ctx);
	if (st == SMIMELINT_OK)
		st = smimelint_run_new(&run, ctx);
	if (st == SMIMELINT_OK)
		st = smimelint_lint(run, subject.p, (size_t)subject.n);
	if (st == SMIMELINT_OK)
		st = smimelint_result_source(run, &source);
	if (st == SMIMELINT_OK)
		ask(run);
	if (st == SMIMELINT_OK && smimelint_result_json(run, 0, &n) == NULL)
		st = SMIMELINT_ERR_NOMEM;
	for (size_t i = 0; st == SMIMELINT_OK && i < smimelint_record_count(ctx); i++)
		st = smimelint_lint_record(run, i);
	snprintf(why, sizeof why, "%s", ctx != NULL ? smimelint_ctx_error(ctx) : "");
	smimelint_run_free(run);
	smimelint_ctx_free(ctx);
	return st;
}

static void
set_scene(const struct scene *scene)
{
	memory_fails_at = 0;
	subject = artifact(scene->bundle, scene->name);
	for (size_t i = 0; i < MOST_NEIGHBOURS && scene->beside[i].add != NULL; i++)
		beside[i] = artifact(scene->beside[i].bundle, scene->beside[i].name);
	evidence = scene->evidence != NULL ? strdup(text_of(scene->evidence)) : NULL;
	ca_profile = scene->ca_profile != NULL ? strdup(text_of(scene->ca_profile)) : NULL;
}

static void
clear_scene(const struct scene *scene)
{
	OPENSSL_free(subject.p);
	for (size_t i = 0; i < MOST_NEIGHBOURS && scene->beside[i].add != NULL; i++)
		OPENSSL_free(beside[i].p);
	free(evidence);
	free(ca_profile);
}

/* Of one block of an arena much is taken: each of the requests fails in turn. */
static void
every_request(const struct scene *scene)
{
	unsigned all;

	arena_taken = arena_fails_at = 0;
	assert_int_equal(play(scene), SMIMELINT_OK);
	all = arena_taken;
	assert_true(all > 100);
	for (unsigned n = 1; n <= all; n++) {
		smimelint_status st;

		arena_taken = 0;
		arena_fails_at = n;
		st = play(scene);
		arena_fails_at = 0;
		if (st != SMIMELINT_ERR_NOMEM)
			fail_msg("%s: request %u of %u of an arena fails: %s %s", scene->name, n, all, smimelint_strerror(st), why);
	}
}

static void
every_scene(void **state)
{
	(void)state;
	for (size_t s = 0; s < sizeof scenes / sizeof *scenes; s++) {
		unsigned all;

		set_scene(&scenes[s]);
		memory_taken = 0;
		if (play(&scenes[s]) != SMIMELINT_OK)
			fail_msg("%s: %s", scenes[s].name, why);
		all = memory_taken;
		assert_true(all > 10);
		for (unsigned n = 1; n <= all; n++) {
			smimelint_status st;

			memory_taken = 0;
			memory_fails_at = n;
			st = play(&scenes[s]);
			memory_fails_at = 0;
			if (st != SMIMELINT_ERR_NOMEM)
				fail_msg("%s: allocation %u of %u fails: %s %s", scenes[s].name, n, all, smimelint_strerror(st), why);
		}
		every_request(&scenes[s]);
		clear_scene(&scenes[s]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(every_allocation), cmocka_unit_test(every_scene) };

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
