/* SPDX-License-Identifier: Apache-2.0 */
#include "os/spool.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "os/mapping.h"

bool
spool_open(struct spool *s)
{
	const char *dir = getenv("TMPDIR");
	char path[PATH_MAX];
	int n = snprintf(path, sizeof path, "%s/smimelint-XXXXXX", dir != NULL && *dir != '\0' ? dir : "/tmp");

	*s = (struct spool){ .fd = -1 };
	if (n < 0 || (size_t)n >= sizeof path || (s->fd = mkstemp(path)) < 0)
		return false;
	(void)unlink(path);
	return true;
}

void
spool_put(struct spool *s, struct span octets)
{
	while (octets.n > 0 && !s->failed) {
		ssize_t n = write(s->fd, octets.p, octets.n);

		if (n < 0 && errno != EINTR)
			s->failed = true;
		else if (n > 0) {
			octets = span_sub(octets, (size_t)n, octets.n - (size_t)n);
			s->n += (size_t)n;
		}
	}
}

void
spool_take(struct spool *s, struct stream *r, uint64_t n)
{
	while (n > 0 && !s->failed) {
		struct span octets = stream_ahead(r);

		if (octets.n == 0)
			return;
		if (octets.n > n)
			octets.n = (size_t)n;
		spool_put(s, octets);
		stream_skip(r, octets.n);
		n -= octets.n;
	}
}

struct span
spool_map(const struct spool *s)
{
	return mapping_open(s->fd, s->n);
}

void
spool_close(struct spool *s)
{
	if (s->fd >= 0)
		(void)close(s->fd);
	s->fd = -1;
}
