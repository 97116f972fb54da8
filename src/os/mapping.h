/* SPDX-License-Identifier: Apache-2.0 */
/* mapping.h - a large file that is read in place, a little of it in memory at a time. */
#ifndef OS_MAPPING_H
#define OS_MAPPING_H

#include <stdbool.h>

#include "base/span.h"

#define MAPPING_LOST "a file that became shorter while it was read"

/*
 * The whole of a regular file; SPAN_NONE: it cannot be mapped.  From the first
 * call on SIGBUS is handled: octets that the file loses meanwhile become zeros.
 */
struct span mapping_open(int fd, uint64_t size);
/* Has the file that these octets are mapped from become shorter?  Then nothing that was found in them counts. */
bool mapping_lost(struct span octets);
void mapping_close(struct span);
/* These octets of a mapping have been read for now: they are read from the file again when they are wanted. */
void mapping_release(void *unused, const uint8_t *octets, size_t n);

#endif
