/* SPDX-License-Identifier: Apache-2.0 */
/*
 * 7_1_2_3_policy_crl_aia.c - SBR 7.1.2.3 a to c: certificatePolicies,
 * cRLDistributionPoints and authorityInfoAccess of subscriber certificates.
 */
#include "rules/common/extension.h"
#include "rules/common/location.h"
#include "rules/common/qualifier.h"
#include "rules/tables.h"

/* ---- b. cRLDistributionPoints ---- */

static void
crldp_no_uri(struct check *c)
{
	if (!crldp_has_uri(&c->cert->crldp, false) && !crldp_has_damaged_uri(&c->cert->crldp))
		report(c, at_part(c, PART_EXT_CRLDP), NULL);
}

static void
crldp_not_http(struct check *c)
{
	const struct ext_crldp *dp = &c->cert->crldp;

	for (unsigned i = 0; i < dp->n; i++) {
		const struct general_names *full = &dp->v[i].full;

		for (unsigned k = 0; k < full->n; k++) {
			const struct general_name *name = &full->v[k];

			if (name->form == GN_URI && !uri_is_http(name->uri))
				report_text(c, name->tlv.raw, name->tlv.val);
		}
	}
}

static void
crldp_no_http(struct check *c)
{
	const struct ext_crldp *dp = &c->cert->crldp;
	const struct general_name *first = crldp_first_uri(dp);

	if (first != NULL && !crldp_has_uri(dp, true) && !crldp_has_damaged_uri(dp))
		report_text(c, at_part(c, PART_EXT_CRLDP), first->tlv.val);
}

/* The CA that cRLIssuer says issues the CRL, where it is another than the certificate's issuer (RFC 5280 4.2.1.13); NULL: none is named. */
static const struct cert_name *
other_crl_issuer(const struct check *c, const struct dist_point *p)
{
	const struct cert_name *other = NULL;

	for (unsigned i = 0; i < p->crl_issuer.n; i++) {
		const struct cert_name *name = p->crl_issuer.v[i].directory;

		if (name == NULL || span_eq(name->raw, c->cert->issuer.raw) || name_alike(name, &c->cert->issuer))
			return NULL;
		other = name;
	}
	return other;
}

static void
crldp_others_crls(struct check *c)
{
	const struct ext_crldp *dp = &c->cert->crldp;
	const struct dist_point *first = NULL;

	for (unsigned i = 0; i < dp->n; i++) {
		if (point_first_uri(&dp->v[i]) == NULL)
			continue;
		if (other_crl_issuer(c, &dp->v[i]) == NULL)
			return;
		if (first == NULL)
			first = &dp->v[i];
	}
	if (first != NULL)
		report(c, first->raw, "cRLIssuer %s", name_show(c->arena, other_crl_issuer(c, first)));
}

/* ---- c. authorityInfoAccess ---- */

static bool
is_http(const struct general_name *location)
{
	return location->form == GN_URI && uri_is_http(location->uri);
}

/* Has the extension this access method, and, where asked for, with an http URI? */
static bool
aia_has(const struct ext_access *aia, enum oid method, bool http)
{
	for (unsigned i = 0; i < aia->n; i++) {
		if (aia->v[i].method == method && (!http || is_http(&aia->v[i].location)))
			return true;
	}
	return false;
}

/* The first that has the method, and can be read or is of another form than a URI; NULL: none is. */
static const struct general_name *
aia_first(const struct ext_access *aia, enum oid method)
{
	for (unsigned i = 0; i < aia->n; i++)
		if (aia->v[i].method == method)
			return &aia->v[i].location;
	for (const struct access_description *d = aia->damaged; d != NULL; d = d->next)
		if (d->method == method && d->location.form != GN_URI)
			return &d->location;
	return NULL;
}

static void
aia_no_ca_issuers(struct check *c)
{
	const struct ext_access *aia = &c->cert->aia;

	if (!aia_has(aia, OID_AD_CA_ISSUERS, false) && !aia_has_damaged_uri(aia, OID_AD_CA_ISSUERS) && aia_first(aia, OID_AD_CA_ISSUERS) == NULL)
		report(c, at_part(c, PART_EXT_AIA), NULL);
}

/* The row's arg is the access method. */
static void
aia_not_http(struct check *c)
{
	const struct ext_access *aia = &c->cert->aia;

	for (unsigned i = 0; i < aia->n; i++) {
		const struct general_name *location = &aia->v[i].location;

		if (aia->v[i].method != (enum oid)c->rule->arg || is_http(location))
			continue;
		if (location->form == GN_URI)
			report_text(c, location->tlv.raw, location->tlv.val);
		else
			report(c, location->tlv.raw, "%s", general_name_form_text(location->form));
	}
	for (const struct access_description *d = aia->damaged; d != NULL; d = d->next)
		if (d->method == (enum oid)c->rule->arg && d->location.form != GN_URI && d->location.form != UINT8_MAX)
			report(c, d->location.tlv.raw, "%s", general_name_form_text(d->location.form));
}

static void
aia_no_http(struct check *c)
{
	const struct ext_access *aia = &c->cert->aia;
	enum oid method = (enum oid)c->rule->arg;
	const struct general_name *first = aia_first(aia, method);

	if (first == NULL || aia_has(aia, method, true) || aia_has_damaged_uri(aia, method))
		return;
	if (first->form == GN_URI)
		report_text(c, at_part(c, PART_EXT_AIA), first->tlv.val);
	else
		report(c, at_part(c, PART_EXT_AIA), "%s", general_name_form_text(first->form));
}

static void
aia_location_not_uri(struct check *c)
{
	const struct ext_access *aia = &c->cert->aia;

	for (unsigned i = 0; i < aia->n; i++) {
		const struct access_description *ad = &aia->v[i];

		if (ad->location.form != GN_URI && (ad->method == OID_AD_OCSP || ad->method == OID_AD_CA_ISSUERS))
			report(c, ad->location.tlv.raw, "%s", general_name_form_text(ad->location.form));
	}
}

/* Neither OCSP nor caIssuers: the text does not speak of it. */
static void
aia_other_method(struct check *c)
{
	const struct ext_access *aia = &c->cert->aia;

	for (unsigned i = 0; i < aia->n; i++) {
		const struct access_description *ad = &aia->v[i];

		if (ad->method != OID_AD_OCSP && ad->method != OID_AD_CA_ISSUERS)
			report(c, ad->raw, "%s", oid_show(c->arena, ad->oid));
	}
}

static const struct smimelint_rule rules[] = {
	{
		.id = "sbr.certificate-policies.missing",
		.section = "7.1.2.3.a, 7.1.6.4",
		.title = "subscriber certificate has no certificatePolicies",
		.requires = "A subscriber certificate has the certificatePolicies extension.",
		.explanation = "The extension carries the reserved OID by which the CA states the profile. Without it "
		    "nothing says that the certificate follows these requirements at all.",
		.remedy = "Add certificatePolicies with the reserved OID of the type and generation.",
		.peers = PEERS("zlint:e_exactly_one_smime_policy",
		    "pkilint:cabf.smime.certificate_policies_extension_missing"),
		.schedule = SBR_SHALL,
		.fn = rule_ext_missing,
		.needs = PARTS1(PART_EXTENSIONS),
		.arg = PART_EXT_CP,
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.certificate-policies.critical",
		.section = "7.1.2.3.a",
		.title = "certificatePolicies is critical",
		.requires = "certificatePolicies is not marked critical in a subscriber certificate.",
		.explanation = "Software that does not process policies has to reject a certificate in which they are "
		    "critical, and mail clients often do not.",
		.remedy = "Leave certificatePolicies non-critical.",
		.peers = PEERS("pkilint:cabf.critical_certificate_policies_extension"),
		.schedule = SBR_SHOULD,
		.fn = rule_ext_critical,
		.when = PARTS1(PART_EXT_CP),
		.arg = PART_EXT_CP,
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.certificate-policies.cps-not-http",
		.section = "7.1.2.3.a",
		.title = "CPS qualifier is not an http or https URL",
		.requires = "The value of an id-qt-cps qualifier is an HTTP or HTTPS URL.",
		.explanation = "The pointer is for people who want to read the CA's policy, and they have a browser. The "
		    "URL needs a host. The rule does not check whether it leads to the policy.",
		.remedy = "Point to the CP, CPS or repository with an http or https URL.",
		.peers = PEERS("pkilint:cabf.cps_uri_is_not_http"),
		.schedule = SBR_SHALL,
		.fn = rule_cps_not_http,
		.reads = PARTS1(PART_EXT_CP),
		.when = PARTS1(PART_EXT_CP),
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.certificate-policies.no-explicit-text",
		.section = "7.1.2.3.a",
		.title = "user notice has no explicitText",
		.requires = "An id-qt-unotice qualifier contains explicitText.",
		.explanation = "A user notice exists to be shown; without text there is nothing to show.",
		.remedy = "Give the notice an explicitText of at most 200 characters, or drop the qualifier.",
		.schedule = SBR_SHALL,
		.fn = rule_no_explicit_text,
		.reads = PARTS1(PART_EXT_CP),
		.when = PARTS1(PART_EXT_CP),
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.certificate-policies.notice-ref",
		.section = "7.1.2.3.a",
		.title = "user notice has a noticeRef",
		.requires = "An id-qt-unotice qualifier does not contain noticeRef.",
		.explanation = "noticeRef names a numbered text that the relying party's software would have to keep "
		    "beforehand; none does, so the notice cannot be shown.",
		.remedy = "Write the notice out in explicitText and leave noticeRef out.",
		.peers = PEERS("zlint:w_ext_cert_policy_contains_noticeref", "pkilint:cabf.smime.usernotice_has_noticeref",
		    "pkilint:pkix.certificate_policies_usernotice_has_noticeref"),
		.schedule = SBR_SHALL,
		.fn = rule_notice_ref,
		.reads = PARTS1(PART_EXT_CP),
		.when = PARTS1(PART_EXT_CP),
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.crl-distribution-points.missing",
		.section = "7.1.2.3.b",
		.title = "subscriber certificate has no cRLDistributionPoints",
		.requires = "A subscriber certificate has the cRLDistributionPoints extension.",
		.explanation = "Mail is read long after it was sent, often where no OCSP responder answers; the CRL is the "
		    "revocation status that every client can look up and keep.",
		.remedy = "Add cRLDistributionPoints with the http URL of the issuing CA's CRL.",
		.peers = PEERS("zlint:e_subscribers_shall_have_crl_distribution_points",
		    "zlint:e_subscribers_crl_distribution_points_are_http",
		    "pkilint:cabf.smime.crldp_extension_missing"),
		.schedule = SBR_SHALL,
		.fn = rule_ext_missing,
		.needs = PARTS1(PART_EXTENSIONS),
		.arg = PART_EXT_CRLDP,
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.crl-distribution-points.critical",
		.section = "7.1.2.3.b",
		.title = "cRLDistributionPoints is critical",
		.requires = "cRLDistributionPoints is not marked critical in a subscriber certificate.",
		.explanation = "A client that gets its status elsewhere, or does not process the extension, has to reject "
		    "the certificate when it is critical.",
		.remedy = "Leave cRLDistributionPoints non-critical.",
		.peers = PEERS("zlint:w_ext_crl_distribution_marked_critical", "pkilint:cabf.critical_crldp_extension",
		    "pkilint:pkix.certificate_crldp_extension_critical"),
		.schedule = SBR_SHOULD,
		.fn = rule_ext_critical,
		.when = PARTS1(PART_EXT_CRLDP),
		.arg = PART_EXT_CRLDP,
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.crl-distribution-points.no-uri",
		.section = "7.1.2.3.b",
		.title = "no distribution point has a URI in its fullName",
		.requires = "At least one distribution point's fullName has a uniformResourceIdentifier from which the "
		    "CRL can be fetched.",
		.explanation = "A directory name or a name relative to the CRL issuer only helps those who use the CA's "
		    "directory. Names of other forms may stand beside the URI.",
		.remedy = "Add a distribution point with the http URL of the CRL in fullName.",
		.peers = PEERS("zlint:e_subscribers_shall_have_crl_distribution_points",
		    "zlint:w_distribution_point_missing_ldap_or_uri", "pkilint:cabf.no_http_crldp_uri"),
		.schedule = SBR_SHALL,
		.fn = crldp_no_uri,
		.needs = PARTS1(PART_EXT_CRLDP),
		.when = PARTS1(PART_EXT_CRLDP),
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.crl-distribution-points.not-http",
		.section = "7.1.2.3.b",
		.title = "CRL distribution point with a URI that is not http",
		.requires = "In Strict and Multipurpose certificates every URI of a distribution point has the scheme http.",
		.explanation = "LDAP and FTP are closed in most networks, and https can need the very status that is being "
		    "fetched. Scheme names are compared without regard to case; a URI without a host counts as none.",
		.remedy = "Leave only http URLs in cRLDistributionPoints.",
		.peers = PEERS("zlint:e_subscribers_crl_distribution_points_are_http",
		    "pkilint:cabf.smime.crldp_fullname_prohibited_uri_scheme", "pkilint:cabf.no_http_crldp_uri"),
		.schedule = SBR_SHALL,
		.fn = crldp_not_http,
		.reads = PARTS1(PART_EXT_CRLDP),
		.when = PARTS1(PART_EXT_CRLDP),
		.scope = { KIND_SUBSCRIBER, TYPE_ANY, GEN_MULTI | GEN_STRICT },
	},
	{
		.id = "sbr.crl-distribution-points.no-http",
		.section = "7.1.2.3.b",
		.title = "none of the CRL distribution point URIs is http",
		.requires = "In a Legacy certificate at least one URI of a distribution point has the scheme http; "
		    "others may stand beside it.",
		.explanation = "http is the one scheme that every client can use to fetch a CRL. The rule also holds where "
		    "the generation is not known. For Strict and Multipurpose certificates another rule requires that every URI is http.",
		.remedy = "Add the http URL of the CRL.",
		.peers = PEERS("zlint:e_subscribers_crl_distribution_points_are_http", "pkilint:cabf.no_http_crldp_uri"),
		.schedule = SBR_SHALL,
		.fn = crldp_no_http,
		.needs = PARTS1(PART_EXT_CRLDP),
		.when = PARTS1(PART_EXT_CRLDP),
		.scope = SCOPE_SUBSCRIBER,
		.yields_to = IDS("sbr.crl-distribution-points.not-http"),
	},
	{
		.id = "sbr.crl-distribution-points.other-issuer",
		.section = "7.1.2.3.b, 7.1.2.2.b",
		.title = "every distribution point with a URI leads to a CRL of another issuer",
		.requires = "At least one URI leads to the Issuing CA's own CRL, in subscriber and in Subordinate CA certificates.",
		.explanation = "cRLIssuer says that somebody else issues the CRL (RFC 5280 4.2.1.13). Such a CRL is indirect, and most mail software does not process "
		    "those: for it the certificate has no revocation status.",
		.remedy = "Add a distribution point with the http URL of the Issuing CA's CRL and without cRLIssuer.",
		.reading = "the SBR name the Issuing CA's CRL, or its CRL service; we read that an indirect CRL of another issuer, though it may cover "
		    "the Issuing CA's certificates, is not that",
		.schedule = SBR_SHALL,
		.fn = crldp_others_crls,
		.needs = PARTS1(PART_EXT_CRLDP) | PARTS1(PART_ISSUER),
		.when = PARTS1(PART_EXT_CRLDP),
		.scope = { KIND_SUBSCRIBER | KIND_SUBCA | KIND_CROSS, TYPE_ANY, GEN_ANY },
	},
	{
		.id = "sbr.authority-info-access.missing",
		.section = "7.1.2.3.c",
		.title = "subscriber certificate has no authorityInfoAccess",
		.requires = "A subscriber certificate has the authorityInfoAccess extension.",
		.explanation = "It leads to the issuing CA's certificate, without which a receiver who was not sent the "
		    "chain cannot verify the signature.",
		.remedy = "Add authorityInfoAccess with an id-ad-caIssuers URL.",
		.peers = PEERS("pkilint:cabf.aia_extension_missing"),
		.schedule = SBR_SHOULD,
		.fn = rule_ext_missing,
		.needs = PARTS1(PART_EXTENSIONS),
		.arg = PART_EXT_AIA,
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.authority-info-access.critical",
		.section = "7.1.2.3.c",
		.title = "authorityInfoAccess is critical",
		.requires = "authorityInfoAccess is not marked critical.",
		.explanation = "The extension is an offer, not a restriction: a client that does not follow it must still "
		    "be able to accept the certificate.",
		.remedy = "Mark authorityInfoAccess non-critical.",
		.peers = PEERS("zlint:e_ext_aia_marked_critical",
		    "pkilint:pkix.authority_information_access_extension_critical"),
		.schedule = SBR_SHALL,
		.fn = rule_ext_critical,
		.when = PARTS1(PART_EXT_AIA),
		.arg = PART_EXT_AIA,
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.authority-info-access.ocsp-not-http",
		.section = "7.1.2.3.c",
		.title = "id-ad-ocsp location that is not an http URI",
		.requires = "In Strict and Multipurpose certificates every id-ad-ocsp location is a URI with the scheme http.",
		.explanation = "OCSP answers are signed, so TLS adds nothing but a second status to fetch; other schemes and "
		    "names of other forms lead clients nowhere. Scheme names are compared without regard to case; a URI "
		    "without a host counts as none.",
		.remedy = "Give the responder's http URL, and only that.",
		.peers = PEERS("zlint:e_smime_strict_aia_shall_have_http_only", "pkilint:cabf.smime.aia_prohibited_uri_scheme",
		    "pkilint:cabf.smime.aia_prohibited_generalname_type", "pkilint:cabf.aia_ocsp_has_no_http_uri"),
		.schedule = SBR_SHALL,
		.fn = aia_not_http,
		.reads = PARTS1(PART_EXT_AIA),
		.when = PARTS1(PART_EXT_AIA),
		.arg = OID_AD_OCSP,
		.scope = { KIND_SUBSCRIBER, TYPE_ANY, GEN_MULTI | GEN_STRICT },
	},
	{
		.id = "sbr.authority-info-access.ocsp-no-http",
		.section = "7.1.2.3.c",
		.title = "no id-ad-ocsp location is an http URI",
		.requires = "Where a Legacy certificate has id-ad-ocsp, at least one of its locations is an http URI.",
		.explanation = "Every OCSP client supports http. The rule also holds where the generation is not known. "
		    "For Strict and Multipurpose certificates another rule requires that every location is http.",
		.remedy = "Add the responder's http URL.",
		.peers = PEERS("zlint:e_smime_legacy_aia_shall_have_one_http", "pkilint:cabf.aia_ocsp_has_no_http_uri"),
		.schedule = SBR_SHALL,
		.fn = aia_no_http,
		.needs = PARTS1(PART_EXT_AIA),
		.when = PARTS1(PART_EXT_AIA),
		.arg = OID_AD_OCSP,
		.scope = SCOPE_SUBSCRIBER,
		.yields_to = IDS("sbr.authority-info-access.ocsp-not-http"),
	},
	{
		.id = "sbr.authority-info-access.no-ca-issuers",
		.section = "7.1.2.3.c",
		.title = "authorityInfoAccess has no id-ad-caIssuers",
		.requires = "authorityInfoAccess has at least one id-ad-caIssuers description with the URI of the issuing "
		    "CA's certificate.",
		.explanation = "Senders do not always attach the chain; with this URI the receiver can fetch what is missing.",
		.remedy = "Add the http URL of the issuing CA's certificate.",
		.peers = PEERS("pkilint:cabf.aia_ca_issuers_missing",
		    "pkilint:googl.gmail.authority_info_access_ca_issuers_missing"),
		.schedule = SBR_SHOULD,
		.fn = aia_no_ca_issuers,
		.needs = PARTS1(PART_EXT_AIA),
		.when = PARTS1(PART_EXT_AIA),
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.authority-info-access.ca-issuers-not-http",
		.section = "7.1.2.3.c",
		.title = "id-ad-caIssuers location that is not an http URI",
		.requires = "In Strict and Multipurpose certificates every id-ad-caIssuers location is a URI with the scheme http.",
		.explanation = "The certificate that is fetched is signed, so TLS adds nothing; LDAP, FTP and names of other "
		    "forms lead most clients nowhere. Scheme names are compared without regard to case; a URI without a host "
		    "counts as none.",
		.remedy = "Give the http URL of the issuing CA's certificate, and only that.",
		.peers = PEERS("zlint:e_smime_strict_aia_shall_have_http_only", "pkilint:cabf.smime.aia_prohibited_uri_scheme",
		    "pkilint:cabf.smime.aia_prohibited_generalname_type", "pkilint:cabf.aia_ca_issuers_has_no_http_uri"),
		.schedule = SBR_SHALL,
		.fn = aia_not_http,
		.reads = PARTS1(PART_EXT_AIA),
		.when = PARTS1(PART_EXT_AIA),
		.arg = OID_AD_CA_ISSUERS,
		.scope = { KIND_SUBSCRIBER, TYPE_ANY, GEN_MULTI | GEN_STRICT },
	},
	{
		.id = "sbr.authority-info-access.ca-issuers-no-http",
		.section = "7.1.2.3.c",
		.title = "no id-ad-caIssuers location is an http URI",
		.requires = "Where a Legacy certificate has id-ad-caIssuers, at least one of its locations is an http URI.",
		.explanation = "http is the one scheme that every client can use to fetch the issuing CA's certificate. The rule "
		    "also holds where the generation is not known. For Strict and Multipurpose certificates another rule requires "
		    "that every location is http.",
		.remedy = "Add the http URL of the issuing CA's certificate.",
		.peers = PEERS("zlint:e_smime_legacy_aia_shall_have_one_http",
		    "pkilint:cabf.aia_ca_issuers_has_no_http_uri"),
		.schedule = SBR_SHALL,
		.fn = aia_no_http,
		.needs = PARTS1(PART_EXT_AIA),
		.when = PARTS1(PART_EXT_AIA),
		.arg = OID_AD_CA_ISSUERS,
		.scope = SCOPE_SUBSCRIBER,
		.yields_to = IDS("sbr.authority-info-access.ca-issuers-not-http"),
	},
	{
		.id = "sbr.authority-info-access.location-not-uri",
		.section = "7.1.2.3.c",
		.title = "accessLocation is not a URI",
		.requires = "An id-ad-ocsp or id-ad-caIssuers description gives a URI.",
		.explanation = "The text describes both access methods as giving the URI of the responder or of the certificate. "
		    "In Strict and Multipurpose certificates every location has to be http and the rule on that reports; "
		    "this one is about a Legacy certificate, or one of unknown generation, that has an http URI beside it.",
		.remedy = "Remove the location that is not a URI.",
		.reading = "For Legacy the text asks for one http URI and allows other schemes, but does not say that names of "
		    "other forms are barred; the reading here is that an access method \"specifies the URI\".",
		.peers = PEERS("pkilint:cabf.smime.aia_prohibited_generalname_type"),
		.schedule = SBR_SHALL,
		.fn = aia_location_not_uri,
		.reads = PARTS1(PART_EXT_AIA),
		.when = PARTS1(PART_EXT_AIA),
		.scope = SCOPE_SUBSCRIBER,
		.yields_to = IDS("sbr.authority-info-access.ocsp-not-http", "sbr.authority-info-access.ocsp-no-http",
		    "sbr.authority-info-access.ca-issuers-not-http", "sbr.authority-info-access.ca-issuers-no-http"),
		.yields = YIELD_IN_PLACE,
	},
	{
		.id = "sbr.authority-info-access.other-method",
		.section = "7.1.2.4",
		.title = "authorityInfoAccess has an access method other than OCSP and caIssuers",
		.requires = "Data that the certificate profiles do not name is included only for a reason that the CA knows.",
		.explanation = "7.1.2.3.c names id-ad-ocsp and id-ad-caIssuers only. Another method is not forbidden, but "
		    "the CA must be able to say why it is in the certificate.",
		.remedy = "Document the reason in the CP or CPS, or leave the description out.",
		.schedule = SBR_NOTICE,
		.fn = aia_other_method,
		.reads = PARTS1(PART_EXT_AIA),
		.when = PARTS1(PART_EXT_AIA),
		.scope = SCOPE_SUBSCRIBER,
	},
};

RULE_TABLE(rules_sbr_7_1_2_3_policy_crl_aia, "SBR 7.1.2.3 Subscriber certificates, a to c", rules);
