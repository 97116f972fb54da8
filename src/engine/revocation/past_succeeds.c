/* SPDX-License-Identifier: Apache-2.0 */
/*
 * past_succeeds.c - the list that the first CRL of a scope or key takes the place of.
 *
 * "The scope of a CRL is not affected by the key used to sign the CRL" (RFC 5280
 * 5): its times go on where a CA has changed its key, and where it goes on with
 * a list of fewer certificates, or with one more URI.  A CA may keep a list for
 * each key, or for all beside those of parts.  So a list that goes on is none
 * whose place another takes: only one that is the last of its scope and key is,
 * and behind which no other came.
 */
#include "engine/revocation/past_place.h"
#include "x509/revocation/crl_walk.h"

static bool
has_name(const struct general_names *names, struct span name)
{
	unsigned i = 0;

	while (i < names->n && !span_eq(names->v[i].tlv.raw, name))
		i++;
	return i < names->n;
}

/* Names of one distribution point lead to one list (RFC 5280 4.2.1.13): where they change places, or one more comes, the first is there still. */
static bool
keeps_first(const struct general_names *a, const struct general_names *b)
{
	return a->n > 0 && b->n > 0 && (has_name(a, b->v[0].tlv.raw) || has_name(b, a->v[0].tlv.raw));
}

static bool
cannot_see_scope(const struct crl_view *cv)
{
	return ((cv->bad_parts | artifact_unseen(cv)) & PARTS1(PART_EXT_IDP)) != 0;
}

static bool
same_flag(uint8_t a, uint8_t b)
{
	return (a == CRL_FLAG_TRUE) == (b == CRL_FLAG_TRUE);
}

static bool
same_flags(const struct crl_idp *a, const struct crl_idp *b)
{
	return same_flag(a->user_certs, b->user_certs) && same_flag(a->ca_certs, b->ca_certs) &&
	    same_flag(a->attribute_certs, b->attribute_certs) && same_flag(a->indirect, b->indirect) &&
	    a->point.has_reasons == b->point.has_reasons && span_eq(a->point.reasons, b->point.reasons);
}

/* It is for all certificates of the issuer, and the other one for some of them. */
static bool
is_of_more(const struct crl_view *cv, const struct crl_view *now)
{
	return cv->by_part[PART_EXT_IDP] == NULL && now->by_part[PART_EXT_IDP] != NULL && now->idp.attribute_certs != CRL_FLAG_TRUE &&
	    now->idp.indirect != CRL_FLAG_TRUE;
}

/* Is every certificate that the CRL at hand is about in the scope of this one, too? */
static bool
takes_in(const struct crl_view *cv, const struct crl_view *now)
{
	if (cannot_see_scope(cv) || cannot_see_scope(now))
		return false;
	return is_of_more(cv, now) || crl_same_scope(cv, now) ||
	    (same_flags(&cv->idp, &now->idp) && keeps_first(&cv->idp.point.full, &now->idp.point.full));
}

/* The last complete one of the scope before, if it is the last of its key, too; NULL: there is none, or its list goes on. */
static const struct past_one *
ended_of(const struct place *at, struct past_scope *scope)
{
	const struct past_keys *keys = past_keys_of(scope, at->asked, at->arena);
	const struct past_one *last;
	struct past_own any;
	size_t n;

	if (keys == NULL)
		return NULL;
	past_own_any(&any, &keys->complete);
	n = past_own_before(at, &any, past_before(keys->complete.kind, at->now->this_update.seconds));
	last = n > 0 ? keys->complete.kind->v[n - 1] : NULL;
	for (size_t i = 0; i < keys->n_last && last != NULL; i++)
		if (keys->last[i] == last)
			return last;
	return NULL;
}

const struct crl_view *
past_succeeded(const struct place *at)
{
	const struct crl_view *ended = NULL;
	const struct past_one *one;

	for (struct past_scope *scope = at->issuer->scope; scope != NULL; scope = scope->next)
		if (takes_in(&scope->first->crl, at->now) && (one = ended_of(at, scope)) != NULL &&
		    (ended == NULL || one->crl.this_update.seconds > ended->this_update.seconds))
			ended = &one->crl;
	/* What came between them took its place. */
	return ended != NULL && past_is_last_moment(at, ended->this_update.seconds) ? ended : NULL;
}
