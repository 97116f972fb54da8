/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Each element of certificates, CRLs and OCSP responses broken in turn, in
 * every way that a frame can be: what is linted then has a finding that it had
 * not before, or cannot be read.  An artifact that is cut short anywhere cannot.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <openssl/crypto.h>
#include <openssl/pem.h>
#include <stdio.h>
#include <string.h>

#include "der/der.h"
#include "der_build.h"
#include "smimelint.h"

enum harm { HARM_NONE, HARM_CLASS, HARM_LENGTH, HARM_PADDED, HARM_INSIDE, HARM_BEHIND, HARM_EMPTY, HARM_GONE, HARM_TWICE, HARMS };
static const char *const harms[] = { "whole", "of another class", "longer than it is", "of a length in too many octets", "with octets that are no element inside",
	"with octets behind it", "empty", "left out", "doubled" };

/* Where the element stands that is broken, how, and how many elements there are. */
struct breaking {
	unsigned at, n;
	enum harm harm;
	struct span element;		/* … as it was */
};

static bool
holds_elements(const struct der_tlv *t)
{
	struct span in = t->val;
	struct der_tlv inner;

	if (t->id == DER_OCTET_STRING)
		return in.n > 0 && der_next(&in, &inner) == DER_OK && in.n == 0;
	return (t->id & 0x20) != 0;
}

static void write_elements(struct build *, struct span, struct breaking *);

/* An element with its inner ones, and one octet more that is none of it. */
static void
write_element(struct build *b, const struct der_tlv *t, struct breaking *k)
{
	enum harm harm = k->n++ == k->at ? k->harm : HARM_NONE;
	size_t open;

	if (harm != HARM_NONE)
		k->element = t->raw;
	if (harm == HARM_GONE)
		return;
	if (harm == HARM_TWICE)
		build_octets(b, t->raw.p, t->raw.n);
	if (harm == HARM_LENGTH) {
		build_octets(b, t->raw.p, 1);
		build_hex(b, "84 00ffffff");
		build_octets(b, t->val.p, t->val.n);
		return;
	}
	if (harm == HARM_PADDED) {
		build_octets(b, t->raw.p, 1);
		build_hex(b, "83 00");
		build_octet(b, (unsigned)t->val.n >> 8);
		build_octet(b, (unsigned)t->val.n & 0xff);
		build_octets(b, t->val.p, t->val.n);
		return;
	}
	open = build_open(b, harm == HARM_CLASS ? t->id ^ 0x40u : t->id);
	if (harm == HARM_EMPTY)
		;
	else if (holds_elements(t))
		write_elements(b, t->val, k);
	else
		build_octets(b, t->val.p, t->val.n);
	if (harm == HARM_BEHIND || (harm == HARM_INSIDE && holds_elements(t)))
		build_hex(b, "7f");
	build_close(b, open);
}

static void
write_elements(struct build *b, struct span in, struct breaking *k)
{
	struct der_tlv t;

	while (der_next(&in, &t) == DER_OK)
		write_element(b, &t, k);
}

/* Breaks element k->at, where it can be broken so; false: there is none. */
static bool
break_element(struct build *b, struct span der, struct breaking *k)
{
	b->n = 0;
	k->n = 0;
	write_elements(b, der, k);
	return k->at < k->n;
}

static bool
was_before(const char *const *before, size_t n, const char *id)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(before[i], id) == 0)
			return true;
	return false;
}

/* The rules with findings. */
static size_t
found(smimelint_run *run, const char **ids, size_t most)
{
	size_t n = smimelint_finding_count(run);

	assert_true(n <= most);
	for (size_t i = 0; i < n; i++) {
		smimelint_finding f = { .size = sizeof f };

		assert_int_equal(smimelint_finding_get(run, i, &f), SMIMELINT_OK);
		ids[i] = smimelint_rule_text(f.rule, "id");
	}
	return n;
}

/* Other octets have another signature: that says nothing of what is broken. */
static bool
is_about_octets(const char *id)
{
	static const char *const signatures[] = { "rfc5280.signature.wrong", "rfc6960.response.signature-wrong" };

	for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++)
		if (strcmp(signatures[i], id) == 0)
			return false;
	return true;
}

#define MOST 400

/* Does the run of these octets say that something is wrong which was right? */
static bool
notices(smimelint_run *run, const struct build *b, const char *const *before, size_t n_before)
{
	const char *ids[MOST];
	size_t n;
	smimelint_status st = smimelint_lint(run, b->b, b->n);

	assert_true(st == SMIMELINT_OK || st == SMIMELINT_ERR_INPUT);
	if (st == SMIMELINT_ERR_INPUT || smimelint_result_status(run) == SMIMELINT_UNREADABLE)
		return true;
	n = found(run, ids, MOST);
	for (size_t i = 0; i < n; i++)
		if (!was_before(before, n_before, ids[i]) && is_about_octets(ids[i]))
			return true;
	return false;
}

/*
 * Elements whose loss nobody can see: one of several, one that is optional, an octet string that may have any
 * length.  A frame that is no frame, or one of another class, is always seen.
 */
static bool
may_go_unseen(enum harm harm)
{
	return harm == HARM_EMPTY || harm == HARM_GONE || harm == HARM_TWICE || harm == HARM_BEHIND;
}

/* The parameters of a CertID's hashAlgorithm: the clients know the hash by its OID, and no rule asks for them. */
static bool
is_open(const struct breaking *k)
{
	static const uint8_t id_sha1[] = { 0x06, 0x05, 0x2b, 0x0e, 0x03, 0x02, 0x1a };

	return k->harm == HARM_CLASS && memcmp(k->element.p - sizeof id_sha1, id_sha1, sizeof id_sha1) == 0;
}

static bool
is_as_it_was(const struct build *b, struct span der)
{
	return b->n == der.n && memcmp(b->b, der.p, der.n) == 0;
}

static void
break_each(smimelint_run *run, struct span der, const char *name)
{
	static struct build b;
	const char *before[MOST];
	unsigned unseen[HARMS] = { 0 }, tried = 0;
	size_t n_before;

	assert_true(break_element(&b, der, &(struct breaking){ 0 }));
	assert_true(is_as_it_was(&b, der));
	assert_int_equal(smimelint_lint(run, der.p, der.n), SMIMELINT_OK);
	n_before = found(run, before, MOST);
	for (enum harm harm = HARM_CLASS; harm < HARMS; harm++)
		for (struct breaking k = { .harm = harm }; break_element(&b, der, &k); k.at++, tried++)
			if (!is_as_it_was(&b, der) && !notices(run, &b, before, n_before) && !is_open(&k)) {
				unseen[harm]++;
				if (!may_go_unseen(harm))
					print_error("%s: element %u %s is not noticed\n", name, k.at, harms[harm]);
			}
	assert_int_equal(unseen[HARM_CLASS] + unseen[HARM_LENGTH] + unseen[HARM_PADDED] + unseen[HARM_INSIDE], 0);
	/* Of all others most are seen. */
	for (enum harm harm = HARM_BEHIND; harm < HARMS; harm++)
		if (unseen[harm] * 4 * (HARMS - 1) > tried)
			fail_msg("%s: %u elements %s are not noticed", name, unseen[harm], harms[harm]);
}

static void
cut_everywhere(smimelint_run *run, struct span der, const char *name)
{
	for (size_t n = 0; n < der.n; n++) {
		(void)smimelint_lint(run, der.p, n);
		if (smimelint_result_status(run) != SMIMELINT_UNREADABLE)
			fail_msg("%s: of %zu octets %zu can be read", name, der.n, n);
	}
}

/* The artifact of this name in a bundle of testdata; given back with OPENSSL_free(). */
static struct span
artifact(const char *bundle, const char *name)
{
	FILE *f = fopen(bundle, "r");
	char line[256], *label, *header;
	unsigned char *der;
	long n;

	assert_non_null(f);
	do
		assert_non_null(fgets(line, sizeof line, f));
	while (line[0] != '#' || strncmp(line + 2, name, strlen(name)) != 0 || line[2 + strlen(name)] != '\n');
	assert_true(PEM_read(f, &label, &header, &der, &n));
	OPENSSL_free(label);
	OPENSSL_free(header);
	fclose(f);
	return (struct span){ der, (size_t)n };
}

static void
let_go(struct span der)
{
	OPENSSL_free((void *)(uintptr_t)der.p);
}

static void
try_bundle(const char *bundle, const char *const *names)
{
	smimelint_ctx *ctx;
	smimelint_run *run;

	assert_int_equal(smimelint_ctx_new(&ctx), SMIMELINT_OK);
	assert_int_equal(smimelint_ctx_set(ctx, "scope", "all"), SMIMELINT_OK);
	assert_int_equal(smimelint_run_new(&run, ctx), SMIMELINT_OK);
	for (; *names != NULL; names++) {
		struct span der = artifact(bundle, *names);

		break_each(run, der, *names);
		cut_everywhere(run, der, *names);
		let_go(der);
	}
	smimelint_run_free(run);
	smimelint_ctx_free(ctx);
}

typedef smimelint_status add_fn(smimelint_ctx *, const uint8_t *, size_t);

/*
 * A sound artifact beside a broken one: what is no neighbour is refused, or the artifact is judged as before but for
 * what two of them show together; it is never unreadable for it.
 */
static void
try_beside(const char *bundle, const char *name, add_fn *add, const char *other_bundle, const char *other_name)
{
	static struct build b;
	struct span der = artifact(bundle, name), other = artifact(other_bundle, other_name);
	unsigned refused = 0, added = 0;

	for (enum harm harm = HARM_NONE; harm < HARMS; harm++)
		for (struct breaking k = { .harm = harm }; break_element(&b, other, &k); k.at++) {
			smimelint_ctx *ctx;
			smimelint_run *run;
			smimelint_status st;

			assert_int_equal(smimelint_ctx_new(&ctx), SMIMELINT_OK);
			assert_int_equal(smimelint_ctx_set(ctx, "scope", "all"), SMIMELINT_OK);
			st = add(ctx, b.b, b.n);
			assert_true(st == SMIMELINT_OK || st == SMIMELINT_ERR_INPUT);
			assert_true(harm != HARM_NONE || st == SMIMELINT_OK);
			refused += st != SMIMELINT_OK;
			added += st == SMIMELINT_OK;
			assert_int_equal(smimelint_run_new(&run, ctx), SMIMELINT_OK);
			assert_int_equal(smimelint_lint(run, der.p, der.n), SMIMELINT_OK);
			assert_int_not_equal(smimelint_result_status(run), SMIMELINT_UNREADABLE);
			smimelint_run_free(run);
			smimelint_ctx_free(ctx);
			if (harm == HARM_NONE)
				break;
		}
	assert_true(refused > 1 && added > 1);
	let_go(der);
	let_go(other);
}

#define BASES "testdata/base/bases.pem"
#define CRLS "testdata/issuer/crl-sequence.pem"
#define RESPONSES "testdata/issuer/ocsp-neighbours.pem"

static void
test_neighbours(void **state)
{
	(void)state;
	try_beside(CRLS, "after-seven-days", smimelint_ctx_add_previous, CRLS, "before");
	try_beside("testdata/base/crl.pem", "crl", smimelint_ctx_add_certificate, BASES, "sv-multi");
	try_beside(RESPONSES, "after-five-hours", smimelint_ctx_add_previous, RESPONSES, "ten-hours");
	try_beside(RESPONSES, "good-on-the-crl", smimelint_ctx_add_previous, RESPONSES, "crl-with-it");
	try_beside(RESPONSES, "left-out", smimelint_ctx_add_responder, BASES, "ocsp-signer");
	try_beside(BASES, "sv-multi", smimelint_ctx_add_issuer, BASES, "subca");
}
static void
test_certificates(void **state)
{
	(void)state;
	try_bundle(BASES, (const char *const[]){ "root", "subca-constrained", "ocsp-signer", "sv-legacy", "iv-multi", NULL });
	try_bundle("testdata/rfc5280/4.2-pointers.pem", (const char *const[]){ "crl-issuer-is-the-ca", NULL });
}

static void
test_crls(void **state)
{
	(void)state;
	try_bundle("testdata/base/crl.pem", (const char *const[]){ "crl-alone", "arl-alone", NULL });
	try_bundle("testdata/crl/5.3-entries.pem", (const char *const[]){ "two-issuers", NULL });
}

static void
test_responses(void **state)
{
	(void)state;
	try_bundle("testdata/base/ocsp.pem", (const char *const[]){ "ocsp-alone", "ocsp-ca", NULL });
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_certificates),
		cmocka_unit_test(test_crls),
		cmocka_unit_test(test_responses),
		cmocka_unit_test(test_neighbours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
