/* SPDX-License-Identifier: Apache-2.0 */
/* option.h - the options of a context: one row each, which says all that is known of it. */
#ifndef ENGINE_OPTION_H
#define ENGINE_OPTION_H

#include "engine/engine.h"

/* What a value is; the words are those of smimelint_option_text(). */
enum option_value {
	VALUE_YES_NO, VALUE_WORD, VALUE_WORDS, VALUE_DAY, VALUE_TIME, VALUE_NUMBER, VALUE_PROFILE, VALUE_POLICY, VALUE_PATTERN,
	VALUE_DOMAIN
};

struct smimelint_option {
	const char *name;
	smimelint_status (*set)(struct smimelint_ctx *, const struct smimelint_option *, const char *value);
	uint8_t value;			/* enum option_value */
	bool repeats;			/* each use adds to the ones before */
	const char *const *words;	/* that a value may be, ends with NULL; NULL: there is no such list */
	const char *otherwise;		/* the value of a context that was not told; NULL: none says the same */
	const char *text;		/* what it does, as help shows it */
	uint64_t least, most;		/* VALUE_NUMBER */
};

/* All of them; ends with name == NULL. */
extern const struct smimelint_option option_table[];

const struct smimelint_option *option_find(struct span name);
/* One option of a context that is open. */
smimelint_status option_set(struct smimelint_ctx *, const struct smimelint_option *, const char *value);

#endif
