/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json_read.c - reads JSON into a tree: one loop over the values, led by where the last one stands.
 *
 * Each function takes the place in the text at which something is to stand, and gives the one behind it; NULL: it was refused.
 */
#include "base/json.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "base/json_plain.h"
#include "base/utf8.h"

struct reader {
	struct arena *arena;
	const uint8_t *start, *end;	/* the text */
	const uint8_t *last;		/* json_last_sixteen() of it */
	unsigned depth, max_depth;
	uint32_t left;			/* values for which there may still be nodes */
	uint32_t n_taken;		/* nodes that were taken from the arena last */
	struct json_value *node, *node_end;	/* those of them that are free */
	struct json_fault *fault;
	bool foreign, doubled;		/* see struct json_limits */
};

/* What seldom happens stays out of the way of what is read all the time. */
#define SELDOM __attribute__((cold, noinline))
#define ALL_THE_TIME __attribute__((always_inline)) static inline

SELDOM static const uint8_t *
refuse(struct reader *r, const uint8_t *at, const char *what)
{
	if (r->fault->what == NULL)
		*r->fault = (struct json_fault){ what, (size_t)(at - r->start), false };
	return NULL;
}

ALL_THE_TIME const uint8_t *
skip_blanks(const struct reader *r, const uint8_t *at)
{
	/* Mostly there is one, or there are many. */
	if (r->end - at >= 2 && *at == ' ' && *++at > ' ')
		return at;
	while (at < r->end && *at <= ' ') {
		if (*at != ' ' && *at != '\n' && *at != '\r' && *at != '\t')
			break;
		at = json_skip_spaces(at + 1, r->last);
	}
	return at;
}

ALL_THE_TIME bool
stands(const struct reader *r, const uint8_t *at, uint8_t octet)
{
	return at < r->end && *at == octet;
}

/* ---- strings ---- */

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
			if (!r->foreign || at == raw.n || raw.p[at] != 'u' || unit_at(raw, at + 1) < 0) {
				refuse(r, escape, "an escape that stands for no character");
				return false;
			}
			r->fault->replaced = true;
			/* NUL is a character of Latin-1, as others write octets. */
			code = unit_at(raw, at + 1) == 0 ? 0 : 0xfffd;
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
	refuse(r, rest.p, "octets that are not UTF-8");
	return false;
}

/* A string of which some octet does not stand for itself, or near the end of the text; `start`: behind its quotation mark. */
__attribute__((noinline)) static const uint8_t *
read_unusual(struct reader *r, const uint8_t *start, struct span *out)
{
	const uint8_t *at = start, *end = r->end;
	bool escapes = false, high = false;

	for (;;) {
		at = json_plain(at, end, false, &high);
		if (at == end)
			return refuse(r, start - 1, "a string without an end");
		if (*at == '"')
			break;
		if (*at != '\\')
			return refuse(r, at, "a control character in a string");
		escapes = true;
		/* What follows it is read with the escape. */
		at += end - at > 1 ? 2 : 1;
	}
	*out = (struct span){ start, (size_t)(at - start) };
	return (!escapes && !high) || decode_string(r, *out, escapes, out) ? at + 1 : NULL;
}

/* At an opening quotation mark. */
ALL_THE_TIME const uint8_t *
read_string(struct reader *r, const uint8_t *at, struct span *out)
{
	const uint8_t *start = at + 1, *end = json_usual_end(start, r->last);

	if (end == NULL)
		return read_unusual(r, start, out);
	*out = (struct span){ start, (size_t)(end - start) };
	return end + 1;
}

/* ---- numbers and words ---- */

/* Behind the digits that stand here, of which there may be none. */
static inline const uint8_t *
skip_digits(const uint8_t *at, const uint8_t *end)
{
	while (at < end && *at >= '0' && *at <= '9')
		at++;
	return at;
}

/* Behind a number; NULL: it is not written as JSON writes numbers. */
static const uint8_t *
skip_number(const uint8_t *at, const uint8_t *end)
{
	const uint8_t *digits = at + (*at == '-'), *from;

	at = skip_digits(digits, end);
	if (at == digits || (*digits == '0' && at > digits + 1))
		return NULL;
	if (at < end && *at == '.') {
		from = at + 1;
		if ((at = skip_digits(from, end)) == from)
			return NULL;
	}
	if (at < end && (*at | 0x20) == 'e') {
		from = at + 1;
		from += from < end && (*from == '+' || *from == '-');
		if ((at = skip_digits(from, end)) == from)
			return NULL;
	}
	return at;
}

static const uint8_t *
read_number(struct reader *r, const uint8_t *start, struct json_value *v)
{
	const uint8_t *at = skip_number(start, r->end);

	if (at == NULL)
		return refuse(r, start, "a number that is not written as JSON writes numbers");
	v->type = JSON_NUMBER;
	v->text = (struct span){ start, (size_t)(at - start) };
	return at;
}

/* Does a word stand here, whose length the compiler knows? */
ALL_THE_TIME bool
is_word(const struct reader *r, const uint8_t *at, const char *word, size_t n)
{
	return (size_t)(r->end - at) >= n && memcmp(at, word, n) == 0;
}

static const uint8_t *
read_word(struct reader *r, const uint8_t *at, struct json_value *v)
{
	v->type = JSON_BOOL;
	if (is_word(r, at, "true", 4)) {
		v->yes = true;
		return at + 4;
	}
	if (is_word(r, at, "false", 5))
		return at + 5;
	v->type = JSON_NULL;
	if (is_word(r, at, "null", 4))
		return at + 4;
	return refuse(r, at, at == r->end ? "the end where a value should be" : "something that is no JSON value");
}

/* ---- the tree ---- */

#define NODE_BLOCK 16u

/* More room, as long as more values may come. */
__attribute__((noinline)) static bool
nodes_take(struct reader *r, const uint8_t *at)
{
	uint32_t n = r->n_taken == 0 ? 4 : r->n_taken < NODE_BLOCK ? 2 * r->n_taken : NODE_BLOCK;

	if (r->left == 0) {
		refuse(r, at, "more values than are read");
		return false;
	}
	n = n < r->left ? n : r->left;
	if ((r->node = arena_array(r->arena, n, sizeof *r->node)) == NULL)
		return false;
	r->node_end = r->node + n;
	r->left -= n;
	r->n_taken = n;
	return true;
}

/* In objects of so few members, each is compared with those before it whose names have the same mark. */
#define FEW 24u

/* Adds a name to those of its object, of which the last members before it is the last. */
ALL_THE_TIME void
enter_name(struct json_value *object, struct span name)
{
	uint32_t mark = json_name_mark(name);

	if ((object->names & mark) != 0) {
		object->twice |= object->n >= FEW;
		for (const struct json_value *v = object->child; v != NULL && !object->twice; v = v->next)
			object->twice = span_eq(v->key, name);
	}
	object->names |= mark;
}

/* The name of the next member of an object, and its colon. */
ALL_THE_TIME const uint8_t *
read_name(struct reader *r, const uint8_t *at, struct json_value *object, struct span *name)
{
	if (!stands(r, at, '"'))
		return refuse(r, at, "no name where a member should be");
	if ((at = read_string(r, at, name)) == NULL)
		return NULL;
	enter_name(object, *name);
	if (!stands(r, at, ':')) {
		at = skip_blanks(r, at);
		if (!stands(r, at, ':'))
			return refuse(r, at, "no colon after a name");
	}
	return skip_blanks(r, at + 1);
}

/* A value; containers come back open. */
ALL_THE_TIME const uint8_t *
read_value(struct reader *r, const uint8_t *at, struct json_value *v)
{
	const uint8_t *start = at;

	if (stands(r, at, '"')) {
		v->type = JSON_STRING;
		at = read_string(r, at, &v->text);
	} else if (stands(r, at, '{') || stands(r, at, '[')) {
		v->type = *at == '{' ? JSON_OBJECT : JSON_ARRAY;
		at = ++r->depth <= r->max_depth ? at + 1 : refuse(r, at, "nested too deep");
	} else if (at < r->end && (*at == '-' || (*at >= '0' && *at <= '9'))) {
		at = read_number(r, at, v);
	} else {
		at = read_word(r, at, v);
	}
	v->raw = (struct span){ start, at != NULL ? (size_t)(at - start) : 0 };
	return at;
}

static int
by_key(const void *a, const void *b)
{
	return span_order((*(const struct json_value *const *)a)->key, (*(const struct json_value *const *)b)->key);
}

/* Is there a name twice in an object?  Sorted, so that a large one costs little more than reading it. */
static bool
names_differ(struct reader *r, const struct json_value *object)
{
	const struct json_value **sorted, *v = object->child;

	if ((sorted = arena_array(r->arena, object->n, sizeof *sorted)) == NULL)
		return false;
	for (uint32_t i = 0; i < object->n; i++, v = v->next)
		sorted[i] = v;
	qsort(sorted, object->n, sizeof *sorted, by_key);
	for (uint32_t i = 1; i < object->n; i++)
		if (span_eq(sorted[i - 1]->key, sorted[i]->key)) {
			v = sorted[i - 1]->index > sorted[i]->index ? sorted[i - 1] : sorted[i];
			refuse(r, v->raw.p, "a name that its object has twice");
			return false;
		}
	return true;
}

/* Reads on until the root, which is open, is closed.  `box` is the open container, *link where its next value is entered. */
static const uint8_t *
read_tree(struct reader *r, const uint8_t *at, struct json_value *root)
{
	struct json_value *box = root, *v;
	const struct json_value **link = &root->child;

	while (box != NULL) {
		if (box->n == 0 || !stands(r, at, ',')) {
			at = skip_blanks(r, at);
			if (stands(r, at, box->type == JSON_OBJECT ? '}' : ']')) {
				box->raw.n = (size_t)(++at - box->raw.p);
				r->depth--;
				if (box->twice && !r->doubled && !names_differ(r, box))
					return NULL;
				link = &box->next;
				/* The tree is ours until it is handed out. */
				box = (struct json_value *)(uintptr_t)box->parent;
				continue;
			}
		}
		if (box->n > 0) {
			if (!stands(r, at, ','))
				return refuse(r, at, at == r->end ? "the end inside an array or object" : "no comma where one should be");
			at = skip_blanks(r, at + 1);
		}
		if (r->node == r->node_end && !nodes_take(r, at))
			return NULL;
		v = r->node++;
		v->parent = box;
		if (box->type == JSON_OBJECT && (at = read_name(r, at, box, &v->key)) == NULL)
			return NULL;
		if ((at = read_value(r, at, v)) == NULL)
			return NULL;
		v->index = box->n++;
		*link = v;
		link = &v->next;
		if (v->type >= JSON_ARRAY) {
			box = v;
			link = &v->child;
		}
	}
	return at;
}

const char json_more[] = "something after the value";

const struct json_value *
json_read(struct arena *a, struct span text, const struct json_limits *limits, struct json_fault *fault)
{
	struct reader r = {
		.arena = a, .start = text.p, .end = text.n > 0 ? text.p + text.n : text.p, .last = json_last_sixteen(text), .fault = fault,
		.max_depth = limits != NULL && limits->depth != 0 ? limits->depth : JSON_DEPTH,
		.left = limits != NULL && limits->values != 0 ? limits->values : JSON_VALUES,
		.foreign = limits != NULL && limits->foreign, .doubled = limits != NULL && limits->doubled,
	};
	struct json_value *root;
	const uint8_t *at;

	*fault = (struct json_fault){ NULL, 0, false };
	if (text.n >= 3 && memcmp(text.p, "\xef\xbb\xbf", 3) == 0) {
		refuse(&r, text.p, "a byte order mark");
		return NULL;
	}
	at = skip_blanks(&r, text.p);
	if (!nodes_take(&r, at))
		return NULL;
	root = r.node++;
	if ((at = read_value(&r, at, root)) == NULL || (root->type >= JSON_ARRAY && (at = read_tree(&r, at, root)) == NULL))
		return NULL;
	at = skip_blanks(&r, at);
	if (at != r.end) {
		refuse(&r, at, json_more);
		return NULL;
	}
	return root;
}
