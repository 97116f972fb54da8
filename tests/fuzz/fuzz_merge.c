/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_merge.c - `merge` as a whole over any file, twice, in every form that it writes. */
#include "command.h"
#include "command/merge/merge.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const forms[] = { "text", "json", "ndjson", "html" };
	static struct command_file file;
	size_t which = chosen(size, 8);
	const char *arguments[] = { which / 4 == 0 ? "--dedupe" : "--summary", "-f", forms[which % 4], NULL, NULL, NULL };

	command_write(&file, data, size);
	arguments[3] = arguments[4] = file.path;
	(void)command_run(CMD_MERGE, cmd_merge, arguments);
	return 0;
}
