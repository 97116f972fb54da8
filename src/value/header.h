/* SPDX-License-Identifier: Apache-2.0 */
/* header.h - what stands in header fields of messages: addresses and message identifiers (RFC 5322 3.4, 3.6.4). */
#ifndef VALUE_HEADER_H
#define VALUE_HEADER_H

#include <stdbool.h>

#include "base/span.h"

/*
 * The addr-spec of a field that has one mailbox, with a display name, angle
 * brackets or comments around it or not: Anna <anna@example.com>.  A text that
 * has another form, such as a list, is returned as it stands.
 */
struct span header_address(struct span field);

/* Have two fields the same address?  As mailbox_equal() of it, and first of the texts as they stand. */
bool header_mailbox_equal(struct span a, struct span b);

/* Is the Message-ID, with its angle brackets or without, among those of an In-Reply-To field? */
bool header_replies_to(struct span in_reply_to, struct span message_id);

#endif
