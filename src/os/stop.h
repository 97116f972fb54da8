/* SPDX-License-Identifier: Apache-2.0 */
/* stop.h - the wish to end the run: SIGINT, SIGTERM, SIGHUP, SIGXFSZ. */
#ifndef OS_STOP_H
#define OS_STOP_H

#include <stdbool.h>

/*
 * From now on these signals are noted instead of ending the process, unless
 * they are ignored already.  One that comes a second later or more ends it.
 * False: errno says why not.
 */
bool stop_listen(void);
/* Has one of them come? */
bool stop_asked(void);
/* "SIGINT" and so on; NULL: none has come. */
const char *stop_name(void);
/* A file descriptor that becomes readable when one comes; -1: not listening. */
int stop_fd(void);

#endif
