/* SPDX-License-Identifier: Apache-2.0 */
/* around.h - lines in front of a list of certificates and behind it: a title, a bracket, the words of a mail.  None is the place of a certificate. */
#ifndef INPUT_DATA_AROUND_H
#define INPUT_DATA_AROUND_H

#include "os/stream.h"

/* Characters of such a line, no more. */
#define AROUND_LINE 40

struct around {
	bool any;			/* a value of the list was met */
	bool apart;			/* a blank line or brackets stand behind the last one */
	bool titled;			/* … and the title of the next list */
	bool spaced;			/* blank lines stand between its values */
	uint64_t none_to;		/* no value begins in front of this octet of the stream */
	uint64_t next;			/* one begins in front of this octet, and behind the one before */
	uint8_t line[AROUND_LINE];	/* what is looked at */
};

enum around_what {
	AROUND_NOT,			/* it may be the place of a certificate, or a value */
	AROUND_SIGNS,			/* it has nothing but brackets and their like */
	AROUND_WORDS,
	AROUND_MISSING			/* it tells of an error, or that nothing is there */
};

/* A value of the list stands in the line at hand. */
void around_value(struct around *);

/* Does the line tell that a certificate is not there, as an error does?  Its beginning is looked at. */
bool around_tells_of_missing(struct span line);

/* What is this line of a list, behind which the stream goes on?  It may lie elsewhere afterwards. */
enum around_what around_line(struct around *, struct stream *, struct span *line);

#endif
