/* SPDX-License-Identifier: Apache-2.0 */
#include "command/rules/examples.h"

#include <string.h>

/* Takes off a line with its line feed. */
static struct span
take_line(struct span *text)
{
	const uint8_t *end = memchr(text->p, '\n', text->n);
	struct span line = { text->p, end != NULL ? (size_t)(end - text->p) + 1 : text->n };

	*text = span_sub(*text, line.n, text->n - line.n);
	return line;
}

struct span
example_of(const char *id)
{
	struct span text = { examples_text, examples_size }, line, lines;
	size_t n = strlen(id);

	while (text.n > 0) {
		line = take_line(&text);
		if (line.n != n + 1 || memcmp(line.p, id, n) != 0)
			continue;
		for (lines = text; text.n > 0 && text.p[0] == '\t';)
			take_line(&text);
		return span_sub(lines, 0, lines.n - text.n);
	}
	return SPAN_NONE;
}

bool
example_line(struct span *lines, struct span *line)
{
	if (lines->n == 0)
		return false;
	*line = take_line(lines);
	*line = span_sub(*line, 1, line->n - 2);
	return true;
}
