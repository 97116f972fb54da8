#include "tool/keep.h"

#include <string.h>

/* Drops the last of the least severe lines. */
static void
keep_drop(struct keep *k)
{
	struct out *o = k->level;

	while (o->n == 0)
		o++;
	o->n--;
	while (o->n > 0 && o->p[o->n - 1] != '\n')
		o->n--;
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
		if (ok && ++k->n > k->limit)
			keep_drop(k);
		text += line;
		n -= line;
	}
	return ok;
}

bool
keep_write(const struct keep *k, struct sink *s)
{
	bool first = true, ok = true;

	for (size_t level = SMIMELINT_ERROR + 1; level-- > 0; ) {
		const char *p = k->level[level].p, *end = p + k->level[level].n;

		for (; ok && p < end; first = false) {
			size_t line = (size_t)((const char *)memchr(p, '\n', (size_t)(end - p)) - p);

			ok = (first || sink_write(s, ",\n", 2)) && sink_write(s, p, line);
			p += line + 1;
		}
	}
	return ok;
}

void
keep_free(struct keep *k)
{
	for (size_t i = 0; i <= SMIMELINT_ERROR; i++)
		out_free(&k->level[i]);
}
