/* SPDX-License-Identifier: Apache-2.0 */
#include "input/pem/pem_scan.h"

#include "base/ascii.h"
#include "base/base64.h"
#include "input/der/begins.h"
#include "input/pem/dump.h"
#include "input/pem/filler.h"
#include "input/pem/net.h"
#include "input/pem/pem_run.h"
#include "input/pem/pem_text.h"
#include "input/pem/run.h"
#include "input/sniff.h"
#include "input/text/coloured.h"
#include "input/text/wide.h"

void
pem_init(struct pem *p, struct stream *in, size_t limit)
{
	*p = (struct pem){ .in = in, .limit = limit, .line = 1, .line_blank = true };
}

void
pem_free(struct pem *p)
{
	out_free(&p->octets);
	beside_free(&p->beside);
}

/* ---- between blocks ---- */

/* Octets in front of what is looked at, no more. */
#define KEPT 64
/* Characters of a word that may be a line of a body. */
#define BODY_WORD 32

enum found { FOUND_NOTHING, FOUND_BEGIN, FOUND_END, FOUND_RUN, FOUND_FORM, FOUND_LOST };

struct finding {
	size_t at;
	struct armour armour;
	enum run run;
	uint64_t total;
};

/* Octets with which something may begin: 1: in any text; 2: when what has no armour is wanted as well. */
static const uint8_t beginnings[256] = {
	['-'] = 1, [0xe2] = 1, [0] = 2, [0xfe] = 2, [0xff] = 2, [0x1f] = 2, [0x28] = 2, [0xfd] = 2, [0x04] = 2, [0x31] = 2, [0x5d] = 2, [0xa0] = 2,
	[0x30] = 2, ['!'] = 2, [TEXT_ESC] = 2, ['>'] = 2
};

/* Does a line begin behind this octet, or text behind others? */
static bool
begins_line(const struct pem *p, uint8_t before)
{
	return p->runs && (before == '\n' || before == '\r' || before == 0);
}

/* Does something begin at s.p[at] by its first octet?  Letters and digits begin a word, or nothing. */
static bool
may_begin(struct pem *p, struct span s, size_t at)
{
	uint8_t c = s.p[at], before = at > 0 ? s.p[at - 1] : p->last;

	if ((beginnings[c] & (p->runs ? 3 : 1)) != 0)
		return true;
	/* An empty line ends the head of a response. */
	if (p->http && c == '\n' && (before == '\n' || (before == '\r' && at > 1 && s.p[at - 2] == '\n')))
		p->http = false;
	/* The first octet of a line feed that is written out stands before it. */
	return p->runs && (begins_line(p, before) || run_word(c, before) || (at > 1 && s.p[at - 2] == '\\' && run_word(c, ' ')));
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
	return at == 0 || memchr(" \t\r\n", s.p[at - 1], 4) != NULL;
}

/* Has the run something before it that its next line has as well?  Then the form begins there. */
static bool
framed_from(struct span s, struct finding *f)
{
	/* "0x" is part of the run. */
	size_t from = f->at, to = f->at - (f->at > 1 && (s.p[f->at - 1] | 0x20) == 'x' && s.p[f->at - 2] == '0' ? 2 : 0);
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

/* END ahead, without its BEGIN: does it end a body? */
static bool
ends_body(struct pem *p)
{
	bool told = p->lost.told > 0;

	lost_is_told(&p->lost, false);
	return p->runs && !told && p->behind_body > 0 && p->behind_body <= BODY_END;
}

/* What begins at s.p[f->at], if something does; else f->at moves on. */
static enum found
look(struct pem *p, struct span s, struct finding *f)
{
	struct span here = pem_near(s, f->at);
	uint8_t c = here.p[0], before = f->at > 0 ? s.p[f->at - 1] : p->last;
	struct frame frame;

	if ((c == '-' || c == 0xe2) && armour_at(here, &f->armour)) {
		if (!f->armour.end)
			return FOUND_BEGIN;
		if (p->word >= BODY_WORD)
			word_ends(p, s, f->at);
		if (ends_body(p))
			return FOUND_END;
		f->at += f->armour.n;
		return FOUND_NOTHING;
	}
	if (c != 0 && c != '\n' && c != '\r' && begins_line(p, before)) {
		if (behind_marks(here, f))
			return FOUND_RUN;
		if (uu_behind_blanks(here, f) || dump_begins(here) || frame_begins(&frame, span_sub(s, f->at, s.n - f->at)))
			return FOUND_FORM;
	}
	if (c == '-' || c == 0xe2) {
		f->at += armour_none(here);
		return FOUND_NOTHING;
	}
	/* The first octet of a line feed that is written out stands before it. */
	if (f->at > 1 && s.p[f->at - 2] == '\\' && memchr("nrt", before, 3) != NULL)
		before = '\n';
	if (c <= 'f' && (before == 0 || memchr(" \t\r\n", before, 4) != NULL) && dump_begins(here))
		return FOUND_FORM;
	f->run = run_begins(here, before, &f->total);
	if (f->run != RUN_NONE)
		return framed_from(s, f) ? FOUND_FORM : FOUND_RUN;
	if (c == 'M' && here.n > 1 && here.p[1] == 'I' && lost_is_other(here))
		lost_is_told(&p->lost, true);
	/* What compress(1) makes begins with two octets alone. */
	if (binary_begins(here) && (here.p[1] != 0x9d || before == '\n' || before == '\r' || before == 0))
		return FOUND_FORM;
	/* A uuencoded file, a message, or those of a mailbox, behind other text. */
	if ((before == '\n' || before == '\r' || before == 0) && pem_other_text(p, here))
		return FOUND_FORM;
	if (c == 'b' && sniff_uu_inside(here))
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

/*
 * Inside a word of base64 or hexadecimal so long that its beginning does not tell what is in it: does a certificate begin in what
 * follows?  Key stores and others that are not read stand so in a text.
 */
static bool
inside_word(const struct pem *p, struct span s, struct finding *f)
{
	struct span here = pem_near(s, f->at);

	if (!p->runs)
		return false;
	f->run = net_base64(here) ? RUN_BASE64_FORM : net_hex(here) ? RUN_HEX_FORM : RUN_NONE;
	if (f->run != RUN_NONE)
		return true;
	/* "\x" may be its first letter. */
	f->run = net_hex(span_sub(here, 1, here.n - 1)) ? RUN_HEX_FORM : RUN_NONE;
	f->at += f->run != RUN_NONE;
	return f->run != RUN_NONE;
}

/* A character of base64, be it for URLs: each octet of a text is asked. */
static inline bool
in_word(uint8_t c)
{
	return (uint8_t)((c | 0x20) - 'a') < 26 || (uint8_t)(c - '0') < 10 || c == '+' || c == '/' || c == '-' || c == '_';
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
	if (p->word >= BODY_WORD)
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
	return found != FOUND_NOTHING || passed(p, s, from, f->at) ? found : FOUND_LOST;
}

/* The next thing that begins; the text before it is taken, but for the last of it. */
static enum found
find(struct pem *p, struct span *s, struct finding *f)
{
	enum found found = FOUND_NOTHING;
	size_t keep = 0;

	p->word = 0;
	for (;;) {
		size_t end;

		*s = pem_window(p);
		f->at = keep;
		if (s->n <= keep)
			return FOUND_NOTHING;
		end = s->n >= PEM_WINDOW ? s->n - PEM_WINDOW / 2 : s->n;
		while (f->at < end && found == FOUND_NOTHING)
			found = step(p, *s, f);
		if (found != FOUND_NOTHING)
			return found;
		f->at = f->at < s->n ? f->at : s->n;
		keep = f->at == s->n ? 0 : f->at < KEPT ? f->at : KEPT;
		pem_take(p, *s, f->at - keep);
	}
}

/* ---- blocks in armour ---- */

/* RFC 7468 3. */
#define DASHES 5

/* A block begins with the armour at the front of the text ahead. */
static void
begin(struct pem *p, const struct armour *a, struct span here)
{
	size_t dashes = 0, n;

	while (dashes < here.n && dashes < FRAME_OCTETS && here.p[dashes] == '-')
		dashes++;
	/* More than five are marks of a diff, or of a comment. */
	dashes = dashes > DASHES ? dashes - DASHES : 0;
	n = FRAME_OCTETS - dashes;
	n = p->n_head < n ? p->n_head : n;
	memcpy(p->frame.before, p->head + p->n_head - n, n);
	memset(p->frame.before + n, '-', dashes);
	p->frame.n_before = n + dashes;
	p->begun = true;
	p->begun_line = p->line;
	p->begun_inside = !p->line_blank;
	memcpy(p->label, a->label, sizeof p->label);
}

static size_t
line_length(struct span s)
{
	size_t n = 0;

	while (n < s.n && s.p[n] != '\n' && s.p[n] != '\r')
		n++;
	return n;
}

/* What lies ahead, as far as the lines of a body go that are told by it. */
static struct span
body_window(struct pem *p)
{
	struct span s = stream_window(p->in, FRAME_BODY);

	return s.n > FRAME_BODY ? span_sub(s, 0, FRAME_BODY) : s;
}

/* Characters of lines that are looked at, no more, however the lines end. */
#define HEADER_AHEAD (FRAME_BODY / 2)

/*
 * Does the header above go on in this line, which is indented farther?  Base64
 * does so only where another header, or the empty line behind all of them, comes before armour: else it is the body.
 * *sure: octets to that line, which were looked through for a line before this one.
 */
static bool
header_goes_on(struct pem *p, struct span line, size_t *sure)
{
	struct span s = body_window(p), rest = s;
	struct armour a;
	size_t n = 0;

	if (armour_at(pem_near(line, 0), &a))
		return false;
	if (!base64_text(line) || *sure > 0)
		return true;
	for (; n < HEADER_AHEAD && rest.n > 0; n += line.n) {
		*sure = s.n - rest.n;
		line = span_trimmed(sniff_line(&rest));
		if (line.n == 0 || memchr(line.p, ':', line.n) != NULL)
			return rest.n > 0;
		if (armour_at(pem_near(line, 0), &a))
			return false;
	}
	return false;
}

/* Headers before the body (RFC 1421 4.6: "Proc-Type: 4,ENCRYPTED"), and the line end before them; a header goes on in lines farther indented. */
static void
skip_headers(struct pem *p)
{
	size_t indent = SIZE_MAX, sure = 0;

	for (;;) {
		struct span s = pem_window(p), line = span_sub(s, 0, line_length(pem_near(s, 0)));
		struct armour a;
		size_t n;

		for (n = 0; n < line.n && (line.p[n] == ' ' || line.p[n] == '\t'); n++)
			;
		if (n == line.n && n < s.n && n < PEM_NEAR) {
			/* The line end of the header, or an empty line behind all of them. */
			indent = p->line_blank && p->last != '\r' ? SIZE_MAX : indent;
			n++;
		} else if (n < line.n && n > indent && header_goes_on(p, span_from(line, n), &sure)) {
			n = line.n;
		} else if (n < line.n && !armour_at(pem_near(line, n), &a) && memchr(line.p, ':', line.n) != NULL &&
		    memchr(line.p, '\\', line.n) == NULL) {
			indent = n;
			n = line.n;
		} else {
			return;
		}
		pem_take(p, s, n);
		sure -= n < sure ? n : sure;
	}
}

/* END: what was read is all of the block, and nothing else. */
static void
end_body(struct pem *p, struct pem_block *b, struct base64 *b64)
{
	body_line_ends(&p->body);
	if (!base64_end(b64, &p->octets))
		pem_fault(p, b, "base64 that stops inside an octet", p->line);
	else if (!body_is_sound(&p->body, out_span(&p->octets)))
		pem_fault(p, b, "lines whose octets do not add up", p->line);
}

/* What is no base64 at the front of the text ahead.  True: the block ends here. */
static bool
interrupt(struct pem *p, struct pem_block *b, struct base64 *b64, bool ignore)
{
	struct span s = pem_near(pem_window(p), 0);
	struct armour a;
	uint8_t escaped;
	size_t n;

	if ((s.p[0] == '-' || s.p[0] == 0xe2) && armour_at(s, &a)) {
		if (!a.end) {
			pem_fault(p, b, "another BEGIN line comes before the END line", p->line);
			begin(p, &a, s);
		} else if (b->fault == NULL && !b->over_limit) {
			end_body(p, b, b64);
		}
		pem_take(p, s, a.n);
		return true;
	}
	n = ignore ? 1 : filler_octets(s, p->last, p->line_blank, &escaped);
	if (n == 0 && p->n_joint > 0 && s.n >= p->n_joint && memcmp(s.p, p->joint, p->n_joint) == 0)
		n = p->n_joint;
	if (n > 0 && (ignore || escaped == 0 || base64_feed(b64, (struct span){ &escaped, 1 }, &p->octets) == NULL)) {
		pem_take(p, s, n);
		if (escaped != 0)
			body_goes_on(&p->body);
		else
			body_word_ends(&p->body);
		return false;
	}
	pem_fault(p, b, "a character that base64 does not have", p->line);
	p->damaged = p->line;
	*b64 = (struct base64){ 0 };
	pem_take(p, s, n > 0 ? n : 1);
	return false;
}

/* What follows damage on its line is damaged with it; in a container the next line begins a group again. */
static size_t
damaged_line(struct span s)
{
	size_t n = 0;

	while (n < s.n && s.p[n] != '\n' && s.p[n] != '\r' && s.p[n] != '-' && s.p[n] != 0xe2)
		n++;
	return n < s.n && (s.p[n] == '\n' || s.p[n] == '\r') ? n + 1 : n;
}

/* What stands between BEGIN and the body on the same line, and is no line end that the readers know. */
static void
find_joint(struct pem *p)
{
	struct span s = pem_near(pem_window(p), 0);
	size_t n = 0;

	while (n < s.n && !base64_char(s.p[n]) && s.p[n] != '\n' && s.p[n] != '\r' && s.p[n] != '-')
		n++;
	p->n_joint = n <= PEM_JOINT && n < s.n && s.p[n] == 'M' ? n : 0;
	memcpy(p->joint, s.p, p->n_joint);
}

/* The most of them: nothing stands beside BEGIN, and the next line begins as most bodies do. */
static bool
is_plain(const struct pem *p, struct span s)
{
	size_t n = s.n > 0 && s.p[0] == '\r' ? 1 : 0, line;

	n += n < s.n && s.p[n] == '\n';
	return p->frame.n_before == 0 && n > 0 && s.n - n > 1 && run_may(s.p + n) &&
	    (p->body.regular || !body_has_neighbour(frame_line(span_sub(s, n, s.n - n), &line)));
}

/* Does other base64 stand beside the lines, and changes from one to the next? */
static bool
has_neighbour(const struct frame *f, struct span text)
{
	struct span behind = { f->behind, f->n_behind }, line;
	size_t n, next;

	if (f->n_behind == 0 || !body_has_neighbour(frame_next_line(text, &n)))
		return false;
	line = frame_next_line(span_sub(text, n, text.n - n), &next);
	return line.n < behind.n || memcmp(line.p + line.n - behind.n, behind.p, behind.n) != 0;
}

/* The frame that the body has, whatever stands beside BEGIN.  True: it has one; false, with *plain: nothing stands around its lines. */
static bool
find_body(struct pem *p, struct span s, bool *plain)
{
	struct frame f;
	struct span line;
	size_t n;

	*plain = is_plain(p, s);
	if (*plain)
		return false;
	line = frame_line(pem_first_line(s), &n);
	if (n == 0 || frame_has_base64(line) || !frame_of_body(&f, span_sub(s, n, s.n - n)))
		return false;
	*plain = f.n_before == 0 && f.n_behind == 0;
	p->frame = f;
	p->neighbour = has_neighbour(&f, span_sub(s, n, s.n - n));
	pem_take(p, s, n);
	return !*plain;
}

/* What stands between the lines and around them is known before the body is read.  True: they have a frame; false, with *plain: none. */
static bool
find_frame(struct pem *p, bool *plain)
{
	struct span before = { p->frame.before, p->frame.n_before };
	struct span s = body_window(p);
	size_t n;

	p->n_joint = 0;
	p->neighbour = false;
	if (find_body(p, s, plain))
		return true;
	if (*plain || s.n == 0)
		return false;
	p->frame.width = 0;
	if (frame_find(&p->frame, before, pem_first_line(s))) {
		(void)frame_line(pem_first_line(s), &n);
		pem_take(p, s, n);
		return true;
	}
	if (s.p[0] != '\n' && s.p[0] != '\r')
		find_joint(p);
	return false;
}

static bool
has_base64(struct span s)
{
	while (s.n > 0 && !base64_char(s.p[s.n - 1]))
		s.n--;
	return s.n > 0;
}

static bool
inside_frame(const struct frame *f, struct span line, struct span *inside)
{
	return f->width > 0 ? frame_body_inside(f, line, inside) : frame_inside(f, line, inside);
}

/* Have the lines of the block the letters in front of BEGIN, which is no frame that is told from them? */
static bool
has_letters_before(struct pem *p)
{
	struct span before = { p->frame.before, p->frame.n_before }, s = body_window(p), line;
	size_t n, same;

	if (s.n == 0 || s.p[0] == '-' || !has_base64(before))
		return false;
	line = frame_line(pem_first_line(s), &n);
	if (n == 0 || frame_has_base64(line))
		return false;
	line = frame_next_line(span_sub(s, n, s.n - n), &n);
	return frame_before(&p->frame, line, &same) && line.n > same;
}

/* Lines in the frame of the block, up to END, or to one that has another. */
static void
read_framed(struct pem *p, struct pem_block *b, struct base64 *b64, size_t limit)
{
	while (b->fault == NULL && !p->octets.failed) {
		struct span s = body_window(p), line, inside;
		size_t n, at;

		if (s.n == 0)
			return;
		line = frame_line(s, &n);
		if (frame_armour(line, &at)) {
			/* The last of the body may stand before it. */
			pem_take(p, s, frame_is_filler(&p->frame) && has_base64(span_sub(line, 0, at)) ? 0 : at);
			return;
		}
		if ((n == 0 && s.n == FRAME_BODY) || !inside_frame(&p->frame, line, &inside)) {
			if (!frame_is_filler(&p->frame))
				pem_fault(p, b, "a line without what stands before and behind the others", p->line);
			return;
		}
		if (base64_feed(b64, inside, &p->octets) != NULL)
			pem_fault(p, b, "a character that base64 does not have", p->line);
		body_feed(&p->body, inside);
		body_line_ends(&p->body);
		pem_cut(p, b, limit);
		pem_take(p, s, n > 0 ? n : line.n);
	}
}

/* The body up to END.  The label there is not compared, as RFC 7468 2 allows: what was read tells what it is. */
static void
read_body(struct pem *p, struct pem_block *b)
{
	bool bag = p->bag_limit > 0 && pem_content_of(b->label) == PEM_IS_BAG, done = false, plain;
	size_t limit = pem_limit(p, b->label), n;
	struct base64 b64 = { 0 };

	p->damaged = 0;
	p->body = (struct body){ .regular = body_is_regular(body_window(p)) };
	if (find_frame(p, &plain)) {
		if (p->neighbour)
			pem_fault(p, b, "other base64 stands beside its lines", p->line);
		read_framed(p, b, &b64, limit);
	} else if (!plain && pem_is_words(p)) {
		b->what = PEM_WORDS;
		return;
	} else {
		if (!plain && has_letters_before(p))
			pem_fault(p, b, "lines that cannot be told from what stands before them", p->line);
		if (!plain && (n = pem_words_beside(p)) > 0)
			pem_take(p, pem_window(p), n);
		skip_headers(p);
	}
	while (!done && !p->octets.failed) {
		struct span s = stream_ahead(p->in);
		bool ignore = (b->fault != NULL && (!bag || p->damaged == p->line)) || b->over_limit;
		const uint8_t *bad = NULL;

		if (s.n == 0) {
			pem_fault(p, b, "the text ends before the END line", pem_last_line(p));
			b->ends_text = true;
			return;
		}
		if (!ignore)
			bad = base64_feed(&b64, s, &p->octets);
		n = ignore ? damaged_line(s) : bad != NULL ? (size_t)(bad - s.p) : s.n;
		if (!p->body.regular && !ignore)
			body_feed(&p->body, span_sub(s, 0, n));
		pem_cut(p, b, limit);
		pem_take(p, s, n);
		if (n < s.n && (bad != NULL || s.p[n] == '-' || s.p[n] == 0xe2))
			done = interrupt(p, b, &b64, ignore);
		pem_cut(p, b, limit);
	}
}

/* END ahead, behind a body whose beginning is gone. */
static void
end_alone(struct pem *p, struct pem_block *b, const struct armour *a)
{
	memcpy(p->label_now, a->label, sizeof p->label_now);
	b->label = p->label_now;
	b->line = p->line;
	pem_fault(p, b, "an END line without its BEGIN line", p->line);
	pem_take(p, pem_window(p), a->n);
}

/* Base64 of a certificate whose beginning is gone, which goes on here. */
static void
what_remains(struct pem *p, struct pem_block *b)
{
	b->what = PEM_BASE64;
	b->label = "";
	b->line = p->line;
	pem_fault(p, b, p->lost.words, p->line);
	lost_is_told(&p->lost, true);
}

bool
pem_next(struct pem *p, struct pem_block *b)
{
	enum found found = FOUND_BEGIN;
	struct finding f = { .at = 0 };
	struct span s;

	*b = (struct pem_block){ .what = PEM_BLOCK };
	out_clear(&p->octets);
	if (beside_next(p, b))
		return true;
	if (!p->begun) {
		found = find(p, &s, &f);
		if (found == FOUND_NOTHING)
			return false;
		pem_take(p, s, f.at);
		if (found == FOUND_FORM)
			return false;
	}
	if (found == FOUND_RUN) {
		pem_read_run(p, b, f.run, f.total);
		/* Lines of a body stand for another form by chance. */
		if (b->what != PEM_FORM)
			lost_is_told(&p->lost, b->fault != NULL);
	} else if (found == FOUND_END) {
		end_alone(p, b, &f.armour);
	} else if (found == FOUND_LOST) {
		what_remains(p, b);
	} else {
		if (!p->begun) {
			begin(p, &f.armour, span_sub(s, f.at, s.n - f.at));
			pem_take(p, span_sub(s, f.at, s.n - f.at), f.armour.n);
		}
		p->begun = false;
		lost_is_told(&p->lost, false);
		if (beside_begins(p))
			return beside_next(p, b);
		memcpy(p->label_now, p->label, sizeof p->label);
		b->label = p->label_now;
		b->line = p->begun_line;
		read_body(p, b);
	}
	p->behind_body = b->what == PEM_FORM && p->octets.n >= BODY_WORD / 4 * 3 ? 1 : 0;
	b->octets = (struct span){ (const uint8_t *)p->octets.p, p->octets.n };
	return true;
}
