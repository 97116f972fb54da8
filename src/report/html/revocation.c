/* SPDX-License-Identifier: Apache-2.0 */
/* revocation.c - CRLs: why certificates were revoked, and how the CRLs of each issuer and scope follow one another. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "report/html/page.h"
#include "report/part.h"

#define SERIES_SHOWN 25u	/* those with the most CRLs */
/* In user units. */
#define PLOT 960u
#define ROW 26u
#define AXIS 22u

/* The CRLs of one issuer and scope, in the order of their thisUpdate. */
struct series {
	const char *name;
	const struct html_crl *first;
	uint32_t n;
	int64_t longest, shortest;	/* seconds between two thisUpdates */
	int64_t validity;		/* the longest from thisUpdate to nextUpdate */
	uint32_t gaps;			/* a CRL was issued after nextUpdate of the one before */
};

/* "2026-03-02T08:00:00Z" */
static bool
moment_of(const struct json_value *v, int64_t *seconds)
{
	int f[6];
	char text[21];

	if (v == NULL || v->type != JSON_STRING || v->text.n != 20)
		return false;
	memcpy(text, v->text.p, 20);
	text[20] = '\0';
	if (sscanf(text, "%4d-%2d-%2dT%2d:%2d:%2dZ", &f[0], &f[1], &f[2], &f[3], &f[4], &f[5]) != 6 || !date_valid(f[0], f[1], f[2]))
		return false;
	*seconds = day_from_date((struct date){ f[0], f[1], f[2] }) * SECONDS_PER_DAY + f[3] * 3600 + f[4] * 60 + f[5];
	return true;
}

/* What issuingDistributionPoint says; of results that do not have it the first URI in it.  NULL: nothing. */
static const char *
scope_of(struct html *h, const struct json_value *crl)
{
	const struct json_value *scope = json_find(crl, "scope"), *uris = json_find(crl, "idp_uris");

	if (scope != NULL)
		return part_text(&h->scratch, scope);
	return uris != NULL && uris->type == JSON_ARRAY && uris->child != NULL ? part_text(&h->scratch, uris->child) : NULL;
}

/* Issuer, kind and scope: CRLs that follow one another have them in common. */
static const char *
series_of(struct html *h, const struct json_value *crl)
{
	const char *issuer = part_text(&h->scratch, json_find(crl, "issuer")), *kind = part_text(&h->scratch, json_find(crl, "kind"));
	const char *scope = scope_of(h, crl);

	return arena_printf(&h->scratch, "%s%s%s%s", issuer == NULL ? "(unreadable)" : *issuer == '\0' ? "(empty name)" : issuer,
	    kind != NULL && strcmp(kind, "delta-crl") == 0 ? ", delta" : "", scope != NULL ? ", " : "",
	    scope == NULL ? "" : *scope == '\0' ? "(empty scope)" : scope);
}

void
html_add_crl(struct html *h, const struct json_value *crl)
{
	struct html_crl c = { .series = names_number(&h->series, span_of(series_of(h, crl))) };
	struct html_crl *v;

	/* Names are counted in lists of the page's own, but for these. */
	h->tally.wide = true;
	part_count_crl(&h->tally, &h->scratch, crl);
	h->tally.wide = false;
	if (c.series == NAMES_FULL || h->n_crl == HTML_CRLS || !moment_of(json_find(crl, "this_update"), &c.from)) {
		h->more_crls++;
		return;
	}
	if (!moment_of(json_find(crl, "next_update"), &c.to))
		c.to = c.from;
	if ((v = arena_grow(&h->arena, h->crl, h->n_crl, &h->crl_room, sizeof *v)) == NULL)
		return;
	v[h->n_crl++] = c;
	h->crl = v;
}

/* ---- reasons ---- */

static void
reasons(const struct html *h, struct out *o)
{
	const struct counts *c = &h->tally.reasons;
	uint64_t all = 0;

	for (size_t i = 0; i < c->used; i++)
		all += c->slot[i].n;
	out_str(o, "<h3>Reasons of revocation</h3>\n");
	if (all == 0) {
		out_str(o, "<p>The CRLs have no entry.</p>\n");
		return;
	}
	out_str(o, "<div class=\"wide\"><table class=\"sortable reasons\"><thead><tr><th scope=\"col\">reasonCode</th><th scope=\"col\" "
	    "class=\"bar plain\">Share</th><th scope=\"col\" class=\"n\">Entries</th></tr></thead><tbody>\n");
	for (size_t i = 0; i < c->used; i++) {
		out_str(o, "<tr><td>");
		html_text(o, c->slot[i].name);
		out_fmt(o, "</td><td class=\"bar\"><svg viewBox=\"0 0 400 16\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"Share of the "
		    "entries\"><rect class=\"f-notice\" width=\"%.1f\" height=\"16\"/></svg></td><td class=\"n\" data-v=\"%llu\">",
		    400.0 * (double)c->slot[i].n / (double)all, (unsigned long long)c->slot[i].n);
		html_number(o, c->slot[i].n);
		out_str(o, "</td></tr>\n");
	}
	out_str(o, "</tbody></table></div>\n");
}

/* ---- cadence ---- */

static int
crl_order(const void *a, const void *b)
{
	const struct html_crl *x = a, *y = b;

	if (x->series != y->series)
		return x->series < y->series ? -1 : 1;
	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return x->to < y->to ? -1 : x->to > y->to;
}

static int
series_order(const void *a, const void *b)
{
	const struct series *x = a, *y = b;

	return x->n != y->n ? (x->n > y->n ? -1 : 1) : strcmp(x->name, y->name);
}

static void
measure(struct series *s)
{
	int64_t good = s->first->from;	/* until when some CRL was: one may end before the one that it follows */

	for (uint32_t i = 0; i < s->n; i++) {
		const struct html_crl *c = &s->first[i];
		int64_t since = i > 0 ? c->from - s->first[i - 1].from : 0;

		if (c->to - c->from > s->validity)
			s->validity = c->to - c->from;
		s->gaps += c->from > good;
		good = c->to > good ? c->to : good;
		if (i == 0)
			continue;
		if (since > s->longest)
			s->longest = since;
		if (i == 1 || since < s->shortest)
			s->shortest = since;
	}
}

static double
place(int64_t at, int64_t from, int64_t to)
{
	return to > from ? (double)PLOT * (double)(at - from) / (double)(to - from) : 0;
}

/* A bar from thisUpdate to nextUpdate for each CRL, a stroke where it begins, and in the colour of errors where none was good. */
static void
series_bars(struct out *o, const struct series *s, unsigned y, int64_t from, int64_t to)
{
	int64_t good = s->first->from;
	char a[32], b[32];

	for (uint32_t i = 0; i < s->n; i++) {
		const struct html_crl *c = &s->first[i];
		double x = place(c->from, from, to), end = place(c->to, from, to);

		out_fmt(o, "<rect class=\"f-pass\" x=\"%.1f\" y=\"%u\" width=\"%.1f\" height=\"12\"><title>%s to %s</title></rect>"
		    "<rect class=\"stroke\" x=\"%.1f\" y=\"%u\" width=\"1\" height=\"12\"/>\n", x, y, end - x > 1 ? end - x : 1,
		    seconds_format(c->from, a), seconds_format(c->to, b), x, y);
		if (c->from > good)
			out_fmt(o, "<rect class=\"f-error\" x=\"%.1f\" y=\"%u\" width=\"%.1f\" height=\"12\"><title>No CRL from %s to %s</title></rect>\n",
			    place(good, from, to), y, x - place(good, from, to), seconds_format(good, a), seconds_format(c->from, b));
		good = c->to > good ? c->to : good;
	}
}

static void
cadence_chart(struct out *o, const struct series *s, uint32_t n, int64_t from, int64_t to)
{
	unsigned height = n * ROW + AXIS;
	char a[32], b[32];

	out_fmt(o, "<div class=\"chart\"><svg class=\"months spans\" viewBox=\"0 0 %u %u\" width=\"%u\" height=\"%u\" role=\"img\" aria-label=\"CRLs from "
	    "thisUpdate to nextUpdate, a row for each issuer and scope, in the order of the table below\">\n", PLOT, height, PLOT, height);
	for (uint32_t i = 0; i < n; i++)
		series_bars(o, &s[i], i * ROW + 6, from, to);
	out_fmt(o, "<text class=\"axis\" x=\"32\" y=\"%u\">%.10s</text><text class=\"axis\" x=\"%u\" y=\"%u\">%.10s</text>\n</svg></div>\n",
	    height - 6, seconds_format(from, a), PLOT - 32, height - 6, seconds_format(to, b));
}

static void
days_cell(struct out *o, bool there, int64_t seconds)
{
	if (there)
		out_fmt(o, "<td class=\"n\" data-v=\"%lld\">%.1f</td>", (long long)seconds, (double)seconds / SECONDS_PER_DAY);
	else
		out_str(o, "<td class=\"n\">-</td>");
}

static void
cadence_table(struct out *o, const struct series *s, uint32_t n)
{
	out_str(o, "<div class=\"wide\"><table class=\"sortable cadence\"><thead><tr><th scope=\"col\">Issuer and scope</th><th scope=\"col\" class=\"n\">CRLs</th>"
	    "<th scope=\"col\" class=\"n\">Least days between</th><th scope=\"col\" class=\"n\">Most</th><th scope=\"col\" class=\"n\">Longest, "
	    "days</th><th scope=\"col\" class=\"n\">Gaps</th></tr></thead><tbody>\n");
	for (uint32_t i = 0; i < n; i++) {
		out_str(o, "<tr><td>");
		html_text(o, s[i].name);
		out_fmt(o, "</td><td class=\"n\" data-v=\"%u\">%u</td>", (unsigned)s[i].n, (unsigned)s[i].n);
		days_cell(o, s[i].n > 1, s[i].shortest);
		days_cell(o, s[i].n > 1, s[i].longest);
		days_cell(o, true, s[i].validity);
		out_fmt(o, "<td class=\"n\" data-v=\"%u\">%u</td></tr>\n", (unsigned)s[i].gaps, (unsigned)s[i].gaps);
	}
	out_str(o, "</tbody></table></div>\n");
}

static void
cadence(struct html *h, struct out *o)
{
	struct series *s = arena_array(&h->scratch, h->series.n, sizeof *s);
	int64_t from = INT64_MAX, to = INT64_MIN;
	uint32_t n = 0, shown;

	if (s == NULL || h->n_crl == 0)
		return;
	qsort(h->crl, h->n_crl, sizeof *h->crl, crl_order);
	for (size_t i = 0; i < h->n_crl; i++) {
		if (i == 0 || h->crl[i].series != h->crl[i - 1].series)
			s[n++] = (struct series){ .name = h->series.name[h->crl[i].series], .first = &h->crl[i] };
		s[n - 1].n++;
	}
	qsort(s, n, sizeof *s, series_order);
	shown = n < SERIES_SHOWN ? n : SERIES_SHOWN;
	for (uint32_t i = 0; i < shown; i++) {
		measure(&s[i]);
		for (uint32_t k = 0; k < s[i].n; k++) {
			from = s[i].first[k].from < from ? s[i].first[k].from : from;
			to = s[i].first[k].to > to ? s[i].first[k].to : to;
		}
	}
	out_str(o, "<h3>How CRLs follow one another</h3>\n<p>Each CRL from thisUpdate, the stroke, to nextUpdate. In a gap no CRL was good.</p>\n");
	cadence_chart(o, s, shown, from, to);
	cadence_table(o, s, shown);
	if (shown < n || h->more_crls > 0)
		out_fmt(o, "<p>Shown are %u of %u issuers and scopes, those with the most CRLs; %llu CRLs are not in the chart.</p>\n", (unsigned)shown,
		    (unsigned)n, (unsigned long long)h->more_crls);
}

void
html_revocation(struct html *h, struct out *o)
{
	if (h->n_crl + h->more_crls == 0)
		return;
	tally_sort(&h->tally);
	out_str(o, "<section id=\"revocation\" aria-labelledby=\"h-revocation\">\n<h2 id=\"h-revocation\">Revocation</h2>\n");
	reasons(h, o);
	cadence(h, o);
	out_str(o, "</section>\n");
}
