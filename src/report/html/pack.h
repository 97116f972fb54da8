/* SPDX-License-Identifier: Apache-2.0 */
/* pack.h - text compressed (raw deflate, RFC 1951) as it comes. */
#ifndef REPORT_HTML_PACK_H
#define REPORT_HTML_PACK_H

#define ZLIB_CONST
#include <zlib.h>

#include "base/out.h"

struct pack {
	z_stream z;
	struct out out;			/* compressed */
	bool open, failed;		/* memory is out */
};

void pack_begin(struct pack *);
void pack_mem(struct pack *, const void *p, size_t n);
/* Takes nothing after it. */
void pack_end(struct pack *);
/* Octets of base64 that what was taken so far needs at most. */
size_t pack_size(const struct pack *);
void pack_free(struct pack *);

#endif
