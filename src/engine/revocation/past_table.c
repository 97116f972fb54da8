/* SPDX-License-Identifier: Apache-2.0 */
/* past_table.c - CRLs and OCSP responses of before are kept, and found by their octets, issuer and scope. */
#include <stdlib.h>

#include "engine/revocation/past_keys.h"

/* ---- by their octets ---- */

#define FNV64_BASIS 14695981039346656037u
#define FNV64_PRIME 1099511628211u

static uint64_t
hash_span(uint64_t h, struct span s)
{
	h = (h ^ s.n) * FNV64_PRIME;
	for (size_t i = 0; i < s.n; i++)
		h = (h ^ s.p[i]) * FNV64_PRIME;
	return h;
}

uint64_t
past_octets_hash(struct span octets)
{
	return hash_span(FNV64_BASIS, octets);
}

/* Of what is large the beginning and the end: there cannot be many. */
#define HASHED 65536

static uint64_t
hash_octets(struct span der)
{
	size_t n = der.n < HASHED ? der.n : HASHED;

	return hash_span(hash_span(FNV64_BASIS ^ der.n, (struct span){ der.p, n }), (struct span){ der.p + der.n - n, der.n > HASHED ? n : 0 });
}

/* What is large is compared piece by piece. */
static bool
same_octets(struct span a, const struct release *of_a, struct span b, const struct release *of_b)
{
	struct release_pace in_a, in_b;

	if (a.n != b.n)
		return false;
	in_a = release_begin(of_a, a.p);
	in_b = release_begin(of_b, b.p);
	for (size_t i = 0, n; i < a.n; i += n) {
		n = a.n - i < RELEASE_STEP ? a.n - i : RELEASE_STEP;
		if (memcmp(a.p + i, b.p + i, n) != 0)
			return false;
		release_behind(&in_a, a.p + i + n);
		release_behind(&in_b, b.p + i + n);
	}
	return true;
}

static const struct past_one *
find_octets(const struct past *p, uint64_t hash, struct span der, const struct release *mapping)
{
	const struct past_one *one = p->table != NULL ? p->table->octets[hash % PAST_BUCKETS] : NULL;

	while (one != NULL && (one->hash != hash || !same_octets(one->is_crl ? one->crl.der : one->ocsp.der,
	    one->release.fn != NULL ? &one->release : NULL, der, mapping)))
		one = one->beside;
	return one;
}

const struct past_one *
past_same(const struct past *p, struct span der, const struct release *mapping)
{
	return p->table != NULL ? find_octets(p, hash_octets(der), der, mapping) : NULL;
}

const struct past_one *
past_response(const struct past *p, const struct ocsp_view *now)
{
	return past_same(p, now->der, NULL);
}

/* ---- CRLs by issuer and scope ---- */

struct past_issuer *
past_issuer_of(const struct past *p, const struct crl_view *cv)
{
	uint32_t alike = name_alike_hash(&cv->issuer);
	struct past_issuer *issuer = p->table != NULL ? p->table->issuer[alike % PAST_BUCKETS] : NULL;

	while (issuer != NULL && (issuer->alike != alike || !name_alike(&issuer->first->crl.issuer, &cv->issuer)))
		issuer = issuer->beside;
	return issuer;
}

bool
past_has_undated(const struct past *p, const struct crl_view *cv)
{
	const struct past_one *one = p->table != NULL ? p->table->undated[name_alike_hash(&cv->issuer) % PAST_BUCKETS] : NULL;

	while (one != NULL && !name_alike(&one->crl.issuer, &cv->issuer))
		one = one->next_of_issuer;
	return one != NULL;
}

/* The same for CRLs that crl_same_scope() finds to be of one. */
static uint64_t
hash_scope(const struct past_issuer *issuer, const struct crl_view *cv)
{
	const struct crl_idp *idp = &cv->idp;
	const struct general_names *full = &idp->point.full;
	uint64_t h = hash_span(FNV64_BASIS, (struct span){ (const uint8_t *)&issuer, sizeof issuer });

	if (((cv->bad_parts | artifact_unseen(cv)) & PARTS1(PART_EXT_IDP)) != 0)
		return cv->by_part[PART_EXT_IDP] != NULL ? hash_span(h, cv->by_part[PART_EXT_IDP]->val) : h;
	h = (h ^ (unsigned)((idp->user_certs == CRL_FLAG_TRUE) | (idp->ca_certs == CRL_FLAG_TRUE) << 1 |
	    (idp->attribute_certs == CRL_FLAG_TRUE) << 2 | (idp->indirect == CRL_FLAG_TRUE) << 3 | idp->point.has_reasons << 4)) * FNV64_PRIME;
	h = hash_span(hash_span(h, idp->point.reasons), idp->point.relative);
	for (unsigned i = 0; i < full->n; i++)
		h = hash_span(h, full->v[i].tlv.raw);
	return h;
}

static struct past_scope *
find_scope(const struct past *p, const struct past_issuer *issuer, uint64_t hash, const struct crl_view *cv)
{
	struct past_scope *scope = p->table->scope[hash % PAST_BUCKETS];

	while (scope != NULL && (scope->hash != hash || scope->issuer != issuer || !crl_same_scope(&scope->first->crl, cv)))
		scope = scope->beside;
	return scope;
}

struct past_scope *
past_scope_of(const struct past *p, const struct past_issuer *issuer, const struct crl_view *cv)
{
	return find_scope(p, issuer, hash_scope(issuer, cv), cv);
}

/* ---- to keep one ---- */

/* NULL: memory is out. */
static struct past_issuer *
issuer_for(struct past *p, struct past_one *one)
{
	struct past_issuer *issuer = past_issuer_of(p, &one->crl), **bucket;

	if (issuer != NULL || (issuer = calloc(1, sizeof *issuer)) == NULL)
		return issuer;
	issuer->alike = name_alike_hash(&one->crl.issuer);
	issuer->first = one;
	bucket = &p->table->issuer[issuer->alike % PAST_BUCKETS];
	issuer->beside = *bucket;
	return *bucket = issuer;
}

static struct past_scope *
scope_for(struct past *p, struct past_issuer *issuer, struct past_one *one)
{
	uint64_t hash = hash_scope(issuer, &one->crl);
	struct past_scope *scope = find_scope(p, issuer, hash, &one->crl), **bucket = &p->table->scope[hash % PAST_BUCKETS];

	if (scope != NULL || (scope = calloc(1, sizeof *scope)) == NULL)
		return scope;
	scope->hash = hash;
	scope->issuer = issuer;
	scope->first = one;
	scope->next = issuer->scope;
	issuer->scope = scope;
	scope->beside = *bucket;
	return *bucket = scope;
}

/* An issuer that has nothing. */
static void
take_back(struct past *p, struct past_issuer *issuer)
{
	p->table->issuer[issuer->alike % PAST_BUCKETS] = issuer->beside;
	free(issuer);
}

static void
put_undated(struct past *p, struct past_one *one)
{
	struct past_one **bucket = &p->table->undated[name_alike_hash(&one->crl.issuer) % PAST_BUCKETS];

	one->next_of_issuer = *bucket;
	*bucket = one;
}

/* One without a thisUpdate, or of an issuer whose name is like no other, comes before no other. */
static bool
put_crl(struct past *p, struct past_one *one)
{
	struct past_issuer *issuer;

	if (!name_alike(&one->crl.issuer, &one->crl.issuer))
		return true;
	if (!one->crl.this_update.ok) {
		put_undated(p, one);
		return true;
	}
	if ((issuer = issuer_for(p, one)) == NULL)
		return false;
	if ((one->scope = scope_for(p, issuer, one)) == NULL) {
		if (issuer->scope == NULL)
			take_back(p, issuer);
		return false;
	}
	one->next_of_issuer = issuer->first != one ? issuer->first : NULL;
	issuer->first = one;
	one->next_of_scope = one->scope->first != one ? one->scope->first : NULL;
	one->scope->first = one;
	*(past_is_delta(&one->crl) ? &one->scope->n_delta : &one->scope->n_complete) += 1;
	/* What was found out of those before is so no longer. */
	atomic_store(&issuer->vouched, 0);
	past_ends_free(atomic_exchange(&issuer->ends, NULL));
	past_keys_free(atomic_exchange(&one->scope->keys, NULL));
	past_series_free(atomic_exchange(&one->scope->series, NULL));
	return true;
}

static void
free_one(struct past_one *one)
{
	arena_free(&one->arena);
	free(one);
}

/* PAST_OK: it is read. */
static enum past_status
read_one(struct past_one *one, struct span der, bool is_crl, bool mapped)
{
	bool read;

	one->is_crl = is_crl;
	atomic_init(&one->vouched, 0);
	atomic_init(&one->signer, NULL);
	read = is_crl ? crl_view_read(&one->crl, der, 0, NULL, mapped ? &one->release : NULL, &one->arena) :
	    ocsp_view_read(&one->ocsp, der, &one->arena);
	if (!read)
		return PAST_NOMEM;
	return (is_crl ? one->crl.readable : one->ocsp.readable) ? PAST_OK : PAST_NEITHER;
}

enum past_status
past_add(struct past *p, struct span der, const struct release *mapping)
{
	bool is_crl = crl_recognise(der);
	struct past_one *one;
	uint64_t hash = hash_octets(der);
	enum past_status status;

	if (!is_crl && !ocsp_recognise(der))
		return PAST_NEITHER;
	if (p->table == NULL && (p->table = calloc(1, sizeof *p->table)) == NULL)
		return PAST_NOMEM;
	if (find_octets(p, hash, der, mapping) != NULL)
		return PAST_OK;
	if ((one = malloc(sizeof *one + (mapping == NULL ? der.n : 0))) == NULL)
		return PAST_NOMEM;
	one->release = mapping != NULL ? *mapping : (struct release){ .fn = NULL };
	if (mapping == NULL) {
		memcpy(one->octets, der.p, der.n);
		der.p = one->octets;
	}
	arena_init(&one->arena);
	one->at = p->n_crl + p->n_ocsp;
	one->hash = hash;
	one->scope = NULL;
	if ((status = read_one(one, der, is_crl, mapping != NULL)) != PAST_OK) {
		if (status == PAST_NEITHER)
			*(is_crl ? &p->n_unreadable_crl : &p->n_unreadable_ocsp) += 1;
		free_one(one);
		return status;
	}
	if (is_crl && !put_crl(p, one)) {
		free_one(one);
		return PAST_NOMEM;
	}
	/* Those known so far are no longer all. */
	if (!is_crl) {
		past_answers_free(atomic_exchange(&p->table->answers, NULL));
		past_revocations_free(atomic_exchange(&p->table->revocations, NULL));
	}
	one->beside = p->table->octets[hash % PAST_BUCKETS];
	p->table->octets[hash % PAST_BUCKETS] = one;
	one->next = p->first;
	p->first = one;
	*(is_crl ? &p->n_crl : &p->n_ocsp) += 1;
	return PAST_OK;
}

static void
free_issuer(struct past_issuer *issuer)
{
	while (issuer->scope != NULL) {
		struct past_scope *next = issuer->scope->next;

		past_keys_free(atomic_load(&issuer->scope->keys));
		past_series_free(atomic_load(&issuer->scope->series));
		free(issuer->scope);
		issuer->scope = next;
	}
	past_ends_free(atomic_load(&issuer->ends));
	free(issuer);
}

void
past_free(struct past *p)
{
	for (size_t i = 0; p->table != NULL && i < PAST_BUCKETS; i++)
		while (p->table->issuer[i] != NULL) {
			struct past_issuer *next = p->table->issuer[i]->beside;

			free_issuer(p->table->issuer[i]);
			p->table->issuer[i] = next;
		}
	if (p->table != NULL) {
		past_answers_free(atomic_load(&p->table->answers));
		past_revocations_free(atomic_load(&p->table->revocations));
	}
	free(p->table);
	p->table = NULL;
	while (p->first != NULL) {
		struct past_one *next = p->first->next;

		free_one(p->first);
		p->first = next;
	}
}
