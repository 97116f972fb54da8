/* SPDX-License-Identifier: Apache-2.0 */
/* clock.c - a wait ends when the time is over; who hangs on is ended by the backstop, with its code; who is done before is not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "os/clock.h"

void __wrap__exit(int);

/* What was counted for the coverage is written first. */
void
__wrap__exit(int code)
{
	exit(code);
}

/* The exit code of a process that has this backstop, and waits for so many seconds and so many times. */
static int
ends_with(unsigned backstop, unsigned seconds, int times)
{
	pid_t child = fork();
	int status;

	assert_true(child >= 0);
	if (child == 0) {
		clock_backstop(backstop, 1, 7, "");
		while (times-- > 0)
			sleep(seconds);
		exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void
test_backstop(void **state)
{
	(void)state;
	assert_int_equal(ends_with(1, 30, 1000), 7);
	assert_int_equal(ends_with(1, 30, 3), 0);
	assert_int_equal(ends_with(30, 0, 1), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_backstop) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
