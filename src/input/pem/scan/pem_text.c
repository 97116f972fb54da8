/* SPDX-License-Identifier: Apache-2.0 */
#include "input/pem/scan/pem_text.h"

#include "base/ascii.h"
#include "input/pem/line/quoted.h"
#include "input/sniff.h"
#include "input/written/filler.h"

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

/* Keeps what these octets have of the last line: its last FRAME_OCTETS, and as many before them as there is room for. */
static void
keep_head(struct pem *p, struct span s)
{
	size_t from = s.n, n;

	while (from > 0 && s.n - from < FRAME_OCTETS && s.p[from - 1] != '\n' && s.p[from - 1] != '\r')
		from--;
	p->n_head = from > 0 ? 0 : p->n_head;
	n = s.n - from;
	if (p->n_head + n > sizeof p->head) {
		memmove(p->head, p->head + p->n_head - FRAME_OCTETS, FRAME_OCTETS);
		p->n_head = FRAME_OCTETS;
	}
	memcpy(p->head + p->n_head, s.p + from, n);
	p->n_head += n;
}

void
pem_take(struct pem *p, struct span s, size_t n)
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
	keep_head(p, span_sub(s, 0, n));
	stream_skip(p->in, n);
}

/* This stood between two words of the base64 at hand: something of it may have come in, unless a program puts strings together with it. */
static void
note_joint(struct pem *p, struct span between)
{
	/* A string ends there, and none of its characters is behind the quote. */
	if (!filler_is_plain(between))
		p->pieced |= (between.p[0] != '"' && between.p[0] != '\'') || !steady_feed(&p->joints, between);
}

void
pem_take_between(struct pem *p, struct span s, size_t n, uint8_t escaped)
{
	pem_take(p, s, n);
	if (escaped != 0) {
		body_goes_on(&p->body);
		return;
	}
	if (s.p[0] == '\\')
		body_line_ends(&p->body);
	else
		body_word_ends(&p->body);
	note_joint(p, span_sub(s, 0, n));
}

struct span
pem_window(struct pem *p)
{
	return stream_window(p->in, PEM_WINDOW);
}

struct span
pem_near(struct span s, size_t from)
{
	return span_sub(s, from, s.n - from < PEM_NEAR ? s.n - from : PEM_NEAR);
}

/* The number of the line that was taken last. */
uint64_t
pem_last_line(const struct pem *p)
{
	return p->line - ((p->last == '\n' || p->last == '\r') && p->line > 1);
}

void
pem_fault(struct pem *p, struct pem_block *b, const char *words, uint64_t line)
{
	if (b->fault == NULL) {
		b->fault = words;
		b->fault_line = line;
		b->sound = p->octets.n;
	}
}

void
pem_break_off(struct pem *p, struct pem_block *b, const char *words)
{
	struct span left = pem_window(p);

	pem_fault(p, b, words, pem_last_line(p));
	b->ends_text = left.n == 0 || (left.n == 1 && hex_digit(left.p[0]) >= 0);
}

/* Octets that are not kept any more. */
void
pem_cut(struct pem *p, struct pem_block *b, size_t limit)
{
	if (p->octets.n <= limit)
		return;
	b->over_limit = true;
	p->octets.n = limit + 1;
}

struct span
pem_first_line(struct span s)
{
	return s.n > FRAME_LINE ? span_sub(s, 0, FRAME_LINE) : s;
}

size_t
pem_limit(const struct pem *p, const char *label)
{
	enum pem_content content = pem_content_of(label);

	if (p->bag_limit > 0 && content == PEM_IS_BAG)
		return p->bag_limit;
	return p->crl_limit > 0 && content == PEM_IS_STATUS ? p->crl_limit : p->limit;
}

/* Does a line begin here with which other text begins than what is looked through? */
bool
pem_other_text(struct pem *p, struct span here)
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
		return (here.p[0] == 'M' && sniff_uu_lines(here)) || (!p->http && sniff_mime_field(here) && sniff_mail(here));
	}
}
