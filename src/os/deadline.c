/* SPDX-License-Identifier: Apache-2.0 */
#include "os/deadline.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>

#include "os/clock.h"
#include "os/stop.h"

bool
deadline_over(int64_t until)
{
	return stop_asked() || (until != 0 && clock_now() >= until);
}

bool
deadline_wait(int fd, int64_t until)
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
