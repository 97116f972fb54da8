/* SPDX-License-Identifier: Apache-2.0 */
/* crl_entry.h - one entry of revokedCertificates (RFC 5280 5.1.2.6, 5.3). */
#ifndef X509_REVOCATION_CRL_ENTRY_H
#define X509_REVOCATION_CRL_ENTRY_H

#include "x509/read.h"
#include "x509/revocation/crl.h"

/* The commonest forms of an entry; false: look closer.  Takes it off *in. */
bool crl_entry_plain(struct span *in, struct crl_entry *);

/*
 * Any other element: what is seen in it goes into the view's tally, and its
 * faults of encoding into the reader.
 */
void crl_entry_read(struct reader *, struct crl_view *, const struct der_tlv *, struct crl_entry *);

/* Another certificateIssuer: that of the CRL, or of another CA. */
void crl_issuer_take(struct crl_issuer *in_force, const struct crl_view *, struct span named, struct arena *);

/*
 * The issuer in force: that of the entry, where it names one, else that of the
 * last that did.  An entry of the CRL's own issuer has none.
 */
static inline void
crl_entry_inherit(struct crl_entry *e, const struct crl_view *cv, struct crl_issuer *in_force, struct arena *a)
{
	e->inherits = e->issuer.p == NULL && in_force->name.p != NULL;
	if (e->issuer.p != NULL && !span_eq(e->issuer, in_force->name))
		crl_issuer_take(in_force, cv, e->issuer, a);
	e->issuer = in_force->name;
	e->issuer_id = in_force->id;
}

/* Counts a sight, and remembers it when it is among the first. */
void crl_see(struct crl_view *, enum crl_sight, const struct crl_entry *, struct span where);

#endif
