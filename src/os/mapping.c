/* SPDX-License-Identifier: Apache-2.0 */
/* madvise() and MAP_ANONYMOUS are of no standard. */
#define _DEFAULT_SOURCE
#include "os/mapping.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * Octets that a file had when it was mapped and has no longer raise SIGBUS.
 * The handler looks through these; none is ever freed, the next mapping takes
 * one that is no longer used (from == 0).
 */
struct mapped {
	struct mapped *next;
	_Atomic uintptr_t from;
	_Atomic size_t n;
	atomic_bool lost;
	int fd;				/* the file; -1: nobody knows how long it is now */
};

static _Atomic(struct mapped *) all;
static uintptr_t page;

static struct mapped *
find(uintptr_t at)
{
	struct mapped *m = atomic_load(&all);

	for (; m != NULL; m = m->next) {
		uintptr_t from = atomic_load(&m->from);

		if (from != 0 && at >= from && at - from < atomic_load(&m->n))
			break;
	}
	return m;
}

/* What is gone becomes zeros, so that who reads it comes to an end; whatever that finds is not reported (mapping_lost()). */
static void
fill(int signal_number, siginfo_t *info, void *context)
{
	uintptr_t at = (uintptr_t)info->si_addr / page * page;
	struct mapped *m = find((uintptr_t)info->si_addr);
	int error = errno;

	(void)context;
	if (m != NULL)
		atomic_store(&m->lost, true);
	if (m == NULL || mmap((void *)at, atomic_load(&m->from) + atomic_load(&m->n) - at, PROT_READ,
	    MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == MAP_FAILED)
		signal(signal_number, SIG_DFL);	/* it comes again at once */
	errno = error;
}

static bool
listen_for_loss(void)
{
	struct sigaction action = { .sa_sigaction = fill, .sa_flags = SA_SIGINFO };

	page = (uintptr_t)sysconf(_SC_PAGESIZE);
	sigemptyset(&action.sa_mask);
	return sigaction(SIGBUS, &action, NULL) == 0;
}

/* One that is not used; NULL: memory is out. */
static struct mapped *
take_one(void)
{
	struct mapped *m = atomic_load(&all);

	while (m != NULL && atomic_load(&m->from) != 0)
		m = m->next;
	if (m == NULL && (m = calloc(1, sizeof *m)) != NULL) {
		m->next = atomic_load(&all);
		atomic_store(&all, m);
	}
	return m;
}

struct span
mapping_open(int fd, uint64_t size)
{
	struct mapped *m;
	void *p;

	if (size == 0 || size > SIZE_MAX || !listen_for_loss() || (m = take_one()) == NULL ||
	    (p = mmap(NULL, (size_t)size, PROT_READ, MAP_PRIVATE, fd, 0)) == MAP_FAILED)
		return SPAN_NONE;
	m->fd = fcntl(fd, F_DUPFD_CLOEXEC, 0);
	atomic_store(&m->lost, false);
	atomic_store(&m->n, (size_t)size);
	atomic_store(&m->from, (uintptr_t)p);
	return (struct span){ p, (size_t)size };
}

bool
mapping_lost(struct span octets)
{
	struct mapped *m = octets.p != NULL ? find((uintptr_t)octets.p) : NULL;
	struct stat st;

	if (m == NULL)
		return false;
	/* The rest of a page has zeros without any signal. */
	if (m->fd >= 0 && fstat(m->fd, &st) == 0 && (uint64_t)st.st_size < atomic_load(&m->n))
		atomic_store(&m->lost, true);
	return atomic_load(&m->lost);
}

void
mapping_close(struct span octets)
{
	struct mapped *m = octets.p != NULL ? find((uintptr_t)octets.p) : NULL;

	if (m == NULL)
		return;
	atomic_store(&m->from, 0);
	(void)munmap((void *)(uintptr_t)octets.p, octets.n);
	if (m->fd >= 0)
		(void)close(m->fd);
}

/* Whole pages only: the neighbours of the others are still wanted. */
void
mapping_release(void *unused, const uint8_t *octets, size_t n)
{
	uintptr_t from = (uintptr_t)octets, end = from + n;

	(void)unused;
	from = (from + page - 1) / page * page;
	end = end / page * page;
	if (from < end)
		(void)madvise((void *)from, end - from, MADV_DONTNEED);
}
