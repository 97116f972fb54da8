/* SPDX-License-Identifier: Apache-2.0 */
/* neighbours.c - which distribution points a CRL and a certificate of --certificates share (RFC 5280 6.3.3 b 2 i). */
#include "rule/neighbours.h"

#include <stdlib.h>

/* A Name of the list's own. */
struct sought {
	uint64_t id;			/* its name_alike_id() */
	const struct cert_name *name;
};

/* Of names that are of one id and not alike, as hardly any are, so many are compared: with more nobody knows. */
#define MOST_COMPARED 64

static int
by_id(const void *pa, const void *pb)
{
	const struct sought *a = pa, *b = pb;

	return a->id < b->id ? -1 : a->id > b->id;
}

/* The name that is relative to the CRL's issuer; NULL: memory is out. */
static const struct cert_name *
joined(struct span relative, const struct cert_name *crl_issuer, struct arena *a)
{
	size_t n = name_join(crl_issuer->raw, relative, NULL);
	uint8_t *octets = arena_take(a, n);
	struct cert_name *name = arena_take(a, sizeof *name);

	if (octets == NULL || name == NULL)
		return NULL;
	(void)name_join(crl_issuer->raw, relative, octets);
	return name_read(name, (struct span){ octets, n }, a) ? name : NULL;
}

/* Its Names, by their ids; NULL: memory is out. */
static struct sought *
own_names(const struct dist_point *own, const struct cert_name *crl_issuer, size_t n, struct arena *a)
{
	struct sought *v = arena_array(a, n, sizeof *v);
	size_t i = 0;

	if (v == NULL)
		return NULL;
	for (const struct general_name *g = own->full.first_directory; g != NULL; g = g->next)
		v[i++].name = g->directory;
	if (own->has_relative && (v[i++].name = joined(own->relative, crl_issuer, a)) == NULL)
		return NULL;
	for (i = 0; i < n; i++)
		v[i].id = name_alike_id(v[i].name);
	qsort(v, n, sizeof *v, by_id);
	return v;
}

/* The first that has no lower id. */
static size_t
first_from(const struct sought *v, size_t n, uint64_t id)
{
	size_t low = 0;

	while (low < n) {
		size_t middle = low + (n - low) / 2;

		if (v[middle].id < id)
			low = middle + 1;
		else
			n = middle;
	}
	return low;
}

/* Is the certificate's Name one of those?  *left: so many more may be compared. */
static enum point
is_own(const struct sought *v, size_t n, const struct cert_name *name, unsigned *left)
{
	uint64_t id = name_alike_id(name);

	for (size_t i = first_from(v, n, id); i < n && v[i].id == id; i++) {
		if (span_eq(v[i].name->raw, name->raw) || name_alike(v[i].name, name))
			return SAME_POINT;
		if (*left == 0)
			return POINT_UNDECIDED;
		--*left;
	}
	return OTHER_POINT;
}

/* Each Name of either side is read once. */
static enum point
any_is_own(struct span names, const struct sought *v, size_t n)
{
	enum point point = OTHER_POINT;
	unsigned left = MOST_COMPARED;
	struct cert_name name;
	struct arena room;
	struct der_tlv t;

	arena_init(&room);
	while (point == OTHER_POINT && der_next(&names, &t) == DER_OK) {
		if (t.id != DER_SEQUENCE)
			continue;
		arena_reset(&room);
		point = name_read(&name, t.raw, &room) ? is_own(v, n, &name, &left) : POINT_UNDECIDED;
	}
	arena_free(&room);
	return point;
}

static enum point
has_own_name(const struct known_cert *k, const struct dist_point *own, const struct cert_name *crl_issuer)
{
	size_t n = own->has_relative;
	enum point point = POINT_UNDECIDED;
	const struct sought *v;
	struct arena room;

	for (const struct general_name *g = own->full.first_directory; g != NULL; g = g->next)
		n++;
	if (n == 0 || k->names.n == 0)
		return OTHER_POINT;
	arena_init(&room);
	if ((v = own_names(own, crl_issuer, n, &room)) != NULL)
		point = any_is_own(k->names, v, n);
	arena_free(&room);
	return point;
}

/* One of the certificate's own: those of a list are in order. */
static bool
shares_name(const struct known_cert *k, const struct crl_view *crl)
{
	struct span points = k->points, names = k->names, uri;
	struct der_tlv t;

	while (known_next_point(&points, &uri))
		if (crl_points_have(crl, true, uri))
			return true;
	while (der_next(&names, &t) == DER_OK)
		if (t.id != DER_SEQUENCE && crl_points_have(crl, false, t.raw))
			return true;
	return false;
}

enum point
known_point(const struct known_cert *k, const struct crl_view *crl)
{
	enum point point = shares_name(k, crl) ? SAME_POINT : has_own_name(k, &crl->idp.point, &crl->issuer);

	return point == OTHER_POINT && k->points_unread ? POINT_UNDECIDED : point;
}
