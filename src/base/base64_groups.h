/* SPDX-License-Identifier: Apache-2.0 */
/* base64_groups.h - whole groups of base64, as many at a time as the processor takes. */
#ifndef BASE_BASE64_GROUPS_H
#define BASE_BASE64_GROUPS_H

#include "base/span.h"

/* Room behind the octets of the groups that a reader may write to besides. */
#define BASE64_SPILL 16

/*
 * Decodes groups of four characters of the alphabet from the front of text, up to the first that is none; returns how many
 * characters they have.  `to` has room for three octets of each whole group in text and BASE64_SPILL.
 */
typedef size_t base64_groups_fn(struct span text, uint8_t *to);

/* The one with the best instructions that this processor has. */
base64_groups_fn *base64_groups_best(void);
/* One group at a time, on any processor: what the others are held against. */
base64_groups_fn base64_groups_plain;

/*
 * Writes groups of three octets, and nothing is left over, as four characters each; `to` has room for those and no more.
 * By the best instructions, and one at a time.
 */
typedef void base64_put_fn(struct span octets, char *to);
base64_put_fn base64_put_groups;
base64_put_fn base64_put_groups_plain;

/* All that there are, of which this processor runs those that base64_groups_runs() says; the last one is NULL. */
extern base64_groups_fn *const base64_groups_all[];
extern base64_put_fn *const base64_put_all[];
bool base64_groups_runs(size_t i);

/* By their values. */
extern const char base64_digits[65];

/* Value of a character below 128, or: */
enum { B64_PAD = 64, B64_SPACE = 65, B64_BAD = 66 };
extern const uint8_t base64_values[128];

#endif
