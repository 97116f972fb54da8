/* SPDX-License-Identifier: Apache-2.0 */
/* signature.h - who signed an artifact and with what, as the rows of several kinds ask. */
#ifndef RULES_COMMON_SIGNATURE_H
#define RULES_COMMON_SIGNATURE_H

#include "rule/rule.h"

rule_fn rule_algorithm_mismatch;	/* the two AlgorithmIdentifiers differ; row.needs: both */
rule_fn rule_issuer_empty;		/* issuer has no attribute */
rule_fn rule_signature_empty;		/* a signed input has a signature of no octets */
rule_fn rule_signature_unused_bits;	/* … one that does not end at an octet */

/*
 * Whose key made the signature: of an OCSP response the responder's certificate,
 * else the issuing CA's (row.of_signer).  NULL: it is not at hand.
 */
const struct cert_view *signing_certificate(const struct check *);
enum key_verdict signing_verdict(const struct check *);
/* May it be that of a responder which stands in the response behind those that are looked at?  Then the rule says so. */
bool signer_is_beyond(struct check *);
/* It is not at hand, of an OCSP response: says why. */
void lacks_signer(struct check *);
/*
 * Can this part of the responder's certificate not be read?  Of one that was given beside the response that is told;
 * the damage of one that comes with it is that of a part of the response.
 */
bool signer_cannot_be_read(struct check *, enum artifact_part);
/* Does this certificate come with the response? */
bool comes_with_response(const struct check *, const struct cert_view *);
/* Of the certificates of a response that are not looked at. */
void tell_certs_beyond(struct check *);

/*
 * The two fields that name the algorithm.  The outer one is looked at only
 * where it differs: that it does is RFC 5280's rule, and equal faults are one.
 */
static inline void
each_signature_field(struct check *c, void (*look)(struct check *, const struct artifact_algorithm *))
{
	const struct artifact *a = c->artifact;

	if (artifact_ok(a, PART_SIGNATURE))
		look(c, &a->signature);
	if (artifact_ok(a, PART_SIGNATURE_ALGORITHM) && !span_eq(a->signature.raw, a->signature_algorithm.raw))
		look(c, &a->signature_algorithm);
}

/* Has somebody signed, as far as the octets show?  Else the rule is not applicable: to be signed, or filled with a dummy. */
bool signature_is_there(struct check *);

/*
 * Those that say of a signature that no key made it: that it does not verify says nothing new then.  With ML-DSA only a response is known
 * not to, whose signer has a key of another algorithm.
 */
#define IMPOSSIBLE_SIGNATURES "rfc3279.signature-value.ecdsa-form", "rfc8410.signature-value.length"

/* A signature algorithm of SHA-1. */
bool algorithm_is_sha1(enum oid);

/* Unused bits of a BIT STRING's content as DER has them; 0 where the count or the bits are a fault of encoding. */
unsigned unused_bits(struct span content);

#endif
