/* SPDX-License-Identifier: Apache-2.0 */
#include "os/workflow.h"

#include <stdlib.h>
#include <string.h>

bool
workflow_runs(void)
{
	const char *actions = getenv("GITHUB_ACTIONS");

	return actions != NULL && *actions != '\0';
}

/* Blanks before "::" do not count, "##[" may stand anywhere. */
bool
workflow_command(const char *line, const char *p, const char *end)
{
	if (end - p >= 3 && memcmp(p, "##[", 3) == 0)
		return true;
	if (end - p < 2 || memcmp(p, "::", 2) != 0)
		return false;
	while (line < p && (*line == ' ' || *line == '\t'))
		line++;
	return line == p;
}
