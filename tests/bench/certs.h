/* SPDX-License-Identifier: Apache-2.0 */
/* certs.h - certificates for the benchmark: sound, like real ones, and all different. */
#ifndef TESTS_BENCH_CERTS_H
#define TESTS_BENCH_CERTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CERT_MAX 4096

struct cert {
	const uint8_t *p;
	size_t n;
};

/* Certificates of the strict generation, one after the other in one block. */
struct certs {
	struct cert *cert;
	size_t n;
	uint8_t *block;
	size_t octets;		/* of all */
	size_t least, most;	/* of one */
};

/* Makes n certificates, each with a key of its own up to 20,000; false when OpenSSL fails or memory is out. */
bool certs_make(struct certs *, size_t n);
/* The same, one after another to `fn`, which ends it with false. */
bool certs_each(size_t n, bool (*fn)(void *arg, const uint8_t *der, size_t n), void *arg);
void certs_free(struct certs *);

#endif
