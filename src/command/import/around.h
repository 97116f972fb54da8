/* SPDX-License-Identifier: Apache-2.0 */
/* around.h - values of a log, and those that other systems have put something around. */
#ifndef COMMAND_IMPORT_AROUND_H
#define COMMAND_IMPORT_AROUND_H

#include "base/span.h"
#include "command/import/import.h"

/* Whose values, and what adds the events of a text that stands in one: of lines of a log. */
struct around {
	struct events *e;
	const struct adapter *from;
	void (*lines)(struct events *, const struct adapter *, const char *text);
	bool announced;			/* what is around it says what it is */
};

/*
 * Adds the events of a value, or else those of the lines and objects in it;
 * `raw` is its text (p NULL: not to the letter of JSON), `line` what stood
 * before it on its line.
 */
void around_take(const struct around *, const cJSON *, struct span raw, const char *line);

#endif
