/* SPDX-License-Identifier: Apache-2.0 */
/* heat.c - the heat map: which issuers break which rules. */
#include <string.h>

#include "base/utf8.h"
#include "report/html/page.h"

#define ROWS 24u
#define COLUMNS 24u
/* In user units, which are pixels where there is room. */
#define LEFT 230u		/* of the names of issuers */
#define CELL_X 34u
#define CELL_Y 24u
#define NAME_LETTERS 32u
#define ID_LETTERS 46u
#define LETTER 6.4		/* width of a letter of an id; ids stand at 50 degrees */
#define SIN 0.766
#define COS 0.643

struct heat {
	struct html *h;
	struct out *o;
	const struct html_weight *column, *row;
	uint32_t columns, rows;
	unsigned top;			/* height of the slanted ids */
	unsigned overhang;		/* how far they reach out to the right */
};

/* The end of the first attribute of a name as RFC 4514 writes it. */
static const char *
attribute_end(const char *p)
{
	while (*p != '\0' && *p != ',')
		p += *p == '\\' && p[1] != '\0' ? 2 : 1;
	return p;
}

/*
 * What an issuer is called for short: its common name, or its organization,
 * as written in RFC 4514; else the whole name.
 */
static struct span
short_name(const char *name)
{
	static const char *const types[] = { "CN=", "O=" };

	for (size_t t = 0; t < 2; t++)
		for (const char *p = name; p != NULL; ) {
			if (strncmp(p, types[t], strlen(types[t])) == 0) {
				const char *from = p + strlen(types[t]);

				return (struct span){ (const uint8_t *)from, (size_t)(attribute_end(from) - from) };
			}
			p = attribute_end(p);
			p = *p == ',' ? p + 1 : NULL;
		}
	return *name != '\0' ? (struct span){ (const uint8_t *)name, strlen(name) } : SPAN_LIT("(empty name)");
}

/* Text of at most so many letters. */
static void
html_cut(struct out *o, struct span text, unsigned letters)
{
	struct span rest = text;
	uint32_t code;

	for (unsigned i = 0; i + 1 < letters && utf8_next(&rest, &code); i++)
		;
	if (utf8_length(rest) <= 1) {
		html_span(o, text);
		return;
	}
	html_span(o, span_sub(text, 0, text.n - rest.n));
	out_str(o, "\xe2\x80\xa6");
}

static uint32_t
cell_of(const struct html_issuer *i, uint32_t rule)
{
	return rule < i->cells ? i->cell[rule] : 0;
}

/* Issuers, those with the most certificates with errors or warnings first. */
static const struct html_weight *
issuer_order(struct html *h)
{
	struct html_weight *w = arena_array(&h->scratch, h->issuers.n, sizeof *w);

	for (uint32_t i = 0; w != NULL && i < h->issuers.n; i++)
		w[i] = (struct html_weight){
			h->issuer[i].counts.status[SMIMELINT_ERROR] + h->issuer[i].counts.status[SMIMELINT_WARNING],
			h->issuer[i].counts.all, i
		};
	if (w != NULL)
		html_sort(w, h->issuers.n);
	return w;
}

static void
column_heads(const struct heat *m)
{
	for (uint32_t c = 0; c < m->columns; c++) {
		uint32_t rule = m->column[c].index;
		smimelint_level level = html_rule_level(&m->h->rule[rule]);

		out_fmt(m->o, "<g transform=\"translate(%u %u) rotate(-50)\"><a href=\"#rule-%u\"><text class=\"t-%s\">%s ",
		    LEFT + c * CELL_X + CELL_X / 2 + 4, m->top - 6, (unsigned)rule, smimelint_level_name(level), html_sign(level));
		html_cut(m->o, (struct span){ (const uint8_t *)m->h->rules.name[rule], strlen(m->h->rules.name[rule]) }, ID_LETTERS);
		out_str(m->o, "</text></a></g>\n");
	}
}

/* Ten depths of colour; the share stands in the cell as well. */
static void
heat_cell(const struct heat *m, uint32_t row, uint32_t column)
{
	const struct html_issuer *i = &m->h->issuer[m->row[row].index];
	uint64_t n = cell_of(i, m->column[column].index), all = i->counts.all;
	unsigned x = LEFT + column * CELL_X, y = m->top + row * CELL_Y, depth = (unsigned)(n * 9 / (all > 0 ? all : 1));

	out_fmt(m->o, "<g><rect class=\"heat%u\" x=\"%u\" y=\"%u\" width=\"%u\" height=\"%u\"/>", n > 0 ? depth + 1 : 0, x + 1,
	    y + 1, CELL_X - 2, CELL_Y - 2);
	if (n > 0) {
		out_str(m->o, "<title>");
		html_number(m->o, n);
		out_str(m->o, " of ");
		html_count(m->o, all, tally_things(&m->h->tally, 1), tally_things(&m->h->tally, 2));
		out_str(m->o, ": ");
		html_text(m->o, m->h->rules.name[m->column[column].index]);
		out_str(m->o, "\n");
		html_text(m->o, m->h->issuers.name[m->row[row].index]);
		out_fmt(m->o, "</title><text class=\"%s\" x=\"%u\" y=\"%u\">", depth >= 5 ? "on-dark" : "on-light", x + CELL_X / 2,
		    y + CELL_Y / 2 + 4);
		if (n * 100 < all)
			out_str(m->o, "&lt;1");
		else
			out_fmt(m->o, "%u", (unsigned)(n * 100 / all));
		out_str(m->o, "</text>");
	}
	out_str(m->o, "</g>");
}

static void
heat_row(const struct heat *m, uint32_t row)
{
	uint32_t issuer = m->row[row].index;
	const char *name = m->h->issuers.name[issuer];
	unsigned y = m->top + row * CELL_Y + CELL_Y / 2 + 4;

	out_fmt(m->o, "<a href=\"#certificates\" data-issuer=\"%u\"><text class=\"issuer\" x=\"%u\" y=\"%u\"><title>",
	    (unsigned)issuer, LEFT - 8, y);
	html_text(m->o, name);
	out_str(m->o, "</title>");
	html_cut(m->o, short_name(name), NAME_LETTERS);
	out_str(m->o, "</text></a>");
	for (uint32_t c = 0; c < m->columns; c++)
		heat_cell(m, row, c);
	out_fmt(m->o, "<text class=\"total\" x=\"%u\" y=\"%u\">", LEFT + m->columns * CELL_X + 8, y);
	html_number(m->o, m->h->issuer[issuer].counts.all);
	out_str(m->o, "</text>\n");
}

/* Room for the longest id. */
static void
heat_size(struct heat *m)
{
	size_t letters = 8;

	for (uint32_t c = 0; c < m->columns; c++) {
		size_t n = strlen(m->h->rules.name[m->column[c].index]) + 2;

		letters = n > letters ? n : letters;
	}
	if (letters > ID_LETTERS + 2)
		letters = ID_LETTERS + 2;
	m->top = 20 + (unsigned)((double)letters * LETTER * SIN);
	m->overhang = 50 + (unsigned)((double)letters * LETTER * COS);
}

static void
heat_map(const struct heat *m)
{
	unsigned width = LEFT + m->columns * CELL_X + m->overhang, height = m->top + m->rows * CELL_Y + 22;

	out_fmt(m->o, "<div class=\"chart\"><svg class=\"heat\" viewBox=\"0 0 %u %u\" width=\"%u\" height=\"%u\" role=\"group\" "
	    "aria-label=\"Heat map: the percentage of what each issuer issued that has findings of each rule\">\n",
	    width, height, width, height);
	out_fmt(m->o, "<text class=\"axis\" x=\"%u\" y=\"%u\">Issuer</text>", LEFT - 8, m->top - 8);
	out_fmt(m->o, "<text class=\"total\" x=\"%u\" y=\"%u\">Issued</text>\n", LEFT + m->columns * CELL_X + 8,
	    m->top + m->rows * CELL_Y + 16);
	column_heads(m);
	for (uint32_t r = 0; r < m->rows; r++)
		heat_row(m, r);
	out_str(m->o, "</svg></div>\n");
}

static void
legend(struct out *o)
{
	out_str(o, "<p class=\"legend\"><svg width=\"210\" height=\"16\" role=\"img\" aria-label=\"Scale from 0 to 100 percent\">");
	for (unsigned i = 0; i <= 10; i++)
		out_fmt(o, "<rect class=\"heat%u\" x=\"%u\" y=\"1\" width=\"18\" height=\"14\"/>", i, i * 19);
	out_str(o, "</svg> <span>0 to 100 % of what the issuer issued; the number in a cell is the percentage.</span></p>\n");
}

void
html_heat(struct html *h, struct out *o)
{
	struct heat m = { h, o, html_rule_order(h), issuer_order(h), h->rules.n, h->issuers.n, 0, 0 };

	out_str(o, "<section id=\"issuers\" aria-labelledby=\"h-issuers\">\n<h2 id=\"h-issuers\">Which issuers break which rules</h2>\n");
	if (m.column == NULL || m.row == NULL || m.columns == 0 || m.rows == 0) {
		out_str(o, "<p>There is nothing to show.</p>\n</section>\n");
		return;
	}
	if (m.columns > COLUMNS)
		m.columns = COLUMNS;
	if (m.rows > ROWS)
		m.rows = ROWS;
	legend(o);
	heat_size(&m);
	heat_map(&m);
	if (m.rows < h->issuers.n) {
		out_fmt(o, "<p>Shown are the %u issuers with the most certificates with errors or warnings, of %s", (unsigned)m.rows,
		    h->more_issuers.all > 0 ? "more than " : "");
		html_number(o, h->issuers.n);
		out_str(o, ".</p>\n");
	}
	if (m.columns < h->rules.n) {
		out_fmt(o, "<p>Shown are the %u rules with the most severe and most frequent findings, of ", (unsigned)m.columns);
		html_number(o, h->rules.n);
		out_str(o, ".</p>\n");
	}
	out_str(o, "</section>\n");
}
