/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_report.c - the reader of reports that are merged: what it takes for
 * results it takes again, and nothing else, when they are written as merge
 * writes them.
 */
#include <unistd.h>

#include "command/merge/heads.h"
#include "inside.h"
#include "report/part.h"

/* Reads a report; the texts of its results go to *results, a line each. */
static void
read_report(struct span in, struct out *results, uint64_t *damages)
{
	static uint8_t buf[STREAM_SIZE];
	struct heads heads = { .tool = { NULL, 0, 0, false } };
	struct part_entry e;
	struct stream stream = { .buf = buf };
	struct part part;
	uint64_t line = 0;
	int fd[2];

	*damages = 0;
	must(pipe(fd) == 0);
	must(write(fd[1], in.p, in.n) == (ssize_t)in.n);
	close(fd[1]);
	stream.fd = fd[0];
	part_init(&part, &stream);
	while (part_next(&part, &e)) {
		must((e.kind == PART_DAMAGE) == (e.value == NULL));
		must(e.kind != PART_DAMAGE || (e.reason != NULL && e.last_line >= e.line));
		if (e.kind != PART_RESULT && e.kind != PART_DAMAGE) {
			heads_add(&heads, "x", e.value);
			continue;
		}
		*damages += e.kind == PART_DAMAGE;
		if (e.kind == PART_DAMAGE)
			continue;
		must(e.line >= line);
		line = e.line;
		must(memchr(e.text.p, '\n', e.text.n) == NULL);
		out_mem(results, e.text.p, e.text.n);
		out_char(results, '\n');
	}
	must(!part_failed(&part) && !stream_broken(&stream));
	heads_end(&heads);
	must(!heads_failed(&heads));
	heads_free(&heads);
	part_free(&part);
	close(fd[0]);
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct out first = { NULL, 0, 0, false }, again = first;
	uint64_t damages;

	if (n > 30000)		/* a pipe holds 64 KiB */
		return 0;
	read_report((struct span){ p, n }, &first, &damages);
	if (first.n > 0) {
		read_report(out_span(&first), &again, &damages);
		must(damages == 0);
		must(span_eq(out_span(&first), out_span(&again)));
	}
	out_free(&first);
	out_free(&again);
	return 0;
}
