/* SPDX-License-Identifier: Apache-2.0 */
/* held.h - lines of a text held whole, of whatever length up to the limit of a container. */
#ifndef INPUT_DATA_HELD_H
#define INPUT_DATA_HELD_H

#include "input/form.h"

/* The lines from where a record began; they are read again when it turns out to be none. */
struct held {
	struct input *in;
	struct stream *r;
	struct out text;
	size_t pos;			/* of the line that comes next */
	uint64_t number;		/* of the line taken last */
	bool over;			/* it was longer than what is held, and only its beginning is */
	bool cut;			/* it is one that a broken stream ends in */
};

/* The next line with its end, valid until the next call; p == NULL at the end. */
struct span held_line(struct held *);
/* What lies before the next line is not needed any more. */
void held_forget(struct held *);
/* Is there nothing but white space in the line? */
bool held_is_empty(struct span line);
/* Does another form begin with this line: armour, a message, or what is no text? */
bool held_other_form(struct span line);
/* Does something begin in this line, which is no record, as certificates stand in text? */
bool held_other_text(struct span line);
/*
 * The line taken last begins another form: the stream has it again, and all that was held behind it.  What stands behind a form is not in it:
 * who reads form after form goes on there (forms.c).
 */
int held_rest(struct held *, struct span line);
/* … and this reader takes what it knows of it. */
int held_as(struct held *, struct span line, input_form_fn *);

/*
 * The stream has broken off behind these octets of a record of this format, which were taken of it: what stands whole among them is read
 * as text has it, unless --field names what is wanted.  What is cut off is told of with the stream.
 */
int held_broken_off(struct input *, struct stream *, const char *format, uint64_t line, struct span octets);

#endif
