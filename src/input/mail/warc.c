/* SPDX-License-Identifier: Apache-2.0 */
/* warc.c - archives of what web servers answered (WARC, ISO 28500): records, each of a head and of as many octets as it says. */
#include <stdlib.h>

#include "base/ascii.h"
#include "input/form.h"
#include "input/mail/http.h"
#include "input/mail/warc.h"

/* Octets of the head of a record, no more. */
#define HEAD 16384
#define CUT "a record of a WARC that ends before its Content-Length (ISO 28500 4)"

struct record {
	size_t head;			/* octets of its head */
	uint64_t length, lines;		/* octets of its block; line ends of its head */
	bool about;			/* of a request, or about other records: nothing is looked for there */
};

/* ISO 28500 5.5: the types of records that hold nothing that a server gave. */
static bool
is_about(struct span type)
{
	return http_takes(&type, "warcinfo") || http_takes(&type, "request") || http_takes(&type, "metadata") || http_takes(&type, "revisit");
}

/* False: no record begins here whose head ends. */
static bool
read_head(struct record *w, struct span text)
{
	struct span rest = text, line = sniff_line(&rest);
	bool counted = false;

	*w = (struct record){ .lines = 1 };
	if (line.n < 6 || !span_starts(line, SPAN_LIT("WARC/")) || !is_digit(line.p[5]))
		return false;
	while (rest.n > 0 && (line = sniff_line(&rest)).n > 0) {
		w->lines++;
		if (http_takes(&line, "content-length:")) {
			counted = line.n > 0 && is_digit(line.p[0]);
			w->length = digits_number(line);
		} else if (http_takes(&line, "warc-type:")) {
			w->about = is_about(line);
		}
	}
	w->lines++;
	w->head = text.n - rest.n;
	return line.n == 0 && counted;
}

bool
warc_begins(struct span text)
{
	struct record w;

	return text.n > 5 && text.p[0] == 'W' && read_head(&w, text.n > HEAD ? span_sub(text, 0, HEAD) : text);
}

/* ---- what a record holds ---- */

struct block {
	struct stream *under;
	uint64_t left, lines;
};

static size_t
read_block(struct stream *r, uint8_t *to, size_t n)
{
	struct block *b = r->arg;
	struct span s = b->left > 0 ? stream_ahead(b->under) : SPAN_NONE;

	n = s.n < n ? s.n : n;
	n = b->left < n ? (size_t)b->left : n;
	for (size_t i = 0; i < n; i++)
		b->lines += s.p[i] == '\n';
	if (n > 0)
		memcpy(to, s.p, n);
	stream_skip(b->under, n);
	b->left -= n;
	stream_end_as(r, b->under);
	if (r->fault == NULL && n == 0 && b->left > 0)
		r->fault = CUT;
	return n;
}

/* It is read as a file of an archive is; who asked, and for what, is not worth a word. */
static int
one_record(struct input *in, struct stream *r, const struct record *w, uint8_t *buf, uint64_t *line)
{
	struct input_place before = input_place(in);
	struct block b = { .under = r, .left = w->length };
	struct stream s = { .read = read_block, .arg = &b, .until = r->until, .buf = buf };
	int ret = 0;

	stream_skip(r, w->head);
	in->any = true;
	in->passing = w->about;
	in->line = in->line > 0 ? in->line : *line + 1;
	if (stream_await(&s))
		ret = input_stream(in, &s);
	while (ret == 0 && stream_take(&s).n > 0)
		;
	if (ret == 0 && s.fault != NULL && r->fault == NULL)
		ret = input_item(in, NULL, 0, SPAN_NONE, s.fault);
	input_place_back(in, before);
	*line += w->lines + b.lines;
	return ret;
}

/* The two line ends behind a record. */
static uint64_t
skip_ends(struct stream *r)
{
	struct span s;
	uint64_t lines = 0;

	while ((s = stream_ahead(r)).n > 0 && (s.p[0] == '\r' || s.p[0] == '\n')) {
		lines += s.p[0] == '\n';
		stream_skip(r, 1);
	}
	return lines;
}

int
input_warc(struct input *in, struct stream *r)
{
	uint64_t before = in->items + in->skipped + in->holding, line = in->lines;
	uint8_t *buf = input_buffer(in);
	struct record w;
	int ret = 0;

	if (buf == NULL)
		return -1;
	while (ret == 0 && read_head(&w, stream_window(r, HEAD))) {
		ret = one_record(in, r, &w, buf, &line);
		line += skip_ends(r);
	}
	in->lines = line;
	free(buf);
	if (ret != 0 || stream_broken(r) || in->items + in->skipped + in->holding > before)
		return ret;
	return input_nothing(in, NULL, "a WARC without a certificate");
}
