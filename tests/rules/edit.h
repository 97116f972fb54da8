/* SPDX-License-Identifier: Apache-2.0 */
/* edit.h - an artifact once more with other octets in the content of one of its elements (edit.c). */
#ifndef TESTS_RULES_EDIT_H
#define TESTS_RULES_EDIT_H

#include "base/arena.h"
#include "der/der.h"

/* What comes out: as much room as twice the input, what is put in, and 4096 octets. */
struct rebuilt {
	uint8_t *p;
	size_t n;
};

/* What is done to the content of an element: so many octets at this place are gone, and others stand there. */
struct edit {
	struct span list;
	const uint8_t *at;
	size_t gone;
	const char *what;
	size_t n;
};

/*
 * The element, in which the content lies, again with that edit; the lengths
 * around it follow.  False: one of them would not come back as it was.
 */
bool edit_put(struct rebuilt *, const struct der_tlv *, const struct edit *);
/* An artifact of one element once more with that edit, in this arena; SPAN_NONE: it would not come back, or memory is out. */
struct span edit_whole(struct arena *, struct span der, const struct edit *);

#endif
