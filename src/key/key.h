/* SPDX-License-Identifier: Apache-2.0 */
/*
 * key.h - what is asked of public keys, digests and signatures.
 *
 * The only folder that includes OpenSSL; nothing of it shows here.  Spans are
 * the octets as they stand in the certificate (an INTEGER's content may begin
 * with a zero octet).
 */
#ifndef KEY_KEY_H
#define KEY_KEY_H

#include "base/span.h"
#include "x509/cert.h"

/*
 * An OpenSSL of its own for each context, with the digests of its providers;
 * the configuration (openssl.cnf) is the system's.  Shared by all workers.
 * NULL: memory is out, or, where *no_memory is false, it gives no SHA-256.
 */
struct key_lib;
struct key_lib *key_lib_new(bool *no_memory);
void key_lib_free(struct key_lib *);

/* OpenSSL objects made once for each worker; one thread at a time.  The library outlives it. */
struct key_work;
struct key_work *key_work_new(const struct key_lib *);	/* NULL: memory is out */
void key_work_free(struct key_work *);
/* Has memory been out since key_work_begin()?  Then answers may be missing or wrong. */
void key_work_begin(struct key_work *);
bool key_work_failed(const struct key_work *);

/* What is digested lies in a mapping, whose octets are given back behind it; NULL: no longer. */
void key_work_release(struct key_work *, const struct release *);

enum key_hash { KEY_SHA1, KEY_SHA256, KEY_SHA384, KEY_SHA512 };
#define KEY_MAX_HASH 64
/* That of a hash algorithm's identifier; false: it is none of these. */
bool key_hash_of(enum oid, enum key_hash *);
/* Writes the digest and returns its length; 0 when OpenSSL has none, or memory is out. */
size_t key_digest(struct key_work *, enum key_hash, struct span in, uint8_t out[KEY_MAX_HASH]);

/* ---- RSA (FIPS 186, SP 800-89 5.3.3; SBR 6.1.5, 6.1.6) ---- */

/* The smallest prime factor below 752, or 0. */
unsigned key_rsa_small_factor(struct key_work *, struct span modulus);
/* Does the modulus show the fingerprint of CVE-2017-15361 (ROCA)?  Cheap. */
bool key_rsa_roca(struct span modulus);
/* Deep checks (milliseconds), of moduli up to these bits; a larger one is not looked at. */
#define KEY_RSA_DEEP_BITS 16384
/* Is the modulus p^k with k >= 2? */
bool key_rsa_prime_power(struct key_work *, struct span modulus);
/* Do `rounds` steps of Fermat's method factor it?  The first takes the root, rounded up. */
bool key_rsa_close_primes(struct key_work *, struct span modulus, unsigned rounds);

/* ---- points ---- */

enum key_point {
	KEY_POINT_OK,
	KEY_POINT_LENGTH,	/* not as many octets as the curve's points take */
	KEY_POINT_FORM,		/* the first octet names no form of a point */
	KEY_POINT_HYBRID,	/* hybrid form (06, 07), which RFC 5480 does not allow */
	KEY_POINT_INFINITY,
	KEY_POINT_OFF_CURVE,	/* coordinates that do not fit the curve or its field */
	KEY_POINT_UNKNOWN	/* not a curve this program knows */
};
/* P-256, P-384, P-521; compressed points are decompressed.  Of other curves the form, and the length where that is known. */
enum key_point key_ec_point(struct key_work *, enum oid curve, struct span point);
/* Is it the compressed form (02, 03)? */
bool key_ec_compressed(struct span point);
/* Ed25519, Ed448: canonical y and an x that exists (RFC 8032 5.1.3, 5.2.3). */
enum key_point key_edwards_point(struct key_work *, enum oid curve, struct span point);
/* Of any key on a curve; X25519 and X448 by their length. */
enum key_point key_point_of(struct key_work *, const struct cert_spki *);
/*
 * Of points that are KEY_POINT_OK.  Which multiple of the generator of P-256, P-384 or P-521 is it, or the negative of which: is the private key
 * this number, or the order less that?  0: none up to 255.
 */
unsigned key_ec_multiple(enum oid curve, struct span point);
/* Has it an order of 8 or less, so that no private key makes it and everybody makes signatures for it? */
bool key_edwards_has_small_order(enum oid curve, struct span point);
/* Octets of an ML-DSA or ML-KEM public key; 0 for another algorithm. */
size_t key_pq_length(enum oid);
/*
 * Is an ML-KEM encapsulation key's every coefficient below q (FIPS 203 7.2)?
 * Of a key that is too short those there are; true for another algorithm.
 */
bool key_ml_kem_in_range(enum oid, struct span key);

/* ---- lists of weak keys (weak.h) ---- */

struct weak_keys;
enum weak_form {
	WEAK_MODULUS,		/* of openssl-blacklist */
	WEAK_NUMBER,		/* of badkeys */
	WEAK_SPKI,
	WEAK_FORMS
};

struct weak_match {
	bool found, untried;	/* untried: OpenSSL gives no digest that an entry would need */
	enum weak_form form;
	uint8_t list;		/* WEAK_NUMBER: the number of badkeys' list, or 0 */
};
/* Looks for a key; spki is the whole element. */
struct weak_match weak_keys_find(const struct weak_keys *, struct key_work *, const struct cert_spki *, struct span spki);

/* ---- signatures (--issuer) ---- */

/* A decoded issuer key: shared by all workers, constant once made. */
struct key_issuer;
/* NULL: OpenSSL cannot decode it; or, when *no_memory says so, memory is out. */
struct key_issuer *key_issuer_new(const struct key_lib *, struct span spki, bool *no_memory);
void key_issuer_free(struct key_issuer *);
/* Another key in its place; false, with no key in it, where key_issuer_new() would give NULL. */
bool key_issuer_read(struct key_issuer *, const struct key_lib *, struct span spki, bool *no_memory);

enum key_verdict {
	KEY_VERIFIED,
	KEY_WRONG,		/* the signature is not this key's over these octets */
	KEY_MISFIT,		/* the algorithm does not go with the key's type */
	KEY_UNSUPPORTED,	/* OpenSSL here cannot verify this algorithm */
	KEY_FAILED,		/* OpenSSL failed, or memory is out */
	KEY_UNTRIED		/* key_verify() was not asked */
};
/*
 * RSASSA-PSS without readable parameters (RFC 4055 3.1), or with a hash other
 * than SHA-1, -256, -384 and -512, is KEY_UNSUPPORTED.  Not for one key_work
 * on two threads; the issuer may be shared.
 */
enum key_verdict key_verify(struct key_work *, const struct key_issuer *,
    const struct artifact_algorithm *, struct span tbs, struct span signature);

/* The same with a key that is decoded for this one signature; KEY_UNSUPPORTED where it cannot be. */
enum key_verdict key_verify_once(struct key_work *, struct span spki,
    const struct artifact_algorithm *, struct span tbs, struct span signature);

/* Can a key of this type, which may be one that OpenSSL does not know, make signatures of this algorithm?  True: or that is not known. */
bool key_may_sign(enum oid key, enum oid algorithm);

/*
 * Does this signature only fill the place of one?  It has no octets or only
 * zeros, or is the constant that pkimetal puts behind a TBSCertificate.
 */
bool key_signature_is_filler(struct span signature);
/*
 * Is it known to stand where none was made yet: that, or one by the keys whose
 * private halves EJBCA publishes for its pre-sign validation?  The latter costs
 * a verification with that of five keys which fits the algorithm.
 */
bool key_signature_is_dummy(struct key_work *, const struct artifact_algorithm *, struct span tbs,
    struct span signature);

#endif
