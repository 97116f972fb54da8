/* SPDX-License-Identifier: Apache-2.0 */
/* rebase.c - writes what was found into the expect lines of the failed cases. */
#include <stdio.h>

#include "tests/recipe/lex.h"
#include "tests/rules/run.h"

/* The failed result whose expect lines include this one, or whose new lines belong after it. */
static const struct judged *
owner_of(const struct runner *r, const struct recipe *recipe, unsigned line, bool *expect)
{
	for (const struct judged *j = r->first; j != NULL; j = j->next) {
		if (!j->failed || j->recipe != recipe)
			continue;
		for (const struct expectation *e = j->c->expect; e != NULL; e = e->next)
			if (e->line == line) {
				*expect = true;
				return j;
			}
		if (j->c->last_line == line) {
			*expect = false;
			return j;
		}
	}
	return NULL;
}

static void
put(struct octets *o, const char *text)
{
	octets_put(o, text, strlen(text));
}

/*
 * A value that the recipe could not hold as it stands is left out, and so is a
 * number of rules ("209 rules"), which every new rule changes.
 */
static bool
writable(const char *value)
{
	size_t n = strlen(value), tail = strlen(" rules");

	if (n > tail && strcmp(value + n - tail, " rules") == 0)
		return false;
	return n > 0 && value[0] != ' ' && value[n - 1] != ' ' && value[n - 1] != '\\';
}

static void
put_findings(struct octets *o, const struct judged *j)
{
	const char *indent = j->c->of != NULL ? "    " : "  ";

	for (const struct finding *f = j->finding; f != NULL; f = f->next) {
		put(o, indent);
		put(o, "expect ");
		put(o, smimelint_level_name(f->severity));
		put(o, " ");
		put(o, f->id);
		if (f->value != NULL && writable(f->value)) {
			put(o, " ");
			put(o, f->value);
		}
		put(o, "\n");
	}
}

/* "on DATE expect …" keeps its beginning. */
static void
put_without_expect(struct octets *o, const char *line, size_t n)
{
	const char *text = lex_copy(o->tool, line, n), *expect = strstr(text, "expect");
	const char *before = lex_trim(o->tool, text, expect != NULL ? (size_t)(expect - text) : 0);

	if (*before == '\0')
		return;
	octets_put(o, text, (size_t)(expect - text));
	while (o->n > 0 && (o->p[o->n - 1] == ' ' || o->p[o->n - 1] == '\t'))
		o->n--;
	put(o, "\n");
}

static void
rebase_file(struct runner *r, const struct recipe *recipe)
{
	struct tool *t = &r->world.tool;
	struct octets o = OCTETS(t);
	const char *text;
	size_t n = 0;
	unsigned line = 1;
	bool expect;

	if ((text = file_read(t, recipe->path, &n)) == NULL)
		return;
	for (; *text != '\0'; line++) {
		const struct judged *j = owner_of(r, recipe, line, &expect);

		n = strcspn(text, "\n");
		if (j == NULL || !expect) {
			octets_put(&o, text, n);
			put(&o, "\n");
		} else {
			put_without_expect(&o, text, n);
		}
		if (j != NULL && j->c->last_line == line)
			put_findings(&o, j);
		text += n + (text[n] == '\n');
	}
	file_write(t, recipe->path, octets_as_span(&o));
}

void
rebase(struct runner *r)
{
	const struct recipe *done = NULL;

	for (const struct judged *j = r->first; j != NULL; j = j->next)
		if (j->failed && j->recipe != done) {
			rebase_file(r, j->recipe);
			done = j->recipe;
		}
}
