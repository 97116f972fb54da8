/* SPDX-License-Identifier: Apache-2.0 */
/*
 * arena_memory.h - lets what is taken of an arena fail, of which memory.h sees
 * the blocks only.  The test is linked with --wrap of what it defines here.
 */
#ifndef TESTS_ARENA_MEMORY_H
#define TESTS_ARENA_MEMORY_H

#include "base/arena.h"

void *__real_arena_take(struct arena *, size_t);
void *__real_arena_array(struct arena *, size_t, size_t);
void *__real_arena_grow(struct arena *, void *, size_t, size_t *, size_t);
const char *__real_arena_text(struct arena *, const char *);
void *__wrap_arena_take(struct arena *, size_t);
void *__wrap_arena_array(struct arena *, size_t, size_t);
void *__wrap_arena_grow(struct arena *, void *, size_t, size_t *, size_t);
const char *__wrap_arena_text(struct arena *, const char *);
const char *__wrap_arena_printf(struct arena *, const char *, ...) __attribute__((format(printf, 2, 3)));

static unsigned arena_taken;		/* requests so far */
static unsigned arena_fails_at;		/* the request that finds no memory; 0: none */

static bool
arena_fails(struct arena *a)
{
	if (++arena_taken != arena_fails_at)
		return false;
	a->failed = true;
	return true;
}

void *
__wrap_arena_take(struct arena *a, size_t n)
{
	return arena_fails(a) ? NULL : __real_arena_take(a, n);
}

void *
__wrap_arena_array(struct arena *a, size_t n, size_t size)
{
	return arena_fails(a) ? NULL : __real_arena_array(a, n, size);
}

void *
__wrap_arena_grow(struct arena *a, void *list, size_t n, size_t *room, size_t size)
{
	return n == *room && arena_fails(a) ? NULL : __real_arena_grow(a, list, n, room, size);
}

const char *
__wrap_arena_text(struct arena *a, const char *text)
{
	return arena_fails(a) ? "" : __real_arena_text(a, text);
}

const char *
__wrap_arena_printf(struct arena *a, const char *fmt, ...)
{
	const char *s = "";
	va_list ap;

	va_start(ap, fmt);
	if (!arena_fails(a))
		s = arena_vprintf(a, fmt, ap);
	va_end(ap);
	return s;
}

#endif
