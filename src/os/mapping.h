/* SPDX-License-Identifier: Apache-2.0 */
/* mapping.h - a large file that is read in place, a little of it in memory at a time. */
#ifndef OS_MAPPING_H
#define OS_MAPPING_H

#include "base/span.h"

/* The whole of a regular file; SPAN_NONE: it cannot be mapped. */
struct span mapping_open(int fd, uint64_t size);
void mapping_close(struct span);
/* These octets of a mapping have been read for now: they are read from the file again when they are wanted. */
void mapping_release(void *unused, const uint8_t *octets, size_t n);

#endif
