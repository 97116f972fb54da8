/* SPDX-License-Identifier: Apache-2.0 */
/* archive_again.c - what failed in an archive is read once more: was memory out, or is the archive what is wrong? */
#include <errno.h>
#include <stdlib.h>

#include "input/pack/archive.h"

/* What reading a sound archive takes: the window of xz -9 is of 64 MiB. */
#define WINDOW ((size_t)128 * 1024 * 1024)

/* Octets of a stream that are kept, so that they can be read twice. */
#define MOST_KEPT ((size_t)1024 * 1024)

bool
archive_has_memory(size_t n)
{
	void *volatile reserve = malloc(n);
	bool had = reserve != NULL;

	free(reserve);
	return had;
}

/* libarchive does not always say that memory was out: a reader that is not there for lack of it knows no archive, and says that. */
void
archive_note_failure(struct packed *p, size_t asked)
{
	if (p->failure.any || p->from->error != 0)
		return;
	p->failure.any = true;
	p->failure.says_memory = p->lib->error_number(p->archive) == ENOMEM;
	p->failure.in_member = asked > 0;
	p->failure.at_end = p->asks_more;
	p->failure.members = p->members;
	p->failure.asked = p->made - p->before + asked;
}

void
archive_keep(struct packed *p, struct span s)
{
	if (stream_size(p->from) > 0 || p->taken > MOST_KEPT)
		return;
	if (s.n > MOST_KEPT - p->kept.n)
		out_free(&p->kept);
	else
		out_mem(&p->kept, s.p, s.n);
}

bool
archive_go_back(struct packed *p)
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
comes_further(struct packed *p, reader_fn *make)
{
	uint8_t octets[4096];
	uint64_t made = 0;
	ssize_t n = 1;

	if (!make(p))
		return true;
	if (p->lib->open1(p->archive) < ARCHIVE_WARN)
		return false;
	for (uint64_t i = 0; i < p->failure.members; i++)
		if (p->lib->next_header(p->archive, p->entry) < ARCHIVE_WARN)
			return false;
	if (!p->failure.in_member)
		return p->lib->next_header(p->archive, p->entry) >= ARCHIVE_WARN;
	while (n > 0 && made < p->failure.asked)
		if ((n = p->lib->read_data(p->archive, octets, sizeof octets)) > 0)
			made += (uint64_t)n;
	return n >= 0;
}

/* Of a stream that does not go back what was given of it is read: who asks for more has come further. */
static bool
comes_further_in_kept(struct packed *p, reader_fn *make)
{
	bool further;

	if (p->kept.failed || p->kept.n != p->taken)
		return false;
	p->lib->read_free(p->archive);
	p->archive = NULL;
	p->held = p->kept;
	p->pos = 0;
	p->whole = true;
	p->asks_more = false;
	further = comes_further(p, make) || (p->asks_more && !p->failure.at_end);
	p->whole = false;
	p->held = (struct out){ NULL, 0, 0, false };
	return further;
}

bool
archive_lacked_memory(struct packed *p, reader_fn *make)
{
	uint64_t taken = p->taken;
	bool lacked;

	if (!p->failure.any)
		return false;
	p->failure.any = false;
	if (p->failure.says_memory && !archive_has_memory(WINDOW))
		return true;
	lacked = archive_go_back(p) ? comes_further(p, make) : comes_further_in_kept(p, make);
	p->taken = taken;
	return lacked;
}
