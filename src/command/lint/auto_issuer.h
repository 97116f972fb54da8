/* SPDX-License-Identifier: Apache-2.0 */
/*
 * auto_issuer.h - CA certificates among the inputs are issuers of the others
 * (--issuer auto).  Files and folders are read once for them before anything is
 * linted; of what can be read once only, those count that came before.  Where a
 * certificate names another as its issuer that is no CA's, and no CA's has that
 * name, files and folders are read once more for such ones: what their keys
 * signed no CA has issued.
 */
#ifndef COMMAND_LINT_AUTO_ISSUER_H
#define COMMAND_LINT_AUTO_ISSUER_H

#include "command/batch/batch.h"
#include "input/input.h"
#include "smimelint.h"

struct auto_issuer {
	bool on;
	uint8_t *names;			/* what is known of names: bits, of which each stands for many */
	bool again;			/* what is looked for is no CA's */
	smimelint_ctx *ctx;
	struct batch *batch;
	item_fn *fn;			/* takes what was looked at */
	void *arg;
};

/* Reads files and folders for CA certificates.  False: memory or the time is out. */
bool auto_issuer_gather(struct auto_issuer *, const struct input *like, const char *const *path, size_t n);
/* The same of what a list names (files.h), where the list itself is a file. */
bool auto_issuer_gather_list(struct auto_issuer *, const struct input *like, const char *list, char separator);
/* Was something named as an issuer that is no CA's?  Then all is to be read again for it. */
bool auto_issuer_again(struct auto_issuer *);
/* All was read. */
void auto_issuer_end(struct auto_issuer *);
/* An item_fn (arg is the auto_issuer): takes a CA certificate that is new once nothing is being linted, and hands on every item. */
int auto_issuer_item(void *auto_issuer, const struct item *);

#endif
