/* SPDX-License-Identifier: Apache-2.0 */
/* A large CRL whose file becomes shorter while it is linted: it is unreadable, whatever was found in what is left. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <unistd.h>

#include "command/batch/linter.h"
#include "os/mapping.h"

#define SIZE 100000

/* A CRL of SIZE octets, whose rest stands for what is not read. */
static const uint8_t head[] = { 0x30, 0x83, 0x01, 0x86, 0x9b, 0x30, 0x83, 0x01, 0x86, 0x96, 2, 1, 1, 0x30, 3, 6, 1, 0, 0x30, 0, 0x17 };

static void
assert_linted(off_t left, const char *fault)
{
	char path[] = "/tmp/smimelint-test-XXXXXX";
	struct report r = { .form = report_form_find("line"), .style = { .width = 100 } };
	struct item item = { .path = "a.crl", .format = "der", .mapped = true };
	struct out text = { NULL, 0, 0, false };
	smimelint_ctx *ctx;
	struct linter l;
	int fd = mkstemp(path);

	assert_true(fd >= 0 && unlink(path) == 0 && ftruncate(fd, SIZE) == 0);
	assert_int_equal(pwrite(fd, head, sizeof head, 0), sizeof head);
	item.der = mapping_open(fd, SIZE);
	assert_non_null(item.der.p);
	assert_int_equal(ftruncate(fd, left), 0);
	close(fd);
	assert_int_equal(smimelint_ctx_new(&ctx), SMIMELINT_OK);
	assert_true(linter_init(&l, ctx, &r));
	assert_true(linter_item(&l, &text, &item, 0));
	out_char(&text, '\0');
	assert_true((strstr(text.p, fault) != NULL) == (left < SIZE));
	if (left < SIZE)
		assert_ptr_equal(strchr(text.p, '\n'), text.p + text.n - 2);
	assert_int_equal(l.tally.results, 1);
	out_free(&text);
	linter_free(&l);
	smimelint_ctx_free(ctx);
	mapping_close(item.der);
}

static void
test_lost(void **state)
{
	static const off_t left[] = { SIZE, SIZE - 1, 5000, 0 };

	(void)state;
	for (size_t i = 0; i < sizeof left / sizeof *left; i++)
		assert_linted(left[i], "x690.crl.unreadable: the input is no CRL that can be read: " MAPPING_LOST);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_lost) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
