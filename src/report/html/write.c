/* SPDX-License-Identifier: Apache-2.0 */
/* write.c - the frame of the HTML report, and what it says first and last. */
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "report/html/assets.h"
#include "report/html/page.h"
#include "report/part.h"
#include "report/report.h"

#define SOURCES 8u		/* folders and files that are named */

/* A text from the command line, safe to show. */
static const char *
given(struct html *h, const char *text)
{
	return text != NULL ? text_show(&h->scratch, span_of(text), 0) : NULL;
}

static const char *
page_title(struct html *h, const struct html_head *head)
{
	return head->cover->title != NULL ? given(h, head->cover->title) : "S/MIME lint report";
}

/* Nothing is loaded, and nothing runs but the script of the page itself. */
static void
page_head(struct html *h, struct out *o, const struct html_head *head)
{
	out_fmt(o, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-%s'; "
	    "script-src 'sha256-%s'; base-uri 'none'; form-action 'none'\">\n", html_css_sha256, html_js_sha256);
	out_fmt(o, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	    "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
	    "<meta name=\"generator\" content=\"smimelint %s\">\n<title>", smimelint_version());
	html_text(o, page_title(h, head));
	out_str(o, "</title>\n<style>");
	out_mem(o, html_css, html_css_size);
	out_str(o, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#certificates\">Skip to the certificates</a>\n");
}

/* ---- what was linted ---- */

static void
fact(struct out *o, const char *name, const char *value)
{
	if (value == NULL)
		return;
	out_fmt(o, "<dt>%s</dt><dd>", name);
	html_text(o, value);
	out_str(o, "</dd>");
}

/* The value of an option as it was given; nothing for one that was not. */
static void
option_value(struct html *h, struct out *o, const char *name, const struct json_value *v)
{
	if (v->type == JSON_NULL || (v->type == JSON_BOOL && !v->yes))
		return;
	out_str(o, "<li><code>--");
	html_text(o, name);
	if (v->type == JSON_STRING) {
		out_char(o, ' ');
		html_text(o, part_text(&h->scratch, v));
	} else if (v->type != JSON_BOOL) {
		out_char(o, ' ');
		html_span(o, v->raw);
	}
	out_str(o, "</code></li>");
}

/* Does an option say only what reports in JSON carry? */
static bool
is_cargo(const struct json_value *v)
{
	return span_eq(v->key, SPAN_LIT("with-der")) || span_eq(v->key, SPAN_LIT("explain-run"));
}

static void
options(struct html *h, struct out *o, const struct json_value *run)
{
	size_t before;

	if (run == NULL || run->type != JSON_OBJECT)
		return;
	out_str(o, "<dt>Options</dt><dd><ul class=\"options\">");
	before = o->n;
	for (const struct json_value *v = run->child; v != NULL; v = v->next) {
		const char *name = arena_printf(&h->scratch, "%.*s", (int)v->key.n, (const char *)v->key.p);

		if (is_cargo(v))
			continue;
		if (v->type != JSON_ARRAY)
			option_value(h, o, name, v);
		else
			for (const struct json_value *item = v->child; item != NULL; item = item->next)
				option_value(h, o, name, item);
	}
	if (o->n == before)
		out_str(o, "<li>none that change what is found: every certificate by the requirements of its own day</li>");
	out_str(o, "</ul></dd>");
}

/* Folders and files by how many certificates they held, the most first. */
static void
sources(struct html *h, struct out *o)
{
	struct html_weight *w = arena_array(&h->scratch, h->folders.n, sizeof *w);
	uint32_t n = h->folders.n < SOURCES ? h->folders.n : SOURCES;

	if (w == NULL)
		return;
	for (uint32_t i = 0; i < h->folders.n; i++)
		w[i] = (struct html_weight){ h->folder[i], 0, i };
	html_sort(w, h->folders.n);
	out_str(o, "<dt>Read from</dt><dd>");
	html_count(o, h->files, "file", "files");
	out_str(o, "<ul class=\"sources\">");
	for (uint32_t k = 0; k < n; k++) {
		out_str(o, "<li><span class=\"path\">");
		html_text(o, h->folders.name[w[k].index]);
		out_str(o, "</span> ");
		html_number(o, w[k].first);
		out_str(o, "</li>");
	}
	if (h->folders.n > n || h->more_folders > 0)
		out_str(o, "<li>and others with fewer</li>");
	out_str(o, "</ul></dd>");
}

/* Merged reports that were made otherwise. */
static void
differences(struct html *h, struct out *o, struct span list)
{
	const struct json_value *all;
	struct json_fault fault;
	struct out text = { NULL, 0, 0, false };

	if (list.n == 0)
		return;
	out_char(&text, '[');
	out_mem(&text, list.p, list.n);
	out_char(&text, ']');
	all = json_read(&h->scratch, out_span(&text), NULL, &fault);
	out_str(o, "<div class=\"note s-warning\" role=\"note\"><p><b>The merged reports were not made alike:</b></p><ul>");
	for (const struct json_value *d = all != NULL ? all->child : NULL; d != NULL; d = d->next) {
		out_str(o, "<li><span class=\"path\">");
		html_text(o, part_text(&h->scratch, json_find(d, "path")));
		out_str(o, "</span> <code>");
		html_text(o, part_text(&h->scratch, json_find(d, "member")));
		out_str(o, "</code>: ");
		html_span(o, json_find(d, "here") != NULL ? json_find(d, "here")->raw : SPAN_LIT("null"));
		out_str(o, ", elsewhere ");
		html_span(o, json_find(d, "first") != NULL ? json_find(d, "first")->raw : SPAN_LIT("null"));
		out_str(o, "</li>");
	}
	out_str(o, "</ul></div>\n");
	o->failed |= text.failed;
	out_free(&text);
}

static void
linted(struct html *h, struct out *o, const struct html_head *head)
{
	struct json_fault fault;
	const struct json_value *tool = head->tool.n > 0 ? json_read(&h->scratch, head->tool, NULL, &fault) : NULL;
	const struct json_value *run = head->run.n > 0 ? json_read(&h->scratch, head->run, NULL, &fault) : NULL;
	const struct json_value *ruleset = json_find(tool, "ruleset"), *rules = json_find(ruleset, "rules");

#define TEXT(object, name) part_text(&h->scratch, json_find(object, name))
	out_str(o, "<h3>What was linted, and with what</h3>\n<dl class=\"facts\">");
	sources(h, o);
	if (TEXT(tool, "version") != NULL)
		fact(o, "Program", arena_printf(&h->scratch, "smimelint %s", TEXT(tool, "version")));
	if (TEXT(ruleset, "date") != NULL)
		fact(o, "Rule set", arena_printf(&h->scratch, "of %s, %.*s rules", TEXT(ruleset, "date"),
		    rules != NULL ? (int)rules->raw.n : 1, rules != NULL ? (const char *)rules->raw.p : "?"));
	fact(o, "S/MIME Baseline Requirements", TEXT(ruleset, "sbr"));
	fact(o, "TLS Baseline Requirements", TEXT(ruleset, "tls_br"));
#undef TEXT
	options(h, o, run);
	out_str(o, "</dl>\n");
	differences(h, o, head->differences);
}

/* ---- the summary ---- */

static const char *const status_words[LEVELS] = {
	[SMIMELINT_PASS] = "clean", [SMIMELINT_NOTICE] = "with notices only", [SMIMELINT_WARNING] = "with warnings",
	[SMIMELINT_ERROR] = "with errors", [SMIMELINT_OUT_OF_SCOPE] = "out of scope", [SMIMELINT_UNREADABLE] = "unreadable",
};

static void
lead(const struct html *h, struct out *o)
{
	const struct tally *t = &h->tally;
	/* Where there is nothing but records of evidence, they are what was judged. */
	bool records = t->records > 0 && t->results == t->records + t->status[SMIMELINT_UNREADABLE];
	const char *one = records ? "record of evidence" : tally_things(t, 1);
	const char *many = records ? "records of evidence" : tally_things(t, 2);
	uint64_t judged = records ? t->results : t->results - t->records;
	uint64_t broken = t->status[SMIMELINT_ERROR] - (records ? 0 : t->record[SMIMELINT_ERROR]);

	out_str(o, "<p class=\"lead\">");
	if (t->results == t->status[SMIMELINT_UNREADABLE]) {
		out_str(o, "No certificate was found in what was read");
	} else if (broken == 0) {
		out_str(o, "None of ");
		html_count(o, judged - t->status[SMIMELINT_UNREADABLE], one, many);
		out_str(o, " breaks a requirement that was looked at");
	} else {
		html_number(o, broken);
		out_str(o, " of ");
		html_count(o, judged, one, many);
		out_str(o, " (");
		html_percent(o, broken, judged);
		out_str(o, broken == 1 ? ") breaks a requirement" : ") break a requirement");
	}
	if (t->status[SMIMELINT_UNREADABLE] > 0) {
		out_str(o, "; ");
		html_number(o, t->status[SMIMELINT_UNREADABLE]);
		out_str(o, " could not be read");
	}
	if (t->records > 0 && !records) {
		out_str(o, "; ");
		html_count(o, t->records, "record of evidence", "records of evidence");
		out_str(o, t->records == 1 ? " has no certificate" : " have no certificate");
		if (t->record[SMIMELINT_ERROR] > 0) {
			out_str(o, ", and ");
			html_number(o, t->record[SMIMELINT_ERROR]);
			out_str(o, " of them cannot be matched with one");
		}
	}
	out_char(o, '.');
	out_str(o, "</p>\n");
}

static void
cover(struct html *h, struct out *o, const struct html_head *head)
{
	if (head->cover->client == NULL && head->cover->auditor == NULL)
		return;
	out_str(o, "<dl class=\"facts cover\">");
	fact(o, "Client", given(h, head->cover->client));
	fact(o, "Auditor", given(h, head->cover->auditor));
	out_str(o, "</dl>\n");
}

/* How the sample was drawn, so that anybody can draw it again. */
static void
sample(struct html *h, struct out *o, const struct html_head *head)
{
	struct json_fault fault;
	const struct json_value *run = head->run.n > 0 ? json_read(&h->scratch, head->run, NULL, &fault) : NULL;
	const char *size = part_text(&h->scratch, json_find(run, "sample")), *rate = part_text(&h->scratch, json_find(run, "sample-rate"));
	const char *seed = part_text(&h->scratch, json_find(run, "seed"));
	uint64_t drawn = h->tally.results - h->tally.records - h->tally.status[SMIMELINT_UNREADABLE];

	if (!head->tally->sampled)
		return;
	out_str(o, "<p class=\"sample\"><b>A random sample:</b> ");
	html_number(o, drawn);
	out_str(o, " of ");
	html_count(o, head->tally->population, "certificate", "certificates");
	out_str(o, " (");
	html_percent(o, drawn, head->tally->population);
	out_str(o, ")");
	if (seed != NULL && (size != NULL || rate != NULL)) {
		out_str(o, ", drawn by <code>");
		html_text(o, arena_printf(&h->scratch, "%s%s%s%s%s --seed %s", size != NULL ? "--sample " : "", size != NULL ? size : "",
		    size != NULL && rate != NULL ? " " : "", rate != NULL ? "--sample-rate " : "", rate != NULL ? rate : "", seed));
		out_str(o, "</code>; the same seed draws the same ones");
	}
	out_str(o, ". They are <a href=\"#certificates\">all below</a>.</p>\n");
}

static void
tiles(const struct html *h, struct out *o)
{
	struct html_counts all = { .all = h->tally.results };

	memcpy(all.status, h->tally.status, sizeof all.status);
	out_str(o, "<ul class=\"tiles\">\n");
	for (const smimelint_level *s = html_statuses; *s != SMIMELINT_UPCOMING; s++) {
		const char *name = smimelint_level_name(*s);

		out_fmt(o, "<li class=\"tile s-%s%s\" data-status=\"%d\"><span class=\"sign\" aria-hidden=\"true\">%s</span>"
		    "<b>", name, all.status[*s] == 0 ? " none" : "", (int)*s, html_sign(*s));
		html_number(o, all.status[*s]);
		out_fmt(o, "</b> <span>%s</span> <small>", status_words[*s]);
		html_percent(o, all.status[*s], all.all);
		out_str(o, "</small></li>\n");
	}
	out_str(o, "</ul>\n<svg class=\"share\" viewBox=\"0 0 1000 14\" preserveAspectRatio=\"none\" role=\"img\" "
	    "aria-label=\"Share of each status, in the order of the counts above\">");
	html_bar(o, &all, 0, 0, 1000, 14);
	out_str(o, "</svg>\n");
}

static void
findings(const struct html *h, struct out *o, const struct html_head *head)
{
	const struct tally *t = &h->tally;
	uint64_t all = 0;

	for (unsigned l = SMIMELINT_UPCOMING; l <= SMIMELINT_ERROR; l++)
		all += t->finding[l];
	out_str(o, "<p>");
	html_count(o, all, "finding", "findings");
	for (unsigned l = SMIMELINT_ERROR; l >= SMIMELINT_UPCOMING; l--)
		if (t->finding[l] > 0) {
			const char *name = smimelint_level_name((smimelint_level)l);

			out_fmt(o, "%s<span class=\"chip s-%s\"><span aria-hidden=\"true\">%s</span> ", all > 0 ? ": " : ", ", name,
			    html_sign((smimelint_level)l));
			html_number(o, t->finding[l]);
			out_fmt(o, " %s%s</span>", name, t->finding[l] == 1 || l == SMIMELINT_UPCOMING ? "" : "s");
			all = 0;
		}
	out_char(o, '.');
	if (h->accepted > 0) {
		out_char(o, ' ');
		html_number(o, h->accepted);
		out_str(o, " of them are known from a baseline or waived, and do not count for the exit code.");
	}
	if (head->tally->skipped > 0) {
		out_char(o, ' ');
		html_count(o, head->tally->skipped, "file or PEM block was", "files and PEM blocks were");
		out_str(o, " passed over: something else stands there.");
	}
	if (head->tally->skips_unknown)
		out_str(o, " What a report without a whole summary passed over is not known.");
	if (head->tally->not_evaluated > 0) {
		out_char(o, ' ');
		html_count(o, head->tally->not_evaluated, "time", "times");
		out_str(o, " a rule was not evaluated for lack of a fact.");
	}
	out_str(o, "</p>\n");
}

/* A page lists so many; the count above is of all. */
#define HTML_SKIPS 10000u

static void
skipped(struct out *o, const struct html_head *head)
{
	size_t n = head->tally->skips < HTML_SKIPS ? head->tally->skips : HTML_SKIPS;

	if (n == 0)
		return;
	out_str(o, "<details><summary>What was passed over</summary>\n<ul class=\"skipped\">\n");
	for (size_t i = 0; i < n; i++) {
		out_str(o, "<li>");
		html_text(o, head->tally->skip[i].path);
		if (head->tally->skip[i].line > 0)
			out_fmt(o, ", line %" PRIu64, head->tally->skip[i].line);
		out_str(o, ": ");
		html_text(o, head->tally->skip[i].reason);
		out_str(o, "</li>\n");
	}
	out_str(o, "</ul></details>\n");
}

static void
summary(struct html *h, struct out *o, const struct html_head *head)
{
	out_str(o, "<header>\n<h1>");
	html_text(o, page_title(h, head));
	out_str(o, "</h1>\n");
	lead(h, o);
	cover(h, o, head);
	out_str(o, "</header>\n<nav aria-label=\"Parts of the report\"><ul><li><a href=\"#summary\">Summary</a></li>"
	    "<li><a href=\"#rules\">Findings by rule</a></li><li><a href=\"#issuers\">Issuers</a></li>"
	    "<li><a href=\"#months\">Issuance</a></li><li><a href=\"#profiles\">Profiles</a></li>");
	if (h->n_crl + h->more_crls > 0)
		out_str(o, "<li><a href=\"#revocation\">Revocation</a></li>");
	out_str(o, "<li><a href=\"#certificates\">");
	out_str(o, html_heading(h));
	out_str(o, "</a></li><li><a href=\"#reading\">How to read it</a></li></ul></nav>\n"
	    "<main data-heading=\"");
	out_str(o, html_heading(h));
	out_str(o, "\">\n<section id=\"summary\" aria-labelledby=\"h-summary\">\n<h2 id=\"h-summary\">Summary</h2>\n");
	tiles(h, o);
	findings(h, o, head);
	sample(h, o, head);
	skipped(o, head);
	linted(h, o, head);
	out_str(o, "</section>\n");
}

/* ---- how to read it ---- */

/* What had no room on the page, for the part about certificates. */
static void
caps(const struct html *h, struct out *o, uint64_t rows, uint64_t views)
{
	out_str(o, "<p>The counts and charts are of all ");
	html_count(o, h->tally.results, "result", "results");
	out_str(o, ". The table has ");
	if (rows < h->tally.results) {
		out_str(o, "the ");
		html_number(o, rows);
		out_str(o, " worst of them (a page holds ");
		html_number(o, HTML_ROWS);
		out_fmt(o, " at most, in at most %zu MB)", HTML_ROWS_PACKED / 1000000);
	} else {
		out_str(o, "all of them");
	}
	out_str(o, "; of ");
	html_number(o, views);
	out_str(o, " it has the decoded certificate too: the first ");
	out_fmt(o, "%u that break each rule, then the worst ones (at most ", HTML_EXAMPLES);
	html_number(o, HTML_VIEWS);
	out_fmt(o, " and %zu MB). Of one certificate at most %u findings and %u fields are shown; a text of more than %u octets ends in "
	    "an ellipsis. The JSON formats have everything.</p>\n", HTML_VIEWS_PACKED / 1000000, HTML_ROW_FINDINGS,
	    HTML_VIEW_NODES, HTML_ROW_TEXT);
}

static void
reading(const struct html *h, struct out *o, uint64_t rows, uint64_t views)
{
	out_str(o, "<section id=\"reading\" aria-labelledby=\"h-reading\">\n<h2 id=\"h-reading\">How to read this report</h2>\n"
	    "<dl class=\"words\">"
	    "<dt class=\"s-error\"><span aria-hidden=\"true\">\xe2\x9c\x95</span> error</dt><dd>A requirement (SHALL, MUST) is broken.</dd>"
	    "<dt class=\"s-warning\"><span aria-hidden=\"true\">\xe2\x96\xb2</span> warning</dt><dd>A recommendation (SHOULD) is not "
	    "followed, or a requirement is broken under a reading that is disputed; then the reading is said.</dd>"
	    "<dt class=\"s-notice\"><span aria-hidden=\"true\">\xe2\x97\x8f</span> notice</dt><dd>Worth knowing; nothing is broken.</dd>"
	    "<dt class=\"s-upcoming\"><span aria-hidden=\"true\">\xe2\x86\x92</span> upcoming</dt><dd>A requirement that takes effect "
	    "later would be broken.</dd>"
	    "<dt class=\"s-pass\"><span aria-hidden=\"true\">\xe2\x9c\x93</span> clean</dt><dd>Status <i>pass</i>: no finding.</dd>"
	    "<dt class=\"s-out-of-scope\"><span aria-hidden=\"true\">\xe2\x80\x93</span> out of scope</dt><dd>No S/MIME certificate, or nothing of a CA that issues them.</dd>"
	    "<dt class=\"s-unreadable\"><span aria-hidden=\"true\">?</span> unreadable</dt><dd>It could not be made out what it is: "
	    "it was not linted, and is no pass.</dd></dl>\n"
	    "<p>A certificate has the status of its worst finding, and is judged by the requirements in force on the day it was "
	    "issued (or on the day of <code>--at</code>). Findings of state <i>known</i> are in the baseline, <i>waived</i> ones are "
	    "accepted with a reason; both are shown. Days are in UTC.</p>\n");
	caps(h, o, rows, views);
	out_str(o, "</section>\n");
}

/* ---- the page ---- */

static void
data_block(struct out *o, const char *id, struct out *base64)
{
	out_fmt(o, "<script type=\"application/octet-stream\" id=\"%s\">", id);
	out_mem(o, base64->p, base64->n);
	out_str(o, "</script>\n");
	o->failed |= base64->failed;
	out_free(base64);
}

bool
html_write(struct html *h, struct out *o, const struct html_head *head)
{
	struct out rows = { NULL, 0, 0, false }, views = rows;
	uint64_t n_views = html_pack_views(h, &views), n_rows = html_pack_rows(h, &rows);

	arena_reset(&h->scratch);
	page_head(h, o, head);
	summary(h, o, head);
	html_rules(h, o);
	html_heat(h, o);
	html_months(h, o);
	html_profiles(h, o);
	html_revocation(h, o);
	out_str(o, "<section id=\"certificates\" aria-labelledby=\"h-certificates\">\n"
	    "<h2 id=\"h-certificates\">");
	out_str(o, html_heading(h));
	out_fmt(o, "</h2>\n<div id=\"app\" data-things=\"%s\">\n", tally_things(&h->tally, 2));
	html_static_rows(h, o);
	out_str(o, "</div>\n</section>\n");
	reading(h, o, n_rows, n_views);
	out_str(o, "</main>\n");
	data_block(o, "data-rows", &rows);
	data_block(o, "data-views", &views);
	out_str(o, "<script>");
	out_mem(o, html_js, html_js_size);
	out_str(o, "</script>\n</body>\n</html>\n");
	return !h->scratch.failed && !h->arena.failed;
}
