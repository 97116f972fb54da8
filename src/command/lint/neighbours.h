/* SPDX-License-Identifier: Apache-2.0 */
/* neighbours.h - the files that CRLs and OCSP responses are judged beside. */
#ifndef COMMAND_LINT_NEIGHBOURS_H
#define COMMAND_LINT_NEIGHBOURS_H

#include "command/lint/lint.h"

/* --certificates, --previous, --responder; false after a message. */
bool neighbours_read(struct lint *, const struct opt_given *);
/* --sequence: the CRLs and responses among the operands are each other's; false after a message. */
bool neighbours_among_operands(struct lint *);
/* The message that an option's file holds this item: which of several it is, where it is not the first. */
void neighbour_refused(const char *option, const struct item *, const char *why);
/* Has a file of them become shorter, so that what was found by it does not count?  True after a message. */
bool neighbours_lost(const struct lint *);
/* Once no context is left that has them. */
void neighbours_close(struct lint *);

#endif
