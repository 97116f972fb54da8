/* SPDX-License-Identifier: Apache-2.0 */
/* address.h - IPv6 addresses as DNS look-ups show them. */
#ifndef EVIDENCE_ADDRESS_H
#define EVIDENCE_ADDRESS_H

#include "base/span.h"

#include <stdbool.h>

/* Are both IPv6 addresses in a form of RFC 4291 2.2, and the same one? */
bool ev_same_ipv6(struct span, struct span);

#endif
