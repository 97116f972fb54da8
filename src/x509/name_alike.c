/* SPDX-License-Identifier: Apache-2.0 */
/* name_alike.c - names that are equal but for letter case, string types and blanks (RFC 5280 7.1). */
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
	bool whole = !name->unread && name->n_attr > 0;

	return (uint64_t)(whole ? hash_name(name, OTHER_BASIS, true) : hash_octets(OTHER_BASIS, name->raw)) << 32 | name_alike_hash(name);
}
