/* SPDX-License-Identifier: Apache-2.0 */
/* key_usage.h - the names of keyUsage bits (RFC 5280 4.2.1.3). */
#ifndef RULES_COMMON_KEY_USAGE_H
#define RULES_COMMON_KEY_USAGE_H

#include "rule/rule.h"

#define KU_DEFINED 0x1ff	/* the nine bits of RFC 5280 4.2.1.3 */

/* "digitalSignature, keyAgreement"; bits that have no name as "bit 9"; "none". */
static inline const char *
key_usage_show(struct arena *a, unsigned bits)
{
	const char *text = "";

	for (unsigned i = 0; i < 16; i++) {
		const char *sep = *text != '\0' ? ", " : "";

		if ((bits >> i & 1) == 0)
			continue;
		if (i < KEY_USAGES)
			text = arena_printf(a, "%s%s%s", text, sep, key_usage_names[i]);
		else
			text = arena_printf(a, "%s%sbit %u", text, sep, i);
	}
	return *text != '\0' ? text : "none";
}

#endif
