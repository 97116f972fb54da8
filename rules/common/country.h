/* SPDX-License-Identifier: Apache-2.0 */
/* country.h - values that are to be country codes of ISO 3166-1, outside of names. */
#ifndef RULES_COMMON_COUNTRY_H
#define RULES_COMMON_COUNTRY_H

#include "rule/rule.h"
#include "value/iso.h"

/* The reading by which a user-assigned code is a finding. */
#define ISO_USERS_CODE "ISO 3166-1 leaves AA, QM to QZ, XA to XZ and ZZ to its users; we read that such a code names no country to others"

/* A PrintableString with a code that names a country or is left to users; the second: with one of users. */
static inline bool
is_country_code(const struct der_tlv *t)
{
	return t->id == DER_PRINTABLE && iso_country(t->val) != ISO_COUNTRY_NONE;
}
static inline bool
is_users_country(const struct der_tlv *t)
{
	return t->id == DER_PRINTABLE && iso_country(t->val) == ISO_COUNTRY_USER_ASSIGNED;
}

#endif
