/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An archive that libarchive could not read for lack of memory: where the lack
 * passed the run ends with exit code 4, where the archive asks for more than
 * there is it is unreadable, and the others are linted.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command/command.h"
#include "input/pack/library.h"
#include "vessels.h"

const struct archive_library *__real_archive_library(void);
const struct archive_library *__wrap_archive_library(void);

enum step { OPEN, HEADER, DATA, STEPS };

/* libarchive, but for its calls of one step: those from `first` on fail, `most` of them. */
static struct archive_library library;
static struct {
	enum step step;
	unsigned first, most, calls;
	int says;				/* archive_errno() of a call that fails */
	bool failed;				/* the last call did */
} lack;

static bool
fails(enum step step)
{
	lack.failed = step == lack.step && ++lack.calls >= lack.first && lack.most > 0;
	if (lack.failed)
		lack.most--;
	return lack.failed;
}

static int
open_lacking(struct archive *a)
{
	return fails(OPEN) ? ARCHIVE_FATAL : __real_archive_library()->open1(a);
}

static int
header_lacking(struct archive *a, struct archive_entry *e)
{
	return fails(HEADER) ? ARCHIVE_FATAL : __real_archive_library()->next_header(a, e);
}

static ssize_t
data_lacking(struct archive *a, void *to, size_t n)
{
	return fails(DATA) ? ARCHIVE_FATAL : __real_archive_library()->read_data(a, to, n);
}

static int
number_lacking(struct archive *a)
{
	return lack.failed ? lack.says : __real_archive_library()->error_number(a);
}

const struct archive_library *
__wrap_archive_library(void)
{
	const struct archive_library *real = __real_archive_library();

	if (real == NULL)
		return NULL;
	library = *real;
	library.open1 = open_lacking;
	library.next_header = header_lacking;
	library.read_data = data_lacking;
	library.error_number = number_lacking;
	return &library;
}

static const struct out none = { NULL, 0, 0, false };

/* Two members: lines of nothing, so many, and the certificates of the demonstration. */
static struct out
make_archive(size_t lines)
{
	struct out archive = none, nothing = none;
	char text[64 * 1024];
	FILE *demo = fopen("testdata/demo/demo.pem", "r");
	size_t n;

	assert_non_null(demo);
	n = fread(text, 1, sizeof text, demo);
	fclose(demo);
	assert_true(n > 0 && n < sizeof text);
	while (lines-- > 0)
		out_str(&nothing, "nothing\n");
	tar_member(&archive, "a.txt", '0', "", out_span(&nothing));
	tar_member(&archive, "b.pem", '0', "", (struct span){ (const uint8_t *)text, n });
	for (size_t i = 0; i < 1024; i++)
		out_char(&archive, 0);
	assert_false(archive.failed || nothing.failed);
	out_free(&nothing);
	return archive;
}

static int
lint(struct span archive)
{
	char path[] = "/tmp/lacking.XXXXXX", jobs[] = "-j1", out[] = "-o/dev/null", *argv[] = { jobs, out, path };
	struct opt_line line;
	int code, fd = mkstemp(path);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, archive.p, archive.n), (ssize_t)archive.n);
	close(fd);
	assert_true(opt_read(&line, CMD_LINT, 3, argv));
	code = cmd_lint(&line);
	opt_free(&line);
	unlink(path);
	return code;
}

/* The call of this step that is the first of those that fail, so many of them, and what it says. */
static int
lint_lacking(struct span archive, enum step step, unsigned first, unsigned most, int says)
{
	lack.step = step;
	lack.first = first;
	lack.most = most;
	lack.says = says;
	lack.calls = 0;
	return lint(archive);
}

/* Each call of each step fails, once or for good, and says why or does not. */
static void
check_each_call(struct span archive)
{
	static const int says[] = { ENOMEM, 84 };

	assert_int_equal(lint_lacking(archive, OPEN, 1, 0, 0), EXIT_FINDINGS);
	for (enum step step = OPEN; step < STEPS; step++)
		for (unsigned first = 1; first <= (step == OPEN ? 1 : step == HEADER ? 3 : 4); first++)
			for (size_t i = 0; i < sizeof says / sizeof *says; i++) {
				assert_int_equal(lint_lacking(archive, step, first, 1, says[i]), EXIT_INTERNAL);
				assert_int_equal(lint_lacking(archive, step, first, UINT32_MAX, says[i]), EXIT_UNREADABLE);
			}
}

static void
test_file(void **state)
{
	struct out archive = make_archive(1);

	(void)state;
	check_each_call(out_span(&archive));
	out_free(&archive);
}

/* What comes out of a compression does not go back. */
static void
test_stream(void **state)
{
	struct out archive = make_archive(1), packed = none;

	(void)state;
	gzip(&packed, out_span(&archive));
	check_each_call(out_span(&packed));
	out_free(&archive);
	out_free(&packed);
}

/* As much as is kept of a stream, and more: of that nobody knows. */
static void
test_long_stream(void **state)
{
	(void)state;
	for (int longer = 0; longer <= 1; longer++) {
		struct out archive = make_archive(longer ? 192 * 1024 : 96 * 1024), packed = none;

		gzip(&packed, out_span(&archive));
		assert_int_equal(lint_lacking(out_span(&packed), HEADER, 2, 1, ENOMEM), longer ? EXIT_UNREADABLE : EXIT_INTERNAL);
		out_free(&archive);
		out_free(&packed);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_file), cmocka_unit_test(test_stream), cmocka_unit_test(test_long_stream) };

	if (freopen("/dev/null", "w", stderr) == NULL)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
