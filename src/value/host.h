/* SPDX-License-Identifier: Apache-2.0 */
/* host.h - names of hosts and their addresses (RFC 1034 3.5, RFC 1123 2.1, RFC 3986 3.2.2) as certificates hold them. */
#ifndef VALUE_HOST_H
#define VALUE_HOST_H

#include "base/span.h"

/* X(NAME, words that complete "the name ...") */
#define HOST_FAULT_LIST(X) \
	X(OK, "is right") \
	X(EMPTY, "is empty") \
	X(LABEL_EMPTY, "has an empty label") \
	X(CHARACTER, "has a character other than letters, digits and hyphens") \
	X(HYPHEN, "has a label that begins or ends with a hyphen") \
	X(LABEL_TOO_LONG, "has a label of more than 63 octets") \
	X(TOO_LONG, "is longer than 253 octets") \
	X(SINGLE_LABEL, "has only one label") \
	X(NOT_OF_URI, "has a character that no URI has") \
	X(PERCENT, "has a percent sign without two hexadecimal digits") \
	X(NO_NAME, "has a character that is in no name of a host") \
	X(ADDRESS, "is an IP address and no name") \
	X(NUMBER, "is a number and no IP address") \
	X(PORT, "has a port above 65535")

enum host_fault {
#define X(name, words) HOST_##name,
	HOST_FAULT_LIST(X)
#undef X
	HOST_FAULTS
};

/* Never NULL. */
const char *host_fault_text(enum host_fault);

/* Labels of letters, digits and hyphens with dots between; a last dot is no label, as in a URI (RFC 3986 3.2.2). */
enum host_fault host_check(struct span name);
/* The same without a last dot: the preferred name syntax (RFC 1034 3.5), which dNSName and Mailbox have. */
enum host_fault host_check_preferred(struct span name);
/* The same, and at least two labels: a fully qualified domain name. */
enum host_fault host_check_qualified(struct span name);
/* Only what the DNS cannot hold, whatever the characters: an empty label, or a name or label that is too long (RFC 1035 2.3.4); an empty name. */
enum host_fault host_check_lengths(struct span name);
/* Four decimal numbers of at most 255 with dots between. */
bool host_is_ipv4(struct span name);
/* Is its last label a number?  No top-level domain is one (RFC 1123 2.1, RFC 3696 2); software takes the name for an address. */
bool host_ends_in_number(struct span name);
/* "[", an IPv6 address or one of a later version, "]" (IP-literal, RFC 3986 3.2.2). */
bool host_is_ip_literal(struct span host);
/* The same of an IPv6 address with "%25" and a zone (RFC 6874 2): RFC 3986, and RFC 9844, which takes it back, have no such form. */
bool host_has_zone(struct span host);
/* Has it digits and dots alone, and is no address of RFC 3986 3.2.2?  No name has that form (RFC 1123 2.1). */
bool host_is_mere_number(struct span host);

#endif
