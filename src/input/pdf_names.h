/* SPDX-License-Identifier: Apache-2.0 */
/* pdf_names.h - whether a PDF has parts that are compressed or encrypted: its names say so (ISO 32000-1 7.3.5). */
#ifndef INPUT_PDF_NAMES_H
#define INPUT_PDF_NAMES_H

#include "base/span.h"

/* The longest that is looked for, and one character more. */
#define PDF_NAME 16

/* Zeros in front of the first octets. */
struct pdf_names {
	bool inside;		/* a name has begun and not ended */
	unsigned escape;	/* of "#69": characters that have come */
	uint8_t octet;		/* what they stand for so far */
	size_t n;
	uint8_t name[PDF_NAME];	/* as it stands without escapes; its first characters, if it is longer */
	bool hides;		/* one of them stands for octets that cannot be read as they stand */
};

/* The next octets of the file, however many come at a time; `names` is a struct pdf_names. */
void pdf_names_feed(void *names, struct span octets);

#endif
