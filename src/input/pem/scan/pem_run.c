/* SPDX-License-Identifier: Apache-2.0 */
#include "input/pem/scan/pem_run.h"

#include "base/ascii.h"
#include "base/base64.h"
#include "input/der/cms.h"
#include "input/pem/scan/end_ahead.h"
#include "input/pem/scan/pem_find.h"
#include "input/pem/scan/pem_form.h"
#include "input/pem/scan/pem_hex.h"
#include "input/pem/scan/pem_string.h"
#include "input/pem/scan/pem_text.h"
#include "input/sniff.h"
#include "input/written/escaped.h"
#include "input/written/filler.h"
#include "input/written/number.h"

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
		pem_take(p, s, bad != NULL ? (size_t)(bad - s.p) : s.n);
		goes_on = (s.n > 0 && bad == NULL) || pem_between(p, &b64, &made);
		octets = out_span(&p->octets);
		octets = span_sub(octets, before, octets.n - before);
		(void)cms_feed(&cms, &octets);
		pem_cut(p, b, limit);
	}
	if (b64.padding > 0) {
		size_t before = p->octets.n;
		struct span octets;

		(void)base64_end(&b64, &p->octets);
		octets = span_sub(out_span(&p->octets), before, p->octets.n - before);
		(void)cms_feed(&cms, &octets);
	}
	if (!cms.done)
		pem_break_off(p, b, breaks);
	cms_free(&cms);
	pem_cut(p, b, limit);
	pem_tell_mixed(p, b, &b64);
}

/* Does the text go on straight behind the element at hand, with something that begins there? */
static bool
base64_goes_on(struct pem *p, struct base64 b64, uint64_t total)
{
	struct span s = pem_near(pem_window(p), 0);
	char room[RUN_FIRST + 6];
	struct out o = { room, 0, sizeof room, false };
	/* The element may end inside a group of characters. */
	size_t own = p->octets.n < total ? (size_t)(total - p->octets.n) : 0;

	if (s.n == 0 || !base64_char(s.p[0]) || own > 2)
		return false;
	if (p->octets.n > total)
		out_mem(&o, p->octets.p + total, p->octets.n - (size_t)total);
	for (size_t i = 0; i < s.n && o.n < RUN_FIRST + own; i++)
		if (base64_feed(&b64, span_sub(s, i, 1), &o) != NULL)
			break;
	if (o.n < own)
		return false;
	return run_goes_on(span_sub(out_span(&o), own, o.n - own));
}

/* The line behind the element at hand, or the string that is put together with the last of it. */
static struct span
line_behind(struct span s)
{
	uint8_t c;
	size_t n = s.n > 0 && (s.p[0] == '"' || s.p[0] == '\'') ? filler_octets(pem_near(s, 0), 0, false, &c) : 0;

	if (n <= 1) {
		struct span line = span_trimmed(frame_next_line(s, &n));

		/* The padding of the base64 may have a line of its own. */
		if (line.n == 0 || line.p[0] != '=' || base64_run(line) < line.n)
			return line;
		return n > 0 ? span_trimmed(frame_next_line(span_from(s, n), &n)) : span_sub(line, 0, 0);
	}
	for (s = span_from(s, n); s.n > 0 && s.p[0] <= ' '; s = span_from(s, 1))
		;
	return span_sub(s, 0, base64_run(s));
}

/* Does a cell of a table end with what stands there: a bar, drawn or not, a tag, the signs of LaTeX? */
static bool
is_cell_end(struct span rest)
{
	return memchr("|&\xe2", rest.p[0], 3) != NULL || span_starts(rest, SPAN_LIT("</")) || span_starts(rest, SPAN_LIT("\\\\"));
}

/*
 * Does a word end the element that has others behind it on its line, so that the last of its lines is gone?  Behind as many characters as
 * it has, a cell may end with it, unless that line is a row of another, which begins behind the word.  With a colon it is a name.
 */
static bool
has_words_behind(struct pem *p, uint64_t total, struct span s)
{
	struct span rest;
	size_t n;

	/* One word may be all of it. */
	if (p->body.first_words != 1 || p->body.width * 3 / 4 >= total || p->last == '=' || s.n == 0 || (!is_blank(s.p[0]) && s.p[0] != ':'))
		return false;
	rest = span_trimmed(frame_line(s, &n));
	/* A tab ends one in a row that has another in front. */
	return rest.n > 0 && (p->octets.n != total || !(is_cell_end(rest) || (s.p[0] == '\t' && p->body.labelled)) || run_inside(rest));
}

/* Are there lines among those of the element that are none of it, so that it is not at its end where as many characters were read? */
static bool
has_others(struct pem *p, uint64_t total)
{
	struct span line, s = pem_window(p);

	body_line_ends(&p->body);
	if (p->octets.n == total && body_is_parted(&p->body))
		return false;
	if (p->body.odd && p->octets.n > total)
		return true;
	if (has_words_behind(p, total, s))
		return true;
	if (!p->body.odd && (p->body.last || p->body.first_words == 0))
		return false;
	/* It ends inside a line, and others follow that are as long; or with a line, and one that is as long follows and begins nothing. */
	line = line_behind(s);
	if (!p->body.odd && p->octets.n == total)
		return line.n == p->body.width && line.n >= PEM_BODY_WORD && body_ends_before(line, line.n) && !run_inside(line);
	return line.n > 0 && line.n <= p->body.width && base64_text(line);
}

/*
 * Is the certificate that begins in this line one more of the same base64?  That goes on with whole groups; and where no END line will
 * tell, an element that it stands for has ended, in a container with room for it.
 */
static bool
is_of_same(struct pem *p, struct span line, const struct pem_block *b, const struct base64 *b64)
{
	char room[8];
	struct out first = { room, 0, sizeof room, false };

	if (b->fault != NULL || b64->n > 0 || b64->padding > 0 || !run_may(line.p))
		return false;
	/* The characters of its head are all there (run_certificate()). */
	(void)base64_feed(&(struct base64){ 0 }, span_sub(line, 0, line.n < sizeof room ? line.n : sizeof room), &first);
	if (b->what == PEM_BLOCK)
		return pem_content_of(b->label) != PEM_IS_OTHER && end_comes(p);
	return !b->over_limit && sniff_length(out_span(&first)) <= boundary_room(&p->boundary, out_span(&p->octets));
}

/* Octets that are looked through for the next certificate at a time. */
#define UP_TO 1024

struct span
pem_up_to_next(struct pem *p, const struct pem_block *b, const struct base64 *b64, uint64_t most, bool *next)
{
	struct span s = pem_window(p), line;
	uint64_t here = stream_at(p->in);
	/* No more at once: what is decided depends on no more, however much has come. */
	size_t end = s.n < UP_TO ? s.n : s.n - PEM_NEAR < UP_TO ? s.n - PEM_NEAR : UP_TO, at = 0, n;

	end = most < end ? (size_t)most : end;
	*next = here > p->looked && p->octets.n > 0 && (p->last == '\n' || p->last == '\r') && run_certificate(pem_near(s, 0));
	line = pem_near(s, 0);
	if (*next && is_of_same(p, line, b, b64)) {
		*next = false;
		/* What was looked for behind it has moved it. */
		s = pem_window(p);
		line = pem_near(s, 0);
		n = pem_line_end(line);
		n = n > 0 ? n : line.n;
		return span_sub(s, 0, most < n ? (size_t)most : n);
	}
	if (*next)
		return span_sub(s, 0, 0);
	/* Something else may come behind each few of them: what was looked through for a line then is not looked through again. */
	at = p->looked > here ? (size_t)(p->looked - here) : 0;
	for (; at < end; at += n) {
		if ((n = pem_line_end(span_sub(s, at, end - at))) == 0)
			break;
		if (run_certificate(pem_near(s, at + n))) {
			p->looked = here + at + n - 1;
			return span_sub(s, 0, at + n);
		}
	}
	p->looked = p->looked > here + end ? p->looked : here + end;
	return span_sub(s, 0, end);
}

/* Characters of base64 up to the end of the element, or what breaks it off; what follows in the same text belongs to it. */
static void
read_base64(struct pem *p, struct pem_block *b, uint64_t total, size_t limit, size_t bag)
{
	struct base64 b64 = { 0 };
	uint64_t made = 0, needs = total / 3 * 4 + (total % 3 > 0 ? total % 3 + 1 : 0), have;

	while ((have = made / 3 * 4 + b64.n) < needs && b64.padding == 0 && !p->octets.failed) {
		bool next;
		struct span s = pem_up_to_next(p, b, &b64, needs - have, &next);
		size_t before = p->octets.n;
		const uint8_t *bad;

		bad = base64_feed(&b64, s, &p->octets);
		made += p->octets.n - before;
		pem_cut(p, b, limit);
		s.n = bad != NULL ? (size_t)(bad - s.p) : s.n;
		body_feed(&p->body, s);
		pem_take(p, s, s.n);
		if (next || ((s.n == 0 || bad != NULL) && !pem_between(p, &b64, &made))) {
			pem_break_off(p, b, breaks);
			return;
		}
	}
	if (!b->over_limit && (base64_goes_on(p, b64, total) || (!p->body.odd && pem_has_taken(p, total)))) {
		pem_read_form(p, b, &b64, bag);
		return;
	}
	for (;;) {
		struct span s = pem_near(pem_window(p), 0);
		size_t n = 0;

		while (n < s.n && (base64_char(s.p[n]) || s.p[n] == '='))
			n++;
		if (n == 0 || base64_feed(&b64, span_sub(s, 0, n), &p->octets) != NULL)
			break;
		body_feed(&p->body, span_sub(s, 0, n));
		pem_cut(p, b, limit);
		pem_take(p, s, n);
	}
	if (!base64_end(&b64, &p->octets) || (!b->over_limit && p->octets.n < total))
		pem_break_off(p, b, breaks);
	else if (!b->over_limit && has_others(p, total))
		pem_fault(p, b, PEM_OTHERS, pem_last_line(p));
	pem_cut(p, b, limit);
	pem_tell_mixed(p, b, &b64);
}

/* A string with decimal numbers, whose first backslash may be taken. */
static void
read_decimal(struct pem *p, struct pem_block *b, uint64_t total, size_t limit)
{
	struct span s = pem_near(pem_window(p), 0);
	size_t n = run_decimal_front(s, p->last);

	if (n > 0) {
		out_char(&p->octets, 0x30);
		pem_take(p, s, n);
	}
	pem_read_bare(p, b, total - (n > 0), limit, escaped_decimal);
}

/* Does more of what was read follow before an empty line, behind signs that mean nothing?  So many octets as came in are left over. */
static bool
more_follows(struct pem *p)
{
	struct span s = pem_near(pem_window(p), 0);
	unsigned lines = 0;

	for (; s.n > 0 && lines < 2 && memchr(" \t\r\n\"',|#>*", s.p[0], 11) != NULL; s = span_from(s, 1))
		lines = s.p[0] == '\n' ? lines + 1 : s.p[0] == '\r' ? lines : 0;
	if (lines == 2)
		return false;
	return s.n > 0 && (s.p[0] == '\\' || base64_char(s.p[0]));
}

void
pem_read_run(struct pem *p, struct pem_block *b, enum run run, uint64_t total)
{
	size_t bag = p->bag_limit > p->limit ? p->bag_limit : p->limit;
	bool form = run == RUN_BASE64_FORM || run == RUN_HEX_FORM || run >= RUN_LIST;
	size_t limit = form || total > p->limit ? bag : p->limit;
	struct base64 b64 = { .again = false };
	bool labelled = !p->line_blank;

	p->body = (struct body){ .labelled = labelled };
	p->boundary = (struct boundary){ 0 };
	b->label = "";
	b->line = p->line;
	b->what = form ? PEM_FORM : run == RUN_HEX ? PEM_HEX : PEM_BASE64;
	if (run == RUN_STRING)
		pem_read_string(p, b, limit);
	else if (run == RUN_SQL)
		pem_read_sql(p, b, total, limit);
	else if (run == RUN_PERCENT || run == RUN_BYTEA || run == RUN_BARE)
		pem_read_bare(p, b, total, limit, run == RUN_PERCENT ? escaped_percent : run == RUN_BARE ? escaped_bare : escaped_octal);
	else if (run == RUN_DECIMAL)
		read_decimal(p, b, total, limit);
	else if (run == RUN_BASE64_FORM)
		pem_read_form(p, b, &b64, limit);
	else if (form)
		pem_read_numbers(p, b, limit, run == RUN_LIST ? run_decimal : run == RUN_OCTAL ? number_octal : run == RUN_BINARY ? number_binary :
		    run == RUN_SHORT_HEX ? number_hex : run == RUN_INDEXED ? number_indexed : run_hex);
	else if (run == RUN_HEX)
		pem_read_hex(p, b, total, limit, bag);
	else if (total == UINT64_MAX)
		read_open(p, b, limit);
	else
		read_base64(p, b, total, limit, bag);
	/* The other lines may have the same before them: then some of it is left over. */
	p->body.ended = p->octets.n == total && !more_follows(p);
	p->labelled = labelled && p->line > b->line && !p->body.ended;
}
