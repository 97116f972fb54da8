/* SPDX-License-Identifier: Apache-2.0 */
/* iso.c - lookups in the tables of ISO 3166. */
#include "value/iso.h"

#include <stdlib.h>

#include "base/ascii.h"

/* bsearch() comparison of a NUL-terminated key with the code at the start of an item. */
static int
compare_code(const void *key, const void *item)
{
	return strcmp(key, item);
}

/* AA, QM to QZ, XA to XZ and ZZ (ISO 3166-1, 8.1.3). */
static bool
is_user_assigned(const char c[3])
{
	return (c[0] == 'Q' && c[1] >= 'M') || c[0] == 'X' ||
	    (c[0] == c[1] && (c[0] == 'A' || c[0] == 'Z'));
}

static bool
country_key(struct span code, char key[3])
{
	if (code.n != 2 || !is_upper(code.p[0]) || !is_upper(code.p[1]))
		return false;
	memcpy(key, code.p, 2);
	key[2] = '\0';
	return true;
}

enum iso_country
iso_country(struct span code)
{
	char key[3];

	if (!country_key(code, key))
		return ISO_COUNTRY_NONE;
	if (is_user_assigned(key))
		return ISO_COUNTRY_USER_ASSIGNED;
	return iso_country_set[key[0] - 'A'] >> (key[1] - 'A') & 1 ? ISO_COUNTRY_OFFICIAL : ISO_COUNTRY_NONE;
}

bool
iso_subdivision(struct span country, struct span part)
{
	const struct iso_subdivisions *s;
	char key[4];

	if (!country_key(country, key) || part.n == 0 || part.n >= sizeof key ||
	    memchr(part.p, 0, part.n) != NULL)
		return false;
	s = bsearch(key, iso_subdivision_index, iso_subdivision_index_n, sizeof *s, compare_code);
	if (s == NULL)
		return false;
	memcpy(key, part.p, part.n);
	key[part.n] = '\0';
	return bsearch(key, iso_subdivision_codes[s->first], s->n, sizeof *iso_subdivision_codes,
	    compare_code) != NULL;
}

bool
iso_country_eea(struct span code)
{
	/* The 27 member states of the Union, then Iceland, Liechtenstein and Norway. */
	static const char members[] =
	    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK "
	    "IS LI NO ";

	if (code.n != 2)
		return false;
	for (size_t i = 0; i + 3 < sizeof members; i += 3)
		if (memcmp(members + i, code.p, 2) == 0)
			return true;
	return false;
}
