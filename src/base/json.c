/* SPDX-License-Identifier: Apache-2.0 */
/* json.c - what values of JSON say, and where they stand. */
#include "base/json.h"

#include "base/text.h"

bool
json_next_line(struct span *rest, struct span *line, uint64_t *number)
{
	while (rest->n > 0) {
		const uint8_t *end = memchr(rest->p, '\n', rest->n);
		size_t n = end != NULL ? (size_t)(end - rest->p) : rest->n, blank = 0;

		*line = span_sub(*rest, 0, n);
		*rest = span_sub(*rest, n + (end != NULL), rest->n - n - (end != NULL));
		++*number;
		if (line->n > 0 && line->p[line->n - 1] == '\r')
			line->n--;
		while (blank < line->n && (line->p[blank] == ' ' || line->p[blank] == '\t'))
			blank++;
		if (blank < line->n)
			return true;
	}
	return false;
}

void
json_place(struct span text, size_t offset, uint64_t *line, uint64_t *column)
{
	*line = *column = 1;
	for (size_t i = 0; i < offset && i < text.n; i++) {
		++*column;
		if (text.p[i] == '\n') {
			++*line;
			*column = 1;
		}
	}
}

/* ---- what a value is ---- */

const struct json_value *
json_look_up(const struct json_value *v, struct span name, uint32_t mark)
{
	if (v == NULL || (v->names & mark) == 0)
		return NULL;
	for (v = v->child; v != NULL; v = v->next)
		if (span_eq_short(v->key, name))
			return v;
	return NULL;
}

/* One digit more of a number up to `most`; false: it is beyond that. */
static bool
take_digit(uint64_t *n, unsigned digit, uint64_t most)
{
	if (*n > (most - digit) / 10)
		return false;
	*n = *n * 10 + digit;
	return true;
}

/* The exponent behind "e" in a text, which is cut where no number of 64 bits can have it. */
static int64_t
exponent_of(struct span text, size_t at)
{
	int64_t n = 0, limit = (int64_t)text.n + 20;
	bool down = false;

	for (; at < text.n; at++) {
		down |= text.p[at] == '-';
		if (text.p[at] >= '0' && n < limit)
			n = n * 10 + (text.p[at] - '0');
	}
	return down ? -n : n;
}

/*
 * 300.0 and 3e2 are integers as 300 is (JSON Schema, Validation 6.1.1).  What
 * the digits amount to, without the zeros at their end, times 10 to a power
 * that is not negative.
 */
static bool
int_of_parts(struct span text, bool negative, uint64_t most, uint64_t *n)
{
	int64_t power = 0, zeros = 0;
	bool fraction = false;
	size_t i = negative;

	for (*n = 0; i < text.n && (text.p[i] | 0x20) != 'e'; i++) {
		unsigned digit = text.p[i] - (unsigned)'0';

		if (text.p[i] == '.') {
			fraction = true;
			continue;
		}
		power -= fraction;
		if (digit == 0) {
			zeros += *n != 0;
			continue;
		}
		for (; zeros > 0; zeros--)
			if (!take_digit(n, 0, most))
				return false;
		if (!take_digit(n, digit, most))
			return false;
	}
	if (*n == 0)
		return true;
	power += zeros + exponent_of(text, i + 1);
	for (; power > 0; power--)
		if (!take_digit(n, 0, most))
			return false;
	return power == 0;
}

bool
json_int64(const struct json_value *v, int64_t *out)
{
	bool negative;
	uint64_t n = 0, most;

	if (v == NULL || v->type != JSON_NUMBER)
		return false;
	negative = v->text.p[0] == '-';
	most = (uint64_t)INT64_MAX + negative;
	for (size_t i = negative; i < v->text.n; i++) {
		unsigned digit = v->text.p[i] - (unsigned)'0';

		/* Eighteen digits always fit. */
		if (digit > 9 || (i >= 18 && n > (most - digit) / 10)) {
			if (!int_of_parts(v->text, negative, most, &n))
				return false;
			break;
		}
		n = n * 10 + digit;
	}
	*out = !negative ? (int64_t)n : n == 0 ? 0 : -(int64_t)(n - 1) - 1;
	return true;
}

static double
scaled(double n, int exponent)
{
	double ten = 10;
	unsigned e = (unsigned)(exponent < 0 ? -exponent : exponent);
	double factor = 1;

	for (; e != 0; e >>= 1, ten *= ten)
		if (e & 1)
			factor *= ten;
	return exponent < 0 ? n / factor : n * factor;
}

bool
json_double(const struct json_value *v, double *out)
{
	double n = 0;
	int exponent = 0, given = 0, digits = 0;
	size_t i;
	bool fraction = false, negative, down = false;

	if (v == NULL || v->type != JSON_NUMBER)
		return false;
	negative = v->text.p[0] == '-';
	for (i = negative; i < v->text.n && (v->text.p[i] | 0x20) != 'e'; i++) {
		if (v->text.p[i] == '.') {
			fraction = true;
			continue;
		}
		if (digits < 17) {
			n = n * 10 + (v->text.p[i] - '0');
			digits += n > 0;
			exponent -= fraction;
		} else if (!fraction && exponent < 1000) {
			exponent++;
		}
		if (exponent < -1000)
			break;
	}
	while (i < v->text.n && (v->text.p[i] | 0x20) != 'e')
		i++;
	for (i++; i < v->text.n; i++) {
		down |= v->text.p[i] == '-';
		if (v->text.p[i] >= '0' && given < 10000)
			given = given * 10 + (v->text.p[i] - '0');
	}
	exponent += down ? -given : given;
	if (n > 0 && exponent + digits > 300)
		return false;
	n = n == 0 || exponent < -600 ? 0 : exponent < -300 ? scaled(scaled(n, -300), exponent + 300) : scaled(n, exponent);
	*out = negative ? -n : n;
	return true;
}

bool
json_is(const struct json_value *v, const char *text)
{
	return v != NULL && v->type == JSON_STRING && span_is(v->text, text);
}

static bool
is_blank(struct span text)
{
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] != ' ')
			return false;
	return true;
}

/* Without descent into lists of lists, so that no depth counts. */
static bool
is_empty(const struct json_value *v)
{
	return v->type == JSON_NULL || (v->type == JSON_STRING && is_blank(v->text)) ||
	    ((v->type == JSON_ARRAY || v->type == JSON_OBJECT) && v->child == NULL);
}

bool
json_says_nothing(const struct json_value *v)
{
	if (v == NULL || is_empty(v))
		return true;
	if (v->type != JSON_ARRAY)
		return false;
	for (const struct json_value *e = v->child; e != NULL; e = e->next)
		if (!is_empty(e))
			return false;
	return true;
}

const char *
json_type_name(const struct json_value *v)
{
	static const char *const names[] = { "null", "boolean", "number", "string", "array", "object" };

	return names[v->type];
}

/* ---- pointers ---- */

#define TOKEN_SHOWN 256		/* octets of a token; of a longer one the beginning, and a number of all of it */

/* FNV-1a: tells names apart that begin alike. */
static uint64_t
number_of(struct span key)
{
	uint64_t h = 0xcbf29ce484222325;

	for (size_t i = 0; i < key.n; i++)
		h = (h ^ key.p[i]) * 0x100000001b3;
	return h;
}

/* One reference token: '~' and '/' are written as ~0 and ~1. */
static const char *
token(struct arena *a, struct span key)
{
	uint8_t *to = arena_array(a, key.n, 2);
	const char *shown;
	size_t n = 0;

	if (to == NULL)
		return "";
	for (size_t i = 0; i < key.n; i++) {
		bool special = key.p[i] == '~' || key.p[i] == '/';

		to[n++] = special ? '~' : key.p[i];
		if (special)
			to[n++] = key.p[i] == '~' ? '0' : '1';
	}
	shown = text_show(a, (struct span){ to, n }, TOKEN_SHOWN);
	return n <= TOKEN_SHOWN ? shown : arena_printf(a, "%s%016llx", shown, (unsigned long long)number_of(key));
}

const char *
json_pointer(struct arena *a, const struct json_value *v, const char *member)
{
	const char *tail = member == NULL ? "" :
	    arena_printf(a, "/%s", token(a, (struct span){ (const uint8_t *)member, strlen(member) }));

	for (; v != NULL && v->parent != NULL; v = v->parent)
		tail = v->key.p != NULL ? arena_printf(a, "/%s%s", token(a, v->key), tail) :
		    arena_printf(a, "/%u%s", (unsigned)v->index, tail);
	return tail;
}
