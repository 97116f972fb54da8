#include "os/clock.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include "os/stop.h"

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
	return stop_asked() || (until != 0 && clock_now() >= until);
}

bool
clock_wait(int fd, int64_t until)
{
	struct pollfd p[] = { { .fd = fd, .events = POLLIN }, { .fd = stop_fd(), .events = POLLIN } };
	int64_t left = -1;
	int k;

	if (until == 0 && stop_fd() < 0)
		return true;
	do {
		if (stop_asked())
			return false;
		if (until != 0 && (left = until - clock_now()) <= 0)
			return false;
		k = poll(p, 2, left > INT_MAX ? INT_MAX : (int)left);
	} while (k == 0 || (k < 0 && errno == EINTR));
	return !stop_asked();
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
