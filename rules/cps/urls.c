/* SPDX-License-Identifier: Apache-2.0 */
/* urls.c - the CA's own limits on where a certificate points to: CRL, OCSP, issuer's certificate, CPS. */
#include "rules/cps/cps.h"
#include "rules/tables.h"

/* Where a walk over the URLs of one sort stands; begins with all zero. */
struct url_walk {
	unsigned outer, inner;
};

static bool
next_crl(const struct ext_crldp *dp, struct url_walk *w, struct span *url)
{
	for (; w->outer < dp->n; w->outer++, w->inner = 0) {
		const struct general_names *full = &dp->v[w->outer].full;

		while (w->inner < full->n) {
			const struct general_name *n = &full->v[w->inner++];

			if (n->form == GN_URI) {
				*url = n->tlv.val;
				return true;
			}
		}
	}
	return false;
}

static bool
next_access(const struct ext_access *aia, enum oid method, struct url_walk *w, struct span *url)
{
	while (w->outer < aia->n) {
		const struct access_description *ad = &aia->v[w->outer++];

		if (ad->method == method && ad->location.form == GN_URI) {
			*url = ad->location.tlv.val;
			return true;
		}
	}
	return false;
}

static bool
next_cps(const struct ext_policies *policies, struct url_walk *w, struct span *url)
{
	for (; w->outer < policies->n; w->outer++, w->inner = 0) {
		const struct policy *p = &policies->v[w->outer];

		while (w->inner < p->n_qualifier) {
			const struct policy_qualifier *q = &p->qualifier[w->inner++];

			if (q->id == OID_QT_CPS && q->cps.val.p != NULL) {
				*url = q->cps.val;
				return true;
			}
		}
	}
	return false;
}

static bool
next_url(const struct cert_view *cv, enum ca_url sort, struct url_walk *w, struct span *url)
{
	switch (sort) {
	case CA_URL_CRL:
		return next_crl(&cv->crldp, w, url);
	case CA_URL_OCSP:
		return next_access(&cv->aia, OID_AD_OCSP, w, url);
	case CA_URL_ISSUERS:
		return next_access(&cv->aia, OID_AD_CA_ISSUERS, w, url);
	default:
		return next_cps(&cv->policies, w, url);
	}
}

static enum artifact_part
part_of(enum ca_url sort)
{
	return sort == CA_URL_CRL ? PART_EXT_CRLDP : sort == CA_URL_CPS ? PART_EXT_CP : PART_EXT_AIA;
}

/* arg: enum ca_url */
static void
url_missing(struct check *c)
{
	enum ca_url sort = (enum ca_url)c->rule->arg;
	const struct ca_profile *p = ca_limits(c);
	const struct ca_texts *required;

	if (p == NULL || !is_limited(c, p->url[sort].required.n != 0))
		return;
	required = &p->url[sort].required;
	for (unsigned i = 0; i < required->n; i++) {
		struct url_walk w = { 0, 0 };
		bool found = false;
		struct span url;

		while (!found && next_url(c->cert, sort, &w, &url))
			found = text_glob(required->v[i], url);
		if (!found)
			report_limit(c, at_part(c, part_of(sort)), show_text(c, required->v[i], 200));
	}
}

/* arg: enum ca_url */
static void
url_not_allowed(struct check *c)
{
	enum ca_url sort = (enum ca_url)c->rule->arg;
	const struct ca_profile *p = ca_limits(c);
	struct url_walk w = { 0, 0 };
	struct span url;

	if (p == NULL || !is_limited(c, p->url[sort].allowed.given))
		return;
	while (next_url(c->cert, sort, &w, &url))
		if (!ca_texts_fit(&p->url[sort].allowed, url) && !ca_texts_fit(&p->url[sort].required, url))
			report_limit(c, url, show_text(c, url, 200));
}

#define MISSING(part, sort) \
	.schedule = CPS_SHALL, .fn = url_missing, .arg = (sort), .needs = PARTS1(PART_EXTENSIONS) | PARTS1(part), \
	.scope = SCOPE_ALL
#define NOT_ALLOWED(part, sort) \
	.schedule = CPS_SHALL, .fn = url_not_allowed, .arg = (sort), .reads = PARTS1(part), .when = PARTS1(part), \
	.scope = SCOPE_ALL

static const struct smimelint_rule rules[] = {
	{
		.id = "cps.crl-distribution-points.url-missing",
		.section = "7.1.2",
		.title = "cRLDistributionPoints lacks a URL that the CA's profile requires",
		.requires = "cRLDistributionPoints has each URL that the CP/CPS gives the profile.",
		.explanation = "The CRL is at the promised place, but the certificate does not lead there.",
		.remedy = "Add the URL.",
		MISSING(PART_EXT_CRLDP, CA_URL_CRL),
	},
	{
		.id = "cps.crl-distribution-points.url-not-allowed",
		.section = "7.1.2",
		.title = "cRLDistributionPoints has a URL that the CA's profile does not have",
		.requires = "cRLDistributionPoints has no URL besides those that the CP/CPS gives the profile.",
		.explanation = "A URL of another issuing CA, or of a test system, leads to a list on which the certificate never stands.",
		.remedy = "Put the issuing CA's own URL there.",
		NOT_ALLOWED(PART_EXT_CRLDP, CA_URL_CRL),
	},
	{
		.id = "cps.authority-info-access.ocsp-missing",
		.section = "7.1.2",
		.title = "authorityInfoAccess lacks an OCSP URL that the CA's profile requires",
		.requires = "authorityInfoAccess has each OCSP URL that the CP/CPS gives the profile.",
		.explanation = "Without it the promised service is not found from the certificate.",
		.remedy = "Add the URL.",
		MISSING(PART_EXT_AIA, CA_URL_OCSP),
	},
	{
		.id = "cps.authority-info-access.ocsp-not-allowed",
		.section = "7.1.2",
		.title = "authorityInfoAccess has an OCSP URL that the CA's profile does not have",
		.requires = "authorityInfoAccess has no OCSP URL besides those that the CP/CPS gives the profile.",
		.explanation = "A responder of another issuing CA, or of a test system, does not know the certificate.",
		.remedy = "Put the issuing CA's own URL there.",
		NOT_ALLOWED(PART_EXT_AIA, CA_URL_OCSP),
	},
	{
		.id = "cps.authority-info-access.ca-issuers-missing",
		.section = "7.1.2",
		.title = "authorityInfoAccess lacks a caIssuers URL that the CA's profile requires",
		.requires = "authorityInfoAccess has each caIssuers URL that the CP/CPS gives the profile.",
		.explanation = "Without it software that was not sent the chain cannot complete it.",
		.remedy = "Add the URL.",
		MISSING(PART_EXT_AIA, CA_URL_ISSUERS),
	},
	{
		.id = "cps.authority-info-access.ca-issuers-not-allowed",
		.section = "7.1.2",
		.title = "authorityInfoAccess has a caIssuers URL that the CA's profile does not have",
		.requires = "authorityInfoAccess has no caIssuers URL besides those that the CP/CPS gives the profile.",
		.explanation = "A caIssuers URL that does not lead to the issuer's certificate breaks the SBR. A linter "
		    "cannot see that without fetching it, but it sees that the URL is not that of this issuing CA.",
		.remedy = "Put the URL of the issuing CA's own certificate there.",
		NOT_ALLOWED(PART_EXT_AIA, CA_URL_ISSUERS),
	},
	{
		.id = "cps.certificate-policies.cps-url-missing",
		.section = "7.1.8",
		.title = "certificatePolicies lacks a CPS URL that the CA's profile requires",
		.requires = "certificatePolicies has each CPS URL that the CP/CPS gives the profile.",
		.explanation = "The pointer is how relying parties find the CP/CPS.",
		.remedy = "Add the qualifier.",
		MISSING(PART_EXT_CP, CA_URL_CPS),
	},
	{
		.id = "cps.certificate-policies.cps-url-not-allowed",
		.section = "7.1.8",
		.title = "certificatePolicies has a CPS URL that the CA's profile does not have",
		.requires = "certificatePolicies has no CPS URL besides those that the CP/CPS gives the profile.",
		.explanation = "It points to a document under which the certificate was not issued.",
		.remedy = "Put the URL of the CA's own CP/CPS there.",
		NOT_ALLOWED(PART_EXT_CP, CA_URL_CPS),
	},
};

RULE_TABLE(rules_cps_urls, "CP/CPS of the CA: where a certificate points to", rules);
