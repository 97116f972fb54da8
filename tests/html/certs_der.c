/* SPDX-License-Identifier: Apache-2.0 */
/* Writes certificates like real ones, one after another in DER, for bench.py: certs_der N. */
#include <stdio.h>
#include <stdlib.h>

#include "tests/bench/certs.h"

int
main(int argc, char **argv)
{
	struct certs certs = { .n = 0 };
	int ok = argc == 2 && certs_make(&certs, strtoul(argv[1], NULL, 10));

	for (size_t i = 0; ok && i < certs.n; i++)
		ok = fwrite(certs.cert[i].p, 1, certs.cert[i].n, stdout) == certs.cert[i].n;
	certs_free(&certs);
	return !ok;
}
