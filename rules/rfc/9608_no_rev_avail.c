/* SPDX-License-Identifier: Apache-2.0 */
/* 9608_no_rev_avail.c - the extension by which a CA says that it publishes no status of a certificate (RFC 9608). */
#include "rules/tables.h"

#define SHOWN 16		/* octets of a value shown */

/* Calls fn for each noRevAvail. */
typedef void ext_fn(struct check *, const struct artifact_ext *);

static void
each(struct check *c, ext_fn *fn)
{
	for (unsigned i = 0; i < c->cert->n_ext; i++)
		if (c->cert->ext[i].id == OID_EXT_NO_REV_AVAIL)
			fn(c, &c->cert->ext[i]);
}

static void
is_critical(struct check *c, const struct artifact_ext *e)
{
	if (e->critical)
		report(c, e->raw, NULL);
}

static void
critical(struct check *c)
{
	each(c, is_critical);
}

static void
is_of_ca(struct check *c, const struct artifact_ext *e)
{
	if (!e->repeated)
		report(c, e->raw, NULL);
}

/* What follows an element of another type is another fact, and so no part of the place.  A value of no octets is told of where the extension is. */
static struct span
place_of_value(const struct artifact_ext *e)
{
	struct span rest = e->val;
	struct der_tlv t;

	if (e->val.n == 0)
		return e->raw;
	return der_next(&rest, &t) == DER_OK && (t.id & ~DER_CONSTRUCTED) != DER_NULL ? t.raw : e->val;
}

/* Of one whose framing is broken nobody knows the value; that is said of the field. */
static void
is_null(struct check *c, const struct artifact_ext *e)
{
	if (e->val.p != NULL && !span_eq(e->val, SPAN_LIT("\x05\x00")))
		report(c, place_of_value(e), "%s", e->val.n == 0 ? "no octets" : show_octets(c, e->val, SHOWN));
}

static void
value(struct check *c)
{
	each(c, is_null);
}

/* By its kind or by cA TRUE, which is forbidden beside it whatever the certificate is for. */
static void
in_ca(struct check *c)
{
	if (c->cert->bc.ca || (c->profile->kind & KIND_ANY_CA) != 0)
		each(c, is_of_ca);
}

static void
beside(struct check *c, enum artifact_part part, enum oid id)
{
	if (cert_has(c->cert, part))
		report(c, c->cert->by_part[part] != NULL ? c->cert->by_part[part]->raw : at_part(c, part), "%s", oid_name(id));
}

/* Of one whose location cannot be read the method can. */
static bool
names_responder(const struct ext_access *aia)
{
	for (unsigned i = 0; i < aia->n; i++)
		if (aia->v[i].method == OID_AD_OCSP)
			return true;
	for (const struct access_description *d = aia->damaged; d != NULL; d = d->next)
		if (d->method == OID_AD_OCSP)
			return true;
	return false;
}

static void
beside_sources(struct check *c)
{
	if (!c->cert->no_rev_avail)
		return;
	beside(c, PART_EXT_CRLDP, OID_EXT_CRLDP);
	beside(c, PART_EXT_FRESHEST, OID_EXT_FRESHEST);
	if (names_responder(&c->cert->aia))
		report(c, at_part(c, PART_EXT_AIA), "%s", oid_name(OID_AD_OCSP));
}

#define NO_REV_AVAIL .scope = SCOPE_ALL, .schedule = SCHEDULE(SHALL_FROM(2024, 6, 1)), \
	.only_of = SHOWS_NO_REV_AVAIL, .lacking = "no noRevAvail"

static const struct smimelint_rule rules[] = {
	{
		.id = "rfc9608.no-rev-avail.critical", .section = "2",
		.title = "noRevAvail is critical",
		.requires = "noRevAvail is not marked critical.",
		.explanation = "Software that does not know the extension would refuse the certificate.",
		.remedy = "Leave critical out (FALSE is its default).",
		NO_REV_AVAIL, .fn = critical, .reads = PARTS1(PART_EXTENSIONS),
	}, {
		.id = "rfc9608.no-rev-avail.value", .section = "2",
		.title = "noRevAvail has another value than NULL",
		.requires = "The value of noRevAvail is the DER encoding of NULL, the octets 05 00.",
		.explanation = "The extension says all by being there. Software that decodes another value fails, or does not see the extension.",
		.remedy = "Encode the value as NULL.",
		NO_REV_AVAIL, .fn = value, .reads = PARTS1(PART_EXTENSIONS),
		.yields_to = IDS("x690.frame.broken", "x690.length.padded", "x690.primitive.constructed", "x690.null.content",
		    "x690.value.trailing-octets", "rfc5280.field.malformed"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "rfc9608.no-rev-avail.ca", .section = "2, 3",
		.title = "certificate of a CA has noRevAvail",
		.requires = "noRevAvail is in no certificate of a CA, and in none whose basicConstraints has cA TRUE.",
		.explanation = "Relying parties skip the check for revocation where they see the extension, and refuse a CA certificate that has it.",
		.remedy = "Leave the extension out.",
		NO_REV_AVAIL, .fn = in_ca, .reads = PARTS1(PART_EXTENSIONS) | PARTS1(PART_EXT_BC),
	}, {
		.id = "rfc9608.no-rev-avail.sources", .section = "3",
		.title = "noRevAvail stands beside an extension that says where the status is published",
		.requires = "A certificate with noRevAvail has no cRLDistributionPoints, no freshestCRL, and no id-ad-ocsp in authorityInfoAccess.",
		.explanation = "One extension says that nothing is published of revocation, the other where it is. Relying parties have to take the "
		    "certificate for invalid.",
		.remedy = "Leave noRevAvail out where a status is published, as the SBR ask of all that they are about.",
		NO_REV_AVAIL, .fn = beside_sources,
		.reads = PARTS1(PART_EXTENSIONS) | PARTS1(PART_EXT_CRLDP) | PARTS1(PART_EXT_FRESHEST) | PARTS1(PART_EXT_AIA),
	},
};

RULE_TABLE(rules_rfc9608_no_rev_avail, "RFC 9608 No revocation available", rules);
