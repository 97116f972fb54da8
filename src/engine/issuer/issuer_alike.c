/* SPDX-License-Identifier: Apache-2.0 */
/* issuer_alike.c - certificates of one CA that differ in nothing that a certification path rests on. */
#include "engine/issuer/issuer_pool.h"

/* Where things are found, and which key it is, says nothing of what a path allows; nor does what is neither known nor critical. */
static bool
rests_on(const struct artifact_ext *e)
{
	switch (e->part) {
	case PART_EXT_CRLDP:
	case PART_EXT_FRESHEST:
	case PART_EXT_AIA:
	case PART_EXT_SIA:
	case PART_EXT_SKI:
	case PART_COUNT:
		return e->critical || e->critical_unread;
	default:
		return true;
	}
}

/* The next one from *at on; NULL: none is left. */
static const struct artifact_ext *
next_ext(const struct cert_view *cv, unsigned *at)
{
	while (*at < cv->n_ext)
		if (rests_on(&cv->ext[(*at)++]))
			return &cv->ext[*at - 1];
	return NULL;
}

static bool
same_extensions(const struct cert_view *a, const struct cert_view *b)
{
	const struct artifact_ext *x, *y;
	unsigned i = 0, k = 0;

	do {
		x = next_ext(a, &i);
		y = next_ext(b, &k);
	} while (x != NULL && y != NULL && span_eq(x->raw, y->raw));
	return x == NULL && y == NULL;
}

bool
issuer_is_alike(const struct cert_view *a, const struct cert_view *b)
{
	const struct artifact *x = &a->artifact, *y = &b->artifact;

	return a->version == b->version && span_eq(a->issuer.raw, b->issuer.raw) && span_eq(a->subject.raw, b->subject.raw) &&
	    span_eq(a->field[PART_SPKI].raw, b->field[PART_SPKI].raw) && x->bad_parts == y->bad_parts && x->lost_parts == y->lost_parts &&
	    x->unsure_parts == y->unsure_parts && x->typed_parts == y->typed_parts && x->repeated_parts == y->repeated_parts && same_extensions(a, b);
}
