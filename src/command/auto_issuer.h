/* SPDX-License-Identifier: Apache-2.0 */
/*
 * auto_issuer.h - CA certificates among the inputs are issuers of the others
 * (--issuer auto).  Files and folders are read once for them before anything is
 * linted; of what can be read once only, those count that came before.
 */
#ifndef COMMAND_AUTO_ISSUER_H
#define COMMAND_AUTO_ISSUER_H

#include "command/batch.h"
#include "input/input.h"
#include "smimelint.h"

struct auto_issuer {
	bool on;
	smimelint_ctx *ctx;
	struct batch *batch;
	item_fn *fn;			/* takes what was looked at */
	void *arg;
};

/* Reads files and folders for CA certificates.  False: memory or the time is out. */
bool auto_issuer_gather(struct auto_issuer *, const struct input *like, const char *const *path, size_t n);
/* The same of what a list names (files.h), where the list itself is a file. */
bool auto_issuer_gather_list(struct auto_issuer *, const struct input *like, const char *list, char separator);
/* An item_fn (arg is the auto_issuer): takes a CA certificate that is new once nothing is being linted, and hands on every item. */
int auto_issuer_item(void *auto_issuer, const struct item *);

#endif
