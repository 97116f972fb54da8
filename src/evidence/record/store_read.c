/* SPDX-License-Identifier: Apache-2.0 */
/* store_read.c - one pass over a source of records: a document, or lines. */
#include "evidence/record/store_parts.h"

#include <stdlib.h>

struct pass {
	struct ev_store *store;
	struct arena arena;		/* for one record */
	uint32_t source;
	bool no_memory;
};

static bool
add_entry(struct pass *p, uint64_t offset, uint64_t line, size_t length)
{
	const struct ev_entry e = { .offset = offset, .line = line, .length = (uint32_t)length, .source = p->source };

	p->no_memory |= !store_add_entry(p->store, &e);
	return !p->no_memory;
}

static void
mark_unusable(struct pass *p, const char *what, uint64_t line, uint64_t column)
{
	struct ev_entry *e = &p->store->entry[p->store->n_entry - 1];

	e->unusable = what;
	e->bad_line = line;
	e->bad_column = column;
}

/* Reads the record of the last entry once and for all.  False: it is not one of those that are kept, or unusable. */
static bool
keep_record(struct pass *p, struct span text, struct ev_reading *r)
{
	struct ev_store *s = p->store;
	struct ev_reading *kept;
	uint8_t *copy;

	if (text.n < EV_KEPT_VALUE || text.n > EV_KEPT_MOST - s->n_kept)
		return false;
	s->n_kept += text.n;
	copy = arena_raw(&s->kept, text.n);
	kept = arena_take(&s->kept, sizeof *kept);
	if (copy == NULL || kept == NULL)
		return false;
	memcpy(copy, text.p, text.n);
	ev_read_few(&s->kept, (struct span){ copy, text.n }, (uint32_t)(text.n / EV_KEPT_VALUE), kept);
	*r = *kept;
	if (kept->record != NULL)
		s->entry[s->n_entry - 1].kept = kept;
	return kept->record != NULL;
}

/* A record at this place of the source. */
static bool
take_record(struct pass *p, struct span text, uint64_t offset, uint64_t line, uint64_t first_column)
{
	struct ev_reading r;
	uint64_t at, column;

	arena_reset(&p->arena);
	if (!add_entry(p, offset, line, text.n))
		return false;
	if (!keep_record(p, text, &r))
		ev_skim(&p->arena, text, &r);
	if (r.no_memory || p->store->kept.failed || (r.record != NULL && !store_add_record(p->store, r.record)))
		p->no_memory = true;
	else if (r.record == NULL) {
		json_place(text, r.offset, &at, &column);
		mark_unusable(p, r.unusable, line + at - 1, at == 1 ? first_column + column - 1 : column);
	}
	return !p->no_memory;
}

/* ---- documents ---- */

#define DOCUMENT_OCTETS ((size_t)16 << 20)
#define DOCUMENT_VALUES 1600000u

/*
 * Is the first line one that begins a value and does not end it?  No value ends in a bracket that opens, a comma or a colon.
 * Where the line is longer than what is at hand, its end is not known: such a source is read by lines, unless a list begins it.
 */
static bool
opens_document(struct span start)
{
	const uint8_t *end = start.p + start.n;
	struct span line;
	uint64_t number = 0;
	size_t last;

	if (!json_next_line(&start, &line, &number))
		return false;
	for (last = line.n; last > 0 && (line.p[last - 1] == ' ' || line.p[last - 1] == '\t'); last--)
		continue;
	if (line.p[0] == '[')
		return true;
	return line.p + line.n < end && last > 0 && memchr("{[,:", line.p[last - 1], 4) != NULL;
}

/* Is the second line a record of its own?  Then what is no document are lines, of which the first is bad. */
static bool
is_lines(struct span text)
{
	const struct json_limits limits = { JSON_DEPTH, JSON_VALUES, true, false };
	struct json_fault f;
	struct span line;
	struct arena tree;
	uint64_t number = 0;
	bool is;

	if (!json_next_line(&text, &line, &number) || !json_next_line(&text, &line, &number) || line.n > EV_RECORD_OCTETS)
		return false;
	arena_init(&tree);
	is = line.p[0] == '{' && json_read(&tree, line, &limits, &f) != NULL;
	arena_free(&tree);
	return is;
}

/* What the whole source is in place of a document; true: lines, which are still to be read. */
static bool
refuse_document(struct pass *p, struct span text, const char *what, size_t offset)
{
	uint64_t line, column;

	if (is_lines(text))
		return true;
	if (add_entry(p, 0, 1, 0)) {
		json_place(text, offset, &line, &column);
		mark_unusable(p, what, line, column);
	}
	return false;
}

/* The whole source as one document: a record, or an array of records.  True: it is none, but lines, which are still to be read. */
static bool
take_document(struct pass *p, struct span text)
{
	const struct json_limits limits = { JSON_DEPTH + 1, DOCUMENT_VALUES, true, false };
	const struct json_value *root;
	struct json_fault f;
	struct arena tree;
	bool ok = true, lines = false;
	uint64_t line, column;

	arena_init(&tree);
	if ((root = json_read(&tree, text, &limits, &f)) == NULL) {
		if (f.what == NULL)
			p->no_memory = true;
		else
			lines = refuse_document(p, text, f.what, f.offset);
	} else if (root->type != JSON_ARRAY) {
		json_place(text, (size_t)(root->raw.p - text.p), &line, &column);
		take_record(p, root->raw, (uint64_t)(root->raw.p - text.p), line, column);
	} else {
		const uint8_t *from = text.p;
		uint64_t sum = 1, place = 1;

		for (const struct json_value *e = root->child; ok && e != NULL; e = e->next) {
			json_place((struct span){ from, (size_t)(e->raw.p - from) }, SIZE_MAX, &line, &column);
			sum += line - 1;
			place = line == 1 ? place + column - 1 : column;
			from = e->raw.p;
			ok = take_record(p, e->raw, (uint64_t)(e->raw.p - text.p), sum, place);
		}
	}
	arena_free(&tree);
	return lines;
}

/* ---- lines ---- */

#define CHUNK ((size_t)256 * 1024)

struct lines {
	struct pass *pass;
	uint8_t *buf;
	size_t n, cap;			/* what has come of the line at hand */
	uint64_t offset, line;		/* where it began */
	bool over;			/* it is longer than a record may be: its end is awaited */
};

static bool
is_blank(struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != ' ' && s.p[i] != '\t' && s.p[i] != '\r')
			return false;
	return true;
}

/* The line at hand is this. */
static bool
line_ends(struct lines *l, struct span text, size_t eaten)
{
	size_t n = text.n;
	bool ok = true;

	if (text.n > 0 && text.p[text.n - 1] == '\r')
		text.n--;
	if (l->over) {
		if ((ok = add_entry(l->pass, l->offset, l->line, 0)))
			mark_unusable(l->pass, "longer than a record may be", l->line, 1);
	} else if (!is_blank(text)) {
		ok = take_record(l->pass, text, l->offset, l->line, 1);
	}
	l->offset += n + eaten;
	l->line++;
	l->n = 0;
	l->over = false;
	return ok;
}

/* Octets of one line; what is over the limit is counted and let go. */
static bool
line_grows(struct lines *l, const uint8_t *octets, size_t n)
{
	if (n == 0)
		return true;
	if (l->over || l->n + n > EV_RECORD_OCTETS) {
		l->over = true;
		l->offset += l->n + n;
		l->n = 0;
		return true;
	}
	if (l->n + n > l->cap) {
		uint8_t *more = realloc(l->buf, l->n + n + CHUNK);

		if (more == NULL) {
			l->pass->no_memory = true;
			return false;
		}
		l->buf = more;
		l->cap = l->n + n + CHUNK;
	}
	memcpy(l->buf + l->n, octets, n);
	l->n += n;
	return true;
}

static bool
feed_lines(struct lines *l, const uint8_t *p, size_t n)
{
	while (n > 0) {
		const uint8_t *end = memchr(p, '\n', n);
		size_t part = end != NULL ? (size_t)(end - p) : n;

		/* Most lines lie in a chunk whole. */
		if (end != NULL && l->n == 0 && !l->over) {
			if (!line_ends(l, (struct span){ p, part }, 1))
				return false;
		} else if (!line_grows(l, p, part) || (end != NULL && !line_ends(l, (struct span){ l->buf, l->n }, 1))) {
			return false;
		}
		part += end != NULL;
		p += part;
		n -= part;
	}
	return true;
}

static enum ev_status
take_lines(struct pass *p, const struct ev_origin *src, uint8_t *chunk, size_t n)
{
	struct lines l = { .pass = p, .line = 1 };
	uint64_t at = 0;
	int64_t got = (int64_t)n;
	bool ok = true;

	while (ok && got > 0) {
		ok = feed_lines(&l, chunk, (size_t)got);
		at += (uint64_t)got;
		got = src->fetch(src->arg, at, chunk, CHUNK);
	}
	if (ok && (l.n > 0 || l.over))
		ok = line_ends(&l, (struct span){ l.buf, l.n }, 0);
	free(l.buf);
	return !ok ? EV_NO_MEMORY : got < 0 ? EV_UNREAD : EV_OK;
}

/* Reads on until the document is whole or over the limit. */
static enum ev_status
take_whole(struct pass *p, const struct ev_origin *src, uint8_t *chunk, size_t n)
{
	uint8_t *whole = malloc(DOCUMENT_OCTETS + 1);
	size_t first = n;
	bool lines = false;
	enum ev_status st = EV_OK;
	int64_t got = 1;

	if (whole == NULL)
		return EV_NO_MEMORY;
	memcpy(whole, chunk, n);
	while (n <= DOCUMENT_OCTETS && (got = src->fetch(src->arg, n, whole + n, DOCUMENT_OCTETS + 1 - n)) > 0)
		n += (size_t)got;
	if (got < 0)
		st = EV_UNREAD;
	else if (n > DOCUMENT_OCTETS)
		lines = refuse_document(p, (struct span){ whole, n }, "a document longer than is read: use one record on each line", 0);
	else
		lines = take_document(p, (struct span){ whole, n });
	free(whole);
	return p->no_memory ? EV_NO_MEMORY : lines ? take_lines(p, src, chunk, first) : st;
}

static enum ev_status
read_source(struct ev_store *s, uint32_t source)
{
	struct pass p = { .store = s, .source = source };
	const struct ev_origin *src = &s->source[source];
	uint8_t *chunk = malloc(CHUNK);
	enum ev_status st;
	int64_t got;

	if (chunk == NULL)
		return EV_NO_MEMORY;
	arena_init(&p.arena);
	if ((got = src->fetch(src->arg, 0, chunk, CHUNK)) <= 0)
		st = EV_UNREAD;
	else if (opens_document((struct span){ chunk, (size_t)got }))
		st = take_whole(&p, src, chunk, (size_t)got);
	else
		st = take_lines(&p, src, chunk, (size_t)got);
	arena_free(&p.arena);
	free(chunk);
	return st;
}

enum ev_status
ev_store_add(struct ev_store *s, const char *name, ev_fetch_fn *fetch, void *arg)
{
	enum ev_status st;

	if (!store_add_source(s, name, fetch, arg))
		return EV_NO_MEMORY;
	st = read_source(s, (uint32_t)(s->n_source - 1));
	return st == EV_OK && !store_index(s) ? EV_NO_MEMORY : st;
}
