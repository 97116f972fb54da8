/* SPDX-License-Identifier: Apache-2.0 */
/* json.c - a result as one JSON object: a line of the ndjson report. */
#include "base/json_out.h"
#include "engine/engine.h"

static void
member_day(struct json *j, const char *key, int32_t day)
{
	char text[16];

	json_member(j, key, day == DAY_ALWAYS ? NULL : day_format(day, text));
}

static void
member_placed(struct json *j, const char *key, bool placed, uint32_t n)
{
	json_key(j, key);
	if (placed)
		json_number(j, n);
	else
		json_null(j);
}

static void
json_source(struct json *j, const smimelint_source *from)
{
	json_key(j, "source");
	json_open(j, '{');
	json_member(j, "path", from->path);
	json_member_number(j, "index", from->index);
	json_member(j, "format", from->format);
	json_key(j, "line");
	if (from->line > 0)
		json_number(j, from->line);
	else
		json_null(j);
	json_close(j, '}');
}

/* Is there an artifact of this kind that the result is about? */
static bool
is_about(const struct smimelint_run *run, enum artifact_kind kind)
{
	return run->status != SMIMELINT_UNREADABLE && run->artifact != NULL && run->artifact->kind == kind;
}

static void
json_certificate(struct json *j, struct smimelint_run *run)
{
	static const char *const facts[] = {
		"sha256", "tbs_sha256", "kind", "profile", "profile_from", "serial", "subject", "issuer",
		"not_before", "not_after"
	};

	json_key(j, "certificate");
	if (!is_about(run, ARTIFACT_CERTIFICATE)) {
		json_null(j);
		return;
	}
	json_open(j, '{');
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		json_member(j, facts[i], smimelint_fact(run, facts[i]));
	json_key(j, "mailboxes");
	json_open(j, '[');
	for (size_t i = 0; i < smimelint_mailbox_count(run); i++)
		json_string(j, smimelint_mailbox(run, i));
	json_close(j, ']');
	json_close(j, '}');
}

static void
json_reasons(struct json *j, const struct crl_view *crl)
{
	uint64_t undefined = crl->reason[CRL_REASON_7] + crl->reason[CRL_REASON_OTHER];

	json_key(j, "reasons");
	json_open(j, '{');
	for (unsigned i = 0; i < CRL_REASONS; i++)
		if (crl->reason[i] != 0 && crl_reason_text((enum crl_reason)i) != NULL)
			json_member_number(j, crl_reason_text((enum crl_reason)i), crl->reason[i]);
	if (undefined != 0)
		json_member_number(j, "undefined", undefined);
	json_close(j, '}');
}

static void
json_idp_uris(struct json *j, struct smimelint_run *run)
{
	const struct general_names *names = &run->crl.idp.point.full;

	json_key(j, "idp_uris");
	json_open(j, '[');
	for (unsigned i = 0; i < names->n; i++)
		if (names->v[i].uri != NULL)
			json_string(j, text_show(&run->arena, names->v[i].tlv.val, 0));
	json_close(j, ']');
}

static void
json_crl(struct json *j, struct smimelint_run *run)
{
	static const char *const facts[] = {
		"sha256", "tbs_sha256", "kind", "covers", "covers_from", "issuer", "number", "this_update", "next_update", "aki", "scope",
		"expired_certs_on_crl", "next_publish", "ca_version"
	};

	json_key(j, "crl");
	if (!is_about(run, ARTIFACT_CRL)) {
		json_null(j);
		return;
	}
	json_open(j, '{');
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		json_member(j, facts[i], smimelint_fact(run, facts[i]));
	json_member_number(j, "entries", run->crl.n_entry);
	json_reasons(j, &run->crl);
	json_idp_uris(j, run);
	json_close(j, '}');
}

static void
json_single(struct json *j, struct smimelint_run *run, const struct ocsp_single *s)
{
	static const char *const status[] = { "good", "revoked", "unknown", NULL };

	json_open(j, '{');
	json_member(j, "serial", s->serial.p != NULL ? integer_text(run, s->serial) : NULL);
	json_member(j, "cert_status", status[s->status]);
	json_member(j, "this_update", time_text(run, s->this_update));
	json_member(j, "next_update", time_text(run, s->next_update));
	json_member(j, "reason", s->reason < CRL_REASON_OTHER ? crl_reason_text((enum crl_reason)s->reason) : NULL);
	json_close(j, '}');
}

/* Answers that are shown; others are counted only. */
#define SINGLES 100

static void
json_ocsp(struct json *j, struct smimelint_run *run)
{
	const struct ocsp_view *o = &run->ocsp;

	json_key(j, "ocsp");
	if (!is_about(run, ARTIFACT_OCSP_RESPONSE)) {
		json_null(j);
		return;
	}
	json_open(j, '{');
	json_member(j, "sha256", smimelint_fact(run, "sha256"));
	json_member(j, "tbs_sha256", smimelint_fact(run, "tbs_sha256"));
	json_member(j, "kind", smimelint_fact(run, "kind"));
	json_member(j, "status", smimelint_fact(run, "response_status"));
	json_member(j, "covers", smimelint_fact(run, "covers"));
	json_member(j, "covers_from", smimelint_fact(run, "covers_from"));
	json_member(j, "responder", smimelint_fact(run, "responder"));
	json_member(j, "produced_at", smimelint_fact(run, "produced_at"));
	json_member_number(j, "single_count", o->n_single);
	json_key(j, "singles");
	json_open(j, '[');
	for (unsigned i = 0; i < o->n_single && i < SINGLES; i++)
		json_single(j, run, &o->single[i]);
	json_close(j, ']');
	json_close(j, '}');
}

/* The record of evidence that a finding is about. */
static void
json_record(struct json *j, struct smimelint_run *run, const smimelint_finding *f)
{
	json_key(j, "record");
	if (f->record_file == NULL) {
		json_null(j);
		return;
	}
	json_open(j, '{');
	json_member(j, "file", text_show(&run->arena, span_of(f->record_file), 0));
	json_member_number(j, "line", f->record_line);
	json_member(j, "id", f->record_id);
	json_close(j, '}');
}

static void
json_finding(struct json *j, struct smimelint_run *run, size_t i)
{
	smimelint_finding f = { .size = sizeof f };
	bool octets;

	smimelint_finding_get(run, i, &f);
	octets = f.path != NULL && f.record_file == NULL;
	json_open(j, '{');
	json_member(j, "rule", f.rule->id);
	json_member(j, "severity", smimelint_level_name(f.severity));
	json_member(j, "state", smimelint_state_name(f.state));
	json_member(j, "source", smimelint_rule_text(f.rule, "source"));
	json_member(j, "section", f.section);
	member_day(j, "since", f.since);
	json_member(j, "message", f.message);
	json_member(j, "value", f.value);
	json_member(j, "path", f.path);
	member_placed(j, "offset", octets, f.offset);
	member_placed(j, "length", octets, f.length);
	json_member(j, "reading", f.waiver != NULL ? f.waiver : f.reading);
	json_record(j, run, &f);
	json_member(j, "basis", f.basis);
	json_close(j, '}');
}

/* What became of every rule. */
static void
json_outcomes(struct json *j, struct smimelint_run *run)
{
	json_key(j, "outcomes");
	json_open(j, '[');
	for (size_t i = 0; i < run->n_rules; i++) {
		const char *why = NULL;
		smimelint_outcome outcome = smimelint_rule_outcome(run, i, &why);

		json_open(j, '{');
		json_member(j, "rule", run->rules[i]->id);
		json_member(j, "outcome", smimelint_outcome_name(outcome));
		json_member(j, "why", why);
		json_close(j, '}');
	}
	json_close(j, ']');
}

/* How many rules lacked a fact, and which. */
static void
json_not_evaluated(struct json *j, smimelint_run *run)
{
	json_member_number(j, "not_evaluated", smimelint_not_evaluated_count(run));
	json_key(j, "not_evaluated_rules");
	json_open(j, '[');
	for (size_t i = 0; (i = smimelint_not_evaluated_next(run, i)) < run->n_rules; i++)
		json_string(j, run->rules[i]->id);
	json_close(j, ']');
}

static void
json_result(struct json *j, struct smimelint_run *run, unsigned with)
{
	json_open(j, '{');
	json_member(j, "schema", "smimelint/1");
	json_source(j, &run->source);
	json_certificate(j, run);
	json_crl(j, run);
	json_ocsp(j, run);
	json_member(j, "judged_at", smimelint_fact(run, "judged_at"));
	json_member(j, "status", smimelint_level_name((smimelint_level)run->status));
	json_key(j, "findings");
	json_open(j, '[');
	for (size_t i = 0; i < run->n_shown; i++)
		json_finding(j, run, i);
	json_close(j, ']');
	if (smimelint_not_evaluated_count(run) > 0)
		json_not_evaluated(j, run);
	if ((with & SMIMELINT_JSON_OUTCOMES) != 0)
		json_outcomes(j, run);
	if ((with & SMIMELINT_JSON_DER) != 0) {
		json_key(j, "der");
		release_want(run->release, run->input.p, run->input.n);
		json_base64(j, run->status == SMIMELINT_UNREADABLE ? SPAN_NONE : run->input);
	}
	json_close(j, '}');
}

const char *
smimelint_result_json(smimelint_run *run, unsigned with, size_t *len)
{
	struct json j;

	if (run == NULL)
		return NULL;
	run->json.failed = false;
	out_clear(&run->json);
	j = json_to(&run->json, true);
	json_result(&j, run, with);
	out_char(&run->json, '\0');
	if (run->json.failed || run->arena.failed)
		return NULL;
	if (len != NULL)
		*len = run->json.n - 1;
	return run->json.p;
}
