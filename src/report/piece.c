/* SPDX-License-Identifier: Apache-2.0 */
#include "report/piece.h"

#include <string.h>

#define MAX_DEPTH 40u		/* more than base/json.h takes */

/* How our writers begin a result and a document, at the start of a line. */
static const char mark[] = "{\"schema\":";
static const char results[] = "\"results\":";
static const char over_limit[] = "an object longer than 64 MiB";

/* What may come between results: the list has begun, a comma was read, a result, or a damaged one. */
enum { NEXT_FIRST, NEXT_RESULT, NEXT_COMMA, NEXT_ANY };

void
pieces_init(struct pieces *p, struct stream *stream)
{
	*p = (struct pieces){ .stream = stream, .line = 1 };
}

void
pieces_free(struct pieces *p)
{
	out_free(&p->text);
	out_free(&p->outer);
}

bool
pieces_failed(const struct pieces *p)
{
	return p->text.failed || p->outer.failed;
}

/* ---- what a call returns ---- */

/* Drops the object at hand and the rest of its line. */
static bool
damage(struct pieces *p, struct piece *piece, uint64_t line, const char *what)
{
	*piece = (struct piece){ PIECE_DAMAGE, SPAN_NONE, line, what };
	p->skipping = p->handed = true;
	p->torn = !p->inside;
	p->string = p->escape = false;
	p->depth = 0;
	p->next = NEXT_ANY;
	return true;
}

static bool
hand_out(struct pieces *p, struct piece *piece, enum piece_kind kind, uint64_t line)
{
	*piece = (struct piece){ kind, { (const uint8_t *)p->text.p, p->text.n }, line, NULL };
	p->handed = true;
	return !pieces_failed(p);
}

/* The document whose results begin: what was read of it is closed for the caller. */
static bool
hand_out_head(struct pieces *p, struct piece *piece)
{
	struct out closed = p->outer;

	p->outer = p->text;
	p->outer_start = p->start;
	p->text = closed;
	out_clear(&p->text);
	if (!pieces_failed(p))
		out_mem(&p->text, p->outer.p, p->outer.n);
	out_str(&p->text, "]}");
	p->inside = true;
	p->next = NEXT_FIRST;
	p->depth = 0;
	return hand_out(p, piece, PIECE_HEAD, p->start);
}

/* The object at hand has no end: a line of it begins a new one. */
static bool
begin_again(struct pieces *p, struct piece *piece)
{
	size_t n = sizeof mark - 1;

	*piece = (struct piece){ PIECE_DAMAGE, SPAN_NONE, p->start, "an object without its end" };
	if (n > 0)
		memmove(p->text.p, p->text.p + p->line_at, n);
	p->text.n = n;
	p->line_at = 0;
	p->start = p->line;
	p->depth = 1;
	p->objects = 1;
	return true;
}

/* ---- octets ---- */

static bool
ends_with(const struct out *o, const char *text, size_t n)
{
	return !o->failed && o->n > n && memcmp(o->p + o->n - n, text, n) == 0;
}

/* An opening bracket inside an object, not taken yet. */
static bool
open_bracket(struct pieces *p, struct piece *piece, char c)
{
	if (p->depth == MAX_DEPTH)
		return damage(p, piece, p->start, "nested too deep");
	if (c == '[' && p->depth == 1 && ends_with(&p->text, results, sizeof results - 1) &&
	    strchr("{,", p->text.p[p->text.n - sizeof results]) != NULL) {
		if (p->inside) {
			p->inside = false;
			*piece = (struct piece){ PIECE_DAMAGE, SPAN_NONE, p->outer_start, "a report without its end" };
			return true;
		}
		p->stream->pos++;
		out_char(&p->text, c);
		return hand_out_head(p, piece);
	}
	p->stream->pos++;
	p->depth++;
	p->objects = p->objects << 1 | (c == '{');
	out_char(&p->text, c);
	return false;
}

static bool
close_bracket(struct pieces *p, struct piece *piece, char c)
{
	p->stream->pos++;
	if ((p->objects & 1) != (c == '}'))
		return damage(p, piece, p->start, "a bracket that closes another one");
	p->objects >>= 1;
	out_char(&p->text, c);
	if (--p->depth > 0)
		return false;
	p->next = NEXT_COMMA;
	return hand_out(p, piece, p->inside ? PIECE_RESULT : PIECE_VALUE, p->start);
}

/* The rest of a string, as far as it is there. */
static bool
read_string(struct pieces *p, struct piece *piece)
{
	const uint8_t *from = p->stream->buf + p->stream->pos, *end = p->stream->buf + p->stream->n, *at = from;

	while (at < end && *at >= 0x20 && (p->escape || *at != '"')) {
		p->escape = !p->escape && *at == '\\';
		at++;
	}
	out_mem(&p->text, from, (size_t)(at - from));
	p->stream->pos += (size_t)(at - from);
	if (p->text.n > PIECE_MAX)
		return damage(p, piece, p->start, over_limit);
	if (at == end)
		return false;
	if (*at < 0x20)
		return damage(p, piece, p->start, "a string without an end, or with a control character in it");
	out_char(&p->text, '"');
	p->stream->pos++;
	p->string = false;
	return false;
}

/* Between objects. */
static bool
read_between(struct pieces *p, struct piece *piece, char c)
{
	bool may_begin = !p->inside || p->next != NEXT_COMMA;

	if (c == '{' && may_begin) {
		p->start = p->line;
		p->line_at = 0;
		p->objects = 0;
		return open_bracket(p, piece, c);
	}
	if (c == ',' && ((p->inside && p->next >= NEXT_COMMA) || p->torn)) {
		p->stream->pos++;
		p->next = NEXT_RESULT;
		return false;
	}
	if (p->inside && c == ']' && p->next != NEXT_RESULT) {
		struct out text = p->text;

		p->stream->pos++;
		p->text = p->outer;
		p->outer = text;
		p->inside = false;
		p->start = p->outer_start;
		p->depth = 1;
		p->objects = 1;
		out_char(&p->text, c);
		p->line_at = p->text.n;
		return false;
	}
	if (c == '{') {
		p->next = NEXT_RESULT;
		*piece = (struct piece){ PIECE_DAMAGE, SPAN_NONE, p->line, "no comma before a result" };
		return true;
	}
	return damage(p, piece, p->line, "something that is no JSON object");
}

/* One octet outside a string; true: there is a piece. */
static bool
read_token(struct pieces *p, struct piece *piece, char c)
{
	if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
		p->stream->pos++;
		if (c == '\n') {
			p->line++;
			p->line_at = p->text.n;
		}
		return false;
	}
	if (p->depth == 0)
		return read_between(p, piece, c);
	if (c == '{' || c == '[')
		return open_bracket(p, piece, c);
	if (c == '}' || c == ']')
		return close_bracket(p, piece, c);
	p->string = c == '"';
	out_char(&p->text, c);
	p->stream->pos++;
	if (c == ':' && p->line_at > 0 && p->text.n - p->line_at == sizeof mark - 1 &&
	    ends_with(&p->text, mark, sizeof mark - 1))
		return begin_again(p, piece);
	if (p->text.n > PIECE_MAX)
		return damage(p, piece, p->start, over_limit);
	return false;
}

/* Up to the end of the line, which is left. */
static void
skip_line(struct pieces *p)
{
	const uint8_t *from = p->stream->buf + p->stream->pos, *end;

	end = memchr(from, '\n', p->stream->n - p->stream->pos);
	p->skipping = end == NULL;
	p->stream->pos = end != NULL ? p->stream->pos + (size_t)(end - from) : p->stream->n;
}

static bool
at_end(struct pieces *p, struct piece *piece)
{
	bool open = p->depth > 0, inside = p->inside;

	if (stream_broken(p->stream) || pieces_failed(p) || (!open && !inside))
		return false;
	damage(p, piece, open ? p->start : p->line, open ? "an object without its end" : "a report without its end");
	p->inside = false;
	return true;
}

bool
pieces_next(struct pieces *p, struct piece *piece)
{
	bool there = false;

	if (p->handed) {
		p->handed = false;
		p->line_at = 0;
		out_clear(&p->text);
	}
	while (!there && !pieces_failed(p)) {
		if (!stream_await(p->stream))
			return at_end(p, piece);
		if (p->skipping)
			skip_line(p);
		else if (p->string)
			there = read_string(p, piece);
		else
			there = read_token(p, piece, (char)p->stream->buf[p->stream->pos]);
	}
	return there && !pieces_failed(p);
}
