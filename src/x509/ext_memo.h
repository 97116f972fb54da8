/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ext_memo.h - extensions that were read before: a CA's certificates follow one another, and many have the same purposes,
 * policies, CRL distribution points and information access.
 *
 * Whoever reads one certificate after another keeps it, all zero at first, and frees it.
 */
#ifndef X509_EXT_MEMO_H
#define X509_EXT_MEMO_H

#include "base/arena.h"
#include "x509/cert.h"
#include "x509/name_memo.h"

#define EXT_MEMO_OCTETS 512	/* of a value; longer ones are read each time */
#define EXT_MEMO_VALUES 3	/* that are remembered of an extension */
#define EXT_MEMO_KINDS 5
/* The parts that certificates of one CA share. */
#define EXT_MEMO_PARTS (PARTS1(PART_EXT_AIA) | PARTS1(PART_EXT_CRLDP) | PARTS1(PART_EXT_CP) | PARTS1(PART_EXT_EKU) | PARTS1(PART_EXT_SMIMECAPS))

struct ext_memo {
	struct arena arena;
	struct known_ext {
		unsigned next;			/* the one that gives way */
		struct known_value {
			struct span octets;	/* content of extnValue; p NULL: none is known */
			union ext_value {
				struct ext_access access;
				struct ext_crldp crldp;
				struct ext_policies policies;
				struct oid_items purposes;
				struct ext_smimecaps capabilities;
			} value;		/* its spans point into `octets` */
		} value[EXT_MEMO_VALUES];
	} known[EXT_MEMO_KINDS];
};

/*
 * Fills the view's value of this part with what reading these octets makes of it, where that is known: its spans point
 * into them, its arrays lie in the arena.  The part is a shared one.  False: they have to be read.
 */
bool ext_memo_recall(const struct ext_memo *, enum artifact_part, struct span val, struct cert_view *, struct arena *);
/* Remembers a value without any fault that was read from these octets, of a shared part.  False: memory is out. */
bool ext_memo_keep(struct ext_memo *, enum artifact_part, struct span val, const struct cert_view *);
void ext_memo_free(struct ext_memo *);

/* All that is remembered from certificate to certificate. */
struct cert_memo {
	struct name_memo issuers;
	struct ext_memo exts;
};

#endif
