/* SPDX-License-Identifier: Apache-2.0 */
#include "command/skips.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static int
add(struct skips *s, uint64_t line, const char *path, const char *reason)
{
	struct skipped *more = s->list;

	if (s->n == s->cap) {
		s->cap = s->cap * 2 + 64;
		if ((more = realloc(s->list, s->cap * sizeof *more)) == NULL)
			return -1;
		s->list = more;
	}
	more[s->n++] = (struct skipped){ path, reason, line };
	return s->arena.failed ? -1 : 0;
}

int
skips_add(void *skips, const struct skip *skip)
{
	struct skips *s = skips;

	if (s->n == SKIPS_LISTED)
		return 0;
	return add(s, skip->line, text_show(&s->arena, span_of(skip->path), 0), text_show(&s->arena, span_of(skip->reason), 0));
}

int
skips_add_shown(struct skips *s, const struct skip *skip)
{
	if (s->n == SKIPS_LISTED)
		return 0;
	return add(s, skip->line, text_keep(&s->arena, span_of(skip->path)), text_keep(&s->arena, span_of(skip->reason)));
}

void
skips_free(struct skips *s)
{
	arena_free(&s->arena);
	free(s->list);
}
