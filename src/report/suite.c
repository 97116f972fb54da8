/* SPDX-License-Identifier: Apache-2.0 */
#include "report/suite.h"

#include <inttypes.h>
#include <string.h>

/* A suite ends when it has so many octets, so that no file is held whole. */
#define SUITE_OCTETS ((size_t)4 * 1024 * 1024)

bool
suite_end(struct suite *s, struct sink *sink)
{
	struct out head = { NULL, 0, 0, false };
	bool ok = true;

	if (s->tests > 0) {
		out_str(&head, "<testsuite name=\"");
		out_mem(&head, s->name.p, s->name.n);
		out_fmt(&head, "\" tests=\"%" PRIu64 "\" failures=\"%" PRIu64 "\" errors=\"%" PRIu64 "\" skipped=\"%" PRIu64 "\">\n",
		    s->tests, s->failures, s->errors, s->skipped);
		out_str(&s->cases, "</testsuite>\n");
		ok = !head.failed && !s->cases.failed && sink_write(sink, head.p, head.n) &&
		    sink_write(sink, s->cases.p, s->cases.n);
	}
	out_free(&head);
	out_clear(&s->name);
	out_clear(&s->cases);
	s->tests = s->failures = s->errors = s->skipped = 0;
	return ok;
}

static void
add_case(struct suite *s, char what, const char *element, size_t n)
{
	out_mem(&s->cases, element, n);
	s->tests++;
	s->failures += what == CASE_FAILED;
	s->errors += what == CASE_ERROR;
	s->skipped += what == CASE_SKIPPED;
}

bool
suite_lines(struct suite *s, struct sink *sink, const char *text, size_t n)
{
	while (n > 0) {
		size_t line = (size_t)((const char *)memchr(text, '\n', n) - text) + 1;
		const char *tab = memchr(text, '\t', line);
		size_t name = (size_t)(tab - text) - 1;
		bool same = s->tests > 0 && s->name.n == name && memcmp(s->name.p, text + 1, name) == 0;

		if ((!same || s->cases.n > SUITE_OCTETS) && !suite_end(s, sink))
			return false;
		if (s->tests == 0)
			out_mem(&s->name, text + 1, name);
		add_case(s, text[0], tab + 1, line - name - 2);
		text += line;
		n -= line;
	}
	return !s->name.failed && !s->cases.failed;
}

void
suite_free(struct suite *s)
{
	out_free(&s->name);
	out_free(&s->cases);
}
