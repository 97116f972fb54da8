/* SPDX-License-Identifier: Apache-2.0 */
/* past_list.c - the lists of what is gone, came or changed. */
#include <stdlib.h>

#include "engine/revocation/past_changes.h"

/*
 * Of entries whose certificate is not known so many are kept of each sort;
 * others are as many as the certificates that were given.
 */
#define MAX_CHANGES 65536

void
past_begin(struct changes *c, const struct crl_view *before)
{
	c->before = before;
	c->until = before->next_update.ok && before->next_update.seconds > c->this_update ? before->next_update.seconds : c->this_update;
}

/* Only counted, by its serial number and the reason that it has now. */
static void
count(struct changes *c, struct list *l, const struct crl_entry *e, uint8_t reason_now)
{
	l->more++;
	if (l->rest == NULL && (l->rest = arena_take(c->arena, sizeof *l->rest)) == NULL)
		return;
	rest_add(l->rest, c->how->rest_by, e->serial);
	rest_add(l->rest, c->how->rest_by, (struct span){ &reason_now, 1 });
}

void
past_keep(struct changes *c, struct list *l, const struct crl_entry *e, uint8_t reason_now, const struct known_cert *cert)
{
	struct crl_change *v;

	if (cert == NULL && l->n >= MAX_CHANGES) {
		count(c, l, e, reason_now);
		return;
	}
	if ((v = arena_grow(c->arena, l->v, l->n, &l->room, sizeof *v)) == NULL)
		return;
	l->v = v;
	v[l->n++] = (struct crl_change){ *e, reason_now, cert, c->until, past_end_of(c->before), c->before };
}

static void
join(struct crl_change *change, const struct crl_change *same)
{
	if (same->until > change->until)
		change->until = same->until;
	if (same->ends > change->ends)
		change->ends = same->ends;
	if (past_is_since(same->in, change->in))
		change->in = same->in;
}

/*
 * In order, and each once: what a delta CRL says again is gone but once, what
 * stands twice on a CRL came but once.  Until the last of those that have it ends it is in force.
 */
void
past_order(struct list *l)
{
	size_t n = 0;

	if (l->n > 1)
		qsort(l->v, l->n, sizeof *l->v, past_change_order);
	for (size_t i = 0; i < l->n; i++)
		if (n == 0 || past_change_order(&l->v[n - 1], &l->v[i]) != 0)
			l->v[n++] = l->v[i];
		else
			join(&l->v[n - 1], &l->v[i]);
	l->n = n;
}
