/* evidence.c - the command `evidence`: judges records alone, and begins a record for a certificate. */
#include <string.h>

#include "base/json_out.h"
#include "command/command.h"
#include "input/input.h"

/* One certificate, and what is written of it. */
struct template {
	smimelint_run *run;
	struct out text;
	bool done, failed;
};

/* "" stands where the CA has to say it. */
static const char *
or_empty(const char *text)
{
	return text != NULL ? text : "";
}

static void
put_subject(struct json *j, smimelint_run *run)
{
	json_key(j, "subject_certificate");
	json_open(j, '{');
	json_member(j, "stage", smimelint_fact(run, "sha256") != NULL ? "post" : "pre");
	if (smimelint_fact(run, "sha256") != NULL)
		json_member(j, "sha256", smimelint_fact(run, "sha256"));
	json_member(j, "tbs_sha256", smimelint_fact(run, "tbs_sha256"));
	json_member(j, "issuer_name_sha256", smimelint_fact(run, "issuer_name_sha256"));
	json_member(j, "serial", smimelint_fact(run, "serial"));
	json_close(j, '}');
}

static void
put_issuance(struct json *j, smimelint_run *run)
{
	json_key(j, "ca");
	json_open(j, '{');
	json_key(j, "issuer_domain_names");
	json_open(j, '[');
	json_close(j, ']');
	json_close(j, '}');
	json_key(j, "issuance");
	json_open(j, '{');
	json_member(j, "issued_at", "");
	json_member(j, "profile", or_empty(smimelint_fact(run, "profile")));
	json_member(j, "requested_via", "");
	json_member(j, "applicant_id", "");
	json_close(j, '}');
}

/* One validation and one CAA check for each mailbox: the CA folds those that are the same. */
static void
put_mailboxes(struct json *j, struct arena *a, smimelint_run *run)
{
	size_t n = smimelint_mailbox_count(run);

	json_key(j, "mailboxes");
	json_open(j, '[');
	for (size_t i = 0; i < n; i++) {
		json_open(j, '{');
		json_member(j, "address", smimelint_mailbox(run, i));
		json_member(j, "validation", arena_printf(a, "v%zu", i + 1));
		json_member(j, "caa", arena_printf(a, "c%zu", i + 1));
		json_close(j, '}');
	}
	json_close(j, ']');
	json_key(j, "validations");
	json_open(j, '[');
	for (size_t i = 0; i < n; i++) {
		static const char *const empty[] = { "sbr_section", "initiated_at", "completed_at" };

		json_open(j, '{');
		json_member(j, "id", arena_printf(a, "v%zu", i + 1));
		for (size_t k = 0; k < sizeof empty / sizeof *empty; k++)
			json_member(j, empty[k], "");
		json_member(j, "result", "pass");
		json_member(j, "performed_by", "ca");
		json_close(j, '}');
	}
	json_close(j, ']');
	json_key(j, "caa_checks");
	json_open(j, '[');
	for (size_t i = 0; i < n; i++) {
		const char *at = strrchr(smimelint_mailbox(run, i), '@');

		json_open(j, '{');
		json_member(j, "id", arena_printf(a, "c%zu", i + 1));
		json_member(j, "domain", at != NULL ? at + 1 : "");
		json_member(j, "checked_at", "");
		json_member(j, "result", "");
		json_member(j, "found_at", NULL);
		json_key(j, "records");
		json_open(j, '[');
		json_close(j, ']');
		json_close(j, '}');
	}
	json_close(j, ']');
}

/* An object whose members the CA has to say. */
static void
put_empty(struct json *j, const char *key, const char *const *members)
{
	json_key(j, key);
	json_open(j, '{');
	for (; *members != NULL; members++)
		json_member(j, *members, "");
	json_close(j, '}');
}

static void
put_identity(struct json *j, const char *profile)
{
	static const char *const organization[] = { "validated_at", "legal_name", NULL };
	static const char *const individual[] = { "validated_at", "given_name", "surname", NULL };
	static const char *const authority[] = { "verified_at", NULL };
	bool sponsor = strncmp(profile, "sponsor", 7) == 0;

	if (sponsor || strncmp(profile, "organization", 12) == 0) {
		put_empty(j, "organization", organization);
		put_empty(j, "authority", authority);
	}
	if (sponsor || strncmp(profile, "individual", 10) == 0)
		put_empty(j, "individual", individual);
}

static int
put_template(void *arg, const struct item *item)
{
	struct template *t = arg;
	struct json j = json_to(&t->text, false);
	struct arena a;

	t->done = true;
	if (item->fault != NULL || smimelint_lint(t->run, item->der.p, item->der.n) != SMIMELINT_OK) {
		complain("%s: %s", item->path, item->fault != NULL ? item->fault : "no certificate");
		t->failed = true;
		return 1;
	}
	arena_init(&a);
	json_open(&j, '{');
	json_member(&j, "evidence_format", "smime-issuance-evidence");
	json_member(&j, "evidence_version", "1.0");
	json_member(&j, "record_id", "");
	put_subject(&j, t->run);
	put_issuance(&j, t->run);
	put_mailboxes(&j, &a, t->run);
	put_identity(&j, or_empty(smimelint_fact(t->run, "profile")));
	json_close(&j, '}');
	out_char(&t->text, '\n');
	t->text.failed |= a.failed;
	arena_free(&a);
	return 1;
}

static int
evidence_template(struct opt_line *line)
{
	struct template t = { .text = { NULL, 0, 0, false } };
	struct input in = { .limit = 1024 * 1024, .fn = put_template, .arg = &t };
	smimelint_ctx *ctx = NULL;
	smimelint_status st;
	int code;

	if ((st = smimelint_ctx_new(&ctx)) == SMIMELINT_OK)
		st = smimelint_run_new(&t.run, ctx);
	if (st != SMIMELINT_OK) {
		code = cmd_no_library(st);
	} else {
		input_read(&in, line->n_operand > 1 ? line->operand[1] : "-");
		if (!t.done)
			complain("no certificate to begin a record for");
		code = !t.done || t.failed ? EXIT_UNREADABLE : cmd_write(line, &t.text);
	}
	input_free(&in);
	out_free(&t.text);
	smimelint_run_free(t.run);
	smimelint_ctx_free(ctx);
	return code;
}

int
cmd_evidence(struct opt_line *line)
{
	const char *what = line->n_operand > 0 ? line->operand[0] : "";

	if (strcmp(what, "check") == 0 && line->n_operand > 1)
		return cmd_evidence_check(line);
	if (strcmp(what, "template") == 0 && line->n_operand <= 2)
		return evidence_template(line);
	complain("evidence takes 'check' and files of records, or 'template' and one certificate");
	return EXIT_USAGE;
}
