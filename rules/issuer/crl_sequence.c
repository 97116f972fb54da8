/* SPDX-License-Identifier: Apache-2.0 */
/* crl_sequence.c - a CRL together with those before it (--previous, --sequence): numbers and cadence; crl_entries.c: its entries. */
#include "rules/common/crl.h"
#include "rules/common/revocation.h"
#include "rules/issuer/previous.h"
#include "rules/tables.h"

#define SEVEN_DAYS (7 * SECONDS_PER_DAY)

static const char *
number_of(const struct check *c, const struct crl_view *cv)
{
	return cv->number.p == NULL ? "none" : text_hex(c->arena, cv->number);
}

static const char *
of_another(const struct check *c)
{
	if (c->past->succeeds == NULL)
		return "";
	return crl_same_scope(c->crl, c->past->succeeds) ? " of another key" : " of another scope";
}

static const char *
unless_one_between(bool perhaps)
{
	return perhaps ? ", unless one that cannot be read lies between" : "";
}

/* `perhaps`: one that cannot be read may lie between the two, so that nobody knows how long it took. */
static void
report_since(struct check *c, const struct crl_view *other, bool perhaps)
{
	char before[32], now[32];

	if (perhaps)
		only_worth_knowing(c);
	report(c, at_part(c, PART_THIS_UPDATE), "thisUpdate %s, before %s%s%s", seconds_format(c->crl->this_update.seconds, now),
	    seconds_format(other->this_update.seconds, before), of_another(c), unless_one_between(perhaps));
}

/* May so many of those that were given and cannot be read lie between this CRL and the one before? */
static bool
may_lie_between(const struct check *c, uint64_t n)
{
	return !c->past->consecutive && c->past->n_unreadable >= n;
}

/* ---- which count ---- */

static void
previous_not_the_cas(struct check *c)
{
	if (c->past->fit == CRL_FIT_NONE_GIVEN)
		not_applicable(c, "no --previous");
	report_unvouched_crls(c, at_part(c, PART_ISSUER));
}

/* ---- numbers and times ---- */

/* Nothing is found, and the number of the one before is not known. */
static void
tell_unnumbered(struct check *c)
{
	if (c->past->unnumbered)
		not_evaluated(c, "the CRL before has no cRLNumber that can be read");
}

static void
number_not_increasing(struct check *c)
{
	const struct crl_view *own = c->past->higher, *other = c->past->higher_of_other_key;

	if (own == NULL && other != NULL)
		report(c, c->crl->number, "number %s, before %s of another key", number_of(c, c->crl), number_of(c, other));
	if (!previous_fits(c, CRL_FIT_OTHER_KIND))
		return;
	reading_settled(c);
	if (own != NULL)
		report(c, c->crl->number, "number %s, before %s", number_of(c, c->crl), number_of(c, own));
	tell_unnumbered(c);
}

static void
number_reused(struct check *c)
{
	if (c->past->same_number == NULL && c->past->same_number_of_other_key != NULL)
		report(c, c->crl->number, "number %s, the other is of another key", number_of(c, c->crl));
	if (!previous_fits(c, CRL_FIT_NOT_BEFORE))
		return;
	reading_settled(c);
	if (c->past->same_number != NULL)
		report(c, c->crl->number, "number %s", number_of(c, c->crl));
	tell_unnumbered(c);
}

static void
tell_endless(struct check *c)
{
	if (c->past->endless)
		not_evaluated(c, "the CRL before has no nextUpdate that can be read");
}

static void
next_update_earlier(struct check *c)
{
	char before[32], now[32];

	if (!previous_is_there(c))
		return;
	if (c->past->outlasts != NULL)
		report(c, at_part(c, PART_NEXT_UPDATE), "nextUpdate %s, before %s", seconds_format(c->crl->next_update.seconds, now),
		    seconds_format(c->past->outlasts->next_update.seconds, before));
	tell_endless(c);
}

static void
report_missed(struct check *c, const struct crl_view *last)
{
	bool perhaps = may_lie_between(c, 1);
	char before[32], now[32];

	if (perhaps)
		only_worth_knowing(c);
	report(c, at_part(c, PART_THIS_UPDATE), "thisUpdate %s, nextUpdate of the CRL before%s %s%s", seconds_format(c->crl->this_update.seconds, now),
	    of_another(c), seconds_format(last->next_update.seconds, before), unless_one_between(perhaps));
}

/* Of several of one moment the one that lasts longest decides: while it lasts there is one. */
static void
next_update_missed(struct check *c)
{
	const struct crl_view *last = c->past->ends_last;

	if (!previous_or_succeeded_is_there(c))
		return;
	if (last != NULL && !was_bound(c, last->next_update.seconds))
		not_applicable(c, BEFORE_IT_BOUND);
	else if (last != NULL && c->crl->this_update.seconds > last->next_update.seconds)
		report_missed(c, last);
	tell_endless(c);
}

static void
delta_scope(struct check *c)
{
	const struct crl_view *base = c->past->base, *other = c->past->updated_of_other_key;
	char when[32];

	if (base == NULL) {
		not_applicable(c, "the base is not among the CRLs given");
		return;
	}
	if (other != NULL)
		report(c, at_part(c, PART_EXT_DELTA_CRL), "another key than the complete CRL of %s, number %s", seconds_format(other->this_update.seconds, when),
		    number_of(c, other));
	reading_settled(c);
	if (!crl_same_scope(c->crl, base))
		report(c, at_part(c, PART_EXT_IDP), "another issuingDistributionPoint than the base");
	if (c->crl->aki.key_id.p != NULL && base->aki.key_id.p != NULL && !span_eq(c->crl->aki.key_id, base->aki.key_id))
		report(c, c->crl->aki.key_id, "another key than the base: %s", text_hex(c->arena, base->aki.key_id));
}

/* What its issuer did not sign, as far as the CA certificates given tell, may be the base all the same: an older key's is not at hand. */
static void
delta_base_unpublished(struct check *c)
{
	if (!c->past->whole)
		not_applicable(c, "no --sequence");
	else if (c->past->base != NULL || c->past->first_complete == NULL)
		not_applicable(c, "the base is there, or no complete CRL is before the delta CRL");
	else if (c->unvouched_crls->n + c->past->n_unreadable > 0)
		not_evaluated(c, "one of those given, which cannot be read or its issuer did not sign, may be the base");
	else if (previous_base_is_unpublished(c))
		report(c, c->crl->base_number, "base %s, the first complete CRL is %s", text_hex(c->arena, c->crl->base_number),
		    number_of(c, c->past->first_complete));
}

static void
delta_number(struct check *c)
{
	const struct crl_view *twin = c->past->twin;

	/* In a whole series both are linted, and the one tells. */
	if (c->past->whole && !crl_is_delta(c->crl)) {
		not_applicable(c, "the delta CRL of its moment tells");
		return;
	}
	if (previous_fits(c, CRL_FIT_NOT_BEFORE) && twin != NULL && twin->number.p != NULL &&
	    !span_eq(der_magnitude(twin->number), der_magnitude(c->crl->number)))
		report(c, c->crl->number, "number %s, the %s CRL of the same moment %s", number_of(c, c->crl),
		    crl_is_delta(twin) ? "delta" : "complete", number_of(c, twin));
}

/* ---- how often (SBR 4.9.7) ---- */

/* Where nothing says whose status it tells, a CRL that itself has the next one come within seven days is one of subscriber certificates. */
static bool
is_for_subscribers(const struct check *c)
{
	if (c->profile->covers != 0)
		return (c->profile->covers & COVERS_SUBSCRIBER) != 0;
	return c->crl->next_update.ok && c->crl->next_update.seconds - c->crl->this_update.seconds <= SEVEN_DAYS;
}

static bool
is_undecided(const struct check *c)
{
	return crl_coverage_is_open(c) && !is_for_subscribers(c);
}

/* Does sbr.crl.next-update-undecided tell that nobody knows whose status it tells? */
static bool
is_told_for_its_end(const struct check *c)
{
	int64_t from = c->crl->this_update.seconds, to = c->crl->next_update.seconds;

	return crl_coverage_is_open(c) && c->crl->next_update.ok && to - from > TEN_DAYS && to <= twelve_months_after(from);
}

/* Of the time between the two CRLs that counts in which the requirement bound. */
static int64_t
since_last(const struct check *c)
{
	return c->past->last != NULL ? c->crl->this_update.seconds - counts_from(c, c->past->last->this_update.seconds) : 0;
}

static bool
is_over_7_days(const struct check *c)
{
	return since_last(c) > SEVEN_DAYS;
}

static void
report_over_7_days(struct check *c)
{
	report_since(c, c->past->last, may_lie_between(c, (uint64_t)((since_last(c) - 1) / SEVEN_DAYS)));
}

static void
reissue_over_7_days(struct check *c)
{
	if (is_undecided(c) && is_over_7_days(c))
		not_evaluated(c, "whose status the CRL tells is not known");
	else if (!is_for_subscribers(c))
		not_applicable(c, "nothing says that the CRL tells the status of subscriber certificates");
	else if (previous_or_succeeded_is_there(c) && is_over_7_days(c))
		report_over_7_days(c);
}

/* The end of the time that no reading allows. */
static bool
is_over_12_months(const struct check *c)
{
	return c->crl->this_update.seconds > twelve_months_after(counts_from(c, c->past->last->this_update.seconds));
}

static void
reissue_undecided(struct check *c)
{
	if (!is_undecided(c) || is_told_for_its_end(c))
		not_applicable(c, "whose status the CRL tells is known, or told of for its nextUpdate");
	else if (previous_or_succeeded_is_there(c) && is_over_7_days(c))
		report_over_7_days(c);
}

static void
reissue_over_12_months(struct check *c)
{
	if (is_for_subscribers(c))
		not_applicable(c, "the CRL tells the status of subscriber certificates");
	else if (previous_or_succeeded_is_there(c) && is_over_12_months(c))
		report_since(c, c->past->last, may_lie_between(c, 1));
}

#define NUMBERED .scope = SCOPE_CRL, .beside = BESIDE_PREVIOUS, .needs = PARTS1(PART_EXT_CRL_NUMBER) | PARTS1(PART_EXT_IDP) | PARTS1(PART_THIS_UPDATE), \
	.when = PARTS1(PART_EXT_CRL_NUMBER)
#define NUMBERS_OF_ALL_KEYS "5.2.3 names one issuer and scope, and no key: the CRLs of a CA's old and new keys have one sequence of numbers. " \
	"Some CAs number those of each key on their own."
#define FIRST_OF_ANOTHER "In a series (--sequence) the first CRL of another key or scope follows the list that ends with it: the key is no part of the scope (RFC 5280 5)."
static const struct smimelint_rule rules[] = {
	{
		.id = "rfc5280.crl.previous-not-the-cas", .section = "6.3.3",
		.title = "a CRL given as an earlier one is not signed with a key of its issuer",
		.requires = "Nothing of the CRL at hand: a CRL that its issuer did not sign is none of its CRLs (6.3.3 g).",
		.explanation = "Anybody can write a CRL with the CA's name, and whatever authorityKeyIdentifier. The CA is at hand (--issuer), and none of its keys made "
		    "the signature, so that the CRL decides nothing.",
		.remedy = "Leave the CRL out, or give the CA certificate with the key that signed it.",
		.schedule = SCHEDULE({ DAY_ALWAYS, LEVEL_NOTICE }), .scope = SCOPE_CRL, .beside = BESIDE_PREVIOUS, .fn = previous_not_the_cas,
	}, {
		.id = "rfc5280.crl.number-not-increasing", .section = "5.2.3",
		.title = "cRLNumber is lower than that of an earlier CRL",
		.requires = "CRL numbers of one issuer and scope increase; complete and delta CRLs share them.",
		.explanation = "Software that keeps the CRL with the highest number keeps the old one.",
		.remedy = "Go on from the highest number.",
		.reading = NUMBERS_OF_ALL_KEYS,
		.schedule = RFC5280_SHALL, NUMBERED, .fn = number_not_increasing,
	}, {
		.id = "rfc5280.crl.number-reused", .section = "5.2.3",
		.title = "another CRL has the same cRLNumber",
		.requires = "Two CRLs of one issuer and scope that were issued at different times have different numbers.",
		.explanation = "The number does not say which of the two is newer.",
		.remedy = "Use a number once; a complete and a delta CRL of the same moment share theirs.",
		.reading = NUMBERS_OF_ALL_KEYS,
		.schedule = RFC5280_SHALL, NUMBERED, .fn = number_reused,
	}, {
		.id = "rfc5280.crl.next-update-earlier", .section = "5.1.2.5",
		.title = "nextUpdate is earlier than that of an earlier CRL",
		.requires = "nextUpdate should be the same as that of all CRLs issued before, or later.",
		.explanation = "Relying parties go on with the earlier CRL, which lasts longer.",
		.remedy = "Give every CRL the same time from thisUpdate to nextUpdate.",
		.schedule = RFC5280_SHOULD, TIMED, .when = PARTS1(PART_NEXT_UPDATE), .fn = next_update_earlier,
	}, {
		.id = "rfc5280.crl.next-update-missed", .section = "5.1.2.5",
		.title = "the CRL was issued after nextUpdate of the one before",
		.requires = "The next CRL is issued at nextUpdate at the latest.",
		.explanation = "Between the two there was no CRL that relying parties accept. A delta CRL may come later where a complete one came in time. "
		    FIRST_OF_ANOTHER,
		.remedy = "Issue CRLs before the last one ends. Where a CRL lies between the two, give it too (--previous).",
		.schedule = RFC5280_SHALL, TIMED, .fn = next_update_missed,
	}, {
		.id = "rfc5280.crl.delta-scope", .section = "5.2.4",
		.title = "the delta CRL has another scope or key than its base",
		.requires = "A delta CRL and its base have the same scope and are signed with the same key.",
		.explanation = "Relying parties do not put the two together.",
		.remedy = "Copy issuingDistributionPoint of the base, and sign with its key.",
		.reading = "The base has the key of the delta CRL, and a complete CRL since then has another. By its number the delta CRL can update that, too, and 5.2.4 wants one key "
		    "for all of these. Some CAs keep a list for each of their keys.",
		.schedule = RFC5280_SHALL, .scope = SCOPE_CRL, .when = PARTS1(PART_EXT_DELTA_CRL),
		.beside = BESIDE_PREVIOUS, .needs = PARTS1(PART_EXT_DELTA_CRL) | PARTS1(PART_EXT_IDP), .fn = delta_scope,
	}, {
		.id = "rfc5280.crl.delta-base-unpublished", .section = "5.2.4",
		.title = "no complete CRL of a whole series has the BaseCRLNumber of the delta CRL",
		.requires = "The base of a delta CRL is published as a complete CRL.",
		.explanation = "Whoever has no complete CRL of that number or a later one cannot use the delta CRL. A number below that of the first complete CRL of the series "
		    "(--sequence) may be that of an earlier one, which is no finding.",
		.remedy = "Publish the complete CRL, or refer to one that was published.",
		.schedule = RFC5280_SHALL, .scope = SCOPE_CRL, .when = PARTS1(PART_EXT_DELTA_CRL),
		.beside = BESIDE_PREVIOUS, .needs = PARTS1(PART_EXT_DELTA_CRL) | PARTS1(PART_EXT_IDP) | PARTS1(PART_THIS_UPDATE), .fn = delta_base_unpublished,
		.speaks_for = IDS("sbr.crl-entry.removed-early"),
	}, {
		.id = "rfc5280.crl.delta-number", .section = "5.2.3",
		.title = "a complete and a delta CRL of the same moment have different numbers",
		.requires = "A complete and a delta CRL of one scope that are issued at the same time have the same number.",
		.explanation = "The two say the same, so that what goes with one goes with the other.",
		.remedy = "Write the number of the complete CRL into the delta CRL.",
		.schedule = RFC5280_SHALL, NUMBERED, .fn = delta_number,
	}, {
		.id = "sbr.crl.reissue-over-7-days", .section = "4.9.7",
		.title = "more than seven days lie between the CRL and the one before",
		.requires = "A CRL for the status of subscriber certificates is issued at least every seven days.",
		.explanation = "Seven days are 604,800 seconds between the two thisUpdate. Complete and delta CRLs are one sequence: a delta CRL follows a complete "
		    "one that came since the delta CRL before. A CRL that shows nothing of what it covers, and is not read as one of subscriber certificates, is a matter of sbr.crl.reissue-undecided. "
		    "Where no option and no issuer shows it, a nextUpdate within seven days does: 4.9.7 wants the next CRL so early for subscriber certificates alone. "
		    FIRST_OF_ANOTHER,
		.remedy = "Issue CRLs more often. Where a CRL lies between the two, give it too (--previous). For a CRL of CA certificates give --covers ca.",
		.schedule = SBR_SHALL, TIMED, .fn = reissue_over_7_days,
	}, {
		.id = "sbr.crl.reissue-undecided", .section = "4.9.7",
		.title = "whether the CRL came too long after the one before depends on whose status it gives",
		.requires = "CRLs for subscriber certificates are issued every seven days, CRLs for CA certificates every twelve months.",
		.explanation = "Nothing in the CRL or the options shows which it is. Or certificates of some entries are known, and they are of CAs, and nothing shows "
		    "of what kind the others are. Where the next CRL may come after more than ten days, sbr.crl.next-update-undecided says so instead.",
		.remedy = "Name the certificates that the CRL covers (--covers), or give the CA's certificate (--issuer).",
		.schedule = SBR_NOTICE, .scope = SCOPE_CRL, .beside = BESIDE_PREVIOUS,
		.needs = PARTS1(PART_THIS_UPDATE) | PARTS1(PART_EXT_IDP), .fn = reissue_undecided, .speaks_for = IDS("sbr.crl.reissue-over-7-days"),
		.yields_to = IDS("sbr.crl.reissue-over-12-months"),
	}, {
		.id = "sbr.crl.reissue-over-12-months", .section = "4.9.7",
		.title = "more than twelve months lie between the CRL and the one before",
		.requires = "A CRL for the status of CA certificates is issued at least every twelve months.",
		.explanation = "Twelve months end on the same day and second of the next year.",
		.remedy = "Issue CRLs more often. Where a CRL lies between the two, give it too (--previous).",
		.schedule = SBR_SHALL, TIMED, .fn = reissue_over_12_months,
	},
};

RULE_TABLE(rules_issuer_crl_sequence, PREVIOUS_HEADING, rules);
