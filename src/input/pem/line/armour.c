/* SPDX-License-Identifier: Apache-2.0 */
#include "input/pem/line/armour.h"

/* So many dashes there are at least, of five. */
#define DASHES 4
/* Of a longer run, so many octets at its end may be those of armour. */
#define MOST_DASHES 64

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

static bool
ends_in(const char *label, const char *end)
{
	size_t n = strlen(label), k = strlen(end);

	return k <= n && strcmp(label + n - k, end) == 0;
}

enum pem_content
pem_content_of(const char *label)
{
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
		if (label[0] == labels[i].label[0] && strcmp(label, labels[i].label) == 0)
			return labels[i].content;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (ends_in(label, ends[i].end))
			return ends[i].content;
	return PEM_IS_UNKNOWN;
}

bool
pem_names_key(const char *label)
{
	return ends_in(label, "KEY") || ends_in(label, "KEY BLOCK");
}

bool
pem_names_certificate(const char *label)
{
	return pem_content_of(label) == PEM_IS_UNKNOWN && strstr(label, "REQUEST") == NULL &&
	    (strstr(label, "CERT") != NULL || strncmp(label, "X509", 4) == 0 || strncmp(label, "X.509", 5) == 0);
}

/* Behind the dash at `at`; *weight: how many it stands for.  `at`: there is none. */
static size_t
behind_dash(struct span s, size_t at, unsigned *weight)
{
	*weight = 1;
	if (at < s.n && s.p[at] == '-')
		return at + 1;
	if (s.n < 3 || at > s.n - 3 || s.p[at] != 0xe2)
		return at;
	/* U+2010 to U+2015, where a word processor makes one of two; U+2212. */
	if (s.p[at + 1] == 0x80 && s.p[at + 2] >= 0x90 && s.p[at + 2] <= 0x95) {
		*weight = s.p[at + 2] >= 0x93 ? 2 : 1;
		return at + 3;
	}
	return s.p[at + 1] == 0x88 && s.p[at + 2] == 0x92 ? at + 3 : at;
}

/* Behind those of ASCII, which most are. */
static size_t
behind_hyphens(struct span s, size_t at)
{
	while (at < s.n && s.p[at] == '-')
		at++;
	return at;
}

/* Behind a run of dashes, when there are enough of them; else `at`. */
static size_t
behind_dashes(struct span s, size_t at)
{
	size_t end = behind_hyphens(s, at), sum = end - at, next;
	unsigned weight;

	for (; (next = behind_dash(s, end, &weight)) > end; end = next)
		sum += weight;
	return sum >= DASHES ? end : at;
}

/* Behind a blank, of ASCII, NUL, NO-BREAK SPACE in UTF-8 or Latin-1, or one of a URL ("%20", "+"); else `at`. */
static size_t
behind_blank(struct span s, size_t at)
{
	if (at >= s.n)
		return at;
	if (s.p[at] == ' ' || s.p[at] == '\t' || s.p[at] == 0 || s.p[at] == 0xa0)
		return at + 1;
	if (s.p[at] == '+')
		return at + 1;
	if (s.n - at > 2 && memcmp(s.p + at, "%20", 3) == 0)
		return at + 3;
	return s.n - at > 1 && s.p[at] == 0xc2 && s.p[at + 1] == 0xa0 ? at + 2 : at;
}

static size_t
behind_blanks(struct span s, size_t at)
{
	size_t next;

	while ((next = behind_blank(s, at)) > at)
		at = next;
	return at;
}

/* Behind these letters, in any case; else `at`. */
static size_t
behind_letters(struct span s, size_t at, const char *letters)
{
	size_t i = 0;

	for (; letters[i] != '\0'; i++)
		if (at + i >= s.n || (s.p[at + i] & 0xdf) != (uint8_t)letters[i])
			return at;
	return at + i;
}

/* Behind BEGIN or END; else `at`. */
static size_t
behind_word(struct span s, size_t at, bool *end)
{
	size_t n = behind_letters(s, at, "BEGIN");

	*end = n == at;
	return *end ? behind_letters(s, at, "END") : n;
}

static char
shown(uint8_t c)
{
	if (c >= 'a' && c <= 'z')
		return (char)(c - 'a' + 'A');
	return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ? (char)c : '?';
}

/* Behind a line end that folds a text at a blank, as YAML does, with "\\" before it or without; else `at`. */
static size_t
behind_fold(struct span s, size_t at)
{
	size_t n = at + (at < s.n && s.p[at] == '\\'), from = n;

	n += n < s.n && s.p[n] == '\r';
	n += n < s.n && s.p[n] == '\n';
	if (n == from)
		return at;
	while (n < s.n && (s.p[n] == ' ' || s.p[n] == '\t'))
		n++;
	return n + (n < s.n && s.p[n] == '\\');
}

/* Reads the label from *at up to the dashes behind it; false: none come in this line, or in the next that one is folded into. */
static bool
label(struct span s, size_t *at, char to[PEM_LABEL])
{
	bool space = false, folded = false;
	size_t n = 0, next;

	/* With an end wherever it is read up to: what is known of the octets is known without how many they are. */
	memset(to, 0, PEM_LABEL);
	for (; *at < s.n; *at = next) {
		uint8_t c = s.p[*at];

		if ((c == '-' || c == 0xe2) && behind_dashes(s, *at) > *at)
			break;
		if (!folded && (c == '\n' || c == '\r' || c == '\\') && (next = behind_fold(s, *at)) > *at) {
			folded = space = true;
			continue;
		}
		if (c == '\n' || c == '\r')
			return false;
		/* Letters and digits are none. */
		next = c > '+' && c < 0x80 ? *at : behind_blank(s, *at);
		if (next == *at) {
			if (space && n > 0 && n < PEM_LABEL - 1)
				to[n++] = ' ';
			if (n < PEM_LABEL - 1)
				to[n++] = shown(c);
		}
		space = next > *at;
		next += !space;
	}
	return *at < s.n && (!folded || pem_content_of(to) != PEM_IS_UNKNOWN);
}

bool
armour_at(struct span text, struct armour *a)
{
	struct span s = text.n > ARMOUR_OCTETS ? span_sub(text, 0, ARMOUR_OCTETS) : text;
	size_t at = behind_dashes(s, 0), from, next;
	bool end;

	if (at == 0)
		return false;
	from = behind_blanks(s, at);
	at = behind_word(s, from, &a->end);
	if (at == from || (at < s.n && behind_blank(s, at) == at && shown(s.p[at]) != '?') || !label(s, &at, a->label))
		return false;
	/* Dashes that the next armour begins with are its own: "-----END A----------BEGIN B-----", or five of them. */
	a->n = behind_dashes(s, at);
	from = behind_blanks(s, a->n);
	next = behind_word(s, from, &end);
	if (next > from && behind_blank(s, next) > next)
		a->n = at;
	return true;
}

size_t
armour_none(struct span s)
{
	size_t n = behind_hyphens(s, 0), next;
	unsigned weight;

	while ((next = behind_dash(s, n, &weight)) > n)
		n = next;
	if (n > MOST_DASHES)
		return n - MOST_DASHES;
	return n < s.n && n > 0 ? n : 1;
}

bool
pem_begins(struct span text)
{
	struct armour a;

	for (size_t at = 0; at < text.n; ) {
		struct span here;

		if (text.p[at] != '-' && text.p[at] != 0xe2) {
			at++;
			continue;
		}
		here = span_sub(text, at, text.n - at);
		if (armour_at(here, &a) && !a.end)
			return true;
		at += armour_none(here);
	}
	return false;
}
