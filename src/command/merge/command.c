/* SPDX-License-Identifier: Apache-2.0 */
/* command.c - the command `merge`. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command/merge/merge.h"
#include "input/input.h"
#include "option/outcome.h"
#include "os/sink.h"
#include "os/stop.h"

/* --parts N; false: it is no number of parts. */
static bool
parts_wanted(const char *value, uint64_t *n)
{
	char *end;

	errno = 0;
	*n = strtoull(value, &end, 10);
	if (*value >= '0' && *value <= '9' && *end == '\0' && errno == 0 && *n > 0 && *n < UINT32_MAX)
		return true;
	complain("--parts: \"%s\" is no number of parts", value);
	return false;
}

/* Everything is checked before anything is read. */
static bool
merge_options(const struct opt_line *line, struct report *r)
{
	static const struct report_form *const forms[] = { &form_text, &form_json, &form_ndjson, &form_html };
	const char *format = opt_last(line, OPT_FORMAT, "text"), *color = opt_last(line, OPT_COLOR, "auto");

	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (strcmp(forms[i]->name, format) == 0)
			r->form = forms[i];
	if (r->form == NULL) {
		complain("--format: \"%s\" is none of text, json, ndjson, html", format);
		return false;
	}
	if (!cmd_fail_on(opt_last(line, OPT_FAIL_ON, "error"), &r->fail_on))
		return false;
	if (!style_choose(&r->style, color, opt_last(line, OPT_OUTPUT, NULL) == NULL && isatty(STDOUT_FILENO))) {
		complain("--color: \"%s\" is none of auto, always, never", color);
		return false;
	}
	r->cover = (struct cover){ opt_last(line, OPT_REPORT_TITLE, NULL), opt_last(line, OPT_REPORT_CLIENT, NULL),
	    opt_last(line, OPT_REPORT_AUDITOR, NULL) };
	r->quiet = opt_count(line, OPT_QUIET) > 0;
	/* In text the counts are all there is to show. */
	r->summary = opt_count(line, OPT_SUMMARY) > 0 || r->form == &form_text;
	if (line->n_operand == 0 && isatty(STDIN_FILENO)) {
		complain("nothing to merge: name reports, or - for standard input");
		return false;
	}
	return true;
}

static bool
merge_operands(struct merge *m, const struct opt_line *line)
{
	bool ok = line->n_operand > 0 || merge_part(m, "-");

	for (size_t i = 0; ok && i < line->n_operand; i++)
		ok = merge_part(m, line->operand[i]);
	return ok && merge_end(m);
}

/* After the whole run: why there is no report, one that ends early, or one of parts that are not those of one corpus. */
static void
merge_say(struct merge *m, const char *path, bool ok)
{
	const char *verdict;

	arena_reset(&m->arena);
	if (ok && !stop_asked() && (verdict = parts_verdict(&m->parts, &m->arena)) != NULL)
		complain("--parts %" PRIu64 ": %s", m->parts.wanted, verdict);
	if (!ok)
		complain_memory();
	else if (stop_asked() && path == NULL)
		complain("stopped by %s; what was read until then is merged", stop_name());
	else if (stop_asked())
		complain("stopped by %s; %s is as it was before", stop_name(), path);
}

static int
merge_run(const struct opt_line *line, const struct report *r, uint64_t parts, smimelint_run *run)
{
	const char *path = opt_last(line, OPT_OUTPUT, NULL);
	struct sink sink;
	struct merge m = {
		.report = r, .sink = &sink, .run = run, .dedupe = opt_count(line, OPT_DEDUPE) > 0,
		.sum = { .wide = r->summary }, .parts = { .wanted = parts },
	};
	bool ok = r->form != &form_html || (m.html = html_new()) != NULL;
	int code;

	ok = sink_open(&sink, path, input_is_report) && ok && merge_operands(&m, line);
	ok = sink_close(&sink, ok && (path == NULL || !stop_asked())) && ok;
	if (sink.error != 0) {
		code = cmd_unwritten(&sink);
	} else {
		merge_say(&m, path, ok);
		code = ok && !stop_asked() ? cmd_exit(&m.sum, r->fail_on) : EXIT_INTERNAL;
	}
	merge_free(&m);
	return code;
}

int
cmd_merge(struct opt_line *line)
{
	struct report r = { .fail_on = SMIMELINT_ERROR };
	smimelint_ctx *ctx = NULL;
	smimelint_run *run = NULL;
	const char *parts = opt_last(line, OPT_PARTS, NULL);
	smimelint_status st;
	uint64_t wanted = 0;
	int code;

	if (!merge_options(line, &r) || (parts != NULL && !parts_wanted(parts, &wanted)) || cmd_output_is_read(line, false))
		return exit_refused();
	if (!stop_listen()) {
		complain("signals: %s", error_words(errno));
		return EXIT_INTERNAL;
	}
	if ((st = smimelint_ctx_new(&ctx)) == SMIMELINT_OK)
		st = smimelint_run_new(&run, ctx);
	code = st == SMIMELINT_OK ? merge_run(line, &r, wanted, run) : cmd_no_library(st);
	smimelint_run_free(run);
	smimelint_ctx_free(ctx);
	return code;
}
