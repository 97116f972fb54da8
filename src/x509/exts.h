/* exts.h - the table of a certificate's extensions (RFC 5280 4.1.2.9). */
#ifndef X509_EXTS_H
#define X509_EXTS_H

#include "x509/read.h"

/* Reads the element [3] of the tbsCertificate: the table and every known value. */
void read_extensions(struct reader *, const struct der_tlv *wrapper);

#endif
