/* SPDX-License-Identifier: Apache-2.0 */
/*
 * uri.h - URIs (RFC 3986) and host names (RFC 1034 3.5, RFC 1123 2.1) as
 * certificates hold them.  Nothing here allocates, but for what is decoded.
 */
#ifndef VALUE_URI_H
#define VALUE_URI_H

#include "base/arena.h"

/* X(NAME, words that complete "the URI ...") */
#define URI_FAULT_LIST(X) \
	X(OK, "is right") \
	X(EMPTY, "is empty") \
	X(CHARACTER, "has a character that no URI has") \
	X(PERCENT, "has a percent sign without two hexadecimal digits") \
	X(RELATIVE, "has no scheme") \
	X(NO_PART, "has nothing after the scheme") \
	X(PORT, "has a port that is no number") \
	X(LITERAL, "has brackets that hold no IP address") \
	X(ZONE, "has an IPv6 address with a zone")

enum uri_fault {
#define X(name, words) URI_##name,
	URI_FAULT_LIST(X)
#undef X
	URI_FAULTS
};

/* Never NULL. */
const char *uri_fault_text(enum uri_fault);

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

struct uri {
	enum uri_fault fault;	/* what uri_parse() said */
	bool is_http, is_https;	/* its scheme is that one */
	struct span scheme;	/* without the colon */
	bool has_authority;	/* "//" follows the scheme */
	struct span host;	/* inside the authority: no userinfo, no port; an IP literal with its brackets;
				   SPAN_NONE without an authority, empty where it names none */
	struct span path;	/* up to "?" or "#" */
	bool port_too_large;	/* above 65535 */
	/*
	 * What bars the host of an http, https or ftp URI from being one: it is
	 * empty (RFC 9110 4.2.1), the DNS cannot hold it, an ASCII character
	 * or a percent sign in it has no place in a URI or, decoded too, in a name,
	 * it looks like an address and is none (RFC 1123 2.1), or its port is none of TCP.
	 * HOST_OK for other schemes; the labels of percent-encoded names are not looked at.
	 */
	enum host_fault host_fault;
};

/*
 * Takes an absolute URI apart and says the first thing that is wrong.  `out`
 * is filled as far as the text could be read: on faults of single characters
 * wholly, on URI_RELATIVE not at all.
 */
enum uri_fault uri_parse(struct span text, struct uri *out);

/* Is the scheme this one, given in lower case? */
bool uri_scheme_is(const struct uri *, const char *lower);

/* Has the text this scheme, in whatever case (RFC 3986 3.1)?  `lower` is lower-case. */
bool uri_has_scheme(struct span text, const char *lower);
/* An "http" URI with a host; RFC 9110 4.2.1 gives one without no meaning. */
bool uri_is_http(const struct uri *);
/* The same for "http" or "https". */
bool uri_is_web(const struct uri *);

/*
 * In the arena.  The text with all its percent-encoded octets decoded; and a
 * path as it is once unreserved characters are decoded (RFC 3986 6.2.2.2) and
 * dot-segments removed (5.2.4).  SPAN_NONE: memory is out.
 */
struct span uri_unescape(struct arena *, struct span text);
struct span uri_path_normal(struct arena *, struct span path);
/* Needs it no escape anywhere (RFC 3986 2.3)? */
bool uri_is_unreserved(uint8_t);

/* ---- hosts (host.c) ---- */

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
/* "[", an IPv6 address or one of a later version, "]" (IP-literal, RFC 3986 3.2.2). */
bool host_is_ip_literal(struct span host);
/* The same of an IPv6 address with "%25" and a zone (RFC 6874 2): RFC 3986, and RFC 9844, which takes it back, have no such form. */
bool host_has_zone(struct span host);
/* Has it digits and dots alone, and is no address of RFC 3986 3.2.2?  No name has that form (RFC 1123 2.1). */
bool host_is_mere_number(struct span host);

#endif
