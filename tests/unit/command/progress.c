/* SPDX-License-Identifier: Apache-2.0 */
/* The line that says how far a run is: what is in it, how wide it is, how often it comes, and that it goes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command/batch/progress.h"
#include "os/clock.h"

#define ERASE "\r\033[K"

static int kept = -1, ends[2];

/* Standard error goes into a pipe. */
static int
begin(void **state)
{
	(void)state;
	kept = dup(STDERR_FILENO);
	return kept >= 0 && pipe(ends) == 0 && dup2(ends[1], STDERR_FILENO) >= 0 &&
	    fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0 ? 0 : -1;
}

static int
end(void **state)
{
	(void)state;
	dup2(kept, STDERR_FILENO);
	close(kept);
	close(ends[0]);
	close(ends[1]);
	return 0;
}

static void
expect(const char *text)
{
	char seen[4096];
	ssize_t n = read(ends[0], seen, sizeof seen - 1);

	seen[n > 0 ? n : 0] = '\0';
	assert_string_equal(seen, text);
}

/* A run that began a thousand seconds ago; figures are such that some milliseconds more do not change them. */
static struct progress
long_ago(const struct input *in, uint64_t total)
{
	return (struct progress){ .on = true, .input = in, .total = total, .began = clock_now() - 1000000 };
}

static void
all_parts(void **state)
{
	struct input in = { .octets = 250 };
	struct progress p = long_ago(&in, 1000);
	const uint64_t status[LEVELS] = { [SMIMELINT_PASS] = 1234567, [SMIMELINT_ERROR] = 3, [SMIMELINT_UNREADABLE] = 10 };

	(void)state;
	progress_add(&p, status);
	expect(ERASE "1 234 580 certificates, 1 234/s, 25 %, 50:00 left: error 3, pass 1 234 567, unr");
	progress_end(&p);
	expect(ERASE);
	progress_end(&p);
	expect("");
}

static void
without_total(void **state)
{
	struct input in = { .octets = 250 };
	struct progress p = long_ago(&in, 0);

	(void)state;
	progress_add(&p, (const uint64_t[LEVELS]){ [SMIMELINT_WARNING] = 4500 });
	expect(ERASE "4 500 certificates, 4/s: warning 4 500");
}

static void
long_time_left(void **state)
{
	struct input in = { .octets = 1000 };
	struct progress p = long_ago(&in, 4700);

	(void)state;
	progress_add(&p, (const uint64_t[LEVELS]){ [SMIMELINT_NOTICE] = 1 });
	expect(ERASE "1 certificate, 0/s, 21 %, 1:01:40 left: notice 1");
}

/* Nothing is said of a rate in the first second. */
static void
first_second(void **state)
{
	struct input in = { .octets = 10 };
	struct progress p = { .on = true, .input = &in, .total = 20, .began = clock_now() };

	(void)state;
	progress_add(&p, (const uint64_t[LEVELS]){ [SMIMELINT_PASS] = 7 });
	expect(ERASE "7 certificates, 50 %: pass 7");
	progress_add(&p, (const uint64_t[LEVELS]){ [SMIMELINT_PASS] = 7 });
	expect("");
	p.updated -= 1000;
	progress_add(&p, (const uint64_t[LEVELS]){ [SMIMELINT_PASS] = 7 });
	expect(ERASE "21 certificates, 50 %: pass 21");
}

/* What an earlier run did is counted, and took no time of this one. */
static void
resumed(void **state)
{
	struct input in = { .octets = 500 };
	struct progress p = long_ago(&in, 1000);
	struct tally t = { .results = 1000, .status = { [SMIMELINT_ERROR] = 1000 } };

	(void)state;
	progress_resume(&p, &t);
	progress_add(&p, (const uint64_t[LEVELS]){ [SMIMELINT_PASS] = 5500 });
	expect(ERASE "6 500 certificates, 5/s, 50 %: error 1 000, pass 5 500");
}

static void
shares_terminal(void **state)
{
	struct input in = { .octets = 0 };
	struct progress p = long_ago(&in, 0);

	(void)state;
	progress_add(&p, (const uint64_t[LEVELS]){ [SMIMELINT_PASS] = 1500 });
	progress_hide(&p);
	expect(ERASE "1 500 certificates, 1/s: pass 1 500");
	p.shares_terminal = true;
	progress_hide(&p);
	expect(ERASE);
	/* It comes back at once: the results took its place. */
	progress_add(&p, (const uint64_t[LEVELS]){ [SMIMELINT_PASS] = 1000 });
	expect(ERASE "2 500 certificates, 2/s: pass 2 500");
}

static void
off(void **state)
{
	struct progress p = { .on = false };

	(void)state;
	progress_add(&p, (const uint64_t[LEVELS]){ [SMIMELINT_PASS] = 10 });
	progress_add(NULL, (const uint64_t[LEVELS]){ [SMIMELINT_PASS] = 10 });
	progress_hide(NULL);
	progress_end(&p);
	expect("");
	assert_true(progress_choose(&p, "auto", false));
	assert_false(p.on);
	assert_true(progress_choose(&p, "always", false));
	assert_true(p.on);
	assert_false(progress_choose(&p, "yes", false));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(all_parts, begin, end),
		cmocka_unit_test_setup_teardown(without_total, begin, end),
		cmocka_unit_test_setup_teardown(long_time_left, begin, end),
		cmocka_unit_test_setup_teardown(first_second, begin, end),
		cmocka_unit_test_setup_teardown(resumed, begin, end),
		cmocka_unit_test_setup_teardown(shares_terminal, begin, end),
		cmocka_unit_test_setup_teardown(off, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
