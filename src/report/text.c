/* SPDX-License-Identifier: Apache-2.0 */
/* text.c - the report for people. */
#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "base/day.h"
#include "base/text.h"
#include "report/report.h"

#define INDENT 2		/* of what belongs to a certificate */
#define FINDING 12		/* of what belongs to a finding: behind the longest severity */

static void
text_begin(const struct report *r, struct out *o)
{
	if (r->quiet)
		return;
	style_on(&r->style, o, COLOUR_DIM);
	out_tool(&r->style, o);
	style_off(&r->style, o);
}

/* ---- one certificate ---- */

static const char *
subject_of(const struct result *res)
{
	const char *subject = smimelint_fact(res->run, "subject"), *issuer = smimelint_fact(res->run, "issuer");
	const char *kind = smimelint_fact(res->run, "kind");

	if (subject != NULL && *subject != '\0')
		return subject;
	if (smimelint_fact(res->run, "response_status") != NULL || smimelint_fact(res->run, "produced_at") != NULL)
		return arena_printf(res->arena, "OCSP response: %s", smimelint_fact(res->run, "responder") != NULL ?
		    smimelint_fact(res->run, "responder") : smimelint_fact(res->run, "response_status"));
	if (kind != NULL && (strcmp(kind, "crl") == 0 || strcmp(kind, "delta-crl") == 0))
		return arena_printf(res->arena, "CRL of %s", issuer == NULL ? "(unreadable)" : *issuer == '\0' ? "(empty name)" : issuer);
	return smimelint_mailbox_count(res->run) > 0 ? smimelint_mailbox(res->run, 0) : "(empty subject)";
}

/* "sponsor-validated/strict", "subordinate-ca", "subscriber, profile unknown" */
static const char *
profile_of(const struct result *res)
{
	const char *kind = smimelint_fact(res->run, "kind"), *profile = smimelint_fact(res->run, "profile");
	const char *from = smimelint_fact(res->run, "profile_from");

	if (kind == NULL || strcmp(kind, "unknown") == 0)
		return "kind unknown";
	if (strcmp(kind, "subscriber") != 0)
		return kind;
	if (profile == NULL)
		return "subscriber, profile unknown";
	if (from != NULL && strcmp(from, "policy") == 0)
		return profile;
	return arena_printf(res->arena, "%s (by %s)", profile,
	    from != NULL && strcmp(from, "policy-map") == 0 ? "--policy-map" : "--profile");
}

/* The line under the headline: where it is from and which certificate it is. */
static const char *
details_of(const struct result *res)
{
	const char *from = smimelint_fact(res->run, "not_before"), *to = smimelint_fact(res->run, "not_after");
	const char *number = smimelint_fact(res->run, "number"), *entries = smimelint_fact(res->run, "entries");
	const char *serial = smimelint_fact(res->run, "serial"), *at = smimelint_fact(res->run, "judged_at");
	const char *text = arena_printf(res->arena, "%s, %s", result_place(res, res->path), profile_of(res));

	if (from == NULL)
		from = smimelint_fact(res->run, "this_update"), to = smimelint_fact(res->run, "next_update");
	if (from != NULL && to != NULL)
		text = arena_printf(res->arena, "%s, %.10s to %.10s", text, from, to);
	if (at != NULL && (from == NULL || strncmp(from, at, 10) != 0))
		text = arena_printf(res->arena, "%s, judged at %s", text, at);
	if (serial != NULL)
		text = arena_printf(res->arena, "%s, serial %s", text, serial);
	if (number != NULL)
		text = arena_printf(res->arena, "%s, number %s", text, number);
	if (entries != NULL)
		text = arena_printf(res->arena, "%s, entries %s", text, entries);
	return text;
}

/* What only some CRLs say of themselves. */
static const char *
crl_details_of(const struct result *res, const char *text)
{
	static const struct {
		const char *fact, *label;
	} details[] = {
		{ "expired_certs_on_crl", "certificates that expired from" }, { "next_publish", "next publish" }, { "ca_version", "CA version" }
	};

	for (size_t i = 0; i < sizeof details / sizeof *details; i++) {
		const char *value = smimelint_fact(res->run, details[i].fact);

		if (value != NULL)
			text = arena_printf(res->arena, "%s, %s %s", text, details[i].label, value);
	}
	return text;
}

/* Which certificate it is, for whoever looks for it elsewhere; nothing where there is no such fact. */
static void
text_identity(const struct report *r, struct out *o, const char *label, const char *fact)
{
	if (fact == NULL || *fact == '\0')
		return;
	out_spaces(o, INDENT);
	out_str(o, label);
	style_wrapped(&r->style, o, INDENT + strlen(label), INDENT + strlen(label), fact);
}

static void
text_headline(const struct report *r, struct out *o, const struct result *res)
{
	const char *status = smimelint_level_name(res->status);

	style_on(&r->style, o, style_level(res->status));
	for (const char *p = status; *p != '\0'; p++)
		out_char(o, (char)toupper((unsigned char)*p));
	style_off(&r->style, o);
	style_on(&r->style, o, COLOUR_BOLD);
	style_wrapped(&r->style, o, strlen(status), strlen(status) + 2,
	    result_certificate(res) ? subject_of(res) : result_place(res, res->path));
	style_off(&r->style, o);
	if (!result_certificate(res))
		return;
	style_on(&r->style, o, COLOUR_DIM);
	style_wrapped(&r->style, o, 0, INDENT, crl_details_of(res, details_of(res)));
	text_identity(r, o, "issued by ", smimelint_fact(res->run, "issuer"));
	text_identity(r, o, "SHA-256 ", smimelint_fact(res->run, "sha256"));
	style_off(&r->style, o);
}

static const char *
octets_text(struct arena *a, const smimelint_finding *f)
{
	if (f->length <= 1)
		return arena_printf(a, "octet %" PRIu32, f->offset);
	return arena_printf(a, "octets %" PRIu32 "-%" PRIu64, f->offset, (uint64_t)f->offset + f->length - 1);
}

/* Where the finding is: in the octets of the certificate, or in a record of evidence. */
static const char *
where_of(const struct result *res, const smimelint_finding *f)
{
	struct arena *a = res->arena;
	const char *text;

	if (f->record_file == NULL)
		return arena_printf(a, "at %s, %s", f->path, octets_text(a, f));
	text = arena_printf(a, "at %s%srecord %s in %s:%" PRIu64, f->path != NULL ? f->path : "",
	    f->path != NULL && f->path[0] != '\0' ? ", " : "", f->record_id != NULL ? f->record_id : "without id",
	    text_show(a, (struct span){ (const uint8_t *)f->record_file, strlen(f->record_file) }, 0), f->record_line);
	return f->basis != NULL ? arena_printf(a, "%s, %s", text, f->basis) : text;
}

/* "SBR 7.1.2.3.e, since 2023-09-01", behind the rule's id, which ends in column `now`, where the line has room for it. */
static void
text_source(const struct style *s, struct out *o, const struct result *res, const smimelint_finding *f, size_t now)
{
	const char *source = f->citation;
	char day[16];

	if (f->since != DAY_ALWAYS)
		source = arena_printf(res->arena, "%s, %s %s", source, f->severity == SMIMELINT_UPCOMING ? "from" : "since",
		    day_format(f->since, day));
	style_beside(s, o, now, FINDING, source);
}

static void
text_finding(const struct report *r, struct out *o, const struct result *res, size_t i)
{
	const smimelint_finding finding = result_finding(res, i), *f = &finding;
	const struct style *s = &r->style;
	const char *severity = smimelint_level_name(f->severity);

	out_char(o, '\n');
	out_spaces(o, INDENT);
	style_text(s, o, style_level(f->severity), severity);
	text_source(s, o, res, f, style_id(s, o, INDENT + strlen(severity), FINDING, smimelint_rule_text(f->rule, "id")));
	style_wrapped(s, o, 0, FINDING, f->value == NULL ? f->message :
	    arena_printf(res->arena, "%s: %s", f->message, f->value));
	if (f->path != NULL || (f->record_file != NULL && res->kind == RESULT_CERTIFICATE)) {
		style_on(s, o, COLOUR_DIM);
		style_wrapped(s, o, 0, FINDING, where_of(res, f));
		style_off(s, o);
	}
	if (f->reading != NULL)
		style_labelled(s, o, FINDING, "disputed", f->reading);
	if (f->state == SMIMELINT_STATE_KNOWN)
		style_labelled(s, o, FINDING, "known", "in the baseline");
	else
		style_labelled(s, o, FINDING, "waiver", f->waiver);
	if (r->verbose) {
		style_labelled(s, o, FINDING, "required", smimelint_rule_text(f->rule, "requires"));
		style_labelled(s, o, FINDING, "because", smimelint_rule_text(f->rule, "explanation"));
		style_labelled(s, o, FINDING, "remedy", smimelint_rule_text(f->rule, "remedy"));
	}
}

/* --explain-run: every rule with its outcome. */
static void
text_outcomes(const struct report *r, struct out *o, const struct result *res)
{
	out_char(o, '\n');
	for (size_t i = 0; i < smimelint_rule_count(); i++) {
		const char *why = NULL;
		smimelint_outcome outcome = smimelint_rule_outcome(res->run, i, &why);
		const char *name = smimelint_outcome_name(outcome);

		out_spaces(o, INDENT);
		style_text(&r->style, o, outcome == SMIMELINT_RULE_FOUND ? COLOUR_YELLOW :
		    outcome == SMIMELINT_RULE_PASS ? COLOUR_GREEN : COLOUR_DIM, name);
		out_spaces(o, 16 - strlen(name));
		style_wrapped(&r->style, o, 18, 18, why == NULL ? smimelint_rule_text(smimelint_rule_at(i), "id") :
		    arena_printf(res->arena, "%s: %s", smimelint_rule_text(smimelint_rule_at(i), "id"), why));
	}
}

/* The worst first; among equals in the order of the rules. */
static void
text_result(const struct report *r, struct out *o, const struct result *res)
{
	size_t n = result_finding_count(res), from = o->n;

	if (r->quiet && n == 0)
		return;
	if (!r->quiet)
		out_char(o, '\n');
	text_headline(r, o, res);
	for (unsigned level = SMIMELINT_ERROR; level >= SMIMELINT_UPCOMING; level--)
		for (size_t i = 0; i < n; i++) {
			if ((unsigned)result_finding(res, i).severity == level)
				text_finding(r, o, res, i);
		}
	if (r->explain_run && res->status != SMIMELINT_UNREADABLE && res->kind != RESULT_STRAY)
		text_outcomes(r, o, res);
	if (r->quiet)
		out_char(o, '\n');
	style_guard(&r->style, o, from);
}

/* ---- the end ---- */

static void
count_of(struct out *o, const char **lead, uint64_t n, const char *one, const char *many)
{
	if (n == 0)
		return;
	out_fmt(o, "%s%" PRIu64 " %s", *lead, n, n == 1 ? one : many);
	*lead = ", ";
}

/* "3 rules not evaluated for lack of facts", and of several results in how many. */
static void
count_lacking(struct out *o, const char **lead, const struct tally *t, bool evidence, const char *one, const char *many)
{
	uint64_t all = evidence ? t->without_evidence : t->not_evaluated - t->without_evidence, rules = tally_lacked(t, evidence);

	/* Parts of older releases count rules that they do not name. */
	if (rules == all || rules == 0) {
		count_of(o, lead, all, one, many);
		return;
	}
	count_of(o, lead, rules, one, many);
	out_fmt(o, ", %" PRIu64 " times in %" PRIu64 " results", all, t->lacking[evidence]);
}

static void
count_skipped(struct out *o, const char **lead, const struct tally *t)
{
	count_of(o, lead, t->skipped, "other file or PEM block skipped", "other files or PEM blocks skipped");
	if (t->skips_unknown) {
		out_fmt(o, "%swhat a report without a whole summary skipped is not known", *lead);
		*lead = ", ";
	}
}

/* "5 certificates: 3 with errors, 2 clean", with all that was left out. */
static void
put_counts(const struct report *r, struct out *o, const struct tally *t)
{
	static const struct {
		smimelint_level level;
		const char *words;
	} statuses[] = {
		{ SMIMELINT_ERROR, "with errors" }, { SMIMELINT_WARNING, "with warnings" },
		{ SMIMELINT_NOTICE, "with notices" }, { SMIMELINT_PASS, "clean" },
		{ SMIMELINT_OUT_OF_SCOPE, "out of scope" },
	};
	uint64_t certificates = t->results - t->records - t->status[SMIMELINT_UNREADABLE];
	const char *lead = "";

	count_of(o, &lead, certificates, r->records ? "record" : tally_things(t, 1), r->records ? "records" : tally_things(t, 2));
	lead = ": ";
	for (size_t i = 0; certificates > 0 && i < sizeof statuses / sizeof *statuses; i++)
		count_of(o, &lead, t->status[statuses[i].level] - t->record[statuses[i].level],
		    statuses[i].words, statuses[i].words);
	lead = certificates > 0 ? "; " : "";
	count_of(o, &lead, t->records, "record without certificate", "records without certificate");
	count_of(o, &lead, t->record[SMIMELINT_ERROR], "of them with errors", "of them with errors");
	lead = certificates > 0 || t->records > 0 ? "; " : "";
	count_of(o, &lead, t->status[SMIMELINT_UNREADABLE], "unreadable input", "unreadable inputs");
	lead = o->n > 0 ? "; " : "";
	count_of(o, &lead, t->duplicates, "duplicate left out", "duplicates left out");
	count_skipped(o, &lead, t);
	/* No findings, and yet nobody may take them for passed: --explain-run names them. */
	count_lacking(o, &lead, t, true, "rule not evaluated for lack of evidence", "rules not evaluated for lack of evidence");
	count_lacking(o, &lead, t, false, "rule not evaluated for lack of a fact", "rules not evaluated for lack of facts");
}

/* "skipped  certs/a.key:1: a PEM block labelled PRIVATE KEY", a line each. */
static void
put_skipped(const struct report *r, struct out *o, const struct tally *t)
{
	size_t from = o->n;

	if (t->skips > 0)
		out_char(o, '\n');
	for (size_t i = 0; i < t->skips; i++) {
		struct out line = { NULL, 0, 0, false };

		out_str(o, "skipped  ");
		out_str(&line, t->skip[i].path);
		if (t->skip[i].line > 0)
			out_fmt(&line, ":%" PRIu64, t->skip[i].line);
		out_fmt(&line, ": %s", t->skip[i].reason);
		out_char(&line, '\0');
		if (!line.failed)
			style_wrapped(&r->style, o, 9, 9, line.p);
		o->failed |= line.failed;
		out_free(&line);
	}
	if (t->skips < t->skipped && t->listed)
		out_fmt(o, "skipped  %" PRIu64 " more\n", t->skipped - t->skips);
	style_guard(&r->style, o, from);
}

static void
text_end(const struct report *r, struct out *o, const struct tally *t)
{
	struct out counts = { NULL, 0, 0, false };

	if (r->verbose)
		put_skipped(r, o, t);
	if (r->summary)
		out_summary(r, o, t);
	if (r->quiet)
		return;
	put_counts(r, &counts, t);
	out_char(&counts, '\0');
	out_char(o, '\n');
	if (!counts.failed)
		style_wrapped(&r->style, o, 0, 0, counts.p);
	o->failed |= counts.failed;
	out_free(&counts);
	if (t->issuers_sought)
		out_fmt(o, "issuers: %" PRIu64 " of %" PRIu64 " certificate%s found theirs\n", t->issuer_found,
		    t->issuer_found + t->issuer_not_found, t->issuer_found + t->issuer_not_found == 1 ? "" : "s");
	if (t->sampled)
		out_fmt(o, "a sample: %" PRIu64 " of %" PRIu64 " certificate%s\n",
		    t->results - t->records - t->status[SMIMELINT_UNREADABLE], t->population, t->population == 1 ? "" : "s");
}

const struct report_form form_text = { "text", text_begin, text_result, text_end, WRITE_PLAIN };
