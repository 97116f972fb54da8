/* SPDX-License-Identifier: Apache-2.0 */
/*
 * judge.h - judging text: values that say that there is no value, and text
 * that went through the wrong hands.
 *
 * Every function takes valid UTF-8 (cert_attr.text) and allocates nothing;
 * octets that are not UTF-8 end the look at the text.
 */
#ifndef VALUE_JUDGE_H
#define VALUE_JUDGE_H

#include "base/span.h"

enum value_trait {
	VALUE_EMPTY = 1 << 0,
	VALUE_METADATA = 1 << 1,	/* nothing but blanks and punctuation */
	VALUE_PLACEHOLDER = 1 << 2,	/* a word that says that there is no value */
	VALUE_DOUBTFUL = 1 << 3,	/* a word that may say so, or be a name */
	VALUE_REPLACEMENT = 1 << 4,	/* U+FFFD */
	VALUE_CONTROL = 1 << 5,		/* a C0 or C1 control character, or DEL */
	VALUE_ENTITY = 1 << 6,		/* an HTML entity */
	VALUE_MOJIBAKE = 1 << 7,	/* UTF-8 read as Latin-1 or Windows-1252 and encoded again */
	VALUE_EDGE_BLANK = 1 << 8,	/* begins or ends with a blank */
	VALUE_DOUBLE_BLANK = 1 << 9,	/* two blanks together */
	VALUE_INVISIBLE = 1 << 10,	/* a format character that is not seen or changes the direction */
	VALUE_TEST = 1 << 11,		/* a word that reads like a test */
	VALUE_NONCHARACTER = 1 << 12,	/* a code point that is no character: U+FFFE, U+FFFF, U+FDD0 to U+FDEF, … */
	VALUE_PRIVATE = 1 << 13,	/* a character of the private use areas */
	VALUE_NBSP = 1 << 14,		/* a no-break space, U+00A0 */
	VALUE_LOST = 1 << 15,		/* question marks between two letters */
	VALUE_TRAITS = 16		/* how many bits there are */
};

/* All traits of the text, as a set of enum value_trait. */
uint32_t value_traits(struct span text);

/* Has it one of EMPTY, METADATA, PLACEHOLDER and DOUBTFUL?  That is told sooner than all traits are. */
bool value_says_nothing(struct span text);

/*
 * The first place that has this trait, as a part of text (REPLACEMENT,
 * CONTROL, ENTITY, INVISIBLE, NONCHARACTER, PRIVATE, NBSP), with n == 0 where there is none; the whole text
 * for the others.
 */
struct span value_trait_at(struct span text, enum value_trait);

/* The text without the blanks that it begins and ends with. */
struct span value_without_edge_blanks(struct span text);

#endif
