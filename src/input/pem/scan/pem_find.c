/* SPDX-License-Identifier: Apache-2.0 */
#include "input/pem/scan/pem_find.h"

#include "base/ascii.h"
#include "input/der/begins.h"
#include "input/lost/lost.h"
#include "input/pem/grid/cell.h"
#include "input/pem/grid/grid.h"
#include "input/pem/line/frame.h"
#include "input/pem/scan/mentioned.h"
#include "input/pem/scan/pem_text.h"
#include "input/sniff.h"
#include "input/text/coloured.h"
#include "input/text/wide.h"
#include "input/written/dump.h"
#include "input/written/filler.h"
#include "input/written/net.h"

/* Octets in front of what is looked at, no more. */
#define KEPT 64
/* Octets that tell a list, or a file that is uuencoded. */
#define FAR 512

/* Octets with which something may begin: 1: in any text; 2: when what has no armour is wanted as well; 4: a sign of what is damaged, then. */
static const uint8_t beginnings[256] = {
	['-'] = 1, [0xe2] = 1, [0] = 2, [0xfe] = 2, [0xff] = 2, [0x1f] = 2, [0x28] = 2, [0xfd] = 2, [0x04] = 2, [0x31] = 2, [0x5d] = 2, [0xa0] = 2,
	[0x30] = 2, ['!'] = 2, [TEXT_ESC] = 2, ['>'] = 2, [0x06] = 4, [0x17] = 4, [0x18] = 4
};

/* Does a line begin behind this octet, or text behind others? */
static bool
begins_line(const struct pem *p, uint8_t before)
{
	return p->runs && (before == '\n' || before == '\r' || before == 0);
}

/* Does a line end or a blank that is written out stand in front of s.p[at]: \n, \x0a, \012, \u000A? */
static inline bool
is_behind_escape(struct span s, size_t at)
{
	/* What a letter or a number ends with that stands for a blank; a quick look, for each octet of a text is asked. */
	static const bool last[256] = { ['n'] = true, ['r'] = true, ['t'] = true, ['a'] = true, ['A'] = true, ['d'] = true, ['D'] = true,
		['0'] = true, ['1'] = true, ['2'] = true, ['5'] = true, ['9'] = true };
	static const size_t lengths[] = { 2, 4, 6 };
	uint8_t escaped;

	if (at < 2 || !last[s.p[at - 1]] || (at > 5 && s.p[at - 2] != '\\' && s.p[at - 4] != '\\' && s.p[at - 6] != '\\'))
		return false;
	for (size_t i = 0; i < sizeof lengths / sizeof *lengths && lengths[i] <= at; i++)
		if (s.p[at - lengths[i]] == '\\' && filler_octets(span_sub(s, at - lengths[i], lengths[i]), 0, false, &escaped) == lengths[i] && escaped == 0)
			return true;
	return false;
}

/* Does something begin at s.p[at] by its first octet?  Letters and digits begin a word, or nothing. */
static bool
may_begin(struct pem *p, struct span s, size_t at)
{
	uint8_t c = s.p[at], before = at > 0 ? s.p[at - 1] : p->last;

	if ((beginnings[c] & (p->runs ? 7 : 1)) != 0)
		return true;
	/* An empty line ends the head of a response. */
	if (p->http && c == '\n' && (before == '\n' || (before == '\r' && at > 1 && s.p[at - 2] == '\n')))
		p->http = false;
	return p->runs && (begins_line(p, before) || run_word(c, before) || (is_behind_escape(s, at) && run_word(c, ' ')));
}

/* Behind the marks of a diff or a comment that base64 has as well, alone on its line. */
static bool
behind_marks(struct span here, struct finding *f)
{
	size_t n = run_marks(here);

	if (n == 0 || n == here.n || memchr(here.p, '\n', here.n) != NULL ||
	    (f->run = run_begins(span_sub(here, n, here.n - n), '\n', &f->total)) == RUN_NONE)
		return false;
	f->at += n;
	return true;
}

/* Does a word begin at s.p[at], or a line? */
static bool
begins_word(struct span s, size_t at)
{
	return at == 0 || is_space(s.p[at - 1]);
}

/* Has the run something before it that its next line has as well?  Then the form begins there. */
static bool
framed_from(struct span s, struct finding *f)
{
	/* "0x" is part of the run, as is a type. */
	size_t from = f->at, to = run_type_before(s, f->at - (f->at > 1 && (s.p[f->at - 1] | 0x20) == 'x' && s.p[f->at - 2] == '0' ? 2 : 0));
	struct frame frame;
	bool own = false;

	while (from > 0 && f->at - from < KEPT && s.p[from - 1] != '\n' && s.p[from - 1] != '\r')
		from--;
	for (; from < to && !own; from++)
		if (begins_word(s, from) && frame_ends(&frame, span_sub(s, from, s.n - from), to - from, &own)) {
			f->at = from;
			return true;
		}
	return false;
}

/* Does a uuencoded file begin behind blanks that the next line has not? */
static bool
uu_behind_blanks(struct span here, struct finding *f)
{
	size_t n = 0;

	while (n < here.n && (here.p[n] == ' ' || here.p[n] == '\t'))
		n++;
	if (n == 0 || !sniff_uu(span_sub(here, n, here.n - n)))
		return false;
	f->at += n;
	return true;
}

/* Characters between the last line of a body that is as long as others and END, no more: a shorter line, and what stands around both. */
#define BODY_END (2 * FRAME_OCTETS + 128)

/* A word in front of s.p[at] ends there, and is as long as a line of a body. */
static void
word_ends(struct pem *p, struct span s, size_t at)
{
	if (body_ends_before(s, at))
		p->behind_body = 1;
}

/* Is the line in front of s.p[at], which begins one, short and may be the last of a body? */
static bool
behind_last_line(struct span s, size_t at)
{
	size_t end = at, from;

	while (end > 0 && is_blank(s.p[end - 1]))
		end--;
	if (end == 0 || (s.p[end - 1] != '\n' && s.p[end - 1] != '\r'))
		return false;
	end -= end > 1 && s.p[end - 1] == '\n' && s.p[end - 2] == '\r' ? 2 : 1;
	for (from = end; from > 0 && end - from <= LOST_SHORT && s.p[from - 1] != '\n' && s.p[from - 1] != '\r'; from--)
		;
	return lost_is_end(span_trimmed(span_sub(s, from, end - from)));
}

/* END ahead at s.p[at], without its BEGIN: does it end a body?  One that names a certificate is told of behind other base64 too. */
static bool
ends_body(struct pem *p, const struct armour *end, struct span s, size_t at)
{
	bool of_one = pem_content_of(end->label) == PEM_IS_CERTIFICATE, told = p->lost.told > 0 && !(p->lost.other && of_one);

	lost_is_told(&p->lost, false);
	return p->runs && !told && ((p->behind_body > 0 && p->behind_body <= BODY_END) || (of_one && behind_last_line(s, at)));
}

/* What is looked at of a uuencoded file: its first line has the name of a file, which is longer than lines of text are. */
static struct span
uu_near(struct span s, size_t at)
{
	struct span ahead = span_from(s, at);

	if (!span_starts(ahead, SPAN_LIT("begin ")))
		return pem_near(s, at);
	return ahead.n > FAR ? span_sub(ahead, 0, FAR) : ahead;
}

/* Does the sign at s.p[f->at] show what was passed over?  Reading goes on behind its first octet. */
static bool
shows_remains(struct pem *p, struct span s, struct finding *f)
{
	f->remains = remains_sign(&p->remains, s, f->at, stream_at(p->in) + f->at);
	f->at += f->remains != REMAINS_NONE;
	return f->remains != REMAINS_NONE;
}

/* As much as lists are looked at, which all lies ahead (pem_find()). */
static struct span
far_ahead(struct span s, size_t at)
{
	struct span ahead = span_from(s, at);

	return ahead.n > FAR ? span_sub(ahead, 0, FAR) : ahead;
}

/* Octets in front of the certificate in the data of a record SMIMEA (RFC 8162 2, RFC 6698 2.1): its usage, and that it is whole and as it is. */
#define SMIMEA 6

/* Does hexadecimal of such data begin here, as a record of a type that is not known has it (RFC 3597 5)?  Reading goes on at the certificate. */
static bool
behind_usage(struct span here, struct finding *f)
{
	if (here.n <= SMIMEA || here.p[0] != '0' || here.p[1] < '0' || here.p[1] > '3' || memcmp(here.p + 2, "0000", SMIMEA - 2) != 0)
		return false;
	f->run = run_begins(span_from(here, SMIMEA), 'x', &f->total);
	f->at += f->run == RUN_HEX ? SMIMEA : 0;
	return f->run == RUN_HEX;
}

/* Does the base64 at s.p[f->at], which stands for text, only say how base64 of a block begins?  Reading goes on behind it. */
static bool
is_mentioned(const struct pem *p, struct span s, struct finding *f)
{
	struct span here = far_ahead(s, f->at);
	char line[4 * FRAME_OCTETS];
	size_t from = f->at, n;

	if (f->run != RUN_BASE64_FORM || !span_starts(here, SPAN_LIT("LS0t")))
		return false;
	while (from > 0 && f->at - from < FRAME_OCTETS && s.p[from - 1] != '\n' && s.p[from - 1] != '\r')
		from--;
	n = from > 0 ? 0 : p->n_head;
	memcpy(line, p->head, n);
	memcpy(line + n, s.p + from, f->at - from);
	n = mentioned_armour((struct span){ (const uint8_t *)line, n + f->at - from }, here);
	f->at += n;
	return n > 0;
}

/* Is the base64 at s.p[f->at] the name of a certificate's subject or issuer?  It is passed over as a whole. */
static bool
is_name(struct span s, struct finding *f)
{
	size_t n = mentioned_name(far_ahead(s, f->at));

	f->at += n;
	return n > 0;
}

/* What begins at s.p[f->at], if something does; else f->at moves on. */
static enum found
look(struct pem *p, struct span s, struct finding *f)
{
	struct span here = pem_near(s, f->at);
	uint8_t c = here.p[0], before = f->at > 0 ? s.p[f->at - 1] : p->last;
	struct frame frame;
	struct cell cell;
	struct grid grid;

	if (beginnings[c] == 4 && shows_remains(p, s, f))
		return FOUND_REMAINS;
	if ((c == '-' || c == 0xe2) && armour_at(here, &f->armour)) {
		if (!f->armour.end)
			return FOUND_BEGIN;
		if (p->word >= PEM_BODY_WORD)
			word_ends(p, s, f->at);
		if (ends_body(p, &f->armour, s, f->at))
			return FOUND_END;
		f->at += f->armour.n;
		return FOUND_NOTHING;
	}
	if (c != 0 && c != '\n' && c != '\r' && begins_line(p, before)) {
		if (grid_begins(&grid, span_from(s, f->at)) || cell_begins(&cell, far_ahead(s, f->at)))
			return FOUND_FORM;
		if (behind_marks(here, f))
			return FOUND_RUN;
		if (uu_behind_blanks(here, f) || dump_begins(here) || (frame_begins(&frame, span_from(s, f->at)) && !grid_ahead(span_from(s, f->at))))
			return FOUND_FORM;
	}
	if (c == '-' || c == 0xe2) {
		f->at += armour_none(here);
		return FOUND_NOTHING;
	}
	if (is_behind_escape(s, f->at))
		before = '\n';
	if (c <= 'f' && (before == 0 || is_space(before)) && dump_begins(here))
		return FOUND_FORM;
	if (is_blank(before) && behind_usage(here, f))
		return FOUND_RUN;
	f->run = run_begins(far_ahead(s, f->at), before, &f->total);
	if (f->run != RUN_NONE && is_mentioned(p, s, f))
		return FOUND_NOTHING;
	if (f->run != RUN_NONE)
		return framed_from(s, f) ? FOUND_FORM : FOUND_RUN;
	if (c == 'M' && is_name(s, f))
		return FOUND_NOTHING;
	if (c == 'M' && here.n > 1 && here.p[1] == 'I' && lost_is_other(here)) {
		lost_is_told(&p->lost, true);
		p->lost.other = true;
	}
	/* What compress(1) makes begins with two octets alone. */
	if (binary_begins(here) && (here.p[1] != 0x9d || before == '\n' || before == '\r' || before == 0))
		return FOUND_FORM;
	/* A uuencoded file, a message, or those of a mailbox, behind other text. */
	if ((before == '\n' || before == '\r' || before == 0) && pem_other_text(p, uu_near(s, f->at)))
		return FOUND_FORM;
	if (c == 'b' && sniff_uu_inside(uu_near(s, f->at)))
		return FOUND_FORM;
	if (c == TEXT_ESC && coloured_sequence(here) > 0)
		return FOUND_FORM;
	/* In UTF-16 the octet before NUL may be the first of the text. */
	if (c == 0 && f->at > 0 && wide_begins(pem_near(s, f->at - 1)) != WIDE_NONE) {
		f->at--;
		return FOUND_FORM;
	}
	if ((c == 0 || c >= 0xfe) && wide_begins(here) != WIDE_NONE)
		return FOUND_FORM;
	f->at++;
	return FOUND_NOTHING;
}

/* A character of base64, be it for URLs: each octet of a text is asked. */
static inline bool
in_word(uint8_t c)
{
	return (uint8_t)((c | 0x20) - 'a') < 26 || (uint8_t)(c - '0') < 10 || c == '+' || c == '/' || c == '-' || c == '_';
}

/*
 * Inside a word of base64 or hexadecimal so long that its beginning does not tell what is in it: does a certificate begin in what
 * follows?  Key stores and others that are not read stand so in a text.
 */
static bool
inside_word(const struct pem *p, struct span s, struct finding *f)
{
	struct span here = pem_near(s, f->at);

	/* Behind its end the next begins. */
	if (!p->runs || !in_word(here.p[0]))
		return false;
	f->run = net_base64(here) ? RUN_BASE64_FORM : net_hex(here, p->word) ? RUN_HEX_FORM : RUN_NONE;
	if (f->run != RUN_NONE)
		return true;
	/* "\x" may be its first letter. */
	f->run = net_hex(span_sub(here, 1, here.n - 1), p->word + 1) ? RUN_HEX_FORM : RUN_NONE;
	f->at += f->run != RUN_NONE;
	return f->run != RUN_NONE;
}

/* Nothing begins from one place to the other.  False: what was passed over shows that a certificate has lost its beginning. */
static bool
passed(struct pem *p, struct span s, size_t from, size_t to)
{
	uint8_t c = s.p[from];
	bool lost = false;

	if (p->behind_body > 0 && c != '\n' && c != '\r')
		p->behind_body += to - from;
	if (to > from + 1) {
		lost_breaks(&p->lost);
	} else if (p->runs) {
		lost = lost_octet(&p->lost, c);
		p->behind_body = lost_is_body(&p->lost) ? 1 : p->behind_body;
	}
	if (to == from + 1 && in_word(c)) {
		p->word++;
		return !lost;
	}
	if (p->word >= PEM_BODY_WORD)
		word_ends(p, s, from);
	p->word = 0;
	return !lost;
}

/* The same, or what begins at s.p[f->at] by itself; f->at moves on. */
static enum found
step(struct pem *p, struct span s, struct finding *f)
{
	enum found found = FOUND_NOTHING;
	size_t from = f->at;

	if (p->word > 0 && p->word % NET_STEP == 0 && inside_word(p, s, f))
		return FOUND_RUN;
	if (may_begin(p, s, f->at))
		found = look(p, s, f);
	else
		f->at++;
	if (found == FOUND_NOTHING)
		return passed(p, s, from, f->at) ? FOUND_NOTHING : FOUND_LOST;
	/* What was passed over has ended before it. */
	if (!p->runs || !lost_ends(&p->lost))
		return found;
	f->at = from;
	return FOUND_LOST;
}

enum found
pem_find(struct pem *p, struct span *s, struct finding *f)
{
	enum found found = FOUND_NOTHING;
	size_t keep = 0;

	p->word = 0;
	for (;;) {
		size_t end;

		*s = pem_window(p);
		f->at = keep;
		if (s->n <= keep)
			return p->runs && lost_ends(&p->lost) ? FOUND_LOST : FOUND_NOTHING;
		end = s->n >= PEM_WINDOW ? s->n - GRID_OCTETS : s->n;
		while (f->at < end && found == FOUND_NOTHING)
			found = step(p, *s, f);
		if (found != FOUND_NOTHING)
			return found;
		f->at = f->at < s->n ? f->at : s->n;
		keep = f->at == s->n ? 0 : f->at < KEPT ? f->at : KEPT;
		pem_take(p, *s, f->at - keep);
	}
}
