/* SPDX-License-Identifier: Apache-2.0 */
#include "os/clock.h"

#include <signal.h>
#include <time.h>
#include <unistd.h>

int64_t
clock_now(void)
{
	struct timespec t;

	if (clock_gettime(CLOCK_MONOTONIC, &t) != 0)
		return 1;
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000 + 1;
}

static volatile sig_atomic_t backstop_code;

static void
backstop(int signal_number)
{
	(void)signal_number;
	_exit(backstop_code);
}

void
clock_backstop(unsigned seconds, int code)
{
	struct sigaction action = { .sa_handler = backstop };

	backstop_code = code;
	sigemptyset(&action.sa_mask);
	if (sigaction(SIGALRM, &action, NULL) == 0)
		alarm(seconds);
}
