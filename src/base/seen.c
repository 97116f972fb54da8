/* SPDX-License-Identifier: Apache-2.0 */
#include "base/seen.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_CAP 1024

/* The slot where the key is or belongs; there is always a free one. */
static struct seen_slot *
find(const struct seen *s, const uint8_t key[FINGERPRINT])
{
	uint64_t hash;
	size_t i;

	memcpy(&hash, key, sizeof hash);
	i = (size_t)hash & (s->cap - 1);
	while (s->slot[i].n > 0 && memcmp(s->slot[i].key, key, FINGERPRINT) != 0)
		i = (i + 1) & (s->cap - 1);
	return &s->slot[i];
}

static bool
grow(struct seen *s)
{
	struct seen bigger = { NULL, s->cap == 0 ? FIRST_CAP : s->cap * 2, s->used, s->failed };

	if (bigger.cap < s->cap || (bigger.slot = calloc(bigger.cap, sizeof *bigger.slot)) == NULL)
		return false;
	for (size_t i = 0; i < s->cap; i++)
		if (s->slot[i].n > 0)
			*find(&bigger, s->slot[i].key) = s->slot[i];
	free(s->slot);
	*s = bigger;
	return true;
}

uint32_t
seen_add(struct seen *s, const uint8_t key[FINGERPRINT], uint32_t n)
{
	struct seen_slot *slot;
	uint32_t before;

	if (s->used >= s->cap / 5 * 4 && !grow(s)) {
		s->failed = true;
		return 0;
	}
	slot = find(s, key);
	before = slot->n;
	if (before == 0) {
		memcpy(slot->key, key, FINGERPRINT);
		s->used++;
	}
	slot->n = before > UINT32_MAX - n ? UINT32_MAX : before + n;
	return before;
}

uint32_t
seen_count(const struct seen *s, const uint8_t key[FINGERPRINT])
{
	return s->cap > 0 ? find(s, key)->n : 0;
}

void
seen_free(struct seen *s)
{
	free(s->slot);
	*s = (struct seen){ NULL, 0, 0, false };
}
