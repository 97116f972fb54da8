/* SPDX-License-Identifier: Apache-2.0 */
#include "os/crypto.h"

#include <openssl/conf.h>
#include <openssl/crypto.h>
#include <pthread.h>
#include <stdlib.h>

/* OpenSSL passes over a configuration that is not there. */
void
crypto_stand_alone(void)
{
#ifdef SMIMELINT_STATIC
	(void)setenv("OPENSSL_CONF", "", 1);
#endif
}

void
crypto_begin(void)
{
	OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CRYPTO_STRINGS | OPENSSL_INIT_NO_LOAD_CONFIG, NULL);
}

/* NULL: the shared one. */
static void
load(OSSL_LIB_CTX *ctx)
{
	CONF_modules_load_file_ex(ctx, NULL, NULL, CONF_MFLAGS_DEFAULT_SECTION | CONF_MFLAGS_IGNORE_MISSING_FILE |
	    CONF_MFLAGS_IGNORE_RETURN_CODES);
}

static void
configure(void)
{
	load(NULL);
}

OSSL_LIB_CTX *
crypto_fresh(void)
{
	OSSL_LIB_CTX *ctx = OSSL_LIB_CTX_new();

	if (ctx != NULL)
		load(ctx);
	return ctx;
}

void
crypto_configure(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, configure);
}
