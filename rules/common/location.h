/* SPDX-License-Identifier: Apache-2.0 */
/* location.h - is there a URI where something can be fetched? */
#ifndef RULES_COMMON_LOCATION_H
#define RULES_COMMON_LOCATION_H

#include "rule/rule.h"
#include "value/uri.h"

/* Has the extension a URI in a fullName, and, where asked for, an http one? */
static inline bool
crldp_has_uri(const struct ext_crldp *dp, bool http)
{
	for (unsigned i = 0; i < dp->n; i++) {
		const struct general_names *full = &dp->v[i].full;

		for (unsigned k = 0; k < full->n; k++) {
			if (full->v[k].form == GN_URI && (!http || uri_is_http(full->v[k].uri)))
				return true;
		}
	}
	return false;
}

/* … one that cannot be read? */
static inline bool
crldp_has_damaged_uri(const struct ext_crldp *dp)
{
	for (unsigned i = 0; i < dp->n; i++)
		if (names_have_damaged(&dp->v[i].full, GN_URI))
			return true;
	return false;
}

/* Has the extension this access method where the location, which may be a URI, cannot be read? */
static inline bool
aia_has_damaged_uri(const struct ext_access *aia, enum oid method)
{
	for (const struct access_description *d = aia->damaged; d != NULL; d = d->next)
		if (d->method == method && d->location.form == GN_URI)
			return true;
	return false;
}

/* The first URI in the fullName of this point, or NULL. */
static inline const struct general_name *
point_first_uri(const struct dist_point *p)
{
	for (unsigned i = 0; i < p->full.n; i++)
		if (p->full.v[i].form == GN_URI)
			return &p->full.v[i];
	return NULL;
}

/* The first URI in a fullName, or NULL. */
static inline const struct general_name *
crldp_first_uri(const struct ext_crldp *dp)
{
	const struct general_name *uri = NULL;

	for (unsigned i = 0; i < dp->n && uri == NULL; i++)
		uri = point_first_uri(&dp->v[i]);
	return uri;
}

/* Is the name a URI of one of these schemes? */
static inline bool
name_has_scheme(const struct general_name *gn, const char *const *schemes)
{
	if (gn->form != GN_URI)
		return false;
	for (; *schemes != NULL; schemes++)
		if (uri_scheme_is(gn->uri, *schemes))
			return true;
	return false;
}

/* What RFC 5280 names for fetching CRLs and certificates (4.2.1.13, 4.2.2.1). */
static inline bool
name_is_http_or_ldap(const struct general_name *gn)
{
	static const char *const http_or_ldap[] = { "http", "ldap", NULL };

	return name_has_scheme(gn, http_or_ldap);
}

#endif
