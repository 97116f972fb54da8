/* SPDX-License-Identifier: Apache-2.0 */
/* http.h - answers of web servers (RFC 9112) whose type says that a CRL or an OCSP response is in them, that come in chunks, or beside others. */
#ifndef INPUT_MAIL_HTTP_H
#define INPUT_MAIL_HTTP_H

#include "input/input.h"

struct http {
	enum item_place place;		/* PLACE_OF_CERTIFICATE: neither a CRL nor a response */
	size_t at;			/* where it begins, behind others */
	size_t body;			/* where its body does */
	uint64_t length;		/* of the body; UINT64_MAX: it goes on to the end */
	unsigned status;		/* 404; 0: it has no number */
	bool chunked;			/* in chunks, which nobody has put together */
	bool coded;			/* packed, unless who wrote it down has unpacked it: the length is that of before */
};

/* Takes a word in front of a line of a head, in whatever letters, and the blanks behind it; false: the line has another. */
bool http_takes(struct span *line, const char *word);
/* Reads the head of one, behind the answers before it that ask to go on; false: none begins here, or its head does not end. */
bool http_head(struct http *, struct span text);
/* Is it one behind which the client asks again: it goes on, lies elsewhere, or asks for a password (RFC 9110 15)? */
bool http_asks_to_go_on(const struct http *);
/* Does its status say that what was asked for is not in it? */
bool http_is_error(const struct http *);
/* May one begin so? */
bool http_is_next(struct span);
/* Where another begins in a line of these octets that is not their first; 0: none. */
size_t http_next(struct span);
/* Octets of the line in front of a chunk (RFC 9112 7.1), whose length it says; 0: there is none. */
size_t http_chunk(struct span, uint64_t *length);
/*
 * Is the body no chunks, though its first line may be the length of one?  Who wrote the answer down may have put them together and left the
 * field as it was: behind the first so many octets no line end stands, and what does is text.  whole: nothing comes behind the body.
 */
bool http_put_together(struct span body, bool whole);
/* Does one begin so, with its header whole, that is read otherwise than as text? */
bool http_begins(struct span text);
/* Does any begin so, with its header whole? */
bool http_answers(struct span text);

#endif
