/* SPDX-License-Identifier: Apache-2.0 */
/* front.h - the first octets of a certificate, whatever is wrong with it. */
#ifndef INPUT_DER_FRONT_H
#define INPUT_DER_FRONT_H

#include "base/span.h"

/* Length octets of an element that is not short, and those before them; 0: of no use here. */
size_t front_head(struct span);
/*
 * Does a certificate (RFC 5280 4.1) begin so, as far as its first octets tell, whatever its version is, and however that and the
 * tbsCertificate are encoded?
 */
bool certificate_front(struct span der);

#endif
