/* SPDX-License-Identifier: Apache-2.0 */
/* decoder.h - what the decoders of transfer encodings share, for their own files. */
#ifndef INPUT_MAIL_DECODER_H
#define INPUT_MAIL_DECODER_H

#include "input/mail/mime.h"

/* A line without the LF or CRLF at its end. */
static inline struct span
line_without_end(struct span line)
{
	if (line.n > 0 && line.p[line.n - 1] == '\n')
		line.n--;
	if (line.n > 0 && line.p[line.n - 1] == '\r')
		line.n--;
	return line;
}

/* The line at hand is damaged, with which the octets end. */
void decoder_damaged(struct mime_decoder *, const char *what);
/* Counts the lines of this text, which is taken. */
void decoder_lines(struct mime_decoder *, struct span text);
/* Decodes one line more of a uuencoded text. */
void decoder_uu(struct mime_decoder *);

#endif
