/* SPDX-License-Identifier: Apache-2.0 */
/* list.h - the lists of exceptions and of changes: a line of words each, "#" before a remark (list.c). */
#ifndef TESTS_RULES_LIST_H
#define TESTS_RULES_LIST_H

#include "tests/recipe/octets.h"

struct list {
	struct tool *tool;
	const char *rest;
	unsigned line;			/* of what was taken last */
};

/* A file that cannot be read is a fault of the tool. */
struct list list_open(struct tool *, const char *path);
/* The next line that is no remark, to be taken apart into words; NULL: there is none. */
const char *list_next(struct list *);

#endif
