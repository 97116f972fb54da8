/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mailbox.c - the Mailbox of RFC 5321 4.1.2 with the UTF-8 of RFC 6532 3.2.
 */
#include "value/mailbox.h"

#include "base/ascii.h"
#include "base/letters.h"
#include "base/utf8.h"

/* RFC 5321 4.5.3.1.1 and .2; a Path of 256 octets has two angle brackets; RFC 1035 2.3.4. */
#define MAX_LOCAL 64
#define MAX_LABEL 63
#define MAX_DOMAIN 255
#define MAX_MAILBOX 254

const char *
mailbox_fault_text(enum mailbox_fault f)
{
	static const char *const words[] = {
#define X(name, text) text,
		MAILBOX_FAULT_LIST(X)
#undef X
	};

	return (unsigned)f < MAILBOX_FAULTS ? words[f] : "is wrong";
}

bool
mailbox_fault_is_length(enum mailbox_fault f)
{
	return f == MAILBOX_LOCAL_TOO_LONG || f == MAILBOX_LABEL_TOO_LONG ||
	    f == MAILBOX_DOMAIN_TOO_LONG || f == MAILBOX_TOO_LONG;
}

/* Letters and digits of ASCII, one bit for each of its characters. */
static inline bool
is_let_dig(uint8_t c)
{
	static const uint32_t let_dig[8] = { 0, 0x03ff0000, 0x07fffffe, 0x07fffffe };

	return (let_dig[c >> 5] >> (c & 31) & 1) != 0;
}

/*
 * atext of RFC 5322 3.2.3, one bit for each character of ASCII: the letters and
 * digits and ! # $ % & ' * + - / = ? ^ _ ` { | } ~; octets over 0x7f by RFC
 * 6532 3.2.
 */
static bool
is_atext(uint8_t c)
{
	static const uint32_t atext[4] = { 0, 0xa3ffacfa, 0xc7fffffe, 0x7fffffff };

	return c >= 0x80 || (atext[c >> 5] >> (c & 31) & 1) != 0;
}

/* What most mailboxes consist of, for a quick look. */
enum { IN_ATOM = 1, IN_LABEL = 2 };
#define LETTER(c) [c] = IN_ATOM | IN_LABEL, [(c) - 'a' + 'A'] = IN_ATOM | IN_LABEL,
#define DIGIT(c) [c] = IN_ATOM | IN_LABEL,
static const uint8_t class_of[256] = {
	EACH_SMALL_LETTER(LETTER) EACH_DIGIT(DIGIT)
	['-'] = IN_ATOM | IN_LABEL, ['_'] = IN_ATOM, ['+'] = IN_ATOM,
};
#undef LETTER
#undef DIGIT

/*
 * The index just behind the Quoted-string at the front of s; 0 when it has no
 * end or holds what neither qtextSMTP nor quoted-pairSMTP allows.
 */
static size_t
quoted_end(struct span s)
{
	for (size_t i = 1; i < s.n; i++) {
		if (s.p[i] == '"')
			return i + 1;
		if (s.p[i] == '\\' && ++i < s.n && s.p[i] >= 0x80)
			return 0;
		if (i < s.n && (s.p[i] < 0x20 || s.p[i] == 0x7f))
			return 0;
	}
	return 0;
}

static bool
holds(struct span s, uint8_t octet)
{
	return s.n > 0 && memchr(s.p, octet, s.n) != NULL;
}

/* What is wrong with the text as a whole, before it is split; `from` is behind a Quoted-string. */
static enum mailbox_fault
scan(struct span s, size_t from, enum mailbox_mode mode)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < 0x20 || s.p[i] == 0x7f)
			return MAILBOX_CONTROL;
	if (mode == MAILBOX_UTF8 && !utf8_valid(s))
		return MAILBOX_NOT_UTF8;
	if (holds(span_sub(s, from, s.n - from), '<') || holds(span_sub(s, from, s.n - from), '>'))
		return MAILBOX_DISPLAY_NAME;
	if (s.n >= 7 && memcmp(s.p, "mailto:", 7) == 0)
		return MAILBOX_SCHEME;
	return MAILBOX_OK;
}

/* Puts what stands before and after the first @ that is not quoted into out. */
static enum mailbox_fault
split(struct span s, size_t from, struct mailbox *out)
{
	const uint8_t *at = from < s.n ? memchr(s.p + from, '@', s.n - from) : NULL;
	size_t n;

	if (at == NULL)
		return MAILBOX_NO_AT;
	n = (size_t)(at - s.p);
	out->local = span_sub(s, 0, n);
	out->domain = span_sub(s, n + 1, s.n - n - 1);
	out->literal = out->domain.n > 0 && out->domain.p[0] == '[';
	if (!out->literal && holds(out->domain, '@'))
		return MAILBOX_SEVERAL_AT;
	return holds(span_sub(s, from, s.n - from), ' ') ? MAILBOX_BLANK : MAILBOX_OK;
}

/* Dot-string = Atom *("." Atom) */
static enum mailbox_fault
dot_string(struct span s)
{
	if (s.n == 0)
		return MAILBOX_LOCAL_EMPTY;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '.') {
			if (i == 0 || i + 1 == s.n || s.p[i - 1] == '.')
				return MAILBOX_LOCAL_DOT;
		} else if (!is_atext(s.p[i]))
			return MAILBOX_LOCAL_CHARACTER;
	}
	return MAILBOX_OK;
}

/* sub-domain = Let-dig [Ldh-str], or a U-label (RFC 6531 3.3). */
static enum mailbox_fault
sub_domain(struct span s, enum mailbox_mode mode)
{
	if (s.n == 0)
		return MAILBOX_DOMAIN_DOT;
	for (size_t i = 0; i < s.n; i++) {
		if (is_let_dig(s.p[i]) || s.p[i] == '-')
			continue;
		if (s.p[i] == '_')
			return MAILBOX_UNDERSCORE;
		if (s.p[i] < 0x80)
			return MAILBOX_DOMAIN_CHARACTER;
		if (mode == MAILBOX_ASCII)
			return MAILBOX_U_LABEL;
	}
	if (s.p[0] == '-' || s.p[s.n - 1] == '-')
		return MAILBOX_DOMAIN_HYPHEN;
	return MAILBOX_OK;
}

/* Domain = sub-domain *("." sub-domain); *long_label says whether some LDH label is too long. */
static enum mailbox_fault
domain_labels(struct span s, enum mailbox_mode mode, bool *long_label)
{
	enum mailbox_fault f;
	struct span label;
	size_t from = 0;

	if (s.n == 0)
		return MAILBOX_DOMAIN_EMPTY;
	for (size_t i = 0; i <= s.n; i++) {
		if (i < s.n && s.p[i] != '.')
			continue;
		label = span_sub(s, from, i - from);
		if ((f = sub_domain(label, mode)) != MAILBOX_OK)
			return f;
		/* A U-label is measured as its A-label, which libidn2 does. */
		if (label.n > MAX_LABEL && span_is_ascii(label))
			*long_label = true;
		from = i + 1;
	}
	return MAILBOX_OK;
}

/* IPv4-address-literal = Snum 3("."  Snum): one to three digits, up to 255; decimal, with zeros in front, too. */
static bool
ipv4_literal(struct span s, uint8_t out[4])
{
	unsigned value = 0, digits = 0, dots = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (is_digit(s.p[i])) {
			value = value * 10 + (unsigned)(s.p[i] - '0');
			if (++digits > 3 || value > 255)
				return false;
			out[dots] = (uint8_t)value;
		} else if (s.p[i] == '.' && digits > 0 && ++dots <= 3) {
			value = digits = 0;
		} else
			return false;
	}
	return dots == 3 && digits > 0;
}

/* One to four hexadecimal digits, as two octets. */
static void
put_group(uint8_t out[2], struct span digits)
{
	unsigned value = 0;

	for (size_t i = 0; i < digits.n; i++)
		value = value << 4 | (unsigned)hex_digit(digits.p[i]);
	out[0] = (uint8_t)(value >> 8);
	out[1] = (uint8_t)(value & 0xff);
}

/*
 * IPv6-addr: eight groups, or fewer round one "::" that stands for two or more;
 * an IPv4 address may take the place of the last two (RFC 5321 4.1.3).
 */
static bool
ipv6_literal(struct span s, uint8_t out[16])
{
	unsigned groups = 0, behind;
	uint8_t *from = out;		/* where the gap is */
	bool gap = false;
	size_t i = 0, n;

	while (i < s.n) {
		if (s.n - i >= 2 && s.p[i] == ':' && s.p[i + 1] == ':') {
			if (gap)
				return false;
			gap = true;
			from = out + (size_t)groups * 2;
			i += 2;
			continue;
		}
		if (i > 0 && s.p[i - 1] != ':')
			i++;				/* the colon between two groups */
		for (n = 0; i + n < s.n && hex_digit(s.p[i + n]) >= 0; n++)
			;
		if (i + n < s.n && s.p[i + n] == '.') {
			if (groups > 6 || !ipv4_literal(span_sub(s, i, s.n - i), out + (size_t)groups * 2))
				return false;
			groups += 2;
			break;
		}
		if (n == 0 || n > 4 || (i + n < s.n && s.p[i + n] != ':') || ++groups > 8)
			return false;
		put_group(out + ((size_t)groups - 1) * 2, span_sub(s, i, n));
		i += n;
	}
	if (!(gap ? groups <= 6 : groups == 8))
		return false;
	behind = groups * 2 - (unsigned)(from - out);
	if (gap) {
		memmove(out + 16 - behind, from, behind);
		memset(from, 0, 16 - (size_t)groups * 2);
	}
	return true;
}

/* General-address-literal = Standardized-tag ":" 1*dcontent */
static bool
general_literal(struct span s)
{
	const uint8_t *colon = s.n > 0 ? memchr(s.p, ':', s.n) : NULL;
	size_t tag;

	if (colon == NULL)
		return false;
	tag = (size_t)(colon - s.p);
	if (tag == 0 || tag + 1 == s.n || s.p[tag - 1] == '-')
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (i < tag && !is_let_dig(s.p[i]) && s.p[i] != '-')
			return false;
		if (s.p[i] < 33 || s.p[i] > 126 || (s.p[i] >= '[' && s.p[i] <= ']'))
			return false;
	}
	return true;
}

/* What brackets hold; the octets of an IP address, or *n 0 of another kind. */
static bool
address_literal(struct span s, uint8_t out[16], size_t *n)
{
	*n = 0;
	if (s.n < 2 || s.p[0] != '[' || s.p[s.n - 1] != ']')
		return false;
	s = span_sub(s, 1, s.n - 2);
	if (s.n >= 5 && (s.p[0] | 0x20) == 'i' && (s.p[1] | 0x20) == 'p' && (s.p[2] | 0x20) == 'v' &&
	    s.p[3] == '6' && s.p[4] == ':') {
		*n = 16;
		return ipv6_literal(span_sub(s, 5, s.n - 5), out);
	}
	if (general_literal(s))
		return true;
	*n = 4;
	return ipv4_literal(s, out);
}

/* Do the first `bits` of an address have these values? */
static bool
has_prefix(const uint8_t *address, const uint8_t *prefix, unsigned bits)
{
	unsigned whole = bits / 8, rest = bits % 8;

	return memcmp(address, prefix, whole) == 0 && (rest == 0 || (address[whole] ^ prefix[whole]) >> (8 - rest) == 0);
}

static bool
is_local_ipv4(const uint8_t *address)
{
	static const struct { uint8_t prefix[4], bits; } range[] = {
		{ { 0, 0, 0, 0 }, 8 },		/* this network; unspecified (RFC 1122 3.2.1.3) */
		{ { 127, 0, 0, 0 }, 8 },	/* loopback */
		{ { 255, 255, 255, 255 }, 32 },	/* broadcast (RFC 919 7) */
		{ { 10, 0, 0, 0 }, 8 },		/* private (RFC 1918 3) */
		{ { 172, 16, 0, 0 }, 12 },
		{ { 192, 168, 0, 0 }, 16 },
		{ { 169, 254, 0, 0 }, 16 }	/* link-local (RFC 3927) */
	};

	for (size_t i = 0; i < sizeof range / sizeof *range; i++)
		if (has_prefix(address, range[i].prefix, range[i].bits))
			return true;
	return false;
}

static bool
is_local_ipv6(const uint8_t *address)
{
	static const uint8_t zero[15], mapped[12] = { [10] = 0xff, [11] = 0xff }, link_local[2] = { 0xfe, 0x80 }, unique_local[1] = { 0xfc };

	/* "::" and "::1" (RFC 4291 2.5.2, 2.5.3); fc00::/7 (RFC 4193 3.1). */
	if (memcmp(address, zero, sizeof zero) == 0 && address[15] <= 1)
		return true;
	if (memcmp(address, mapped, sizeof mapped) == 0)
		return is_local_ipv4(address + sizeof mapped);
	return has_prefix(address, link_local, 10) || has_prefix(address, unique_local, 7);
}

bool
mailbox_literal_is_local(struct span domain)
{
	uint8_t address[16];
	size_t n;

	if (!address_literal(domain, address, &n))
		return false;
	return n == 4 ? is_local_ipv4(address) : n == 16 && is_local_ipv6(address);
}

static void
check_lengths(struct mailbox *m, bool long_label)
{
	if (m->local.n > MAX_LOCAL)
		m->long_part = MAILBOX_LOCAL_TOO_LONG;
	else if (m->local.n + 1 + m->domain.n > MAX_MAILBOX)
		m->long_part = MAILBOX_TOO_LONG;
	if (long_label)
		m->long_domain = MAILBOX_LABEL_TOO_LONG;
	else if (m->domain.n > MAX_DOMAIN)
		m->long_domain = MAILBOX_DOMAIN_TOO_LONG;
}

/* The first of them: those of the whole are the last. */
static enum mailbox_fault
first_length(const struct mailbox *m)
{
	return m->long_domain == MAILBOX_OK || m->long_part == MAILBOX_LOCAL_TOO_LONG ? (enum mailbox_fault)m->long_part :
	    (enum mailbox_fault)m->long_domain;
}

static enum mailbox_fault
local_fault(const struct mailbox *m, size_t from, enum mailbox_mode mode)
{
	enum mailbox_fault f;

	if (m->quoted && m->local.n != from)
		return MAILBOX_QUOTED;
	if (!m->quoted && (f = dot_string(m->local)) != MAILBOX_OK)
		return f;
	return m->local_non_ascii && mode == MAILBOX_ASCII ? MAILBOX_NON_ASCII : MAILBOX_OK;
}

void
mailbox_split(struct span text, struct mailbox *out)
{
	*out = (struct mailbox){ .quoted = text.n > 0 && text.p[0] == '"' };
	if (text.n > 0)
		(void)split(text, out->quoted ? quoted_end(text) : 0, out);
}

/* Behind the Dot-string at the front of s, of ASCII; 0 where there is none. */
static inline size_t
plain_local(struct span s)
{
	size_t i = 0, atom;

	for (;;) {
		for (atom = i; i < s.n && (class_of[s.p[i]] & IN_ATOM) != 0; i++)
			;
		if (i == atom)
			return 0;
		if (i == s.n || s.p[i] != '.')
			return i;
		i++;
	}
}

/* LDH labels, none of them too long, with dots between them? */
static inline bool
plain_domain(struct span s)
{
	size_t i = 0, label;

	for (;;) {
		for (label = i; i < s.n && (class_of[s.p[i]] & IN_LABEL) != 0; i++)
			;
		if (i == label || i - label > MAX_LABEL || s.p[label] == '-' || s.p[i - 1] == '-')
			return false;
		if (i == s.n)
			return true;
		if (s.p[i++] != '.')
			return false;
	}
}

/* Nearly every mailbox is of ASCII, without quotes, comments and literals, and right.  False: look closer. */
static bool
parse_plain(struct span s, struct mailbox *out)
{
	size_t at = plain_local(s);

	if (at == 0 || at > MAX_LOCAL || at == s.n || s.p[at] != '@' || s.n > MAX_MAILBOX)
		return false;
	out->local = span_sub(s, 0, at);
	out->domain = span_sub(s, at + 1, s.n - at - 1);
	out->domain_right = plain_domain(out->domain);
	return out->domain_right;
}

enum mailbox_fault
mailbox_parse(struct span text, enum mailbox_mode mode, struct mailbox *out)
{
	enum mailbox_fault f, g;
	uint8_t address[16];
	bool long_label = false;
	size_t from = 0, octets;

	memset(out, 0, sizeof *out);
	if (text.n == 0)
		return MAILBOX_EMPTY;
	if (parse_plain(text, out))
		return MAILBOX_OK;
	*out = (struct mailbox){ .quoted = text.p[0] == '"' };
	if (out->quoted)
		from = quoted_end(text);
	f = scan(text, from, mode);
	g = split(text, from, out);
	if (f != MAILBOX_OK || g != MAILBOX_OK)
		return f != MAILBOX_OK ? f : g;
	out->local_non_ascii = !span_is_ascii(out->local);
	out->u_label = !span_is_ascii(out->domain);
	f = local_fault(out, from, mode);
	if (out->literal)
		g = address_literal(out->domain, address, &octets) ? MAILBOX_OK : MAILBOX_LITERAL;
	else
		g = domain_labels(out->domain, mode, &long_label);
	out->domain_right = g == MAILBOX_OK;
	check_lengths(out, long_label);
	if (f != MAILBOX_OK)
		out->domain_fault = (uint8_t)g;
	else
		f = g;
	return f != MAILBOX_OK ? f : first_length(out);
}

enum mailbox_sort
mailbox_sort(struct span text)
{
	struct mailbox m;
	enum mailbox_fault f;

	/* Most values have no @ at all. */
	if (text.n == 0 || memchr(text.p, '@', text.n) == NULL)
		return MAILBOX_SORT_NONE;
	f = mailbox_parse(text, MAILBOX_UTF8, &m);
	if (f != MAILBOX_OK && !mailbox_fault_is_length(f))
		return MAILBOX_SORT_NONE;
	return m.literal || memchr(m.domain.p, '.', m.domain.n) != NULL ? MAILBOX_SORT_LIKE : MAILBOX_SORT_FITS;
}

bool
mailbox_like(struct span text)
{
	return mailbox_sort(text) == MAILBOX_SORT_LIKE;
}

/* Labels, two or more, none of which is empty, of letters, digits, hyphens and underscores? */
static bool
is_underscored(struct span domain)
{
	size_t dots = 0;

	for (size_t i = 0; i < domain.n; i++) {
		uint8_t o = domain.p[i];

		if (o == '.' && (i == 0 || i + 1 == domain.n || domain.p[i - 1] == '.'))
			return false;
		if (o != '.' && o != '-' && o != '_' && o < 0x80 && !is_let_dig(o))
			return false;
		dots += o == '.';
	}
	return dots > 0;
}

bool
mailbox_meant(struct span text)
{
	struct mailbox m;

	return mailbox_like(text) || (holds(text, '@') && mailbox_parse(text, MAILBOX_UTF8, &m) == MAILBOX_UNDERSCORE && is_underscored(m.domain));
}
