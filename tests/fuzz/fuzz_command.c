/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_command.c - `lint` as a whole over any file, in every form of report; the size of the file chooses the options. */
#include "command.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const forms[] = {
		"text", "json", "ndjson", "line", "csv", "html", "sarif", "junit", "github", "gitlab"
	};
	static const char *const options[] = {
		"--dedupe", "--summary", "--issuer=auto", "--strict-inputs", "--skip-others", "--tbs", "--verbose", "--upcoming"
	};
	static struct command_file file;
	const char *arguments[] = { "-j1", "--max-container", "100000", "-f", forms[size % 10], options[size / 10 % 8], NULL, NULL };

	command_write(&file, data, size);
	arguments[6] = file.path;
	must(command_run(CMD_LINT, cmd_lint, arguments) != EXIT_USAGE);
	return 0;
}
