/* SPDX-License-Identifier: Apache-2.0 */
/* ocsp_single.h - one SingleResponse (RFC 6960 4.2.1). */
#ifndef X509_REVOCATION_OCSP_SINGLE_H
#define X509_REVOCATION_OCSP_SINGLE_H

#include "x509/read.h"
#include "x509/revocation/ocsp.h"

/* What is wrong with its structure goes into the reader, under the part `responses`. */
void ocsp_single_read(struct reader *, const struct der_tlv *, struct ocsp_single *);
/* The value of an ENUMERATED of some octets, or OCSP_UNDEFINED: in more octets than it needs it is that value, and its encoding is the fault. */
uint32_t ocsp_enumerated(struct span);

#endif
