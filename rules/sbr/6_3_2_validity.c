/* SPDX-License-Identifier: Apache-2.0 */
/* 6_3_2_validity.c - SBR 6.3.2: how long a subscriber certificate may be valid. */
#include "rule/rule.h"
#include "rules/tables.h"

#define DAYS_STRICT_MULTI 825
#define DAYS_LEGACY 1185

/*
 * Seconds of the validity period.  RFC 5280 4.1.2.5 counts both ends in, so
 * the second named by notAfter belongs to it.  Zero when the times cannot be
 * read or stand in the wrong order.
 */
static int64_t
validity_seconds(const struct cert_view *cv)
{
	if (!cv->not_before.ok || !cv->not_after.ok || cv->not_after.seconds < cv->not_before.seconds)
		return 0;
	return cv->not_after.seconds - cv->not_before.seconds + 1;
}

/* Days as SBR 6.3.2 counts them: what is left over is another day. */
static long long
validity_days(const struct cert_view *cv)
{
	return (validity_seconds(cv) + SECONDS_PER_DAY - 1) / SECONDS_PER_DAY;
}

static void
report_over(struct check *c, int days)
{
	if (validity_seconds(c->cert) > days * SECONDS_PER_DAY)
		report(c, at_part(c, PART_VALIDITY), "%lld days", validity_days(c->cert));
}

static void
over_825_days(struct check *c)
{
	report_over(c, DAYS_STRICT_MULTI);
}

/* Also where the generation is not known: no generation allows more. */
static void
over_1185_days(struct check *c)
{
	if ((c->profile->gens & GEN_LEGACY) != 0)
		report_over(c, DAYS_LEGACY);
}

static void
at_maximum(struct check *c)
{
	int days = (c->profile->gens & GEN_LEGACY) != 0 ? DAYS_LEGACY : DAYS_STRICT_MULTI;

	if (validity_seconds(c->cert) == days * SECONDS_PER_DAY)
		report(c, at_part(c, PART_VALIDITY), "%d days", days);
	else if (c->profile->gens != GEN_LEGACY && validity_seconds(c->cert) == DAYS_STRICT_MULTI * SECONDS_PER_DAY)
		rests_on_profile(c);
}

static const struct smimelint_rule rules[] = {
	{
		.id = "sbr.validity.over-825-days",
		.section = "6.3.2",
		.title = "validity period is longer than 825 days",
		.requires = "A Strict or Multipurpose certificate is valid for at most 825 days of 86,400 seconds; "
		    "whatever goes beyond a whole number of days is a further day.",
		.explanation = "The limit bounds how long a mailbox, a name or a key can outlive its validation. notBefore "
		    "and notAfter both belong to the period (RFC 5280 4.1.2.5), so 825 days end one second before the time "
		    "of day at which they began.",
		.remedy = "Set notAfter to at most notBefore plus 825 days less one second; better, a day less.",
		.peers = PEERS("pkilint:cabf.smime.certificate_validity_period_exceeds_825_days"),
		.schedule = SBR_SHALL,
		.fn = over_825_days,
		.needs = PARTS1(PART_NOT_BEFORE) | PARTS1(PART_NOT_AFTER),
		.scope = { KIND_SUBSCRIBER, TYPE_ANY, GEN_MULTI | GEN_STRICT },
	},
	{
		.id = "sbr.validity.over-1185-days",
		.section = "6.3.2",
		.title = "validity period is longer than 1185 days",
		.requires = "A Legacy certificate is valid for at most 1185 days of 86,400 seconds; "
		    "whatever goes beyond a whole number of days is a further day.",
		.explanation = "1185 days are the most that any generation allows, so this limit also holds where the "
		    "policy OIDs do not show the generation. notBefore and notAfter both belong to the period (RFC 5280 "
		    "4.1.2.5). Strict and Multipurpose certificates have their own, shorter limit.",
		.remedy = "Set notAfter to at most notBefore plus 1185 days less one second; better, a day less.",
		.peers = PEERS("pkilint:cabf.smime.certificate_validity_period_exceeds_1185_days"),
		.schedule = SBR_SHALL,
		.fn = over_1185_days,
		.needs = PARTS1(PART_NOT_BEFORE) | PARTS1(PART_NOT_AFTER),
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.validity.at-maximum",
		.section = "6.3.2",
		.title = "validity period is the longest allowed, to the second",
		.requires = "Subscriber certificates are not issued for the longest permissible time by default.",
		.explanation = "A leap second or a rounded fraction of a second turns a period of exactly 825 (Legacy: "
		    "1185) days into one day too many. The requirement is about the default. One certificate does not show "
		    "whether its period is the default, but this one has no margin left.",
		.remedy = "Make the default period shorter than the limit, by a day for instance.",
		.peers = PEERS("pkilint:cabf.smime.certificate_validity_period_at_maximum"),
		.schedule = SBR_SHOULD,
		.fn = at_maximum, .asks_profile = true,
		.needs = PARTS1(PART_NOT_BEFORE) | PARTS1(PART_NOT_AFTER),
		.scope = SCOPE_SUBSCRIBER,
	},
};

RULE_TABLE(rules_sbr_6_3_2_validity, "SBR 6.3.2 Validity period", rules);
