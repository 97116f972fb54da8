/* SPDX-License-Identifier: Apache-2.0 */
/* What is remembered of certificates read before: in whatever order they come, each view is that of one read by itself. */
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
#include "x509/ext_memo.h"

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
	assert_true(a->longest == b->longest && a->unusual == b->unusual);
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

static void
assert_same_tlv(const struct der_tlv *a, const struct der_tlv *b)
{
	assert_same(a->raw, b->raw);
	assert_same(a->val, b->val);
	assert_true(a->id == b->id && a->num == b->num && a->quirks == b->quirks);
}

static void
assert_same_general_names(const struct general_name *a, const struct general_name *b, unsigned n)
{
	for (unsigned i = 0; i < n; i++) {
		assert_same_tlv(&a[i].tlv, &b[i].tlv);
		assert_same(a[i].other_oid, b[i].other_oid);
		assert_same_tlv(&a[i].other_value, &b[i].other_value);
		assert_true(a[i].form == b[i].form && a[i].bad == b[i].bad && a[i].other_type == b[i].other_type);
		assert_true((a[i].directory != NULL) == (b[i].directory != NULL) && (a[i].next != NULL) == (b[i].next != NULL));
		assert_true((a[i].uri != NULL) == (b[i].uri != NULL));
		if (a[i].uri == NULL)
			continue;
		assert_same(a[i].uri->scheme, b[i].uri->scheme);
		assert_same(a[i].uri->host, b[i].uri->host);
		assert_same(a[i].uri->path, b[i].uri->path);
		assert_true(a[i].uri->fault == b[i].uri->fault && a[i].uri->has_authority == b[i].uri->has_authority);
		assert_true(a[i].uri->is_http == b[i].uri->is_http && a[i].uri->is_https == b[i].uri->is_https);
	}
}

static void
assert_same_points(const struct ext_crldp *a, const struct ext_crldp *b)
{
	assert_true(a->n == b->n && (a->v != NULL) == (b->v != NULL));
	for (unsigned i = 0; i < a->n; i++) {
		const struct dist_point *x = &a->v[i], *y = &b->v[i];

		assert_same(x->raw, y->raw);
		assert_same(x->relative, y->relative);
		assert_same(x->reasons, y->reasons);
		assert_same(x->full.raw, y->full.raw);
		assert_same(x->crl_issuer.raw, y->crl_issuer.raw);
		assert_true(x->full.n == y->full.n && x->crl_issuer.n == y->crl_issuer.n && x->bad == y->bad);
		assert_true(x->has_name == y->has_name && x->has_relative == y->has_relative && x->has_reasons == y->has_reasons);
		assert_true(x->has_crl_issuer == y->has_crl_issuer);
		assert_true((x->full.first_directory != NULL) == (y->full.first_directory != NULL));
		assert_same_general_names(x->full.v, y->full.v, x->full.n);
		assert_same_general_names(x->crl_issuer.v, y->crl_issuer.v, x->crl_issuer.n);
	}
}

static void
assert_same_policies(const struct ext_policies *a, const struct ext_policies *b)
{
	assert_true(a->n == b->n && a->all == b->all && (a->v != NULL) == (b->v != NULL));
	for (unsigned i = 0; i < a->n; i++) {
		const struct policy *x = &a->v[i], *y = &b->v[i];

		assert_same(x->raw, y->raw);
		assert_same(x->oid, y->oid);
		assert_same(x->qualifiers, y->qualifiers);
		assert_true(x->id == y->id && x->n_qualifier == y->n_qualifier);
		for (unsigned k = 0; k < x->n_qualifier; k++) {
			const struct policy_qualifier *p = &x->qualifier[k], *q = &y->qualifier[k];

			assert_same(p->raw, q->raw);
			assert_same(p->oid, q->oid);
			assert_same_tlv(&p->cps, &q->cps);
			assert_same_tlv(&p->explicit_text, &q->explicit_text);
			assert_true(p->id == q->id && p->has_notice_ref == q->has_notice_ref && p->has_explicit_text == q->has_explicit_text);
		}
	}
}

static void
assert_same_extensions(const struct cert_view *a, const struct cert_view *b)
{
	assert_true(a->aia.n == b->aia.n && (a->aia.v != NULL) == (b->aia.v != NULL));
	for (unsigned i = 0; i < a->aia.n; i++) {
		assert_same(a->aia.v[i].raw, b->aia.v[i].raw);
		assert_same(a->aia.v[i].oid, b->aia.v[i].oid);
		assert_int_equal(a->aia.v[i].method, b->aia.v[i].method);
		assert_same_general_names(&a->aia.v[i].location, &b->aia.v[i].location, 1);
	}
	assert_same_points(&a->crldp, &b->crldp);
	assert_same_policies(&a->policies, &b->policies);
	assert_true(a->eku.n == b->eku.n && (a->eku.v != NULL) == (b->eku.v != NULL));
	for (unsigned i = 0; i < a->eku.n; i++) {
		assert_same(a->eku.v[i].oid, b->eku.v[i].oid);
		assert_int_equal(a->eku.v[i].id, b->eku.v[i].id);
	}
	assert_true(a->smimecaps.n == b->smimecaps.n && (a->smimecaps.v != NULL) == (b->smimecaps.v != NULL));
	for (unsigned i = 0; i < a->smimecaps.n; i++) {
		assert_same(a->smimecaps.v[i].raw, b->smimecaps.v[i].raw);
		assert_same(a->smimecaps.v[i].oid, b->smimecaps.v[i].oid);
		assert_same(a->smimecaps.v[i].params, b->smimecaps.v[i].params);
	}
}

static void
assert_same_faults(const struct cert_view *a, const struct cert_view *b)
{
	assert_true(a->bad_parts == b->bad_parts && a->lost_parts == b->lost_parts && a->n_fault == b->n_fault);
	assert_memory_equal(a->state, b->state, sizeof a->state);
	for (size_t i = 0; i < a->n_fault; i++) {
		assert_same(a->fault[i].where, b->fault[i].where);
		assert_true(a->fault[i].part == b->fault[i].part && a->fault[i].status == b->fault[i].status);
		assert_true(a->fault[i].what == b->fault[i].what && a->fault[i].quirks == b->fault[i].quirks);
	}
}

/* How many of its extensions are known. */
static size_t
known_extensions(const struct ext_memo *memo, const struct cert_view *alone, struct arena *a)
{
	static struct cert_view scratch;
	size_t n = 0;

	for (unsigned i = 0; i < alone->n_ext; i++)
		n += alone->ext[i].val.p != NULL && (EXT_MEMO_PARTS & PARTS1(alone->ext[i].part)) != 0 &&
		    ext_memo_recall(memo, (enum artifact_part)alone->ext[i].part, alone->ext[i].val, &scratch, a);
	return n;
}

/* Reads the certificates in an order that the seed makes; returns how many names and extensions were known. */
static size_t
read_in_order(uint32_t seed, struct arena *a)
{
	static struct cert_view alone, next;
	static struct cert_memo memo;
	size_t known = 0;

	memset(&memo, 0, sizeof memo);
	for (size_t i = 0; i < n_certs; i++) {
		size_t at = seed == 0 ? i : (seed = seed * 1664525 + 1013904223) % n_certs;
		struct span der = out_span(&octets[at]);
		struct cert_name name = { .raw = SPAN_NONE };

		arena_reset(a);
		assert_true(cert_view_read(&alone, der, CERT_INPUT_AUTO, a));
		known += alone.field[PART_ISSUER].raw.p != NULL && name_memo_recall(&memo.issuers, alone.field[PART_ISSUER].val, &name, a);
		known += known_extensions(&memo.exts, &alone, a);
		assert_true(cert_view_read_next(&next, der, CERT_INPUT_AUTO, a, &memo));
		assert_same_names(&alone.issuer, &next.issuer);
		assert_same_extensions(&alone, &next);
		assert_same_faults(&alone, &next);
	}
	ext_memo_free(&memo.exts);
	return known;
}

static void
any_order(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a);
	assert_true(read_in_order(0, &a) > n_certs);
	for (uint32_t seed = 1; seed < 40; seed++)
		assert_true(read_in_order(seed, &a) > n_certs / 4);
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
