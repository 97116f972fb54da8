/* SPDX-License-Identifier: Apache-2.0 */
/*
 * body.h - how the lines of a PEM block's body stand: words of base64 that are
 * as long as one another but for the last, as many on each line.  One that is
 * not so is no damage by itself; where what it stands for does not end where
 * its elements do, something else was read with it.
 */
#ifndef INPUT_PEM_LINE_BODY_H
#define INPUT_PEM_LINE_BODY_H

#include "base/span.h"

struct body {
	bool labelled;			/* something stands in front of the first word on its line, which may be shorter for it, or longer */
	size_t width;			/* characters of the first word, or of the second where that is so and a third is as long */
	size_t second;			/* of the second */
	size_t all;			/* words of all lines */
	size_t n;			/* of the one at hand */
	bool upper, lower;		/* it has letters of either kind */
	bool slash, digits, filled;	/* a slash, nothing but digits of hexadecimal, one character so often as no digest has one and no path */
	uint8_t before;			/* the character before, */
	size_t alike;			/* which was met so often in one row */
	size_t words, first_words;	/* words of the line at hand, and of the first line */
	bool last;			/* a shorter word was met, or a line of fewer words: nothing comes behind it */
	bool odd;			/* something did, */
	bool strange;			/* or a word is none of base64, whatever its length */
	bool beside;			/* something stands before its lines or behind them, and was taken away that could stand in them */
	bool ended;			/* its text ends with its element: no sign behind a line was taken for its own */
	bool joined;			/* lines behind the first have more than one word */
	bool regular;			/* body_is_regular(): nothing of this needs to be known */
};

/* A piece of text, of which base64 and white space are told apart. */
void body_feed(struct body *, struct span text);
/* The word at hand ends, or goes on with a character that was written otherwise. */
void body_word_ends(struct body *);
void body_goes_on(struct body *);
/* The line at hand ends. */
void body_line_ends(struct body *);
/* Was it one line with a blank in it that nothing stands in the place of: two long words? */
bool body_is_parted(const struct body *);

/* Have its lines more than their own word, or words that are not as the others? */
bool body_has_others(const struct body *);
/* Is what was read no more than lines of one body, or, where that is doubtful, exactly what they stand for? */
bool body_is_sound(const struct body *, struct span octets);
/* Are these whole elements of DER and nothing behind them, as far as their lengths tell? */
bool body_is_exact(struct span octets);
/*
 * Does the END line stand where it does behind a body whose lines are all as
 * long as the first, and which ends where its element does?  `text` begins
 * with the line end behind BEGIN.  A quick look: most bodies are so.
 */
bool body_is_regular(struct span text);
/* Has this line base64 twice as long as a line of a block, of upper and lower case, with more than blanks between? */
bool body_has_neighbour(struct span line);
/* Are the octets in front of s.p[at] the end of such base64? */
bool body_ends_before(struct span s, size_t at);

#endif
