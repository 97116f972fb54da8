/* SPDX-License-Identifier: Apache-2.0 */
#include "input/written/dump.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "input/der/begins.h"
#include "input/form.h"
#include "input/lost/lost.h"
#include "input/written/dump_fields.h"
#include "input/written/run.h"

/* Octets of one line, no more. */
#define MOST 64
/* Digits of an address: four of openssl and certutil, seven of od, eight of xxd, sixteen of 64 bits. */
#define ADDRESS_LEAST 4
#define ADDRESS_MOST 16

/* Characters of a line with an address alone, no more. */
#define END_LINE 32

/* How the lines of a dump are built. */
struct shape {
	unsigned radix;			/* of the addresses */
	size_t width;			/* octets of a line; the last may have fewer */
	bool swapped;			/* the octets of a group stand as a little-endian machine reads a number */
	bool other;			/* they are no groups of hexadecimal, but these */
	struct fields fields;
	bool bare;			/* these alone, without addresses */
	const char *unread;		/* why it is not read */
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
	return span_from(s, blanks_before(s));
}

/* Behind blanks, and the "0x" that stands before hexadecimal. */
static struct span
behind_prefix(struct span s)
{
	s = behind_blanks(s);
	return s.n > 2 && s.p[0] == '0' && (s.p[1] | 0x20) == 'x' ? span_from(s, 2) : s;
}

/* Characters of the name of a place in a program (gdb), no more. */
#define SYMBOL 128

/* Behind " <name+16>", as gdb has it behind an address. */
static struct span
behind_symbol(struct span s)
{
	const uint8_t *end;

	if (s.n < 2 || s.p[1] != '<' || s.p[0] != ' ')
		return s;
	end = memchr(s.p, '>', s.n < SYMBOL ? s.n : SYMBOL);
	return end != NULL ? span_from(s, (size_t)(end - s.p) + 1) : s;
}

/* "0000010: ", "0010 - ", "00000010  ", "0x0010: ", "00000010h: ", "0x10010 <name+16>: "; false: the line begins with no address. */
static bool
take_address(struct span *line, struct span *address)
{
	struct span s = behind_prefix(*line);
	size_t n = digits(s);

	if (n < ADDRESS_LEAST || n > ADDRESS_MOST)
		return false;
	*address = span_sub(s, 0, n);
	s = span_from(s, n);
	if (s.n > 0 && (s.p[0] | 0x20) == 'h')
		s = span_from(s, 1);
	if (s.n > 0 && s.p[0] == ' ')
		s = behind_symbol(s);
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

/* Fields stand in columns: with their blanks, behind the address. */
static struct span
behind_address(struct span line, struct span address)
{
	line = behind_symbol(span_from(line, (size_t)(address.p - line.p) + address.n));
	return line.n > 0 && line.p[0] == ':' ? span_from(line, 1) : line;
}

/* Digits of a group: xxd has as many octets in one as it is told to (-g), and fewer in the last of a dump. */
static bool
is_group(size_t n)
{
	return n > 0 && n <= 2 * MOST && n % 2 == 0;
}

/* The octets of a line, no more than `most`: what stands behind three blanks, or between bars, shows them as text. */
static void
take_octets(struct span s, struct dump_line *l, size_t most, bool swapped)
{
	size_t group = digits(s);

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
		/* Behind blanks in the place of the octets that it has not. */
		if (blanks > 2 && (!swapped || blanks - 1 + digits(span_from(s, blanks)) != group))
			return;
		s = span_from(s, blanks);
	}
}

/* A line of such a dump; false: it begins with no address. */
static bool
read_line(struct span line, struct dump_line *l, const struct shape *shape)
{
	struct span rest = line;

	if (shape->bare) {
		l->address = SPAN_NONE;
		l->n = fields_alone(line, &shape->fields) ? fields_octets(line, &shape->fields, l->octets, MOST) : 0;
		return l->n > 0;
	}
	if (!take_address(&rest, &l->address))
		return false;
	if (!shape->other) {
		take_octets(rest, l, shape->width, shape->swapped);
		return true;
	}
	l->n = fields_octets(behind_address(line, l->address), &shape->fields, l->octets, shape->width);
	return true;
}

uint64_t
dump_value(struct span s, unsigned radix)
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
	uint64_t from = dump_value(first->address, radix), to = dump_value(second->address, radix);

	return from == UINT64_MAX || to == UINT64_MAX || to <= from || to - from > first->n ? 0 : (size_t)(to - from);
}

static const unsigned radixes[] = { 16, 8, 10 };
#define RADIXES (sizeof radixes / sizeof *radixes)

/* Do the first two lines begin with addresses, of which the second is higher?  So it is in each radix that has their digits. */
static bool
addresses_rise(struct span text)
{
	struct span line = sniff_line(&text), next, first, second;

	if (!take_address(&line, &first))
		return false;
	next = sniff_line(&text);
	return take_address(&next, &second) && dump_value(second, 16) > dump_value(first, 16);
}

/* The radix is the one in which the first line has all its octets; in hexadecimal, text behind them may look like more. */
static bool
shape_of(struct span text, struct shape *shape)
{
	struct dump_line first, second;
	struct span line = sniff_line(&text), next;

	if (!take_address(&line, &first.address))
		return false;
	next = sniff_line(&text);
	if (!take_address(&next, &second.address))
		return false;
	take_octets(line, &first, MOST, false);
	take_octets(next, &second, MOST, false);
	if (first.n == 0)
		return false;
	for (size_t i = 0; i < RADIXES; i++)
		if (width_of(&first, &second, radixes[i]) == first.n) {
			*shape = (struct shape){ .radix = radixes[i], .width = first.n };
			return true;
		}
	*shape = (struct shape){ .radix = 16, .width = width_of(&first, &second, 16) };
	return shape->width > 0;
}

/*
 * The next line of a dump of this shape, whose address is *next, UINT64_MAX: any.  False: the dump has ended; *breaks: with a line of
 * another address.
 */
static bool
take_line(struct span *text, const struct shape *shape, uint64_t *next, struct dump_line *l, bool *breaks)
{
	uint64_t address;

	*breaks = false;
	if (text->n == 0 || !read_line(sniff_line(text), l, shape) || l->n == 0)
		return false;
	if (shape->bare)
		return true;
	address = dump_value(l->address, shape->radix);
	*breaks = address == UINT64_MAX || (*next != UINT64_MAX && address != *next);
	*next = address + l->n;
	return !*breaks;
}

/* The first octets of a dump, as many as tell; *breaks: a line comes whose address is not the next. */
static size_t
first_octets(struct span text, const struct shape *shape, uint8_t octets[RUN_FIRST], bool *breaks)
{
	uint64_t next = UINT64_MAX;
	struct dump_line l;
	size_t n = 0;

	*breaks = false;
	while (n < RUN_FIRST && take_line(&text, shape, &next, &l, breaks)) {
		size_t k = l.n < RUN_FIRST - n ? l.n : RUN_FIRST - n;

		memcpy(octets + n, l.octets, k);
		n += k;
	}
	return n;
}

/* Does a certificate, or what it shows by, stand in the lines of this dump in the order of the shape?  What follows them has its own. */
static bool
order_shows(struct span text, const struct shape *shape)
{
	struct lost lost = { .told = 0 };
	uint64_t next = UINT64_MAX;
	struct dump_line l;
	bool breaks;

	while (take_line(&text, shape, &next, &l, &breaks))
		for (size_t i = 0; i < l.n; i++)
			if (lost_raw(&lost, l.octets[i]))
				return true;
	return false;
}

static void
set_order(struct shape *shape, bool swapped)
{
	shape->swapped = shape->fields.swapped = swapped;
}

/* So many octets, or more, on each of three lines, one behind the other, are a dump, whatever they are: xxd -b has no more. */
#define LEAST 6

/* Has the line as many octets as each but the last has, and no fields behind them? */
static bool
is_full(struct span line, const struct dump_line *l, const struct shape *shape)
{
	if (l->n != shape->width || l->n < LEAST)
		return false;
	return !shape->other || fields_count(behind_address(line, l->address), shape->fields.radix) * shape->fields.size == l->n;
}

/* What begins in it may be damaged: then what stands behind tells the order of its octets. */
static bool
is_dump(struct span text, struct shape *shape)
{
	uint64_t before = 0, address = 0;
	struct span lines = text, line;
	struct dump_line l;

	for (unsigned i = 0; i < 3; i++, before = address)
		if (!read_line(line = sniff_line(&lines), &l, shape) || !is_full(line, &l, shape) ||
		    (!shape->bare && ((address = dump_value(l.address, shape->radix)) == UINT64_MAX || (i > 0 && address != before + l.n))))
			return false;
	set_order(shape, true);
	if (shape->bare || !order_shows(text, shape))
		set_order(shape, shape->bare && shape->fields.radix != FIELDS_CHARACTERS);
	return true;
}

/* Does the dump of this shape stand for what may hold certificates, in either order of its octets?  `strict`: and its lines follow one another. */
static bool
is_order(struct span text, struct shape *shape, bool strict)
{
	uint8_t octets[RUN_FIRST];
	bool breaks;

	for (unsigned i = 0; i < 2; i++) {
		set_order(shape, i > 0);
		if (run_goes_on((struct span){ octets, first_octets(text, shape, octets, &breaks) }) && !(strict && breaks))
			return true;
	}
	set_order(shape, false);
	return false;
}

/* How sure is it that a dump begins: an element does, in lines that follow one another; in any; or there is no more than lines that are built as its own. */
enum sure { SURE_IN_ORDER, SURE_ELEMENT, SURE_LINES };

/* The same where the octets are other fields than groups of hexadecimal: each has as many as the addresses say. */
static bool
is_of_fields(struct span text, struct shape *shape, enum sure sure)
{
	/* Addresses in octal are those of od, whose numbers may be wide enough for twice as many octets. */
	static const unsigned kinds[] = { 8, 10, 16, 2, FIELDS_CHARACTERS }, of_addresses[RADIXES] = { 8, 16, 10 };
	struct span behind = text, line = sniff_line(&behind), next = sniff_line(&behind), rest = line, first, second;
	uint64_t from, to;

	if (!take_address(&rest, &first) || !take_address(&next, &second))
		return false;
	rest = behind_address(line, first);
	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
		size_t count = fields_count(rest, kinds[k]);

		for (size_t i = 0; i < RADIXES && count > 1; i++) {
			from = dump_value(first, of_addresses[i]);
			to = dump_value(second, of_addresses[i]);
			if (from == UINT64_MAX || to == UINT64_MAX || to <= from || to - from > MOST || (to - from) % count != 0 ||
			    (to - from) / count > (kinds[k] == FIELDS_CHARACTERS ? 1 : FIELDS_MOST_OCTETS))
				continue;
			*shape = (struct shape){ .radix = of_addresses[i], .width = (size_t)(to - from), .other = true,
			    .fields = { .radix = kinds[k], .size = (size_t)(to - from) / count } };
			if (sure == SURE_LINES ? is_dump(text, shape) : is_order(text, shape, sure == SURE_IN_ORDER))
				return true;
		}
	}
	return false;
}

/* The same without addresses: numbers of two octets and more as a little-endian machine reads them, or characters; others are lists. */
static bool
is_bare(struct span text, struct shape *shape)
{
	static const struct fields kinds[] = {
		{ 8, 2, true }, { 10, 2, true }, { 16, 2, true }, { 16, 4, true }, { 10, 4, true }, { 8, 4, true }, { 16, 8, true },
		{ 10, 8, true }, { 8, 8, true }, { FIELDS_CHARACTERS, 1, false },
	};
	struct span behind = text, line = sniff_line(&behind);
	uint8_t octets[RUN_FIRST];
	bool breaks;

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (!fields_may_begin(line, &kinds[i]))
			continue;
		*shape = (struct shape){ .bare = true, .fields = kinds[i], .width = kinds[i].size * fields_count(line, kinds[i].radix) };
		if (shape->width <= MOST &&
		    (run_goes_on((struct span){ octets, first_octets(text, shape, octets, &breaks) }) || is_dump(text, shape)))
			return true;
	}
	return false;
}

/* "   0 stx": names of characters, which have lost the highest bit of their octets; they begin an element. */
static bool
is_named(struct span text, struct shape *shape)
{
	static const char *const seconds[] = { "soh ", "stx ", "etx " };
	struct span line = sniff_line(&text), rest = line, address;

	if (take_address(&rest, &address))
		line = span_from(line, (size_t)(address.p - line.p) + address.n);
	line = behind_blanks(line);
	if (!span_starts(line, SPAN_LIT("0 ")))
		return false;
	line = span_from(line, 2);
	for (size_t i = 0; i < sizeof seconds / sizeof *seconds; i++)
		if (span_starts(line, span_of(seconds[i]))) {
			*shape = (struct shape){ .unread = "a dump by the names of characters (od -a), which is not read: print it with xxd" };
			return true;
		}
	return false;
}

/* The shape of the dump that begins here; what it stands for tells the order of its octets. */
static bool
begins(struct span text, struct shape *shape)
{
	struct span first = behind_prefix(text);

	/* A quick look: an address, a number of two octets or more, or the character that begins an element. */
	if (first.n == 0 || (first.p[0] != '-' && !span_starts(first, SPAN_LIT("0 ")) && digits(first) < ADDRESS_LEAST))
		return false;
	if (is_bare(text, shape) || is_named(text, shape))
		return true;
	/* Addresses are most of what tells, and the quickest to see. */
	if (!addresses_rise(text))
		return false;
	if (shape_of(text, shape) && is_order(text, shape, false))
		return true;
	/* A line may be gone, or something be damaged that would tell. */
	if (is_of_fields(text, shape, SURE_IN_ORDER) || is_of_fields(text, shape, SURE_ELEMENT))
		return true;
	return (shape_of(text, shape) && is_dump(text, shape)) || is_of_fields(text, shape, SURE_LINES);
}

bool
dump_begins(struct span text)
{
	struct shape shape;

	return begins(text, &shape);
}

bool
dump_address(struct span line)
{
	struct span address;

	return take_address(&line, &address);
}

bool
dump_line(struct span line)
{
	static const struct shape shape = { .radix = 16, .width = 1 };
	struct dump_line l;

	return read_line(line, &l, &shape) && l.n > 0;
}

/* ---- its octets ---- */

struct dump {
	struct stream *lines;
	struct shape shape;
	uint64_t next;			/* the address of the next line; UINT64_MAX: of any */
	struct dump_line line;
	struct span left;		/* of its octets, those that are not handed on */
	uint64_t taken;			/* lines */
	bool ended;
	struct lost lost;
	bool remains;			/* a certificate without its beginning shows in it */
	uint64_t octets;		/* read so far */
	uint64_t total;			/* of the element that begins the dump; 0: it is not known */
};

/* An address alone on the line ahead is the end: so many octets of the line before are the dump's, and no padding of its last number. */
static size_t
without_padding(struct dump *d, uint64_t address)
{
	struct span ahead = stream_window(d->lines, END_LINE), line = sniff_line(&ahead), digits;
	uint64_t end;

	if (line.n > END_LINE || !take_address(&line, &digits) || line.n > 0)
		return d->line.n;
	end = dump_value(digits, d->shape.radix);
	return end > address && end - address < d->line.n ? (size_t)(end - address) : d->line.n;
}

/* The last number of a dump is filled up with zeros, which are none of the element that ends in it. */
static void
drop_padding(struct dump *d)
{
	size_t size = d->shape.swapped ? FIELDS_MOST_OCTETS : d->shape.fields.size;
	uint64_t end = d->octets + d->line.n;

	if (d->total == 0 || end <= d->total || end - d->total >= size || end - d->total > d->line.n)
		return;
	for (size_t i = (size_t)(end - d->total); i > 0; i--)
		if (d->line.octets[d->line.n - i] != 0)
			return;
	d->line.n -= (size_t)(end - d->total);
}

/* Has the line that was read the next address?  Without addresses, a line with fewer octets is the last. */
static bool
follows(struct dump *d)
{
	uint64_t address = dump_value(d->line.address, d->shape.radix);

	if (d->shape.bare) {
		d->ended = d->line.n != d->shape.width;
		return true;
	}
	if (address == UINT64_MAX || (d->next != UINT64_MAX && address != d->next))
		return false;
	d->line.n = without_padding(d, address);
	d->next = address + d->line.n;
	return true;
}

/* The next line; false: the dump has ended, and the line is none of it. */
static bool
next_line(struct dump *d)
{
	bool ends = true;
	struct span line = stream_line(d->lines, &ends);

	d->line.n = 0;
	if (line.p == NULL)
		return false;
	if (!ends || d->shape.unread != NULL || !read_line(line, &d->line, &d->shape) || !follows(d)) {
		d->line.n = 0;
		stream_back(d->lines, line);
		return false;
	}
	drop_padding(d);
	d->taken++;
	d->octets += d->line.n;
	for (size_t i = 0; i < d->line.n; i++)
		d->remains |= lost_raw(&d->lost, d->line.octets[i]);
	d->left = (struct span){ d->line.octets, d->line.n };
	return d->line.n > 0;
}

static size_t
read_dump(struct stream *r, uint8_t *to, size_t n)
{
	struct dump *d = r->arg;

	if (d->left.n == 0 && !d->ended && !next_line(d))
		d->ended = true;
	return stream_hand_on(r, d->lines, &d->left, to, n);
}

/* Is the element at the front all that the dump has, and no certificate?  Then nothing is gone. */
static bool
is_whole(struct span first, const struct dump *d)
{
	return first.n > 0 && first.p[0] == 0x30 && sniff_length(first) == d->octets && known_begins(first);
}

/* Has the first line more octets than its addresses have?  Behind the last, which is shorter, so much is taken for its own. */
static bool
has_more(struct span text, const struct shape *shape)
{
	struct span line = sniff_line(&text);
	struct dump_line all;

	if (shape->bare || shape->other || !take_address(&line, &all.address))
		return false;
	take_octets(line, &all, MOST, false);
	return all.n > shape->width;
}

/* A dump that is not read is told of, at its first line. */
static int
unread_line(struct input *in, struct stream *r, struct dump *d)
{
	bool ends = false;

	while (!ends && stream_line(r, &ends).p != NULL)
		;
	d->taken = 1;
	return input_item(in, NULL, 0, SPAN_NONE, d->shape.unread);
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
	bool breaks;
	int ret;

	if (s.buf == NULL)
		return -1;
	if (begins(stream_fill(r), &d.shape) && d.shape.unread == NULL)
		first.n = first_octets(stream_fill(r), &d.shape, octets, &breaks);
	d.total = first.n > 0 ? sniff_length(first) : 0;
	in->format = in->format != NULL ? in->format : "hex";
	in->line = in->line > 0 ? in->line : lines + 1;
	in->any = in->passing = true;
	in->lines_were = first.n > 0 && has_more(stream_fill(r), &d.shape) ? LINES_PIECED : in->lines_were;
	ret = d.shape.unread != NULL ? unread_line(in, r, &d) : input_stream(in, &s);
	while (ret == 0 && stream_take(&s).n > 0)
		;
	if (ret == 0 && d.remains && in->items == items && !is_whole(first, &d))
		ret = input_item(in, NULL, 0, SPAN_NONE, "a dump of a certificate whose beginning is damaged or gone");
	input_place_back(in, before);
	in->lines = lines + d.taken;
	free(s.buf);
	return ret;
}
