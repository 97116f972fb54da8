/* SPDX-License-Identifier: Apache-2.0 */
/* escapes.h - PEM as quoted-printable outside of a message, as a stream of the text that it stands for (RFC 2045 6.7). */
#ifndef INPUT_TEXT_ESCAPES_H
#define INPUT_TEXT_ESCAPES_H

#include "base/span.h"

/* Does PEM begin so of which some is escaped, its padding at least, or whose lines are cut in two? */
bool escapes_begin(struct span start);

#endif
