/* SPDX-License-Identifier: Apache-2.0 */
/* sqlite.org/fileformat2.html: "Pages". */
#include "input/pack/sqlite_pages.h"

#include <stdlib.h>
#include <string.h>

enum use { USE_UNKNOWN, USE_NONE, USE_ROW, USE_NO_TREE };

uint32_t
sqlite_number(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

struct sqlite_pages
sqlite_pages_of(struct span start, size_t size, size_t usable)
{
	uint32_t n = sqlite_number(start.p + 28);
	struct sqlite_pages pages = {
		.unused = sqlite_number(start.p + 32), .lock = 0x40000000 / size + 1, .size = size, .usable = usable,
		.maps = sqlite_number(start.p + 52) > 0
	};

	/* Software before 3.7.0 does not count the pages when it changes the database ("In-header database size"). */
	pages.said = n == 0 || memcmp(start.p + 24, start.p + 92, 4) != 0 ? SQLITE_PAGES : n;
	pages.n = pages.said;
	return pages;
}

/* The leaves of a page of the list of those not in use; the next of the list ("The Freelist"). */
static uint32_t
mark_unused(struct sqlite_pages *pages, struct span trunk)
{
	uint32_t n = sqlite_number(trunk.p + 4), most = (uint32_t)(pages->usable / 4 - 2);

	for (uint32_t i = 0; i < n && i < most; i++) {
		uint32_t number = sqlite_number(trunk.p + 8 + 4 * (size_t)i);

		if (sqlite_pages_have(pages, number))
			pages->uses[number - 1] = USE_NONE;
	}
	return sqlite_number(trunk.p);
}

bool
sqlite_pages_know(struct sqlite_pages *pages, struct stream *file, uint64_t base, uint64_t octets)
{
	uint64_t there = octets / pages->size;
	uint32_t next = pages->unused;

	pages->n = there < pages->n ? there : pages->n;
	pages->uses = calloc(pages->n > 0 ? (size_t)pages->n : 1, 1);
	if (pages->uses == NULL)
		return false;
	while (sqlite_pages_have(pages, next) && pages->uses[next - 1] == USE_UNKNOWN) {
		struct span trunk = SPAN_NONE;

		if (stream_seek(file, base + (uint64_t)(next - 1) * pages->size))
			trunk = stream_window(file, pages->size);
		if (trunk.n < pages->size)
			break;
		pages->uses[next - 1] = USE_NONE;
		next = mark_unused(pages, span_sub(trunk, 0, pages->usable));
	}
	(void)stream_seek(file, base);
	return true;
}

bool
sqlite_pages_have(const struct sqlite_pages *pages, uint32_t number)
{
	return number > 1 && number <= pages->n;
}

/* "Pointer Map or Ptrmap Pages": the second, and after as many as it has entries of five octets the next; "The Lock-Byte Page". */
bool
sqlite_pages_are_apart(const struct sqlite_pages *pages, uint32_t number)
{
	uint64_t each = pages->usable / 5 + 1, map;

	if (number == pages->lock)
		return true;
	if (!pages->maps || number < 2)
		return false;
	map = (number - 2) / each * each + 2;
	return number == map + (map == pages->lock);
}

bool
sqlite_pages_in_use(const struct sqlite_pages *pages, uint32_t number)
{
	return pages->uses == NULL || number > pages->n || pages->uses[number - 1] != USE_NONE;
}

bool
sqlite_pages_take(struct sqlite_pages *pages, uint32_t number)
{
	uint8_t *use = &pages->uses[number - 1];

	if (*use == USE_ROW || *use == USE_NONE)
		return false;
	*use = USE_ROW;
	return true;
}

void
sqlite_pages_hold_no_tree(struct sqlite_pages *pages, uint32_t number)
{
	if (pages->uses != NULL && number <= pages->n && pages->uses[number - 1] == USE_UNKNOWN)
		pages->uses[number - 1] = USE_NO_TREE;
}

void
sqlite_pages_damage(struct sqlite_pages *pages, uint64_t number, const char *what)
{
	if (pages->damage != NULL || (number <= pages->n && !sqlite_pages_in_use(pages, (uint32_t)number)))
		return;
	pages->damage = what;
	pages->where = number;
}

void
sqlite_pages_end(struct sqlite_pages *pages)
{
	for (uint64_t i = 0; pages->uses != NULL && i < pages->n && pages->damage == NULL; i++)
		if (pages->uses[i] == USE_NO_TREE)
			sqlite_pages_damage(pages, i + 1, "a page that is none of its trees or rows");
}

void
sqlite_pages_free(struct sqlite_pages *pages)
{
	free(pages->uses);
	pages->uses = NULL;
}
