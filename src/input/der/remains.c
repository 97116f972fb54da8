/* SPDX-License-Identifier: Apache-2.0 */
#include "input/der/remains.h"

#include "base/ascii.h"
#include "der/der.h"
#include "input/der/begins.h"

/* Signs of one thing stand within so many octets: between those of its names and of its extensions is its key. */
#define TOGETHER 4096
/* A signature is no shorter (ECDSA with P-256, FIPS 186-5), and no sign stands in it. */
#define SIGNATURE 64

enum sign { SIGN_NONE, SIGN_NAME, SIGN_EXTENSION, SIGN_TIME, SIGN_RESPONSE, SIGN_STATUS, SIGN_CONTAINER };

/* An attribute of a name (X.520) with a string behind it, as in all of them. */
static bool
is_attribute(struct span s)
{
	return s.n > 6 && memcmp(s.p, "\x06\x03\x55\x04", 4) == 0 &&
	    (s.p[5] == DER_UTF8 || s.p[5] == DER_PRINTABLE || s.p[5] == DER_T61 || s.p[5] == DER_IA5 || s.p[5] == DER_BMP || s.p[5] == DER_UNIVERSALSTR);
}

/* An extension (RFC 5280 4.2), critical or not. */
static bool
is_extension(struct span s)
{
	return s.n > 8 && memcmp(s.p, "\x06\x03\x55\x1d", 4) == 0 && (s.p[5] == DER_OCTET_STRING || (s.p[5] == DER_BOOLEAN && s.p[6] == 1 && s.p[8] == DER_OCTET_STRING));
}

/* CRL number, reason, invalidity date, delta CRL indicator, issuing distribution point, certificate issuer: no certificate has them (RFC 5280 5.2, 5.3). */
static bool
is_extension_of_crl(struct span s)
{
	return s.p[4] == 0x14 || s.p[4] == 0x15 || s.p[4] == 0x18 || s.p[4] == 0x1b || s.p[4] == 0x1c || s.p[4] == 0x1d;
}

/* Octets of a time at the front, in Z (RFC 5280 4.1.2.5); 0: none. */
static size_t
time_octets(struct span s)
{
	size_t digits = s.n > 1 && s.p[0] == DER_UTCTIME && s.p[1] == 13 ? 12 : s.n > 1 && s.p[0] == DER_GENTIME && s.p[1] == 15 ? 14 : 0;

	if (digits == 0 || s.n < digits + 3 || s.p[digits + 2] != 'Z')
		return 0;
	for (size_t i = 0; i < digits; i++)
		if (!is_digit(s.p[i + 2]))
			return 0;
	return digits + 3;
}

/* Goes into the SEQUENCE that begins here, whole or not. */
static bool
enter(struct span *s)
{
	size_t n = s->n > 1 && s->p[0] == DER_SEQUENCE && s->p[1] != 0x80 ? 2 + (s->p[1] > 0x80 ? (size_t)(s->p[1] & 0x7f) : 0) : 0;

	if (n == 0 || n >= s->n)
		return false;
	*s = span_from(*s, n);
	return true;
}

/* Behind a time, or two: entries or extensions of a CRL (RFC 5280 5.1), where a certificate has its subject. */
static bool
crl_goes_on(struct span s)
{
	size_t n = time_octets(s);

	s = span_from(s, n);
	if (s.n > 0 && s.p[0] == DER_CTX_CONS(0))
		return true;
	if (!enter(&s))
		return false;
	if (s.p[0] == DER_INTEGER)
		return true;
	return enter(&s) && (s.p[0] == DER_INTEGER || (is_extension(s) && is_extension_of_crl(s)));
}

/* Does a SingleResponse of an OCSP response have its status in front of this time (RFC 6960 4.2.1)? */
static bool
is_behind_status(struct span s, size_t at)
{
	if (at < 2 || s.p[at] != DER_GENTIME)
		return false;
	/* good [0], unknown [2], revoked [1] with the time alone or with a reason behind it. */
	return ((s.p[at - 2] == DER_CTX(0) || s.p[at - 2] == DER_CTX(2)) && s.p[at - 1] == 0) ||
	    (s.p[at - 2] == DER_CTX_CONS(1) && (s.p[at - 1] == 17 || s.p[at - 1] == 22));
}

static enum sign
sign_at(struct span s, size_t at, bool *crl)
{
	struct span here = span_from(s, at);
	size_t n;

	if (is_attribute(here))
		return SIGN_NAME;
	if (is_extension(here)) {
		*crl = is_extension_of_crl(here);
		return SIGN_EXTENSION;
	}
	/* id-pkix-ocsp-basic and the response; id-signedData and its content. */
	if (span_starts(here, SPAN_LIT("\x06\x09\x2b\x06\x01\x05\x05\x07\x30\x01\x01\x04")))
		return SIGN_RESPONSE;
	if (span_starts(here, SPAN_LIT("\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0")))
		return SIGN_CONTAINER;
	n = time_octets(here);
	if (n == 0)
		return SIGN_NONE;
	*crl = crl_goes_on(span_from(here, n));
	return is_behind_status(s, at) ? SIGN_STATUS : SIGN_TIME;
}

/* What the signs show that were met; names alone stand in much that is no certificate. */
static enum remains
shown(const struct remains_met *m, enum sign sign)
{
	if (sign == SIGN_CONTAINER)
		return REMAINS_CONTAINER;
	if (sign == SIGN_RESPONSE || sign == SIGN_STATUS)
		return REMAINS_RESPONSE;
	if (m->extensions < 2 && (m->extensions > 0) + m->name + m->time < 2)
		return REMAINS_NONE;
	if (m->extensions == 0 && !m->name)
		return REMAINS_NONE;
	return m->crl ? REMAINS_CRL : REMAINS_CERTIFICATE;
}

enum remains
remains_sign(struct remains_met *m, struct span s, size_t at, uint64_t place)
{
	bool crl = false, begins;
	enum sign sign = sign_at(s, at, &crl);
	enum remains found;

	if (sign == SIGN_NONE)
		return REMAINS_NONE;
	/* One of these begins what it stands in; a name does behind the extensions and the signature of what was before it. */
	begins = sign == SIGN_RESPONSE || sign == SIGN_CONTAINER || (sign == SIGN_NAME && m->extensions > 0 && place - m->at > SIGNATURE);
	if (begins || (m->any && place - m->at > TOGETHER))
		*m = (struct remains_met){ 0 };
	m->any = true;
	m->at = place;
	m->name |= sign == SIGN_NAME;
	m->time |= sign == SIGN_TIME;
	m->extensions += sign == SIGN_EXTENSION;
	m->crl |= crl;
	found = m->told == REMAINS_NONE ? shown(m, sign) : REMAINS_NONE;
	m->told = found != REMAINS_NONE ? found : m->told;
	return found;
}

enum remains
remains_inside(struct span s, uint64_t *at)
{
	struct remains_met met = { 0 };
	enum remains found;

	for (size_t i = 0; i < s.n; i++) {
		*at = i;
		if (remains_may(s.p[i]) && (found = remains_sign(&met, s, i, i)) != REMAINS_NONE)
			return found;
		if (s.p[i] == DER_SEQUENCE && element_begins(span_from(s, i)))
			break;
	}
	return REMAINS_NONE;
}

const char *
remains_words(enum remains what)
{
	return what == REMAINS_CRL ? "a CRL" : what == REMAINS_RESPONSE ? "an OCSP response" :
	    what == REMAINS_CONTAINER ? "a PKCS #7 or CMS container" : "a certificate";
}
