/* SPDX-License-Identifier: Apache-2.0 */
#include "input/pem/scan/pem_body.h"

#include "base/ascii.h"
#include "base/base64.h"
#include "input/pem/line/steady.h"
#include "input/pem/scan/end_ahead.h"
#include "input/pem/scan/pem_run.h"
#include "input/pem/scan/pem_text.h"
#include "input/sniff.h"
#include "input/written/filler.h"
#include "input/written/run.h"

/* RFC 7468 3. */
#define DASHES 5

void
pem_begin(struct pem *p, const struct armour *a, struct span here)
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

/* The next line that is not empty. */
static struct span
full_line(struct span text)
{
	struct span line = SPAN_NONE;

	while (line.n == 0 && text.n > 0)
		line = span_trimmed(sniff_line(&text));
	return line;
}

/* Is this, behind an empty line, the body of headers that end in `first`?  It is not armour, and no less a body than that. */
static bool
is_body(struct span line, struct span first)
{
	struct armour a;
	uint64_t total;

	return line.n > 1 && !armour_at(pem_near(line, 0), &a) && (run_may(line.p) || run_begins(first, '\n', &total) == RUN_NONE);
}

/*
 * Does the header above go on in this line, which is indented farther?  Base64
 * does so only where another header, or the empty line between all of them and a body, comes before armour: else it is the body.
 * *sure: octets to that line, which were looked through for a line before this one.
 */
static bool
header_goes_on(struct pem *p, struct span line, size_t *sure)
{
	struct span s = body_window(p), rest = s, first = line;
	struct armour a;
	size_t n = 0;

	if (armour_at(pem_near(line, 0), &a))
		return false;
	if (!base64_text(line) || *sure > 0)
		return true;
	for (; n < HEADER_AHEAD && rest.n > 0; n += line.n) {
		*sure = s.n - rest.n;
		line = span_trimmed(sniff_line(&rest));
		if (line.n == 0)
			return is_body(full_line(rest), first);
		if (memchr(line.p, ':', line.n) != NULL)
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
		/* All that header_goes_on() looks at, which keeps it where it is. */
		struct span s = body_window(p), line = span_sub(s, 0, line_length(pem_near(s, 0)));
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
		} else if (n < line.n && line.p[n] != '<' && !armour_at(pem_near(line, n), &a) && memchr(line.p, ':', line.n) != NULL &&
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

/* A tag of a page that shows each line in an element of its own; 0: there is none. */
static size_t
tag(struct span s)
{
	size_t n = 1;

	if (s.n < 3 || s.p[0] != '<' || !is_letter(s.p[s.p[1] == '/' ? 2 : 1]))
		return 0;
	while (n < s.n && s.p[n] != '>' && s.p[n] != '<')
		n++;
	return n < s.n && s.p[n] == '>' ? n + 1 : 0;
}

/* A dash and a blank, by which OpenPGP marks a line that begins with a dash (RFC 9580 7.2). */
static size_t
dash_escape(struct span s)
{
	struct armour a;

	return span_starts(s, SPAN_LIT("- -")) && armour_at(span_from(s, 2), &a) ? 2 : 0;
}

/* What is no base64 at the front of the text ahead.  True: the block ends here. */
static bool
interrupt(struct pem *p, struct pem_block *b, struct base64 *b64, bool ignore)
{
	struct span s = pem_near(pem_window(p), 0);
	struct armour a;
	uint8_t escaped;
	size_t n;

	if ((s.p[0] == '-' || s.p[0] == 0xe2) && (armour_at(s, &a) || end_in_strings(s, &a))) {
		if (!a.end) {
			pem_fault(p, b, "another BEGIN line comes before the END line", p->line);
			pem_begin(p, &a, s);
		} else if (b->fault == NULL && !b->over_limit) {
			end_body(p, b, b64);
		}
		pem_take(p, s, a.n);
		return true;
	}
	escaped = 0;
	n = ignore ? 1 : filler_octets(s, p->last, p->line_blank, &escaped);
	n = n > 0 ? n : dash_escape(s);
	/* Behind a body without END it is one of what comes next. */
	if (n == 0 && (n = tag(s)) > 0) {
		n = end_comes(p) ? n : 0;
		s = pem_near(pem_window(p), 0);
	}
	if (n == 0 && p->n_joint > 0 && s.n >= p->n_joint && memcmp(s.p, p->joint, p->n_joint) == 0)
		n = p->n_joint;
	if (n > 0 && (ignore || escaped == 0 || base64_feed(b64, (struct span){ &escaped, 1 }, &p->octets) == NULL)) {
		pem_take_between(p, s, n, escaped);
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

/* What stood around the lines of a block. */
struct framed {
	struct steady before, behind;
};

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

/* Could something of what stands around the line be in it?  It is not where all lines have the same; the last has no comma. */
static bool
may_be_inside(struct framed *f, struct span line, struct span inside)
{
	size_t before = (size_t)(inside.p - line.p);
	struct span behind = span_trimmed(span_from(line, before + inside.n));
	bool same = steady_feed(&f->before, span_sub(line, 0, before));

	if (behind.n > 0)
		same &= steady_feed(&f->behind, behind);
	return !same && frame_takes_away(line, inside);
}

/* Lines in the frame of the block, up to END, or to one that has another. */
static void
read_framed(struct pem *p, struct pem_block *b, struct base64 *b64, size_t limit)
{
	struct framed framed = { .before = { .n = 0 } };

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
		p->body.beside |= may_be_inside(&framed, line, inside);
		body_feed(&p->body, inside);
		body_line_ends(&p->body);
		pem_cut(p, b, limit);
		pem_take(p, s, n > 0 ? n : line.n);
	}
}

/*
 * What lies ahead of the body.  The END line may be gone: *ends: another certificate begins in the line ahead, which is none of the block.
 * A body that is regular has its END.
 */
static struct span
body_ahead(struct pem *p, const struct pem_block *b, const struct base64 *b64, bool *ends)
{
	struct span s;
	size_t n;

	*ends = false;
	if (p->body.regular)
		return stream_ahead(p->in);
	s = pem_up_to_next(p, b, b64, UINT64_MAX, ends);
	if (b->fault != NULL || s.n == 0 || stream_at(p->in) < p->end)
		return s;
	n = end_up_to_empty(p, s);
	return span_sub(s, 0, n > 0 ? n : 1);
}

/* Is the rest of the text that of the block?  One that is damaged, or that an empty line may end, has its END ahead, or has none. */
static bool
goes_on(struct pem *p, struct pem_block *b)
{
	struct span s = p->body.regular ? SPAN_NONE : pem_window(p);

	if (s.n == 0 || (b->fault == NULL && (p->octets.n == 0 || end_up_to_empty(p, pem_near(s, 0)) > 0)) || end_comes(p))
		return true;
	pem_fault(p, b, "an empty line comes before the END line", pem_last_line(p));
	p->unended = true;
	return false;
}

void
pem_read_body(struct pem *p, struct pem_block *b)
{
	bool bag = p->bag_limit > 0 && pem_content_of(b->label) == PEM_IS_BAG, done = false, plain;
	size_t limit = pem_limit(p, b->label), n;
	struct base64 b64 = { 0 };

	p->damaged = 0;
	p->unended = false;
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
		bool ends, ignore = (b->fault != NULL && (!bag || p->damaged == p->line)) || b->over_limit;
		struct span s;
		const uint8_t *bad = NULL;

		if (!bag && !goes_on(p, b))
			return;
		s = body_ahead(p, b, &b64, &ends);
		if (ends) {
			pem_fault(p, b, "another certificate begins before the END line", p->line);
			return;
		}
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
