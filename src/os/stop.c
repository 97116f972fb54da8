/* SPDX-License-Identifier: Apache-2.0 */
#include "os/stop.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

#include "os/clock.h"

/* A signal sent to a process and to its group comes twice: that is one wish. */
#define PATIENCE 1000

static volatile sig_atomic_t asked;
static int64_t first;			/* when it came (clock.h); for the handler only */
/* What the handler writes to wakes a wait that began before the signal came. */
static int wake[2] = { -1, -1 };

static void
note(int signal_number)
{
	int error = errno;

	if (asked == 0) {
		asked = signal_number;
		first = clock_now();
		(void)!write(wake[1], "", 1);
	} else if (clock_now() - first >= PATIENCE) {
		signal(signal_number, SIG_DFL);
		raise(signal_number);
	}
	errno = error;
}

/* What asks for an end; a file that has grown to its limit (SIGXFSZ) does, too. */
static const struct {
	int number;
	const char *name;
} signals[] = { { SIGINT, "SIGINT" }, { SIGTERM, "SIGTERM" }, { SIGHUP, "SIGHUP" }, { SIGXFSZ, "SIGXFSZ" } };
#define N_SIGNALS (sizeof signals / sizeof *signals)

static bool
listen_to(int signal_number)
{
	struct sigaction before, action = { .sa_handler = note };

	/* Each waits while another is handled. */
	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < N_SIGNALS; i++)
		sigaddset(&action.sa_mask, signals[i].number);
	if (sigaction(signal_number, NULL, &before) != 0)
		return false;
	return before.sa_handler == SIG_IGN || sigaction(signal_number, &action, NULL) == 0;
}

bool
stop_listen(void)
{
	if (wake[0] < 0 && pipe(wake) != 0)
		return false;
	for (size_t i = 0; i < 2; i++)
		if (fcntl(wake[i], F_SETFD, FD_CLOEXEC) != 0 || fcntl(wake[i], F_SETFL, O_NONBLOCK) != 0)
			return false;
	for (size_t i = 0; i < N_SIGNALS; i++)
		if (!listen_to(signals[i].number))
			return false;
	return true;
}

bool
stop_asked(void)
{
	return asked != 0;
}

const char *
stop_name(void)
{
	for (size_t i = 0; i < N_SIGNALS; i++)
		if (asked == signals[i].number)
			return signals[i].name;
	return NULL;
}

int
stop_fd(void)
{
	return wake[0];
}
