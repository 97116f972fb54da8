/* SPDX-License-Identifier: Apache-2.0 */
/* lint_fit.c - which options of `lint` go together. */
#include <string.h>

#include "command/command.h"
#include "command/lint/lint.h"

bool
lint_serves_alone(const struct lint *l)
{
	static const enum opt_id reports[] = { OPT_FORMAT, OPT_OUTPUT, OPT_SUMMARY, OPT_EXPLAIN_RUN, OPT_TIMEOUT,
		OPT_BASELINE, OPT_WAIVERS, OPT_SAMPLE, OPT_SAMPLE_RATE, OPT_DEDUPE, OPT_SEQUENCE };

	if (opt_count(l->line, OPT_SERVE) == 0) {
		if (opt_count(l->line, OPT_SERVE_PROFILE) > 0)
			complain("--serve-profile needs --serve");
		return opt_count(l->line, OPT_SERVE_PROFILE) == 0;
	}
	if (l->line->n_operand > 0) {
		complain("--serve takes no operands: requests come on standard input");
		return false;
	}
	for (size_t i = 0; i < sizeof reports / sizeof *reports; i++)
		if (opt_count(l->line, reports[i]) > 0) {
			complain("--serve does not go with --output, --format, --summary, --explain-run, --timeout, "
			    "--baseline, --waivers, --sample, --sample-rate, --dedupe and --sequence");
			return false;
		}
	for (size_t i = 0; i < l->line->n_given; i++)
		if (strcmp(l->line->given[i].opt->name, "kind") == 0) {
			complain("--kind does not go with --serve: each request says by its profile what it is");
			return false;
		}
	for (size_t i = 0; i < l->line->n_given; i++)
		if (l->line->given[i].opt->id == OPT_ISSUER && strcmp(l->line->given[i].value, "auto") == 0) {
			complain("--issuer auto does not go with --serve: name the issuing CA certificates");
			return false;
		} else if (l->line->given[i].opt->id == OPT_ISSUER && strcmp(l->line->given[i].value, "-") == 0) {
			complain("--issuer: standard input is where --serve reads requests");
			return false;
		} else if (l->line->given[i].opt->id == OPT_NOW && l->line->given[i].value == NULL) {
			complain("--now needs a time with --serve: the clock would give that of the start");
			return false;
		}
	return true;
}

bool
lint_by_lines(const struct lint *l)
{
	return l->report.form == &form_ndjson || l->report.form == &form_csv;
}

bool
lint_resume_fits(const struct lint *l, const char *output)
{
	if (opt_count(l->line, OPT_RESUME) == 0)
		return true;
	if (output == NULL || !lint_by_lines(l)) {
		complain("--resume needs --output FILE, and --format ndjson or csv");
		return false;
	}
	if (l->report.baseline || opt_count(l->line, OPT_EVIDENCE) > 0 || l->timeout > 0) {
		complain("--resume does not go with --baseline, --evidence and --timeout");
		return false;
	}
	return true;
}

bool
lint_lists_fit(const struct lint *l)
{
	size_t lists = opt_count(l->line, OPT_FILES_FROM), inputs = 0;
	bool listed = false;

	if (lists == 0 && opt_count(l->line, OPT_NULL) > 0) {
		complain("--null needs --files-from: it says what stands between the names of a list");
		return false;
	}
	for (size_t i = 0; i < l->line->n_operand; i++)
		inputs += strcmp(l->line->operand[i], "-") == 0;
	for (size_t i = 0; i < l->line->n_given; i++)
		if (l->line->given[i].opt->id == OPT_FILES_FROM && strcmp(l->line->given[i].value, "-") == 0) {
			listed = true;
			inputs++;
		}
	if (listed && inputs > 1) {
		complain("--files-from -: standard input is the list, and is named as another list or input, too");
		return false;
	}
	return true;
}
