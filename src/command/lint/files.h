/* SPDX-License-Identifier: Apache-2.0 */
/* files.h - inputs named by a list: --files-from. */
#ifndef COMMAND_LINT_FILES_H
#define COMMAND_LINT_FILES_H

#include "input/input.h"

typedef bool files_choice(const char *path);

/*
 * Reads what the list names, in its order, as if it were found in a folder.
 * `separator`: a line feed (CR before it is its own) or NUL.  `is_chosen`:
 * which of the names; NULL: all.  A
 * list that cannot be read is an item that is unreadable.  What input_read()
 * returned.
 */
int files_read(struct input *, const char *list, char separator, files_choice *is_chosen);

#endif
