/* SPDX-License-Identifier: Apache-2.0 */
/* past_keys.c - the CRLs of one scope are put together by their keys. */
#include "engine/revocation/past_keys.h"

#include <stdlib.h>

#include "engine/revocation/past_place.h"
#include "x509/revocation/crl_walk.h"

/* ---- which are of which key ---- */

static struct span
signed_by(const struct cert_view *signer)
{
	return signer != NULL ? signer->field[PART_SPKI].raw : SPAN_NONE;
}

/* False: it is not among those that are put together in this way. */
static bool
key_of(enum past_way way, const struct crl_view *cv, const struct cert_view *signer, struct span *key)
{
	*key = way == PAST_SIGNED_BY ? signed_by(signer) : way == PAST_SIGNED_NAMING || way == PAST_UNKNOWN_NAMING ? cv->aki.key_id : SPAN_NONE;
	if (way == PAST_ANY)
		return true;
	return (signer != NULL) == (way == PAST_SIGNED_BY || way == PAST_SIGNED_NAMING);
}

int
past_key_order(struct span a, struct span b)
{
	return a.p == NULL || b.p == NULL ? (a.p != NULL) - (b.p != NULL) : span_order(a, b);
}

static int
place_order(size_t a, size_t b)
{
	return (a > b) - (a < b);
}

static int
number_order(const void *a, const void *b)
{
	const struct past_numbered *x = a, *y = b;
	int order = crl_serial_order(x->number, y->number);

	return order != 0 ? order : place_order(x->at, y->at);
}

static int
numbered_order(const void *a, const void *b)
{
	const struct past_numbered *x = a, *y = b;
	int order = past_key_order(x->key, y->key);

	return order != 0 ? order : number_order(x, y);
}

static int
keyed_order(const void *a, const void *b)
{
	const struct past_keyed *x = a, *y = b;
	int order = past_key_order(x->key, y->key);

	return order != 0 ? order : place_order(x->at, y->at);
}

/* ---- what of each and those before it is the most ---- */

/* The one at `at` has the higher number; one without a number is lower than those that have one. */
static bool
is_higher(const struct past_kind *k, size_t at, size_t than)
{
	const struct crl_view *a = &k->v[at]->crl, *b = &k->v[than]->crl;

	return a->number.p != NULL && (b->number.p == NULL || past_number_order(a, b) > 0);
}

static bool
is_longer(const struct past_kind *k, size_t at, size_t than)
{
	struct artifact_time a = k->v[at]->crl.next_update, b = k->v[than]->crl.next_update;

	return a.ok && (!b.ok || a.seconds > b.seconds);
}

static void
note_most(const struct past_kind *k, struct past_keyed *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		bool first = i == 0 || past_key_order(v[i - 1].key, v[i].key) != 0;

		v[i].highest = first || is_higher(k, v[i].at, v[i - 1].highest) ? v[i].at : v[i - 1].highest;
		v[i].longest = first || is_longer(k, v[i].at, v[i - 1].longest) ? v[i].at : v[i - 1].longest;
	}
}

/* They stand in the order of their kind. */
static void
note_high(const struct past_kind *k, struct past_high *v, size_t n)
{
	for (size_t i = 0, high = 0, next = 0; i < n; i++) {
		bool same = span_eq(v[i].key, v[high].key);

		if (is_higher(k, v[i].at, v[high].at)) {
			next = same ? next : high;
			high = i;
		} else if (!same && (next == high || is_higher(k, v[i].at, v[next].at))) {
			next = i;
		}
		/* The first of all is the highest, and none has another key. */
		if (next != high && span_eq(v[next].key, v[high].key))
			next = high;
		v[i].highest = high;
		v[i].next = next;
	}
}

static void
note_other(struct past_numbered *v, size_t n)
{
	for (size_t i = n > 0 ? n - 1 : 0; i-- > 0;)
		if (span_eq(v[i].number, v[i + 1].number))
			v[i].other = span_eq(v[i].key, v[i + 1].key) ? v[i + 1].other : i + 1;
}

/* ---- all of it ---- */

static bool
make_room(struct past_keys_of_way *w, size_t n)
{
	w->keyed = calloc(n, sizeof *w->keyed);
	w->numbered = calloc(n, sizeof *w->numbered);
	w->high = calloc(n, sizeof *w->high);
	w->same = calloc(n, sizeof *w->same);
	return w->keyed != NULL && w->numbered != NULL && w->high != NULL && w->same != NULL;
}

/* One of the kind; they come as they stand in it. */
static void
put(struct past_keys_of_way *w, struct span key, size_t at)
{
	w->keyed[w->n++] = (struct past_keyed){ .key = key, .at = at };
	if (key.p != NULL)
		w->high[w->n_high++] = (struct past_high){ .key = key, .at = at };
}

/* … with a number. */
static void
put_numbered(struct past_keys_of_way *w, struct span key, struct span number, size_t at)
{
	const struct past_numbered one = { .key = key, .number = der_magnitude(number), .at = at };

	w->numbered[w->n_numbered++] = one;
	if (key.p != NULL)
		w->same[w->n_same++] = one;
}

static void
sort(void *v, size_t n, size_t size, int (*order)(const void *, const void *))
{
	if (n > 1)
		qsort(v, n, size, order);
}

static void
put_in_order(const struct past_kind *k, struct past_keys_of_way *w)
{
	sort(w->keyed, w->n, sizeof *w->keyed, keyed_order);
	sort(w->numbered, w->n_numbered, sizeof *w->numbered, numbered_order);
	sort(w->same, w->n_same, sizeof *w->same, number_order);
	note_most(k, w->keyed, w->n);
	note_high(k, w->high, w->n_high);
	note_other(w->same, w->n_same);
}

/* Did its issuer sign it, as far as can be told? */
static bool
is_vouched(const struct known_asked *asked, const struct past_one *one)
{
	return asked->vouched_crl == NULL || asked->vouched_crl(asked->arg, one);
}

static void
put_one(struct past_keys_of_kind *to, const struct known_asked *asked, size_t at)
{
	const struct past_one *one = to->kind->v[at];
	const struct cert_view *signer = past_signer(asked, one);
	struct span key;

	for (enum past_way w = 0; w < PAST_WAYS; w++) {
		if (!key_of(w, &one->crl, signer, &key))
			continue;
		put(&to->way[w], key, at);
		if (one->crl.number.p != NULL)
			put_numbered(&to->way[w], key, one->crl.number, at);
	}
}

/* False: memory is out. */
static bool
make_kind(const struct past_kind *k, const struct known_asked *asked, struct past_keys_of_kind *to)
{
	to->kind = k;
	for (enum past_way w = 0; w < PAST_WAYS; w++)
		if (!make_room(&to->way[w], k->n + 1))
			return false;
	for (size_t i = 0; i < k->n; i++)
		if (is_vouched(asked, k->v[i]))
			put_one(to, asked, i);
	for (enum past_way w = 0; w < PAST_WAYS; w++)
		put_in_order(k, &to->way[w]);
	return true;
}

/* Is it of the key of one of those that are later? */
static bool
is_gone_on_with(const struct past_keys *keys, const struct known_asked *asked, const struct past_one *one)
{
	size_t i = 0;

	while (i < keys->n_last && past_other_key(&one->crl, past_signer(asked, one), &keys->last[i]->crl, past_signer(asked, keys->last[i])))
		i++;
	return i < keys->n_last;
}

static void
take_last_of_each(struct past_keys *keys, const struct known_asked *asked)
{
	const struct past_keys_of_way *any = &keys->complete.way[PAST_ANY];

	for (size_t i = any->n; i > 0; i--) {
		const struct past_one *one = keys->complete.kind->v[any->keyed[i - 1].at];

		if (is_gone_on_with(keys, asked, one))
			continue;
		if (keys->n_last == sizeof keys->last / sizeof *keys->last) {
			keys->more_last = true;
			return;
		}
		keys->last[keys->n_last++] = one;
	}
}

static void
free_kind(struct past_keys_of_kind *k)
{
	for (enum past_way w = 0; w < PAST_WAYS; w++) {
		free(k->way[w].keyed);
		free(k->way[w].numbered);
		free(k->way[w].high);
		free(k->way[w].same);
	}
}

void
past_keys_free(struct past_keys *keys)
{
	while (keys != NULL) {
		struct past_keys *older = keys->older;

		free_kind(&keys->complete);
		free_kind(&keys->delta);
		free(keys);
		keys = older;
	}
}

static struct past_keys *
make(const struct past_series *s, const struct known_asked *asked, size_t known)
{
	struct past_keys *keys = calloc(1, sizeof *keys);

	if (keys == NULL || !make_kind(&s->complete, asked, &keys->complete) || !make_kind(&s->delta, asked, &keys->delta)) {
		past_keys_free(keys);
		return NULL;
	}
	keys->known = known;
	take_last_of_each(keys, asked);
	return keys;
}

/* Several may make them at once: the first one's stay. */
const struct past_keys *
past_keys_of(struct past_scope *scope, const struct known_asked *asked, struct arena *arena)
{
	size_t known = atomic_load(&scope->issuer->vouched);
	struct past_keys *found = atomic_load(&scope->keys), *made;
	const struct past_series *s;

	if (found != NULL && found->known == known)
		return found;
	if ((s = past_series_of(scope)) == NULL || (made = make(s, asked, known)) == NULL) {
		arena->failed = true;
		return NULL;
	}
	made->older = found;
	if (atomic_compare_exchange_strong(&scope->keys, &found, made))
		return made;
	made->older = NULL;
	past_keys_free(made);
	return found;
}
