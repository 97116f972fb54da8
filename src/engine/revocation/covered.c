/* SPDX-License-Identifier: Apache-2.0 */
/*
 * covered.c - the certificates given, on a CRL or not, by what makes it cover
 * them: issuer, kind and distribution point.  A run may have thousands of CRLs
 * beside thousands of certificates.
 */
#include <stdlib.h>

#include "engine/revocation/known.h"

/* Where a certificate is found: on the CRLs of its issuer that have no distribution point, and on those of each of its own. */
struct place {
	uint32_t alike;			/* name_alike_hash() of the issuer's name */
	bool of_ca;
	bool of_point;
	uint64_t point;			/* … known_octets_hash() of its URI */
	struct span uri;		/* … which this is */
	const struct known_cert *cert;
};

struct known_places {
	size_t n;
	struct place v[];		/* of one place those first that end last */
};

/* ---- the index ---- */

static int
place_order(const struct place *a, const struct place *b)
{
	if (a->alike != b->alike)
		return a->alike < b->alike ? -1 : 1;
	if (a->of_ca != b->of_ca)
		return a->of_ca - b->of_ca;
	if (a->of_point != b->of_point)
		return a->of_point - b->of_point;
	return (a->point > b->point) - (a->point < b->point);
}

/* Of two that end at one moment the first by its octets, in whatever order they were given. */
static int
by_place(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	int64_t s = x->cert->not_after.seconds, t = y->cert->not_after.seconds;
	int order = place_order(x, y);

	if (order == 0)
		order = (s < t) - (s > t);
	return order != 0 ? order : known_is_before(y->cert, x->cert) - known_is_before(x->cert, y->cert);
}

static struct place
place_of(const struct known_certs *known, uint32_t alike, bool of_ca, const struct span *point)
{
	return (struct place){ .alike = alike, .of_ca = of_ca, .of_point = point != NULL, .point = point != NULL ? known_octets_hash(known, *point) : 0,
		.uri = point != NULL ? *point : SPAN_NONE };
}

/* The places of one certificate; `to` NULL counts them.  Of one whose end cannot be read no CRL is known to cover it. */
static size_t
put_places(const struct known_certs *known, enum known_sort sort, const struct known_cert *k, struct place *to)
{
	struct span rest = k->points, point;
	size_t n = 0;

	if (!known_is_of_sort(k, sort) || !k->not_after.ok)
		return 0;
	if (to != NULL) {
		to[n] = place_of(known, k->of->alike, k->class == CRL_CLASS_CA, NULL);
		to[n].cert = k;
	}
	for (n++; known_next_point(&rest, &point); n++)
		if (to != NULL) {
			to[n] = place_of(known, k->of->alike, k->class == CRL_CLASS_CA, &point);
			to[n].cert = k;
		}
	return n;
}

static size_t
put_all(const struct known_certs *known, enum known_sort sort, struct place *to)
{
	size_t n = 0;

	for (size_t i = 0; i < known->n_bucket; i++)
		for (const struct known_cert *k = known->bucket[i]; k != NULL; k = k->next)
			n += put_places(known, sort, k, to != NULL ? to + n : NULL);
	return n;
}

static struct known_places *
make(const struct known_certs *known, enum known_sort sort)
{
	size_t n = put_all(known, sort, NULL);
	struct known_places *all = n > SIZE_MAX / sizeof *all->v - 1 ? NULL : malloc(sizeof *all + n * sizeof *all->v);

	if (all == NULL)
		return NULL;
	all->n = put_all(known, sort, all->v);
	qsort(all->v, all->n, sizeof *all->v, by_place);
	return all;
}

/* Several may make it at once: the first one's stays.  NULL: memory is out. */
static const struct known_places *
all_of(const struct known_certs *known, enum known_sort sort)
{
	struct known_certs *own = (struct known_certs *)(uintptr_t)known;
	struct known_places *all = atomic_load(&own->by_place[sort]), *made;

	if (all != NULL || (made = make(known, sort)) == NULL)
		return all;
	if (atomic_compare_exchange_strong(&own->by_place[sort], &all, made))
		return made;
	free(made);
	return all;
}

/* ---- what a CRL covers ---- */

struct asked {
	struct known_asked *q;
	const struct known_places *all;
	int64_t this_update;
	known_cert_fn *fn;
	void *arg;
};

static size_t
first_at(const struct known_places *all, const struct place *at)
{
	size_t low = 0, high = all->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (place_order(&all->v[mid], at) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* Of those that have not expired at thisUpdate.  `point` NULL: of those of all points, and of none. */
static bool
any_at(struct asked *a, bool of_ca, const struct span *point)
{
	const struct place at = place_of(a->q->known, a->q->alike, of_ca, point);

	for (size_t i = first_at(a->all, &at); i < a->all->n && place_order(&a->all->v[i], &at) == 0; i++) {
		const struct known_cert *k = a->all->v[i].cert;

		if (k->not_after.seconds < a->this_update)
			return false;
		if (known_is_crls(a->q, k->of) && span_eq(a->all->v[i].uri, at.uri) && a->fn(a->arg, k))
			return true;
	}
	return false;
}

/* One that names other distribution points than the CRL has may be on another list (RFC 5280 5.2.5). */
static bool
any_of_kind(struct asked *a, const struct dist_point *own, bool of_ca)
{
	for (unsigned i = 0; i < own->full.n; i++)
		if (own->full.v[i].form == GN_URI && any_at(a, of_ca, &own->full.v[i].tlv.val))
			return true;
	return own->full.n == 0 && !own->has_relative && any_at(a, of_ca, NULL);
}

bool
known_any_covered(struct known_asked *q, enum known_sort sort, const struct crl_view *crl, known_cert_fn *fn, void *arg, struct arena *arena)
{
	const struct crl_idp *idp = &crl->idp;
	struct asked a = { .q = q, .this_update = crl->this_update.seconds, .fn = fn, .arg = arg };

	if (!q->known->has[sort] || !crl->this_update.ok || idp->attribute_certs == CRL_FLAG_TRUE)
		return false;
	if ((a.all = all_of(q->known, sort)) == NULL) {
		arena->failed = true;
		return false;
	}
	return (idp->user_certs != CRL_FLAG_TRUE && any_of_kind(&a, &idp->point, true)) ||
	    (idp->ca_certs != CRL_FLAG_TRUE && any_of_kind(&a, &idp->point, false));
}
