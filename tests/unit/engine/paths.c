/* SPDX-License-Identifier: Apache-2.0 */
/* paths.c - the paths above the issuing CA (RFC 5280 6.1): each bound at it and behind it, what the pool learns, a cycle. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "rules/common/path.h"
#include "smimelint.h"
#include "tests/context.h"
#include "tests/lib.h"
#include "tests/made.h"

#define PATH_LEN "rfc5280.basic-constraints.path-len-exceeded"
#define NAMES "rfc5280.name-constraints.violated"
#define POLICIES "rfc5280.certificate-policies.none-valid"
#define NOT_COMPLIANT "sbr.issuer.not-compliant"
#define NAMESAKE "sbr.subject.equal-name-encoded-otherwise"
#define OTHER_FAILS "rfc5280.issuer.other-certificate-fails"
#define BEYOND "x690.certificate.beyond-limit"

static bool alike;			/* the certificates of a CA differ in their times alone */

static int
set_up(void **state)
{
	return context_open(state) == 0 && smimelint_ctx_set(ctx, "only", PATH_LEN) == SMIMELINT_OK &&
	    smimelint_ctx_set(ctx, "only", NAMES) == SMIMELINT_OK ? 0 : -1;
}

static int
tear_down(void **state)
{
	alike = false;
	return context_close(state);
}

static void
add(struct span ca)
{
	assert_int_equal(smimelint_ctx_add_issuer(ctx, ca.p, ca.n), SMIMELINT_OK);
}

static void
lint(struct span leaf)
{
	if (run == NULL)
		assert_int_equal(smimelint_run_new(&run, ctx), SMIMELINT_OK);
	assert_int_equal(smimelint_lint(run, leaf.p, leaf.n), SMIMELINT_OK);
}

static size_t
count(const char *rule)
{
	size_t n = 0;

	for (size_t i = 0; i < smimelint_finding_count(run); i++) {
		smimelint_finding f = { .size = sizeof f };

		assert_int_equal(smimelint_finding_get(run, i, &f), SMIMELINT_OK);
		n += strcmp(smimelint_rule_text(f.rule, "id"), rule) == 0;
	}
	return n;
}

/* Is it found of this rule, or that too much had to be looked at, or neither? */
static void
finds(const char *rule, size_t found, size_t beyond)
{
	assert_int_equal(count(rule), found);
	assert_int_equal(count(BEYOND), beyond);
}

/* A CA certificate that the CA of another name issued in that second, with a policy of its own; all have one key. */
static struct span
ca(const char *name, const char *by, unsigned second, const char *limit)
{
	static char text[1024];

	snprintf(text, sizeof text, "base subca\ncase above\n  subject = CN=%s\n  spki = ed25519\n"
	    "case ca\n  subject = CN=%s\n  spki = ed25519\n  signature = id-Ed25519\n  signed-by above\n"
	    "  notBefore = 2024-01-16T00:%02u:%02u\n  certificatePolicies = 1.2.3.%u\n  basicConstraints = critical CA%s\n", by, name, second / 60,
	    second % 60, alike ? 0 : second, limit);
	return made(text, "ca");
}

static struct span
leaf(const char *by, const char *statements)
{
	static char text[131072 + 256];

	snprintf(text, sizeof text, "base mv-strict\ncase above\n  base subca\n  subject = CN=%s\n  spki = ed25519\n"
	    "case leaf\n  signature = id-Ed25519\n  signed-by above\n%s", by, statements);
	return made(text, "leaf");
}

/* n CAs one below the other, of which the first allows none. */
static void
chain(unsigned n)
{
	char name[16], by[16];

	for (unsigned i = 1; i <= n; i++) {
		snprintf(name, sizeof name, "%u", i);
		snprintf(by, sizeof by, "%u", i - 1);
		add(ca(name, by, 0, i == 1 ? " pathlen=0" : ""));
	}
	snprintf(name, sizeof name, "%u", n);
	lint(leaf(name, ""));
}

static void
length_before(void **state)
{
	(void)state;
	chain(63);
	finds(PATH_LEN, 1, 0);
}

static void
length_at(void **state)
{
	(void)state;
	chain(64);
	finds(PATH_LEN, 1, 0);
}

static void
length_behind(void **state)
{
	(void)state;
	chain(65);
	finds(PATH_LEN, 0, 2);
}

/* ---- how many paths there are ---- */

/* b below n certificates of a that allow no CA, and `free` newer ones that do. */
static void
fan(unsigned n, unsigned free)
{
	add(ca("b", "a", 0, ""));
	for (unsigned i = 0; i < n; i++)
		add(ca("a", "root", i, " pathlen=0"));
	for (unsigned i = 0; i < free; i++)
		add(ca("a", "root", n + i, ""));
	lint(leaf("b", ""));
}

static void
paths_at(void **state)
{
	(void)state;
	fan(32, 0);
	finds(PATH_LEN, 1, 0);
}

static void
paths_behind(void **state)
{
	(void)state;
	fan(33, 0);
	finds(PATH_LEN, 0, 2);
}

/* A path that was followed holds: what was not cannot matter. */
static void
paths_behind_one_that_holds(void **state)
{
	(void)state;
	fan(33, 1);
	finds(PATH_LEN, 0, 0);
}

/* ---- how many certificates may have issued one ---- */

static void
above_at(void **state)
{
	(void)state;
	fan(511, 1);
	finds(PATH_LEN, 0, 0);
}

static void
above_behind(void **state)
{
	(void)state;
	fan(512, 1);
	finds(PATH_LEN, 0, 2);
}

/* Many that differ in their times alone are as one. */
static void
above_alike(void **state)
{
	(void)state;
	alike = true;
	fan(500, 0);
	finds(PATH_LEN, 1, 0);
}

/* … and one that differs is another, wherever it stands. */
static void
above_alike_but_one(void **state)
{
	(void)state;
	alike = true;
	add(ca("a", "root", 250, ""));
	fan(250, 0);
	finds(PATH_LEN, 0, 0);
}

/* Two levels of them: a path through each, and no more. */
static void
levels_alike(void **state)
{
	(void)state;
	alike = true;
	for (unsigned i = 0; i < 100; i++) {
		add(ca("a", "root", i, " pathlen=0"));
		add(ca("b", "a", i, ""));
		add(ca("c", "b", i, ""));
	}
	lint(leaf("c", ""));
	finds(PATH_LEN, 1, 0);
}

/* A CA certificate of a's name from that second, with a key of its own that signed none of the others. */
static void
add_other_key(unsigned key, unsigned second)
{
	static char text[1024];

	snprintf(text, sizeof text, "base subca\ncase ca\n  subject = CN=a\n  notBefore = 2024-01-16T00:%02u:%02u\n"
	    "  spki = der: SEQUENCE { SEQUENCE { OID id-Ed25519 } BITS '00d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707%04x' }\n",
	    second / 60, second % 60, 0x5100 + key);
	add(made(text, "ca"));
}

/* b below a, whose key it names or does not, and n others of a's name that did not sign it, of so many keys that take turns. */
static void
keys_beside(unsigned n, unsigned different, bool named)
{
	add(ca("b", "a", 0, named ? "" : "\n  remove authorityKeyIdentifier"));
	add(ca("a", "root", 0, " pathlen=0"));
	for (unsigned i = 0; i < n; i++)
		add_other_key(i % different, i);
	lint(leaf("b", ""));
}

/* Where none is named these are tried. */
static void
keys_in_turn(unsigned n, unsigned different)
{
	keys_beside(n, different, false);
}

static void
keys(unsigned n)
{
	keys_in_turn(n, n);
}

/* The key that is named is tried first, and where it signed no other is. */
static void
keys_named(void **state)
{
	(void)state;
	keys_beside(200, 200, true);
	finds(PATH_LEN, 1, 0);
}

static void
keys_at(void **state)
{
	(void)state;
	keys(63);
	finds(PATH_LEN, 1, 0);
}

static void
keys_behind(void **state)
{
	(void)state;
	keys(64);
	finds(PATH_LEN, 0, 2);
}

/* A key that comes again is the same one, whichever came between. */
static void
keys_again(void **state)
{
	(void)state;
	keys_in_turn(500, 63);
	finds(PATH_LEN, 1, 0);
}

static void
keys_again_behind(void **state)
{
	(void)state;
	keys_in_turn(128, 64);
	finds(PATH_LEN, 0, 2);
}

/* ---- how many steps are taken ---- */

/* n certificates of b, one step below the one of a. */
static void
steps(unsigned n)
{
	add(ca("a", "root", 0, " pathlen=0"));
	for (unsigned i = 0; i < n; i++)
		add(ca("b", "a", i, ""));
	lint(leaf("b", ""));
}

static void
steps_at(void **state)
{
	(void)state;
	steps(1024);
	finds(PATH_LEN, 1, 0);
}

static void
steps_behind(void **state)
{
	(void)state;
	steps(1025);
	assert_true(count(BEYOND) > 0);
}

/* ---- how many CA certificates of an equal name there are ---- */

static smimelint_outcome
outcome_of(const char *rule)
{
	const char *why;

	for (size_t i = 0; i < smimelint_rule_count(); i++)
		if (strcmp(smimelint_rule_text(smimelint_rule_at(i), "id"), rule) == 0)
			return smimelint_rule_outcome(run, i, &why);
	return SMIMELINT_RULE_OFF;
}

/* One beside n older ones. */
static void
namesakes(unsigned n)
{
	assert_int_equal(smimelint_ctx_set(ctx, "only", NAMESAKE), SMIMELINT_OK);
	add(ca("root", "root", 0, ""));
	for (unsigned i = 0; i < n; i++)
		add(ca("A", "root", i, ""));
	lint(ca("a", "root", n, ""));
}

static void
namesakes_at(void **state)
{
	(void)state;
	namesakes(256);
	finds(NAMESAKE, 1, 0);
}

static void
namesakes_behind(void **state)
{
	(void)state;
	namesakes(257);
	finds(NAMESAKE, 0, 0);
	assert_int_equal(outcome_of(NAMESAKE), SMIMELINT_RULE_NOT_APPLICABLE);
}

/* ---- how many comparisons are made ---- */

/* A certificate with n names of its SAN and one attribute, below a CA with 2048 subtrees of a form that it has. */
static void
comparisons(unsigned n)
{
	static char text[131072], subtrees[65536];
	size_t at = (size_t)snprintf(subtrees, sizeof subtrees, "\n  nameConstraints = critical");
	struct span der;

	for (unsigned i = 0; i < 2048; i++)
		at += (size_t)snprintf(subtrees + at, sizeof subtrees - at, " excluded:email:x@b%u.de", i);
	snprintf(text, sizeof text, "base subca\ncase ca\n  subject = CN=a\n  spki = ed25519\n%s\n", subtrees);
	der = made(text, "ca");
	add(der);
	at = (size_t)snprintf(text, sizeof text, "  subject = CN=a@b.de\n  subjectAltName =");
	for (unsigned i = 0; i < n; i++)
		at += (size_t)snprintf(text + at, sizeof text - at, " email:a%u@c.de", i);
	snprintf(text + at, sizeof text - at, "\n");
	lint(leaf("a", text));
}

static void
comparisons_at(void **state)
{
	(void)state;
	comparisons(2046);
	finds(NAMES, 0, 0);
}

static void
comparisons_behind(void **state)
{
	(void)state;
	comparisons(2047);
	finds(NAMES, 0, 1);
}

/* ---- how many policies are compared ---- */

/* A CA that demands one of its n policies, and 128 of a certificate below it, the last of which is its last. */
static void
policies(unsigned n)
{
	static char text[8192], list[4096], own[4096];
	size_t at = 0;

	for (unsigned i = 1; i <= n; i++)
		at += (size_t)snprintf(list + at, sizeof list - at, " 1.2.3.%u", i);
	snprintf(text, sizeof text, "base subca\ncase ca\n  subject = CN=a\n  spki = ed25519\n  policyConstraints = critical require=0\n"
	    "  certificatePolicies =%s\n", list);
	assert_int_equal(smimelint_ctx_set(ctx, "only", POLICIES), SMIMELINT_OK);
	add(made(text, "ca"));
	at = 0;
	for (unsigned i = 1; i < 128; i++)
		at += (size_t)snprintf(own + at, sizeof own - at, " 1.2.4.%u", i);
	snprintf(text, sizeof text, "  certificatePolicies =%s 1.2.3.%u\n", own, n);
	lint(leaf("a", text));
}

static void
policies_at(void **state)
{
	(void)state;
	policies(128);
	finds(POLICIES, 0, 0);
}

static void
policies_behind(void **state)
{
	(void)state;
	policies(129);
	assert_true(count(BEYOND) > 0);
}

/* A certificate of that CA, of another name's, that excludes n addresses; the last is one of the leaf's. */
static void
add_excluding(const char *name, const char *by, unsigned second, unsigned n)
{
	static char text[131072 + 512];
	size_t at = (size_t)snprintf(text, sizeof text, "base subca\ncase above\n  subject = CN=%s\n  spki = ed25519\n"
	    "case ca\n  subject = CN=%s\n  spki = ed25519\n  signature = id-Ed25519\n  signed-by above\n"
	    "  notBefore = 2024-01-16T00:00:%02u\n  certificatePolicies = 1.2.3.%u\n  basicConstraints = critical CA\n  nameConstraints = critical", by,
	    name, second, second);

	for (unsigned i = 1; i < n; i++)
		at += (size_t)snprintf(text + at, sizeof text - at, " excluded:email:x@b%u.de", i);
	snprintf(text + at, sizeof text - at, " excluded:email:a0@c.de\n");
	add(made(text, "ca"));
}

/* … with n addresses and one attribute in its subject. */
static void
lint_addresses(const char *by, unsigned n)
{
	static char text[131072];
	size_t at = (size_t)snprintf(text, sizeof text, "  subject = CN=a@b.de\n  subjectAltName =");

	for (unsigned i = 0; i < n; i++)
		at += (size_t)snprintf(text + at, sizeof text - at, " email:a%u@c.de", i);
	snprintf(text + at, sizeof text - at, "\n");
	lint(leaf(by, text));
}

/* Two paths: of each, 2048 subtrees are compared with the names of the leaf, which they break, and then with those of b. */
static void
comparisons_of_two_paths(unsigned n)
{
	add(ca("b", "a", 0, ""));
	for (unsigned i = 0; i < 2; i++)
		add_excluding("a", "root", i, 2048);
	lint_addresses("b", n);
}

static void
comparisons_of_all_paths_at(void **state)
{
	(void)state;
	comparisons_of_two_paths(1021);
	finds(NAMES, 1, 0);
}

static void
comparisons_of_all_paths_behind(void **state)
{
	(void)state;
	comparisons_of_two_paths(1022);
	finds(NAMES, 0, 1);
}

/* What the issuing CA excludes is told, and that the names were not compared with what one above does. */
static void
comparisons_behind_one_that_breaks(void **state)
{
	(void)state;
	add_excluding("b", "a", 0, 1);
	add_excluding("a", "root", 0, 4096);
	lint_addresses("b", 1022);
	finds(NAMES, 1, 1);
}

/* ---- what is asked of a path again and again ---- */

static unsigned n_asked;

static enum path_verdict
counted(const struct check *c, const struct ca_path *p)
{
	(void)c;
	(void)p;
	n_asked++;
	return PATH_UNREAD;
}

static void
each_question_is_asked_once(void **state)
{
	static path_fn *const of[] = {
		[PATH_ASKS_SIGNED] = path_is_signed, [PATH_ASKS_CAS] = path_is_of_cas, [PATH_ASKS_SIGNERS] = path_is_of_signers,
		[PATH_ASKS_LENGTH] = path_length, [PATH_ASKS_NAMES] = path_names
	};
	struct ca_path_memo memo = { .weighed = false };
	struct ca_path p = { .memo = &memo };

	(void)state;
	n_asked = 0;
	for (unsigned i = 0; i < 3; i++)
		for (unsigned q = 0; q < PATH_QUESTIONS; q++)
			assert_int_equal(path_recall(NULL, &p, q, counted), PATH_UNREAD);
	assert_int_equal(n_asked, PATH_QUESTIONS);
	for (size_t q = 0; q < sizeof of / sizeof *of; q++)
		assert_int_equal(of[q](NULL, &p), PATH_UNREAD);
}

/* ---- what the pool learns ---- */

/* What a CA certificate says that comes later counts from then on, for a run that has asked before. */
static void
pool_grows(void **state)
{
	struct span later;

	(void)state;
	add(ca("c", "b", 0, ""));
	add(ca("b", "a", 0, ""));
	lint(leaf("c", ""));
	finds(PATH_LEN, 0, 0);
	for (unsigned i = 0; i < 3; i++) {
		static const char *const limits[] = { " pathlen=0", " pathlen=1", "" };

		later = ca("a", "root", 10 + i, limits[i]);
		assert_int_equal(smimelint_ctx_offer_issuer(ctx, later.p, later.n), SMIMELINT_OK);
		lint(leaf("c", ""));
		finds(PATH_LEN, i < 2, 0);
	}
}

/* A CA certificate is judged as a cross certificate, which needs no extKeyUsage, once a root with its name and key is there. */
static void
judged_again(void **state)
{
	static const char *const rules[] = { NOT_COMPLIANT, OTHER_FAILS };
	static const char text[] = "case root-x\n  base root\n  subject = CN=x, O=Nordlicht Trust GmbH, C=DE\n  spki = rsa3072\n"
	    "case x\n  base cross\n  subject = CN=x, O=Nordlicht Trust GmbH, C=DE\n  spki = rsa3072\n  remove extKeyUsage\n"
	    "case leaf\n  base sv-strict\n  signed-by x\n";
	struct span root;

	(void)state;
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(smimelint_ctx_set(ctx, "only", rules[i]), SMIMELINT_OK);
	add(made(text, "x"));
	lint(made(text, "leaf"));
	assert_int_equal(count(NOT_COMPLIANT), 1);
	root = made(text, "root-x");
	assert_int_equal(smimelint_ctx_offer_issuer(ctx, root.p, root.n), SMIMELINT_OK);
	lint(made(text, "leaf"));
	assert_int_equal(count(NOT_COMPLIANT), 0);
	assert_int_equal(count(OTHER_FAILS), 0);
}

/* a and b certify each other, and nothing is above them. */
static void
cycle(void **state)
{
	(void)state;
	add(ca("a", "b", 0, ""));
	add(ca("b", "a", 0, ""));
	lint(leaf("b", ""));
	finds(PATH_LEN, 0, 0);
}

static void
cycle_with_limit(void **state)
{
	(void)state;
	add(ca("a", "b", 0, " pathlen=0"));
	add(ca("b", "a", 0, ""));
	lint(leaf("b", ""));
	finds(PATH_LEN, 1, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(length_before),
		TEST(length_at),
		TEST(length_behind),
		TEST(paths_at),
		TEST(paths_behind),
		TEST(paths_behind_one_that_holds),
		TEST(above_at),
		TEST(above_behind),
		TEST(above_alike),
		TEST(above_alike_but_one),
		TEST(levels_alike),
		TEST(keys_at),
		TEST(keys_behind), TEST(keys_named),
		TEST(keys_again),
		TEST(keys_again_behind),
		TEST(steps_at),
		TEST(steps_behind),
		TEST(namesakes_at),
		TEST(namesakes_behind),
		TEST(policies_at),
		TEST(policies_behind),
		TEST(comparisons_at),
		TEST(comparisons_behind),
		TEST(comparisons_of_all_paths_at),
		TEST(comparisons_of_all_paths_behind),
		TEST(comparisons_behind_one_that_breaks),
		TEST(each_question_is_asked_once),
		TEST(pool_grows),
		TEST(judged_again),
		TEST(cycle),
		TEST(cycle_with_limit),
	};

	return cmocka_run_group_tests(tests, made_open, made_close);
}
