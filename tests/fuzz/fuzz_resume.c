/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_resume.c - a partial report from any octets: gone on with, or refused. */
#include "command.h"
#include "command/batch/resume.h"
#include "context.h"

static int
hand(void *arg, const struct item *item)
{
	(void)item;
	++*(unsigned *)arg;
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct command_file file;
	static const struct report_form *const forms[] = { &form_ndjson, &form_csv };
	size_t which = chosen(size, 4);
	char output[128], partial[160];
	unsigned handed = 0;
	struct report report = { .form = forms[which % 2], .summary = which / 2 == 0 };
	struct resume r = { .fn = hand, .arg = &handed };
	struct item item = { .path = "a.pem", .format = "pem", .line = 1, .der = SPAN_LIT("\x30\x03\x02\x01\x00"), .fault = "none" };

	command_quiet();
	command_write(&file, data, size);
	snprintf(output, sizeof output, "/dev/shm/smimelint-fuzz-%ld.out", (long)getpid());
	snprintf(partial, sizeof partial, "%s.partial", output);
	must(symlink(file.path, partial) == 0);
	if (resume_open(&r, context(), &report, output)) {
		for (item.index = 0; item.index < 4 && resume_item(&r, &item) == 0; item.index++)
			;
		(void)resume_end(&r);
		must(handed <= 4);
	}
	resume_free(&r);
	must(unlink(partial) == 0);
	return 0;
}
