/* issuers.c - the pool of issuing CA certificates and the search in it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/issuers.h"
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
    "case early\n  base mv-strict\n  notBefore = 2024-10-01\n"
    "case under-identified\n  base mv-strict\n  signed-by identified\n"
    "  authorityKeyIdentifier = keyid:0102030405060708\n"
    "case without-identifier\n  base mv-strict\n  authorityKeyIdentifier = der: SEQUENCE { }\n"
    "case under-root\n  base mv-strict\n  signed-by root\n";

static struct issuers set;
static struct key_work *work;
static struct arena arena;

static int
set_up(void **state)
{
	(void)state;
	arena_init(&arena);
	memset(&set, 0, sizeof set);
	return (work = key_work_new()) != NULL ? 0 : -1;
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
	enum key_verdict got;
	const struct issuer *is = issuers_find(&set, &cv.artifact, work, verify, &got);

	if (ca == NULL) {
		assert_null(is);
		return;
	}
	assert_non_null(is);
	assert_true(span_eq(is->cert.der, made(pool, ca)));
	assert_int_equal(got, verdict);
}

static void
none_given(void **state)
{
	struct cert_view cv = view("leaf");

	(void)state;
	finds("leaf", true, NULL, KEY_UNSUPPORTED);
	assert_false(issuers_has_root_like(&set, &cv));
}

static void
added_once(void **state)
{
	static const uint8_t no_certificate[] = { 0x30, 0x03, 0x02, 0x01, 0x05 };

	(void)state;
	add("subca");
	add("subca");
	assert_int_equal(set.n, 1);
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
	finds("leaf", false, "other-key", KEY_UNSUPPORTED);
	add("subca");
	finds("leaf", true, "subca", KEY_VERIFIED);
	finds("leaf", false, "subca", KEY_UNSUPPORTED);	/* by the key identifier */
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
	finds("under-identified", false, "twin", KEY_UNSUPPORTED);
	add("identified");
	finds("under-identified", true, "identified", KEY_VERIFIED);
	finds("under-identified", false, "identified", KEY_UNSUPPORTED);
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
	assert_false(issuers_has_root_like(&set, &cross));
	add("root");
	assert_true(issuers_has_root_like(&set, &cross));
	assert_true(issuers_has_root_like(&set, &root));
	assert_false(issuers_has_root_like(&set, &sub));
	add("new-with-old");		/* self-issued, same key, but signed by another: no root */
	assert_false(issuers_has_root_like(&set, &sub));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(none_given), TEST(added_once), TEST(one_name_two_keys), TEST(wrong_key),
		TEST(one_key_identifier_two_names), TEST(renewed), TEST(root_and_cross), TEST(root_like),
	};

	return cmocka_run_group_tests(tests, made_open, made_close);
}
