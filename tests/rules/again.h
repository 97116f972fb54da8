/* SPDX-License-Identifier: Apache-2.0 */
/* again.h - see again.c. */
#ifndef TESTS_RULES_AGAIN_H
#define TESTS_RULES_AGAIN_H

#include "base/span.h"
#include "smimelint.h"

/* Lints the certificate with this text as the only record of the context.  False: it is no record, or memory is out. */
bool lint_again(smimelint_ctx *, smimelint_run *, const char *text, size_t n, struct span der);

#endif
