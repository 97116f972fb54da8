/* SPDX-License-Identifier: Apache-2.0 */
/* json_shell.h - values as the shell of MongoDB prints them, in the place of those of JSON: BinData(0, "..."), ObjectId("..."). */
#ifndef INPUT_DATA_JSON_SHELL_H
#define INPUT_DATA_JSON_SHELL_H

#include "base/out.h"
#include "base/span.h"

/* Writes the text with the first string of each in its place, or its first number; false: it has none, or is no such text. */
bool json_shell(struct span text, struct out *to);

#endif
