/* SPDX-License-Identifier: Apache-2.0 */
/* arena_tests.h - the arena that all tests of one program share, and what begins and ends them. */
#ifndef TESTS_ARENA_TESTS_H
#define TESTS_ARENA_TESTS_H

#include "base/arena.h"

static struct arena arena;

static int
set_up(void **state)
{
	(void)state;
	arena_init(&arena);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

#endif
