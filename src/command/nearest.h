/* SPDX-License-Identifier: Apache-2.0 */
/*
 * nearest.h - what was meant: after the message that there is no such rule,
 * section, source or day, the nearest ones that there are.
 */
#ifndef COMMAND_NEAREST_H
#define COMMAND_NEAREST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

/* Ids of rules, globs of their topics, sections and sources. */
void nearest_rule(const char *pattern);
void nearest_section(const char *section);
void nearest_source(const char *source);
/* A day that was written otherwise than as YYYY-MM-DD, or that the month does not have. */
void nearest_day(const char *text);
/* The name of a profile whose type may be abbreviated: "sv-strict" is "sponsor-validated-strict". */
const char *profile_in_full(struct arena *, const char *name);
/* By what the library's option of this name takes. */
void nearest_value(const char *option, const char *value);

/* Reads the value of an option that is a day; false after a message. */
bool read_day_option(const char *option, const char *value, int32_t *day);

#endif
