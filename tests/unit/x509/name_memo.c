/* SPDX-License-Identifier: Apache-2.0 */
/* Issuers' names that were read before: in whatever order the certificates come, each view is that of one read by itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <glob.h>

#include "base/base64.h"
#include "x509/cert.h"
#include "x509/name_memo.h"

#define MOST 8000

static struct out text;			/* of one file */
static struct out octets[MOST];		/* a certificate each, of all of testdata */
static size_t n_certs;

static void
read_file(const char *path)
{
	char buf[65536];
	FILE *f = fopen(path, "rb");
	size_t n;

	assert_non_null(f);
	out_clear(&text);
	while ((n = fread(buf, 1, sizeof buf, f)) > 0)
		out_mem(&text, buf, n);
	out_char(&text, '\0');
	assert_int_equal(fclose(f), 0);
}

/* Every block of the file that is base64. */
static void
take_blocks(void)
{
	static const char begin[] = "-----BEGIN CERTIFICATE-----\n";
	const char *at = text.p, *end;

	while ((at = strstr(at, begin)) != NULL && (end = strstr(at += sizeof begin - 1, "-----END")) != NULL) {
		struct base64 b = { 0 };

		assert_true(n_certs < MOST);
		if (base64_feed(&b, (struct span){ (const uint8_t *)at, (size_t)(end - at) }, &octets[n_certs]) == NULL)
			n_certs++;
	}
}

static int
set_up(void **state)
{
	glob_t found;

	(void)state;
	if (glob("testdata/*/*.pem", 0, NULL, &found) != 0)
		return -1;
	for (size_t i = 0; i < found.gl_pathc; i++) {
		read_file(found.gl_pathv[i]);
		take_blocks();
	}
	globfree(&found);
	return n_certs > 2000 ? 0 : -1;
}

static int
tear_down(void **state)
{
	(void)state;
	out_free(&text);
	for (size_t i = 0; i < MOST; i++)
		out_free(&octets[i]);
	return 0;
}

/* The same place. */
static void
assert_same(struct span a, struct span b)
{
	assert_true(a.p == b.p && a.n == b.n);
}

static void
assert_same_names(const struct cert_name *a, const struct cert_name *b)
{
	assert_same(a->raw, b->raw);
	assert_true(a->n_attr == b->n_attr && a->n_rdn == b->n_rdn && a->n_empty_rdn == b->n_empty_rdn);
	assert_true(a->types == b->types && a->traits == b->traits && a->bad == b->bad);
	assert_memory_equal(a->first, b->first, sizeof a->first);
	assert_memory_equal(a->last, b->last, sizeof a->last);
	for (unsigned i = 0; i < a->n_attr; i++) {
		const struct cert_attr *x = &a->attr[i], *y = &b->attr[i];

		assert_same(x->raw, y->raw);
		assert_same(x->oid, y->oid);
		assert_same(x->value.raw, y->value.raw);
		assert_same(x->value.val, y->value.val);
		/* That of a BMPString lies in the arena. */
		assert_true(x->text.p == y->text.p || span_eq(x->text, y->text));
		assert_true(x->type == y->type && x->value.id == y->value.id && x->value.num == y->value.num);
		assert_true(x->value.quirks == y->value.quirks && x->mailbox == y->mailbox && x->bad == y->bad);
		assert_true(x->traits == y->traits && x->rdn == y->rdn && x->in_rdn == y->in_rdn);
	}
}

/* Reads the certificates in an order that the seed makes; returns how many names were known. */
static size_t
read_in_order(uint32_t seed, struct arena *a)
{
	static struct cert_view alone, next;
	static struct name_memo memo;
	size_t known = 0;

	memset(&memo, 0, sizeof memo);
	for (size_t i = 0; i < n_certs; i++) {
		size_t at = seed == 0 ? i : (seed = seed * 1664525 + 1013904223) % n_certs;
		struct span der = out_span(&octets[at]);
		struct cert_name name = { .raw = SPAN_NONE };

		arena_reset(a);
		assert_true(cert_view_read(&alone, der, CERT_INPUT_AUTO, a));
		known += alone.field[PART_ISSUER].raw.p != NULL && name_memo_recall(&memo, alone.field[PART_ISSUER].val, &name, a);
		assert_true(cert_view_read_next(&next, der, CERT_INPUT_AUTO, a, &memo));
		assert_same_names(&alone.issuer, &next.issuer);
		assert_true(alone.bad_parts == next.bad_parts && alone.lost_parts == next.lost_parts && alone.n_fault == next.n_fault);
	}
	return known;
}

static void
any_order(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a);
	assert_true(read_in_order(0, &a) > n_certs / 2);
	for (uint32_t seed = 1; seed < 30; seed++)
		assert_true(read_in_order(seed, &a) > 0);
	arena_free(&a);
}

/* An issuer with a fault, and one too large, is read each time. */
static void
what_is_kept(void **state)
{
	static struct name_memo memo;
	static const uint8_t content[NAME_MEMO_OCTETS + 4];
	struct cert_attr attr[NAME_MEMO_ATTRS + 1] = { { .type = OID_UNKNOWN } };
	struct cert_name name = { .attr = attr, .n_attr = 1 }, out = { .raw = SPAN_NONE };
	struct arena a;

	(void)state;
	arena_init(&a);
	name_memo_keep(&memo, (struct span){ content, NAME_MEMO_OCTETS + 4 }, &name);
	assert_false(name_memo_recall(&memo, (struct span){ content, NAME_MEMO_OCTETS + 4 }, &out, &a));
	name.n_attr = NAME_MEMO_ATTRS + 1;
	name_memo_keep(&memo, (struct span){ content, 8 }, &name);
	assert_false(name_memo_recall(&memo, (struct span){ content, 8 }, &out, &a));
	name.n_attr = NAME_MEMO_ATTRS;
	name_memo_keep(&memo, (struct span){ content, 8 }, &name);
	assert_true(name_memo_recall(&memo, (struct span){ content, 8 }, &out, &a));
	assert_false(name_memo_recall(&memo, (struct span){ content, 4 }, &out, &a));
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_order),
		cmocka_unit_test(what_is_kept),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
