/* SPDX-License-Identifier: Apache-2.0 */
/*
 * release.h - octets of a mapped file are given back while it is read, so that
 * little of it is in memory at a time; or, of what is no file, are fetched
 * before they are read.
 */
#ifndef BASE_RELEASE_H
#define BASE_RELEASE_H

#include <stddef.h>
#include <stdint.h>

/*
 * fn: they have been read for now; where they are wanted again, the mapping has
 * them.  Where it has them only after they were wanted: want and keep, else
 * NULL.  want: they are about to be read; keep: they are read again and again.
 */
struct release {
	void (*fn)(void *arg, const uint8_t *octets, size_t n);
	void (*want)(void *arg, const uint8_t *octets, size_t n);
	void (*keep)(void *arg, const uint8_t *octets, size_t n);
	void *arg;
};

#define RELEASE_STEP ((size_t)4 << 20)
/* So many octets ahead of a reading are there without being asked for. */
#define RELEASE_AHEAD ((size_t)64 << 10)

/* `release` may be NULL in each of these. */
static inline void
release_want(const struct release *r, const uint8_t *octets, size_t n)
{
	if (r != NULL && r->want != NULL)
		r->want(r->arg, octets, n);
}
static inline void
release_keep(const struct release *r, const uint8_t *octets, size_t n)
{
	if (r != NULL && r->keep != NULL)
		r->keep(r->arg, octets, n);
}

/* A reading from the front to the back: gives back what lies behind, step by step. */
struct release_pace {
	const struct release *release;
	const uint8_t *from;
};
static inline struct release_pace
release_begin(const struct release *r, const uint8_t *from)
{
	release_want(r, from, RELEASE_STEP + RELEASE_AHEAD);
	return (struct release_pace){ r, from };
}
static inline void
release_behind(struct release_pace *p, const uint8_t *now)
{
	if (p->release == NULL || now < p->from || (size_t)(now - p->from) < RELEASE_STEP)
		return;
	p->release->fn(p->release->arg, p->from, (size_t)(now - p->from));
	p->from = now;
	release_want(p->release, now, RELEASE_STEP + RELEASE_AHEAD);
}

#endif
