/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json.c - what reading JSON costs: json FILE reads each line of a file as a document, in turns by us and by yyjson, which
 * is called where it is installed.  Prints megabytes a second; the last line is one JSON object.
 */
#ifdef BENCH_YYJSON
#include <yyjson.h>
#endif
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#include "base/json.h"

#define ROUNDS 15

struct reader {
	const char *name, *member;	/* in words, and in the object */
	bool (*read)(struct arena *, struct span line);
};

static bool
ours(struct arena *a, struct span line)
{
	struct json_fault fault;

	arena_reset(a);
	return json_read(a, line, NULL, &fault) != NULL;
}

#ifdef BENCH_YYJSON
static bool
by_yyjson(struct arena *a, struct span line)
{
	yyjson_doc *doc = yyjson_read((const char *)line.p, line.n, 0);

	(void)a;
	yyjson_doc_free(doc);
	return doc != NULL;
}
#endif

static const struct reader readers[] = {
	{ "our reader, which refuses names twice", "json_mb_s", ours },
#ifdef BENCH_YYJSON
	{ "yyjson, which does not", "yyjson_mb_s", by_yyjson },
#endif
};
#define READERS (sizeof readers / sizeof *readers)

static double
cpu_seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Seconds for all lines; less than 0: one was refused. */
static double
read_all(const struct reader *r, struct arena *a, struct span text)
{
	double begun = cpu_seconds();
	struct span line;
	uint64_t number = 0;

	while (json_next_line(&text, &line, &number))
		if (!r->read(a, line))
			return -1;
	return cpu_seconds() - begun;
}

static int
by_size(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static bool
measure(struct arena *a, struct span text)
{
	double taken[READERS][ROUNDS];

	for (size_t i = 0; i < ROUNDS; i++)
		for (size_t k = 0; k < READERS; k++)
			if ((taken[k][i] = read_all(&readers[k], a, text)) < 0)
				return false;
	printf("\n%-46s %12s\n", "reading records as JSON", "MB a second");
	for (size_t k = 0; k < READERS; k++) {
		qsort(taken[k], ROUNDS, sizeof *taken[k], by_size);
		printf("%-46s %12.0f\n", readers[k].name, (double)text.n / taken[k][ROUNDS / 2] / 1e6);
	}
	for (size_t k = 0; k < READERS; k++)
		printf("%s\"%s\":%.0f", k == 0 ? "{" : ",", readers[k].member, (double)text.n / taken[k][ROUNDS / 2] / 1e6);
	return puts("}") >= 0;
}

int
main(int argc, char **argv)
{
	FILE *f = argc == 2 ? fopen(argv[1], "rb") : NULL;
	struct stat st;
	struct arena a;
	uint8_t *text;
	size_t n;
	bool ok;

	if (f == NULL || fstat(fileno(f), &st) != 0 || (text = malloc((size_t)st.st_size + 1)) == NULL) {
		fprintf(stderr, "usage: json FILE\n");
		return 2;
	}
	n = fread(text, 1, (size_t)st.st_size, f);
	fclose(f);
	arena_init(&a);
	ok = n > 0 && measure(&a, (struct span){ text, n });
	arena_free(&a);
	free(text);
	return ok ? 0 : 1;
}
