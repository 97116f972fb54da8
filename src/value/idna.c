/* SPDX-License-Identifier: Apache-2.0 */
/*
 * idna.c - A-labels, U-labels and normalisation, by libidn2 and libunistring.
 */
#include "value/idna.h"

#include <idn2.h>
#include <stdlib.h>
#include <unicase.h>
#include <uninorm.h>

#include "base/arena.h"
#include "base/ascii.h"
#include "base/text.h"
#include "value/mailbox.h"

#define MAX_LABEL 63
/* A domain in U-labels can be longer than one in A-labels; this is long enough for any valid one. */
#define MAX_U_DOMAIN 1024

/* Takes the label before the next dot off the front; false at the end. */
static bool
next_label(struct span *rest, bool *more, struct span *label)
{
	size_t n = 0;

	if (!*more)
		return false;
	while (n < rest->n && rest->p[n] != '.')
		n++;
	*label = span_sub(*rest, 0, n);
	*more = n < rest->n;
	*rest = span_sub(*rest, n + *more, rest->n - n - *more);
	return true;
}

static bool
has_xn(struct span s)
{
	return s.n >= 4 && small_letter(s.p[0]) == 'x' && small_letter(s.p[1]) == 'n' && s.p[2] == '-' && s.p[3] == '-';
}

/* The label in lower case as a string; false when it is too long or has a NUL. */
static bool
label_string(struct span s, char *out, size_t size)
{
	if (s.n >= size || (s.n > 0 && memchr(s.p, 0, s.n) != NULL))
		return false;
	for (size_t i = 0; i < s.n; i++)
		out[i] = (char)small_letter(s.p[i]);
	out[s.n] = '\0';
	return true;
}

/* libidn2 decodes the A-label, tests the U-label by RFC 5891 4.2 and encodes it again. */
static enum idna_fault
check_a_label(struct span s)
{
	char label[MAX_LABEL + 1];
	uint8_t *again = NULL;
	int rc;

	if (!label_string(s, label, sizeof label))
		return IDNA_BAD_A_LABEL;
	rc = idn2_register_u8(NULL, (const uint8_t *)label, &again, 0);
	idn2_free(again);
	if (rc == IDN2_OK)
		return IDNA_OK;
	return rc == IDN2_MALLOC ? IDNA_NO_MEMORY : IDNA_BAD_A_LABEL;
}

static enum idna_fault
check_label(struct span s, struct span *sound)
{
	enum idna_fault f;

	if (!span_is_ascii(s))
		return IDNA_U_LABEL;
	if (s.n < 4 || s.p[2] != '-' || s.p[3] != '-')
		return IDNA_OK;
	if (!has_xn(s))
		return IDNA_RESERVED;
	if (sound->p != NULL && span_eq(s, *sound))
		return IDNA_OK;
	if ((f = check_a_label(s)) == IDNA_OK)
		*sound = s;
	return f;
}

/* Two hyphens side by side: without them no label is reserved. */
static bool
has_two_hyphens(struct span domain)
{
	const uint8_t *p = domain.p, *end = domain.p + domain.n;

	for (; p < end && (p = memchr(p, '-', (size_t)(end - p))) != NULL; p++)
		if (end - p > 1 && p[1] == '-')
			return true;
	return false;
}

bool
idna_may_be_reserved(struct span domain)
{
	struct span s, rest = domain;
	bool more = domain.n > 0 && has_two_hyphens(domain);

	while (next_label(&rest, &more, &s))
		if (s.n >= 4 && s.p[2] == '-' && s.p[3] == '-' && !has_xn(s))
			return true;
	return false;
}

enum idna_fault
idna_check(struct span domain, struct span *label, struct span *sound)
{
	struct span s, rest = domain, own = SPAN_NONE;
	enum idna_fault f;
	bool more = domain.n > 0 && (!span_is_ascii(domain) || has_two_hyphens(domain));

	while (next_label(&rest, &more, &s)) {
		if ((f = check_label(s, sound != NULL ? sound : &own)) != IDNA_OK) {
			if (label != NULL)
				*label = s;
			return f;
		}
	}
	return IDNA_OK;
}

static bool
u_label_valid(struct span s)
{
	char label[4 * MAX_LABEL + 1];
	uint8_t *a_label = NULL;
	int rc;

	if (!label_string(s, label, sizeof label))
		return false;
	rc = idn2_register_u8((const uint8_t *)label, NULL, &a_label, 0);
	idn2_free(a_label);
	return rc == IDN2_OK || rc == IDN2_MALLOC;
}

bool
idna_u_labels_valid(struct span domain, struct span *label)
{
	struct span s, rest = domain;
	bool more = domain.n > 0;

	while (next_label(&rest, &more, &s)) {
		if (!span_is_ascii(s) && !u_label_valid(s)) {
			if (label != NULL)
				*label = s;
			return false;
		}
	}
	return true;
}

/* Below U+0300 (first octet 0xCC) every character is its own Normalization Form C. */
static bool
is_nfc_for_sure(struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] >= 0xcc)
			return false;
	return true;
}

bool
text_is_nfc(struct span s)
{
	uint8_t small[256], *nfc;
	size_t n = sizeof small;
	bool same;

	if (is_nfc_for_sure(s))
		return true;
	nfc = u8_normalize(UNINORM_NFC, s.p, s.n, small, &n);
	if (nfc == NULL)
		return true;
	same = n == s.n && memcmp(nfc, s.p, n) == 0;
	if (nfc != small)
		free(nfc);
	return same;
}

/*
 * The domain with its U-labels as A-labels, to be given to idn2_free(); NULL
 * when that cannot be.  Capitals are those of one domain (RFC 5895 2.1), though
 * no U-label has them.
 */
static uint8_t *
a_label_domain(struct span s)
{
	char text[MAX_U_DOMAIN];
	uint8_t small[MAX_U_DOMAIN], *lowered, *out = NULL;
	size_t n = sizeof small - 1;

	if (!label_string(s, text, sizeof text))
		return NULL;
	lowered = u8_tolower((const uint8_t *)text, s.n, NULL, UNINORM_NFC, small, &n);
	if (lowered == small) {
		small[n] = '\0';
		if (idn2_lookup_u8(small, &out, IDN2_NO_TR46) != IDN2_OK)
			out = NULL;
	} else {
		free(lowered);
	}
	return out;
}

struct span
idna_domain_key(struct arena *a, struct span domain)
{
	uint8_t *converted = span_is_ascii(domain) ? NULL : a_label_domain(domain);
	struct span from = converted != NULL ? span_of((const char *)converted) : domain;
	uint8_t *key = domain.p != NULL ? arena_take(a, from.n) : NULL;

	for (size_t i = 0; key != NULL && i < from.n; i++)
		key[i] = small_letter(from.p[i]);
	idn2_free(converted);
	return key != NULL ? (struct span){ key, from.n } : domain;
}

bool
idna_domain_equal(struct span a, struct span b)
{
	uint8_t *x, *y;
	bool equal;

	/* Most are written alike. */
	if (span_eq(a, b) || text_equal_ascii(a, b))
		return true;
	if (span_is_ascii(a) && span_is_ascii(b))
		return false;
	x = a_label_domain(a);
	y = a_label_domain(b);
	equal = x != NULL && y != NULL && strcmp((const char *)x, (const char *)y) == 0;
	idn2_free(x);
	idn2_free(y);
	return equal;
}

bool
mailbox_equal(struct span a, struct span b)
{
	struct mailbox x, y;

	if (span_eq(a, b))
		return true;
	if (span_is_ascii(a) && span_is_ascii(b) && !text_equal_ascii(a, b))
		return false;
	mailbox_split(a, &x);
	mailbox_split(b, &y);
	return x.local.p != NULL && y.local.p != NULL && span_eq(x.local, y.local) &&
	    idna_domain_equal(x.domain, y.domain);
}
