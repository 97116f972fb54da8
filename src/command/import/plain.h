/* SPDX-License-Identifier: Apache-2.0 */
/* plain.h - a log as the text that it is: unpacked, in UTF-8. */
#ifndef COMMAND_IMPORT_PLAIN_H
#define COMMAND_IMPORT_PLAIN_H

#include "base/out.h"

/*
 * What a log holds where it is packed by gzip or zstd, or is in UTF-16 or
 * UTF-32, is put into *o, and *text is that; other text stays as it is.
 * NULL, or why it cannot be read: words with the way out.  *cut: why *text is
 * no more than the beginning, up to the last whole line; NULL: it is all.
 */
const char *plain_text(struct span *text, struct out *o, const char **cut);

#endif
