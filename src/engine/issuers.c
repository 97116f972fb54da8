#include "engine/issuers.h"

#include <stdlib.h>
#include <string.h>

/* FNV-1a over the octets, folded to a bucket. */
static size_t
bucket(struct span s)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < s.n; i++)
		h = (h ^ s.p[i]) * 16777619u;
	return (h ^ h >> 16) % ISSUER_BUCKETS;
}

static bool
indexes_make(struct issuers *set)
{
	if (set->by_name != NULL)
		return true;
	set->by_name = calloc(ISSUER_BUCKETS, sizeof *set->by_name);
	set->by_key = calloc(ISSUER_BUCKETS, sizeof *set->by_key);
	return set->by_name != NULL && set->by_key != NULL;
}

static void
issuer_free(struct issuer *is)
{
	if (is == NULL)
		return;
	key_issuer_free(is->key);
	arena_free(&is->arena);
	free(is->der);
	free(is);
}

static struct issuer *
issuer_new(struct span der, enum issuers_status *st)
{
	struct issuer *is = calloc(1, sizeof *is);
	bool no_memory;

	*st = ISSUERS_NOMEM;
	if (is == NULL)
		return NULL;
	arena_init(&is->arena);
	if ((is->der = malloc(der.n != 0 ? der.n : 1)) == NULL)
		goto fail;
	if (der.n != 0)
		memcpy(is->der, der.p, der.n);
	if (!cert_view_read(&is->cert, (struct span){ is->der, der.n }, CERT_INPUT_AUTO, &is->arena))
		goto fail;
	*st = ISSUERS_NOT_A_CERTIFICATE;
	if (!cert_readable(&is->cert) || is->cert.bare_tbs ||
	    !cert_ok(&is->cert, PART_SUBJECT) || !cert_has(&is->cert, PART_SPKI))
		goto fail;
	is->key = key_issuer_new(is->cert.field[PART_SPKI].raw, &no_memory);
	*st = no_memory ? ISSUERS_NOMEM : ISSUERS_OK;
	if (no_memory)
		goto fail;
	return is;
fail:
	issuer_free(is);
	return NULL;
}

enum issuers_status
issuers_add(struct issuers *set, struct span der)
{
	enum issuers_status st;
	struct issuer **all, *is;
	size_t b;

	if (!indexes_make(set))
		return ISSUERS_NOMEM;
	for (size_t i = 0; i < set->n; i++)
		if (span_eq(set->all[i]->cert.der, der))
			return ISSUERS_OK;
	if ((is = issuer_new(der, &st)) == NULL)
		return st;
	all = realloc(set->all, (set->n + 1) * sizeof *all);
	if (all == NULL) {
		issuer_free(is);
		return ISSUERS_NOMEM;
	}
	set->all = all;
	set->all[set->n++] = is;
	b = bucket(is->cert.subject.raw);
	is->next_name = set->by_name[b];
	set->by_name[b] = is;
	if (is->cert.ski.p != NULL) {
		b = bucket(is->cert.ski);
		is->next_key = set->by_key[b];
		set->by_key[b] = is;
	}
	return ISSUERS_OK;
}

void
issuers_free(struct issuers *set)
{
	for (size_t i = 0; i < set->n; i++)
		issuer_free(set->all[i]);
	free(set->all);
	free(set->by_name);
	free(set->by_key);
	memset(set, 0, sizeof *set);
}

static bool
name_fits(const struct issuer *is, const struct artifact *a)
{
	return span_eq(is->cert.subject.raw, a->issuer.raw);
}

static bool
key_fits(const struct issuer *is, const struct artifact *a)
{
	return a->aki.key_id.p != NULL && is->cert.ski.p != NULL &&
	    span_eq(is->cert.ski, a->aki.key_id);
}

/* The candidate search: the best so far, and whether its key verified. */
struct search {
	const struct artifact *artifact;
	struct key_work *work;
	bool verify;
	const struct issuer *best;
	enum key_verdict verdict;	/* on the best one's key */
	int rank;
};

/* What speaks for a candidate; what stands first outweighs all that follow. */
enum {
	RANK_VERIFIED = 16,		/* its key made the signature */
	RANK_NAME = 8,
	RANK_KEY = 4,
	RANK_VALID = 2,			/* it was valid when the artifact began */
	RANK_ROOT = 1			/* of a root and a cross certificate with its key: whose key it is */
};

static bool
valid_then(const struct cert_view *ca, const struct artifact *a)
{
	return a->begins.ok && ca->not_before.ok && ca->not_after.ok &&
	    ca->not_before.seconds <= a->begins.seconds && a->begins.seconds <= ca->not_after.seconds;
}

/*
 * Does what is there contradict a candidate whose key did not make the
 * signature?  A CA of the same name with another key, as after a rollover, or
 * of the same key identifier with another name is some other CA.
 */
static bool
is_another(const struct issuer *is, const struct artifact *a)
{
	if (!name_fits(is, a))
		return true;
	return a->aki.key_id.p != NULL && is->cert.ski.p != NULL && !key_fits(is, a);
}

static int
rank_of(const struct issuer *is, const struct artifact *a, enum key_verdict verdict)
{
	return (verdict == KEY_VERIFIED ? RANK_VERIFIED : 0) + (name_fits(is, a) ? RANK_NAME : 0) +
	    (key_fits(is, a) ? RANK_KEY : 0) + (valid_then(&is->cert, a) ? RANK_VALID : 0) +
	    (cert_self_signed(&is->cert) ? RANK_ROOT : 0);
}

/* Of candidates that are otherwise alike the newer one: a renewed CA certificate replaces the old. */
static bool
is_newer(const struct issuer *a, const struct issuer *b)
{
	return a->cert.not_before.ok && b->cert.not_before.ok &&
	    a->cert.not_before.seconds > b->cert.not_before.seconds;
}

static void
consider(struct search *s, const struct issuer *is)
{
	enum key_verdict verdict = KEY_UNSUPPORTED;
	int rank;

	if (s->verify && is->key != NULL)
		verdict = key_verify(s->work, is->key, &s->artifact->signature_algorithm,
		    s->artifact->field[PART_TBS].raw, s->artifact->signature_bits);
	if ((verdict == KEY_WRONG || verdict == KEY_MISFIT) && is_another(is, s->artifact))
		return;
	rank = rank_of(is, s->artifact, verdict);
	if (s->best == NULL || rank > s->rank || (rank == s->rank && is_newer(is, s->best))) {
		s->best = is;
		s->verdict = verdict;
		s->rank = rank;
	}
}

const struct issuer *
issuers_find(const struct issuers *set, const struct artifact *a, struct key_work *work, bool verify,
    enum key_verdict *verdict)
{
	struct search s = { a, work, verify, NULL, KEY_UNSUPPORTED, 0 };

	*verdict = KEY_UNSUPPORTED;
	if (set->n == 0)
		return NULL;
	for (struct issuer *is = set->by_name[bucket(a->issuer.raw)]; is != NULL; is = is->next_name)
		if (name_fits(is, a))
			consider(&s, is);
	if (a->aki.key_id.p != NULL)
		for (struct issuer *is = set->by_key[bucket(a->aki.key_id)]; is != NULL; is = is->next_key)
			if (key_fits(is, a) && !name_fits(is, a))
				consider(&s, is);
	*verdict = s.verdict;
	return s.best;
}

bool
issuers_has_root_like(const struct issuers *set, const struct cert_view *cv)
{
	if (set->n == 0)
		return false;
	for (struct issuer *is = set->by_name[bucket(cv->subject.raw)]; is != NULL; is = is->next_name)
		if (span_eq(is->cert.subject.raw, cv->subject.raw) && cert_self_signed(&is->cert) &&
		    span_eq(is->cert.field[PART_SPKI].raw, cv->field[PART_SPKI].raw))
			return true;
	return false;
}
