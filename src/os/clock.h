/* SPDX-License-Identifier: Apache-2.0 */
/* clock.h - the time that passes, for limits: a clock that nobody sets. */
#ifndef OS_CLOCK_H
#define OS_CLOCK_H

#include <stdint.h>

/* Milliseconds since some moment before the program began. */
int64_t clock_now(void);
/*
 * After so many seconds SIGALRM interrupts calls that wait (EINTR); after
 * `patience` more it ends the process, with these words on standard error and
 * this exit code.  The words must last.
 */
void clock_backstop(unsigned seconds, unsigned patience, int code, const char *words);

#endif
