/* SPDX-License-Identifier: Apache-2.0 */
/* known.h - the certificates whose status CRLs and OCSP responses may tell. */
#ifndef ENGINE_REVOCATION_KNOWN_H
#define ENGINE_REVOCATION_KNOWN_H

#include "rule/neighbours.h"
#include "x509/cert.h"

/* An issuer of one or more of them. */
struct known_issuer {
	struct known_issuer *next;	/* of all */
	struct known_issuer *beside;	/* of its bucket */
	struct span name;
	uint32_t alike;			/* its name_alike_hash() */
	uint64_t id;			/* its name_alike_id() */
	bool sha1_ca_left_out;		/* a certificate of a CA that it signed with SHA-1 is not kept */
	uint8_t octets[];		/* the name's */
};
#define ISSUER_BUCKETS 1024

/* So many different certificates of one issuer and serial number are kept: the first by their octets, in whatever order they are given. */
#define KNOWN_MAX_ALIKE 16

/* What is asked of those that a CRL covers, whether they are on it or not. */
enum known_sort {
	KNOWN_WITHOUT_OCSP,		/* which name no OCSP responder */
	KNOWN_SUBSCRIBERS,		/* S/MIME certificates of subscribers */
	KNOWN_SORTS
};

struct known_certs {
	struct known_cert **bucket;	/* by issuer and serial number */
	uint8_t *serial;		/* a bit for each serial number, eight for each bucket: where it is not set no certificate has it */
	size_t n_bucket;		/* a power of 2, or 0 */
	size_t n;
	struct known_issuer *issuer;	/* the first of them */
	size_t n_issuer;
	struct known_issuer *issuer_bucket[ISSUER_BUCKETS];
	struct known_cert *sha1_ca;	/* the first of the CA certificates that are signed with SHA-1 */
	bool sha1_ca_left_out;		/* one of these is not kept: its issuer says so, too */
	bool has[KNOWN_SORTS];		/* one of them is of this sort */
	_Atomic(struct known_places *) by_place[KNOWN_SORTS];	/* … those that are (covered.c); NULL: nobody has asked */
	struct arena arena;		/* for reading what is added */
};

enum known_status { KNOWN_OK, KNOWN_NOMEM, KNOWN_NOT_A_CERTIFICATE };

/* Of what generation is it, where it is a subscriber's? */
typedef enum crl_class known_class_fn(const void *arg, const struct cert_view *);
/* Keeps what is asked of one certificate. */
enum known_status known_add(struct known_certs *, struct span der, known_class_fn *of_subscriber, const void *arg);
void known_free(struct known_certs *);

/* Nobody who writes serial numbers, names or URIs knows where the set lies. */
uint64_t known_octets_hash(const struct known_certs *, struct span);
/* Of different ones the first by its octets. */
bool known_is_before(const struct known_cert *, const struct known_cert *);

/* May one of them have this serial number, whoever issued it?  Cheap, and mostly right. */
bool known_has_serial(const struct known_certs *, struct span serial);

struct past_one;
struct past_issuer;

/* Who is asked for, of which certificate: what is the same for all entries of a CRL. */
struct known_asked {
	const struct known_certs *known;
	const struct cert_name *issuer;	/* the CRL's */
	uint32_t alike;			/* its name_alike_hash() */
	/*
	 * Did the issuer sign it, as far as the CA certificates tell that were given?  One of which it did not decides nothing: whoever is asked
	 * tells of it.  NULL: all are taken.
	 */
	bool (*vouched)(void *arg, const struct known_cert *);
	/* The same of a CRL of before; it tells of none: whoever asks has asked vouch_crls() first. */
	bool (*vouched_crl)(void *arg, const struct past_one *);
	/* Asks it of all CRLs of an issuer, and tells of those but of `same`, the one at hand. */
	void (*vouch_crls)(void *arg, struct past_issuer *, const struct past_one *same);
	/* Whose key signed a CRL of before, or the one at hand (NULL), where that is known of it.  NULL: of none. */
	const struct cert_view *(*signer_of_crl)(void *arg, const struct past_one *);
	void *arg;
	/* What was asked last. */
	const struct known_issuer *compared;	/* is its name alike? */
	bool is_alike;
	const struct known_issuer *entry_compared;	/* … with the name that an indirect CRL's entry has */
	struct span entry_name;
	bool is_entrys;
};
/*
 * The first certificate of a CRL's entry, or the one after `last`: of this issuer, the CRL's, or of the entry's own; vouched for or not.
 * NULL: there is none.
 */
const struct known_cert *known_of_entry(struct known_asked *, const struct crl_entry *, const struct known_cert *last);
/* Is it a name of the CRL's issuer? */
bool known_is_crls(struct known_asked *, const struct known_issuer *);
/* The same, of the issuer with these octets. */
const struct known_cert *known_of_issuer(const struct known_certs *, const struct known_issuer *, struct span serial, const struct known_cert *last);

bool known_is_of_sort(const struct known_cert *, enum known_sort);
/* Does this say so of one of that sort that the CRL covers and that has not expired?  It is asked until it does. */
typedef bool known_cert_fn(void *arg, const struct known_cert *);
bool known_any_covered(struct known_asked *, enum known_sort, const struct crl_view *, known_cert_fn *, void *arg, struct arena *);

/* Of two with one issuer and serial number: the one that has not expired at that moment, then one of which nobody knows, then the one that ends last. */
bool known_outlasts(const struct known_cert *, const struct known_cert *than, int64_t at);

static inline bool
known_counts(const struct known_asked *q, const struct known_cert *k)
{
	return q->vouched == NULL || q->vouched(q->arg, k);
}

#endif
