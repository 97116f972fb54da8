/* SPDX-License-Identifier: Apache-2.0 */
/* profiles.c - certificates by profile. */
#include "report/html/page.h"

static void
profile_row(struct out *o, const char *name, const struct html_counts *c, uint64_t most)
{
	out_str(o, "<tr><td>");
	html_text(o, name);
	out_fmt(o, "</td><td class=\"bar\"><svg viewBox=\"0 0 400 16\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"Share of "
	    "each status of this profile\">");
	html_bar(o, c, 0, 0, most > 0 ? 400.0 * (double)c->all / (double)most : 0, 16);
	out_fmt(o, "</svg></td><td class=\"n\" data-v=\"%llu\">", (unsigned long long)c->all);
	html_number(o, c->all);
	out_str(o, "</td>");
	for (const smimelint_level *s = html_statuses; *s != SMIMELINT_UPCOMING; s++) {
		if (*s == SMIMELINT_UNREADABLE)
			continue;
		out_fmt(o, "<td class=\"n%s\" data-v=\"%llu\">", c->status[*s] == 0 ? " zero" : "", (unsigned long long)c->status[*s]);
		html_number(o, c->status[*s]);
		out_str(o, "</td>");
	}
	out_str(o, "</tr>\n");
}

void
html_profiles(struct html *h, struct out *o)
{
	struct html_weight *w = arena_array(&h->scratch, h->profiles.n, sizeof *w);

	out_str(o, "<section id=\"profiles\" aria-labelledby=\"h-profiles\">\n<h2 id=\"h-profiles\">Profiles</h2>\n");
	if (w == NULL || h->profiles.n == 0) {
		out_str(o, "<p>There is nothing to show.</p>\n</section>\n");
		return;
	}
	for (uint32_t i = 0; i < h->profiles.n; i++)
		w[i] = (struct html_weight){ h->profile[i].all, 0, i };
	html_sort(w, h->profiles.n);
	out_str(o, "<div class=\"wide\"><table class=\"sortable profiles\"><thead><tr><th scope=\"col\">Profile, or kind</th>"
	    "<th scope=\"col\" class=\"bar plain\">By status</th><th scope=\"col\" class=\"n\">");
	out_str(o, html_heading(h));
	out_str(o, "</th>");
	for (const smimelint_level *s = html_statuses; *s != SMIMELINT_UPCOMING; s++)
		if (*s != SMIMELINT_UNREADABLE)
			out_fmt(o, "<th scope=\"col\" class=\"n s-%s\"><span aria-hidden=\"true\">%s</span> %s</th>", smimelint_level_name(*s),
			    html_sign(*s), smimelint_level_name(*s));
	out_str(o, "</tr></thead><tbody>\n");
	for (uint32_t i = 0; i < h->profiles.n; i++)
		profile_row(o, h->profiles.name[w[i].index], &h->profile[w[i].index], w[0].first);
	if (h->more_profiles.all > 0)
		profile_row(o, "others", &h->more_profiles, w[0].first);
	out_str(o, "</tbody></table></div>\n</section>\n");
}
