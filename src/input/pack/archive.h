/* SPDX-License-Identifier: Apache-2.0 */
/* archive.h - an archive that is being read, for archive.c and archive_again.c. */
#ifndef INPUT_PACK_ARCHIVE_H
#define INPUT_PACK_ARCHIVE_H

#include "input/form.h"
#include "input/pack/extent.h"
#include "input/pack/library.h"

/* The octets of an archive are as many as its reader takes, or all. */
#define SIZE_UNKNOWN UINT64_MAX

struct packed {
	struct input *in;
	const struct archive_library *lib;
	struct archive *archive;
	struct archive_entry *entry;	/* of the member at hand: libarchive does not see whether it could have its own */
	struct stream *from;
	struct out kept;		/* what was given of a stream that does not go back, as far as MOST_KEPT: archive_again.c */
	bool asks_more;			/* its reader asked for more than there is */
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
		bool at_end;		/* its reader had asked for more than there is */
		uint64_t members, asked;	/* behind so many members; up to where in the last one octets were asked for: of them none came */
	} failure;			/* the first one */
	char words[160];		/* about what is wrong */
};

/* Octets that must be free before libarchive is asked: where few cannot be had, it ends the process, or follows no pointer. */
#define RESERVE ((size_t)64 * 1024)
bool archive_has_memory(size_t);
/* Makes a reader that begins at the front of it.  False: memory is out. */
typedef bool reader_fn(struct packed *);

/* Notes what libarchive could not do: give so many octets of a member, or where none were asked for, a member. */
void archive_note_failure(struct packed *, size_t asked);
/* Keeps what was given of a stream that does not go back. */
void archive_keep(struct packed *, struct span);
/* False: the stream does not go back. */
bool archive_go_back(struct packed *);
/*
 * Was memory out where it failed, or does the archive ask for more than there is?
 * What fails at the same place a second time, and leaves others their memory, is
 * the archive's own doing.
 */
bool archive_lacked_memory(struct packed *, reader_fn *);

#endif
