/* SPDX-License-Identifier: Apache-2.0 */
/* host.c - names of hosts and their addresses (RFC 1034 3.5, RFC 1123 2.1, RFC 3986 3.2.2). */
#include "value/host.h"

#include "base/ascii.h"

#define MAX_LABEL 63
#define MAX_NAME 253		/* 255 octets on the wire (RFC 1035 2.3.4) are 253 characters */

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

/* ---- names ---- */

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
		const uint8_t *dot = name.n > 0 ? memchr(name.p, '.', name.n) : NULL;
		size_t n = dot != NULL ? (size_t)(dot - name.p) : name.n;
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

/* ---- addresses ---- */

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

bool
host_ends_in_number(struct span name)
{
	size_t n = 0;

	while (n < name.n && is_digit(name.p[name.n - 1 - n]))
		n++;
	return n > 0 && (n == name.n || name.p[name.n - 1 - n] == '.');
}

/* Without leading zeros, as dec-octet of RFC 3986 3.2.2 has it. */
static bool
is_dotted_quad(struct span s)
{
	for (size_t i = 0; i + 1 < s.n; i++)
		if (s.p[i] == '0' && (i == 0 || s.p[i - 1] == '.') && is_digit(s.p[i + 1]))
			return false;
	return host_is_ipv4(s);
}

bool
host_is_mere_number(struct span host)
{
	size_t i = 0;

	while (i < host.n && (is_digit(host.p[i]) || host.p[i] == '.'))
		i++;
	return i == host.n && i > 0 && !is_dotted_quad(host);
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
		if (!is_unreserved(s.p[i]) && !is_char_of(s.p[i], "!$&'()*+,;=:"))
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

/* ZoneID: characters that need no escape, and escapes. */
static bool
is_zone(struct span s)
{
	size_t i = 0;

	while (i < s.n)
		if (is_unreserved(s.p[i]))
			i++;
		else if (s.p[i] == '%' && s.n - i >= 3 && hex_digit(s.p[i + 1]) >= 0 && hex_digit(s.p[i + 2]) >= 0)
			i += 3;
		else
			return false;
	return i > 0;
}

bool
host_has_zone(struct span host)
{
	struct span in = host.n >= 4 ? span_sub(host, 1, host.n - 2) : SPAN_NONE;
	const uint8_t *percent = in.n > 0 ? memchr(in.p, '%', in.n) : NULL;
	size_t n = percent != NULL ? (size_t)(percent - in.p) : in.n;

	return in.n - n > 3 && host.p[0] == '[' && host.p[host.n - 1] == ']' && in.p[n + 1] == '2' && in.p[n + 2] == '5' &&
	    is_ipv6(span_sub(in, 0, n)) && is_zone(span_sub(in, n + 3, in.n - n - 3));
}
