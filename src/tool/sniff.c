#include "tool/sniff.h"

#include <inttypes.h>

#include "der/der.h"
#include "tool/base64.h"
#include "tool/pem.h"
#include "tool/split.h"

bool
sniff_der_starts(struct span octets)
{
	return octets.n >= 2 && octets.p[0] == DER_SEQUENCE && octets.p[1] >= 0x80;
}

/* Does a first line of base64 stand for the start of a SEQUENCE? */
static bool
is_base64(struct span s)
{
	char room[4];			/* four characters are three octets */
	struct out start = { room, 0, sizeof room, false };
	struct base64 b64 = { 0 };

	while (s.n > 0 && memchr(" \t\r\n", s.p[0], 4) != NULL)
		s = span_sub(s, 1, s.n - 1);
	for (size_t i = 0; i < s.n && s.p[i] != '\n' && s.p[i] != '\r'; i++)
		if (!base64_char(s.p[i]) && s.p[i] != '=')
			return false;
	return s.n >= 4 && base64_feed(&b64, span_sub(s, 0, 4), &start) == NULL &&
	    sniff_der_starts((struct span){ (const uint8_t *)start.p, start.n });
}

enum sniffed
sniff_form(struct span start)
{
	if (start.n == 0)
		return SNIFF_EMPTY;
	if (sniff_der_starts(start))
		return SNIFF_DER;
	if (pem_begins(start))
		return SNIFF_PEM;
	if (start.n >= 2 && start.p[0] == DER_SEQUENCE && start.n == 2u + start.p[1])
		return SNIFF_DER;
	if (memchr(start.p, 0, start.n) != NULL)
		return SNIFF_BINARY;
	return is_base64(start) ? SNIFF_BASE64 : SNIFF_TEXT;
}

/* The first elements of a constructed one. */
#define FIRST 5

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

/* What is signed, from the fields of its to-be-signed part (RFC 5280 4.1, 5.1; RFC 2986 4.1). */
static const char *
signed_other(struct span val)
{
	struct children c = children_of(val);

	if (child_is(&c, 0, DER_SEQUENCE) && child_is_time(&c, 2))
		return "a certificate revocation list";
	if (!child_is(&c, 0, DER_INTEGER) && !child_is(&c, 0, DER_CTX_CONS(0)) && c.n < 3)
		return "a SEQUENCE without the fields of a certificate";
	if (!child_is(&c, 0, DER_INTEGER) || !child_is(&c, 1, DER_SEQUENCE))
		return NULL;
	if (child_is_time(&c, 3))
		return "a certificate revocation list";
	if (child_is(&c, 2, DER_SEQUENCE) && !child_is(&c, 3, DER_SEQUENCE) &&
	    (c.at[1].val.n == 0 || der_peek(c.at[1].val, DER_SET)))
		return "a certificate request";
	return NULL;
}

/* A private key begins with its version; so does a PKCS #12 file, and a TBSCertificate of v1. */
static const char *
versioned_other(const struct children *c, bool tbs)
{
	static const uint8_t three[] = { 3 };

	if (child_is(c, 1, DER_INTEGER) || child_is(c, 1, DER_OCTET_STRING) || child_is(c, 2, DER_OCTET_STRING))
		return "a private key";
	if (span_eq(c->at[0].val, (struct span){ three, 1 }) && child_is(c, 1, DER_SEQUENCE) &&
	    der_peek(c->at[1].val, DER_OID))
		return tbs ? NULL : "a PKCS #12 file";
	return NULL;
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
	needs = split_length(der);
	if (st == DER_ETRUNC && needs != 0 && needs != UINT64_MAX)
		return arena_printf(a, "cut short: it needs %" PRIu64 " octets and has %zu", needs, der.n);
	return arena_printf(a, "%s, at octet 0 of %zu", der_status_words(st), der.n);
}

const char *
sniff_other(struct span der, bool tbs)
{
	/* 1.2.840.113549.1.7: the content types of PKCS #7 and CMS. */
	static const uint8_t pkcs7[] = { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07 };
	struct der_tlv outer;
	struct children c;

	if (der_next(&der, &outer) != DER_OK || outer.id != DER_SEQUENCE)
		return NULL;
	c = children_of(outer.val);
	if (child_is(&c, 0, DER_OID) && c.at[0].val.n > sizeof pkcs7 &&
	    memcmp(c.at[0].val.p, pkcs7, sizeof pkcs7) == 0)
		return "a PKCS #7 or CMS container";
	if (child_is(&c, 0, DER_INTEGER))
		return versioned_other(&c, tbs);
	if (child_is(&c, 0, DER_CTX_CONS(0)) && child_is(&c, 1, DER_INTEGER))
		return tbs ? NULL : "a TBSCertificate, which needs --tbs";
	if (!child_is(&c, 0, DER_SEQUENCE))
		return NULL;
	if (c.n == 2 && der_peek(c.at[0].val, DER_OID) && child_is(&c, 1, DER_BIT_STRING))
		return "a public key";
	return signed_other(c.at[0].val);
}
