/* SPDX-License-Identifier: Apache-2.0 */
#include "input/written/dump_fields.h"

#include "base/ascii.h"

/* Characters of a field of od -c, of which one stands between. */
#define COLUMN 4

struct number {
	uint64_t value;
	bool negative;
	size_t digits, n;		/* n: characters with the blanks in front */
};

/* A number at the front, behind blanks; false: none. */
static bool
take_number(struct span s, unsigned radix, struct number *v)
{
	size_t i = blanks_before(s), from;

	*v = (struct number){ .n = 0 };
	v->negative = i < s.n && s.p[i] == '-';
	i += v->negative;
	/* gdb writes "0x30". */
	if (radix == 16 && i + 2 < s.n && s.p[i] == '0' && (s.p[i + 1] | 0x20) == 'x')
		i += 2;
	for (from = i; i < s.n; i++) {
		int d = hex_digit(s.p[i]);

		if (d < 0 || (unsigned)d >= radix)
			break;
		if (v->value > (UINT64_MAX - (unsigned)d) / radix)
			return false;
		v->value = v->value * radix + (unsigned)d;
	}
	v->n = i;
	v->digits = i - from;
	/* Fields end with a blank, or the line. */
	return i > from && (i == s.n || is_blank(s.p[i]));
}

/* "060", "  0", " \0": what it stands for; -1: nothing. */
static int
character(const uint8_t *p)
{
	static const char letters[] = "0abtnvfr", values[] = "\0\a\b\t\n\v\f\r";
	const char *letter;
	int c = 0;

	if (p[0] != ' ')
		return -1;
	if (p[1] == ' ' && p[2] == ' ')
		return p[3] >= ' ' && p[3] < 0x7f ? p[3] : -1;
	if (p[1] == ' ') {
		letter = p[2] == '\\' && p[3] != 0 ? strchr(letters, p[3]) : NULL;
		return letter != NULL ? values[letter - letters] : -1;
	}
	for (unsigned i = 1; i < COLUMN; i++) {
		if (p[i] < '0' || p[i] > '7')
			return -1;
		c = c << 3 | (p[i] - '0');
	}
	return c <= 0xff ? c : -1;
}

/* The next character, behind what is between; -1: none.  The blanks in front of the first may be taken away. */
static int
take_character(struct span *s, bool first)
{
	int c = -1;

	if (first && span_starts(*s, SPAN_LIT("0 20"))) {
		*s = span_from(*s, 1);
		return '0';
	}
	if (s->n >= COLUMN && (c = character(s->p)) >= 0)
		*s = span_from(*s, COLUMN);
	return c;
}

size_t
fields_count(struct span s, unsigned radix)
{
	struct number v;
	size_t count = 0;

	if (radix == FIELDS_CHARACTERS)
		while (take_character(&s, count == 0) >= 0)
			count++;
	else
		for (; take_number(s, radix, &v); s = span_from(s, v.n))
			count++;
	return count;
}

/* Is the number as long as those of so many octets are, and as large at the most?  Those in decimal have no zeros in front, or all that they may have. */
static bool
fits(const struct number *v, unsigned radix, size_t size)
{
	uint64_t most = size < sizeof v->value ? ((uint64_t)1 << (8 * size)) - 1 : UINT64_MAX;
	size_t digits = radix == 2 ? 8 * size : radix == 16 ? 2 * size : (8 * size + 2) / 3;

	if (v->negative ? radix != 10 || v->value > most / 2 + 1 : v->value > most)
		return false;
	return radix == 10 ? v->digits <= digits : v->digits == digits;
}

size_t
fields_octets(struct span s, const struct fields *f, uint8_t *to, size_t most)
{
	struct number v;
	size_t made = 0;
	int c;

	while (f->radix == FIELDS_CHARACTERS && made < most && (c = take_character(&s, made == 0)) >= 0)
		to[made++] = (uint8_t)c;
	if (f->radix == FIELDS_CHARACTERS)
		return made;
	for (; made + f->size <= most && take_number(s, f->radix, &v) && fits(&v, f->radix, f->size); s = span_from(s, v.n)) {
		uint64_t value = v.negative ? 0 - v.value : v.value;

		for (size_t i = 0; i < f->size; i++)
			to[made + i] = (uint8_t)(value >> (8 * (f->swapped ? i : f->size - 1 - i)));
		made += f->size;
	}
	return made;
}

bool
fields_alone(struct span s, const struct fields *f)
{
	struct number v;
	bool first = true;

	if (f->radix == FIELDS_CHARACTERS)
		for (; take_character(&s, first) >= 0; first = false)
			;
	else
		for (; take_number(s, f->radix, &v) && fits(&v, f->radix, f->size); s = span_from(s, v.n))
			;
	return span_trimmed(s).n == 0;
}

bool
fields_may_begin(struct span s, const struct fields *f)
{
	struct number v;
	uint64_t value;

	if (f->radix == FIELDS_CHARACTERS)
		return span_starts(s, SPAN_LIT("   0 20")) || span_starts(s, SPAN_LIT("0 20"));
	if (s.n == 0 || !take_number(s, f->radix, &v) || !fits(&v, f->radix, f->size))
		return false;
	value = v.negative ? 0 - v.value : v.value;
	/* X.690 8.1.3: a SEQUENCE with a length in the long form. */
	return (value & 0xff) == 0x30 && (value >> 8 & 0xff) >= 0x80 && (value >> 8 & 0xff) <= 0x84;
}
