/* SPDX-License-Identifier: Apache-2.0 */
/* json.c - reads JSON into a tree: one loop over the values, led by where the last one stands. */
#include "base/json.h"

#include <stdlib.h>

#include "base/text.h"
#include "base/utf8.h"

struct reader {
	struct arena *arena;
	struct span text;
	size_t pos;
	unsigned depth, max_depth;
	uint32_t left;			/* values that may still come */
	struct json_fault *fault;
};

static bool
refuse(struct reader *r, size_t at, const char *what)
{
	if (r->fault->what == NULL)
		*r->fault = (struct json_fault){ what, at };
	return false;
}

static void
skip_blanks(struct reader *r)
{
	while (r->pos < r->text.n && strchr(" \t\n\r", r->text.p[r->pos]) != NULL && r->text.p[r->pos] != '\0')
		r->pos++;
}

/* The octet ahead; -1 at the end. */
static int
ahead(const struct reader *r)
{
	return r->pos < r->text.n ? r->text.p[r->pos] : -1;
}

static bool
take(struct reader *r, char c)
{
	if (ahead(r) != (unsigned char)c)
		return false;
	r->pos++;
	return true;
}

/* ---- strings ---- */

static int
hex_digit(int c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
		return (c | 0x20) - 'a' + 10;
	return -1;
}

/* Four hexadecimal digits from p on; -1 where there are none. */
static int32_t
unit_at(struct span s, size_t p)
{
	int32_t unit = 0;

	if (s.n < 4 || p > s.n - 4)
		return -1;
	for (size_t i = 0; i < 4; i++) {
		int digit = hex_digit(s.p[p + i]);

		if (digit < 0)
			return -1;
		unit = unit << 4 | digit;
	}
	return unit;
}

/* \uXXXX from its 'u' on, with the second half of a pair; 0: it stands for no character that may be here. */
static uint32_t
unicode_escape(struct span s, size_t *p)
{
	int32_t high = unit_at(s, *p + 1), low;

	*p += 5;
	if (high <= 0 || (high >= 0xdc00 && high <= 0xdfff))
		return 0;
	if (high < 0xd800 || high > 0xdbff)
		return (uint32_t)high;
	if (*p + 1 >= s.n || s.p[*p] != '\\' || s.p[*p + 1] != 'u')
		return 0;
	low = unit_at(s, *p + 2);
	*p += 6;
	if (low < 0xdc00 || low > 0xdfff)
		return 0;
	return 0x10000u + (((uint32_t)high - 0xd800u) << 10 | ((uint32_t)low - 0xdc00u));
}

/* The character that the escape at s.p[*p] (behind its backslash) stands for; 0: none. */
static uint32_t
escaped(struct span s, size_t *p)
{
	static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
	const char *at;

	if (*p >= s.n)
		return 0;
	if (s.p[*p] == 'u')
		return unicode_escape(s, p);
	if (s.p[*p] == '\0' || (at = strchr(names, s.p[*p])) == NULL)
		return 0;
	++*p;
	return (unsigned char)values[at - names];
}

/* Writes a string without its escapes; it is never longer than before. */
static bool
unescape(struct reader *r, struct span raw, struct span *out)
{
	uint8_t *to = arena_take(r->arena, raw.n);
	size_t n = 0, p = 0;

	if (to == NULL)
		return false;
	while (p < raw.n) {
		size_t start = p;
		uint32_t code;

		if (raw.p[p] != '\\') {
			to[n++] = raw.p[p++];
			continue;
		}
		p++;
		if ((code = escaped(raw, &p)) == 0)
			return refuse(r, (size_t)(raw.p - r->text.p) + start, "an escape that stands for no character");
		n += utf8_put(to + n, code);
	}
	*out = (struct span){ to, n };
	return true;
}

/* At an opening quotation mark. */
static bool
read_string(struct reader *r, struct span *out)
{
	size_t start = ++r->pos;
	bool escapes = false;
	struct span raw;

	for (;;) {
		int c = ahead(r);

		if (c < 0)
			return refuse(r, start - 1, "a string without an end");
		if (c < 0x20)
			return refuse(r, r->pos, "a control character in a string");
		if (c == '"')
			break;
		if (c == '\\') {
			escapes = true;
			r->pos++;
		}
		r->pos++;
	}
	raw = span_sub(r->text, start, r->pos++ - start);
	*out = raw;
	if (!utf8_valid(raw)) {
		uint32_t code;

		while (utf8_next(&raw, &code))
			continue;
		return refuse(r, (size_t)(raw.p - r->text.p), "octets that are not UTF-8");
	}
	return !escapes || unescape(r, raw, out);
}

/* ---- numbers and words ---- */

static bool
read_digits(struct reader *r)
{
	size_t start = r->pos;

	while (ahead(r) >= '0' && ahead(r) <= '9')
		r->pos++;
	return r->pos > start;
}

static bool
read_number(struct reader *r, struct json_value *v)
{
	size_t start = r->pos;
	bool ok;

	take(r, '-');
	ok = take(r, '0') || read_digits(r);
	if (ok && take(r, '.'))
		ok = read_digits(r);
	if (ok && (take(r, 'e') || take(r, 'E'))) {
		if (!take(r, '+'))
			take(r, '-');
		ok = read_digits(r);
	}
	if (!ok || (ahead(r) >= '0' && ahead(r) <= '9'))
		return refuse(r, start, "a number that is not written as JSON writes numbers");
	v->type = JSON_NUMBER;
	v->text = span_sub(r->text, start, r->pos - start);
	return true;
}

static bool
read_word(struct reader *r, struct json_value *v)
{
	static const struct {
		const char *word;
		uint8_t type;
		bool yes;
	} words[] = { { "null", JSON_NULL, false }, { "true", JSON_BOOL, true }, { "false", JSON_BOOL, false } };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t n = strlen(words[i].word);

		if (r->text.n - r->pos >= n && memcmp(r->text.p + r->pos, words[i].word, n) == 0) {
			r->pos += n;
			v->type = words[i].type;
			v->yes = words[i].yes;
			return true;
		}
	}
	return refuse(r, r->pos, r->pos == r->text.n ? "the end where a value should be" :
	    "something that is no JSON value");
}

/* ---- the tree ---- */

/* A value with its name, if it is a member; containers come back open. */
static struct json_value *
read_value(struct reader *r, struct json_value *parent)
{
	struct json_value *v;
	size_t start;

	if (r->left-- == 0) {
		refuse(r, r->pos, "more values than are read");
		return NULL;
	}
	if ((v = arena_take(r->arena, sizeof *v)) == NULL)
		return NULL;
	v->parent = parent;
	if (parent != NULL && parent->type == JSON_OBJECT) {
		if (ahead(r) != '"') {
			refuse(r, r->pos, "no name where a member should be");
			return NULL;
		}
		if (!read_string(r, &v->key))
			return NULL;
		skip_blanks(r);
		if (!take(r, ':')) {
			refuse(r, r->pos, "no colon after a name");
			return NULL;
		}
		skip_blanks(r);
	}
	start = r->pos;
	switch (ahead(r)) {
	case '"':
		v->type = JSON_STRING;
		if (!read_string(r, &v->text))
			return NULL;
		break;
	case '{':
	case '[':
		v->type = ahead(r) == '{' ? JSON_OBJECT : JSON_ARRAY;
		r->pos++;
		if (++r->depth > r->max_depth) {
			refuse(r, start, "nested too deep");
			return NULL;
		}
		break;
	case '-': case '0': case '1': case '2': case '3': case '4':
	case '5': case '6': case '7': case '8': case '9':
		if (!read_number(r, v))
			return NULL;
		break;
	default:
		if (!read_word(r, v))
			return NULL;
	}
	v->raw = span_sub(r->text, start, r->pos - start);
	return v;
}

static int
by_key(const void *a, const void *b)
{
	struct span x = (*(const struct json_value *const *)a)->key, y = (*(const struct json_value *const *)b)->key;
	int order = memcmp(x.p, y.p, x.n < y.n ? x.n : y.n);

	return order != 0 ? order : (x.n > y.n) - (x.n < y.n);
}

/* Is there a name twice in an object?  Sorted, so that a large one costs little more than reading it. */
static bool
names_differ(struct reader *r, const struct json_value *object)
{
	const struct json_value **sorted = arena_array(r->arena, object->n, sizeof *sorted), *v = object->child;

	if (sorted == NULL)
		return false;
	for (uint32_t i = 0; i < object->n; i++, v = v->next)
		sorted[i] = v;
	if (object->n > 1)
		qsort(sorted, object->n, sizeof *sorted, by_key);
	for (uint32_t i = 1; i < object->n; i++)
		if (span_eq(sorted[i - 1]->key, sorted[i]->key)) {
			v = sorted[i - 1]->index > sorted[i]->index ? sorted[i - 1] : sorted[i];
			return refuse(r, (size_t)(v->raw.p - r->text.p), "a name that its object has twice");
		}
	return true;
}

/* A container at whose closing bracket the reader stands. */
static bool
close_container(struct reader *r, struct json_value *v)
{
	r->pos++;
	r->depth--;
	v->raw.n = r->pos - (size_t)(v->raw.p - r->text.p);
	return v->type == JSON_ARRAY || names_differ(r, v);
}

/* Reads on until the root is closed.  `at` is the open container, `last` the last value in it. */
static bool
read_tree(struct reader *r, struct json_value *root)
{
	struct json_value *at = root, *last = NULL, *v;

	while (at != NULL) {
		char end = at->type == JSON_OBJECT ? '}' : ']';

		skip_blanks(r);
		if (ahead(r) == end) {
			if (!close_container(r, at))
				return false;
			last = at;
			/* The tree is ours until it is handed out. */
			at = (struct json_value *)(uintptr_t)at->parent;
			continue;
		}
		if (at->n > 0 && !take(r, ','))
			return refuse(r, r->pos, r->pos == r->text.n ? "the end inside an array or object" :
			    "no comma where one should be");
		skip_blanks(r);
		if ((v = read_value(r, at)) == NULL)
			return false;
		v->index = at->n++;
		if (v->index == 0)
			at->child = v;
		else
			last->next = v;
		last = v;
		if (v->type >= JSON_ARRAY) {
			at = v;
			last = NULL;
		}
	}
	return true;
}

const struct json_value *
json_read(struct arena *a, struct span text, const struct json_limits *limits, struct json_fault *fault)
{
	struct reader r = {
		.arena = a, .text = text, .fault = fault,
		.max_depth = limits != NULL && limits->depth != 0 ? limits->depth : JSON_DEPTH,
		.left = limits != NULL && limits->values != 0 ? limits->values : JSON_VALUES,
	};
	struct json_value *root;

	*fault = (struct json_fault){ NULL, 0 };
	if (text.n >= 3 && memcmp(text.p, "\xef\xbb\xbf", 3) == 0) {
		refuse(&r, 0, "a byte order mark");
		return NULL;
	}
	skip_blanks(&r);
	if ((root = read_value(&r, NULL)) == NULL || (root->type >= JSON_ARRAY && !read_tree(&r, root)))
		return NULL;
	skip_blanks(&r);
	if (r.pos != text.n) {
		refuse(&r, r.pos, "something after the value");
		return NULL;
	}
	return root;
}

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
json_find(const struct json_value *v, const char *key)
{
	if (v == NULL || v->type != JSON_OBJECT)
		return NULL;
	for (v = v->child; v != NULL; v = v->next)
		if (span_is(v->key, key))
			return v;
	return NULL;
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

		if (digit > 9 || n > (most - digit) / 10)
			return false;
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

/* One reference token: '~' and '/' are written as ~0 and ~1. */
static const char *
token(struct arena *a, struct span key)
{
	uint8_t *to = arena_array(a, key.n, 2);
	size_t n = 0;

	if (to == NULL)
		return "";
	for (size_t i = 0; i < key.n; i++) {
		bool special = key.p[i] == '~' || key.p[i] == '/';

		to[n++] = special ? '~' : key.p[i];
		if (special)
			to[n++] = key.p[i] == '~' ? '0' : '1';
	}
	return text_show(a, (struct span){ to, n }, 256);
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
