/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_serve.c - requests of pkimetal from any octets: whatever comes is answered, and the input ends the process well. */
#include "command.h"
#include "command/serve/serve.h"

/* A context for each profile, made once, as the command makes it. */
static const struct serve_with *
server(void)
{
	static const struct serve_numbers numbers;
	static struct serve_with with = { .limit = 4096, .container = 65536, .numbers = &numbers };

	for (size_t i = 0; with.ctx[SERVE_PROFILES - 1] == NULL && i < SERVE_PROFILES; i++) {
		must(smimelint_ctx_new(&with.ctx[i]) == SMIMELINT_OK);
		must(smimelint_ctx_set(with.ctx[i], "tbs", "yes") == SMIMELINT_OK);
		for (size_t k = 0; k < 2; k++)
			must(serve_profiles[i].set[k].option == NULL || smimelint_ctx_set(with.ctx[i],
			    serve_profiles[i].set[k].option, serve_profiles[i].set[k].value) == SMIMELINT_OK);
	}
	return &with;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct command_file file;
	struct serve_with with = *server();

	with.text = chosen(size, 2) == 0;
	command_quiet();
	command_write(&file, data, size);
	must(dup2(file.fd, STDIN_FILENO) == STDIN_FILENO);
	must(serve(&with) == EXIT_CLEAN);
	return 0;
}
