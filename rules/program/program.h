/* SPDX-License-Identifier: Apache-2.0 */
/* program.h - what the rules of several root programs ask. */
#ifndef RULES_PROGRAM_PROGRAM_H
#define RULES_PROGRAM_PROGRAM_H

#include "rule/rule.h"

/* arg of a key rule: the families that it reports. */
enum key_family {
	FAMILY_P521 = 1 << 0,
	FAMILY_NIST = 1 << 1,		/* P-256, P-384, P-521 */
	FAMILY_EDWARDS = 1 << 2,	/* Ed25519, Ed448, X25519, X448 */
	FAMILY_PQ = 1 << 3,		/* ML-DSA, ML-KEM */
	FAMILY_OTHER = 1 << 4		/* neither these nor RSA */
};

rule_fn program_key_family;
/* anyExtendedKeyUsage is listed. */
rule_fn program_eku_any;

#endif
