/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_container.c - every form of input as the command reads it: what is
 * handed on does not depend on how the octets arrive, nor on a compression
 * around them, and a stream that breaks off only takes from its end.
 */
#include <errno.h>

#include "digest.h"
#include "input/form.h"
#include "input/pack/unpack.h"
#include "inside.h"

#define LIMIT 4096
#define CONTAINER ((uint64_t)64 * 1024)
#define MOST_ITEMS 4096

/* What one reading has handed on. */
struct handed {
	uint64_t digest[MOST_ITEMS];	/* of each item, without its place */
	uint64_t element[MOST_ITEMS];	/* of its element alone, without what trails that */
	bool sound[MOST_ITEMS];
	uint64_t n, skipped;
	uint64_t index;			/* of the next that is in no archive */
	size_t octets;
};

static size_t
element_length(struct span der)
{
	uint64_t n = der.n > 0 ? sniff_length(der) : 0;

	return n > 0 && n < der.n ? (size_t)n : der.n;
}

static int
hand(void *arg, const struct item *item)
{
	struct handed *h = arg;
	uint64_t digest = digest_add(0, item->der.p, item->der.n);

	/* Members of archives are counted for themselves. */
	must(strcmp(item->path, "input") != 0 || item->index == h->index++);
	must(item->fault != NULL || item->der.n <= LIMIT);
	must(item->der.n <= LIMIT + 1);
	if (item->format != NULL)
		digest = digest_add(digest, item->format, strlen(item->format));
	if (item->fault != NULL)
		digest = digest_add(digest, item->fault, strlen(item->fault));
	digest = digest_add(digest, &item->line, sizeof item->line);
	h->octets += item->der.n;
	if (h->n < MOST_ITEMS) {
		h->digest[h->n] = digest;
		h->element[h->n] = digest_add(0, item->der.p, element_length(item->der));
		h->sound[h->n] = item->fault == NULL;
	}
	h->n++;
	return 0;
}

/* A stream that hands out so many octets at a time, and breaks at its end if told to. */
struct source {
	struct span rest;
	size_t piece;
	bool breaks;
};

static size_t
read_source(struct stream *r, uint8_t *to, size_t n)
{
	struct source *s = r->arg;
	size_t k = s->piece < n ? s->piece : n;

	k = k < s->rest.n ? k : s->rest.n;
	if (k > 0)
		memcpy(to, s->rest.p, k);
	s->rest = span_sub(s->rest, k, s->rest.n - k);
	if (k == 0 && s->breaks)
		r->fault = "broken";
	return k;
}

struct reading {
	size_t piece;
	bool breaks, any;
	const char *field;
};

/* How it is read: with names, so that tables of other columns are met as well; as found in a folder. */
static void
read_all(struct handed *h, struct span octets, struct reading how)
{
	static uint8_t buf[STREAM_SIZE];
	struct source from = { octets, how.piece, how.breaks };
	struct stream r = { .read = read_source, .arg = &from, .buf = buf };
	struct input in = { .limit = LIMIT, .forms = input_forms, .container = CONTAINER, .path = "input", .fn = hand, .arg = h };

	in.field = how.field;
	in.others = how.any;
	*h = (struct handed){ .n = 0 };
	must(input_file(&in, &r) == 0);
	must(!in.no_memory && !in.late && r.error == 0 && in.index == h->index);
	/* Nothing passes in silence: there is an item, or a count. */
	must(h->n + in.skipped > 0 || how.breaks);
	h->skipped = in.skipped;
	input_free(&in);
}

static void
same(const struct handed *a, const struct handed *b)
{
	must(a->n == b->n && a->skipped == b->skipped);
	for (uint64_t i = 0; i < a->n && i < MOST_ITEMS; i++)
		must(a->digest[i] == b->digest[i]);
}

/* Is every sound item of the one among those of the other, as often? */
static void
within(const struct handed *some, const struct handed *all)
{
	static bool taken[MOST_ITEMS];

	memset(taken, 0, sizeof taken);
	for (uint64_t i = 0; i < some->n && i < MOST_ITEMS; i++) {
		uint64_t k = 0;

		if (!some->sound[i])
			continue;
		while (k < all->n && k < MOST_ITEMS && (taken[k] || !all->sound[k] || all->element[k] != some->element[i]))
			k++;
		must(k < all->n && k < MOST_ITEMS);
		taken[k] = true;
	}
}

/* Do some of the octets look compressed?  Once more, they may be so too often. */
static bool
looks_packed(struct span in)
{
	for (size_t i = 0; i + 4 <= in.n; i++)
		if (memcmp(in.p + i, "\x1f\x8b\x08", 3) == 0 || memcmp(in.p + i, "\x28\xb5\x2f\xfd", 4) == 0)
			return true;
	return false;
}

/* The octets in a member of gzip, without compression. */
static void
check_packed(struct span in, const struct handed *plain, struct reading how)
{
	static struct handed h;
	uint8_t room[8192 + 64];
	const uint8_t none[1] = { 0 };
	z_stream z = { .next_in = in.n > 0 ? in.p : none, .avail_in = (uInt)in.n, .next_out = room, .avail_out = sizeof room };
	enum sniffed form = sniff_form(in, how.field);

	must(deflateInit2(&z, 0, Z_DEFLATED, 16 + 15, 8, Z_DEFAULT_STRATEGY) == Z_OK);
	must(deflate(&z, Z_FINISH) == Z_STREAM_END);
	must(deflateEnd(&z) == Z_OK);
	read_all(&h, (struct span){ room, sizeof room - z.avail_out }, how);
	if (form != SNIFF_ARCHIVE && !looks_packed(in))
		same(&h, plain);
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static struct handed whole, other;
	size_t which = chosen(n, 5 * 3 * 2);
	struct reading how = { SIZE_MAX, false, which % 5 == 0, which % 3 != 0 ? NULL : which % 2 == 0 ? "x" : "/x/y" };
	struct span in = { p, n };

	read_all(&whole, in, how);
	if (n <= 8192)
		check_packed(in, &whole, how);
	how.piece = 7;
	read_all(&other, in, how);
	same(&whole, &other);
	/*
	 * What a broken stream holds, the whole one holds as well: breaking off makes no certificate.  Of damage more may be told: what is cut is
	 * taken for text where the whole one was told of as one compressed file that is damaged.
	 */
	how.breaks = true;
	read_all(&other, in, how);
	within(&other, &whole);
	return 0;
}
