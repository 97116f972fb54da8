/* SPDX-License-Identifier: Apache-2.0 */
/*
 * certs.c - writes subscriber certificates of the sponsor-validated and
 * mailbox-validated strict profiles with RSA and EC keys.  The signatures are
 * random octets of the right length: nothing here verifies them.  Keys, serial
 * numbers and mailboxes all differ.
 */
#include "certs.h"

#include <openssl/bn.h>
#include <openssl/ec.h>
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

/* ---- keys ---- */

#define MAX_PRIMES 256
#define MOST_KEYS 20000u	/* in a larger set, RSA keys come again */
#define MAX_MODULUS 384

struct key {
	struct out spki;
	bool rsa;
	uint8_t ski[20];		/* RFC 5280 4.2.1.2, method 1 */
};

/*
 * Moduli are products of two primes of a pool, of which there are enough pairs
 * for a key of its own for each certificate, in seconds instead of hours.
 */
struct pool {
	int bits;			/* of a modulus */
	size_t n;
	size_t first, second;		/* the pair used last */
	BIGNUM *prime[MAX_PRIMES];
};

static bool
pool_make(struct pool *p, int bits, size_t wanted)
{
	*p = (struct pool){ .bits = bits };
	while (p->n < MAX_PRIMES && p->n * (p->n - 1) / 2 < wanted) {
		BIGNUM *prime = BN_new();

		p->prime[p->n++] = prime;
		if (prime == NULL || !BN_generate_prime_ex(prime, bits / 2, 0, NULL, NULL, NULL))
			return false;
	}
	return true;
}

static void
pool_free(struct pool *p)
{
	for (size_t i = 0; i < p->n; i++)
		BN_free(p->prime[i]);
}

/* The next modulus (the first again after the last), with a zero octet before it as its INTEGER has. */
static int
pool_next(struct pool *p, uint8_t modulus[1 + MAX_MODULUS], BN_CTX *bn)
{
	BIGNUM *product = BN_new();
	int n = 0;

	if (++p->second >= p->n) {
		p->first = p->first + 2 < p->n ? p->first + 1 : 0;
		p->second = p->first + 1;
	}
	modulus[0] = 0;
	if (product != NULL && p->second < p->n && BN_mul(product, p->prime[p->first], p->prime[p->second], bn) &&
	    BN_num_bits(product) == p->bits)
		n = 1 + BN_bn2bin(product, modulus + 1);
	BN_free(product);
	return n;
}

/* Of eight keys, four are RSA 2048, one is RSA 3072, two are P-256 and one is P-384. */
#define ROUND 8

struct pools {
	struct pool rsa2048, rsa3072;
	BN_CTX *bn;
};

static bool
pools_make(struct pools *p, size_t certificates)
{
	if (certificates > MOST_KEYS)
		certificates = MOST_KEYS;
	p->bn = BN_CTX_new();
	return pool_make(&p->rsa2048, 2048, certificates / ROUND * 4 + ROUND) &&
	    pool_make(&p->rsa3072, 3072, certificates / ROUND + ROUND) && p->bn != NULL;
}

static void
pools_free(struct pools *p)
{
	pool_free(&p->rsa2048);
	pool_free(&p->rsa3072);
	BN_CTX_free(p->bn);
}

static bool
key_identify(struct key *k, const uint8_t *bits, size_t n)
{
	return EVP_Digest(bits, n, k->ski, NULL, EVP_sha1(), NULL) == 1;
}

static bool
key_rsa(struct key *k, struct pool *pool, BN_CTX *bn)
{
	uint8_t modulus[1 + MAX_MODULUS];
	int n = pool_next(pool, modulus, bn);
	size_t spki = der_begin(&k->spki, SEQUENCE), bits, key;

	put(&k->spki, "\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00", 15);
	bits = der_begin(&k->spki, BIT_STRING);
	put(&k->spki, "", 1);
	key = der_begin(&k->spki, SEQUENCE);
	der(&k->spki, INTEGER, modulus, (size_t)n);
	der(&k->spki, INTEGER, "\x01\x00\x01", 3);
	der_end(&k->spki, key);
	k->rsa = true;
	if (n == 0 || !key_identify(k, k->spki.p + bits + 1, k->spki.n - bits - 1))
		return false;
	der_end(&k->spki, bits);
	der_end(&k->spki, spki);
	return true;
}

static bool
key_ec(struct key *k, const char *curve)
{
	EVP_PKEY *pkey = EVP_EC_gen(curve);
	X509_PUBKEY *public = NULL;
	const unsigned char *bits;
	uint8_t *spki = NULL;
	int n_bits, n = i2d_PUBKEY(pkey, &spki);
	bool ok;

	if (n > 0)
		put(&k->spki, spki, (size_t)n);
	ok = n > 0 && X509_PUBKEY_set(&public, pkey) && X509_PUBKEY_get0_param(NULL, &bits, &n_bits, NULL, public) &&
	    key_identify(k, bits, (size_t)n_bits);
	k->rsa = false;
	OPENSSL_free(spki);
	X509_PUBKEY_free(public);
	EVP_PKEY_free(pkey);
	return ok;
}

static bool
key_make(struct key *k, size_t i, struct pools *pools)
{
	k->spki.n = 0;
	k->spki.full = false;
	switch (i % ROUND) {
	case 1:
	case 4:
		return key_ec(k, "P-256");
	case 6:
		return key_ec(k, "P-384");
	case 3:
		return key_rsa(k, &pools->rsa3072, pools->bn);
	default:
		return key_rsa(k, &pools->rsa2048, pools->bn);
	}
}

/* ---- certificates ---- */

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
	put(o, key->spki.p, key->spki.n);
	wrapper = der_begin(o, CTX_CONS(3));
	at = der_begin(o, SEQUENCE);
	key_identifiers(o, key->ski);
	usages(o, key->rsa);
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
certs_each(size_t n, bool (*fn)(void *arg, const uint8_t *der, size_t n), void *arg)
{
	struct pools pools;
	struct key key;
	struct out o;
	bool ok = pools_make(&pools, n);

	for (size_t i = 0; ok && i < n; i++) {
		struct person p;

		o.n = 0;
		o.full = false;
		person_make(&p, (unsigned)i, i / ROUND % 3 != 0);
		ok = key_make(&key, i, &pools);
		certificate(&o, &key, &p);
		ok = ok && !o.full && !key.spki.full && fn(arg, o.p, o.n);
	}
	pools_free(&pools);
	return ok;
}

static bool
keep(void *arg, const uint8_t *der, size_t n)
{
	struct certs *c = arg;

	memcpy(c->block + c->octets, der, n);
	c->cert[c->n++] = (struct cert){ c->block + c->octets, n };
	c->octets += n;
	c->least = c->least == 0 || n < c->least ? n : c->least;
	c->most = n > c->most ? n : c->most;
	return true;
}

bool
certs_make(struct certs *c, size_t n)
{
	*c = (struct certs){ .cert = calloc(n, sizeof *c->cert), .block = malloc(n * CERT_MAX) };
	return c->cert != NULL && c->block != NULL && certs_each(n, keep, c);
}

void
certs_free(struct certs *c)
{
	free(c->cert);
	free(c->block);
}
