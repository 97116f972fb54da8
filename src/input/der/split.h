/* SPDX-License-Identifier: Apache-2.0 */
/* split.h - cuts a stream of octets into the DER elements it is made of. */
#ifndef INPUT_DER_SPLIT_H
#define INPUT_DER_SPLIT_H

#include "base/out.h"
#include "base/span.h"
#include "input/der/again.h"
#include "input/der/cms.h"

/*
 * One element: its octets and, after the last, what trails it and is no
 * element.  line: as split->line was at its first octet.  over: it is longer
 * than the limit, and these are its first octets only.  A value other than 0
 * ends the reading.
 */
typedef int split_fn(void *arg, struct span octets, uint64_t line, bool over);

/* Octets that tell a CRL from others: two heads of six octets, the version, and the head of its algorithm (RFC 5280 5.1). */
#define SPLIT_AHEAD 18

struct split {
	struct out octets;		/* of the element at hand */
	size_t limit;
	size_t large;			/* the limit of a CRL, where that is larger */
	size_t usual;			/* not 0: the limit, while a CRL has the large one */
	uint64_t total;			/* its length; 0: not known yet; UINT64_MAX: to the end */
	uint64_t seen;			/* how many of them have come */
	bool behind;			/* the element at hand is what stands behind a container, and may be none */
	bool found;			/* it, or one before it, began in octets that are no element, whatever those are */
	size_t whole;			/* not 0: from there on it is trailing octets */
	uint8_t ahead[SPLIT_AHEAD];	/* octets after it, until they tell what they begin */
	uint8_t n_ahead;
	uint64_t ahead_line;		/* where the first of them stands */
	struct again again;		/* looks for the next element in octets that are none */
	uint64_t line;			/* set by the caller: where the next octets stand */
	uint64_t start;			/* where the element at hand stands */
	split_fn *fn;
	cms_fn *bag;			/* takes what an element that is a SignedData holds; NULL: fn takes it whole */
	void *arg;			/* of fn and bag */
	struct cms cms;			/* that element */
	bool stamp;			/* it lies in a TimeStampResp (RFC 3161 2.4.2) */
	enum { SPLIT_ELEMENT, SPLIT_BAG, SPLIT_AFTER_BAG, SPLIT_TEXT } state;
	size_t content_limit;		/* octets of the signed content of a SignedData that are handed to bag; 0: none */
	unsigned line_ends;		/* so many behind an element are none of its octets: stream_line_ends() */
	bool may_pause;			/* stop before octets that follow a whole element and begin none */
	bool paused;			/* stopped there, with so many octets left: */
	size_t left;
	unsigned anew;			/* octets that a wrong length had taken in are split anew, so often inside one another */
	bool has_text;			/* armour in octets that are no element begins text (SPLIT_TEXT), which the caller reads */
	unsigned armour;		/* so many octets of its beginning were met last */
	struct out text;		/* what was taken of it */
};

/* Takes the octets; all of them, unless it pauses.  After a pause they may be fed again: they trail the element. */
int split_feed(struct split *, struct span octets);
/* Has a whole element ended, and no other begun? */
bool split_between(const struct split *);
/* Is what comes next behind damage of a container, and in no certificate? */
bool split_has_lost(const struct split *);
/* The octets of the element at hand, as far as they came and are kept. */
struct span split_element(const struct split *);
/* The input has ended: hands out what is left. */
int split_end(struct split *);
/* The input has broken off: hands out the last element if it is whole. */
int split_break(struct split *);
/* The octets that come lie behind damage that is told of already: only whole certificates are taken out of them. */
void split_behind_damage(struct split *);
/* Hands out the element at hand as far as something else begins in it, that is then at hand.  False: nothing does, or it is not as long as it says. */
bool split_apart(struct split *, int *r);
/* Is the element at hand as long as it says, and does nothing in it show that this is wrong? */
bool split_is_whole(const struct split *);
/* Forgets the element at hand, for octets that do not follow it. */
void split_reset(struct split *);
void split_free(struct split *);

#endif
