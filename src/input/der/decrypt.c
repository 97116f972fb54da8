/* SPDX-License-Identifier: Apache-2.0 */
#include "input/der/decrypt.h"

#include <limits.h>

#include <openssl/err.h>
#include <openssl/pkcs12.h>

#include "os/crypto.h"

enum opened {
	OPENED,
	WRONG,				/* it was tried, and the passphrase is another */
	UNTRIED,			/* OpenSSL has no such algorithm, or lost it where memory was out for a moment */
	UNREAD,				/* the AlgorithmIdentifier is none */
	NO_MEMORY
};

/* What OpenSSL says of a failure.  Errors are told only where there is room for their list, which an error of our own shows. */
static enum opened
failure(bool told)
{
	enum opened what = told ? UNTRIED : NO_MEMORY;
	unsigned long error;

	while ((error = ERR_get_error()) != 0) {
		if (ERR_GET_REASON(error) == ERR_R_MALLOC_FAILURE)
			what = NO_MEMORY;
		else if (what == UNTRIED && ERR_GET_LIB(error) == ERR_LIB_PKCS12 &&
		    ERR_GET_REASON(error) == PKCS12_R_PKCS12_CIPHERFINAL_ERROR)
			what = WRONG;
	}
	return what;
}

static enum opened
open_with(OSSL_LIB_CTX *ctx, struct span algorithm, struct span passphrase, struct span octets, struct out *to)
{
	const unsigned char *p = algorithm.p;
	unsigned char *data = NULL;
	enum opened what = OPENED;
	X509_ALGOR *algor;
	bool told;
	int n = 0;

	ERR_clear_error();
	ERR_raise(ERR_LIB_USER, 100);
	told = ERR_peek_error() != 0;
	if ((algor = d2i_X509_ALGOR(NULL, &p, (long)algorithm.n)) == NULL)
		what = failure(told) == NO_MEMORY ? NO_MEMORY : UNREAD;
	else if (PKCS12_pbe_crypt_ex(algor, (const char *)passphrase.p, (int)passphrase.n, octets.p, (int)octets.n, &data, &n, 0,
	    ctx, NULL) == NULL)
		what = failure(told);
	if (data != NULL && what == OPENED)
		out_mem(to, data, (size_t)n);
	OPENSSL_clear_free(data, (size_t)n);
	X509_ALGOR_free(algor);
	ERR_clear_error();
	return what;
}

const char *
decrypt_pbe(OSSL_LIB_CTX **fresh, struct span algorithm, struct span passphrase, struct span octets, struct out *to)
{
	enum opened what;

	if (algorithm.n > LONG_MAX || octets.n > INT_MAX || passphrase.n > INT_MAX)
		return "longer than OpenSSL takes";
	crypto_configure();
	what = open_with(NULL, algorithm, passphrase, octets, to);
	/* An algorithm for which memory was out once is refused ever after, and no error says why: one that began anew knows. */
	if (what == UNTRIED) {
		*fresh = *fresh != NULL ? *fresh : crypto_fresh();
		what = *fresh != NULL ? open_with(*fresh, algorithm, passphrase, octets, to) : NO_MEMORY;
	}
	/* It may have lost one for the same reason. */
	if (what == NO_MEMORY) {
		OSSL_LIB_CTX_free(*fresh);
		*fresh = NULL;
	}
	to->failed |= what == NO_MEMORY;
	return what == OPENED || what == NO_MEMORY ? NULL : what == UNREAD ? "an algorithm that cannot be read" :
	    "the passphrase does not open them, or OpenSSL lacks their algorithm";
}

void
decrypt_free(OSSL_LIB_CTX *fresh)
{
	OSSL_LIB_CTX_free(fresh);
}
