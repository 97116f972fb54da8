/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kept.c - one OpenSSL for all inputs of a fuzz target.  Making one costs more
 * than most inputs do, and what it gives depends on no input; contexts, runs
 * and whole commands are made anew for each and take it from here.  The linker
 * puts these calls into the place of the library's (--wrap); the replays of
 * single inputs are linked without them.
 */
#include <pthread.h>
#include <stdlib.h>

#include "key/key.h"

/* Workers that have none, in all threads together. */
#define IDLE 16

struct key_lib *__real_key_lib_new(bool *no_memory);
struct key_work *__real_key_work_new(const struct key_lib *);
void __real_key_work_free(struct key_work *);
struct key_lib *__wrap_key_lib_new(bool *no_memory);
void __wrap_key_lib_free(struct key_lib *);
struct key_work *__wrap_key_work_new(const struct key_lib *);
void __wrap_key_work_free(struct key_work *);

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct key_lib *kept;
static struct key_work *idle[IDLE];
static size_t n_idle;

struct key_lib *
__wrap_key_lib_new(bool *no_memory)
{
	struct key_lib *lib;

	*no_memory = false;
	pthread_mutex_lock(&lock);
	if (kept == NULL)
		kept = __real_key_lib_new(no_memory);
	lib = kept;
	pthread_mutex_unlock(&lock);
	return lib;
}

void
__wrap_key_lib_free(struct key_lib *lib)
{
	(void)lib;
}

struct key_work *
__wrap_key_work_new(const struct key_lib *lib)
{
	struct key_work *work = NULL;

	pthread_mutex_lock(&lock);
	if (n_idle > 0)
		work = idle[--n_idle];
	pthread_mutex_unlock(&lock);
	return work != NULL ? work : __real_key_work_new(lib);
}

void
__wrap_key_work_free(struct key_work *work)
{
	if (work == NULL)
		return;
	pthread_mutex_lock(&lock);
	if (n_idle < IDLE) {
		idle[n_idle++] = work;
		work = NULL;
	}
	pthread_mutex_unlock(&lock);
	__real_key_work_free(work);
}
