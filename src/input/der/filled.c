/* SPDX-License-Identifier: Apache-2.0 */
#include "input/der/filled.h"

#include "der/der.h"
#include "input/der/again.h"
#include "input/der/begins.h"
#include "input/der/cms.h"
#include "input/der/wrapped.h"
#include "input/sniff.h"

/* Of a Certificate and a CertificateList (RFC 5280 4.1, 5.1): what is signed, the algorithm, the signature. */
#define FIELDS 3
/* RFC 7468 3. */
#define BEGIN "-----BEGIN "

/* Does a CRL, a response or a container begin here? */
static bool
other_begins(struct span s)
{
	return s.p[0] == DER_SEQUENCE && element_begins(s) && (sniff_status(s) || cms_begins(s) > 0);
}

/* Does any of it begin in these octets, which are random?  Most have no octet that may be its second. */
static bool
begins_in(struct span s)
{
	for (size_t at = 0; s.n - at >= AGAIN_OCTETS; at++) {
		const uint8_t *first = memchr(s.p + at, DER_SEQUENCE, s.n - at);

		if (first == NULL)
			return false;
		at = (size_t)(first - s.p);
		if (s.n - at < AGAIN_OCTETS)
			return false;
		/* A length of more than 127 octets, or without one. */
		if (first[1] >= 0x80 && first[1] <= 0x84 && (again_may_begin(first, AGAIN_OCTETS) || other_begins(span_from(s, at))))
			return true;
	}
	return false;
}

/* Is it signed?  *last: the last of its fields, where these fill it; of no octets otherwise. */
static bool
has_fields(struct span der, struct span *last)
{
	struct der_tlv outer, t = { 0 };
	unsigned n = 0;

	*last = SPAN_NONE;
	if (!(certificate_begins(der) || sniff_crl(der)) || der_next(&der, &outer) != DER_OK)
		return false;
	while (n < FIELDS && der_next(&outer.val, &t) == DER_OK)
		n++;
	/* An extension may hold a certificate, and text; a signature has none. */
	if (n == FIELDS && outer.val.n == 0 && !begins_in(t.val))
		*last = t.raw;
	return true;
}

/* Is this Data or DigestedData (RFC 5652 4, 7)?  *content: of the first, where it is a certificate; of no octets otherwise. */
static bool
has_content(struct span der, struct span *content)
{
	struct der_tlv outer, oid, in, octets;

	*content = SPAN_NONE;
	if (cms_any_begins(der) <= 0 || cms_begins(der) != 0)
		return false;
	if (der_take(&der, DER_SEQUENCE, &outer) && der_take(&outer.val, DER_OID, &oid) && der_take(&outer.val, DER_CTX_CONS(0), &in) &&
	    der_take(&in.val, DER_OCTET_STRING, &octets) && certificate_begins(octets.val))
		*content = octets.val;
	return true;
}

bool
filled_by_fields(struct span der)
{
	struct span last, content;

	if (has_content(der, &content))
		der = content;
	return !has_fields(der, &last) || last.n > 0;
}

bool
filled_other_begins(struct span s)
{
	return other_begins(s) || span_starts(s, SPAN_LIT(BEGIN));
}

/* Where armour begins in these octets; their number: nowhere. */
static size_t
armour_in(struct span s)
{
	static const char begin[] = BEGIN;
	size_t n = sizeof begin - 1;
	const uint8_t *dash;

	for (size_t at = 0; s.n - at >= n; at++) {
		dash = memchr(s.p + at, '-', s.n - at - n + 1);
		if (dash == NULL)
			return s.n;
		at = (size_t)(dash - s.p);
		if (memcmp(dash, begin, n) == 0)
			return at;
	}
	return s.n;
}

size_t
filled_with_armour(struct span der)
{
	struct span last;
	size_t from = has_fields(der, &last) && last.n > 0 ? (size_t)(last.p - der.p) : 0;
	size_t at = from + armour_in(span_from(der, from));

	return at < der.n ? at : 0;
}

size_t
filled_from(struct span s, size_t from)
{
	for (size_t i = from; i < s.n; i++)
		if ((s.n - i >= AGAIN_OCTETS && again_may_begin(s.p + i, AGAIN_OCTETS)) || filled_other_begins(span_from(s, i)))
			return i;
	return 0;
}

/* Do certificates go on here, one behind another, to the end? */
static bool
goes_on_to_end(struct span rest)
{
	struct der_tlv t;

	while (rest.n > 0)
		if (der_next(&rest, &t) != DER_OK || !(certificate_begins(t.raw) ? filled_by_fields(t.raw) : sniff_signed(t.raw)))
			return false;
	return true;
}

/* The certificates of a response, whatever follows them in the elements around; of no octets: there are none. */
static struct span
certs_of(struct span response)
{
	/* OCSPResponse, responseBytes, BasicOCSPResponse (RFC 6960 4.2.1). */
	static const struct step {
		uint8_t id;
		bool within;	/* what follows is in it */
	} steps[] = {
		{ DER_SEQUENCE, true }, { DER_ENUMERATED, false }, { DER_CTX_CONS(0), true }, { DER_SEQUENCE, true }, { DER_OID, false },
		{ DER_OCTET_STRING, true }, { DER_SEQUENCE, true }, { DER_SEQUENCE, false }, { DER_SEQUENCE, false }, { DER_BIT_STRING, false },
		{ DER_CTX_CONS(0), true }, { DER_SEQUENCE, true },
	};
	struct der_tlv t;

	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		if (!der_take(&response, steps[i].id, &t))
			return SPAN_NONE;
		if (steps[i].within)
			response = t.val;
	}
	return response;
}

/*
 * Is this a BasicOCSPResponse of another version than v1?  It begins as a certificate does, but has its responderID, [1] or [2], where that
 * has its serial number.
 */
static bool
is_basic(struct span s)
{
	return s.n > AGAIN_OCTETS && (s.p[AGAIN_OCTETS] == DER_CTX_CONS(1) || s.p[AGAIN_OCTETS] == DER_CTX_CONS(2));
}

/* A response has certificates at its end (RFC 6960 4.2.1): where those end that begin there; 0: those are not its own. */
static size_t
own_end(struct span response, size_t at, bool cut)
{
	struct span certs = certs_of(response);

	if (is_basic(span_from(response, at)))
		return at + AGAIN_OCTETS;
	if (cut)
		return 0;
	if (goes_on_to_end(span_from(response, at)))
		return response.n;
	return certs.n > 0 && certs.p == response.p + at && goes_on_to_end(certs) ? at + certs.n : 0;
}

/* The same of one that has no content of its own. */
static size_t
others_in(struct span der, bool cut, bool text)
{
	size_t armour = text ? filled_with_armour(der) : 0, end = armour > 0 ? armour : der.n;
	struct span last;
	bool fields = has_fields(der, &last);
	/* Certificates may have a CRL, a response or a container in an extension. */
	bool foreign = element_begins(der) && (cut || fields || sniff_status(der));
	struct again again = { 0, 0 };
	size_t own = 0;

	if (!cut && last.n > 0)
		return armour;
	for (size_t i = 2; i < end; i++) {
		if (again_octet(&again, der.p[i]) && i >= own) {
			own = !fields && sniff_status(der) ? own_end(der, i + 1 - AGAIN_OCTETS, cut) : 0;
			if (own == 0)
				return i + 1 - AGAIN_OCTETS;
		}
		if (foreign && other_begins(span_from(der, i)))
			return i;
	}
	return armour;
}

size_t
filled_with_others(struct span der, bool cut, bool text)
{
	struct span content;
	size_t at;

	if (cut || !has_content(der, &content))
		return others_in(der, cut, text);
	at = content.n > 0 ? others_in(content, false, text) : 0;
	return at > 0 ? (size_t)(content.p - der.p) + at : 0;
}
