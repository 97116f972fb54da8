/* SPDX-License-Identifier: Apache-2.0 */
/* lib.c - an OpenSSL of one's own: what is fetched from its providers, once for all workers. */
#include "key/lib.h"

#include <openssl/conf.h>
#include <openssl/err.h>
#include <openssl/provider.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* Workers that want it at once each make one, and one of them stays. */
struct lib_second {
	_Atomic(struct key_lib *) lib;
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

/* ---- digests ---- */

const char *
lib_md_name(enum lib_md md)
{
	static const char *const names[LIB_MDS] = {
		[LIB_SHA1] = "SHA1", [LIB_SHA256] = "SHA2-256", [LIB_SHA384] = "SHA2-384", [LIB_SHA512] = "SHA2-512",
		[LIB_SHA224] = "SHA2-224", [LIB_MD5] = "MD5",
	};

	return names[md];
}

bool
lib_has(const struct key_lib *lib, enum lib_md md)
{
	return lib->digest[md].new_context != NULL;
}

/* A provider gives all names of an algorithm, with colons between them. */
static bool
is_named(const char *names, const char *name)
{
	size_t n = strlen(name);

	while (strncmp(names, name, n) != 0 || (names[n] != ':' && names[n] != '\0')) {
		names += strcspn(names, ":");
		if (*names++ == '\0')
			return false;
	}
	return true;
}

static void
digest_take(struct lib_digest *to, void *provider, const OSSL_DISPATCH *function)
{
	struct lib_digest d = { .provider = provider };

	for (; function->function_id != 0; function++) {
		switch (function->function_id) {
		case OSSL_FUNC_DIGEST_NEWCTX:
			d.new_context = OSSL_FUNC_digest_newctx(function);
			break;
		case OSSL_FUNC_DIGEST_FREECTX:
			d.free_context = OSSL_FUNC_digest_freectx(function);
			break;
		case OSSL_FUNC_DIGEST_INIT:
			d.init = OSSL_FUNC_digest_init(function);
			break;
		case OSSL_FUNC_DIGEST_UPDATE:
			d.update = OSSL_FUNC_digest_update(function);
			break;
		case OSSL_FUNC_DIGEST_FINAL:
			d.final = OSSL_FUNC_digest_final(function);
			break;
		}
	}
	if (d.new_context != NULL && d.free_context != NULL && d.init != NULL && d.update != NULL && d.final != NULL)
		*to = d;
}

/* What is wanted of the providers. */
struct wanted {
	struct key_lib *lib;
	bool choosy;			/* the configuration asks for properties */
};

/* A configuration may ask that algorithms be those of FIPS 140, or of one provider: which of them has these OpenSSL knows alone. */
static bool
is_allowed(const struct wanted *w, OSSL_PROVIDER *provider, enum lib_md md)
{
	EVP_MD *chosen = w->choosy ? EVP_MD_fetch(w->lib->ctx, lib_md_name(md), NULL) : NULL;
	bool is = !w->choosy || (chosen != NULL && EVP_MD_get0_provider(chosen) == provider);

	EVP_MD_free(chosen);
	return is;
}

/* The first provider that has a digest gives it. */
static int
digests_of(OSSL_PROVIDER *provider, void *arg)
{
	const struct wanted *w = arg;
	struct key_lib *lib = w->lib;
	int unkept;
	const OSSL_ALGORITHM *all = OSSL_PROVIDER_query_operation(provider, OSSL_OP_DIGEST, &unkept);

	for (const OSSL_ALGORITHM *a = all; a != NULL && a->algorithm_names != NULL; a++)
		for (enum lib_md md = 0; md < LIB_MDS; md++)
			if (!lib_has(lib, md) && is_named(a->algorithm_names, lib_md_name(md)) && is_allowed(w, provider, md))
				digest_take(&lib->digest[md], OSSL_PROVIDER_get0_provider_ctx(provider), a->implementation);
	OSSL_PROVIDER_unquery_operation(provider, OSSL_OP_DIGEST, all);
	return 1;
}

/* ---- the library ---- */

/* What begins once in a process and does not begin again where that fails: no later failure says why. */
static bool
begin(void)
{
	return OPENSSL_init_crypto(0, NULL) == 1 && OSSL_LIB_CTX_get0_global_default() != NULL;
}

/* Does its section on algorithms say anything, such as properties that all are to have? */
static bool
asks_properties(const CONF *conf)
{
	const char *section = NCONF_get_string(conf, NULL, "openssl_conf");

	section = section != NULL ? NCONF_get_string(conf, section, "alg_section") : NULL;
	return section != NULL && sk_CONF_VALUE_num(NCONF_get_section(conf, section)) > 0;
}

/* As OpenSSL does for programs that do not ask: a configuration that is missing or wrong is passed over.  Returns whether it asks for properties. */
static bool
configure(OSSL_LIB_CTX *ctx)
{
	char *file = CONF_get1_default_config_file();
	CONF *conf = file != NULL ? NCONF_new_ex(ctx, NULL) : NULL;
	bool asks = false;

	if (conf != NULL && NCONF_load(conf, file, NULL) > 0) {
		CONF_modules_load(conf, NULL, CONF_MFLAGS_DEFAULT_SECTION | CONF_MFLAGS_IGNORE_RETURN_CODES);
		asks = asks_properties(conf);
	}
	NCONF_free(conf);
	OPENSSL_free(file);
	return asks;
}

struct key_lib *
key_lib_new(bool *no_memory)
{
	struct key_lib *lib = calloc(1, sizeof *lib);
	struct lib_errors errors = lib_errors_begin();

	if (lib != NULL && begin() && (lib->ctx = OSSL_LIB_CTX_new()) != NULL) {
		struct wanted w = { .lib = lib, .choosy = configure(lib->ctx) };

		/* A provider may lack a digest, as that of FIPS lacks MD5: that is no failure here. */
		OSSL_PROVIDER_do_all(lib->ctx, digests_of, &w);
	}
	if (lib != NULL)
		lib->second = calloc(1, sizeof *lib->second);
	lib_errors_end(&errors);
	*no_memory = lib == NULL || lib->ctx == NULL || lib->second == NULL || errors.no_memory;
	if (!*no_memory && lib_has(lib, LIB_SHA256))
		return lib;
	key_lib_free(lib);
	return NULL;
}

void
key_lib_free(struct key_lib *lib)
{
	if (lib == NULL)
		return;
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
