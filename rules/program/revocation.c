/* SPDX-License-Identifier: Apache-2.0 */
/* revocation.c - what root programs ask of CRLs and OCSP responses beyond the SBR. */
#include "rules/common/crl.h"
#include "rules/common/ocsp.h"
#include "rules/common/revocation.h"
#include "rules/common/signature.h"
#include "rules/tables.h"

#define BOTH_TIMES (PARTS1(PART_THIS_UPDATE) | PARTS1(PART_NEXT_UPDATE))
#define SEVEN_DAYS (7 * SECONDS_PER_DAY)
#define EIGHT_HOURS (8 * 3600)

static void
crl_over_10_days(struct check *c)
{
	int64_t from = c->crl->this_update.seconds, to = c->crl->next_update.seconds;

	if (to - from <= TEN_DAYS)
		return;
	if ((c->profile->covers & COVERS_SUBSCRIBER) != 0)
		report(c, at_part(c, PART_NEXT_UPDATE), NULL);
	else if (crl_coverage_is_open(c) && to <= twelve_months_after(from))
		not_evaluated(c, "whose status the CRL tells is not known");
	else
		not_applicable(c, "nothing says that the CRL tells the status of end entity certificates");
}

/* One finding for both fields: that they differ is RFC 5280's. */
static void
signed_with_sha1(struct check *c)
{
	const struct artifact_algorithm *inner = &c->artifact->signature;
	const struct artifact_algorithm *a = algorithm_is_sha1(inner->id) ? inner : &c->artifact->signature_algorithm;

	if (algorithm_is_sha1(a->id))
		report(c, a->oid, "%s", oid_name(a->id));
}

/* ---- OCSP ---- */

static void
ocsp_next_update_missing(struct check *c)
{
	each_of_subscriber(c, ocsp_no_next_update);
}

static int64_t
single_length(const struct ocsp_single *s)
{
	return s->this_update.ok && s->next_update.ok ? s->next_update.seconds - s->this_update.seconds : 0;
}

static void
long_single(struct check *c, const struct ocsp_single *s)
{
	if (single_length(s) > TEN_DAYS)
		report(c, s->next_at.raw, "%s%s", single_serial(c, s), single_presumed(c, s));
}

static void
ocsp_over_10_days(struct check *c)
{
	each_of_subscriber(c, long_single);
}

/* The end of the first of these certificates to expire. */
static bool
first_end(const struct check *c, int64_t *end)
{
	bool any = false;

	for (unsigned i = 0; i < c->ocsp->n_cert; i++)
		if (c->ocsp->cert[i].not_after.ok && (!any || c->ocsp->cert[i].not_after.seconds < *end)) {
			*end = c->ocsp->cert[i].not_after.seconds;
			any = true;
		}
	if (!any && c->ocsp->n_cert == 0 && c->issuer != NULL && c->issuer->not_after.ok) {
		*end = c->issuer->not_after.seconds;
		any = true;
	}
	return any;
}

static void
outlives(struct check *c, const struct ocsp_single *s)
{
	char text[32];
	int64_t end = 0;

	if (!first_end(c, &end))
		not_evaluated(c, "neither the response nor --issuer gives a certificate");
	else if (s->next_update.ok && s->next_update.seconds > end)
		report(c, s->next_at.raw, "%s: notAfter %s", single_serial(c, s), seconds_format(end, text));
}

static void
outlives_certificates(struct check *c)
{
	each_of_subscriber(c, outlives);
	if (c->ocsp->n_cert_more > 0)
		tell_certs_beyond(c);
}

static void
short_or_long(struct check *c, const struct ocsp_single *s)
{
	int64_t length = single_length(s);

	if (length > 0 && (length > SEVEN_DAYS || length + 1 < EIGHT_HOURS))
		report(c, s->next_at.raw, "%s: %s%s", single_serial(c, s), length > SEVEN_DAYS ? "over seven days" : "under eight hours",
		    single_presumed(c, s));
}

static void
over_7_days(struct check *c)
{
	each_of_subscriber(c, short_or_long);
}

/* ---- CRLs ---- */

/* What a program asks of a revoked CA certificate, the entry's kind as for SBR 7.2.2. */
static void
ca_reason_missing(struct check *c)
{
	report_ca_entries(c, CRL_SEES_CA_NO_REASON, CRL_SEES_NO_REASON);
}

/*
 * A full and complete CRL should have no issuingDistributionPoint, and that of a
 * partition is critical and has a URI: one that is neither breaks the one or the
 * other, whatever the CA disclosed.
 */
static void
full_with_idp(struct check *c)
{
	const struct artifact_ext *idp = c->crl->by_part[PART_EXT_IDP];
	struct span uri = SPAN_NONE;

	if (crl_is_delta(c->crl)) {
		not_applicable(c, "a delta CRL");
		return;
	}
	if (idp == NULL)
		return;
	for (unsigned i = 0; i < c->crl->idp.point.full.n && uri.p == NULL; i++)
		if (c->crl->idp.point.full.v[i].form == GN_URI)
			uri = c->crl->idp.point.full.v[i].tlv.val;
	if (uri.p == NULL || (!idp->critical && !idp->critical_unread)) {
		report(c, at_part(c, PART_EXT_IDP), "no partition: %s", uri.p == NULL ? "no URI" : "not critical");
		return;
	}
	only_worth_knowing(c);
	report(c, at_part(c, PART_EXT_IDP), "right where the CCADB has %s as the URL of a partition", show_text(c, uri, 200));
}

#define ROOT_READING "Nothing but its issuer, a root, says that the CRL is one of CA certificates."
#define MOZILLA_2_4 SCHEDULE(SHALL_FROM(2017, 2, 28))
#define MICROSOFT SCHEDULE(SHALL_FROM(2026, 5, 20))
#define ON_ENTRIES .scope = SCOPE_CRL, .reads = PARTS1(PART_REVOKED), .when = PARTS1(PART_REVOKED), .needs = PARTS1(PART_EXT_IDP)

static const struct smimelint_rule rules[] = {
	{
		.id = "mozilla.crl.next-update-over-10-days", .section = "6",
		.title = "nextUpdate is more than 10 days after thisUpdate",
		.requires = "In a CRL for end entity certificates nextUpdate is at most ten days after thisUpdate.",
		.explanation = "Relying parties keep a CRL until nextUpdate and learn of later revocations only then.",
		.remedy = "Issue a CRL at least every seven days, with nextUpdate within ten.",
		.schedule = SBR_SHALL, .scope = SCOPE_CRL, .needs = BOTH_TIMES, .reads = PARTS1(PART_EXT_IDP), .when = BOTH_TIMES, .fn = crl_over_10_days,
		.yields_to = IDS("sbr.crl.next-update-over-10-days"),
	}, {
		.id = "mozilla.crl.sha1", .section = "5.1.3",
		.title = "CRL signed with SHA-1",
		.requires = "From 2023-07-01 CRLs are not signed with SHA-1.",
		.explanation = "Collisions of SHA-1 are practical.",
		.remedy = "Sign with SHA-256 or stronger.",
		.schedule = SCHEDULE(SHALL_FROM(2023, 7, 1)), .scope = SCOPE_CRL, .fn = signed_with_sha1,
		.yields_to = IDS("sbr.signature-algorithm.sha1-unlisted"),
	}, {
		.id = "mozilla.ocsp.sha1", .section = "5.1.3",
		.title = "OCSP response signed with SHA-1",
		.requires = "From 2023-07-01 OCSP responses are not signed with SHA-1.",
		.explanation = "Collisions of SHA-1 are practical.",
		.remedy = "Sign with SHA-256 or stronger.",
		.schedule = SCHEDULE(SHALL_FROM(2023, 7, 1)), .scope = SCOPE_OCSP_RESPONSE, .fn = signed_with_sha1,
		.yields_to = IDS("sbr.signature-algorithm.sha1-unlisted"),
	}, {
		.id = "mozilla.ocsp.next-update-missing", .section = "6",
		.title = "nextUpdate is absent",
		.requires = "A response about an end entity certificate has nextUpdate.",
		.explanation = "Without it nobody can distinguish a current response from an old one that an attacker plays back.",
		.remedy = "Set nextUpdate.",
		.schedule = MOZILLA_2_4, .scope = SCOPE_OCSP_RESPONSE, .fn = ocsp_next_update_missing, .is_bounded = true, EACH_SINGLE,
	}, {
		.id = "mozilla.ocsp.next-update-over-10-days", .section = "6",
		.title = "nextUpdate is more than ten days after thisUpdate",
		.requires = "A response about an end entity certificate is valid for at most ten days.",
		.explanation = "Clients that keep the response do not see a revocation until nextUpdate.",
		.remedy = "Set nextUpdate to less than ten days after thisUpdate.",
		.schedule = MOZILLA_2_4, .scope = SCOPE_OCSP_RESPONSE, .fn = ocsp_over_10_days, .is_bounded = true, EACH_SINGLE,
		.yields_to = IDS("sbr.ocsp.validity-over-10-days"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "mozilla.ocsp.outlives-certificates", .section = "6",
		.title = "nextUpdate lies after the end of a certificate that the response needs",
		.requires = "nextUpdate is not later than notAfter of the certificates in the response or, where there are none, of the issuing CA's.",
		.explanation = "Clients that keep the response refuse it when the certificate has expired.",
		.remedy = "End the response with the certificate, or renew the certificate earlier.",
		.schedule = MOZILLA_2_4, .scope = SCOPE_OCSP_RESPONSE, .fn = outlives_certificates, .is_bounded = true,
		.reads = PARTS1(PART_RESPONSES) | PARTS1(PART_CERTS), .when = PARTS1(PART_RESPONSES),
	}, {
		.id = "ccadb.crl-entry.ca-reason-missing", .section = "4",
		.title = "the entry of a CA certificate has no reasonCode",
		.requires = "A revoked intermediate certificate has a reasonCode on the CRL.",
		.explanation = "Why a CA was revoked decides whether what it signed before can be trusted.",
		.remedy = "Give the reason.",
		.reading = ROOT_READING,
		.schedule = SCHEDULE(SHALL_FROM(2025, 7, 15)), ON_ENTRIES, .fn = ca_reason_missing, .is_bounded = true,
		.yields_to = IDS("sbr.crl-entry.ca-reason-missing"),
	}, {
		.id = "ccadb.crl.full-with-idp", .section = "6.2",
		.title = "the CRL has an issuingDistributionPoint, which one that is disclosed as full and complete should not have",
		.requires = "A CRL whose URL the CCADB has as that of a full and complete one should have no issuingDistributionPoint. "
		    "One of a JSON array of partitions has a critical one, with the URL that the CCADB has, octet by octet as certificates have it.",
		.explanation = "What a CA disclosed stands in the CCADB and nowhere else. A critical extension with a URI is a partition's, and a notice names the URL "
		    "that is to be looked for there; any other is right for neither. Whether the certificates on the list have that URL is compared where "
		    "they are given (--certificates).",
		.remedy = "Leave the extension out of a full and complete CRL; that of a partition is critical and has the URL disclosed.",
		.schedule = SCHEDULE(SHOULD_FROM(2025, 7, 15)), .scope = SCOPE_CRL, .needs = PARTS1(PART_EXT_IDP), .fn = full_with_idp,
		.yields_to = IDS("ccadb.crl.partition-without-idp"),
	}, {
		.id = "microsoft.crl-entry.ca-reason-missing", .section = "2.1.7",
		.title = "the entry of a CA certificate has no reasonCode",
		.requires = "A revoked intermediate certificate has a reasonCode on the CRL.",
		.explanation = "Why a CA was revoked decides whether what it signed before can be trusted.",
		.remedy = "Give the reason.",
		.reading = ROOT_READING,
		.schedule = MICROSOFT, ON_ENTRIES, .fn = ca_reason_missing, .is_bounded = true,
		.yields_to = IDS("sbr.crl-entry.ca-reason-missing"),
	}, {
		.id = "microsoft.ocsp.validity-over-7-days", .section = "3.2.2",
		.title = "the response is valid for more than seven days or less than eight hours",
		.requires = "A response about an end entity certificate is valid for eight hours to seven days.",
		.explanation = "The limit is tighter than the ten days of the SBR.",
		.remedy = "Set nextUpdate to seven days after thisUpdate at the latest.",
		.schedule = MICROSOFT, .scope = SCOPE_OCSP_RESPONSE, .fn = over_7_days, .is_bounded = true, EACH_SINGLE,
		.yields_to = IDS("sbr.ocsp.validity-over-10-days", "sbr.ocsp.validity-under-8-hours"), .yields = YIELD_IN_PLACE,
	},
};

RULE_TABLE(rules_program_revocation, "Root programs: CRLs and OCSP responses", rules);
