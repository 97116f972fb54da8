/* SPDX-License-Identifier: Apache-2.0 */
/* crl_walk.h - the entries of a CRL that has been read, once more; and what two CRLs differ in. */
#ifndef X509_REVOCATION_CRL_WALK_H
#define X509_REVOCATION_CRL_WALK_H

#include "x509/revocation/crl.h"

/* One walk; begins with crl_walk_begin(). */
struct crl_walk {
	struct span rest;
	struct release_pace pace;	/* what was read is given back */
	struct arena *arena;
	const struct crl_view *crl;
	struct crl_issuer issuer;	/* in force */
	struct crl_view *scratch;	/* what is seen in the entries goes here, for nobody */
};

/* False: memory is out. */
bool crl_walk_begin(struct crl_walk *, const struct crl_view *, struct arena *);
/* Entries without a serial number are passed over.  False: there are no more. */
bool crl_walk_next(struct crl_walk *, struct crl_entry *);

/* By length, then by octets: the order of positive numbers.  Of eight to sixteen octets the first eight and the last eight are all. */
static inline int
crl_serial_order(struct span a, struct span b)
{
	uint64_t x, y;

	if (a.n != b.n)
		return a.n < b.n ? -1 : 1;
	if (a.n < sizeof x || a.n > 2 * sizeof x)
		return a.n == 0 ? 0 : memcmp(a.p, b.p, a.n);
	x = octets_great(a.p);
	y = octets_great(b.p);
	if (x == y) {
		x = octets_great(a.p + a.n - sizeof x);
		y = octets_great(b.p + b.n - sizeof y);
	}
	return x < y ? -1 : x > y;
}
/* By the issuer of the certificate, then by its serial number. */
int crl_entry_order(const struct crl_entry *, const struct crl_entry *);

/* The entries that one CRL has with a serial number. */
struct crl_alike {
	struct crl_entry entry;		/* the first that revokes the certificate for good, or else the first */
	uint16_t says;			/* what all of them say: set of CRL_SAYS() */
};

/*
 * What is told of two CRLs; each function may be NULL.  gone: an entry of
 * `before` that `now` has not, nor `base` has, where there is one; came: one of `now` that `before` has not; both:
 * those of each with the same serial number.
 */
struct crl_difference {
	const struct crl_view *base;	/* of a delta CRL: what stands on it is not gone; NULL: none */
	void (*gone)(void *arg, const struct crl_entry *before);
	void (*came)(void *arg, const struct crl_entry *now);
	void (*both)(void *arg, const struct crl_alike *before, const struct crl_alike *now);
	void *arg;
};
enum crl_compared {
	CRL_COMPARED,
	CRL_COMPARED_TOO_MANY,		/* a list is not in order and has more entries than are held */
	CRL_COMPARED_NO_MEMORY
};
enum crl_compared crl_compare(const struct crl_view *before, const struct crl_view *now, size_t held,
    const struct crl_difference *, struct arena *);

#endif
