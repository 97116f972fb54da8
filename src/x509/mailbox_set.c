/* SPDX-License-Identifier: Apache-2.0 */
/* mailbox_set.c - the Mailbox Fields of the subjectAltName, to be searched. */
#include "x509/mailbox_set.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "value/idna.h"
#include "value/mailbox.h"

/* Order by octets, A-Z taken as a-z. */
static int
compare_folded(struct span a, struct span b)
{
	for (size_t i = 0; i < a.n && i < b.n; i++) {
		uint8_t ca = small_letter(a.p[i]), cb = small_letter(b.p[i]);

		if (ca != cb)
			return ca < cb ? -1 : 1;
	}
	return a.n < b.n ? -1 : a.n > b.n;
}

/* The same, and then by the first n octets themselves; a text that is equal but for case has as many. */
static int
compare_front(struct span a, struct span b, size_t n)
{
	int order;

	/* Those that repeat one another are the many. */
	if (span_eq(a, b))
		return 0;
	order = compare_folded(a, b);
	return order != 0 || n == 0 ? order : memcmp(a.p, b.p, n);
}

/* Equal ones stay in the order in which the certificate has them. */
static int
by_text(const void *pa, const void *pb)
{
	const struct span *a = pa, *b = pb;
	int order = compare_front(*a, *b, a->n);

	return order != 0 ? order : a->p < b->p ? -1 : a->p > b->p;
}

static int
by_octets(const void *pa, const void *pb)
{
	const struct span *a = pa, *b = pb;

	return span_order(*a, *b);
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

/* The keys of those that can have U-labels: the others are found by their text. */
static void
read_keys(struct mailbox_set *set)
{
	struct span *key;
	unsigned n = 0;

	for (unsigned i = 0; i < set->n; i++)
		n += !span_is_ascii(set->v[i]);
	if (n == 0 || (key = arena_array(set->arena, n, sizeof *key)) == NULL)
		return;
	for (unsigned i = 0; i < set->n; i++)
		if (!span_is_ascii(set->v[i]))
			key[set->n_key++] = key_of(set->arena, set->v[i]);
	qsort(key, n, sizeof *key, by_octets);
	set->key = key;
}

void
mailbox_set_read(struct mailbox_set *set, const struct cert_view *cv, struct arena *arena)
{
	struct span *v = arena_array(arena, cv->n_mailbox, sizeof *v);

	*set = (struct mailbox_set){ .v = v, .n = v != NULL ? cv->n_mailbox : 0, .arena = arena };
	for (unsigned i = 0; i < set->n; i++)
		v[i] = cv->mailbox[i].text;
	if (set->n > 1)
		qsort(v, set->n, sizeof *v, by_text);
	read_keys(set);
}

/* The text that is this one but for the case of letters, its first n octets themselves; SPAN_NONE: there is none. */
static struct span
find_text(const struct mailbox_set *set, struct span text, size_t n)
{
	unsigned low = 0, high = set->n;

	while (low < high) {
		unsigned middle = low + (high - low) / 2;
		int order = compare_front(set->v[middle], text, n);

		if (order == 0)
			return set->v[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return SPAN_NONE;
}

/* Could the address have another form, with U-labels for A-labels or the reverse? */
static bool
has_idn(struct span address)
{
	for (size_t i = 0; i < address.n; i++) {
		if (address.p[i] >= 0x80)
			return true;
		if (address.n - i >= 4 && small_letter(address.p[i]) == 'x' && small_letter(address.p[i + 1]) == 'n' &&
		    address.p[i + 2] == '-' && address.p[i + 3] == '-')
			return true;
	}
	return false;
}

/* Is the address, with this local part, there with other forms of its labels? */
static bool
holds_other_form(const struct mailbox_set *set, struct span address, struct span local)
{
	struct span key;

	if (!has_idn(address) || (key = key_of(set->arena, address)).p == NULL)
		return false;
	return has_idn(find_text(set, key, local.n)) ||
	    (set->n_key > 0 && bsearch(&key, set->key, set->n_key, sizeof key, by_octets) != NULL);
}

enum mailbox_match
mailbox_set_find(const struct mailbox_set *set, struct span address)
{
	struct mailbox m;

	if (find_text(set, address, address.n).p != NULL)
		return MAILBOX_MATCH_SAME;
	mailbox_split(address, &m);
	if (m.local.p != NULL && find_text(set, address, m.local.n).p != NULL)
		return MAILBOX_MATCH_DOMAIN_CASE;
	if (m.local.p != NULL && holds_other_form(set, address, m.local))
		return MAILBOX_MATCH_IDN;
	return find_text(set, address, 0).p != NULL ? MAILBOX_MATCH_LOCAL_CASE : MAILBOX_MATCH_NONE;
}
