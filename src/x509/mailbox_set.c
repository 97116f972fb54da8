/* SPDX-License-Identifier: Apache-2.0 */
/* mailbox_set.c - the Mailbox Fields of the subjectAltName, to be searched. */
#include "x509/mailbox_set.h"

#include <stdlib.h>

#include "base/text.h"
#include "value/idna.h"
#include "value/mailbox.h"

/* So few are searched one by one. */
#define FEW 16

static uint8_t
lower(uint8_t octet)
{
	return octet >= 'A' && octet <= 'Z' ? (uint8_t)(octet + 0x20) : octet;
}

/* Order by octets, A-Z taken as a-z. */
static int
compare_folded(struct span a, struct span b)
{
	for (size_t i = 0; i < a.n && i < b.n; i++) {
		uint8_t ca = lower(a.p[i]), cb = lower(b.p[i]);

		if (ca != cb)
			return ca < cb ? -1 : 1;
	}
	return a.n < b.n ? -1 : a.n > b.n;
}

/* The same, and then by the octets themselves. */
static int
compare_spans(struct span a, struct span b)
{
	int order;

	/* Those that repeat one another are the many. */
	if (span_eq(a, b))
		return 0;
	order = compare_folded(a, b);
	return order != 0 || a.n == 0 ? order : memcmp(a.p, b.p, a.n);
}

static int
compare_entries(const void *a, const void *b)
{
	return compare_spans(*(const struct span *)a, *(const struct span *)b);
}

void
mailbox_set_read(struct mailbox_set *set, const struct cert_view *cv, struct arena *arena)
{
	struct span *v = arena_array(arena, cv->n_mailbox, sizeof *v);

	set->v = v;
	set->n = v != NULL ? cv->n_mailbox : 0;
	for (unsigned i = 0; i < set->n; i++)
		v[i] = cv->mailbox[i].text;
	set->sorted = set->n > FEW;
	if (set->sorted)
		qsort(v, set->n, sizeof *v, compare_entries);
}

/* The first entry of a sorted set that is not before the address in this order. */
static unsigned
first_candidate(const struct mailbox_set *set, struct span address,
    int (*compare)(struct span, struct span))
{
	unsigned low = 0, high = set->n;

	while (low < high) {
		unsigned middle = low + (high - low) / 2;

		if (compare(set->v[middle], address) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool
holds_same(const struct mailbox_set *set, struct span address)
{
	unsigned first;

	if (set->sorted) {
		first = first_candidate(set, address, compare_spans);
		return first < set->n && span_eq(set->v[first], address);
	}
	for (unsigned i = 0; i < set->n; i++) {
		if (span_eq(set->v[i], address))
			return true;
	}
	return false;
}

/* Two addresses that are equal but for the case of letters. */
static enum mailbox_match
case_match(struct span a, struct span b)
{
	struct mailbox ma, mb;

	mailbox_parse(a, MAILBOX_UTF8, &ma);
	mailbox_parse(b, MAILBOX_UTF8, &mb);
	return ma.local.p != NULL && span_eq(ma.local, mb.local) ?
	    MAILBOX_MATCH_DOMAIN_CASE : MAILBOX_MATCH_LOCAL_CASE;
}

/* The best of the entries that are equal but for case; of very many, of the first ones. */
static enum mailbox_match
best_case_match(const struct mailbox_set *set, struct span address)
{
	unsigned first = set->sorted ? first_candidate(set, address, compare_folded) : 0;
	enum mailbox_match best = MAILBOX_MATCH_NONE;

	for (unsigned i = first; i < set->n && i - first < 4 * FEW; i++) {
		enum mailbox_match match;

		if (!text_equal_ascii(set->v[i], address)) {
			if (set->sorted)
				break;
			continue;
		}
		match = case_match(set->v[i], address);
		if (match > best)
			best = match;
	}
	return best;
}

/* Could the address have another form, with U-labels for A-labels or the reverse? */
static bool
has_idn(struct span address)
{
	for (size_t i = 0; i < address.n; i++) {
		if (address.p[i] >= 0x80)
			return true;
		if (address.n - i >= 4 && text_equal_ascii(span_sub(address, i, 4), SPAN_LIT("xn--")))
			return true;
	}
	return false;
}

static bool
holds_other_form(const struct mailbox_set *set, struct span address)
{
	if (!has_idn(address))
		return false;
	for (unsigned i = 0; i < set->n && i < 4 * FEW; i++) {
		if (has_idn(set->v[i]) && mailbox_equal(set->v[i], address))
			return true;
	}
	return false;
}

enum mailbox_match
mailbox_set_find(const struct mailbox_set *set, struct span address)
{
	enum mailbox_match match;

	if (holds_same(set, address))
		return MAILBOX_MATCH_SAME;
	match = best_case_match(set, address);
	if (match == MAILBOX_MATCH_NONE && holds_other_form(set, address))
		return MAILBOX_MATCH_IDN;
	return match;
}
