/* SPDX-License-Identifier: Apache-2.0 */
/* pkcs12.c - the certificates and CRLs of PKCS #12 (RFC 7292): those that are not encrypted, and with the passphrase the others. */
#include "der/der.h"
#include "input/der/decrypt.h"
#include "input/der/filled.h"
#include "input/der/wrapped.h"
#include "input/form.h"

/* Safe contents lie in one another no deeper. */
#define MAX_SAFES 4

struct pfx {
	struct input *in;
	uint64_t line;
	unsigned depth;
};

/* 1.2.840.113549.1.7: id-data 1, id-encryptedData 6; 1.2.840.113549.1.12.10.1: bag types; 1.2.840.113549.1.9.22.1: x509Certificate; .23.1: x509CRL. */
static const uint8_t pkcs7[] = { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07 };
static const uint8_t bags[] = { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x0a, 0x01 };
static const uint8_t x509[] = { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x16, 0x01 };
static const uint8_t x509_crl[] = { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x17, 0x01 };

enum { DATA = 1, ENCRYPTED = 6 };
enum { BAG_KEY = 1, BAG_SHROUDED = 2, BAG_CERTIFICATE = 3, BAG_CRL = 4, BAG_SECRET = 5, BAG_SAFE = 6 };

/* The last number of an OID that begins so; 0: it does not. */
static unsigned
last_of(struct span oid, const uint8_t *start, size_t n)
{
	return oid.n == n + 1 && memcmp(oid.p, start, n) == 0 && oid.p[n] < 0x80 ? oid.p[n] : 0;
}

static int
damaged(const struct pfx *p, const char *what)
{
	return input_item(p->in, "pkcs12", p->line, SPAN_NONE, arena_printf(&p->in->arena, "a damaged PKCS #12 file: %s", what));
}

/* A SEQUENCE that begins with an OID, and the [0] behind it: ContentInfo, SafeBag, CertBag. */
static bool
typed(struct span *rest, struct der_tlv *type, struct der_tlv *value)
{
	struct der_tlv outer;
	struct span in;

	if (der_next(rest, &outer) != DER_OK || outer.id != DER_SEQUENCE)
		return false;
	in = outer.val;
	return der_take(&in, DER_OID, type) && der_take(&in, DER_CTX_CONS(0), value);
}

/* Why a CRL that stands whole in its bag is none, or cannot be framed; NULL: it is one. */
static const char *
crl_fault(const struct pfx *p, struct span octets)
{
	if (octets.n > input_whole(p->in))
		return input_over_limit(p->in, octets);
	return sniff_crl(octets) ? sniff_frame(&p->in->arena, octets) : "no certificate revocation list in its bag of a PKCS #12 file";
}

static const char *
certificate_fault(const struct pfx *p, struct span octets)
{
	const char *other;

	if (octets.n > p->in->limit)
		return input_over_limit(p->in, octets);
	other = sniff_other(octets, false);
	return other != NULL ? other : sniff_frame(&p->in->arena, octets);
}

/* A certificate or a CRL; another that begins behind it, in its place, is told of. */
static int
one(const struct pfx *p, struct span octets, bool crl)
{
	int ret = input_item(p->in, "pkcs12", p->line, octets, crl ? crl_fault(p, octets) : certificate_fault(p, octets));
	struct span rest = octets;
	struct der_tlv first;

	if (ret != 0 || der_next(&rest, &first) != DER_OK || filled_from(octets, first.raw.n) == 0)
		return ret;
	return damaged(p, crl ? "something else behind a CRL in its bag" : "something else behind a certificate in its bag");
}

/* What a bag of certificates (RFC 7292 4.2.3), or one of CRLs (4.2.4), holds. */
static int
held(const struct pfx *p, struct span bag, bool crl)
{
	struct der_tlv type, value;
	struct out octets = { NULL, 0, 0, false };
	int ret;

	if (!typed(&bag, &type, &value) || !wrapped_string(value.val, &octets))
		ret = damaged(p, crl ? "a CRL bag" : "a certificate bag");
	else if (octets.failed)
		ret = input_no_memory(p->in);
	else if (!span_eq(type.val, crl ? (struct span){ x509_crl, sizeof x509_crl } : (struct span){ x509, sizeof x509 }))
		ret = input_skip(p->in, "pkcs12", p->line, crl ? "a CRL of another kind than X.509 in a PKCS #12 file" :
		    "a certificate of another kind than X.509 in a PKCS #12 file");
	else
		ret = one(p, out_span(&octets), crl);
	out_free(&octets);
	return ret;
}

static int contents(struct pfx *, struct span);

static int
bag(struct pfx *p, const struct der_tlv *type, struct span value)
{
	static const char *const others[] = {
		[BAG_KEY] = "a private key in a PKCS #12 file", [BAG_SHROUDED] = "an encrypted private key in a PKCS #12 file",
		[BAG_CRL] = "a certificate revocation list in a PKCS #12 file", [BAG_SECRET] = "a secret in a PKCS #12 file"
	};
	unsigned kind = last_of(type->val, bags, sizeof bags);

	if (kind == BAG_CERTIFICATE || (kind == BAG_CRL && p->in->crls))
		return held(p, value, kind == BAG_CRL);
	if (kind == BAG_SAFE)
		return contents(p, value);
	return input_skip(p->in, "pkcs12", p->line, kind > 0 && kind < sizeof others / sizeof *others ? others[kind] :
	    "a bag of an unknown type in a PKCS #12 file");
}

/* SafeContents: bags, one behind the other. */
static int
contents(struct pfx *p, struct span octets)
{
	struct der_tlv outer, type, value;
	struct span rest;
	int ret = 0;

	if (p->depth == MAX_SAFES)
		return damaged(p, "safe contents nested too deep");
	if (der_next(&octets, &outer) != DER_OK || outer.id != DER_SEQUENCE)
		return damaged(p, "safe contents that cannot be read");
	p->depth++;
	rest = outer.val;
	while (ret == 0 && rest.n > 0)
		if (typed(&rest, &type, &value)) {
			ret = bag(p, &type, value.val);
		} else {
			ret = damaged(p, "a bag that cannot be read");
			rest.n = 0;
		}
	p->depth--;
	return ret == 0 && octets.n > 0 ? damaged(p, "octets behind safe contents") : ret;
}

/* EncryptedData (RFC 5652 8) with safe contents in it. */
static int
encrypted(struct pfx *p, struct span data)
{
	struct der_tlv outer, info, at, algorithm;
	struct out cipher = { NULL, 0, 0, false }, plain = cipher;
	const char *why;
	struct span rest;
	int ret;

	if (der_next(&data, &outer) != DER_OK || (rest = outer.val, !der_take(&rest, DER_INTEGER, &at)) ||
	    !der_take(&rest, DER_SEQUENCE, &info) || (rest = info.val, !der_take(&rest, DER_OID, &at)) ||
	    !der_take(&rest, DER_SEQUENCE, &algorithm) || !wrapped_string(rest, &cipher))
		ret = damaged(p, "encrypted contents that cannot be read");
	else if (p->in->passphrase.p == NULL)
		ret = input_item(p->in, "pkcs12", p->line, SPAN_NONE,
		    "encrypted contents of a PKCS #12 file: --passphrase-file opens them");
	else if ((why = decrypt_pbe(&p->in->openssl, algorithm.raw, p->in->passphrase, out_span(&cipher), &plain)) != NULL)
		ret = input_item(p->in, "pkcs12", p->line, SPAN_NONE, arena_printf(&p->in->arena,
		    "encrypted contents of a PKCS #12 file: %s", why));
	else
		ret = contents(p, out_span(&plain));
	if (cipher.failed || plain.failed)
		ret = input_no_memory(p->in);
	out_free(&cipher);
	out_free(&plain);
	return ret;
}

/* ContentInfo with safe contents, plain or encrypted. */
static int
safe(struct pfx *p, const struct der_tlv *type, struct span value)
{
	unsigned kind = last_of(type->val, pkcs7, sizeof pkcs7);
	struct out octets = { NULL, 0, 0, false };
	int ret;

	if (kind == ENCRYPTED)
		return encrypted(p, value);
	if (kind != DATA)
		return input_item(p->in, "pkcs12", p->line, SPAN_NONE, "contents of a PKCS #12 file that are encrypted to a public key");
	ret = wrapped_string(value, &octets) ? contents(p, out_span(&octets)) : damaged(p, "contents that are no OCTET STRING");
	if (octets.failed)
		ret = input_no_memory(p->in);
	out_free(&octets);
	return ret;
}

int
input_pkcs12(struct input *in, uint64_t line, struct span der)
{
	struct pfx p = { in, line, 0 };
	struct der_tlv outer, at, type, value;
	struct out octets = { NULL, 0, 0, false };
	struct span rest, list;
	int ret = 0;

	if (der_next(&der, &outer) != DER_OK || (rest = outer.val, !der_take(&rest, DER_INTEGER, &at)) || !typed(&rest, &type, &value) ||
	    last_of(type.val, pkcs7, sizeof pkcs7) != DATA || !wrapped_string(value.val, &octets) ||
	    (list = out_span(&octets), der_next(&list, &outer) != DER_OK)) {
		ret = octets.failed ? input_no_memory(in) : damaged(&p, "no list of contents");
	} else {
		rest = outer.val;
		while (ret == 0 && rest.n > 0)
			if (typed(&rest, &type, &value)) {
				ret = safe(&p, &type, value.val);
			} else {
				ret = damaged(&p, "contents that cannot be read");
				rest.n = 0;
			}
		ret = ret == 0 && list.n > 0 ? damaged(&p, "octets behind the list of contents") : ret;
	}
	out_free(&octets);
	return ret;
}
