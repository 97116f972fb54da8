/* SPDX-License-Identifier: Apache-2.0 */
/*
 * recipe.h - a file of test certificates in words; testdata/README.md
 * describes the syntax.
 */
#ifndef TESTS_RECIPE_RECIPE_H
#define TESTS_RECIPE_RECIPE_H

#include "base/day.h"
#include "tests/recipe/octets.h"

/* "keyUsage = critical keyCertSign": what changes the certificate. */
struct directive {
	struct directive *next;
	const char *name;
	const char *op;		/* "=", "+=", "-=" or "" */
	const char *value;
	unsigned line;
};

/* "expect error sbr.x.y value", and "near sbr.x.y", "unbound sbr.x.y" and so on (then severity is NULL). */
struct expectation {
	struct expectation *next;
	const char *severity, *rule;
	const char *value;	/* NULL: any */
	unsigned line;
};

/* An option of the context, an issuing certificate ("issuer"), another neighbour ("known", "previous", "responder"), or the CA's own limits ("ca-profile"). */
struct setting {
	struct setting *next;
	const char *name, *value;
};

struct recipe_case {
	struct recipe_case *next;
	const char *name;	/* "name", or "name@2023-08-31" for a variant */
	const char *base;	/* NULL: the file's */
	const struct recipe_case *of;	/* a variant's case, else NULL */
	int32_t day;		/* a variant's notBefore; DAY_ALWAYS for others */
	struct directive *directive;
	struct expectation *expect, *near, *unbound, *unjudged, *idle, *unread;
	struct setting *setting;
	unsigned line, last_line;	/* of its text, from 1 */
};

struct recipe {
	struct recipe *next;
	const char *path;	/* "testdata/sbr/x.recipe" */
	const char *id;		/* "sbr/x": stands before names where they must be unique */
	const char *base;	/* for cases that name none; may be NULL */
	struct setting *setting;
	struct recipe_case *first;
};

/* Reads the text of a file.  NULL, with the error ("path:line: …"), when it is wrong. */
struct recipe *recipe_parse(struct tool *, const char *path, const char *text);
struct recipe_case *recipe_find(const struct recipe *, const char *name);

#endif
