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

	/* The lines between chunks are none of it. */
	if (h->chunked)
		return SPAN_NONE;
	if (h->length < body.n)
		body.n = (size_t)h->length;
	else if (all.n == STREAM_SIZE)
		return SPAN_NONE;
	return body.n < SHORT ? body : SPAN_NONE;
}

static int
read_short(struct input *in, struct stream *r, const struct http *h, struct span all, struct span body)
{
	uint64_t before = in->items + in->skipped + in->holding;
	const char *words = sniff_answer(&in->arena, span_from(all, h->at), body);
	uint8_t octets[SHORT];
	int ret = 0;

	if (body.n > 0)
		memcpy(octets, body.p, body.n);
	stream_skip(r, h->body + body.n);
	in->passing = true;
	if (body.n > 0)
		ret = input_octets_of(in, (struct span){ octets, body.n });
	if (ret != 0 || in->items + in->skipped + in->holding > before)
		return ret;
	return input_item(in, NULL, 0, SPAN_NONE, words != NULL ? words : NOTHING);
}

/* ---- an answer as text, up to the next ---- */

struct answer {
	struct stream *under;
	uint64_t head;			/* octets of its head, and of those before it */
	uint64_t left;			/* octets up to its end; UINT64_MAX: the next begins with a line, or there is none */
	bool starts;			/* a line begins here */
};

/* Octets of one that begins, as far as they tell: "HTTP/1". */
#define NEXT_OCTETS 6

/* So many octets of these, that a line which may be the first of the next answer is not begun. */
static size_t
before_next(struct span s)
{
	size_t n = http_next(s);

	if (n > 0)
		return n;
	for (n = s.n; n > 0 && s.n - n < NEXT_OCTETS; n--)
		if (s.p[n - 1] == '\n')
			return n;
	return s.n;
}

static size_t
read_answer_text(struct stream *r, uint8_t *to, size_t n)
{
	struct answer *a = r->arg;
	struct span s = stream_window(a->under, NEXT_OCTETS);

	stream_end_as(r, a->under);
	if (a->head == 0 && (a->starts || a->left == 0) && http_is_next(s))
		return 0;
	/* What goes on behind its length has another. */
	a->left = a->left == 0 ? UINT64_MAX : a->left;
	s.n = s.n < n ? s.n : n;
	s.n = a->left < s.n ? (size_t)a->left : s.n;
	s.n = a->head == 0 ? before_next(s) : a->head < s.n ? (size_t)a->head : s.n;
	if (s.n == 0)
		return 0;
	memcpy(to, s.p, s.n);
	a->starts = s.p[s.n - 1] == '\n';
	a->head -= a->head > 0 ? s.n : 0;
	a->left -= a->left != UINT64_MAX ? s.n : 0;
	stream_skip(a->under, s.n);
	return s.n;
}

/* What is told of where nothing was found in it: beside others it is no better than alone. */
static int
found_nothing(struct input *in, struct stream *r, const struct http *h, bool page, const char *words)
{
	bool more = stream_await(r);

	if (in->place != PLACE_OF_CERTIFICATE)
		return input_item(in, NULL, 0, SPAN_NONE, words);
	if (more && http_asks_to_go_on(h))
		return 0;
	if (!more && !in->later)
		return input_nothing(in, NULL, words);
	return page || http_is_error(h) ? input_item(in, NULL, 0, SPAN_NONE, words) : input_skip(in, NULL, 0, words);
}

static int
read_answer(struct input *in, struct stream *r, const struct http *h, struct span all)
{
	struct answer a = { r, h->body, h->length < UINT64_MAX - h->body ? h->body + h->length : UINT64_MAX, false };
	struct stream s = { .read = read_answer_text, .arg = &a, .line_ends = stream_line_ends(r), .until = r->until, .buf = input_buffer(in) };
	struct input_place place = input_place(in);
	uint64_t before = in->items + in->skipped + in->holding;
	bool page = sniff_page(span_from(all, h->body)) != NULL;
	const char *words = sniff_answer(&in->arena, span_from(all, h->at), span_from(all, h->body));
	int ret;

	if (s.buf == NULL)
		return -1;
	in->any = in->passing = true;
	ret = input_text(in, &s);
	if (ret == 0 && stream_await(&s))
		ret = input_stream(in, &s);
	free(s.buf);
	input_place_back(in, place);
	if (ret != 0 || stream_broken(r) || in->items + in->skipped + in->holding > before)
		return ret;
	return found_nothing(in, r, h, page, words != NULL ? words : NOTHING);
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
read_alone(struct input *in, struct stream *r, const struct http *h, struct body *b, bool page, const char *words)
{
	/* What goes on to the end of the file has the file's. */
	unsigned line_ends = !b->chunked && b->left == TO_THE_END ? stream_line_ends(r) : 0;
	struct stream s = { .read = read_body, .arg = b, .line_ends = line_ends, .until = r->until, .buf = input_buffer(in) };
	uint64_t before = in->items + in->skipped + in->holding;
	bool passing = in->passing;
	int ret;

	if (s.buf == NULL)
		return -1;
	in->passing |= in->place != PLACE_OF_CERTIFICATE || page || http_is_error(h) || http_asks_to_go_on(h);
	in->cut_told = false;
	ret = input_stream(in, &s);
	in->passing = passing;
	if (ret == 0 && s.fault != NULL && r->fault == NULL && !in->cut_told)
		ret = input_item(in, NULL, 0, SPAN_NONE, s.fault);
	else if (ret == 0 && !stream_broken(r) && in->items + in->skipped + in->holding == before)
		ret = found_nothing(in, r, h, page, words);
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

/* The first of the body, out of its chunks. */
static struct span
first_octets(const struct http *h, struct span body, uint8_t *octets)
{
	struct span first = { octets, 0 };
	uint64_t length;
	size_t n;

	if (!h->chunked)
		return body;
	while (first.n < SHORT && (n = http_chunk(body, &length)) > 0 && length > 0) {
		struct span chunk = span_from(body, n);

		n = chunk.n < length ? chunk.n : (size_t)length;
		body = span_from(chunk, n);
		n = n < SHORT - first.n ? n : SHORT - first.n;
		memcpy(octets + first.n, chunk.p, n);
		first.n += n;
		/* A line end is behind each. */
		(void)sniff_line(&body);
	}
	return first;
}

static int
read_long(struct input *in, struct stream *r, const struct http *h, struct span all)
{
	struct span body = span_from(all, h->body);
	struct body b = { .under = r, .chunked = h->chunked, .first = true };
	uint8_t octets[SHORT];
	const char *words;
	bool page;

	b.left = b.chunked ? 0 : length_of(h, body);
	if (b.left == UINT64_MAX)
		return read_answer(in, r, h, all);
	body = first_octets(h, body, octets);
	words = sniff_answer(&in->arena, span_from(all, h->at), body);
	page = sniff_page(body) != NULL;
	b.counted = !b.chunked && b.left == h->length;
	stream_skip(r, h->body);
	return read_alone(in, r, h, &b, page, words != NULL ? words : NOTHING);
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
	/* Of a certificate nothing else than its chunks is known here: it is read as the text of the answer would be. */
	if (h.place == PLACE_OF_CERTIFICATE || !in->crls) {
		h.place = PLACE_OF_CERTIFICATE;
		return h.chunked ? read_long(in, r, &h, all) : read_answer(in, r, &h, all);
	}
	in->place = h.place;
	in->any = in->passing = false;
	body = short_body(&h, all);
	ret = body.p != NULL ? read_short(in, r, &h, all, body) : read_long(in, r, &h, all);
	if (ret == 0 && body.n > 0 && body.n < h.length && h.length != UINT64_MAX && !h.coded && !stream_broken(r))
		ret = input_item(in, NULL, 0, SPAN_NONE, TOO_SHORT);
	input_place_back(in, before);
	return ret;
}
