/* SPDX-License-Identifier: Apache-2.0 */
/* pem_run.h - reads what stands in text without armour: base64, hexadecimal, octets in decimal. */
#ifndef INPUT_PEM_SCAN_PEM_RUN_H
#define INPUT_PEM_SCAN_PEM_RUN_H

#include "base/base64.h"
#include "input/pem/scan/pem_scan.h"
#include "input/written/run.h"

/* Reads the text of this kind that begins ahead; `total` as of run_begins(). */
void pem_read_run(struct pem *, struct pem_block *, enum run run, uint64_t total);

/*
 * The characters ahead of base64, no more than so many, up to a line in which another certificate begins; *next: it is the one ahead.
 * It is not where it may be one more of the same base64: that goes on with whole groups.
 */
struct span pem_up_to_next(struct pem *, const struct pem_block *, const struct base64 *, uint64_t most, bool *next);

#endif
