/* SPDX-License-Identifier: Apache-2.0 */
/* normal.c - comparing texts that may write the same letters in several ways, by libunistring. */
#include "value/normal.h"

#include <stdlib.h>
#include <unicase.h>
#include <uninorm.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "value/fold.h"

/* A text in some normalization form. */
struct form {
	struct span text;
	uint8_t room[256], *taken;	/* taken: beyond the room */
};

/*
 * Of these first octets all characters are what Form KC makes of them: ASCII, Latin-1 letters, Cyrillic, Chinese characters and Hangul
 * syllables.  The octets that go on with a character lie below 0xC0.
 */
static inline bool
is_stable(uint8_t octet)
{
	return octet < 0xc0 || octet == 0xc3 || (octet >= 0xd0 && octet <= 0xd3) || (octet >= 0xe4 && octet <= 0xe9) ||
	    (octet >= 0xeb && octet <= 0xec);
}

static bool
may_change(struct span text)
{
	for (size_t i = 0; i < text.n; i++)
		if (!is_stable(text.p[i]))
			return true;
	return false;
}

/* False: it is no UTF-8, or memory is out. */
static bool
to_form(struct form *f, uninorm_t form, struct span text)
{
	size_t n = sizeof f->room;
	uint8_t *made = utf8_valid(text) ? u8_normalize(form, text.p, text.n, f->room, &n) : NULL;

	f->taken = made != f->room ? made : NULL;
	f->text = (struct span){ made, n };
	return made != NULL;
}

static void
done(struct form *f)
{
	free(f->taken);
}

/*
 * Two texts that begin with different letters of ASCII, case apart, do so in every form, whatever marks follow; so it is with two that are
 * ASCII alone.
 */
static bool
is_settled(struct span a, struct span b)
{
	if (a.n > 0 && b.n > 0 && a.p[0] > ' ' && a.p[0] < 0x80 && b.p[0] > ' ' && b.p[0] < 0x80 && fold_code(a.p[0]) != fold_code(b.p[0]))
		return true;
	return span_is_ascii(a) && span_is_ascii(b);
}

typedef bool compare_fn(struct span, struct span);

/* Do they compare so once both are in that form?  One alone that may change is enough for a difference. */
static bool
compare(compare_fn *are_alike, uninorm_t form, struct span a, struct span b)
{
	struct form x, y;
	bool alike = false;

	if (a.n > NORMAL_MOST_OCTETS || b.n > NORMAL_MOST_OCTETS || !(may_change(a) || may_change(b)))
		return false;
	if (to_form(&x, form, a)) {
		if (to_form(&y, form, b)) {
			alike = are_alike(x.text, y.text);
			done(&y);
		}
		done(&x);
	}
	return alike;
}

/* Taken apart, letters with marks are compared without regard to case as those without. */
bool
normal_equal(struct span a, struct span b)
{
	return fold_equal(a, b) || (!is_settled(a, b) && compare(fold_equal, UNINORM_NFKD, a, b));
}

/* Put together, a letter is not found in one with a mark. */
bool
normal_contains(struct span text, struct span part)
{
	return fold_contains(text, part) || compare(fold_contains, UNINORM_NFKC, text, part);
}

bool
normal_same(struct span a, struct span b)
{
	return span_eq(a, b) || compare(span_eq, UNINORM_NFC, a, b);
}

/* ---- names of a directory (RFC 4518) ---- */

/* RFC 4518 2.2: characters that map to nothing.  NUL, which is one of them, stays: to software that ends a text there the names are two. */
static const struct {
	uint32_t first, last;
} mapped_to_nothing[] = {
	{ 0x01, 0x08 }, { 0x0e, 0x1f }, { 0x7f, 0x84 }, { 0x86, 0x9f }, { 0xad, 0xad }, { 0x34f, 0x34f }, { 0x6dd, 0x6dd }, { 0x70f, 0x70f },
	{ 0x1806, 0x1806 }, { 0x180b, 0x180e }, { 0x200b, 0x200f }, { 0x202a, 0x202e }, { 0x2060, 0x2063 }, { 0x206a, 0x206f }, { 0xfe00, 0xfe0f },
	{ 0xfeff, 0xfeff }, { 0xfff9, 0xfffc }, { 0x1d173, 0x1d17a }, { 0xe0001, 0xe0001 }, { 0xe0020, 0xe007f },
};

static bool
maps_to_nothing(uint32_t code)
{
	for (size_t i = 0; i < sizeof mapped_to_nothing / sizeof *mapped_to_nothing; i++)
		if (code >= mapped_to_nothing[i].first && code <= mapped_to_nothing[i].last)
			return true;
	return false;
}

/* RFC 4518 2.2: line ends and separators, which Form KC leaves as they are. */
static bool
maps_to_space(uint32_t code)
{
	return (code >= '\t' && code <= '\r') || code == 0x85 || code == 0x1680 || code == 0x2028 || code == 0x2029;
}

/* The text without what maps to nothing, folded.  False: it is no UTF-8, or memory is out. */
static bool
prepare(struct form *f, struct span text)
{
	uint8_t mapped[NORMAL_MOST_OCTETS], *made;
	size_t n = 0, room = sizeof f->room;
	uint32_t code;

	while (utf8_next(&text, &code))
		if (!maps_to_nothing(code))
			n += utf8_put(mapped + n, maps_to_space(code) ? ' ' : code);
	if (text.n > 0)
		return false;
	made = u8_casefold(mapped, n, NULL, UNINORM_NFKC, f->room, &room);
	f->taken = made != f->room ? made : NULL;
	f->text = (struct span){ made, room };
	return made != NULL;
}

static bool
needs_preparation(struct span text)
{
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] >= 0x7f || text.p[i] < ' ')
			return true;
	return false;
}

bool
normal_prepared_equal(struct span a, struct span b)
{
	struct form x, y;
	bool equal = fold_equal(a, b);

	if (equal || a.n > NORMAL_MOST_OCTETS || b.n > NORMAL_MOST_OCTETS || !(needs_preparation(a) || needs_preparation(b)))
		return equal;
	if (prepare(&x, a)) {
		if (prepare(&y, b)) {
			equal = fold_equal(x.text, y.text);
			done(&y);
		}
		done(&x);
	}
	return equal;
}

struct span
normal_composed(struct arena *a, struct span text)
{
	struct span out = SPAN_NONE;
	struct form f;

	if (text.n > NORMAL_MOST_OCTETS || !may_change(text) || !to_form(&f, UNINORM_NFC, text))
		return SPAN_NONE;
	if (!span_eq(f.text, text))
		out = (struct span){ arena_copy(a, f.text.p, f.text.n, 1), f.text.n };
	done(&f);
	return out;
}
