/* SPDX-License-Identifier: Apache-2.0 */
/* verified.h - is an attribute of the subject what was verified of the organization, or of the individual? */
#ifndef RULES_EVIDENCE_IDENTITY_VERIFIED_H
#define RULES_EVIDENCE_IDENTITY_VERIFIED_H

#include "rule/rule.h"

/* The member of the registration that the organizationIdentifier differs from; NULL: none. */
const char *unlike_registration(const struct ev_organization *, struct span text);
/* Is it the legal name, the Assumed Name, or both as SBR 7.1.4.2.2.b writes them? */
bool is_verified_name(const struct ev_organization *, struct span text);
/* The legal name of an entity as GLEIF has it, of which the organization has no name; SPAN_NONE: it has one, or a name is missing. */
struct span unlike_gleif_name(const struct ev_organization *, const struct json_value *entity);
/* Is the attribute a part of an address? */
bool is_part_of_place(enum oid type);
/* "XX": does the country of the name have no code that ISO 3166-1 assigns (SBR 7.1.4.2.2.n)?  Its state may then be the country's name (l). */
bool is_without_code(const struct cert_name *);
/* That part of the address; SPAN_NONE: it is not there, or cannot be read. */
struct span part_of_place(const struct ev_address *, enum oid type);
/* Is it that part of this address?  In a name without a code of the country the locality may be the state (SBR 7.1.4.2.2.k). */
bool is_in_place(const struct ev_address *, const struct cert_name *, const struct cert_attr *);
/* The country, the state and the locality of the jurisdiction; none: it is not recorded. */
struct ev_address place_of_jurisdiction(const struct ev_organization *);
/* Is it an attribute of which no member of a record tells what was verified? */
bool is_beyond_records(enum oid type);
/* Is the difference between the certificate and what was verified on record? */
bool is_documented(const struct ev_organization *, const struct cert_attr *);
/* Is it the full legal name of an Affiliate that was verified for an organizationalUnitName (SBR 7.1.4.2.2.c)? */
bool is_affiliate(const struct ev_organization *, struct span text);

/*
 * Reports each attribute of the name that is not what was verified of the organization, which is there; and each identifier and country
 * that is said to be a variation; and each part of a place that is the jurisdiction's against the address, beside one of the address alone
 * (rules/evidence/identity/organization_name.c).
 */
void organization_matches(struct check *, const struct cert_name *);
void organization_varies(struct check *, const struct cert_name *);
void organization_in_two_places(struct check *, const struct cert_name *);

/*
 * Reports each name, and each commonName, that is not what was verified of the individual, which is there; and each SHA-256 of the record
 * that is not that of the value beside it (rules/evidence/identity/individual_name.c).
 */
void individual_matches(struct check *, const struct cert_name *);
void individual_digests_match(struct check *);

#endif
