/* SPDX-License-Identifier: Apache-2.0 */
/*
 * html.h - a report as one HTML page that needs nothing from outside.  It is
 * folded from results as json and ndjson have them, so that a run and merged
 * reports make the same page.
 */
#ifndef REPORT_HTML_HTML_H
#define REPORT_HTML_HTML_H

#include "base/json.h"
#include "base/out.h"

struct cover;
struct html;
struct tally;

/* What stands around the results: the texts of these members of a json report; empty: there are none. */
struct html_head {
	struct span tool, run;
	struct span differences;	/* of merged reports: the elements of the array */
	const struct tally *tally;	/* what was skipped, not evaluated, drawn as a sample */
	const struct cover *cover;
};

/* NULL when memory is out. */
struct html *html_new(void);
void html_free(struct html *);

/*
 * Takes one result, which has all members of a result (part.h checks them)
 * and perhaps "der".  False: memory is out.
 */
bool html_add(struct html *, const struct json_value *result);
/* The same for results as ndjson writes them, a line each. */
bool html_add_lines(struct html *, const char *text, size_t n);

/* The page, once, after the last result.  out->failed, or false: memory is out. */
bool html_write(struct html *, struct out *, const struct html_head *);

#endif
