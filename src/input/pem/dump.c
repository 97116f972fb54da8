/* SPDX-License-Identifier: Apache-2.0 */
#include "input/pem/dump.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "input/form.h"
#include "input/pem/lost.h"
#include "input/pem/run.h"

/* Octets of one line, no more. */
#define MOST 64
/* Digits of an address: four of openssl and certutil, seven of od, eight of xxd, sixteen of 64 bits. */
#define ADDRESS_LEAST 4
#define ADDRESS_MOST 16

/* How the lines of a dump are built. */
struct shape {
	unsigned radix;			/* of the addresses */
	size_t width;			/* octets of a line; the last may have fewer */
	bool swapped;			/* the octets of a group stand as a little-endian machine reads a number */
};

struct dump_line {
	struct span address;		/* its digits */
	uint8_t octets[MOST];
	size_t n;
};

static size_t
digits(struct span s)
{
	size_t n = 0;

	while (n < s.n && hex_digit(s.p[n]) >= 0)
		n++;
	return n;
}

static struct span
behind_blanks(struct span s)
{
	while (s.n > 0 && (s.p[0] == ' ' || s.p[0] == '\t'))
		s = span_from(s, 1);
	return s;
}

/* "0000010: ", "0010 - ", "00000010  "; false: the line begins with no address. */
static bool
take_address(struct span *line, struct span *address)
{
	struct span s = behind_blanks(*line);
	size_t n = digits(s);

	if (n < ADDRESS_LEAST || n > ADDRESS_MOST)
		return false;
	*address = span_sub(s, 0, n);
	s = span_from(s, n);
	if (s.n > 0 && s.p[0] == ':')
		s = span_from(s, 1);
	if (s.n > 0 && s.p[0] != ' ' && s.p[0] != '\t')
		return false;
	s = behind_blanks(s);
	if (s.n > 1 && s.p[0] == '-' && s.p[1] == ' ')
		s = behind_blanks(span_from(s, 1));
	*line = s;
	return true;
}

static bool
is_group(size_t n)
{
	return n == 2 || n == 4 || n == 8 || n == 16;
}

/* The octets of a line, no more than `most`: what stands behind three blanks, or between bars, shows them as text. */
static void
take_octets(struct span s, struct dump_line *l, size_t most, bool swapped)
{
	for (l->n = 0; s.n > 0 && l->n < most; ) {
		size_t n = digits(s), blanks = 0;

		/* "30 82 01 2e-30 82": the halves of a line of openssl. */
		if (!is_group(n) || l->n + n / 2 > MOST)
			return;
		for (size_t i = 0; i < n / 2; i++) {
			size_t at = swapped ? n / 2 - 1 - i : i;

			l->octets[l->n + i] = (uint8_t)(hex_digit(s.p[2 * at]) << 4 | hex_digit(s.p[2 * at + 1]));
		}
		l->n += n / 2;
		s = span_from(s, n);
		if (s.n > 1 && s.p[0] == '-' && hex_digit(s.p[1]) >= 0)
			s = span_from(s, 1);
		while (blanks < s.n && (s.p[blanks] == ' ' || s.p[blanks] == '\t'))
			blanks++;
		if (blanks > 2)
			return;
		s = span_from(s, blanks);
	}
}

static bool
read_line(struct span line, struct dump_line *l, size_t most, bool swapped)
{
	if (!take_address(&line, &l->address))
		return false;
	take_octets(line, l, most, swapped);
	return true;
}

/* The value of an address; UINT64_MAX: it is none in this radix. */
static uint64_t
value(struct span s, unsigned radix)
{
	uint64_t v = 0;

	for (size_t i = 0; i < s.n; i++) {
		unsigned d = (unsigned)hex_digit(s.p[i]);

		if (d >= radix || v > (UINT64_MAX - d) / radix)
			return UINT64_MAX;
		v = v * radix + d;
	}
	return v;
}

/* How wide lines are is the step from one address to the next; 0: there is none in this radix. */
static size_t
width_of(const struct dump_line *first, const struct dump_line *second, unsigned radix)
{
	uint64_t from = value(first->address, radix), to = value(second->address, radix);

	return from == UINT64_MAX || to == UINT64_MAX || to <= from || to - from > first->n ? 0 : (size_t)(to - from);
}

/* The radix is the one in which the first line has all its octets; in hexadecimal, text behind them may look like more. */
static bool
shape_of(struct span text, struct shape *shape)
{
	static const unsigned radixes[] = { 16, 8, 10 };
	struct dump_line first, second;
	struct span line = sniff_line(&text), next;

	/* Addresses are most of what tells, and the quickest to see. */
	if (!take_address(&line, &first.address))
		return false;
	next = sniff_line(&text);
	if (!take_address(&next, &second.address) || value(second.address, 16) <= value(first.address, 16))
		return false;
	take_octets(line, &first, MOST, false);
	take_octets(next, &second, MOST, false);
	if (first.n == 0)
		return false;
	for (size_t i = 0; i < sizeof radixes / sizeof *radixes; i++)
		if (width_of(&first, &second, radixes[i]) == first.n) {
			*shape = (struct shape){ radixes[i], first.n, false };
			return true;
		}
	*shape = (struct shape){ 16, width_of(&first, &second, 16), false };
	return shape->width > 0;
}

/* The first octets of a dump, as many as tell. */
static size_t
first_octets(struct span text, const struct shape *shape, uint8_t octets[RUN_FIRST])
{
	struct dump_line l;
	size_t n = 0;

	while (n < RUN_FIRST && text.n > 0 && read_line(sniff_line(&text), &l, shape->width, shape->swapped) && l.n > 0) {
		size_t k = l.n < RUN_FIRST - n ? l.n : RUN_FIRST - n;

		memcpy(octets + n, l.octets, k);
		n += k;
	}
	return n;
}

/* So many octets on each of three lines, one behind the other, are a dump, whatever they are. */
#define WIDE 16

static bool
is_dump(struct span text, const struct shape *shape)
{
	uint64_t before = UINT64_MAX, address;
	struct dump_line l;

	for (unsigned i = 0; i < 3; i++, before = address)
		if (!read_line(sniff_line(&text), &l, shape->width, false) || l.n != WIDE ||
		    (address = value(l.address, shape->radix)) == UINT64_MAX || (i > 0 && address != before + WIDE))
			return false;
	return true;
}

/* The shape of the dump that begins here; what it stands for tells the order of its octets. */
static bool
begins(struct span text, struct shape *shape)
{
	uint8_t octets[RUN_FIRST];

	if (!shape_of(text, shape))
		return false;
	for (unsigned i = 0; i < 2; i++) {
		shape->swapped = i > 0;
		if (run_goes_on((struct span){ octets, first_octets(text, shape, octets) }))
			return true;
	}
	shape->swapped = false;
	return is_dump(text, shape);
}

bool
dump_begins(struct span text)
{
	struct shape shape;

	return begins(text, &shape);
}

bool
dump_line(struct span line)
{
	struct dump_line l;

	return read_line(line, &l, 1, false) && l.n > 0;
}

/* ---- its octets ---- */

struct dump {
	struct stream *lines;
	struct shape shape;
	uint64_t next;			/* the address of the next line; UINT64_MAX: of any */
	struct dump_line line;
	size_t at;			/* so many of its octets are handed on */
	uint64_t taken;			/* lines */
	bool ended;
	struct lost lost;
	bool remains;			/* a certificate without its beginning shows in it */
	uint64_t octets;		/* read so far */
};

/* The next line; false: the dump has ended, and the line is none of it. */
static bool
next_line(struct dump *d)
{
	bool ends = true;
	struct span line = stream_line(d->lines, &ends);
	uint64_t address;

	d->line.n = d->at = 0;
	if (line.p == NULL)
		return false;
	if (!ends || !read_line(line, &d->line, d->shape.width, d->shape.swapped) ||
	    (address = value(d->line.address, d->shape.radix)) == UINT64_MAX || (d->next != UINT64_MAX && address != d->next)) {
		d->line.n = 0;
		stream_back(d->lines, line);
		return false;
	}
	d->next = address + d->line.n;
	d->taken++;
	d->octets += d->line.n;
	for (size_t i = 0; i < d->line.n; i++)
		d->remains |= lost_raw(&d->lost, d->line.octets[i]);
	return d->line.n > 0;
}

static size_t
read_dump(struct stream *r, uint8_t *to, size_t n)
{
	struct dump *d = r->arg;
	size_t k;

	if (d->at == d->line.n)
		d->ended = d->ended || !next_line(d);
	k = d->line.n - d->at < n ? d->line.n - d->at : n;
	if (k > 0)
		memcpy(to, d->line.octets + d->at, k);
	d->at += k;
	if (k == 0) {
		r->error = d->lines->error;
		r->fault = d->lines->fault;
	}
	return k;
}

/* Is the element at the front all that the dump has?  Then nothing is gone. */
static bool
is_whole(struct span first, const struct dump *d)
{
	return first.n > 0 && first.p[0] == 0x30 && sniff_length(first) == d->octets;
}

int
input_dump(struct input *in, struct stream *r)
{
	struct input_place before = input_place(in);
	struct dump d = { .lines = r, .next = UINT64_MAX };
	struct stream s = { .read = read_dump, .arg = &d, .until = r->until, .buf = input_buffer(in) };
	uint64_t lines = in->lines, items = in->items;
	uint8_t octets[RUN_FIRST];
	struct span first = { octets, 0 };
	int ret;

	if (s.buf == NULL)
		return -1;
	if (begins(stream_fill(r), &d.shape))
		first.n = first_octets(stream_fill(r), &d.shape, octets);
	in->format = in->format != NULL ? in->format : "hex";
	in->line = in->line > 0 ? in->line : lines + 1;
	in->any = in->passing = true;
	ret = input_stream(in, &s);
	while (ret == 0 && stream_take(&s).n > 0)
		;
	if (ret == 0 && d.remains && in->items == items && !is_whole(first, &d))
		ret = input_item(in, NULL, 0, SPAN_NONE, "a dump of a certificate whose beginning is gone");
	input_place_back(in, before);
	in->lines = lines + d.taken;
	free(s.buf);
	return ret;
}
