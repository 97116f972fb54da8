/* SPDX-License-Identifier: Apache-2.0 */
/* quoted.h - text that was quoted as in a reply: each line behind ">". */
#ifndef INPUT_PEM_LINE_QUOTED_H
#define INPUT_PEM_LINE_QUOTED_H

#include "base/span.h"

/* Does quoted text begin here that has to be read without its marks: a message, a mailbox, a uuencoded file? */
bool quoted_begins(struct span text);
/* The same in the middle of a text, where a message begins with a field of MIME. */
bool quoted_inside(struct span text);

#endif
