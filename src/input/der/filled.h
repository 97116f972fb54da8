/* SPDX-License-Identifier: Apache-2.0 */
/*
 * filled.h - whether an element is as long as its own fields are.  The length
 * of one that was cut takes in what stands behind it.
 */
#ifndef INPUT_DER_FILLED_H
#define INPUT_DER_FILLED_H

#include "base/span.h"

/* Do the fields of this certificate or CRL fill it?  Its length is wrong if not, and it may have others in it.  Anything else counts as filled. */
bool filled_by_fields(struct span der);
/*
 * Where something begins in this element, or what there is of it, that is none of it: a certificate; and where the element is not
 * filled, or is cut short, a CRL, a response or a container; armour, where `text` is looked for.  0: nowhere.
 */
size_t filled_with_others(struct span der, bool cut, bool text);
/* Does a CRL, a response, a container or armour begin here? */
bool filled_other_begins(struct span);
/* Where the first of them, or a certificate, begins in these octets, from this one on; 0: nowhere. */
size_t filled_from(struct span octets, size_t from);
/* Where armour begins in this element; where its fields fill it, in the last of them: an extension may hold text.  0: nowhere. */
size_t filled_with_armour(struct span der);

#endif
