/* SPDX-License-Identifier: Apache-2.0 */
/* fetch.h - was a file fetched over HTTP as its method has it (TLS BR 3.2.2.4.18, .19)? */
#ifndef RULES_EVIDENCE_MAILBOX_FETCH_H
#define RULES_EVIDENCE_MAILBOX_FETCH_H

#include "evidence/retrieval.h"
#include "rules/evidence/ask.h"

/* Is the validation by a method that fetches a file? */
bool fetch_is_method(const struct ev_validation *);

/* Is the value that a record has as its SHA-256 in hexadecimal this text? */
bool fetch_is_digest_of(const struct check *, struct span text, struct span hex);

struct fetch_fault {
	const struct json_value *at;
	const char *what;
};
/* What is wrong with the request and the redirects of a retrieval; not the status of the last answer. */
struct fetch {
	struct fetch_fault *fault;
	uint32_t n;
	bool whole;			/* every redirect shows its status and where it leads */
};
/* False: memory is out. */
bool fetch_judge(struct check *, const struct ev_validation *, const struct ev_attempt *, const struct ev_retrieval *, struct fetch *);

/* Does a URL that was asked for have the entire Random Value or Request Token in it?  Not evaluated where that cannot be known. */
bool fetch_has_value(struct check *, const struct ev_validation *, const struct ev_attempt *, struct span url);
/* Is the method that which wants it kept out of the request? */
bool fetch_hides_value(const struct ev_validation *);

#endif
