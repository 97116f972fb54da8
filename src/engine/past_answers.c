/* SPDX-License-Identifier: Apache-2.0 */
/* past_answers.c - the answers of OCSP responses of before: each is found by its CertID. */
#include "engine/past.h"

#include <stdlib.h>

static int
octets_order(struct span a, struct span b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n > 0 ? memcmp(a.p, b.p, n) : 0;

	return order != 0 ? order : (a.n > b.n) - (a.n < b.n);
}

static int
cert_id_order(const struct ocsp_single *a, const struct ocsp_single *b)
{
	int order = octets_order(a->serial, b->serial);

	if (order == 0)
		order = (a->hash > b->hash) - (a->hash < b->hash);
	if (order == 0)
		order = octets_order(a->key_hash, b->key_hash);
	return order != 0 ? order : octets_order(a->name_hash, b->name_hash);
}

/* Of two answers of one moment the one that is good for longer: in whatever order they were given. */
static bool
is_later(const struct ocsp_single *a, const struct ocsp_single *b)
{
	if (a->this_update.seconds != b->this_update.seconds)
		return a->this_update.seconds > b->this_update.seconds;
	return a->next_update.ok && (!b->next_update.ok || a->next_update.seconds > b->next_update.seconds);
}

/* The later one first; of equals, the first of the response. */
static int
later_order(const struct ocsp_single *a, const struct ocsp_single *b)
{
	if (is_later(a, b))
		return -1;
	return is_later(b, a) ? 1 : (a > b) - (a < b);
}

static int
answer_order(const void *a, const void *b)
{
	const struct ocsp_single *x = *(const struct ocsp_single *const *)a, *y = *(const struct ocsp_single *const *)b;
	int order = cert_id_order(x, y);

	return order != 0 ? order : later_order(x, y);
}

bool
past_sort_answers(struct past_one *one)
{
	const struct ocsp_view *o = &one->ocsp;

	one->n_answer = 0;
	if ((one->answer = arena_array(&one->arena, o->n_single, sizeof *one->answer)) == NULL)
		return false;
	for (unsigned i = 0; i < o->n_single; i++)
		if (o->single[i].serial.p != NULL && o->single[i].this_update.ok)
			one->answer[one->n_answer++] = &o->single[i];
	if (one->n_answer > 1)
		qsort(one->answer, one->n_answer, sizeof *one->answer, answer_order);
	return true;
}

const struct past_one *
past_response(const struct past *p, const struct ocsp_view *now)
{
	for (const struct past_one *one = p->first; one != NULL; one = one->next)
		if (!one->is_crl && span_eq(one->ocsp.der, now->der))
			return one;
	return NULL;
}

/* The first of them that was issued before the answer with this CertID at hand. */
static const struct ocsp_single *
last_before(const struct past_one *one, const struct ocsp_single *id, int64_t this_update)
{
	size_t low = 0, high = one->n_answer;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order = cert_id_order(one->answer[mid], id);

		if (order < 0 || (order == 0 && one->answer[mid]->this_update.seconds >= this_update))
			low = mid + 1;
		else
			high = mid;
	}
	return low < one->n_answer && cert_id_order(one->answer[low], id) == 0 ? one->answer[low] : NULL;
}

static bool
is_left_out(const struct past_but *but, const struct past_one *one)
{
	size_t i = 0;

	while (i < but->n && but->v[i] != one)
		i++;
	return i < but->n;
}

const struct ocsp_single *
past_answer(const struct past *p, const struct past_but *but, const struct ocsp_single *id, size_t n, const struct past_one **in)
{
	const struct ocsp_single *best = NULL, *last, *found;

	if (n == 0 || id->serial.p == NULL || !id->this_update.ok)
		return NULL;
	for (const struct past_one *one = p->first; one != NULL; one = one->next) {
		if (one->is_crl || is_left_out(but, one))
			continue;
		last = NULL;
		for (size_t i = 0; i < n; i++)
			if ((found = last_before(one, &id[i], id->this_update.seconds)) != NULL && (last == NULL || later_order(found, last) < 0))
				last = found;
		if (last != NULL && (best == NULL || is_later(last, best))) {
			best = last;
			*in = one;
		}
	}
	return best;
}
