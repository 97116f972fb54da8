/* SPDX-License-Identifier: Apache-2.0 */
#include "input/pem/scan/pem_form.h"

#include "base/ascii.h"
#include "input/der/begins.h"
#include "input/pem/scan/form_end.h"
#include "input/pem/scan/pem_text.h"
#include "input/text/wide.h"
#include "input/written/dump.h"
#include "input/written/filler.h"
#include "input/written/net.h"

/* Characters of base64 at the front of a line of it, no fewer: marks and numbers have less. */
#define FRAME_MARK 16

/* RFC 4648 5 has - and _ in the place of + and /. */
static bool
is_url(struct span s)
{
	struct armour a;

	return s.n > 0 && ((s.p[0] == '_' && base64_escape(s) == 0) || (s.p[0] == '-' && !armour_at(s, &a)));
}

bool
pem_between(struct pem *p, struct base64 *b64, uint64_t *made)
{
	struct span s = pem_near(pem_window(p), 0);
	size_t before = p->octets.n, n = 1;
	uint8_t escaped = 0;

	if (is_url(s)) {
		escaped = s.p[0] == '_' ? '/' : '+';
		/* A dash by itself belongs to words. */
		b64->n_url += net_character(p->last) || (s.n > 1 && net_character(s.p[1]));
	} else {
		n = filler_octets(s, p->last, p->line_blank, &escaped);
	}
	if (n == 0)
		return false;
	pem_take_between(p, s, n, escaped);
	if (escaped != 0)
		(void)base64_feed(b64, (struct span){ &escaped, 1 }, &p->octets);
	*made += p->octets.n - before;
	return true;
}

void
pem_tell_mixed(struct pem *p, struct pem_block *b, const struct base64 *b64)
{
	if (b->over_limit || b->fault != NULL || !base64_mixed(out_span(&p->octets), b64->n_url))
		return;
	b->what = b->what == PEM_FORM ? PEM_BASE64 : b->what;
	pem_fault(p, b, "base64 that has + or / beside - or _, so that nothing tells what it stands for", pem_last_line(p));
	b->sound = 0;
}

/* So much of a line is taken at once, no more. */
#define PEM_LINE (PEM_WINDOW - PEM_NEAR)

/* Do lines begin here that have something before them which no base64 has, and behind that a certificate or container? */
static bool
framed_begins(struct span here)
{
	struct frame frame;
	size_t n;

	return base64_run(frame_line(here, &n)) < FRAME_MARK && frame_begins(&frame, here);
}

bool
pem_next_begins(struct pem *p, struct span here, enum run at_hand, bool inside)
{
	uint64_t total;
	enum run run;

	if (here.n < 2)
		return false;
	/* The first octet of a string stands behind its backslash, and hexadecimal behind "0x" or "\x". */
	run = here.p[0] == '\\' ? run_begins(span_from(here, 1), '\\', &total) : RUN_NONE;
	if (run == RUN_NONE && (here.p[0] == '0' || here.p[0] == '\\') && (here.p[1] | 0x20) == 'x')
		run = run_begins(span_from(here, 2), here.p[1], &total);
	else if (run == RUN_NONE)
		run = run_begins(here, '\n', &total);
	return binary_begins(here) || wide_begins(here) != WIDE_NONE || pem_other_text(p, here) || (run != RUN_NONE && inside) ||
	    (at_hand == RUN_BASE64_FORM ? run == RUN_HEX || run == RUN_HEX_FORM || framed_begins(here) : run != RUN_NONE && run != RUN_HEX_FORM);
}

/* Has the line a comma, as lists of numbers have and no base64 that stands alone on its line? */
static bool
has_comma(struct span here)
{
	size_t n;
	struct span line = frame_line(here, &n);

	return line.n > 0 && memchr(line.p, ',', line.n) != NULL;
}

size_t
pem_line_end(struct span s)
{
	size_t n;

	(void)frame_line(s, &n);
	return n;
}

/* The next line with its end, or as much of it as does not depend on how much has come. */
static struct span
one_line(struct pem *p)
{
	struct span s = pem_window(p);
	size_t most = s.n < PEM_LINE ? s.n : PEM_LINE, n = pem_line_end(s.n > most ? span_sub(s, 0, most + 1) : s);

	if (n > 0 && n <= most)
		return span_sub(s, 0, n);
	/* No line ends between CR and LF. */
	return span_sub(s, 0, most > 1 && n > most ? most - 1 : most);
}

/* Lines of base64: the one at hand, as far as it was taken, and whether one came before it. */
struct lines {
	size_t width;
	bool behind;
};

/*
 * Does a certificate of its own begin in the line ahead?  A line of the same base64 that another follows is as long as the one before
 * it, of which the first may be a part.
 */
static bool
own_begins(struct pem *p, const struct lines *l)
{
	struct span here = pem_window(p), line;
	size_t n, width;

	if (here.n < 2 || !run_may(here.p) || !run_certificate(pem_near(here, 0)))
		return false;
	line = span_trimmed(frame_line(here, &n));
	width = n > 0 ? line.n : SIZE_MAX;
	return l->behind ? width != l->width : width < l->width;
}

/* Digits of a line of hexadecimal, no fewer; and where octets stand apart, as no words of base64 do. */
#define HEX_LINE 32
#define HEX_APART 16

/* Signs that stand behind an octet at the front, before the next: one, or two blanks in the middle of a line. */
static size_t
apart(struct span s)
{
	size_t n = s.n > 1 && s.p[0] == ' ' && s.p[1] == ' ' ? 2 : s.n > 0 && memchr(" \t:-", s.p[0], 5) != NULL ? 1 : 0;

	return n < s.n && hex_digit(s.p[n]) >= 0 ? n : 0;
}

/* Is the next line, behind its marks, one of hexadecimal, which base64 has none of, or of a dump?   A quarter of its digits are decimal: base64 of zeros is "AAAA". */
static bool
is_hex_line(struct span here)
{
	size_t n = 0, decimal = 0, digits = 0, least = HEX_LINE;

	if (dump_begins(here))
		return true;
	while (here.n > 0 && memchr(" \t*#|>;/", here.p[0], 8) != NULL)
		here = span_from(here, 1);
	if (here.n > 1 && here.p[0] == '0' && (here.p[1] | 0x20) == 'x')
		here = span_from(here, 2);
	if (here.n > 2 && hex_digit(here.p[0]) >= 0 && apart(span_from(here, 2)) > 0)
		least = HEX_APART;
	for (; n < here.n && hex_digit(here.p[n]) >= 0; n++) {
		decimal += is_digit(here.p[n]);
		if (++digits % 2 == 0 && least == HEX_APART)
			n += apart(span_from(here, n + 1));
	}
	return digits >= least && decimal >= digits / 4 && (n == here.n || here.p[n] == '\n' || here.p[n] == '\r');
}

/* Does the word of base64 at hand go on with what escapes a character of it, or is one for URLs? */
static bool
word_goes_on(struct pem *p)
{
	struct span s = pem_near(pem_window(p), 0);
	uint8_t escaped = 0;

	if (is_url(s))
		return true;
	return filler_octets(s, p->last, p->line_blank, &escaped) > 0 && escaped != 0;
}

/* Octets at the front without a blank or a line end. */
static size_t
word_length(struct span s)
{
	size_t n = 0;

	while (n < s.n && s.p[n] > ' ')
		n++;
	return n;
}

/* The same, or a line end, or the blanks that stand at the front. */
static size_t
word_or_blanks(struct span s)
{
	size_t n = blanks_before(s);

	if (s.p[0] > ' ')
		return word_length(s);
	return n > 0 ? n : s.n > 1 && s.p[0] == '\r' && s.p[1] == '\n' ? 2 : 1;
}

/* The first word of base64 of another form.  True: it is all of it. */
static bool
read_word(struct pem *p, struct pem_block *b, struct base64 *b64, size_t limit)
{
	uint64_t made = 0, word = 0;
	struct span s;
	size_t n;

	while (b64->padding == 0 && !p->octets.failed) {
		const uint8_t *bad;

		s = stream_ahead(p->in);
		s.n = word_length(s);
		bad = base64_feed(b64, s, &p->octets);
		pem_cut(p, b, limit);
		n = bad != NULL ? (size_t)(bad - s.p) : s.n;
		pem_take(p, s, n);
		word += n;
		if (n > 0 && bad == NULL)
			continue;
		s = pem_window(p);
		if (s.n > 0 && base64_char(s.p[0]))
			continue;
		if (!word_goes_on(p))
			return !b->over_limit && form_is_all(out_span(&p->octets), *b64, word, s);
		(void)pem_between(p, b64, &made);
		word++;
	}
	return false;
}

void
pem_read_form(struct pem *p, struct pem_block *b, struct base64 *b64, size_t limit)
{
	uint64_t at = stream_at(p->in);
	bool comma = has_comma(pem_near(pem_window(p), 0)), done = read_word(p, b, b64, limit);
	uint64_t made = 0, line = p->line;
	struct lines lines = { (size_t)(stream_at(p->in) - at), false };

	while (!done && !p->octets.failed) {
		struct span s = one_line(p);
		const uint8_t *bad;

		if (s.n == 0 || (!net_character(s.p[0]) && s.p[0] != '=' && form_ends(out_span(&p->octets), *b64, pem_window(p))))
			break;
		s.n = word_or_blanks(s);
		lines.width += s.p[0] > ' ' ? s.n : 0;
		bad = base64_feed(b64, s, &p->octets);
		pem_cut(p, b, limit);
		pem_take(p, s, bad != NULL ? (size_t)(bad - s.p) : s.n);
		if (bad != NULL) {
			done = b64->padding > 0 || *bad == 0 || *bad == 0xef || !pem_between(p, b64, &made);
		} else if (p->line > line) {
			struct span next = pem_near(pem_window(p), 0);

			done = pem_next_begins(p, next, RUN_BASE64_FORM, b64->n > 1) || own_begins(p, &lines) || (!comma && has_comma(next)) ||
			    is_hex_line(next);
			lines = (struct lines){ 0, true };
		}
		line = p->line;
	}
	(void)base64_end(b64, &p->octets);
	pem_cut(p, b, limit);
	pem_tell_mixed(p, b, b64);
}
