/* SPDX-License-Identifier: Apache-2.0 */
/* issuing.c - who issued what is at hand: itself, a CA of the pool, or nobody who is known. */
#include "engine/issuer/issuer_pool.h"

#include <stdlib.h>

#include "engine/engine.h"

/* Of a CRL whose two AlgorithmIdentifiers differ nobody knows with which it was signed: that they differ is the fault. */
static bool
has_one_algorithm(const struct artifact *a)
{
	return a->kind != ARTIFACT_CRL || span_eq(a->signature.raw, a->signature_algorithm.raw);
}

bool
has_filler(const struct artifact *a)
{
	return artifact_ok(a, PART_SIGNATURE_VALUE) && key_signature_is_filler(a->signature_bits);
}

static bool
has_signature(const struct artifact *a)
{
	return has_one_algorithm(a) && artifact_ok(a, PART_SIGNATURE_VALUE);
}

/* What is unsigned, or says so, has no signature to try. */
static bool
is_signed(const struct smimelint_run *run)
{
	const struct artifact *a = run->artifact;

	return !run->ctx->tbs && has_signature(a) && !has_filler(a);
}

bool
has_dummy(struct smimelint_run *run, const struct artifact *a)
{
	return key_signature_is_dummy(run->key, &a->signature_algorithm, artifact_part_span(a, PART_TBS), a->signature_bits);
}

enum self_issued
issuer_ask_self(struct smimelint_run *run)
{
	const struct cert_view *cv = &run->cert;
	enum self_issued self;
	bool no_memory = false;

	if (!cert_self_issued(cv) || !cert_has(cv, PART_SPKI))
		return SELF_NOT;
	if (run->own_key == NULL)
		run->own = run->own_key = key_issuer_new(run->ctx->lib, cv->field[PART_SPKI].raw, &no_memory);
	else if (key_issuer_read(run->own_key, run->ctx->lib, cv->field[PART_SPKI].raw, &no_memory))
		run->own = run->own_key;
	run->arena.failed |= no_memory;
	/* What is asked for as a root is its own issuer, whatever it names. */
	if (run->ctx->kind == KIND_ROOT)
		return SELF_SIGNED;
	self = self_issued(cv, run->own, run->key, is_signed(run));
	return self == SELF_DOUBTFUL && is_signed(run) && has_dummy(run, run->artifact) ? self_issued(cv, run->own, run->key, false) : self;
}

bool
issuer_has_root_like(struct smimelint_run *run)
{
	bool no_memory = false, has = issuers_has_root_like(&run->ctx->issuers, &run->cert, run->key, &no_memory);

	run->arena.failed |= no_memory;
	return has;
}

/* Are there candidates, and none whose key made the signature? */
static bool
is_refuted(const struct issuer_search *s)
{
	return s->best != NULL ? s->best->verdict == KEY_WRONG || s->best->verdict == KEY_MISFIT : s->n_tried > 0;
}

static void
find(struct smimelint_run *run, const struct issued *of, struct issuer_search *found)
{
	issuers_find(&run->ctx->issuers, of, run->key, &run->arena, found);
	run->arena.failed |= found->no_memory;
}

void
issuer_find(struct smimelint_run *run)
{
	struct ca own = { .cert = &run->cert, .key = run->own, .is_root = true };
	struct issued of = { .artifact = run->artifact, .verify = is_signed(run), .in_doubt = run->profile.rollover };

	if (run->profile.self_signed)
		of.self = &own;
	else if (run->ctx->issuers.n == 0 && !run->ctx->issuers_sought)
		return;
	find(run, &of, &run->issuer);
	/* Where none made the signature, and a dummy key did, what else speaks for them counts. */
	if (of.verify && is_refuted(&run->issuer) && has_dummy(run, run->artifact)) {
		of.verify = false;
		find(run, &of, &run->issuer);
	}
	issuer_settle(run, &run->issuer);
	run->issuer_state = run->issuer.best != NULL ? ISSUER_FOUND : ISSUER_NOT_FOUND;
}

/* ---- the paths above it ---- */

#define MOST_PATHS 32
#define MAX_LENGTH 64		/* CA certificates */
#define MOST_ABOVE 512		/* CA certificates that may have issued one */
#define MOST_KEYS 64		/* of those: each is tried */
#define MOST_STEPS 1024		/* from one CA certificate to the next, for one result */

/* Going up from one CA certificate. */
struct ascent {
	struct smimelint_run *run;
	struct issuer *on[MAX_LENGTH];	/* the path so far */
	size_t n, n_path;
	struct ca_paths *paths;
	struct ca_path **last;
};

/*
 * Does a self-issued one leave open whose key signed it?  Without key identifiers
 * it may be of a rollover from a key whose certificate is not here.
 */
static bool
is_in_doubt(const struct cert_view *ca)
{
	return cert_self_issued(ca) && (ca->aki.key_id.p == NULL || ca->ski.p == NULL);
}

/* In doubt, and no key that is here made its signature. */
static bool
is_of_unknown_key(const struct issued *of, const struct issuer_search *found)
{
	return of->in_doubt && of->verify && !found->more && found->best == NULL;
}

/*
 * Has it the name of a CA that is here, and nothing that says that another one is
 * meant, and that one's key did not sign it?  Just then it breaks
 * rfc5280.signature.wrong beside that CA's certificate.
 */
static bool
is_forged(const struct issuer_search *found)
{
	return !found->more && found->best != NULL && is_refuted(found);
}

/* No path leads through a CA certificate whose signature is none of its issuer's. */
static bool
is_refuted_above(const struct issuer_search *found)
{
	return found->best == NULL || found->more || is_refuted(found);
}

/* Above a root is none. */
static struct issuer_above *
above_root_new(struct smimelint_run *run, struct issuer *is, const struct issuer_view *root)
{
	bool damaged = issuer_is_damaged_root(is, root, run->key), signs = issuer_is_signed_root(is, root, run->key);
	struct issuer_above *above = key_work_failed(run->key) ? NULL : malloc(sizeof *above);

	if (above != NULL)
		*above = (struct issuer_above){ .pool = run->ctx->issuers.n, .root = true, .doubtful = damaged, .vouched = signs };
	return above;
}

/* Does nothing in it keep a path from being valid, whatever is above?  Of many that lead up those that it may lead by come first. */
static bool
looks_sound(const struct cert_view *ca)
{
	return ca->version == 2 && ca->bc.ca && (!cert_has(ca, PART_EXT_KU) || (ca->ku.bits & KU_KEY_CERT_SIGN) != 0);
}

/* The better one first, and of those that look sound before the others. */
static void
take_above(struct issuer_above *above, const struct issuer_search *found)
{
	size_t n = 0;

	for (int sound = 1; sound >= 0; sound--)
		for (size_t i = 0; i < above->n; i++)
			if (looks_sound(found->twin[i].ca.cert) == (sound != 0))
				above->v[n++] = found->twin[i].ca.pooled;
}

static struct issuer_above *
above_new(struct smimelint_run *run, const struct cert_view *ca)
{
	struct issued of = { .artifact = &ca->artifact, .verify = has_signature(&ca->artifact), .in_doubt = is_in_doubt(ca),
		.for_path = true, .most_keys = MOST_KEYS, .most = MOST_ABOVE };
	struct issuer_search found;
	struct issuer_above *above;
	size_t n;

	find(run, &of, &found);
	if (found.no_memory || key_work_failed(run->key))
		return NULL;
	n = is_refuted_above(&found) ? 0 : found.n_twin;
	if ((above = malloc(sizeof *above + n * sizeof *above->v)) == NULL)
		return NULL;
	*above = (struct issuer_above){ .pool = run->ctx->issuers.n, .more = found.more, .doubtful = is_of_unknown_key(&of, &found),
		.refuted = is_forged(&found), .vouched = n > 0 && found.best->verdict == KEY_VERIFIED, .n = n };
	take_above(above, &found);
	return above;
}

/*
 * The CA certificates of the pool that issued this one, and whether its
 * signature is none of theirs.  Two workers may ask at
 * the same time; the first one's answer stays.  While the pool grows no worker
 * is at work, so that of two answers before the last nobody has the older one.
 */
static const struct issuer_above *
above(struct smimelint_run *run, struct issuer *is, const struct issuer_view *v)
{
	struct issuer_above *known = atomic_load(&is->above), *made;

	if (known != NULL && known->pool == run->ctx->issuers.n)
		return known;
	made = issuer_is_root(is, v, run->key) ? above_root_new(run, is, v) : above_new(run, &v->cert);
	if (made == NULL) {
		run->arena.failed = true;
		return NULL;
	}
	made->older = known;
	if (!atomic_compare_exchange_strong(&is->above, &known, made)) {
		free(made);
		return known;
	}
	if (known != NULL) {
		free(known->older);
		known->older = NULL;
	}
	return made;
}

bool
issuer_is_forged(struct smimelint_run *run, struct issuer *is, const struct issuer_view *v)
{
	const struct issuer_above *up;

	if (has_filler(&v->cert.artifact))
		return true;
	up = above(run, is, v);
	return up != NULL && (up->refuted || (up->root && up->doubtful));
}

bool
issuer_is_vouched(struct smimelint_run *run, struct issuer *is, const struct issuer_view *v)
{
	const struct issuer_above *up = above(run, is, v);

	return up != NULL && up->vouched;
}

static bool
is_forged_twin(struct smimelint_run *run, const struct candidate *c)
{
	const struct issuer_view *v = c->ca.pooled != NULL ? issuer_view(&run->ctx->issuers, c->ca.pooled) : NULL;

	return v != NULL && issuer_is_forged(run, c->ca.pooled, v);
}

/* ---- the certificates of the issuer ---- */

void
issuer_settle(struct smimelint_run *run, struct issuer_search *s)
{
	struct ca_says says;
	bool any = false;

	if (s->best == NULL)
		return;
	for (size_t i = 0; s->n_same > 1 && i < s->n_same; i++)
		any |= s->twin[i].forged = is_forged_twin(run, &s->twin[i]);
	if (any && !issuers_arrange(&run->arena, s))
		return;
	says = ca_say_together(run, s);
	for (size_t i = 0; i < s->n_same; i++)
		s->twin[i].ca.says = says;
}

/* A certificate is on a path once (RFC 5280 6.1), the one at hand as well. */
static bool
is_on(const struct ascent *a, const struct issuer *is)
{
	for (size_t i = 0; i < a->n; i++)
		if (a->on[i] == is)
			return true;
	return span_eq(is->der, a->run->artifact->der);
}

static void
end_path(struct ascent *a, const struct issuer_above *up)
{
	struct ca_path *p = arena_take(&a->run->arena, sizeof *p + a->n * sizeof *p->ca);
	struct ca_path_memo *memo = arena_take(&a->run->arena, sizeof *memo);

	if (p == NULL || memo == NULL)
		return;
	p->memo = memo;
	p->next = NULL;
	p->circular = up != NULL && up->n > 0;
	p->refuted = up != NULL && up->refuted;
	p->rooted = up != NULL && up->root;
	p->doubtful = up != NULL && up->doubtful;
	p->n = a->n;
	for (size_t i = 0; i < a->n; i++)
		p->ca[i] = &issuer_view(&a->run->ctx->issuers, a->on[i])->cert;
	*a->last = p;
	a->last = &p->next;
	a->n_path++;
}

/* Do the same certificates stand above both? */
static bool
same_above(const struct issuer_above *a, const struct issuer_above *b)
{
	return a->more == b->more && a->root == b->root && a->refuted == b->refuted && a->doubtful == b->doubtful && a->n == b->n &&
	    memcmp(a->v, b->v, a->n * sizeof *a->v) == 0;
}

/*
 * Is one before the i-th of those above like it in all that paths rest on, and
 * what leads up from it?  Then so are the paths through both: renewed
 * certificates of a CA, say.
 */
static bool
is_like_one_before(struct ascent *a, const struct issuer_above *up, size_t i)
{
	const struct issuers *set = &a->run->ctx->issuers;
	const struct issuer_view *v = issuer_view(set, up->v[i]), *w;
	const struct issuer_above *own = NULL, *other;
	struct artifact_time when = a->run->artifact->begins;

	for (size_t k = 0; v != NULL && k < i; k++) {
		if ((w = issuer_view(set, up->v[k])) == NULL || is_on(a, up->v[k]) || !issuer_is_alike(&v->cert, &w->cert) ||
		    cert_valid_at(&v->cert, when) != cert_valid_at(&w->cert, when))
			continue;
		if (own == NULL && (own = above(a->run, up->v[i], v)) == NULL)
			return false;
		if ((other = above(a->run, up->v[k], w)) != NULL && same_above(own, other))
			return true;
	}
	return false;
}

/* A path ends at a root, or where nothing above is known. */
static void
climb(struct ascent *a, struct issuer *is)
{
	const struct issuer_view *v = issuer_view(&a->run->ctx->issuers, is);
	const struct issuer_above *up;
	bool went;

	if (v == NULL) {
		a->run->arena.failed = true;
		return;
	}
	a->on[a->n++] = is;
	up = above(a->run, is, v);
	went = up != NULL && up->more;
	a->paths->more |= went;
	for (size_t i = 0; up != NULL && i < up->n; i++) {
		if (is_on(a, up->v[i]) || is_like_one_before(a, up, i))
			continue;
		went = true;
		if (a->n == MAX_LENGTH || a->n_path == MOST_PATHS || a->run->n_climbed++ >= MOST_STEPS) {
			a->paths->more = true;
			break;
		}
		climb(a, up->v[i]);
	}
	if (!went)
		end_path(a, up);
	a->n--;
}

/* Begins it with one of the issuer's that nobody signed, as far as its octets tell, beside one of which that is not so? */
static bool
is_outdone(const struct issuer_search *s, const struct ca_path *p)
{
	for (size_t i = 0; i < s->n_twin; i++)
		if (s->twin[i].ca.cert == p->ca[0])
			return !p->refuted && !issuers_counts(s, &s->twin[i]);
	return false;
}

/* Of a root path validation takes the name and the key, whenever it ends (RFC 5280 6.1.1 d). */
static bool
path_valid_at(const struct ca_path *p, struct artifact_time when)
{
	for (size_t i = 0; i + p->rooted < p->n; i++)
		if (!cert_valid_at(p->ca[i], when))
			return false;
	return true;
}

/* Where some path was valid then, those that were not stand apart. */
static void
part_expired(const struct issuer_search *s, struct ca_paths *paths, struct artifact_time when)
{
	const struct ca_path *p = paths->first;
	struct ca_path **ended = &paths->ended;

	while (p != NULL && (p->refuted || is_outdone(s, p) || !path_valid_at(p, when)))
		p = p->next;
	if (p == NULL)
		return;
	for (struct ca_path **at = &paths->first; *at != NULL;) {
		if (path_valid_at(*at, when)) {
			at = &(*at)->next;
			continue;
		}
		*ended = *at;
		*at = (*at)->next;
		ended = &(*ended)->next;
	}
	*ended = NULL;
}

/* Where some path ends, those that only come round to themselves are none. */
static void
drop_circular(const struct issuer_search *s, struct ca_paths *paths)
{
	const struct ca_path *p = paths->first;

	while (p != NULL && (p->circular || is_outdone(s, p)))
		p = p->next;
	if (p == NULL)
		return;
	for (struct ca_path **at = &paths->first; *at != NULL;)
		if ((*at)->circular)
			*at = (*at)->next;
		else
			at = &(*at)->next;
}

/* Does this path end with a root whose name and key the other's last one has, with the same certificates below? */
static bool
ends_beside(const struct ca_path *p, const struct ca_path *root)
{
	const struct cert_view *last = p->ca[p->n - 1], *other;

	if (!root->rooted || root->doubtful || root->n != p->n || memcmp(p->ca, root->ca, (p->n - 1) * sizeof *p->ca) != 0)
		return false;
	other = root->ca[root->n - 1];
	return span_eq(last->subject.raw, other->subject.raw) && span_eq(last->field[PART_SPKI].raw, other->field[PART_SPKI].raw);
}

/* One that its own key did not sign is no root beside that key's own: what it allows nobody has said. */
static void
drop_forged_roots(struct ca_paths *paths)
{
	for (struct ca_path **at = &paths->first; *at != NULL;) {
		const struct ca_path *root = (*at)->doubtful ? paths->first : NULL;

		while (root != NULL && !ends_beside(*at, root))
			root = root->next;
		if (root != NULL)
			*at = (*at)->next;
		else
			at = &(*at)->next;
	}
}

const struct ca_paths *
issuer_paths(struct smimelint_run *run)
{
	struct ascent a = { .run = run };

	if (run->paths != NULL || (a.paths = arena_take(&run->arena, sizeof *a.paths)) == NULL)
		return run->paths;
	*a.paths = (struct ca_paths){ .n_issuer = run->issuer.n_twin, .all = a.paths };
	a.last = &a.paths->first;
	for (size_t i = 0; i < run->issuer.n_twin; i++) {
		a.n_path = 0;
		climb(&a, run->issuer.twin[i].ca.pooled);
	}
	drop_circular(&run->issuer, a.paths);
	drop_forged_roots(a.paths);
	part_expired(&run->issuer, a.paths, run->artifact->begins);
	return run->paths = a.paths;
}

/* Those of a list that begin with this certificate; NULL: with any that somebody may have signed. */
static struct ca_path *
copy_from(struct smimelint_run *run, const struct ca_path *list, const struct cert_view *ca)
{
	struct ca_path *own = NULL, **last = &own;

	for (const struct ca_path *p = list; p != NULL; p = p->next) {
		size_t n = sizeof *p + p->n * sizeof *p->ca;

		if (ca != NULL ? p->ca[0] != ca : is_outdone(&run->issuer, p))
			continue;
		if ((*last = arena_take(&run->arena, n)) == NULL)
			break;
		memcpy(*last, p, n);
		(*last)->next = NULL;
		last = &(*last)->next;
	}
	return own;
}

static const struct ca_paths *
paths_from(struct smimelint_run *run, const struct cert_view *ca, size_t n_issuer)
{
	const struct ca_paths *all = issuer_paths(run);
	struct ca_paths *own = arena_take(&run->arena, sizeof *own);

	if (all == NULL || own == NULL)
		return NULL;
	*own = (struct ca_paths){ .n_issuer = n_issuer, .more = all->more, .all = all };
	own->first = copy_from(run, all->first, ca);
	own->ended = copy_from(run, all->ended, ca);
	return own;
}

const struct ca_paths *
issuer_paths_of(struct smimelint_run *run, const struct candidate *twin)
{
	const struct issuer_search *s = &run->issuer;
	size_t i = (size_t)(twin - s->twin);

	if (run->paths_of == NULL) {
		if ((run->paths_of = arena_array(&run->arena, s->n_twin, sizeof *run->paths_of)) == NULL)
			return NULL;
		for (size_t k = 0; k < s->n_twin; k++)
			run->paths_of[k] = NULL;
	}
	if (run->paths_of[i] == NULL)
		run->paths_of[i] = paths_from(run, twin->ca.cert, 1);
	return run->paths_of[i];
}

const struct ca_paths *
issuer_paths_signed(struct smimelint_run *run)
{
	const struct issuer_search *s = &run->issuer;

	for (size_t i = 0; run->paths_signed == NULL && i < s->n_twin; i++)
		if (!issuers_counts(s, &s->twin[i]))
			run->paths_signed = paths_from(run, NULL, s->n_twin);
	return run->paths_signed != NULL ? run->paths_signed : issuer_paths(run);
}
