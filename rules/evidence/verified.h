/* SPDX-License-Identifier: Apache-2.0 */
/* verified.h - is an attribute of the subject what was verified of the organization? */
#ifndef RULES_EVIDENCE_VERIFIED_H
#define RULES_EVIDENCE_VERIFIED_H

#include "rule/rule.h"

/* The member of the registration that the organizationIdentifier differs from; NULL: none. */
const char *unlike_registration(const struct ev_organization *, struct span text);
/* Is it the legal name, the Assumed Name, or both as SBR 7.1.4.2.2.b writes them? */
bool is_verified_name(const struct ev_organization *, struct span text);
/* The legal name of an entity as GLEIF has it, of which the organization has no name; SPAN_NONE: it has one, or a name is missing. */
struct span unlike_gleif_name(const struct ev_organization *, const struct json_value *entity);
/* Is it that part of the address or of the jurisdiction, or the country of the register?  True of an attribute that is no place. */
bool is_verified_place(const struct ev_organization *, const struct cert_attr *);
/* Is the difference between the certificate and what was verified on record? */
bool is_documented(const struct ev_organization *, const struct cert_attr *);
/* Is it the full legal name of an Affiliate that was verified for an organizationalUnitName (SBR 7.1.4.2.2.c)? */
bool is_affiliate(const struct ev_organization *, struct span text);

#endif
