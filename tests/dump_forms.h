/* SPDX-License-Identifier: Apache-2.0 */
/* dump_forms.h - octets of a certificate as od, hexdump, xxd and the formats of Go print them: in words, characters, groups and any radix. */
#ifndef TESTS_DUMP_FORMS_H
#define TESTS_DUMP_FORMS_H

#include "carriers.h"

/* The number of so many octets that a little-endian machine reads there; what is none is zero. */
static uint64_t
word_at(struct span s, size_t at, size_t size)
{
	uint64_t v = 0;

	for (size_t i = size; i > 0; i--)
		v = v << 8 | (at + i <= s.n ? s.p[at + i - 1] : 0);
	return v;
}

/* Digits of a number, no fewer than `width` characters with zeros or blanks in front. */
static void
put_number(struct out *o, uint64_t v, unsigned radix, size_t width, char front)
{
	char digits[64];
	size_t n = 0;

	do {
		digits[n++] = "0123456789abcdef"[v % radix];
		v /= radix;
	} while (v > 0);
	for (size_t i = n; i < width; i++)
		out_char(o, front);
	while (n > 0)
		out_char(o, digits[--n]);
}

/* Lines of sixteen octets in words, and the address of their end. */
static void
words(struct out *o, struct span s, size_t size, unsigned radix, size_t width, const char *between, unsigned addresses)
{
	for (size_t i = 0; i < s.n; i += size) {
		if (i % 16 == 0) {
			out_str(o, i > 0 ? "\n" : "");
			put_number(o, i, addresses, 7, '0');
		}
		out_str(o, between);
		put_number(o, word_at(s, i, size), radix, width, radix == 10 ? ' ' : '0');
	}
	out_char(o, '\n');
	put_number(o, s.n, addresses, 7, '0');
	out_char(o, '\n');
}

static void od_words(struct out *o, struct span s) { words(o, s, 2, 8, 6, " ", 8); }
static void od_octets(struct out *o, struct span s) { words(o, s, 1, 8, 3, " ", 8); }
static void od_decimal(struct out *o, struct span s) { words(o, s, 2, 10, 5, " ", 8); }
static void od_long(struct out *o, struct span s) { words(o, s, 8, 16, 16, " ", 8); }
static void hexdump_words(struct out *o, struct span s) { words(o, s, 2, 16, 4, "    ", 16); }

/* od -c */
static void
od_characters(struct out *o, struct span s)
{
	static const char letters[] = "0abtnvfr", values[] = "\0\a\b\t\n\v\f\r";

	for (size_t i = 0; i < s.n; i++) {
		const char *letter = memchr(values, s.p[i], sizeof values - 1);

		if (i % 16 == 0)
			out_fmt(o, "%s%07zo", i > 0 ? "\n" : "", i);
		if (letter != NULL)
			out_fmt(o, "  \\%c", letters[letter - values]);
		else
			out_fmt(o, s.p[i] >= ' ' && s.p[i] < 0x7f ? "   %c" : " %03o", s.p[i]);
	}
	out_fmt(o, "\n%07zo\n", s.n);
}

/* As xxd prints so many octets a line, in groups, with the text behind them; a group is a number in the order of the machine if `swapped`. */
static void
xxd_groups(struct out *o, struct span s, size_t width, size_t group, unsigned radix, bool swapped)
{
	size_t each = radix == 2 ? 8 : 2;

	for (size_t i = 0; i < s.n; i += width) {
		out_fmt(o, "%08zx:", i);
		for (size_t k = 0; k < width; k++) {
			size_t at = i + (swapped ? k - k % group + group - 1 - k % group : k);

			out_str(o, k % group == 0 ? " " : "");
			if (at < s.n && at < i + width)
				put_number(o, s.p[at], radix, each, '0');
			else
				out_fmt(o, "%*s", (int)each, "");
		}
		out_str(o, "  ");
		for (size_t k = i; k < i + width && k < s.n; k++)
			out_char(o, (char)(s.p[k] >= ' ' && s.p[k] < 0x7f ? s.p[k] : '.'));
		out_char(o, '\n');
	}
}

static void xxd_binary(struct out *o, struct span s) { xxd_groups(o, s, 6, 1, 2, false); }
static void xxd_swapped(struct out *o, struct span s) { xxd_groups(o, s, 16, 4, 16, true); }
static void xxd_three(struct out *o, struct span s) { xxd_groups(o, s, 16, 3, 16, false); }
static void xxd_four(struct out *o, struct span s) { xxd_groups(o, s, 16, 4, 16, false); }
static void xxd_eight(struct out *o, struct span s) { xxd_groups(o, s, 16, 8, 16, false); }
static void xxd_one(struct out *o, struct span s) { xxd_groups(o, s, 16, 16, 16, false); }

/* A list as fmt of Go prints it: %#v, %#o, %08b. */
static void
go_list(struct out *o, struct span s, const char *begin, const char *front, unsigned radix, size_t width, const char *between, const char *end)
{
	out_str(o, begin);
	for (size_t i = 0; i < s.n; i++) {
		out_str(o, i > 0 ? between : "");
		out_str(o, radix != 8 || s.p[i] > 0 ? front : "");
		put_number(o, s.p[i], radix, width, '0');
	}
	out_str(o, end);
}

static void go_source(struct out *o, struct span s) { go_list(o, s, "[]uint8{", "0x", 16, 1, ", ", "}\n"); }
static void go_octal(struct out *o, struct span s) { go_list(o, s, "[", "0", 8, 1, " ", "]\n"); }
static void go_binary(struct out *o, struct span s) { go_list(o, s, "[", "", 2, 8, " ", "]\n"); }

/* As gdb prints memory: x/8xb, x/4xw; addresses with the name of the place. */
static void
gdb_numbers(struct out *o, struct span s, size_t size, size_t count, bool named)
{
	for (size_t i = 0; i < s.n; i += size) {
		if (i % (size * count) == 0)
			out_fmt(o, "%s0x%012zx", i > 0 ? "\n" : "", (size_t)0x555555558010 + i);
		if (i % (size * count) == 0 && named)
			out_fmt(o, i > 0 ? " <certificate+%zu>" : " <certificate>", i);
		out_str(o, i % (size * count) == 0 ? ":\t0x" : "\t0x");
		for (size_t k = size; k-- > 0; )
			put_number(o, i + k < s.n ? s.p[i + k] : 0, 16, 2, '0');
	}
	out_char(o, '\n');
}

static void gdb_octets(struct out *o, struct span s) { gdb_numbers(o, s, 1, 8, true); }
static void gdb_words(struct out *o, struct span s) { gdb_numbers(o, s, 4, 4, false); }

static const struct dump_form {
	const char *name;
	carrier_fn *fn;
} dump_forms[] = {
	{ "od", od_words }, { "od -b", od_octets }, { "od -d", od_decimal }, { "od -tx8", od_long }, { "od -c", od_characters },
	{ "hexdump -x", hexdump_words }, { "xxd -b", xxd_binary }, { "xxd -e", xxd_swapped }, { "xxd -g 3", xxd_three },
	{ "xxd -g 4", xxd_four }, { "xxd -g 8", xxd_eight }, { "xxd -g 0", xxd_one },
	{ "%#v of Go", go_source }, { "%#o of Go", go_octal }, { "%08b of Go", go_binary },
	{ "x/8xb of gdb", gdb_octets }, { "x/4xw of gdb", gdb_words },
};
#define DUMP_FORMS (sizeof dump_forms / sizeof *dump_forms)

#endif
