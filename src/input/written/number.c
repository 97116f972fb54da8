/* SPDX-License-Identifier: Apache-2.0 */
#include "input/written/number.h"

#include "base/ascii.h"
#include "input/lost/lost.h"

/* Characters between two numbers, and of a comment there, no more. */
#define BETWEEN 32
#define COMMENT 120
/* "0o377", "0377" and "00110000" have no more digits. */
#define OCTAL_DIGITS 4
#define BINARY_DIGITS 8
/* Nor has an octet in decimal more than these. */
#define OCTET_DIGITS 3

size_t
number_comment(struct span s)
{
	size_t most = s.n < COMMENT ? s.n : COMMENT;

	if (s.n < 2 || s.p[0] != '/' || (s.p[1] != '*' && s.p[1] != '/'))
		return 0;
	for (size_t i = 2; i < most; i++) {
		bool line_end = s.p[i] == '\n' || s.p[i] == '\r';

		if (s.p[1] == '/' && line_end)
			return i;
		if (line_end)
			return 0;
		if (s.p[1] == '*' && s.p[i] == '/' && i > 2 && s.p[i - 1] == '*')
			return i + 1;
	}
	return 0;
}

size_t
number_suffix(struct span s)
{
	size_t n;

	if (s.n == 0 || (s.p[0] != 'u' && s.p[0] != 'U'))
		return 0;
	n = s.n > 1 && s.p[1] == '8' ? 2 : 1;
	return n < s.n && (is_letter(s.p[n]) || is_digit(s.p[n])) ? 0 : n;
}

static size_t
behind_separators(struct span s)
{
	size_t n = 0, k;

	while (n < s.n && n <= BETWEEN && memchr(" \t\r\n,", s.p[n], 5) != NULL)
		n++;
	while ((k = number_comment(span_from(s, n))) > 0)
		for (n += k; n < s.n && memchr(" \t\r\n,", s.p[n], 5) != NULL; n++)
			;
	return n;
}

static int
number(struct span s, unsigned radix, char letter, size_t most, size_t *n)
{
	size_t i = behind_separators(s), digits = 0;
	unsigned c = 0;

	if (i + 2 < s.n && s.p[i] == '0' && s.p[i + 1] == (uint8_t)letter)
		i += 2;
	for (; i < s.n && is_digit(s.p[i]) && s.p[i] < '0' + radix && digits <= most; i++, digits++)
		c = c * radix + s.p[i] - '0';
	/* Another digit or a letter is of no such number. */
	if (digits == 0 || digits > most || c > 0xff || (i < s.n && (is_digit(s.p[i]) || is_letter(s.p[i])) && number_suffix(span_from(s, i)) == 0))
		return -1;
	*n = i + number_suffix(span_from(s, i));
	return (int)c;
}

static size_t
behind_digits(struct span s, size_t at, size_t most)
{
	size_t n = at;

	while (n < s.n && n - at < most && is_digit(s.p[n]))
		n++;
	return n;
}

static size_t
behind_blanks(struct span s, size_t at)
{
	return at + blanks_before(span_from(s, at));
}

int
number_indexed(struct span s, size_t *n)
{
	size_t i = behind_separators(s), k;
	int c = 0;

	i += i < s.n && (s.p[i] == '"' || s.p[i] == '\'');
	k = behind_digits(s, i, LOST_INDEX_DIGITS);
	if (k == i || k + 1 >= s.n || (s.p[k] != '"' && s.p[k] != '\''))
		return -1;
	k = behind_blanks(s, k + 1);
	if (k >= s.n || s.p[k] != ':')
		return -1;
	k = behind_blanks(s, k + 1);
	*n = behind_digits(s, k, OCTET_DIGITS + 1);
	if (*n == k || *n - k > OCTET_DIGITS)
		return -1;
	for (; k < *n; k++)
		c = c * 10 + s.p[k] - '0';
	return c > 0xff ? -1 : c;
}

int
number_octal(struct span text, size_t *n)
{
	return number(text, 8, 'o', OCTAL_DIGITS, n);
}

int
number_binary(struct span text, size_t *n)
{
	return number(text, 2, 'b', BINARY_DIGITS, n);
}

int
number_hex(struct span s, size_t *n)
{
	size_t i = behind_separators(s), from = i;
	int c = 0;

	for (; i < s.n && i - from < 2 && hex_digit(s.p[i]) >= 0; i++)
		c = c << 4 | hex_digit(s.p[i]);
	if (i == from || (i < s.n && is_alnum(s.p[i])))
		return -1;
	*n = i;
	return c;
}
