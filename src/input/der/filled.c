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
		const uint8_t *second = memchr(s.p + at + 1, 0x82, s.n - at - 1);

		if (second == NULL)
			return false;
		at = (size_t)(second - s.p) - 1;
		if (s.n - at >= AGAIN_OCTETS && (again_may_begin(s.p + at, AGAIN_OCTETS) || other_begins(span_from(s, at))))
			return true;
	}
	return false;
}

bool
filled_by_fields(struct span der)
{
	struct der_tlv outer, t;
	unsigned n = 0;

	if (!(certificate_begins(der) || sniff_crl(der)) || der_next(&der, &outer) != DER_OK)
		return true;
	while (n < FIELDS && der_next(&outer.val, &t) == DER_OK)
		n++;
	/* An extension may hold a certificate; a signature has none. */
	return n == FIELDS && outer.val.n == 0 && !begins_in(t.val);
}

bool
filled_other_begins(struct span s)
{
	return other_begins(s) || span_starts(s, SPAN_LIT(BEGIN));
}

size_t
filled_with_armour(struct span s)
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
filled_from(struct span s, size_t from)
{
	for (size_t i = from; i < s.n; i++)
		if ((s.n - i >= AGAIN_OCTETS && again_may_begin(s.p + i, AGAIN_OCTETS)) || filled_other_begins(span_from(s, i)))
			return i;
	return 0;
}

/* A response has certificates at its end (RFC 6960 4.2.1): do they go on, one behind another, to the end of it? */
static bool
goes_on_to_end(struct span rest)
{
	struct der_tlv t;

	while (rest.n > 0)
		if (der_next(&rest, &t) != DER_OK || !certificate_begins(t.raw) || !filled_by_fields(t.raw))
			return false;
	return true;
}

/* May a CRL, a response or a container that begins in this element be none of it?  Certificates may have one in an extension. */
static bool
has_foreign(struct span der, bool cut)
{
	return element_begins(der) && (cut || !filled_by_fields(der) || sniff_status(der));
}

size_t
filled_with_others(struct span der, bool cut, bool text)
{
	size_t armour = text ? filled_with_armour(der) : der.n;
	bool crl = sniff_crl(der), whole_crl = crl && !cut && filled_by_fields(der), own = false;
	struct again again = { 0, 0 };

	for (size_t i = 2; i < armour && !whole_crl; i++) {
		if (again_octet(&again, der.p[i]) && !own) {
			own = !crl && !cut && sniff_status(der) && goes_on_to_end(span_from(der, i + 1 - AGAIN_OCTETS));
			if (!own)
				return i + 1 - AGAIN_OCTETS;
		}
		if (other_begins(span_from(der, i)) && has_foreign(der, cut))
			return i;
	}
	return armour < der.n ? armour : 0;
}
