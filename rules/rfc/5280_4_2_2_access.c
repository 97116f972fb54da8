/* SPDX-License-Identifier: Apache-2.0 */
/*
 * 5280_4_2_2_access.c - authorityInfoAccess (RFC 5280 4.2.2.1).
 *
 * Which schemes CA and subscriber certificates may use is the SBR's.
 */
#include "rules/common/location.h"
#include "rules/tables.h"

#define SHOWN 100		/* octets of a URI shown in a value */

static void
ca_issuers_scheme(struct check *c)
{
	bool any = false;

	for (unsigned i = 0; i < c->cert->aia.n; i++) {
		const struct access_description *d = &c->cert->aia.v[i];

		if (d->method != OID_AD_CA_ISSUERS)
			continue;
		any = true;
		if (name_is_http_or_ldap(&d->location))
			return;
	}
	if (any && !aia_has_damaged_uri(&c->cert->aia, OID_AD_CA_ISSUERS))
		report(c, at_part(c, PART_EXT_AIA), NULL);
}

static bool
ends_in(struct span path, const char *lower)
{
	size_t n = strlen(lower);

	if (path.n < n)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (small_letter(path.p[path.n - n + i]) != (uint8_t)lower[i])
			return false;
	}
	return true;
}

static bool
looks_like_certificate(struct span path)
{
	static const char *const ending[] = { ".cer", ".crt", ".der", ".p7c", ".p7b" };

	for (size_t i = 0; i < sizeof ending / sizeof *ending; i++)
		if (ends_in(path, ending[i]))
			return true;
	return false;
}

static void
ca_issuers_path(struct check *c)
{
	static const char *const web[] = { "http", "https", "ftp", NULL };

	for (unsigned i = 0; i < c->cert->aia.n; i++) {
		const struct access_description *d = &c->cert->aia.v[i];

		if (d->method == OID_AD_CA_ISSUERS && name_has_scheme(&d->location, web) &&
		    d->location.uri->fault == URI_OK && !looks_like_certificate(d->location.uri->path))
			report(c, d->raw, "%s", show_text(c, d->location.tlv.val, SHOWN));
	}
}

static const struct smimelint_rule rules[] = {
	{
		.id = "rfc5280.authority-info-access.no-http-or-ldap", .section = "4.2.2.1",
		.title = "id-ad-caIssuers has neither an HTTP nor an LDAP URI",
		.requires = "At least one accessLocation of id-ad-caIssuers is an HTTP or LDAP URI.",
		.explanation = "Relying parties can fetch nothing else. The SBR require HTTP in CA and subscriber "
		    "certificates.",
		.remedy = "Add the HTTP URI of the issuing CA's certificate.",
		.peers = PEERS("zlint:w_ext_aia_access_location_missing"),
		.schedule = RFC5280_SHOULD, .fn = ca_issuers_scheme, .scope = SCOPE_ALL, .needs = PARTS1(PART_EXT_AIA), .when = PARTS1(PART_EXT_AIA),
		.yields_to = IDS("sbr.authority-info-access.ca-issuers-not-http", "sbr.authority-info-access.ca-issuers-no-http",
		    "sbr.authority-info-access.sub-ca-no-ca-issuers"), .yields = YIELD_TO_VERDICT,
	}, {
		.id = "rfc5280.authority-info-access.ca-issuers-path", .section = "4.2.2.1",
		.title = "URI for the issuing CA's certificate does not look like one of a certificate",
		.requires = "Nothing: the URI leads to a DER certificate or to a certs-only CMS message. The usual "
		    "endings are .cer, .crt, .der, .p7c and .p7b.",
		.explanation = "Several CAs had to replace certificates because this URI led to something else, such as a "
		    "CRL or a page. Only fetching it shows whether it leads to the right certificate.",
		.remedy = "Fetch the URI and check that it gives the issuing CA's certificate in DER.",
		.schedule = RFC5280_NOTICE, .fn = ca_issuers_path, .scope = SCOPE_ALL, .reads = PARTS1(PART_EXT_AIA), .when = PARTS1(PART_EXT_AIA),
	},
};

RULE_TABLE(rules_rfc5280_access, "RFC 5280 4.2.2 information access", rules);
