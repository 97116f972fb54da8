/* SPDX-License-Identifier: Apache-2.0 */
/* complain.c - what goes wrong, in a line on standard error: the names in it are not ours. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "option/opt.h"
#include "os/workflow.h"

/* What is to be said, gathered: standard error writes each piece at once. */
struct words {
	char text[1024];
	size_t n;
};

static void
say(struct words *w, const char *piece, size_t n)
{
	if (n > sizeof w->text - w->n) {
		fwrite(w->text, 1, w->n, stderr);
		w->n = 0;
	}
	memcpy(w->text + w->n, piece, n);
	w->n += n;
}

/* A name with a line end in it begins no line, none moves the cursor, and none is a command to a workflow. */
static void
say_safely(struct words *w, const char *line)
{
	struct span rest = span_of(line);
	const char *end = line + rest.n;
	unsigned guarded = workflow_runs();
	char piece[TEXT_PIECE];

	while (rest.n > 0) {
		if (workflow_command(guarded, line, (const char *)rest.p, end)) {
			snprintf(piece, sizeof piece, "\\x%02x", *rest.p);
			say(w, piece, strlen(piece));
			rest = span_sub(rest, 1, rest.n - 1);
		} else {
			say(w, piece, text_take(&rest, piece));
		}
	}
}

#define NAME "smimelint: "

void
complain(const char *fmt, ...)
{
	const size_t from = sizeof NAME - 1;
	struct words w = { .n = 0 };
	char room[1024] = NAME, *line = NULL;
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(room + from, sizeof room - from, fmt, ap);
	va_end(ap);
	/* Where memory is out its beginning is said. */
	if (n >= (int)(sizeof room - from) && (line = malloc(from + (size_t)n + 1)) != NULL) {
		memcpy(line, NAME, from);
		va_start(ap, fmt);
		vsnprintf(line + from, (size_t)n + 1, fmt, ap);
		va_end(ap);
	}
	say_safely(&w, line != NULL ? line : room);
	say(&w, "\n", 1);
	fwrite(w.text, 1, w.n, stderr);
	free(line);
}

static bool memory_out;

void
complain_memory(void)
{
	memory_out = true;
	complain("out of memory");
}

const char *
error_words(int error)
{
	memory_out |= error == ENOMEM;
	return strerror(error);
}

int
exit_refused(void)
{
	return memory_out ? EXIT_INTERNAL : EXIT_USAGE;
}
