/* SPDX-License-Identifier: Apache-2.0 */
/* madvise() is of no standard. */
#define _DEFAULT_SOURCE
#include "os/mapping.h"

#include <sys/mman.h>
#include <unistd.h>

struct span
mapping_open(int fd, uint64_t size)
{
	void *p;

	if (size == 0 || size > SIZE_MAX || (p = mmap(NULL, (size_t)size, PROT_READ, MAP_PRIVATE, fd, 0)) == MAP_FAILED)
		return SPAN_NONE;
	return (struct span){ p, (size_t)size };
}

void
mapping_close(struct span m)
{
	if (m.p != NULL)
		(void)munmap((void *)(uintptr_t)m.p, m.n);
}

/* Whole pages only: the neighbours of the others are still wanted. */
void
mapping_release(void *unused, const uint8_t *octets, size_t n)
{
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE), from = (uintptr_t)octets, end = from + n;

	(void)unused;
	from = (from + page - 1) / page * page;
	end = end / page * page;
	if (from < end)
		(void)madvise((void *)from, end - from, MADV_DONTNEED);
}
