/* SPDX-License-Identifier: Apache-2.0 */
/* uri.c - taking URIs apart; host names (RFC 3986, RFC 1034 3.5, RFC 1123 2.1). */
#include "value/uri.h"

#include "base/ascii.h"
#include "base/letters.h"

#define MAX_LABEL 63
#define MAX_NAME 253		/* 255 octets on the wire (RFC 1035 2.3.4) are 253 characters */

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

const char *
host_fault_text(enum host_fault f)
{
	static const char *const text[HOST_FAULTS] = {
#define X(name, words) [HOST_##name] = words,
		HOST_FAULT_LIST(X)
#undef X
	};

	return (unsigned)f < HOST_FAULTS ? text[f] : "";
}

/* What an octet may be in a URI (RFC 3986 2); what no URI has is 0. */
enum octet_class {
	IN_URI = 1 << 0,	/* unreserved, gen-delims, sub-delims; brackets are only for an IP literal */
	IN_SCHEME = 1 << 1,
	COLON = 1 << 2, SLASH = 1 << 3,
	PATH_END = 1 << 4,	/* "?" and "#" */
	BRACKET = 1 << 5,	/* "[" and "]" */
	DOT = 1 << 6,
	IN_NAME = 1 << 7	/* of a host: letters, digits, "-", "." and "_", which the DNS holds and some hosts have */
};

#define LETTER(c) [c] = IN_URI | IN_SCHEME | IN_NAME, [(c) - 'a' + 'A'] = IN_URI | IN_SCHEME | IN_NAME,
#define DIGIT(c) [c] = IN_URI | IN_SCHEME | IN_NAME,
static const uint8_t class_of[256] = {
	EACH_SMALL_LETTER(LETTER) EACH_DIGIT(DIGIT)
	['+'] = IN_URI | IN_SCHEME, ['-'] = IN_URI | IN_SCHEME | IN_NAME, ['.'] = IN_URI | IN_SCHEME | IN_NAME | DOT,
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
		return URI_LITERAL;
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

/* Has it digits and dots alone, and is no address?  No name has that form (RFC 1123 2.1). */
static bool
is_mere_number(struct span host)
{
	size_t i = 0;

	while (i < host.n && (is_digit(host.p[i]) || host.p[i] == '.'))
		i++;
	return i == host.n && i > 0 && !host_is_ipv4(host);
}

static enum host_fault
name_fault(struct span host)
{
	enum host_fault f = host_check_lengths(host);

	return f == HOST_OK && is_mere_number(host) ? HOST_NUMBER : f;
}

static enum host_fault
host_fault(const struct uri *u)
{
	enum host_fault f;

	if (!u->is_http && !u->is_https && !uri_scheme_is(u, "ftp"))
		return HOST_OK;
	if (!host_is_ip_literal(u->host)) {
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

static bool
is_unreserved(uint8_t c)
{
	return is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

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

/* ---- host names ---- */

static enum host_fault
label_length(struct span l)
{
	return l.n == 0 ? HOST_LABEL_EMPTY : l.n > MAX_LABEL ? HOST_LABEL_TOO_LONG : HOST_OK;
}

static enum host_fault
check_label(struct span l)
{
	if (l.n == 0)
		return HOST_LABEL_EMPTY;
	for (size_t i = 0; i < l.n; i++)
		if (!is_letter(l.p[i]) && !is_digit(l.p[i]) && l.p[i] != '-')
			return HOST_CHARACTER;
	if (l.p[0] == '-' || l.p[l.n - 1] == '-')
		return HOST_HYPHEN;
	return label_length(l);
}

static enum host_fault
check_labels(struct span name, unsigned *labels, enum host_fault check(struct span label))
{
	*labels = 0;
	if (name.n == 0)
		return HOST_EMPTY;
	if (name.p[name.n - 1] == '.' && name.n > 1)
		name.n--;
	if (name.n > MAX_NAME)
		return HOST_TOO_LONG;
	for (;;) {
		size_t n = find_class(name, DOT);
		enum host_fault f = check(span_sub(name, 0, n));

		++*labels;
		if (f != HOST_OK || n == name.n)
			return f;
		name = span_sub(name, n + 1, name.n - n - 1);
	}
}

enum host_fault
host_check(struct span name)
{
	unsigned labels;

	return check_labels(name, &labels, check_label);
}

enum host_fault
host_check_lengths(struct span name)
{
	unsigned labels;

	return check_labels(name, &labels, label_length);
}

enum host_fault
host_check_preferred(struct span name)
{
	return name.n > 1 && name.p[name.n - 1] == '.' ? HOST_LABEL_EMPTY : host_check(name);
}

enum host_fault
host_check_qualified(struct span name)
{
	unsigned labels;
	enum host_fault f = check_labels(name, &labels, check_label);

	return f == HOST_OK && labels < 2 ? HOST_SINGLE_LABEL : f;
}

bool
host_is_ipv4(struct span name)
{
	unsigned parts = 0, digits = 0, value = 0;

	for (size_t i = 0; i < name.n; i++) {
		if (name.p[i] == '.') {
			if (digits == 0 || ++parts > 3)
				return false;
			digits = value = 0;
			continue;
		}
		value = value * 10 + (name.p[i] - (unsigned)'0');
		if (!is_digit(name.p[i]) || ++digits > 3 || value > 255)
			return false;
	}
	return parts == 3 && digits > 0;
}

/* h16 of RFC 3986 3.2.2: how many of one to four hexadecimal digits stand here; 0: none, or more. */
static size_t
group_length(struct span s)
{
	size_t n = 0;

	while (n < s.n && hex_digit(s.p[n]) >= 0)
		n++;
	return n <= 4 ? n : 0;
}

/* Without leading zeros, as dec-octet has it. */
static bool
is_dotted_quad(struct span s)
{
	for (size_t i = 0; i + 1 < s.n; i++)
		if (s.p[i] == '0' && (i == 0 || s.p[i - 1] == '.') && is_digit(s.p[i + 1]))
			return false;
	return host_is_ipv4(s);
}

/* Eight groups, or fewer round one "::"; an IPv4 address may take the place of the last two. */
static bool
is_ipv6(struct span s)
{
	unsigned groups = 0;
	bool gap = false;
	size_t n;

	while (s.n > 0) {
		if (s.n >= 2 && s.p[0] == ':' && s.p[1] == ':') {
			if (gap)
				return false;
			gap = true;
			s = span_sub(s, 2, s.n - 2);
		} else if (groups > 0) {
			if (s.p[0] != ':')
				return false;
			s = span_sub(s, 1, s.n - 1);
			if (s.n == 0)
				return false;
		}
		if (s.n == 0)
			break;
		if (memchr(s.p, '.', s.n) != NULL && memchr(s.p, ':', s.n) == NULL)
			return is_dotted_quad(s) && (gap ? groups <= 5 : groups == 6);
		n = group_length(s);
		if (n == 0 || ++groups > 8)
			return false;
		s = span_sub(s, n, s.n - n);
	}
	return gap ? groups <= 7 : groups == 8;
}

/* "v", hexadecimal digits, a dot, and characters that a host name may have or a colon (IPvFuture). */
static bool
is_ip_future(struct span s)
{
	size_t n = 1;

	while (n < s.n && hex_digit(s.p[n]) >= 0)
		n++;
	if (n == 1 || n + 1 >= s.n || s.p[n] != '.')
		return false;
	for (size_t i = n + 1; i < s.n; i++)
		if ((class_of[s.p[i]] & (IN_URI | PATH_END | SLASH | BRACKET)) != IN_URI || s.p[i] == '@')
			return false;
	return true;
}

bool
host_is_ip_literal(struct span host)
{
	struct span in = host.n >= 4 ? span_sub(host, 1, host.n - 2) : SPAN_NONE;

	if (in.n == 0 || host.p[0] != '[' || host.p[host.n - 1] != ']')
		return false;
	return (in.p[0] | 0x20) == 'v' ? is_ip_future(in) : is_ipv6(in);
}
