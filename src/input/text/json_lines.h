/* SPDX-License-Identifier: Apache-2.0 */
/* json_lines.h - lists in JSON whose items are the lines of one text. */
#ifndef INPUT_TEXT_JSON_LINES_H
#define INPUT_TEXT_JSON_LINES_H

#include "base/json.h"
#include "base/out.h"

/* Are they the lines of PEM, or of base64 that was wrapped? */
bool json_lines(const struct json_value *list);
/* Does a list begin so whose items are?  The text begins with its bracket; its end may be missing. */
bool json_lines_begin(struct span text);
/* Is this text a line with BEGIN, or with END, and nothing else of a block? */
bool json_line_begins(struct span text);
bool json_line_ends(struct span text);
/* The text that they are. */
void json_lines_join(const struct json_value *list, struct out *to);

#endif
