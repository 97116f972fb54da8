/*
 * input.h - finds the certificates in what the command line names: files,
 * folders and standard input, recognised by content.
 */
#ifndef TOOL_INPUT_H
#define TOOL_INPUT_H

#include "base/arena.h"
#include "base/span.h"

enum item_kind {
	ITEM_CERTIFICATE,		/* or one input that is unreadable */
	ITEM_RECORD,			/* a validation evidence record, judged alone */
	ITEM_STRAY			/* one that is unusable, or that no certificate came for */
};

/* One thing to be judged.  All of it is valid during the call only. */
struct item {
	const char *path;		/* as named or found; "-": standard input */
	uint64_t index;			/* among the items of this path, from 0 */
	const char *format;		/* "pem", "der", "base64"; NULL: not known */
	uint64_t line;			/* of its beginning; 0: no text */
	struct span der;
	const char *fault;		/* not NULL: unreadable; what was found, and where */
	enum item_kind kind;
	size_t record;			/* its number, where it is a record */
};

/* Takes one item; a value other than 0 ends the reading. */
typedef int item_fn(void *arg, const struct item *);

struct input {
	size_t limit;			/* octets of one certificate */
	bool tbs;
	int64_t until;			/* when reading ends (clock.h); 0: never */
	item_fn *fn;
	void *arg;
	uint64_t skipped;		/* files and PEM blocks that are something else */
	bool no_memory;
	bool late;			/* reading ended because of `until` */
	/* of the file at hand: */
	struct arena arena;		/* for words about its faults */
	const char *path;
	uint64_t index;
	uint64_t items;			/* handed on so far, of all files */
	bool walking;			/* found in a folder, not named */
};

/*
 * Reads one operand.  0, or what fn returned to end the reading, or -1 when
 * memory is out (then in->no_memory is set) or the time is over (in->late).
 */
int input_read(struct input *, const char *path);
void input_free(struct input *);

#endif
