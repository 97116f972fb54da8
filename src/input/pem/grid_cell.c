/* SPDX-License-Identifier: Apache-2.0 */
#include "input/pem/grid_cell.h"

#include "base/ascii.h"
#include "base/out.h"
#include "input/pem/armour.h"
#include "input/pem/frame.h"
#include "input/pem/grid_line.h"
#include "input/written/run.h"

/* Octets of the lines of one that are looked at. */
#define JOINED 512

struct grid_lines
grid_lines_of(struct span text)
{
	struct grid_lines l = { .n = 0 };
	size_t n;

	for (; l.n < GRID_LOOK && text.n > 0; text = span_from(text, n)) {
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
bool
grid_begins_row(const struct grid_cell *c, bool certificate, struct span line, struct span part)
{
	struct span before = span_sub(line, 0, grid_octets_of(line, c->at));

	if (c->armour || !run_certificate(part))
		return false;
	for (size_t i = 0; !certificate && i < before.n; i++)
		if (!grid_is_edge(before.p[i]))
			return true;
	return certificate;
}

/* Does the value go on in its own line, whose words are as wide as the column and joined by blanks?  Another column may have one of them. */
static bool
goes_on_beside(const struct grid_cell *c, struct span line)
{
	struct span rest = span_from(line, grid_octets_of(line, c->at + c->width));

	for (unsigned words = 0; words < 2; words++) {
		size_t blanks = blanks_before(rest);

		rest = span_from(rest, blanks);
		if (blanks != 1 || grid_value_run(rest, c->hex) != c->width || run_certificate(rest))
			return false;
		rest = span_from(rest, c->width);
	}
	return true;
}

/* A value that goes on below itself: as many characters, or fewer where it ends. */
static bool
is_wrapped(const struct grid_lines *l, struct grid_cell *c)
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
		if (!grid_part(c, l->line[i], &part) || (i == 1 && part.n == 0))
			return false;
		if (i > 0 && part.n > 0 && (grid_value_run(part, c->hex) != part.n || part.p[0] == '-'))
			return false;
		if (i == 0)
			certificate = run_certificate(part);
		else if (before == UINT64_MAX && grid_begins_row(c, certificate, l->line[i], part))
			before = taken;
		taken += part.n;
		if (text.n + part.n < JOINED)
			out_mem(&text, (const char *)part.p, part.n);
	}
	prefix = c->hex ? grid_prefix(out_span(&text)) : 0;
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
	struct span rest = span_from(line, grid_octets_of(line, c->at + c->width));

	rest = span_from(rest, blanks_before(rest));
	return rest.n > 0 && (rest.p[0] == '+' || span_starts(rest, SPAN_LIT("\xe2\x86\xb5")));
}

/* The lines of the body begin in front of BEGIN where the shorter lines of a cell stand in its middle. */
static void
take_body(struct span line, struct grid_cell *c)
{
	for (size_t at = 0, n; at < line.n; at += n > 0 ? n : 1) {
		size_t from;

		n = grid_value_run(span_from(line, at), false);
		from = n > c->width ? grid_characters_of(span_sub(line, 0, at)) : c->at;
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
	struct span rest = span_from(line, grid_octets_of(line, c->at + c->width));
	size_t n = blanks_before(rest);

	if (!has_sign(c, line) && n < rest.n && (rest.p[n] == '|' || rest.p[n] >= 0x80))
		c->width += n;
}

/* PEM whose lines stand below one another.  *signs: behind each of them stands that it goes on. */
static bool
is_block(const struct grid_lines *l, struct grid_cell *c, bool *signs)
{
	struct span part;
	size_t n, armour = c->width;

	*signs = true;
	if (l->n < GRID_LOOK)
		return false;
	take_body(l->line[1], c);
	n = grid_value_run(span_from(l->line[1], grid_octets_of(l->line[1], c->at)), false);
	c->width = n > c->width ? n : c->width;
	take_blanks(l->line[1], c);
	for (unsigned i = 0; i < l->n; i++) {
		if (!grid_part(c, l->line[i], &part) || part.n == 0 || (i == 1 && grid_value_run(part, false) != part.n) || (i == 0 && part.n != armour))
			return false;
		*signs &= has_sign(c, l->line[i]);
	}
	return true;
}

/* Do all the lines have the sign that a cell goes on as the last character of the column?  It may be one of base64, but not in each. */
static bool
ends_in_signs(const struct grid_lines *l, const struct grid_cell *c)
{
	for (unsigned i = 0; i < l->n; i++) {
		size_t at = grid_octets_of(l->line[i], c->at + c->width - 1);
		struct span s = span_from(l->line[i], at);

		if (s.n == 0 || s.p[0] != '+' || (s.n > 1 && !is_blank(s.p[1]) && s.p[1] != '|'))
			return false;
	}
	return l->n == GRID_LOOK;
}

/* Does a cell begin at line.p[at] of the first? */
bool
grid_cell_at(const struct grid_lines *l, size_t at, struct grid_cell *c, bool *sure)
{
	struct span line = l->line[0], here = span_from(line, at);
	struct armour a;

	*c = (struct grid_cell){ .at = grid_characters_of(span_sub(line, 0, at)) };
	c->armour = here.p[0] == '-' && armour_at(here, &a) && !a.end;
	if (c->armour) {
		c->width = a.n;
		return is_block(l, c, sure);
	}
	*sure = true;
	c->hex = here.p[0] != 'M';
	c->width = grid_value_run(here, c->hex);
	c->width -= !c->hex && c->width > GRID_SHORTEST && ends_in_signs(l, c);
	return c->width >= GRID_SHORTEST && is_wrapped(l, c);
}

/* May one begin with these characters, GRID_SHORTEST or more?  A quick look: most lines have none. */
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
	return may_begin(p) && (from == line.p || grid_is_edge(from[-1]));
}

/* Where armour may begin up to `end`, with the dashes of it or of a rule; NULL: nowhere. */
static const uint8_t *
next_armour(struct span line, const uint8_t *p, const uint8_t *end)
{
	while (p < end && (p = memchr(p, '-', (size_t)(end - p))) != NULL) {
		const uint8_t *from = p, *last = line.p + line.n - GRID_SHORTEST - 1;

		while (p[1] == '-' && p < last)
			p++;
		if (may_stand(line, from, p))
			return from;
		p++;
	}
	return NULL;
}

/* Where a value may up to `end`: GRID_SHORTEST characters, none of them a blank, whatever else they are. */
static const uint8_t *
next_value(struct span line, const uint8_t *p, const uint8_t *end)
{
	while (p < end) {
		size_t n = GRID_SHORTEST;

		/* A rule. */
		while (p < end && *p == '-')
			p++;
		while (n > 0 && p[n - 1] > ' ')
			n--;
		for (p += n; n == 0 && p < end && p[GRID_SHORTEST - 1] > ' '; p++)
			if (*p != '-' && may_stand(line, p, p))
				return p;
	}
	return NULL;
}

/* Where the next may begin in the line, from `at` on, GRID_SHORTEST characters before its end; line.n: nowhere. */
size_t
grid_cell_next(struct span line, size_t at)
{
	const uint8_t *p = line.p + at, *end = line.p + line.n - GRID_SHORTEST, *value, *armour;

	if (line.n < at + GRID_SHORTEST)
		return line.n;
	value = next_value(line, p, end);
	armour = next_armour(line, p, value != NULL ? value : end);
	p = armour != NULL ? armour : value;
	return p != NULL ? (size_t)(p - line.p) : line.n;
}
