/* SPDX-License-Identifier: Apache-2.0 */
/* 5280_5_2_crl_extensions.c - the extensions of a CRL (RFC 5280 5.2). */
#include "rules/common/crl.h"
#include "rules/common/extension.h"
#include "rules/tables.h"
#include "value/uri.h"

#define NUMBER_OCTETS 20	/* of a CRL number (5.2.3) */
#define SHOWN 100		/* octets of a URI shown in a value */

/* ---- key identifier, number, delta CRL indicator ---- */

static void
aki_no_key_id(struct check *c)
{
	if (c->crl->aki.key_id.p == NULL)
		report(c, at_part(c, PART_EXT_AKI), NULL);
}

/* BaseCRLNumber is a CRLNumber, too. */
static void
number_negative(struct check *c)
{
	if (c->crl->number.p != NULL && der_negative(c->crl->number))
		report(c, c->crl->number, NULL);
	if (c->crl->base_number.p != NULL && der_negative(c->crl->base_number))
		report(c, c->crl->base_number, "BaseCRLNumber");
}

static void
number_too_long(struct check *c)
{
	const struct span number[2] = { c->crl->number, c->crl->base_number };

	for (unsigned i = 0; i < 2; i++)
		if (number[i].n > NUMBER_OCTETS)
			report(c, number[i], "%s%s", i == 0 ? "" : "BaseCRLNumber: ", show_count(c, number[i].n, "octet"));
}

/* Of numbers that are not negative. */
static int
number_order(struct span a, struct span b)
{
	a = der_magnitude(a);
	b = der_magnitude(b);
	if (a.n != b.n)
		return a.n < b.n ? -1 : 1;
	return a.n == 0 ? 0 : memcmp(a.p, b.p, a.n);
}

/* arg: 1 where the two numbers are the same, 0 where the base is later. */
static void
delta_base(struct check *c)
{
	const struct crl_view *cv = c->crl;
	int order;

	if (der_negative(cv->number) || der_negative(cv->base_number)) {
		not_applicable(c, "a number is negative");
		return;
	}
	order = number_order(cv->base_number, cv->number);
	if (c->rule->arg != 0 ? order == 0 : order > 0)
		report(c, cv->base_number, "base %s, number %s", text_hex(c->arena, cv->base_number),
		    text_hex(c->arena, cv->number));
}

/* ---- issuing distribution point ---- */

static bool
all_flags_false(const struct crl_idp *p)
{
	return p->user_certs != CRL_FLAG_TRUE && p->ca_certs != CRL_FLAG_TRUE && p->attribute_certs != CRL_FLAG_TRUE &&
	    p->indirect != CRL_FLAG_TRUE;
}

static void
idp_empty(struct check *c)
{
	const struct crl_idp *p = &c->crl->idp;

	if (!p->point.has_name && !p->point.has_reasons && all_flags_false(p))
		report(c, at_part(c, PART_EXT_IDP), "%s", p->empty ? "empty SEQUENCE" : "only FALSE");
}

static void
idp_scope_contradiction(struct check *c)
{
	const struct crl_idp *p = &c->crl->idp;
	const uint8_t flags[3] = { p->user_certs, p->ca_certs, p->attribute_certs };
	unsigned n = 0;

	for (unsigned i = 0; i < 3; i++)
		n += flags[i] == CRL_FLAG_TRUE;
	if (n > 1)
		report(c, at_part(c, PART_EXT_IDP), NULL);
}

static void
idp_attribute_certificates(struct check *c)
{
	if (c->crl->idp.attribute_certs == CRL_FLAG_TRUE)
		report(c, at_part(c, PART_EXT_IDP), NULL);
}

static void
idp_relative_name(struct check *c)
{
	if (c->crl->idp.point.has_relative)
		report(c, at_part(c, PART_EXT_IDP), NULL);
}

static void
look_uri(struct check *c, const struct general_name *name)
{
	if (name->uri == NULL)
		return;
	if (name->uri->fault != URI_OK)
		report(c, name->tlv.raw, "%s %s", show_text(c, name->tlv.val, SHOWN), uri_fault_text(name->uri->fault));
	else if (name->uri->host_fault != HOST_OK)
		report(c, name->tlv.raw, "host of %s %s", show_text(c, name->tlv.val, SHOWN), host_fault_text(name->uri->host_fault));
}

static void
look_uris(struct check *c, const struct general_names *names)
{
	for (unsigned i = 0; i < names->n; i++)
		look_uri(c, &names->v[i]);
}

static void
idp_uri(struct check *c)
{
	look_uris(c, &c->crl->idp.point.full);
}

static void
idp_some_reasons(struct check *c)
{
	if (c->crl->idp.point.has_reasons)
		report(c, at_part(c, PART_EXT_IDP), NULL);
}

/* ---- freshest CRL, authority information access ---- */

static void
freshest_fields(struct check *c)
{
	for (unsigned i = 0; i < c->crl->freshest.n; i++) {
		const struct dist_point *p = &c->crl->freshest.v[i];

		if (p->has_reasons || p->has_crl_issuer || (!p->has_name && !p->bad))
			report(c, p->raw, "%s", p->has_reasons ? "reasons" : p->has_crl_issuer ? "cRLIssuer" :
			    "no distributionPoint");
	}
}

static void
freshest_in_delta(struct check *c)
{
	if (crl_is_delta(c->crl))
		report(c, at_ext(c, PART_EXT_FRESHEST), NULL);
}

/* Of freshestCRL and authorityInfoAccess. */
static void
pointer_uri(struct check *c)
{
	for (unsigned i = 0; i < c->crl->freshest.n; i++)
		look_uris(c, &c->crl->freshest.v[i].full);
	for (unsigned i = 0; i < c->crl->aia.n; i++)
		look_uri(c, &c->crl->aia.v[i].location);
}

static void
aia_no_ca_issuers(struct check *c)
{
	for (unsigned i = 0; i < c->crl->aia.n; i++)
		if (c->crl->aia.v[i].method == OID_AD_CA_ISSUERS)
			return;
	report(c, at_part(c, PART_EXT_AIA), NULL);
}

static void
aia_other_method(struct check *c)
{
	for (unsigned i = 0; i < c->crl->aia.n; i++)
		if (c->crl->aia.v[i].method != OID_AD_CA_ISSUERS)
			report(c, c->crl->aia.v[i].raw, "%s", oid_show(c->arena, c->crl->aia.v[i].oid));
}

static void
aia_no_http_or_ldap(struct check *c)
{
	bool issuers = false;

	for (unsigned i = 0; i < c->crl->aia.n; i++) {
		const struct access_description *d = &c->crl->aia.v[i];

		issuers = issuers || d->method == OID_AD_CA_ISSUERS;
		if (d->method == OID_AD_CA_ISSUERS && d->location.uri != NULL && d->location.uri->fault == URI_OK &&
		    (uri_is_http(d->location.uri) || uri_scheme_is(d->location.uri, "ldap")))
			return;
	}
	if (issuers)
		report(c, at_part(c, PART_EXT_AIA), NULL);
}

/* ---- what an option says the CRL is (--kind, --covers) ---- */

static void
other_kind(struct check *c)
{
	bool delta = crl_is_delta(c->crl);

	if (!c->profile->kind_claimed)
		not_applicable(c, "no kind is asked for");
	else if (delta != (c->profile->kind == KIND_DELTA_CRL))
		report(c, at_part(c, PART_EXT_DELTA_CRL), delta ? "a delta CRL, asked for is a complete one" :
		    "deltaCRLIndicator is absent, asked for is a delta CRL");
}

static void
other_coverage(struct check *c)
{
	const struct crl_idp *idp = &c->crl->idp;
	uint8_t covers = c->profile->covers_asked;

	if (covers == 0)
		not_applicable(c, "no --covers");
	else if (covers == COVERS_CA && idp->user_certs == CRL_FLAG_TRUE)
		report(c, at_part(c, PART_EXT_IDP), "onlyContainsUserCerts, asked for are CA certificates");
	else if (covers == COVERS_SUBSCRIBER && idp->ca_certs == CRL_FLAG_TRUE)
		report(c, at_part(c, PART_EXT_IDP), "onlyContainsCACerts, asked for are subscriber certificates");
}

/* ---- where they stand ---- */

/* Those of entries (5.3) among those of the CRL. */
static void
misplaced(struct check *c)
{
	for (unsigned i = 0; i < c->crl->n_ext; i++)
		if (crl_ext_is_of_entries(c->crl->ext[i].id))
			report(c, c->crl->ext[i].raw, "%s in crlExtensions", oid_show(c->arena, c->crl->ext[i].oid));
	report_entries(c, CRL_SEES_MISPLACED);
}

/* ---- what the program does not know ---- */

/* RFC 5280 does not define them, so that software which knows no more has to refuse a CRL where they are critical. */
#define BEYOND_RFC5280 (PARTS1(PART_EXT_EXPIRED_CERTS) | PARTS1(PART_EXT_MS_CA_VERSION) | PARTS1(PART_EXT_MS_NEXT_PUBLISH))

static bool
is_beyond(const struct artifact_ext *e)
{
	return e->part == PART_COUNT || (PARTS1(e->part) & BEYOND_RFC5280) != 0;
}

static void
unknown_critical(struct check *c)
{
	for (unsigned i = 0; i < c->crl->n_ext; i++)
		if (c->crl->ext[i].critical && is_beyond(&c->crl->ext[i]))
			report(c, c->crl->ext[i].raw, "%s", oid_show(c->arena, c->crl->ext[i].oid));
	report_entries(c, CRL_SEES_UNKNOWN_CRITICAL);
}

#define MISSING(part) .fn = rule_ext_missing, .arg = (part), .needs = PARTS1(PART_EXTENSIONS) | PARTS1(part)
#define NOT_TO_BE_CRITICAL(part) .fn = rule_ext_critical, .arg = (part), .when = PARTS1(part)
#define TO_BE_CRITICAL(part) .fn = rule_ext_not_critical, .arg = (part), .when = PARTS1(part)
/* What can be read of it is judged, whatever else is damaged. */
#define PIECES_OF(part) .reads = PARTS1(part), .when = PARTS1(part)
#define BOTH_NUMBERS (PARTS1(PART_EXT_CRL_NUMBER) | PARTS1(PART_EXT_DELTA_CRL))

static const struct smimelint_rule rules[] = {
	{
		.id = "rfc5280.crl.authority-key-identifier-missing", .section = "5.2.1",
		.title = "authorityKeyIdentifier is absent from the CRL",
		.requires = "Conforming CRL issuers include authorityKeyIdentifier in all CRLs.",
		.explanation = "A CA with several keys, as after a rollover, has CRLs under one name: the identifier says whose key to verify with.",
		.remedy = "Add the extension with the subjectKeyIdentifier of the CA's certificate.",
		.peers = PEERS("zlint:e_crl_has_authority_key_identifier", "pkilint:pkix.authority_key_identifier_missing"),
		CRL_MUST, MISSING(PART_EXT_AKI),
	}, {
		.id = "rfc5280.crl.authority-key-identifier-no-key-id", .section = "5.2.1",
		.title = "authorityKeyIdentifier of the CRL has no keyIdentifier",
		.requires = "authorityKeyIdentifier of a CRL uses the key identifier method.",
		.explanation = "Issuer and serial number name a certificate of the CA, which may have others for the same key. They may stand beside the key identifier.",
		.remedy = "Add keyIdentifier, the subjectKeyIdentifier of the CA's certificate.",
		.peers = PEERS("pkilint:pkix.authority_key_identifier_keyid_missing"),
		CRL_MUST, .fn = aki_no_key_id, CRL_PART(PART_EXT_AKI),
	}, {
		.id = "rfc5280.crl.authority-key-identifier-critical", .section = "4.2.1.1",
		.title = "authorityKeyIdentifier of the CRL is critical",
		.requires = "authorityKeyIdentifier is not critical.",
		.explanation = "It helps to find a key and restricts nothing. Software that does not use it would have to refuse the CRL.",
		.remedy = "Leave critical out.",
		.peers = PEERS("zlint:e_crl_extensions_validity"),
		CRL_MUST, NOT_TO_BE_CRITICAL(PART_EXT_AKI),
	}, {
		.id = "rfc5280.crl.issuer-alt-name-critical", .section = "5.2.2",
		.title = "issuerAltName of the CRL is critical",
		.requires = "issuerAltName should not be critical.",
		.explanation = "Software that does not know the other names would have to refuse the CRL.",
		.remedy = "Leave critical out.",
		CRL_SHOULD, NOT_TO_BE_CRITICAL(PART_EXT_IAN),
	}, {
		.id = "rfc5280.crl.number-missing", .section = "5.2.3",
		.title = "cRLNumber is absent",
		.requires = "Conforming CRL issuers include cRLNumber in all CRLs.",
		.explanation = "The number says which of two CRLs is the newer one, and which complete CRL a delta CRL goes with.",
		.remedy = "Number the CRLs of each scope in ascending order.",
		.peers = PEERS("zlint:e_crl_missing_crl_number", "pkilint:pkix.crl_number_missing"),
		CRL_MUST, MISSING(PART_EXT_CRL_NUMBER),
	}, {
		.id = "rfc5280.crl.number-critical", .section = "5.2.3",
		.title = "cRLNumber is critical",
		.requires = "cRLNumber is a non-critical extension.",
		.explanation = "Software that does not use the number would have to refuse the CRL.",
		.remedy = "Leave critical out.",
		.peers = PEERS("pkilint:pkix.crl_number_extension_critical"),
		CRL_MUST, NOT_TO_BE_CRITICAL(PART_EXT_CRL_NUMBER),
	}, {
		.id = "rfc5280.crl.number-negative", .section = "5.2.3",
		.title = "cRLNumber is negative",
		.requires = "CRLNumber is an INTEGER from 0 up.",
		.explanation = "A first octet of 80 or more makes the number negative, which is usually a zero octet forgotten before it.",
		.remedy = "Write a zero octet before a number whose first bit is set.",
		.peers = PEERS("zlint:e_crl_number_out_of_range", "pkilint:pkix.crl_number_out_of_range"),
		CRL_MUST, .fn = number_negative, .when = PARTS1(PART_EXTENSIONS), .reads = BOTH_NUMBERS,
	}, {
		.id = "rfc5280.crl.number-too-long", .section = "5.2.3",
		.title = "cRLNumber is longer than 20 octets",
		.requires = "Conforming CRL issuers do not use CRL numbers longer than 20 octets.",
		.explanation = "Software keeps no more. The octet that says the number is not negative counts as well.",
		.remedy = "Count CRLs instead of drawing random numbers.",
		.peers = PEERS("zlint:e_crl_number_out_of_range", "pkilint:pkix.crl_number_out_of_range"),
		CRL_MUST, .fn = number_too_long, .when = PARTS1(PART_EXTENSIONS), .reads = BOTH_NUMBERS,
	}, {
		.id = "rfc5280.crl.delta-indicator-not-critical", .section = "5.2.4",
		.title = "deltaCRLIndicator is not critical",
		.requires = "deltaCRLIndicator is a critical extension.",
		.explanation = "Software that does not know it takes the delta CRL for a complete one, in which nearly nothing is revoked.",
		.remedy = "Mark the extension critical.",
		CRL_MUST, TO_BE_CRITICAL(PART_EXT_DELTA_CRL),
	}, {
		.id = "rfc5280.crl.delta-base-not-below", .section = "5.2.4",
		.title = "the delta CRL's base has a higher number than itself",
		.requires = "A delta CRL says what changed since its base, a complete CRL that was issued before it.",
		.explanation = "Numbers ascend (5.2.3), so that the base of a delta CRL cannot have a later number.",
		.remedy = "Set BaseCRLNumber to the number of the complete CRL that the changes are counted from.",
		CRL_MUST, .fn = delta_base, .arg = 0, .needs = BOTH_NUMBERS, .when = BOTH_NUMBERS,
	}, {
		.id = "rfc5280.crl.delta-base-same", .section = "5.2.4",
		.title = "the delta CRL has the number of its base",
		.requires = "Nothing in itself: a delta CRL and a complete CRL issued together have one number.",
		.explanation = "A delta CRL counted from the complete CRL of the same moment can say nothing, which is rarely meant.",
		.remedy = "Count the delta CRL from an earlier complete CRL.",
		CRL_NOTICE, .fn = delta_base, .arg = 1, .needs = BOTH_NUMBERS, .when = BOTH_NUMBERS,
	}, {
		.id = "rfc5280.crl.idp-not-critical", .section = "5.2.5",
		.title = "issuingDistributionPoint is not critical",
		.requires = "issuingDistributionPoint is a critical extension.",
		.explanation = "Software that does not know it takes the CRL for a complete one. It then takes the "
		    "certificates that the CRL does not cover for valid.",
		.remedy = "Mark the extension critical.",
		.peers = PEERS("zlint:e_crl_extensions_validity"),
		CRL_MUST, TO_BE_CRITICAL(PART_EXT_IDP),
	}, {
		.id = "rfc5280.crl.idp-empty", .section = "5.2.5",
		.title = "issuingDistributionPoint is an empty sequence",
		.requires = "The DER encoding of issuingDistributionPoint is not an empty sequence: a distribution point, a reason or a flag is there.",
		.explanation = "A flag of FALSE is the default and is not written, so that a sequence of them is an empty one.",
		.remedy = "Leave the extension out of a CRL that covers everything.",
		CRL_MUST, .fn = idp_empty, CRL_PART(PART_EXT_IDP),
	}, {
		.id = "rfc5280.crl.idp-scope-contradiction", .section = "5.2.5",
		.title = "issuingDistributionPoint limits the CRL to several kinds of certificates",
		.requires = "At most one of onlyContainsUserCerts, onlyContainsCACerts and onlyContainsAttributeCerts is TRUE.",
		.explanation = "Each says that the CRL contains nothing else; two of them leave nothing.",
		.remedy = "Set the one flag that is meant, or none.",
		CRL_MUST, .fn = idp_scope_contradiction, PIECES_OF(PART_EXT_IDP),
	}, {
		.id = "rfc5280.crl.idp-attribute-certificates", .section = "5.2.5",
		.title = "the CRL is limited to attribute certificates",
		.requires = "Conforming CRL issuers do not set onlyContainsAttributeCerts to TRUE.",
		.explanation = "RFC 5280 is about public key certificates, which such a CRL does not cover. No rule of the SBR applies to it. "
		    "Where the issuer is given (--issuer) and is no S/MIME CA, the CRL is out of scope.",
		.remedy = "Leave the flag out.",
		CRL_MUST, .fn = idp_attribute_certificates, PIECES_OF(PART_EXT_IDP),
	}, {
		.id = "rfc5280.crl.idp-relative-name", .section = "4.2.1.13",
		.title = "issuingDistributionPoint has a name relative to the CRL issuer",
		.requires = "Conforming CAs should not use nameRelativeToCRLIssuer to name distribution points.",
		.explanation = "Hardly any software puts the two names together.",
		.remedy = "Use fullName with a URI.",
		CRL_SHOULD, .fn = idp_relative_name, PIECES_OF(PART_EXT_IDP),
	}, {
		.id = "rfc5280.crl.idp-uri", .section = "5.2.5",
		.title = "a URI of issuingDistributionPoint is not absolute or has no host that can exist",
		.requires = "A uniformResourceIdentifier is an absolute URI as RFC 3986 defines it (4.2.1.6). One of http or ftp has a host.",
		.explanation = "The name is compared with those in the certificates' cRLDistributionPoints; one that is no URI matches none that works.",
		.remedy = "Copy the URI from cRLDistributionPoints.",
		.peers = PEERS("pkilint:pkix.invalid_uri_syntax"),
		CRL_MUST, .fn = idp_uri, PIECES_OF(PART_EXT_IDP),
	}, {
		.id = "rfc5280.crl.idp-some-reasons-alone", .section = "5.2.5",
		.title = "the CRL covers some reasons of revocation only",
		.requires = "Nothing in itself: CRLs may be divided by reasons.",
		.explanation = "A relying party has to find further CRLs for the other reasons; hardly any software does.",
		.remedy = "Issue CRLs that cover all reasons.",
		CRL_NOTICE, .fn = idp_some_reasons, PIECES_OF(PART_EXT_IDP),
	}, {
		.id = "rfc5280.crl.freshest-critical", .section = "5.2.6",
		.title = "freshestCRL of the CRL is critical",
		.requires = "freshestCRL is not critical.",
		.explanation = "Delta CRLs are an offer; software that does not use them would have to refuse the complete CRL.",
		.remedy = "Leave critical out.",
		.peers = PEERS("zlint:e_crl_extensions_validity"),
		CRL_MUST, NOT_TO_BE_CRITICAL(PART_EXT_FRESHEST),
	}, {
		.id = "rfc5280.crl.freshest-in-delta", .section = "5.2.6",
		.title = "a delta CRL has freshestCRL",
		.requires = "freshestCRL does not appear in delta CRLs.",
		.explanation = "It says where the delta CRLs of a complete CRL are.",
		.remedy = "Leave the extension out of delta CRLs.",
		CRL_MUST, .fn = freshest_in_delta, .when = PARTS1(PART_EXT_FRESHEST),
	}, {
		.id = "rfc5280.crl.freshest-fields", .section = "5.2.6",
		.title = "freshestCRL has more than the names of distribution points",
		.requires = "Each distribution point in freshestCRL of a CRL has distributionPoint, and neither reasons nor cRLIssuer.",
		.explanation = "The delta CRL has the scope and the issuer of the CRL that names it.",
		.remedy = "Give distributionPoint alone.",
		CRL_MUST, .fn = freshest_fields, PIECES_OF(PART_EXT_FRESHEST),
	}, {
		.id = "rfc5280.crl.aia-critical", .section = "5.2.7",
		.title = "authorityInfoAccess of the CRL is critical",
		.requires = "authorityInfoAccess in a CRL is not critical.",
		.explanation = "It helps to find the CA's certificate and restricts nothing.",
		.remedy = "Leave critical out.",
		.peers = PEERS("zlint:e_crl_extensions_validity"),
		CRL_MUST, NOT_TO_BE_CRITICAL(PART_EXT_AIA),
	}, {
		.id = "rfc5280.crl.aia-no-ca-issuers", .section = "5.2.7",
		.title = "authorityInfoAccess of the CRL names no issuing CA's certificate",
		.requires = "authorityInfoAccess in a CRL has at least one AccessDescription with id-ad-caIssuers.",
		.explanation = "In a CRL it has no other use.",
		.remedy = "Add the location of the CA's certificate, or leave the extension out.",
		CRL_MUST, .fn = aia_no_ca_issuers, CRL_PART(PART_EXT_AIA), .yields_to = IDS("rfc5280.extension.empty"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "rfc5280.crl.aia-other-method", .section = "5.2.7",
		.title = "authorityInfoAccess of the CRL has another access method than caIssuers",
		.requires = "Access methods other than id-ad-caIssuers are not included in a CRL's authorityInfoAccess.",
		.explanation = "Other methods mean nothing for a CRL: an OCSP responder, for instance, answers about "
		    "certificates.",
		.remedy = "Leave the other locations out.",
		CRL_MUST, .fn = aia_other_method, PIECES_OF(PART_EXT_AIA),
	}, {
		.id = "rfc5280.crl.aia-no-http-or-ldap", .section = "5.2.7",
		.title = "authorityInfoAccess of the CRL has neither an HTTP nor an LDAP location",
		.requires = "At least one caIssuers location should be an HTTP or LDAP URI.",
		.explanation = "Software fetches over no other protocols.",
		.remedy = "Add an http URI of the CA's certificate.",
		CRL_SHOULD, .fn = aia_no_http_or_ldap, CRL_PART(PART_EXT_AIA),
	}, {
		.id = "rfc5280.crl.pointer-uri", .section = "4.2.1.6",
		.title = "a URI of freshestCRL or authorityInfoAccess of the CRL is not absolute or has no host that can exist",
		.requires = "A uniformResourceIdentifier is an absolute URI as RFC 3986 defines it. One of http or ftp has a host.",
		.explanation = "Software fetches the delta CRL or the CA's certificate from there, and finds nothing to ask.",
		.remedy = "Write the whole URI, with its scheme and host.",
		.peers = PEERS("pkilint:pkix.invalid_uri_syntax"),
		CRL_MUST, .fn = pointer_uri, .reads = PARTS1(PART_EXT_FRESHEST) | PARTS1(PART_EXT_AIA), .when = PARTS1(PART_EXTENSIONS),
	}, {
		.id = "rfc5280.crl.other-kind", .section = "5.2.4",
		.title = "the CRL is of another kind than the one asked for",
		.requires = "deltaCRLIndicator stands in delta CRLs, and in no complete one.",
		.explanation = "--kind says what the CRL is to be, and relying parties go by its extensions.",
		.remedy = "Ask for the kind that the CRL is of, or correct its extensions.",
		CRL_MUST, .fn = other_kind, .needs = PARTS1(PART_EXTENSIONS) | PARTS1(PART_EXT_DELTA_CRL),
	}, {
		.id = "rfc5280.crl.other-coverage", .section = "5.2.5",
		.title = "issuingDistributionPoint names other certificates than those asked for",
		.requires = "onlyContainsUserCerts and onlyContainsCACerts say that the CRL contains nothing else.",
		.explanation = "--covers says whose status the CRL carries, and relying parties go by its extensions.",
		.remedy = "Ask for the certificates that the CRL covers, or correct issuingDistributionPoint.",
		CRL_MUST, .fn = other_coverage, CRL_PART(PART_EXT_IDP),
	}, {
		.id = "rfc5280.crl.extension-misplaced", .section = "5.2, 5.3",
		.title = "an extension stands in the wrong one of crlExtensions and crlEntryExtensions",
		.requires = "reasonCode, invalidityDate and certificateIssuer are extensions of entries (5.3). authorityKeyIdentifier, issuerAltName, cRLNumber, "
		    "deltaCRLIndicator, issuingDistributionPoint, freshestCRL and authorityInfoAccess are those of the CRL (5.2).",
		.explanation = "Relying parties look for the extension in its place, and do not find it. holdInstructionCode of RFC 3280 is one of entries, too.",
		.remedy = "Move the extension.",
		.reading = "The text says where each of them stands without a MUST; that it stands nowhere else is read out of it.",
		CRL_MUST, .fn = misplaced, .reads = PARTS1(PART_EXTENSIONS) | PARTS1(PART_REVOKED),
	}, {
		.id = "rfc5280.crl.unknown-critical", .section = "5.2",
		.title = "a critical extension of the CRL or of an entry is none of RFC 5280",
		.requires = "Nothing: a CRL may have extensions of its own.",
		.explanation = "A relying party that does not know the extension must not conclude from the CRL that a certificate is valid.",
		.remedy = "Check that every relying party knows the extension, or make it non-critical.",
		CRL_NOTICE, .fn = unknown_critical, .reads = PARTS1(PART_EXTENSIONS) | PARTS1(PART_REVOKED) | BEYOND_RFC5280,
		.yields = YIELD_IN_PLACE, .yields_to = IDS("rfc5280.crl.extension-misplaced"),
	},
};

RULE_TABLE(rules_rfc5280_crl_extensions, "RFC 5280 5.2 CRL extensions", rules);
