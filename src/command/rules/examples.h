/* SPDX-License-Identifier: Apache-2.0 */
/*
 * examples.h - for each rule a case that breaks it, from the recipes that prove
 * the rules (tests/tools/examples.sh makes examples.txt of them).
 */
#ifndef COMMAND_RULES_EXAMPLES_H
#define COMMAND_RULES_EXAMPLES_H

#include "base/span.h"

/* examples.txt as it stands: a rule's id on a line, then lines behind a tab. */
extern const unsigned char examples_text[];
extern const size_t examples_size;

/* The lines of a rule, each behind a tab and with its line feed; empty: there are none. */
struct span example_of(const char *id);
/* Takes the next of them off, without tab and line feed; false: there is none. */
bool example_line(struct span *lines, struct span *line);

#endif
