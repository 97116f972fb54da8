/* SPDX-License-Identifier: Apache-2.0 */
/* safe_text.h - what a fuzz target asserts of every text that is given away. */
#ifndef TESTS_FUZZ_SAFE_TEXT_H
#define TESTS_FUZZ_SAFE_TEXT_H

#include "base/text.h"
#include "base/utf8.h"
#include "inside.h"
#include "smimelint.h"

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

/* Why each rule was not tried: few texts for many rules, neighbours mostly share theirs. */
static inline void
check_outcomes(smimelint_run *run)
{
	size_t n = smimelint_rule_count();
	const char *checked = NULL;

	for (size_t i = 0; i < n; i++) {
		const char *why = NULL;

		must(smimelint_rule_outcome(run, i, &why) <= SMIMELINT_RULE_NOT_EVALUATED);
		if (why != checked)
			check_text(checked = why);
	}
}

#endif
