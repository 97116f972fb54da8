/* SPDX-License-Identifier: Apache-2.0 */
/* spare.h - no folder that is read loses a file to the report. */
#ifndef COMMAND_SPARE_H
#define COMMAND_SPARE_H

#include "input/input.h"
#include "option/opt.h"

/*
 * Reading a folder ends where the file of the report is met in it (in->refused),
 * unless a report of before stands there, which is passed over.  For what is read
 * before the report is opened.
 */
void spare_output(struct input *, const struct opt_line *);
/* Was it?  Then it is said. */
bool spare_refused(const struct input *, const struct opt_line *);

#endif
