/* SPDX-License-Identifier: Apache-2.0 */
/* json.c - reads JSON into a tree: one loop over the values, led by where the last one stands. */
#include "base/json.h"

#include <stdlib.h>

#include "base/json_plain.h"
#include "base/text.h"
#include "base/utf8.h"

struct reader {
	struct arena *arena;
	struct span text;
	const uint8_t *at, *end;	/* what is read next, and the text's end */
	unsigned depth, max_depth;
	uint32_t left;			/* values that may still come */
	struct json_value *node;	/* room for values, taken from the arena by the dozen */
	size_t n_node, n_taken;		/* how many are free, and how many were taken last */
	struct json_fault *fault;
	bool foreign;			/* escapes that stand for no character are taken */
};

/* What seldom happens stays out of the way of what is read all the time. */
#define SELDOM __attribute__((cold, noinline))
#define ALL_THE_TIME __attribute__((always_inline)) static inline

SELDOM static bool
refuse(struct reader *r, const uint8_t *at, const char *what)
{
	if (r->fault->what == NULL)
		*r->fault = (struct json_fault){ what, (size_t)(at - r->text.p) };
	return false;
}

ALL_THE_TIME void
skip_blanks(struct reader *r)
{
	static const bool blank[256] = { [' '] = true, ['\n'] = true, ['\r'] = true, ['\t'] = true };
	const uint8_t *at = r->at;

	while (at < r->end && blank[*at])
		at++;
	r->at = at;
}

/* The octet ahead; -1 at the end. */
static inline int
ahead(const struct reader *r)
{
	return r->at < r->end ? *r->at : -1;
}

static inline bool
take(struct reader *r, char c)
{
	if (ahead(r) != (unsigned char)c)
		return false;
	r->at++;
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
	size_t n = 0, p = 0, at;

	if (to == NULL)
		return false;
	while (p < raw.n) {
		const uint8_t *escape = memchr(raw.p + p, '\\', raw.n - p);
		size_t plain = (escape != NULL ? (size_t)(escape - raw.p) : raw.n) - p;
		uint32_t code;

		memcpy(to + n, raw.p + p, plain);
		n += plain;
		p += plain + 1;
		if (escape == NULL)
			break;
		at = p;
		if ((code = escaped(raw, &p)) == 0) {
			if (!r->foreign || at == raw.n || raw.p[at] != 'u' || unit_at(raw, at + 1) < 0)
				return refuse(r, escape, "an escape that stands for no character");
			code = 0xfffd;
			p = at + 5;
		}
		n += utf8_put(to + n, code);
	}
	*out = (struct span){ to, n };
	return true;
}

/* What stands between quotation marks: UTF-8, and without its escapes where it has any. */
SELDOM static bool
decode_string(struct reader *r, struct span raw, bool escapes, struct span *out)
{
	struct span rest = raw;
	uint32_t code;

	if (utf8_valid(raw)) {
		*out = raw;
		return !escapes || unescape(r, raw, out);
	}
	while (utf8_next(&rest, &code))
		continue;
	return refuse(r, rest.p, "octets that are not UTF-8");
}

/* At an opening quotation mark. */
ALL_THE_TIME bool
read_string(struct reader *r, struct span *out)
{
	const uint8_t *start = r->at + 1, *at;
	bool escapes = false, high = false;

	/* Most are short, and all of their octets stand for themselves. */
	if ((at = json_short(start, r->end)) != NULL) {
		r->at = at + 1;
		*out = (struct span){ start, (size_t)(at - start) };
		return true;
	}
	at = start;
	for (;;) {
		at = json_plain(at, r->end, false, &high);
		if (at == r->end)
			return refuse(r, start - 1, "a string without an end");
		if (*at == '"')
			break;
		if (*at != '\\')
			return refuse(r, at, "a control character in a string");
		escapes = true;
		/* What follows it is read with the escape. */
		at += r->end - at > 1 ? 2 : 1;
	}
	r->at = at + 1;
	*out = (struct span){ start, (size_t)(at - start) };
	return (!escapes && !high) || decode_string(r, *out, escapes, out);
}

/* ---- numbers and words ---- */

static bool
read_digits(struct reader *r)
{
	const uint8_t *start = r->at;

	while (ahead(r) >= '0' && ahead(r) <= '9')
		r->at++;
	return r->at > start;
}

static bool
read_number(struct reader *r, struct json_value *v)
{
	const uint8_t *start = r->at;
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
	v->text = (struct span){ start, (size_t)(r->at - start) };
	return true;
}

/* Takes a word, whose length the compiler knows. */
ALL_THE_TIME bool
take_word(struct reader *r, const char *word, size_t n)
{
	if ((size_t)(r->end - r->at) < n || memcmp(r->at, word, n) != 0)
		return false;
	r->at += n;
	return true;
}

static bool
read_word(struct reader *r, struct json_value *v)
{
	v->type = JSON_BOOL;
	if (take_word(r, "true", 4)) {
		v->yes = true;
		return true;
	}
	if (take_word(r, "false", 5))
		return true;
	v->type = JSON_NULL;
	return take_word(r, "null", 4) ||
	    refuse(r, r->at, r->at == r->end ? "the end where a value should be" : "something that is no JSON value");
}

/* ---- the tree ---- */

#define NODE_BLOCK 16u

__attribute__((noinline)) static bool
nodes_take(struct reader *r)
{
	r->n_taken = r->n_taken == 0 ? 4 : r->n_taken < NODE_BLOCK ? 2 * r->n_taken : NODE_BLOCK;
	r->node = arena_array(r->arena, r->n_taken, sizeof *r->node);
	r->n_node = r->node != NULL ? r->n_taken : 0;
	return r->node != NULL;
}

/* A value with its name, if it is a member; containers come back open. */
ALL_THE_TIME struct json_value *
read_value(struct reader *r, struct json_value *parent)
{
	struct json_value *v;
	const uint8_t *start;

	if (r->left-- == 0) {
		refuse(r, r->at, "more values than are read");
		return NULL;
	}
	if (r->n_node == 0 && !nodes_take(r))
		return NULL;
	r->n_node--;
	v = r->node++;
	v->parent = parent;
	if (parent != NULL && parent->type == JSON_OBJECT) {
		if (ahead(r) != '"') {
			refuse(r, r->at, "no name where a member should be");
			return NULL;
		}
		if (!read_string(r, &v->key))
			return NULL;
		skip_blanks(r);
		if (!take(r, ':')) {
			refuse(r, r->at, "no colon after a name");
			return NULL;
		}
		skip_blanks(r);
	}
	start = r->at;
	switch (ahead(r)) {
	case '"':
		v->type = JSON_STRING;
		if (!read_string(r, &v->text))
			return NULL;
		break;
	case '{':
	case '[':
		v->type = ahead(r) == '{' ? JSON_OBJECT : JSON_ARRAY;
		r->at++;
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
	v->raw = (struct span){ start, (size_t)(r->at - start) };
	return v;
}

static int
by_key(const void *a, const void *b)
{
	struct span x = (*(const struct json_value *const *)a)->key, y = (*(const struct json_value *const *)b)->key;
	int order = memcmp(x.p, y.p, x.n < y.n ? x.n : y.n);

	return order != 0 ? order : (x.n > y.n) - (x.n < y.n);
}

/* Objects of so few members are compared member by member. */
#define FEW 24u

/* One of 64, by what nearly all names of an object differ in: their length or one of their ends. */
static inline unsigned
name_mark(struct span key)
{
	return key.n == 0 ? 0 : (unsigned)(key.n * 7 + key.p[0] + key.p[key.n - 1] * 3u) & 63;
}

/* Has none of few members the name of another? */
static bool
few_differ(const struct json_value *object)
{
	uint64_t met = 0;

	for (const struct json_value *a = object->child; a != NULL; a = a->next) {
		uint64_t mark = UINT64_C(1) << name_mark(a->key);

		if ((met & mark) != 0)
			for (const struct json_value *b = object->child; b != a; b = b->next)
				if (span_eq(a->key, b->key))
					return false;
		met |= mark;
	}
	return true;
}

/* Is there a name twice in an object?  Sorted, so that a large one costs little more than reading it. */
static bool
names_differ(struct reader *r, const struct json_value *object)
{
	const struct json_value **sorted, *v = object->child;

	if (object->n <= FEW && few_differ(object))
		return true;
	if ((sorted = arena_array(r->arena, object->n, sizeof *sorted)) == NULL)
		return false;
	for (uint32_t i = 0; i < object->n; i++, v = v->next)
		sorted[i] = v;
	qsort(sorted, object->n, sizeof *sorted, by_key);
	for (uint32_t i = 1; i < object->n; i++)
		if (span_eq(sorted[i - 1]->key, sorted[i]->key)) {
			v = sorted[i - 1]->index > sorted[i]->index ? sorted[i - 1] : sorted[i];
			return refuse(r, v->raw.p, "a name that its object has twice");
		}
	return true;
}

/* A container at whose closing bracket the reader stands. */
static bool
close_container(struct reader *r, struct json_value *v)
{
	r->at++;
	r->depth--;
	v->raw.n = (size_t)(r->at - v->raw.p);
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
			return refuse(r, r->at, r->at == r->end ? "the end inside an array or object" :
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

const char json_more[] = "something after the value";

const struct json_value *
json_read(struct arena *a, struct span text, const struct json_limits *limits, struct json_fault *fault)
{
	struct reader r = {
		.arena = a, .text = text, .at = text.p, .end = text.n > 0 ? text.p + text.n : text.p, .fault = fault,
		.max_depth = limits != NULL && limits->depth != 0 ? limits->depth : JSON_DEPTH,
		.left = limits != NULL && limits->values != 0 ? limits->values : JSON_VALUES,
		.foreign = limits != NULL && limits->foreign,
	};
	struct json_value *root;

	*fault = (struct json_fault){ NULL, 0 };
	if (text.n >= 3 && memcmp(text.p, "\xef\xbb\xbf", 3) == 0) {
		refuse(&r, text.p, "a byte order mark");
		return NULL;
	}
	skip_blanks(&r);
	if ((root = read_value(&r, NULL)) == NULL || (root->type >= JSON_ARRAY && !read_tree(&r, root)))
		return NULL;
	skip_blanks(&r);
	if (r.at != r.end) {
		refuse(&r, r.at, json_more);
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
	struct span name = span_of(key);

	if (v == NULL || v->type != JSON_OBJECT)
		return NULL;
	for (v = v->child; v != NULL; v = v->next)
		if (span_eq(v->key, name))
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
