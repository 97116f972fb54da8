/* SPDX-License-Identifier: Apache-2.0 */
/*
 * template.c - `evidence template`: a record for each certificate with every
 * member that its profile and the method need, empty or filled with an example.
 */
#include <string.h>

#include "base/day.h"
#include "command/command.h"
#include "command/import/import.h"
#include "command/import/mailboxes.h"
#include "command/nearest.h"
#include "command/spare.h"
#include "command/template/draft.h"
#include "input/input.h"

/* ---- the parts of a record ---- */

/* An example says of what is dated behind --at that it is still to be signed.  The clock is not asked: it is no part of the input. */
static bool
is_to_come(const struct draft *d)
{
	return d->example && day_from_seconds(d->issued) > d->today;
}

static void
put_subject(struct draft *d)
{
	static const char *const matchers[] = { "sha256", "tbs_sha256", "issuer_name_sha256", "serial" };

	draft_open(d, "subject_certificate");
	json_member(&d->j, "stage", smimelint_fact(d->run, "sha256") != NULL && !is_to_come(d) ? "post" : "pre");
	for (size_t i = 0; i < sizeof matchers / sizeof *matchers; i++)
		if (smimelint_fact(d->run, matchers[i]) != NULL)
			json_member(&d->j, matchers[i], smimelint_fact(d->run, matchers[i]));
	draft_close(d);
}

static void
put_issuance(struct draft *d)
{
	int32_t day = day_from_seconds(d->issued);

	draft_open(d, "ca");
	draft_say(d, "name", "EXAMPLE CA");
	draft_list(d, "issuer_domain_names", "ca.example");
	draft_say(d, "cps_url", "https://ca.example/cps");
	draft_say(d, "cps_version", "1.0");
	draft_close(d);
	draft_open(d, "issuance");
	draft_time(d, "issued_at", 0);
	json_member(&d->j, "profile", d->profile);
	draft_say(d, "sbr_version", smimelint_document_version("sbr", day));
	draft_say(d, "requested_via", "applicant_representative");
	draft_say(d, "applicant_id", "EXAMPLE-APPLICANT-1");
	draft_open(d, "request");
	draft_say(d, "id", "EXAMPLE-ORDER-1");
	draft_time(d, "received_at", 49 * HOUR);
	draft_close(d);
	draft_open(d, "agreement");
	draft_say(d, "version", "1.0");
	draft_time(d, "accepted_at", 49 * HOUR);
	draft_close(d);
	draft_close(d);
	draft_open_list(d, "lint");
	json_open(&d->j, '{');
	json_member(&d->j, "tool", "smimelint");
	json_member(&d->j, "version", smimelint_version());
	draft_say(d, "target", "tbs");
	json_member(&d->j, "input_sha256", smimelint_fact(d->run, "tbs_sha256"));
	draft_time(d, "ran_at", 2);
	draft_say(d, "result", "pass");
	draft_number(d, "findings", 0);
	draft_close(d);
	draft_close_list(d);
}

static void
put_mailboxes(struct draft *d)
{
	draft_open_list(d, "mailboxes");
	for (size_t i = 0; i < d->n_mailbox; i++) {
		json_open(&d->j, '{');
		json_member(&d->j, "address", d->mailbox[i]);
		json_member(&d->j, "validation", draft_name(d, "v", i));
		if (draft_has_caa(d, i))
			json_member(&d->j, "caa", draft_name(d, "c", i));
		draft_close(d);
	}
	draft_close_list(d);
}

static void
put_record(struct draft *d)
{
	bool sponsored = strncmp(d->profile, "sponsor", 7) == 0;

	json_open(&d->j, '{');
	json_member(&d->j, "evidence_format", "smime-issuance-evidence");
	json_member(&d->j, "evidence_version", "1.0");
	json_member(&d->j, "record_id", d->example ? arena_printf(&d->arena, "EXAMPLE-%.16s", smimelint_fact(d->run, "tbs_sha256")) :
	    NOT_FILLED);
	put_subject(d);
	put_issuance(d);
	put_mailboxes(d);
	draft_open_list(d, "validations");
	for (size_t i = 0; i < d->n_mailbox; i++)
		template_validation(d, i);
	draft_close_list(d);
	draft_open_list(d, "caa_checks");
	for (size_t i = 0; i < d->n_mailbox; i++)
		if (draft_has_caa(d, i))
			template_check(d, i);
	draft_close_list(d);
	if ((d->method->needs & NEED_MPIC) != 0)
		template_corroboration(d);
	if (sponsored || strncmp(d->profile, "organization", 12) == 0)
		template_organization(d);
	if (sponsored || strncmp(d->profile, "individual", 10) == 0)
		template_individual(d, sponsored);
	json_close(&d->j, '}');
}

/* ---- certificates ---- */

static void
write_record(struct draft *d, struct out *o, bool compact)
{
	arena_init(&d->arena);
	d->n_mailbox = mailboxes_once(d->run, &d->arena, &d->mailbox, &d->no_memory);
	d->j = json_to(o, compact);
	put_record(d);
	out_char(o, '\n');
	d->no_memory |= d->arena.failed || smimelint_run_error(d->run) != SMIMELINT_OK;
	arena_free(&d->arena);
}

/* A day on which the method was not to be used is said; an example of that is none. */
static bool
is_in_order(struct draft *d, const char *path)
{
	const char *why;

	arena_init(&d->arena);
	if ((why = template_settle(d)) != NULL) {
		complain("%s: %s%s", path, why, d->example ? "; no example" : "");
		d->refused |= d->example;
	}
	d->no_memory |= d->arena.failed || smimelint_run_error(d->run) != SMIMELINT_OK;
	arena_free(&d->arena);
	return why == NULL || !d->example;
}

static int
take(void *arg, const struct item *item)
{
	struct draft *d = arg;
	const char *profile;
	smimelint_status st = item->fault != NULL ? SMIMELINT_ERR_INPUT : smimelint_lint(d->run, item->der.p, item->der.n);

	if (st == SMIMELINT_ERR_NOMEM) {
		d->no_memory = true;
		return 1;
	}
	if (st != SMIMELINT_OK) {
		complain("%s: %s", item->path, item->fault != NULL ? item->fault : "no certificate");
		d->failed = true;
		return 0;
	}
	if (strcmp(smimelint_fact(d->run, "kind"), "subscriber") != 0) {
		complain("%s: no certificate of a subscriber (%s): it has no record", item->path, smimelint_fact(d->run, "kind"));
		return 0;
	}
	profile = smimelint_fact(d->run, "profile");
	d->profile = profile != NULL ? profile : "";
	d->issued = value_time(smimelint_fact(d->run, "not_before"));
	if (!is_in_order(d, item->path))
		return 0;
	if (d->n++ == 0)
		write_record(d, &d->one, false);
	write_record(d, &d->lines, true);
	return 0;
}

/* The day of --at, which is the library's option elsewhere. */
static bool
read_today(struct draft *d, const struct opt_line *line)
{
	const char *at = NULL;

	for (size_t i = 0; i < line->n_given; i++)
		if (strcmp(line->given[i].opt->name, "at") == 0)
			at = line->given[i].value;
	return at == NULL || read_day_option("at", at, &d->today);
}

/* Standard input, where none is named. */
static void
read_operands(struct input *in, const struct opt_line *line)
{
	spare_output(in, line);
	for (size_t i = 1; (i < line->n_operand || i == 1) && !in->refused; i++)
		input_read(in, i < line->n_operand ? line->operand[i] : "-");
}

/* One record stands over many lines, several on a line each; the exit code, which says where one that was asked for is not among them. */
static int
write_records(struct draft *d, const struct opt_line *line)
{
	int code;

	if (d->no_memory) {
		complain_memory();
		return EXIT_INTERNAL;
	}
	if (d->n == 0 && !d->refused)
		complain("no certificate to begin a record for");
	if (d->n == 0)
		return EXIT_UNREADABLE;
	code = cmd_write(line, d->n == 1 ? &d->one : &d->lines);
	return code == EXIT_CLEAN && (d->failed || d->refused) ? EXIT_UNREADABLE : code;
}

int
cmd_evidence_template(struct opt_line *line)
{
	struct draft d = {
		.method = template_method(opt_last(line, OPT_METHOD, "3.2.2.4.7")), .example = opt_count(line, OPT_EXAMPLE) > 0,
		.today = DAY_NEVER, .one = { NULL, 0, 0, false }, .lines = { NULL, 0, 0, false },
	};
	struct input in = { .limit = 1024 * 1024, .fn = take, .arg = &d };
	smimelint_ctx *ctx = NULL;
	smimelint_status st;
	int code;

	if (d.method == NULL || !read_today(&d, line))
		return EXIT_USAGE;
	if (cmd_output_is_read(line, line->n_operand == 1))
		return exit_refused();
	if ((st = smimelint_ctx_new(&ctx)) == SMIMELINT_OK)
		st = smimelint_run_new(&d.run, ctx);
	if (st != SMIMELINT_OK) {
		code = cmd_no_library(st);
	} else {
		read_operands(&in, line);
		code = spare_refused(&in, line) ? exit_refused() : write_records(&d, line);
	}
	input_free(&in);
	out_free(&d.one);
	out_free(&d.lines);
	smimelint_run_free(d.run);
	smimelint_ctx_free(ctx);
	return code;
}
