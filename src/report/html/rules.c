/* SPDX-License-Identifier: Apache-2.0 */
/* rules.c - findings by rule: what each means and how to mend it. */
#include <string.h>

#include "base/day.h"
#include "report/html/page.h"

static void
labelled(struct out *o, const char *label, const char *text)
{
	if (text == NULL || *text == '\0')
		return;
	out_fmt(o, "<dt>%s</dt><dd>", label);
	html_text(o, text);
	out_str(o, "</dd>");
}

/* "SHOULD from 2025-03-15, SHALL from 2025-05-15, until 2026-01-01" */
static void
schedule(struct out *o, const smimelint_rule *row)
{
	const char *level;
	smimelint_level severity;
	int32_t from;
	char day[16];

	out_str(o, "<dt>In force</dt><dd>");
	for (size_t i = 0; smimelint_rule_schedule(row, i, &from, &level, &severity); i++) {
		out_str(o, i > 0 ? ", " : "");
		if (strcmp(level, "none") == 0)
			out_fmt(o, "until %s", day_format(from, day));
		else if (from == DAY_ALWAYS)
			out_fmt(o, "%s always", level);
		else
			out_fmt(o, "%s from %s", level, day_format(from, day));
	}
	out_str(o, "</dd>");
}

/* Names of the peers' lints that look for the same. */
static void
peers(struct out *o, const smimelint_rule *row, const char *list)
{
	const char *item;

	for (size_t i = 0; (item = smimelint_rule_item(row, list, i)) != NULL; i++) {
		out_fmt(o, i == 0 ? "<dt>In %s</dt><dd><code>" : ", <code>", list);
		html_text(o, item);
		out_str(o, "</code>");
	}
	if (smimelint_rule_item(row, list, 0) != NULL)
		out_str(o, "</dd>");
}

static void
meaning(struct out *o, const char *id, const struct html_rule *r)
{
	out_str(o, "<details><summary><b>");
	html_text(o, r->message);
	out_str(o, "</b> <code>");
	html_text(o, id);
	out_str(o, "</code></summary><dl>");
	if (r->row != NULL) {
		labelled(o, "Requires", smimelint_rule_text(r->row, "requires"));
		labelled(o, "Why", smimelint_rule_text(r->row, "explanation"));
		labelled(o, "Remedy", smimelint_rule_text(r->row, "remedy"));
		labelled(o, "Reading", smimelint_rule_text(r->row, "reading"));
		schedule(o, r->row);
		peers(o, r->row, "zlint");
		peers(o, r->row, "pkilint");
	} else {
		out_str(o, "<dt>Rule</dt><dd>Not one of this program's: it comes from the report that was merged.</dd>");
	}
	out_str(o, "</dl></details>");
}

static void
number_cell(struct out *o, uint64_t n)
{
	out_fmt(o, "<td class=\"n\" data-v=\"%llu\">", (unsigned long long)n);
	html_number(o, n);
	out_str(o, "</td>");
}

static void
rule_row(const struct html *h, struct out *o, uint32_t number)
{
	const struct html_rule *r = &h->rule[number];
	smimelint_level level = html_rule_level(r);
	const char *name = smimelint_level_name(level);

	out_fmt(o, "<tr id=\"rule-%u\"><td class=\"level s-%s\" data-v=\"%d\"><span aria-hidden=\"true\">%s</span> %s</td><td>",
	    (unsigned)number, name, (int)level, html_sign(level), name);
	meaning(o, h->rules.name[number], r);
	out_str(o, "</td><td class=\"cite\">");
	html_text(o, r->citation);
	out_str(o, "</td><td class=\"day\">");
	html_text(o, r->since != NULL ? r->since : "always");
	out_fmt(o, "</td><td class=\"n\" data-v=\"%llu\"><a href=\"#certificates\" data-rule=\"%u\">",
	    (unsigned long long)r->certificates, (unsigned)number);
	html_number(o, r->certificates);
	out_str(o, "</a> <small>");
	html_percent(o, r->certificates, h->tally.results);
	out_str(o, "</small></td>");
	number_cell(o, r->fresh + r->accepted);
	number_cell(o, r->accepted);
	out_str(o, "</tr>\n");
}

void
html_rules(struct html *h, struct out *o)
{
	const struct html_weight *order = html_rule_order(h);

	out_str(o, "<section id=\"rules\" aria-labelledby=\"h-rules\">\n<h2 id=\"h-rules\">Findings by rule</h2>\n");
	if (h->rules.n == 0) {
		out_str(o, "<p>There are no findings.</p>\n</section>\n");
		return;
	}
	out_fmt(o, "<p>Open a rule for what it requires, why, and the remedy.</p>\n"
	    "<div class=\"wide\"><table class=\"sortable\" id=\"rule-table\"><thead><tr><th scope=\"col\">Severity</th>"
	    "<th scope=\"col\">Rule</th><th scope=\"col\">Section</th><th scope=\"col\">Since</th>"
	    "<th scope=\"col\" class=\"n\">%s</th><th scope=\"col\" class=\"n\">Findings</th>"
	    "<th scope=\"col\" class=\"n\">Accepted</th></tr></thead><tbody>\n", html_heading(h));
	for (uint32_t i = 0; order != NULL && i < h->rules.n; i++)
		rule_row(h, o, order[i].index);
	out_str(o, "</tbody></table></div>\n");
	if (h->more_rules > 0) {
		out_str(o, "<p>");
		html_count(o, h->more_rules, "finding", "findings");
		out_fmt(o, " of rules past the first %u are not in this table.</p>\n", HTML_RULES);
	}
	out_str(o, "</section>\n");
}
