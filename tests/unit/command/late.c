/* SPDX-License-Identifier: Apache-2.0 */
/* What a run does not get to in its time: it is unreadable, and none of it is missing in silence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command/batch/batch.h"
#include "input/input.h"
#include "os/clock.h"

struct told {
	struct out faults;		/* "PATH: FAULT", a line each */
	uint64_t read;
	uint64_t most;			/* so many are read in time; the clock of the input is set back then */
	struct input *in;
};

static int
tell(void *arg, const struct item *item)
{
	struct told *t = arg;

	if (item->fault != NULL)
		out_fmt(&t->faults, "%s: %s\n", item->path, item->fault);
	else if (++t->read == t->most)
		t->in->until = clock_now() - INPUT_GRACE - 1;
	return 0;
}

static void
assert_told(const char *path, uint64_t most, int64_t until, const char *faults)
{
	struct input in = { .limit = 1 << 20, .until = until };
	struct told t = { { NULL, 0, 0, false }, 0, most, &in };

	in.fn = tell;
	in.arg = &t;
	assert_int_equal(input_read(&in, path), -1);
	assert_true(in.broken_off && in.late && !in.no_memory);
	assert_int_equal(t.read, most);
	out_char(&t.faults, '\0');
	assert_string_equal(t.faults.p, faults);
	out_free(&t.faults);
	input_free(&in);
}

/* The file at hand and the folders that it lies in. */
static void
test_reading(void **state)
{
	(void)state;
	assert_told("testdata/demo/demo.pem", 0, 1, "testdata/demo/demo.pem: not read: the time of --timeout was over\n");
	assert_told("testdata/demo/demo.pem", 2, clock_now() + 100000,
	    "testdata/demo/demo.pem: not read to its end: the time of --timeout was over\n");
	assert_told("testdata/demo", 2, clock_now() + 100000,
	    "testdata/demo/demo.pem: not read to its end: the time of --timeout was over\n"
	    "testdata/demo: a folder not read to its end: the time of --timeout was over\n");
	assert_told("testdata/demo", 0, 1, "testdata/demo/demo.pem: not read: the time of --timeout was over\n"
	    "testdata/demo: a folder not read to its end: the time of --timeout was over\n");
}

/* What was read and is not begun in time, with one worker and with two. */
static void
late_of(struct tally *sum, unsigned jobs, int64_t until, bool late)
{
	struct report r = { .form = report_form_find("ndjson"), .style = { .width = 100 }, .fail_on = SMIMELINT_ERROR,
		.summary = true };
	char name[] = "/tmp/smimelint-test-XXXXXX";
	struct sink sink = { .fd = mkstemp(name) };
	struct input in = { .limit = 1 << 20, .crls = true, .fn = batch_item };
	smimelint_ctx *ctx;
	struct batch *b;

	assert_true(sink.fd >= 0);
	unlink(name);
	assert_int_equal(smimelint_ctx_new(&ctx), SMIMELINT_OK);
	assert_non_null(b = batch_new(ctx, &r, &sink, NULL, jobs, until));
	in.arg = b;
	assert_int_equal(input_read(&in, "testdata/demo/demo.pem"), 0);
	assert_int_equal(input_read(&in, "testdata/base"), 0);
	assert_true(batch_end(b, sum));
	assert_int_equal(batch_late(b), late);
	batch_free(b);
	close(sink.fd);
	input_free(&in);
	smimelint_ctx_free(ctx);
}

static void
test_linting(void **state)
{
	(void)state;
	for (unsigned jobs = 1; jobs <= 2; jobs++) {
		struct tally in_time = { .wide = true }, over = in_time;

		late_of(&in_time, jobs, clock_now() + 100000, false);
		late_of(&over, jobs, 1, true);
		assert_true(in_time.results > 64 && in_time.status[SMIMELINT_UNREADABLE] == 0);
		assert_int_equal(over.results, in_time.results);
		assert_int_equal(over.status[SMIMELINT_UNREADABLE], over.results);
		tally_sort(&over);
		assert_int_equal(over.rules.used, 3);	/* of certificates, CRLs and OCSP responses */
		tally_free(&in_time);
		tally_free(&over);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reading),
		cmocka_unit_test(test_linting),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
