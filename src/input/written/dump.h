/* SPDX-License-Identifier: Apache-2.0 */
/* dump.h - dumps of octets with their addresses, as xxd, hexdump, od, certutil and openssl print them. */
#ifndef INPUT_WRITTEN_DUMP_H
#define INPUT_WRITTEN_DUMP_H

#include "base/span.h"

/* Does a dump of something that may hold certificates begin with these lines? */
bool dump_begins(struct span text);
/* Does an address stand in front of this line? */
bool dump_address(struct span line);
/* The value of the digits of an address; UINT64_MAX: they are none in this radix. */
uint64_t dump_value(struct span digits, unsigned radix);
/* Is this line built as one of a dump? */
bool dump_line(struct span line);

#endif
