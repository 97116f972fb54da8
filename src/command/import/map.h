/* SPDX-License-Identifier: Apache-2.0 */
/* map.h - the map of a table: which column holds which member of a record. */
#ifndef COMMAND_IMPORT_MAP_H
#define COMMAND_IMPORT_MAP_H

#include "command/import/import.h"
#include "command/import/rows.h"

/* What a target holds, "validation.completed_at": the words of smimelint-evidence(5), "time"; NULL: there is no such target. */
const char *map_type(const char *target);
/* One member, and the column that it is in or what it always is. */
struct mapped {
	const char *target, *column, *constant;	/* column, constant: one of them is NULL */
};

/* Takes the map, whose texts it points to, for these events.  False after a message: it says something that cannot be meant. */
bool map_read(struct events *, const cJSON *map, const char *path);
/* Has the table each column of the map?  False after a message. */
bool map_fits(const struct events *, const struct rows *, const char *path);

#endif
