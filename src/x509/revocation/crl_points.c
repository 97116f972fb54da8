/* SPDX-License-Identifier: Apache-2.0 */
/* crl_points.c - the names of a CRL's distribution point, in order, so that each of a certificate's is found among however many. */
#include <stdlib.h>

#include "x509/revocation/crl_list.h"

/* A URI's octets, of another name its element. */
static struct span
octets_of(const struct general_name *g)
{
	return g->form == GN_URI ? g->tlv.val : g->tlv.raw;
}

static int
name_order(bool is_uri, struct span octets, const struct general_name *g)
{
	return is_uri != (g->form == GN_URI) ? (int)is_uri - (g->form == GN_URI) : span_order(octets, octets_of(g));
}

static int
by_octets(const void *a, const void *b)
{
	const struct general_name *const *x = a, *const *y = b;

	return name_order((*x)->form == GN_URI, octets_of(*x), *y);
}

void
crl_points_sort(struct crl_view *cv, struct arena *a)
{
	const struct general_names *own = &cv->idp.point.full;
	const struct general_name **v = own->n > 0 ? arena_array(a, own->n, sizeof *v) : NULL;

	for (unsigned i = 0; v != NULL && i < own->n; i++)
		v[i] = &own->v[i];
	if (v != NULL && own->n > 1)
		qsort(v, own->n, sizeof *v, by_octets);
	cv->point_names = v;
}

bool
crl_points_have(const struct crl_view *cv, bool is_uri, struct span octets)
{
	size_t low = 0, high = cv->point_names != NULL ? cv->idp.point.full.n : 0;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order = name_order(is_uri, octets, cv->point_names[mid]);

		if (order == 0)
			return true;
		if (order > 0)
			low = mid + 1;
		else
			high = mid;
	}
	return false;
}
