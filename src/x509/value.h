/*
 * value.h - judging text: values that say that there is no value, and text
 * that went through the wrong hands.
 *
 * Every function takes valid UTF-8 (cert_attr.text) and allocates nothing;
 * octets that are not UTF-8 end the look at the text.
 */
#ifndef X509_VALUE_H
#define X509_VALUE_H

#include "base/span.h"

/* X(BIT, NAME, words that complete "the value ...") */
#define VALUE_TRAIT_LIST(X) \
	X(0, EMPTY, "is empty") \
	X(1, METADATA, "has nothing but blanks and punctuation") \
	X(2, PLACEHOLDER, "says that there is no value") \
	X(3, DOUBTFUL, "may say that there is no value") \
	X(4, REPLACEMENT, "has the replacement character U+FFFD") \
	X(5, CONTROL, "has a control character") \
	X(6, ENTITY, "has an HTML entity") \
	X(7, MOJIBAKE, "is UTF-8 that was read in another character set") \
	X(8, EDGE_BLANK, "begins or ends with a blank") \
	X(9, DOUBLE_BLANK, "has two blanks together") \
	X(10, INVISIBLE, "has an invisible or direction-changing character") \
	X(11, TEST, "reads like a test")

enum value_trait {
#define X(bit, name, words) VALUE_##name = 1 << (bit),
	VALUE_TRAIT_LIST(X)
#undef X
	VALUE_TRAITS = 12		/* how many bits there are */
};

/* The words of one trait.  Never NULL. */
const char *value_trait_text(enum value_trait);

/* All traits of the text, as a set of enum value_trait. */
uint32_t value_traits(struct span text);

/*
 * The first place that has this trait, as a part of text (REPLACEMENT,
 * CONTROL, ENTITY, INVISIBLE), with n == 0 where there is none; the whole text
 * for the others.
 */
struct span value_trait_at(struct span text, enum value_trait);

#endif
