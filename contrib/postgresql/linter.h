/* SPDX-License-Identifier: Apache-2.0 */
/*
 * linter.h - a run of the library for the options of a call.  A backend keeps
 * those of the last few options, as a query has the same for all its rows.
 */
#ifndef LINTER_H
#define LINTER_H

#include "postgres.h"
#include "utils/jsonb.h"

#include <smimelint.h>

/*
 * The run for these options: members as of smimelint_ctx_set_json(), and
 * "issuers" (CA certificates, each base64 of its DER), "evidence" (a record or
 * a list of them), "ca-profile".  It is good until the next call.  What is
 * wrong with them is an error of SQLSTATE 22023.
 */
smimelint_run *linter_run(Jsonb *options);

/* Raises the error that a status of the library stands for; returns for SMIMELINT_OK. */
void linter_check(smimelint_status);

#endif
