/* SPDX-License-Identifier: Apache-2.0 */
/* workflow.h - a GitHub workflow around the process: it takes some lines of what is printed for commands. */
#ifndef OS_WORKFLOW_H
#define OS_WORKFLOW_H

#include <stdbool.h>

/* Does one run this process (GITHUB_ACTIONS)? */
bool workflow_runs(void);

/*
 * Does at p, in the line that begins at `line` and goes on up to `end`, begin
 * what makes it a command ("::error ...", "##[error]...")?
 */
bool workflow_command(const char *line, const char *p, const char *end);

#endif
