/* SPDX-License-Identifier: Apache-2.0 */
/*
 * over_lines.h - what begins in a line of another text and goes on in the lines behind it: a table, a dump, octets with something in front of
 * each line of them.  No comment, attribute or value of that text holds it.
 */
#ifndef INPUT_PEM_OVER_LINES_H
#define INPUT_PEM_OVER_LINES_H

#include "base/span.h"

/* What is looked at to tell, no more. */
#define OVER_LINES_OCTETS 2048

/* Does such a text begin with this line? */
bool over_lines_begins(struct span text);
/* A quick look at a line: has it a sign of an element of DER, or of armour?  What is packed or is text has none. */
bool over_lines_may_begin(struct span line);

#endif
