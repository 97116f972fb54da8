/* SPDX-License-Identifier: Apache-2.0 */
/* safe_text.h - what a fuzz target asserts of every text that is given away. */
#ifndef TESTS_FUZZ_SAFE_TEXT_H
#define TESTS_FUZZ_SAFE_TEXT_H

#include "base/text.h"
#include "base/utf8.h"
#include "inside.h"

/* Valid UTF-8 that nothing can be hidden in. */
static inline void
check_text(const char *text)
{
	struct span rest;
	uint32_t code;

	if (text == NULL)
		return;
	rest = span_of(text);
	while (rest.n > 0) {
		must(utf8_next(&rest, &code));
		must(!text_unsafe(code));
	}
}

#endif
