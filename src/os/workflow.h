/* SPDX-License-Identifier: Apache-2.0 */
/* workflow.h - a build service around the process: it takes some of what is printed for commands. */
#ifndef OS_WORKFLOW_H
#define OS_WORKFLOW_H

#include <stdbool.h>

/* Which of them run this process, a bit each; 0: none. */
unsigned workflow_runs(void);

/*
 * Does at p, in the line that begins at `line` and goes on up to `end`, begin
 * what makes it a command of one of these ("::error ...", "##[error]...")?
 */
bool workflow_command(unsigned runs, const char *line, const char *p, const char *end);

#endif
