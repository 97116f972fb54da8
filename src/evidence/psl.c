/* SPDX-License-Identifier: Apache-2.0 */
/* psl.c - keeps the rules of the Public Suffix List sorted, and finds the one that prevails. */
#include "evidence/psl.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "evidence/caa.h"

enum { SUFFIX_EXCEPTION, SUFFIX_NAME, SUFFIX_BELOW };	/* "!a.b", "a.b", "*.a.b" */

#define BYTE_ORDER_MARK "\xef\xbb\xbf"
#define BEGIN_ICANN "===BEGIN ICANN DOMAINS==="
#define END_ICANN "===END ICANN DOMAINS==="

/* ---- the text ---- */

static bool
contains(struct span s, const char *words)
{
	size_t n = strlen(words);

	for (size_t i = 0; i + n <= s.n; i++)
		if (memcmp(s.p + i, words, n) == 0)
			return true;
	return false;
}

void
ev_psl_begin(struct ev_psl_reader *r, struct span text)
{
	if (text.n >= 3 && memcmp(text.p, BYTE_ORDER_MARK, 3) == 0)
		text = span_sub(text, 3, text.n - 3);
	*r = (struct ev_psl_reader){ .rest = text, .sections = contains(text, BEGIN_ICANN) };
	r->inside = !r->sections;
}

/* Up to the first blank: what follows is no part of the rule. */
static struct span
first_word(struct span line)
{
	size_t n = 0;

	while (n < line.n && line.p[n] > ' ')
		n++;
	return span_sub(line, 0, n);
}

bool
ev_psl_next(struct ev_psl_reader *r, struct span *rule)
{
	while (r->rest.n > 0) {
		const uint8_t *end = memchr(r->rest.p, '\n', r->rest.n);
		struct span line = span_sub(r->rest, 0, end != NULL ? (size_t)(end - r->rest.p) : r->rest.n);

		r->rest = span_sub(r->rest, line.n + (end != NULL), r->rest.n - line.n - (end != NULL));
		if (line.n >= 2 && line.p[0] == '/' && line.p[1] == '/') {
			r->inside = r->inside ? !(r->sections && contains(line, END_ICANN)) :
			    contains(line, BEGIN_ICANN);
			continue;
		}
		*rule = first_word(line);
		if (r->inside && rule->n > 0)
			return true;
	}
	return false;
}

static bool
is_of_label(uint8_t octet)
{
	return octet == '-' || octet >= 0x80 || (octet >= '0' && octet <= '9') || ((octet | 0x20) >= 'a' && (octet | 0x20) <= 'z');
}

/* An A-label has at most 63 octets (RFC 1034 3.1); a U-label is longer, in up to four octets a letter. */
#define LONGEST_LABEL 63

static bool
is_label(struct span label)
{
	size_t i = 0;

	while (i < label.n && is_of_label(label.p[i]))
		i++;
	return label.n > 0 && i == label.n && label.n <= 4 * LONGEST_LABEL && utf8_valid(label) &&
	    utf8_length(label) <= LONGEST_LABEL && label.p[0] != '-' && label.p[label.n - 1] != '-';
}

bool
ev_psl_is_rule(struct span rule)
{
	size_t n = 0;

	if (span_is(rule, "*"))
		return true;
	if (rule.n > 0 && rule.p[0] == '!')
		rule = span_sub(rule, 1, rule.n - 1);
	else if (rule.n > 2 && rule.p[0] == '*' && rule.p[1] == '.')
		rule = span_sub(rule, 2, rule.n - 2);
	for (; rule.n > 0; rule = span_sub(rule, n + 1, rule.n - n - 1)) {
		for (n = 0; n < rule.n && rule.p[n] != '.'; n++)
			;
		if (!is_label(span_sub(rule, 0, n)))
			return false;
		if (n == rule.n)
			return true;
	}
	return false;
}

/* ---- the table ---- */

bool
ev_psl_add(struct ev_psl *psl, struct span rule)
{
	uint8_t kind = SUFFIX_NAME, *name;

	if (rule.p[0] == '!') {
		kind = SUFFIX_EXCEPTION;
		rule = span_sub(rule, 1, rule.n - 1);
	} else if (rule.n > 2 && rule.p[0] == '*' && rule.p[1] == '.') {
		kind = SUFFIX_BELOW;
		rule = span_sub(rule, 2, rule.n - 2);
	}
	if (psl->n == psl->cap) {
		size_t cap = psl->cap + psl->cap / 2 + 256;
		struct ev_suffix *more = cap > SIZE_MAX / sizeof *more ? NULL : realloc(psl->rule, cap * sizeof *more);

		if (more == NULL)
			return false;
		psl->rule = more;
		psl->cap = cap;
	}
	if ((name = arena_take(&psl->arena, rule.n)) == NULL)
		return false;
	if (rule.n > 0)
		memcpy(name, rule.p, rule.n);
	psl->rule[psl->n++] = (struct ev_suffix){ { name, rule.n }, kind };
	return true;
}

static int
by_name(const void *a, const void *b)
{
	const struct ev_suffix *x = a, *y = b;
	int order = span_order(x->name, y->name);

	return order != 0 ? order : (x->kind > y->kind) - (x->kind < y->kind);
}

void
ev_psl_close(struct ev_psl *psl)
{
	if (psl->n > 0)
		qsort(psl->rule, psl->n, sizeof *psl->rule, by_name);
}

void
ev_psl_free(struct ev_psl *psl)
{
	free(psl->rule);
	arena_free(&psl->arena);
	*psl = (struct ev_psl){ .n = 0 };
}

static bool
has_rule(const struct ev_psl *psl, struct span name, uint8_t kind)
{
	const struct ev_suffix want = { name, kind };

	return psl->n > 0 && bsearch(&want, psl->rule, psl->n, sizeof *psl->rule, by_name) != NULL;
}

/* Where `*` alone prevails: the last label. */
static bool
is_suffix(const struct ev_psl *psl, struct span name)
{
	struct span parent = caa_parent(name);

	return has_rule(psl, name, SUFFIX_NAME) || (parent.n > 0 && has_rule(psl, parent, SUFFIX_BELOW)) || parent.n == 0;
}

struct span
ev_psl_base_domain(const struct ev_psl *psl, struct span domain)
{
	struct span below = SPAN_NONE;

	/* The longest rule that matches is met first. */
	for (struct span name = domain; name.n > 0; name = caa_parent(name)) {
		if (has_rule(psl, name, SUFFIX_EXCEPTION))
			return name;
		if (is_suffix(psl, name))
			return below;
		below = name;
	}
	return SPAN_NONE;
}
