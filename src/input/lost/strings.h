/* SPDX-License-Identifier: Apache-2.0 */
/* strings.h - what remains of a certificate in strings in which octets are escaped that no text has (spelt.h). */
#ifndef INPUT_LOST_STRINGS_H
#define INPUT_LOST_STRINGS_H

#include "input/lost/element.h"
#include "input/lost/spelt.h"

/* Those in which a backslash escapes, and those in which "%" does: one may stand in the other. */
#define STRINGS 2

struct strings {
	struct string_octets {
		struct spelt spelt;
		uint64_t octets;	/* the last of them, the newest in the lowest place */
		size_t n;		/* how many there are */
		struct element element;
		size_t behind;		/* octets of text behind an identifier in them, and one; 0: none was met */
		bool told;		/* of this string it was told */
	} of[STRINGS];
	enum lost_kind kind;		/* what it is that shows in them */
	bool busy;			/* one is at hand, or something was met in one */
};

/* What strings_character() does where it may matter. */
bool strings_look(struct strings *, uint8_t c, uint8_t before);
/* One character more of a text, behind another; true: it shows what remains, of which nothing was told in its string. */
static inline bool
strings_character(struct strings *s, uint8_t c, uint8_t before)
{
	return (s->busy || c == '\\' || c == '%' || c == SPELT_FRONT) && strings_look(s, c, before);
}
/* They end; the same. */
bool strings_end(struct strings *);
/* Of those at hand it was told. */
void strings_are_told(struct strings *);

#endif
