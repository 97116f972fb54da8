/* SPDX-License-Identifier: Apache-2.0 */
#include "os/clock.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/time.h>
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

/* Between two signals: one that comes just before a call that waits is not the last. */
#define AGAIN 100000			/* microseconds */

static int64_t given_up;		/* the moment after which the process ends */
static int backstop_code;
static const char *last_words;

/* Ends a wait that nothing else ends, such as that for the writer of a pipe. */
static void
backstop(int signal_number)
{
	int error = errno;

	(void)signal_number;
	if (clock_now() >= given_up) {
		(void)!write(STDERR_FILENO, last_words, strlen(last_words));
		_exit(backstop_code);
	}
	errno = error;
}

void
clock_backstop(unsigned seconds, unsigned patience, int code, const char *words)
{
	struct sigaction action = { .sa_handler = backstop };
	struct itimerval timer = { .it_interval = { .tv_usec = AGAIN }, .it_value = { .tv_sec = seconds, .tv_usec = 1000 } };

	given_up = clock_now() + ((int64_t)seconds + patience) * 1000;
	backstop_code = code;
	last_words = words;
	sigemptyset(&action.sa_mask);
	if (sigaction(SIGALRM, &action, NULL) == 0)
		setitimer(ITIMER_REAL, &timer, NULL);
}
