/* SPDX-License-Identifier: Apache-2.0 */
#include "input/pack/unpack.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>

static const char *const names[] = { [UNPACK_GZIP] = "gzip", [UNPACK_ZSTD] = "zstd" };

enum step { STEP_GOES_ON, STEP_ENDS, STEP_DAMAGED, STEP_NO_MEMORY };

static size_t
damaged(struct unpack *u, size_t made, const char *what)
{
	/* libzstd does not say how far into its input it came. */
	snprintf(u->words, sizeof u->words, "%s data that %s, %s octet %" PRIu64, names[u->form], what,
	    u->form == UNPACK_ZSTD && u->damaged ? "behind" : "at", u->in);
	u->stream.fault = u->words;
	u->ended = true;
	return made;
}

/* One step of zlib: what was used is taken off the front of *in, what was made counted in *made. */
static enum step
step_gzip(struct unpack *u, struct span *in, uint8_t *to, size_t n, size_t *made)
{
	static const uint8_t none[1];
	z_stream *z = &u->gzip;
	int r;

	if (!u->inside && inflateReset(z) != Z_OK)
		return STEP_DAMAGED;
	z->next_in = in->n > 0 ? in->p : none;
	z->avail_in = (uInt)in->n;
	z->next_out = to;
	z->avail_out = (uInt)n;
	r = inflate(z, Z_NO_FLUSH);
	*in = span_sub(*in, in->n - z->avail_in, z->avail_in);
	*made = n - z->avail_out;
	if (r == Z_STREAM_END)
		return STEP_ENDS;
	if (r == Z_MEM_ERROR)
		return STEP_NO_MEMORY;
	return r == Z_OK || r == Z_BUF_ERROR ? STEP_GOES_ON : STEP_DAMAGED;
}

static enum step
step_zstd(struct unpack *u, struct span *in, uint8_t *to, size_t n, size_t *made)
{
	ZSTD_inBuffer from = { in->p, in->n, 0 };
	ZSTD_outBuffer out = { to, n, 0 };
	size_t r = ZSTD_decompressStream(u->zstd, &out, &from);

	*in = span_sub(*in, from.pos, in->n - from.pos);
	*made = out.pos;
	if (ZSTD_isError(r))
		return STEP_DAMAGED;
	return r == 0 ? STEP_ENDS : STEP_GOES_ON;
}

static bool
over_limit(const struct unpack *u)
{
	return u->out > u->limit && (u->ratio == 0 || u->out / u->ratio > u->in);
}

/* The input below has ended: as it should, or inside a member. */
static size_t
ends(struct unpack *u)
{
	u->ended = true;
	u->stream.error = u->from->error;
	if (u->from->fault != NULL)
		u->stream.fault = u->from->fault;
	else if (u->inside && u->from->error == 0)
		return damaged(u, 0, "end too early");
	return 0;
}

/* Does another member or frame begin here?  Of gzip by two octets, so that what is damaged behind them is told of. */
static bool
goes_on(const struct unpack *u)
{
	struct span s = stream_window(u->from, 4);

	if (u->form == UNPACK_GZIP)
		return s.n >= 2 && s.p[0] == 0x1f && s.p[1] == 0x8b;
	return s.n >= 4 && (memcmp(s.p, "\x28\xb5\x2f\xfd", 4) == 0 || ((s.p[0] & 0xf0) == 0x50 && memcmp(s.p + 1, "\x2a\x4d\x18", 3) == 0));
}

/* Between members: zeros are the padding of a tape or a block, as gzip(1) takes them. */
static struct span
next_input(struct unpack *u)
{
	struct span in = stream_ahead(u->from);

	while (u->form == UNPACK_GZIP && !u->inside && u->in > 0 && in.n > 0 && in.p[0] == 0) {
		stream_skip(u->from, 1);
		u->in++;
		in = stream_ahead(u->from);
	}
	return in;
}

static size_t
read_unpacked(struct stream *r, uint8_t *to, size_t n)
{
	struct unpack *u = r->arg;
	size_t made = 0;

	while (made == 0 && !u->ended) {
		struct span in = next_input(u), rest = in;
		enum step step;

		if (in.n == 0 && !u->full)
			return ends(u);
		if (!u->inside && u->in > 0 && !goes_on(u)) {
			u->ended = u->followed = true;
			return 0;
		}
		/* Looking ahead may have moved them. */
		in = rest = stream_ahead(u->from);
		step = (u->form == UNPACK_GZIP ? step_gzip : step_zstd)(u, &rest, to, n, &made);
		stream_skip(u->from, in.n - rest.n);
		u->in += in.n - rest.n;
		u->out += made;
		u->inside = step == STEP_GOES_ON;
		u->full = u->inside && made == n;
		if (step == STEP_NO_MEMORY) {
			r->error = ENOMEM;
			u->ended = true;
		} else if (step == STEP_DAMAGED) {
			u->damaged = true;
			return damaged(u, made, "are damaged");
		} else if (over_limit(u)) {
			snprintf(u->words, sizeof u->words, "%s data of more than the %" PRIu64 " octets of --max-container",
			    names[u->form], u->limit);
			r->fault = u->words;
			u->ended = true;
		}
	}
	return made;
}

/* The fixed octets of a header (RFC 1952 2.3, RFC 8878 3.1.1), and those that have few values. */
static bool
header_begins(enum unpack_form form, const uint8_t *p)
{
	if (form == UNPACK_ZSTD)
		return memcmp(p, "\x28\xb5\x2f\xfd", 4) == 0;
	return memcmp(p, "\x1f\x8b\x08", 3) == 0 && p[3] < 0x20 && (p[8] == 0 || p[8] == 2 || p[8] == 4) &&
	    (p[9] <= 13 || p[9] == 255);
}

bool
unpack_resume(struct unpack *u)
{
	enum { HEADER = 10 };
	struct span in;
	bool found = false;
	/* A header that led nowhere is not tried again. */
	size_t n, from = u->in == u->resumed;

	while (u->damaged && !found && (in = stream_fill(u->from)).n >= HEADER + from) {
		for (n = from; n + HEADER <= in.n && !found; n += !found)
			found = header_begins(u->form, in.p + n);
		stream_skip(u->from, n);
		u->in += n;
		from = 0;
	}
	u->resumed = u->in;
	if (!found)
		return false;
	if (u->form == UNPACK_ZSTD)
		ZSTD_DCtx_reset(u->zstd, ZSTD_reset_session_only);
	u->inside = u->full = u->ended = u->damaged = false;
	u->stream.fault = NULL;
	u->stream.eof = false;
	u->stream.after_cr = false;
	u->stream.pos = u->stream.n = 0;
	return true;
}

bool
unpack_open(struct unpack *u, enum unpack_form form, struct stream *from)
{
	u->form = form;
	u->from = from;
	u->stream.read = read_unpacked;
	u->stream.arg = u;
	u->stream.until = from->until;
	u->stream.line_ends = stream_line_ends(from);
	/* 16: the format is gzip; 15: any window. */
	if (form == UNPACK_GZIP)
		return inflateInit2(&u->gzip, 16 + 15) == Z_OK;
	return (u->zstd = ZSTD_createDStream()) != NULL;
}

void
unpack_close(struct unpack *u)
{
	if (u->form == UNPACK_GZIP)
		inflateEnd(&u->gzip);
	ZSTD_freeDStream(u->zstd);
}
