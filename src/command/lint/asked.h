/* SPDX-License-Identifier: Apache-2.0 */
/* asked.h - what a run was asked for, as its report says it. */
#ifndef COMMAND_LINT_ASKED_H
#define COMMAND_LINT_ASKED_H

#include "base/out.h"
#include "option/opt.h"

/* The member "run" of JSON reports: the options that decide what is found, what of it counts and what results carry. */
void asked_json(struct out *, const struct opt_line *);

#endif
