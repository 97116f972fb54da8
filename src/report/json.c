/* SPDX-License-Identifier: Apache-2.0 */
/* json.c - JSON: one document, or one object per result on a line of its own. */
#include <string.h>

#include "report/report.h"

static void
json_result(const struct report *r, struct out *o, const struct result *res)
{
	unsigned with = (r->explain_run && r->form->writing != WRITE_PAGE ? SMIMELINT_JSON_OUTCOMES : 0) |
	    (r->with_der ? SMIMELINT_JSON_DER : 0);
	size_t n;
	const char *text = smimelint_result_json(res->run, with, &n);

	if (text != NULL)
		out_mem(o, text, n);
	o->failed |= text == NULL;
}

/* ---- what stands around the results ---- */

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
	char lines[LINES_TEXT];

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
	if (t->skips_unknown) {
		json_key(j, "skipped");
		json_null(j);
	} else {
		json_member_number(j, "skipped", t->skipped);
	}
	json_member_number(j, "not_evaluated", t->not_evaluated);
	if (t->issuers_sought) {
		json_member_number(j, "issuer_found", t->issuer_found);
		json_member_number(j, "issuer_not_found", t->issuer_not_found);
	}
	if (t->sampled)
		json_member_number(j, "population", t->population);
	if (t->deduped)
		json_member_number(j, "duplicates", t->duplicates);
	if (t->wide) {
		json_counts(j, "rules", "rule", &t->rules);
		json_counts(j, "issuers", "issuer", &t->issuers);
		json_counts(j, "profiles", "profile", &t->profiles);
		json_counts(j, "months", "month", &t->months);
		if (t->covers.used > 0) {
			json_counts(j, "covers", "covers", &t->covers);
			json_counts(j, "reasons", "reason", &t->reasons);
		}
		if (t->deduped)
			json_counts(j, "copies", "sha256", &t->copies);
	}
	json_member(j, "results_sha256", lines_text(&t->lines, lines));
	json_close(j, '}');
}

/* What the count of the summary is of, one by one. */
static void
json_skipped(struct out *o, const struct tally *t)
{
	struct json j = json_to(o, true);

	json_open(&j, '[');
	for (size_t i = 0; i < t->skips; i++) {
		json_open(&j, '{');
		json_member(&j, "path", t->skip[i].path);
		json_key(&j, "line");
		if (t->skip[i].line > 0)
			json_number(&j, t->skip[i].line);
		else
			json_null(&j);
		json_member(&j, "reason", t->skip[i].reason);
		json_close(&j, '}');
	}
	json_close(&j, ']');
}

void
json_made(const struct report *r, struct out *tool, struct out *run)
{
	struct json t = json_to(tool, true);

	json_tool(&t);
	out_mem(run, r->run.p, r->run.n);
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
	if (t->listed) {
		out_str(o, ",\n\"skipped\":");
		json_skipped(o, t);
	}
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
	if (t->listed) {
		out_str(o, ",\"skipped\":");
		json_skipped(o, t);
	}
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
	out_str(o, res->number > 0 ? ",\n" : "\n");
	json_result(r, o, res);
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
	json_result(r, o, res);
	out_char(o, '\n');
}

void
json_sum_line(const struct report *r, struct tally *t, smimelint_run *run, const char *text, size_t n)
{
	struct lines one;

	if (r->form != &form_json && (r->form != &form_ndjson || !r->summary))
		return;
	if (lines_of(&one, run, text, n))
		lines_add(&t->lines, &one);
	else
		t->failed = true;
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
