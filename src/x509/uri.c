/* uri.c - the scheme and host of a URI (RFC 3986). */
#include "x509/uri.h"

static uint8_t
lower(uint8_t c)
{
	return c >= 'A' && c <= 'Z' ? (uint8_t)(c + ('a' - 'A')) : c;
}

bool
uri_has_scheme(struct span uri, const char *scheme)
{
	size_t n = strlen(scheme);

	if (uri.n <= n || uri.p[n] != ':')
		return false;
	for (size_t i = 0; i < n; i++) {
		if (lower(uri.p[i]) != (uint8_t)scheme[i])
			return false;
	}
	return true;
}

/* Where the first of the octets in `set` stands; s.n when none does. */
static size_t
find_any(struct span s, const char *set)
{
	size_t i;

	for (i = 0; i < s.n; i++) {
		if (s.p[i] != 0 && strchr(set, s.p[i]) != NULL)
			break;
	}
	return i;
}

static struct span
after(struct span s, size_t n)
{
	return span_sub(s, n, s.n - n);
}

struct span
uri_host(struct span uri)
{
	size_t colon = find_any(uri, ":/?#");
	struct span s;

	if (colon == uri.n || uri.p[colon] != ':' || uri.n - colon < 3 ||
	    uri.p[colon + 1] != '/' || uri.p[colon + 2] != '/')
		return SPAN_NONE;
	s = after(uri, colon + 3);
	s.n = find_any(s, "/?#");
	for (size_t at; (at = find_any(s, "@")) < s.n;)
		s = after(s, at + 1);
	if (s.n != 0 && s.p[0] == '[') {
		size_t end = find_any(s, "]");

		s.n = end < s.n ? end + 1 : end;
	} else {
		s.n = find_any(s, ":");
	}
	return s;
}

bool
uri_is_http(struct span uri)
{
	return uri_has_scheme(uri, "http") && uri_host(uri).n != 0;
}

bool
uri_is_web(struct span uri)
{
	return (uri_has_scheme(uri, "http") || uri_has_scheme(uri, "https")) && uri_host(uri).n != 0;
}
