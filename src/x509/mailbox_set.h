/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mailbox_set.h - is a mailbox of a name repeated in the subjectAltName
 * (SBR 7.1.4.2.1, 7.1.4.2.2.a)?
 */
#ifndef X509_MAILBOX_SET_H
#define X509_MAILBOX_SET_H

#include "x509/cert.h"

/* How the subjectAltName holds an address: the best of its Mailbox Fields. */
enum mailbox_match {
	MAILBOX_MATCH_NONE,		/* not at all */
	MAILBOX_MATCH_LOCAL_CASE,	/* with other upper and lower case in the local part */
	MAILBOX_MATCH_IDN,		/* with the other form of a label (U-label, A-label) */
	MAILBOX_MATCH_DOMAIN_CASE,	/* with other upper and lower case in the domain alone */
	MAILBOX_MATCH_SAME		/* octet by octet */
};

/* The Mailbox Fields of a certificate, in one order for all who compare them. */
struct mailbox_set {
	const struct span *v;		/* in order of their octets, A-Z taken as a-z; then of these themselves; then as they stand */
	unsigned n;
	const struct span *key;		/* those not of ASCII alone, in the form in which equal ones have the same octets, in order */
	unsigned n_key;
	struct arena *arena;
};

/* Points into the certificate and the arena. */
void mailbox_set_read(struct mailbox_set *, const struct cert_view *, struct arena *);

enum mailbox_match mailbox_set_find(const struct mailbox_set *, struct span address);

#endif
