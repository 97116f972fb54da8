/* SPDX-License-Identifier: Apache-2.0 */
/* sniff_der.c - what an element of DER is, by how it begins. */
#include <inttypes.h>

#include "base/ascii.h"
#include "base/base64.h"
#include "der/der.h"
#include "input/der/again.h"
#include "input/sniff.h"

uint64_t
sniff_length(struct span s)
{
	uint64_t length = 0;
	unsigned k;

	if (s.n < 2)
		return 0;
	if (s.p[1] < 0x80)
		return 2u + (uint64_t)s.p[1];
	k = s.p[1] & 0x7fu;
	if (k == 0 || k > 4)
		return UINT64_MAX;
	if (s.n < 2 + k)
		return 0;
	for (unsigned i = 0; i < k; i++)
		length = length << 8 | s.p[2 + i];
	return length + 2 + k;
}

bool
sniff_der_starts(struct span octets)
{
	return octets.n >= 2 && octets.p[0] == DER_SEQUENCE && octets.p[1] >= 0x80;
}

bool
sniff_may_be_short_response(struct span s)
{
	return s.n > 1 && s.p[0] == DER_SEQUENCE && s.p[1] >= SNIFF_SHORT - 2 && s.p[1] < 0x80 &&
	    (s.n < 3 || s.p[2] == DER_ENUMERATED) && (s.n < 4 || s.p[3] == 1);
}

bool
sniff_short_response(struct span s)
{
	return s.n >= SNIFF_SHORT && sniff_may_be_short_response(s);
}

bool
sniff_base64(struct span line)
{
	char room[4];			/* four characters are three octets */
	struct out start = { room, 0, sizeof room, false };
	struct base64 b64 = { 0 };

	line = span_behind_space(line);
	for (size_t i = 0; i < line.n && line.p[i] != '\n' && line.p[i] != '\r'; i++)
		if (!base64_char(line.p[i]) && line.p[i] != '=')
			return false;
	return line.n >= 4 && base64_feed(&b64, span_sub(line, 0, 4), &start) == NULL &&
	    sniff_der_starts((struct span){ (const uint8_t *)start.p, start.n });
}

/*
 * Octets of the head of an element around others, whatever it is tagged, or of a string of whole octets (X.690 8.6.2.2, 8.7); 0: no such head.
 * The first piece of a string in pieces may be a short one.
 */
static size_t
head_around(struct span s, bool piece)
{
	bool bits = s.n > 0 && s.p[0] == DER_BIT_STRING, string = bits || (s.n > 0 && s.p[0] == DER_OCTET_STRING);
	size_t n = s.n > 1 && s.p[1] > 0x80 && s.p[1] < 0x84 ? 2 + (size_t)(s.p[1] & 0x7f) : s.n > 1 && s.p[1] < 0x80 && piece && string ? 2 : 0;

	if (n == 0 || s.n <= n || (s.p[0] & 0x1f) == 0x1f || s.p[0] == DER_SEQUENCE || !(string || (s.p[0] & DER_CONSTRUCTED) != 0))
		return 0;
	return !bits ? n : s.p[n] == 0 ? n + 1 : 0;
}

/* Heads around one another that tell what begins, no more: nor are elements read that lie deeper in one another. */
#define MAX_HEADS 24

bool
sniff_wrapped_starts(struct span s)
{
	uint64_t room = UINT64_MAX;
	bool any = false, piece = false;
	size_t n;

	/* Text has no such length. */
	if (s.n < 2 || s.p[1] <= 0x80)
		return false;
	/* What is inside is not longer than what is around it, but than the first of pieces; of the certificate the rules say so. */
	for (unsigned heads = 0; heads < MAX_HEADS && (n = head_around(s, piece)) > 0; heads++) {
		if (sniff_length(s) > room)
			return false;
		room = piece ? UINT64_MAX : sniff_length(s) - n;
		piece = s.p[0] == (DER_OCTET_STRING | DER_CONSTRUCTED);
		s = span_from(s, n);
		any = true;
	}
	return any && sniff_der_starts(s);
}

bool
sniff_cms(struct span start)
{
	/* id-data and its kin (PKCS #7), and id-ct of S/MIME: 1.2.840.113549.1.7, 1.2.840.113549.1.9.16.1. */
	static const uint8_t pkcs7[] = { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07 };
	static const uint8_t smime[] = { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x01 };
	struct der_tlv type;
	size_t header;

	if (start.n < 2 || start.p[0] != DER_SEQUENCE)
		return false;
	header = start.p[1] > 0x80 ? 2 + (size_t)(start.p[1] & 0x7f) : 2;
	if (start.n < header)
		return false;
	start = span_sub(start, header, start.n - header);
	return der_take(&start, DER_OID, &type) &&
	    (span_starts(type.val, (struct span){ pkcs7, sizeof pkcs7 }) ||
	    span_starts(type.val, (struct span){ smime, sizeof smime }));
}

/* Goes into the SEQUENCE that begins here, whole or not. */
static bool
enter_sequence(struct span *in)
{
	size_t header;

	if (in->n < 2 || in->p[0] != DER_SEQUENCE)
		return false;
	header = in->p[1] > 0x80 ? 2 + (size_t)(in->p[1] & 0x7f) : 2;
	if (in->n < header)
		return false;
	*in = span_sub(*in, header, in->n - header);
	return true;
}

bool
sniff_content_info(struct span start)
{
	return enter_sequence(&start) && der_peek(start, DER_OID);
}

bool
sniff_content_follows(struct span start)
{
	struct der_tlv type;

	return enter_sequence(&start) && der_take(&start, DER_OID, &type) && der_peek(start, DER_CTX_CONS(0));
}

bool
sniff_adds_up(struct span start)
{
	uint64_t all = sniff_length(start), at, n;
	struct span in = start, first;
	bool any = false;

	if (!enter_sequence(&in))
		return false;
	first = in;
	if (!der_peek(in, DER_INTEGER) && !(enter_sequence(&first) && der_peek(first, DER_INTEGER)))
		return false;
	at = start.n - in.n;
	while ((n = sniff_length(in)) > 0 && n <= in.n) {
		in = span_sub(in, (size_t)n, in.n - (size_t)n);
		at += n;
		any = true;
	}
	return any && n > 0 && n != UINT64_MAX && at + n == all;
}

/*
 * version, signature, issuer, thisUpdate: a certificate has a SEQUENCE in the
 * last place.  Of octets that end in the issuer the version tells: v2, or none.
 */
static bool
is_cert_list(struct span in)
{
	struct der_tlv version = { .val = SPAN_NONE }, t;
	bool v2 = !der_take(&in, DER_INTEGER, &version) || (version.val.n == 1 && version.val.p[0] == 1);

	if (!der_take(&in, DER_SEQUENCE, &t) || !der_peek(t.val, DER_OID))
		return false;
	if (!der_take(&in, DER_SEQUENCE, &t))
		return v2 && der_peek(in, DER_SEQUENCE);
	return der_peek(in, DER_UTCTIME) || der_peek(in, DER_GENTIME);
}

bool
sniff_crl(struct span start)
{
	return enter_sequence(&start) && (is_cert_list(start) || (enter_sequence(&start) && is_cert_list(start)));
}

bool
sniff_crl_starts(struct span s)
{
	if (!enter_sequence(&s) || !enter_sequence(&s))
		return false;
	if (span_starts(s, SPAN_LIT("\2\1")))
		return s.n > 3 && s.p[3] == DER_SEQUENCE;
	return enter_sequence(&s) && s.n > 0 && s.p[0] == DER_OID;
}

/* ResponseData (RFC 6960 4.2.1): a version, perhaps; who answers, by name or by key; when. */
static bool
is_response_data(struct span in)
{
	struct der_tlv t;

	(void)der_take(&in, DER_CTX_CONS(0), &t);
	return (der_take(&in, DER_CTX_CONS(1), &t) || der_take(&in, DER_CTX_CONS(2), &t)) && der_peek(in, DER_GENTIME);
}

bool
sniff_to_be_signed(struct span start)
{
	return enter_sequence(&start) && (is_cert_list(start) || is_response_data(start));
}

bool
sniff_status(struct span der)
{
	struct span in = der;

	return sniff_crl(der) || (enter_sequence(&in) && der_peek(in, DER_ENUMERATED));
}

bool
sniff_cut_status(struct span start)
{
	struct span in = start;
	struct der_tlv t;

	return sniff_status(start) && der_next(&in, &t) != DER_OK;
}

bool
sniff_cut_crl(struct span start)
{
	struct span in = start;
	struct der_tlv t;

	return sniff_crl(start) && der_next(&in, &t) != DER_OK;
}

/* Behind the serial number of a certificate of v1: signature, issuer, validity.  A PKCS #12 file has no third SEQUENCE. */
static bool
is_tbs_of_v1(struct span in)
{
	struct der_tlv t;

	return der_take(&in, DER_INTEGER, &t) && der_take(&in, DER_SEQUENCE, &t) && der_peek(t.val, DER_OID) &&
	    der_take(&in, DER_SEQUENCE, &t) && der_peek(in, DER_SEQUENCE);
}

bool
sniff_tbs(struct span start, bool asked)
{
	struct der_tlv version;

	if (!enter_sequence(&start))
		return false;
	if (is_tbs_of_v1(start))
		return true;
	/* A version of which the tag is damaged. */
	if (!der_peek(start, DER_CTX_CONS(0)))
		return asked && der_next(&start, &version) == DER_OK && der_peek(version.val, DER_INTEGER) && is_tbs_of_v1(start);
	return asked || (der_take(&start, DER_CTX_CONS(0), &version) && (der_peek(version.val, DER_INTEGER) || der_peek(start, DER_INTEGER)));
}

bool
sniff_signed(struct span der)
{
	struct der_tlv t;

	return enter_sequence(&der) && der_next(&der, &t) == DER_OK && der_take(&der, DER_SEQUENCE, &t) && der_peek(t.val, DER_OID) &&
	    der_peek(der, DER_BIT_STRING);
}

/* The first elements of a constructed one. */
#define FIRST 5
/* Octets of a serialNumber, no more (RFC 5280 4.1.2.2), and of what is put in its place. */
#define MAX_NUMBER 32

struct children {
	struct der_tlv at[FIRST];
	unsigned n;
};

static struct children
children_of(struct span val)
{
	struct children c = { 0 };

	while (c.n < FIRST && der_next(&val, &c.at[c.n]) == DER_OK)
		c.n++;
	return c;
}

static bool
child_is(const struct children *c, unsigned i, uint8_t id)
{
	return i < c->n && c->at[i].id == id;
}

static bool
child_is_time(const struct children *c, unsigned i)
{
	return child_is(c, i, DER_UTCTIME) || child_is(c, i, DER_GENTIME);
}

static const char request[] = "a certificate request", other_sequence[] = "a SEQUENCE without the fields of a certificate";

/* What is signed, from the fields of its to-be-signed part (RFC 5280 4.1, 5.1; RFC 2986 4.1). */
static const char *
signed_other(struct span val)
{
	struct children c = children_of(val);

	if (child_is(&c, 0, DER_SEQUENCE) && child_is_time(&c, 2))
		return "a certificate revocation list";
	if (!child_is(&c, 0, DER_INTEGER) && !child_is(&c, 0, DER_CTX_CONS(0)) && c.n < 3)
		return other_sequence;
	if (!child_is(&c, 0, DER_INTEGER) || !child_is(&c, 1, DER_SEQUENCE))
		return NULL;
	if (child_is_time(&c, 3))
		return "a certificate revocation list";
	if (child_is(&c, 2, DER_SEQUENCE) && !child_is(&c, 3, DER_SEQUENCE) &&
	    (c.at[1].val.n == 0 || der_peek(c.at[1].val, DER_SET)))
		return request;
	return NULL;
}

/* A type of responseBytes (RFC 6960 4.2.1). */
static bool
is_type_of_ocsp(struct span oid)
{
	static const uint8_t pkix_ocsp[] = { 0x2b, 6, 1, 5, 5, 7, 0x30, 1 };

	return span_starts(oid, (struct span){ pkix_ocsp, sizeof pkix_ocsp });
}

/* responseBytes of one; the status in front of them may be anything, or gone. */
static bool
has_response_bytes(const struct children *c)
{
	for (unsigned i = 0; i < c->n && i < 2; i++) {
		struct span bytes = c->at[i].val;
		struct der_tlv type;

		if (child_is(c, i, DER_CTX_CONS(0)) && enter_sequence(&bytes) && der_take(&bytes, DER_OID, &type) && is_type_of_ocsp(type.val))
			return true;
	}
	return false;
}

/* A time is no field of what is signed of a certificate or a request: its validity holds both. */
static bool
has_fields_of_crl(const struct children *c)
{
	for (unsigned i = 0; i < c->n; i++)
		if (child_is_time(c, i))
			return !child_is(c, 0, DER_CTX_CONS(0)) || !child_is(c, 1, DER_INTEGER);
	return false;
}

enum sniffed_status
sniff_damaged_status(struct span der)
{
	struct span in = der;
	struct der_tlv outer;
	struct children c;

	if (der_next(&in, &outer) != DER_OK || outer.id != DER_SEQUENCE)
		return SNIFFED_NO_STATUS;
	c = children_of(outer.val);
	if (has_response_bytes(&c) || (child_is(&c, 0, DER_OID) && is_type_of_ocsp(c.at[0].val)))
		return SNIFFED_RESPONSE;
	if (c.n == 0 || !sniff_signed(outer.raw))
		return SNIFFED_NO_STATUS;
	/* A BasicOCSPResponse without what should be around it. */
	if (is_response_data(c.at[0].val))
		return SNIFFED_RESPONSE;
	c = children_of(c.at[0].val);
	return has_fields_of_crl(&c) ? SNIFFED_CRL : SNIFFED_NO_STATUS;
}

/* A CRL whose thisUpdate is something else, where all before it is as it should be: it can be read for what is wrong. */
static bool
has_other_time(struct span der)
{
	struct der_tlv version, t;

	if (!enter_sequence(&der) || !enter_sequence(&der) || !der_take(&der, DER_INTEGER, &version) || !span_is(version.val, "\1"))
		return false;
	return der_take(&der, DER_SEQUENCE, &t) && der_peek(t.val, DER_OID) && der_take(&der, DER_SEQUENCE, &t) &&
	    der.n > 0 && !der_peek(der, DER_SEQUENCE);
}

enum sniffed_status
sniff_readable_status(struct span der, bool tbs)
{
	struct span in = der;

	if (sniff_to_be_signed(der))
		return !tbs ? SNIFFED_NO_STATUS : sniff_crl(der) ? SNIFFED_CRL : SNIFFED_RESPONSE;
	if (sniff_crl(der) || (sniff_signed(der) && has_other_time(der)))
		return SNIFFED_CRL;
	return enter_sequence(&in) && der_peek(in, DER_ENUMERATED) ? SNIFFED_RESPONSE : SNIFFED_NO_STATUS;
}

static const char public_key[] = "a public key", private_key[] = "a private key";
static const char encrypted_key[] = "an encrypted private key, which holds no certificate";

/* Does a certificate begin anywhere in these octets? */
static bool
begins_in(struct span s)
{
	struct again again = { 0, 0 };

	for (size_t i = 0; i < s.n; i++)
		if (again_octet(&again, s.p[i]))
			return true;
	return false;
}

/* A private key begins with its version; so does a PKCS #12 file, and a TBSCertificate of v1. */
static const char *
versioned_other(const struct children *c, bool tbs)
{
	static const uint8_t three[] = { 3 };

	/* TimeStampReq (RFC 3161 2.4.1); a tbsCertificate has its validity in the third place behind the serial number. */
	if (child_is(c, 1, DER_SEQUENCE) && der_peek(c->at[1].val, DER_SEQUENCE) && !child_is(c, 2, DER_SEQUENCE) &&
	    (!tbs || !child_is(c, 3, DER_SEQUENCE)))
		return other_sequence;
	/* RSAPublicKey (RFC 8017 A.1.1) has a short exponent behind its modulus; Ecdsa-Sig-Value (RFC 3279 2.2.3) two numbers alike. */
	if (c->n == 2 && c->at[0].val.n > 1 && child_is(c, 1, DER_INTEGER))
		return c->at[1].val.n < c->at[0].val.n / 2 ? public_key : "the two numbers of a signature";
	if (child_is(c, 1, DER_INTEGER))
		return private_key;
	/* ECPrivateKey (RFC 5915 3), PrivateKeyInfo (RFC 5958 2): a certificate is no key. */
	for (unsigned i = 1; i <= 2; i++)
		if (child_is(c, i, DER_OCTET_STRING))
			return sniff_signed(c->at[i].val) || begins_in(c->at[i].val) ? other_sequence : private_key;
	if (span_eq(c->at[0].val, (struct span){ three, 1 }) && child_is(c, 1, DER_SEQUENCE) &&
	    der_peek(c->at[1].val, DER_OID))
		return tbs ? NULL : "a PKCS #12 file";
	return NULL;
}

/* Does an algorithm of PKCS #5 or PKCS #12 stand here (RFC 5958 3, RFC 8018 A, RFC 7292 C)? */
static bool
is_encryption(struct span algorithm)
{
	static const uint8_t pkcs[] = { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01 };
	struct der_tlv oid;

	return der_next(&algorithm, &oid) == DER_OK && oid.id == DER_OID && oid.val.n > sizeof pkcs &&
	    memcmp(oid.val.p, pkcs, sizeof pkcs) == 0 && (oid.val.p[sizeof pkcs] == 5 || oid.val.p[sizeof pkcs] == 12);
}

const char *
sniff_frame(struct arena *a, struct span der)
{
	struct der_tlv outer;
	struct span in = der;
	enum der_status st = der_next(&in, &outer);
	uint64_t needs;

	if (st == DER_OK && outer.id != DER_SEQUENCE)
		return arena_printf(a, "no SEQUENCE: the first octet is %02x", (unsigned)der.p[0]);
	if (st == DER_OK || der.n == 0)
		return NULL;
	needs = sniff_length(der);
	if (st == DER_ETRUNC && needs != 0 && needs != UINT64_MAX)
		return arena_printf(a, "cut short: it needs %" PRIu64 " octets and has %zu", needs, der.n);
	return arena_printf(a, "%s, at octet 0 of %zu", der_status_words(st), der.n);
}

/* What is signed of a CRL or a response, alone. */
static const char *
unsigned_status(struct span der, bool tbs)
{
	if (sniff_crl(der))
		return tbs ? "a TBSCertList" : "a TBSCertList, which needs --tbs";
	return tbs ? "the ResponseData of an OCSP response" : "the ResponseData of an OCSP response, which needs --tbs";
}

/* An AttributeTypeAndValue (RFC 5280 4.1.2.4): what names have as a value is no container. */
static bool
is_attribute(const struct der_tlv *attribute)
{
	struct span in = attribute->val;
	struct der_tlv type, value;

	return attribute->id == DER_SEQUENCE && der_take(&in, DER_OID, &type) && (der_next(&in, &value) != DER_OK || (value.id & DER_CONSTRUCTED) == 0);
}

bool
sniff_name(struct span der)
{
	struct der_tlv outer, set, attribute;
	struct span sets;

	if (der_next(&der, &outer) != DER_OK || outer.id != DER_SEQUENCE || der.n > 0 || outer.val.n == 0)
		return false;
	for (sets = outer.val; sets.n > 0; ) {
		if (der_next(&sets, &set) != DER_OK || set.id != DER_SET || set.val.n == 0)
			return false;
		while (set.val.n > 0)
			if (der_next(&set.val, &attribute) != DER_OK || !is_attribute(&attribute))
				return false;
	}
	return true;
}

const char *
sniff_other(struct span der, bool tbs)
{
	struct der_tlv outer;
	struct children c;

	if (sniff_cms(der))
		return "a PKCS #7 or CMS container that is not signed";
	if (der_next(&der, &outer) != DER_OK || outer.id != DER_SEQUENCE)
		return NULL;
	if (sniff_name(outer.raw))
		return "a distinguished name";
	c = children_of(outer.val);
	if (child_is(&c, 0, DER_SEQUENCE) && der_peek(c.at[0].val, DER_CTX_CONS(0)))
		return signed_other(c.at[0].val);
	if (child_is(&c, 0, DER_ENUMERATED))
		return "an OCSP response";
	if (sniff_to_be_signed(outer.raw))
		return unsigned_status(outer.raw, tbs);
	if (child_is(&c, 0, DER_INTEGER) && is_tbs_of_v1(outer.val))
		return tbs ? NULL : "a TBSCertificate, which needs --tbs";
	if (child_is(&c, 0, DER_INTEGER)) {
		const char *other = versioned_other(&c, tbs);

		/* What is signed is a SEQUENCE, whose tag may be what is damaged; no number is as long. */
		return other != NULL || tbs || (sniff_signed(outer.raw) && c.at[0].val.n > MAX_NUMBER) ? other : other_sequence;
	}
	if (child_is(&c, 0, DER_CTX_CONS(0)) && child_is(&c, 1, DER_INTEGER))
		return tbs ? NULL : "a TBSCertificate, which needs --tbs";
	if (!child_is(&c, 0, DER_SEQUENCE))
		return NULL;
	if (c.n == 2 && der_peek(c.at[0].val, DER_OID) && child_is(&c, 1, DER_BIT_STRING))
		return public_key;
	if (c.n == 2 && is_encryption(c.at[0].val) && child_is(&c, 1, DER_OCTET_STRING))
		return encrypted_key;
	return signed_other(c.at[0].val);
}

bool
sniff_key(struct span der)
{
	const char *what = sniff_other(der, false);

	return what == public_key || what == private_key || what == encrypted_key;
}

bool
sniff_unknown(struct span der)
{
	const char *other;
	struct der_tlv outer;

	if (der.n == 0 || (der.p[0] != DER_SEQUENCE && der.p[0] != DER_SET))
		return false;
	/* What is known begins with a SEQUENCE. */
	if (der.p[0] == DER_SET)
		return der_next(&der, &outer) == DER_OK;
	other = sniff_other(der, false);
	return other == other_sequence || (other == NULL && !sniff_signed(der) && der_next(&der, &outer) == DER_OK && outer.id == DER_SEQUENCE);
}

bool
sniff_companion(struct span der)
{
	return sniff_key(der) || sniff_other(der, false) == request;
}
