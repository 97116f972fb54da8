/* SPDX-License-Identifier: Apache-2.0 */
/* pem_words.c - words about armour, told from armour. */
#include "base/base64.h"
#include "input/pem/scan/pem_text.h"
#include "input/sniff.h"
#include "input/written/filler.h"
#include "input/written/run.h"

/* A line of base64 that is no word, such as "done", no shorter. */
#define SHORTEST 16

/* ---- words of base64 ---- */

/* Characters of words as long as one another, which are base64 in groups, no fewer; and of one of them. */
#define GROUPED 32
#define GROUP 4

enum { UPPER = 1, LOWER = 2, OTHER = 4, MIXED = UPPER | LOWER | OTHER };

/* What stands behind BEGIN, word by word: line ends that are written out, and quotation marks, stand between words. */
struct words {
	size_t word;			/* characters of the word at hand */
	unsigned kinds;			/* and what they are */
	size_t width;			/* of the word before */
	size_t group;			/* characters of the words before that are as long, up to it */
	unsigned group_kinds;
	struct lost lost;		/* the characters of all words that follow one another */
	bool grouped;			/* base64 in groups has come, of one length or of any */
	size_t all;			/* characters of all words */
	unsigned all_kinds;
	bool odd;			/* so has something that no base64 has in it */
};

static void
word_ends(struct words *w)
{
	if (w->word == 0)
		return;
	(void)lost_octet(&w->lost, ' ');
	/* A "+" between strings. */
	w->odd |= w->word == 1;
	if (w->word != w->width || w->word < GROUP)
		w->group = w->group_kinds = 0;
	w->width = w->word;
	w->group += w->word;
	w->group_kinds |= w->kinds;
	w->grouped |= lost_is_body(&w->lost);
	w->grouped |= w->word >= GROUP && w->group >= GROUPED && w->group > w->word && w->group_kinds == MIXED;
	w->word = w->kinds = 0;
}

static void
character(struct words *w, uint8_t c)
{
	unsigned kind = c >= 'A' && c <= 'Z' ? UPPER : c >= 'a' && c <= 'z' ? LOWER : OTHER;

	(void)lost_octet(&w->lost, c);
	w->word++;
	w->kinds |= kind;
	w->all++;
	w->all_kinds |= kind;
}

/* Takes a line, or what it begins with. */
static void
words_feed(struct words *w, struct span line)
{
	for (size_t i = 0, n; i < line.n; i += n) {
		uint8_t c = line.p[i], escaped = 0;

		n = 1;
		if (base64_char(c) || c == '=') {
			character(w, c);
			continue;
		}
		if (c != ' ' && c != '\t' && c != '\r')
			n = filler_octets(span_sub(line, i, line.n - i), i > 0 ? line.p[i - 1] : '\n', i == 0, &escaped);
		if (escaped != 0) {
			character(w, escaped);
			continue;
		}
		word_ends(w);
		if (n == 0) {
			w->odd = true;
			lost_breaks(&w->lost);
			w->width = 0;
			n = 1;
		}
	}
	word_ends(w);
}

/* ---- lines ---- */

/* A line of nothing but base64, or with so much of it that it is one of a block. */
static bool
is_body(struct span line)
{
	size_t n = 0;

	while (n < line.n && (base64_char(line.p[n]) || line.p[n] == '='))
		n++;
	return (n == line.n && n >= SHORTEST) || frame_has_base64(line);
}

static bool
is_empty(struct span line)
{
	while (line.n > 0 && (line.p[0] == ' ' || line.p[0] == '\t'))
		line = span_sub(line, 1, line.n - 1);
	return line.n == 0;
}

/* Lines of FRAME_LINE characters in all are looked at, each as a whole: where they are cut does not depend on their ends. */
#define LINES_AHEAD (4 * FRAME_LINE)

static struct span
lines_ahead(struct pem *p)
{
	struct span s = stream_window(p->in, LINES_AHEAD);

	return s.n > LINES_AHEAD ? span_sub(s, 0, LINES_AHEAD) : s;
}

/* Does armour begin in the first n octets of the text, a line, be it that it is folded into the next? */
static bool
armour_begins(struct span text, size_t n, size_t *at, struct armour *a)
{
	for (*at = 0; *at < n; ) {
		struct span here = span_from(text, *at);
		bool dash = here.p[0] == '-' || here.p[0] == 0xe2;

		if (dash && armour_at(here, a))
			return true;
		*at += dash ? armour_none(here) : 1;
	}
	return false;
}

/*
 * Is there a body in the lines behind the one of BEGIN?  It is base64 up to an END line, to the end of the text, or as far as is
 * looked, with nothing that is found by itself unless it begins with that in groups; up to another BEGIN, it is more than one line,
 * which may be a fingerprint, or base64 in groups.  An END line of its own ends a block whatever is in it.
 */
static bool
body_behind(struct pem *p)
{
	struct span s = lines_ahead(p);
	bool whole = s.n < LINES_AHEAD, any = false;
	struct words words = { 0 };
	unsigned lines = 0;
	struct armour a;
	size_t at, seen = 0;

	(void)sniff_line(&s);
	while (s.n > 0 && seen < FRAME_LINE) {
		struct span text = s, line = pem_first_line(sniff_line(&s));

		if (armour_begins(text, line.n, &at, &a))
			return words.grouped || (a.end ? lines > 0 || (at == 0 && a.n == line.n) : lines > 1);
		words_feed(&words, line);
		if (run_inside(line))
			return !any && words.grouped;
		lines += is_body(line);
		any |= !is_empty(line);
		seen += line.n + 1;
	}
	return words.grouped || lines > 0 || (whole && s.n == 0 && !any);
}

/* Is what stands between BEGIN and END, on one line, base64?  It is that of few octets where nothing else is with it. */
static bool
is_body_between(struct span s)
{
	struct words words = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < s.n && n < SHORTEST; i++)
		n = base64_char(s.p[i]) ? n + 1 : 0;
	words_feed(&words, s);
	return n == SHORTEST || words.grouped ||
	    (!words.odd && words.all > 0 && words.all % GROUP == 0 && (words.all_kinds & UPPER) != 0 && words.all_kinds != UPPER);
}

/* Does base64 in groups begin on the line of BEGIN?  END may be farther away than is looked. */
static bool
is_grouped(struct span line)
{
	struct words words = { 0 };

	words_feed(&words, line);
	return words.grouped;
}

/* Is what stands beside BEGIN a word, and no mark of a text that a program wrote? */
static bool
has_words_behind(struct span rest)
{
	return rest.n > 1 && rest.p[0] == ' ' && !is_empty(rest);
}

/* The rest of the line of BEGIN; *n: its octets with its end, 0 where that is too far away. */
static struct span
beside_begin(struct pem *p, size_t *n)
{
	return frame_line(pem_first_line(pem_window(p)), n);
}

bool
pem_is_words(struct pem *p)
{
	size_t n;
	struct span line = beside_begin(p, &n);

	if (frame_has_base64(line) || (!p->begun_inside && !has_words_behind(line)))
		return false;
	/* END on the same line, as in a script that writes both: what stands between is no base64. */
	if (frame_armour(line, &n))
		return !is_body_between(span_sub(line, 0, n));
	return !is_grouped(line) && !body_behind(p);
}

size_t
pem_words_beside(struct pem *p)
{
	size_t n, at;
	struct span line = beside_begin(p, &n);

	for (at = 0; at < line.n && (line.p[at] == ' ' || line.p[at] == '\t'); at++)
		;
	/* The body may begin there. */
	if (!has_words_behind(line) || (line.n - at > 1 && memcmp(line.p + at, "MI", 2) == 0) || frame_has_base64(line) || is_grouped(line))
		return 0;
	return frame_armour(line, &at) ? 0 : n;
}
