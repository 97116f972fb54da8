/* SPDX-License-Identifier: Apache-2.0 */
#include "input/text/armour.h"

#include <strings.h>

/* So many dashes there are at least, of five. */
#define DASHES 4

/* Labels in use (RFC 7468, OpenSSL, GnuTLS, OpenSSH, PGP), and what they stand for. */
static const struct {
	const char *label;
	enum pem_content content;
} labels[] = {
	{ "CERTIFICATE", PEM_IS_CERTIFICATE },
	{ "X509 CERTIFICATE", PEM_IS_CERTIFICATE },
	{ "X.509 CERTIFICATE", PEM_IS_CERTIFICATE },
	{ "TRUSTED CERTIFICATE", PEM_IS_CERTIFICATE },
	{ "TBS CERTIFICATE", PEM_IS_TBS },
	{ "PKCS7", PEM_IS_BAG },
	{ "CMS", PEM_IS_BAG },
	{ "PKCS ?7 SIGNED DATA", PEM_IS_BAG },
	{ "PKCS12", PEM_IS_BAG },
	{ "CERTIFICATE CHAIN", PEM_IS_BAG },
	{ "ATTRIBUTE CERTIFICATE", PEM_IS_OTHER },
	{ "X509 CRL", PEM_IS_STATUS },
	{ "CRL", PEM_IS_STATUS },
	{ "OCSP RESPONSE", PEM_IS_STATUS },
	{ "OCSP REQUEST", PEM_IS_OTHER },
	{ "DH PARAMETERS", PEM_IS_OTHER },
	{ "EC PARAMETERS", PEM_IS_OTHER },
	{ "PGP MESSAGE", PEM_IS_OTHER },
	{ "PGP SIGNATURE", PEM_IS_OTHER },
	{ "PGP SIGNED MESSAGE", PEM_IS_OTHER },
};

/* And how those end that have many beginnings. */
static const struct {
	const char *end;
	enum pem_content content;
} ends[] = {
	{ " CERTIFICATE", PEM_IS_CERTIFICATE },
	{ " REQUEST", PEM_IS_OTHER },
	{ "KEY", PEM_IS_OTHER },
	{ "KEY BLOCK", PEM_IS_OTHER },
	{ " CRL", PEM_IS_OTHER },
};

enum pem_content
pem_content_of(const char *label)
{
	size_t n = strlen(label), k;

	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
		if (strcmp(label, labels[i].label) == 0)
			return labels[i].content;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if ((k = strlen(ends[i].end)) <= n && strcmp(label + n - k, ends[i].end) == 0)
			return ends[i].content;
	return PEM_IS_UNKNOWN;
}

size_t
dash_at(struct span s, unsigned *weight)
{
	*weight = 1;
	if (s.n > 0 && s.p[0] == '-')
		return 1;
	if (s.n < 3 || s.p[0] != 0xe2)
		return 0;
	/* U+2010 to U+2015, where a word processor makes one of two; U+2212. */
	if (s.p[1] == 0x80 && s.p[2] >= 0x90 && s.p[2] <= 0x95) {
		*weight = s.p[2] >= 0x93 ? 2 : 1;
		return 3;
	}
	return s.p[1] == 0x88 && s.p[2] == 0x92 ? 3 : 0;
}

/* A run of dashes: its octets, when there are enough of them. */
static size_t
dashes(struct span s)
{
	unsigned weight, sum = 0;
	size_t n = 0, k;

	while (n < s.n && (k = dash_at(span_sub(s, n, s.n - n), &weight)) > 0) {
		n += k;
		sum += weight;
	}
	return sum >= DASHES ? n : 0;
}

/* A blank: of ASCII, NUL, or NO-BREAK SPACE in UTF-8 or Latin-1. */
static size_t
blank_at(struct span s)
{
	if (s.n > 0 && (s.p[0] == ' ' || s.p[0] == '\t' || s.p[0] == 0 || s.p[0] == 0xa0))
		return 1;
	return s.n > 1 && s.p[0] == 0xc2 && s.p[1] == 0xa0 ? 2 : 0;
}

static struct span
behind(struct span s, size_t n)
{
	return span_sub(s, n, s.n - n);
}

static struct span
behind_blanks(struct span s)
{
	size_t n;

	while ((n = blank_at(s)) > 0)
		s = behind(s, n);
	return s;
}

/* BEGIN or END off the front of *s. */
static bool
word(struct span *s, bool *end)
{
	if (s->n >= 5 && strncasecmp((const char *)s->p, "BEGIN", 5) == 0) {
		*end = false;
		*s = behind(*s, 5);
		return true;
	}
	*end = s->n >= 3 && strncasecmp((const char *)s->p, "END", 3) == 0;
	if (*end)
		*s = behind(*s, 3);
	return *end;
}

static char
shown(uint8_t c)
{
	if (c >= 'a' && c <= 'z')
		return (char)(c - 'a' + 'A');
	return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ? (char)c : '?';
}

/* The label off the front of *s, up to the dashes behind it; false: none come in this line. */
static bool
label(struct span *s, char *to)
{
	size_t n = 0, blank;
	bool space = false;

	while (s->n > 0 && dashes(*s) == 0) {
		if (s->p[0] == '\n' || s->p[0] == '\r')
			return false;
		blank = blank_at(*s);
		if (blank == 0) {
			if (space && n > 0 && n + 1 < PEM_LABEL)
				to[n++] = ' ';
			if (n + 1 < PEM_LABEL)
				to[n++] = shown(s->p[0]);
		}
		space = blank > 0;
		*s = behind(*s, blank > 0 ? blank : 1);
	}
	to[n] = '\0';
	return s->n > 0;
}

bool
armour_at(struct span text, struct armour *a)
{
	struct span s = text.n > ARMOUR_OCTETS ? span_sub(text, 0, ARMOUR_OCTETS) : text, next;
	size_t n = dashes(s);
	bool end;

	if (n == 0)
		return false;
	s = behind_blanks(behind(s, n));
	if (!word(&s, &a->end) || (s.n > 0 && blank_at(s) == 0 && shown(s.p[0]) != '?') || !label(&s, a->label))
		return false;
	n = dashes(s);
	/* Dashes that the next armour begins with are its own: "-----END A----------BEGIN B-----", or five of them. */
	next = behind_blanks(behind(s, n));
	a->n = word(&next, &end) && blank_at(next) > 0 ? (size_t)(s.p - text.p) : (size_t)(s.p - text.p) + n;
	return true;
}

bool
pem_begins(struct span text)
{
	struct armour a;
	unsigned weight;
	size_t n;

	while (text.n > 0) {
		for (n = 0; n < text.n && text.p[n] != '-' && text.p[n] != 0xe2; n++)
			;
		text = behind(text, n);
		if (text.n == 0)
			return false;
		if (armour_at(text, &a) && !a.end)
			return true;
		n = dash_at(text, &weight);
		text = behind(text, n > 0 ? n : 1);
	}
	return false;
}
