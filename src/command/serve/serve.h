/* SPDX-License-Identifier: Apache-2.0 */
/*
 * serve.h - a backend of pkimetal: requests on standard input, answers on
 * standard output, until the input ends.
 */
#ifndef COMMAND_SERVE_SERVE_H
#define COMMAND_SERVE_SERVE_H

#include <stdbool.h>
#include <stddef.h>

#include "command/serve/profile.h"
#include "smimelint.h"

struct serve_with {
	bool text;			/* "E: words" instead of JSON */
	size_t limit;			/* octets of one certificate */
	size_t container;		/* octets of a CRL */
	const struct serve_numbers *numbers;
	smimelint_ctx *ctx[SERVE_PROFILES];	/* for each of serve_profiles[]; they stay the caller's */
};

/* Answers until standard input ends; the exit code. */
int serve(const struct serve_with *);

#endif
