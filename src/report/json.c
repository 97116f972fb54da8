/* json.c - JSON: one document, or one object per certificate on a line of its own. */
#include <string.h>

#include "base/day.h"
#include "base/text.h"
#include "command/choose.h"
#include "option/opt.h"
#include "report/report.h"

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
json_source(struct json *j, const struct result *res)
{
	json_key(j, "source");
	json_open(j, '{');
	json_member(j, "path", res->path);
	json_member_number(j, "index", res->item->index);
	json_member(j, "format", res->item->format);
	json_key(j, "line");
	if (res->item->line > 0)
		json_number(j, res->item->line);
	else
		json_null(j);
	json_close(j, '}');
}

static void
json_certificate(struct json *j, const struct result *res)
{
	static const char *const facts[] = {
		"sha256", "tbs_sha256", "kind", "profile", "profile_from", "serial", "subject", "issuer",
		"not_before", "not_after"
	};

	json_key(j, "certificate");
	if (!result_certificate(res)) {
		json_null(j);
		return;
	}
	json_open(j, '{');
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		json_member(j, facts[i], smimelint_fact(res->run, facts[i]));
	json_key(j, "mailboxes");
	json_open(j, '[');
	for (size_t i = 0; i < smimelint_mailbox_count(res->run); i++)
		json_string(j, smimelint_mailbox(res->run, i));
	json_close(j, ']');
	json_close(j, '}');
}

/* The record of evidence that a finding is about. */
static void
json_record(struct json *j, const struct result *res, const smimelint_finding *f)
{
	json_key(j, "record");
	if (f->record_file == NULL) {
		json_null(j);
		return;
	}
	json_open(j, '{');
	json_member(j, "file", text_show(res->arena, (struct span){ (const uint8_t *)f->record_file, strlen(f->record_file) }, 0));
	json_member_number(j, "line", f->record_line);
	json_member(j, "id", f->record_id);
	json_close(j, '}');
}

static void
json_finding(struct json *j, const struct result *res, size_t i)
{
	smimelint_finding f = result_finding(res, i);
	bool placed = result_finding_placed(res, &f), octets = result_finding_octets(res, &f);

	json_open(j, '{');
	json_member(j, "rule", smimelint_rule_text(f.rule, "id"));
	json_member(j, "severity", smimelint_level_name(f.severity));
	json_member(j, "state", result_state_name(res, i));
	json_member(j, "source", smimelint_rule_text(f.rule, "source"));
	json_member(j, "section", smimelint_rule_text(f.rule, "section"));
	member_day(j, "since", f.since);
	json_member(j, "message", f.message);
	json_member(j, "value", f.value);
	json_member(j, "path", placed ? f.path : NULL);
	member_placed(j, "offset", octets, f.offset);
	member_placed(j, "length", octets, f.length);
	json_member(j, "reading", result_reading(res, i));
	json_record(j, res, &f);
	json_member(j, "basis", f.basis);
	json_close(j, '}');
}

/* --explain-run: what became of every rule. */
static void
json_outcomes(struct json *j, const struct result *res)
{
	json_key(j, "outcomes");
	json_open(j, '[');
	for (size_t i = 0; i < smimelint_rule_count(); i++) {
		const char *why = NULL;
		smimelint_outcome outcome = smimelint_rule_outcome(res->run, i, &why);

		json_open(j, '{');
		json_member(j, "rule", smimelint_rule_text(smimelint_rule_at(i), "id"));
		json_member(j, "outcome", smimelint_outcome_name(outcome));
		json_member(j, "why", why);
		json_close(j, '}');
	}
	json_close(j, ']');
}

/* --with-der: the certificate, so that the report can show it decoded later. */
static void
json_der(struct json *j, const struct result *res)
{
	json_key(j, "der");
	json_base64(j, res->status == SMIMELINT_UNREADABLE ? SPAN_NONE : res->item->der);
}

static void
json_result(const struct report *r, struct json *j, const struct result *res)
{
	json_open(j, '{');
	json_member(j, "schema", "smimelint/1");
	json_source(j, res);
	json_certificate(j, res);
	json_member(j, "judged_at", !result_certificate(res) ? NULL : smimelint_fact(res->run, "judged_at"));
	json_member(j, "status", smimelint_level_name(res->status));
	json_key(j, "findings");
	json_open(j, '[');
	for (size_t i = 0; i < result_finding_count(res); i++)
		json_finding(j, res, i);
	json_close(j, ']');
	if (smimelint_not_evaluated_count(res->run) > 0)
		json_member_number(j, "not_evaluated", smimelint_not_evaluated_count(res->run));
	if (r->explain_run && r->form->writing != WRITE_PAGE)
		json_outcomes(j, res);
	if (r->with_der)
		json_der(j, res);
	json_close(j, '}');
}

/* ---- what stands around the results ---- */

/* The values given for one option: a list where it repeats, else the last or null. */
static void
json_option(struct json *j, const struct report *r, const struct opt *opt)
{
	const struct opt_given *last = NULL;
	struct arena a;

	arena_init(&a);
	json_key(j, opt->name);
	if (opt->repeats)
		json_open(j, '[');
	for (size_t i = 0; i < r->options->n_given; i++) {
		const struct opt_given *g = &r->options->given[i];

		if (strcmp(g->opt->name, opt->name) != 0)
			continue;
		last = g;
		if (opt->repeats && g->value != NULL)
			json_string(j, text_show(&a, (struct span){ (const uint8_t *)g->value, strlen(g->value) }, 0));
	}
	if (opt->repeats)
		json_close(j, ']');
	else if (last != NULL && last->value != NULL)
		json_string(j, text_show(&a, (struct span){ (const uint8_t *)last->value, strlen(last->value) }, 0));
	else if (opt->takes == TAKES_NOTHING)
		json_bool(j, last != NULL);
	else if (opt->id == OPT_SEED && opt_count(r->options, OPT_SAMPLE) + opt_count(r->options, OPT_SAMPLE_RATE) > 0)
		json_string(j, CHOOSE_SEED);
	else
		json_string(j, last != NULL ? "all" : NULL);
	j->out->failed |= a.failed;
	arena_free(&a);
}

/* Does an option decide what is found and what of it counts, and not only looks or speed? */
static bool
decides(const struct opt *o)
{
	static const enum opt_id ids[] = { OPT_LIBRARY, OPT_UPCOMING, OPT_ISSUER, OPT_EVIDENCE, OPT_PERSPECTIVES, OPT_TBS, OPT_FAIL_ON,
		OPT_MAX_CERTIFICATE, OPT_MAX_CONTAINER, OPT_FIELD, OPT_SAMPLE, OPT_SAMPLE_RATE, OPT_SEED, OPT_DEDUPE,
		OPT_CA_PROFILE, OPT_PSL, OPT_BASELINE, OPT_WAIVERS };

	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
		if (o->id == ids[i])
			return (o->commands & CMD_LINT) != 0;
	return false;
}

static void
json_run(struct json *j, const struct report *r)
{
	json_open(j, '{');
	for (const struct opt *o = opt_table; o->name != NULL; o++)
		if (decides(o))
			json_option(j, r, o);
	json_close(j, '}');
}

static void
json_counts(struct json *j, const char *key, const char *name, const struct counts *c)
{
	json_key(j, key);
	json_open(j, '[');
	for (size_t i = 0; i < c->used; i++) {
		json_open(j, '{');
		json_member(j, name, c->slot[i].name);
		json_member_number(j, "count", c->slot[i].n);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void
json_summary(struct json *j, const struct tally *t)
{
	static const smimelint_level statuses[] = {
		SMIMELINT_PASS, SMIMELINT_NOTICE, SMIMELINT_WARNING, SMIMELINT_ERROR,
		SMIMELINT_OUT_OF_SCOPE, SMIMELINT_UNREADABLE
	};

	json_open(j, '{');
	json_member_number(j, "results", t->results);
	json_key(j, "status");
	json_open(j, '{');
	for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
		json_member_number(j, smimelint_level_name(statuses[i]), t->status[statuses[i]]);
	json_close(j, '}');
	json_key(j, "findings");
	json_open(j, '{');
	for (unsigned l = SMIMELINT_ERROR; l >= SMIMELINT_UPCOMING; l--)
		json_member_number(j, smimelint_level_name((smimelint_level)l), t->finding[l]);
	json_close(j, '}');
	json_member_number(j, "skipped", t->skipped);
	json_member_number(j, "not_evaluated", t->not_evaluated);
	if (t->sampled)
		json_member_number(j, "population", t->population);
	if (t->deduped)
		json_member_number(j, "duplicates", t->duplicates);
	if (t->wide) {
		json_counts(j, "rules", "rule", &t->rules);
		json_counts(j, "issuers", "issuer", &t->issuers);
		json_counts(j, "profiles", "profile", &t->profiles);
		json_counts(j, "months", "month", &t->months);
		if (t->deduped)
			json_counts(j, "copies", "sha256", &t->copies);
	}
	json_close(j, '}');
}

void
json_made(const struct report *r, struct out *tool, struct out *run)
{
	struct json t = json_to(tool, true), j = json_to(run, true);

	json_tool(&t);
	json_run(&j, r);
}

void
json_report_begin(struct out *o, struct span tool, struct span run)
{
	out_str(o, "{\"schema\":\"smimelint/1\",\n\"tool\":");
	out_mem(o, tool.p, tool.n);
	out_str(o, ",\n\"run\":");
	out_mem(o, run.p, run.n);
	out_str(o, ",\n\"results\":[");
}

void
json_report_end(struct out *o, const struct tally *t, struct span differences)
{
	struct json j = json_to(o, true);

	out_str(o, "\n],\n\"summary\":");
	json_summary(&j, t);
	if (differences.n > 0) {
		out_str(o, ",\n\"differences\":[");
		out_mem(o, differences.p, differences.n);
		out_char(o, ']');
	}
	out_str(o, "}\n");
}

void
ndjson_report_end(struct out *o, const struct tally *t, struct span tool, struct span run, struct span differences)
{
	struct json j = json_to(o, true);

	out_str(o, "{\"schema\":\"smimelint-summary/1\",\"summary\":");
	json_summary(&j, t);
	out_str(o, ",\"tool\":");
	out_mem(o, tool.p, tool.n);
	out_str(o, ",\"run\":");
	out_mem(o, run.p, run.n);
	if (differences.n > 0) {
		out_str(o, ",\"differences\":[");
		out_mem(o, differences.p, differences.n);
		out_char(o, ']');
	}
	out_str(o, "}\n");
}

static void
json_begin(const struct report *r, struct out *o)
{
	struct out tool = { NULL, 0, 0, false }, run = tool;

	json_made(r, &tool, &run);
	json_report_begin(o, out_span(&tool), out_span(&run));
	o->failed |= tool.failed || run.failed;
	out_free(&tool);
	out_free(&run);
}

static void
json_item(const struct report *r, struct out *o, const struct result *res)
{
	struct json j = json_to(o, true);

	out_str(o, res->number > 0 ? ",\n" : "\n");
	json_result(r, &j, res);
}

static void
json_end(const struct report *r, struct out *o, const struct tally *t)
{
	(void)r;
	json_report_end(o, t, SPAN_NONE);
}

static void
ndjson_begin(const struct report *r, struct out *o)
{
	(void)r;
	(void)o;
}

void
ndjson_result(const struct report *r, struct out *o, const struct result *res)
{
	struct json j = json_to(o, true);

	json_result(r, &j, res);
	out_char(o, '\n');
}

/* With --summary, one more object follows; it has a schema of its own. */
static void
ndjson_end(const struct report *r, struct out *o, const struct tally *t)
{
	struct out tool = { NULL, 0, 0, false }, run = tool;

	if (!r->summary)
		return;
	json_made(r, &tool, &run);
	ndjson_report_end(o, t, out_span(&tool), out_span(&run), SPAN_NONE);
	o->failed |= tool.failed || run.failed;
	out_free(&tool);
	out_free(&run);
}

const struct report_form form_json = { "json", json_begin, json_item, json_end, WRITE_PLAIN };
const struct report_form form_ndjson = { "ndjson", ndjson_begin, ndjson_result, ndjson_end, WRITE_PLAIN };
