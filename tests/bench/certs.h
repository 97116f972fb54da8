/* certs.h - certificates for the benchmark: sound, like real ones, and all different. */
#ifndef BENCH_CERTS_H
#define BENCH_CERTS_H

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
};

/* Makes n certificates; false when OpenSSL fails or memory is out. */
bool certs_make(struct certs *, size_t n);
void certs_free(struct certs *);

#endif
