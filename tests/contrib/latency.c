/* SPDX-License-Identifier: Apache-2.0 */
/* latency.c - what a call of the library takes from C, over the files named: what a binding adds comes on top. */
#include <smimelint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define MOST 64
#define ROUNDS 50

static unsigned char *der[MOST];
static size_t length[MOST], count;

static void
read_file(const char *path)
{
	FILE *f = fopen(path, "rb");

	if (f == NULL || count == MOST || (der[count] = malloc(1 << 20)) == NULL)
		exit(2);
	length[count] = fread(der[count], 1, 1 << 20, f);
	fclose(f);
	count++;
}

static void
lint(smimelint_run *run, size_t i)
{
	smimelint_finding f = { .size = sizeof f };

	smimelint_lint(run, der[i], length[i]);
	for (size_t k = 0; k < smimelint_finding_count(run); k++)
		smimelint_finding_get(run, k, &f);
}

static void
lint_json(smimelint_run *run, size_t i)
{
	smimelint_lint(run, der[i], length[i]);
	if (smimelint_result_json(run, 0, NULL) == NULL)
		exit(1);
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

/* The best of some rounds. */
static void
measure(smimelint_run *run, const char *name, void (*call)(smimelint_run *, size_t))
{
	double best = 1e18;

	for (int round = 0; round < ROUNDS; round++) {
		double start = now(), took;

		for (size_t i = 0; i < count; i++)
			call(run, i);
		if ((took = now() - start) < best)
			best = took;
	}
	printf("c %s: %.1f us a call\n", name, best / (double)count);
}

int
main(int argc, char **argv)
{
	smimelint_ctx *ctx;
	smimelint_run *run;

	for (int i = 1; i < argc; i++)
		read_file(argv[i]);
	if (count == 0 || smimelint_ctx_new(&ctx) != SMIMELINT_OK || smimelint_run_new(&run, ctx) != SMIMELINT_OK)
		return 2;
	measure(run, "lint", lint);
	measure(run, "lint_json", lint_json);
	smimelint_run_free(run);
	smimelint_ctx_free(ctx);
	for (size_t i = 0; i < count; i++)
		free(der[i]);
	return 0;
}
