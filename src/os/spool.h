/* SPDX-License-Identifier: Apache-2.0 */
/* spool.h - octets that come once and are wanted more often, in a temporary file without a name. */
#ifndef OS_SPOOL_H
#define OS_SPOOL_H

#include "os/stream.h"

struct spool {
	int fd;
	uint64_t n;		/* octets in it */
	bool failed;		/* there is no room for more */
};

/* In the folder that TMPDIR names, else /tmp.  False: there can be none. */
bool spool_open(struct spool *);
void spool_put(struct spool *, struct span octets);
/* Takes up to n octets off the stream; fewer where it ends, or there is no room. */
void spool_take(struct spool *, struct stream *, uint64_t n);
/* All of it; SPAN_NONE: it cannot be mapped.  mapping_close() ends it. */
struct span spool_map(const struct spool *);
void spool_close(struct spool *);

#endif
