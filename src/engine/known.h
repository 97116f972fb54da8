/* SPDX-License-Identifier: Apache-2.0 */
/* known.h - the certificates whose status CRLs and OCSP responses may tell. */
#ifndef ENGINE_KNOWN_H
#define ENGINE_KNOWN_H

#include "rule/neighbours.h"
#include "x509/cert.h"

/* An issuer of one or more of them. */
struct known_issuer {
	struct known_issuer *next;	/* of all */
	struct known_issuer *beside;	/* of its bucket */
	struct span name;		/* of a certificate that is kept */
};
#define ISSUER_BUCKETS 1024

struct known_certs {
	struct known_cert **bucket;
	size_t n_bucket;		/* a power of 2, or 0 */
	size_t n;
	struct known_issuer *issuer;	/* the first of them */
	size_t n_issuer;
	struct known_issuer *issuer_bucket[ISSUER_BUCKETS];
	const struct known_cert *sha1_ca;	/* the first of the CA certificates that are signed with SHA-1 */
	struct arena arena;		/* for reading what is added */
};

enum known_status { KNOWN_OK, KNOWN_NOMEM, KNOWN_NOT_A_CERTIFICATE };

/* Of what generation is it, where it is a subscriber's? */
typedef enum crl_class known_class_fn(const void *arg, const struct cert_view *);
/* Keeps what is asked of one certificate. */
enum known_status known_add(struct known_certs *, struct span der, known_class_fn *of_subscriber, const void *arg);
void known_free(struct known_certs *);

/* The first of the bucket for this serial number, and the next with its hash. */
const struct known_cert *known_first(const struct known_certs *, struct span serial);
const struct known_cert *known_next(const struct known_cert *);
/* The first certificate of a CRL's entry, or the one after `last`: of this issuer, the CRL's, or of the entry's own.  NULL: there is none. */
const struct known_cert *known_of_entry(const struct known_certs *, const struct crl_entry *, const struct cert_name *issuer,
    const struct known_cert *last);

#endif
