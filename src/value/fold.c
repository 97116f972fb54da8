/* SPDX-License-Identifier: Apache-2.0 */
/* fold.c - comparing attribute values without regard to case and blanks. */
#include "value/fold.h"

#include "base/utf8.h"

/* Latin Extended-A: pairs of an upper- and a lower-case letter, side by side. */
static uint32_t
fold_latin_extended(uint32_t code)
{
	if (code == 0x178)
		return 0xff;
	if ((code >= 0x139 && code <= 0x148) || (code >= 0x179 && code <= 0x17e))
		return code % 2 == 1 ? code + 1 : code;
	if (code == 0x130 || code == 0x138 || code == 0x149 || code == 0x17f)
		return code;
	return code % 2 == 0 ? code + 1 : code;
}

uint32_t
fold_code(uint32_t code)
{
	if (code < 0x80)
		return code >= 'A' && code <= 'Z' ? code + 0x20 : code;
	if (code >= 0xc0 && code <= 0xde)
		return code == 0xd7 ? code : code + 0x20;
	if (code >= 0x100 && code <= 0x17f)
		return fold_latin_extended(code);
	if (code >= 0x391 && code <= 0x3ab)
		return code + 0x20;
	if (code >= 0x400 && code <= 0x40f)
		return code + 0x50;
	if (code >= 0x410 && code <= 0x42f)
		return code + 0x20;
	return code;
}

static bool
is_blank(uint32_t code)
{
	return code == ' ' || code == '\t' || code == 0xa0 || code == 0x3000;
}

/* A text being read folded: runs of blanks are one, those at the ends none. */
struct folded {
	struct span rest;
	bool begun;
};

static bool
folded_next(struct folded *f, uint32_t *code)
{
	struct span next = f->rest;
	bool blanks = false;

	/* Most text is ASCII, most of it no blank. */
	if (next.n > 0 && next.p[0] > ' ' && next.p[0] < 0x80) {
		*code = fold_code(next.p[0]);
		f->rest = span_sub(next, 1, next.n - 1);
		f->begun = true;
		return true;
	}
	while (utf8_next(&next, code)) {
		if (is_blank(*code)) {
			blanks = true;
			f->rest = next;
			continue;
		}
		if (blanks && f->begun) {
			*code = ' ';
			return true;
		}
		f->begun = true;
		f->rest = next;
		*code = fold_code(*code);
		return true;
	}
	return false;
}

/* ASCII that is no blank, which most text is. */
static inline bool
is_plain(uint8_t octet)
{
	return octet > ' ' && octet < 0x80;
}

/* Leaves out what both begin with, as far as it is plain: nearly all of what is the same.  False: they differ in plain characters then. */
static bool
skip_same(struct folded *a, struct folded *b)
{
	size_t n = 0, most = a->rest.n < b->rest.n ? a->rest.n : b->rest.n;

	for (; n < most && is_plain(a->rest.p[n]) && is_plain(b->rest.p[n]); n++)
		if (fold_code(a->rest.p[n]) != fold_code(b->rest.p[n]))
			return false;
	if (n == 0)
		return true;
	a->rest = span_sub(a->rest, n, a->rest.n - n);
	b->rest = span_sub(b->rest, n, b->rest.n - n);
	a->begun = b->begun = true;
	return true;
}

bool
fold_equal(struct span a, struct span b)
{
	struct folded fa = { a, false }, fb = { b, false };
	uint32_t ca = 0, cb = 0;

	if (!skip_same(&fa, &fb))
		return false;
	for (;;) {
		bool more_a = folded_next(&fa, &ca), more_b = folded_next(&fb, &cb);

		if (more_a != more_b)
			return false;
		if (!more_a)
			return true;
		if (ca != cb)
			return false;
	}
}

int
fold_order(struct span a, struct span b)
{
	struct folded fa = { a, false }, fb = { b, false };
	uint32_t ca = 0, cb = 0;

	for (;;) {
		bool has_a = folded_next(&fa, &ca), has_b = folded_next(&fb, &cb);

		if (!has_a || !has_b)
			return (int)has_a - (int)has_b;
		if (ca != cb)
			return ca < cb ? -1 : 1;
	}
}

uint32_t
fold_hash(uint32_t h, struct span text)
{
	struct folded f = { text, false };
	uint32_t code = 0;

	while (folded_next(&f, &code))
		h = (h ^ code) * 16777619u;		/* FNV-1a, a code point at a time */
	return h;
}

/* Does the text begin with the part? */
static bool
begins_with(struct span text, struct span part)
{
	struct folded ft = { text, false }, fp = { part, false };
	uint32_t ct = 0, cp = 0;

	if (!skip_same(&ft, &fp))
		return false;
	while (folded_next(&fp, &cp))
		if (!folded_next(&ft, &ct) || ct != cp)
			return false;
	return fp.begun;
}

/* The text from where the part may begin on, of which the first character is ASCII and no blank: case apart, and up to any other character. */
static struct span
from_first(struct span text, uint8_t first)
{
	size_t n = 0;

	while (n < text.n && text.p[n] < 0x80 && (text.p[n] | 0x20) != (first | 0x20))
		n++;
	return span_sub(text, n, text.n - n);
}

/* Leaves out one character; false at the end. */
static inline bool
skip(struct span *text)
{
	uint32_t code;

	if (text->n == 0 || text->p[0] >= 0x80)
		return utf8_next(text, &code);
	*text = span_sub(*text, 1, text->n - 1);
	return true;
}

bool
fold_contains(struct span text, struct span part)
{
	bool plain = part.n > 0 && is_plain(part.p[0]);

	if (!fold_may_search(text.n, part.n))
		return text.n > 0 && part.n > 0 && fold_equal(text, part);
	do {
		if (plain)
			text = from_first(text, part.p[0]);
		if (begins_with(text, part))
			return true;
	} while (skip(&text));
	return false;
}

static bool
ends_word(uint32_t code)
{
	return is_blank(code) || code == '-' || code == ',' || code == '.' || code == 0x2010;
}

bool
fold_is_capital(struct span text)
{
	uint32_t code;

	return utf8_next(&text, &code) && fold_code(code) != code;
}

bool
fold_next_word(struct span *in, struct span *word, size_t *n)
{
	uint32_t code;

	*n = 0;
	*word = SPAN_NONE;
	while (in->n > 0) {
		struct span before = *in;

		if (!utf8_next(in, &code))
			break;
		if (ends_word(code)) {
			if (*n > 0)
				return true;
			continue;
		}
		if ((*n)++ == 0)
			*word = span_sub(before, 0, 0);
		word->n += before.n - in->n;
	}
	in->n = 0;
	return *n > 0;
}

bool
fold_shares_word(struct span text, struct span words)
{
	struct span word;
	size_t n;

	if (fold_contains(text, words))
		return true;
	if (!fold_may_search(text.n, words.n))
		return false;
	while (fold_next_word(&words, &word, &n)) {
		if (n >= 2 && fold_contains(text, word))
			return true;
	}
	return false;
}
