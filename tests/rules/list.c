/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/rules/list.h"

#include <string.h>

#include "tests/recipe/bundle.h"
#include "tests/recipe/lex.h"

struct list
list_open(struct tool *t, const char *path)
{
	size_t n;

	return (struct list){ .tool = t, .rest = file_read(t, path, &n) };
}

const char *
list_next(struct list *l)
{
	while (l->rest != NULL && *l->rest != '\0') {
		size_t n = strcspn(l->rest, "\n");
		const char *line = lex_copy(l->tool, l->rest, n);

		l->rest += n + (l->rest[n] != '\0');
		l->line++;
		if (*line != '#' && *line != '\0')
			return line;
	}
	return NULL;
}
