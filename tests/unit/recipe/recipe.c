/* SPDX-License-Identifier: Apache-2.0 */
/*
 * recipe.c - recipes: what their text says, and the certificates that
 * come of it.  Runs in the top folder of the tree (testdata/base, testdata/keys).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/text.h"
#include "tests/recipe/bundle.h"
#include "tests/recipe/lex.h"

static struct world world;

static int
setup(void **state)
{
	(void)state;
	return world_open(&world, "testdata") ? 0 : -1;
}

static int
teardown(void **state)
{
	(void)state;
	world_close(&world);
	return 0;
}

static struct recipe *
parse(const char *text)
{
	struct recipe *r = recipe_parse(&world.tool, "testdata/x/try.recipe", text);

	if (r == NULL)
		print_error("%s\n", world.tool.error);
	assert_non_null(r);
	return r;
}

/* The text is refused with a message that names the place. */
static void
is_refused(const char *text, const char *place)
{
	assert_null(recipe_parse(&world.tool, "testdata/x/try.recipe", text));
	if (strncmp(world.tool.error, place, strlen(place)) != 0)
		print_error("%s: %s\n", place, world.tool.error);
	assert_int_equal(strncmp(world.tool.error, place, strlen(place)), 0);
	world.tool.error[0] = '\0';
}

static void
test_statements(void **state)
{
	const struct recipe *r = parse("# why\nbase sv-strict\noptions at=2026-01-01 tbs\n\n"
	    "case a\n  base root\n  keyUsage = critical \\\n    cRLSign\n  expect error x.y.z two words\n"
	    "  expect warning x.y.w\n  near a.b.c\n  issuer subca\n  issuer = CN=x\n"
	    "  on 2023-08-31 expect notice x.y.n\n  on 2023-09-01\n    expect error x.y.z\ncase b\n");
	const struct recipe_case *a = recipe_find(r, "a"), *v = recipe_find(r, "a@2023-08-31");

	(void)state;
	assert_string_equal(r->id, "x/try");
	assert_string_equal(r->base, "sv-strict");
	assert_string_equal(r->setting->name, "at");
	assert_string_equal(r->setting->next->value, "yes");
	assert_string_equal(a->base, "root");
	assert_string_equal(a->directive->name, "keyUsage");
	assert_string_equal(a->directive->op, "=");
	assert_string_equal(a->directive->value, "critical     cRLSign");
	assert_int_equal(a->directive->line, 7);
	assert_string_equal(a->directive->next->name, "issuer");
	assert_string_equal(a->setting->name, "issuer");
	assert_string_equal(a->setting->value, "subca");
	assert_string_equal(a->expect->rule, "x.y.z");
	assert_string_equal(a->expect->value, "two words");
	assert_string_equal(a->expect->severity, "error");
	assert_null(a->expect->next->value);
	assert_null(a->expect->next->next);
	assert_string_equal(a->near->rule, "a.b.c");
	assert_ptr_equal(v->of, a);
	assert_int_equal(v->day, DAY(2023, 8, 31));
	assert_string_equal(v->expect->rule, "x.y.n");
	assert_ptr_equal(recipe_find(r, "a@2023-09-01")->of, a);
	assert_null(recipe_find(r, "b")->of);
	assert_null(recipe_find(r, "b")->expect);
	assert_null(recipe_find(r, "c"));
}

static void
test_wrong_statements(void **state)
{
	(void)state;
	is_refused("case a\ncase a\n", "testdata/x/try.recipe:2: ");
	is_refused("keyUsage = cRLSign\n", "testdata/x/try.recipe:1: ");
	is_refused("case a b\n", "testdata/x/try.recipe:1: ");
	is_refused("case a@b\n", "testdata/x/try.recipe:1: ");
	is_refused("\ncase a\n  expect fatal x.y.z\n", "testdata/x/try.recipe:3: ");
	is_refused("case a\n  expect error\n", "testdata/x/try.recipe:2: ");
	is_refused("case a\n  near x.y.z value\n", "testdata/x/try.recipe:2: ");
	is_refused("case a\n  on 2023-02-30\n", "testdata/x/try.recipe:2: ");
	is_refused("case a\n  on 2023-09-01\n  on 2023-09-01\n", "testdata/x/try.recipe:3: ");
}

static void
read_spec(const struct recipe *r, const char *name, struct spec *s)
{
	const struct recipe_case *c = recipe_find(r, name);

	assert_non_null(c);
	if (!spec_read(&world, r, c, s))
		print_error("%s\n", world.tool.error);
	assert_true(tool_ok(&world.tool));
}

static void
test_bases_and_edits(void **state)
{
	const struct recipe *r = parse("base one\ncase one\n  base sv-strict\n  options at=2026-01-01\n"
	    "  subject = CN=a, O=b\n  extKeyUsage += clientAuth 1.2.3\n"
	    "case two\n  options tbs\n  subject += OU=c\n  subject -= CN\n  subject.O = d\n"
	    "  extKeyUsage -= clientAuth\n  noncritical keyUsage\n  remove subjectAltName\n"
	    "  repeat extKeyUsage = critical 1.2.4\n");
	const struct ext_spec *e;
	unsigned eku = 0;
	struct spec s;

	(void)state;
	/* A file's own base names a case of it, which names another. */
	read_spec(r, "two", &s);
	assert_string_equal(s.subject, "O=d, OU=c");
	assert_string_equal(s.spki, "rsa2048");
	assert_string_equal(s.signed_by, "subca");
	assert_string_equal(s.setting->name, "at");
	assert_string_equal(s.setting->next->name, "tbs");
	for (e = s.ext; e != NULL; e = e->next) {
		assert_string_not_equal(e->name, "subjectAltName");
		if (strcmp(e->name, "keyUsage") == 0)
			assert_int_equal(e->critical, CRITICAL_ABSENT);
		if (strcmp(e->name, "extKeyUsage") == 0)
			assert_string_equal(e->value, eku++ == 0 ? "emailProtection 1.2.3" : "1.2.4");
	}
	assert_int_equal(eku, 2);
}

static void
cannot_build(const char *text)
{
	const struct recipe *r = parse(text);
	struct built b;

	assert_false(build_case(&world, r, r->first, SPAN_NONE, &b));
	assert_non_null(strstr(world.tool.error, "testdata/x/try.recipe:"));
	world.tool.error[0] = '\0';
}

static void
test_wrong_directives(void **state)
{
	(void)state;
	cannot_build("case a\n  base sv-strict\n  frog = 1\n");
	cannot_build("case a\n  base sv-strict\n  frog\n");
	cannot_build("case a\n  base nobody\n");
	cannot_build("case a\n  base a\n");
	cannot_build("case a\n  base sv-strict\n  remove nameConstraints\n");
	cannot_build("case a\n  base sv-strict\n  keyUsage = digitalsignature\n");
	cannot_build("case a\n  base sv-strict\n  notAfter = tomorrow\n");
	cannot_build("case a\n  base sv-strict\n  spki = rsa2047\n");
	cannot_build("case a\n  base sv-strict\n  tbs = der: $tbs\n");
	cannot_build("case a\n  base sv-strict\n  patch 99999999999999 -> 00\n");
	cannot_build("case a\n  base sv-strict\n  extension 1.2.3 = 05\n");
}

static struct span
build(const char *text)
{
	const struct recipe *r = parse(text);
	struct built b;

	if (!build_case(&world, r, r->first, SPAN_NONE, &b))
		print_error("%s\n", world.tool.error);
	assert_true(tool_ok(&world.tool));
	return b.der;
}

/* Does the certificate hold these octets, given as hexadecimal? */
static bool
holds(struct span der, const char *hex)
{
	struct octets o = OCTETS(&world.tool);

	lex_hex(&o, hex);
	for (size_t i = 0; i + o.n <= der.n; i++)
		if (memcmp(der.p + i, o.p, o.n) == 0)
			return true;
	return false;
}

static bool
holds_text(struct span der, const char *text)
{
	size_t n = strlen(text);

	for (size_t i = 0; i + n <= der.n; i++)
		if (memcmp(der.p + i, text, n) == 0)
			return true;
	return false;
}

/* Both ends belong to the validity (RFC 5280 4.1.2.5), so 825 days end one second early. */
static void
test_validity(void **state)
{
	struct span der = build("case a\n  base sv-strict\n  notBefore = 2026-02-03\n  notAfter = +825d\n");
	const struct recipe *r;
	struct built b;

	(void)state;
	assert_true(holds_text(der, "\x17\x0d" "260203000000Z\x17\x0d" "280507235959Z"));
	der = build("case a\n  base sv-strict\n  notAfter = +825d+1s\n");
	assert_true(holds_text(der, "\x17\x0d" "280508000000Z"));
	der = build("case a\n  base sv-strict\n  notBefore = 2049-12-31T23:59:59\n  notAfter = 2050-01-01\n");
	assert_true(holds_text(der, "\x17\x0d" "491231235959Z\x18\x0f" "20500101000000Z"));
	der = build("case a\n  base sv-strict\n  notBefore = gen:2026-02-03\n  notAfter = utc:\"2802\"\n");
	assert_true(holds_text(der, "\x18\x0f" "20260203000000Z\x17\x04" "2802"));
	/* A variant keeps the length, written or computed. */
	r = parse("case a\n  base sv-strict\n  notBefore = 2026-02-03\n  notAfter = 2026-03-03\n  on 2023-08-31\n");
	assert_true(build_case(&world, r, r->first->next, SPAN_NONE, &b));
	assert_true(holds_text(b.der, "\x17\x0d" "230831000000Z\x17\x0d" "230928000000Z"));
}

static void
test_fields(void **state)
{
	struct span der;

	(void)state;
	der = build("case a\n  base sv-strict\n  version = v1\n  serial = 0x80\n");
	assert_true(holds(der, "02020080 300d06092a864886f70d01010b0500"));
	assert_false(holds(der, "a003020102"));
	der = build("case a\n  base sv-strict\n  serial = -1\n  signature = ecdsa-with-SHA384\n");
	assert_true(holds(der, "a003020102 0201ff 300a06082a8648ce3d040303"));
	der = build("case a\n  base sv-strict\n  subjectUniqueID = ff\n");
	assert_true(holds(der, "820200ff"));
	der = build("case a\n  base sv-strict\n  keyUsage = critical-false-written digitalSignature decipherOnly\n");
	assert_true(holds(der, "0603551d0f 010100 0405 0303078080"));
	der = build("case a\n  base sv-strict\n  extensions = none\n");
	assert_false(holds(der, "0603551d0f"));
}

/* RFC 5280 4.2.1.1, 4.2.1.2: the issuer's key and the subject's. */
static void
test_issuer(void **state)
{
	struct span ca = build("case a\n  base subca\n  serial = 7\n");
	struct span der = build("case a\n  base sv-strict\n");
	struct octets id = OCTETS(&world.tool), spki = OCTETS(&world.tool);
	const char *hex;

	(void)state;
	put_spki(&world.keys, &spki, "subca");
	put_key_id(&id, octets_as_span(&spki));
	hex = text_hex(&world.arena, octets_as_span(&id));
	assert_int_equal(strlen(hex), 40);
	assert_true(holds(ca, arena_printf(&world.arena, "0603551d0e 0416 0414 %s", hex)));
	assert_true(holds(der, arena_printf(&world.arena, "0603551d23 0418 3016 8014 %s", hex)));
	/* The issuer's name is that CA's subject; self-signed is self-issued. */
	assert_true(holds_text(der, "Nordlicht Trust S/MIME CA 3"));
	der = build("case a\n  base sv-strict\n  signed-by self\n");
	assert_false(holds_text(der, "Nordlicht Trust S/MIME CA 3"));
}

static void
test_keys(void **state)
{
	struct span der = build("case a\n  base sv-strict\n  spki = p256 compressed\n");

	(void)state;
	assert_true(holds(der, "301306072a8648ce3d020106082a8648ce3d030107 032200"));
	der = build("case a\n  base sv-strict\n  spki = rsa bits=2047 exponent=3\n");
	/* 2047 bits fill 256 octets without a leading zero. */
	assert_true(holds(der, "3082010702820100"));
	assert_true(holds(der, "020103"));
	der = build("case a\n  base sv-strict\n  spki = ml-kem-768\n");
	assert_true(holds(der, "300b0609608648016503040402 038204a100"));
	der = build("case a\n  base sv-strict\n  spki = rsa2048 alg=\"SEQUENCE { OID rsaEncryption }\"\n");
	assert_true(holds(der, "300b06092a864886f70d010101 03"));
}

static void
test_whole_and_octets(void **state)
{
	struct span der = build("case a\n  base sv-strict\n"
	    "  certificate = der: SEQUENCE/long4 { $tbs $signatureAlgorithm $signatureValue }\n"
	    "  append 0500\n  truncate 1\n  patch a003020102 -> a003020101\n");

	(void)state;
	assert_int_equal(der.p[0], 0x30);
	assert_int_equal(der.p[1], 0x84);
	assert_int_equal(der.p[der.n - 1], 0x05);
	assert_true(holds(der, "a003020101"));
	assert_false(holds(der, "a003020102"));
	der = build("case a\n  base sv-strict\n  tbs-only\n");
	assert_memory_equal(der.p + 4, "\xa0\x03\x02\x01\x02", 5);
	der = build("case a\n  base sv-strict\n"
	    "  tbs = der: SEQUENCE { $version $serial [3] { SEQUENCE { $keyUsage } } }\n  tbs-only\n");
	assert_int_equal(der.n, 2 + 5 + 18 + 2 + 2 + 16);
}

/* The same octets again, whether signed anew or taken from the bundle. */
static void
test_bundle(void **state)
{
	const struct recipe *r = parse("case a\n  base sv-strict\ncase b\n  base sv-strict\n");
	struct octets text = OCTETS(&world.tool);
	struct built a, b, again;
	const char *bundle;

	(void)state;
	assert_true(build_case(&world, r, r->first, SPAN_NONE, &a));
	assert_true(build_case(&world, r, r->first->next, SPAN_NONE, &b));
	assert_false(span_eq(a.der, b.der));
	bundle_put_head(&text, r);
	bundle_put(&text, "a", &a);
	bundle_put(&text, "b", &b);
	octets_byte(&text, 0);
	bundle = (const char *)text.p;
	assert_true(span_eq(bundle_find(&world.tool, bundle, "a"), a.der));
	assert_true(span_eq(bundle_find(&world.tool, bundle, "b"), b.der));
	assert_int_equal(bundle_find(&world.tool, bundle, "c").n, 0);
	assert_true(build_case(&world, r, r->first, a.der, &again));
	assert_true(span_eq(a.der, again.der));
	/* A signature of another certificate is not taken over. */
	assert_true(build_case(&world, r, r->first, b.der, &again));
	assert_true(span_eq(a.der, again.der));
	assert_string_equal(bundle_path(&world.tool, "a/b.c.recipe"), "a/b.c.pem");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_statements, setup, teardown),
		cmocka_unit_test_setup_teardown(test_wrong_statements, setup, teardown),
		cmocka_unit_test_setup_teardown(test_bases_and_edits, setup, teardown),
		cmocka_unit_test_setup_teardown(test_wrong_directives, setup, teardown),
		cmocka_unit_test_setup_teardown(test_validity, setup, teardown),
		cmocka_unit_test_setup_teardown(test_fields, setup, teardown),
		cmocka_unit_test_setup_teardown(test_issuer, setup, teardown),
		cmocka_unit_test_setup_teardown(test_keys, setup, teardown),
		cmocka_unit_test_setup_teardown(test_whole_and_octets, setup, teardown),
		cmocka_unit_test_setup_teardown(test_bundle, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
