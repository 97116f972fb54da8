/* SPDX-License-Identifier: Apache-2.0 */
/* json_equal.c - do two texts say the same? */
#include "base/json.h"

/* So many members are looked at before two values are taken for different. */
#define MOST_STEPS 4000000u

static bool
equal_scalars(const struct json_value *a, const struct json_value *b)
{
	double x, y;

	switch ((enum json_type)a->type) {
	case JSON_BOOL:
		return a->yes == b->yes;
	case JSON_STRING:
		return span_eq(a->text, b->text);
	case JSON_NUMBER:
		return span_eq(a->text, b->text) || (json_double(a, &x) && json_double(b, &y) && x == y &&
		    x > -9e15 && x < 9e15);
	default:
		return a->n == b->n;
	}
}

/* What stands in the array or object y where v stands in its own; begins at `near`, where it is most often. */
static const struct json_value *
counterpart(const struct json_value *v, const struct json_value *y, const struct json_value *near, unsigned *steps)
{
	const struct json_value *start = near != NULL ? near : y->child, *e = start;

	if (v->key.p == NULL || e == NULL)
		return e;
	do {
		if (span_eq(e->key, v->key))
			return e;
		e = e->next != NULL ? e->next : y->child;
	} while (e != start && ++*steps < MOST_STEPS);
	return NULL;
}

bool
json_equal(const struct json_value *a, const struct json_value *b)
{
	const struct json_value *x = a, *y = b;
	unsigned steps = 0;

	while (x->type == y->type && equal_scalars(x, y) && steps < MOST_STEPS) {
		if (x->child != NULL) {
			y = counterpart(x->child, y, NULL, &steps);
			x = x->child;
		} else {
			while (x != a && x->next == NULL) {
				x = x->parent;
				y = y->parent;
			}
			if (x == a)
				return true;
			y = counterpart(x->next, y->parent, y->next, &steps);
			x = x->next;
		}
		if (y == NULL)
			return false;
	}
	return false;
}
