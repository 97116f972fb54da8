/* SPDX-License-Identifier: Apache-2.0 */
/* status_value.h - members and columns that stand for CRLs and OCSP responses, which may be short. */
#ifndef INPUT_DATA_STATUS_VALUE_H
#define INPUT_DATA_STATUS_VALUE_H

#include "input/form.h"

/* What a member or column of this name holds; PLACE_OF_CERTIFICATE: neither CRLs nor responses. */
enum item_place status_place(struct span name);
/* Does a value of such a name stand for octets?  Addresses, words and digests are about a CRL or a response. */
bool status_value(struct span text);
/* Did octets stand there, or what a server sent instead?  Asked where nothing else stands beside it. */
bool status_is_lost(struct span text);
/* The octets of a short one in hexadecimal, no more than STATUS_SHORT; 0: it is none. */
size_t status_hex(struct span text, uint8_t *octets);
#define STATUS_SHORT 32

#endif
