/* SPDX-License-Identifier: Apache-2.0 */
/* config.h - the options of `lint` from a JSON file. */
#ifndef OPTION_CONFIG_H
#define OPTION_CONFIG_H

#include "option/document.h"
#include "option/opt.h"

/*
 * Puts the options of the file before those of the command line.  The values
 * live until document_close().  False after a message that names the file, the
 * line and the member.
 */
bool config_read(struct document *, const char *path, struct opt_line *);

#endif
