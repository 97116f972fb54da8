/* SPDX-License-Identifier: Apache-2.0 */
/*
 * methods.h - the ways of validating a mailbox as tables: the four sections of
 * SBR 3.2.2 and the methods of TLS BR 3.2.2.4 that two of them call upon.
 *
 * Days are those from which the S/MIME rules have it so.  DAY_NEVER: not at all.
 */
#ifndef EVIDENCE_METHODS_H
#define EVIDENCE_METHODS_H

#include "base/day.h"
#include "evidence/record/record.h"

/* Which names below the validated one it speaks for. */
enum ev_name_scope {
	NAME_EXACT,			/* that name alone */
	NAME_SUBTREE			/* and those below it */
};
/* Whether remote Network Perspectives must corroborate it (TLS BR 3.2.2.9). */
enum ev_corroboration {
	CORROBORATION_NO, CORROBORATION_YES,
	CORROBORATION_NOT_ONION		/* except for Onion Domain Names */
};
/* Steps from the name applied for to the Authorization Domain Name (TLS BR 3.2.2.4 since 2.2.9). */
enum ev_adn_steps {
	ADN_PRUNE = 1 << 0, ADN_CNAME = 1 << 1,
	ADN_BASE = 1 << 2		/* it must be its own Base Domain Name */
};
/* Whom the Random Value or the call goes to. */
enum ev_contact { CONTACT_NONE, CONTACT_DOMAIN, CONTACT_CONSTRUCTED, CONTACT_DNS_CAA, CONTACT_DNS_TXT };

/* What a Random Value may not be shared by. */
enum ev_unique {
	UNIQUE_NOT_SAID, UNIQUE_REQUEST,
	UNIQUE_MESSAGE			/* one message may confirm several names; resent as it was it keeps the value */
};

/* Where the record stands that it looks up. */
enum ev_place {
	PLACE_NONE,			/* it looks up none by which control is proved */
	PLACE_NAME,			/* at the name itself */
	PLACE_NAME_OR_LABEL,		/* there, or below one label that begins with an underscore */
	PLACE_LABEL,			/* below the method's own label */
	PLACE_ACCOUNT,			/* below the account's label and _acme-challenge */
	PLACE_ABOVE			/* at the name or, where there is none, above it (RFC 8659 3) */
};
/* What all perspectives are to see, where the record says what that is. */
enum ev_relied { RELIES_CHALLENGE, RELIES_CONTACT, RELIES_ADDRESS, RELIES_ACCOUNT };

struct ev_method {
	const char *number;		/* "3.2.2.4.7" */
	const char *name;
	int32_t from;			/* DAY_NEVER: retired before the SBR began */
	int32_t should_not_from;
	int32_t banned_from;		/* no new validation */
	int32_t reuse_banned_from;	/* no issuance on an earlier one, as TLS BR has it */
	uint8_t corroboration, scope, adn_steps, contact, unique;
	bool phone;			/* the contact is a telephone number */
	bool takes_token;		/* a Request Token may stand in the place of a Random Value */
	uint8_t random_days;		/* life of a Random Value or token; 0: it has none */
	bool random_expires;		/* the value remains valid no longer; else it is just not used later */
	uint8_t place, relied;
	const char *label;		/* of PLACE_LABEL */
	const char *const *types;	/* of the records that it looks up; ends with NULL */
	const char *const *open_mpic;	/* names of it in Open MPIC; ends with NULL */
};

/* The method of this number, known ones only. */
const struct ev_method *ev_method_find(struct span number);
/* What Open MPIC calls the part of 3.2.2.4.8 that is 3.2.2.5.3. */
#define OPEN_MPIC_REVERSE "reverse-address-lookup"
/* The method that Open MPIC calls so. */
const struct ev_method *ev_method_of_open_mpic(struct span name);
/* The method of a challenge of ACME ("http-01"). */
const struct ev_method *ev_method_of_challenge(struct span type);
/* Does the record of the method stand below these labels ("_a._b"; "": at the name itself), and is it of this type? */
bool ev_is_place(const struct ev_method *, struct span labels);
bool ev_is_type(const struct ev_method *, struct span type);
/* The contact, the address or the account that the validation relies on; SPAN_NONE: it relies on a challenge, or it is not recorded. */
struct span ev_relied_value(const struct ev_method *, const struct ev_validation *);
/* The method of a validation whose section calls upon TLS BR; NULL for others, and where it is not known. */
const struct ev_method *ev_method_of(const struct ev_validation *);
/* Must remote Network Perspectives corroborate this validation, were it made in a time when they must? */
bool ev_needs_corroboration(const struct ev_validation *);

/* A section of SBR 3.2.2. */
struct ev_section {
	const char *number;		/* "3.2.2.1" */
	int32_t from;
	bool by_domain;			/* proves control of a domain by a method of TLS BR 3.2.2.4 */
	uint16_t reuse_days;		/* SBR 4.2.1; for 3.2.2.4 a reading */
	int64_t random_seconds;		/* life of the Random Value; 0: the method's */
};
/* NULL where the validation does not tell. */
const struct ev_section *ev_section_find(struct span number);
const struct ev_section *ev_section_of(const struct ev_validation *);

/* Is the name .onion or ends in it? */
bool ev_is_onion(struct span name);

#endif
