/* SPDX-License-Identifier: Apache-2.0 */
/*
 * lint_crl.c - lints CRLs of any size in little memory: their octets are fetched when they are wanted.
 *
 *	lint_crl [--issuer CA.der] CRL.der...
 *
 * Here they are fetched from files; of an object store, a database or an HSM's
 * backup another fetch() does the same: it gives any octets of the CRL when asked.
 * Exits with the code that smimelint(1) has: 0 nothing, 1 errors, 3 unreadable.
 */
#include <smimelint.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Up to n octets from `at` on: fewer at the end only, negative where they cannot be read. */
static int64_t
fetch(void *arg, uint64_t at, uint8_t *buf, size_t n)
{
	const int *fd = arg;
	size_t got = 0;

	while (got < n) {
		ssize_t r = pread(*fd, buf + got, n - got, (off_t)(at + got));

		if (r < 0)
			return -1;
		if (r == 0)
			break;
		got += (size_t)r;
	}
	return (int64_t)got;
}

static int
lint(smimelint_run *run, const char *path)
{
	smimelint_finding f = { .size = sizeof f };
	int fd = open(path, O_RDONLY);
	smimelint_level status;

	if (fd < 0) {
		perror(path);
		return 3;
	}
	if (smimelint_lint_crl_stream(run, fetch, &fd) == SMIMELINT_ERR_NOMEM)
		exit(4);
	status = smimelint_result_status(run);
	/* Values and places are made when they are asked for, which fetches, too: the file stays open. */
	for (size_t i = 0; i < smimelint_finding_count(run); i++)
		if (smimelint_finding_get(run, i, &f) == SMIMELINT_OK)
			printf("%s %s [%s] %s: %s: %s\n", smimelint_level_name(f.severity), smimelint_rule_text(f.rule, "id"), f.citation, path,
			    f.message, f.value != NULL ? f.value : "");
	printf("%s: %s entries, %s\n", path, smimelint_fact(run, "entries") != NULL ? smimelint_fact(run, "entries") : "no",
	    status == SMIMELINT_UNREADABLE ? "unreadable" : smimelint_fact(run, "reasons") != NULL ? smimelint_fact(run, "reasons") : "");
	if (smimelint_run_error(run) != SMIMELINT_OK)
		status = SMIMELINT_UNREADABLE;
	close(fd);
	return status == SMIMELINT_UNREADABLE ? 3 : status == SMIMELINT_ERROR;
}

/* A CA's certificate: small, read whole. */
static void
add_issuer(smimelint_ctx *ctx, const char *path)
{
	static uint8_t der[65536];
	FILE *f = fopen(path, "rb");
	size_t n = f != NULL ? fread(der, 1, sizeof der, f) : 0;

	if (f == NULL || smimelint_ctx_add_issuer(ctx, der, n) != SMIMELINT_OK) {
		fprintf(stderr, "%s: no CA certificate in DER\n", path);
		exit(2);
	}
	fclose(f);
}

int
main(int argc, char **argv)
{
	smimelint_ctx *ctx;
	smimelint_run *run;
	int i = 1, code = 0;

	if (smimelint_ctx_new(&ctx) != SMIMELINT_OK)
		return 4;
	if (argc > 2 && strcmp(argv[1], "--issuer") == 0) {
		add_issuer(ctx, argv[2]);
		i = 3;
	}
	if (smimelint_run_new(&run, ctx) != SMIMELINT_OK)
		return 4;
	for (; i < argc; i++) {
		int one = lint(run, argv[i]);

		code = one > code ? one : code;
	}
	smimelint_run_free(run);
	smimelint_ctx_free(ctx);
	return code;
}
