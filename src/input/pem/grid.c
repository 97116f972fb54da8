/* SPDX-License-Identifier: Apache-2.0 */
#include "input/pem/grid.h"

#include "base/ascii.h"
#include "base/base64.h"
#include "input/form.h"
#include "input/pem/armour.h"
#include "input/pem/frame.h"
#include "input/written/run.h"

/* Lines that tell a row, and those in front of the first. */
#define LOOK 3
#define NAMES 8
/* Characters of a line of a value, no fewer; and octets of a line that are looked at for its end before it is told by them. */
#define SHORTEST 12
#define MARKS 4
/* Octets of the lines of one that are looked at. */
#define JOINED 512

/* ---- places in a line ---- */

/* Octets of so many characters at the front, or of those that there are. */
static size_t
octets_of(struct span line, size_t characters)
{
	size_t n = 0;

	for (; n < line.n && characters > 0; characters--)
		for (n++; n < line.n && (line.p[n] & 0xc0) == 0x80; n++)
			;
	return n;
}

static size_t
characters_of(struct span s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += (s.p[i] & 0xc0) != 0x80;
	return n;
}

/* Is this the edge of a column: a blank, a bar of any kind, a sign that the cell goes on? */
static bool
is_edge(uint8_t c)
{
	return is_blank(c) || c == '|' || c == '+' || c == '*' || c == ':' || c >= 0x80;
}

/* What the line has in the column, blanks apart; false: it has something else there, which the edges cut. */
static bool
cell_of(const struct grid_cell *c, struct span line, struct span *part)
{
	size_t from = octets_of(line, c->at), n = octets_of(span_from(line, from), c->width);

	*part = span_trimmed(span_sub(line, from, n));
	return (from == 0 || is_edge(line.p[from - 1])) && (from + n == line.n || is_edge(line.p[from + n]) || part->n == 0);
}

/* What stands in front of hexadecimal. */
static size_t
prefix_of(struct span s)
{
	return span_starts(s, SPAN_LIT("\\x")) || span_starts(s, SPAN_LIT("0x")) ? 2 : 0;
}

/* Characters of a value at the front. */
static size_t
value_run(struct span s, bool hex)
{
	size_t n = 0;

	if (!hex) {
		n = base64_run(s);
		/* The sign that a cell goes on is a character of base64. */
		return n > 1 && s.p[n - 1] == '+' && (n == s.n || is_blank(s.p[n]) || s.p[n] == '|') && n % 4 == 1 ? n - 1 : n;
	}
	n = prefix_of(s);
	while (n < s.n && hex_digit(s.p[n]) >= 0)
		n++;
	return n;
}

/* ---- where a row begins ---- */

/* The first lines of the text. */
struct lines {
	struct span line[LOOK];
	unsigned n;
};

static struct lines
lines_of(struct span text)
{
	struct lines l = { .n = 0 };
	size_t n;

	for (; l.n < LOOK && text.n > 0; text = span_from(text, n)) {
		l.line[l.n] = frame_line(text, &n);
		if (n == 0)
			break;
		l.n++;
	}
	return l;
}

/*
 * Does another row begin with this part of its line?  A container may have a certificate at the front of a line: then something stands
 * before it in a column of its own.
 */
static bool
begins_row(const struct grid_cell *c, bool certificate, struct span line, struct span part)
{
	struct span before = span_sub(line, 0, octets_of(line, c->at));

	if (c->armour || !run_certificate(part))
		return false;
	for (size_t i = 0; !certificate && i < before.n; i++)
		if (!is_edge(before.p[i]))
			return true;
	return certificate;
}

/* Does the value go on in its own line, whose words are as wide as the column and joined by blanks?  Another column may have one of them. */
static bool
goes_on_beside(const struct grid_cell *c, struct span line)
{
	struct span rest = span_from(line, octets_of(line, c->at + c->width));

	for (unsigned words = 0; words < 2; words++) {
		size_t blanks = blanks_before(rest);

		rest = span_from(rest, blanks);
		if (blanks != 1 || value_run(rest, c->hex) != c->width || run_certificate(rest))
			return false;
		rest = span_from(rest, c->width);
	}
	return true;
}

/* A value that goes on below itself: as many characters, or fewer where it ends. */
static bool
is_wrapped(const struct lines *l, struct grid_cell *c)
{
	char room[JOINED + 1];
	struct out text = { room, 0, sizeof room, false };
	struct span part;
	uint64_t total, before = UINT64_MAX, taken = 0;
	bool certificate = false;
	enum run run;
	size_t prefix;

	if (goes_on_beside(c, l->line[0]))
		return false;
	for (unsigned i = 0; i < l->n; i++) {
		if (!cell_of(c, l->line[i], &part) || (i == 1 && part.n == 0))
			return false;
		if (i > 0 && part.n > 0 && (value_run(part, c->hex) != part.n || part.p[0] == '-'))
			return false;
		if (i == 0)
			certificate = run_certificate(part);
		else if (before == UINT64_MAX && begins_row(c, certificate, l->line[i], part))
			before = taken;
		taken += part.n;
		if (text.n + part.n < JOINED)
			out_mem(&text, (const char *)part.p, part.n);
	}
	prefix = c->hex ? prefix_of(out_span(&text)) : 0;
	run = run_begins(span_from(out_span(&text), prefix), ' ', &total);
	if ((run != RUN_BASE64 && run != RUN_HEX) || total > UINT32_MAX || (run == RUN_HEX) != c->hex)
		return false;
	c->total = c->hex ? 2 * total + prefix : (total * 4 + 2) / 3;
	/* Where the next row begins, the value has to be at its end. */
	return c->total > c->width && c->total <= before;
}

/* Has the line a sign behind the column that its cell goes on? */
static bool
has_sign(const struct grid_cell *c, struct span line)
{
	struct span rest = span_from(line, octets_of(line, c->at + c->width));

	rest = span_from(rest, blanks_before(rest));
	return rest.n > 0 && (rest.p[0] == '+' || span_starts(rest, SPAN_LIT("\xe2\x86\xb5")));
}

/* The lines of the body begin in front of BEGIN where the shorter lines of a cell stand in its middle. */
static void
take_body(struct span line, struct grid_cell *c)
{
	for (size_t at = 0, n; at < line.n; at += n > 0 ? n : 1) {
		size_t from;

		n = value_run(span_from(line, at), false);
		from = n > c->width ? characters_of(span_sub(line, 0, at)) : c->at;
		if (from >= c->at || from + n < c->at + c->width)
			continue;
		*c = (struct grid_cell){ .at = from, .width = n, .armour = true };
		return;
	}
}

/* Where words are folded, a line may be wider than those of the body, as that which has the END behind it: the bar is the edge. */
static void
take_blanks(struct span line, struct grid_cell *c)
{
	struct span rest = span_from(line, octets_of(line, c->at + c->width));
	size_t n = blanks_before(rest);

	if (!has_sign(c, line) && n < rest.n && (rest.p[n] == '|' || rest.p[n] >= 0x80))
		c->width += n;
}

/* PEM whose lines stand below one another.  *signs: behind each of them stands that it goes on. */
static bool
is_block(const struct lines *l, struct grid_cell *c, bool *signs)
{
	struct span part;
	size_t n, armour = c->width;

	*signs = true;
	if (l->n < LOOK)
		return false;
	take_body(l->line[1], c);
	n = value_run(span_from(l->line[1], octets_of(l->line[1], c->at)), false);
	c->width = n > c->width ? n : c->width;
	take_blanks(l->line[1], c);
	for (unsigned i = 0; i < l->n; i++) {
		if (!cell_of(c, l->line[i], &part) || part.n == 0 || (i == 1 && value_run(part, false) != part.n) || (i == 0 && part.n != armour))
			return false;
		*signs &= has_sign(c, l->line[i]);
	}
	return true;
}

/* Do all the lines have the sign that a cell goes on as the last character of the column?  It may be one of base64, but not in each. */
static bool
ends_in_signs(const struct lines *l, const struct grid_cell *c)
{
	for (unsigned i = 0; i < l->n; i++) {
		size_t at = octets_of(l->line[i], c->at + c->width - 1);
		struct span s = span_from(l->line[i], at);

		if (s.n == 0 || s.p[0] != '+' || (s.n > 1 && !is_blank(s.p[1]) && s.p[1] != '|'))
			return false;
	}
	return l->n == LOOK;
}

/* Does a cell begin at line.p[at] of the first? */
static bool
cell_at(const struct lines *l, size_t at, struct grid_cell *c, bool *sure)
{
	struct span line = l->line[0], here = span_from(line, at);
	struct armour a;

	*c = (struct grid_cell){ .at = characters_of(span_sub(line, 0, at)) };
	c->armour = here.p[0] == '-' && armour_at(here, &a) && !a.end;
	if (c->armour) {
		c->width = a.n;
		return is_block(l, c, sure);
	}
	*sure = true;
	c->hex = here.p[0] != 'M';
	c->width = value_run(here, c->hex);
	c->width -= !c->hex && c->width > SHORTEST && ends_in_signs(l, c);
	return c->width >= SHORTEST && is_wrapped(l, c);
}

/* May one begin with these characters, SHORTEST or more?  A quick look: most lines have none. */
static bool
may_begin(const uint8_t *p)
{
	switch (p[0]) {
	case 'M':
		return p[1] == 'I' || p[1] == 'Y';
	case '-':
		/* BEGIN, behind a blank or at once. */
		return (p[1] | 0x20) == 'b' || p[1] == ' ';
	case '3':
		return p[1] == '0' && p[2] == '8';
	default:
		return p[1] == 'x' && p[2] == '3' && p[3] == '0';
	}
}

/* May it stand there, behind the edge of its column? */
static bool
may_stand(struct span line, const uint8_t *from, const uint8_t *p)
{
	return may_begin(p) && (from == line.p || is_edge(from[-1]));
}

/* Where armour may begin up to `end`, with the dashes of it or of a rule; NULL: nowhere. */
static const uint8_t *
next_armour(struct span line, const uint8_t *p, const uint8_t *end)
{
	while (p < end && (p = memchr(p, '-', (size_t)(end - p))) != NULL) {
		const uint8_t *from = p, *last = line.p + line.n - SHORTEST - 1;

		while (p[1] == '-' && p < last)
			p++;
		if (may_stand(line, from, p))
			return from;
		p++;
	}
	return NULL;
}

/* Where a value may up to `end`: SHORTEST characters, none of them a blank, whatever else they are. */
static const uint8_t *
next_value(struct span line, const uint8_t *p, const uint8_t *end)
{
	while (p < end) {
		size_t n = SHORTEST;

		/* A rule. */
		while (p < end && *p == '-')
			p++;
		while (n > 0 && p[n - 1] > ' ')
			n--;
		for (p += n; n == 0 && p < end && p[SHORTEST - 1] > ' '; p++)
			if (*p != '-' && may_stand(line, p, p))
				return p;
	}
	return NULL;
}

/* Where the next may begin in the line, from `at` on, SHORTEST characters before its end; line.n: nowhere. */
static size_t
next_begins(struct span line, size_t at)
{
	const uint8_t *p = line.p + at, *end = line.p + line.n - SHORTEST, *value, *armour;

	if (line.n < at + SHORTEST)
		return line.n;
	value = next_value(line, p, end);
	armour = next_armour(line, p, value != NULL ? value : end);
	p = armour != NULL ? armour : value;
	return p != NULL ? (size_t)(p - line.p) : line.n;
}

/* What stands beside the cells in a line, in front of cell i, or behind the last. */
static struct span
beside(const struct grid *g, struct span line, unsigned i)
{
	size_t from = i > 0 ? octets_of(line, g->cell[i - 1].at + g->cell[i - 1].width) : 0;
	size_t to = i < g->n ? octets_of(line, g->cell[i].at) : line.n;

	return span_sub(line, from, to > from ? to - from : 0);
}

static bool
has_word(struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (is_alnum(s.p[i]))
			return true;
	return false;
}

/* Do two such parts differ in more than numbers, which count lines and time? */
static bool
differ(struct span a, struct span b)
{
	if (a.n != b.n)
		return true;
	for (size_t i = 0; i < a.n; i++)
		if (a.p[i] != b.p[i] && !(is_digit(a.p[i]) && is_digit(b.p[i])))
			return true;
	return false;
}

/*
 * Are the lines of a table, which those of a value alone are not?  Words stand beside the cells that are not the same in each line; what is,
 * or stands in front of a single one, is the business of frames.
 */
static bool
has_words_beside(const struct grid *g, const struct lines *l)
{
	for (unsigned k = 1; k < l->n; k++)
		for (unsigned i = 0; i <= g->n; i++) {
			struct span one = beside(g, l->line[k - 1], i), next = beside(g, l->line[k], i);

			if (i > 0) {
				one = span_trimmed(one);
				next = span_trimmed(next);
			}
			if ((i > 0 || g->n > 1) && differ(one, next) && (has_word(next) || has_word(one)))
				return true;
		}
	return false;
}

/* The same of values without armour: what stands behind them is enough, be it a bar, and lines that part the two digits of an octet. */
static bool
is_table(const struct grid *g, const struct lines *l, bool sure)
{
	struct span behind = span_trimmed(beside(g, l->line[0], g->n));

	/* Armour whose columns no bar closes is told apart otherwise. */
	if (!sure && (behind.n == 0 || (behind.p[0] != '|' && behind.p[0] < 0x80)))
		return false;
	if (has_words_beside(g, l))
		return true;
	if (!sure || g->n > 1 || (g->cell[0].hex && g->cell[0].width % 2 != 0))
		return sure;
	for (unsigned i = 0; i < l->n; i++)
		if (span_trimmed(beside(g, l->line[i], g->n)).n > 0)
			return true;
	return false;
}

bool
grid_begins(struct grid *g, struct span text)
{
	struct lines l = { .n = 0 };
	struct span line;
	bool sure = false, own;
	size_t n;

	g->n = 0;
	/* Quick looks at the short lines of quoted mail. */
	if (text.n <= SHORTEST)
		return false;
	for (n = 0; n < MARKS; n++)
		if (text.p[n] == '\n')
			return false;
	text = text.n > GRID_OCTETS ? span_sub(text, 0, GRID_OCTETS) : text;
	line = frame_line(text, &n);
	if (n == 0 || line.n <= SHORTEST)
		return false;
	for (size_t at = next_begins(line, 0); at < line.n && g->n < GRID_CELLS; at = next_begins(line, at)) {
		struct grid_cell *c = &g->cell[g->n];

		if (l.n == 0)
			l = lines_of(text);
		if (l.n < 2)
			return false;
		if (cell_at(&l, at, c, &own)) {
			sure |= own;
			at = octets_of(line, c->at + c->width);
			g->n++;
		} else {
			at += line.p[at] == '-' ? armour_none(span_from(line, at)) : 1;
		}
	}
	return g->n > 0 && is_table(g, &l, sure);
}

bool
grid_ahead(struct span text)
{
	struct grid g;
	size_t n;

	for (unsigned i = 0; i < NAMES && text.n > 0; i++) {
		if (grid_begins(&g, text))
			return true;
		(void)frame_line(text, &n);
		if (n == 0)
			return false;
		text = span_from(text, n);
	}
	return false;
}

/* ---- the cells of one ---- */

struct value {
	struct grid_cell cell;
	struct out text;		/* its lines */
	uint64_t taken;			/* characters of them */
	bool certificate;		/* it begins as one, not as a container of them */
	bool ended, over;
	bool closing;			/* its END is folded behind the word */
	bool surplus;			/* there are more lines, so that some are none of it */
};

struct row {
	struct input *in;
	struct grid grid;
	struct value value[GRID_CELLS];
	uint64_t lines, others;		/* lines that were taken, and what begins beside the cells in those behind the first */
};

/* Does the END of armour stand in the part, or what is left of one that is folded?  It may be folded itself behind the last line. */
static bool
is_end(struct value *v, struct span part)
{
	const uint8_t *dash = memchr(part.p, '-', part.n);
	struct span end = dash != NULL ? span_from(part, (size_t)(dash - part.p)) : SPAN_NONE;
	bool closed = v->closing;
	struct armour a;

	if (end.n > 0 && armour_at(end, &a) && a.end)
		return true;
	v->closing = span_starts(end, SPAN_LIT("-----END"));
	return closed;
}

/*
 * Has a line behind the end of a value one more of it, as long as they are?  Behind one that runs past the length of the element, any is:
 * octets that trail end with their line.
 */
static bool
is_surplus(const struct value *v, struct span line)
{
	struct span part;

	return !v->cell.armour && v->taken >= v->cell.total && cell_of(&v->cell, line, &part) && part.n > 0 &&
	    (characters_of(part) == v->cell.width || v->taken > v->cell.total) && part.p[0] != '=' && value_run(part, v->cell.hex) == part.n;
}

/* What a line has of a value. */
static void
take_part(struct row *r, struct value *v, struct span line)
{
	struct span part;

	if (v->ended) {
		v->surplus |= is_surplus(v, line);
		return;
	}
	/* Only the line of a cell that goes on has another below it. */
	v->ended = !cell_of(&v->cell, line, &part) || part.n == 0;
	if (v->ended)
		return;
	/* No container has more, with a line end behind each octet. */
	v->certificate |= v->taken == 0 && run_certificate(part);
	v->over |= v->text.n / SHORTEST > input_whole(r->in);
	v->ended = v->cell.armour && is_end(v, part);
	if (!v->over) {
		out_mem(&v->text, (const char *)part.p, part.n);
		/* The two digits of an octet may stand on two lines. */
		out_mem(&v->text, v->closing ? " " : "\n", !v->cell.hex);
	}
	/* Padding is none of the characters that are counted. */
	for (v->taken += part.n; !v->cell.hex && part.n > 0 && part.p[part.n - 1] == '='; part.n--)
		v->taken--;
	v->ended |= !v->cell.armour && v->taken >= v->cell.total;
}

static bool
has_ended(const struct row *r)
{
	for (unsigned i = 0; i < r->grid.n; i++)
		if (!r->value[i].ended)
			return false;
	return true;
}

/* Where a column ends that is none of the cells: at a bar or at two blanks. */
static size_t
column_ends(struct span s)
{
	size_t n = 0;

	while (n < s.n && s.p[n] != '|' && s.p[n] < 0x80 && !(is_blank(s.p[n]) && n + 1 < s.n && is_blank(s.p[n + 1])))
		n++;
	return n;
}

/* In how many columns of the line beside the cells does something begin? */
static unsigned
others_in(const struct row *r, struct span line)
{
	unsigned others = 0;
	size_t at, n;

	for (unsigned i = 0; i <= r->grid.n; i++)
		for (struct span part = beside(&r->grid, line, i); part.n > 0; part = span_from(part, n < part.n ? n + 1 : n)) {
			struct span column;

			n = column_ends(part);
			column = span_sub(part, 0, n);
			others += run_inside(column) || frame_armour(column, &at);
		}
	return others;
}

/* Has the column a value in this line, be it one of the URL-safe alphabet, and no rule? */
static bool
is_value(const struct grid_cell *c, struct span part)
{
	return part.n > 0 && part.p[0] < 0x80 && (c->armour || !span_starts(part, SPAN_LIT("---")));
}

/* A rule, or a line in which another row begins, is none of this one. */
static bool
is_behind(const struct row *r, struct span line)
{
	struct span part;

	for (unsigned i = 0; i < r->grid.n; i++)
		if (!r->value[i].ended && cell_of(&r->value[i].cell, line, &part) && begins_row(&r->value[i].cell, r->value[i].certificate, line, part))
			return true;
	for (unsigned i = 0; i < r->grid.n; i++)
		if (!r->value[i].ended && cell_of(&r->value[i].cell, line, &part) && is_value(&r->value[i].cell, part))
			return false;
	return true;
}

static void
take_lines(struct row *r, struct stream *s)
{
	while (!has_ended(r)) {
		struct span window = stream_window(s, GRID_OCTETS), line;
		size_t n;

		window = window.n > GRID_OCTETS ? span_sub(window, 0, GRID_OCTETS) : window;
		line = frame_line(window, &n);
		if (window.n == 0 || (n == 0 && window.n == GRID_OCTETS) || (r->lines > 0 && is_behind(r, line)))
			break;
		r->others += others_in(r, line);
		for (unsigned i = 0; i < r->grid.n; i++)
			take_part(r, &r->value[i], line);
		r->lines++;
		stream_skip(s, n > 0 ? n : line.n);
	}
}

/* Has the line behind a row, in which no other begins, more of its values?  It has no words in front then, and is known by them. */
static bool
is_left_over(struct row *r, struct span line)
{
	bool any = false;

	if (has_word(beside(&r->grid, line, 0)))
		return false;
	for (unsigned i = 0; i < r->grid.n; i++) {
		struct value *v = &r->value[i];
		struct span part;

		if (!is_surplus(v, line) || (cell_of(&v->cell, line, &part) && run_certificate(part)))
			continue;
		/* What follows it is of the same, be it shorter. */
		v->taken += part.n;
		v->surplus = any = true;
	}
	return any;
}

/* Takes what is left over, so that it does not go on into the next row. */
static void
take_left_over(struct row *r, struct stream *s)
{
	for (;;) {
		struct span window = stream_window(s, GRID_OCTETS), line;
		struct grid next;
		size_t n;

		if (window.n == 0 || grid_begins(&next, window))
			return;
		window = window.n > GRID_OCTETS ? span_sub(window, 0, GRID_OCTETS) : window;
		line = frame_line(window, &n);
		if ((n == 0 && window.n == GRID_OCTETS) || !is_left_over(r, line))
			return;
		r->lines++;
		stream_skip(s, n > 0 ? n : line.n);
	}
}

static int
hand_on(struct row *r, struct value *v)
{
	struct input *in = r->in;
	uint64_t before = in->items + in->skipped + in->holding + in->copies;
	int ret;

	if (v->text.failed)
		return input_no_memory(in);
	if (v->over)
		return input_item(in, "base64", in->line, SPAN_NONE, input_over_limit(in, out_span(&v->text)));
	if (v->surplus)
		return input_item(in, v->cell.hex ? "hex" : "base64", in->line, SPAN_NONE, "lines of which some are none of the certificate");
	ret = input_octets_of(in, out_span(&v->text));
	return ret != 0 || in->items + in->skipped + in->holding + in->copies > before ? ret :
	    input_item(in, "base64", in->line, SPAN_NONE, "a cell of a table that begins as a certificate does and is none");
}

int
input_grid(struct input *in, struct stream *s)
{
	struct row r = { .in = in };
	struct input_place before = input_place(in);
	uint64_t lines = in->lines;
	struct span window = stream_window(s, GRID_OCTETS);
	int ret = 0;

	if (!grid_begins(&r.grid, window))
		return 0;
	for (unsigned i = 0; i < r.grid.n; i++)
		r.value[i].cell = r.grid.cell[i];
	take_lines(&r, s);
	take_left_over(&r, s);
	in->line = in->line > 0 ? in->line : lines + 1;
	for (unsigned i = 0; i < r.grid.n; i++) {
		ret = ret == 0 ? hand_on(&r, &r.value[i]) : ret;
		out_free(&r.value[i].text);
	}
	for (; ret == 0 && r.others > 0; r.others--)
		ret = input_item(in, "base64", in->line, SPAN_NONE, "a value of a table beside another, whose lines cannot be told apart");
	input_place_back(in, before);
	in->lines = lines + r.lines;
	return ret;
}
