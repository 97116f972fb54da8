/* SPDX-License-Identifier: Apache-2.0 */
#include "command/merge/ahead.h"

#include <errno.h>
#include <unistd.h>

size_t
ahead_keep(struct ahead *a, struct span text)
{
	uint64_t before;

	if (!a->open && !(a->open = spool_open(&a->spool)))
		return 0;
	before = a->spool.n;
	spool_put(&a->spool, text);
	return (size_t)(a->spool.n - before);
}

bool
ahead_write(struct ahead *a, struct sink *sink)
{
	char octets[16384];
	uint64_t at = 0;
	bool ok = true;

	while (ok && a->open && at < a->spool.n) {
		ssize_t n = pread(a->spool.fd, octets, sizeof octets, (off_t)at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			sink->error = n < 0 ? errno : EIO;
		ok = n > 0 && sink_write(sink, octets, (size_t)n);
		at += ok ? (uint64_t)n : 0;
	}
	ahead_free(a);
	return ok;
}

void
ahead_free(struct ahead *a)
{
	if (a->open)
		spool_close(&a->spool);
	a->open = false;
}
