/* SPDX-License-Identifier: Apache-2.0 */
/* issuer_search.c - which CA certificate issued what is at hand. */
#include "engine/issuer/issuer_pool.h"

#include <stdlib.h>

/* What speaks for a candidate; what stands first outweighs all that follow. */
enum {
	RANK_VERIFIED = 64,		/* its key made the signature */
	RANK_OWN = 32,			/* it is the certificate itself */
	RANK_NAME = 16,
	RANK_ALIKE = 8,			/* its name is equal but for case, string type and blanks */
	RANK_KEY_ID = 4,
	RANK_VALID = 2,			/* it was valid at that time */
	RANK_ROOT = 1			/* of a root and a cross certificate with its key: whose key it is */
};

/* Keys whose verdicts are remembered: as many as are tried for a path. */
#define KEYS_KEPT 64u

struct search {
	const struct issuers *set;
	const struct issued *of;
	struct key_work *work;
	struct arena *arena;
	struct candidate *v;
	size_t n, cap;
	uint32_t key[KEYS_KEPT];	/* the first candidate of each of the last keys that were tried */
	size_t n_key;			/* that were tried */
	struct span settled;		/* the key that made the signature, where no other could be a better one's; else SPAN_NONE */
	bool more;
	bool no_memory;
};

static bool
name_fits(const struct ca *ca, const struct issued *of)
{
	return span_eq(ca->cert->subject.raw, of->artifact->issuer.raw);
}

static bool
key_id_fits(const struct ca *ca, const struct issued *of)
{
	return of->artifact->aki.key_id.p != NULL && ca->cert->ski.p != NULL && span_eq(ca->cert->ski, of->artifact->aki.key_id);
}

static int
rank_of(const struct candidate *c, const struct issued *of)
{
	bool name = name_fits(&c->ca, of);

	return (c->verdict == KEY_VERIFIED ? RANK_VERIFIED : 0) + (c->ca.pooled == NULL ? RANK_OWN : 0) + (name ? RANK_NAME : 0) +
	    (!name && name_alike(&c->ca.cert->subject, &of->artifact->issuer) ? RANK_ALIKE : 0) +
	    (key_id_fits(&c->ca, of) ? RANK_KEY_ID : 0) +
	    (!of->for_path && cert_valid_at(c->ca.cert, of->artifact->begins) ? RANK_VALID : 0) +
	    (c->ca.is_root ? RANK_ROOT : 0);
}

/*
 * Does what is there contradict a candidate whose key did not make the
 * signature?  A CA of the same name with another key, as after a rollover, or
 * of the same key identifier with another name is some other CA.  A CRL is that
 * of the CA to which its key identifier or its name leads, or it is forged: who
 * has two keys has both certificates to give.
 */
static bool
is_another(const struct candidate *c, const struct issued *of)
{
	if ((c->verdict != KEY_WRONG && c->verdict != KEY_MISFIT) || of->artifact->kind == ARTIFACT_CRL)
		return false;
	/* What is asked for as a root is no other CA. */
	if (c->ca.pooled == NULL)
		return false;
	if (of->in_doubt || (c->rank & (RANK_NAME | RANK_ALIKE)) == 0)
		return true;
	return of->artifact->aki.key_id.p != NULL && c->ca.cert->ski.p != NULL && (c->rank & RANK_KEY_ID) == 0;
}

static bool
has_key(const struct candidate *c, const struct cert_view *ca)
{
	return span_eq(c->ca.cert->field[PART_SPKI].raw, ca->field[PART_SPKI].raw);
}

/* Is its subject the name looked for, octet by octet? */
static bool
is_named(const struct issuer *is, const struct issued *of)
{
	return span_eq(is->name, of->artifact->issuer.raw);
}

static bool
is_key_id_named(const struct issuer *is, const struct issued *of)
{
	return of->artifact->aki.key_id.p != NULL && span_eq(is->key_id, of->artifact->aki.key_id);
}

/* Is nobody nearer, if its key made the signature: is it the one that is named, by name and key, or the certificate itself? */
static bool
is_nearest(const struct issuer *is, const struct issued *of)
{
	return is == NULL || (is_named(is, of) && is_key_id_named(is, of));
}

/* Of many CAs of one name those that are not named need not be tried, where one that is has signed. */
static bool
is_needless(const struct search *s, const struct issuer *is, const struct cert_view *ca)
{
	return s->settled.p != NULL && !is_nearest(is, s->of) && !span_eq(ca->field[PART_SPKI].raw, s->settled);
}

/* One before it with the same key, the last one first; NULL: none is remembered. */
static const struct candidate *
of_same_key(const struct search *s, const struct cert_view *ca)
{
	size_t kept = s->n_key < KEYS_KEPT ? s->n_key : KEYS_KEPT;

	if (s->n > 0 && has_key(&s->v[s->n - 1], ca))
		return &s->v[s->n - 1];
	for (size_t i = 0; i < kept; i++)
		if (has_key(&s->v[s->key[i]], ca))
			return &s->v[s->key[i]];
	return NULL;
}

static enum key_verdict
verdict_of(const struct search *s, const struct ca *ca)
{
	const struct artifact *a = s->of->artifact;

	if (!s->of->verify)
		return KEY_UNTRIED;
	if (ca->key == NULL)
		return key_may_sign(ca->cert->spki.id, a->signature_algorithm.id) ? KEY_UNSUPPORTED : KEY_MISFIT;
	return key_verify(s->work, ca->key, &a->signature_algorithm, a->field[PART_TBS].raw, a->signature_bits);
}

static bool
more_room(struct search *s)
{
	size_t cap = s->cap == 0 ? 8 : s->cap * 2;
	struct candidate *v;

	if (s->n < s->cap)
		return true;
	if ((v = arena_array(s->arena, cap, sizeof *v)) == NULL)
		return false;
	if (s->n > 0)
		memcpy(v, s->v, s->n * sizeof *v);
	s->v = v;
	s->cap = cap;
	return true;
}

static void
consider(struct search *s, struct ca ca)
{
	const struct candidate *same = of_same_key(s, ca.cert);
	/* Certificates of one key give one verdict. */
	struct candidate c = { .ca = ca, .verdict = same != NULL ? same->verdict : verdict_of(s, &ca) };

	if (ca.pooled != NULL && ca.pooled->only_signed && c.verdict != KEY_VERIFIED)
		return;
	c.rank = rank_of(&c, s->of);
	if (!more_room(s)) {
		s->no_memory = true;
		return;
	}
	if (same == NULL)
		s->key[s->n_key++ % KEYS_KEPT] = (uint32_t)s->n;
	if (c.verdict == KEY_VERIFIED && is_nearest(ca.pooled, s->of))
		s->settled = ca.cert->field[PART_SPKI].raw;
	s->v[s->n++] = c;
}

static void
consider_pooled(struct search *s, struct issuer *is)
{
	bool full = s->of->most != 0 && s->n == s->of->most;
	const struct issuer_view *v;

	/* It is in the pool as well as at hand. */
	if (s->of->self != NULL && span_eq(is->der, s->of->self->cert->der))
		return;
	if (full && s->settled.p == NULL)
		s->more = true;
	else if ((v = issuer_view(s->set, is)) == NULL)
		s->no_memory = true;
	else if (is_needless(s, is, &v->cert))
		return;
	else if (full)
		s->more = true;
	else if (s->of->most_keys != 0 && s->n_key == s->of->most_keys && of_same_key(s, &v->cert) == NULL)
		s->more = true;
	else
		consider(s, (struct ca){ .cert = &v->cert, .key = v->key, .is_root = issuer_is_root(is, v, s->work), .pooled = is });
}

/* Is it alike, which only its view tells, and not the same? */
static bool
is_alike(const struct issuers *set, struct issuer *is, const struct issued *of, uint32_t like)
{
	const struct issuer_view *v;

	if (is->hash[ISSUERS_BY_LIKENESS] != like || is_named(is, of))
		return false;
	return (v = issuer_view(set, is)) == NULL || name_alike(&v->cert.subject, &of->artifact->issuer);
}

/* Where one of those that are named has signed, those of the others that have its key; else all that this index leads to. */
static struct issuer *
first_of_others(const struct search *s, unsigned *index, uint32_t hash)
{
	if (s->settled.p != NULL) {
		*index = ISSUERS_BY_KEY;
		hash = issuers_hash(s->settled);
	}
	return issuers_first(s->set, *index, hash);
}

/* Of its issuer's name, and with the key that it names. */
static void
consider_nearest(struct search *s)
{
	const struct issued *of = s->of;
	struct issuer *is = of->artifact->aki.key_id.p != NULL ? issuers_first(s->set, ISSUERS_BY_KEY_ID, issuers_hash(of->artifact->aki.key_id)) : NULL;

	for (; is != NULL; is = is->next[ISSUERS_BY_KEY_ID])
		if (is_named(is, of) && is_key_id_named(is, of))
			consider_pooled(s, is);
}

/* Each candidate comes by the first of the indexes that leads to it; those with the key that is named before the others. */
static void
consider_all(struct search *s)
{
	const struct issued *of = s->of;
	uint32_t like = name_alike_hash(&of->artifact->issuer);
	unsigned by = ISSUERS_BY_NAME;
	struct issuer *is;

	consider_nearest(s);
	for (is = first_of_others(s, &by, issuers_hash(of->artifact->issuer.raw)); is != NULL; is = is->next[by])
		if (is_named(is, of) && !is_key_id_named(is, of))
			consider_pooled(s, is);
	by = ISSUERS_BY_LIKENESS;
	for (is = first_of_others(s, &by, like); is != NULL; is = is->next[by])
		if (is_alike(s->set, is, of, like))
			consider_pooled(s, is);
	if (of->artifact->aki.key_id.p == NULL || of->for_path)
		return;
	by = ISSUERS_BY_KEY_ID;
	for (is = first_of_others(s, &by, issuers_hash(of->artifact->aki.key_id)); is != NULL; is = is->next[by])
		if (is_key_id_named(is, of) && !is_named(is, of) && !is_alike(s->set, is, of, like))
			consider_pooled(s, is);
}

/* ---- the choice ---- */

/* The better one first: by rank, then the newer (a renewed CA certificate replaces the old), then by their octets. */
static int
compare(const void *x, const void *y)
{
	const struct candidate *a = x, *b = y;
	const struct cert_view *ca = a->ca.cert, *cb = b->ca.cert;

	if (a->rank != b->rank)
		return a->rank > b->rank ? -1 : 1;
	if (ca->not_before.ok && cb->not_before.ok && ca->not_before.seconds != cb->not_before.seconds)
		return ca->not_before.seconds > cb->not_before.seconds ? -1 : 1;
	if (ca->not_before.ok != cb->not_before.ok)
		return ca->not_before.ok ? -1 : 1;
	return span_order(ca->der, cb->der);
}

/* Those that are another CA's go behind all others; how many are left in front. */
static size_t
part_others(struct search *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++)
		if (!is_another(&s->v[i], s->of)) {
			struct candidate c = s->v[i];

			s->v[i] = s->v[n];
			s->v[n++] = c;
		}
	return n;
}

static bool
is_same_ca(const struct candidate *best, const struct candidate *c)
{
	if (best->ca.pooled == NULL)
		return best == c;
	return span_eq(best->ca.cert->subject.raw, c->ca.cert->subject.raw) &&
	    span_eq(best->ca.cert->field[PART_SPKI].raw, c->ca.cert->field[PART_SPKI].raw);
}

/* The order of twins.  Nothing above a forged root would show that it is forged: beside one that is not, no rule meets it. */
enum twin_class { TWIN_SOUND, TWIN_FORGED, TWIN_NOT_MET, TWIN_CLASSES };

static enum twin_class
class_of(const struct candidate *best, const struct candidate *c)
{
	if ((best->rank & RANK_VALID) != (c->rank & RANK_VALID) || (c->forged && c->ca.is_root && !best->forged))
		return TWIN_NOT_MET;
	return c->forged && !best->forged ? TWIN_FORGED : TWIN_SOUND;
}

bool
issuers_arrange(struct arena *arena, struct issuer_search *s)
{
	struct candidate *v = arena_array(arena, s->n_same, sizeof *v);
	const struct candidate *best = s->twin;
	size_t n = 0;

	if (v == NULL)
		return false;
	while (best->forged && best + 1 < s->twin + s->n_same)
		best++;
	if (best->forged)
		best = s->twin;
	for (enum twin_class class = TWIN_SOUND; class < TWIN_CLASSES; class++) {
		if (class == TWIN_NOT_MET)
			s->n_twin = n;
		for (size_t i = 0; i < s->n_same; i++)
			if (class_of(best, &s->twin[i]) == class)
				v[n++] = s->twin[i];
	}
	s->best = s->twin = v;
	return true;
}

/* The best one and its twins, of n candidates in order. */
static bool
take_twins(struct arena *arena, const struct candidate *v, size_t n, struct issuer_search *found)
{
	if ((found->twin = arena_array(arena, n, sizeof *found->twin)) == NULL)
		return false;
	for (size_t i = 0; i < n; i++)
		if (is_same_ca(v, &v[i]))
			found->twin[found->n_same++] = v[i];
	return issuers_arrange(arena, found);
}

/* Does what was issued lead to it by name and key identifier? */
static bool
is_led_to(const struct candidate *c)
{
	return (c->rank & RANK_NAME) != 0 && (c->rank & RANK_KEY_ID) != 0;
}

/* Those of n candidates in order that it leads to as it does to the first, whose key is another. */
static bool
take_rivals(struct arena *arena, const struct candidate *v, size_t n, struct issuer_search *found)
{
	size_t most = 0;

	if (!is_led_to(v))
		return true;
	for (size_t i = 1; i < n; i++)
		most += is_led_to(&v[i]) && !has_key(&v[i], v->ca.cert);
	if (most == 0)
		return true;
	if ((found->rival = arena_array(arena, most, sizeof *found->rival)) == NULL)
		return false;
	for (size_t i = 1; i < n; i++)
		if (is_led_to(&v[i]) && !has_key(&v[i], v->ca.cert))
			found->rival[found->n_rival++] = &v[i];
	return true;
}

void
issuers_find(const struct issuers *set, const struct issued *of, struct key_work *work, struct arena *arena,
    struct issuer_search *found)
{
	struct search s = { .set = set, .of = of, .work = work, .arena = arena };
	size_t n;

	memset(found, 0, sizeof *found);
	if (of->self != NULL)
		consider(&s, *of->self);
	if (set->n != 0)
		consider_all(&s);
	found->no_memory = s.no_memory;
	found->more = s.more;
	if (s.n == 0 || s.no_memory)
		return;
	n = part_others(&s);
	qsort(s.v, n, sizeof *s.v, compare);
	qsort(s.v + n, s.n - n, sizeof *s.v, compare);
	found->tried = s.v + n;
	found->n_tried = s.n - n;
	if (n != 0)
		found->no_memory = !take_twins(arena, s.v, n, found) || !take_rivals(arena, s.v, n, found);
}

/* Does it name this candidate's key: by its authorityKeyIdentifier, or where that has no key identifier by its name alone? */
static bool
is_key_named(const struct candidate *c, const struct issued *of)
{
	return of->artifact->aki.key_id.p == NULL || (c->rank & RANK_KEY_ID) != 0;
}

/* Does it name the key of one of them? */
static bool
is_any_named(const struct search *s)
{
	size_t i = 0;

	while (i < s->n && !is_key_named(&s->v[i], s->of))
		i++;
	return i < s->n;
}

bool
issuers_deny(const struct issuers *set, const struct issued *of, struct key_work *work, struct arena *arena, const struct cert_view **signer,
    bool *no_memory)
{
	struct search s = { .set = set, .of = of, .work = work, .arena = arena };
	bool wrong = false, untried = false, named;

	if (set->n != 0 && of->verify)
		consider_all(&s);
	*no_memory = s.no_memory;
	if (signer != NULL)
		*signer = NULL;
	named = is_any_named(&s);
	for (size_t i = 0; i < s.n; i++) {
		const struct candidate *c = &s.v[i];
		bool is_wrong = c->verdict == KEY_WRONG || c->verdict == KEY_MISFIT, is_named = is_key_named(c, of);

		if (c->verdict == KEY_VERIFIED) {
			if (signer != NULL)
				*signer = c->ca.cert;
			return false;
		}
		wrong |= is_wrong && (is_named || of->is_of_these);
		untried |= !is_wrong && (is_named || !named);
	}
	return (wrong || s.more) && !untried;
}

bool
issuers_choose(struct candidate *v, size_t n, struct artifact_time when, struct arena *arena, struct issuer_search *found)
{
	memset(found, 0, sizeof *found);
	for (size_t i = 0; i < n; i++)
		v[i].rank = (cert_valid_at(v[i].ca.cert, when) ? RANK_VALID : 0) + (v[i].ca.is_root ? RANK_ROOT : 0);
	if (n == 0)
		return true;
	qsort(v, n, sizeof *v, compare);
	found->no_memory = !take_twins(arena, v, n, found);
	return !found->no_memory;
}

bool
issuers_has_root_like(const struct issuers *set, const struct cert_view *cv, struct key_work *work, bool *no_memory)
{
	uint32_t h = set->n > 0 ? issuers_hash(cv->subject.raw) : 0;

	for (struct issuer *is = issuers_first(set, ISSUERS_BY_NAME, h); is != NULL; is = is->next[ISSUERS_BY_NAME]) {
		const struct issuer_view *v;

		if (!span_eq(is->name, cv->subject.raw))
			continue;
		if ((v = issuer_view(set, is)) == NULL) {
			*no_memory = true;
			return false;
		}
		if (span_eq(v->cert.field[PART_SPKI].raw, cv->field[PART_SPKI].raw) && issuer_is_root(is, v, work) &&
		    !issuer_is_damaged_root(is, v, work))
			return true;
	}
	return false;
}
