/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_command.c - `lint` as a whole over any file, in every form of report; the size of the file chooses the options. */
#include "command.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* html and sarif write some hundred kilobytes before the first result: they take one turn in forty. */
	static const char *const most[] = { "text", "json", "ndjson", "line", "csv", "junit", "github", "gitlab" };
	static const char *const large[] = { "html", "sarif" };
	size_t which = chosen(size, 20 * 8 * 2), form_of = which % 20;
	const char *form = form_of == 19 ? large[which / 160] : most[form_of % 8];
	static const char *const options[] = {
		"--dedupe", "--summary", "--issuer=auto", "--strict-inputs", "--skip-others", "--tbs", "--verbose", "--upcoming"
	};
	static struct command_file file;
	const char *arguments[] = { "-j1", "--max-container", "100000", "-f", form, options[which / 20 % 8], NULL, NULL };

	command_write(&file, data, size);
	arguments[6] = file.path;
	must(command_run(CMD_LINT, cmd_lint, arguments) != EXIT_USAGE);
	return 0;
}
