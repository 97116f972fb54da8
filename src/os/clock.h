/* SPDX-License-Identifier: Apache-2.0 */
/* clock.h - the time that passes, for limits: a clock that nobody sets. */
#ifndef OS_CLOCK_H
#define OS_CLOCK_H

#include <stdint.h>

/* Milliseconds since some moment before the program began. */
int64_t clock_now(void);
/* Ends the process with this exit code once so many seconds are over: for what cannot be interrupted otherwise. */
void clock_backstop(unsigned seconds, int code);

#endif
