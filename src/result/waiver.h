/* SPDX-License-Identifier: Apache-2.0 */
/* waiver.h - accepted findings with a reason and the last day on which that holds. */
#ifndef RESULT_WAIVER_H
#define RESULT_WAIVER_H

#include "base/json_doc.h"
#include "smimelint.h"

/* One finding, or those that a pattern names.  NULL: not asked for. */
struct waiver {
	size_t index;			/* in its list */
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
	size_t n_waiver, n_named;
	/* First those that name a certificate, by its hash or serial number and in the order of these, then the others. */
	struct waiver waiver[];
};

/* What a certificate says of itself; NULL: nothing. */
struct waiver_facts {
	const char *sha256, *serial, *issuer, *subject;
};

/* Reads a list, in the document's arena; NULL: see d->error. */
struct waiver_list *waivers_read(struct json_doc *, int32_t day);
/*
 * Those that are for a certificate that says so of itself, whatever the rule, in the order of the list, in the arena;
 * NULL: memory is out.  Their rules are asked for with smimelint_rule_matches().
 */
const struct waiver **waivers_of(const struct waiver_list *, const struct waiver_facts *, struct arena *, size_t *n);

#endif
