/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_SIZE ((size_t)64 * 1024)

struct arena_block {
	struct arena_block *next;
	size_t size;
	max_align_t data[];
};

void
arena_init(struct arena *a)
{
	memset(a, 0, sizeof *a);
}

void
arena_reset(struct arena *a)
{
	a->now = a->first;
	a->used = 0;
	a->failed = false;
}

void
arena_free(struct arena *a)
{
	struct arena_block *b, *next;

	for (b = a->first; b != NULL; b = next) {
		next = b->next;
		free(b);
	}
	arena_init(a);
}

static struct arena_block *
block_new(size_t n)
{
	size_t size = n > BLOCK_SIZE ? n : BLOCK_SIZE;
	struct arena_block *b;

	if (size > SIZE_MAX - sizeof *b)
		return NULL;
	b = malloc(sizeof *b + size);
	if (b != NULL) {
		b->next = NULL;
		b->size = size;
	}
	return b;
}

/* Makes a->now a block with n free octets at its start. */
static bool
next_block(struct arena *a, size_t n)
{
	struct arena_block **link = a->now != NULL ? &a->now->next : &a->first;
	struct arena_block *b;

	while (*link != NULL && (*link)->size < n)
		link = &(*link)->next;
	if (*link == NULL) {
		if ((b = block_new(n)) == NULL)
			return false;
		*link = b;
	}
	a->now = *link;
	a->used = 0;
	return true;
}

/* n octets that hold anything. */
static void *
take_raw(struct arena *a, size_t n)
{
	const size_t align = sizeof(max_align_t) - 1;
	void *p;

	if (n > SIZE_MAX - align)
		goto fail;
	n = (n + align) & ~align;
	if (a->now == NULL || n > a->now->size - a->used)
		if (!next_block(a, n))
			goto fail;
	p = (uint8_t *)a->now->data + a->used;
	a->used += n;
	return p;
fail:
	a->failed = true;
	return NULL;
}

void *
arena_take(struct arena *a, size_t n)
{
	void *p = take_raw(a, n);

	return p != NULL ? memset(p, 0, n) : NULL;
}

void *
arena_array(struct arena *a, size_t n, size_t size)
{
	if (size != 0 && n > SIZE_MAX / size) {
		a->failed = true;
		return NULL;
	}
	return arena_take(a, n * size);
}

void *
arena_copy(struct arena *a, const void *items, size_t n, size_t size)
{
	void *p;

	if (size != 0 && n > SIZE_MAX / size) {
		a->failed = true;
		return NULL;
	}
	p = take_raw(a, n * size);
	return p != NULL && n > 0 ? memcpy(p, items, n * size) : p;
}

void *
arena_grow(struct arena *a, void *list, size_t n, size_t *room, size_t size)
{
	size_t more = *room == 0 ? 16 : *room > SIZE_MAX / 2 ? SIZE_MAX : *room * 2;
	void *copy;

	if (n < *room)
		return list;
	if (more > SIZE_MAX / size) {
		a->failed = true;
		return NULL;
	}
	if ((copy = take_raw(a, more * size)) == NULL)
		return NULL;
	if (n > 0)
		memcpy(copy, list, n * size);
	*room = more;
	return copy;
}

const char *
arena_text(struct arena *a, const char *text)
{
	size_t n = strlen(text) + 1;
	char *s = arena_take(a, n);

	return s != NULL ? memcpy(s, text, n) : "";
}

#define SIMPLE_PARTS 8

/* The number's digits, the last of which stands before `end`; where they begin. */
static char *
put_number(char *end, unsigned n)
{
	do
		*--end = (char)('0' + n % 10);
	while ((n /= 10) != 0);
	return end;
}

/* Text and small numbers alone, as most formats have: the whole, or NULL where there is something else. */
static const char *
print_simple(struct arena *a, const char *fmt, va_list ap)
{
	struct { const char *p; size_t n; } part[SIMPLE_PARTS];
	char digits[SIMPLE_PARTS][12], *out, *at;
	size_t parts = 0, n = 0;

	for (; *fmt != '\0'; parts++) {
		if (parts == SIMPLE_PARTS)
			return NULL;
		if (fmt[0] == '%' && fmt[1] == 's') {
			if ((part[parts].p = va_arg(ap, const char *)) == NULL)
				return NULL;
			part[parts].n = strlen(part[parts].p);
			fmt += 2;
		} else if (fmt[0] == '%' && fmt[1] == 'u') {
			part[parts].p = put_number(digits[parts] + sizeof digits[parts], va_arg(ap, unsigned));
			part[parts].n = (size_t)(digits[parts] + sizeof digits[parts] - part[parts].p);
			fmt += 2;
		} else {
			part[parts].p = fmt;
			fmt += part[parts].n = strcspn(fmt, "%");
			if (part[parts].n == 0)
				return NULL;
		}
		n += part[parts].n;
	}
	if ((out = at = arena_take(a, n + 1)) == NULL)
		return "";
	for (size_t i = 0; i < parts; at += part[i++].n)
		memcpy(at, part[i].p, part[i].n);
	return out;
}

const char *
arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
	const char *simple;
	char usual[256];
	va_list again;
	char *s;
	int n;

	va_copy(again, ap);
	simple = print_simple(a, fmt, again);
	va_end(again);
	if (simple != NULL)
		return simple;
	va_copy(again, ap);
	n = vsnprintf(usual, sizeof usual, fmt, ap);
	s = n < 0 ? NULL : arena_take(a, (size_t)n + 1);
	if (s != NULL && (size_t)n < sizeof usual)
		memcpy(s, usual, (size_t)n);
	else if (s != NULL)
		vsnprintf(s, (size_t)n + 1, fmt, again);
	va_end(again);
	return s != NULL ? s : "";
}

const char *
arena_printf(struct arena *a, const char *fmt, ...)
{
	const char *s;
	va_list ap;

	va_start(ap, fmt);
	s = arena_vprintf(a, fmt, ap);
	va_end(ap);
	return s;
}
