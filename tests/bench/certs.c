/*
 * certs.c - writes subscriber certificates of the sponsor-validated and
 * mailbox-validated strict profiles with RSA and EC keys.  The signatures are
 * random octets of the right length: nothing here verifies them.
 */
#include "certs.h"

#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- DER, written front to back ---- */

enum { BOOLEAN = 0x01, INTEGER = 0x02, BIT_STRING = 0x03, OCTET_STRING = 0x04, OID = 0x06, UTF8 = 0x0c,
	PRINTABLE = 0x13, IA5 = 0x16, UTCTIME = 0x17, SEQUENCE = 0x30, SET = 0x31 };
#define CTX(n) (0x80 | (n))
#define CTX_CONS(n) (0xa0 | (n))

struct out {
	uint8_t p[CERT_MAX];
	size_t n;
	bool full;
};

static void
put(struct out *o, const void *p, size_t n)
{
	if (n > sizeof o->p - o->n) {
		o->full = true;
		return;
	}
	memcpy(o->p + o->n, p, n);
	o->n += n;
}

/* The content goes after the tag; der_end() moves it to make room for the length. */
static size_t
der_begin(struct out *o, int tag)
{
	uint8_t id = (uint8_t)tag;

	put(o, &id, 1);
	return o->n;
}

static void
der_end(struct out *o, size_t start)
{
	size_t n = o->n - start;
	uint8_t length[3] = { (uint8_t)n };
	size_t width = 1;

	if (n >= 0x100) {
		length[0] = 0x82;
		length[1] = (uint8_t)(n >> 8);
		length[2] = (uint8_t)n;
		width = 3;
	} else if (n >= 0x80) {
		length[0] = 0x81;
		length[1] = (uint8_t)n;
		width = 2;
	}
	put(o, length, width);		/* makes sure there is room */
	if (o->full)
		return;
	memmove(o->p + start + width, o->p + start, n);
	memcpy(o->p + start, length, width);
}

static void
der(struct out *o, int tag, const void *p, size_t n)
{
	size_t at = der_begin(o, tag);

	put(o, p, n);
	der_end(o, at);
}

static void
der_text(struct out *o, int tag, const char *text)
{
	der(o, tag, text, strlen(text));
}

/* The content octets of an OBJECT IDENTIFIER as a literal. */
#define der_oid(o, octets) der(o, OID, octets, sizeof octets - 1)

#define ID_PKIX "\x2b\x06\x01\x05\x05\x07"
#define ID_AES "\x60\x86\x48\x01\x65\x03\x04\x01"

/* ---- fields ---- */

static void
algorithm_sha256_rsa(struct out *o)
{
	put(o, "\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b\x05\x00", 15);
}

#define attribute(o, type, tag, text) attribute_put(o, type, sizeof type - 1, tag, text)
static void
attribute_put(struct out *o, const char *type, size_t n, int tag, const char *text)
{
	size_t set = der_begin(o, SET), sequence = der_begin(o, SEQUENCE);

	der(o, OID, type, n);
	der_text(o, tag, text);
	der_end(o, sequence);
	der_end(o, set);
}

static void
issuer(struct out *o)
{
	size_t at = der_begin(o, SEQUENCE);

	attribute(o, "\x55\x04\x06", PRINTABLE, "NL");
	attribute(o, "\x55\x04\x0a", UTF8, "Voorbeeld Vertrouwensdiensten B.V.");
	attribute(o, "\x55\x04\x61", UTF8, "NTRNL-30187654");
	attribute(o, "\x55\x04\x03", UTF8, "Voorbeeld S/MIME Issuing CA 2025-1");
	der_end(o, at);
}

struct person {
	unsigned number;
	bool sponsored;		/* sponsor-validated, else mailbox-validated */
	char given[32], surname[32], name[64], mailbox[96];
};

static void
person_make(struct person *p, unsigned number, bool sponsored)
{
	static const char *const given[] = { "Anna", "Bram", "Célia", "Daan", "Eline", "Fatima", "Joris", "Zoë" };
	static const char *const surname[] = { "Jansen", "de Vries", "Visser", "Bakker", "Müller", "Smit", "Özdemir" };

	p->number = number;
	p->sponsored = sponsored;
	snprintf(p->given, sizeof p->given, "%s", given[number % 8]);
	snprintf(p->surname, sizeof p->surname, "%s", surname[number % 7]);
	snprintf(p->name, sizeof p->name, "%s %s", p->given, p->surname);
	snprintf(p->mailbox, sizeof p->mailbox, "employee.%06u@mail.nordlicht-werke-%u.de", number, number % 97);
}

static void
subject(struct out *o, const struct person *p)
{
	size_t at = der_begin(o, SEQUENCE);

	if (p->sponsored) {
		attribute(o, "\x55\x04\x06", PRINTABLE, "NL");
		attribute(o, "\x55\x04\x07", UTF8, "Utrecht");
		attribute(o, "\x55\x04\x0a", UTF8, "Voorbeeld Waterbouw en Baggerwerken B.V.");
		attribute(o, "\x55\x04\x61", UTF8, "NTRNL-12345678");
		attribute(o, "\x55\x04\x04", UTF8, p->surname);
		attribute(o, "\x55\x04\x2a", UTF8, p->given);
		attribute(o, "\x55\x04\x03", UTF8, p->name);
	} else {
		attribute(o, "\x55\x04\x03", UTF8, p->mailbox);
	}
	attribute(o, "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01", IA5, p->mailbox);
	der_end(o, at);
}

static void
validity(struct out *o, unsigned number)
{
	char from[32], to[32];
	size_t at = der_begin(o, SEQUENCE);
	unsigned day = 1 + number % 28, hour = number % 24;

	snprintf(from, sizeof from, "2602%02u%02u1530Z", day, hour);
	snprintf(to, sizeof to, "2702%02u%02u1529Z", day, hour);
	der_text(o, UTCTIME, from);
	der_text(o, UTCTIME, to);
	der_end(o, at);
}

/* ---- extensions ---- */

/* Begins an extension; ends[] is what extension_end() needs. */
#define extension_begin(o, id, critical, ends) extension_put(o, id, sizeof id - 1, critical, ends)
static void
extension_put(struct out *o, const char *id, size_t n, bool critical, size_t ends[2])
{
	ends[0] = der_begin(o, SEQUENCE);
	der(o, OID, id, n);
	if (critical)
		der(o, BOOLEAN, "\xff", 1);
	ends[1] = der_begin(o, OCTET_STRING);
}

static void
extension_end(struct out *o, const size_t ends[2])
{
	der_end(o, ends[1]);
	der_end(o, ends[0]);
}

static void
key_identifiers(struct out *o, const uint8_t ski[20])
{
	static const uint8_t aki[20] = { 0x1f, 0x8a, 0x04, 0xd7, 0x35, 0x5c, 0xe0, 0x42, 0x9b, 0x6e, 0x77,
		0x10, 0xc4, 0xaf, 0x2d, 0x93, 0x58, 0xb6, 0x0e, 0x21 };
	size_t ends[2], at;

	extension_begin(o, "\x55\x1d\x23", false, ends);
	at = der_begin(o, SEQUENCE);
	der(o, CTX(0), aki, sizeof aki);
	der_end(o, at);
	extension_end(o, ends);

	extension_begin(o, "\x55\x1d\x0e", false, ends);
	der(o, OCTET_STRING, ski, 20);
	extension_end(o, ends);
}

/* digitalSignature, and keyEncipherment with RSA or keyAgreement with EC. */
static void
usages(struct out *o, bool rsa)
{
	size_t ends[2], at;

	extension_begin(o, "\x55\x1d\x0f", true, ends);
	der(o, BIT_STRING, rsa ? "\x05\xa0" : "\x03\x88", 2);
	extension_end(o, ends);

	extension_begin(o, "\x55\x1d\x25", false, ends);
	at = der_begin(o, SEQUENCE);
	der_oid(o, ID_PKIX "\x03\x04");
	der_end(o, at);
	extension_end(o, ends);

	extension_begin(o, "\x55\x1d\x13", true, ends);
	der(o, SEQUENCE, "", 0);
	extension_end(o, ends);
}

static void
alternative_name(struct out *o, const char *mailbox)
{
	size_t ends[2], at;

	extension_begin(o, "\x55\x1d\x11", false, ends);
	at = der_begin(o, SEQUENCE);
	der_text(o, CTX(1), mailbox);
	der_end(o, at);
	extension_end(o, ends);
}

static void
access_description(struct out *o, const char *method, const char *uri)
{
	size_t at = der_begin(o, SEQUENCE);

	der(o, OID, method, 8);
	der_text(o, CTX(6), uri);
	der_end(o, at);
}

static void
locations(struct out *o)
{
	size_t ends[2], at, point, name, full;

	extension_begin(o, "\x55\x1d\x1f", false, ends);
	at = der_begin(o, SEQUENCE);
	point = der_begin(o, SEQUENCE);
	name = der_begin(o, CTX_CONS(0));
	full = der_begin(o, CTX_CONS(0));
	der_text(o, CTX(6), "http://crl.trust.example.com/smime/issuing-ca-2025-1.crl");
	der_end(o, full);
	der_end(o, name);
	der_end(o, point);
	der_end(o, at);
	extension_end(o, ends);

	extension_begin(o, ID_PKIX "\x01\x01", false, ends);
	at = der_begin(o, SEQUENCE);
	access_description(o, ID_PKIX "\x30\x01", "http://ocsp.trust.example.com/smime");
	access_description(o, ID_PKIX "\x30\x02", "http://certificates.trust.example.com/smime/issuing-ca-2025-1.cer");
	der_end(o, at);
	extension_end(o, ends);
}

static void
policies(struct out *o, bool sponsored)
{
	size_t ends[2], at, policy, qualifiers, qualifier;

	extension_begin(o, "\x55\x1d\x20", false, ends);
	at = der_begin(o, SEQUENCE);
	policy = der_begin(o, SEQUENCE);
	der(o, OID, sponsored ? "\x67\x81\x0c\x01\x05\x03\x03" : "\x67\x81\x0c\x01\x05\x01\x03", 7);
	der_end(o, policy);
	policy = der_begin(o, SEQUENCE);
	der_oid(o, "\x88\x37\x0a\x02\x01");	/* 2.999.10.2.1: the arc for examples */
	qualifiers = der_begin(o, SEQUENCE);
	qualifier = der_begin(o, SEQUENCE);
	der_oid(o, ID_PKIX "\x02\x01");
	der_text(o, IA5, "https://www.trust.example.com/repository/smime-cps");
	der_end(o, qualifier);
	der_end(o, qualifiers);
	der_end(o, policy);
	der_end(o, at);
	extension_end(o, ends);
}

/* AES with 256 and 128 bits, CBC and GCM (RFC 8551 2.5.2). */
static void
capabilities(struct out *o)
{
	static const char last[] = { 0x2a, 0x2e, 0x02, 0x06 };
	size_t ends[2], at;

	extension_begin(o, "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x0f", false, ends);
	at = der_begin(o, SEQUENCE);
	for (size_t i = 0; i < sizeof last; i++) {
		size_t capability = der_begin(o, SEQUENCE), id = der_begin(o, OID);

		put(o, ID_AES, sizeof ID_AES - 1);
		put(o, &last[i], 1);
		der_end(o, id);
		der_end(o, capability);
	}
	der_end(o, at);
	extension_end(o, ends);
}

/* ---- certificates ---- */

struct key {
	const char *curve;	/* NULL: RSA of so many bits */
	size_t bits;
	uint8_t *spki;
	size_t n;
	uint8_t ski[20];		/* RFC 5280 4.2.1.2, method 1 */
};

static bool
key_make(struct key *k)
{
	EVP_PKEY *pkey = k->curve != NULL ? EVP_EC_gen(k->curve) : EVP_RSA_gen((unsigned)k->bits);
	X509_PUBKEY *public = NULL;
	const unsigned char *bits;
	int n_bits, n;
	bool ok;

	if (pkey == NULL)
		return false;
	n = i2d_PUBKEY(pkey, &k->spki);
	k->n = n > 0 ? (size_t)n : 0;
	ok = n > 0 && X509_PUBKEY_set(&public, pkey) &&
	    X509_PUBKEY_get0_param(NULL, &bits, &n_bits, NULL, public) &&
	    EVP_Digest(bits, (size_t)n_bits, k->ski, NULL, EVP_sha1(), NULL);
	X509_PUBKEY_free(public);
	EVP_PKEY_free(pkey);
	return ok;
}

static void
tbs_certificate(struct out *o, const struct key *key, const struct person *p)
{
	size_t tbs = der_begin(o, SEQUENCE), version = der_begin(o, CTX_CONS(0)), at, wrapper;
	uint8_t serial[16];

	der(o, INTEGER, "\x02", 1);
	der_end(o, version);
	RAND_bytes(serial, sizeof serial);
	serial[0] = (uint8_t)(0x40 | (serial[0] & 0x3f));
	der(o, INTEGER, serial, sizeof serial);
	algorithm_sha256_rsa(o);
	issuer(o);
	validity(o, p->number);
	subject(o, p);
	put(o, key->spki, key->n);
	wrapper = der_begin(o, CTX_CONS(3));
	at = der_begin(o, SEQUENCE);
	key_identifiers(o, key->ski);
	usages(o, key->curve == NULL);
	alternative_name(o, p->mailbox);
	locations(o);
	policies(o, p->sponsored);
	capabilities(o);
	der_end(o, at);
	der_end(o, wrapper);
	der_end(o, tbs);
}

static void
certificate(struct out *o, const struct key *key, const struct person *p)
{
	size_t at = der_begin(o, SEQUENCE);
	uint8_t signature[1 + 512];

	tbs_certificate(o, key, p);
	algorithm_sha256_rsa(o);
	RAND_bytes(signature, sizeof signature);
	signature[0] = 0;
	der(o, BIT_STRING, signature, sizeof signature);
	der_end(o, at);
}

bool
certs_make(struct certs *c, size_t n)
{
	struct key keys[] = {
		{ .bits = 2048 }, { .curve = "P-256" }, { .bits = 2048 }, { .bits = 3072 },
		{ .curve = "P-256" }, { .bits = 2048 }, { .curve = "P-384" }, { .bits = 2048 },
	};
	const size_t n_keys = sizeof keys / sizeof keys[0];
	struct out o;
	bool ok = true;

	*c = (struct certs){ calloc(n, sizeof *c->cert), n, malloc(n * CERT_MAX), 0 };
	for (size_t i = 0; i < n_keys; i++)
		ok = key_make(&keys[i]) && ok;
	ok = ok && c->cert != NULL && c->block != NULL;
	for (size_t i = 0; ok && i < n; i++) {
		struct person p;

		o.n = 0;
		o.full = false;
		person_make(&p, (unsigned)i, i / n_keys % 3 != 0);
		certificate(&o, &keys[i % n_keys], &p);
		memcpy(c->block + c->octets, o.p, o.n);
		c->cert[i] = (struct cert){ c->block + c->octets, o.n };
		c->octets += o.n;
		ok = !o.full;
	}
	for (size_t i = 0; i < n_keys; i++)
		OPENSSL_free(keys[i].spki);
	return ok;
}

void
certs_free(struct certs *c)
{
	free(c->cert);
	free(c->block);
}
