/* SPDX-License-Identifier: Apache-2.0 */
#include "input/pem/scan/pem_string.h"

#include "base/ascii.h"
#include "input/pem/scan/pem_text.h"
#include "input/sniff.h"
#include "input/written/escaped.h"
#include "input/written/net.h"
#include "input/written/run.h"

/* Has the element ended with its line, where no quote ends the string? */
static bool
ends_with_line(struct pem *p)
{
	struct span s = pem_near(pem_window(p), 0), octets = out_span(&p->octets);

	return s.n > 0 && (s.p[0] == '\n' || s.p[0] == '\r') && sniff_length(octets) == octets.n && !net_octets(span_from(octets, 1));
}

/* Does a string with something of its own go on where the quote ahead ends one? */
static bool
next_is_own(struct span s)
{
	size_t n = escaped_next(s);
	uint64_t total;
	struct armour a;
	enum run run;

	if (n == 0)
		return false;
	run = run_begins(span_from(s, n), s.p[n - 1], &total);
	/* Octets look like base64 of another form by chance. */
	return run == RUN_STRING || run == RUN_BASE64 || run == RUN_HEX || armour_at(pem_near(s, n), &a);
}

/* A string with escapes that is read, and its text behind the first octet. */
struct string {
	uint8_t first, quote;		/* its first quote, and the one of the string at hand */
	unsigned ways;			/* in which it is read */
	unsigned tries;			/* of the others that are left */
	struct out text;
};

/* Octets of the text of a string that are kept, so many for each of its own. */
#define STRING_TEXT 10
/* Ends of strings at which the other ways are tried, no more. */
#define STRING_TRIES 4

static bool
is_whole(struct span octets)
{
	return sniff_length(octets) == octets.n;
}

/* Is the text so far written in another way, which makes the element whole? */
static bool
other_way(struct pem *p, struct string *t)
{
	struct out octets = { NULL, 0, 0, false };
	uint8_t one[ESCAPED_ROOM];
	bool whole = false;
	size_t n, made;

	for (unsigned ways = 0; ways < ESCAPED_WAYS && !whole && !octets.failed && t->tries > 0; ways++) {
		struct span rest = out_span(&t->text);
		uint8_t quote = t->first;

		out_clear(&octets);
		out_char(&octets, 0x30);
		for (; (made = escaped_octets(rest, &quote, ways, one, &n)) > 0; rest = span_from(rest, n))
			out_mem(&octets, one, made);
		whole = !octets.failed && ways != t->ways && is_whole(out_span(&octets));
	}
	t->tries -= t->tries > 0;
	p->octets.failed |= octets.failed;
	if (whole) {
		out_clear(&p->octets);
		out_mem(&p->octets, octets.p, octets.n);
	}
	out_free(&octets);
	return whole;
}

/* The string ends with the quote ahead if its element does, or another begins in the next. */
static bool
string_ends(struct pem *p, struct string *t)
{
	struct span s = pem_window(p), octets = out_span(&p->octets);

	if (t->quote == 0)
		return ends_with_line(p);
	if (s.n == 0 || s.p[0] != t->quote)
		return false;
	/* Each other way makes fewer octets of it. */
	return is_whole(octets) || (octets.n > sniff_length(octets) && other_way(p, t)) || next_is_own(s);
}

void
pem_read_string(struct pem *p, struct pem_block *b, size_t limit)
{
	struct span s = pem_near(pem_window(p), 0), octets;
	uint8_t one[ESCAPED_ROOM] = { 0x30 }, quote = escaped_quote(p->last);
	struct string t = { quote, quote, run_string_ways(s, p->last), STRING_TRIES, { NULL, 0, 0, false } };
	size_t n = run_string(s, p->last), made = 1;
	uint64_t total;

	do {
		out_mem(&p->octets, one, made);
		if (p->octets.n > 1 && t.text.n / STRING_TEXT < limit)
			out_mem(&t.text, s.p, n);
		pem_take(p, s, n);
		pem_cut(p, b, limit);
	} while (!p->octets.failed && !string_ends(p, &t) &&
	    (made = escaped_octets(s = pem_near(pem_window(p), 0), &t.quote, t.ways, one, &n)) > 0);
	if (!b->over_limit && !is_whole(out_span(&p->octets)))
		(void)other_way(p, &t);
	p->octets.failed |= t.text.failed;
	out_free(&t.text);
	octets = out_span(&p->octets);
	total = sniff_length(octets);
	/* Where another quotes the string once more, its octets are not these. */
	if (b->over_limit || total == UINT64_MAX || total == octets.n ||
	    (total < octets.n && run_goes_on(span_sub(octets, (size_t)total, octets.n - (size_t)total))))
		return;
	b->what = PEM_HEX;
	pem_fault(p, b, "a string with escapes that is longer or shorter than the element that begins in it", pem_last_line(p));
}

void
pem_read_bare(struct pem *p, struct pem_block *b, uint64_t total, size_t limit, int (*next)(struct span, size_t *))
{
	uint64_t made = 0;
	struct span s;
	size_t n;
	int c;

	while (made < total && !p->octets.failed && (c = next(s = pem_near(pem_window(p), 0), &n)) >= 0) {
		out_char(&p->octets, (char)c);
		pem_take(p, s, n);
		pem_cut(p, b, limit);
		made++;
	}
	if (b->over_limit || made == total)
		return;
	b->what = PEM_HEX;
	pem_break_off(p, b, "octets of a certificate in a text that break off");
}

void
pem_read_sql(struct pem *p, struct pem_block *b, uint64_t total, size_t limit)
{
	uint8_t quote = p->last;
	uint64_t made = 0;
	struct span s;
	size_t n;
	int c;

	while (made <= total && !p->octets.failed && (c = escaped_sql(s = pem_near(pem_window(p), 0), quote, &n)) >= 0) {
		out_char(&p->octets, (char)c);
		pem_take(p, s, n);
		pem_cut(p, b, limit);
		made++;
	}
	if (b->over_limit || made == total || total == UINT64_MAX)
		return;
	b->what = PEM_HEX;
	pem_fault(p, b, "a string of SQL that is longer or shorter than the element that begins in it", pem_last_line(p));
}
