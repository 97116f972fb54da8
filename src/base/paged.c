/* SPDX-License-Identifier: Apache-2.0 */
/* mmap() without a file and madvise() are of no standard. */
#define _DEFAULT_SOURCE
#include "base/paged.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#define NO_END (UINT64_C(1) << 46)	/* so far on there is none */

/* 1: there is an octet; 0: none; -1: nobody knows. */
static int
has_octet(paged_fetch_fn *fetch, void *arg, uint64_t at)
{
	uint8_t octet;
	int64_t n = fetch(arg, at, &octet, 1);

	return n < 0 || n > 1 ? -1 : (int)n;
}

bool
paged_size(paged_fetch_fn *fetch, void *arg, uint64_t hint, uint64_t *size)
{
	/* There are octets before `low`, and none at `high`: mostly two questions tell. */
	uint64_t low = 0, high = hint > 0 && hint < NO_END ? hint : 1;
	int there;

	while ((there = has_octet(fetch, arg, high)) > 0 && high < NO_END) {
		low = high + 1;
		high *= 2;
	}
	if (there == 0 && low < high && (there = has_octet(fetch, arg, high - 1)) > 0) {
		low = high;
		there = 0;
	}
	while (there >= 0 && low < high) {
		uint64_t middle = low + (high - low) / 2;

		there = has_octet(fetch, arg, middle);
		if (there > 0)
			low = middle + 1;
		else
			high = middle;
	}
	*size = high;
	return there >= 0 && high < NO_END;
}

/* ---- pages ---- */

static bool
bit(const uint8_t *bits, size_t i)
{
	return (bits[i / 8] & 1u << i % 8) != 0;
}

static void
set_bit(uint8_t *bits, size_t i)
{
	bits[i / 8] |= (uint8_t)(1u << i % 8);
}

/* The pages in which these octets lie, *end the first behind them.  False: they are not of this place. */
static bool
pages_of(const struct paged *g, const uint8_t *octets, size_t n, size_t *first, size_t *end)
{
	uintptr_t from = (uintptr_t)g->octets.p, at = (uintptr_t)octets;

	if (n == 0 || at < from || at - from >= g->octets.n)
		return false;
	n = n < g->octets.n - (at - from) ? n : g->octets.n - (at - from);
	*first = (at - from) / g->page;
	*end = (at - from + n - 1) / g->page + 1;
	return true;
}

static void
fetch_pages(struct paged *g, size_t first, size_t end)
{
	size_t at = first * g->page, stop = end * g->page;
	uint8_t *to = (uint8_t *)(uintptr_t)g->octets.p;

	stop = stop < g->octets.n ? stop : g->octets.n;
	while (at < stop) {
		int64_t n = g->fetch(g->arg, at, to + at, stop - at);

		if (n <= 0 || (uint64_t)n > stop - at) {
			g->failed = true;
			break;
		}
		at += (size_t)n;
	}
	/* What could not be fetched once is not asked for again and again. */
	for (size_t i = first; i < end; i++)
		set_bit(g->here, i);
}

static void
want(void *arg, const uint8_t *octets, size_t n)
{
	struct paged *g = arg;
	size_t i, end, from;

	if (!pages_of(g, octets, n, &i, &end))
		return;
	while (i < end) {
		if (bit(g->here, i)) {
			i++;
			continue;
		}
		for (from = i; i < end && !bit(g->here, i); i++)
			;
		fetch_pages(g, from, i);
	}
}

static void
keep(void *arg, const uint8_t *octets, size_t n)
{
	struct paged *g = arg;
	size_t i, end;

	want(g, octets, n);
	if (pages_of(g, octets, n, &i, &end))
		for (; i < end; i++)
			set_bit(g->kept, i);
}

/* Of the pages that lie whole in these octets: their neighbours are still wanted. */
static void
give_back(void *arg, const uint8_t *octets, size_t n)
{
	struct paged *g = arg;
	size_t i, end, from;

	if (!pages_of(g, octets, n, &i, &end))
		return;
	i += (size_t)(octets - g->octets.p) % g->page != 0;
	end = (size_t)(octets - g->octets.p) + n < g->octets.n ? ((size_t)(octets - g->octets.p) + n) / g->page : end;
	while (i < end) {
		if (bit(g->kept, i)) {
			i++;
			continue;
		}
		for (from = i; i < end && !bit(g->kept, i); i++)
			g->here[i / 8] &= (uint8_t)~(1u << i % 8);
		(void)madvise((uint8_t *)(uintptr_t)g->octets.p + from * g->page, (i - from) * g->page, MADV_DONTNEED);
	}
}

bool
paged_open(struct paged *g, paged_fetch_fn *fetch, void *arg, size_t n)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE), pages = (n - 1) / page + 1;
	void *p;

	*g = (struct paged){ .fetch = fetch, .arg = arg, .page = page };
	if (n > SIZE_MAX - page || (p = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)) == MAP_FAILED)
		return false;
	g->octets = (struct span){ p, n };
	g->here = calloc(pages / 8 + 1, 1);
	g->kept = calloc(pages / 8 + 1, 1);
	g->release = (struct release){ give_back, want, keep, g };
	if (g->here != NULL && g->kept != NULL)
		return true;
	paged_close(g);
	return false;
}

void
paged_close(struct paged *g)
{
	if (g->octets.p != NULL)
		(void)munmap((void *)(uintptr_t)g->octets.p, g->octets.n);
	free(g->here);
	free(g->kept);
	*g = (struct paged){ .octets = SPAN_NONE };
}
