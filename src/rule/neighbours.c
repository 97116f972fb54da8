/* SPDX-License-Identifier: Apache-2.0 */
/* neighbours.c - which distribution points a CRL and a certificate of --certificates share (RFC 5280 6.3.3 b 2 i). */
#include "rule/neighbours.h"

/* Stands the Name among the certificate's?  False in *ok: memory is out. */
static bool
has_name(struct span names, struct span sought, bool *ok)
{
	struct cert_name name, other;
	struct arena own;
	struct der_tlv t;
	bool has = false;

	arena_init(&own);
	*ok = name_read(&name, sought, &own);
	while (*ok && !has && der_next(&names, &t) == DER_OK)
		if (t.id == DER_SEQUENCE)
			has = span_eq(t.raw, sought) || ((*ok = name_read(&other, t.raw, &own)) && name_alike(&name, &other));
	arena_free(&own);
	return has;
}

static bool
has_element(struct span names, struct span sought)
{
	struct der_tlv t;

	while (der_next(&names, &t) == DER_OK)
		if (span_eq(t.raw, sought))
			return true;
	return false;
}

static bool
has_general_name(const struct known_cert *k, const struct general_name *g, bool *ok)
{
	if (g->form == GN_URI)
		return known_points_have(k->points, g->tlv.val);
	return g->directory != NULL ? has_name(k->names, g->directory->raw, ok) : has_element(k->names, g->tlv.raw);
}

static bool
has_relative(const struct known_cert *k, const struct dist_point *own, const struct cert_name *crl_issuer, bool *ok)
{
	size_t n = name_join(crl_issuer->raw, own->relative, NULL);
	struct arena room;
	uint8_t *name;
	bool has;

	arena_init(&room);
	if ((name = arena_take(&room, n)) == NULL) {
		*ok = false;
		return false;
	}
	(void)name_join(crl_issuer->raw, own->relative, name);
	has = has_name(k->names, (struct span){ name, n }, ok);
	arena_free(&room);
	return has;
}

enum point
known_point(const struct known_cert *k, const struct dist_point *own, const struct cert_name *crl_issuer)
{
	bool ok = true;

	for (unsigned i = 0; i < own->full.n && ok; i++)
		if (has_general_name(k, &own->full.v[i], &ok))
			return SAME_POINT;
	if (ok && own->has_relative && has_relative(k, own, crl_issuer, &ok))
		return SAME_POINT;
	return k->points_unread || !ok ? POINT_UNDECIDED : OTHER_POINT;
}
