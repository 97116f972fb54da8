/* SPDX-License-Identifier: Apache-2.0 */
/* issuers.c - the pool of CA certificates: what is kept of each, and its indexes. */
#include "engine/engine.h"
#include "engine/issuer/issuer_pool.h"

#include <stdlib.h>

#define FEWEST_BUCKETS 64

/* FNV-1a over the octets. */
static uint32_t
hash(struct span s)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < s.n; i++)
		h = (h ^ s.p[i]) * 16777619u;
	return h;
}

static struct issuer **
bucket(const struct issuers *set, unsigned index, uint32_t h)
{
	return &set->bucket[index][(h ^ h >> 16) & (set->n_bucket - 1)];
}

struct issuer *
issuers_first(const struct issuers *set, unsigned index, uint32_t h)
{
	return set->n_bucket != 0 ? *bucket(set, index, h) : NULL;
}

uint32_t
issuers_hash(struct span s)
{
	return hash(s);
}

static void
link_in(struct issuers *set, struct issuer *is)
{
	for (unsigned i = 0; i < ISSUERS_INDEXES; i++) {
		struct issuer **b = bucket(set, i, is->hash[i]);

		if (i == ISSUERS_BY_KEY_ID && is->key_id.p == NULL)
			continue;
		is->next[i] = *b;
		*b = is;
	}
}

/* Twice as many buckets once there are as many certificates. */
static bool
indexes_grow(struct issuers *set)
{
	size_t n = set->n_bucket == 0 ? FEWEST_BUCKETS : set->n_bucket * 2;
	struct issuer **made[ISSUERS_INDEXES];
	bool ok = true;

	if (set->n < set->n_bucket)
		return true;
	for (unsigned i = 0; i < ISSUERS_INDEXES; i++)
		ok = (made[i] = calloc(n, sizeof *made[i])) != NULL && ok;
	for (unsigned i = 0; i < ISSUERS_INDEXES; i++) {
		free(ok ? set->bucket[i] : made[i]);
		if (ok)
			set->bucket[i] = made[i];
	}
	if (!ok)
		return false;
	set->n_bucket = n;
	for (struct issuer *is = set->first; is != NULL; is = is->before)
		link_in(set, is);
	return true;
}

/* The copy's own octets that these of the input are. */
static struct span
moved(struct span s, struct span from, const uint8_t *to)
{
	return s.p != NULL ? (struct span){ to + (s.p - from.p), s.n } : SPAN_NONE;
}

static struct issuer *
issuer_new(const struct cert_view *cv, uint32_t h)
{
	struct issuer *is = malloc(sizeof *is + cv->der.n);

	if (is == NULL)
		return NULL;
	memset(is, 0, sizeof *is);
	memcpy(is->octets, cv->der.p, cv->der.n);
	is->der = (struct span){ is->octets, cv->der.n };
	is->name = moved(cv->subject.raw, cv->der, is->octets);
	is->key_id = moved(cv->ski, cv->der, is->octets);
	is->hash[ISSUERS_BY_OCTETS] = h;
	is->hash[ISSUERS_BY_NAME] = hash(is->name);
	is->hash[ISSUERS_BY_LIKENESS] = name_alike_hash(&cv->subject);
	is->hash[ISSUERS_BY_KEY_ID] = hash(is->key_id);
	is->hash[ISSUERS_BY_KEY] = hash(cv->field[PART_SPKI].raw);
	return is;
}

static bool
has_octets(const struct issuers *set, struct span der, uint32_t h)
{
	for (const struct issuer *is = issuers_first(set, ISSUERS_BY_OCTETS, h); is != NULL;
	    is = is->next[ISSUERS_BY_OCTETS])
		if (span_eq(is->der, der))
			return true;
	return false;
}

/* What stands behind the identifier of an extension, 2.5.29.`last`; nothing where it has none. */
static struct span
behind_extension_id(struct span der, uint8_t last)
{
	const uint8_t id[] = { 0x06, 0x03, 0x55, 0x1d, last };

	for (size_t at = 0; der.n - at >= sizeof id;) {
		const uint8_t *p = memchr(der.p + at, id[0], der.n - at - (sizeof id - 1));

		if (p == NULL)
			break;
		at = (size_t)(p - der.p) + 1;
		if (memcmp(p, id, sizeof id) == 0)
			return span_sub(der, at - 1 + sizeof id, der.n - (at - 1 + sizeof id));
	}
	return SPAN_NONE;
}

/*
 * Most certificates are no CA's, which an octet string search tells without
 * decoding them: they have no basicConstraints, nor keyCertSign in keyUsage (the
 * octets of an Extension: critical, extnValue, BIT STRING, unused bits, bits).
 */
static bool
may_be_ca(struct span der)
{
	struct span ku;

	if (behind_extension_id(der, 0x13).p != NULL)
		return true;
	ku = behind_extension_id(der, 0x0f);
	if (ku.n > 3 && ku.p[0] == 0x01)
		ku = span_sub(ku, 3, ku.n - 3);
	return ku.n > 5 && (ku.p[5] & 0x04) != 0;
}

bool
issuers_wants(const struct issuers *set, struct span der)
{
	struct arena arena;
	struct cert_view cv;
	bool is;

	if (!may_be_ca(der) || has_octets(set, der, hash(der)))
		return false;
	arena_init(&arena);
	is = !cert_view_read(&cv, der, CERT_INPUT_AUTO, &arena) ||
	    (cert_readable(&cv) && !cv.bare_tbs && profile_shows_ca(&cv) && cert_ok(&cv, PART_SUBJECT) && cert_has(&cv, PART_SPKI));
	arena_free(&arena);
	return is;
}

static enum issuers_status
add(struct issuers *set, struct span der, bool other)
{
	uint32_t h = hash(der);
	struct cert_view cv;
	struct issuer *is;

	if (der.n == 0)
		return ISSUERS_NOT_A_CERTIFICATE;
	if (has_octets(set, der, h))
		return ISSUERS_OK;
	arena_reset(&set->arena);
	if (!indexes_grow(set) || !cert_view_read(&cv, der, CERT_INPUT_AUTO, &set->arena))
		return ISSUERS_NOMEM;
	if (!cert_readable(&cv) || cv.bare_tbs || !cert_ok(&cv, PART_SUBJECT) || !cert_has(&cv, PART_SPKI))
		return ISSUERS_NOT_A_CERTIFICATE;
	if (other && profile_shows_ca(&cv))
		return ISSUERS_OK;
	if ((is = issuer_new(&cv, h)) == NULL)
		return ISSUERS_NOMEM;
	is->only_signed = other;
	is->before = set->first;
	set->first = is;
	set->n++;
	link_in(set, is);
	return ISSUERS_OK;
}

enum issuers_status
issuers_add(struct issuers *set, struct span der)
{
	return add(set, der, false);
}

enum issuers_status
issuers_add_other(struct issuers *set, struct span der)
{
	return add(set, der, true);
}

static void
view_free(struct issuer_view *v)
{
	if (v == NULL)
		return;
	key_issuer_free(v->key);
	arena_free(&v->arena);
	free(v);
}

static void
above_free(struct issuer_above *above)
{
	if (above != NULL)
		free(above->older);
	free(above);
}

void
judged_free(struct issuer_judged *j)
{
	for (struct issuer_judged *older; j != NULL; j = older) {
		older = j->older;
		free(j->errors);
		free(j);
	}
}

void
issuers_free(struct issuers *set)
{
	for (struct issuer *is = set->first, *before; is != NULL; is = before) {
		before = is->before;
		view_free(atomic_load(&is->view));
		judged_free(atomic_load(&is->judged));
		above_free(atomic_load(&is->above));
		free(is);
	}
	for (unsigned i = 0; i < ISSUERS_INDEXES; i++)
		free(set->bucket[i]);
	arena_free(&set->arena);
	*set = (struct issuers){ .lib = set->lib };
}

static struct issuer_view *
view_new(const struct key_lib *lib, struct span der)
{
	struct issuer_view *v = calloc(1, sizeof *v);
	bool no_memory = true;

	if (v == NULL)
		return NULL;
	arena_init(&v->arena);
	if (cert_view_read(&v->cert, der, CERT_INPUT_AUTO, &v->arena))
		v->key = key_issuer_new(lib, v->cert.field[PART_SPKI].raw, &no_memory);
	if (!no_memory)
		return v;
	view_free(v);
	return NULL;
}

/* Two workers may make it at the same time; the first one's stays. */
const struct issuer_view *
issuer_view(const struct issuers *set, struct issuer *is)
{
	struct issuer_view *v = atomic_load(&is->view), *none = NULL;

	if (v != NULL || (v = view_new(set->lib, is->der)) == NULL)
		return v;
	if (atomic_compare_exchange_strong(&is->view, &none, v))
		return v;
	view_free(v);
	return none;
}

enum self_issued
self_issued(const struct cert_view *cv, const struct key_issuer *key, struct key_work *work, bool verify)
{
	bool named = cv->aki.key_id.p != NULL && cv->ski.p != NULL, own = named && span_eq(cv->aki.key_id, cv->ski);
	enum key_verdict verdict;

	if (!cert_self_issued(cv))
		return SELF_NOT;
	if (own)
		return SELF_SIGNED;
	verdict = !verify || key == NULL ? KEY_UNTRIED :
	    key_verify(work, key, &cv->signature_algorithm, cv->field[PART_TBS].raw, cv->signature_bits);
	if (verdict == KEY_VERIFIED)
		return SELF_SIGNED;
	if (named)
		return SELF_NOT;
	return verdict == KEY_WRONG || verdict == KEY_MISFIT ? SELF_DOUBTFUL : SELF_SIGNED;
}

bool
issuer_is_root(struct issuer *is, const struct issuer_view *v, struct key_work *work)
{
	int known = atomic_load(&is->self);

	if (known == 0) {
		known = 1 + (int)self_issued(&v->cert, v->key, work, cert_ok(&v->cert, PART_SIGNATURE_VALUE));
		if (!key_work_failed(work))
			atomic_store(&is->self, known);
	}
	return known == 1 + (int)SELF_SIGNED;
}

static enum key_verdict
own_verdict(struct issuer *is, const struct issuer_view *v, struct key_work *work)
{
	const struct artifact *a = &v->cert.artifact;
	enum key_verdict verdict = KEY_UNTRIED;
	int known = atomic_load(&is->own_verdict);

	if (known != 0)
		return (enum key_verdict)(known - 1);
	if (v->key != NULL && artifact_ok(a, PART_SIGNATURE_VALUE))
		verdict = key_verify(work, v->key, &a->signature_algorithm, artifact_part_span(a, PART_TBS), a->signature_bits);
	if (!key_work_failed(work))
		atomic_store(&is->own_verdict, 1 + (int)verdict);
	return verdict;
}

bool
issuer_is_damaged_root(struct issuer *is, const struct issuer_view *v, struct key_work *work)
{
	enum key_verdict verdict = own_verdict(is, v, work);

	return verdict == KEY_WRONG || verdict == KEY_MISFIT;
}

bool
issuer_is_signed_root(struct issuer *is, const struct issuer_view *v, struct key_work *work)
{
	return own_verdict(is, v, work) == KEY_VERIFIED;
}
