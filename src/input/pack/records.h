/* SPDX-License-Identifier: Apache-2.0 */
/* records.h - the records of TLS (RFC 8446 5.1), as a program that logs a connection writes them: one message may go on over several. */
#ifndef INPUT_PACK_RECORDS_H
#define INPUT_PACK_RECORDS_H

#include "base/span.h"

/* Does a record begin so that begins a hello or a Certificate, with another or nothing behind it? */
bool records_begin(struct span start);

#endif
