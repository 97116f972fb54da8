/* SPDX-License-Identifier: Apache-2.0 */
/* archive.c - archives, whose members are read as files in a folder are, and what bzip2, xz and others compress. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "input/form.h"
#include "input/pack/library.h"

/* Archives lie in archives no deeper. */
#define MAX_ARCHIVES 4
/* Honest data get no smaller than this, one in so many; more is read up to the limit of a container. */
#define MAX_RATIO 1000
#define REGULAR 0100000u

struct packed {
	struct input *in;
	const struct archive_library *lib;
	struct archive *archive;
	struct stream *from;
	struct out held;		/* all of it, where its reader must go to and fro and `from` cannot */
	size_t pos;
	bool whole, raw;		/* it is held; a compression around one text */
	bool ends;			/* at its end, so that something else may follow */
	uint64_t base;			/* of the archive in `from` */
	size_t given;			/* octets of `from` that libarchive looks at */
	uint64_t taken, made, limit, ratio;
	char words[160];		/* about what is wrong */
};

/* ---- what libarchive reads ---- */

static ssize_t
read_more(struct archive *a, void *arg, const void **octets)
{
	struct packed *p = arg;
	struct span s;

	(void)a;
	if (p->whole) {
		s = span_sub(out_span(&p->held), p->pos, p->held.n - p->pos);
		p->pos = p->held.n;
	} else {
		stream_skip(p->from, p->given);
		s = stream_ahead(p->from);
		p->given = s.n;
	}
	p->taken += s.n;
	*octets = s.p;
	return p->from->error != 0 ? -1 : (ssize_t)s.n;
}

static int64_t
seek_to(struct archive *a, void *arg, int64_t offset, int whence)
{
	struct packed *p = arg;
	int64_t size, at;

	(void)a;
	if (p->whole) {
		size = (int64_t)p->held.n;
		at = (int64_t)p->pos;
	} else {
		size = (int64_t)stream_size(p->from) - (int64_t)p->base;
		at = (int64_t)(stream_at(p->from) + p->given - p->base);
	}
	at = whence == SEEK_SET ? offset : whence == SEEK_CUR ? at + offset : size + offset;
	if (at < 0 || at > size)
		return ARCHIVE_FATAL;
	if (p->whole)
		p->pos = (size_t)at;
	else if (!stream_seek(p->from, p->base + (uint64_t)at))
		return ARCHIVE_FATAL;
	p->given = 0;
	return at;
}

/* zip and 7z have their list of members at the end. */
static bool
needs_seeking(struct span start)
{
	return start.n > 2 && (memcmp(start.p, "PK", 2) == 0 || memcmp(start.p, "7z", 2) == 0);
}

/* Compressions of one text, as they begin. */
static bool
is_raw(struct span s)
{
	return s.n > 4 && (memcmp(s.p, "BZh", 3) == 0 || s.p[0] == 0xfd || s.p[0] == 4 || memcmp(s.p, "LZIP", 4) == 0 ||
	    (s.p[0] == 0x1f && s.p[1] == 0x9d) || s.p[0] == 0x5d);
}

/* False: memory is out, or it is longer than what is held. */
static bool
hold(struct packed *p)
{
	size_t limit = input_whole(p->in);
	struct span s;

	while (!p->held.failed && p->held.n <= limit && (s = stream_take(p->from)).n > 0)
		out_mem(&p->held, s.p, s.n < limit + 1 - p->held.n ? s.n : limit + 1 - p->held.n);
	p->whole = true;
	return !p->held.failed && p->held.n <= limit;
}

/* ---- members ---- */

static const char *
words_of(struct packed *p, const char *what)
{
	const char *error = p->lib->error_string(p->archive);

	snprintf(p->words, sizeof p->words, "%s: %s", what, error != NULL ? error : "no reason is known");
	return p->words;
}

static size_t
read_member(struct stream *r, uint8_t *to, size_t n)
{
	struct packed *p = r->arg;
	ssize_t made = p->lib->read_data(p->archive, to, n);

	if (made < 0) {
		r->fault = p->from->error != 0 ? "cut off" : words_of(p, "a damaged member of an archive");
		return 0;
	}
	p->made += (uint64_t)made;
	if (p->made > p->limit && (p->ratio == 0 || p->made / p->ratio > p->taken)) {
		snprintf(p->words, sizeof p->words, "an archive of more than the %llu octets of --max-container",
		    (unsigned long long)p->limit);
		r->fault = p->words;
		return 0;
	}
	return (size_t)made;
}

/* A text that was compressed alone keeps its name. */
static int
read_raw(struct packed *p, struct stream *r)
{
	struct input *in = p->in;
	int ret;

	in->packed++;
	ret = input_stream(in, r);
	in->packed--;
	if (ret == 0 && r->fault != NULL)
		ret = input_item(in, "archive", 0, SPAN_NONE, r->fault);
	return ret;
}

/* The member is a file of its own: what is none of ours in it is skipped by its name. */
static int
read_file(struct packed *p, struct stream *r, struct archive_entry *e)
{
	struct input *in = p->in;
	struct input_place before = input_place(in);
	const char *outer = in->path, *name = p->lib->pathname_utf8(e);
	uint64_t index = in->index, lines = in->lines;
	bool walking = in->walking, later = in->later;
	struct out path = { NULL, 0, 0, false };
	int ret;

	name = name != NULL ? name : p->lib->pathname(e);
	out_fmt(&path, "%s!%s", outer, name != NULL ? name : "a member without a name");
	out_char(&path, '\0');
	if (path.failed) {
		out_free(&path);
		return input_no_memory(in);
	}
	in->path = path.p;
	in->index = 0;
	in->walking = true;
	in->format = NULL;
	in->line = 0;
	if (p->lib->is_encrypted(e) > 0)
		ret = input_item(in, "archive", 0, SPAN_NONE, "an encrypted member of an archive");
	else
		ret = input_file(in, r);
	if (ret == 0 && r->fault != NULL)
		ret = input_item(in, "archive", 0, SPAN_NONE, r->fault);
	in->path = outer;
	in->index = index;
	in->walking = walking;
	in->later = later;
	in->lines = lines;
	input_place_back(in, before);
	out_free(&path);
	return ret;
}

static int
members(struct packed *p)
{
	struct stream r = { .read = read_member, .arg = p, .until = p->from->until, .buf = input_buffer(p->in) };
	uint8_t *buf = r.buf;
	struct archive_entry *e;
	bool over = false;
	int ret = 0, status = ARCHIVE_OK;

	if (buf == NULL)
		return -1;
	while (ret == 0 && !over && ((status = p->lib->next_header(p->archive, &e)) == ARCHIVE_OK || status == ARCHIVE_WARN)) {
		if (!p->raw && p->lib->filetype(e) != REGULAR)
			continue;
		r = (struct stream){ .read = read_member, .arg = p, .until = p->from->until, .buf = buf };
		ret = p->raw ? read_raw(p, &r) : read_file(p, &r, e);
		over = r.fault != NULL && p->made > p->limit;
	}
	free(buf);
	p->ends = status == ARCHIVE_EOF;
	if (ret == 0 && !over && status != ARCHIVE_EOF && p->from->error == 0)
		ret = input_item(p->in, "archive", 0, SPAN_NONE, words_of(p, "a damaged archive"));
	return ret;
}

/* ---- the archive ---- */

static int
open_archive(struct packed *p)
{
	if ((p->archive = p->lib->read_new()) == NULL)
		return input_no_memory(p->in);
	p->lib->set_read_callback(p->archive, read_more);
	if (p->whole || stream_size(p->from) > 0)
		p->lib->set_seek_callback(p->archive, seek_to);
	p->lib->set_callback_data(p->archive, p);
	if (!archive_library_support(p->lib, p->archive, p->raw))
		return input_no_memory(p->in);
	if (p->lib->open1(p->archive) < ARCHIVE_WARN)
		return input_item(p->in, "archive", 0, SPAN_NONE, words_of(p, "a damaged archive"));
	return members(p);
}

/* What was not taken is left; of an archive that is held, or was read to and fro, nothing is. */
static void
settle(struct packed *p, bool seeks)
{
	int64_t used = p->archive != NULL && !seeks ? p->lib->filter_bytes(p->archive, 0) : -1;
	uint64_t at = stream_at(p->from) - p->base;

	if (used >= 0 && !p->raw && (uint64_t)used > at && (uint64_t)used - at < p->given)
		p->given = (size_t)((uint64_t)used - at);
	if (!p->whole)
		stream_skip(p->from, p->given);
	while ((seeks || !p->ends) && stream_take(p->from).n > 0)
		;
}

static int
not_read(struct packed *p, const char *what)
{
	while (stream_take(p->from).n > 0)
		;
	return input_item(p->in, "archive", 0, SPAN_NONE, what);
}

int
input_archive(struct input *in, struct stream *r)
{
	struct packed p = { .in = in, .from = r, .base = stream_at(r), .lib = archive_library() };
	struct span start = stream_window(r, 8);
	bool seeks = needs_seeking(start);
	uint64_t items = in->items, made = in->unpacked;
	int ret;

	if (p.lib == NULL)
		return not_read(&p, arena_printf(&in->arena, "an archive: archives are %s", archive_library_words()));
	if (in->archives == MAX_ARCHIVES)
		return not_read(&p, arena_printf(&in->arena, "archives inside one another more than %d times", MAX_ARCHIVES));
	p.raw = is_raw(start);
	p.limit = input_whole(in) > made ? input_whole(in) - made : 0;
	p.ratio = in->container == 0 && in->archives == 0 && in->packed == 0 ? MAX_RATIO : 0;
	if (seeks && stream_size(r) == 0 && !hold(&p)) {
		ret = p.held.failed ? input_no_memory(in) : not_read(&p, arena_printf(&in->arena,
		    "an archive longer than the limit of %zu octets", input_whole(in)));
		out_free(&p.held);
		return ret;
	}
	in->archives++;
	ret = open_archive(&p);
	in->archives--;
	if (in->archives + in->packed > 0)
		in->unpacked += p.made;
	if (ret == 0 && in->items == items && !in->any && !p.raw)
		ret = input_item(in, "archive", 0, SPAN_NONE, "an archive without a certificate");
	settle(&p, seeks);
	if (p.archive != NULL)
		p.lib->read_free(p.archive);
	out_free(&p.held);
	return ret;
}
