/* SPDX-License-Identifier: Apache-2.0 */
/* exts.h - the table of an artifact's extensions (RFC 5280 4.1.2.9, 5.1.2.7). */
#ifndef X509_EXTS_H
#define X509_EXTS_H

#include "x509/read.h"

/* Reads the element that wraps the extensions: the table and every known value. */
void read_extensions(struct reader *, const struct der_tlv *wrapper);

#endif
