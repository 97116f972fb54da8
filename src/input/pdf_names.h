/* SPDX-License-Identifier: Apache-2.0 */
/* pdf_names.h - whether a PDF has parts that are compressed or encrypted: names in its objects say so (ISO 32000-1 7.3.5). */
#ifndef INPUT_PDF_NAMES_H
#define INPUT_PDF_NAMES_H

#include "base/span.h"

/* The longest that is looked for, and one character more. */
#define PDF_NAME 16

enum pdf_part { PDF_IN_CODE, PDF_IN_NAME, PDF_IN_STRING, PDF_IN_COMMENT, PDF_IN_DATA };

/* What the token before was, as far as the next one depends on it. */
enum pdf_before { PDF_OTHER, PDF_TYPE, PDF_FILTER, PDF_FILTERS };

/* Zeros in front of the first octets. */
struct pdf_names {
	enum pdf_part part;	/* what the next octet is in */
	enum pdf_before before;	/* "/Type", "/Filter", or that and "[" */
	uint64_t last;		/* the last eight octets */
	uint64_t depth;		/* of "(" in a string: the first ")" need not end it */
	bool escaped;		/* a character of a string behind "\" */
	unsigned escape;	/* of "#69" in a name: characters that have come */
	uint8_t octet;		/* what they stand for so far */
	size_t n;
	uint8_t name[PDF_NAME];	/* as it stands without escapes; its first characters, if it is longer */
	unsigned dictionaries;	/* around the next octet in the object at hand */
	uint8_t angle;		/* the last octet, if it is the first of "<<" or ">>"; 'x': in hexadecimal */
	bool filtered, listing;	/* the object at hand: its stream has such a filter; it is a cross-reference stream, which holds numbers alone */
	bool widths, number;	/* it has "/W"; "/N" */
	bool hides;		/* one of them stands for octets that cannot be read as they stand */
};

/* The next octets of the file, however many come at a time; `names` is a struct pdf_names. */
void pdf_names_feed(void *names, struct span octets);
/* Behind the last octet: are there such parts, or is it not known, as a string never ends? */
bool pdf_names_hide(const struct pdf_names *);

#endif
