/* SPDX-License-Identifier: Apache-2.0 */
#include "option/document.h"

#include <errno.h>
#include <stdlib.h>

#include "option/opt.h"

/* All octets of the stream, and whether there are more than `most`. */
static uint8_t *
read_all(FILE *f, size_t most, size_t *n)
{
	uint8_t *text = NULL, *more;
	size_t cap = 16 * 1024;

	for (*n = 0; (more = realloc(text, cap)) != NULL; cap *= 2) {
		text = more;
		*n += fread(text + *n, 1, cap - *n, f);
		if (*n < cap || *n > most)
			return text;
	}
	free(text);
	return NULL;
}

bool
document_read(struct document *d, FILE *f, const char *path, size_t most)
{
	uint8_t *text = NULL;
	bool ok = false;
	size_t n;

	*d = (struct document){ .path = path };
	arena_init(&d->arena);
	if ((text = read_all(f, most, &n)) == NULL)
		complain_memory();
	else if (ferror(f))
		complain("%s: cannot be read", path);
	else if (n > most)
		complain("%s: larger than %zu MiB", path, most >> 20);
	else
		ok = true;
	if (ok)
		d->text = (struct span){ text, n };
	else
		free(text);
	return ok;
}

bool
document_open(struct document *d, const char *path, size_t most)
{
	FILE *f = fopen(path, "rb");
	bool ok;

	if (f == NULL) {
		*d = (struct document){ .path = path };
		arena_init(&d->arena);
		complain("%s: %s", path, error_words(errno));
		return false;
	}
	ok = document_read(d, f, path, most);
	fclose(f);
	return ok;
}

void
document_close(struct document *d)
{
	arena_free(&d->arena);
	/* Ours since document_open(). */
	free((void *)(uintptr_t)d->text.p);
	*d = (struct document){ .path = NULL };
}
