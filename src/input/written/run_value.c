/* SPDX-License-Identifier: Apache-2.0 */
/* run_value.c - the values of lists of octets, as programs write them: in hexadecimal and in decimal. */
#include <string.h>
#include <strings.h>

#include "base/ascii.h"
#include "input/written/number.h"
#include "input/written/run.h"

/* ---- hexadecimal ---- */

/* Characters between two octets, no more. */
#define BETWEEN 32

/* 30:82, 30 82, 0x30, 0x82, "\x30\x82", %30%82, and a line or a string that goes on: "3082" + "0316", and with "& _". */
static const bool between_hex[256] = {
	[' '] = true, ['\t'] = true, ['\r'] = true, ['\n'] = true, [':'] = true, [','] = true, [';'] = true, ['-'] = true, ['.'] = true,
	['|'] = true, ['%'] = true, ['\\'] = true, ['"'] = true, ['\''] = true, ['{'] = true, ['}'] = true, ['$'] = true, ['&'] = true,
	['('] = true, [')'] = true, ['+'] = true, ['_'] = true
};

/* 30h, 082h: so many digits before the letter, of which a third is a zero in front; 0: it is none. */
size_t
run_assembler(struct span s)
{
	size_t n = 0;

	/* Most octets have no such letter behind them. */
	if (s.n < 3 || ((s.p[2] | 0x20) != 'h' && (s.n < 4 || (s.p[3] | 0x20) != 'h')))
		return 0;
	while (n < 3 && n < s.n && hex_digit(s.p[n]) >= 0)
		n++;
	return n >= 2 && n < s.n && (s.p[n] | 0x20) == 'h' && (n == 2 || s.p[0] == '0') ? n : 0;
}

/* Of Java, C and C#: each value of a list has its type before it. */
static const char *const types[] = {
	"(byte)", "(sbyte)", "(char)", "(uchar)", "(unsigned char)", "(signed char)", "(uint8_t)", "(int8_t)", "(u8)", "(uint8)"
};

size_t
run_type(struct span s)
{
	if (s.n == 0 || s.p[0] != '(')
		return 0;
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		size_t n = strlen(types[i]);

		if (n <= s.n && strncasecmp((const char *)s.p, types[i], n) == 0)
			return n;
	}
	return 0;
}

size_t
run_type_before(struct span s, size_t at)
{
	size_t from = at;

	while (from > 0 && at - from <= RUN_TYPE && s.p[from - 1] != '(')
		from--;
	return from > 0 && run_type(span_sub(s, from - 1, at - from + 1)) > 0 ? from - 1 : at;
}

/* Behind what may stand between two octets; two dashes are armour. */
static size_t
behind_between(struct span s, size_t at)
{
	size_t n = at, k;

	while (n < s.n && n - at <= BETWEEN && between_hex[s.p[n]] && !(s.p[n] == '-' && n + 1 < s.n && s.p[n + 1] == '-'))
		n += s.p[n] == '(' && (k = run_type(span_from(s, n))) > 0 ? k : 1;
	return n;
}

static bool
is_x(uint8_t c)
{
	return (c | 0x20) == 'x';
}

/* "u", "u8" of Rust and C behind a number. */
static size_t
suffix(struct span s)
{
	return s.n > 0 && (s.p[0] | 0x20) == 'u' ? number_suffix(s) : 0;
}

/* "db 030h", "DB 0x30": the word in front of octets in the notation of assemblers is none itself, though its letters are digits. */
static bool
is_directive(struct span s)
{
	size_t blanks;

	if (s.n < 6 || (s.p[0] | 0x20) != 'd' || (s.p[1] | 0x20) != 'b' || (blanks = blanks_before(span_from(s, 2))) == 0)
		return false;
	s = span_from(s, 2 + blanks);
	return run_assembler(s) > 0 || (s.n > 1 && s.p[0] == '0' && is_x(s.p[1]));
}

int
run_hex(struct span text, size_t *n)
{
	size_t start = 0, i = behind_between(text, 0), k;

	while (i < text.n && text.p[i] == '/' && (k = number_comment(span_from(text, i))) > 0) {
		start = i + k;
		i = behind_between(text, start);
	}
	/* &H30 of BASIC, X'30' of SQL. */
	if (i + 1 < text.n && (is_x(text.p[i]) || text.p[i] == 'H' || (text.p[i] == '0' && is_x(text.p[i + 1])))) {
		i += text.p[i] == '0' ? 2 : 1;
		/* Go writes 0x1. */
		if (i + 1 < text.n && i - start <= BETWEEN && hex_digit(text.p[i]) >= 0 && memchr(", \r\n}", text.p[i + 1], 5) != NULL) {
			*n = i + 1;
			return hex_digit(text.p[i]);
		}
	}
	i += run_assembler(span_from(text, i)) == 3;
	if (i + 1 >= text.n || i - start > BETWEEN || hex_digit(text.p[i]) < 0 || hex_digit(text.p[i + 1]) < 0 ||
	    (i > 0 && (text.p[i] | 0x20) == 'd' && is_space(text.p[i - 1]) && is_directive(span_from(text, i))))
		return -1;
	*n = i + 2 + (run_assembler(span_from(text, i)) == 2);
	*n += suffix(span_from(text, *n));
	return hex_digit(text.p[i]) << 4 | hex_digit(text.p[i + 1]);
}

/* ---- decimal ---- */

int
run_decimal(struct span text, size_t *n)
{
	size_t i = 0, start = 0, digits, k;
	int c = 0;
	bool negative;

	while (i < text.n && i - start < BETWEEN) {
		if (run_ends_value(text.p[i])) {
			i++;
		} else if (text.p[i] == '(' && (k = run_type(span_from(text, i))) > 0) {
			i += k;
		} else if (text.p[i] == '/' && (k = number_comment(span_from(text, i))) > 0) {
			i += k;
			start = i;
		} else {
			break;
		}
	}
	/* Java has octets from -128 to 127. */
	negative = i < text.n && text.p[i] == '-';
	i += negative;
	for (digits = 0; i < text.n && is_digit(text.p[i]) && digits < 4; i++, digits++)
		c = c * 10 + text.p[i] - '0';
	*n = i + suffix(span_from(text, i));
	if (digits == 0 || digits > 3 || c > (negative ? 128 : 255))
		return -1;
	return negative ? (256 - c) & 0xff : c;
}
