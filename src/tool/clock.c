#include "tool/clock.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
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

bool
clock_over(int64_t until)
{
	return until != 0 && clock_now() >= until;
}

bool
clock_wait(int fd, int64_t until)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	int64_t left;
	int k;

	if (until == 0)
		return true;
	do {
		left = until - clock_now();
		if (left <= 0)
			return false;
		k = poll(&p, 1, left > INT_MAX ? INT_MAX : (int)left);
	} while (k == 0 || (k < 0 && errno == EINTR));
	return true;
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
