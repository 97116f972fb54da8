/* SPDX-License-Identifier: Apache-2.0 */
/* pq.c - encodings of ML-DSA (FIPS 204) and ML-KEM (FIPS 203) public keys. */
#include "key/key.h"

#define KEM_Q 3329
#define KEM_POLYNOMIAL 384	/* octets of 256 coefficients of 12 bits */

/* k of an ML-KEM parameter set (FIPS 203, table 2); 0 for another algorithm. */
static size_t
kem_rank(enum oid algorithm)
{
	switch (algorithm) {
	case OID_ML_KEM_512:
		return 2;
	case OID_ML_KEM_768:
		return 3;
	case OID_ML_KEM_1024:
		return 4;
	default:
		return 0;
	}
}

size_t
key_pq_length(enum oid algorithm)
{
	size_t k = kem_rank(algorithm);

	switch (algorithm) {
	case OID_ML_DSA_44:		/* FIPS 204, table 2 */
	case OID_HASH_ML_DSA_44:
		return 1312;
	case OID_ML_DSA_65:
	case OID_HASH_ML_DSA_65:
		return 1952;
	case OID_ML_DSA_87:
	case OID_HASH_ML_DSA_87:
		return 2592;
	default:
		return k != 0 ? KEM_POLYNOMIAL * k + 32 : 0;
	}
}

bool
key_ml_kem_in_range(enum oid algorithm, struct span key)
{
	size_t n = KEM_POLYNOMIAL * kem_rank(algorithm);

	if (n > key.n)
		n = key.n;
	for (size_t i = 0; i + 3 <= n; i += 3) {
		unsigned a = key.p[i] | (key.p[i + 1] & 0x0fu) << 8;
		unsigned b = (unsigned)key.p[i + 1] >> 4 | (unsigned)key.p[i + 2] << 4;

		if (a >= KEM_Q || b >= KEM_Q)
			return false;
	}
	return true;
}
