/* SPDX-License-Identifier: Apache-2.0 */
/* key.h - the keys of the test data: subjectPublicKeyInfo and signatures. */
#ifndef TESTS_RECIPE_KEY_H
#define TESTS_RECIPE_KEY_H

#include "tests/recipe/octets.h"

struct key;

struct keyring {
	struct tool *tool;
	struct arena *arena;		/* for the keys: lives as long as the ring */
	const char *dir;		/* NAME.pem holds the private key NAME */
	struct key *first;
};

void keyring_free(struct keyring *);

/*
 * AlgorithmIdentifier: a name of x509/oid.h with the parameters that belong to
 * it, "rsassa-pss-sha256" (384, 512), any identifier without parameters; then
 * perhaps "null" or "absent"; or "der:DERTEXT".
 */
void put_algorithm(struct octets *, const char *text);

/*
 * SubjectPublicKeyInfo: the name of a key, "ml-dsa-44" and the other ML-DSA
 * and ML-KEM names, "rsa", or "der:DERTEXT".  Then perhaps exponent=N,
 * modulus=HEX, bits=N (a made-up modulus of that length), factor=F (divisible
 * by it), alg="DERTEXT" (the AlgorithmIdentifier), and for EC points
 * compressed, hybrid, off-curve or infinity.
 */
void put_spki(struct keyring *, struct octets *, const char *text);

/* SHA-1 of the BIT STRING's content (RFC 5280 4.2.1.2, method 1). */
void put_key_id(struct octets *, struct span spki);

/*
 * The octets of signatureValue.  RSA PKCS #1 v1.5 and EdDSA are real when the
 * key fits the algorithm; everything else is a dummy of the right form that
 * depends on the algorithm and key only.  `known`, when not empty, is a
 * signature from an earlier run: a good one is taken instead of signing anew.
 */
void put_signature(struct keyring *, struct octets *, const char *key, const char *algorithm,
    struct span message, struct span known);
void put_dummy_signature(struct keyring *, struct octets *, const char *key, const char *algorithm);

/* What a CA with this key signs with: sha256WithRSAEncryption for an RSA key. */
const char *key_default_algorithm(struct keyring *, const char *key);

/* n octets that depend on the seed text only (SHAKE256). */
void put_noise(struct octets *, const char *seed, size_t n);

#endif
