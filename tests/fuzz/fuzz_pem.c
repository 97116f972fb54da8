/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_pem.c - the readers of containers: PEM, base64, concatenated DER, and
 * what tells them apart.  What they hand out does not depend on how the octets
 * arrive, and nothing is lost on the way.
 */
#include <unistd.h>

#include "base/ascii.h"
#include "base/base64.h"
#include "digest.h"
#include "input/der/split.h"
#include "input/pem/scan/pem_scan.h"
#include "input/sniff.h"
#include "inside.h"

#define LIMIT 4096

/* ---- PEM ---- */

/* Octets of the input lie in a pipe, which holds 64 KiB. */
static uint64_t
read_pem(struct span in)
{
	static uint8_t buf[STREAM_SIZE];
	struct stream r = { .buf = buf };
	struct pem_block b;
	struct pem pem;
	uint64_t h = 0;
	int fd[2];

	must(pipe(fd) == 0);
	must(write(fd[1], in.p, in.n) == (ssize_t)in.n);
	close(fd[1]);
	r.fd = fd[0];
	pem_init(&pem, &r, LIMIT);
	for (uint64_t line = 1; pem_next(&pem, &b); line = b.line) {
		must(b.line >= line && strlen(b.label) < PEM_LABEL);
		must(b.fault == NULL || b.fault_line >= b.line);
		must(b.over_limit == (b.octets.n > LIMIT));
		h = digest_add(digest_add(h, b.octets.p, b.octets.n), b.label, strlen(b.label));
		(void)sniff_other(b.octets, false);
	}
	must(r.error == 0 && !pem.octets.failed);
	pem_free(&pem);
	close(fd[0]);
	return h;
}

/* Text before a bundle and line ends of another kind do not change its blocks. */
static void
check_pem(struct span in)
{
	struct out changed = { NULL, 0, 0, false };
	uint64_t h;

	if (in.n > 16384 || memchr(in.p, '\r', in.n) != NULL)
		return;
	h = read_pem(in);
	out_str(&changed, "a line before\r\n");
	for (size_t i = 0; i < in.n; i++) {
		if (in.p[i] == '\n')
			out_char(&changed, '\r');
		out_mem(&changed, in.p + i, 1);
	}
	must(read_pem((struct span){ (const uint8_t *)changed.p, changed.n }) == h);
	out_free(&changed);
}

/* ---- DER ---- */

struct handed {
	uint64_t digest, octets;
	bool over;
};

static int
hand(void *arg, struct span octets, uint64_t line, bool over)
{
	struct handed *h = arg;

	(void)line;
	must(octets.n <= LIMIT + 1);
	must(over == (octets.n > LIMIT));
	h->digest = digest_add(h->digest, octets.p, octets.n);
	h->octets += octets.n;
	h->over |= over;
	(void)sniff_other(octets, chosen(octets.n, 2) == 0);
	return 0;
}

static struct handed
split_by(struct span in, size_t piece)
{
	struct handed h = { 0 };
	struct split s = { .limit = LIMIT, .fn = hand, .arg = &h };

	for (size_t i = 0; i < in.n; i += piece)
		must(split_feed(&s, span_sub(in, i, in.n - i < piece ? in.n - i : piece)) == 0);
	must(split_end(&s) == 0);
	split_free(&s);
	return h;
}

static void
check_split(struct span in)
{
	struct handed whole = split_by(in, in.n + 1), octets = split_by(in, 1), pieces = split_by(in, 7);
	size_t blank = 0;

	must(whole.digest == octets.digest && whole.digest == pieces.digest);
	for (size_t i = 0; i < in.n; i++)
		blank += is_space(in.p[i]);
	/* Nothing is lost but white space behind elements. */
	must(whole.over || (whole.octets <= in.n && whole.octets + blank >= in.n));
}

/* ---- base64 ---- */

static void
check_base64(struct span in)
{
	struct base64 whole = { .again = true }, each = { .again = true };
	struct out a = { NULL, 0, 0, false }, b = { NULL, 0, 0, false };
	const uint8_t *bad = base64_feed(&whole, in, &a), *bad_each = NULL;

	for (size_t i = 0; i < in.n && bad_each == NULL; i++)
		bad_each = base64_feed(&each, span_sub(in, i, 1), &b);
	must(bad == bad_each);
	must(a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0));
	must(a.n <= in.n / 4 * 3 + 3);
	out_free(&a);
	out_free(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct span in = { p, n };

	if (n == 0)
		return 0;
	(void)sniff_form(in, NULL);
	check_pem(in);
	check_split(in);
	check_base64(in);
	return 0;
}
