/* SPDX-License-Identifier: Apache-2.0 */
#include "input/der/wrapped.h"

#include "der/der.h"
#include "input/der/again.h"
#include "input/der/cms.h"
#include "input/der/front.h"
#include "input/sniff.h"

/* Pieces of an OCTET STRING lie in pieces no deeper (X.690 8.7.3.2 lets them). */
#define MAX_PIECES 8
/* Octets of a certificate, no fewer: its signature alone has as many (ECDSA with P-256, FIPS 186-5). */
#define SHORTEST 64
/* Certificates of a path whose lengths are wrong, no more. */
#define WRONG_LENGTHS 3

static bool
first_of(struct span val, struct der_tlv *first)
{
	return der_next(&val, first) == DER_OK;
}

bool
certificate_begins(struct span der)
{
	struct der_tlv outer, tbs, version;

	if (!first_of(der, &outer) || outer.id != DER_SEQUENCE || !first_of(outer.val, &tbs) || !first_of(tbs.val, &version))
		return false;
	/* A version that is encoded in another way, and a tbsCertificate that is a SET, are what is wrong. */
	if ((version.id | DER_CONSTRUCTED) == DER_CTX_CONS(0))
		return (tbs.id == DER_SEQUENCE && version.id == DER_CTX_CONS(0) && der_peek(version.val, DER_INTEGER)) || certificate_front(der);
	return tbs.id == DER_SEQUENCE && version.id == DER_INTEGER && sniff_tbs(tbs.raw, false);
}

/* Is each of these a certificate, or [0] or [1] around one?  All but one may be damaged, and are as long as one is. */
static bool
are_certificates(struct span rest, bool tagged)
{
	struct der_tlv at;
	bool any = false;

	while (der_next(&rest, &at) == DER_OK) {
		bool begins = certificate_begins(tagged ? at.val : at.raw);

		if ((tagged && at.id != DER_CTX_CONS(0) && at.id != DER_CTX_CONS(1)) || (!begins && at.val.n < SHORTEST))
			return false;
		any |= begins;
	}
	return rest.n == 0 && any;
}

/* Octets up to where a certificate begins behind the first octet; their number: nowhere. */
static size_t
up_to_next(struct span s)
{
	struct again again = { 0, 0 };

	for (size_t i = 1; i < s.n; i++)
		if (again_octet(&again, s.p[i]))
			return i + 1 - AGAIN_OCTETS;
	return s.n;
}

/* Are these certificates, of which a few have wrong lengths?  What was taken in is split anew no oftener (taken_in.c). */
static bool
is_loose(struct span rest)
{
	unsigned lengths = 0;
	struct der_tlv at;

	if (rest.n < AGAIN_OCTETS || !again_may_begin(rest.p, AGAIN_OCTETS))
		return false;
	while (rest.n > 0 && lengths < WRONG_LENGTHS) {
		struct span from = rest;

		if (certificate_begins(rest) && der_next(&rest, &at) == DER_OK)
			continue;
		rest = span_from(from, up_to_next(from));
		lengths++;
	}
	return rest.n == 0;
}

/* An element that begins with one of another type. */
static enum wrapped
by_first(const struct der_tlv *outer, const struct der_tlv *first, struct span rest)
{
	/* 2.16.840.1.113730.2.5, and id-data (RFC 2315). */
	static const uint8_t netscape[] = { 0x60, 0x86, 0x48, 0x01, 0x86, 0xf8, 0x42, 0x02, 0x05 };
	struct der_tlv inner;

	if (first->id == DER_OID && cms_any_begins(outer->raw) > 0 && cms_begins(outer->raw) == 0)
		return WRAPPED_CONTENT;
	if (first->id == DER_OID)
		return span_eq(first->val, (struct span){ netscape, sizeof netscape }) ? WRAPPED_NETSCAPE : WRAPPED_NOT;
	if (first->id == DER_INTEGER && der_peek(rest, DER_SET))
		return WRAPPED_SIGNED;
	if (first->id == DER_INTEGER && span_is(first->val, "\3") && first_of(rest, &inner) && inner.id == DER_SEQUENCE &&
	    der_peek(inner.val, DER_OID))
		return WRAPPED_PFX;
	if (first->id == DER_CTX_CONS(0) || first->id == DER_CTX_CONS(1))
		return are_certificates(outer->val, true) ? WRAPPED_PAIR : WRAPPED_NOT;
	if (are_certificates(outer->val, false))
		return WRAPPED_PATH;
	return is_loose(outer->val) ? WRAPPED_LOOSE : WRAPPED_NOT;
}

/* Does what stands around certificates go on here, or one of them begin, or something of the kind? */
static bool
goes_inside(struct span s)
{
	return sniff_der_starts(s) || sniff_wrapped_starts(s);
}

/* A tag around one, around a SEQUENCE of them (RFC 6960 4.2.1) or several, as the field of SignedData (RFC 5652 5.1). */
static enum wrapped
tagged(const struct der_tlv *outer)
{
	struct der_tlv first, version;
	struct span rest;

	if (!first_of(outer->val, &first) || first.id != DER_SEQUENCE)
		return goes_inside(outer->val) ? WRAPPED_OCTETS : WRAPPED_NOT;
	rest = first.val;
	if (outer->id == DER_CTX_CONS(0) && der_next(&rest, &version) == DER_OK && version.id == DER_INTEGER && der_peek(rest, DER_SET))
		return WRAPPED_SIGNED;
	if (are_certificates(outer->val, false) || are_certificates(first.val, false))
		return WRAPPED_PATH;
	return goes_inside(outer->val) ? WRAPPED_OCTETS : WRAPPED_NOT;
}

/* The octets of a string that is not in pieces; of no octets: it is none, or of bits that fill no octets. */
static struct span
string_octets(const struct der_tlv *t)
{
	if (t->id == DER_BIT_STRING)
		return t->val.n > 0 && t->val.p[0] == 0 ? span_from(t->val, 1) : SPAN_NONE;
	return t->id == DER_OCTET_STRING ? t->val : SPAN_NONE;
}

enum wrapped
wrapped_in(struct span der)
{
	struct der_tlv outer, first;
	struct span rest;

	if (!first_of(der, &outer))
		return WRAPPED_NOT;
	if (outer.id == (DER_OCTET_STRING | DER_CONSTRUCTED))
		return sniff_wrapped_starts(der) ? WRAPPED_PIECES : WRAPPED_NOT;
	if ((outer.id & DER_CONSTRUCTED) == 0)
		return goes_inside(string_octets(&outer)) ? WRAPPED_OCTETS : WRAPPED_NOT;
	rest = outer.val;
	if (outer.id != DER_SEQUENCE && outer.id != DER_SET)
		return tagged(&outer);
	return der_next(&rest, &first) == DER_OK ? by_first(&outer, &first, rest) : WRAPPED_NOT;
}

struct span
wrapped_start(enum wrapped what, struct span der)
{
	struct der_tlv outer, at;
	struct span rest;

	if (!first_of(der, &outer))
		return SPAN_NONE;
	if (what == WRAPPED_OCTETS && (outer.id & DER_CONSTRUCTED) == 0)
		return string_octets(&outer);
	if (what != WRAPPED_NETSCAPE)
		return outer.val;
	/* ContentInfo: its type, then [0] with the sequence. */
	rest = outer.val;
	if (der_next(&rest, &at) != DER_OK || !der_take(&rest, DER_CTX_CONS(0), &at) || !first_of(at.val, &at))
		return SPAN_NONE;
	return at.val;
}

bool
wrapped_next(enum wrapped what, struct span *rest, struct span *element)
{
	struct der_tlv at;

	if (rest->n == 0)
		return false;
	/* What cannot be framed is handed out as it stands. */
	if (der_next(rest, &at) != DER_OK) {
		*element = *rest;
		rest->n = 0;
		return true;
	}
	*element = what == WRAPPED_PAIR ? at.val : at.raw;
	return true;
}

static bool
octets_of(const struct der_tlv *string, struct out *to, unsigned depth)
{
	struct span rest = string->val;
	struct der_tlv piece;

	if ((string->id & DER_CONSTRUCTED) == 0) {
		out_mem(to, string->val.p, string->val.n);
		return true;
	}
	while (depth < MAX_PIECES && der_next(&rest, &piece) == DER_OK)
		if ((piece.id & ~DER_CONSTRUCTED) != DER_OCTET_STRING || !octets_of(&piece, to, depth + 1))
			return false;
	return rest.n == 0;
}

bool
wrapped_string(struct span element, struct out *octets)
{
	struct der_tlv string;

	if (!first_of(element, &string) || ((string.id & ~DER_CONSTRUCTED) != DER_OCTET_STRING &&
	    (string.id & ~DER_CONSTRUCTED) != DER_CTX(0)))
		return false;
	return octets_of(&string, octets, 0);
}

bool
wrapped_content(struct span info, struct out *content)
{
	struct der_tlv outer, type, tagged, string;
	struct span rest;

	if (!first_of(info, &outer) || outer.id != DER_SEQUENCE)
		return false;
	rest = outer.val;
	if (der_next(&rest, &type) != DER_OK || type.id != DER_OID || !der_take(&rest, DER_CTX_CONS(0), &tagged) ||
	    !first_of(tagged.val, &string))
		return false;
	/* PKCS #7 (RFC 2315 9.1) has any type here. */
	if ((string.id & ~DER_CONSTRUCTED) != DER_OCTET_STRING) {
		out_mem(content, string.raw.p, string.raw.n);
		return true;
	}
	return octets_of(&string, content, 0);
}
