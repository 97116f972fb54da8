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
	/* A context for a profile, the caller's of serve() to free; NULL after a message. */
	smimelint_ctx *(*context)(void *arg, const struct serve_profile *);
	void *arg;
};

/* The exit code. */
int serve(const struct serve_with *);

#endif
