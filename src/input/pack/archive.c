/* SPDX-License-Identifier: Apache-2.0 */
/* archive.c - archives, whose members are read as files in a folder are, and what bzip2, xz and others compress. */
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include "input/form.h"
#include "input/pack/extent.h"
#include "input/pack/library.h"

/* Archives lie in archives no deeper. */
#define MAX_ARCHIVES 4
/* Honest data get no smaller than this, one in so many; more is read up to the limit of a container. */
#define MAX_RATIO 1000
/* The octets of an archive are as many as its reader takes, or all. */
#define SIZE_UNKNOWN UINT64_MAX

struct packed {
	struct input *in;
	const struct archive_library *lib;
	struct archive *archive;
	struct archive_entry *entry;	/* of the member at hand: libarchive does not see whether it could have its own */
	struct stream *from;
	struct out held;		/* all of it, where its reader must go to and fro and `from` cannot */
	size_t pos;
	bool whole, raw;		/* it is held; a compression around one text */
	bool ends, over;		/* its end was reached; its members are longer than a container may be */
	bool iso;			/* its folders have octets, which are their lists */
	bool passed;			/* octets behind its end are gone with it */
	uint64_t base;			/* of the archive in `from` */
	struct extent extent;
	uint64_t size;			/* of the archive, as far as its extent tells */
	int64_t sound;			/* octets up to its end, or to the header that was read last */
	uint64_t filled;		/* octets up to the last that was handed out and is not zero */
	size_t given;			/* octets of `from` that libarchive looks at */
	uint64_t taken, made, limit, ratio;
	uint64_t members;		/* that its list has */
	uint64_t known;			/* so many at its front were read before its list, or the head of one, was met as damaged */
	bool damaged, in_turn;		/* it is; it is read from one member to the next, without its list */
	uint64_t before;		/* octets that the members before the one at hand made */
	struct {
		bool any, says_memory, in_member;	/* for lack of memory, as it says; in a member's octets */
		uint64_t members, asked;	/* behind so many members; up to where in the last one octets were asked for: of them none came */
	} failure;			/* the first one */
	char words[160];		/* about what is wrong */
};

/* ---- what libarchive reads ---- */

/* What lies ahead of the archive in the stream. */
static struct span
next_octets(struct packed *p)
{
	uint64_t at = stream_at(p->from) - p->base;
	struct span s;
	bool ends;

	if (p->size == SIZE_UNKNOWN && p->extent.form == EXTENT_XZ) {
		s = stream_fill(p->from);
		s.n = extent_step(&p->extent, p->from, s, &ends);
		if (ends)
			p->size = at + s.n;
		return s;
	}
	s = stream_ahead(p->from);
	if (p->size != SIZE_UNKNOWN && s.n > p->size - at)
		s.n = (size_t)(p->size - at);
	return s;
}

/* Where the last octet that is no padding was handed out. */
static void
note_filled(struct packed *p, struct span s)
{
	while (s.n > 0 && s.p[s.n - 1] == 0)
		s.n--;
	if (s.n > 0)
		p->filled = stream_at(p->from) - p->base + s.n;
}

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
		s = next_octets(p);
		p->given = s.n;
		note_filled(p, s);
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
		size = (int64_t)(p->size != SIZE_UNKNOWN ? p->size : stream_size(p->from) - p->base);
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

/*
 * Finds the end of what must be read to and fro, and holds it where the stream
 * cannot go back.  False: memory is out, or it is longer than what is held.
 */
static bool
measure(struct packed *p)
{
	size_t limit = input_whole(p->in), n;
	struct span s;
	bool ends = false;

	p->whole = stream_size(p->from) == 0;
	while (!ends && !p->held.failed && p->held.n <= limit && (s = stream_fill(p->from)).n > 0)
		for (n = extent_step(&p->extent, p->from, s, &ends); n > 0 && (s = stream_ahead(p->from)).n > 0; n -= s.n) {
			s.n = n < s.n ? n : s.n;
			if (p->whole)
				out_mem(&p->held, s.p, s.n);
			stream_skip(p->from, s.n);
		}
	p->size = ends ? stream_at(p->from) - p->base : SIZE_UNKNOWN;
	return p->whole ? !p->held.failed && p->held.n <= limit : stream_seek(p->from, p->base);
}

/* ---- members ---- */

/* Octets that must be free before libarchive is asked: where few cannot be had, it ends the process, or follows no pointer. */
#define RESERVE ((size_t)64 * 1024)
/* What reading a sound archive takes: the window of xz -9 is of 64 MiB. */
#define WINDOW ((size_t)128 * 1024 * 1024)

static bool
has_memory(size_t n)
{
	void *volatile reserve = malloc(n);
	bool had = reserve != NULL;

	free(reserve);
	return had;
}

static const char *
words_of(struct packed *p, const char *what)
{
	const char *error = p->lib->error_string(p->archive);

	snprintf(p->words, sizeof p->words, "%s: %s", what, error != NULL ? error : "no reason is known");
	return p->words;
}

/* libarchive does not always say that memory was out: a reader that is not there for lack of it knows no archive, and says that. */
static void
note_failure(struct packed *p, size_t asked)
{
	if (p->failure.any || p->from->error != 0)
		return;
	p->failure.any = true;
	p->failure.says_memory = p->lib->error_number(p->archive) == ENOMEM;
	p->failure.in_member = asked > 0;
	p->failure.members = p->members;
	p->failure.asked = p->made - p->before + asked;
}

static size_t
read_member(struct stream *r, uint8_t *to, size_t n)
{
	struct packed *p = r->arg;
	ssize_t made;

	if (!has_memory(RESERVE)) {
		r->error = ENOMEM;
		return 0;
	}
	made = p->lib->read_data(p->archive, to, n);
	if (made < 0) {
		note_failure(p, n);
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
	if (ret == 0 && r->error == ENOMEM)
		ret = input_no_memory(in);
	if (ret == 0 && r->fault != NULL)
		ret = input_item(in, "archive", 0, SPAN_NONE, r->fault);
	return ret;
}

/* As POSIX has it in st_mode. */
#define FOLDER 0040000u

/* What a member is that gives no octets, as it is skipped; NULL: a file, or a folder, which is not worth a word. */
static const char *
other_member(const struct packed *p, struct archive_entry *e)
{
	static const struct { unsigned type; const char *words; } types[] = {
		{ 0120000, "a link in an archive" }, { 0020000, "a device in an archive" }, { 0060000, "a device in an archive" },
		{ 0010000, "a pipe in an archive" }, { 0140000, "a socket in an archive" },
	};

	if (p->lib->hardlink(e) != NULL)
		return types[0].words;
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (p->lib->filetype(e) == types[i].type)
			return types[i].words;
	return NULL;
}

/* Of no kind that is known, by a list of members that is damaged. */
static const char not_given[] = "a member of an archive that has octets, of which none can be read";

/* The member is a file of its own: what is none of ours in it is skipped by its name, and so is a link or a device (other != NULL). */
static int
read_file(struct packed *p, struct stream *r, struct archive_entry *e, const char *other)
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
		ret = other == not_given ? input_item(in, "archive", 0, SPAN_NONE, other) :
		    other != NULL ? input_skip(in, "archive", 0, other) : input_file(in, r);
	if (ret == 0 && r->error == ENOMEM)
		ret = input_no_memory(in);
	if (ret == 0 && other == NULL && r->fault != NULL)
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

static bool
is_member(int status)
{
	return status == ARCHIVE_OK || status == ARCHIVE_WARN;
}

static bool
next_member(struct packed *p, int *status)
{
	p->sound = p->lib->filter_bytes(p->archive, -1);
	p->before = p->made;
	p->in->no_memory |= !has_memory(RESERVE);
	*status = p->in->no_memory ? ARCHIVE_FATAL : p->lib->next_header(p->archive, p->entry);
	return is_member(*status);
}

/* What has octets is a file, whatever its mode says: writers of ar leave out what makes it one. */
static int
read_member_of(struct packed *p, struct stream *r, struct archive_entry *e)
{
	const char *other = other_member(p, e);

	/* Nothing of it can be read, which is told of once. */
	if (p->lib->is_encrypted(e) > 0)
		return read_file(p, r, e, NULL);
	if (other == NULL && p->lib->size(e) > 0 && !(p->iso && p->lib->filetype(e) == FOLDER) && !stream_await(r) && !stream_broken(r))
		other = not_given;
	if ((other != NULL || p->lib->filetype(e) == FOLDER) && !stream_await(r))
		return other != NULL ? read_file(p, r, e, other) : 0;
	return read_file(p, r, e, NULL);
}

/* It is told of once. */
static int
damaged(struct packed *p)
{
	p->damaged = true;
	note_failure(p, 0);
	return p->in_turn ? 0 : input_item(p->in, "archive", 0, SPAN_NONE, words_of(p, "a damaged archive"));
}

static int
members(struct packed *p)
{
	struct stream r = { .read = read_member, .arg = p, .until = p->from->until, .buf = input_buffer(p->in) };
	uint8_t *buf = r.buf;
	bool over = false;
	int ret = 0, status = ARCHIVE_OK;

	if (buf == NULL)
		return -1;
	while (ret == 0 && !over && next_member(p, &status)) {
		r = (struct stream){ .read = read_member, .arg = p, .line_ends = 1, .until = p->from->until, .buf = buf };
		/* Those that are known stand in the same order: libarchive takes them as they lie. */
		if (++p->members <= p->known)
			continue;
		ret = p->raw ? read_raw(p, &r) : read_member_of(p, &r, p->entry);
		over = r.fault != NULL && p->made > p->limit;
	}
	free(buf);
	p->ends = status == ARCHIVE_EOF;
	if (p->ends)
		p->sound = p->lib->filter_bytes(p->archive, -1);
	p->over = over;
	if (ret == 0 && p->in->no_memory)
		return -1;
	if (ret == 0 && !over && status != ARCHIVE_EOF && p->from->error == 0)
		ret = damaged(p);
	return ret;
}

/* ---- the archive ---- */

/* False: memory is out. */
static bool
make_reader(struct packed *p)
{
	const struct archive_library *l = p->lib;

	if (p->entry == NULL && (p->entry = l->entry_new()) == NULL)
		return false;
	if ((p->archive = l->read_new()) == NULL || l->set_read_callback(p->archive, read_more) < ARCHIVE_OK)
		return false;
	if (!p->in_turn && (p->whole || stream_size(p->from) > 0) && l->set_seek_callback(p->archive, seek_to) < ARCHIVE_OK)
		return false;
	if (l->set_callback_data(p->archive, p) < ARCHIVE_OK)
		return false;
	return archive_library_support(l, p->archive, p->raw) && has_memory(RESERVE);
}

static int
open_archive(struct packed *p)
{
	if (!make_reader(p))
		return input_no_memory(p->in);
	if (p->lib->open1(p->archive) < ARCHIVE_WARN)
		return damaged(p);
	return members(p);
}

/* libarchive knows a name only in letters of the thread's locale: those that every name can have. */
static int
open_with_all_letters(struct packed *p)
{
	locale_t letters, usual = (locale_t)0;
	int ret;

	errno = 0;
	if ((letters = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0)) != (locale_t)0)
		usual = uselocale(letters);
	else if (errno == ENOMEM)
		return input_no_memory(p->in);
	ret = open_archive(p);
	if (letters != (locale_t)0) {
		uselocale(usual);
		freelocale(letters);
	}
	return ret;
}

/* False: the stream does not go back. */
static bool
go_back(struct packed *p)
{
	if (!p->whole && !stream_seek(p->from, p->base))
		return false;
	p->lib->read_free(p->archive);
	p->archive = NULL;
	p->pos = p->given = 0;
	if (p->size == SIZE_UNKNOWN)
		p->extent = extent_of(p->from);
	return true;
}

/* Read once more, does it come past the place where it failed? */
static bool
comes_further(struct packed *p)
{
	uint8_t octets[4096];
	uint64_t made = 0;
	ssize_t n = 1;
	int status;

	if (!make_reader(p))
		return true;
	if (!is_member(p->lib->open1(p->archive)))
		return false;
	for (uint64_t i = 0; i < p->failure.members; i++)
		if (!is_member(p->lib->next_header(p->archive, p->entry)))
			return false;
	if (!p->failure.in_member) {
		status = p->lib->next_header(p->archive, p->entry);
		return is_member(status) || status == ARCHIVE_EOF;
	}
	while (n > 0 && made < p->failure.asked)
		if ((n = p->lib->read_data(p->archive, octets, sizeof octets)) > 0)
			made += (uint64_t)n;
	return n >= 0;
}

/*
 * Was memory out, or is the archive one that asks for more than there is?  What fails at the same place a second time, and leaves others their
 * memory, is the archive's own doing.  Of what cannot be read twice nobody knows.
 */
static bool
was_memory_out(struct packed *p)
{
	if (!p->failure.any)
		return false;
	p->failure.any = false;
	return (p->failure.says_memory && !has_memory(WINDOW)) || (go_back(p) && comes_further(p));
}

/* A zip of which the list of members is damaged, or the head of one: those that are whole are found one behind the other (APPNOTE 4.3.6). */
static int
read_in_turn(struct packed *p)
{
	if (!go_back(p))
		return 0;
	p->known = p->members;
	p->members = 0;
	p->in_turn = true;
	return open_with_all_letters(p);
}

/*
 * What comes behind the archive is left to the next reader: behind its end, or
 * behind the last member that is sound.
 */
static void
settle(struct packed *p, bool seeks)
{
	uint64_t at = stream_at(p->from) - p->base;

	if (p->whole)
		return;
	if (seeks && p->size != SIZE_UNKNOWN && stream_seek(p->from, p->base + p->size))
		return;
	if (!seeks && !p->over && p->sound >= 0 && (p->ends || !p->raw)) {
		if ((uint64_t)p->sound >= at && (uint64_t)p->sound - at < p->given)
			p->given = (size_t)((uint64_t)p->sound - at);
		else if (stream_size(p->from) > 0 && stream_seek(p->from, p->base + (uint64_t)p->sound))
			return;
		else
			p->passed = p->ends && p->filled > (uint64_t)p->sound;
	}
	stream_skip(p->from, p->given);
	while ((seeks || p->over || (p->raw && !p->ends)) && stream_take(p->from).n > 0)
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
	struct packed p = { .in = in, .from = r, .base = stream_at(r), .size = SIZE_UNKNOWN, .lib = archive_library() };
	struct span start = stream_window(r, 8);
	bool seeks = needs_seeking(start), has_member = span_starts(start, SPAN_LIT("PK\3\4"));
	uint64_t items = in->items, made = in->unpacked;
	int ret;

	if (p.lib == NULL)
		return not_read(&p, arena_printf(&in->arena, "an archive: archives are %s", archive_library_words()));
	if (in->archives == MAX_ARCHIVES)
		return not_read(&p, arena_printf(&in->arena, "archives inside one another more than %d times", MAX_ARCHIVES));
	p.raw = is_raw(start);
	p.iso = sniff_iso(stream_fill(r));
	p.limit = input_whole(in) > made ? input_whole(in) - made : 0;
	p.ratio = in->container == 0 && in->archives == 0 && in->packed == 0 ? MAX_RATIO : 0;
	p.extent = extent_of(r);
	if (seeks && !measure(&p)) {
		ret = p.held.failed ? input_no_memory(in) : not_read(&p, arena_printf(&in->arena,
		    "an archive longer than the limit of %zu octets (--max-container)", input_whole(in)));
		out_free(&p.held);
		return ret;
	}
	in->archives++;
	archive_library_at_work(true);
	ret = open_with_all_letters(&p);
	if (ret == 0 && was_memory_out(&p))
		ret = input_no_memory(in);
	if (ret == 0 && p.damaged && has_member && !p.over)
		ret = read_in_turn(&p);
	if (ret == 0 && was_memory_out(&p))
		ret = input_no_memory(in);
	in->archives--;
	archive_library_at_work(in->archives > 0);
	if (in->archives + in->packed > 0)
		in->unpacked += p.made;
	/* Its end is not found, or members are there of which the list has none. */
	if (ret == 0 && p.ends && seeks && !p.in_turn && p.extent.form != EXTENT_NONE && (p.size == SIZE_UNKNOWN || (has_member && p.members == 0)))
		ret = input_item(in, "archive", 0, SPAN_NONE, "an archive whose list of members is damaged");
	if (ret == 0 && in->items == items && !in->any && !p.raw)
		ret = input_item(in, "archive", 0, SPAN_NONE, "an archive without a certificate");
	settle(&p, seeks);
	/* Where its end was not met its own octets go on. */
	in->loose |= !p.ends;
	if (p.size != SIZE_UNKNOWN || (p.raw && p.ends))
		in->ended = "archive";
	if (ret == 0 && p.passed)
		ret = input_item(in, "archive", 0, SPAN_NONE, "an archive that is followed by something else, which is not read");
	if (p.archive != NULL)
		p.lib->read_free(p.archive);
	p.lib->entry_free(p.entry);
	out_free(&p.held);
	return ret;
}
