/* SPDX-License-Identifier: Apache-2.0 */
/*
 * profile.h - what a request of pkimetal is to be linted as.  A request names
 * a profile, or gives pkimetal's number of it, which is private to a build:
 * --serve-profile says what numbers mean, one by one (N=NAME) or by the
 * version of pkimetal, whose numbers are known (numbers.c).
 */
#ifndef COMMAND_SERVE_PROFILE_H
#define COMMAND_SERVE_PROFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define SERVE_PROFILES 24		/* rows of serve_profiles[] */
#define SERVE_NUMBERS 1000		/* above those that any version has */

struct serve_profile {
	const char *name;
	const char *label;		/* of its PEM block; NULL: any */
	struct {
		const char *option, *value;	/* of the library; NULL: none */
	} set[2];
	bool tls;			/* pkimetal means CRLs of TLS by it */
};
extern const struct serve_profile serve_profiles[SERVE_PROFILES];

#define PKIMETAL(major, minor, patch) (((major) * UINT32_C(1000) + (minor)) * 1000 + (patch))

/* What a number means in versions from first to last; other numbers are profiles of other certificates. */
struct pkimetal_number {
	uint16_t number;
	const char *name;
	uint32_t first, last;
};
/* Ends with name == NULL. */
extern const struct pkimetal_number pkimetal_numbers[];
/* The versions that the table was made from. */
extern const uint32_t pkimetal_first, pkimetal_last;

struct serve_numbers {
	uint8_t named[SERVE_NUMBERS];	/* by N=NAME: the row from 1; 0: none */
	uint32_t version;		/* 0: not said */
	bool tls;			/* what comes as one of TLS is linted as S/MIME: --scope all */
};

/* Takes a value of --serve-profile.  False: it is neither N=NAME nor a version in the table. */
bool serve_numbers_add(struct serve_numbers *, const char *value);
/* The row for the first line of a request; SERVE_PROFILES: there is none, and *why says so, in the arena. */
size_t serve_profile_find(const struct serve_numbers *, struct arena *, const char *asked, const char **why);

#endif
