/* SPDX-License-Identifier: Apache-2.0 */
/* Large CRLs that were cut short, among those of before: --previous refuses them, --sequence passes over them, wherever the cut lies. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>

#include "command/lint/neighbours.h"
#include "large_crl.h"

#define SAYS ((uint32_t)9 << 20)
/* From so many octets on a file is read in place. */
#define LEAST ((uint32_t)8 << 20)

static const struct opt_given previous = { .opt = &(const struct opt){ .name = "previous", .id = OPT_PREVIOUS } };

/* Is a file of so many octets taken for --previous?  As one of several operands of --sequence it never ends the run. */
static bool
is_taken(uint32_t size)
{
	char path[] = "/tmp/smimelint-test-XXXXXX";
	const char *operand[] = { path, path };
	struct opt_line line = { .operand = operand, .n_operand = 2 };
	struct lint l = { .line = &line, .input = { .limit = 1 << 20 } };
	struct opt_given given = previous;
	int fd = mkstemp(path);
	bool taken;

	assert_true(fd >= 0);
	large_crl_put(fd, SAYS, size, 0x17);
	close(fd);
	assert_int_equal(smimelint_ctx_new(&l.ctx), SMIMELINT_OK);
	given.value = path;
	taken = neighbours_read(&l, &given);
	assert_true(neighbours_among_operands(&l));
	smimelint_ctx_free(l.ctx);
	neighbours_close(&l);
	assert_int_equal(unlink(path), 0);
	return taken;
}

static void
test_cut(void **state)
{
	(void)state;
	for (uint32_t cut = 1; cut < SAYS - LEAST; cut = cut * 3 + 1)
		assert_false(is_taken(SAYS - cut));
	for (uint32_t size = LEAST - 1; size <= LEAST + 1; size++)
		assert_false(is_taken(size));
	for (uint32_t size = sizeof large_crl_start; size < LEAST; size = size * 5 + 3)
		assert_false(is_taken(size));
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_cut) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
