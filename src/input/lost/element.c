/* SPDX-License-Identifier: Apache-2.0 */
#include "input/lost/element.h"

#include "input/der/begins.h"
#include "input/sniff.h"

/* A tag and its length (X.690 8.1.3), no longer. */
#define HEAD 6
/* Octets that go on for so many behind an element are not that element alone. */
#define BEHIND 8

/* Is it something that is known and no certificate? */
static bool
is_known(const struct element *e)
{
	return known_begins((struct span){ e->first, e->n < ELEMENT_FIRST ? e->n : ELEMENT_FIRST });
}

bool
element_octet(struct element *e, uint8_t octet, bool again, enum lost_kind kind)
{
	bool lost;

	if (e->n < ELEMENT_FIRST)
		e->first[e->n] = octet;
	if (++e->n == HEAD && !element_is_none(e)) {
		uint64_t frame = sniff_length((struct span){ e->first, HEAD });

		e->frame = frame != UINT64_MAX ? frame : 0;
	}
	/* What no certificate has needs no other to show it. */
	if (again && (e->n > e->frame || kind != LOST_CERTIFICATE || !is_known(e)))
		return true;
	e->within |= again;
	lost = e->within && e->n == e->frame + BEHIND;
	e->within &= !lost;
	return lost;
}

bool
element_ends(struct element *e)
{
	bool lost = e->within && (e->n < e->frame || !is_known(e));

	*e = (struct element){ .frame = 0 };
	return lost;
}

bool
element_is_whole(const struct element *e)
{
	return e->n > 0 && e->n == e->frame && is_known(e);
}
