/* SPDX-License-Identifier: Apache-2.0 */
/* lint_options.c - what the options of `lint` set. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/day.h"
#include "command/command.h"
#include "command/lint/asked.h"
#include "command/lint/baseline.h"
#include "command/lint/lint.h"
#include "command/lint/neighbours.h"
#include "command/nearest.h"
#include "command/rules/ruleview.h"
#include "command/spare.h"
#include "os/clock.h"

/* Seconds after --timeout at which a certificate at work or a report nobody takes is given up. */
#define BACKSTOP 2

bool
lint_set(struct lint *l, const char *name, const char *value)
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
	if (st == SMIMELINT_ERR_OPTION)
		nearest_value(name, value);
	return false;
}

/* A size in octets, with suffix K, M or G for 2^10, 2^20 or 2^30. */
static bool
size_value(const char *option, const char *value, uint64_t most, uint64_t *size)
{
	char *end;
	unsigned long long n = strtoull(value, &end, 10);
	unsigned shift = *end == 'K' ? 10 : *end == 'M' ? 20 : *end == 'G' ? 30 : 0;
	const char *rest = end + (shift > 0);

	if (*value < '0' || *value > '9' || n == 0 || n > most >> shift || (*rest != '\0' && (shift == 0 || strcmp(rest, "iB") != 0))) {
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
	return lint_set(l, "max-certificate", octets);
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

/* The first line of the file, without its end. */
static bool
set_passphrase(struct lint *l, const char *path)
{
	char line[1024] = "";
	FILE *f = fopen(path, "r");

	if (f == NULL || (fgets(line, sizeof line, f) == NULL && ferror(f))) {
		complain("--passphrase-file: %s: %s", path, error_words(errno));
		if (f != NULL)
			fclose(f);
		return false;
	}
	fclose(f);
	line[strcspn(line, "\r\n")] = '\0';
	out_clear(&l->passphrase);
	out_str(&l->passphrase, line);
	out_char(&l->passphrase, '\0');
	if (l->passphrase.failed) {
		complain_memory();
		return false;
	}
	l->input.passphrase = (struct span){ (const uint8_t *)l->passphrase.p, l->passphrase.n - 1 };
	return true;
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
	clock_backstop(l->timeout, BACKSTOP, EXIT_INTERNAL, "smimelint: --timeout is over, and what was at work did not end: there is no report\n");
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
set_serve_profile(struct lint *l, const char *value)
{
	if (serve_numbers_add(&l->numbers, value))
		return true;
	complain("--serve-profile: \"%s\" is neither N=NAME, such as 48=sbr_leaf_smime_sv_legacy, nor a version of pkimetal "
	    "from %u.%u.%u to %u.%u.%u", value, (unsigned)pkimetal_first / 1000000, (unsigned)pkimetal_first / 1000 % 1000,
	    (unsigned)pkimetal_first % 1000, (unsigned)pkimetal_last / 1000000, (unsigned)pkimetal_last / 1000 % 1000,
	    (unsigned)pkimetal_last % 1000);
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
	neighbour_refused("issuer", item, item->fault != NULL ? item->fault :
	    st == SMIMELINT_ERR_INPUT ? "no certificate with a subject and a public key" : smimelint_strerror(st));
	return 1;
}

static bool
read_issuers(struct lint *l, const char *path)
{
	struct input in = { .limit = l->input.limit, .container = l->input.container, .bounded = true, .fn = add_issuer, .arg = l };
	int ret;

	spare_output(&in, l->line);
	ret = input_read(&in, path);
	if (!spare_refused(&in, l->line) && in.no_memory)
		complain_memory();
	input_free(&in);
	return ret == 0;
}

static bool
set_issuer(struct lint *l, const char *path)
{
	if (strcmp(path, "auto") == 0) {
		l->auto_issuer.on = true;
		return lint_set(l, "issuer", "auto");
	}
	return read_issuers(l, path);
}

/* ---- the CA's own limits, its perspectives ---- */

/* What the library says of a file: the number of a line first, or what is wrong with the whole. */
static bool
added(struct lint *l, const char *path, smimelint_status st)
{
	const char *error = smimelint_ctx_error(l->ctx);

	if (st == SMIMELINT_ERR_NOMEM)
		complain_memory();
	else if (st != SMIMELINT_OK)
		complain("%s:%s%s", path, *error >= '0' && *error <= '9' ? "" : " ", error);
	return st == SMIMELINT_OK;
}

/* Gives the library a file as it stands. */
typedef smimelint_status add_document(smimelint_ctx *, const char *json, size_t len);
static bool
set_document(struct lint *l, const char *path, size_t most, add_document *add)
{
	struct document d;
	bool ok = false;

	if (document_open(&d, path, most)) {
		ok = added(l, path, add(l->ctx, (const char *)d.text.p, d.text.n));
		document_close(&d);
	}
	return ok;
}

/* ---- findings that are accepted ---- */

/* The day waivers are judged at: today in UTC, or that of SOURCE_DATE_EPOCH. */
static bool
today(int32_t *day)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	char *end;
	long long seconds;

	if (epoch == NULL || *epoch == '\0') {
		*day = day_from_seconds((int64_t)time(NULL));
		return true;
	}
	seconds = strtoll(epoch, &end, 10);
	if (*epoch < '0' || *epoch > '9' || *end != '\0' || seconds > INT64_C(253402300799)) {
		complain("SOURCE_DATE_EPOCH: \"%s\" is no number of seconds since 1970", epoch);
		return false;
	}
	*day = day_from_seconds((int64_t)seconds);
	return true;
}

static bool
set_waivers(struct lint *l, const char *path)
{
	struct document d;
	bool ok = false;
	int32_t day;

	if (today(&day) && document_open(&d, path, DOCUMENT_WAIVERS)) {
		ok = added(l, path, smimelint_ctx_add_waivers(l->ctx, (const char *)d.text.p, d.text.n, day));
		document_close(&d);
	}
	return ok;
}

static bool
set_baseline(struct lint *l, const char *path)
{
	smimelint_status st = baseline_read(l->ctx, path);

	return st != SMIMELINT_ERR_ARG && added(l, path, st);
}

/* Of an option that does not repeat, the last use is the one. */
static bool
is_last(const struct lint *l, const struct opt_given *given)
{
	for (const struct opt_given *g = given + 1; g < l->line->given + l->line->n_given; g++)
		if (g->opt->id == given->opt->id)
			return false;
	return true;
}

/* ---- all options ---- */

/* Can a list of files be read there? */
static bool
is_list(const char *path)
{
	struct stat st;

	if (strcmp(path, "-") == 0)
		return true;
	if (access(path, R_OK) == 0) {
		if (stat(path, &st) != 0 || !S_ISDIR(st.st_mode))
			return true;
		errno = EISDIR;
	}
	complain("--files-from: %s: %s", path, error_words(errno));
	return false;
}

/* What is read, and what of it may be skipped. */
static bool
set_input(struct lint *l, const struct opt_given *given)
{
	switch (given->opt->id) {
	case OPT_MAX_CERTIFICATE:
		return set_max_certificate(l, given->value);
	case OPT_MAX_CONTAINER:
		return size_value(given->opt->name, given->value, (uint64_t)1 << 50, &l->input.container);
	case OPT_FIELD:
		return set_field(l, given->value);
	case OPT_SKIP_OTHERS:
		return l->input.others = true;
	case OPT_STRICT_INPUTS:
		return l->input.strict = true;
	case OPT_NULL:
		l->separator = '\0';
		return true;
	case OPT_FILES_FROM:
		return is_list(given->value);
	case OPT_PASSPHRASE_FILE:
		return set_passphrase(l, given->value);
	default:
		return true;
	}
}

/* What a report has in it.  False: the option is about something else. */
static bool
set_report(struct report *r, const struct opt_given *given)
{
	switch (given->opt->id) {
	case OPT_WITH_DER:
		r->with_der = true;
		return true;
	case OPT_REPORT_TITLE:
		r->cover.title = given->value;
		return true;
	case OPT_REPORT_CLIENT:
		r->cover.client = given->value;
		return true;
	case OPT_REPORT_AUDITOR:
		r->cover.auditor = given->value;
		return true;
	case OPT_QUIET:
		r->quiet = true;
		return true;
	case OPT_VERBOSE:
		r->explain_run |= r->verbose;
		r->verbose = true;
		return true;
	case OPT_EXPLAIN_RUN:
		r->explain_run = true;
		return true;
	case OPT_SUMMARY:
		r->summary = true;
		return true;
	default:
		return false;
	}
}

/* The time by the clock, for an option that wants one. */
static bool
set_time(struct lint *l, const char *option)
{
	char text[32];

	return lint_set(l, option, seconds_format((int64_t)time(NULL), text));
}

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
	case OPT_SERVE_PROFILE:
		return set_serve_profile(l, value);
	case OPT_LIBRARY: case OPT_SEQUENCE:
		return lint_set(l, o->name, value != NULL ? value : "yes");
	case OPT_UPCOMING:
		return lint_set(l, o->name, value != NULL ? value : "all");
	case OPT_NOW: case OPT_CURRENT:
		return value != NULL ? lint_set(l, o->name, value) : set_time(l, o->name);
	case OPT_TBS:
		l->input.tbs = true;
		return lint_set(l, o->name, "yes");
	case OPT_BASELINE:
		l->report.baseline = true;
		return !is_last(l, given) || set_baseline(l, value);
	case OPT_CA_PROFILE:
		return set_document(l, value, DOCUMENT_SETTINGS, smimelint_ctx_add_ca_profile);
	case OPT_PERSPECTIVES:
		return set_document(l, value, DOCUMENT_SETTINGS, smimelint_ctx_add_perspectives);
	case OPT_PSL:
		return set_document(l, value, DOCUMENT_SETTINGS, smimelint_ctx_add_psl);
	case OPT_WEAK_KEYS:
		return set_document(l, value, DOCUMENT_LIST, smimelint_ctx_add_weak_keys);
	case OPT_WAIVERS:
		l->report.waivers = true;
		return !is_last(l, given) || set_waivers(l, value);
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
	default:
		return set_report(&l->report, given) || set_input(l, given);
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

/* Records are read once everything else is set: what findings they have depends on it. */
static bool
set_evidence(struct lint *l)
{
	uint64_t most = l->input.container > 0 ? l->input.container : INPUT_CONTAINER;
	bool ok = true;

	for (size_t i = 0; ok && i < l->line->n_given; i++)
		if (l->line->given[i].opt->id == OPT_EVIDENCE &&
		    !evidence_open(&l->evidence, l->ctx, l->line->given[i].value, most, true))
			return refused(&l->line->given[i]);
	for (size_t i = 1; ok && l->report.records && i < l->line->n_operand; i++)
		ok = evidence_open(&l->evidence, l->ctx, l->line->operand[i], most, false);
	return ok;
}

/* Issuers come last: they are read within the limit on a certificate's size. */
bool
lint_set_options(struct lint *l)
{
	for (size_t i = 0; i < l->line->n_given; i++)
		if (!set_option(l, &l->line->given[i]))
			return refused(&l->line->given[i]);
	for (size_t i = 0; i < l->line->n_given; i++)
		if (l->line->given[i].opt->id == OPT_ISSUER && !set_issuer(l, l->line->given[i].value))
			return refused(&l->line->given[i]);
	for (size_t i = 0; i < l->line->n_given; i++)
		if (!neighbours_read(l, &l->line->given[i]))
			return refused(&l->line->given[i]);
	if (opt_count(l->line, OPT_SEQUENCE) > 0 && !neighbours_among_operands(l))
		return false;
	return set_evidence(l);
}

bool
lint_options(struct lint *l)
{
	const char *config = opt_last(l->line, OPT_CONFIG, NULL), *color, *output, *progress;

	if (config != NULL && !config_read(&l->config, config, l->line))
		return false;
	if (!lint_lists_fit(l) || !lint_serves_alone(l) || !lint_set_options(l) || !rule_filters_leave(l->line, l->report.records))
		return false;
	asked_json(&l->asked, l->line);
	if (l->asked.failed) {
		complain_memory();
		return false;
	}
	l->report.run = out_span(&l->asked);
	/* Equal findings take the entries of a baseline in turn: in the order of the input. */
	if (l->report.baseline)
		l->jobs = 1;
	color = opt_last(l->line, OPT_COLOR, "auto");
	output = opt_last(l->line, OPT_OUTPUT, NULL);
	progress = opt_last(l->line, OPT_PROGRESS, "auto");
	if (!lint_resume_fits(l, output))
		return false;
	if (!progress_choose(&l->progress, progress, output == NULL && isatty(STDOUT_FILENO))) {
		complain("--progress: \"%s\" is none of auto, always, never", progress);
		return false;
	}
	if (!style_choose(&l->report.style, color, output == NULL && isatty(STDOUT_FILENO))) {
		complain("--color: \"%s\" is none of auto, always, never", color);
		return false;
	}
	if (l->line->n_operand == 0 && opt_count(l->line, OPT_FILES_FROM) == 0 && l->serve == NULL && !l->report.records && isatty(STDIN_FILENO)) {
		complain("nothing to lint: name a file or a folder, or - for standard input. For a start:");
		complain("  smimelint certificate.pem         what is wrong with a certificate, and since when");
		complain("  smimelint explain 7.1.2.3.e       the rules of a section in full");
		complain("  smimelint help lint               all options");
		return false;
	}
	return true;
}
