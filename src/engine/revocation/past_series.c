/* SPDX-License-Identifier: Apache-2.0 */
/* past_series.c - the CRLs of one issuer and scope in order, so that none is looked for among all. */
#include <stdlib.h>

#include "engine/revocation/past.h"
#include "x509/revocation/crl_walk.h"

/* A negative number is lower than others; 0 where both are negative. */
static int
written_order(struct span a, struct span b)
{
	if (der_negative(a) || der_negative(b))
		return (int)der_negative(b) - (int)der_negative(a);
	return crl_serial_order(der_magnitude(a), der_magnitude(b));
}

int
past_number_order(const struct crl_view *a, const struct crl_view *b)
{
	return a->number.p == NULL || b->number.p == NULL ? 0 : written_order(a->number, b->number);
}

/* In a moment those without a number come last: what has one is compared with those before it. */
static int
place_order(int64_t moment, struct span number, int64_t other_moment, struct span other_number)
{
	if (moment != other_moment)
		return (moment > other_moment) - (moment < other_moment);
	if (number.p == NULL || other_number.p == NULL)
		return (int)(number.p == NULL) - (int)(other_number.p == NULL);
	return written_order(number, other_number);
}

static int
moment_order(struct artifact_time a, struct artifact_time b)
{
	if (!a.ok || !b.ok)
		return (int)a.ok - (int)b.ok;
	return (a.seconds > b.seconds) - (a.seconds < b.seconds);
}

/* By what they hold, which they have in whatever order they were given. */
static int
octets_order(const struct past_one *x, const struct past_one *y)
{
	if (x->hash != y->hash)
		return x->hash > y->hash ? 1 : -1;
	return crl_serial_order(x->crl.der, y->crl.der);
}

/* By moment and number; of those that have both the same the one that lasts longer is the last. */
static int
later_order(const void *a, const void *b)
{
	const struct past_one *x = *(const struct past_one *const *)a, *y = *(const struct past_one *const *)b;
	int order = place_order(x->crl.this_update.seconds, x->crl.number, y->crl.this_update.seconds, y->crl.number);

	if (order == 0)
		order = moment_order(x->crl.next_update, y->crl.next_update);
	return order != 0 ? order : octets_order(x, y);
}

static void
sort(const struct past_one **v, size_t n, int (*order)(const void *, const void *))
{
	if (n > 1)
		qsort(v, n, sizeof *v, order);
}

void
past_series_free(struct past_series *s)
{
	if (s == NULL)
		return;
	free(s->complete.v);
	free(s->delta.v);
	past_held_free(atomic_load(&s->held));
	free(s);
}

static struct past_series *
make(const struct past_scope *scope)
{
	struct past_series *s = calloc(1, sizeof *s);

	if (s == NULL)
		return NULL;
	s->complete.v = calloc(scope->n_complete + 1, sizeof *s->complete.v);
	s->delta.v = calloc(scope->n_delta + 1, sizeof *s->delta.v);
	if (s->complete.v == NULL || s->delta.v == NULL) {
		past_series_free(s);
		return NULL;
	}
	for (const struct past_one *one = scope->first; one != NULL; one = one->next_of_scope) {
		struct past_kind *k = past_is_delta(&one->crl) ? &s->delta : &s->complete;

		k->v[k->n++] = one;
	}
	sort(s->complete.v, s->complete.n, later_order);
	sort(s->delta.v, s->delta.n, later_order);
	return s;
}

/* Several may make it at once: the first one's stays. */
const struct past_series *
past_series_of(struct past_scope *scope)
{
	struct past_series *known = atomic_load(&scope->series), *made;

	if (known != NULL || (made = make(scope)) == NULL)
		return known;
	if (atomic_compare_exchange_strong(&scope->series, &known, made))
		return made;
	past_series_free(made);
	return known;
}

size_t
past_before(const struct past_kind *k, int64_t moment)
{
	size_t low = 0, high = k->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (k->v[mid]->crl.this_update.seconds < moment)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

size_t
past_before_number(const struct past_kind *k, int64_t moment, struct span number)
{
	size_t low = 0, high = k->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		const struct crl_view *cv = &k->v[mid]->crl;

		if (place_order(cv->this_update.seconds, cv->number, moment, number) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}
