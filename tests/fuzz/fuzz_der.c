/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_der.c - the contract of der_next(), der_check() and the primitive values. */
#include "base/arena.h"
#include "der/der.h"
#include "inside.h"

static void
note(void *arg, struct span where, enum der_status st, uint32_t quirks)
{
	inside(*(struct span *)arg, where);
	must(st != DER_END);
	must(quirks < 1u << DER_QUIRKS);
}

static void
read_values(const struct der_tlv *t, struct arena *a)
{
	int64_t seconds;
	uint16_t bits;
	uint32_t small;
	size_t n;

	inside(t->val, der_magnitude(t->val));
	must(der_bit_length(t->val) <= 8 * t->val.n);
	if (der_small(t->val, &small))
		must(small <= INT32_MAX);
	if (der_bits(t->val, &bits, &n))
		must(n <= 8 * t->val.n && (n >= 16 || bits >> n == 0));
	(void)der_time(DER_UTCTIME, t->val, &seconds);
	(void)der_time(DER_GENTIME, t->val, &seconds);
	must(der_oid_text(a, t->val) != NULL);
}

static void
walk(struct span in, struct arena *a, unsigned depth)
{
	struct span before = in;
	struct der_tlv t;

	for (; der_next(&in, &t) == DER_OK; before = in) {
		must(t.raw.p == before.p && in.p == t.raw.p + t.raw.n && in.n == before.n - t.raw.n);
		must(t.raw.n >= 2);
		inside(t.raw, t.val);
		read_values(&t, a);
		if (depth < DER_MAX_DEPTH && (t.id & DER_CONSTRUCTED) != 0)
			walk(t.val, a, depth + 1);
	}
	must(in.p == before.p && in.n == before.n);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span in = { data, size };
	struct arena a;

	arena_init(&a);
	walk(in, &a, 0);
	der_check(in, 0, note, &in);
	must(der_count(in) <= size / 2);
	arena_free(&a);
	return 0;
}
