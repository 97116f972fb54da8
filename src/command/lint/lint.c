/* SPDX-License-Identifier: Apache-2.0 */
/* lint.c - the command `lint`, and `evidence check`, which judges records instead of certificates. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command/batch/batch.h"
#include "command/command.h"
#include "command/lint/files.h"
#include "command/lint/lint.h"
#include "command/lint/neighbours.h"
#include "command/serve/serve.h"
#include "os/crypto.h"
#include "os/deadline.h"
#include "os/lack.h"
#include "os/sink.h"
#include "os/stop.h"
#include "report/html/html.h"

/* ---- the run ---- */

static int
read_operand(struct lint *l, const char *path)
{
	return l->input.broken_off ? input_break_off(&l->input, path, "not read") : input_read(&l->input, path);
}

static int
read_list(struct lint *l, const char *list)
{
	if (l->input.broken_off)
		return input_break_off(&l->input, list, "a list of files not read");
	return files_read(&l->input, list, l->separator, NULL);
}

/* Where the run ends before its inputs do, each that is not read is told of. */
static bool
read_operands(struct lint *l)
{
	const struct input *in = &l->input;
	int ret = 0;

	if (l->report.records)
		return evidence_items(l->ctx, ITEM_RECORD, l->input.fn, l->input.arg) == 0;
	if (l->line->n_operand == 0 && opt_count(l->line, OPT_FILES_FROM) == 0)
		ret = input_read(&l->input, "-");
	for (size_t i = 0; (ret == 0 || in->broken_off) && i < l->line->n_operand; i++)
		ret = read_operand(l, l->line->operand[i]);
	for (size_t i = 0; (ret == 0 || in->broken_off) && i < l->line->n_given; i++)
		if (l->line->given[i].opt->id == OPT_FILES_FROM)
			ret = read_list(l, l->line->given[i].value);
	return ret == 0 || (in->broken_off && !in->no_memory);
}

/* All that can be read twice. */
static bool
gather_issuers(struct lint *l)
{
	bool ok = auto_issuer_gather(&l->auto_issuer, &l->input, l->line->operand, l->line->n_operand);

	for (size_t i = 0; ok && i < l->line->n_given; i++)
		if (l->line->given[i].opt->id == OPT_FILES_FROM)
			ok = auto_issuer_gather_list(&l->auto_issuer, &l->input, l->line->given[i].value, l->separator);
	return ok;
}

/* With --issuer auto all that is read is looked at first. */
static bool
lint_feed_issuers(struct lint *l, struct batch *batch)
{
	bool ok;

	if (!l->auto_issuer.on)
		return true;
	l->auto_issuer.ctx = l->ctx;
	l->auto_issuer.batch = batch;
	l->auto_issuer.fn = l->input.fn;
	l->auto_issuer.arg = l->input.arg;
	l->input.fn = auto_issuer_item;
	l->input.arg = &l->auto_issuer;
	ok = gather_issuers(l) && (!auto_issuer_again(&l->auto_issuer) || gather_issuers(l));
	auto_issuer_end(&l->auto_issuer);
	return ok;
}

/* Where what is read goes: by what is done to the batch, and before it to the choice. */
static bool
lint_feed(struct lint *l, struct batch *batch)
{
	l->input.skip = skips_add;
	l->input.skip_arg = &l->skips;
	l->resume.fn = batch_item;
	l->resume.arg = batch;
	l->input.fn = l->choose.fn = resume_item;
	l->input.arg = l->choose.arg = &l->resume;
	progress_begin(&l->progress, &l->input, l->line->operand, l->line->n_operand);
	progress_resume(&l->progress, &l->resume.sum);
	if (choose_given(&l->choose)) {
		l->input.fn = choose_item;
		l->input.arg = &l->choose;
		if (smimelint_run_new(&l->choose.run, l->ctx) != SMIMELINT_OK)
			return false;
	}
	return lint_feed_issuers(l, batch);
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

/* Of a sample, or a run that ended early, nobody knows whether a record is an orphan: its certificate may be one that was not taken. */
static int
stray_item(void *arg, const struct item *item)
{
	struct lint *l = arg;

	if ((choose_samples(&l->choose) || l->input.broken_off) && smimelint_record_state(l->ctx, item->record, NULL, NULL) == SMIMELINT_RECORD_ORPHAN)
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

/* What is written is not read, though it lies in a folder that is. */
static void
leave_out_report(struct lint *l, const struct sink *sink)
{
	struct stat st[2];
	bool there[] = { fstat(sink->fd, &st[0]) == 0, sink->path != NULL && stat(sink->path, &st[1]) == 0 };

	for (size_t i = 0; i < 2; i++)
		if (there[i] && S_ISREG(st[i].st_mode))
			l->input.own[l->input.n_own++] = (struct own_file){ st[i].st_dev, st[i].st_ino, i == 1 && sink->beside != NULL };
}

/* Head, results and end of the report. */
static bool
lint_report(struct lint *l, struct sink *sink, struct tally *sum)
{
	struct batch *batch = batch_new(l->ctx, &l->report, sink, &l->progress, l->jobs,
	    l->input.until != 0 ? l->input.until + INPUT_GRACE : 0);
	struct out o = { NULL, 0, 0, false };
	bool ok = batch != NULL && page_open(l);

	if (l->resume.end == 0)
		l->report.form->begin(&l->report, &o);
	ok = ok && !o.failed && sink_write(sink, o.p, o.n);
	ok = ok && lint_feed(l, batch) && read_operands(l) && choose_end(&l->choose, sum) == 0 && lint_strays(l, batch) &&
	    (stop_asked() || resume_end(&l->resume)) && batch_end(batch, sum);
	l->lost = neighbours_lost(l);
	ok = ok && !l->lost;
	progress_end(&l->progress);
	l->input.late |= batch != NULL && batch_late(batch);
	batch_free(batch);
	tally_add(sum, &l->resume.sum);
	sum->skipped = l->input.skipped;
	sum->listed = true;
	sum->skip = l->skips.list;
	sum->skips = l->skips.n;
	sum->issuers_sought = l->auto_issuer.on;
	sum->ended_by = l->input.broken_off && stop_asked() ? stop_name() : l->input.late ? "--timeout" : NULL;
	tally_sort(sum);
	out_clear(&o);
	/* Results that --resume goes on with are no report. */
	if (ok && !(sink->partial && stop_asked()))
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
	if (path == NULL || !lint_by_lines(l))
		return sink_open(sink, path, input_is_report);
	return sink_open_partial(sink, path, opt_count(l->line, OPT_RESUME) > 0 ? l->resume.end : -1, input_is_report);
}

/* Why the report ends before the inputs do, and where it is. */
static void
say_early(const struct lint *l, const char *path, const struct sink *sink)
{
	char *partial = NULL;

	if (l->input.late)
		complain("--timeout %u is over; what was read until then is reported", l->timeout);
	if (!stop_asked())
		return;
	if (path == NULL)
		complain("stopped by %s; what was read until then is reported", stop_name());
	else if (!sink->partial)
		complain("stopped by %s; %s is as it was before", stop_name(), path);
	else if ((partial = sink_partial_name(path)) != NULL)
		complain("stopped by %s; %s has what was done, and --resume goes on with it", stop_name(), partial);
	else
		complain_memory();
	free(partial);
}

static int
lint_run(struct lint *l)
{
	const char *path = opt_last(l->line, OPT_OUTPUT, NULL);
	struct tally sum = { .wide = l->report.summary };
	struct sink sink;
	int code, unwritten = EXIT_INTERNAL;
	bool ok;

	if (cmd_output_is_read(l->line, !l->report.records && l->line->n_operand == 0))
		return exit_refused();
	if (opt_count(l->line, OPT_RESUME) > 0 && !resume_open(&l->resume, l->ctx, &l->report, path))
		return exit_refused();
	ok = lint_open(l, &sink, path);
	l->input.goes_on = ok && sink.partial;
	if (ok)
		leave_out_report(l, &sink);
	lack_bear();
	ok = ok && lint_report(l, &sink, &sum) && !lack_noted();
	/* Where the run ends before it began there is nothing to go on with, nor where what it found does not count. */
	if (l->lost || (l->input.refused && opt_count(l->line, OPT_RESUME) == 0))
		sink.partial = false;
	if (!sink_close(&sink, ok && (path == NULL || !stop_asked()))) {
		/* No pipeline of issuance waits for a verdict on records alone. */
		if (l->report.records)
			cmd_end_unread(&sink);
		unwritten = cmd_unwritten(&sink);
	} else if (l->input.refused)
		cmd_complain_is_read(path);
	else if (!ok && !l->resume.refused && !lack_noted() && !l->lost)
		complain_memory();
	if (ok && sink.error == 0)
		say_early(l, path, &sink);
	if (l->resume.refused || l->input.refused)
		code = exit_refused();
	else if (sink.error != 0)
		code = unwritten;
	else if (!ok || l->input.late || stop_asked())
		code = EXIT_INTERNAL;
	else
		code = cmd_exit(&sum, l->report.fail_on);
	tally_free(&sum);
	return code;
}

/* ---- as a backend ---- */

/*
 * What is asked for is to be signed or was issued, which its signature tells: the
 * library knows the dummies, and any other is tried like every signature.  One
 * without octets is what some send for a dummy.  NULL after a message.
 */
static smimelint_ctx *
serve_context(struct lint *l, const struct serve_profile *profile)
{
	static const char *const of_empty[] = { "rfc5280.signature-value.empty", "rfc5280.crl.signature-empty", "rfc6960.response.signature-empty" };
	smimelint_ctx *first = l->ctx, *made = NULL;
	bool ok = smimelint_ctx_new(&l->ctx) == SMIMELINT_OK && lint_set_options(l) && lint_set(l, "scope", "all");

	for (size_t i = 0; i < sizeof of_empty / sizeof *of_empty; i++)
		ok = ok && lint_set(l, "skip", of_empty[i]);
	for (size_t i = 0; i < sizeof profile->set / sizeof *profile->set; i++)
		ok = ok && (profile->set[i].option == NULL || lint_set(l, profile->set[i].option, profile->set[i].value));
	if (ok)
		made = l->ctx;
	else
		smimelint_ctx_free(l->ctx);
	l->ctx = first;
	return made;
}

/* --scope all: the last one counts. */
static bool
takes_all(const struct opt_line *line)
{
	bool all = false;

	for (size_t i = 0; i < line->n_given; i++)
		if (strcmp(line->given[i].opt->name, "scope") == 0)
			all = strcmp(line->given[i].value, "all") == 0;
	return all;
}

/* No answer to a request is a place for these. */
static void
say_unusable_records(const smimelint_ctx *ctx)
{
	const size_t most = 10;
	size_t n = 0;

	for (size_t i = 0; i < smimelint_record_count(ctx); i++) {
		const char *name;
		uint64_t line;

		if (smimelint_record_state(ctx, i, &name, &line) == SMIMELINT_RECORD_UNUSABLE && ++n <= most)
			complain("--evidence: %s:%llu: this record cannot be used", name, (unsigned long long)line);
	}
	if (n > most)
		complain("--evidence: %zu records more cannot be used", n - most);
}

static int
lint_serve(struct lint *l)
{
	struct serve_with with = { strcmp(l->serve, "pkimetal-text") == 0, l->input.limit,
	    l->input.container > 0 ? (size_t)l->input.container : (size_t)INPUT_CONTAINER, &l->numbers, { NULL } };
	bool made = true;
	int code;

	l->numbers.tls = takes_all(l->line);
	/* All at the start: the files of options are read once, and what is wrong with them is said before any request. */
	for (size_t i = 0; made && i < SERVE_PROFILES; i++)
		made = (with.ctx[i] = serve_context(l, &serve_profiles[i])) != NULL;
	if (made)
		say_unusable_records(with.ctx[0]);
	code = made ? serve(&with) : EXIT_INTERNAL;
	for (size_t i = 0; i < SERVE_PROFILES; i++)
		smimelint_ctx_free(with.ctx[i]);
	return code;
}

static unsigned
processors(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);

	return n < 1 ? 1 : n > 64 ? 64 : (unsigned)n;
}

/* What an option names may keep a run waiting, too. */
static int
lint_refused(const struct lint *l)
{
	if (l->timeout == 0 || !deadline_over(l->input.until))
		return exit_refused();
	complain("--timeout %u is over; nothing was linted", l->timeout);
	return EXIT_INTERNAL;
}

static int
lint_line(struct opt_line *line, bool records)
{
	struct lint l = {
		.line = line, .jobs = processors(),
		.report = { .form = &form_text, .fail_on = SMIMELINT_ERROR, .records = records },
		.input = { .limit = 1024 * 1024, .crls = true }, .choose = { .seed = CHOOSE_SEED }, .separator = '\n',
	};
	smimelint_status st;
	int code;

	crypto_begin();
	st = smimelint_ctx_new(&l.ctx);
	if (st != SMIMELINT_OK)
		return cmd_no_library(st);
	if (!lint_options(&l))
		code = lint_refused(&l);
	else
		code = l.serve != NULL ? lint_serve(&l) : lint_run(&l);
	resume_free(&l.resume);
	choose_free(&l.choose);
	smimelint_ctx_free(l.ctx);
	neighbours_close(&l);
	evidence_close(&l.evidence);
	input_free(&l.input);
	skips_free(&l.skips);
	out_free(&l.passphrase);
	document_close(&l.config);
	out_free(&l.asked);
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
