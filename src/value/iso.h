/* SPDX-License-Identifier: Apache-2.0 */
/*
 * iso.h - country codes (ISO 3166-1 alpha-2) and subdivision codes
 * (ISO 3166-2), from the tables in iso_countries.c and iso_subdivisions.c.
 *
 * Codes are upper case; nothing else is found.
 */
#ifndef VALUE_ISO_H
#define VALUE_ISO_H

#include "base/span.h"

enum iso_country {
	ISO_COUNTRY_NONE,		/* no code: not two upper-case letters, or not assigned */
	ISO_COUNTRY_OFFICIAL,		/* officially assigned */
	ISO_COUNTRY_USER_ASSIGNED	/* AA, QM to QZ, XA to XZ, ZZ: left to users */
};

enum iso_country iso_country(struct span code);

/* Is part, as in "US-CA" after the hyphen, a subdivision of the country? */
bool iso_subdivision(struct span country, struct span part);

/*
 * Is the country a member of the European Union or the European Economic Area?
 * Membership has not changed since the SBR began.
 */
bool iso_country_eea(struct span country);

/* Version and date of the tables: "iso-codes 4.15.0, 2023-04-27". */
extern const char iso_tables_version[];

/* The tables themselves, sorted, for iso.c and its test. */
struct iso_subdivisions {
	char country[3];
	uint16_t first, n;		/* into iso_subdivision_codes */
};
extern const uint32_t iso_country_set[26];	/* by first letter: a bit for each second one */
extern const struct iso_subdivisions iso_subdivision_index[];
extern const size_t iso_subdivision_index_n;
extern const char iso_subdivision_codes[][4];	/* sorted within a country */
extern const size_t iso_subdivision_codes_n;

#endif
