/* SPDX-License-Identifier: Apache-2.0 */
/* 4_9_crl.c - SBR 4.9.7: how often CRLs are issued, and what is known of whose they are. */
#include "rules/common/crl.h"
#include "rules/common/revocation.h"
#include "rules/tables.h"

#define BOTH_TIMES (PARTS1(PART_THIS_UPDATE) | PARTS1(PART_NEXT_UPDATE))

/* Its CA may issue both kinds of certificates, and nothing else says whose the CRL is: then the ten days hold, and --covers decides. */
static const char *
both_possible(const struct check *c)
{
	return c->profile->covers == (COVERS_CA | COVERS_SUBSCRIBER) && c->profile->covers_from == COVERS_FROM_ISSUER ?
	    ": the CA may issue certificates of both kinds, --covers says whose these are" : "";
}

static void
report_span(struct check *c)
{
	char from[32], to[32];

	report(c, at_part(c, PART_NEXT_UPDATE), "thisUpdate %s, nextUpdate %s%s",
	    seconds_format(c->crl->this_update.seconds, from), seconds_format(c->crl->next_update.seconds, to), both_possible(c));
}

static void
over_10_days(struct check *c)
{
	int64_t from = c->crl->this_update.seconds, to = c->crl->next_update.seconds;

	if (to - from <= TEN_DAYS)
		return;
	if ((c->profile->covers & COVERS_SUBSCRIBER) != 0)
		report_span(c);
	else if (crl_coverage_is_open(c) && to <= twelve_months_after(from))
		not_evaluated(c, "whose status the CRL tells is not known");
	else
		not_applicable(c, "nothing says that the CRL tells the status of subscriber certificates");
}

/* Where subscriber certificates are covered, the ten days are the limit. */
static void
over_12_months(struct check *c)
{
	if ((c->profile->covers & COVERS_SUBSCRIBER) != 0)
		not_applicable(c, "the CRL tells the status of subscriber certificates");
	else if (c->crl->next_update.seconds > twelve_months_after(c->crl->this_update.seconds))
		report_span(c);
}

/* Of some entries the certificates were given, which come before the issuer: they are of CAs, and say nothing of the others. */
static const char *
known_in_part(struct check *c)
{
	if (c->profile->covers != COVERS_CA)
		return "";
	if (c->matches->n_entry == c->crl->n_entry)
		return "its entries are of CA certificates, of what else the CA issued nothing is known: ";
	return arena_printf(c->arena, "%llu of %llu entries are of CA certificates, of the others nothing is known: ",
	    (unsigned long long)c->matches->n_entry, (unsigned long long)c->crl->n_entry);
}

static void
undecided(struct check *c)
{
	int64_t from = c->crl->this_update.seconds, to = c->crl->next_update.seconds;

	if (!crl_coverage_is_open(c))
		not_applicable(c, "whose status the CRL tells is known");
	else if (to - from > TEN_DAYS && to <= twelve_months_after(from))
		report(c, at_part(c, PART_NEXT_UPDATE), "%s%s", known_in_part(c), c->issuer_state == ISSUER_NOT_ASKED ? "--covers or --issuer decides" :
		    "--covers decides");
}

static void
issuer_unknown(struct check *c)
{
	if (c->matches->in_scope)
		not_applicable(c, "an entry is that of an S/MIME certificate");
	else if (c->issuer_state != ISSUER_FOUND)
		report(c, at_part(c, PART_ISSUER), "%s", c->issuer_state == ISSUER_NOT_ASKED ? "no issuer given" :
		    "not among the issuers given");
}

static const struct smimelint_rule rules[] = {
	{
		.id = "sbr.crl.next-update-over-10-days", .section = "4.9.7",
		.title = "nextUpdate is more than 10 days after thisUpdate",
		.requires = "In a CRL for the status of subscriber certificates nextUpdate is at most ten days after thisUpdate.",
		.explanation = "Relying parties keep a CRL until nextUpdate and learn of later revocations only then. "
		    "Ten days are 864,000 seconds; a CRL that covers CA certificates as well has the same limit. So has one of a CA that may issue both "
		    "(no pathLenConstraint of 0), where nothing else says whose certificates it covers. A CRL covers the subscriber certificates in its scope that it does "
		    "not list, too: it says that they are not revoked. One of them given (--certificates) makes it a CRL of subscriber certificates.",
		.remedy = "Issue a CRL at least every seven days, with nextUpdate within ten.",
		.peers = PEERS("zlint:e_crl_next_update_invalid", "pkilint:cabf.crl_invalid_validity_period"),
		.schedule = SBR_SHALL, .scope = SCOPE_CRL, .needs = BOTH_TIMES, .reads = PARTS1(PART_EXT_IDP), .when = BOTH_TIMES, .fn = over_10_days,
	}, {
		.id = "sbr.crl.next-update-over-12-months", .section = "4.9.7",
		.title = "nextUpdate is more than twelve months after thisUpdate",
		.requires = "In a CRL for the status of CA certificates nextUpdate is at most twelve months after thisUpdate.",
		.explanation = "No CRL may last longer, whichever certificates it covers. Twelve months end on the same "
		    "day and second of the next year, so that 366 days pass where they hold a 29 February.",
		.remedy = "Issue a CRL at least every twelve months.",
		.peers = PEERS("zlint:e_crl_next_update_invalid", "pkilint:cabf.arl_invalid_validity_period"),
		.schedule = SBR_SHALL, .scope = SCOPE_CRL, .needs = BOTH_TIMES, .when = BOTH_TIMES, .fn = over_12_months,
	}, {
		.id = "sbr.crl.next-update-undecided", .section = "4.9.7",
		.title = "whether nextUpdate may be that late depends on whose status the CRL gives",
		.requires = "Ten days are the limit of a CRL for subscriber certificates, twelve months of one for CA certificates.",
		.explanation = "Nothing in the CRL or the options shows which it is, so that neither limit was applied. Certificates that are given come before "
		    "the issuer. Where those with an entry are of CAs, the other entries may be of subscribers, and so may what the CA issued and did not revoke.",
		.remedy = "Name the certificates that the CRL covers (--covers), or give the CA's certificate (--issuer).",
		.schedule = SBR_NOTICE, .scope = SCOPE_CRL, .needs = BOTH_TIMES | PARTS1(PART_EXT_IDP), .when = BOTH_TIMES, .fn = undecided,
		.speaks_for = IDS("sbr.crl.next-update-over-10-days", "sbr.crl.reissue-over-7-days", "mozilla.crl.next-update-over-10-days"),
	}, {
		.id = "sbr.crl.issuer-unknown", .section = "1.1",
		.title = "nothing shows that the CRL is one of an S/MIME CA",
		.requires = "Nothing: the SBR bind CAs that issue S/MIME certificates.",
		.explanation = "A CRL has no extKeyUsage. It was judged as one of an S/MIME CA, without its signature, name and key identifier.",
		.remedy = "Give the CA's certificate with --issuer.",
		.schedule = SBR_NOTICE, .scope = SCOPE_CRL, .fn = issuer_unknown, .speaks_for_issuer = true,
	},
};

RULE_TABLE(rules_sbr_4_9_crl, "SBR 4.9.7 CRL issuance", rules);
