/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_import.c - records out of any log. */
#include "command.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const from[] = { "boulder", "open-mpic", "acme", "csv" };
	static struct command_file file;
	size_t which = chosen(size, 4);
	const char *arguments[] = { "import", "--from", from[which], NULL, "--map", "tests/cli/data/import/map.json", NULL };

	command_write(&file, data, size);
	arguments[3] = file.path;
	/* Only a csv has a map. */
	if (which != 3)
		arguments[4] = NULL;
	(void)command_run(CMD_EVIDENCE, cmd_evidence_import, arguments);
	return 0;
}
