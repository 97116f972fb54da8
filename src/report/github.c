/* SPDX-License-Identifier: Apache-2.0 */
/*
 * github.c - annotations of a GitHub workflow:
 *
 *	::error file=PATH,line=LINE,title=RULE::MESSAGE
 */
#include <inttypes.h>
#include <string.h>

#include "report/finding.h"

#define SHOWN 10	/* of each kind GitHub shows so many per step */

static void
github_begin(const struct report *r, struct out *o)
{
	(void)r;
	(void)o;
}

/* Text as a workflow command wants it: in a property, ':' and ',' end it too. */
static void
github_text(struct out *o, const char *text, bool property)
{
	for (; *text != '\0'; text++)
		if (strchr(property ? "%\r\n:," : "%\r\n", *text) != NULL)
			out_fmt(o, "%%%02X", (unsigned)(unsigned char)*text);
		else
			out_char(o, *text);
}

static void
github_result(const struct report *r, struct out *o, const struct result *res)
{
	(void)r;
	for (size_t i = 0; i < result_finding_count(res); i++) {
		smimelint_finding f = result_finding(res, i);

		if (f.state != SMIMELINT_STATE_NEW)
			continue;
		out_fmt(o, "::%s file=", f.severity == SMIMELINT_ERROR ? "error" :
		    f.severity == SMIMELINT_WARNING ? "warning" : "notice");
		github_text(o, path_relative(res->path), true);
		out_fmt(o, ",line=%" PRIu64 ",title=", result_line(res));
		github_text(o, smimelint_rule_text(f.rule, "id"), true);
		out_str(o, "::");
		github_text(o, finding_text(res->arena, &f), false);
		out_char(o, '\n');
	}
}

/* "1 error, ", "3 warnings, " */
static void
github_count(struct out *o, uint64_t n, const char *what, const char *behind)
{
	out_fmt(o, "%" PRIu64 " %s%s%s", n, what, n == 1 ? "" : "s", behind);
}

static void
github_end(const struct report *r, struct out *o, const struct tally *t)
{
	uint64_t notices = t->fresh[SMIMELINT_NOTICE] + t->fresh[SMIMELINT_UPCOMING];

	(void)r;
	if (t->fresh[SMIMELINT_ERROR] <= SHOWN && t->fresh[SMIMELINT_WARNING] <= SHOWN && notices <= SHOWN)
		return;
	github_count(o, t->fresh[SMIMELINT_ERROR], "error", ", ");
	github_count(o, t->fresh[SMIMELINT_WARNING], "warning", ", ");
	github_count(o, notices, "notice", ": all stand in this log, ");
	out_fmt(o, "GitHub shows %d annotations of each\n", SHOWN);
}

const struct report_form form_github = { "github", github_begin, github_result, github_end, WRITE_PLAIN };
