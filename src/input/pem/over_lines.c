/* SPDX-License-Identifier: Apache-2.0 */
#include "input/pem/over_lines.h"

#include "base/ascii.h"
#include "input/pem/grid/cell.h"
#include "input/pem/grid/grid.h"
#include "input/pem/line/armour.h"
#include "input/pem/line/frame.h"
#include "input/written/dump.h"
#include "input/written/run.h"

/* Characters of a list whose length is not known, no fewer: a certificate has not so few octets. */
#define LEAST 512

/* Characters that an element has which begins so, blanks and signs apart; 0: it is none. */
static uint64_t
needs(enum run run, uint64_t total)
{
	switch (run) {
	case RUN_BASE64:
		return total > UINT32_MAX ? LEAST : (total * 4 + 2) / 3;
	case RUN_HEX:
		return total > UINT32_MAX ? LEAST : total * 2;
	case RUN_LIST:
	case RUN_OCTAL:
	case RUN_BINARY:
	case RUN_SHORT_HEX:
		return LEAST;
	default:
		return 0;
	}
}

/* Does an element begin in the first line for which that has not the room? */
static bool
is_cut(struct span text)
{
	size_t n;
	struct span line = frame_line(text, &n);

	for (size_t i = 0; n > 0 && i < line.n; i++) {
		uint8_t before = i > 0 ? line.p[i - 1] : '\n';
		uint64_t total = UINT64_MAX;
		enum run run = run_word(line.p[i], before) ? run_begins(span_from(text, i), before, &total) : RUN_NONE;

		if (run != RUN_NONE)
			return line.n - i < needs(run, total);
	}
	return false;
}

/* Does a PEM block begin in the first line that does not end there? */
static bool
is_block(struct span text)
{
	size_t n;
	struct span line = frame_line(text, &n);
	struct armour a;
	bool begins = false;

	for (size_t i = 0; n > 0 && i < line.n; i += n) {
		bool dash = line.p[i] == '-' || line.p[i] == 0xe2;
		struct span here = span_from(line, i);

		n = 1;
		if (dash && armour_at(here, &a)) {
			begins = !a.end;
			n = a.n;
		} else if (dash) {
			n = armour_none(here);
		}
	}
	return begins;
}

bool
over_lines_begins(struct span text)
{
	struct frame frame;
	struct grid grid;
	struct cell cell;

	text = text.n > OVER_LINES_OCTETS ? span_sub(text, 0, OVER_LINES_OCTETS) : text;
	return grid_begins(&grid, text) || cell_begins(&cell, text) || dump_begins(text) || frame_begins(&frame, text) || is_cut(text) || is_block(text);
}

/* Are these three the first characters of an element in hexadecimal, in decimal, in octal, in binary, in words of two octets or in base64, or of armour? */
static bool
is_sign(const uint8_t *p)
{
	switch (p[0]) {
	case '3':
		return p[1] == '0' && (p[2] == '8' || (p[2] | 0x20) == 'h' || !is_alnum(p[2]));
	case '4':
		return p[1] == '8' && !is_alnum(p[2]);
	case '0':
		return (p[1] == '6' && p[2] == '0') || (p[1] == '0' && p[2] == '1');
	case '8':
		return p[1] == '2' && p[2] == '3';
	case 'M':
		return run_may(p);
	default:
		return p[0] == '-' && p[1] == '-';
	}
}

bool
over_lines_may_begin(struct span line)
{
	for (size_t i = 0; i + 2 < line.n; i++)
		if (is_sign(line.p + i))
			return true;
	return false;
}
