/* program.h - what the rules of several root programs ask. */
#ifndef RULES_PROGRAM_H
#define RULES_PROGRAM_H

#include "engine/rule.h"

/* arg of a key rule: the families that it reports. */
enum key_family {
	FAMILY_P521 = 1 << 0,
	FAMILY_EC = 1 << 1,		/* any named or unnamed EC curve */
	FAMILY_EDWARDS = 1 << 2,	/* Ed25519, Ed448, X25519, X448 */
	FAMILY_PQ = 1 << 3		/* ML-DSA, ML-KEM */
};

rule_fn program_key_family;
/* Signed with SHA-1 (or MD5), as either signature field says. */
rule_fn program_sha1;
/* arg: whether an entry other than emailProtection and clientAuth breaks it. */
rule_fn program_sub_ca_mixed;

#endif
