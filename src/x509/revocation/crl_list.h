/* SPDX-License-Identifier: Apache-2.0 */
/* crl_list.h - the pass over the entries of a CRL. */
#ifndef X509_REVOCATION_CRL_LIST_H
#define X509_REVOCATION_CRL_LIST_H

#include "x509/revocation/crl_entry.h"

/* Sees every entry in the content of revokedCertificates; r->bad where one cannot be framed.  `asked` may be NULL. */
void crl_read_entries(struct reader *, struct crl_view *, struct span content, size_t held, const struct crl_asked *);

/* What an entry's reason has to do with onlySomeReasons; once more through the entries, where there is something to be said of one. */
void crl_read_reasons(struct reader *, struct crl_view *, const struct crl_asked *);

/* crl_points.c: without memory the arena is failed. */
void crl_points_sort(struct crl_view *, struct arena *);

#endif
