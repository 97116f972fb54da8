/* SPDX-License-Identifier: Apache-2.0 */
/* warc.h - archives of what web servers answered (ISO 28500). */
#ifndef INPUT_MAIL_WARC_H
#define INPUT_MAIL_WARC_H

#include "base/span.h"

/* Does a record begin so, with its head whole? */
bool warc_begins(struct span text);

#endif
