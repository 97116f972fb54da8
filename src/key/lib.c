/* SPDX-License-Identifier: Apache-2.0 */
/* lib.c - an OpenSSL of one's own: what is fetched from its providers, once for all workers. */
#include "key/lib.h"

#include <openssl/conf.h>
#include <openssl/err.h>
#include <stdatomic.h>
#include <stdlib.h>

/* Workers that want it at once each make one, and one of them stays. */
struct lib_second {
	_Atomic(struct key_lib *) lib;
};

static const char *const md_names[LIB_MDS] = {
	[LIB_SHA1] = "SHA1", [LIB_SHA256] = "SHA2-256", [LIB_SHA384] = "SHA2-384", [LIB_SHA512] = "SHA2-512",
	[LIB_SHA224] = "SHA2-224", [LIB_MD5] = "MD5",
};

/* ---- what OpenSSL says of a failure ---- */

#define SENTINEL_LIB ERR_LIB_USER
#define SENTINEL_REASON 100

/* A stack of numbers that has no room says it in words of its own. */
static bool
is_memory(unsigned long error)
{
	return ERR_GET_REASON(error) == ERR_R_MALLOC_FAILURE ||
	    (ERR_GET_LIB(error) == ERR_LIB_BN && ERR_GET_REASON(error) == BN_R_TOO_MANY_TEMPORARY_VARIABLES);
}

/* An error of our own shows that errors can be told: their list is made when the first one comes. */
struct lib_errors
lib_errors_begin(void)
{
	struct lib_errors e = { .foreign = ERR_peek_error() != 0 };

	ERR_set_mark();
	ERR_raise(SENTINEL_LIB, SENTINEL_REASON);
	e.no_memory = ERR_GET_LIB(ERR_peek_last_error()) != SENTINEL_LIB;
	return e;
}

/* The caller's own errors stay as they were; where there are some, only the last of ours is looked at. */
void
lib_errors_end(struct lib_errors *e)
{
	unsigned long error = ERR_peek_last_error();

	e->any = ERR_GET_LIB(error) != SENTINEL_LIB;
	e->no_memory |= is_memory(error);
	while (!e->foreign && (error = ERR_get_error()) != 0)
		e->no_memory |= is_memory(error);
	ERR_pop_to_mark();
}

/* ---- the library ---- */

/* What begins once in a process and does not begin again where that fails: no later failure says why. */
static bool
begin(void)
{
	return OPENSSL_init_crypto(0, NULL) == 1 && OSSL_LIB_CTX_get0_global_default() != NULL;
}

/* As OpenSSL does for programs that do not ask: a configuration that is missing or wrong is passed over. */
static void
configure(OSSL_LIB_CTX *ctx)
{
	char *file = CONF_get1_default_config_file();

	if (file != NULL)
		CONF_modules_load_file_ex(ctx, file, NULL, CONF_MFLAGS_DEFAULT_SECTION | CONF_MFLAGS_IGNORE_MISSING_FILE |
		    CONF_MFLAGS_IGNORE_RETURN_CODES);
	OPENSSL_free(file);
}

struct key_lib *
key_lib_new(bool *no_memory)
{
	struct key_lib *lib = calloc(1, sizeof *lib);
	struct lib_errors errors = lib_errors_begin();

	if (lib != NULL && begin() && (lib->ctx = OSSL_LIB_CTX_new()) != NULL) {
		configure(lib->ctx);
		/* A provider may lack a digest, as that of FIPS lacks MD5: that is no failure here. */
		for (int i = 0; i < LIB_MDS; i++)
			lib->md[i] = EVP_MD_fetch(lib->ctx, md_names[i], NULL);
	}
	if (lib != NULL)
		lib->second = calloc(1, sizeof *lib->second);
	lib_errors_end(&errors);
	*no_memory = lib == NULL || lib->ctx == NULL || lib->second == NULL || errors.no_memory;
	if (!*no_memory && lib->md[LIB_SHA256] != NULL)
		return lib;
	key_lib_free(lib);
	return NULL;
}

void
key_lib_free(struct key_lib *lib)
{
	if (lib == NULL)
		return;
	for (int i = 0; i < LIB_MDS; i++)
		EVP_MD_free(lib->md[i]);
	OSSL_LIB_CTX_free(lib->ctx);
	if (lib->second != NULL)
		key_lib_free(atomic_load(&lib->second->lib));
	free(lib->second);
	free(lib);
}

const struct key_lib *
lib_second(const struct key_lib *lib)
{
	struct key_lib *second = atomic_load(&lib->second->lib), *made;
	bool no_memory;

	if (second != NULL || (made = key_lib_new(&no_memory)) == NULL)
		return second;
	if (atomic_compare_exchange_strong(&lib->second->lib, &second, made))
		return made;
	key_lib_free(made);
	return second;
}
