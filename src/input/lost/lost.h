/* SPDX-License-Identifier: Apache-2.0 */
/*
 * lost.h - what remains in a text of a certificate whose beginning is gone:
 * base64, hexadecimal or a list of octets in which the identifiers of its names and extensions
 * stand, in lines or groups of any length.
 */
#ifndef INPUT_LOST_LOST_H
#define INPUT_LOST_LOST_H

#include "base/ascii.h"
#include "input/lost/element.h"
#include "input/lost/nested.h"
#include "input/lost/radix.h"
#include "input/lost/sign.h"
#include "input/lost/strings.h"

/* What is said of text that stands for a text in which a certificate shows. */
#define LOST_TEXT "an encoded text with what remains of a certificate whose beginning is damaged or gone"

/* Digits of a number in a list, and of the number of an octet before it ("12": 48), no more. */
#define LOST_INDEX_DIGITS 8

struct lost {
	uint64_t last;			/* the characters of base64 taken last, the newest in the lowest octet */
	uint8_t before;			/* the octet before */
	size_t n;			/* characters of base64 since another, blanks apart */
	unsigned changes;		/* capital letters behind small ones among them */
	size_t word;			/* characters of the word at hand */
	struct nested nested;		/* what they stand for if that is text */
	uint64_t octets;		/* the same of digits of hexadecimal, whatever stands between them */
	size_t digits;
	unsigned behind_x;		/* of them, those behind "0x", and one; 0: they are not */
	struct element element;		/* that they begin with */
	uint64_t numbers;		/* and of decimal numbers in a list */
	size_t n_numbers;
	struct element listed;		/* that these begin with */
	struct radix_list radix_list;	/* the same numbers in octal or in binary */
	unsigned number, number_digits;	/* the one at hand */
	bool quoted;			/* a quote stands behind it */
	unsigned radix;			/* of it: octal behind a backslash, as NSS and C write octets */
	uint8_t prefix;			/* a letter in front of it that tells its radix, behind a zero; 0: none */
	unsigned type;			/* characters of a type in front of the next of them, "(byte) 0x30", and one; 0: none is at hand */
	size_t behind;			/* octets behind an identifier among them, and one; 0: none was met */
	bool numeric;			/* digits or a string with escapes are at hand, or an identifier was met */
	struct strings strings;		/* these */
	unsigned cut;			/* which octets were cut off that show it, and one, of which nothing was told yet; 0: none */
	const char *words;		/* what it is that shows it */
	enum lost_kind kind;
	bool line_has, line_other;	/* the line has base64 as a body has it; something else */
	bool line_any;			/* it is not empty */
	unsigned told;			/* of what stands here it was told, what it is or that it is damaged; see lost_is_told() */
	bool other;			/* it is none of a certificate: nothing was told */
};

/* Capital letters behind small ones, and characters of a word, before which nothing needs to be looked at. */
#define LOST_CHANGES 3
#define LOST_WORD 31
/* Characters of a line of a body, no more. */
#define LOST_LONGEST 128

/* lost_octet() of any octet. */
bool lost_any_octet(struct lost *, uint8_t c);

/* One octet more of a text, outside of what was read: does it show what remains of a certificate, of which nothing was told? */
static inline bool
lost_octet(struct lost *l, uint8_t c)
{
	bool letter = is_letter(c);

	/* Most are letters and blanks of words. */
	if ((!letter && c != ' ') || l->numeric || l->changes >= LOST_CHANGES || l->word >= LOST_WORD)
		return lost_any_octet(l, c);
	if (letter) {
		l->changes += is_upper(c) && l->before >= 'a' && l->before <= 'z';
		l->last = l->last << 8 | c;
		l->n++;
		l->word++;
		l->line_any = true;
	} else {
		l->word = 0;
	}
	l->before = c;
	return false;
}

/* The text ends: the same of what was held back until then. */
bool lost_ends(struct lost *);
/* The same of one octet that a text stands for. */
bool lost_raw(struct lost *, uint8_t octet);
/* What comes next does not go on with what was before; it was told of the line, or not, as before. */
void lost_breaks(struct lost *);
/* Capital letters behind small ones in a body: words and names that follow one another have fewer. */
#define LOST_BODY 6
/* Is what stands before it base64, as a body has it, in whatever groups? */
static inline bool
lost_is_body(const struct lost *l)
{
	return l->changes >= LOST_BODY;
}

/* Of the base64 that the text goes on with it was told, or not.  It ends before the second line that has none. */
void lost_is_told(struct lost *, bool told);
/* Does base64 of something begin here that is signed or encrypted for certificates, or has another beginning than they have? */
bool lost_is_other(struct span text);
/* Characters of a line that is told to be the last of a body by itself, no more: longer words are told from others without it. */
#define LOST_SHORT (LOST_WORD + 5)
/* May this line, shorter than others, be the last of a body?  It is base64 in whole groups, and no word, number or name. */
bool lost_is_end(struct span line);
/* Is it as long as a digest, in hexadecimal or in base64, which may lack its padding, and begins as no certificate does? */
bool lost_is_digest(struct span text);
/* May this text, however short, be what is left of a certificate in base64: it begins as one, or is too mixed for a name, and is as long as no digest? */
bool lost_is_part(struct span text);

#endif
