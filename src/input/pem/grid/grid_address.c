/* SPDX-License-Identifier: Apache-2.0 */
#include "input/pem/grid/grid_address.h"

#include "base/ascii.h"
#include "input/pem/grid/grid_line.h"
#include "input/pem/line/frame.h"
#include "input/written/dump.h"

/* Digits of most addresses.  Octets and words of another column have fewer, and count for less. */
#define LONG 4
/* So much shows that lines go on: one is the next of that before it by chance. */
#define SURE 4

static const unsigned radixes[] = { 16, 8, 10 };

/* The digits in front of the cell, behind which there may be the "h" of hexadecimal and what parts two columns. */
static struct span
digits_before(const struct grid_cell *c, struct span line)
{
	size_t end = grid_octets_of(line, c->at), from;

	while (end > 0 && !is_alnum(line.p[end - 1]))
		end--;
	end -= end > 1 && (line.p[end - 1] | 0x20) == 'h';
	for (from = end; from > 0 && hex_digit(line.p[from - 1]) >= 0; from--)
		;
	return span_sub(line, from, end - from);
}

uint64_t
grid_address(const struct grid_cell *c, struct span line)
{
	struct span digits = digits_before(c, line);

	return digits.n > 0 ? dump_value(digits, c->radix) : UINT64_MAX;
}

uint64_t
grid_address_step(const struct grid_cell *c, struct span part)
{
	uint64_t digits = 0;

	part = span_from(part, c->text == GRID_HEX ? grid_prefix(part) : 0);
	for (size_t i = 0; i < part.n; i++)
		if (hex_digit(part.p[i]) >= 0)
			digits++;
		else if ((part.p[i] | 0x20) == 'x' && digits > 0)
			digits--;
	return digits / 2;
}

/* How much shows that the address of the line goes on, in this radix, from the one before it and the octets of that? */
static unsigned
goes_on(const struct grid_cell *c, struct span before, struct span line)
{
	uint64_t from = grid_address(c, before), to = grid_address(c, line), step;
	struct span part;

	if (from == UINT64_MAX || to == UINT64_MAX || !grid_part(c, before, &part))
		return 0;
	step = grid_address_step(c, part);
	if (step < 2 || to < from || to - from != step)
		return 0;
	return digits_before(c, line).n < LONG ? 1 : 2;
}

unsigned
grid_address_radix(const struct grid_lines *l, const struct grid_cell *c)
{
	struct grid_cell cell = *c;

	if (c->text == GRID_BASE64 || c->armour)
		return 0;
	/* Some of the lines may be gone, or stand twice. */
	for (size_t i = 0; i < sizeof radixes / sizeof *radixes; i++) {
		unsigned seen = 0;

		cell.radix = radixes[i];
		for (unsigned k = 1; k < l->all; k++)
			seen += goes_on(&cell, l->line[k - 1], l->line[k]);
		if (seen >= SURE)
			return cell.radix;
	}
	return 0;
}

bool
grid_address_is_framed(const struct grid_cell *c, struct span text)
{
	struct frame frame;
	size_t n;
	struct span line = frame_line(text, &n);

	/* The addresses themselves are no frame: they are compared. */
	return c->radix > 0 && frame_begins(&frame, text) && frame.n_before <= (size_t)(digits_before(c, line).p - line.p);
}
