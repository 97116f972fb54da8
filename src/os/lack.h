/* SPDX-License-Identifier: Apache-2.0 */
/* lack.h - a library that is not there when it is needed: who asks for that ends in order, all others at once. */
#ifndef OS_LACK_H
#define OS_LACK_H

#include <stdbool.h>

/* From now on the caller asks lack_noted() before anything is told as right. */
void lack_bear(void);
/* A library is lacking.  False: nobody asks, and nothing may go on. */
bool lack_note(void);
bool lack_noted(void);

#endif
