/* SPDX-License-Identifier: Apache-2.0 */
/* either_end.h - what is expected of a text, whatever its line ends are. */
#ifndef TESTS_UNIT_INPUT_EITHER_END_H
#define TESTS_UNIT_INPUT_EITHER_END_H

#include "subjects.h"

static unsigned wrong;

/* Of the first two subjects so many, and nothing else but what is told of; whatever the line ends are. */
static void
expect(const char *what, struct out *o, unsigned first, unsigned second, unsigned unreadable)
{
	for (unsigned crlf = 0; crlf < 2; crlf++) {
		struct out text = { NULL, 0, 0, false };
		struct read got;

		for (size_t i = 0; i < o->n; i++) {
			out_str(&text, crlf && o->p[i] == '\n' ? "\r" : "");
			out_char(&text, o->p[i]);
		}
		got = read_all(out_span(&text));
		out_free(&text);
		if (got.subjects[0] == first && got.subjects[1] == second && got.others == 0 && got.unreadable == unreadable)
			continue;
		wrong++;
		printf("%s, CRLF %u: %u %u of the subjects, %u others, %u unreadable (%s)\n", what, crlf, got.subjects[0], got.subjects[1],
		    got.others, got.unreadable, got.words);
	}
	out_free(o);
}

#endif
