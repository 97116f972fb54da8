/* SPDX-License-Identifier: Apache-2.0 */
#include "command/merge/heads.h"

#include <unistd.h>

#include "base/json_out.h"

#define CLOSING_MAX 262144	/* octets of a closing object that is looked for: counts make it long */

static const char *const members[] = { "tool", "run" };

bool
heads_failed(const struct heads *h)
{
	return h->tool.failed || h->run.failed || h->list.failed || h->lines.failed || h->silent.failed || h->arena.failed;
}

void
heads_free(struct heads *h)
{
	out_free(&h->tool);
	out_free(&h->run);
	out_free(&h->list);
	out_free(&h->lines);
	out_free(&h->silent);
	arena_free(&h->arena);
}

/* The value as written; null where there is none. */
static struct span
raw(const struct json_value *v)
{
	return v != NULL ? v->raw : SPAN_LIT("null");
}

/* One element of the list of differences: {"path":...,"member":"/run/at","first":...,"here":...} */
static void
list_difference(struct heads *h, const char *path, const char *pointer, struct span first, struct span here)
{
	struct json j;

	if (h->list.n > 0)
		out_char(&h->list, ',');
	j = json_to(&h->list, true);
	json_open(&j, '{');
	json_member(&j, "path", path);
	json_member(&j, "member", pointer);
	json_key(&j, "first");
	out_mem(&h->list, first.p, first.n);
	out_str(&h->list, ",\"here\":");
	out_mem(&h->list, here.p, here.n);
	out_char(&h->list, '}');
}

/* Lists the members of two objects that differ; the names of one come before those that only the other has. */
static void
compare(struct heads *h, const char *path, const char *name, const struct json_value *first, const struct json_value *here)
{
	const char *words = "", *pointer;

	for (int turn = 0; turn < 2; turn++)
		for (const struct json_value *v = turn == 0 ? first->child : here->child; v != NULL; v = v->next) {
			const char *key = arena_printf(&h->arena, "%.*s", (int)v->key.n, (const char *)v->key.p);
			const struct json_value *a = json_find(first, key), *b = json_find(here, key);

			if ((turn == 1 && a != NULL) || span_eq(raw(a), raw(b)))
				continue;
			pointer = arena_printf(&h->arena, "/%s%s", name, json_pointer(&h->arena, v, NULL));
			list_difference(h, path, pointer, raw(a), raw(b));
			words = arena_printf(&h->arena, "%s%s%s", words, *words != '\0' ? ", " : "", pointer);
		}
	if (*words != '\0')
		out_fmt(&h->lines, "%s was made differently than the first report: %s\n", path, words);
}

/* The member of this report against that of the first, which is read again: it differs in few cases. */
static void
add_member(struct heads *h, const char *path, const char *name, struct out *first, const struct json_value *here)
{
	const struct json_value *v;
	struct json_fault fault;

	if (first->n == 0) {
		out_mem(first, here->raw.p, here->raw.n);
		return;
	}
	if (span_eq((struct span){ (const uint8_t *)first->p, first->n }, here->raw))
		return;
	arena_reset(&h->arena);
	v = json_read(&h->arena, (struct span){ (const uint8_t *)first->p, first->n }, NULL, &fault);
	here = v != NULL ? json_read(&h->arena, here->raw, NULL, &fault) : NULL;
	if (here != NULL)
		compare(h, path, name, v, here);
}

bool
heads_add(struct heads *h, const char *path, const struct json_value *value)
{
	struct out *first[] = { &h->tool, &h->run };
	size_t before = h->list.n;
	bool said = false;

	for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
		const struct json_value *v = json_find(value, members[i]);

		if (v == NULL || v->type != JSON_OBJECT)
			continue;
		said = true;
		add_member(h, path, members[i], first[i], v);
	}
	if (!said)
		out_fmt(&h->silent, "%s\n", path);
	return h->list.n == before;
}

/* The last line of a text. */
static struct span
last_line(struct span text)
{
	size_t from;

	while (text.n > 0 && text.p[text.n - 1] == '\n')
		text.n--;
	for (from = text.n; from > 0 && text.p[from - 1] != '\n'; from--)
		continue;
	return span_sub(text, from, text.n - from);
}

void
heads_look_ahead(struct heads *h, int fd)
{
	off_t end, now = lseek(fd, 0, SEEK_CUR);
	const struct json_value *v = NULL;
	struct json_fault fault;
	uint8_t *buf;
	ssize_t n;

	if (h->run.n > 0 || now < 0 || (end = lseek(fd, 0, SEEK_END)) < 0 || lseek(fd, now, SEEK_SET) < 0)
		return;
	arena_reset(&h->arena);
	if ((buf = arena_take(&h->arena, CLOSING_MAX)) == NULL)
		return;
	n = pread(fd, buf, CLOSING_MAX, end > CLOSING_MAX ? end - CLOSING_MAX : 0);
	if (n > 0)
		v = json_read(&h->arena, last_line((struct span){ buf, (size_t)n }), NULL, &fault);
	if (json_is(json_find(v, "schema"), "smimelint-summary/1") && json_find(v, "run") != NULL)
		heads_add(h, "", v);
}

void
heads_end(struct heads *h)
{
	if (h->silent.n == 0)
		return;
	if (h->run.n == 0) {
		out_str(&h->lines, "no report says by which version and options it was made; a whole summary does\n");
		return;
	}
	for (const char *p = h->silent.p, *end = p + h->silent.n; p < end; ) {
		size_t n = (size_t)((const char *)memchr(p, '\n', (size_t)(end - p)) - p);
		const char *path = arena_printf(&h->arena, "%.*s", (int)n, p);

		list_difference(h, path, "/run", (struct span){ (const uint8_t *)h->run.p, h->run.n }, raw(NULL));
		out_fmt(&h->lines, "%s does not say with which version and options it was made\n", path);
		p += n + 1;
	}
}
