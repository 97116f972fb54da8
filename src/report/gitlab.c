/* SPDX-License-Identifier: Apache-2.0 */
/* gitlab.c - GitLab Code Quality: one array of findings. */
#include "report/finding.h"

static void
gitlab_begin(const struct report *r, struct out *o)
{
	(void)r;
	out_char(o, '[');
}

static const char *
gitlab_severity(smimelint_level level)
{
	return level == SMIMELINT_ERROR ? "major" : level == SMIMELINT_WARNING ? "minor" : "info";
}

/* Each finding with a comma before it; the writer drops the first (WRITE_LIST). */
static void
gitlab_result(const struct report *r, struct out *o, const struct result *res)
{
	const smimelint_finding *all = result_findings(res);

	(void)r;
	for (size_t i = 0; all != NULL && i < result_finding_count(res); i++) {
		smimelint_finding f = all[i];
		struct json j = json_to(o, true);

		if (f.state != SMIMELINT_STATE_NEW)
			continue;
		out_str(o, ",\n");
		json_open(&j, '{');
		json_member(&j, "description", finding_text(res->arena, &f));
		json_member(&j, "check_name", smimelint_rule_text(f.rule, "id"));
		json_member(&j, "fingerprint", finding_fingerprint(res, all, i, true));
		json_member(&j, "severity", gitlab_severity(f.severity));
		json_key(&j, "location");
		json_open(&j, '{');
		json_member(&j, "path", path_relative(res->path));
		json_key(&j, "lines");
		json_open(&j, '{');
		json_member_number(&j, "begin", result_line(res));
		json_close(&j, '}');
		json_close(&j, '}');
		json_close(&j, '}');
	}
}

static void
gitlab_end(const struct report *r, struct out *o, const struct tally *t)
{
	(void)r;
	(void)t;
	out_str(o, "\n]\n");
}

const struct report_form form_gitlab = { "gitlab", gitlab_begin, gitlab_result, gitlab_end, WRITE_LIST };
