/* SPDX-License-Identifier: Apache-2.0 */
/* key_internal.h - what key.c and spki.c share. */
#ifndef TESTS_RECIPE_KEY_INTERNAL_H
#define TESTS_RECIPE_KEY_INTERNAL_H

#include <openssl/evp.h>

#include "tests/recipe/dertext.h"
#include "tests/recipe/key.h"
#include "tests/recipe/lex.h"

struct key {
	struct key *next;
	const char *name;
	EVP_PKEY *pkey;
};

/* The key of that name; NULL (and no error) when there is no such file. */
struct key *keyring_find(struct keyring *, const char *name);

#endif
