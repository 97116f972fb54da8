/* SPDX-License-Identifier: Apache-2.0 */
/*
 * 5280_4_2_1_13_distribution_points.c - cRLDistributionPoints and freshestCRL
 * (RFC 5280 4.2.1.13, 4.2.1.15).
 *
 * Which schemes CA and subscriber certificates may use is the SBR's.
 */
#include "rules/common/location.h"
#include "rules/tables.h"

#define REASON_BITS 0x1fe	/* keyCompromise (1) to aACompromise (8) */

typedef void point_fn(struct check *, const struct dist_point *);

static void
each_point(struct check *c, point_fn *fn)
{
	const struct ext_crldp *ext[2] = { &c->cert->crldp, &c->cert->freshest };

	if (ext[0]->n + ext[1]->n == 0)
		not_applicable(c, "there are no distribution points");
	for (unsigned e = 0; e < 2; e++)
		for (unsigned i = 0; i < ext[e]->n; i++)
			fn(c, &ext[e]->v[i]);
}

static void
incomplete_of(struct check *c, const struct dist_point *p)
{
	if (!p->bad && !p->has_name && !p->has_crl_issuer)
		report(c, p->raw, "%s", p->has_reasons ? "reasons alone" : "empty");
}

static void
incomplete(struct check *c)
{
	each_point(c, incomplete_of);
}

static void
relative_of(struct check *c, const struct dist_point *p)
{
	if (p->has_relative)
		report(c, p->raw, NULL);
}

static void
relative(struct check *c)
{
	each_point(c, relative_of);
}

/* Names of other forms do not count, and one that stands there twice, however it is written, is one (RFC 5280 7.1). */
static void
relative_to_many_of(struct check *c, const struct dist_point *p)
{
	const struct cert_name *first = NULL;

	for (unsigned i = 0; p->has_relative && i < p->crl_issuer.n; i++) {
		const struct cert_name *name = p->crl_issuer.v[i].directory;

		if (name == NULL || name->unread)
			continue;
		if (first == NULL) {
			first = name;
		} else if (!span_eq(first->raw, name->raw) && !name_alike(first, name)) {
			report(c, p->raw, "\"%s\" and \"%s\"", name_show(c->arena, first), name_show(c->arena, name));
			return;
		}
	}
}

static void
relative_to_many(struct check *c)
{
	each_point(c, relative_to_many_of);
}

static void
crl_issuer_form_of(struct check *c, const struct dist_point *p)
{
	for (unsigned i = 0; i < p->crl_issuer.n; i++)
		if (p->crl_issuer.v[i].form != GN_DIRECTORY)
			report(c, p->crl_issuer.v[i].tlv.raw, "%s", general_name_form_text(p->crl_issuer.v[i].form));
}

static void
crl_issuer_form(struct check *c)
{
	each_point(c, crl_issuer_form_of);
}

static void
crl_issuer_same_of(struct check *c, const struct dist_point *p)
{
	for (unsigned i = 0; i < p->crl_issuer.n; i++)
		if (p->crl_issuer.v[i].directory != NULL && span_eq(p->crl_issuer.v[i].directory->raw, c->cert->issuer.raw))
			report(c, p->raw, NULL);
}

static void
crl_issuer_same(struct check *c)
{
	each_point(c, crl_issuer_same_of);
}

static bool
covers_all_reasons(const struct dist_point *p)
{
	uint16_t bits;
	size_t n;

	return !p->has_reasons || (der_bits(p->reasons, &bits, &n) && (bits & REASON_BITS) == REASON_BITS);
}

static void
all_reasons(struct check *c)
{
	const struct ext_crldp *ext = &c->cert->crldp;

	for (unsigned i = 0; i < ext->n; i++)
		if (covers_all_reasons(&ext->v[i]))
			return;
	if (ext->n > 0)
		report(c, at_part(c, PART_EXT_CRLDP), NULL);
}

static void
point_scheme_of(struct check *c, const struct dist_point *p)
{
	if (p->bad || names_have_damaged(&p->full, GN_URI) || (p->full.n == 0 && p->full.damaged == NULL))
		return;
	for (unsigned i = 0; i < p->full.n; i++)
		if (name_is_http_or_ldap(&p->full.v[i]))
			return;
	report(c, p->raw, NULL);
}

static void
point_scheme(struct check *c)
{
	each_point(c, point_scheme_of);
}

#define ON(part) .needs = PARTS1(part), .when = PARTS1(part)
#define POINTS (PARTS1(PART_EXT_CRLDP) | PARTS1(PART_EXT_FRESHEST))

static const struct smimelint_rule rules[] = {
	{
		.id = "rfc5280.distribution-point.incomplete", .section = "4.2.1.13",
		.title = "a distribution point has neither a name nor a CRL issuer",
		.requires = "A DistributionPoint has distributionPoint or cRLIssuer; reasons alone are not enough.",
		.explanation = "Nothing says where the CRL is or who signs it, so revocation cannot be checked.",
		.remedy = "Add the URI of the CRL as fullName.",
		.peers = PEERS("zlint:e_distribution_point_incomplete", "pkilint:pkix.distribution_point_does_not_contain_name_or_issuer"),
		.schedule = RFC5280_SHALL, .fn = incomplete, .scope = SCOPE_ALL, .reads = POINTS,
	}, {
		.id = "rfc5280.distribution-point.relative-name", .section = "4.2.1.13",
		.title = "a distribution point is named relative to the CRL issuer",
		.requires = "nameRelativeToCRLIssuer is not used.",
		.explanation = "The name is a place in a directory that relying parties have no access to, and hardly any software follows it.",
		.remedy = "Give the URI of the CRL as fullName.",
		.schedule = RFC5280_SHOULD, .fn = relative, .scope = SCOPE_ALL, .reads = POINTS,
	}, {
		.id = "rfc5280.distribution-point.relative-to-several", .section = "4.2.1.13",
		.title = "a relative distribution point name goes with several CRL issuers",
		.requires = "nameRelativeToCRLIssuer is not used where cRLIssuer has more than one distinguished name.",
		.explanation = "The name is to be appended to one of them, and nobody can know to which.",
		.remedy = "Give the URI of the CRL as fullName.",
		.schedule = RFC5280_SHALL, .fn = relative_to_many, .scope = SCOPE_ALL, .reads = POINTS,
	}, {
		.id = "rfc5280.distribution-point.crl-issuer-form", .section = "4.2.1.13",
		.title = "cRLIssuer is not a distinguished name",
		.requires = "cRLIssuer holds the distinguished name from the issuer field of the CRL, and nothing else.",
		.explanation = "Relying parties compare the field with the CRL's issuer, which is always a distinguished name.",
		.remedy = "Use a directoryName, or leave the field out where the CA signs its CRLs itself.",
		.schedule = RFC5280_SHALL, .fn = crl_issuer_form, .scope = SCOPE_ALL, .reads = POINTS,
	}, {
		.id = "rfc5280.distribution-point.crl-issuer-is-issuer", .section = "4.2.1.13",
		.title = "cRLIssuer names the certificate's own issuer",
		.requires = "cRLIssuer is left out where the CA that issues the certificate also issues the CRL.",
		.explanation = "The field marks indirect CRLs; software that does not handle them gives up though it need not.",
		.remedy = "Leave cRLIssuer out.",
		.schedule = RFC5280_SHALL, .fn = crl_issuer_same, .scope = SCOPE_ALL, .reads = POINTS | PARTS1(PART_ISSUER),
	}, {
		.id = "rfc5280.crl-distribution-points.reasons", .section = "4.2.1.13",
		.title = "no distribution point covers all reasons",
		.requires = "At least one distribution point leads to a CRL for all reasons.",
		.explanation = "A relying party that fetches every CRL could still miss a revocation.",
		.remedy = "Leave the reasons field out.",
		.schedule = RFC5280_SHALL, .fn = all_reasons, .scope = SCOPE_ALL, ON(PART_EXT_CRLDP),
	}, {
		.id = "rfc5280.distribution-point.no-http-or-ldap", .section = "4.2.1.13",
		.title = "a distribution point has neither an HTTP nor an LDAP URI",
		.requires = "The name of a distribution point includes at least one HTTP or LDAP URI.",
		.explanation = "Relying parties can fetch nothing else. The SBR require HTTP in CA and subscriber "
		    "certificates.",
		.remedy = "Add the HTTP URI of the CRL.",
		.peers = PEERS("zlint:w_distribution_point_missing_ldap_or_uri"),
		.schedule = RFC5280_SHOULD, .fn = point_scheme, .scope = SCOPE_ALL, .reads = POINTS,
		.yields_to = IDS("sbr.crl-distribution-points.no-uri", "sbr.crl-distribution-points.not-http",
		    "sbr.crl-distribution-points.no-http", "sbr.crl-distribution-points.sub-ca-no-http"), .yields = YIELD_TO_VERDICT,
	},
};

RULE_TABLE(rules_rfc5280_distribution_points, "RFC 5280 4.2.1.13 and 4.2.1.15 CRL distribution points", rules);
