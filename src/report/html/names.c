/* SPDX-License-Identifier: Apache-2.0 */
#include "report/html/names.h"

#include <stdlib.h>

/* As FNV-1a, eight octets at a time; of the last eight some may come twice. */
static uint64_t
names_hash(struct span name)
{
	uint64_t h = UINT64_C(14695981039346656037) + name.n, word;
	size_t i = 0;

	for (; i + sizeof word < name.n; i += sizeof word) {
		memcpy(&word, name.p + i, sizeof word);
		h = (h ^ word) * UINT64_C(1099511628211);
		h ^= h >> 32;
	}
	if (name.n >= sizeof word) {
		memcpy(&word, name.p + name.n - sizeof word, sizeof word);
		h = (h ^ word) * UINT64_C(1099511628211);
		return h ^ h >> 32;
	}
	for (; i < name.n; i++)
		h = (h ^ name.p[i]) * UINT64_C(1099511628211);
	return h ^ h >> 32;
}

/* The slot where the name is or belongs; there is always a free one.  A name may hold a NUL; one that is known ends with it. */
static struct names_slot *
names_slot(const struct names *t, struct span name)
{
	for (uint32_t i = (uint32_t)names_hash(name) & (t->slots - 1); ; i = (i + 1) & (t->slots - 1)) {
		struct names_slot *s = &t->slot[i];

		if (s->next == 0 || (s->n == name.n && memcmp(t->name[s->next - 1], name.p, name.n) == 0))
			return s;
	}
}

static void
names_enter(struct names *t, uint32_t number)
{
	struct span name = span_of(t->name[number]);

	*names_slot(t, name) = (struct names_slot){ number + 1, (uint32_t)name.n };
}

static bool
names_grow(struct names *t)
{
	uint32_t cap = t->cap == 0 ? 64 : t->cap * 2;
	const char **name = realloc(t->name, cap * sizeof *name);
	struct names_slot *slot = calloc((size_t)cap * 2, sizeof *slot);

	if (name != NULL)
		t->name = name;
	if (name == NULL || slot == NULL) {
		free(slot);
		return false;
	}
	free(t->slot);
	t->slot = slot;
	t->slots = cap * 2;
	t->cap = cap;
	for (uint32_t i = 0; i < t->n; i++)
		names_enter(t, i);
	return true;
}

uint32_t
names_number(struct names *t, struct span name)
{
	const struct names_slot *slot = t->slots > 0 ? names_slot(t, name) : NULL;

	if (slot != NULL && slot->next != 0)
		return slot->next - 1;
	if (t->n >= t->limit || t->failed)
		return NAMES_FULL;
	if (t->n == t->cap && !names_grow(t)) {
		t->failed = true;
		return NAMES_FULL;
	}
	t->name[t->n] = arena_printf(&t->arena, "%.*s", (int)name.n, (const char *)name.p);
	if (t->arena.failed) {
		t->failed = true;
		return NAMES_FULL;
	}
	names_enter(t, t->n);
	return t->n++;
}

void
names_free(struct names *t)
{
	free(t->name);
	free(t->slot);
	arena_free(&t->arena);
}
