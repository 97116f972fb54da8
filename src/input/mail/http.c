/* SPDX-License-Identifier: Apache-2.0 */
#include "input/mail/http.h"

#include <strings.h>

#include "base/ascii.h"
#include "input/sniff.h"
#include "os/stream.h"

bool
http_takes(struct span *line, const char *word)
{
	size_t n = strlen(word);

	if (line->n < n || strncasecmp((const char *)line->p, word, n) != 0)
		return false;
	*line = span_trimmed(span_from(*line, n));
	return true;
}

/* RFC 2585 4.2, RFC 6960 A.2; parameters may follow. */
static enum item_place
place_of(struct span type)
{
	return http_takes(&type, "application/ocsp-response") ? PLACE_OF_RESPONSE : http_takes(&type, "application/pkix-crl") ? PLACE_OF_CRL : PLACE_OF_CERTIFICATE;
}

/* RFC 9112 7.1: chunks are the last of the codings. */
static bool
ends_with_chunks(struct span value)
{
	static const char word[] = "chunked";
	size_t n = sizeof word - 1;

	return value.n >= n && strncasecmp((const char *)value.p + value.n - n, word, n) == 0;
}

/* "HTTP/1.1 404 Not Found" (RFC 9112 4): its number; 0: there is none. */
static unsigned
status_of(struct span line)
{
	const uint8_t *blank = line.n > 0 ? memchr(line.p, ' ', line.n) : NULL;
	uint64_t number = blank != NULL ? digits_number(span_sub(span_from(line, (size_t)(blank - line.p) + 1), 0, 3)) : 0;

	return number >= 100 && number <= 999 ? (unsigned)number : 0;
}

/* One header; false: none begins here, or it does not end. */
static bool
read_one(struct http *h, struct span text, struct span *body)
{
	struct span line = sniff_line(&text);

	*h = (struct http){ .place = PLACE_OF_CERTIFICATE, .length = UINT64_MAX, .status = status_of(line) };
	if (!span_starts(line, SPAN_LIT("HTTP/")))
		return false;
	while (text.n > 0 && (line = sniff_line(&text)).n > 0)
		if (http_takes(&line, "content-type:"))
			h->place = place_of(line);
		else if (http_takes(&line, "content-length:"))
			h->length = digits_number(line);
		else if (http_takes(&line, "transfer-encoding:"))
			h->chunked = ends_with_chunks(line);
		else if (http_takes(&line, "content-encoding:"))
			h->coded = !http_takes(&line, "identity");
	*body = text;
	return line.n == 0;
}

bool
http_asks_to_go_on(const struct http *h)
{
	return h->status / 100 == 1 || h->status / 100 == 3 || h->status == 401 || h->status == 407;
}

bool
http_is_error(const struct http *h)
{
	return h->status >= 400 && !http_asks_to_go_on(h);
}

/* Is it an answer before the last one: one that asks to go on, that of a proxy, or one without a body, and another follows? */
static bool
goes_before(const struct http *h, struct span *body)
{
	struct span behind = h->length <= body->n ? span_from(*body, (size_t)h->length) : SPAN_NONE;

	if (span_starts(*body, SPAN_LIT("HTTP/")))
		return http_asks_to_go_on(h) || (!http_is_error(h) && h->length != 0);
	if (h->place != PLACE_OF_CERTIFICATE || !http_asks_to_go_on(h) || !span_starts(behind, SPAN_LIT("HTTP/")))
		return false;
	*body = behind;
	return true;
}

bool
http_is_next(struct span s)
{
	return s.n > 5 && span_starts(s, SPAN_LIT("HTTP/")) && is_digit(s.p[5]);
}

size_t
http_next(struct span s)
{
	const uint8_t *lf;

	for (size_t at = 0; at < s.n && (lf = memchr(s.p + at, '\n', s.n - at)) != NULL; ) {
		struct span here;

		at = (size_t)(lf - s.p) + 1;
		here = span_from(s, at);
		if (http_is_next(here))
			return at;
	}
	return 0;
}

/* Does another answer follow, behind the octets of the body or in a line among them? */
static bool
is_followed(const struct http *h, struct span body)
{
	struct span behind = h->length <= body.n ? span_from(body, (size_t)h->length) : SPAN_NONE, other;
	struct http next;
	size_t at = http_next(body);

	return read_one(&next, behind, &other) || (at > 0 && read_one(&next, span_from(body, at), &other));
}

/* Is there more of the page of an error than is seen? */
static bool
is_long_page(const struct http *h, struct span text, struct span body)
{
	return text.n >= STREAM_SIZE && (http_is_error(h) || sniff_page(body) != NULL);
}

/* Digits of the length of a chunk: 4 GiB. */
#define CHUNK_DIGITS 8

size_t
http_chunk(struct span s, uint64_t *length)
{
	struct span rest = s, line = sniff_line(&rest);
	size_t n = 0;

	*length = 0;
	while (n < line.n && n < CHUNK_DIGITS && hex_digit(line.p[n]) >= 0)
		*length = *length << 4 | (uint64_t)hex_digit(line.p[n++]);
	line = span_trimmed(span_from(line, n));
	if (n == 0 || (line.n > 0 && line.p[0] != ';'))
		return 0;
	n = s.n - rest.n;
	return s.p[n - 1] == '\n' ? n : 0;
}

/* Octets that tell whether a body is text. */
#define TEXT_OCTETS 64

/* Is it text, as far as its first octets tell? */
static bool
is_text(struct span s)
{
	for (size_t i = 0; i < s.n && i < TEXT_OCTETS; i++)
		if (s.p[i] < ' ' && !is_space(s.p[i]))
			return false;
	return s.n > 0;
}

/* Is the last line with anything in it the length of the last chunk? */
static bool
ends_with_last_chunk(struct span s)
{
	while (s.n > 0 && is_space(s.p[s.n - 1]))
		s.n--;
	return s.n > 1 && s.p[s.n - 1] == '0' && s.p[s.n - 2] == '\n';
}

/* May the n octets in front be the line of a chunk that is cut off?  They end as such a line does, or what they count is JSON, with nothing before it. */
static bool
begins_cut_chunk(struct span body, size_t n)
{
	struct span first = span_behind_space(span_from(body, n));

	return (n > 1 && body.p[n - 2] == '\r') || (first.n > 0 && (first.p[0] == '{' || first.p[0] == '['));
}

/* Does a chunk end here: with a line end, behind which the next has its length, or nothing comes, if the line of this one ends as it should? */
static bool
ends_chunk(struct span s, bool crlf)
{
	struct span rest = s;
	uint64_t length;

	return sniff_line(&rest).n == 0 && (rest.n == 0 ? crlf : http_chunk(rest, &length) > 0);
}

bool
http_put_together(struct span body, bool whole)
{
	uint64_t length;
	size_t n = http_chunk(body, &length);
	struct span first = span_from(body, n);

	if (n == 0 || length == 0 || !is_text(first) || (whole && ends_with_last_chunk(body)))
		return false;
	if (length < first.n)
		return !ends_chunk(span_from(first, (size_t)length), n > 1 && body.p[n - 2] == '\r');
	return length > first.n && whole && !begins_cut_chunk(body, n);
}

bool
http_head(struct http *h, struct span text)
{
	struct span body = text;
	uint64_t length;
	size_t at;

	do {
		at = text.n - body.n;
		if (!read_one(h, body, &body))
			return false;
		h->at = at;
	} while (goes_before(h, &body));
	h->body = text.n - body.n;
	h->chunked = h->chunked && http_chunk(body, &length) > 0;
	return true;
}

bool
http_begins(struct span text)
{
	struct span body;
	struct http h;

	if (text.n < 6 || text.p[0] != 'H' || !http_head(&h, text))
		return false;
	body = span_from(text, h.body);
	return h.place != PLACE_OF_CERTIFICATE || h.chunked || is_followed(&h, body) || is_long_page(&h, text, body);
}

bool
http_answers(struct span text)
{
	struct http h;

	return text.n > 5 && text.p[0] == 'H' && http_head(&h, text) && h.status > 0;
}
