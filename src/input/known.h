/* SPDX-License-Identifier: Apache-2.0 */
/* known.h - forms that are known by their first octets and are not read, or not as they keep what they hold; and the way out. */
#ifndef INPUT_KNOWN_H
#define INPUT_KNOWN_H

#include "base/span.h"

struct known {
	const char *octets;
	size_t n;
	bool store;			/* certificates are what it is kept for, or is often made around: it is told of wherever it is met */
	bool woven;			/* what it holds has octets of its own in between, or is shortened: none of it is judged as it stands there */
	bool packed;			/* some of what it holds may be compressed: what is found in it may not be all */
	bool named;			/* ... where a name of a PDF says so (pdf_names.h), and not before */
	bool (*is)(struct span start);	/* what more has to be so; NULL: nothing */
	const char *words;
};

/* Octets that tell one of them, no more. */
#define KNOWN_OCTETS 512

#define KNOWN_SQLITE "a database of SQLite: export its certificates (certutil -L -a for one of NSS)"

/* What begins so; NULL: nothing that is known. */
const struct known *known_form(struct span start);

#endif
