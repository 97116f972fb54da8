/* SPDX-License-Identifier: Apache-2.0 */
#include "command/lint/baseline.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "option/document.h"
#include "option/opt.h"

#define PIECE ((size_t)1024 * 1024)

struct report {
	const char *path;
	FILE *file;
	uint8_t *text;			/* what has been read and not been given */
	size_t n, cap;
	uint64_t line;			/* the number of its first line */
};

/* Is the first line a value of its own, so that each line is one? */
static bool
is_ndjson(const struct report *r)
{
	struct span rest = { r->text, r->n }, line;
	struct json_fault fault;
	uint64_t number = 0;
	struct arena a;
	bool value;

	if (!json_next_line(&rest, &line, &number))
		return false;
	arena_init(&a);
	value = json_read(&a, line, NULL, &fault) != NULL;
	arena_free(&a);
	return value;
}

/* Reads on; false after a message. */
static bool
fill(struct report *r, bool *end)
{
	if (r->n == r->cap) {
		size_t cap = r->cap == 0 ? PIECE : 2 * r->cap;
		uint8_t *more = r->n <= DOCUMENT_REPORT ? realloc(r->text, cap) : r->text;

		if (more == NULL) {
			complain_memory();
			return false;
		}
		r->text = more;
		r->cap = cap;
	}
	if (r->n > DOCUMENT_REPORT) {
		complain("%s: larger than %zu MiB", r->path, DOCUMENT_REPORT >> 20);
		return false;
	}
	r->n += fread(r->text + r->n, 1, r->cap - r->n, r->file);
	*end = r->n < r->cap;
	if (ferror(r->file))
		complain("%s: cannot be read", r->path);
	return !ferror(r->file);
}

/* Gives the library the first n octets, which are lines. */
static smimelint_status
give_lines(struct report *r, smimelint_ctx *ctx, size_t n)
{
	smimelint_status st = smimelint_ctx_add_baseline_lines(ctx, (const char *)r->text, n, r->line);

	for (const uint8_t *p = r->text, *end = p + n; (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++)
		r->line++;
	memmove(r->text, r->text + n, r->n - n);
	r->n -= n;
	return st;
}

/* The octets up to the end of the last whole line. */
static size_t
whole_lines(const struct report *r)
{
	size_t n = r->n;

	while (n > 0 && r->text[n - 1] != '\n')
		n--;
	return n;
}

static smimelint_status
read_pieces(struct report *r, smimelint_ctx *ctx)
{
	bool end = false, asked = false, lines = false;
	smimelint_status st = SMIMELINT_OK;

	while (!end && st == SMIMELINT_OK) {
		size_t n;

		if (!fill(r, &end))
			return SMIMELINT_ERR_ARG;
		n = whole_lines(r);
		if (!asked && n > 0) {
			lines = is_ndjson(r);
			asked = true;
		}
		if (lines && (end || n > 0))
			st = give_lines(r, ctx, end ? r->n : n);
	}
	return st != SMIMELINT_OK || lines ? st : smimelint_ctx_add_baseline(ctx, (const char *)r->text, r->n);
}

smimelint_status
baseline_read(smimelint_ctx *ctx, const char *path)
{
	struct report r = { .path = path, .file = fopen(path, "rb"), .line = 1 };
	smimelint_status st = SMIMELINT_ERR_ARG;

	if (r.file == NULL) {
		complain("%s: %s", path, error_words(errno));
		return st;
	}
	st = read_pieces(&r, ctx);
	free(r.text);
	fclose(r.file);
	return st;
}
