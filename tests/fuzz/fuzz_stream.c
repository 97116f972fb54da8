/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_stream.c - a CRL that is fetched, from any octets: the result is that of
 * the same octets in memory, or that it cannot be read where the fetching fails.
 * One in 128 is made large enough that only pieces of it are in memory: the
 * entry of the input stands in it many times.  The parts of those have their
 * lengths in two octets before them.
 */
#include <stdlib.h>

#include "context.h"
#include "inside.h"

#define LARGE ((size_t)5 << 20)

struct source {
	struct span octets;
	uint64_t fails_from;
	size_t most;
};

static int64_t
fetch(void *arg, uint64_t at, uint8_t *buf, size_t n)
{
	const struct source *s = arg;

	if (n > s->fails_from || at > s->fails_from - n)
		return -1;
	if (at >= s->octets.n)
		return 0;
	n = n < s->octets.n - at ? n : s->octets.n - (size_t)at;
	n = n < s->most ? n : s->most;
	memcpy(buf, s->octets.p + at, n);
	return (int64_t)n;
}

static void
put_frame(uint8_t **to, size_t n)
{
	const uint8_t frame[6] = { 0x30, 0x84, (uint8_t)(n >> 24), (uint8_t)(n >> 16), (uint8_t)(n >> 8), (uint8_t)n };

	memcpy(*to, frame, sizeof frame);
	*to += sizeof frame;
}

static void
put(uint8_t **to, struct span s)
{
	if (s.n > 0)
		memcpy(*to, s.p, s.n);
	*to += s.n;
}

static struct span
take_part(struct span *in)
{
	size_t n = in->n > 1 ? (size_t)in->p[0] << 8 | in->p[1] : 0, header = in->n > 1 ? 2 : in->n;
	struct span part;

	*in = span_sub(*in, header, in->n - header);
	part = span_sub(*in, 0, n < in->n ? n : in->n);
	*in = span_sub(*in, part.n, in->n - part.n);
	return part;
}

/* The fields up to the entries, an entry, what follows the entries, what follows the tbsCertList. */
static uint8_t *
large(struct span in, size_t *size)
{
	struct span head = take_part(&in), entry = take_part(&in), extensions = take_part(&in);
	size_t times = entry.n > 0 ? LARGE / entry.n : 0, list = times * entry.n, tbs = head.n + 6 + list + extensions.n;
	uint8_t *octets, *to;

	*size = 6 + 6 + tbs + in.n;
	must((octets = to = malloc(*size)) != NULL);
	put_frame(&to, 6 + tbs + in.n);
	put_frame(&to, tbs);
	put(&to, head);
	put_frame(&to, list);
	while (times-- > 0)
		put(&to, entry);
	put(&to, extensions);
	put(&to, in);
	return octets;
}

/* The result as the report has it, in memory of its own. */
static char *
result(smimelint_run *run)
{
	const char *json = smimelint_result_json(run, 0, NULL);
	char *copy = json != NULL ? strdup(json) : NULL;

	must(copy != NULL);
	return copy;
}

static void
compare(smimelint_ctx *ctx, struct source *s)
{
	smimelint_run *run;
	char *streamed, *held;
	smimelint_status st;

	must(smimelint_run_new(&run, ctx) == SMIMELINT_OK);
	st = smimelint_lint_crl_stream(run, fetch, s);
	must(st == SMIMELINT_OK || st == SMIMELINT_ERR_INPUT || st == SMIMELINT_ERR_LIMIT);
	if (s->fails_from < s->octets.n) {
		must(smimelint_run_error(run) != SMIMELINT_ERR_NOMEM);
		(void)smimelint_result_json(run, 0, NULL);
		smimelint_run_free(run);
		return;
	}
	streamed = result(run);
	st = smimelint_lint(run, s->octets.p, s->octets.n);
	held = result(run);
	must(strcmp(streamed, held) == 0);
	free(streamed);
	free(held);
	smimelint_run_free(run);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const size_t most[4] = { 1, 4096, 65536, SIZE_MAX };
	struct source s = { .fails_from = UINT64_MAX };
	uint8_t *made = NULL;

	if (size < 2)
		return 0;
	s.octets = (struct span){ data + 1, size - 1 };
	/* A few octets at a time are slow where there are many. */
	s.most = most[data[0] & 3];
	if ((data[0] & 0x7f) == 0x7f) {
		made = large(s.octets, &s.octets.n);
		s.octets.p = made;
		s.most = SIZE_MAX;
	}
	if ((data[0] & 0x80) != 0)
		s.fails_from = s.octets.n / 128 * (data[0] & 0x7f);
	compare(context(), &s);
	free(made);
	return 0;
}
