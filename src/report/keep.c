/* SPDX-License-Identifier: Apache-2.0 */
#include "report/keep.h"

#include <string.h>

/* Drops the last of the least severe lines. */
static void
keep_drop(struct keep *k)
{
	struct out *o = k->level;
	size_t n;

	while (o->n == 0)
		o++;
	n = o->n--;
	while (o->n > 0 && o->p[o->n - 1] != '\n')
		o->n--;
	k->octets -= n - o->n;
	k->n--;
	k->dropped++;
}

bool
keep_lines(struct keep *k, const char *text, size_t n)
{
	bool ok = true;

	while (ok && n > 0) {
		size_t line = (size_t)((const char *)memchr(text, '\n', n) - text) + 1;
		struct out *o = &k->level[text[0] - '0'];

		out_mem(o, text + 1, line - 1);
		ok = !o->failed;
		k->n++;
		k->octets += line - 1;
		while (ok && (k->n > k->limit || (k->room > 0 && k->octets > k->room)))
			keep_drop(k);
		text += line;
		n -= line;
	}
	return ok;
}

bool
keep_each(const struct keep *k, bool (*fn)(void *arg, const char *line, size_t n), void *arg)
{
	for (size_t level = SMIMELINT_ERROR + 1; level-- > 0; ) {
		const char *p = k->level[level].p, *end = p != NULL ? p + k->level[level].n : NULL;

		while (p < end) {
			size_t line = (size_t)((const char *)memchr(p, '\n', (size_t)(end - p)) - p);

			if (!fn(arg, p, line))
				return false;
			p += line + 1;
		}
	}
	return true;
}

struct writing_to {
	struct sink *sink;
	bool begun;
};

static bool
write_line(void *arg, const char *line, size_t n)
{
	struct writing_to *w = arg;
	bool ok = (!w->begun || sink_write(w->sink, ",\n", 2)) && sink_write(w->sink, line, n);

	w->begun = true;
	return ok;
}

bool
keep_write(const struct keep *k, struct sink *s)
{
	struct writing_to w = { s, false };

	return keep_each(k, write_line, &w);
}

void
keep_free(struct keep *k)
{
	for (size_t i = 0; i <= SMIMELINT_ERROR; i++)
		out_free(&k->level[i]);
}
