/* SPDX-License-Identifier: Apache-2.0 */
/* text.c - text, numbers and bars of the HTML report. */
#include <stdlib.h>
#include <string.h>

#include "report/html/page.h"

void
html_span(struct out *o, struct span text)
{
	size_t from = 0;

	for (size_t i = 0; i < text.n; i++) {
		const char *reference = text.p[i] == '&' ? "&amp;" : text.p[i] == '<' ? "&lt;" : text.p[i] == '>' ? "&gt;" :
		    text.p[i] == '"' ? "&quot;" : text.p[i] == '\'' ? "&#39;" : NULL;

		if (reference == NULL)
			continue;
		out_mem(o, text.p + from, i - from);
		out_str(o, reference);
		from = i + 1;
	}
	out_mem(o, text.p + from, text.n - from);
}

void
html_text(struct out *o, const char *text)
{
	if (text != NULL)
		html_span(o, (struct span){ (const uint8_t *)text, strlen(text) });
}

void
html_number(struct out *o, uint64_t n)
{
	out_grouped(o, n, ',');
}

void
html_count(struct out *o, uint64_t n, const char *one, const char *many)
{
	html_number(o, n);
	out_fmt(o, " %s", n == 1 ? one : many);
}

void
html_percent(struct out *o, uint64_t part, uint64_t whole)
{
	double p = whole > 0 ? (double)part * 100.0 / (double)whole : 0;

	if (part > 0 && p < 1)
		out_str(o, "&lt;1\xc2\xa0%");
	else if (part < whole && p > 99)
		out_str(o, "&gt;99\xc2\xa0%");
	else
		out_fmt(o, "%.0f\xc2\xa0%%", p);
}

const smimelint_level html_statuses[] = {
	SMIMELINT_UNREADABLE, SMIMELINT_ERROR, SMIMELINT_WARNING, SMIMELINT_NOTICE, SMIMELINT_PASS, SMIMELINT_OUT_OF_SCOPE,
	SMIMELINT_UPCOMING
};

const char *
html_sign(smimelint_level level)
{
	static const char *const signs[LEVELS] = {
		[SMIMELINT_PASS] = "\xe2\x9c\x93", [SMIMELINT_UPCOMING] = "\xe2\x86\x92", [SMIMELINT_NOTICE] = "\xe2\x97\x8f",
		[SMIMELINT_WARNING] = "\xe2\x96\xb2", [SMIMELINT_ERROR] = "\xe2\x9c\x95", [SMIMELINT_OUT_OF_SCOPE] = "\xe2\x80\x93",
		[SMIMELINT_UNREADABLE] = "?",
	};

	return signs[level];
}

void
html_bar(struct out *o, const struct html_counts *c, double x, double y, double width, double height)
{
	if (c->all == 0)
		return;
	for (const smimelint_level *s = html_statuses; *s != SMIMELINT_UPCOMING; s++) {
		double w = width * (double)c->status[*s] / (double)c->all;

		if (c->status[*s] == 0)
			continue;
		out_fmt(o, "<rect class=\"f-%s\" x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\"><title>%s: ",
		    smimelint_level_name(*s), x, y, w, height, smimelint_level_name(*s));
		html_number(o, c->status[*s]);
		out_str(o, "</title></rect>");
		x += w;
	}
}

smimelint_level
html_rule_level(const struct html_rule *r)
{
	smimelint_level level = SMIMELINT_ERROR;

	while (level > SMIMELINT_UPCOMING && r->severity[level] == 0)
		level = (smimelint_level)(level - 1);
	return level;
}

static int
by_weight(const void *a, const void *b)
{
	const struct html_weight *x = a, *y = b;

	if (x->first != y->first)
		return x->first > y->first ? -1 : 1;
	if (x->second != y->second)
		return x->second > y->second ? -1 : 1;
	return (x->index > y->index) - (x->index < y->index);
}

void
html_sort(struct html_weight *w, size_t n)
{
	if (n > 0)
		qsort(w, n, sizeof *w, by_weight);
}

const char *
html_heading(const struct html *h)
{
	const struct tally *t = &h->tally;

	if (t->crls + t->responses == 0)
		return "Certificates";
	if (t->results > t->crls + t->responses + t->records + t->status[SMIMELINT_UNREADABLE])
		return "Results";
	return t->responses == 0 ? "CRLs" : t->crls == 0 ? "OCSP responses" : "Results";
}

const struct html_weight *
html_rule_order(struct html *h)
{
	struct html_weight *w = arena_array(&h->scratch, h->rules.n, sizeof *w);

	for (uint32_t i = 0; w != NULL && i < h->rules.n; i++)
		w[i] = (struct html_weight){ (uint64_t)html_rule_level(&h->rule[i]), h->rule[i].certificates, i };
	if (w != NULL)
		html_sort(w, h->rules.n);
	return w;
}
