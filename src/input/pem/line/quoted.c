/* SPDX-License-Identifier: Apache-2.0 */
#include "input/pem/line/quoted.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "input/form.h"
#include "input/pem/line/frame.h"
#include "input/pem/line/steady.h"
#include "input/written/filler.h"
#include "input/written/run.h"

/* Octets of quoted text that are looked at. */
#define FIRST 4096

/* Octets at the front of a line that mark it: ">", and one blank. */
static size_t
mark(struct span line)
{
	if (line.n == 0 || line.p[0] != '>')
		return 0;
	return line.n > 1 && line.p[1] == ' ' ? 2 : 1;
}

/* The beginning without its marks. */
static struct span
first_lines(struct span text, uint8_t room[FIRST])
{
	size_t n = 0, marks;

	if (text.n > FIRST)
		text.n = FIRST;
	while ((marks = mark(text)) > 0) {
		const uint8_t *lf = memchr(text.p, '\n', text.n);
		size_t line = lf != NULL ? (size_t)(lf - text.p) + 1 : text.n;

		memcpy(room + n, text.p + marks, line - marks);
		n += line - marks;
		text = span_sub(text, line, text.n - line);
	}
	return (struct span){ room, n };
}

bool
quoted_inside(struct span text)
{
	uint8_t room[FIRST];
	size_t n = mark(text);
	struct span s;

	/* A quick look: "begin", "From", and the fields of MIME. */
	if (n == text.n || memchr("bFCcMm", text.p[n], 6) == NULL)
		return false;
	s = first_lines(text, room);
	return s.n > 0 && (sniff_uu(s) || sniff_mbox(s) || (sniff_mime_field(s) && sniff_mail(s)));
}

bool
quoted_begins(struct span text)
{
	uint8_t room[FIRST];
	struct span s = first_lines(text, room);

	return s.n > 0 && (sniff_uu(s) || sniff_mbox(s) || sniff_mail(s));
}

/* ---- without the marks ---- */

struct quoted {
	struct input *in;
	struct stream *from;
	const struct frame *frame;	/* NULL: marks of quoted mail */
	bool counts;			/* what stands in front could be read as what is behind it */
	struct steady steady;
	bool emptied;			/* a line has blanks where the first has words in front: a column of a table */
	bool another;			/* its next record begins */
	struct span rest;		/* of the line at hand */
	bool starts;			/* the next piece begins a line */
	uint64_t lines;
};

/* A number with the blanks around it, and no zeros in front; of no octets: something else stands there. */
static struct span
number(struct span s)
{
	s = span_trimmed(s);
	for (size_t i = 0; i < s.n; i++)
		if (!is_digit(s.p[i]) && !is_blank(s.p[i]))
			return SPAN_NONE;
	while (s.n > 1 && s.p[0] == '0')
		s = span_from(s, 1);
	return s;
}

/*
 * A number alone in front of the lines is a process, or counts or times them: it does not fall.  The address of a dump would, and so would the
 * first octet of lines that have nothing before them.
 */
static bool
falls(const struct frame *f, struct span line, size_t n)
{
	struct span first = number((struct span){ f->before, f->n_before }), now = number(span_sub(line, 0, n));

	if (first.n == 0)
		return false;
	if (now.n != first.n)
		return now.n < first.n;
	return memcmp(now.p, first.p, now.n) < 0 || (memcmp(now.p, first.p, now.n) > 0 && run_certificate(line));
}

/* Has the line blanks alone where the first has a word in front of it?  Of a number that grows, a digit less is none. */
static bool
is_emptied(const struct frame *f, struct span line, size_t n)
{
	bool blank = false;

	for (size_t i = 0; n == f->n_before && i < n; i++) {
		bool begins = i == 0 || !is_alnum(f->before[i - 1]), ends = i + 1 == n || !is_alnum(f->before[i + 1]);

		blank = is_alnum(f->before[i]) && is_blank(line.p[i]) && (begins || blank);
		if (blank && ends)
			return true;
	}
	return false;
}

/* How much of the line is left out; 0: it is another, or one with which another record of a table begins. */
static size_t
left_out(struct quoted *q, struct span line)
{
	size_t n = 0, end;
	struct span inside;
	bool emptied;

	if (q->frame == NULL)
		return mark(line);
	if (frame_before(q->frame, line, &n)) {
		emptied = is_emptied(q->frame, line, n);
		q->another = q->emptied && !emptied;
		if (q->another || falls(q->frame, line, n))
			return 0;
		/* Behind the first line its columns are empty, up to where the next record begins. */
		q->steady.any &= emptied == q->emptied;
		q->emptied = emptied;
		return n;
	}
	/* An empty line of a comment has its mark alone. */
	line = frame_line(line, &end);
	return frame_inside(q->frame, line, &inside) && inside.n == 0 ? line.n : 0;
}

static bool
next_piece(struct quoted *q)
{
	bool starts = q->starts;
	struct span piece = stream_raw_line(q->from, &q->starts);
	size_t n;

	if (piece.p == NULL)
		return false;
	n = starts ? left_out(q, piece) : 0;
	if (starts && n == 0) {
		stream_back(q->from, piece);
		return false;
	}
	/* A line of nothing else may be without the blank at its end. */
	if (starts && q->counts && n < piece.n && piece.p[n] != '\n' && piece.p[n] != '\r')
		q->in->lines_differ |= !steady_feed(&q->steady, span_sub(piece, 0, n));
	q->rest = span_sub(piece, n, piece.n - n);
	q->lines += starts;
	return true;
}

static size_t
read_quoted(struct stream *r, uint8_t *to, size_t n)
{
	struct quoted *q = r->arg;

	while (q->rest.n == 0 && next_piece(q))
		continue;
	return stream_hand_on(r, q->from, &q->rest, to, n);
}

/* *another: it ends where another record of a table begins. */
static int
read_without(struct input *in, struct stream *r, const struct frame *frame, bool *another)
{
	struct quoted q = { .in = in, .from = r, .frame = frame, .starts = true };
	struct stream s = { .read = read_quoted, .arg = &q, .until = r->until, .buf = input_buffer(in) };
	struct input_place before = input_place(in);
	uint64_t lines = in->lines;
	bool differ = in->lines_differ;
	int ret;

	if (s.buf == NULL)
		return -1;
	in->line = in->line > 0 ? in->line : lines + 1;
	q.counts = frame != NULL && !filler_is_plain((struct span){ frame->before, frame->n_before });
	ret = input_stream(in, &s);
	while (ret == 0 && stream_take(&s).n > 0)
		;
	input_place_back(in, before);
	in->lines_differ = differ;
	in->lines = lines + q.lines;
	*another = q.another;
	free(s.buf);
	return ret;
}

int
input_quoted(struct input *in, struct stream *r)
{
	bool another;

	return read_without(in, r, NULL, &another);
}

/* The records of a table are of one form: behind the first it need not be found once more. */
int
input_framed(struct input *in, struct stream *r)
{
	struct input_place before = input_place(in);
	struct frame frame;
	bool another = true;
	int ret = 0;

	while (ret == 0 && another && frame_begins(&frame, stream_window(r, FRAME_LINE))) {
		ret = read_without(in, r, &frame, &another);
		in->any = in->passing = in->later = true;
	}
	input_place_back(in, before);
	return ret;
}
