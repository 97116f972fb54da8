/* SPDX-License-Identifier: Apache-2.0 */
/* baseline.h - gives the library the report whose findings are accepted. */
#ifndef COMMAND_LINT_BASELINE_H
#define COMMAND_LINT_BASELINE_H

#include "smimelint.h"

/*
 * Reads the report at `path` into the context: one of ndjson in pieces, however
 * large it is.  SMIMELINT_ERR_ARG: it cannot be read, after a message; else as
 * smimelint_ctx_add_baseline() says.
 */
smimelint_status baseline_read(smimelint_ctx *, const char *path);

#endif
