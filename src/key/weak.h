/* SPDX-License-Identifier: Apache-2.0 */
/*
 * weak.h - lists of hashes of public keys whose private keys are known (SBR
 * 6.1.1.3 (5)): Debian's former openssl-blacklist and the block lists of
 * badkeys.
 *
 * Text has one hash on each line, in hexadecimal; lines that begin with # are
 * comments.
 *
 *	20 digits	the last 80 bits of SHA-1 over "Modulus=", the modulus in
 *			upper-case hexadecimal, and a line feed (openssl-blacklist)
 *	40 digits	all of that digest
 *	30 digits	the first 120 bits of SHA-256 over the key's number
 *	32 digits	the same and the number of a list (badkeys)
 *	64 digits	SHA-256 over the SubjectPublicKeyInfo
 *
 * The key's number, big-endian without leading zero octets, is the modulus of
 * an RSA key, x of an EC key, and an Ed25519 or Ed448 key as it stands.  Octets
 * that are no text are entries of badkeys' blocklist.dat: 15 of the digest and
 * one with the number of the list.
 */
#ifndef KEY_WEAK_H
#define KEY_WEAK_H

#include "key/key.h"

/* Hashes of one form, ascending; an entry of badkeys has the number of its list behind the hash. */
struct weak_table {
	uint8_t *v;
	size_t n, room;
};
struct weak_keys {
	struct weak_table table[WEAK_FORMS];
};

enum weak_status { WEAK_OK, WEAK_NOMEM, WEAK_REFUSED };
/*
 * Adds the entries of a list, in whatever order, 10 to 32 octets each.  When it is refused, nothing is added and
 * `error` holds why.
 */
enum weak_status weak_keys_add(struct weak_keys *, struct span list, char *error, size_t room);
void weak_keys_free(struct weak_keys *);
/* Is there any entry? */
bool weak_keys_given(const struct weak_keys *);

#endif
