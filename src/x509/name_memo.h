/* SPDX-License-Identifier: Apache-2.0 */
/*
 * name_memo.h - names that were read before: a CA's certificates follow one another, and all have its name.
 *
 * Whoever reads one certificate after another keeps it, all zero at first; it owns nothing.
 */
#ifndef X509_NAME_MEMO_H
#define X509_NAME_MEMO_H

#include "x509/name.h"

#define NAME_MEMO_OCTETS 512
#define NAME_MEMO_ATTRS 16
#define NAME_MEMO_NAMES 4		/* a power of 2 */

struct name_memo {
	struct known_name {
		uint8_t octets[NAME_MEMO_OCTETS];	/* the content of the RDNSequence */
		size_t n;				/* 0: none is known */
		struct cert_name name;			/* its spans point into `octets` */
		struct cert_attr attr[NAME_MEMO_ATTRS];
	} known[NAME_MEMO_NAMES];
};

/*
 * What read_name() makes of this content, where it is known; its spans point into `content`, its attributes lie in the
 * arena.  False: it has to be read.
 */
bool name_memo_recall(const struct name_memo *, struct span content, struct cert_name *, struct arena *);
/* Remembers a name without any fault that read_name() made of this content, unless it is too large. */
void name_memo_keep(struct name_memo *, struct span content, const struct cert_name *);

#endif
