/* SPDX-License-Identifier: Apache-2.0 */
/*
 * lines.h - one number for all results of a report: the SHA-256 of each as it
 * is written in json and ndjson, without what separates them, added modulo
 * 2^256.  So the order plays no part, and workers add what they did.  It tells
 * a report that was damaged; who writes one anew can write its number anew.
 */
#ifndef REPORT_LINES_H
#define REPORT_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "smimelint.h"

#define LINES_TEXT 65			/* 64 digits and a NUL */

/* Base 2^64, the lowest digit first. */
struct lines {
	uint64_t digit[4];
};

/* The number of one result, blanks and commas around it apart; run is for digests, and keeps its result.  False: memory is out. */
bool lines_of(struct lines *, smimelint_run *run, const char *text, size_t n);
void lines_add(struct lines *, const struct lines *);
/* In lower-case hexadecimal; returns the text. */
const char *lines_text(const struct lines *, char text[LINES_TEXT]);

#endif
