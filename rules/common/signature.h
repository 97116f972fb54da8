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
/* Of the certificates of a response that are not looked at. */
void tell_certs_beyond(struct check *);

/* A signature algorithm of SHA-1. */
bool algorithm_is_sha1(enum oid);

/* Unused bits of a BIT STRING's content as DER has them; 0 where the count or the bits are a fault of encoding. */
unsigned unused_bits(struct span content);

#endif
