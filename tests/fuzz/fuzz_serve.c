/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_serve.c - requests of pkimetal from any octets: whatever comes is answered, and the input ends the process well. */
#include "command.h"
#include "command/serve/serve.h"
#include "context.h"

/* Every profile has a context of the same options: what is asked of them is not what is tried here. */
static smimelint_ctx *
make(void *arg, const struct serve_profile *profile)
{
	smimelint_ctx *ctx;

	(void)arg;
	(void)profile;
	must(smimelint_ctx_new(&ctx) == SMIMELINT_OK);
	return ctx;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct command_file file;
	static const struct serve_numbers numbers;
	struct serve_with with = { .text = size % 2 == 0, .limit = 4096, .container = 65536, .numbers = &numbers, .context = make };

	command_quiet();
	command_write(&file, data, size);
	must(dup2(file.fd, STDIN_FILENO) == STDIN_FILENO);
	must(serve(&with) == EXIT_CLEAN);
	return 0;
}
