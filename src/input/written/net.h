/* SPDX-License-Identifier: Apache-2.0 */
/*
 * net.h - certificates in octets that begin as nothing known: what stands
 * before them is damaged, or of a form that nobody reads.
 */
#ifndef INPUT_WRITTEN_NET_H
#define INPUT_WRITTEN_NET_H

#include "base/span.h"

/* Characters of base64 that stand together at the front of such a text, no fewer: a line of it. */
#define NET_LINE 48

/* Does a certificate of some size begin in these octets (again.h)? */
bool net_octets(struct span octets);
/* Does one in what this text of base64 stands for, as far as it is shown? */
bool net_base64(struct span text);
/* Does one in what this text of hexadecimal, two digits an octet, stands for, as far as it is shown?  So many characters of its line stand before it. */
bool net_hex(struct span text, size_t before);
/* Is it a character of base64, be it for URLs? */
bool net_character(uint8_t);
/* So many of them are at the front. */
size_t net_characters(struct span);
/*
 * So many characters of a word of base64 or hexadecimal are passed over before
 * what follows is looked at again: less than what is looked at by as many
 * characters as tell a certificate, and whole groups of base64.
 */
#define NET_STEP 128

#endif
