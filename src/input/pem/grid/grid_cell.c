/* SPDX-License-Identifier: Apache-2.0 */
#include "input/pem/grid/grid_cell.h"

#include "base/ascii.h"
#include "base/out.h"
#include "input/der/begins.h"
#include "input/pem/grid/grid_address.h"
#include "input/pem/grid/grid_line.h"
#include "input/pem/line/armour.h"
#include "input/pem/line/frame.h"
#include "input/written/run.h"

/* Octets of the lines of one that are looked at. */
#define JOINED 512
/* Octets that tell an element (begins.h). */
#define ELEMENT 16

struct grid_lines
grid_lines_of(struct span text)
{
	struct grid_lines l = { .n = 0 };
	size_t n;

	for (; l.all < GRID_FIRST && text.n > 0; text = span_from(text, n)) {
		l.line[l.all] = frame_line(text, &n);
		if (n == 0)
			break;
		l.all++;
	}
	l.n = l.all < GRID_LOOK ? l.all : GRID_LOOK;
	return l;
}

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
		return p[1] == '0' && (p[2] == '8' || (p[2] == ':' && p[3] == '8'));
	default:
		return p[1] == 'x' && p[2] == '3' && p[3] == '0';
	}
}

/* The same of spaced hexadecimal: "30 82", "3082 0", "0x30 0x8", "0x30, 0x8". */
static bool
may_begin_spaced(const uint8_t *p)
{
	if (p[0] == '3' && p[1] == '0')
		return p[2] == ' ' ? p[3] == '8' : p[2] == ':' ? p[3] == '8' : p[2] == '8' && p[4] == ' ';
	return p[0] == '0' && (p[1] | 0x20) == 'x' && p[2] == '3' && p[3] == '0' && (p[4] == ' ' || (p[4] == ',' && p[5] == ' '));
}

bool
grid_may_begin_spaced(struct span s)
{
	return s.n >= GRID_NARROWEST && may_begin_spaced(s.p);
}

/* Does the value go on in its own line, whose words are as wide as the column and joined by blanks?  Another column may have one of them. */
static bool
goes_on_beside(const struct grid_cell *c, struct span line)
{
	struct span rest = span_from(line, grid_octets_of(line, c->at + c->width));

	/* Dumps part the octets of a line in the middle. */
	if (c->text == GRID_SPACED) {
		rest = span_from(rest, blanks_before(rest));
		return grid_value_run(rest, c->text) >= c->width && !may_begin_spaced(rest.p);
	}
	for (unsigned words = 0; words < 2; words++) {
		size_t blanks = blanks_before(rest);

		rest = span_from(rest, blanks);
		if (blanks != 1 || grid_value_run(rest, c->text) != c->width || run_certificate(rest))
			return false;
		rest = span_from(rest, c->width);
	}
	return true;
}

/* What the first lines have of a value. */
struct beginning {
	char room[JOINED + 1];
	struct out text;
	uint64_t first, taken, before;	/* characters of the first line, of all, and of those in front of the next row */
};

/* Is the part behind the edge of its column?  Spaced hexadecimal that is wrapped has one blank in front, and lines that are indented have more. */
static bool
is_indented(const struct grid_cell *c, struct span line, struct span part)
{
	return c->text == GRID_SPACED && part.n > 0 && (size_t)(part.p - line.p) > grid_octets_of(line, c->at) + 1;
}

/* Joins them; false: one of those that tell has something else. */
static bool
join_lines(const struct grid_lines *l, const struct grid_cell *c, struct beginning *b)
{
	bool certificate = false;
	struct span part;

	b->text = (struct out){ b->room, 0, sizeof b->room, false };
	b->taken = 0;
	b->before = UINT64_MAX;
	/* A line of spaced hexadecimal has few octets. */
	for (unsigned i = 0; i < (c->text == GRID_SPACED ? l->all : l->n); i++) {
		bool value = grid_part(c, l->line[i], &part) && (i != 1 || part.n > 0);

		if (i > 0 && part.n > 0 && (grid_value_run(part, c->text) != part.n || part.p[0] == '-' || is_indented(c, l->line[i], part)))
			value = false;
		if (!value)
			return i >= l->n;
		if (i == 0)
			certificate = run_certificate(part);
		else if (b->before == UINT64_MAX && grid_begins_row(c, certificate, l->line[i], part))
			b->before = b->taken;
		if (b->text.n + part.n < JOINED)
			grid_put(&b->text, c->text, part);
		b->taken = c->text == GRID_SPACED ? b->text.n : b->taken + part.n;
		b->first = i == 0 ? b->taken : b->first;
	}
	return true;
}

/* Does one begin in these digits that may be a certificate, of any size? */
static bool
element_in_digits(struct span digits)
{
	uint8_t octets[ELEMENT];

	if (digits.n < sizeof octets * 2)
		return false;
	for (size_t i = 0; i < sizeof octets; i++)
		octets[i] = (uint8_t)(hex_digit(digits.p[2 * i]) << 4 | hex_digit(digits.p[2 * i + 1]));
	return element_begins((struct span){ octets, sizeof octets });
}

bool
grid_begins_spaced_row(const struct grid_cell *c, struct span text)
{
	struct grid_lines l;
	struct beginning b;
	struct span part;
	size_t n;

	if (c->text != GRID_SPACED || !grid_part(c, frame_line(text, &n), &part) || !grid_may_begin_spaced(part))
		return false;
	l = grid_lines_of(text);
	return join_lines(&l, c, &b) && element_in_digits(out_span(&b.text));
}

/* A value that goes on below itself: as many characters, or fewer where it ends. */
static bool
is_wrapped(const struct grid_lines *l, struct grid_cell *c)
{
	bool hex = c->text != GRID_BASE64;
	struct beginning b;
	uint64_t total;
	enum run run;
	size_t prefix;

	if (goes_on_beside(c, l->line[0]) || !join_lines(l, c, &b))
		return false;
	prefix = c->text == GRID_HEX ? grid_prefix(out_span(&b.text)) : 0;
	run = run_begins(span_from(out_span(&b.text), prefix), ' ', &total);
	if ((run != RUN_BASE64 && run != RUN_HEX) || total > UINT32_MAX || (run == RUN_HEX) != hex)
		return false;
	c->total = hex ? 2 * total + prefix : (total * 4 + 2) / 3;
	/* Where the next row begins, the value has to be at its end. */
	return c->total > b.first && c->total <= b.before;
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

		n = grid_value_run(span_from(line, at), GRID_BASE64);
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
	n = grid_value_run(span_from(l->line[1], grid_octets_of(l->line[1], c->at)), GRID_BASE64);
	c->width = n > c->width ? n : c->width;
	take_blanks(l->line[1], c);
	for (unsigned i = 0; i < l->n; i++) {
		if (!grid_part(c, l->line[i], &part) || part.n == 0 || (i == 1 && grid_value_run(part, GRID_BASE64) != part.n) || (i == 0 && part.n != armour))
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

/* Of spaced hexadecimal, which is wrapped between its words or at any character: the widest line, up to the edge that the next ones may fill. */
static size_t
spaced_width(const struct grid_lines *l, const struct grid_cell *c)
{
	size_t width = 0;
	unsigned begin = 0;

	/* Rows of one line each, as those of a dump: no certificate has three such elements one in the other at its front. */
	for (unsigned i = 0; i < l->n; i++)
		begin += grid_may_begin_spaced(span_from(l->line[i], grid_octets_of(l->line[i], c->at)));
	if (begin == GRID_LOOK)
		return 0;
	for (unsigned i = 0; i < l->n; i++) {
		size_t n = grid_value_run(span_from(l->line[i], grid_octets_of(l->line[i], c->at)), c->text), blanks;
		struct span rest = span_from(l->line[i], grid_octets_of(l->line[i], c->at + n));

		blanks = blanks_before(rest);
		if (blanks == 1 && blanks < rest.n && (rest.p[blanks] == '|' || rest.p[blanks] == '.' || rest.p[blanks] >= 0x80))
			n += blanks;
		width = n > width ? n : width;
	}
	return width;
}

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
	c->text = may_begin_spaced(here.p) ? GRID_SPACED : here.p[0] == 'M' ? GRID_BASE64 : GRID_HEX;
	c->width = c->text == GRID_SPACED ? spaced_width(l, c) : grid_value_run(here, c->text);
	c->width -= c->text == GRID_BASE64 && c->width > GRID_SHORTEST && ends_in_signs(l, c);
	if (c->width < (c->text == GRID_SPACED ? GRID_NARROWEST : GRID_SHORTEST) || !is_wrapped(l, c))
		return false;
	c->radix = grid_address_radix(l, c);
	return true;
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

/* Where spaced hexadecimal may up to `end`. */
static const uint8_t *
next_spaced(struct span line, const uint8_t *p, const uint8_t *end)
{
	const uint8_t *three = p;

	while (three < end && (three = memchr(three, '3', (size_t)(end - three))) != NULL) {
		const uint8_t *from = three - p >= 2 && (three[-1] | 0x20) == 'x' ? three - 2 : three;

		if (may_begin_spaced(from) && (from == line.p || grid_is_edge(from[-1])))
			return from;
		three++;
	}
	return NULL;
}

size_t
grid_cell_next(struct span line, size_t at)
{
	const uint8_t *p = line.p + at, *end = line.p + line.n, *value = NULL, *armour = NULL, *spaced;

	if (line.n < at + GRID_NARROWEST)
		return line.n;
	if (line.n > at + GRID_SHORTEST) {
		value = next_value(line, p, end - GRID_SHORTEST);
		armour = next_armour(line, p, value != NULL ? value : end - GRID_SHORTEST);
	}
	value = armour != NULL ? armour : value;
	spaced = next_spaced(line, p, value != NULL ? value : end - GRID_NARROWEST);
	value = spaced != NULL ? spaced : value;
	return value != NULL ? (size_t)(value - line.p) : line.n;
}
