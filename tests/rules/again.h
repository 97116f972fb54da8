/* SPDX-License-Identifier: Apache-2.0 */
/* again.h - see again.c. */
#ifndef TESTS_RULES_AGAIN_H
#define TESTS_RULES_AGAIN_H

#include "base/span.h"
#include "smimelint.h"

/* Texts of records that are given with another one. */
struct together {
	const struct together *next;
	const char *text;
};

/* Lints the certificate with this text and those beside it as the only records of the context.  False: one is no record, or memory is out. */
bool lint_again(smimelint_ctx *, smimelint_run *, const char *text, size_t n, const struct together *beside, struct span der);

#endif
