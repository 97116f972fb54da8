/* SPDX-License-Identifier: Apache-2.0 */
/* given.h - what was given as CRLs and responses of before, made from recipes. */
#ifndef TESTS_UNIT_ENGINE_GIVEN_H
#define TESTS_UNIT_ENGINE_GIVEN_H

#include "engine/revocation/past.h"
#include "made.h"

static struct past past;
static struct arena arena;

static int
nothing_given(void **state)
{
	past = (struct past){ .first = NULL };
	arena_init(&arena);
	return made_open(state);
}

static int
tear_down(void **state)
{
	past_free(&past);
	arena_free(&arena);
	return made_close(state);
}

static inline void
give(const char *text, const char *name)
{
	assert_int_equal(past_add(&past, made(text, name), NULL), PAST_OK);
}

#endif
