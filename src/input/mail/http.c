/* SPDX-License-Identifier: Apache-2.0 */
#include "input/mail/http.h"

#include <strings.h>

#include "base/ascii.h"
#include "input/form.h"

/* Shorter bodies are read by themselves: their beginning alone does not tell what they are. */
#define SHORT 64

struct http {
	enum item_place place;		/* PLACE_OF_CERTIFICATE: neither a CRL nor a response */
	size_t body;			/* where it begins */
	uint64_t length;		/* of the body; UINT64_MAX: it goes on to the end */
};

static bool
takes(struct span *line, const char *word)
{
	size_t n = strlen(word);

	if (line->n < n || strncasecmp((const char *)line->p, word, n) != 0)
		return false;
	*line = span_trimmed(span_from(*line, n));
	return true;
}

static uint64_t
number(struct span digits)
{
	uint64_t n = 0;

	for (size_t i = 0; i < digits.n; i++) {
		if (!is_digit(digits.p[i]) || n > UINT32_MAX)
			return UINT64_MAX;
		n = n * 10 + (uint64_t)(digits.p[i] - '0');
	}
	return digits.n > 0 ? n : UINT64_MAX;
}

/* RFC 2585 4.2, RFC 6960 A.2; parameters may follow. */
static enum item_place
place_of(struct span type)
{
	return takes(&type, "application/ocsp-response") ? PLACE_OF_RESPONSE : takes(&type, "application/pkix-crl") ? PLACE_OF_CRL : PLACE_OF_CERTIFICATE;
}

/* One header; false: none begins here, or it does not end. */
static bool
read_one(struct http *h, struct span text, struct span *body)
{
	struct span line = sniff_line(&text);

	*h = (struct http){ PLACE_OF_CERTIFICATE, 0, UINT64_MAX };
	if (!span_starts(line, SPAN_LIT("HTTP/")))
		return false;
	while (text.n > 0 && (line = sniff_line(&text)).n > 0)
		if (takes(&line, "content-type:"))
			h->place = place_of(line);
		else if (takes(&line, "content-length:"))
			h->length = number(line);
	*body = text;
	return line.n == 0;
}

/* Answers before the last one have no body: those that ask to go on, and those of a proxy. */
static bool
read_head(struct http *h, struct span text)
{
	struct span body = text;
	bool any = false;

	while (read_one(h, body, &body))
		if (any = true, !span_starts(body, SPAN_LIT("HTTP/")))
			break;
	h->body = text.n - body.n;
	return any && h->place != PLACE_OF_CERTIFICATE;
}

bool
http_begins(struct span text)
{
	struct http h;

	return text.n > 5 && text.p[0] == 'H' && read_head(&h, text);
}

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
	return input_item(in, NULL, 0, SPAN_NONE, words != NULL ? words : "the answer of a web server with nothing in it that is linted");
}

int
input_http(struct input *in, struct stream *r)
{
	struct input_place before = input_place(in);
	struct span all = stream_fill(r), body;
	struct http h;
	int ret;

	if (!in->crls || !read_head(&h, all))
		return input_text(in, r);
	in->place = h.place;
	in->any = in->passing = false;
	body = short_body(&h, all);
	ret = body.p != NULL ? read_short(in, r, body, h.body) : input_text(in, r);
	input_place_back(in, before);
	return ret;
}
