/* SPDX-License-Identifier: Apache-2.0 */
/*
 * coloured.h - text as a terminal shows it, with control sequences for its
 * colours (ECMA-48), as a stream of the same text without them.
 */
#ifndef INPUT_TEXT_COLOURED_H
#define INPUT_TEXT_COLOURED_H

#include "base/span.h"

/* Octets of the control sequence at the front; 0: none begins, or its end cannot be seen. */
size_t coloured_sequence(struct span text);
/* Is this the start of such text, and stands a sequence in it? */
bool coloured_begins(struct span start);

#endif
