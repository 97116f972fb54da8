/* SPDX-License-Identifier: Apache-2.0 */
/*
 * choose.h - which of the certificates that are read are linted: each
 * fingerprint once (--dedupe), a reproducible random sample (--sample,
 * --sample-rate), as self-audits under SBR 8.7 take one.
 *
 * --sample N takes the N certificates, each counted once, whose key is the
 * smallest: the first 8 octets of SHA-256 of "SEED:FINGERPRINT", the
 * fingerprint in lower-case hexadecimal.  That does not depend on the order
 * in which they are read.  They are held until the end of the input.
 *
 * --sample-rate P takes one of each run of 1/P certificates, so that of any
 * number n it takes n*P, rounded up: the one whose key, from "SEED:NUMBER"
 * with its number from 1 on, is the smallest.  One is held at a time.
 *
 * With both, the sample is that of --sample-rate once it has N certificates,
 * and that of --sample if it never has: the greater of both.
 */
#ifndef COMMAND_LINT_CHOOSE_H
#define COMMAND_LINT_CHOOSE_H

#include "base/seen.h"
#include "input/input.h"
#include "report/tally.h"
#include "smimelint.h"

#define CHOOSE_SEED "0"			/* where --seed is not given */
#define CHOOSE_RATE_ONE 1000000000u	/* --sample-rate 100% */

/* A certificate that waits for the choice; all of it in one allocation. */
struct held {
	struct item item;
	uint64_t key;
	uint64_t number;		/* among the certificates, from 1 */
};

struct held_list {
	struct held **p;
	size_t n, cap;
};

struct choose {
	size_t sample;			/* 0: no --sample */
	uint32_t rate;			/* of CHOOSE_RATE_ONE; 0: no --sample-rate */
	const char *seed;
	bool dedupe;
	item_fn *fn;			/* takes what was chosen */
	void *arg;
	smimelint_run *run;		/* for digests */
	uint64_t certificates;		/* from which the sample is taken */
	uint64_t duplicates;
	struct seen seen;		/* --dedupe; else those that were among the smallest */
	struct held_list smallest;	/* --sample: a heap, the greatest key first */
	struct held_list shares;	/* --sample-rate: chosen, until there are as many as --sample asks for */
	struct held *share;		/* the best of the run at hand */
	uint32_t credit;		/* what the run at hand has of its certificate */
	bool enough;			/* the shares are as many: they are handed on */
};

/* Values of --sample and --sample-rate; false after a message. */
bool choose_sample(struct choose *, const char *value);
bool choose_rate(struct choose *, const char *value);
/* Is there anything to choose; are certificates left out that did not come before? */
bool choose_given(const struct choose *);
bool choose_samples(const struct choose *);

/* An item_fn (arg is the choose): unreadable inputs are handed on at once, and CRLs and OCSP responses where certificates are sampled. */
int choose_item(void *choose, const struct item *);
/* Hands on what is left, in the order of the input, and counts in *sum.  Not 0: as fn, or memory is out. */
int choose_end(struct choose *, struct tally *sum);
void choose_free(struct choose *);

#endif
