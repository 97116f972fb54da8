/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A row that does not fit into its page goes on in others, each of which begins with the number of the next.  In a file these are read where
 * they stand; of other streams each page is read for itself, and a certificate that goes on in another is cut short there and told of as such.
 * A page that is not there, or is none of those that a database has, is told of beside what was read: its rows are lost.
 */
#include "input/pack/sqlite.h"

#include <inttypes.h>
#include <stdlib.h>

#include "der/der.h"
#include "input/form.h"
#include "input/known.h"
#include "input/pack/sqlite_pages.h"

/* Of the file: octets of its header, which stands in the first page. */
#define HEADER 100

/* Fewer zeros may end a signature's value. */
#define ZEROS_OF_DAMAGE 8

/* Types of columns below are numbers or NULL ("Record Format"). */
#define TYPE_OCTETS 12

enum page_kind { PAGE_INDEX = 2, PAGE_TABLE = 5, PAGE_INDEX_LEAF = 10, PAGE_TABLE_LEAF = 13 };

struct database {
	struct input *in;
	struct stream *file;
	bool seeks;
	uint64_t base;			/* of the database in the file */
	struct sqlite_pages pages;
	bool free;			/* has it pages that are not in use? */
	uint64_t left;			/* octets that rows may have in other pages: no more than the file has */
	size_t size, usable;		/* octets of a page; those that are not reserved for extensions */
	uint8_t *page, *buf;		/* the page at hand; the buffer of a row */
};

struct page {
	struct span octets;
	size_t usable;
	size_t at;			/* of the header of its tree */
	uint32_t number;
};

struct row {
	struct span here;		/* what stands in its page; gets shorter */
	uint64_t left;			/* octets in other pages */
	uint32_t next;			/* the number of the first of them */
	uint64_t column;		/* octets of the one at hand that were not read */
	bool no_zeros;			/* it is a text or DER, which no page of zeros is part of */
	bool in_use;			/* none of a page that is not: others may have the pages that it went on in */
	struct database *of;
};

static size_t
page_size(struct span start)
{
	size_t n = (size_t)start.p[16] << 8 | start.p[17];

	return n == 1 ? 65536 : n;
}

static bool
is_kind(uint8_t c)
{
	return c == PAGE_INDEX || c == PAGE_TABLE || c == PAGE_INDEX_LEAF || c == PAGE_TABLE_LEAF;
}

static bool
is_zeros(struct span s)
{
	return s.p[0] == 0 && memcmp(s.p, s.p + 1, s.n - 1) == 0;
}

bool
sqlite_begins(struct span s)
{
	static const uint8_t reserved[20];
	size_t size;

	if (s.n < HEADER + 8 || !span_starts(s, SPAN_LIT("SQLite format 3\0")))
		return false;
	size = page_size(s);
	return size >= 512 && (size & (size - 1)) == 0 && s.p[20] <= 32 && memcmp(s.p + 21, "\x40\x20\x20", 3) == 0 &&
	    memcmp(s.p + 72, reserved, sizeof reserved) == 0 && is_kind(s.p[HEADER]);
}

/* A number of one to nine octets, seven bits in each but the ninth.  False: it is cut short. */
static bool
take_varint(struct span *s, uint64_t *n)
{
	enum { LAST = 9 };

	*n = 0;
	for (size_t i = 0; i < s->n && i < LAST; i++) {
		*n = i + 1 < LAST ? *n << 7 | (s->p[i] & 0x7f) : *n << 8 | s->p[i];
		if (s->p[i] < 0x80 || i + 1 == LAST) {
			*s = span_from(*s, i + 1);
			return true;
		}
	}
	return false;
}

/* How many octets of a row of so many stand in the page ("B-tree Pages", "the payload size"). */
static size_t
local_octets(const struct page *p, uint8_t kind, uint64_t row)
{
	size_t u = p->usable, most = kind == PAGE_TABLE_LEAF ? u - 35 : (u - 12) * 64 / 255 - 23, least = (u - 12) * 32 / 255 - 23;
	uint64_t some;

	if (row <= most)
		return (size_t)row;
	some = least + (row - least) % (u - 4);
	return some <= most ? (size_t)some : least;
}

/* The row whose cell begins there; false: no cell does. */
static bool
row_at(const struct page *p, uint8_t kind, size_t at, struct row *row)
{
	struct span cell;
	uint64_t n, id;
	size_t local;

	if (at < p->at || at >= p->usable)
		return false;
	cell = span_sub(p->octets, at, p->usable - at);
	/* The page on its left. */
	if (kind == PAGE_INDEX)
		cell = span_from(cell, cell.n < 4 ? cell.n : 4);
	if (!take_varint(&cell, &n) || (kind == PAGE_TABLE_LEAF && !take_varint(&cell, &id)))
		return false;
	local = local_octets(p, kind, n);
	if (local > cell.n || (local < n && cell.n - local < 4))
		return false;
	row->here = span_sub(cell, 0, local);
	row->left = n - local;
	row->next = row->left > 0 ? sqlite_number(cell.p + local) : 0;
	return true;
}

/* The cells of a page of a tree; false: it is no such page, or damaged. */
static bool
take_cells(const struct page *p, struct span *cells)
{
	struct span tree = span_sub(p->octets, p->at, p->usable - p->at);
	size_t head, n;

	if (tree.n < 8 || !is_kind(tree.p[0]))
		return false;
	head = tree.p[0] < PAGE_INDEX_LEAF ? 12 : 8;
	n = 2 * ((size_t)tree.p[3] << 8 | tree.p[4]);
	if (tree.n < head + n)
		return false;
	*cells = span_sub(tree, head, n);
	return true;
}

static size_t
cell_at(struct span cells, size_t i)
{
	return (size_t)cells.p[i] << 8 | cells.p[i + 1];
}

/* Does each of them begin a row?  Together they are no longer than the page. */
static bool
has_rows(const struct page *p, uint8_t kind, struct span cells)
{
	struct row row;
	size_t octets = 0;

	for (size_t i = 0; i < cells.n && octets <= p->usable; i += 2) {
		if (!row_at(p, kind, cell_at(cells, i), &row))
			return false;
		octets += row.here.n;
	}
	return octets <= p->usable;
}

/* Are the pages under it there: on the left of each cell, and behind the last ("B-tree Pages")? */
static bool
has_pages_under(const struct database *d, const struct page *p, struct span cells)
{
	if (!sqlite_pages_have(&d->pages, sqlite_number(p->octets.p + p->at + 8)))
		return false;
	for (size_t i = 0; i < cells.n; i += 2) {
		size_t at = cell_at(cells, i);

		if (at < p->at || at + 4 > p->usable || !sqlite_pages_have(&d->pages, sqlite_number(p->octets.p + at)))
			return false;
	}
	return true;
}

/* The next of its pages; false: there is none. */
static bool
next_page(struct row *row)
{
	struct database *d = row->of;
	struct span s;
	size_t n = d->usable - 4;

	n = row->left < n ? (size_t)row->left : n;
	if (n > d->left || !sqlite_pages_have(&d->pages, row->next) || (row->in_use && !sqlite_pages_take(&d->pages, row->next)) ||
	    !stream_seek(d->file, d->base + (uint64_t)(row->next - 1) * d->size))
		return false;
	s = stream_window(d->file, d->size);
	if (s.n < d->size || (row->no_zeros && row->column >= ZEROS_OF_DAMAGE && is_zeros(span_sub(s, 0, d->size))))
		return false;
	row->next = sqlite_number(s.p);
	row->left -= n;
	row->here = span_sub(s, 4, n);
	d->left -= n;
	return true;
}

static size_t
read_row(struct stream *r, uint8_t *to, size_t n)
{
	struct row *row = r->arg;

	if (row->column == 0)
		return 0;
	if (row->here.n == 0 && row->left > 0 && !next_page(row))
		r->fault = "a row of a database of SQLite that goes on in a page that is not there, or is another's";
	n = stream_give(&row->here, to, row->column < n ? (size_t)row->column : n);
	row->column -= n;
	return n;
}

/* A column is a text, or octets, for itself. */
static int
read_column(struct row *row, uint64_t octets, uint64_t type)
{
	struct database *d = row->of;
	struct stream s = { .read = read_row, .arg = row, .until = d->file->until, .buf = d->buf };
	int ret;

	row->column = octets;
	row->no_zeros = type % 2 != 0 || (row->here.n > 0 && row->here.p[0] == DER_SEQUENCE);
	ret = stream_await(&s) && type >= TYPE_OCTETS ? input_stream(d->in, &s) : 0;
	while (ret == 0 && stream_take(&s).n > 0)
		;
	if (s.fault != NULL)
		row->left = 0;
	return ret == 0 && s.fault != NULL ? input_item(d->in, NULL, 0, SPAN_NONE, s.fault) : ret;
}

/* How many octets a column has ("Record Format", the serial type). */
static uint64_t
column_octets(uint64_t type)
{
	static const uint8_t numbers[TYPE_OCTETS] = { 0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0 };

	return type < TYPE_OCTETS ? numbers[type] : (type - TYPE_OCTETS) / 2;
}

/* Have columns of these types so many octets together? */
static bool
have_octets(struct span types, uint64_t octets)
{
	uint64_t type;

	while (types.n > 0) {
		if (!take_varint(&types, &type) || column_octets(type) > octets)
			return false;
		octets -= column_octets(type);
	}
	return octets == 0;
}

/* The types of its columns, which stand in front of them; none: they are not all there, or others than it has. */
static struct span
take_types(struct row *row)
{
	struct span types = row->here;
	uint64_t n, own;

	if (!take_varint(&types, &n))
		return SPAN_NONE;
	own = row->here.n - types.n;
	if (n < own || n - own > types.n)
		return SPAN_NONE;
	types = span_sub(types, 0, (size_t)(n - own));
	if (!have_octets(types, row->here.n - n + row->left))
		return SPAN_NONE;
	row->here = span_from(row->here, (size_t)n);
	return types;
}

static int
read_whole_row(struct database *d, struct row *row)
{
	struct span types = take_types(row);
	uint64_t type;
	int ret = 0;

	row->of = d;
	if (!d->seeks)
		row->left = 0;
	while (ret == 0 && take_varint(&types, &type))
		ret = read_column(row, column_octets(type), type);
	return ret == 0 ? read_column(row, UINT64_MAX, TYPE_OCTETS) : ret;
}

static int
read_rows(struct database *d, const struct page *p, uint8_t kind, struct span cells)
{
	struct row row = { .in_use = sqlite_pages_in_use(&d->pages, p->number) };
	int ret = 0;

	for (size_t i = 0; ret == 0 && i < cells.n; i += 2)
		if (row_at(p, kind, cell_at(cells, i), &row))
			ret = read_whole_row(d, &row);
	return ret;
}

static int
read_page(struct database *d, const struct page *p)
{
	uint8_t kind = p->octets.p[p->at];
	struct span cells;
	bool inner = kind == PAGE_INDEX || kind == PAGE_TABLE, sound;

	if (sqlite_pages_are_apart(&d->pages, p->number))
		return 0;
	/* Octets of a row that begins elsewhere, which were read or will be with it; or of none any more. */
	if (!is_kind(kind)) {
		sqlite_pages_hold_no_tree(&d->pages, p->number);
		if (!d->seeks && !d->free && is_zeros(p->octets))
			sqlite_pages_damage(&d->pages, p->number, "a page of zeros");
		return d->seeks ? 0 : input_octets_of(d->in, span_sub(p->octets, 4, p->usable - 4));
	}
	sound = take_cells(p, &cells) && (kind == PAGE_TABLE || has_rows(p, kind, cells));
	if (!sound || (inner && !has_pages_under(d, p, cells)))
		sqlite_pages_damage(&d->pages, p->number, sound ? "a tree that goes on in a page that is not there" : "cells that hold no rows");
	if (!sound)
		return input_octets_of(d->in, span_sub(p->octets, 4, p->usable - 4));
	return kind == PAGE_TABLE ? 0 : read_rows(d, p, kind, cells);
}

/* One page after another; those of rows are gone to in between. */
static int
read_pages(struct database *d)
{
	struct page p = { .octets = { d->page, d->size }, .usable = d->usable, .at = HEADER };
	int ret = 0;

	for (uint64_t k = 0, at = d->base; ret == 0; k++, at += d->size, p.at = 0) {
		struct span s;

		if ((stream_at(d->file) != at && !stream_seek(d->file, at)) || k == d->pages.said)
			return 0;
		s = stream_window(d->file, d->size);
		if (s.n < d->size) {
			if (s.n > 0 || d->pages.said < SQLITE_PAGES)
				sqlite_pages_damage(&d->pages, k + 1, "it is cut short");
			return 0;
		}
		memcpy(d->page, s.p, d->size);
		stream_skip(d->file, d->size);
		p.number = (uint32_t)(k + 1);
		ret = read_page(d, &p);
	}
	return ret;
}

/* What is lost of it. */
static int
tell_damage(struct database *d)
{
	sqlite_pages_end(&d->pages);
	if (d->pages.damage == NULL || stream_broken(d->file))
		return 0;
	return input_item(d->in, NULL, 0, SPAN_NONE, arena_printf(&d->in->arena, "a damaged database of SQLite: %s, in page %" PRIu64,
	    d->pages.damage, d->pages.where));
}

int
input_sqlite(struct input *in, struct stream *r)
{
	struct input_place before = input_place(in);
	uint64_t found = in->items + in->skipped + in->holding;
	struct span start = stream_window(r, HEADER);
	struct database d = {
		.in = in, .file = r, .base = stream_at(r), .free = sqlite_number(start.p + 36) > 0, .left = stream_size(r),
		.size = page_size(start), .usable = page_size(start) - start.p[20],
		.page = input_buffer(in), .buf = input_buffer(in)
	};
	int ret = -1;

	d.pages = sqlite_pages_of(start, d.size, d.usable);
	d.seeks = d.left > 0 && stream_seek(r, d.base);
	in->any = in->passing = true;
	if (d.seeks && !sqlite_pages_know(&d.pages, r, d.base, d.left - (d.base < d.left ? d.base : d.left)))
		ret = input_no_memory(in);
	else if (d.page != NULL && d.buf != NULL)
		ret = read_pages(&d);
	ret = ret == 0 ? tell_damage(&d) : ret;
	sqlite_pages_free(&d.pages);
	free(d.page);
	free(d.buf);
	input_place_back(in, before);
	/* It may go on in another form, which holds some. */
	if (ret != 0 || stream_broken(r) || in->items + in->skipped + in->holding > found || stream_await(r))
		return ret;
	return input_nothing(in, NULL, KNOWN_SQLITE);
}
