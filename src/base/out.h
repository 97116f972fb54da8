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

/* Room for n octets more, which count as written at once; NULL: memory is out. */
char *out_more(struct out *, size_t n);
void out_free(struct out *);
void out_clear(struct out *);		/* forgets the text, keeps the memory */
void out_mem(struct out *, const void *p, size_t n);
struct span out_span(const struct out *);	/* the text so far; empty when memory is out */
void out_str(struct out *, const char *s);
void out_char(struct out *, char c);
void out_spaces(struct out *, size_t n);
void out_fmt(struct out *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
