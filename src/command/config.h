/* config.h - the options of `lint` from a JSON file. */
#ifndef COMMAND_CONFIG_H
#define COMMAND_CONFIG_H

#include "command/document.h"
#include "command/opt.h"

/*
 * Puts the options of the file before those of the command line.  The values
 * live until document_close().  False after a message that names the file, the
 * line and the member.
 */
bool config_read(struct document *, const char *path, struct opt_line *);

#endif
