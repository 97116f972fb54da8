/* SPDX-License-Identifier: Apache-2.0 */
/*
 * memory.h - counts the allocations of the library under test, and lets one
 * fail.  The test is linked with --wrap of malloc, calloc and realloc, which
 * leaves the shared libraries (OpenSSL, libc) alone.
 */
#ifndef TESTS_MEMORY_H
#define TESTS_MEMORY_H

#include <openssl/pem.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

void *__real_malloc(size_t);
void *__real_calloc(size_t, size_t);
void *__real_realloc(void *, size_t);
void *__wrap_malloc(size_t);
void *__wrap_calloc(size_t, size_t);
void *__wrap_realloc(void *, size_t);

static unsigned memory_taken;		/* allocations so far */
static unsigned memory_fails_at;	/* the allocation that finds no memory; 0: none */

static bool
memory_fails(void)
{
	return ++memory_taken == memory_fails_at;
}

void *
__wrap_malloc(size_t n)
{
	return memory_fails() ? NULL : __real_malloc(n);
}

void *
__wrap_calloc(size_t n, size_t size)
{
	return memory_fails() ? NULL : __real_calloc(n, size);
}

void *
__wrap_realloc(void *p, size_t n)
{
	return memory_fails() ? NULL : __real_realloc(p, n);
}

/* The octets of the next certificate of a bundle as they stand; given back with OPENSSL_free(). */
static inline bool
memory_next_certificate(FILE *bundle, unsigned char **der, long *n)
{
	char *name, *header;

	if (!PEM_read(bundle, &name, &header, der, n))
		return false;
	OPENSSL_free(name);
	OPENSSL_free(header);
	return true;
}

#endif
