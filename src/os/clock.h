/* clock.h - the time that passes, for limits: a clock that nobody sets. */
#ifndef OS_CLOCK_H
#define OS_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

/* Milliseconds since some moment before the program began. */
int64_t clock_now(void);
/* Is this moment over?  0 never is: no limit.  After a signal to stop (stop.h) every moment is. */
bool clock_over(int64_t until);
/*
 * Waits until there is something to read (or its end, or an error); false when
 * `until` (0: no limit) is over first, or a signal to stop has come.
 */
bool clock_wait(int fd, int64_t until);
/* Ends the process with this exit code once so many seconds are over: for what cannot be interrupted otherwise. */
void clock_backstop(unsigned seconds, int code);

#endif
