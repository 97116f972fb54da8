/* SPDX-License-Identifier: Apache-2.0 */
/* edit.c - see edit.h. */
#include "tests/rules/edit.h"

#include <string.h>

static void
put(struct rebuilt *o, const void *p, size_t n)
{
	if (n > 0)
		memcpy(o->p + o->n, p, n);
	o->n += n;
}

static void
put_header(struct rebuilt *o, uint8_t id, size_t n)
{
	uint8_t head[6] = { id };
	size_t at = 1;

	if (n < 0x80)
		head[at++] = (uint8_t)n;
	else {
		size_t digits = n < 0x100 ? 1 : n < 0x10000 ? 2 : 3;

		head[at++] = (uint8_t)(0x80 | digits);
		while (digits-- > 0)
			head[at++] = (uint8_t)(n >> (8 * digits));
	}
	put(o, head, at);
}

/* How many octets the header of so much content takes. */
static size_t
header_size(size_t n)
{
	return n < 0x80 ? 2 : n < 0x100 ? 3 : n < 0x10000 ? 4 : 5;
}

bool
edit_put(struct rebuilt *o, const struct der_tlv *t, const struct edit *e)
{
	struct span in = t->val;
	struct der_tlv child;

	/* A length that is not in the fewest octets would not come back. */
	if (t->quirks != 0 || t->raw.n - t->val.n != header_size(t->val.n))
		return false;
	if (t->val.p == e->list.p && t->val.n == e->list.n) {
		put_header(o, t->id, t->val.n - e->gone + e->n);
		put(o, in.p, (size_t)(e->at - in.p));
		put(o, e->what, e->n);
		put(o, e->at + e->gone, (size_t)(in.p + in.n - e->at) - e->gone);
		return true;
	}
	while (der_next(&in, &child) == DER_OK) {
		struct rebuilt inner = { o->p + o->n + 8, 0 };
		size_t before = (size_t)(child.raw.p - t->val.p);

		if (e->list.p < child.val.p || e->list.p + e->list.n > child.val.p + child.val.n)
			continue;
		/* First to a place behind, since the length before it is not known yet. */
		inner.p += before;
		if (!edit_put(&inner, &child, e))
			return false;
		put_header(o, t->id, t->val.n - child.raw.n + inner.n);
		put(o, t->val.p, before);
		memmove(o->p + o->n, inner.p, inner.n);
		o->n += inner.n;
		put(o, in.p, in.n);
		return true;
	}
	return false;
}

struct span
edit_whole(struct arena *a, struct span der, const struct edit *e)
{
	struct rebuilt o = { arena_take(a, 2 * der.n + 4096), 0 };
	struct der_tlv whole;

	if (o.p == NULL || der_next(&der, &whole) != DER_OK || der.n > 0)
		return SPAN_NONE;
	return edit_put(&o, &whole, e) ? (struct span){ o.p, o.n } : SPAN_NONE;
}
