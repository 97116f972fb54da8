/* SPDX-License-Identifier: Apache-2.0 */
/* unknown.h - certificates in a structure of which nothing else is known, as in a message of CMP (RFC 4210), LDAP or Kerberos. */
#ifndef INPUT_DER_UNKNOWN_H
#define INPUT_DER_UNKNOWN_H

#include "input/form.h"

/* Hands on what stands in this element, and tells what else shows a certificate there.  *none: it is no such structure, or has nothing. */
int unknown_read(struct input_elements *, struct span octets, bool *none);

#endif
