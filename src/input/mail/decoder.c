/* SPDX-License-Identifier: Apache-2.0 */
/* decoder.c - damage in a transfer encoding, and the line in which it is. */
#include "input/mail/decoder.h"

#include <inttypes.h>
#include <stdio.h>

void
decoder_damaged(struct mime_decoder *d, const char *what)
{
	if (d->line > 0)
		snprintf(d->words, sizeof d->words, "%s, in line %" PRIu64, what, d->line);
	else
		snprintf(d->words, sizeof d->words, "%s", what);
	d->stream.fault = d->words;
	d->ended = true;
}

void
decoder_lines(struct mime_decoder *d, struct span text)
{
	const uint8_t *lf;

	while (d->line > 0 && text.n > 0 && (lf = memchr(text.p, '\n', text.n)) != NULL) {
		d->line++;
		text = span_sub(text, (size_t)(lf - text.p) + 1, text.n - (size_t)(lf - text.p) - 1);
	}
}
