/* SPDX-License-Identifier: Apache-2.0 */
/*
 * constraint.h - does a name lie inside a name constraint (RFC 5280 4.2.1.10,
 * RFC 9598 6)?
 */
#ifndef X509_CONSTRAINT_H
#define X509_CONSTRAINT_H

#include "x509/cert.h"

/*
 * A mailbox against an rfc822Name constraint: a whole address, a host
 * ("example.org": its own mailboxes only) or a domain (".example.org": hosts
 * below it).  The address may be a SmtpUTF8Mailbox's, whose domain has A-labels or, by RFC 8398, U-labels: one is compared as the other.
 */
bool constraint_mailbox(struct span constraint, struct span address);

/* A host name or a wildcard against a dNSName constraint: the name itself or what is below it; with a dot in front the latter alone. */
bool constraint_dns(struct span constraint, struct span name);

/* The host of a URI against a constraint on URIs: that host; with a dot in front, hosts below it. */
bool constraint_uri(struct span constraint, struct span host);

/* An address of 4 or 16 octets against one with its mask behind it. */
bool constraint_ip(struct span constraint, struct span address);

/*
 * Does `name` begin with all RDNs of `constraint`?  Values compare without
 * regard to case, to string types and to the number of blanks, and prepared as RFC 4518 has it (RFC 5280 7.1; normal_prepared_equal()).
 */
bool constraint_directory(const struct cert_name *constraint, const struct cert_name *name);

#endif
