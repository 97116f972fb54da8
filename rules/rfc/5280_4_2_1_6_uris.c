/* SPDX-License-Identifier: Apache-2.0 */
/*
 * 5280_4_2_1_6_uris.c - URIs and other names in extensions that point elsewhere:
 * distribution points, access descriptions, certification practice statements
 * (RFC 5280 4.2.1.6, 4.2.1.13).
 */
#include "rules/tables.h"
#include "value/uri.h"

#define SHOWN 100		/* octets of a URI shown in a value */

typedef void uri_fn(struct check *, const struct general_name *);

static void
uris_of_point(struct check *c, const struct dist_point *p, uri_fn *fn)
{
	for (unsigned k = 0; k < p->full.n; k++)
		if (p->full.v[k].form == GN_URI)
			fn(c, &p->full.v[k]);
}

static void
uris_of_points(struct check *c, const struct ext_crldp *ext, uri_fn *fn)
{
	for (unsigned i = 0; i < ext->n; i++)
		uris_of_point(c, &ext->v[i], fn);
}

static void
uris_of_access(struct check *c, const struct ext_access *ext, uri_fn *fn)
{
	for (unsigned i = 0; i < ext->n; i++)
		if (ext->v[i].location.form == GN_URI)
			fn(c, &ext->v[i].location);
}

static void
check_uri(struct check *c, struct span where, struct span text, const struct uri *u)
{
	if (u->fault != URI_OK)
		report(c, where, "%s %s", show_text(c, text, SHOWN), uri_fault_text(u->fault));
}

static void
check_name(struct check *c, const struct general_name *gn)
{
	check_uri(c, gn->tlv.raw, gn->tlv.val, gn->uri);
}

/* The URI of each certification practice statement, with the place that it stands in. */
static void
each_cps(struct check *c, void fn(struct check *, struct span where, struct span text, const struct uri *))
{
	const struct ext_policies *cp = &c->cert->policies;

	for (unsigned i = 0; i < cp->n; i++)
		for (unsigned k = 0; k < cp->v[i].n_qualifier; k++) {
			const struct policy_qualifier *q = &cp->v[i].qualifier[k];

			if (q->uri != NULL)
				fn(c, q->cps.raw, q->cps.val, q->uri);
		}
}

static void
uri_syntax(struct check *c)
{
	uris_of_points(c, &c->cert->crldp, check_name);
	uris_of_points(c, &c->cert->freshest, check_name);
	uris_of_access(c, &c->cert->aia, check_name);
	uris_of_access(c, &c->cert->sia, check_name);
	each_cps(c, check_uri);
}

/* "ldap:" "//" host "/" dn "?" attributes (RFC 4516 2); false for other schemes, ldaps too, of which RFC 5280 does not speak. */
static bool
take_ldap(const struct general_name *gn, struct span *attributes)
{
	const struct span text = gn->tlv.val, path = gn->uri->path;
	size_t from;

	if (gn->uri->fault != URI_OK || !uri_scheme_is(gn->uri, "ldap"))
		return false;
	from = (size_t)(path.p - text.p) + path.n;
	*attributes = span_sub(text, from, text.n - from);
	return true;
}

static void
ldap_parts_of(struct check *c, const struct general_name *gn)
{
	struct span attributes;

	if (!take_ldap(gn, &attributes))
		return;
	if (gn->uri->path.n < 2)
		report(c, gn->tlv.raw, "no distinguished name");
	else if (attributes.n < 2 || attributes.p[0] != '?' || attributes.p[1] == '?')
		report(c, gn->tlv.raw, "no attribute");
}

/*
 * Pointers to CRLs and certificates, and issuingDistributionPoint, which is written as they are (RFC 5280 5.2.5); another access method may use
 * LDAP in another way.
 */
static void
each_pointer(struct check *c, uri_fn *fn)
{
	const struct ext_access *aia = &c->artifact->aia;

	if (c->cert != NULL)
		uris_of_points(c, &c->cert->crldp, fn);
	if (c->crl != NULL)
		uris_of_point(c, &c->crl->idp.point, fn);
	uris_of_points(c, &c->artifact->freshest, fn);
	for (unsigned i = 0; i < aia->n; i++)
		if (aia->v[i].method == OID_AD_CA_ISSUERS && aia->v[i].location.form == GN_URI)
			fn(c, &aia->v[i].location);
}

static void
ldap_parts(struct check *c)
{
	each_pointer(c, ldap_parts_of);
}

static void
ldap_host_of(struct check *c, const struct general_name *gn)
{
	struct span attributes;

	if (take_ldap(gn, &attributes) && gn->uri->host.n == 0)
		report_text(c, gn->tlv.raw, gn->tlv.val);
}

static void
ldap_host(struct check *c)
{
	each_pointer(c, ldap_host_of);
}

/* ---- hosts that cannot be ---- */

/* Brackets that hold no address and a port that is no number leave no authority (RFC 3986 3.2), and so no host. */
static bool
has_broken_authority(const struct uri *u)
{
	return (u->fault == URI_LITERAL || u->fault == URI_PORT) && (u->is_http || u->is_https || uri_scheme_is(u, "ftp"));
}

/* Where nothing follows the scheme the syntax is the finding; other faults of it leave the host known. */
static void
check_host(struct check *c, struct span where, struct span text, const struct uri *u)
{
	if (has_broken_authority(u))
		report(c, where, "%s %s", show_text(c, text, SHOWN), uri_fault_text(u->fault));
	else if (u->fault != URI_NO_PART && u->host_fault != HOST_OK)
		report(c, where, "host of %s %s", show_text(c, text, SHOWN), host_fault_text(u->host_fault));
}

static void
host_of(struct check *c, const struct general_name *gn)
{
	check_host(c, gn->tlv.raw, gn->tlv.val, gn->uri);
}

/* Does a label of the name begin or end with a hyphen? */
static bool
has_hyphen_at_edge(struct span name)
{
	for (size_t i = 0; i < name.n; i++)
		if (name.p[i] == '-' && (i == 0 || i + 1 == name.n || name.p[i - 1] == '.' || name.p[i + 1] == '.'))
			return true;
	return false;
}

static void
check_hyphen(struct check *c, struct span where, struct span text, const struct uri *u)
{
	if (u->fault == URI_OK && u->host_fault == HOST_OK && (uri_is_web(u) || uri_scheme_is(u, "ftp")) && has_hyphen_at_edge(u->host))
		report_text(c, where, text);
}

static void
hyphen_of(struct check *c, const struct general_name *gn)
{
	check_hyphen(c, gn->tlv.raw, gn->tlv.val, gn->uri);
}

/* The URIs of names and those of certification practice statements. */
static void
each_host(struct check *c, uri_fn *fn, void of_cps(struct check *, struct span where, struct span text, const struct uri *))
{
	each_pointer(c, fn);
	for (unsigned i = 0; i < c->cert->aia.n; i++)
		if (c->cert->aia.v[i].method == OID_AD_OCSP && c->cert->aia.v[i].location.form == GN_URI)
			fn(c, &c->cert->aia.v[i].location);
	uris_of_access(c, &c->cert->sia, fn);
	each_cps(c, of_cps);
}

static void
uri_host(struct check *c)
{
	each_host(c, host_of, check_host);
}

static void
uri_hyphen(struct check *c)
{
	each_host(c, hyphen_of, check_hyphen);
}

/* ---- names of other forms ---- */

/* What is wrong with a name of this form, or NULL; URIs have rows of their own. */
static const char *
name_fault(struct check *c, const struct general_name *gn)
{
	const char *fault = general_name_fault(gn);

	return fault != NULL && gn->form == GN_IP ? show_count(c, gn->tlv.val.n, "octet") : fault;
}

static void
name_form_of(struct check *c, const struct general_name *gn)
{
	const char *fault = gn->bad ? NULL : name_fault(c, gn);

	if (fault != NULL)
		report(c, gn->tlv.raw, "%s: %s", general_name_form_text(gn->form), fault);
}

static void
name_forms_of(struct check *c, const struct general_names *names)
{
	for (unsigned i = 0; i < names->n; i++)
		name_form_of(c, &names->v[i]);
}

static void
names_of_points(struct check *c, const struct dist_point *p, unsigned n)
{
	for (unsigned i = 0; i < n; i++) {
		name_forms_of(c, &p[i].full);
		name_forms_of(c, &p[i].crl_issuer);
	}
}

static void
names_of_access(struct check *c, const struct ext_access *ext)
{
	for (unsigned i = 0; i < ext->n; i++)
		name_form_of(c, &ext->v[i].location);
}

/* No other rule looks at the URIs of authorityCertIssuer. */
static void
names_of_aki(struct check *c)
{
	const struct general_names *names = &c->artifact->aki.issuer;

	name_forms_of(c, names);
	for (unsigned i = 0; i < names->n; i++)
		if (names->v[i].form == GN_URI)
			check_name(c, &names->v[i]);
}

static void
name_forms(struct check *c)
{
	names_of_points(c, c->artifact->freshest.v, c->artifact->freshest.n);
	names_of_access(c, &c->artifact->aia);
	names_of_aki(c);
	if (c->crl != NULL)
		names_of_points(c, &c->crl->idp.point, 1);
	if (c->cert != NULL) {
		names_of_points(c, c->cert->crldp.v, c->cert->crldp.n);
		names_of_access(c, &c->cert->sia);
	}
}

#define URI_PARTS (POINTS | PARTS1(PART_EXT_AIA) | PARTS1(PART_EXT_SIA) | PARTS1(PART_EXT_CP))
#define POINTS (PARTS1(PART_EXT_CRLDP) | PARTS1(PART_EXT_FRESHEST))

static const struct smimelint_rule rules[] = {
	{
		.id = "rfc5280.uri.ldap-parts", .section = "4.2.1.13",
		.title = "an LDAP URI names no entry or no attribute",
		.requires = "An LDAP URI has the distinguished name of the entry and the attribute that holds the CRL or the certificate.",
		.explanation = "Without them the directory gives another entry, or all its attributes, or nothing.",
		.remedy = "Write ldap://host/dn?attribute, such as ?certificateRevocationList;binary.",
		.reading = "RFC 5280 has this for its own use of LDAP. The SBR ask for an HTTP URI and leave open how others that stand "
		    "beside it are made up.",
		.schedule = RFC5280_SHALL, .fn = ldap_parts, .scope = SCOPE_SIGNED, .when = PARTS1(PART_EXTENSIONS),
		.reads = POINTS | PARTS1(PART_EXT_IDP) | PARTS1(PART_EXT_AIA),
	}, {
		.id = "rfc5280.uri.ldap-host", .section = "4.2.1.13",
		.title = "an LDAP URI names no host",
		.requires = "An LDAP URI has the host of the directory.",
		.explanation = "Without a host only software that knows the directory already finds it, as in a company's "
		    "own network.",
		.remedy = "Add the host, or drop the URI where an HTTP one is there.",
		.schedule = RFC5280_SHOULD, .fn = ldap_host, .scope = SCOPE_SIGNED, .when = PARTS1(PART_EXTENSIONS),
		.reads = POINTS | PARTS1(PART_EXT_IDP) | PARTS1(PART_EXT_AIA),
	}, {
		.id = "rfc5280.uri.no-host", .section = "4.2.1.6, 4.2.1.13",
		.title = "an HTTP or FTP URI names no host that can exist",
		.requires = "An HTTP or FTP URI of a CRL, a CA certificate, a repository, a responder or a certification practice statement points to it.",
		.explanation = "The URI has no host (RFC 9110 4.2.1), or one with an empty label, a label of more than 63 octets or more than 253 in all "
		    "(RFC 1035 2.3.4). Or the host has a blank, a control character or another that no URI has (RFC 3986 3.2.2), or an asterisk or another that "
		    "no domain name has. Or it is a number and no IP address (RFC 1123 2.1), its brackets hold no address, or its port is none. Nothing can be "
		    "fetched there. Where the SBR require an http URL, their own rule reports one without a host.",
		.remedy = "Write the URI with the name of the server, as in http://crl.example.com/ca.crl.",
		.schedule = RFC5280_SHALL, .fn = uri_host, .scope = SCOPE_ALL, .when = PARTS1(PART_EXTENSIONS), .reads = URI_PARTS,
		.yields_to = IDS("sbr.crl-distribution-points.not-http", "sbr.authority-info-access.ocsp-not-http",
		    "sbr.authority-info-access.ca-issuers-not-http", "sbr.certificate-policies.cps-not-http",
		    "sbr.certificate-policies.sub-ca-cps-not-http"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "rfc5280.uri.host-hyphen", .section = "4.2.1.6",
		.title = "a label of the host of an HTTP or FTP URI begins or ends with a hyphen",
		.requires = "The host of a URI that is not an address is a fully qualified domain name.",
		.explanation = "Labels of names that are looked up in the DNS begin and end with a letter or a digit (RFC 3986 3.2.2, RFC 1123 2.1). "
		    "Many resolvers refuse other names.",
		.remedy = "Use a name without such a label.",
		.reading = "RFC 3986 takes other names, too, and some servers have them.",
		.schedule = RFC5280_SHALL, .fn = uri_hyphen, .scope = SCOPE_ALL, .when = PARTS1(PART_EXTENSIONS), .reads = URI_PARTS,
	}, {
		.id = "rfc5280.uri.syntax", .section = "4.2.1.6",
		.title = "a URI breaks the syntax of RFC 3986 or is not absolute",
		.requires = "URIs of CRLs, access descriptions and certification practice statements are absolute and follow RFC 3986.",
		.explanation = "Software that parses the URI refuses it or guesses; blanks and raw non-ASCII characters "
		    "are the usual case. Where the SBR require an http URL, their own rule reports one that is not absolute.",
		.remedy = "Write the URI out with its scheme and percent-encode characters that a URI does not have.",
		.reading = "RFC 5280 gives the rules for subjectAltName; that they hold for URIs in other extensions is taken for granted.",
		.peers = PEERS("pkilint:pkix.invalid_uri_syntax"),
		.schedule = RFC5280_SHALL, .fn = uri_syntax, .scope = SCOPE_ALL, .when = PARTS1(PART_EXTENSIONS), .reads = URI_PARTS,
		.yields_to = IDS("rfc5280.uri.no-host", "sbr.crl-distribution-points.not-http", "sbr.authority-info-access.ocsp-not-http",
		    "sbr.authority-info-access.ca-issuers-not-http", "sbr.certificate-policies.cps-not-http",
		    "sbr.certificate-policies.sub-ca-cps-not-http"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "rfc5280.general-name.malformed", .section = "4.2.1.6",
		.title = "a name in an extension that points elsewhere does not have the form of its kind",
		.requires = "An iPAddress has 4 or 16 octets, a dNSName follows the preferred name syntax, an rfc822Name is a Mailbox, a directoryName is not empty, "
		    "a URI in authorityKeyIdentifier is absolute.",
		.explanation = "Every name is judged, not only the first of a distribution point. The usual cause is a URL under the tag of another form.",
		.remedy = "Encode the location as uniformResourceIdentifier, or leave the name out.",
		.reading = "RFC 5280 gives these rules for subjectAltName; that they hold for names in other extensions is taken for granted.",
		.schedule = RFC5280_SHALL, .fn = name_forms, .scope = SCOPE_SIGNED, .when = PARTS1(PART_EXTENSIONS),
		.reads = POINTS | PARTS1(PART_EXT_IDP) | PARTS1(PART_EXT_AIA) | PARTS1(PART_EXT_SIA) | PARTS1(PART_EXT_AKI),
	},
};

RULE_TABLE(rules_rfc5280_uris, "RFC 5280 4.2.1.6 URIs and names that point elsewhere", rules);
