/* SPDX-License-Identifier: Apache-2.0 */
/* near.h - which names are near to one that does not exist. */
#ifndef OPTION_NEAR_H
#define OPTION_NEAR_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Says on standard error which of some names (NULL past the last one) are near
 * to a wrong one, the nearest only, at most five, each with the prefix before
 * it; false, and says nothing, when none is.  Capitals count as small letters,
 * and "_" and "/" as "-".
 */
bool suggest(const char *wrong, const char *(*name)(void *arg, size_t i), void *arg, const char *prefix);

#endif
