/* SPDX-License-Identifier: Apache-2.0 */
#include "input/data/json_octets.h"

#include <string.h>

#include "base/ascii.h"
#include "input/der/begins.h"

/* Octets of DER have more than one control character in so many; words, with a character that was decoded as another, have fewer. */
#define WORDS_OF_CONTROL 32

/* One octet as a value has it; -1: it is none. */
typedef int octet_fn(const struct json_value *);

/* Java has octets from -128 to 127. */
static int
of_number(const struct json_value *v)
{
	int64_t number;

	return json_int64(v, &number) && number >= -128 && number <= 255 ? (int)(number & 0xff) : -1;
}

/* "30", "0x30", "4". */
static int
of_hex(const struct json_value *v)
{
	struct span s = v->text;
	int c = 0;

	if (v->type != JSON_STRING)
		return -1;
	if (s.n > 2 && s.p[0] == '0' && (s.p[1] == 'x' || s.p[1] == 'X'))
		s = span_from(s, 2);
	if (s.n == 0 || s.n > 2)
		return -1;
	for (size_t i = 0; i < s.n; i++) {
		if (hex_digit(s.p[i]) < 0)
			return -1;
		c = c << 4 | hex_digit(s.p[i]);
	}
	return c;
}

/* "48", "-126". */
static int
of_decimal(const struct json_value *v)
{
	struct span s = v->text;
	bool negative = s.n > 1 && s.p[0] == '-';
	int c = 0;

	s = negative ? span_from(s, 1) : s;
	if (v->type != JSON_STRING || s.n == 0 || s.n > 3)
		return -1;
	for (size_t i = 0; i < s.n; i++) {
		if (!is_digit(s.p[i]))
			return -1;
		c = c * 10 + s.p[i] - '0';
	}
	return c > (negative ? 128 : 255) ? -1 : negative ? (256 - c) & 0xff : c;
}

static bool
in_list(const struct json_value *list, octet_fn *of, struct out *to)
{
	int c;

	out_clear(to);
	for (const struct json_value *v = list->child; v != NULL; v = v->next) {
		if ((c = of(v)) < 0)
			return false;
		out_char(to, (char)c);
	}
	return !to->failed;
}

/* {"0": 48, "1": 130, ...}, as JavaScript writes a Uint8Array, in whatever order: no number stands there twice. */
static bool
numbered(const struct json_value *object, struct out *to)
{
	char *room;
	uint64_t at;
	int c;

	out_clear(to);
	room = out_more(to, object->n);
	for (const struct json_value *v = object->child; room != NULL && v != NULL; v = v->next) {
		at = v->key.n == 1 || (v->key.n > 0 && v->key.p[0] != '0') ? digits_number(v->key) : UINT64_MAX;
		if (at >= object->n || (c = of_number(v)) < 0)
			return false;
		room[at] = (char)c;
	}
	return room != NULL;
}

/* Has the text a character of the second row of Latin-1, U+0080 to U+009F, which no words have? */
static bool
has_controls(struct span s)
{
	const uint8_t *at = s.p, *end = s.p + s.n;

	while (at < end && (at = memchr(at, 0xc2, (size_t)(end - at))) != NULL && ++at < end)
		if (*at < 0xa0)
			return true;
	return false;
}

/* Are octets that begin as no element those of words?  They have hardly a control character, but for those of lines and of colours. */
static bool
is_words(struct span octets)
{
	size_t controls = 0;

	for (size_t i = 0; i < octets.n; i++)
		controls += octets.p[i] == 0x7f || (octets.p[i] < ' ' && memchr("\t\n\r\x1b", octets.p[i], 4) == NULL);
	return controls < octets.n / WORDS_OF_CONTROL + 1;
}

bool
json_characters(struct span s, struct out *to)
{
	if (s.n < JSON_LEAST_OCTETS || !has_controls(s))
		return false;
	out_clear(to);
	for (size_t i = 0; i < s.n; i++) {
		uint8_t c = s.p[i];

		if (c < 0x80) {
			out_char(to, (char)c);
			continue;
		}
		/* Those of Latin-1 have two octets in UTF-8, of which the first is one of these. */
		if ((c != 0xc2 && c != 0xc3) || i + 1 == s.n)
			return false;
		out_char(to, (char)((c & 3) << 6 | (s.p[++i] & 0x3f)));
	}
	return !to->failed && (element_begins(out_span(to)) || !is_words(out_span(to)));
}

bool
json_octets(const struct json_value *v, struct out *to)
{
	if (v->n < JSON_LEAST_OCTETS)
		return false;
	if (v->type == JSON_OBJECT)
		return numbered(v, to);
	if (v->type != JSON_ARRAY)
		return false;
	return v->child->type == JSON_NUMBER ? in_list(v, of_number, to) : in_list(v, of_hex, to) || in_list(v, of_decimal, to);
}
