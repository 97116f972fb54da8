/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whole runs of the command in which the k-th allocation fails, for every k,
 * wherever it is made: here, in libc, in OpenSSL.  Each run is a process of
 * its own, as OpenSSL does not begin twice.  It ends with exit code 4, or it
 * gives the report that it gives with memory.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "command/command.h"
#include "command/merge/merge.h"
#include "option/opt.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define OWN_ALLOCATOR 0			/* the sanitizer has one */
#else
#define OWN_ALLOCATOR 1
#endif

static unsigned long fails_at, count;	/* 0: none fails */

#if OWN_ALLOCATOR
void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);

static bool
fails(void)
{
	if (++count != fails_at)
		return false;
	errno = ENOMEM;
	return true;
}

/* The program's own come before libc's for all libraries in it. */
__attribute__((visibility("default"))) void *
malloc(size_t n)
{
	return fails() ? NULL : __libc_malloc(n);
}

__attribute__((visibility("default"))) void *
calloc(size_t n, size_t size)
{
	return fails() ? NULL : __libc_calloc(n, size);
}

__attribute__((visibility("default"))) void *
realloc(void *p, size_t n)
{
	return fails() ? NULL : __libc_realloc(p, n);
}
#endif

/* What one run came to; shared with the process that made it. */
struct outcome {
	unsigned long count;
	int code;
};
static struct outcome *outcome;

/* A command, and what it runs. */
struct program {
	enum command id;
	int (*run)(struct opt_line *);
};
static const struct program lint = { CMD_LINT, cmd_lint }, evidence_check = { CMD_EVIDENCE, cmd_evidence_check },
	merge = { CMD_MERGE, cmd_merge };

static int
command(const struct program *c, const char *words)
{
	char text[512], *argv[32], *rest = text;
	struct opt_line line;
	int argc = 0, code;

	snprintf(text, sizeof text, "%s", words);
	while ((argv[argc] = strtok_r(rest, " ", &rest)) != NULL)
		argc++;
	code = opt_read(&line, c->id, argc, argv) ? c->run(&line) : exit_refused();
	opt_free(&line);
	return code;
}

/* A process in which the k-th allocation fails (0: none); how it ended. */
static int
run(const struct program *c, const char *words, unsigned long k)
{
	int status = 0;
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0) {
		if (freopen("/dev/null", "w", stderr) == NULL)
			_exit(1);
		count = 0;
		fails_at = k;
		outcome->code = command(c, words);
		outcome->count = count;
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

static size_t
file(const char *path, char **text)
{
	FILE *f = fopen(path, "rb");
	size_t n;

	assert_non_null(f);
	*text = malloc(1 << 20);
	assert_non_null(*text);
	n = fread(*text, 1, 1 << 20, f);
	fclose(f);
	return n;
}

/* Of so many points so many are tried, and times as many as SMIMELINT_ALLOC_TIMES says. */
static unsigned long
step(unsigned long points, unsigned tried)
{
	const char *given = getenv("SMIMELINT_ALLOC_TIMES");
	unsigned long times = given != NULL ? strtoul(given, NULL, 10) : 1;

	return points / (tried * (times > 0 ? times : 1)) + 1;
}

static void
check(const struct program *c, const char *options, unsigned tried)
{
	char path[] = "/tmp/smimelint-alloc.XXXXXX", words[512], *right, *text;
	int fd = mkstemp(path), expected;
	unsigned long points, wrong = 0;
	size_t n, m;

	assert_true(fd >= 0);
	close(fd);
	snprintf(words, sizeof words, "%s -o %s %s", c->id == CMD_LINT ? "-j1" : "", path, options);
	assert_int_equal(run(c, words, 0), 0);
	points = outcome->count;
	expected = outcome->code;
	assert_true(points > 100);
	assert_true(expected == EXIT_CLEAN || expected == EXIT_FINDINGS);
	n = file(path, &right);
	for (unsigned long k = 1; k <= points; k += step(points, tried)) {
		int status = run(c, words, k);

		if (status == 0 && outcome->code == EXIT_INTERNAL)
			continue;
		m = file(path, &text);
		if (status != 0 || outcome->code != expected || m != n || memcmp(text, right, n) != 0) {
			print_message("%s: allocation %lu of %lu: status %d, exit code %d\n", options, k, points, status, outcome->code);
			wrong++;
		}
		free(text);
	}
	free(right);
	unlink(path);
	assert_int_equal(wrong, 0);
}

/* Issuers that sign with RSA and ECDSA, wrong signatures, deep checks: all that OpenSSL is asked. */
static void
test_keys(void **state)
{
	(void)state;
	check(&lint, "-f ndjson --deep-keys --issuer testdata/demo/demo.pem testdata/demo/demo.pem", 100);
}

/* A file of these lines. */
static void
made(char *path, const char *lines)
{
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, lines, strlen(lines)), strlen(lines));
	close(fd);
}

/* A file with this case of a bundle. */
static void
made_of_case(char *path, const char *bundle, const char *name)
{
	char *text, *begins, *ends, line[64];
	size_t n = file(bundle, &text);

	assert_true(n < 1 << 20);
	text[n] = '\0';
	snprintf(line, sizeof line, "# %s\n", name);
	assert_non_null(begins = strstr(text, line));
	if ((ends = strstr(begins + 1, "\n# ")) != NULL)
		ends[1] = '\0';
	made(path, begins);
	free(text);
}

/*
 * EdDSA asks OpenSSL for its digest when a signature is tried: who may not have it then must not be taken for a forger.  Where a wrong
 * signature of RSASSA-PSS is tried once more, its parameters must not be found wrong instead.
 */
static void
test_signatures(void **state)
{
	static const struct { const char *ca_in, *ca, *in, *name; } cases[] = {
		{ "testdata/issuer/crl.pem", "ed-ca", "testdata/issuer/crl.pem", "ed-signed" },
		{ "testdata/base/bases.pem", "subca", "testdata/rfc3279/algorithms.pem", "signature-pss-sound" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char ca[] = "/tmp/smimelint-alloc.XXXXXX", by_it[] = "/tmp/smimelint-alloc.XXXXXX", options[256];

		made_of_case(ca, cases[i].ca_in, cases[i].ca);
		made_of_case(by_it, cases[i].in, cases[i].name);
		snprintf(options, sizeof options, "-f ndjson --issuer %s %s", ca, by_it);
		check(&lint, options, 300);
		unlink(ca);
		unlink(by_it);
	}
}

/* CRLs and OCSP responses, beside certificates, and beside what stands for those of before. */
static void
test_revocation(void **state)
{
	(void)state;
	check(&lint, "-f ndjson --issuer testdata/base/bases.pem --certificates testdata/demo/demo.pem testdata/base/crl.pem", 40);
	check(&lint, "-f ndjson --issuer testdata/base/bases.pem --responder testdata/base/bases.pem testdata/base/ocsp.pem", 40);
	check(&lint, "-f ndjson --sequence testdata/base/crl.pem", 40);
}

static void
test_evidence(void **state)
{
	(void)state;
	check(&lint, "-f ndjson --evidence man/examples/evidence-sv.json testdata/demo/demo.pem", 40);
	check(&evidence_check, "check -f ndjson man/examples/evidence-sv.json", 40);
}

static void
test_pkcs12(void **state)
{
	char passphrase[] = "/tmp/smimelint-alloc.XXXXXX", options[256];

	(void)state;
	made(passphrase, "secret\n");
	snprintf(options, sizeof options, "-f ndjson --passphrase-file %s tests/cli/data/shapes/encrypted.p12", passphrase);
	check(&lint, options, 40);
	unlink(passphrase);
}

/* Files of options: one that cannot be opened for want of memory is no wrong use. */
static void
test_option_files(void **state)
{
	char report[] = "/tmp/smimelint-alloc.XXXXXX", config[] = "/tmp/smimelint-alloc.XXXXXX", options[256];

	(void)state;
	made(report, "");
	made(config, "{\"format\": \"ndjson\"}\n");
	snprintf(options, sizeof options, "-j1 -f json -o %s testdata/demo/demo.pem", report);
	assert_int_equal(run(&lint, options, 0), 0);
	snprintf(options, sizeof options, "--config %s --baseline %s testdata/demo/demo.pem", config, report);
	check(&lint, options, 300);
	unlink(report);
	unlink(config);
}

static void
test_merge(void **state)
{
	static const char *const forms[] = { "text", "json", "ndjson", "html" };
	char report[] = "/tmp/smimelint-alloc.XXXXXX", options[256];

	(void)state;
	made(report, "");
	snprintf(options, sizeof options, "-j1 -f ndjson --summary -o %s testdata/demo/demo.pem", report);
	assert_int_equal(run(&lint, options, 0), 0);
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		snprintf(options, sizeof options, "-f %s --dedupe %s", forms[i], report);
		check(&merge, options, 40);
	}
	unlink(report);
}

static void
test_forms(void **state)
{
	static const char *const forms[] = { "text", "line", "json", "csv", "sarif", "junit", "github", "gitlab", "html" };
	char options[256];

	(void)state;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		snprintf(options, sizeof options, "-f %s --summary testdata/demo/demo.pem", forms[i]);
		check(&lint, options, 100);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keys),
		cmocka_unit_test(test_signatures),
		cmocka_unit_test(test_forms),
		cmocka_unit_test(test_revocation),
		cmocka_unit_test(test_evidence),
		cmocka_unit_test(test_pkcs12),
		cmocka_unit_test(test_option_files),
		cmocka_unit_test(test_merge),
	};
	FILE *shared;

	if (!OWN_ALLOCATOR)
		return 0;
	if ((shared = tmpfile()) == NULL || ftruncate(fileno(shared), sizeof *outcome) != 0)
		return 1;
	outcome = mmap(NULL, sizeof *outcome, PROT_READ | PROT_WRITE, MAP_SHARED, fileno(shared), 0);
	if (outcome == MAP_FAILED)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
