/* SPDX-License-Identifier: Apache-2.0 */
/* utf8_mailbox.h - a SmtpUTF8Mailbox whose value is no UTF8String, which the rules on its text cannot look at. */
#ifndef RULES_COMMON_UTF8_MAILBOX_H
#define RULES_COMMON_UTF8_MAILBOX_H

#include "rule/rule.h"

#define NO_UTF8_STRING "a SmtpUTF8Mailbox is no UTF8String"

static inline bool
is_utf8_string(const struct der_tlv *value)
{
	return value->id == DER_UTF8;
}

#endif
