/* SPDX-License-Identifier: Apache-2.0 */
/* in_front.h - octets of no form in front of the first element of DER of a stream, of which the one that the rest is may be all. */
#ifndef INPUT_IN_FRONT_H
#define INPUT_IN_FRONT_H

#include "input/input.h"
#include "input/sniff.h"
#include "os/stream.h"

/* The octets of a length, no more. */
#define IN_FRONT_LENGTH 8
/* Elements in front that have names, no more. */
#define IN_FRONT_NAMED 8

struct in_front {
	bool known;			/* another form that is known was met */
	bool met;			/* the first element of DER was */
	bool wraps;			/* what stands in front of it are the heads of elements that end with it */
	size_t named;			/* … or are elements of DER that no reader of that takes, and what they are: */
	const char *name[IN_FRONT_NAMED];
	uint64_t element;		/* octets of the element of DER that was met last; 0: none was */
	uint64_t octets;		/* of the stream, in front of it */
	uint8_t last[IN_FRONT_LENGTH];	/* of these, at the end of `last`: */
	size_t n;
};

/* This form begins here. */
void in_front_note(struct in_front *, struct stream *, enum sniffed form);
/*
 * The stream has ended: elements in front are skipped by their names.  Where nothing but one element was met (alone), octets of no form in
 * front of it are told of, unless they say how long it is.
 */
int in_front_tell(struct input *, const struct in_front *, const struct stream *, bool alone);

#endif
