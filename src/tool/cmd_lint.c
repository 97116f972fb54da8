/* cmd_lint.c - the command `lint`, and `evidence check`, which judges records instead of certificates. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/day.h"
#include "tool/batch.h"
#include "tool/choose.h"
#include "tool/clock.h"
#include "tool/cmd.h"
#include "tool/config.h"
#include "tool/progress.h"
#include "tool/resume.h"
#include "tool/evidence.h"
#include "tool/html.h"
#include "tool/serve.h"
#include "tool/stop.h"

/* Seconds after --timeout at which a certificate at work or a report nobody takes is given up. */
#define BACKSTOP 2

struct lint {
	struct opt_line *line;
	struct report report;
	struct input input;
	struct choose choose;
	struct document config;
	struct accept *accept;
	struct evidence evidence;
	smimelint_ctx *ctx;
	struct progress progress;
	struct resume resume;
	unsigned jobs;
	unsigned timeout;		/* seconds; 0: none */
	const char *serve;		/* as which backend; NULL: not */
};

static bool
set_library(struct lint *l, const char *name, const char *value)
{
	smimelint_status st = smimelint_ctx_set(l->ctx, name, value);

	if (st == SMIMELINT_OK)
		return true;
	if (st == SMIMELINT_ERR_NOMEM)
		complain_memory();
	else if (st == SMIMELINT_ERR_OPTION)
		complain("--%s", smimelint_ctx_error(l->ctx));
	else
		complain("--%s: %s", name, smimelint_strerror(st));
	return false;
}

/* A size in octets, with suffix K, M or G for 2^10, 2^20 or 2^30. */
static bool
size_value(const char *option, const char *value, uint64_t most, uint64_t *size)
{
	char *end;
	unsigned long long n = strtoull(value, &end, 10);
	unsigned shift = *end == 'K' ? 10 : *end == 'M' ? 20 : *end == 'G' ? 30 : 0;

	if (*value < '0' || *value > '9' || n == 0 || n > most >> shift || end[shift > 0] != '\0') {
		complain("--%s: \"%s\" is no size such as 64K or 1M, at most %lluM", option, value,
		    (unsigned long long)(most >> 20));
		return false;
	}
	*size = n << shift;
	return true;
}

static bool
set_max_certificate(struct lint *l, const char *value)
{
	char octets[32];
	uint64_t size;

	if (!size_value("max-certificate", value, (uint64_t)1 << 30, &size))
		return false;
	l->input.limit = (size_t)size;
	snprintf(octets, sizeof octets, "%zu", l->input.limit);
	return set_library(l, "max-certificate", octets);
}

static bool
set_field(struct lint *l, const char *value)
{
	l->input.field = value;
	if (*value != '\0')
		return true;
	complain("--field: the name of a column or member is missing");
	return false;
}

static bool
set_jobs(struct lint *l, const char *value)
{
	char *end;
	unsigned long n = strtoul(value, &end, 10);

	if (*value < '0' || *value > '9' || *end != '\0' || n < 1 || n > 256) {
		complain("--jobs: \"%s\" is no number from 1 to 256", value);
		return false;
	}
	l->jobs = (unsigned)n;
	return true;
}

static bool
set_timeout(struct lint *l, const char *value)
{
	char *end;
	unsigned long n = strtoul(value, &end, 10);

	if (*value < '0' || *value > '9' || *end != '\0' || n < 1 || n > 31 * 86400) {
		complain("--timeout: \"%s\" is no number of seconds from 1 to %d", value, 31 * 86400);
		return false;
	}
	l->timeout = (unsigned)n;
	l->input.until = clock_now() + (int64_t)n * 1000;
	clock_backstop(l->timeout + BACKSTOP, EXIT_INTERNAL);
	return true;
}

static bool
set_serve(struct lint *l, const char *value)
{
	l->serve = value;
	if (strcmp(value, "pkimetal") == 0 || strcmp(value, "pkimetal-text") == 0)
		return true;
	complain("--serve: \"%s\" is none of pkimetal, pkimetal-text", value);
	return false;
}

static bool
set_format(struct lint *l, const char *value)
{
	if ((l->report.form = report_form_find(value)) != NULL)
		return true;
	complain("--format: \"%s\" is none of text, json, ndjson, line, csv, html, sarif, junit, github, gitlab", value);
	return false;
}

/* ---- issuers ---- */

static int
add_issuer(void *arg, const struct item *item)
{
	struct lint *l = arg;
	smimelint_status st = SMIMELINT_OK;

	if (item->fault == NULL)
		st = smimelint_ctx_add_issuer(l->ctx, item->der.p, item->der.n);
	if (item->fault == NULL && st == SMIMELINT_OK)
		return 0;
	if (st == SMIMELINT_ERR_NOMEM) {
		complain_memory();
		return 1;
	}
	complain("--issuer: %s, certificate %llu: %s", item->path, (unsigned long long)item->index + 1,
	    item->fault != NULL ? item->fault :
	    st == SMIMELINT_ERR_INPUT ? "no certificate with a subject and a public key" : smimelint_strerror(st));
	return 1;
}

static bool
set_issuer(struct lint *l, const char *path)
{
	struct input in = { .limit = l->input.limit, .container = l->input.container, .fn = add_issuer, .arg = l };
	int ret = input_read(&in, path);

	if (in.no_memory)
		complain_memory();
	input_free(&in);
	return ret == 0;
}

/* ---- the CA's own limits, its perspectives ---- */

/* Gives the library a file as it stands.  The mark goes before what it says of one that it refuses. */
typedef smimelint_status add_document(smimelint_ctx *, const char *json, size_t len);
static bool
set_document(struct lint *l, const char *path, const char *mark, add_document *add)
{
	struct document d;
	smimelint_status st = SMIMELINT_ERR_OPTION;

	if (document_open(&d, path, DOCUMENT_SETTINGS)) {
		st = add(l->ctx, (const char *)d.text.p, d.text.n);
		if (st == SMIMELINT_ERR_NOMEM)
			complain_memory();
		else if (st != SMIMELINT_OK)
			complain("%s%s%s", path, mark, smimelint_ctx_error(l->ctx));
	}
	document_close(&d);
	return st == SMIMELINT_OK;
}

/* ---- all options ---- */

static bool
set_option(struct lint *l, const struct opt_given *given)
{
	const struct opt *o = given->opt;
	const char *value = given->value;

	switch (o->id) {
	case OPT_FORMAT:
		return set_format(l, value);
	case OPT_JOBS:
		return set_jobs(l, value);
	case OPT_FAIL_ON:
		return cmd_fail_on(value, &l->report.fail_on);
	case OPT_TIMEOUT:
		return set_timeout(l, value);
	case OPT_SERVE:
		return set_serve(l, value);
	case OPT_MAX_CERTIFICATE:
		return set_max_certificate(l, value);
	case OPT_MAX_CONTAINER:
		return size_value(o->name, value, (uint64_t)1 << 50, &l->input.container);
	case OPT_FIELD:
		return set_field(l, value);
	case OPT_LIBRARY:
		return set_library(l, o->name, value != NULL ? value : "yes");
	case OPT_UPCOMING:
		return set_library(l, o->name, value != NULL ? value : "all");
	case OPT_TBS:
		l->input.tbs = true;
		return set_library(l, o->name, "yes");
	case OPT_BASELINE:
		l->report.baseline = true;
		return accept_baseline(l->accept, value);
	case OPT_CA_PROFILE:
		return set_document(l, value, ":", smimelint_ctx_add_ca_profile);
	case OPT_PERSPECTIVES:
		return set_document(l, value, ":", smimelint_ctx_add_perspectives);
	case OPT_PSL:
		return set_document(l, value, ": ", smimelint_ctx_add_psl);
	case OPT_WAIVERS:
		l->report.waivers = true;
		return accept_waivers(l->accept, value);
	case OPT_SAMPLE:
		return choose_sample(&l->choose, value);
	case OPT_SAMPLE_RATE:
		return choose_rate(&l->choose, value);
	case OPT_SEED:
		l->choose.seed = value;
		return true;
	case OPT_DEDUPE:
		l->choose.dedupe = true;
		return true;
	case OPT_WITH_DER:
		l->report.with_der = true;
		return true;
	case OPT_QUIET:
		l->report.quiet = true;
		return true;
	case OPT_VERBOSE:
		l->report.explain_run |= l->report.verbose;
		l->report.verbose = true;
		return true;
	case OPT_EXPLAIN_RUN:
		l->report.explain_run = true;
		return true;
	case OPT_SUMMARY:
		l->report.summary = true;
		return true;
	default:
		return true;
	}
}

/* After the message about a value: where it comes from, if not from the command line. */
static bool
refused(const struct opt_given *given)
{
	if (given->where != NULL)
		complain("%s: this is where it is set", given->where);
	return false;
}

/* The time of linting, which some rules over evidence ask for. */
static bool
set_now(struct lint *l)
{
	char text[32];

	return set_library(l, "now", seconds_format((int64_t)time(NULL), text));
}

/* Records are read once everything else is set: what findings they have depends on it. */
static bool
set_evidence(struct lint *l)
{
	bool ok = set_now(l);

	for (size_t i = 0; ok && i < l->line->n_given; i++)
		if (l->line->given[i].opt->id == OPT_EVIDENCE &&
		    !evidence_open(&l->evidence, l->ctx, l->line->given[i].value))
			return refused(&l->line->given[i]);
	for (size_t i = 1; ok && l->report.records && i < l->line->n_operand; i++)
		ok = evidence_open(&l->evidence, l->ctx, l->line->operand[i]);
	return ok;
}

static unsigned
processors(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);

	return n < 1 ? 1 : n > 64 ? 64 : (unsigned)n;
}

/* As a backend, requests say what is linted and how they are answered. */
static bool
serve_alone(struct lint *l)
{
	static const enum opt_id reports[] = { OPT_FORMAT, OPT_OUTPUT, OPT_SUMMARY, OPT_EXPLAIN_RUN, OPT_TIMEOUT,
		OPT_BASELINE, OPT_WAIVERS, OPT_SAMPLE, OPT_SAMPLE_RATE, OPT_DEDUPE };

	if (opt_count(l->line, OPT_SERVE) == 0)
		return true;
	if (l->line->n_operand > 0) {
		complain("--serve takes no operands: requests come on standard input");
		return false;
	}
	for (size_t i = 0; i < sizeof reports / sizeof *reports; i++)
		if (opt_count(l->line, reports[i]) > 0) {
			complain("--serve does not go with --output, --format, --summary, --explain-run, --timeout, "
			    "--baseline, --waivers, --sample, --sample-rate and --dedupe");
			return false;
		}
	for (size_t i = 0; i < l->line->n_given; i++)
		if (l->line->given[i].opt->id == OPT_ISSUER && strcmp(l->line->given[i].value, "-") == 0) {
			complain("--issuer: standard input is where --serve reads requests");
			return false;
		}
	return true;
}

/* Issuers come last: they are read within the limit on a certificate's size. */
static bool
set_options(struct lint *l)
{
	for (size_t i = 0; i < l->line->n_given; i++)
		if (!set_option(l, &l->line->given[i]))
			return refused(&l->line->given[i]);
	for (size_t i = 0; i < l->line->n_given; i++)
		if (l->line->given[i].opt->id == OPT_ISSUER && !set_issuer(l, l->line->given[i].value))
			return refused(&l->line->given[i]);
	return set_evidence(l);
}

/* Forms of which each result is whole lines, so that a part of the report is one of the inputs. */
static bool
by_lines(const struct lint *l)
{
	return l->report.form == &form_ndjson || l->report.form == &form_csv;
}

/* What is found must not depend on results that are not linted again. */
static bool
resume_fits(const struct lint *l, const char *output)
{
	if (opt_count(l->line, OPT_RESUME) == 0)
		return true;
	if (output == NULL || !by_lines(l)) {
		complain("--resume needs --output FILE, and --format ndjson or csv");
		return false;
	}
	if (l->report.baseline || opt_count(l->line, OPT_EVIDENCE) > 0 || l->timeout > 0) {
		complain("--resume does not go with --baseline, --evidence and --timeout");
		return false;
	}
	return true;
}

/* Everything is checked before anything is linted. */
static bool
lint_options(struct lint *l)
{
	const char *config = opt_last(l->line, OPT_CONFIG, NULL), *color, *output, *progress;

	if (config != NULL && !config_read(&l->config, config, l->line))
		return false;
	if (!serve_alone(l) || !set_options(l))
		return false;
	if (l->report.baseline || l->report.waivers)
		l->report.accept = l->accept;
	/* Equal findings take the entries of a baseline in turn: in the order of the input. */
	if (l->report.baseline)
		l->jobs = 1;
	color = opt_last(l->line, OPT_COLOR, "auto");
	output = opt_last(l->line, OPT_OUTPUT, NULL);
	progress = opt_last(l->line, OPT_PROGRESS, "auto");
	if (!resume_fits(l, output))
		return false;
	if (!progress_choose(&l->progress, progress, output == NULL && isatty(STDOUT_FILENO))) {
		complain("--progress: \"%s\" is none of auto, always, never", progress);
		return false;
	}
	if (!style_choose(&l->report.style, color, output == NULL && isatty(STDOUT_FILENO))) {
		complain("--color: \"%s\" is none of auto, always, never", color);
		return false;
	}
	if (l->line->n_operand == 0 && l->serve == NULL && !l->report.records && isatty(STDIN_FILENO)) {
		complain("nothing to lint: name a file or a folder, or - for standard input");
		complain("'smimelint help' shows how");
		return false;
	}
	return true;
}

/* ---- the run ---- */

static bool
read_operands(struct lint *l)
{
	int ret = 0;

	if (l->report.records)
		return evidence_items(l->ctx, ITEM_RECORD, l->input.fn, l->input.arg) == 0;
	if (l->line->n_operand == 0)
		ret = input_read(&l->input, "-");
	for (size_t i = 0; ret == 0 && i < l->line->n_operand; i++)
		ret = input_read(&l->input, l->line->operand[i]);
	return ret == 0 || l->input.late || stop_asked();
}

/* Where what is read goes: by what is done to the batch, and before it to the choice. */
static bool
lint_feed(struct lint *l, struct batch *batch)
{
	l->resume.fn = batch_item;
	l->resume.arg = batch;
	l->input.fn = l->choose.fn = resume_item;
	l->input.arg = l->choose.arg = &l->resume;
	progress_begin(&l->progress, &l->input, l->line->operand, l->line->n_operand);
	progress_resume(&l->progress, &l->resume.sum);
	if (!choose_given(&l->choose))
		return true;
	l->input.fn = choose_item;
	l->input.arg = &l->choose;
	return smimelint_run_new(&l->choose.run, l->ctx) == SMIMELINT_OK;
}

/* A page shows certificates decoded, so results carry them. */
static bool
page_open(struct lint *l)
{
	if (l->report.form->writing != WRITE_PAGE)
		return true;
	l->report.with_der = true;
	return (l->report.html = html_new()) != NULL;
}

/* Of a sample nobody knows whether a record is an orphan: its certificate may be one that was not taken. */
static int
stray_item(void *arg, const struct item *item)
{
	struct lint *l = arg;

	if (choose_samples(&l->choose) && smimelint_record_state(l->ctx, item->record, NULL, NULL) == SMIMELINT_RECORD_ORPHAN)
		return 0;
	return l->choose.fn(l->choose.arg, item);
}

/* What became of the records once all certificates are linted. */
static bool
lint_strays(struct lint *l, struct batch *batch)
{
	if (l->report.records || smimelint_record_count(l->ctx) == 0)
		return true;
	return batch_settle(batch) && evidence_items(l->ctx, ITEM_STRAY, stray_item, l) == 0;
}

/* Head, results and end of the report. */
static bool
lint_report(struct lint *l, struct sink *sink, struct tally *sum)
{
	struct batch *batch = batch_new(l->ctx, &l->report, sink, &l->progress, l->jobs);
	struct out o = { NULL, 0, 0, false };
	bool ok = batch != NULL && page_open(l);

	if (l->resume.end == 0)
		l->report.form->begin(&l->report, &o);
	ok = ok && !o.failed && sink_write(sink, o.p, o.n);
	ok = ok && lint_feed(l, batch) && read_operands(l) && choose_end(&l->choose, sum) == 0 && lint_strays(l, batch) &&
	    (stop_asked() || resume_end(&l->resume)) && batch_end(batch, sum);
	progress_end(&l->progress);
	batch_free(batch);
	tally_add(sum, &l->resume.sum);
	sum->skipped = l->input.skipped;
	tally_sort(sum);
	out_clear(&o);
	if (ok)
		l->report.form->end(&l->report, &o, sum);
	ok = ok && !o.failed && sink_write(sink, o.p, o.n);
	html_free(l->report.html);
	l->report.html = NULL;
	out_free(&o);
	return ok;
}

static bool
lint_open(const struct lint *l, struct sink *sink, const char *path)
{
	if (!stop_listen()) {
		*sink = (struct sink){ .fd = -1, .error = errno, .path = path };
		return false;
	}
	return path != NULL && by_lines(l) ? sink_open_partial(sink, path, l->resume.end) : sink_open(sink, path);
}

/* Why the report ends before the inputs do, and where it is. */
static void
say_early(const struct lint *l, const char *path, const struct sink *sink)
{
	if (l->input.late)
		complain("the %u seconds of --timeout are over; what was read until then is reported", l->timeout);
	if (!stop_asked())
		return;
	if (path == NULL)
		complain("stopped by %s; what was read until then is reported", stop_name());
	else if (sink->partial)
		complain("stopped by %s; %s.partial has what was done, and --resume goes on with it", stop_name(), path);
	else
		complain("stopped by %s; %s is as it was before", stop_name(), path);
}

static int
lint_run(struct lint *l)
{
	const char *path = opt_last(l->line, OPT_OUTPUT, NULL);
	struct tally sum = { .wide = l->report.summary };
	struct sink sink;
	bool ok;
	int code;

	if (opt_count(l->line, OPT_RESUME) > 0 && !resume_open(&l->resume, l->ctx, &l->report, path))
		return exit_refused();
	ok = lint_open(l, &sink, path) && lint_report(l, &sink, &sum);
	if (!sink_close(&sink, ok && (path == NULL || !stop_asked())))
		complain("%s: %s", path != NULL ? path : "standard output", strerror(sink.error));
	else if (!ok && !l->resume.refused)
		complain_memory();
	if (ok && sink.error == 0)
		say_early(l, path, &sink);
	if (l->resume.refused)
		code = exit_refused();
	else if (!ok || sink.error != 0 || l->input.late || stop_asked())
		code = EXIT_INTERNAL;
	else
		code = cmd_exit(&sum, l->report.fail_on);
	tally_free(&sum);
	return code;
}

/* ---- as a backend ---- */

/* What is asked for is signed with a dummy key, or may be. */
static smimelint_ctx *
serve_context(void *arg, const char *profile)
{
	struct lint *l = arg;
	smimelint_ctx *first = l->ctx, *made = NULL;

	if (smimelint_ctx_new(&l->ctx) == SMIMELINT_OK && set_options(l) && set_library(l, "tbs", "yes") &&
	    (strcmp(profile, "autodetect") == 0 || set_library(l, "profile", profile)))
		made = l->ctx;
	else
		smimelint_ctx_free(l->ctx);
	l->ctx = first;
	return made;
}

static int
lint_serve(struct lint *l)
{
	struct serve_with with = { strcmp(l->serve, "pkimetal-text") == 0, l->input.limit, serve_context, l };

	return serve(&with);
}

static int
lint_line(struct opt_line *line, bool records)
{
	struct lint l = {
		.line = line, .jobs = processors(),
		.report = { .form = &form_text, .fail_on = SMIMELINT_ERROR, .options = line, .records = records },
		.input = { .limit = 1024 * 1024 }, .choose = { .seed = CHOOSE_SEED },
	};
	int code;

	l.accept = accept_new();
	if (l.accept == NULL || smimelint_ctx_new(&l.ctx) != SMIMELINT_OK) {
		complain_memory();
		accept_free(l.accept);
		return EXIT_INTERNAL;
	}
	if (!lint_options(&l))
		code = exit_refused();
	else
		code = l.serve != NULL ? lint_serve(&l) : lint_run(&l);
	resume_free(&l.resume);
	smimelint_ctx_free(l.ctx);
	evidence_close(&l.evidence);
	input_free(&l.input);
	choose_free(&l.choose);
	document_close(&l.config);
	accept_free(l.accept);
	return code;
}

int
cmd_lint(struct opt_line *line)
{
	return lint_line(line, false);
}

int
cmd_evidence_check(struct opt_line *line)
{
	return lint_line(line, true);
}
