/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The command without memory: the n-th allocation fails, for every n that a
 * run makes.  It must say so (exit code 4), leak nothing and never crash.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arena_memory.h"
#include "command/command.h"
#include "command/merge/merge.h"
#include "command/profile/command.h"

void *__real_malloc(size_t);
void *__real_calloc(size_t, size_t);
void *__real_realloc(void *, size_t);
char *__real_strdup(const char *);
void *__wrap_malloc(size_t);
void *__wrap_calloc(size_t, size_t);
void *__wrap_realloc(void *, size_t);
char *__wrap_strdup(const char *);

static unsigned left;		/* allocations until one fails; 0: none will */
static bool failed;

static bool
fails(void)
{
	if (left == 0 || --left != 0)
		return false;
	return failed = true;
}

void *
__wrap_malloc(size_t n)
{
	return fails() ? NULL : __real_malloc(n);
}

void *
__wrap_calloc(size_t n, size_t size)
{
	return fails() ? NULL : __real_calloc(n, size);
}

void *
__wrap_realloc(void *p, size_t n)
{
	return fails() ? NULL : __real_realloc(p, n);
}

char *
__wrap_strdup(const char *s)
{
	return fails() ? NULL : __real_strdup(s);
}

/* One run of a command; standard error goes to /dev/null meanwhile. */
static int
run(enum command command, char **argv, int argc)
{
	struct opt_line line;
	int code;

	if (!opt_read(&line, command, argc, argv))
		code = exit_refused();
	else
		code = command == CMD_LINT ? cmd_lint(&line) : command == CMD_RULES ? cmd_rules(&line) :
		    command == CMD_MERGE ? cmd_merge(&line) : command == CMD_EVIDENCE ? cmd_evidence(&line) :
		    command == CMD_PROFILE ? cmd_profile(&line) : cmd_timeline(&line);
	opt_free(&line);
	return code;
}

#define MOST_WORDS 20
#define MOST_REQUESTS 100

/* Takes the words apart, in place. */
static int
split(char *text, char **argv)
{
	int argc = 0;

	for (char *p = text; *p != '\0'; argc++) {
		assert_true(argc < MOST_WORDS);
		argv[argc] = p;
		p += strcspn(p, " ");
		if (*p == ' ')
			*p++ = '\0';
	}
	return argc;
}

/* The same with each request of an arena, as far as the first MOST_REQUESTS. */
static void
check_requests(enum command command, char **argv, int argc, int expected)
{
	arena_taken = arena_fails_at = 0;
	assert_int_equal(run(command, argv, argc), expected);
	for (unsigned n = 1, all = arena_taken; n <= all && n <= MOST_REQUESTS; n++) {
		arena_taken = 0;
		arena_fails_at = n;
		assert_int_equal(run(command, argv, argc), EXIT_INTERNAL);
	}
	arena_fails_at = 0;
}

static void
check_command(enum command command, const char *words, int expected)
{
	char text[256], *argv[MOST_WORDS];
	int argc, code;
	unsigned n = 0;

	snprintf(text, sizeof text, "%s", words);
	argc = split(text, argv);
	do {
		left = ++n;
		failed = false;
		code = run(command, argv, argc);
		if (failed)
			assert_int_equal(code, EXIT_INTERNAL);
		assert_true(fcntl(STDOUT_FILENO, F_GETFD) >= 0);
	} while (failed);
	left = 0;
	assert_int_equal(code, expected);
	assert_true(n > 3);
	check_requests(command, argv, argc, expected);
}

/* What a file holds, from its beginning on. */
static size_t
contents(int fd, char *to, size_t most)
{
	ssize_t n = pread(fd, to, most, 0);

	assert_true(n >= 0 && (size_t)n < most);
	return (size_t)n;
}

/* A command with its words, and the octets of the file that it writes where nothing fails. */
struct whole {
	enum command command;
	int argc, expected;
	char text[256], path[32], *argv[MOST_WORDS];
	char octets[1 << 20];
	size_t n;
};

/*
 * Where memory is out, a part of what is asked may be unreadable, or a command does without a help to the eye:
 * but what it says to have done is done whole, to the octet.
 */
static int
run_whole(const struct whole *w)
{
	static char now[sizeof w->octets];
	int code, fd;

	unlink(w->path);
	code = run(w->command, (char **)(uintptr_t)w->argv, w->argc);
	left = 0;
	if (code != EXIT_CLEAN) {
		assert_true(code == w->expected || code == EXIT_INTERNAL || code == EXIT_UNREADABLE);
		return code;
	}
	assert_true((fd = open(w->path, O_RDONLY)) >= 0);
	assert_int_equal(contents(fd, now, sizeof now), w->n);
	assert_memory_equal(now, w->octets, w->n);
	close(fd);
	return code;
}

static void
check_whole(enum command command, const char *words, int expected)
{
	static struct whole w;
	unsigned n = 0, all;
	int fd;

	w = (struct whole){ .command = command, .expected = expected, .path = "/tmp/nomem.XXXXXX" };
	close(mkstemp(w.path));
	snprintf(w.text, sizeof w.text, "%s -o %s", words, w.path);
	w.argc = split(w.text, w.argv);
	left = arena_taken = arena_fails_at = 0;
	assert_int_equal(run(command, w.argv, w.argc), expected);
	all = arena_taken;
	assert_true((fd = open(w.path, O_RDONLY)) >= 0);
	w.n = contents(fd, w.octets, sizeof w.octets);
	close(fd);
	assert_true(w.n > 0);
	do {
		left = ++n;
		failed = false;
		(void)run_whole(&w);
	} while (failed);
	assert_true(n > 3);
	for (n = 1; n <= all && n <= MOST_REQUESTS; n++) {
		arena_taken = 0;
		arena_fails_at = n;
		(void)run_whole(&w);
	}
	arena_fails_at = 0;
	unlink(w.path);
}

static void
test_lint(void **state)
{
	static const char *const formats[] = { "text", "json", "ndjson", "line", "html" };
	char words[256];

	(void)state;
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		snprintf(words, sizeof words, "-j1 --summary -o /dev/null -f %s "
		    "testdata/demo tests/cli/data/key.pem tests/fuzz/corpus/pem/base64", formats[i]);
		check_command(CMD_LINT, words, EXIT_UNREADABLE);
	}
}

#define CONTAINER "tests/fuzz/corpus/container/"

/* Every form of input. */
static void
test_inputs(void **state)
{
	static const struct { const char *name; int code; } inputs[] = {
		{ "bag-base64", EXIT_FINDINGS }, { "bag-pem", EXIT_FINDINGS }, { "ber", EXIT_FINDINGS }, { "signed", EXIT_FINDINGS },
		{ "mbox", EXIT_UNREADABLE }, { "ldif", EXIT_UNREADABLE }, { "lines", EXIT_UNREADABLE }, { "csv", EXIT_UNREADABLE },
		{ "ndjson", EXIT_UNREADABLE }, { "nested", EXIT_FINDINGS }, { "cut", EXIT_UNREADABLE }, { "again", EXIT_UNREADABLE }
	};
	char words[256];

	(void)state;
	for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
		snprintf(words, sizeof words, "-j1 -o /dev/null -f ndjson tests/fuzz/corpus/container/%s", inputs[i].name);
		check_command(CMD_LINT, words, inputs[i].code);
	}
	check_command(CMD_LINT, "-j1 -o /dev/null -f ndjson --field x " CONTAINER "csv " CONTAINER "csv-semicolon " CONTAINER "ldif " CONTAINER "ndjson "
	    CONTAINER "ndjson-x " CONTAINER "uu-cut", EXIT_UNREADABLE);
}

/* Packed inputs, CRLs and OCSP responses, issuers that are looked for. */
static void
test_more_inputs(void **state)
{
	(void)state;
	check_command(CMD_LINT, "-j1 -o /dev/null -f ndjson tests/fuzz/corpus/archive/zip tests/fuzz/corpus/archive/zip-text", EXIT_UNREADABLE);
	check_command(CMD_LINT, "-j1 -o /dev/null -f text testdata/base/crl.pem testdata/base/ocsp.pem", EXIT_CLEAN);
	check_command(CMD_LINT, "-j1 -o /dev/null -f line --issuer auto --issuer testdata/demo/demo.pem testdata/demo", EXIT_FINDINGS);
}

static void
test_evidence(void **state)
{
	(void)state;
	check_whole(CMD_EVIDENCE, "template testdata/demo/demo.pem", EXIT_CLEAN);
	check_whole(CMD_EVIDENCE, "template --example --method 3.2.2.4 testdata/demo/demo.pem", EXIT_CLEAN);
	check_whole(CMD_EVIDENCE, "check -j1 -f text man/examples/evidence-sv.json man/examples/evidence-iv.json", EXIT_CLEAN);
	check_whole(CMD_EVIDENCE, "import --from boulder tests/cli/data/import/boulder.log", EXIT_UNREADABLE);
	check_whole(CMD_EVIDENCE, "import --from acme tests/cli/data/import/acme.json", EXIT_CLEAN);
	check_whole(CMD_EVIDENCE, "import --from open-mpic tests/cli/data/import/open-mpic.ndjson", EXIT_CLEAN);
	check_whole(CMD_EVIDENCE, "import --from csv --map tests/cli/data/import/map.json tests/cli/data/import/table.csv", EXIT_CLEAN);
}

static void
test_profile(void **state)
{
	(void)state;
	check_whole(CMD_PROFILE, "-f json mailbox-validated/strict", EXIT_CLEAN);
	check_whole(CMD_PROFILE, "-f html root-ca", EXIT_CLEAN);
	check_whole(CMD_PROFILE, "-f md sbr_leaf_smime_sv_strict", EXIT_CLEAN);
	check_whole(CMD_PROFILE, "--openssl individual-validated/legacy", EXIT_CLEAN);
}

static void
test_choose(void **state)
{
	(void)state;
	check_command(CMD_LINT, "-j1 --sample 3 --sample-rate 70% --summary -o /dev/null testdata/demo testdata/demo", EXIT_FINDINGS);
	check_command(CMD_LINT, "-j1 --dedupe --sample 3 --summary -o /dev/null testdata/demo testdata/demo", EXIT_FINDINGS);
}

/* A baseline, waivers and the CA's profiles while memory runs out, and the forms for CI. */
static void
test_accept(void **state)
{
	static const char *const formats[] = { "csv", "sarif", "junit", "github", "gitlab" };
	static const char waivers[] = "[{\"rule\":\"sbr.*\",\"issuer\":\"*Nord*\",\"reason\":\"r\",\"expires\":\"9999-12-31\"}]";
	static const char baseline[] = "{\"schema\":\"smimelint/1\",\"source\":{\"path\":\"a\"},\"findings\":"
	    "[{\"rule\":\"x\",\"path\":null,\"value\":null,\"state\":\"new\"}]}";
	char w[] = "/tmp/waivers.XXXXXX", b[] = "/tmp/baseline.XXXXXX", words[256];
	int wfd = mkstemp(w), bfd = mkstemp(b);

	(void)state;
	assert_int_equal(write(wfd, waivers, sizeof waivers - 1), sizeof waivers - 1);
	assert_int_equal(write(bfd, baseline, sizeof baseline - 1), sizeof baseline - 1);
	close(wfd);
	close(bfd);
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		snprintf(words, sizeof words, "-j1 -o /dev/null -f %s --waivers %s --baseline %s "
		    "--ca-profile man/examples/ca-profile-sv.json testdata/demo tests/cli/data/key.pem", formats[i], w, b);
		check_command(CMD_LINT, words, EXIT_UNREADABLE);
	}
	unlink(w);
	unlink(b);
}

/* Reports that differ, one of them damaged, one twice, and one missing. */
static void
test_merge(void **state)
{
	static const char *const formats[] = { "text", "json", "ndjson", "html" };
	char a[] = "/tmp/merge.XXXXXX", b[] = "/tmp/merge.XXXXXX", words[256];
	int afd = mkstemp(a), bfd = mkstemp(b);

	(void)state;
	assert_true(afd >= 0 && bfd >= 0);
	snprintf(words, sizeof words, "-j1 --summary -o %s -f json --only 6.3.2 testdata/demo", a);
	check_command(CMD_LINT, words, EXIT_FINDINGS);
	snprintf(words, sizeof words, "-j1 --summary -o %s -f ndjson --only 7.1 testdata/demo", b);
	check_command(CMD_LINT, words, EXIT_FINDINGS);
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		snprintf(words, sizeof words, "--summary --dedupe --parts 5 -o /dev/null -f %s %s %s tests/cli/data/key.pem %s",
		    formats[i], a, b, a);
		check_command(CMD_MERGE, words, EXIT_UNREADABLE);
	}
	close(afd);
	close(bfd);
	unlink(a);
	unlink(b);
}

static void
test_rules(void **state)
{
	(void)state;
	check_command(CMD_RULES, "-o /dev/null -f json --source x690", EXIT_CLEAN);
	check_command(CMD_RULES, "-o /dev/null -f tsv --source x690", EXIT_CLEAN);
	check_command(CMD_TIMELINE, "-o /dev/null", EXIT_CLEAN);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lint),
		cmocka_unit_test(test_inputs),
		cmocka_unit_test(test_more_inputs),
		cmocka_unit_test(test_evidence),
		cmocka_unit_test(test_profile),
		cmocka_unit_test(test_choose),
		cmocka_unit_test(test_accept),
		cmocka_unit_test(test_merge),
		cmocka_unit_test(test_rules),
	};

	if (freopen("/dev/null", "w", stderr) == NULL)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
