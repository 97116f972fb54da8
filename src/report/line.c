/* SPDX-License-Identifier: Apache-2.0 */
/*
 * line.c - one line per finding, for grep and logs:
 *
 *	PATH:LINE: SEVERITY: RULE: MESSAGE: VALUE [SECTION, since DATE]
 *
 * PATH[INDEX] stands for PATH:LINE where the input is no text.  Findings about
 * a record of evidence have its JSON Pointer in the brackets too.
 */
#include "base/day.h"
#include "report/report.h"

static void
nothing(const struct report *r, struct out *o)
{
	(void)r;
	(void)o;
}

static void
line_end(const struct report *r, struct out *o, const struct tally *t)
{
	if (r->summary)
		out_summary(r, o, t);
}

static void
line_place(struct out *o, const struct result *res)
{
	out_str(o, res->path);
	if (res->line > 0)
		out_fmt(o, ":%llu", (unsigned long long)res->line);
	else if (res->index > 0)
		out_fmt(o, "[%llu]", (unsigned long long)res->index);
}

static void
line_result(const struct report *r, struct out *o, const struct result *res)
{
	size_t from = o->n;
	char day[16];

	for (size_t i = 0; i < result_finding_count(res); i++) {
		smimelint_finding f = result_finding(res, i);

		line_place(o, res);
		out_str(o, ": ");
		style_text(&r->style, o, style_level(f.severity), smimelint_level_name(f.severity));
		out_fmt(o, ": %s: %s", smimelint_rule_text(f.rule, "id"), f.message);
		if (f.value != NULL)
			out_fmt(o, ": %s", f.value);
		out_fmt(o, " [%s", f.citation);
		if (f.since != DAY_ALWAYS)
			out_fmt(o, ", %s %s", f.severity == SMIMELINT_UPCOMING ? "from" : "since", day_format(f.since, day));
		if (f.record_file != NULL && f.path != NULL)
			out_fmt(o, ", at %s", f.path);
		if (f.state != SMIMELINT_STATE_NEW)
			out_fmt(o, ", %s", smimelint_state_name(f.state));
		out_str(o, "]\n");
	}
	style_guard(&r->style, o, from);
}

const struct report_form form_line = { "line", nothing, line_result, line_end, WRITE_PLAIN };
