/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_template.c - the skeleton of a record for any certificate, and one for a method that any text names. */
#include "command.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct command_file file;
	const char *arguments[] = { "template", chosen(size, 2) == 0 ? "--example" : "--method=.7", NULL, NULL };

	command_write(&file, data, size);
	arguments[2] = file.path;
	(void)command_run(CMD_EVIDENCE, cmd_evidence_template, arguments);
	return 0;
}
