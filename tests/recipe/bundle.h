/* SPDX-License-Identifier: Apache-2.0 */
/* bundle.h - recipe files on disk and the PEM bundles beside them. */
#ifndef TESTS_RECIPE_BUNDLE_H
#define TESTS_RECIPE_BUNDLE_H

#include "tests/recipe/build.h"

/* Opens the key ring and reads the bases under `testdata`; false: see tool.error. */
bool world_open(struct world *, const char *testdata);
void world_close(struct world *);

/* Reads one recipe file; NULL, with the error, when it cannot be used. */
struct recipe *recipe_read(struct tool *, const char *path);

/* A whole file as a string, NULL when it cannot be read. */
char *file_read(struct tool *, const char *path, size_t *n);
bool file_write(struct tool *, const char *path, struct span);

/* "x.recipe" has its bundle in "x.pem". */
const char *bundle_path(struct tool *, const char *recipe_path);
/* Reads a recipe file and the text of its bundle, which is returned; NULL, and the error is printed, when one cannot be used. */
const char *bundle_read(struct tool *, const char *recipe_path, struct recipe **);
/* The DER of the block of this case in a bundle's text; empty where there is none. */
struct span bundle_find(struct tool *, const char *bundle, const char *name);
void bundle_put_head(struct octets *, const struct recipe *);
/* Adds the block of a case, if it is one that is kept. */
void bundle_put(struct octets *, const char *name, const struct built *);
/* Longer ones are made anew each time: a bundle is read by people, too. */
#define BUNDLE_KEEPS ((size_t)48 << 10)

#endif
