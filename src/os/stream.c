/* SPDX-License-Identifier: Apache-2.0 */
#include "os/stream.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "os/deadline.h"

static size_t
read_fd(struct stream *r, uint8_t *to, size_t n)
{
	ssize_t k;

	do
		k = read(r->fd, to, n);
	while (k < 0 && errno == EINTR);
	if (k < 0)
		r->error = errno;
	if (k > 0 && r->most != 0 && r->before + r->n + (uint64_t)k > r->most) {
		r->error = EFBIG;
		return 0;
	}
	return k > 0 ? (size_t)k : 0;
}

size_t
stream_give(struct span *from, uint8_t *to, size_t n)
{
	size_t k = from->n < n ? from->n : n;

	if (k > 0)
		memcpy(to, from->p, k);
	*from = span_sub(*from, k, from->n - k);
	return k;
}

void
stream_end_as(struct stream *r, const struct stream *below)
{
	r->error = below->error;
	r->fault = below->fault;
}

size_t
stream_hand_on(struct stream *r, const struct stream *below, struct span *left, uint8_t *to, size_t n)
{
	size_t k = stream_give(left, to, n);

	if (k == 0)
		stream_end_as(r, below);
	return k;
}

size_t
stream_memory(struct stream *r, uint8_t *to, size_t n)
{
	return stream_give(r->arg, to, n);
}

size_t
stream_joined(struct stream *r, uint8_t *to, size_t n)
{
	struct stream_joined *j = r->arg;
	struct span ahead;
	size_t k;

	if (j->first.n > 0)
		return stream_give(&j->first, to, n);
	ahead = stream_ahead(j->rest);
	k = stream_hand_on(r, j->rest, &ahead, to, n);
	stream_skip(j->rest, k);
	return k;
}

bool
stream_broken(const struct stream *r)
{
	return r->error != 0 || r->fault != NULL;
}

bool
stream_cuts_line(const struct stream *r)
{
	return stream_broken(r) && r->eof && r->pos == r->n && r->pos > 0 && r->buf[r->pos - 1] != '\n' &&
	    r->buf[r->pos - 1] != '\r';
}

/* Moves what lies ahead to the front. */
static void
make_room(struct stream *r)
{
	if (r->pos == 0)
		return;
	memmove(r->buf, r->buf + r->pos, r->n - r->pos);
	r->n -= r->pos;
	r->before += r->pos;
	r->pos = 0;
}

/* What was given back comes first, and then the end that the stream had. */
static void
take_again(struct stream *r)
{
	struct stream_back *b = &r->back;
	struct span rest = span_from(out_span(&b->octets), b->pos);
	size_t k = stream_give(&rest, r->buf + r->n, STREAM_SIZE - r->n);

	r->n += k;
	b->pos += k;
	if (rest.n == 0)
		stream_back_free(r);
	if (k > 0)
		return;
	r->eof = true;
	r->error = b->error;
	r->fault = b->fault;
	b->ended = false;
}

/* Moves what lies ahead to the front and reads once behind it. */
static void
stream_more(struct stream *r)
{
	size_t k;

	make_room(r);
	if (r->back.octets.n > 0 || r->back.ended) {
		take_again(r);
		return;
	}
	if (r->read == NULL ? !deadline_wait(r->fd, r->until) : deadline_over(r->until)) {
		r->error = ETIMEDOUT;
		r->eof = true;
		return;
	}
	k = (r->read != NULL ? r->read : read_fd)(r, r->buf + r->n, STREAM_SIZE - r->n);
	if (r->seen != NULL)
		r->seen(r->seen_arg, (struct span){ r->buf + r->n, k });
	r->n += k;
	r->eof = k == 0;
}

struct span
stream_fill(struct stream *r)
{
	while (!r->eof && r->n - r->pos < STREAM_SIZE)
		stream_more(r);
	return (struct span){ r->buf + r->pos, r->n - r->pos };
}

struct span
stream_window(struct stream *r, size_t n)
{
	while (!r->eof && r->n - r->pos < n)
		stream_more(r);
	return (struct span){ r->buf + r->pos, r->n - r->pos };
}

uint64_t
stream_at(const struct stream *r)
{
	return r->before + r->pos;
}

uint64_t
stream_size(const struct stream *r)
{
	struct stat st;

	return r->read == NULL && fstat(r->fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0 ? (uint64_t)st.st_size : 0;
}

bool
stream_seek(struct stream *r, uint64_t at)
{
	/* Standard input may have been read from its middle on. */
	off_t here = r->read == NULL ? lseek(r->fd, 0, SEEK_CUR) : -1;
	off_t to = here - (off_t)(r->before + r->n + r->back.octets.n - r->back.pos) + (off_t)at;

	if (here < 0 || lseek(r->fd, to, SEEK_SET) < 0)
		return false;
	stream_back_free(r);
	r->back.ended = false;
	r->before = at;
	r->pos = r->n = 0;
	r->eof = r->after_cr = false;
	return true;
}

void
stream_back(struct stream *r, struct span line)
{
	r->pos = (size_t)(line.p - r->buf);
	r->after_cr = false;
}

void
stream_back_free(struct stream *r)
{
	out_free(&r->back.octets);
	r->back.pos = 0;
}

/* They lie in front of what lies ahead, or there is room for them. */
static bool
back_in_buffer(struct stream *r, struct span octets)
{
	size_t ahead = r->n - r->pos;

	if (octets.n <= r->pos && (octets.n == 0 || memcmp(r->buf + r->pos - octets.n, octets.p, octets.n) == 0)) {
		r->pos -= octets.n;
		return true;
	}
	if (octets.n > STREAM_SIZE - ahead)
		return false;
	make_room(r);
	memmove(r->buf + octets.n, r->buf, ahead);
	memcpy(r->buf, octets.p, octets.n);
	r->n += octets.n;
	r->before -= octets.n;
	return true;
}

/* … with what lies ahead, and what was given back before and is not yet taken again. */
static bool
back_beside(struct stream *r, struct span octets)
{
	struct span left = span_from(out_span(&r->back.octets), r->back.pos);
	struct out all = { NULL, 0, 0, false };

	out_mem(&all, octets.p, octets.n);
	out_mem(&all, r->buf + r->pos, r->n - r->pos);
	out_mem(&all, left.p, left.n);
	if (all.failed) {
		out_free(&all);
		return false;
	}
	stream_back_free(r);
	r->back.octets = all;
	r->before += r->pos;
	r->before -= octets.n;
	r->pos = r->n = 0;
	return true;
}

bool
stream_give_back(struct stream *r, struct span octets)
{
	if (!back_in_buffer(r, octets) && !back_beside(r, octets))
		return false;
	r->after_cr = false;
	if (r->eof) {
		r->back.ended = true;
		r->back.error = r->error;
		r->back.fault = r->fault;
		r->eof = false;
		r->error = 0;
		r->fault = NULL;
	}
	return true;
}

struct span
stream_ahead(struct stream *r)
{
	if (r->pos == r->n && !r->eof)
		stream_more(r);
	return (struct span){ r->buf + r->pos, r->n - r->pos };
}

bool
stream_await(struct stream *r)
{
	return stream_ahead(r).n > 0;
}

void
stream_skip(struct stream *r, size_t n)
{
	r->pos += n;
}

struct span
stream_take(struct stream *r)
{
	struct span s = stream_ahead(r);

	stream_skip(r, s.n);
	return s;
}

/* Where one is looked for before the other; longer than most lines. */
#define WINDOW 256

/*
 * Length of the line that lies ahead; SIZE_MAX when its end does not.  Each
 * window is searched for both ends, so that lines of one kind do not cost a
 * search for the other through all that lies ahead.
 */
static size_t
line_length(struct span ahead)
{
	for (size_t at = 0; at < ahead.n; at += WINDOW) {
		size_t n = ahead.n - at < WINDOW ? ahead.n - at : WINDOW;
		const uint8_t *lf = memchr(ahead.p + at, '\n', n);
		const uint8_t *cr = memchr(ahead.p + at, '\r', lf != NULL ? (size_t)(lf - ahead.p) - at : n);

		if (cr != NULL)
			return (size_t)(cr - ahead.p);
		if (lf != NULL)
			return (size_t)(lf - ahead.p);
	}
	return SIZE_MAX;
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

struct span
stream_raw_line(struct stream *r, bool *ends)
{
	const uint8_t *lf;
	struct span line;

	for (;;) {
		line = (struct span){ r->buf + r->pos, r->n - r->pos };
		lf = line.n > 0 ? memchr(line.p, '\n', line.n) : NULL;
		if (lf != NULL || r->eof || line.n == STREAM_SIZE)
			break;
		stream_more(r);
	}
	if (line.n == 0)
		return SPAN_NONE;
	if (lf != NULL)
		line.n = (size_t)(lf - line.p) + 1;
	stream_skip(r, line.n);
	*ends = lf != NULL || r->eof;
	return line;
}
