/* SPDX-License-Identifier: Apache-2.0 */
/* months.c - certificates by time of issuance, against the days on which requirements took effect. */
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "report/ballots.h"
#include "report/html/page.h"

#define MIN_BARS 12u
#define MAX_BARS 60u
#define MAX_MARKS 20u
/* In user units. */
#define LEFT 64u
#define TOP 74u			/* room for the flags */
#define HEIGHT 220u
#define PLOT 960u
#define BOTTOM 56u

/* Bars of one, three or twelve months each. */
struct chart {
	struct html *h;
	struct out *o;
	unsigned first, last;		/* months, from January of HTML_YEAR_MIN */
	unsigned step;			/* months of a bar */
	unsigned bars;
	uint64_t top;			/* of the scale */
	uint64_t outside;		/* certificates before and after */
};

/* A day on which requirements took effect. */
struct mark {
	int32_t day;
	uint32_t rules;			/* requirements that took effect */
	uint32_t found;			/* how many of them have findings here */
};

static struct html_counts
bar_counts(const struct chart *c, unsigned bar)
{
	struct html_counts sum = { .all = 0 };

	for (unsigned m = c->first + bar * c->step; m < c->first + (bar + 1) * c->step && m < HTML_MONTHS; m++) {
		sum.all += c->h->month[m].all;
		for (unsigned s = 0; s < LEVELS; s++)
			sum.status[s] += c->h->month[m].status[s];
	}
	return sum;
}

/* The end of the scale: 1, 2, 2.5 or 5 times a power of ten, in four steps of whole certificates. */
static uint64_t
scale_top(uint64_t most)
{
	uint64_t power = 1;

	for (;;) {
		if (most <= power * 4)
			return power * 4;
		if (most <= power * 8)
			return power * 8;
		if (most <= power * 20)
			return power * 20;
		power *= 10;
	}
}

/* The first month, with which there are more than so many certificates. */
static unsigned
first_month(const struct html *h, uint64_t outside)
{
	unsigned m = 0;

	for (uint64_t n = h->month[0].all; n <= outside && m + 1 < HTML_MONTHS; n += h->month[m].all)
		m++;
	return m;
}

/* The same from the end. */
static unsigned
last_month(const struct html *h, uint64_t outside)
{
	unsigned m = HTML_MONTHS - 1;

	for (uint64_t n = h->month[m].all; n <= outside && m > 0; n += h->month[m].all)
		m--;
	return m;
}

/* Where months get too many, few certificates with odd dates do not stretch the time. */
static bool
chart_range(struct chart *c)
{
	unsigned first, last;
	uint64_t all = 0;

	for (unsigned m = 0; m < HTML_MONTHS; m++)
		all += c->h->month[m].all;
	if (all == 0)
		return false;
	first = first_month(c->h, 0);
	last = last_month(c->h, 0);
	if (last - first >= MAX_BARS) {
		first = first_month(c->h, all / 200);
		last = last_month(c->h, all / 200);
	}
	for (unsigned m = 0; m < HTML_MONTHS; m++)
		c->outside += m < first || m > last ? c->h->month[m].all : 0;
	/* A few bars would be as wide as the chart. */
	if (last - first < MIN_BARS - 1)
		first = last < MIN_BARS ? 0 : last - (MIN_BARS - 1);
	c->step = last - first < MAX_BARS ? 1 : last - first < MAX_BARS * 3 - 2 ? 3 : 12;
	c->first = first / c->step * c->step;
	c->last = last;
	c->bars = (last - c->first) / c->step + 1;
	c->top = 1;
	for (unsigned b = 0; b < c->bars; b++)
		if (bar_counts(c, b).all > c->top)
			c->top = bar_counts(c, b).all;
	c->top = scale_top(c->top);
	return true;
}

static double
bar_width(const struct chart *c)
{
	return (double)PLOT / c->bars;
}

static int32_t
month_day(unsigned month)
{
	return day_from_date((struct date){ HTML_YEAR_MIN + (int)(month / 12), (int)(month % 12) + 1, 1 });
}

/* Where a day is, within its bar; bars are equally wide. */
static double
day_x(const struct chart *c, int32_t day)
{
	struct date d = day_to_date(day);
	unsigned month = (unsigned)(d.year - HTML_YEAR_MIN) * 12 + (unsigned)d.month - 1;

	return LEFT + ((double)(month - c->first) + (d.day - 1) / 31.0) / c->step * bar_width(c);
}

/* ---- the days of requirements ---- */

static bool
rule_found(const struct html *h, const smimelint_rule *row)
{
	for (uint32_t i = 0; i < h->rules.n; i++)
		if (h->rule[i].row == row)
			return true;
	return false;
}

static int
by_day(const void *a, const void *b)
{
	const struct mark *x = a, *y = b;

	return (x->day > y->day) - (x->day < y->day);
}

static int
by_weight(const void *a, const void *b)
{
	const struct mark *x = a, *y = b;

	if (x->found != y->found)
		return x->found > y->found ? -1 : 1;
	if (x->rules != y->rules)
		return x->rules > y->rules ? -1 : 1;
	return by_day(a, b);
}

/* One entry of a schedule on this day. */
static void
add_mark(struct mark *mark, unsigned *n, unsigned cap, int32_t day, bool found)
{
	unsigned i = 0;

	while (i < *n && mark[i].day != day)
		i++;
	if (i == cap)
		return;
	if (i == *n)
		mark[(*n)++] = (struct mark){ day, 0, 0 };
	mark[i].rules++;
	mark[i].found += found;
}

/* Days in the time of the chart, by day; those with the most findings' rules when there are many. *all: how many there are. */
static unsigned
find_marks(const struct chart *c, struct mark *mark, unsigned cap, unsigned *all)
{
	int32_t from = month_day(c->first), to = month_day(c->first + c->bars * c->step), day;
	const char *level;
	smimelint_level severity;
	unsigned n = 0;

	for (size_t r = 0; r < smimelint_rule_count(); r++) {
		const smimelint_rule *row = smimelint_rule_at(r);
		bool found = rule_found(c->h, row);

		for (size_t i = 0; smimelint_rule_schedule(row, i, &day, &level, &severity); i++)
			if (day >= from && day < to && strcmp(level, "none") != 0)
				add_mark(mark, &n, cap, day, found);
	}
	*all = n;
	qsort(mark, n, sizeof *mark, by_weight);
	n = n < MAX_MARKS ? n : MAX_MARKS;
	qsort(mark, n, sizeof *mark, by_day);
	return n;
}

/* ---- drawing ---- */

static void
axes(const struct chart *c)
{
	for (unsigned i = 0; i <= 4; i++) {
		unsigned y = TOP + HEIGHT - HEIGHT * i / 4;

		out_fmt(c->o, "<line class=\"grid\" x1=\"%u\" x2=\"%u\" y1=\"%u\" y2=\"%u\"/><text class=\"tick-y\" x=\"%u\" y=\"%u\">",
		    LEFT, LEFT + PLOT, y, y, LEFT - 8, y + 4);
		html_number(c->o, c->top * i / 4);
		out_str(c->o, "</text>");
	}
	out_fmt(c->o, "<text class=\"axis\" transform=\"translate(14 %u) rotate(-90)\">%s</text>\n", TOP + HEIGHT / 2, html_heading(c->h));
	for (unsigned b = 0; b < c->bars; b++) {
		unsigned month = c->first + b * c->step;
		double x = LEFT + (b + 0.5) * bar_width(c);
		bool year = month % 12 < c->step;

		if (c->step == 1 && c->bars <= 36)
			out_fmt(c->o, "<text class=\"tick\" x=\"%.1f\" y=\"%u\">%02u</text>", x, TOP + HEIGHT + 16, month % 12 + 1);
		if ((year || b == 0) && (b == 0 ? c->bars < 4 || month % 12 < 12 - 2 * c->step || c->step == 12 : true) &&
		    (c->step < 12 || c->bars <= 24 || month / 12 % 5 == 0))
			out_fmt(c->o, "<text class=\"tick year\" x=\"%.1f\" y=\"%u\">%u</text>", x, TOP + HEIGHT + 32,
			    HTML_YEAR_MIN + month / 12);
	}
	out_fmt(c->o, "<text class=\"axis\" x=\"%u\" y=\"%u\">%s of issuance (%s)</text>\n", LEFT + PLOT / 2, TOP + HEIGHT + BOTTOM - 4,
	    c->step == 1 ? "Month" : c->step == 3 ? "Quarter" : "Year",
	    c->h->tally.crls + c->h->tally.responses == 0 ? "notBefore" : "notBefore, thisUpdate, producedAt");
}

/* "2026-02", "2026-01 to 2026-03", "2026" */
static void
bar_name(const struct chart *c, unsigned bar)
{
	unsigned month = c->first + bar * c->step, last = month + c->step - 1;

	if (c->step == 12)
		out_fmt(c->o, "%u", HTML_YEAR_MIN + month / 12);
	else
		out_fmt(c->o, "%u-%02u", HTML_YEAR_MIN + month / 12, month % 12 + 1);
	if (c->step == 3)
		out_fmt(c->o, " to %u-%02u", HTML_YEAR_MIN + last / 12, last % 12 + 1);
}

static void
bar(const struct chart *c, unsigned b)
{
	struct html_counts n = bar_counts(c, b);
	double x = LEFT + b * bar_width(c), y = TOP + HEIGHT, gap = bar_width(c) > 6 ? 2 : 0.5;

	if (n.all == 0)
		return;
	out_str(c->o, "<g><title>");
	bar_name(c, b);
	out_str(c->o, ": ");
	html_count(c->o, n.all, tally_things(&c->h->tally, 1), tally_things(&c->h->tally, 2));
	for (const smimelint_level *s = html_statuses; *s != SMIMELINT_UPCOMING; s++)
		if (n.status[*s] > 0) {
			out_str(c->o, ", ");
			html_number(c->o, n.status[*s]);
			out_fmt(c->o, " %s", smimelint_level_name(*s));
		}
	out_str(c->o, "</title>");
	for (const smimelint_level *s = html_statuses; *s != SMIMELINT_UPCOMING; s++) {
		double height = (double)HEIGHT * (double)n.status[*s] / (double)c->top;

		if (n.status[*s] == 0)
			continue;
		y -= height;
		out_fmt(c->o, "<rect class=\"f-%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>", smimelint_level_name(*s),
		    x + gap / 2, y, bar_width(c) - gap, height);
	}
	out_str(c->o, "</g>\n");
}

/* Flags on three levels, beside their day where they would cover a neighbour. */
static void
flags(const struct chart *c, const struct mark *mark, unsigned n)
{
	double taken[3] = { 0, 0, 0 };
	char day[16];

	for (unsigned i = 0; i < n; i++) {
		double x = day_x(c, mark[i].day), at;
		unsigned level = 0, y;

		for (unsigned k = 1; k < 3; k++)
			if (taken[level] > x && taken[k] < taken[level])
				level = k;
		at = taken[level] > x ? taken[level] : x;
		taken[level] = at + 22;
		y = 14 + level * 21;
		out_fmt(c->o, "<g class=\"flag%s\"><title>%s</title><polyline points=\"%.1f,%u %.1f,%u %.1f,%u\"/>"
		    "<circle cx=\"%.1f\" cy=\"%u\" r=\"9\"/><text x=\"%.1f\" y=\"%u\">%u</text></g>\n", mark[i].found > 0 ? " hit" : "",
		    day_format(mark[i].day, day), at, y, x, TOP, x, TOP + HEIGHT, at, y, at, y + 4, i + 1);
	}
}

static void
legend(struct out *o, const struct html *h)
{
	out_str(o, "<p class=\"legend\">");
	for (const smimelint_level *s = html_statuses; *s != SMIMELINT_UPCOMING; s++)
		if (h->tally.status[*s] > 0)
			out_fmt(o, "<span><svg width=\"14\" height=\"14\" aria-hidden=\"true\"><rect class=\"f-%s\" width=\"14\" height=\"14\"/>"
			    "</svg> %s</span> ", smimelint_level_name(*s), smimelint_level_name(*s));
	out_str(o, "</p>\n");
}

/* Does the rule say something new from this day on? */
static bool
takes_effect(const smimelint_rule *rule, int32_t on)
{
	const char *level;
	smimelint_level severity;
	int32_t day;

	for (size_t i = 0; rule != NULL && smimelint_rule_schedule(rule, i, &day, &level, &severity); i++)
		if (day == on && strcmp(level, "none") != 0)
			return true;
	return false;
}

/* So many rules of a day are named. */
#define MOST_NAMED 6

/* What took effect on a day: first the rules that have findings here. */
static void
mark_rules(const struct html *h, struct out *o, int32_t on)
{
	unsigned n = 0;

	for (uint32_t r = 0; r < h->rules.n; r++) {
		if (!takes_effect(h->rule[r].row, on) || ++n > MOST_NAMED)
			continue;
		out_fmt(o, "%s<a href=\"#rule-%u\"><code>", n > 1 ? ", " : "", (unsigned)r);
		html_text(o, h->rules.name[r]);
		out_str(o, "</code></a>");
	}
	if (n > MOST_NAMED)
		out_fmt(o, " and %u more", n - MOST_NAMED);
	if (n == 0)
		out_str(o, "none");
}

static void
mark_ballots(struct out *o, int32_t day)
{
	size_t n;
	const struct ballot *b = ballots_of(day, &n);

	for (size_t i = 0; i < n; i++)
		out_fmt(o, "%s<span class=\"ballot\"><b>%s</b> %s</span>", i > 0 ? "; " : "", b[i].name, b[i].what);
}

static void
mark_table(const struct chart *c, const struct mark *mark, unsigned n, unsigned all)
{
	char day[16];

	if (n == 0) {
		out_str(c->o, "<p>No requirement took effect in this time.</p>\n");
		return;
	}
	out_str(c->o, "<h3>Days on which requirements took effect</h3>\n<div class=\"wide\"><table class=\"days\"><thead><tr><th scope=\"col\" "
	    "class=\"n\">Flag</th><th scope=\"col\">Day</th><th scope=\"col\">Ballots</th><th scope=\"col\" class=\"n\">Requirements</th>"
	    "<th scope=\"col\">Of them with findings in this report</th></tr></thead><tbody>\n");
	for (unsigned i = 0; i < n; i++) {
		out_fmt(c->o, "<tr><td class=\"n\">%u</td><td class=\"day\">%s</td><td>", i + 1, day_format(mark[i].day, day));
		mark_ballots(c->o, mark[i].day);
		out_fmt(c->o, "</td><td class=\"n\">%u</td><td>", (unsigned)mark[i].rules);
		mark_rules(c->h, c->o, mark[i].day);
		out_str(c->o, "</td></tr>\n");
	}
	out_str(c->o, "</tbody></table></div>\n");
	if (n < all)
		out_fmt(c->o, "<p>Shown are %u of %u such days: those with the most rules found here.</p>\n", n, all);
}

void
html_months(struct html *h, struct out *o)
{
	struct chart c = { .h = h, .o = o };
	unsigned cap = (unsigned)smimelint_rule_count(), n, all = 0;
	struct mark *mark = arena_array(&h->scratch, cap, sizeof *mark);

	out_str(o, "<section id=\"months\" aria-labelledby=\"h-months\">\n<h2 id=\"h-months\">When they were issued</h2>\n");
	if (mark == NULL || !chart_range(&c)) {
		out_str(o, "<p>There is nothing to show.</p>\n</section>\n");
		return;
	}
	n = find_marks(&c, mark, cap, &all);
	legend(o, h);
	out_fmt(o, "<div class=\"chart\"><svg class=\"months\" viewBox=\"0 0 %u %u\" width=\"%u\" height=\"%u\" role=\"img\" "
	    "aria-label=\"What was issued, by time and status; the numbered flags are days on which requirements took "
	    "effect, listed below\">\n", LEFT + PLOT + 16, TOP + HEIGHT + BOTTOM, LEFT + PLOT + 16, TOP + HEIGHT + BOTTOM);
	axes(&c);
	for (unsigned b = 0; b < c.bars; b++)
		bar(&c, b);
	flags(&c, mark, n);
	out_str(o, "</svg></div>\n");
	if (h->undated.all + c.outside > 0) {
		out_str(o, "<p>");
		html_count(o, h->undated.all + c.outside, tally_things(&h->tally, 1), tally_things(&h->tally, 2));
		out_str(o, h->undated.all + c.outside == 1 ? " is" : " are");
		out_str(o, " not in the chart: no time of issuance could be read, or it is before or after the time shown.</p>\n");
	}
	mark_table(&c, mark, n, all);
	out_str(o, "</section>\n");
}
