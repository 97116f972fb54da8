/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_perspectives.c - a table of network perspectives from any octets: taken, or refused with its place. */
#include <string.h>

#include "context.h"
#include "safe_text.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	smimelint_ctx *ctx = context();
	smimelint_status st = smimelint_ctx_add_perspectives(ctx, (const char *)data, size);

	must(st == SMIMELINT_OK || st == SMIMELINT_ERR_INPUT || st == SMIMELINT_ERR_ARG);
	if (st != SMIMELINT_OK)
		check_text(smimelint_ctx_error(ctx));
	return 0;
}
