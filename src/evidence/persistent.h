/* SPDX-License-Identifier: Apache-2.0 */
/* persistent.h - the Persistent DCV TXT Record: an issue-value of RFC 8659 4.2 with two parameters (TLS BR 3.2.2.4.22). */
#ifndef EVIDENCE_PERSISTENT_H
#define EVIDENCE_PERSISTENT_H

#include "base/span.h"

#include <stdbool.h>

struct persistent_record {
	struct span domain;		/* issuer-domain-name; empty: none */
	struct span account;		/* accounturi; p NULL: none */
	bool account_again;		/* there is another, so that none counts (RFC 8657 3) */
	bool has_until, until_is_number;	/* … each of them */
	int64_t until;			/* persistUntil, the earliest of several, in seconds since 1970; later ones than there are numbers are the last */
};

/* Takes the record's text apart; unknown parameters are passed over. */
struct persistent_record persistent_read(struct span rdata);

/*
 * Are these URIs of accounts the same?  Scheme and host know no upper and lower
 * case (RFC 3986 6.2.2.1), all else does: what is unique (TLS BR 3.2.2.4.22 (3))
 * is told apart by it.
 */
bool persistent_same_account(struct span, struct span);

#endif
