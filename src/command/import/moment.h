/* SPDX-License-Identifier: Apache-2.0 */
/* moment.h - times as databases print them. */
#ifndef COMMAND_IMPORT_MOMENT_H
#define COMMAND_IMPORT_MOMENT_H

#include <stdbool.h>

#include "base/arena.h"

/*
 * The time as RFC 3339 has it: from a date and a time of day with a blank or a
 * T between, with a fraction and a zone or without (UTC then; *zoneless is
 * set), or from what has passed since 1970 in seconds (a fraction may follow),
 * milli-, micro- or nanoseconds, told apart by the number of digits, where that
 * is between 2000 and 2099.  Anything else stays as it is, and is a finding in the record.
 */
const char *moment_text(struct arena *, const char *text, bool *zoneless);
/*
 * The last time in a line of a log, as RFC 3339 has it: a date with hyphens or
 * slashes, a time of day behind a T or a blank, a fraction behind a point or a
 * comma, a zone or none.  As it stands there, where its zone cannot be read: a
 * name but Z, UTC and GMT, a half of the day, an offset that is none.  NULL:
 * there is no time.
 */
const char *moment_in(struct arena *, const char *line, bool *zoneless);
/* Is it a moment of the calendar as a record has it: RFC 3339 with a zone? */
bool moment_is_time(const char *text);

#endif
