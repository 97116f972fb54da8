/* SPDX-License-Identifier: Apache-2.0 */
/*
 * uri.h - URIs (RFC 3986) as certificates hold them.  Nothing here allocates,
 * but for what is decoded.
 */
#ifndef VALUE_URI_H
#define VALUE_URI_H

#include "base/arena.h"
#include "value/host.h"

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

#endif
