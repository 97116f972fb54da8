/* SPDX-License-Identifier: Apache-2.0 */
/* crypto.h - what a process of our own need not load of OpenSSL. */
#ifndef OS_CRYPTO_H
#define OS_CRYPTO_H

/*
 * First of all.  The static build's OpenSSL has no configuration: it could load none of the modules that one names, and
 * the file is that of the system where the program runs, which has another OpenSSL or none.
 */
void crypto_stand_alone(void);
/*
 * Before anything of OpenSSL is used: neither the texts of its errors, which nobody prints, nor a configuration for the
 * context that all share are loaded.  The library has a context of its own and configures that.
 */
void crypto_begin(void);
/* A context of one's own, configured as the shared one; NULL: memory is out. */
struct ossl_lib_ctx_st *crypto_fresh(void);
/* Where the shared context is used: configures it, as OpenSSL does where nobody tells it not to. */
void crypto_configure(void);

#endif
