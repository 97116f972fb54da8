/* SPDX-License-Identifier: Apache-2.0 */
/* plain.c - see plain.h. */
#include "command/import/plain.h"

#include <stdlib.h>
#include <string.h>

#include "input/pack/unpack.h"
#include "input/sniff.h"
#include "input/text/wide.h"
#include "option/document.h"

#define NO_MEMORY "memory is out"

/* All that a stream has, or *cut says why that is not all; the buffer in it is this function's. */
static const char *
drain(struct stream *s, struct out *o, const char **cut)
{
	const char *fault = NULL;
	struct span some;

	while (fault == NULL && (some = stream_take(s)).n > 0)
		if (some.n > DOCUMENT_REPORT - o->n)
			fault = "more than 256 MiB of text: split it before";
		else
			out_mem(o, some.p, some.n);
	if (fault == NULL && stream_broken(s))
		*cut = "damaged or cut off behind what was read";
	return fault != NULL ? fault : o->failed ? NO_MEMORY : NULL;
}

/* What a text in memory is, as a stream with a buffer; false: memory is out. */
static bool
over_memory(struct stream *s, struct span *text)
{
	*s = (struct stream){ .read = stream_memory, .arg = text, .buf = malloc(STREAM_SIZE) };
	return s->buf != NULL;
}

static const char *
unpacked(struct span text, enum unpack_form form, struct out *o, const char **cut)
{
	struct unpack u = { .stream = { .buf = malloc(STREAM_SIZE) }, .limit = UINT64_MAX };
	struct stream from;
	const char *fault = NO_MEMORY;

	if (over_memory(&from, &text) && u.stream.buf != NULL && unpack_open(&u, form, &from))
		fault = drain(&u.stream, o, cut);
	if (fault == NULL && u.followed)
		*cut = "something else follows what is packed";
	unpack_close(&u);
	free(u.stream.buf);
	free(from.buf);
	return fault;
}

static const char *
narrowed(struct span text, struct out *o, const char **cut)
{
	struct wide w = { .stream = { .buf = malloc(STREAM_SIZE) } };
	struct stream from;
	const char *fault = NO_MEMORY;
	size_t left;

	if (over_memory(&from, &text) && w.stream.buf != NULL) {
		wide_open(&w, &from, wide_begins(stream_window(&from, WIDE_OCTETS)));
		fault = drain(&w.stream, o, cut);
		left = stream_ahead(&from).n;
		/* Of the last unit of a file that was cut off a part is there. */
		if (fault == NULL && left > 0 && left < wide_width(w.form))
			*cut = "cut off within a character of UTF-16 or UTF-32";
		else if (fault == NULL && left > 0)
			fault = "text in UTF-16 or UTF-32 that other octets follow: convert it to UTF-8 before (iconv)";
	}
	free(w.stream.buf);
	free(from.buf);
	return fault;
}

static bool
is_packed(enum sniffed form)
{
	return form == SNIFF_GZIP || form == SNIFF_ZSTD;
}

/* The layer that this is the form of. */
static const char *
one_layer(struct span *text, enum sniffed form, struct out *o, const char **cut)
{
	const char *fault = form == SNIFF_WIDE ? narrowed(*text, o, cut) :
	    unpacked(*text, form == SNIFF_GZIP ? UNPACK_GZIP : UNPACK_ZSTD, o, cut);

	*text = out_span(o);
	return fault;
}

/* Text in UTF-16 may be packed; what was packed before is none, and text that was wide is so no more. */
const char *
plain_text(struct span *text, struct out *o, const char **cut)
{
	enum sniffed form, around = SNIFF_TEXT;
	const char *fault;

	*cut = NULL;
	for (; form = sniff_form(*text, NULL), is_packed(form) || (form == SNIFF_WIDE && around != SNIFF_WIDE); around = form) {
		struct out below = { NULL, 0, 0, false };

		if (is_packed(form) && around != SNIFF_TEXT)
			return "packed more than once: unpack it before";
		fault = one_layer(text, form, &below, cut);
		out_free(o);
		*o = below;
		if (fault != NULL)
			return fault;
	}
	if (form == SNIFF_ARCHIVE)
		return "an archive: unpack it before";
	while (*cut != NULL && text->n > 0 && text->p[text->n - 1] != '\n')
		text->n--;
	return text->n > 0 && memchr(text->p, '\0', text->n) != NULL ? "data with zeros in it, no text in UTF-8" : NULL;
}
