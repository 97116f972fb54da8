/* SPDX-License-Identifier: Apache-2.0 */
/* octets.h - a growing string of octets, and DER elements written into it. */
#ifndef TESTS_RECIPE_OCTETS_H
#define TESTS_RECIPE_OCTETS_H

#include "base/arena.h"

/* What every part of the recipe reader shares: memory, and the first error met. */
struct tool {
	struct arena *arena;
	char error[256];	/* "" while all is well */
};

/* Records the error unless there is one already. */
void tool_fail(struct tool *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static inline bool
tool_ok(const struct tool *t)
{
	return t->error[0] == '\0';
}

struct octets {
	struct tool *tool;
	uint8_t *p;		/* in tool->arena */
	size_t n, cap;
};

#define OCTETS(t) ((struct octets){ (t), NULL, 0, 0 })

void octets_put(struct octets *, const void *p, size_t n);
static inline void
octets_byte(struct octets *o, unsigned b)
{
	octets_put(o, &(uint8_t){ (uint8_t)b }, 1);
}
static inline void
octets_span(struct octets *o, struct span s)
{
	octets_put(o, s.p, s.n);
}
static inline struct span
octets_as_span(const struct octets *o)
{
	return (struct span){ o->p != NULL ? o->p : (const uint8_t *)"", o->n };
}

/* Writes id and, once closed, the length of what was written in between. */
size_t octets_open(struct octets *, unsigned id);
void octets_close(struct octets *, size_t mark);
/* A whole element. */
void octets_tlv(struct octets *, unsigned id, struct span content);
void octets_tlv_text(struct octets *, unsigned id, const char *content);
/* INTEGER of a small number, NULL, BOOLEAN TRUE. */
void octets_integer(struct octets *, long value);
/* Length octets; long_form: 0 the fewest, else that many octets after the first. */
void octets_length(struct octets *, size_t n, unsigned long_form);
/* Replaces [at, at + old) by the octets of s. */
void octets_replace(struct octets *, size_t at, size_t old, struct span s);

#endif
