/* SPDX-License-Identifier: Apache-2.0 */
/*
 * idna.h - internationalised domain labels (RFC 5890, RFC 5891), Unicode
 * normalisation, and the comparison of mailboxes (RFC 9598 5).
 *
 * Plain ASCII without "xn--" costs no allocation; the rest is done by libidn2
 * and libunistring, which allocate and free.
 */
#ifndef VALUE_IDNA_H
#define VALUE_IDNA_H

#include "base/span.h"

enum idna_fault {
	IDNA_OK,
	IDNA_U_LABEL,		/* a label that is not ASCII, valid or not */
	IDNA_BAD_A_LABEL,	/* begins with "xn--" and is no A-label */
	IDNA_RESERVED,		/* other hyphens in third and fourth place (RFC 5890 2.3.1) */
	IDNA_NO_MEMORY		/* could not be checked */
};

/*
 * Checks each label of a domain name: plain LDH labels are right; a label that
 * begins with "xn--" (in any case) must decode to a valid U-label and back to
 * itself (case apart); a non-ASCII label is IDNA_U_LABEL, whether valid or not.
 * The first fault's label goes to *label when label != NULL.  *sound, when sound != NULL, is an A-label that was found valid
 * last (SPAN_NONE: none was): domains that follow one another often have the same.
 */
enum idna_fault idna_check(struct span domain, struct span *label, struct span *sound);
/* Quick: could idna_check() say IDNA_RESERVED?  True also where an earlier label has another fault. */
bool idna_may_be_reserved(struct span domain);

/* Is every non-ASCII label a valid U-label (RFC 5890 2.3.2.1: NFC and permitted code points)? */
bool idna_u_labels_valid(struct span domain, struct span *label);

/* Is the text UTF-8 in Normalization Form C?  True where memory is out. */
bool text_is_nfc(struct span text);

/*
 * Are the domains equal, ASCII case ignored and U-labels taken as their
 * A-labels?  Domains that cannot be converted are equal only when the same.
 */
bool idna_domain_equal(struct span a, struct span b);

/*
 * The form in which equal domains are the same octets: A-labels in lower case.
 * A domain that cannot be converted stays as it is but for A-Z.  In the arena,
 * or the domain itself; SPAN_NONE stays it.
 */
struct arena;
struct span idna_domain_key(struct arena *, struct span domain);

/*
 * Are two mailboxes equal: the local parts octet by octet, the domains by
 * idna_domain_equal()?  Text without an @ is compared octet by octet.
 */
bool mailbox_equal(struct span a, struct span b);

#endif
