/* SPDX-License-Identifier: Apache-2.0 */
/*
 * suite.h - gathers test cases into the suites of JUnit XML, whose heads count
 * them: a suite for each file, or more of a file with very many cases.  A line
 * is the letter of what became of the case (enum below), the suite's name as
 * it stands in XML, a tab, and the element.
 */
#ifndef REPORT_SUITE_H
#define REPORT_SUITE_H

#include <stdint.h>

#include "base/out.h"
#include "os/sink.h"

enum { CASE_PASSED = 'P', CASE_FAILED = 'F', CASE_ERROR = 'E', CASE_SKIPPED = 'S' };

struct suite {
	struct out name, cases;
	uint64_t tests, failures, errors, skipped;
};

/* Takes lines, and writes each suite once it is complete.  False: memory is out, or the sink failed. */
bool suite_lines(struct suite *, struct sink *, const char *text, size_t n);
/* Writes the last one. */
bool suite_end(struct suite *, struct sink *);
void suite_free(struct suite *);

#endif
