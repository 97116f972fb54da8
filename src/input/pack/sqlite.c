/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A row that does not fit into its page goes on in others, each of which begins with the number of the next.  In a file these are read where
 * they stand; of other streams each page is read for itself, and a certificate that goes on in another is cut short there and told of as such.
 */
#include "input/pack/sqlite.h"

#include <stdlib.h>

#include "input/form.h"
#include "input/known.h"

/* Of the file: octets of its header, which stands in the first page. */
#define HEADER 100

enum page_kind { PAGE_INDEX = 2, PAGE_TABLE = 5, PAGE_INDEX_LEAF = 10, PAGE_TABLE_LEAF = 13 };

struct database {
	struct input *in;
	struct stream *file;
	bool seeks;
	uint64_t base;			/* of the database in the file */
	uint64_t pages;			/* how many it has; UINT64_MAX: it does not say so */
	uint64_t left;			/* octets that rows may have in other pages: no more than the file has */
	size_t size, usable;		/* octets of a page; those that are not reserved for extensions */
	uint8_t *page, *buf;		/* the page at hand; the buffer of a row */
};

struct page {
	struct span octets;
	size_t usable;
	size_t at;			/* of the header of its tree */
};

struct row {
	struct span here;		/* what stands in its page; gets shorter */
	uint64_t left;			/* octets in other pages */
	uint32_t next;			/* the number of the first of them */
	struct database *of;
};

static uint32_t
number_at(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

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

/* Software before 3.7.0 does not count the pages when it changes the database ("In-header database size"). */
static uint64_t
pages_of(struct span start)
{
	uint32_t n = number_at(start.p + 28);

	return n == 0 || memcmp(start.p + 24, start.p + 92, 4) != 0 ? UINT64_MAX : n;
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
	row->next = row->left > 0 ? number_at(cell.p + local) : 0;
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

/* The next of its pages; false: there is none. */
static bool
next_page(struct row *row)
{
	struct database *d = row->of;
	struct span s;
	size_t n = d->usable - 4;

	n = row->left < n ? (size_t)row->left : n;
	if (row->next == 0 || n > d->left || !stream_seek(d->file, d->base + (uint64_t)(row->next - 1) * d->size))
		return false;
	s = stream_window(d->file, d->size);
	if (s.n < d->size)
		return false;
	row->next = number_at(s.p);
	row->left -= n;
	row->here = span_sub(s, 4, n);
	d->left -= n;
	return true;
}

static size_t
read_row(struct stream *r, uint8_t *to, size_t n)
{
	struct row *row = r->arg;

	if (row->here.n == 0 && row->left > 0 && !next_page(row))
		r->fault = "a row of a database of SQLite that goes on in a page that is not there";
	return stream_give(&row->here, to, n);
}

static int
read_whole_row(struct database *d, struct row *row)
{
	struct stream s = { .read = read_row, .arg = row, .until = d->file->until, .buf = d->buf };
	int ret;

	row->of = d;
	if (!d->seeks)
		row->left = 0;
	ret = stream_await(&s) ? input_stream(d->in, &s) : 0;
	while (ret == 0 && stream_take(&s).n > 0)
		;
	return ret == 0 && s.fault != NULL ? input_item(d->in, NULL, 0, SPAN_NONE, s.fault) : ret;
}

static int
read_page(struct database *d, const struct page *p)
{
	uint8_t kind = p->octets.p[p->at];
	struct span cells;
	struct row row;
	int ret = 0;

	/* Octets of a row that begins elsewhere, which were read or will be with it; or of none any more. */
	if (!is_kind(kind) && d->seeks)
		return 0;
	if (!take_cells(p, &cells) || (kind != PAGE_TABLE && !has_rows(p, kind, cells)))
		return input_octets_of(d->in, span_sub(p->octets, 4, p->usable - 4));
	for (size_t i = 0; ret == 0 && i < cells.n && kind != PAGE_TABLE; i += 2)
		if (row_at(p, kind, cell_at(cells, i), &row))
			ret = read_whole_row(d, &row);
	return ret;
}

/* One page after another; those of rows are gone to in between. */
static int
read_pages(struct database *d)
{
	struct page p = { .octets = { d->page, d->size }, .usable = d->usable, .at = HEADER };
	int ret = 0;

	for (uint64_t k = 0, at = d->base; ret == 0; k++, at += d->size, p.at = 0) {
		struct span s;

		if (stream_at(d->file) != at && !stream_seek(d->file, at))
			return 0;
		s = stream_window(d->file, d->size);
		if (k == d->pages || s.n < d->size)
			return 0;
		memcpy(d->page, s.p, d->size);
		stream_skip(d->file, d->size);
		ret = read_page(d, &p);
	}
	return ret;
}

int
input_sqlite(struct input *in, struct stream *r)
{
	struct input_place before = input_place(in);
	uint64_t found = in->items + in->skipped + in->holding;
	struct span start = stream_window(r, HEADER);
	struct database d = {
		.in = in, .file = r, .base = stream_at(r), .pages = pages_of(start), .left = stream_size(r),
		.size = page_size(start), .usable = page_size(start) - start.p[20],
		.page = input_buffer(in), .buf = input_buffer(in)
	};
	int ret = -1;

	d.seeks = d.left > 0 && stream_seek(r, d.base);
	in->any = in->passing = true;
	if (d.page != NULL && d.buf != NULL)
		ret = read_pages(&d);
	free(d.page);
	free(d.buf);
	input_place_back(in, before);
	/* It may go on in another form, which holds some. */
	if (ret != 0 || stream_broken(r) || in->items + in->skipped + in->holding > found || stream_await(r))
		return ret;
	return input_nothing(in, NULL, KNOWN_SQLITE);
}
