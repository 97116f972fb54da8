/* SPDX-License-Identifier: Apache-2.0 */
/* release.h - octets of a mapped file are given back while it is read, so that little of it is in memory at a time. */
#ifndef BASE_RELEASE_H
#define BASE_RELEASE_H

#include <stddef.h>
#include <stdint.h>

/* They have been read for now; where they are wanted again, the mapping has them. */
struct release {
	void (*fn)(void *arg, const uint8_t *octets, size_t n);
	void *arg;
};

#define RELEASE_STEP ((size_t)4 << 20)

/* A reading from the front to the back: gives back what lies behind, step by step.  `release` may be NULL. */
struct release_pace {
	const struct release *release;
	const uint8_t *from;
};
static inline void
release_behind(struct release_pace *p, const uint8_t *now)
{
	if (p->release == NULL || now < p->from || (size_t)(now - p->from) < RELEASE_STEP)
		return;
	p->release->fn(p->release->arg, p->from, (size_t)(now - p->from));
	p->from = now;
}

#endif
