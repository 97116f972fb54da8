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
compare_texts(const void *a, const void *b)
{
	return compare_spans(*(const struct span *)a, *(const struct span *)b);
}

/* The form in which equal addresses have the same octets; SPAN_NONE for text that is no address. */
static struct span
key_of(struct arena *arena, struct span address)
{
	struct mailbox m;
	struct span domain;
	uint8_t *key;

	mailbox_split(address, &m);
	if (m.local.p == NULL)
		return SPAN_NONE;
	domain = idna_domain_key(arena, m.domain);
	if ((key = arena_take(arena, m.local.n + domain.n + 1)) == NULL)
		return SPAN_NONE;
	memcpy(key, m.local.p, m.local.n);
	key[m.local.n] = '@';
	if (domain.n > 0)
		memcpy(key + m.local.n + 1, domain.p, domain.n);
	return (struct span){ key, m.local.n + domain.n + 1 };
}

static int
compare_octets(struct span a, struct span b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n == 0 ? 0 : memcmp(a.p, b.p, n);

	return order != 0 ? order : a.n < b.n ? -1 : a.n > b.n;
}

/* By the keys, and among equal addresses by their folded octets. */
static int
compare_entries(const struct mailbox_entry *a, const struct mailbox_entry *b)
{
	int order = compare_octets(a->key, b->key);

	if (order != 0 || span_eq(a->text, b->text))
		return order;
	return compare_folded(a->text, b->text);
}

static int
compare_keys(const void *a, const void *b)
{
	return compare_entries(a, b);
}

static void
sort_many(struct mailbox_set *set, struct span *text, struct arena *arena)
{
	struct mailbox_entry *by_key = arena_array(arena, set->n, sizeof *by_key);

	set->arena = arena;
	set->by_key = by_key;
	for (unsigned i = 0; by_key != NULL && i < set->n; i++)
		by_key[i] = (struct mailbox_entry){ key_of(arena, text[i]), text[i] };
	if (by_key != NULL)
		qsort(by_key, set->n, sizeof *by_key, compare_keys);
	qsort(text, set->n, sizeof *text, compare_texts);
}

void
mailbox_set_read(struct mailbox_set *set, const struct cert_view *cv, struct arena *arena)
{
	struct span *v = arena_array(arena, cv->n_mailbox, sizeof *v);

	*set = (struct mailbox_set){ .v = v, .n = v != NULL ? cv->n_mailbox : 0 };
	for (unsigned i = 0; i < set->n; i++)
		v[i] = cv->mailbox[i].text;
	if (set->n > FEW)
		sort_many(set, v, arena);
}

/* The first text that is not before the address in this order. */
static unsigned
first_text(const struct mailbox_set *set, struct span address, int (*compare)(struct span, struct span))
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

/* The first entry that is not before this one in the order of keys. */
static unsigned
first_entry(const struct mailbox_set *set, const struct mailbox_entry *wanted)
{
	unsigned low = 0, high = set->n;

	while (low < high) {
		unsigned middle = low + (high - low) / 2;

		if (compare_entries(&set->by_key[middle], wanted) < 0)
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

	if (set->by_key != NULL) {
		first = first_text(set, address, compare_spans);
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

	mailbox_split(a, &ma);
	mailbox_split(b, &mb);
	return ma.local.p != NULL && span_eq(ma.local, mb.local) ?
	    MAILBOX_MATCH_DOMAIN_CASE : MAILBOX_MATCH_LOCAL_CASE;
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

/* The best match of an address that no entry has octet by octet: by looking at each of a few, */
static enum mailbox_match
match_few(const struct mailbox_set *set, struct span address)
{
	enum mailbox_match best = MAILBOX_MATCH_NONE;
	bool idn = has_idn(address);

	for (unsigned i = 0; i < set->n; i++) {
		enum mailbox_match match = MAILBOX_MATCH_NONE;

		if (text_equal_ascii(set->v[i], address))
			match = case_match(set->v[i], address);
		else if (idn && has_idn(set->v[i]) && mailbox_equal(set->v[i], address))
			match = MAILBOX_MATCH_IDN;
		if (match > best)
			best = match;
	}
	return best;
}

/* or by searches of many, however alike they are. */
static enum mailbox_match
match_many(const struct mailbox_set *set, struct span address)
{
	const struct mailbox_entry same = { key_of(set->arena, address), address }, any = { same.key, SPAN_NONE };
	unsigned at;

	if (same.key.p != NULL) {
		at = first_entry(set, &same);
		if (at < set->n && compare_entries(&set->by_key[at], &same) == 0)
			return MAILBOX_MATCH_DOMAIN_CASE;
		at = first_entry(set, &any);
		if (at < set->n && span_eq(set->by_key[at].key, same.key))
			return MAILBOX_MATCH_IDN;
	}
	at = first_text(set, address, compare_folded);
	return at < set->n && compare_folded(set->v[at], address) == 0 ? MAILBOX_MATCH_LOCAL_CASE : MAILBOX_MATCH_NONE;
}

enum mailbox_match
mailbox_set_find(const struct mailbox_set *set, struct span address)
{
	if (holds_same(set, address))
		return MAILBOX_MATCH_SAME;
	return set->by_key != NULL ? match_many(set, address) : match_few(set, address);
}
