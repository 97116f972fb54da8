/* SPDX-License-Identifier: Apache-2.0 */
/*
 * junit.c - JUnit XML: a suite per file, a case per certificate.  Each case is
 * a line (suite.h).  Elements and attributes are those that the schema of
 * Jenkins' xunit plugin has.
 */
#include <inttypes.h>
#include <string.h>

#include "report/finding.h"
#include "report/suite.h"

static void
junit_begin(const struct report *r, struct out *o)
{
	(void)r;
	out_str(o, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"smimelint\">\n");
}

static bool
is_plain(unsigned char c)
{
	return c >= 0x20 && c != '&' && c != '<' && c != '>' && c != '"' && c != '\'';
}

/* Text of an attribute or an element, on one line; what XML 1.0 forbids is left out. */
static void
xml_text(struct out *o, const char *text)
{
	for (;; text++) {
		size_t n = 0;

		while (is_plain((unsigned char)text[n]))
			n++;
		out_mem(o, text, n);
		text += n;
		if (*text == '\0')
			return;
		if (*text >= 0x20 || *text == '\n' || *text == '\t')
			out_fmt(o, "&#%u;", (unsigned)*text);
	}
}

static bool
junit_fails(const struct report *r, const smimelint_finding *f)
{
	return f->state == SMIMELINT_STATE_NEW && f->severity != SMIMELINT_UPCOMING && f->severity >= r->fail_on;
}

/* "error: RULE: MESSAGE: VALUE [SECTION] at PATH" */
static const char *
finding_line(const struct result *res, const smimelint_finding *f)
{
	bool fresh = f->state == SMIMELINT_STATE_NEW;

	return arena_printf(res->arena, "%s%s%s: %s: %s%s%s", smimelint_level_name(f->severity), fresh ? "" : " ",
	    fresh ? "" : smimelint_state_name(f->state), smimelint_rule_text(f->rule, "id"), finding_text(res->arena, f),
	    f->path != NULL ? " at " : "", f->path != NULL ? f->path : "");
}

/* The findings that fail the case, or those that do not, a line each. */
static void
junit_findings(const struct report *r, struct out *o, const struct result *res, bool failing)
{
	for (size_t i = 0; i < result_finding_count(res); i++) {
		smimelint_finding f = result_finding(res, i);

		if (junit_fails(r, &f) != failing)
			continue;
		xml_text(o, finding_line(res, &f));
		xml_text(o, "\n");
	}
}

/* How many findings fail the case; the first of the worst goes to *worst. */
static size_t
count_failing(const struct report *r, const struct result *res, smimelint_finding *worst)
{
	size_t n = 0;

	worst->severity = SMIMELINT_PASS;
	for (size_t i = 0; i < result_finding_count(res); i++) {
		smimelint_finding f = result_finding(res, i);

		if (!junit_fails(r, &f))
			continue;
		n++;
		if (f.severity > worst->severity)
			*worst = f;
	}
	return n;
}

/* Where it is and what is wrong, for those who see no more than this. */
static void
junit_message(struct out *o, const struct result *res, const smimelint_finding *worst, size_t failing)
{
	smimelint_finding first = { .value = NULL };

	xml_text(o, result_place(res, path_relative(res->path)));
	if (res->status == SMIMELINT_UNREADABLE && result_finding_count(res) > 0)
		first = result_finding(res, 0);
	if (first.value != NULL || failing > 0) {
		xml_text(o, ": ");
		xml_text(o, first.value != NULL ? first.value : finding_line(res, worst));
	}
	if (failing > 1)
		out_fmt(o, " and %zu more", failing - 1);
}

static void
junit_outcome(const struct report *r, struct out *o, const struct result *res, char what, size_t failing,
    const smimelint_finding *worst)
{
	const char *element = what == CASE_ERROR ? "error" : "failure";

	if (what == CASE_SKIPPED)
		out_str(o, "<skipped message=\"out of scope: no S/MIME certificate\"/>");
	if (what == CASE_ERROR || what == CASE_FAILED) {
		out_fmt(o, "<%s type=\"%s\" message=\"", element, smimelint_level_name(res->status));
		junit_message(o, res, worst, failing);
		out_str(o, "\">");
		junit_findings(r, o, res, true);
		out_fmt(o, "</%s>", element);
	}
	if (result_finding_count(res) > failing) {
		out_str(o, "<system-out>");
		junit_findings(r, o, res, false);
		out_str(o, "</system-out>");
	}
}

/* What it is called: a certificate by subject and serial number, a CRL by issuer and number, a response by who answers and when. */
static const char *
name_of(const struct result *res)
{
	static const char *const facts[][2] = { { "subject", "serial" }, { "issuer", "number" }, { "responder", "produced_at" } };
	static const char *const between[] = { "serial", "CRL number", "OCSP response of" };
	unsigned kind = smimelint_fact(res->run, "entries") != NULL ? 1 : smimelint_fact(res->run, "produced_at") != NULL ? 2 : 0;
	const char *who = smimelint_fact(res->run, facts[kind][0]), *which = smimelint_fact(res->run, facts[kind][1]);

	return arena_printf(res->arena, "%s %s %s", who != NULL ? who : "", between[kind], which != NULL ? which : "unreadable");
}

static void
junit_result(const struct report *r, struct out *o, const struct result *res)
{
	const char *path = path_relative(res->path);
	smimelint_finding worst;
	size_t failing = count_failing(r, res, &worst);
	char what = res->status == SMIMELINT_UNREADABLE ? CASE_ERROR : failing > 0 ? CASE_FAILED :
	    res->status == SMIMELINT_OUT_OF_SCOPE ? CASE_SKIPPED : CASE_PASSED;

	out_char(o, what);
	xml_text(o, path);
	out_str(o, "\t<testcase classname=\"");
	xml_text(o, result_place(res, path));
	out_str(o, "\" name=\"");
	if (res->status == SMIMELINT_UNREADABLE)
		out_fmt(o, "input %" PRIu64, res->index + 1);
	else
		xml_text(o, name_of(res));
	out_str(o, "\">");
	junit_outcome(r, o, res, what, failing, &worst);
	out_str(o, "</testcase>\n");
}

/* What was skipped, a case each: a suite of its own, because it comes at the end. */
static void
junit_end(const struct report *r, struct out *o, const struct tally *t)
{
	size_t more = t->skips < t->skipped;

	(void)r;
	if (t->skips > 0)
		out_fmt(o, "<testsuite name=\"skipped\" tests=\"%zu\" failures=\"0\" errors=\"0\" skipped=\"%zu\">\n", t->skips + more,
		    t->skips + more);
	for (size_t i = 0; i < t->skips; i++) {
		out_str(o, "<testcase classname=\"");
		xml_text(o, path_relative(t->skip[i].path));
		if (t->skip[i].line > 0)
			out_fmt(o, ":%" PRIu64, t->skip[i].line);
		out_fmt(o, "\" name=\"skipped %zu\"><skipped message=\"", i + 1);
		xml_text(o, t->skip[i].reason);
		out_str(o, "\"/></testcase>\n");
	}
	if (t->skips > 0 && more)
		out_fmt(o, "<testcase classname=\"skipped\" name=\"others\"><skipped message=\"%" PRIu64 " more\"/></testcase>\n",
		    t->skipped - t->skips);
	if (t->skips > 0)
		out_str(o, "</testsuite>\n");
	out_str(o, "</testsuites>\n");
}

const struct report_form form_junit = { "junit", junit_begin, junit_result, junit_end, WRITE_SUITES };
