/* SPDX-License-Identifier: Apache-2.0 */
#include "os/workflow.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"

/* A service, the variable by which it is known, and what begins a command of it. */
struct service {
	const char *variable, *command;
	bool first;			/* at the beginning of a line, or behind blanks; else anywhere in it */
};

/*
 * GitHub's runner takes "##[" of old as well.  Azure's agent takes the first "##vso[" of a line (Command.TryParse
 * of microsoft/azure-pipelines-agent), and colours and folds lines by "##[".  TeamCity's service messages stand anywhere, too.
 */
static const struct service services[] = {
	{ "GITHUB_ACTIONS", "::", true },
	{ "GITHUB_ACTIONS", "##[", false },
	{ "TF_BUILD", "##vso[", false },
	{ "TF_BUILD", "##[", false },
	{ "TEAMCITY_VERSION", "##teamcity[", false },
};

unsigned
workflow_runs(void)
{
	unsigned runs = 0;

	for (unsigned i = 0; i < sizeof services / sizeof *services; i++) {
		const char *value = getenv(services[i].variable);

		if (value != NULL && *value != '\0')
			runs |= 1u << i;
	}
	return runs;
}

/* In letters of either case. */
static bool
begins(const char *p, const char *end, const char *command)
{
	for (; *command != '\0'; command++, p++)
		if (p == end || (is_upper((uint8_t)*p) ? *p | 0x20 : *p) != *command)
			return false;
	return true;
}

static bool
is_first(const char *line, const char *p)
{
	while (p > line && is_blank((uint8_t)p[-1]))
		p--;
	return p == line;
}

bool
workflow_command(unsigned runs, const char *line, const char *p, const char *end)
{
	for (unsigned i = 0; runs != 0 && i < sizeof services / sizeof *services; i++)
		if ((runs >> i & 1) != 0 && begins(p, end, services[i].command) && (!services[i].first || is_first(line, p)))
			return true;
	return false;
}
