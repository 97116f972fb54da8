/* SPDX-License-Identifier: Apache-2.0 */
/* large_crl.h - a large CRL in DER, which is read in place: copying one takes as much memory as it has octets. */
#ifndef INPUT_DER_LARGE_CRL_H
#define INPUT_DER_LARGE_CRL_H

#include "input/input.h"
#include "os/stream.h"

/* One at the beginning of a stream, with what trails it; *done: it was read.  0, or what ends the reading. */
int large_crl_read(struct input *, struct stream *, bool *done);

#endif
