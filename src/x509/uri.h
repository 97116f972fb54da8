/*
 * uri.h - the scheme and host of a URI (RFC 3986), as far as rules ask for
 * them.  Whether the rest is well-formed is another question.
 */
#ifndef X509_URI_H
#define X509_URI_H

#include "base/span.h"

/* Has the URI this scheme, in whatever case (RFC 3986 3.1)?  `scheme` is lower-case. */
bool uri_has_scheme(struct span uri, const char *scheme);

/*
 * The host of scheme://[userinfo@]host[:port]…, brackets of an IP literal
 * included; SPAN_NONE without an authority, empty where it names no host.
 */
struct span uri_host(struct span uri);

/* An "http" URI with a host; RFC 9110 4.2.1 gives one without no meaning. */
bool uri_is_http(struct span uri);
/* The same for "http" or "https". */
bool uri_is_web(struct span uri);

#endif
