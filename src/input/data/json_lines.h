/* SPDX-License-Identifier: Apache-2.0 */
/* json_lines.h - lists in JSON whose items are the lines of one text. */
#ifndef INPUT_DATA_JSON_LINES_H
#define INPUT_DATA_JSON_LINES_H

#include "base/json.h"
#include "base/out.h"

/* Are they the lines of PEM, or of base64 that was wrapped? */
bool json_lines(const struct json_value *list);
/* Does a list begin so whose items are?  The text begins with its bracket; its end may be missing. */
bool json_lines_begin(struct span text);
/* Is this text a line that ends with BEGIN, as a block begins? */
bool json_line_begins(struct span text);
enum json_line {
	JSON_LINE_OTHER,		/* none of the block */
	JSON_LINE_BEGIN,
	JSON_LINE_FIRST,		/* base64 of an element that is longer */
	JSON_LINE_MORE,			/* base64, or nothing */
	JSON_LINE_WHOLE,		/* base64 that was not wrapped */
	JSON_LINE_END
};

/* What a text is in a block whose first line is `begin`, behind the line `before`, and behind what a log has before each. */
enum json_line json_line_behind(struct span begin, enum json_line before, struct span text);
/* The text that they are. */
void json_lines_join(const struct json_value *list, struct out *to);

#endif
