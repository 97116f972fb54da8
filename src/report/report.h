/* SPDX-License-Identifier: Apache-2.0 */
/*
 * report.h - the forms of a report.  A form turns one result into text and
 * keeps no state, so that workers may render side by side; what frames the
 * results is rendered before and after them.
 */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "base/arena.h"
#include "base/json_out.h"
#include "base/out.h"
#include "report/style.h"
#include "report/tally.h"
#include "smimelint.h"

#define KEEP_RESULTS 25000u	/* GitHub takes so many results of a SARIF run */

/* What a page says of itself; NULL: not said.  As it was given: not yet safe to show. */
struct cover {
	const char *title, *client, *auditor;
};

/* What a form needs to know about the run; read-only while workers render. */
struct report {
	const struct report_form *form;
	struct style style;
	smimelint_level fail_on;
	bool quiet, summary, explain_run;
	bool verbose;
	bool with_der;
	bool records;			/* what is judged are records of evidence alone */
	bool baseline, waivers;		/* were given */
	struct span run;		/* text of the member "run": what the run was asked for */
	struct html *html;		/* WRITE_PAGE: the page; written to by the main thread only */
	struct cover cover;
};

enum result_kind {
	RESULT_CERTIFICATE,		/* or one input that is unreadable */
	RESULT_RECORD,			/* a validation evidence record, judged alone */
	RESULT_STRAY			/* one that is unusable, or that no certificate came for */
};

/* One input and what became of it. */
struct result {
	const char *path;		/* where it was found, safe to show */
	uint64_t index;			/* among the inputs of this path, from 0 */
	uint64_t line;			/* of its beginning; 0: no text */
	enum result_kind kind;
	uint64_t number;		/* among all results, from 0 */
	smimelint_run *run;		/* holds the result until it is rendered */
	smimelint_level status;
	struct arena *arena;		/* for the renderer's scratch */
};

/* How the texts of results are put together. */
enum writing {
	WRITE_PLAIN,			/* one after another */
	WRITE_LIST,			/* each element led by a comma, which the first loses, and with a fingerprint of its own (identity.h) */
	WRITE_KEPT,			/* the most severe lines, at the end (keep.h) */
	WRITE_SUITES,			/* lines, gathered into suites (suite.h) */
	WRITE_PAGE			/* folded into a page, which is the end (html.h) */
};

struct report_form {
	const char *name;
	void (*begin)(const struct report *, struct out *);
	void (*result)(const struct report *, struct out *, const struct result *);
	void (*end)(const struct report *, struct out *, const struct tally *);
	enum writing writing;
};

/* The form with this name; NULL: there is none. */
const struct report_form *report_form_find(const char *name);

extern const struct report_form form_text, form_json, form_ndjson, form_line, form_csv, form_sarif, form_junit,
    form_github, form_gitlab, form_html;

smimelint_finding result_finding(const struct result *, size_t i);
size_t result_finding_count(const struct result *);
/* The disputed reading of a finding, or what a waiver says of it; NULL: none. */
const char *finding_reading(const smimelint_finding *);
/* Is it about octets of the certificate, and not about a record of evidence or nothing that could be read? */
bool finding_has_octets(const smimelint_finding *);
/* "PATH:LINE" where the input is text, else "PATH[INDEX]", or the path alone for what stands first. */
const char *result_place(const struct result *, const char *path);
/* Is there a certificate that the result is about? */
bool result_certificate(const struct result *);
/* "SBR 7.1.2.3.e", "RFC 5280 4.2.1.6": what a rule's section is a section of. */
const char *rule_citation(struct arena *, const smimelint_rule *);

/*
 * What stands around the results of json and ndjson, for a run and for merged
 * reports: tool, run and the differences of merged reports (empty: none) are
 * the texts of these members.
 */
/* The texts of "tool" and "run" of this run. */
void json_made(const struct report *, struct out *tool, struct out *run);
/* How a row of csv begins: where the certificate stands. */
void csv_place(struct out *, const char *path, uint64_t index);
/* A result as one line of ndjson. */
void ndjson_result(const struct report *, struct out *, const struct result *);
/* Counts a result by its text, where the report has one number for all of them: json, and ndjson with its summary. */
void json_sum_line(const struct report *, struct tally *, smimelint_run *, const char *text, size_t n);
void json_report_begin(struct out *, struct span tool, struct span run);
void json_report_end(struct out *, const struct tally *, struct span differences);
void ndjson_report_end(struct out *, const struct tally *, struct span tool, struct span run, struct span differences);
/* The members "tool" (version and rule set) and "ruleset" of JSON reports. */
void json_tool(struct json *);
void json_ruleset(struct json *);
/* "smimelint 0.1.0, rule set of 2026-09-28: 412 rules, SBR 1.0.14, TLS BR 2.1.6", wrapped */
void out_tool(const struct style *, struct out *);
/* The counts of --summary, for people. */
void out_summary(const struct report *, struct out *, const struct tally *);

#endif
