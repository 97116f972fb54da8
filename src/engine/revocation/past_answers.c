/* SPDX-License-Identifier: Apache-2.0 */
/* past_answers.c - the answers of OCSP responses of before: each is found by its CertID. */
#include "engine/revocation/past.h"

#include <stdlib.h>

static int
cert_id_order(const struct ocsp_single *a, const struct ocsp_single *b)
{
	int order = span_order(a->serial, b->serial);

	if (order == 0)
		order = (a->hash > b->hash) - (a->hash < b->hash);
	if (order == 0)
		order = span_order(a->key_hash, b->key_hash);
	return order != 0 ? order : span_order(a->name_hash, b->name_hash);
}

/* Of two answers of one moment the one that is good for longer: in whatever order they were given. */
static bool
is_later(const struct ocsp_single *a, const struct ocsp_single *b)
{
	if (a->this_update.seconds != b->this_update.seconds)
		return a->this_update.seconds > b->this_update.seconds;
	return a->next_update.ok && (!b->next_update.ok || a->next_update.seconds > b->next_update.seconds);
}

static int
response_order(const struct past_one *a, const struct past_one *b)
{
	int64_t x = a->ocsp.produced_at.ok ? a->ocsp.produced_at.seconds : INT64_MIN, y = b->ocsp.produced_at.ok ? b->ocsp.produced_at.seconds : INT64_MIN;

	if (x != y)
		return x > y ? -1 : 1;
	if (a->hash != b->hash)
		return a->hash > b->hash ? -1 : 1;
	return a->at > b->at ? -1 : 1;
}

/* The later one first; of equals, that of the response that was produced last, and the first in it. */
static int
later_order(const struct past_answer *a, const struct past_answer *b)
{
	if (is_later(a->single, b->single))
		return -1;
	if (is_later(b->single, a->single))
		return 1;
	if (a->in != b->in)
		return response_order(a->in, b->in);
	return (a->single > b->single) - (a->single < b->single);
}

static int
answer_order(const void *a, const void *b)
{
	const struct past_answer *x = a, *y = b;
	int order = cert_id_order(x->single, y->single);

	return order != 0 ? order : later_order(x, y);
}

void
past_answers_free(struct past_answers *all)
{
	if (all != NULL) {
		free(all->v);
		free(all->undated);
	}
	free(all);
}

/* Among how many other responses does that of the i-th come next, of its CertID, which ends at `end`? */
static size_t
place_behind(const struct past_answer *v, size_t i, size_t end)
{
	size_t k = 0, at = i + 1;

	while (at < end && v[at].in != v[i].in && k < PAST_MOST_LEFT_OUT)
		at = v[i + 1].beyond[k++];
	return at < end ? k : PAST_MOST_LEFT_OUT;
}

/* From the last one on: what is behind each is what is behind the next, without its own response. */
static void
link_behind(struct past_answers *all)
{
	struct past_answer *v = all->v;
	size_t end = all->n;

	for (size_t i = all->n; i-- > 0;) {
		size_t place;

		if (i + 1 < end && cert_id_order(v[i].single, v[i + 1].single) != 0)
			end = i + 1;
		place = place_behind(v, i, end);
		for (size_t k = 0; k < PAST_MOST_LEFT_OUT; k++)
			if (i + 1 == end)
				v[i].beyond[k] = end;
			else if (k >= place)
				v[i].beyond[k] = v[i + 1].beyond[k];
			else
				v[i].beyond[k] = k == 0 ? i + 1 : v[i + 1].beyond[k - 1];
	}
}

/* Of one CertID those of one response stand together. */
static int
undated_order(const void *a, const void *b)
{
	const struct past_answer *x = a, *y = b;
	int order = cert_id_order(x->single, y->single);

	return order != 0 ? order : (x->in->at > y->in->at) - (x->in->at < y->in->at);
}

static void
take_all(const struct past *p, struct past_answers *all)
{
	for (const struct past_one *one = p->first; one != NULL; one = one->next)
		for (unsigned i = 0; !one->is_crl && i < one->ocsp.n_single; i++) {
			const struct past_answer answer = { .single = &one->ocsp.single[i], .in = one };

			if (answer.single->serial.p != NULL && answer.single->this_update.ok)
				all->v[all->n++] = answer;
			else if (answer.single->serial.p != NULL)
				all->undated[all->n_undated++] = answer;
		}
}

static size_t
count_undated(const struct ocsp_view *o)
{
	size_t n = 0;

	for (unsigned i = 0; i < o->n_single; i++)
		n += !o->single[i].this_update.ok;
	return n;
}

static struct past_answers *
make(const struct past *p)
{
	struct past_answers *all = calloc(1, sizeof *all);
	size_t n = 1, n_undated = 1;

	for (const struct past_one *one = p->first; one != NULL; one = one->next) {
		n += one->is_crl ? 0 : one->ocsp.n_single;
		n_undated += one->is_crl ? 0 : count_undated(&one->ocsp);
	}
	if (all == NULL || (all->v = calloc(n, sizeof *all->v)) == NULL ||
	    (all->undated = calloc(n_undated, sizeof *all->undated)) == NULL) {
		past_answers_free(all);
		return NULL;
	}
	take_all(p, all);
	if (all->n > 1)
		qsort(all->v, all->n, sizeof *all->v, answer_order);
	if (all->n_undated > 1)
		qsort(all->undated, all->n_undated, sizeof *all->undated, undated_order);
	link_behind(all);
	return all;
}

/* Several may make it at once: the first one's stays.  NULL: memory is out. */
static const struct past_answers *
answers_of(const struct past *p)
{
	struct past_answers *known = atomic_load(&p->table->answers), *made;

	if (known != NULL || (made = make(p)) == NULL)
		return known;
	if (atomic_compare_exchange_strong(&p->table->answers, &known, made))
		return made;
	past_answers_free(made);
	return known;
}

static bool
is_left_out(const struct past_but *but, const struct past_one *one)
{
	size_t i = 0;

	while (i < but->n && but->v[i] != one)
		i++;
	return i < but->n;
}

/* The first of this CertID that was issued before the moment, or the first behind them. */
static size_t
before_moment(const struct past_answers *all, const struct ocsp_single *id, int64_t moment)
{
	size_t low = 0, high = all->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order = cert_id_order(all->v[mid].single, id);

		if (order < 0 || (order == 0 && all->v[mid].single->this_update.seconds >= moment))
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* The first of them that was issued before the answer with this CertID at hand. */
static const struct past_answer *
last_before(const struct past_answers *all, const struct past_but *but, const struct ocsp_single *id, int64_t this_update)
{
	size_t low = before_moment(all, id, this_update), at = low;

	for (size_t k = 0; k < PAST_MOST_LEFT_OUT && at < all->n && is_left_out(but, all->v[at].in); k++)
		at = all->v[low].beyond[k];
	return at < all->n && cert_id_order(all->v[at].single, id) == 0 ? &all->v[at] : NULL;
}

const struct ocsp_single *
past_answer(const struct past *p, const struct past_but *but, const struct ocsp_single *id, size_t n, const struct past_one **in,
    struct arena *arena)
{
	const struct past_answers *all;
	const struct past_answer *best = NULL, *found;

	if (n == 0 || id->serial.p == NULL || !id->this_update.ok || p->table == NULL)
		return NULL;
	if ((all = answers_of(p)) == NULL) {
		arena->failed = true;
		return NULL;
	}
	for (size_t i = 0; i < n; i++)
		if ((found = last_before(all, but, &id[i], id->this_update.seconds)) != NULL && (best == NULL || later_order(found, best) < 0))
			best = found;
	if (best == NULL)
		return NULL;
	*in = best->in;
	return best->single;
}

static bool
is_of_moment(const struct past_answers *all, size_t i, const struct ocsp_single *id, int64_t moment)
{
	return i < all->n && all->v[i].single->this_update.seconds == moment && cert_id_order(all->v[i].single, id) == 0;
}

bool
past_answers_of_moment(const struct past *p, const struct past_but *but, const struct ocsp_single *id, size_t n, int64_t moment, past_visit_fn *visit,
    void *arg, struct arena *arena)
{
	const struct past_answers *all;
	size_t visited = 0;

	if (n == 0 || id->serial.p == NULL || p->table == NULL || moment == INT64_MAX)
		return true;
	if ((all = answers_of(p)) == NULL) {
		arena->failed = true;
		return false;
	}
	for (size_t k = 0; k < n; k++)
		for (size_t i = before_moment(all, &id[k], moment + 1), next; is_of_moment(all, i, &id[k], moment); i = next) {
			bool is_out = is_left_out(but, all->v[i].in);

			/* All of one response that stand together are passed over in one step. */
			next = is_out ? all->v[i].beyond[0] : i + 1;
			if (is_out)
				continue;
			if (visited++ == PAST_MOST_SEEN)
				return false;
			visit(arg, all->v[i].single, all->v[i].in);
		}
	return true;
}

/* The first of those without a moment that is not before this CertID; or the first behind it. */
static size_t
undated_at(const struct past_answers *all, const struct ocsp_single *id, bool behind)
{
	size_t low = 0, high = all->n_undated;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order = cert_id_order(all->undated[mid].single, id);

		if (order < 0 || (behind && order == 0))
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

bool
past_has_undated_answer(const struct past *p, const struct past_one *same, const struct ocsp_single *id, size_t n, struct arena *arena)
{
	const struct past_answers *all;

	if (n == 0 || id->serial.p == NULL || p->table == NULL)
		return false;
	if ((all = answers_of(p)) == NULL) {
		arena->failed = true;
		return false;
	}
	for (size_t i = 0; all->n_undated > 0 && i < n; i++) {
		size_t from = undated_at(all, &id[i], false), to = undated_at(all, &id[i], true);

		if (from < to && (all->undated[from].in != same || all->undated[to - 1].in != same))
			return true;
	}
	return false;
}

/* By another hash, or by another key of the name. */
static bool
names_otherwise(const struct ocsp_single *a, const struct ocsp_single *b)
{
	return a->hash != b->hash || (span_eq(a->name_hash, b->name_hash) && !span_eq(a->key_hash, b->key_hash));
}

bool
past_has_other_hash(const struct past *p, const struct past_one *same, const struct ocsp_single *s, struct arena *arena)
{
	const struct past_answers *all;
	size_t low = 0, high;

	if (s->serial.p == NULL || p->table == NULL)
		return false;
	if ((all = answers_of(p)) == NULL) {
		arena->failed = true;
		return false;
	}
	for (high = all->n; low < high;) {
		size_t mid = low + (high - low) / 2;

		if (span_order(all->v[mid].single->serial, s->serial) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	/* Of one CertID there are many; of another one of the first decides. */
	for (size_t looked = 0; low < all->n && looked < PAST_MOST_SEEN && span_eq(all->v[low].single->serial, s->serial); low++, looked++)
		if (all->v[low].in != same && names_otherwise(all->v[low].single, s) && all->v[low].single->this_update.seconds < s->this_update.seconds)
			return true;
	return false;
}
