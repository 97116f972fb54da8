/* SPDX-License-Identifier: Apache-2.0 */
/* waiver.h - accepted findings with a reason and the last day on which that holds. */
#ifndef RESULT_WAIVER_H
#define RESULT_WAIVER_H

#include "base/json_doc.h"
#include "smimelint.h"

/* One finding, or those that a pattern names.  NULL: not asked for. */
struct waiver {
	const char *rule;		/* id, glob, section or source */
	const char *sha256, *serial, *subject;
	const char *issuer;		/* glob */
	const char *certificate_issuer;	/* the whole name, with the serial */
	const char *reason;
	int32_t expires;		/* the last day on which it holds */
};

struct waiver_list {
	struct waiver_list *next;
	int32_t day;			/* on which it is judged */
	size_t n;
	struct waiver waiver[];
};

/* What a certificate says of itself; NULL: nothing. */
struct waiver_facts {
	const char *sha256, *serial, *issuer, *subject;
};

/* Reads a list, in the document's arena; NULL: see d->error. */
struct waiver_list *waivers_read(struct json_doc *, int32_t day);
/* Is it for this rule and for a certificate that says so of itself? */
bool waiver_matches(const struct waiver *, const smimelint_rule *, const struct waiver_facts *);

#endif
