/* SPDX-License-Identifier: Apache-2.0 */
/* out.h - a growing buffer of text. */
#ifndef BASE_OUT_H
#define BASE_OUT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

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

/* Makes the room larger by n octets at least; false: memory is out. */
bool out_grow(struct out *, size_t n);

/* Room for n octets more, which count as written at once; NULL: memory is out. */
static inline char *
out_more(struct out *o, size_t n)
{
	if ((o->failed || n > o->cap - o->n) && !out_grow(o, n))
		return NULL;
	o->n += n;
	return o->p + o->n - n;
}

static inline void
out_char(struct out *o, char c)
{
	char *to = out_more(o, 1);

	if (to != NULL)
		*to = c;
}

void out_free(struct out *);
void out_clear(struct out *);		/* forgets the text, keeps the memory */
void out_mem(struct out *, const void *p, size_t n);
struct span out_span(const struct out *);	/* the text so far; empty when memory is out */
/* The compiler counts the octets of a constant. */
static inline void
out_str(struct out *o, const char *s)
{
	out_mem(o, s, strlen(s));
}

void out_spaces(struct out *, size_t n);
void out_number(struct out *, uint64_t n);	/* decimal */
void out_grouped(struct out *, uint64_t n, char between);	/* … with a sign between groups of three digits */
void out_fmt(struct out *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
