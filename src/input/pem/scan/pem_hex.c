/* SPDX-License-Identifier: Apache-2.0 */
#include "input/pem/scan/pem_hex.h"

#include "base/ascii.h"
#include "input/der/again.h"
#include "input/der/filled.h"
#include "input/pem/scan/pem_form.h"
#include "input/pem/scan/pem_text.h"
#include "input/pem/scan/spacing.h"
#include "input/sniff.h"
#include "input/written/dump.h"
#include "input/written/net.h"
#include "input/written/run.h"

/* Characters of the line ends at the front. */
static size_t
line_ends(struct span s)
{
	size_t n = 0;

	while (n < s.n && (s.p[n] == '\n' || s.p[n] == '\r'))
		n++;
	return n;
}

/* The same with the blanks in front of them; 0: no line ends there. */
static size_t
rest_of_line(struct span s)
{
	size_t blanks = blanks_before(s), n = line_ends(span_from(s, blanks));

	return n > 0 ? blanks + n : 0;
}

/* ---- lists ---- */

/* Has it one word alone, as a count does? */
static bool
is_word(struct span line)
{
	for (size_t i = 0; i < line.n; i++)
		if (run_ends_value(line.p[i]))
			return false;
	return line.n > 0;
}

/* Does something else stand behind the octets that it begins with: words, what an address or a number of a line has in front of it? */
static bool
goes_on_otherwise(struct span line, octet_fn *next)
{
	size_t n;

	while (next(line, &n) >= 0)
		line = span_from(line, n);
	while (line.n > 0 && is_char_of(line.p[0], " \t,;"))
		line = span_from(line, 1);
	return line.n > 0 && (is_letter(line.p[0]) || is_char_of(line.p[0], ":|=-"));
}

/* Octets that a line of something else may begin with, no more: "12 more", "00 Note", "de facto", "20:", "2026-11-29". */
#define BESIDE 4

/* Do the octets that this line begins with, few more than the list needs at most, stand otherwise than in the list, or in front of something else? */
static bool
stands_otherwise(struct spacing spacing, struct span line, uint64_t needs, octet_fn *next)
{
	bool alike = !spacing.odd;
	uint64_t made = 0;
	size_t n, blanks;
	int c;

	for (; made < needs + BESIDE && (c = next(line, &n)) >= 0; made++, line = span_from(line, n)) {
		if (made == 0)
			spacing_feed(&spacing, SPAN_LIT("\n"), c);
		else
			spacing_feed(&spacing, span_sub(line, 0, n), c);
		if (made > 0 && spacing.odd && alike)
			return true;
		spacing.odd = false;
	}
	if (made < needs || made == needs + BESIDE || line.n == 0)
		return false;
	blanks = blanks_before(line);
	if (blanks > 0)
		return blanks < line.n && is_letter(line.p[blanks]);
	if (is_letter(line.p[0]) && next(line, &n) < 0)
		return true;
	return line.p[0] != spacing.sign && is_char_of(line.p[0], ":|=.,");
}

/* Lines of one width that say that the list is wrapped, no fewer. */
#define WRAPPED_LINES 4

/*
 * Has a list that is short of so many octets ended with the line before?  It had fewer than all the others, as the last one has; or what
 * comes is something else.  Octets that are gone are not made up by a number that begins the next line.
 */
static bool
is_behind_short(const struct spacing *spacing, struct span line, uint64_t needs, octet_fn *next)
{
	if (needs == 0)
		return false;
	if (spacing->lines >= WRAPPED_LINES && !spacing->odd && spacing->made < spacing->width && needs < spacing->width)
		return true;
	return needs <= BESIDE && stands_otherwise(*spacing, line, needs, next);
}

/*
 * Are the octets one element, beside which the line that comes stands: one word, unless it may be the last line of a list that is wrapped, or
 * what is no list?
 */
static bool
line_is_beside(const struct pem *p, const struct spacing *spacing, struct span rest, octet_fn *next)
{
	struct span octets = out_span(&p->octets), line;
	size_t n;

	if (octets.n == 0 || octets.p[0] != 0x30 || sniff_length(octets) < octets.n)
		return false;
	line = span_trimmed(frame_line(rest, &n));
	if (sniff_length(octets) > octets.n)
		return is_behind_short(spacing, line, sniff_length(octets) - octets.n, next);
	rest = span_from(rest, n > 0 ? n : rest.n);
	if (goes_on_otherwise(line, next))
		return true;
	return is_word(line) && (spacing_may_end(spacing) || (spacing->width != 1 && line_ends(rest) == 0 && rest.n > 0));
}

/*
 * A list of octets in hexadecimal, or in decimal.  Where it is wrapped, a full
 * line is followed by another, whatever that begins with.
 */
void
pem_read_numbers(struct pem *p, struct pem_block *b, size_t limit, octet_fn *next)
{
	struct spacing spacing = { .lines = 0 };
	size_t made = 0, bare = 0, n;	/* lines that ended with an octet, and no comma behind it */
	struct span s;
	int c;

	while (!p->octets.failed && (c = next(s = pem_near(pem_window(p), 0), &n)) >= 0) {
		out_char(&p->octets, (char)c);
		made++;
		spacing_feed(&spacing, span_sub(s, 0, n), c);
		p->pieced |= spacing_is_odd(&spacing);
		pem_take(p, s, n);
		pem_cut(p, b, limit);
		/* What is seen of it depends on nothing before: only then can line ends tell. */
		s = span_from(s, n);
		if (s.n == 0 || s.p[0] == '\n' || s.p[0] == '\r')
			s = pem_window(p);
		if (next != run_hex && s.n > 0 && memchr(",; \t\r\n/", s.p[0], 7) == NULL)
			return;
		if ((n = line_ends(s)) == 0)
			continue;
		while (n < s.n && is_blank(s.p[n]))
			n++;
		s = pem_near(s, n);
		if (line_is_beside(p, &spacing, s, next) || ((bare == 0 ? made >= RUN_FIRST : spacing_may_end(&spacing)) &&
		    pem_next_begins(p, s, RUN_HEX_FORM, false)))
			return;
		bare++;
	}
}

/* ---- elements ---- */

bool
pem_has_taken(const struct pem *p, uint64_t total)
{
	struct span octets = out_span(&p->octets);

	octets.n = octets.n < total ? octets.n : (size_t)total;
	return octets.n > 0 && !filled_by_fields(octets) && net_octets(span_sub(octets, 1, octets.n - 1));
}

/* Has it taken in the very first octets of one, which these go on with in hexadecimal? */
static bool
has_taken_start(struct pem *p)
{
	struct span s = pem_near(pem_window(p), 0), octets = out_span(&p->octets);
	uint8_t joined[2 * AGAIN_OCTETS];
	size_t n = octets.n < AGAIN_OCTETS ? octets.n : AGAIN_OCTETS, k;
	int c;

	/* Without memory there are none. */
	if (n == 0)
		return false;
	memcpy(joined, octets.p + octets.n - n, n);
	for (; n < sizeof joined && (c = run_hex(s, &k)) >= 0; s = span_sub(s, k, s.n - k))
		joined[n++] = (uint8_t)c;
	/* One that stands behind the element as a whole is found by itself. */
	return n > AGAIN_OCTETS && net_octets((struct span){ joined, n - 1 });
}

/* Digits of an address, no fewer. */
#define ADDRESS 4

/* Do zeros that stand at the front of a line make the address of a dump, whatever octets it has?  Those of octets go on, or come in pairs. */
static bool
is_address(struct span line)
{
	size_t n = 0;

	while (n < line.n && line.p[n] == '0')
		n++;
	/* An editor writes "00000000h:". */
	n += n >= ADDRESS && n < line.n && line.p[n] == 'h';
	return n >= ADDRESS && n < line.n && (line.p[n] == ':' || is_blank(line.p[n]));
}

/*
 * Do zeros that have a line of their own stand beside the list that ended with the line before, as a count does?  Where the lines are
 * wrapped, padding goes on in full lines, and ends in a shorter one that no other follows.
 */
static bool
are_beside(const struct spacing *spacing, struct span line)
{
	size_t zeros = 0, n;

	while (zeros < line.n && line.p[zeros] == '0')
		zeros++;
	if (zeros == line.n || line_ends(span_from(line, zeros)) == 0)
		return zeros == line.n && spacing_may_end(spacing);
	return spacing_may_end(spacing) || (zeros / 2 < spacing->width && run_hex(span_from(line, zeros), &n) >= 0);
}

/* Does text in hexadecimal go on straight behind the element at hand, with something that begins there? */
static bool
hex_goes_on(struct pem *p, const struct spacing *spacing)
{
	struct span s = pem_near(pem_window(p), 0), line;
	uint8_t octets[RUN_FIRST];
	struct span next = { octets, 0 };
	size_t n, end = span_starts(s, SPAN_LIT("\r\n")) ? 2 : s.n > 0 && (s.p[0] == '\n' || s.p[0] == '\r') ? 1 : 0;
	int c = run_hex(s, &n);

	line = span_from(s, end);
	n -= end == 2;
	/* A line that begins with an element is found as one; zeros are padding, unless they are the address of a dump, or stand beside. */
	if (c < 0 || n > 3 || (n == 3 && s.p[0] != ':' && (c != 0 || end == 0 || is_address(line) || dump_begins(line) || are_beside(spacing, line))))
		return false;
	n += end == 2;
	for (; c >= 0 && next.n < sizeof octets; c = run_hex(s, &n)) {
		octets[next.n++] = (uint8_t)c;
		s = span_sub(s, n, s.n - n);
		/* What begins a line of its own is found there. */
		if ((n = rest_of_line(s)) > 0 && run_certificate(span_from(s, n)))
			break;
	}
	return run_goes_on(next);
}

/* Does a dump begin in the line that comes behind these blanks and line ends?  Its addresses are no octets. */
static bool
dump_follows(struct span s)
{
	size_t n = line_ends(s);

	return n > 0 && dump_begins(pem_near(s, n));
}

/* Octets that tell how long an element is. */
#define HEAD 8

/* Does a certificate of its own begin in the next line, for which there is no room in what has come? */
static bool
own_follows(struct pem *p, const struct pem_block *b, struct span line)
{
	uint8_t octets[HEAD];
	struct span head = { octets, 0 };
	size_t k;
	int c;

	if (!run_certificate(line))
		return false;
	for (; head.n < HEAD && (c = run_hex(line, &k)) >= 0; line = span_from(line, k))
		octets[head.n++] = (uint8_t)c;
	return b->over_limit || head.n == 0 || octets[0] != 0x30 || sniff_length(head) > boundary_room(&p->boundary, out_span(&p->octets));
}

/* Does the next line, if it comes, stand behind the list, which is short of so many octets? */
static bool
breaks_off(struct pem *p, const struct pem_block *b, struct span ahead, const struct spacing *spacing, uint64_t needs)
{
	size_t n = rest_of_line(ahead), end;
	struct span line = pem_near(ahead, n);

	if (n == 0)
		return false;
	return dump_follows(ahead) || own_follows(p, b, line) || is_behind_short(spacing, span_trimmed(frame_line(line, &end)), needs, run_hex);
}

/* So many characters without the blanks and line ends among them. */
static size_t
without_blanks(struct span s, size_t n)
{
	size_t some = 0;

	for (size_t i = 0; i < n; i++)
		some += !is_space(s.p[i]);
	return some;
}

/* Does a line of as many octets follow the last of the element, which is full, and begins nothing?  All lines of a list but the last are. */
static bool
full_line_follows(struct pem *p, const struct spacing *spacing)
{
	struct span s = pem_window(p), line;
	size_t n = line_ends(s), made = 0;

	if (n == 0 || spacing->made != spacing->width)
		return false;
	line = frame_line(span_from(s, n), &n);
	for (s = line; run_hex(s, &n) >= 0; s = span_from(s, n))
		made++;
	return made == spacing->width && !run_inside(line);
}

/* Does the element end in a line that goes on with a word, behind a shorter one, as the last of a list is?  That line is none of it. */
static bool
ends_in_words(struct pem *p, const struct spacing *spacing)
{
	struct span s = pem_near(pem_window(p), 0);
	size_t blanks = blanks_before(s);

	return spacing->shorter && blanks < s.n && is_alnum(s.p[blanks]);
}

/*
 * Are the octets ahead, up to the end of their line or string, all of the list?  One blank alone stands in front of words, too.  `trails`: there
 * are some behind the element, in its line.
 */
static bool
line_goes_on(struct span s, struct spacing spacing, bool trails)
{
	bool any = false;
	size_t n, next;
	int c;

	/* A count or a checksum that stands beside has no octets of its own. */
	if (spacing.gap > 0 && run_hex(s, &n) >= 0 && run_hex(span_from(s, n), &next) >= 0)
		trails |= spacing_goes_on(&spacing, span_sub(s, n, next), false);
	if (run_certificate(span_from(s, line_ends(s))))
		return false;
	for (; (c = run_hex(s, &n)) >= 0 && spacing_goes_on(&spacing, span_sub(s, 0, n), trails); any = true) {
		/* The next line is looked at when it comes. */
		if (any && spacing_line_ends(span_sub(s, 0, n)))
			return true;
		spacing_feed(&spacing, span_sub(s, 0, n), c);
		s = span_from(s, n);
	}
	s = span_from(s, blanks_before(s));
	if (!any)
		return false;
	return s.n == 0 || is_char_of(s.p[0], "\r\n\"'");
}

/*
 * What follows in the same text belongs to it, as does "0x00" behind a comma like those before.  Words stand behind blanks, and where lines are
 * other than the first, octets that have moved.  `step`: characters of the last octet with what stands before it, blanks apart.
 */
static void
read_trailing(struct pem *p, struct pem_block *b, struct spacing *spacing, size_t step, size_t limit)
{
	bool own = false, trails = false;

	for (; !p->octets.failed; trails = true) {
		struct span s = pem_near(pem_window(p), 0), text;
		size_t n;
		int c = run_hex(s, &n);

		if (c < 0)
			return;
		text = span_sub(s, 0, n);
		own = (own && !spacing_line_ends(text) && spacing_goes_on(spacing, text, trails)) || (!spacing->odd && line_goes_on(s, *spacing, trails));
		if (!own && ((n > 3 && (s.p[0] != ',' || without_blanks(s, n) != step)) || (n == 3 && s.p[0] != ':' && !(p->pieced && is_blank(s.p[0])))))
			return;
		out_char(&p->octets, (char)c);
		spacing_feed(spacing, text, c);
		pem_take(p, s, n);
		pem_cut(p, b, limit);
	}
}

void
pem_read_hex(struct pem *p, struct pem_block *b, uint64_t total, size_t limit, size_t bag)
{
	struct spacing spacing = { .lines = 0 };
	uint64_t made = 0;
	size_t step = 0;		/* characters of an octet with what stands before it, blanks apart */

	while (made < total && !p->octets.failed) {
		struct span ahead = pem_window(p), s = pem_near(ahead, 0);
		size_t n;
		int c = run_hex(s, &n);

		if (c < 0 || breaks_off(p, b, ahead, &spacing, total - made)) {
			pem_break_off(p, b, "hexadecimal of a certificate that breaks off");
			return;
		}
		out_char(&p->octets, (char)c);
		step = made + 1 == total ? without_blanks(s, n) : 0;
		spacing_feed(&spacing, span_sub(s, 0, n), c);
		p->pieced |= spacing_is_odd(&spacing);
		pem_take(p, s, n);
		pem_cut(p, b, limit);
		made++;
	}
	if (!b->over_limit && (hex_goes_on(p, &spacing) || pem_has_taken(p, total) || has_taken_start(p))) {
		pem_read_numbers(p, b, bag, run_hex);
		return;
	}
	read_trailing(p, b, &spacing, step, bag);
	b->last = spacing_last(&spacing);
	if (p->pieced && !b->over_limit && (p->octets.n >= total + (b->last > 0 ? b->last : 1) || full_line_follows(p, &spacing) ||
	    ends_in_words(p, &spacing)))
		pem_fault(p, b, PEM_OTHERS, pem_last_line(p));
}
