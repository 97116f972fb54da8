/* SPDX-License-Identifier: Apache-2.0 */
/* issuers.c - the pool of issuing CA certificates and the search in it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/issuer/issuer_pool.h"
#include "tests/lib.h"
#include "tests/made.h"

/*
 * CAs of one name: `subca` with its key; `other-key`; `renewed`, the first one's
 * key again.  `twin` has the key identifier of `identified`, and another name.
 */
static const char pool[] =
    "base subca\n"
    "case other-key\n  spki = rsa4096\n"
    "case renewed\n  notBefore = 2025-06-03\n"
    "case identified\n  subjectKeyIdentifier = 0102030405060708\n"
    "case twin\n  subject = CN=Twin, O=Nordlicht Trust GmbH, C=DE\n  spki = rsa4096\n"
    "  subjectKeyIdentifier = 0102030405060708\n"
    "case new-with-old\n  signed-by other-key\n"
    "case leaf\n  base mv-strict\n"
    "case forged\n  base mv-strict\n  signed-by other-key\n"
    "case forged-in-its-name\n  base mv-strict\n  signatureValue = dummy\n"
    "case forged-in-nobodys-name\n  base forged\n  authorityKeyIdentifier = keyid:0102030405060708\n"
    "case early\n  base mv-strict\n  notBefore = 2024-10-01\n"
    "case under-identified\n  base mv-strict\n  signed-by identified\n"
    "  authorityKeyIdentifier = keyid:0102030405060708\n"
    "case without-identifier\n  base mv-strict\n  authorityKeyIdentifier = der: SEQUENCE { }\n"
    "case under-root\n  base mv-strict\n  signed-by root\n"
    "case alike\n  subject = CN=nordlicht  trust S/MIME CA 3, O:printable=Nordlicht Trust GmbH, C=DE\n"
    "case alike-other-key\n  base alike\n  spki = rsa4096\n"
    "case twin-a\n  extKeyUsage = emailProtection clientAuth\n"
    "case twin-b\n  extKeyUsage = clientAuth\n"
    "case root-foreign-id\n  base root\n  authorityKeyIdentifier = keyid:0102030405060708\n"
    "case root-rollover\n  base root\n  signed-by old-root-key\n"
    "case old-root-key\n  base root\n  spki = rsa4096\n"
    "case root-rollover-id\n  base root-rollover\n  authorityKeyIdentifier = keyid:auto\n"
    "case entity\n  base mv-strict\n  spki = rsa3072\n"
    "case of-its-name\n  base mv-strict\n"
    "case under-entity\n  base mv-strict\n  signed-by entity\n"
    "case root-own-id\n  base root\n  authorityKeyIdentifier = keyid:auto\n  signatureValue = dummy\n";

static struct issuers set;
static struct key_work *work;
static struct arena arena;

static int
set_up(void **state)
{
	(void)state;
	arena_init(&arena);
	set = (struct issuers){ .lib = test_lib() };
	return (work = key_work_new(test_lib())) != NULL ? 0 : -1;
}

static int
tear_down(void **state)
{
	(void)state;
	issuers_free(&set);
	key_work_free(work);
	arena_free(&arena);
	return 0;
}

static void
add(const char *name)
{
	assert_int_equal(issuers_add(&set, made(pool, name)), ISSUERS_OK);
}

static struct cert_view
view(const char *name)
{
	struct cert_view cv;

	assert_true(cert_view_read(&cv, made(pool, name), CERT_INPUT_AUTO, &arena));
	return cv;
}

/* Is this certificate's issuer the one that was added under that name?  NULL: has it none? */
static void
finds(const char *leaf, bool verify, const char *ca, enum key_verdict verdict)
{
	struct cert_view cv = view(leaf);
	struct issued of = { .artifact = &cv.artifact, .verify = verify };
	struct issuer_search found;

	issuers_find(&set, &of, work, &arena, &found);
	assert_false(found.no_memory);
	if (ca == NULL) {
		assert_null(found.best);
		return;
	}
	assert_non_null(found.best);
	assert_true(span_eq(found.best->ca.cert->der, made(pool, ca)));
	assert_int_equal(found.best->verdict, verdict);
}

static bool
root_like_of(const struct cert_view *cv)
{
	bool no_memory = false, is = issuers_has_root_like(&set, cv, work, &no_memory);

	assert_false(no_memory);
	return is;
}

static void
none_given(void **state)
{
	struct cert_view cv = view("leaf");

	(void)state;
	finds("leaf", true, NULL, KEY_UNSUPPORTED);
	assert_false(root_like_of(&cv));
}

static void
added_once(void **state)
{
	static const uint8_t no_certificate[] = { 0x30, 0x03, 0x02, 0x01, 0x05 };

	(void)state;
	add("subca");
	add("subca");
	assert_int_equal(set.n, 1);
	assert_false(issuers_wants(&set, made(pool, "subca")));
	assert_true(issuers_wants(&set, made(pool, "renewed")));
	assert_false(issuers_wants(&set, made(pool, "leaf")));
	assert_false(issuers_wants(&set, SPAN_NONE));
	assert_int_equal(issuers_add(&set, (struct span){ no_certificate, sizeof no_certificate }),
	    ISSUERS_NOT_A_CERTIFICATE);
	assert_int_equal(issuers_add(&set, SPAN_NONE), ISSUERS_NOT_A_CERTIFICATE);
	assert_int_equal(set.n, 1);
}

static void
one_name_two_keys(void **state)
{
	(void)state;
	add("other-key");
	finds("leaf", true, NULL, KEY_UNSUPPORTED);	/* name fits, key identifier does not, key is wrong */
	finds("leaf", false, "other-key", KEY_UNTRIED);
	add("subca");
	finds("leaf", true, "subca", KEY_VERIFIED);
	finds("leaf", false, "subca", KEY_UNTRIED);	/* by the key identifier */
	finds("without-identifier", true, "subca", KEY_VERIFIED);
}

/* Without key identifiers nothing says that the wrong key is another CA's. */
static void
wrong_key(void **state)
{
	(void)state;
	add("other-key");
	finds("without-identifier", true, "other-key", KEY_WRONG);
}

static void
one_key_identifier_two_names(void **state)
{
	(void)state;
	add("twin");
	finds("under-identified", true, NULL, KEY_UNSUPPORTED);
	finds("under-identified", false, "twin", KEY_UNTRIED);
	add("identified");
	finds("under-identified", true, "identified", KEY_VERIFIED);
	finds("under-identified", false, "identified", KEY_UNTRIED);
}

/* The one that was valid when the certificate began; of two the newer. */
static void
renewed(void **state)
{
	(void)state;
	add("renewed");
	add("subca");
	finds("early", true, "subca", KEY_VERIFIED);
	finds("leaf", true, "renewed", KEY_VERIFIED);
	issuers_free(&set);
	add("subca");
	add("renewed");
	finds("early", true, "subca", KEY_VERIFIED);
	finds("leaf", true, "renewed", KEY_VERIFIED);
}

/* A key of a root's is a root's, though a cross certificate has it too. */
static void
root_and_cross(void **state)
{
	(void)state;
	add("cross");
	finds("under-root", true, "cross", KEY_VERIFIED);
	add("root");
	finds("under-root", true, "root", KEY_VERIFIED);
	issuers_free(&set);
	add("root");
	add("cross");
	finds("under-root", true, "root", KEY_VERIFIED);
}

static void
root_like(void **state)
{
	struct cert_view cross = view("cross"), sub = view("subca"), root = view("root");

	(void)state;
	add("old-root");
	assert_false(root_like_of(&cross));
	add("root");
	assert_true(root_like_of(&cross));
	assert_true(root_like_of(&root));
	assert_false(root_like_of(&sub));
	add("new-with-old");		/* self-issued, same key, but signed by another: no root */
	assert_false(root_like_of(&sub));
}

/* Equal but for case, blanks and string type: a candidate, behind one of the very name. */
static void
name_alike_but_other(void **state)
{
	(void)state;
	add("alike-other-key");
	finds("leaf", true, NULL, KEY_UNTRIED);
	finds("without-identifier", true, "alike-other-key", KEY_WRONG);
	add("alike");
	finds("leaf", true, "alike", KEY_VERIFIED);
	finds("without-identifier", true, "alike", KEY_VERIFIED);
	add("subca");
	finds("leaf", true, "subca", KEY_VERIFIED);
}

/* What no key of its CA signed is denied where that CA is asked for by its name; else where it names the key that is at hand. */
static void
denied(void **state)
{
	static const struct {
		const char *given[2], *leaf;
		bool by_name, by_key;
	} t[] = {
		{ { NULL }, "leaf", false, false },
		{ { "root" }, "leaf", false, false },
		{ { "subca" }, "leaf", false, false },
		{ { "other-key" }, "leaf", true, false },
		{ { "alike-other-key" }, "leaf", true, false },
		{ { "other-key", "subca" }, "leaf", false, false },
		{ { "other-key" }, "without-identifier", true, true },
		{ { "identified" }, "under-identified", false, false },
		{ { "other-key" }, "under-identified", true, false },
		{ { "subca" }, "forged", true, false },
		{ { "subca" }, "forged-in-its-name", true, true },
		{ { "subca" }, "forged-in-nobodys-name", true, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		struct cert_view cv = view(t[i].leaf);
		struct issued of = { .artifact = &cv.artifact, .verify = true, .for_path = true };
		bool no_memory;

		for (size_t k = 0; k < 2 && t[i].given[k] != NULL; k++)
			add(t[i].given[k]);
		if (issuers_deny(&set, &of, work, &arena, NULL, &no_memory) != t[i].by_key)
			fail_msg("%zu: %s", i, t[i].leaf);
		of.is_of_these = true;
		if (issuers_deny(&set, &of, work, &arena, NULL, &no_memory) != t[i].by_name)
			fail_msg("%zu: %s, by its name", i, t[i].leaf);
		issuers_free(&set);
	}
}

/* Of one name, key and day: the order in which they were added says nothing.  The other key of that name is not tried: it is not the one that is named. */
static void
twins(void **state)
{
	static const char *const name[] = { "subca", "twin-a", "twin-b", "other-key" };
	struct cert_view cv = view("leaf");
	struct issued of = { .artifact = &cv.artifact, .verify = true };
	struct issuer_search found;
	uint8_t first[64] = { 0 };

	(void)state;
	for (size_t from = 0; from < 4; from++) {
		issuers_free(&set);
		for (size_t i = 0; i < 4; i++)
			add(name[(from + i) % 4]);
		issuers_find(&set, &of, work, &arena, &found);
		assert_int_equal(found.n_twin, 3);
		assert_int_equal(found.n_tried, 0);
		if (from == 0)
			memcpy(first, found.best->ca.cert->serial.p, found.best->ca.cert->serial.n);
		assert_memory_equal(found.best->ca.cert->serial.p, first, found.best->ca.cert->serial.n);
	}
}

static enum self_issued
ask(const char *name, bool verify)
{
	struct cert_view cv = view(name);
	bool no_memory;
	struct key_issuer *key = key_issuer_new(test_lib(), cv.field[PART_SPKI].raw, &no_memory);
	enum self_issued is = self_issued(&cv, key, work, verify);

	key_issuer_free(key);
	return is;
}

static void
its_own_issuer(void **state)
{
	(void)state;
	assert_int_equal(ask("subca", true), SELF_NOT);
	assert_int_equal(ask("root", true), SELF_SIGNED);
	assert_int_equal(ask("root", false), SELF_SIGNED);
	assert_int_equal(ask("root-own-id", true), SELF_SIGNED);	/* it says so; that the signature is wrong is a finding */
	assert_int_equal(ask("root-foreign-id", true), SELF_SIGNED);
	assert_int_equal(ask("root-foreign-id", false), SELF_NOT);
	assert_int_equal(ask("root-rollover", true), SELF_DOUBTFUL);
	assert_int_equal(ask("root-rollover", false), SELF_SIGNED);
	assert_int_equal(ask("root-rollover-id", true), SELF_NOT);
}

/* The pool grows its indexes. */
static void
many(void **state)
{
	uint8_t der[8192];
	struct span subca = made(pool, "subca");
	size_t linked = 0;

	(void)state;
	assert_true(subca.n <= sizeof der);
	memcpy(der, subca.p, subca.n);
	for (unsigned i = 0; i < 300; i++) {
		der[subca.n - 1] = (uint8_t)i;
		der[subca.n - 2] = (uint8_t)(i >> 8);
		assert_int_equal(issuers_add(&set, (struct span){ der, subca.n }), ISSUERS_OK);
		assert_int_equal(set.n, i + 1);
	}
	add("subca");
	for (size_t i = 0; i < set.n_bucket; i++)
		for (struct issuer *is = set.bucket[ISSUERS_BY_OCTETS][i]; is != NULL; is = is->next[ISSUERS_BY_OCTETS])
			linked++;
	assert_int_equal(linked, 301);
	assert_true(set.n_bucket >= set.n);
}

/* What is no CA's issued what its key signed, and nothing else, whatever its name; a CA's is not taken so. */
static void
others(void **state)
{
	(void)state;
	assert_int_equal(issuers_add_other(&set, made(pool, "subca")), ISSUERS_OK);
	assert_int_equal(issuers_add_other(&set, SPAN_NONE), ISSUERS_NOT_A_CERTIFICATE);
	assert_int_equal(set.n, 0);
	assert_int_equal(issuers_add_other(&set, made(pool, "of-its-name")), ISSUERS_OK);
	assert_int_equal(set.n, 1);
	finds("under-entity", true, NULL, KEY_UNTRIED);
	assert_int_equal(issuers_add_other(&set, made(pool, "entity")), ISSUERS_OK);
	assert_int_equal(issuers_add_other(&set, made(pool, "entity")), ISSUERS_OK);
	assert_int_equal(set.n, 2);
	finds("under-entity", true, "entity", KEY_VERIFIED);
	finds("under-entity", false, NULL, KEY_UNTRIED);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(none_given), TEST(added_once), TEST(one_name_two_keys), TEST(wrong_key),
		TEST(one_key_identifier_two_names), TEST(renewed), TEST(root_and_cross), TEST(root_like),
		TEST(name_alike_but_other), TEST(denied), TEST(twins), TEST(its_own_issuer), TEST(many), TEST(others),
	};

	return cmocka_run_group_tests(tests, made_open, made_close);
}
