/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mailbox.h - the Mailbox of RFC 5321 4.1.2, as RFC 6532 extends it to UTF-8:
 * what SBR 1.6.1 calls a Mailbox Address.
 *
 * A real parser of the grammar.  It allocates nothing.
 */
#ifndef VALUE_MAILBOX_H
#define VALUE_MAILBOX_H

#include "base/span.h"

/* X(NAME, words that say what is wrong) */
#define MAILBOX_FAULT_LIST(X) \
	X(OK, "is a Mailbox") \
	X(EMPTY, "is empty") \
	X(BLANK, "contains a blank") \
	X(CONTROL, "contains a control character") \
	X(NOT_UTF8, "is not UTF-8") \
	X(NON_ASCII, "has a non-ASCII character in the local part") \
	X(DISPLAY_NAME, "has angle brackets or a display name") \
	X(SCHEME, "begins with mailto:") \
	X(NO_AT, "has no @") \
	X(SEVERAL_AT, "has more than one @") \
	X(LOCAL_EMPTY, "has no local part") \
	X(LOCAL_DOT, "has a dot at an end of the local part, or two together") \
	X(LOCAL_CHARACTER, "has a character in the local part that needs a quoted string") \
	X(QUOTED, "has a malformed quoted string as local part") \
	X(DOMAIN_EMPTY, "has no domain") \
	X(DOMAIN_DOT, "has an empty label in the domain") \
	X(DOMAIN_HYPHEN, "has a domain label that begins or ends with a hyphen") \
	X(UNDERSCORE, "has an underscore in the domain") \
	X(U_LABEL, "has a non-ASCII character in the domain") \
	X(DOMAIN_CHARACTER, "has a character in the domain that no host name has") \
	X(LITERAL, "has a malformed address literal") \
	X(LOCAL_TOO_LONG, "has a local part of more than 64 octets") \
	X(LABEL_TOO_LONG, "has a domain label of more than 63 octets") \
	X(DOMAIN_TOO_LONG, "has a domain of more than 255 octets") \
	X(TOO_LONG, "is longer than 254 octets")

enum mailbox_fault {
#define X(name, words) MAILBOX_##name,
	MAILBOX_FAULT_LIST(X)
#undef X
	MAILBOX_FAULTS
};

/* "has no @": completes a sentence whose subject is the address.  Never NULL. */
const char *mailbox_fault_text(enum mailbox_fault);

/* Is this fault one of the size limits of RFC 5321 4.5.3.1, the grammar being right? */
bool mailbox_fault_is_length(enum mailbox_fault);

enum mailbox_mode {
	MAILBOX_ASCII,		/* RFC 5321 alone: an rfc822Name */
	MAILBOX_UTF8		/* with RFC 6532: a SmtpUTF8Mailbox, a subject attribute */
};

struct mailbox {
	struct span local;	/* as it stands, with its quotes; SPAN_NONE without an @ */
	struct span domain;	/* as it stands, an address literal with its brackets */
	bool quoted;		/* the local part is a Quoted-string */
	bool literal;		/* the domain is an address literal */
	bool local_non_ascii;
	bool u_label;		/* the domain has a non-ASCII character */
	/* What is wrong besides, where the text could be split: a local part and a domain are judged each on its own. */
	bool domain_right;	/* … by the grammar */
	uint8_t domain_fault;	/* enum mailbox_fault of the domain, where the local part has one too */
	uint8_t long_part;	/* enum mailbox_fault: LOCAL_TOO_LONG or TOO_LONG; OK */
	uint8_t long_domain;	/* … LABEL_TOO_LONG or DOMAIN_TOO_LONG; OK */
};

/*
 * Parses the whole text as one Mailbox and says the first thing that is wrong;
 * the sizes of RFC 5321 4.5.3.1 are looked at last, so that a fault of length
 * means that the grammar is right.  `out` is always filled as far as an @ lets
 * the text be split; on MAILBOX_OK and on faults of length wholly.  In
 * MAILBOX_UTF8 a U-label in the domain is right (RFC 6531 3.3) and out->u_label
 * says so.
 */
enum mailbox_fault mailbox_parse(struct span text, enum mailbox_mode, struct mailbox *out);
/* Only splits it at its @, as mailbox_parse() does, whatever else is wrong with it; out->local.p is NULL where there is none. */
void mailbox_split(struct span text, struct mailbox *out);

/*
 * Is the domain an address literal that no host of the Internet has: private, loopback, link-local, unspecified or broadcast (RFC 6890 2.2)?
 * Of an IPv4 address that an IPv6 one is mapped from, that one counts.
 */
bool mailbox_literal_is_local(struct span domain);

/*
 * How far a text is a Mailbox Address: for subject attributes that may hold
 * something else as well, such as commonName.
 */
enum mailbox_sort {
	MAILBOX_SORT_NONE,	/* not by the grammar */
	MAILBOX_SORT_FITS,	/* parses in MAILBOX_UTF8, faults of length forgiven */
	MAILBOX_SORT_LIKE	/* and is meant as one: see mailbox_like() */
};
enum mailbox_sort mailbox_sort(struct span text);

/*
 * Is the text meant as a mailbox address?  For subject attributes that may
 * hold something else as well, such as commonName.  It is when it parses
 * (MAILBOX_UTF8, faults of length forgiven) and its domain has a dot or is an
 * address literal: "AAA@123BBB" is a Mailbox by the grammar, but hardly one in
 * a name.
 */
bool mailbox_like(struct span text);

/*
 * The same, or is an underscore in the domain all that keeps it from being one?
 * No host has such a name (RFC 1123 2.1), and nobody writes it for anything else.
 */
bool mailbox_meant(struct span text);

#endif
