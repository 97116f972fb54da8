/*
 * junit.c - JUnit XML: a suite per file, a case per certificate.  A
 * file's first item opens its suite and closes the one before, so that no
 * state is needed.
 */
#include <inttypes.h>
#include <string.h>

#include "report/finding.h"

static void
junit_begin(const struct report *r, struct out *o)
{
	(void)r;
	out_str(o, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"smimelint\">\n");
}

/* Text of an attribute or an element; what XML 1.0 forbids is left out. */
static void
xml_text(struct out *o, const char *text)
{
	for (; *text != '\0'; text++) {
		unsigned char c = (unsigned char)*text;

		if (c == '&' || c == '<' || c == '>' || c == '"' || c == '\'')
			out_fmt(o, "&#%u;", c);
		else if (c >= 0x20 || c == '\n' || c == '\t')
			out_char(o, (char)c);
	}
}

static bool
junit_fails(const struct report *r, const smimelint_finding *f)
{
	return f->state == SMIMELINT_STATE_NEW && f->severity != SMIMELINT_UPCOMING && f->severity >= r->fail_on;
}

/* The findings that fail the case, or those that do not, a line each. */
static void
junit_findings(const struct report *r, struct out *o, const struct result *res, bool failing)
{
	for (size_t i = 0; i < result_finding_count(res); i++) {
		smimelint_finding f = result_finding(res, i);

		if (junit_fails(r, &f) != failing)
			continue;
		xml_text(o, arena_printf(res->arena, "%s%s%s: %s: %s%s%s\n", smimelint_level_name(f.severity),
		    f.state == SMIMELINT_STATE_NEW ? "" : " ",
		    f.state == SMIMELINT_STATE_NEW ? "" : smimelint_state_name(f.state),
		    smimelint_rule_text(f.rule, "id"), finding_text(res->arena, &f),
		    f.path != NULL ? " at " : "", f.path != NULL ? f.path : ""));
	}
}

static void
junit_outcome(const struct report *r, struct out *o, const struct result *res)
{
	size_t n = result_finding_count(res), failing = 0;
	const char *element = res->status == SMIMELINT_UNREADABLE ? "error" : "failure";

	for (size_t i = 0; i < n; i++) {
		smimelint_finding f = result_finding(res, i);

		failing += junit_fails(r, &f);
	}
	if (res->status == SMIMELINT_OUT_OF_SCOPE)
		out_str(o, "<skipped message=\"out of scope: no S/MIME certificate\"/>");
	if (res->status == SMIMELINT_UNREADABLE || failing > 0) {
		out_fmt(o, "<%s type=\"%s\" message=\"%zu %s\">", element, smimelint_level_name(res->status), failing,
		    failing == 1 ? "finding" : "findings");
		junit_findings(r, o, res, true);
		out_fmt(o, "</%s>", element);
	}
	if (n > failing) {
		out_str(o, "<system-out>");
		junit_findings(r, o, res, false);
		out_str(o, "</system-out>");
	}
}

static void
junit_result(const struct report *r, struct out *o, const struct result *res)
{
	const char *path = path_relative(res->path), *serial = smimelint_fact(res->run, "serial");
	const char *subject = smimelint_fact(res->run, "subject");

	if (res->index == 0) {
		if (res->number > 0)
			out_str(o, "</testsuite>\n");
		out_str(o, "<testsuite name=\"");
		xml_text(o, path);
		out_str(o, "\">\n");
	}
	out_str(o, "<testcase classname=\"");
	xml_text(o, path);
	out_str(o, "\" name=\"");
	if (res->status == SMIMELINT_UNREADABLE)
		out_fmt(o, "input %" PRIu64, res->index + 1);
	else
		xml_text(o, arena_printf(res->arena, "%s serial %s", subject != NULL ? subject : "",
		    serial != NULL ? serial : "unreadable"));
	out_str(o, "\">");
	junit_outcome(r, o, res);
	out_str(o, "</testcase>\n");
}

static void
junit_end(const struct report *r, struct out *o, const struct tally *t)
{
	(void)r;
	if (t->results > 0)
		out_str(o, "</testsuite>\n");
	out_str(o, "</testsuites>\n");
}

const struct report_form form_junit = { "junit", junit_begin, junit_result, junit_end, WRITE_PLAIN };
