/* config.h - the options of `lint` from a JSON file. */
#ifndef TOOL_CONFIG_H
#define TOOL_CONFIG_H

#include "base/arena.h"
#include "tool/opt.h"

/*
 * Puts the options of the file before those of the command line.  The values
 * live until config_free().  False after a message that names the file, the
 * line and the member.
 */
struct config {
	void *tree;			/* cJSON */
	char *text;
	struct arena arena;		/* numbers as text, places */
	const char *where;		/* of the member at hand */
};
bool config_read(struct config *, const char *path, struct opt_line *);
void config_free(struct config *);

#endif
