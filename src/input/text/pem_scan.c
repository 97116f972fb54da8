/* SPDX-License-Identifier: Apache-2.0 */
#include "input/text/pem_scan.h"

#include "base/base64.h"
#include "input/der/cms.h"
#include "input/sniff.h"
#include "input/text/dump.h"
#include "input/text/quoted.h"
#include "input/text/run.h"
#include "input/text/wide.h"

/* What is looked at around a place; what is decided depends on no more. */
#define WINDOW 512

void
pem_init(struct pem *p, struct stream *in, size_t limit)
{
	*p = (struct pem){ .in = in, .limit = limit, .line = 1, .line_blank = true };
}

void
pem_free(struct pem *p)
{
	out_free(&p->octets);
}

/* ---- taking text ---- */

static uint64_t
line_feeds(const uint8_t *p, size_t n)
{
	const uint8_t *end = p + n;
	uint64_t count = 0;

	while ((p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
		p++;
		count++;
	}
	return count;
}

/* Takes n octets of what lies ahead, which begins with s, and counts its line ends: LF, CRLF, CR. */
static void
take(struct pem *p, struct span s, size_t n)
{
	size_t blank = n;

	if (n == 0)
		return;
	p->line += line_feeds(s.p, n) - (s.p[0] == '\n' && p->last == '\r');
	if (memchr(s.p, '\r', n) != NULL)
		for (size_t i = 0; i < n; i++)
			p->line += s.p[i] == '\r' && (i + 1 == n || s.p[i + 1] != '\n');
	/* A CR at the end was counted: a LF that comes next belongs to it. */
	while (blank > 0 && (s.p[blank - 1] == ' ' || s.p[blank - 1] == '\t' || s.p[blank - 1] == 0 || s.p[blank - 1] == '>'))
		blank--;
	if (blank > 0)
		p->line_blank = s.p[blank - 1] == '\n' || s.p[blank - 1] == '\r';
	p->last = s.p[n - 1];
	stream_skip(p->in, n);
}

static struct span
window(struct pem *p)
{
	return stream_window(p->in, WINDOW);
}

static struct span
near(struct span s, size_t from)
{
	return span_sub(s, from, s.n - from < WINDOW / 2 ? s.n - from : WINDOW / 2);
}

/* The number of the line that was taken last. */
static uint64_t
last_line(const struct pem *p)
{
	return p->line - ((p->last == '\n' || p->last == '\r') && p->line > 1);
}

/* ---- between blocks ---- */

enum found { FOUND_NOTHING, FOUND_BEGIN, FOUND_RUN, FOUND_FORM };

struct finding {
	size_t at;
	struct armour armour;
	enum run run;
	uint64_t total;
};

/* Octets with which something may begin: 1: in any text; 2: when what has no armour is wanted as well. */
static const uint8_t beginnings[256] = {
	['-'] = 1, [0xe2] = 1, [0] = 2, [0xfe] = 2, [0xff] = 2, [0x1f] = 2, [0x28] = 2, [0xfd] = 2, [0x04] = 2, [0x31] = 2, [0x5d] = 2, [0xa0] = 2,
	[0x30] = 2, ['!'] = 2, ['>'] = 2
};

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
	return p->runs && (run_word(c, before) || (at > 1 && s.p[at - 2] == '\\' && run_word(c, ' ')));
}

/* The run of dashes at the front that is no armour, but for the last of very many. */
static size_t
no_armour(struct span s)
{
	size_t n = 0, k;
	unsigned weight;

	while (n < s.n && (k = dash_at(span_sub(s, n, s.n - n), &weight)) > 0)
		n += k;
	if (n == 0)
		return 1;
	return n < s.n ? n : n > 64 ? n - 64 : 1;
}

/* Does a line begin here with which other text begins than what is looked through? */
static bool
text_form(struct pem *p, struct span here)
{
	switch (here.p[0]) {
	case 'H':
		p->http |= here.n > 5 && memcmp(here.p, "HTTP/", 5) == 0;
		return false;
	case 'b':
		return sniff_uu(here);
	case 'F':
		return sniff_mbox(here);
	case '>':
		return quoted_inside(here);
	default:
		return !p->http && sniff_mime_field(here) && sniff_mail(here);
	}
}

/* What begins at s.p[f->at], if something does; else f->at moves on. */
static enum found
look(struct pem *p, struct span s, struct finding *f)
{
	struct span here = near(s, f->at);
	uint8_t c = here.p[0], before = f->at > 0 ? s.p[f->at - 1] : p->last;

	if (c == '-' || c == 0xe2) {
		if (!armour_at(here, &f->armour)) {
			f->at += no_armour(here);
			return FOUND_NOTHING;
		}
		if (!f->armour.end)
			return FOUND_BEGIN;
		f->at += f->armour.n;
		return FOUND_NOTHING;
	}
	/* The first octet of a line feed that is written out stands before it. */
	if (f->at > 1 && s.p[f->at - 2] == '\\' && memchr("nrt", before, 3) != NULL)
		before = '\n';
	if (c <= 'f' && (before == 0 || memchr(" \t\r\n", before, 4) != NULL) && dump_begins(here))
		return FOUND_FORM;
	f->run = run_begins(here, before, &f->total);
	if (f->run != RUN_NONE)
		return FOUND_RUN;
	/* What compress(1) makes begins with two octets alone. */
	if (run_binary(here) && (here.p[1] != 0x9d || before == '\n' || before == '\r' || before == 0))
		return FOUND_FORM;
	/* A uuencoded file, a message, or those of a mailbox, behind other text. */
	if ((before == '\n' || before == '\r' || before == 0) && text_form(p, here))
		return FOUND_FORM;
	/* In UTF-16 the octet before NUL may be the first of the text. */
	if (c == 0 && f->at > 0 && wide_begins(near(s, f->at - 1)) != WIDE_NONE) {
		f->at--;
		return FOUND_FORM;
	}
	if ((c == 0 || c >= 0xfe) && wide_begins(here) != WIDE_NONE)
		return FOUND_FORM;
	f->at++;
	return FOUND_NOTHING;
}

/* The next thing that begins; the text before it is taken, but for the two octets in front of it. */
static enum found
find(struct pem *p, struct span *s, struct finding *f)
{
	enum found found = FOUND_NOTHING;
	size_t keep = 0;

	for (;;) {
		size_t end;

		*s = window(p);
		f->at = keep;
		if (s->n <= keep)
			return FOUND_NOTHING;
		end = s->n >= WINDOW ? s->n - WINDOW / 2 : s->n;
		while (f->at < end && found == FOUND_NOTHING)
			if (may_begin(p, *s, f->at))
				found = look(p, *s, f);
			else
				f->at++;
		if (found != FOUND_NOTHING)
			return found;
		f->at = f->at < s->n ? f->at : s->n;
		keep = f->at < s->n && f->at > 2 ? 2 : 0;
		take(p, *s, f->at - keep);
	}
}

/* ---- blocks in armour ---- */

static void
fault(struct pem *p, struct pem_block *b, const char *words, uint64_t line)
{
	if (b->fault == NULL) {
		b->fault = words;
		b->fault_line = line;
		b->sound = p->octets.n;
	}
}

static void
begin(struct pem *p, const struct armour *a)
{
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

/* Headers before the body (RFC 1421 4.6: "Proc-Type: 4,ENCRYPTED"), and the line end before them. */
static void
skip_headers(struct pem *p)
{
	for (;;) {
		struct span s = window(p), line = span_sub(s, 0, line_length(near(s, 0)));
		struct armour a;
		size_t n;

		for (n = 0; n < line.n && (line.p[n] == ' ' || line.p[n] == '\t'); n++)
			;
		if (n == line.n && n < s.n && n < WINDOW / 2) {
			take(p, s, n + 1);
		} else if (n < line.n && !armour_at(near(line, n), &a) && memchr(line.p, ':', line.n) != NULL &&
		    memchr(line.p, '\\', line.n) == NULL) {
			take(p, s, line.n);
		} else {
			return;
		}
	}
}

/* Octets that are not kept any more. */
static void
cut(struct pem *p, struct pem_block *b, size_t limit)
{
	if (p->octets.n <= limit)
		return;
	b->over_limit = true;
	p->octets.n = limit + 1;
}

/* What is no base64 at the front of the text ahead.  True: the block ends here. */
static bool
interrupt(struct pem *p, struct pem_block *b, struct base64 *b64, bool ignore)
{
	struct span s = near(window(p), 0);
	struct armour a;
	uint8_t escaped;
	size_t n;

	if ((s.p[0] == '-' || s.p[0] == 0xe2) && armour_at(s, &a)) {
		if (!a.end) {
			fault(p, b, "another BEGIN line comes before the END line", p->line);
			begin(p, &a);
		} else if (b->fault == NULL && !b->over_limit && !base64_end(b64, &p->octets)) {
			fault(p, b, "base64 that stops inside an octet", p->line);
		}
		take(p, s, a.n);
		return true;
	}
	n = ignore ? 1 : run_filler(s, p->last, p->line_blank, &escaped);
	if (n > 0 && (ignore || escaped == 0 || base64_feed(b64, (struct span){ &escaped, 1 }, &p->octets) == NULL)) {
		take(p, s, n);
		return false;
	}
	fault(p, b, "a character that base64 does not have", p->line);
	p->damaged = p->line;
	*b64 = (struct base64){ 0 };
	take(p, s, n > 0 ? n : 1);
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

/* Words about armour: behind other text of their line, and no certificate comes behind them. */
static bool
words(const struct pem *p, const struct pem_block *b)
{
	return p->line == b->line && (p->octets.n == 0 || p->octets.p[0] != 0x30);
}

/* The body up to END.  The label there is not compared, as RFC 7468 2 allows: what was read tells what it is. */
static void
read_body(struct pem *p, struct pem_block *b)
{
	bool bag = p->bag_limit > 0 && pem_content_of(b->label) == PEM_IS_BAG, done = false, inside = p->begun_inside;
	bool crl = p->crl_limit > 0 && pem_content_of(b->label) == PEM_IS_STATUS;
	size_t limit = bag ? p->bag_limit : crl ? p->crl_limit : p->limit, n;
	struct base64 b64 = { 0 };

	p->damaged = 0;
	skip_headers(p);
	while (!done && !p->octets.failed) {
		struct span s = stream_ahead(p->in);
		bool ignore = (b->fault != NULL && (!bag || p->damaged == p->line)) || b->over_limit;
		const uint8_t *bad = NULL;

		if (s.n == 0) {
			fault(p, b, "the text ends before the END line", last_line(p));
			b->ends_text = true;
			return;
		}
		if (!ignore)
			bad = base64_feed(&b64, s, &p->octets);
		n = ignore ? damaged_line(s) : bad != NULL ? (size_t)(bad - s.p) : s.n;
		cut(p, b, limit);
		take(p, s, n);
		if (n < s.n && (bad != NULL || s.p[n] == '-' || s.p[n] == 0xe2))
			done = interrupt(p, b, &b64, ignore);
		cut(p, b, limit);
		if (inside && (done || b->fault != NULL) && words(p, b)) {
			b->what = PEM_WORDS;
			return;
		}
	}
}

/* ---- without armour ---- */

/* Characters between those of base64 at the front of the text ahead; false: it breaks off here. */
static bool
between(struct pem *p, struct base64 *b64, uint64_t *made)
{
	struct span s = near(window(p), 0);
	size_t before = p->octets.n, n = 1;
	uint8_t escaped = 0;
	struct armour a;

	/* RFC 4648 5 has - and _ in the place of + and /. */
	if (s.n > 0 && (s.p[0] == '_' || (s.p[0] == '-' && !armour_at(s, &a))))
		escaped = s.p[0] == '_' ? '/' : '+';
	else
		n = run_filler(s, p->last, p->line_blank, &escaped);
	if (n == 0)
		return false;
	take(p, s, n);
	if (escaped != 0)
		(void)base64_feed(b64, (struct span){ &escaped, 1 }, &p->octets);
	*made += p->octets.n - before;
	return true;
}

/* At the beginning of a line, does something else begin than goes on with the text at hand?  `inside`: that stops inside a group. */
static bool
next_begins(struct pem *p, struct span here, enum run at_hand, bool inside)
{
	uint64_t total;
	enum run run;

	if (here.n < 2)
		return false;
	run = run_begins(here, '\n', &total);
	return run_binary(here) || wide_begins(here) != WIDE_NONE || text_form(p, here) || (run != RUN_NONE && inside) ||
	    (at_hand == RUN_BASE64_FORM ? run == RUN_HEX || run == RUN_HEX_FORM : run != RUN_NONE && run != RUN_HEX_FORM);
}

/* Base64 of another form, as far as it goes. */
static void
read_form(struct pem *p, struct pem_block *b, struct base64 *b64, size_t limit)
{
	uint64_t made = 0, line = p->line;
	bool done = false;

	while (!done && !p->octets.failed) {
		struct span s = stream_ahead(p->in);
		const uint8_t *lf = s.n > 0 ? memchr(s.p, '\n', s.n) : NULL, *bad;

		if (s.n == 0)
			break;
		s.n = lf != NULL ? (size_t)(lf - s.p) + 1 : s.n;
		bad = base64_feed(b64, s, &p->octets);
		cut(p, b, limit);
		take(p, s, bad != NULL ? (size_t)(bad - s.p) : s.n);
		done = bad != NULL ? b64->padding > 0 || *bad == 0 || *bad == 0xef || !between(p, b64, &made) :
		    p->line > line && next_begins(p, near(window(p), 0), RUN_BASE64_FORM, b64->n > 1);
		line = p->line;
	}
	(void)base64_end(b64, &p->octets);
	cut(p, b, limit);
}

/*
 * The same in hexadecimal, or in decimal.  Where it is wrapped, a full line is
 * followed by another, whatever that begins with.
 */
static void
read_numbers(struct pem *p, struct pem_block *b, size_t limit, int (*next)(struct span, size_t *))
{
	size_t width = 0, made = 0, lines = 0, n;
	struct span s;
	int c;

	while (!p->octets.failed && (c = next(s = near(window(p), 0), &n)) >= 0) {
		out_char(&p->octets, (char)c);
		made++;
		take(p, s, n);
		cut(p, b, limit);
		s = span_sub(s, n, s.n - n);
		if (next == run_decimal && s.n > 0 && memchr(", \t\r\n", s.p[0], 5) == NULL)
			return;
		for (n = 0; n < s.n && (s.p[n] == '\n' || s.p[n] == '\r'); n++)
			;
		if (n == 0)
			continue;
		lines++;
		width = lines == 1 ? made : width;
		if ((made < width || (lines == 1 && width >= RUN_FIRST)) && next_begins(p, span_sub(s, n, s.n - n), RUN_HEX_FORM, false))
			return;
		made = 0;
	}
}

static const char breaks[] = "base64 of a certificate that breaks off";

static int
ignore(void *arg, const struct cms_part *part)
{
	(void)arg;
	(void)part;
	return 0;
}

/* The same of a container of indefinite length: a group of characters at a time, up to where its last octets are. */
static void
read_open(struct pem *p, struct pem_block *b, size_t limit)
{
	struct base64 b64 = { 0 };
	struct cms cms = { 0 };
	uint64_t made = 0;
	bool goes_on = true;

	cms_init(&cms, 0, 0, ignore, NULL);
	while (goes_on && !cms.done && b64.padding == 0 && !p->octets.failed) {
		struct span s = stream_ahead(p->in), octets;
		size_t before = p->octets.n;
		const uint8_t *bad;

		s.n = s.n < 4 ? s.n : 4;
		bad = base64_feed(&b64, s, &p->octets);
		take(p, s, bad != NULL ? (size_t)(bad - s.p) : s.n);
		goes_on = (s.n > 0 && bad == NULL) || between(p, &b64, &made);
		octets = out_span(&p->octets);
		octets = span_sub(octets, before, octets.n - before);
		(void)cms_feed(&cms, &octets);
		cut(p, b, limit);
	}
	if (b64.padding > 0) {
		size_t before = p->octets.n;
		struct span octets;

		(void)base64_end(&b64, &p->octets);
		octets = span_sub(out_span(&p->octets), before, p->octets.n - before);
		(void)cms_feed(&cms, &octets);
	}
	if (!cms.done)
		fault(p, b, breaks, last_line(p));
	cms_free(&cms);
	cut(p, b, limit);
}

/* Does the text go on straight behind the element at hand, with something that begins there? */
static bool
base64_goes_on(struct pem *p, struct base64 b64, uint64_t total)
{
	struct span s = near(window(p), 0);
	char room[RUN_FIRST + 3];
	struct out o = { room, 0, sizeof room, false };

	if (s.n == 0 || !base64_char(s.p[0]) || p->octets.n < total)
		return false;
	out_mem(&o, p->octets.p + total, p->octets.n - (size_t)total);
	for (size_t i = 0; i < s.n && o.n < RUN_FIRST; i++)
		if (base64_feed(&b64, span_sub(s, i, 1), &o) != NULL)
			break;
	return run_goes_on(out_span(&o));
}

/* Characters of base64 up to the end of the element, or what breaks it off; what follows in the same text belongs to it. */
static void
read_base64(struct pem *p, struct pem_block *b, uint64_t total, size_t limit, size_t bag)
{
	struct base64 b64 = { 0 };
	uint64_t made = 0, needs = total / 3 * 4 + (total % 3 > 0 ? total % 3 + 1 : 0), have;

	while ((have = made / 3 * 4 + b64.n) < needs && b64.padding == 0 && !p->octets.failed) {
		struct span s = stream_ahead(p->in);
		size_t before = p->octets.n;
		const uint8_t *bad;

		s.n = s.n < needs - have ? s.n : (size_t)(needs - have);
		bad = base64_feed(&b64, s, &p->octets);
		made += p->octets.n - before;
		cut(p, b, limit);
		take(p, s, bad != NULL ? (size_t)(bad - s.p) : s.n);
		if ((s.n == 0 || bad != NULL) && !between(p, &b64, &made)) {
			fault(p, b, breaks, last_line(p));
			return;
		}
	}
	if (!b->over_limit && base64_goes_on(p, b64, total)) {
		read_form(p, b, &b64, bag);
		return;
	}
	for (;;) {
		struct span s = near(window(p), 0);
		size_t n = 0;

		while (n < s.n && (base64_char(s.p[n]) || s.p[n] == '='))
			n++;
		if (n == 0 || base64_feed(&b64, span_sub(s, 0, n), &p->octets) != NULL)
			break;
		cut(p, b, limit);
		take(p, s, n);
	}
	if (!base64_end(&b64, &p->octets) || (!b->over_limit && p->octets.n < total))
		fault(p, b, breaks, last_line(p));
	cut(p, b, limit);
}

/* The same of hexadecimal. */
static bool
hex_goes_on(struct pem *p)
{
	struct span s = near(window(p), 0);
	uint8_t octets[RUN_FIRST];
	struct span next = { octets, 0 };
	size_t n;
	int c = run_hex(s, &n);

	if (c < 0 || n > 3 || (n == 3 && s.p[0] != ':'))
		return false;
	for (; c >= 0 && next.n < sizeof octets; c = run_hex(s, &n)) {
		octets[next.n++] = (uint8_t)c;
		s = span_sub(s, n, s.n - n);
	}
	return run_goes_on(next);
}

static void
read_hex(struct pem *p, struct pem_block *b, uint64_t total, size_t limit, size_t bag)
{
	uint64_t made = 0;

	while (made < total && !p->octets.failed) {
		struct span s = near(window(p), 0);
		size_t n;
		int c = run_hex(s, &n);

		if (c < 0) {
			fault(p, b, "hexadecimal of a certificate that breaks off", last_line(p));
			return;
		}
		out_char(&p->octets, (char)c);
		take(p, s, n);
		cut(p, b, limit);
		made++;
	}
	if (!b->over_limit && hex_goes_on(p)) {
		read_numbers(p, b, bag, run_hex);
		return;
	}
	/* What follows in the same text belongs to it. */
	while (!p->octets.failed) {
		struct span s = near(window(p), 0);
		size_t n;
		int c = run_hex(s, &n);

		if (c < 0 || n > 3 || (n == 3 && s.p[0] != ':'))
			return;
		out_char(&p->octets, (char)c);
		take(p, s, n);
		cut(p, b, limit);
	}
}

static void
read_run(struct pem *p, struct pem_block *b, const struct finding *f)
{
	size_t bag = p->bag_limit > p->limit ? p->bag_limit : p->limit;
	bool form = f->run == RUN_BASE64_FORM || f->run == RUN_HEX_FORM || f->run == RUN_LIST;
	size_t limit = form || f->total > p->limit ? bag : p->limit;
	struct base64 b64 = { .again = false };

	b->label = "";
	b->line = p->line;
	b->what = form ? PEM_FORM : f->run == RUN_HEX ? PEM_HEX : PEM_BASE64;
	if (f->run == RUN_BASE64_FORM)
		read_form(p, b, &b64, limit);
	else if (form)
		read_numbers(p, b, limit, f->run == RUN_LIST ? run_decimal : run_hex);
	else if (f->run == RUN_HEX)
		read_hex(p, b, f->total, limit, bag);
	else if (f->total == UINT64_MAX)
		read_open(p, b, limit);
	else
		read_base64(p, b, f->total, limit, bag);
}

bool
pem_next(struct pem *p, struct pem_block *b)
{
	enum found found = FOUND_BEGIN;
	struct finding f = { .at = 0 };
	struct span s;

	*b = (struct pem_block){ .what = PEM_BLOCK };
	out_clear(&p->octets);
	if (!p->begun) {
		found = find(p, &s, &f);
		if (found == FOUND_NOTHING)
			return false;
		take(p, s, f.at);
		if (found == FOUND_FORM)
			return false;
	}
	if (found == FOUND_RUN) {
		read_run(p, b, &f);
	} else {
		if (!p->begun) {
			begin(p, &f.armour);
			take(p, span_sub(s, f.at, s.n - f.at), f.armour.n);
		}
		p->begun = false;
		memcpy(p->label_now, p->label, sizeof p->label);
		b->label = p->label_now;
		b->line = p->begun_line;
		read_body(p, b);
	}
	b->octets = (struct span){ (const uint8_t *)p->octets.p, p->octets.n };
	return true;
}
