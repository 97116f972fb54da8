/* SPDX-License-Identifier: Apache-2.0 */
/* deadline.h - moments (clock.h) at which reading ends, or before which a signal ends it. */
#ifndef OS_DEADLINE_H
#define OS_DEADLINE_H

#include <stdbool.h>
#include <stdint.h>

/* Is this moment over?  0 never is: no limit.  After a signal to stop (stop.h) every moment is. */
bool deadline_over(int64_t until);
/*
 * Waits until there is something to read (or its end, or an error); false when
 * `until` (0: no limit) is over first, or a signal to stop has come.
 */
bool deadline_wait(int fd, int64_t until);

#endif
