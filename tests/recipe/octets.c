/* SPDX-License-Identifier: Apache-2.0 */
/* octets.c - a growing string of octets, and DER elements written into it. */
#include "tests/recipe/octets.h"

#include <stdarg.h>
#include <stdio.h>

void
tool_fail(struct tool *t, const char *fmt, ...)
{
	va_list ap;

	if (!tool_ok(t))
		return;
	va_start(ap, fmt);
	vsnprintf(t->error, sizeof t->error, fmt, ap);
	va_end(ap);
}

static bool
reserve(struct octets *o, size_t more)
{
	size_t cap = o->cap > 0 ? o->cap : 256;
	uint8_t *p;

	if (more <= o->cap - o->n)
		return true;
	while (cap - o->n < more)
		cap *= 2;
	if ((p = arena_take(o->tool->arena, cap)) == NULL) {
		tool_fail(o->tool, "out of memory");
		return false;
	}
	if (o->n > 0)
		memcpy(p, o->p, o->n);
	o->p = p;
	o->cap = cap;
	return true;
}

void
octets_put(struct octets *o, const void *p, size_t n)
{
	if (n == 0 || !reserve(o, n))
		return;
	memcpy(o->p + o->n, p, n);
	o->n += n;
}

void
octets_length(struct octets *o, size_t n, unsigned long_form)
{
	unsigned need = 0;

	if (n >= 0x80 || long_form > 0)
		for (need = 1; need < sizeof n && n >> (8 * need) != 0; need++)
			;
	if (need < long_form)
		need = long_form;
	if (need == 0) {
		octets_byte(o, (unsigned)n);
		return;
	}
	octets_byte(o, 0x80 | need);
	while (need-- > 0)
		octets_byte(o, need < sizeof n ? (unsigned)(n >> (8 * need)) & 0xff : 0);
}

void
octets_replace(struct octets *o, size_t at, size_t old, struct span s)
{
	if (s.n > old && !reserve(o, s.n - old))
		return;
	memmove(o->p + at + s.n, o->p + at + old, o->n - at - old);
	if (s.n > 0)
		memcpy(o->p + at, s.p, s.n);
	o->n = o->n - old + s.n;
}

size_t
octets_open(struct octets *o, unsigned id)
{
	octets_byte(o, id);
	return o->n;
}

void
octets_close(struct octets *o, size_t mark)
{
	struct octets len = OCTETS(o->tool);

	octets_length(&len, o->n - mark, 0);
	if (tool_ok(o->tool))
		octets_replace(o, mark, 0, octets_as_span(&len));
}

void
octets_tlv(struct octets *o, unsigned id, struct span content)
{
	octets_byte(o, id);
	octets_length(o, content.n, 0);
	octets_span(o, content);
}

void
octets_tlv_text(struct octets *o, unsigned id, const char *content)
{
	octets_tlv(o, id, (struct span){ (const uint8_t *)content, strlen(content) });
}

void
octets_integer(struct octets *o, long value)
{
	size_t mark = octets_open(o, 0x02);
	unsigned n = sizeof value;

	/* Drops octets that only repeat the sign. */
	while (n > 1 && (value >> (8 * (n - 1) - 1) == 0 || value >> (8 * (n - 1) - 1) == -1))
		n--;
	while (n-- > 0)
		octets_byte(o, (unsigned)(value >> (8 * n)) & 0xff);
	octets_close(o, mark);
}
