/* SPDX-License-Identifier: Apache-2.0 */
/* spki.c - subjectPublicKeyInfo of every kind of key, sound or not. */
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/x509.h>

#include "der/der.h"
#include "tests/recipe/key_internal.h"
#include "tests/recipe/names.h"

/* What a recipe asks for beyond the key's name. */
struct spki_edit {
	const char *alg, *exponent, *modulus;
	long bits, factor;
	const char *form;	/* of an EC point, or NULL */
};

static void
read_edit(struct tool *t, const char *text, struct spki_edit *e)
{
	const char *w, *v;

	while ((w = lex_word(t, &text)) != NULL) {
		if ((v = lex_after(w, "alg=")) != NULL)
			e->alg = v;
		else if ((v = lex_after(w, "exponent=")) != NULL)
			e->exponent = v;
		else if ((v = lex_after(w, "modulus=")) != NULL)
			e->modulus = v;
		else if ((v = lex_after(w, "bits=")) != NULL)
			e->bits = lex_number(t, v);
		else if ((v = lex_after(w, "factor=")) != NULL)
			e->factor = lex_number(t, v);
		else
			e->form = w;
	}
}

/* Adds 2 until no prime below 752 divides n. */
static void
avoid_small_factors(BIGNUM *n)
{
	for (unsigned p = 3; p < 752; p += 2)
		if (BN_mod_word(n, p) == 0) {
			BN_add_word(n, 2);
			p = 1;
		}
}

/* A number of exactly that many bits, made of the seed; not a product of known primes. */
static BIGNUM *
made_up_modulus(struct tool *t, const struct spki_edit *e)
{
	struct octets noise = OCTETS(t);
	BIGNUM *n;

	put_noise(&noise, arena_printf(t->arena, "modulus %ld", e->bits), (size_t)(e->bits + 7) / 8);
	n = BN_bin2bn(noise.p, (int)noise.n, NULL);
	if (n == NULL) {
		tool_fail(t, "out of memory");
		return NULL;
	}
	BN_mask_bits(n, (int)e->bits - 2);
	BN_set_bit(n, (int)e->bits - 1);
	BN_set_bit(n, 0);
	avoid_small_factors(n);
	if (e->factor > 1) {
		BN_sub_word(n, BN_mod_word(n, (BN_ULONG)e->factor));
		if (!BN_is_odd(n) && e->factor % 2 == 1)
			BN_add_word(n, (BN_ULONG)e->factor);
	}
	return n;
}

static void
put_bignum(struct octets *o, const BIGNUM *n)
{
	uint8_t *p = arena_take(o->tool->arena, (size_t)BN_num_bytes(n) + 1);
	size_t mark = octets_open(o, 0x02);

	if (p != NULL) {
		BN_bn2bin(n, p + 1);
		if (BN_num_bits(n) % 8 == 0)
			octets_put(o, p, (size_t)BN_num_bytes(n) + 1);
		else
			octets_put(o, p + 1, (size_t)BN_num_bytes(n));
	}
	octets_close(o, mark);
}

/* RSAPublicKey, from the key file where there is one and the edits. */
static void
put_rsa(struct tool *t, struct octets *o, EVP_PKEY *pkey, const struct spki_edit *e)
{
	BIGNUM *n = NULL, *exponent = NULL;
	size_t seq;

	if (pkey != NULL)
		EVP_PKEY_get_bn_param(pkey, OSSL_PKEY_PARAM_RSA_N, &n);
	if (e->bits > 0) {
		BN_free(n);
		n = made_up_modulus(t, e);
	}
	if (e->modulus != NULL)
		BN_hex2bn(&n, lex_after(e->modulus, "0x") != NULL ? e->modulus + 2 : e->modulus);
	if (e->exponent != NULL && lex_after(e->exponent, "0x") != NULL)
		BN_hex2bn(&exponent, e->exponent + 2);
	else
		BN_dec2bn(&exponent, e->exponent != NULL ? e->exponent : "65537");
	if (n == NULL || exponent == NULL) {
		tool_fail(t, "RSA key without modulus or with a wrong exponent");
	} else {
		seq = octets_open(o, 0x30);
		put_bignum(o, n);
		put_bignum(o, exponent);
		octets_close(o, seq);
	}
	BN_free(n);
	BN_free(exponent);
}

/* Splits the key's own SubjectPublicKeyInfo. */
static void
take_spki(struct tool *t, EVP_PKEY *pkey, struct octets *alg, struct octets *bits)
{
	unsigned char *p = NULL;
	int n = i2d_PUBKEY(pkey, &p);
	struct span s = { p, n > 0 ? (size_t)n : 0 };
	struct der_tlv outer, a, b;

	if (n <= 0 || der_next(&s, &outer) != DER_OK || der_next(&outer.val, &a) != DER_OK ||
	    der_next(&outer.val, &b) != DER_OK || b.val.n < 1) {
		tool_fail(t, "this key has no SubjectPublicKeyInfo");
	} else {
		octets_span(alg, a.raw);
		octets_put(bits, b.val.p + 1, b.val.n - 1);
	}
	OPENSSL_free(p);
}

static void
change_point(struct octets *bits, const char *form)
{
	size_t half = (bits->n - 1) / 2;
	bool odd;

	if (bits->n < 3 || bits->p[0] != 4) {
		tool_fail(bits->tool, "%s: this key is no uncompressed EC point", form);
		return;
	}
	odd = (bits->p[bits->n - 1] & 1) != 0;
	if (strcmp(form, "compressed") == 0) {
		bits->p[0] = odd ? 3 : 2;
		bits->n = 1 + half;
	} else if (strcmp(form, "hybrid") == 0) {
		bits->p[0] = odd ? 7 : 6;
	} else if (strcmp(form, "off-curve") == 0) {
		bits->p[bits->n - 1] ^= 1;
	} else if (strcmp(form, "infinity") == 0) {
		bits->p[0] = 0;
		bits->n = 1;
	} else {
		tool_fail(bits->tool, "no form of a key: %s", form);
	}
}

/* Coefficients below 3329 in 12 bits each, then 32 octets (FIPS 203). */
static void
put_ml_kem(struct octets *o, const char *name, size_t n)
{
	struct octets noise = OCTETS(o->tool);
	unsigned a, b;

	put_noise(&noise, name, 4 * (n - 32) / 3 + 32);
	for (size_t i = 0; tool_ok(o->tool) && i + 3 < noise.n - 32 + 1; i += 4) {
		a = (unsigned)(noise.p[i] << 8 | noise.p[i + 1]) % 3329;
		b = (unsigned)(noise.p[i + 2] << 8 | noise.p[i + 3]) % 3329;
		octets_byte(o, a & 0xff);
		octets_byte(o, a >> 8 | (b & 0xf) << 4);
		octets_byte(o, b >> 4);
	}
	if (tool_ok(o->tool))
		octets_put(o, noise.p + noise.n - 32, 32);
}

/* ML-DSA and ML-KEM keys are made of their name. */
static bool
put_post_quantum(struct octets *alg, struct octets *bits, const char *name)
{
	static const struct {
		const char *name, *oid;
		size_t n;
	} sizes[] = {
		{ "ml-dsa-44", "id-ml-dsa-44", 1312 }, { "ml-dsa-65", "id-ml-dsa-65", 1952 },
		{ "ml-dsa-87", "id-ml-dsa-87", 2592 }, { "ml-kem-512", "id-alg-ml-kem-512", 800 },
		{ "ml-kem-768", "id-alg-ml-kem-768", 1184 }, { "ml-kem-1024", "id-alg-ml-kem-1024", 1568 },
	};

	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
		if (strcmp(sizes[i].name, name) == 0) {
			put_algorithm(alg, sizes[i].oid);
			if (name[3] == 'd')
				put_noise(bits, name, sizes[i].n);
			else
				put_ml_kem(bits, name, sizes[i].n);
			return true;
		}
	return false;
}

/* Algorithm and key octets before the point and algorithm edits. */
static void
put_parts(struct keyring *ring, const char *name, const struct spki_edit *e, struct octets *alg,
    struct octets *bits)
{
	bool changed = e->exponent != NULL || e->modulus != NULL || e->bits > 0;
	struct key *k;

	if (put_post_quantum(alg, bits, name))
		return;
	k = keyring_find(ring, name);
	if (k == NULL && strcmp(name, "rsa") != 0)
		tool_fail(ring->tool, "no such key: %s", name);
	else if (changed && k != NULL && !EVP_PKEY_is_a(k->pkey, "RSA"))
		tool_fail(ring->tool, "%s is no RSA key", name);
	else if (k == NULL || changed) {
		put_algorithm(alg, "rsaEncryption");
		put_rsa(ring->tool, bits, k != NULL ? k->pkey : NULL, e);
	} else
		take_spki(ring->tool, k->pkey, alg, bits);
}

void
put_spki(struct keyring *ring, struct octets *o, const char *text)
{
	struct octets alg = OCTETS(ring->tool), bits = OCTETS(ring->tool);
	const char *der = lex_after(text, "der:"), *name;
	struct spki_edit e = { 0 };
	size_t seq, mark;

	if (der != NULL) {
		dertext_put(o, der, NULL, NULL);
		return;
	}
	if ((name = lex_word(ring->tool, &text)) == NULL)
		name = "";
	read_edit(ring->tool, text, &e);
	put_parts(ring, name, &e, &alg, &bits);
	if (e.form != NULL && tool_ok(ring->tool))
		change_point(&bits, e.form);
	if (e.alg != NULL) {
		alg.n = 0;
		dertext_put(&alg, e.alg, NULL, NULL);
	}
	seq = octets_open(o, 0x30);
	octets_span(o, octets_as_span(&alg));
	mark = octets_open(o, 0x03);
	octets_byte(o, 0);
	octets_span(o, octets_as_span(&bits));
	octets_close(o, mark);
	octets_close(o, seq);
}
