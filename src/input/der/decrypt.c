/* SPDX-License-Identifier: Apache-2.0 */
#include "input/der/decrypt.h"

#include <limits.h>

#include <openssl/err.h>
#include <openssl/pkcs12.h>

#include "os/crypto.h"

const char *
decrypt_pbe(struct span algorithm, struct span passphrase, struct span octets, struct out *to)
{
	const unsigned char *p = algorithm.p;
	unsigned char *data = NULL;
	X509_ALGOR *algor;
	int n = 0;

	if (algorithm.n > LONG_MAX || octets.n > INT_MAX || passphrase.n > INT_MAX)
		return "longer than OpenSSL takes";
	crypto_configure();
	if ((algor = d2i_X509_ALGOR(NULL, &p, (long)algorithm.n)) == NULL) {
		ERR_clear_error();
		return "an algorithm that cannot be read";
	}
	if (PKCS12_pbe_crypt(algor, (const char *)passphrase.p, (int)passphrase.n, octets.p, (int)octets.n, &data, &n, 0) != NULL) {
		out_mem(to, data, (size_t)n);
		OPENSSL_cleanse(data, (size_t)n);
		OPENSSL_free(data);
	}
	X509_ALGOR_free(algor);
	ERR_clear_error();
	return data != NULL ? NULL : "the passphrase does not open them, or OpenSSL lacks their algorithm";
}
