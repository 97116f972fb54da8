/* SPDX-License-Identifier: Apache-2.0 */
/* http_body.c - what is in an answer of a web server: all of its body, or what its chunks are when they are put together. */
#include <stdlib.h>

#include "base/ascii.h"
#include "input/form.h"
#include "input/mail/http.h"

/* Shorter bodies are read by themselves: their beginning alone does not tell what they are. */
#define SHORT 64
#define NOTHING "the answer of a web server with nothing in it that is linted"
#define TOO_SHORT "the answer of a web server that ends before its Content-Length (RFC 9112 8)"

/* The whole of a short body; SPAN_NONE: it is longer, or may be. */
static struct span
short_body(const struct http *h, struct span all)
{
	struct span body = span_from(all, h->body);

	if (h->length < body.n)
		body.n = (size_t)h->length;
	else if (all.n == STREAM_SIZE)
		return SPAN_NONE;
	return body.n < SHORT ? body : SPAN_NONE;
}

static int
read_short(struct input *in, struct stream *r, struct span body, size_t head)
{
	uint64_t before = in->items + in->skipped + in->holding;
	const char *words = sniff_other_text(&in->arena, span_sub(stream_ahead(r), 0, head + body.n));
	uint8_t octets[SHORT];
	int ret = 0;

	if (body.n > 0)
		memcpy(octets, body.p, body.n);
	stream_skip(r, head + body.n);
	in->passing = true;
	if (body.n > 0)
		ret = input_octets_of(in, (struct span){ octets, body.n });
	if (ret != 0 || in->items + in->skipped + in->holding > before)
		return ret;
	return input_item(in, NULL, 0, SPAN_NONE, words != NULL ? words : NOTHING);
}

/* ---- the body alone ---- */

/* Octets of a line in front of a chunk or behind the last, no more. */
#define CHUNK_LINE 1024

struct body {
	struct stream *under;
	uint64_t left;			/* octets of it, or of the chunk at hand */
	bool chunked, first, last;
	bool counted;			/* `left` is what Content-Length says */
	bool missing;			/* it ends where a chunk should begin */
};

/* Fields behind the last chunk (RFC 9112 7.1.2), up to an empty line. */
static void
skip_trailer(struct stream *r)
{
	struct span all, rest, line;

	do {
		all = rest = stream_window(r, CHUNK_LINE);
		line = sniff_line(&rest);
		if (line.n > 0 && !sniff_field(line))
			break;
		stream_skip(r, all.n - rest.n);
	} while (line.n > 0);
}

/* Goes on to the next chunk; false: there is none where one should be. */
static bool
next_chunk(struct body *b)
{
	struct span all = stream_window(b->under, CHUNK_LINE), rest = all;
	uint64_t length;
	size_t n;

	/* A line end is behind each. */
	if (!b->first && sniff_line(&rest).n > 0)
		return false;
	n = http_chunk(rest, &length);
	b->missing = rest.n == 0;
	if (n == 0)
		return false;
	stream_skip(b->under, all.n - rest.n + n);
	b->left = length;
	b->first = false;
	b->last = length == 0;
	if (b->last)
		skip_trailer(b->under);
	return true;
}

static size_t
read_body(struct stream *r, uint8_t *to, size_t n)
{
	struct body *b = r->arg;
	struct span s;
	bool sound = b->left > 0 || !b->chunked || b->last || next_chunk(b);

	s = b->left > 0 ? stream_ahead(b->under) : SPAN_NONE;
	n = s.n < n ? s.n : n;
	n = b->left < n ? (size_t)b->left : n;
	if (n > 0)
		memcpy(to, s.p, n);
	stream_skip(b->under, n);
	b->left -= n;
	stream_end_as(r, b->under);
	if (r->fault == NULL && b->chunked && (!sound || (n == 0 && b->left > 0)))
		r->fault = sound || b->missing ? "the answer of a web server in chunks, of which the last is missing (RFC 9112 7.1)" :
		    "the answer of a web server in chunks, of which one has no length or another (RFC 9112 7.1)";
	if (r->fault == NULL && b->counted && n == 0 && b->left > 0)
		r->fault = TOO_SHORT;
	return n;
}

#define TO_THE_END (UINT64_MAX - 1)

/* Reads it as a file of it would be, whatever its form. */
static int
read_alone(struct input *in, struct stream *r, struct body *b, const char *words)
{
	/* What goes on to the end of the file has the file's. */
	unsigned line_ends = !b->chunked && b->left == TO_THE_END ? stream_line_ends(r) : 0;
	struct stream s = { .read = read_body, .arg = b, .line_ends = line_ends, .until = r->until, .buf = input_buffer(in) };
	uint64_t before = in->items + in->skipped + in->holding;
	int ret;

	if (s.buf == NULL)
		return -1;
	in->passing |= in->place != PLACE_OF_CERTIFICATE;
	in->cut_told = false;
	ret = input_stream(in, &s);
	if (ret == 0 && s.fault != NULL && r->fault == NULL && !in->cut_told)
		ret = input_item(in, NULL, 0, SPAN_NONE, s.fault);
	else if (ret == 0 && !stream_broken(r) && in->items + in->skipped + in->holding == before)
		ret = in->place != PLACE_OF_CERTIFICATE ? input_item(in, NULL, 0, SPAN_NONE, words) : input_nothing(in, NULL, words);
	free(s.buf);
	return ret;
}

/* How long the body is that begins so, where it is DER or packed; UINT64_MAX: nothing tells, or it is text. */
static uint64_t
length_of(const struct http *h, struct span body)
{
	/* Its first octets tell. */
	enum sniffed form = sniff_form(body.n > SHORT ? span_sub(body, 0, SHORT) : body, NULL);
	uint64_t element = form == SNIFF_DER ? sniff_length(body) : 0;

	if (form != SNIFF_DER)
		return form == SNIFF_GZIP || form == SNIFF_ZSTD ? h->length : UINT64_MAX;
	/* It ends before, in front of the next answer. */
	if (element < body.n && element < h->length && span_starts(span_from(body, (size_t)element), SPAN_LIT("HTTP/")))
		return element;
	if (!h->coded && h->length != UINT64_MAX && (element <= h->length || element == UINT64_MAX))
		return h->length;
	/* What was unpacked, and what is longer than it says, has a length that is that of something else (RFC 9112 6.3). */
	return element <= body.n ? TO_THE_END : UINT64_MAX;
}

static int
read_long(struct input *in, struct stream *r, const struct http *h, struct span all)
{
	struct span body = span_from(all, h->body);
	struct body b = { .under = r, .chunked = h->chunked, .first = true };
	const char *words = sniff_other_text(&in->arena, all);

	b.left = b.chunked ? 0 : length_of(h, body);
	if (b.left == UINT64_MAX)
		return input_text(in, r);
	b.counted = !b.chunked && b.left == h->length;
	stream_skip(r, h->body);
	return read_alone(in, r, &b, words != NULL ? words : NOTHING);
}

int
input_http(struct input *in, struct stream *r)
{
	struct input_place before = input_place(in);
	struct span all = stream_fill(r), body;
	struct http h;
	int ret;

	if (!http_head(&h, all))
		return input_text(in, r);
	h.chunked = h.chunked && !http_put_together(span_from(all, h.body), all.n < STREAM_SIZE);
	if (!h.chunked && (!in->crls || h.place == PLACE_OF_CERTIFICATE))
		return input_text(in, r);
	/* Of a certificate nothing else than its chunks is known here: it is read as the text of the answer would be. */
	if (h.place == PLACE_OF_CERTIFICATE || !in->crls) {
		h.place = PLACE_OF_CERTIFICATE;
		return read_long(in, r, &h, all);
	}
	in->place = h.place;
	in->any = in->passing = false;
	body = short_body(&h, all);
	ret = body.p != NULL ? read_short(in, r, body, h.body) : read_long(in, r, &h, all);
	if (ret == 0 && body.n > 0 && body.n < h.length && h.length != UINT64_MAX && !h.coded && !stream_broken(r))
		ret = input_item(in, NULL, 0, SPAN_NONE, TOO_SHORT);
	input_place_back(in, before);
	return ret;
}
