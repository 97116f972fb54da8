/* SPDX-License-Identifier: Apache-2.0 */
/* name_alike.c - names that are equal but for letter case, string types and blanks (RFC 5280 7.1). */
#include <stdlib.h>

#include "value/fold.h"
#include "x509/name.h"

static bool
attributes_alike(const struct cert_attr *a, const struct cert_attr *b)
{
	if (!span_eq(a->oid, b->oid))
		return false;
	if (a->text.p == NULL || b->text.p == NULL)
		return span_eq(a->value.raw, b->value.raw);
	return fold_equal(a->text, b->text);
}

/* The attributes of an RDN are a SET: another string type may have changed their order. */
#define MOST_IN_ANY_ORDER 64		/* attributes of a name; longer ones are compared in their order alone */

static bool
rdn_has(const struct cert_name *name, unsigned rdn, const struct cert_attr *a)
{
	for (unsigned i = 0; i < name->n_attr; i++)
		if (name->attr[i].rdn == rdn && attributes_alike(&name->attr[i], a))
			return true;
	return false;
}

static bool
same_shape(const struct cert_name *a, const struct cert_name *b)
{
	if (a->unread || b->unread || a->n_attr == 0 || a->n_attr != b->n_attr || a->n_rdn != b->n_rdn)
		return false;
	for (unsigned i = 0; i < a->n_attr; i++)
		if (a->attr[i].rdn != b->attr[i].rdn)
			return false;
	return true;
}

/* Is each attribute of one in the other? */
static bool
holds_all(const struct cert_name *name, const struct cert_name *of)
{
	for (unsigned i = 0; i < of->n_attr; i++)
		if (!attributes_alike(&name->attr[i], &of->attr[i]) &&
		    (of->n_attr > MOST_IN_ANY_ORDER || !rdn_has(name, of->attr[i].rdn, &of->attr[i])))
			return false;
	return true;
}

bool
name_alike(const struct cert_name *a, const struct cert_name *b)
{
	return same_shape(a, b) && holds_all(a, b) && holds_all(b, a);
}

/* ---- an order ---- */

static int
value_order(const struct cert_attr *a, const struct cert_attr *b)
{
	int order = span_order(a->oid, b->oid);

	if (order != 0)
		return order;
	if ((a->text.p == NULL) != (b->text.p == NULL))
		return a->text.p == NULL ? -1 : 1;
	return a->text.p != NULL ? fold_order(a->text, b->text) : span_order(a->value.raw, b->value.raw);
}

/* By RDN, in the order of the name; within one they are a SET. */
static int
attribute_order(const void *pa, const void *pb)
{
	const struct cert_attr *a = *(const struct cert_attr *const *)pa, *b = *(const struct cert_attr *const *)pb;

	if (a->rdn != b->rdn)
		return a->rdn < b->rdn ? -1 : 1;
	return value_order(a, b);
}

/* NULL: memory is out. */
static const struct cert_attr **
in_order(const struct cert_name *name, struct arena *arena)
{
	const struct cert_attr **v = arena_array(arena, name->n_attr, sizeof *v);

	for (unsigned i = 0; v != NULL && i < name->n_attr; i++)
		v[i] = &name->attr[i];
	if (v != NULL && name->n_attr <= MOST_IN_ANY_ORDER)
		qsort(v, name->n_attr, sizeof *v, attribute_order);
	return v;
}

static int
read_order(const struct cert_name *a, const struct cert_name *b, struct arena *arena)
{
	const struct cert_attr **va, **vb;
	int order = 0;

	if (a->n_attr != b->n_attr || a->n_rdn != b->n_rdn)
		return a->n_attr != b->n_attr ? (a->n_attr < b->n_attr ? -1 : 1) : a->n_rdn < b->n_rdn ? -1 : 1;
	if ((va = in_order(a, arena)) == NULL || (vb = in_order(b, arena)) == NULL)
		return span_order(a->raw, b->raw);
	for (unsigned i = 0; order == 0 && i < a->n_attr; i++)
		order = attribute_order(&va[i], &vb[i]);
	return order;
}

static bool
is_whole(const struct cert_name *name)
{
	return !name->unread && name->n_attr > 0;
}

int
name_alike_order(struct span a, struct span b)
{
	struct cert_name one, other;
	struct arena arena;
	int order;

	if (a.p == b.p || span_eq(a, b))
		return 0;
	arena_init(&arena);
	if (!name_read(&one, a, &arena) || !name_read(&other, b, &arena) || (!is_whole(&one) && !is_whole(&other)))
		order = span_order(a, b);
	else if (is_whole(&one) != is_whole(&other))
		order = is_whole(&other) ? -1 : 1;
	else
		order = read_order(&one, &other, &arena);
	arena_free(&arena);
	return order;
}

#define FNV_BASIS 2166136261u
#define FNV_PRIME 16777619u
#define OTHER_BASIS 0x9e3779b9u

static uint32_t
hash_octets(uint32_t h, struct span octets)
{
	for (size_t i = 0; i < octets.n; i++)
		h = (h ^ octets.p[i]) * FNV_PRIME;
	return h;
}

/* Attributes of an RDN are in any order.  What has no text counts by its octets in the second hash alone, which names that are alike share, too. */
static uint32_t
hash_name(const struct cert_name *name, uint32_t basis, bool with_octets)
{
	uint32_t sum = name->n_rdn;

	for (unsigned i = 0; i < name->n_attr; i++) {
		const struct cert_attr *a = &name->attr[i];
		uint32_t h = hash_octets(basis + a->rdn, a->oid);

		if (a->text.p != NULL)
			h = fold_hash(h, a->text);
		else if (with_octets)
			h = hash_octets(h, a->value.raw);
		sum += h;
	}
	return sum;
}

uint32_t
name_alike_hash(const struct cert_name *name)
{
	return hash_name(name, FNV_BASIS, false);
}

uint64_t
name_alike_id(const struct cert_name *name)
{
	return (uint64_t)(is_whole(name) ? hash_name(name, OTHER_BASIS, true) : hash_octets(OTHER_BASIS, name->raw)) << 32 | name_alike_hash(name);
}

/* ---- a name relative to another one ---- */

/* Writes identifier and length of an element; how many octets these have. */
static size_t
put_head(uint8_t id, size_t n, uint8_t *to)
{
	uint8_t head[2 + sizeof n], *at = head + sizeof head;
	size_t left = n;

	do {
		*--at = (uint8_t)left;
		left >>= 8;
	} while (left > 0);
	if (n > 0x7f) {
		uint8_t octets = (uint8_t)(head + sizeof head - at);

		*--at = 0x80 | octets;
	}
	*--at = id;
	if (to != NULL)
		memcpy(to, at, (size_t)(head + sizeof head - at));
	return (size_t)(head + sizeof head - at);
}

size_t
name_join(struct span name, struct span relative, uint8_t *to)
{
	struct span content = SPAN_NONE;
	size_t set, sequence;

	(void)der_enter_sequence(name, &content);
	set = put_head(DER_SET, relative.n, NULL);
	sequence = put_head(DER_SEQUENCE, content.n + set + relative.n, to);
	if (to != NULL) {
		if (content.n > 0)
			memcpy(to + sequence, content.p, content.n);
		(void)put_head(DER_SET, relative.n, to + sequence + content.n);
		if (relative.n > 0)
			memcpy(to + sequence + content.n + set, relative.p, relative.n);
	}
	return sequence + content.n + set + relative.n;
}
