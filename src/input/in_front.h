/* SPDX-License-Identifier: Apache-2.0 */
/* in_front.h - octets of no form in front of the one element of DER that the rest of a stream is. */
#ifndef INPUT_IN_FRONT_H
#define INPUT_IN_FRONT_H

#include "input/input.h"
#include "input/sniff.h"
#include "os/stream.h"

/* The octets of a length, no more. */
#define IN_FRONT_LENGTH 8

struct in_front {
	bool known;			/* another form that is known was met */
	uint64_t key;			/* octets of a key that the stream begins with, as of one in DER that is short; 0: of none */
	uint64_t element;		/* octets of the element of DER that was met last; 0: none was */
	uint64_t octets;		/* of the stream, in front of it */
	uint8_t last[IN_FRONT_LENGTH];	/* of these, at the end of `last`: */
	size_t n;
};

/* This form begins here. */
void in_front_note(struct in_front *, struct stream *, enum sniffed form);
/* Nothing but one element was met in the stream, which has ended: octets of no form in front of it are told of, unless they say how long it is. */
int in_front_tell(struct input *, const struct in_front *, const struct stream *);

#endif
