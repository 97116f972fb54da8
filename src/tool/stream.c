#include "tool/stream.h"

#include <errno.h>
#include <unistd.h>

#include "tool/clock.h"

/* Moves what lies ahead to the front and reads once behind it. */
static void
stream_more(struct stream *r)
{
	ssize_t k;

	if (r->pos > 0) {
		memmove(r->buf, r->buf + r->pos, r->n - r->pos);
		r->n -= r->pos;
		r->pos = 0;
	}
	if (!clock_wait(r->fd, r->until)) {
		r->error = ETIMEDOUT;
		r->eof = true;
		return;
	}
	do
		k = read(r->fd, r->buf + r->n, STREAM_SIZE - r->n);
	while (k < 0 && errno == EINTR);
	if (k < 0)
		r->error = errno;
	if (k <= 0)
		r->eof = true;
	else
		r->n += (size_t)k;
}

bool
stream_await(struct stream *r)
{
	if (r->pos == r->n && !r->eof)
		stream_more(r);
	return r->pos < r->n;
}

struct span
stream_fill(struct stream *r)
{
	while (!r->eof && r->n - r->pos < STREAM_SIZE)
		stream_more(r);
	return (struct span){ r->buf + r->pos, r->n - r->pos };
}

struct span
stream_take(struct stream *r)
{
	struct span s;

	if (r->pos == r->n && !r->eof)
		stream_more(r);
	s = (struct span){ r->buf + r->pos, r->n - r->pos };
	r->pos = r->n;
	return s;
}

/* Length of the line that lies ahead; SIZE_MAX when its end does not. */
static size_t
line_length(struct span ahead)
{
	const uint8_t *lf = memchr(ahead.p, '\n', ahead.n);
	size_t n = lf != NULL ? (size_t)(lf - ahead.p) : ahead.n;
	const uint8_t *cr = memchr(ahead.p, '\r', n);

	if (cr != NULL)
		return (size_t)(cr - ahead.p);
	return lf != NULL ? n : SIZE_MAX;
}

struct span
stream_line(struct stream *r, bool *ends)
{
	struct span line;
	size_t n;

	for (;;) {
		if (r->after_cr && r->pos < r->n) {
			r->after_cr = false;
			r->pos += r->buf[r->pos] == '\n';
		}
		line = (struct span){ r->buf + r->pos, r->n - r->pos };
		n = line_length(line);
		if (n != SIZE_MAX || r->eof || line.n == STREAM_SIZE)
			break;
		stream_more(r);
	}
	*ends = true;
	if (n != SIZE_MAX) {
		r->after_cr = line.p[n] == '\r';
		line.n = n;
		r->pos += n + 1;
		return line;
	}
	if (line.n == 0)
		return SPAN_NONE;
	r->pos = r->n;
	*ends = r->eof;
	return line;
}
