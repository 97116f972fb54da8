/* SPDX-License-Identifier: Apache-2.0 */
/* namesakes.c - CA certificates of an equal name, in other octets. */
#include "engine/issuer/issuer_pool.h"

#include "engine/engine.h"

#define MOST_NAMESAKES 256	/* of one name: each may have to be compared with the others */

/* Has it a name that is equal to that of the certificate at hand, in other octets, and was it there before? */
static bool
is_namesake(const struct cert_view *cv, const struct cert_view *other)
{
	return !span_eq(other->subject.raw, cv->subject.raw) && other->not_before.ok && other->not_before.seconds <= cv->not_before.seconds &&
	    name_alike(&other->subject, &cv->subject);
}

/* One with its key first, then the oldest, then by their octets: in whatever order they were given. */
static bool
is_nearer(const struct cert_view *cv, const struct cert_view *a, const struct cert_view *b)
{
	struct span key = cv->field[PART_SPKI].raw;
	bool a_has = span_eq(a->field[PART_SPKI].raw, key), b_has = span_eq(b->field[PART_SPKI].raw, key);

	if (a_has != b_has)
		return a_has;
	if (a->not_before.seconds != b->not_before.seconds)
		return a->not_before.seconds < b->not_before.seconds;
	return span_order(a->der, b->der) < 0;
}

/* May this be a namesake, as far as it is known without its view? */
static bool
may_be_namesake(const struct issuer *is, const struct cert_view *cv, uint32_t like)
{
	return is->hash[ISSUERS_BY_LIKENESS] == like && !is->only_signed && !span_eq(is->name, cv->subject.raw);
}

/* Those in its own octets count: what is bounded is the work for all that have the name. */
static bool
has_many_namesakes(const struct issuers *set, uint32_t like)
{
	size_t n = 0;

	for (struct issuer *is = issuers_first(set, ISSUERS_BY_LIKENESS, like); is != NULL && n <= MOST_NAMESAKES; is = is->next[ISSUERS_BY_LIKENESS])
		n += is->hash[ISSUERS_BY_LIKENESS] == like;
	return n > MOST_NAMESAKES;
}

const struct cert_view *
issuer_namesake(struct smimelint_run *run, enum namesakes *which)
{
	const struct issuers *set = &run->ctx->issuers;
	const struct cert_view *cv = &run->cert, *found = NULL;
	const struct issuer_view *v;
	uint32_t like;

	*which = NAMESAKES_KNOWN;
	if (set->n == 0 || !cv->not_before.ok)
		return NULL;
	like = name_alike_hash(&cv->subject);
	if (has_many_namesakes(set, like)) {
		*which = NAMESAKES_MANY;
		return NULL;
	}
	for (struct issuer *is = issuers_first(set, ISSUERS_BY_LIKENESS, like); is != NULL; is = is->next[ISSUERS_BY_LIKENESS]) {
		if (!may_be_namesake(is, cv, like))
			continue;
		if ((v = issuer_view(set, is)) == NULL) {
			run->arena.failed = true;
			return NULL;
		}
		if (!is_namesake(cv, &v->cert) || (found != NULL && !is_nearer(cv, &v->cert, found)) || issuer_is_forged(run, is, v))
			continue;
		if (issuer_is_vouched(run, is, v))
			found = &v->cert;
		else
			*which = NAMESAKES_DOUBTFUL;
	}
	return found;
}
