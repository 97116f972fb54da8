/* SPDX-License-Identifier: Apache-2.0 */
/* uri.c - taking URIs apart (RFC 3986). */
#include "value/uri.h"

#include "base/ascii.h"
#include "base/letters.h"

const char *
uri_fault_text(enum uri_fault f)
{
	static const char *const text[URI_FAULTS] = {
#define X(name, words) [URI_##name] = words,
		URI_FAULT_LIST(X)
#undef X
	};

	return (unsigned)f < URI_FAULTS ? text[f] : "";
}

/* What an octet may be in a URI (RFC 3986 2); what no URI has is 0. */
enum octet_class {
	IN_URI = 1 << 0,	/* unreserved, gen-delims, sub-delims; brackets are only for an IP literal */
	IN_SCHEME = 1 << 1,
	COLON = 1 << 2, SLASH = 1 << 3,
	PATH_END = 1 << 4,	/* "?" and "#" */
	BRACKET = 1 << 5,	/* "[" and "]" */
	IN_NAME = 1 << 6	/* of a host: letters, digits, "-", "." and "_", which the DNS holds and some hosts have */
};

#define LETTER(c) [c] = IN_URI | IN_SCHEME | IN_NAME, [(c) - 'a' + 'A'] = IN_URI | IN_SCHEME | IN_NAME,
#define DIGIT(c) [c] = IN_URI | IN_SCHEME | IN_NAME,
static const uint8_t class_of[256] = {
	EACH_SMALL_LETTER(LETTER) EACH_DIGIT(DIGIT)
	['+'] = IN_URI | IN_SCHEME, ['-'] = IN_URI | IN_SCHEME | IN_NAME, ['.'] = IN_URI | IN_SCHEME | IN_NAME,
	[':'] = IN_URI | COLON, ['/'] = IN_URI | SLASH, ['?'] = IN_URI | PATH_END, ['#'] = IN_URI | PATH_END,
	['['] = IN_URI | BRACKET, [']'] = IN_URI | BRACKET, ['@'] = IN_URI, ['_'] = IN_URI | IN_NAME, ['~'] = IN_URI, ['!'] = IN_URI,
	['$'] = IN_URI, ['&'] = IN_URI, ['\''] = IN_URI, ['('] = IN_URI, [')'] = IN_URI, ['*'] = IN_URI,
	[','] = IN_URI, [';'] = IN_URI, ['='] = IN_URI,
};
#undef LETTER
#undef DIGIT

/* The first octet of one of these classes, as an index; s.n where there is none. */
static size_t
find_class(struct span s, unsigned classes)
{
	size_t i = 0;

	while (i < s.n && (class_of[s.p[i]] & classes) == 0)
		i++;
	return i;
}

/* Begins it, at its percent sign, with a percent-encoded octet? */
static bool
is_escape(struct span s)
{
	return s.n >= 3 && hex_digit(s.p[1]) >= 0 && hex_digit(s.p[2]) >= 0;
}

static enum uri_fault
check_octets(struct span s)
{
	for (size_t i = 0; i < s.n; i++) {
		if ((class_of[s.p[i]] & IN_URI) != 0)
			continue;
		if (s.p[i] != '%')
			return URI_CHARACTER;
		if (!is_escape(span_sub(s, i, s.n - i)))
			return URI_PERCENT;
	}
	return URI_OK;
}

static bool
take_scheme(struct span *in, struct span *scheme)
{
	size_t n = find_class(*in, COLON | SLASH | PATH_END);

	if (n == 0 || n == in->n || in->p[n] != ':' || !is_letter(in->p[0]))
		return false;
	for (size_t i = 1; i < n; i++)
		if ((class_of[in->p[i]] & IN_SCHEME) == 0)
			return false;
	*scheme = span_sub(*in, 0, n);
	*in = span_sub(*in, n + 1, in->n - n - 1);
	return true;
}

static bool
has_bracket(struct span s)
{
	return s.n > 0 && (memchr(s.p, '[', s.n) != NULL || memchr(s.p, ']', s.n) != NULL);
}

/* Where the host at the beginning ends: behind the closing bracket of a literal, else before the colon of a port. */
static size_t
host_end(struct span a)
{
	const uint8_t *close = a.n > 0 && a.p[0] == '[' ? memchr(a.p, ']', a.n) : NULL;

	return close != NULL ? (size_t)(close - a.p) + 1 : a.n > 0 && a.p[0] == '[' ? a.n : find_class(a, COLON);
}

/* Digits of a port; TCP has 16 bits of it (RFC 9293 3.1). */
static bool
is_beyond_ports(struct span digits)
{
	unsigned port = 0;

	for (size_t i = 0; i < digits.n && port <= UINT16_MAX; i++)
		port = port * 10 + (unsigned)(digits.p[i] - '0');
	return port > UINT16_MAX;
}

/* userinfo "@" host ":" port */
static enum uri_fault
read_authority(struct span a, struct uri *out)
{
	struct span *host = &out->host;
	struct span user = SPAN_NONE;
	size_t end;

	for (size_t i = a.n > 0 && memchr(a.p, '@', a.n) != NULL ? a.n : 0; i > 0; i--)
		if (a.p[i - 1] == '@') {
			user = span_sub(a, 0, i - 1);
			a = span_sub(a, i, a.n - i);
			break;
		}
	end = host_end(a);
	*host = span_sub(a, 0, end);
	if (user.n > 0 && (has_bracket(user) || memchr(user.p, '@', user.n) != NULL))
		return URI_CHARACTER;
	if (has_bracket(*host) && !host_is_ip_literal(*host))
		return host_has_zone(*host) ? URI_ZONE : URI_LITERAL;
	if (end == a.n)
		return URI_OK;
	if (a.p[end] != ':')
		return URI_CHARACTER;
	for (size_t i = end + 1; i < a.n; i++)
		if (!is_digit(a.p[i]))
			return URI_PORT;
	out->port_too_large = is_beyond_ports(span_sub(a, end + 1, a.n - end - 1));
	return URI_OK;
}

/* A number sign begins the fragment and stands nowhere else. */
static bool
has_second_fragment(struct span s)
{
	const uint8_t *first = s.n > 0 ? memchr(s.p, '#', s.n) : NULL;

	return first != NULL && memchr(first + 1, '#', (size_t)(s.p + s.n - first - 1)) != NULL;
}

/* What uri_parse() does, but for looking at each octet. */
static enum uri_fault
split(struct span text, struct uri *out)
{
	enum uri_fault authority = URI_OK;
	size_t n;

	*out = (struct uri){ .scheme = SPAN_NONE };
	if (text.n == 0)
		return URI_EMPTY;
	if (!take_scheme(&text, &out->scheme))
		return URI_RELATIVE;
	out->is_http = uri_scheme_is(out, "http");
	out->is_https = uri_scheme_is(out, "https");
	if (text.n >= 2 && text.p[0] == '/' && text.p[1] == '/') {
		out->has_authority = true;
		text = span_sub(text, 2, text.n - 2);
		n = find_class(text, SLASH | PATH_END);
		authority = read_authority(span_sub(text, 0, n), out);
		text = span_sub(text, n, text.n - n);
	}
	out->path = span_sub(text, 0, find_class(text, PATH_END));
	if (authority != URI_OK)
		return authority;
	if (has_bracket(text) || has_second_fragment(text))
		return URI_CHARACTER;
	return text.n == 0 && out->host.n == 0 ? URI_NO_PART : URI_OK;
}

/* Letters beyond ASCII are let through: a name that was not converted is known all the same. */
static bool
is_in_name(unsigned octet)
{
	return octet >= 0x80 || (class_of[octet] & IN_NAME) != 0;
}

static enum host_fault
host_octets(struct span host)
{
	enum host_fault f = HOST_OK;

	for (size_t i = 0; i < host.n; i++) {
		unsigned octet = host.p[i];

		if (octet == '%') {
			if (!is_escape(span_sub(host, i, host.n - i)))
				return HOST_PERCENT;
			octet = (unsigned)(hex_digit(host.p[i + 1]) * 16 + hex_digit(host.p[i + 2]));
			i += 2;
		} else if (octet < 0x80 && (class_of[octet] & IN_URI) == 0) {
			return HOST_NOT_OF_URI;
		}
		if (!is_in_name(octet))
			f = HOST_NO_NAME;
	}
	return f;
}

static enum host_fault
name_fault(struct span host)
{
	enum host_fault f = host_check_lengths(host);

	return f == HOST_OK && host_is_mere_number(host) ? HOST_NUMBER : f;
}

static enum host_fault
host_fault(const struct uri *u)
{
	enum host_fault f;

	if (!u->is_http && !u->is_https && !uri_scheme_is(u, "ftp"))
		return HOST_OK;
	if (!host_is_ip_literal(u->host) && !host_has_zone(u->host)) {
		if ((f = host_octets(u->host)) != HOST_OK)
			return f;
		if ((u->host.n == 0 || memchr(u->host.p, '%', u->host.n) == NULL) && (f = name_fault(u->host)) != HOST_OK)
			return f;
	}
	return u->port_too_large ? HOST_PORT : HOST_OK;
}

/*
 * "http://" or "https://", a host without userinfo and port, and a path without query, fragment and escapes, as nearly all are.
 * False: look closer.
 */
static bool
parse_plain(struct span s, struct uri *out)
{
	size_t scheme = 4, path, end;

	if (s.n < 9 || memcmp(s.p, "http", 4) != 0)
		return false;
	scheme += s.p[4] == 's';
	if (memcmp(s.p + scheme, "://", 3) != 0)
		return false;
	for (path = scheme + 3; path < s.n && (class_of[s.p[path]] & IN_NAME) != 0; path++)
		;
	if (path == scheme + 3 || (path < s.n && s.p[path] != '/'))
		return false;
	for (end = path; end < s.n && (class_of[s.p[end]] & (IN_URI | PATH_END | BRACKET)) == IN_URI; end++)
		;
	*out = (struct uri){
		.is_http = scheme == 4, .is_https = scheme == 5, .scheme = span_sub(s, 0, scheme), .has_authority = true,
		.host = span_sub(s, scheme + 3, path - scheme - 3),
		.path = span_sub(s, path, end - path), .fault = URI_OK
	};
	out->host_fault = name_fault(out->host);
	return end == s.n;
}

enum uri_fault
uri_parse(struct span text, struct uri *out)
{
	enum uri_fault octets, parts;

	if (parse_plain(text, out))
		return URI_OK;
	octets = check_octets(text);
	parts = split(text, out);
	out->fault = octets != URI_OK ? octets : parts;
	out->host_fault = host_fault(out);
	return out->fault;
}

bool
uri_scheme_is(const struct uri *u, const char *lower)
{
	size_t i;

	for (i = 0; i < u->scheme.n && lower[i] != '\0'; i++) {
		if (small_letter(u->scheme.p[i]) != (uint8_t)lower[i])
			return false;
	}
	return i == u->scheme.n && lower[i] == '\0';
}

bool
uri_has_scheme(struct span text, const char *lower)
{
	struct uri u;

	split(text, &u);
	return uri_scheme_is(&u, lower);
}

bool
uri_is_http(const struct uri *u)
{
	return u->host.n != 0 && u->is_http;
}

bool
uri_is_web(const struct uri *u)
{
	return u->host.n != 0 && (u->is_http || u->is_https);
}

/* ---- decoding ---- */

static struct span
unescape(struct arena *a, struct span text, bool all)
{
	uint8_t *out = arena_take(a, text.n);
	size_t n = 0;

	if (out == NULL)
		return SPAN_NONE;
	for (size_t i = 0; i < text.n; i++) {
		int high = i + 2 < text.n ? hex_digit(text.p[i + 1]) : -1, low = i + 2 < text.n ? hex_digit(text.p[i + 2]) : -1;
		uint8_t octet = (uint8_t)(high * 16 + low);

		if (text.p[i] == '%' && high >= 0 && low >= 0 && (all || is_unreserved(octet))) {
			out[n++] = octet;
			i += 2;
		} else {
			out[n++] = text.p[i];
		}
	}
	return (struct span){ out, n };
}

struct span
uri_unescape(struct arena *a, struct span text)
{
	return unescape(a, text, true);
}

/* Each segment with its slash: "." is left out, ".." takes the one before it away. */
struct span
uri_path_normal(struct arena *a, struct span path)
{
	struct span in = unescape(a, path, false);
	uint8_t *out = in.p != NULL ? arena_take(a, in.n + 1) : NULL;
	size_t n = 0, end;

	if (out == NULL)
		return SPAN_NONE;
	for (size_t i = 0; i < in.n; i = end) {
		struct span segment;
		bool dots;

		for (end = i + 1; end < in.n && in.p[end] != '/'; end++)
			continue;
		segment = span_sub(in, i, end - i);
		dots = span_is(segment, "/..");
		if (!dots && !span_is(segment, "/.")) {
			memcpy(out + n, segment.p, segment.n);
			n += segment.n;
			continue;
		}
		while (dots && n > 0 && out[--n] != '/')
			continue;
		if (end == in.n)
			out[n++] = '/';
	}
	return (struct span){ out, n };
}
