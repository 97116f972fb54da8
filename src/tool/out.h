/* out.h - a growing buffer of text, and the place where a report is written. */
#ifndef TOOL_OUT_H
#define TOOL_OUT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/span.h"

/*
 * Text that grows at its end.  A failure to get memory sticks: later calls do
 * nothing, and out->failed is asked for once, before the text is written.
 */
struct out {
	char *p;
	size_t n, cap;
	bool failed;
};

void out_free(struct out *);
void out_clear(struct out *);		/* forgets the text, keeps the memory */
void out_mem(struct out *, const void *p, size_t n);
struct span out_span(const struct out *);	/* the text so far; empty when memory is out */
void out_str(struct out *, const char *s);
void out_char(struct out *, char c);
void out_spaces(struct out *, size_t n);
void out_fmt(struct out *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/*
 * Where the report goes: standard output, or a file that appears under its
 * name only when it is whole (a file beside it, then rename).  The first
 * failure sticks and is kept in `error` (an errno).
 */
struct sink {
	int fd;
	int error;
	const char *path;		/* NULL: standard output */
	char *beside;			/* NULL: written in place (a device, a pipe) */
	bool partial;			/* the file beside it is PATH.partial, and stays when the report is not whole */
	off_t tail;			/* octets after the last line end written */
};

/* False when the file cannot be made; sink->error says why. */
bool sink_open(struct sink *, const char *path);
/* The same with PATH.partial, which is kept up to octet `from`. */
bool sink_open_partial(struct sink *, const char *path, off_t from);
/* Where it fails with a regular file, what was written of the last line is taken back. */
bool sink_write(struct sink *, const char *p, size_t n);
/* Ends the file: under its name when `keep` and nothing failed, else removed (or left as PATH.partial). */
bool sink_close(struct sink *, bool keep);
/* PATH.partial, to be freed; NULL: memory is out. */
char *sink_partial_name(const char *path);

#endif
