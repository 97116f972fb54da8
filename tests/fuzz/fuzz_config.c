/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_config.c - a configuration from any octets: refused with a message, or its options are there, in front of the others. */
#include "command.h"
#include "option/config.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct command_file file;
	char option[] = "--tbs", *argv[] = { option };
	struct document d = { .path = NULL };
	struct opt_line line;

	command_quiet();
	command_write(&file, data, size);
	must(opt_read(&line, CMD_LINT, 1, argv));
	if (config_read(&d, file.path, &line))
		must(line.n_given > 0 && line.given[line.n_given - 1].opt == opt_find(CMD_LINT, "tbs"));
	document_close(&d);
	opt_free(&line);
	return 0;
}
