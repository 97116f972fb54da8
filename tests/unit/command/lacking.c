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
#include "tar.h"

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

/* Two members, of which the second has the certificates of the demonstration. */
static void
write_archive(int fd)
{
	struct out tar = { NULL, 0, 0, false };
	char text[64 * 1024];
	FILE *demo = fopen("testdata/demo/demo.pem", "r");
	size_t n;

	assert_non_null(demo);
	n = fread(text, 1, sizeof text, demo);
	fclose(demo);
	assert_true(n > 0 && n < sizeof text);
	tar_member(&tar, "a.txt", '0', "", SPAN_LIT("nothing\n"));
	tar_member(&tar, "b.pem", '0', "", (struct span){ (const uint8_t *)text, n });
	for (size_t i = 0; i < 1024; i++)
		out_char(&tar, 0);
	assert_false(tar.failed);
	assert_int_equal(write(fd, tar.p, tar.n), (ssize_t)tar.n);
	out_free(&tar);
}

static int
lint(char *path)
{
	char jobs[] = "-j1", out[] = "-o/dev/null", *argv[] = { jobs, out, path };
	struct opt_line line;
	int code;

	assert_true(opt_read(&line, CMD_LINT, 3, argv));
	code = cmd_lint(&line);
	opt_free(&line);
	return code;
}

/* Each call of each step fails, once or for good, and says why or does not. */
static void
test_each_call(void **state)
{
	static const int says[] = { ENOMEM, 84 };
	char path[] = "/tmp/lacking.XXXXXX";
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	write_archive(fd);
	close(fd);
	lack.most = 0;
	assert_int_equal(lint(path), EXIT_FINDINGS);
	for (enum step step = OPEN; step < STEPS; step++)
		for (unsigned first = 1; first <= (step == OPEN ? 1 : step == HEADER ? 3 : 4); first++)
			for (size_t i = 0; i < sizeof says / sizeof *says; i++) {
				lack.step = step;
				lack.first = first;
				lack.says = says[i];
				lack.calls = 0;
				lack.most = 1;
				assert_int_equal(lint(path), EXIT_INTERNAL);
				lack.calls = 0;
				lack.most = UINT32_MAX;
				assert_int_equal(lint(path), EXIT_UNREADABLE);
			}
	unlink(path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_each_call) };

	if (freopen("/dev/null", "w", stderr) == NULL)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
