/* SPDX-License-Identifier: Apache-2.0 */
/* crl_sequence.c - a CRL together with those before it (--previous, --sequence): numbers, cadence, entries that go and come. */
#include "rules/common/crl.h"
#include "rules/common/revocation.h"
#include "rules/tables.h"

#define SEVEN_DAYS (7 * SECONDS_PER_DAY)
#define BEFORE_IT_BOUND "it happened before the requirement took effect"
#define UNORDERED "which of two CRLs of one moment was before the other is not known"
#define SHOWN 10		/* changes that have a finding each */

static const char *
number_of(const struct check *c, const struct crl_view *cv)
{
	return cv->number.p == NULL ? "none" : text_hex(c->arena, cv->number);
}

/* Does one of the CRLs given come as near to this one as the rule needs? */
static bool
fits(struct check *c, enum crl_fit least)
{
	if (c->past->fit >= least)
		return true;
	if (c->past->fit == CRL_FIT_NONE_GIVEN)
		not_applicable(c, "no --previous");
	else if (c->past->fit == CRL_FIT_NOT_VOUCHED)
		not_evaluated(c, "the issuer did not sign the CRLs given with its name");
	else if (c->past->fit == CRL_FIT_NO_MOMENT)
		not_evaluated(c, "thisUpdate of one of the CRLs given of its issuer cannot be read");
	else
		not_evaluated(c, "none of the CRLs given comes before this one and has its issuer and scope");
	return false;
}

/* Is there a CRL before this one?  The first of a whole series has none. */
static bool
has_previous(struct check *c)
{
	if (!fits(c, CRL_FITS))
		return false;
	if (c->past->previous == NULL && c->past->unordered)
		not_evaluated(c, UNORDERED);
	else if (c->past->previous == NULL)
		not_applicable(c, "the first of its kind among the CRLs given");
	return c->past->previous != NULL;
}

static void
report_since(struct check *c, const struct crl_view *other, enum artifact_part at)
{
	char before[32], now[32];

	report(c, at_part(c, at), "thisUpdate %s, before %s", seconds_format(c->crl->this_update.seconds, now),
	    seconds_format(other->this_update.seconds, before));
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
	if (!fits(c, CRL_FIT_OTHER_KIND))
		return;
	if (c->past->higher != NULL)
		report(c, c->crl->number, "number %s, before %s", number_of(c, c->crl), number_of(c, c->past->higher));
	tell_unnumbered(c);
}

static void
number_reused(struct check *c)
{
	if (!fits(c, CRL_FIT_NOT_BEFORE))
		return;
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

	if (!has_previous(c))
		return;
	if (c->past->outlasts != NULL)
		report(c, at_part(c, PART_NEXT_UPDATE), "nextUpdate %s, before %s", seconds_format(c->crl->next_update.seconds, now),
		    seconds_format(c->past->outlasts->next_update.seconds, before));
	tell_endless(c);
}

/* Of several of one moment the one that lasts longest decides: while it lasts there is one. */
static void
next_update_missed(struct check *c)
{
	const struct crl_view *last = c->past->ends_last;
	char before[32], now[32];

	if (!has_previous(c))
		return;
	if (last != NULL && !was_bound(c, last->next_update.seconds))
		not_applicable(c, BEFORE_IT_BOUND);
	else if (last != NULL && c->crl->this_update.seconds > last->next_update.seconds)
		report(c, at_part(c, PART_THIS_UPDATE), "thisUpdate %s, nextUpdate of the CRL before %s",
		    seconds_format(c->crl->this_update.seconds, now), seconds_format(last->next_update.seconds, before));
	tell_endless(c);
}

static void
delta_scope(struct check *c)
{
	const struct crl_view *base = c->past->base;

	if (base == NULL) {
		not_applicable(c, "the base is not among the CRLs given");
		return;
	}
	if (!crl_same_scope(c->crl, base))
		report(c, at_part(c, PART_EXT_IDP), "another issuingDistributionPoint than the base");
	if (c->crl->aki.key_id.p != NULL && base->aki.key_id.p != NULL && !span_eq(c->crl->aki.key_id, base->aki.key_id))
		report(c, c->crl->aki.key_id, "another key than the base: %s", text_hex(c->arena, base->aki.key_id));
}

static void
delta_number(struct check *c)
{
	const struct crl_view *twin = c->past->twin;

	if (fits(c, CRL_FIT_NOT_BEFORE) && twin != NULL && twin->number.p != NULL && !span_eq(der_magnitude(twin->number), der_magnitude(c->crl->number)))
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
static bool
is_over_7_days(const struct check *c)
{
	const struct crl_view *before = c->past->last;

	return before != NULL && c->crl->this_update.seconds - counts_from(c, before->this_update.seconds) > SEVEN_DAYS;
}

static void
reissue_over_7_days(struct check *c)
{
	if (is_undecided(c) && is_over_7_days(c))
		not_evaluated(c, "whose status the CRL tells is not known");
	else if (!is_for_subscribers(c))
		not_applicable(c, "nothing says that the CRL tells the status of subscriber certificates");
	else if (has_previous(c) && is_over_7_days(c))
		report_since(c, c->past->last, PART_THIS_UPDATE);
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
	else if (has_previous(c) && is_over_7_days(c))
		report_since(c, c->past->last, PART_THIS_UPDATE);
}

static void
reissue_over_12_months(struct check *c)
{
	if (is_for_subscribers(c))
		not_applicable(c, "the CRL tells the status of subscriber certificates");
	else if (has_previous(c) && is_over_12_months(c))
		report_since(c, c->past->last, PART_THIS_UPDATE);
}

/* Of changes that the rule is about: the first one by one, and how many more there are. */
struct shown {
	uint64_t n, more;
	struct rest rest;		/* of those more */
};

static bool
shows(struct check *c, struct shown *s, const struct crl_change *e)
{
	if (s->n < SHOWN) {
		s->n++;
		return true;
	}
	s->more++;
	rest_take(c, &s->rest, e->entry.serial);
	rest_take(c, &s->rest, (struct span){ &e->reason_now, 1 });
	return false;
}

/* Those that were not kept are more of them. */
static void
add_more(struct check *c, struct shown *s, const struct crl_changes *all)
{
	if (all->more == 0 || all->rest == NULL)
		return;
	s->more += all->more;
	rest_take(c, &s->rest, (struct span){ all->rest->octets, all->rest->n });
}

static void
report_more(struct check *c, const struct shown *s)
{
	if (s->more > 0)
		report(c, at_part(c, PART_REVOKED), "%llu more entries (%s)", (unsigned long long)s->more, rest_show(c, &s->rest));
}

static bool
is_compared(struct check *c)
{
	if (!has_previous(c))
		return false;
	if (c->past->not_compared)
		not_evaluated(c, "more entries that are not sorted than --max-entries-held");
	else if (crl_is_delta(c->crl))
		not_applicable(c, "a delta CRL");
	return !c->past->not_compared && !crl_is_delta(c->crl);
}

/* Which of the certificates of an entry is the CA's nobody knows where there are too many. */
static void
tell_past_beyond(struct check *c)
{
	if (c->past->too_many)
		beyond_limit(c, at_part(c, PART_ISSUER), CERTIFICATES_BEYOND);
}

/* Nothing that lies between the two CRLs can have shown the entry of this certificate earlier, nor what cannot be read in the one before. */
static bool
is_sure(const struct check *c, const struct known_cert *cert)
{
	return c->past->consecutive && !c->past->unread && (cert != NULL || c->profile->covers_from != COVERS_FROM_ISSUER);
}

/* A delta CRL can be the first to show an entry, too: it is compared with the complete one before it. */
static bool
is_compared_for_entries_that_came(struct check *c)
{
	if (!crl_is_delta(c->crl))
		return is_compared(c);
	if (!fits(c, CRL_FIT_OTHER_KIND))
		return false;
	if (c->past->complete == NULL)
		not_applicable(c, "no complete CRL before it is among those given");
	else if (c->past->not_compared)
		not_evaluated(c, "more entries that are not sorted than --max-entries-held");
	return c->past->complete != NULL && !c->past->not_compared;
}

static void
ca_revocation_late(struct check *c)
{
	char when[32];

	if (!is_compared_for_entries_that_came(c))
		return;
	if (c->past->came_unbound)
		not_applicable(c, BEFORE_IT_BOUND);
	for (int sure = 0; sure < 2; sure++) {
		struct shown shown = { .n = 0 };

		if (sure != 0)
			reading_settled(c);
		for (size_t i = 0; i < c->past->came.n; i++) {
			const struct crl_change *e = &c->past->came.v[i];

			if (is_sure(c, e->cert) == (sure != 0) && shows(c, &shown, e))
				report(c, e->entry.date, "serial %s: %s", show_serial(c, e->entry.serial), seconds_format(e->entry.revoked.seconds, when));
		}
		if (is_sure(c, NULL) == (sure != 0))
			add_more(c, &shown, &c->past->came);
		report_more(c, &shown);
	}
	if (c->past->came_unsought)
		not_evaluated(c, "more entries came than are compared with the issuer's other CRLs");
	tell_past_beyond(c);
}

/* ---- entries that are gone, or say something else (SBR 4.10.1, 7.2.2) ---- */

/* The one that it is compared with: a complete CRL with the one before it, a delta CRL with its base. */
static const struct crl_view *
compared_with(const struct check *c)
{
	return crl_is_delta(c->crl) ? c->past->base : c->past->previous;
}

/* It has one to be compared with. */
static bool
is_compared_for_removal(struct check *c)
{
	if (!crl_is_delta(c->crl))
		return is_compared(c);
	if (c->past->base == NULL)
		not_applicable(c, "the base is not among the CRLs given");
	else if (c->past->not_compared)
		not_evaluated(c, "more entries that are not sorted than --max-entries-held");
	return c->past->base != NULL && !c->past->not_compared;
}

/* How sure it is that the entry had to stay. */
enum stay { MAY_GO, MAY_HAVE_TO_STAY, HAS_TO_STAY };

static enum stay
has_to_stay(const struct check *c, const struct crl_change *e)
{
	const struct crl_view *before = compared_with(c);

	if (e->cert == NULL || !e->cert->not_after.ok)
		return MAY_HAVE_TO_STAY;
	if (e->cert->not_after.seconds >= c->crl->this_update.seconds)
		return HAS_TO_STAY;
	/* Expired, and on no CRL that was issued after that (RFC 5280 3.3). */
	return e->cert->not_after.seconds >= before->this_update.seconds ? MAY_HAVE_TO_STAY : MAY_GO;
}

static void
report_gone(struct check *c, const struct crl_change *e)
{
	const char *now = e->reason_now == CRL_HOLD ? "now certificateHold, " : "";
	char until[32];

	if (e->cert == NULL || !e->cert->not_after.ok)
		report(c, at_part(c, PART_REVOKED), "serial %s: %s--certificates decides", show_serial(c, e->entry.serial), now);
	else
		report(c, at_part(c, PART_REVOKED), "serial %s: %snotAfter %s", show_serial(c, e->entry.serial), now,
		    seconds_format(e->cert->not_after.seconds, until));
}

static void
report_all_gone(struct check *c, enum stay stay)
{
	struct shown shown = { .n = 0 };

	for (size_t i = 0; i < c->past->gone.n; i++)
		if (has_to_stay(c, &c->past->gone.v[i]) == stay && shows(c, &shown, &c->past->gone.v[i]))
			report_gone(c, &c->past->gone.v[i]);
	if (stay == MAY_HAVE_TO_STAY)
		add_more(c, &shown, &c->past->gone);
	report_more(c, &shown);
}

/* Entries may have been before it that it was not compared with. */
static void
tell_unsure(struct check *c)
{
	if (c->past->unread)
		not_evaluated(c, "the CRL before has entries that could not be read");
	if (c->past->unordered)
		not_evaluated(c, UNORDERED);
	if (c->past->more_of_moment)
		not_evaluated(c, "more CRLs are of one moment than are compared with one");
}

static void
removed_early(struct check *c)
{
	if (!is_compared_for_removal(c))
		return;
	report_all_gone(c, HAS_TO_STAY);
	only_worth_knowing(c);
	report_all_gone(c, MAY_HAVE_TO_STAY);
	if (c->past->gone_unsought)
		not_evaluated(c, "more entries are gone than are compared with the issuer's other CRLs");
	tell_unsure(c);
	tell_past_beyond(c);
}

static void
changed_from_compromise(struct check *c)
{
	struct shown shown = { .n = 0 };

	if (!is_compared(c))
		return;
	for (size_t i = 0; i < c->past->changed.n; i++) {
		const struct crl_change *e = &c->past->changed.v[i];
		const char *reason = crl_reason_text((enum crl_reason)e->reason_now);

		if (shows(c, &shown, e))
			report(c, at_part(c, PART_REVOKED), "serial %s: now %s", show_serial(c, e->entry.serial),
			    reason != NULL ? reason : "undefined");
	}
	add_more(c, &shown, &c->past->changed);
	report_more(c, &shown);
	tell_unsure(c);
}

/* What the one before does not say, or nobody knows of it. */
static void
not_all_compared(struct check *c)
{
	const struct crl_past *p = c->past;

	if (p->unread)
		report(c, at_part(c, PART_ISSUER), "the one before has entries that could not be read: they may be gone");
	if (p->endless)
		report(c, at_part(c, PART_ISSUER), "the one before has no nextUpdate that can be read");
	if (p->unnumbered && c->crl->number.p != NULL)
		report(c, at_part(c, PART_ISSUER), "the one before has no cRLNumber that can be read");
	if (p->unordered)
		report(c, at_part(c, PART_ISSUER), "another is of the same moment, and the numbers do not say which was before");
	if (p->more_of_moment)
		report(c, at_part(c, PART_ISSUER), "more of one moment are given than are compared with one CRL");
}

/* Why nothing, or not all, is compared. */
static void
previous_not_compared(struct check *c)
{
	static const char *const why[] = {
		[CRL_FIT_OTHER_ISSUER] = "none of its issuer is given: --previous with one decides",
		[CRL_FIT_OTHER_SCOPE] = "none of its issuer and scope is given: --previous with one decides",
		[CRL_FIT_NOT_VOUCHED] = "its issuer signed none of those given with its name: --issuer with the key that did, or --previous with another one decides",
		[CRL_FIT_ITSELF] = "of its issuer and scope it alone is given: --previous with an earlier one decides, or --sequence where it is the first",
		[CRL_FIT_NO_MOMENT] = "thisUpdate of one of its issuer cannot be read: --previous with an earlier one that can decides",
		[CRL_FIT_NOT_BEFORE] = "none of those given was issued before it: --previous with an earlier one decides",
		[CRL_FIT_OTHER_KIND] = "of it and those before one side is a delta CRL, and the other is not: --previous with an earlier one of its kind decides",
	};

	if (c->past->fit == CRL_FIT_NONE_GIVEN)
		not_applicable(c, "no --previous");
	else if (c->past->fit != CRL_FITS)
		report(c, at_part(c, PART_ISSUER), "%s", why[c->past->fit]);
	else if (c->past->not_compared)
		report(c, at_part(c, PART_REVOKED), "more entries that are not sorted than --max-entries-held: a higher one decides");
	else if (c->past->gone_unsought)
		report(c, at_part(c, PART_REVOKED), "more entries are gone than are looked for on the issuer's other CRLs: --certificates decides");
	else if (c->past->came_unsought)
		report(c, at_part(c, PART_REVOKED), "more entries came late than are looked for on the issuer's other CRLs: --certificates decides");
	else
		not_all_compared(c);
}

/* ---- CRLs that say nothing ---- */

static void
previous_not_the_cas(struct check *c)
{
	if (c->past->fit == CRL_FIT_NONE_GIVEN)
		not_applicable(c, "no --previous");
	report_unvouched_crls(c, at_part(c, PART_ISSUER));
}

static void
scoped_without_idp(struct check *c)
{
	if (c->past->part != NULL)
		report(c, at_part(c, PART_EXTENSIONS), "another CRL of the same moment has other entries");
}

#define NUMBERED .scope = SCOPE_CRL, .beside = BESIDE_PREVIOUS, .needs = PARTS1(PART_EXT_CRL_NUMBER) | PARTS1(PART_EXT_IDP) | PARTS1(PART_THIS_UPDATE), \
	.when = PARTS1(PART_EXT_CRL_NUMBER)
#define TIMED .scope = SCOPE_CRL, .beside = BESIDE_PREVIOUS, .needs = PARTS1(PART_THIS_UPDATE) | PARTS1(PART_EXT_IDP)
#define COMPARED .scope = SCOPE_CRL, .beside = BESIDE_PREVIOUS, .needs = PARTS1(PART_THIS_UPDATE) | PARTS1(PART_EXT_IDP) | PARTS1(PART_REVOKED), \
	.reads = PARTS1(PART_REVOKED)

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
		.schedule = RFC5280_SHALL, NUMBERED, .fn = number_not_increasing,
	}, {
		.id = "rfc5280.crl.number-reused", .section = "5.2.3",
		.title = "another CRL has the same cRLNumber",
		.requires = "Two CRLs of one issuer and scope that were issued at different times have different numbers.",
		.explanation = "The number does not say which of the two is newer.",
		.remedy = "Use a number once; a complete and a delta CRL of the same moment share theirs.",
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
		.explanation = "Between the two there was no CRL that relying parties accept. A delta CRL may come later where a complete one came in time.",
		.remedy = "Issue CRLs before the last one ends. Where a CRL lies between the two, give it too (--previous).",
		.schedule = RFC5280_SHALL, TIMED, .fn = next_update_missed,
	}, {
		.id = "rfc5280.crl.delta-scope", .section = "5.2.4",
		.title = "the delta CRL has another scope or key than its base",
		.requires = "A delta CRL and its base have the same scope and are signed with the same key.",
		.explanation = "Relying parties do not put the two together.",
		.remedy = "Copy issuingDistributionPoint of the base, and sign with its key.",
		.schedule = RFC5280_SHALL, .scope = SCOPE_CRL, .when = PARTS1(PART_EXT_DELTA_CRL),
		.beside = BESIDE_PREVIOUS, .needs = PARTS1(PART_EXT_DELTA_CRL) | PARTS1(PART_EXT_IDP), .fn = delta_scope,
	}, {
		.id = "rfc5280.crl.delta-number", .section = "5.2.4",
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
		    "one that came since the delta CRL before. A CRL that does not show what it covers counts as one of subscriber certificates where its nextUpdate is "
		    "within seven days. Others are a matter of sbr.crl.reissue-undecided.",
		.remedy = "Issue CRLs more often. Where a CRL lies between the two, give it too (--previous).",
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
	}, {
		.id = "sbr.crl.ca-revocation-late", .section = "4.9.7",
		.title = "the first CRL with the entry of a CA certificate came more than 24 hours after its revocation",
		.requires = "A CRL is issued within 24 hours after a subordinate CA certificate was revoked.",
		.explanation = "Until then relying parties trust what the CA signs. A delta CRL may be the first with the entry, and so may a CRL of another "
		    "partition: where such a one is given, later CRLs are not.",
		.remedy = "Issue a CRL at once when a CA certificate is revoked.",
		.reading = "The two CRLs have no consecutive numbers, so that one between them may be missing here; or entries of the one before cannot be "
		    "read; or nothing but its issuer, a root, says that the CRL is one of CA certificates.",
		.schedule = SBR_SHALL, COMPARED, .fn = ca_revocation_late, .is_bounded = true,
	}, {
		.id = "sbr.crl-entry.removed-early", .section = "4.10.1",
		.title = "an entry is gone before the certificate has expired",
		.requires = "An entry stays on the CRL until the certificate has expired.",
		.explanation = "Relying parties take the certificate for valid again. Entries on hold may go, but an entry that revoked the certificate for good does not "
		    "become a hold. Those may go that stand on a "
		    "CRL of another scope, which the certificate is in: one that came by nextUpdate of the CRL before, and had not ended when this one was issued. "
		    "It is in none whose issuingDistributionPoint has URIs of which its cRLDistributionPoints name others alone. "
		    "RFC 5280 3.3 wants the entry on one CRL after that, too. "
		    "What a delta CRL has added stays, in later ones of its base, too. So does what a complete CRL has added since that base (5.2.4). "
		    "One that removes an entry (removeFromCRL) is compared with its base.",
		.remedy = "Put the entry back. Give the certificate (--certificates) where the finding says that it decides.",
		.schedule = SBR_SHALL, COMPARED, .fn = removed_early, .is_bounded = true,
	}, {
		.id = "sbr.crl-entry.reason-changed-from-compromise", .section = "7.2.2",
		.title = "an entry had the reason keyCompromise before, and no longer has it",
		.requires = "Nothing in itself: reasons may be corrected.",
		.explanation = "keyCompromise says that signatures of the time before may be forged. Software that reads "
		    "only the later CRL does not learn of it.",
		.remedy = "Check which of the two is right.",
		.schedule = SBR_NOTICE, COMPARED, .fn = changed_from_compromise,
	}, {
		.id = "sbr.crl.previous-not-compared", .section = "4.9.7",
		.title = "the CRL was not compared with an earlier one",
		.requires = "Nothing: with --previous the linter judges numbers, cadence and entries that are gone. Here "
		    "it could not.",
		.explanation = "A CRL is compared with the last one of its issuer and scope, complete with complete and delta with delta. The scope is what "
		    "issuingDistributionPoint says. Of several of one moment the one with the higher number comes after the other. It is compared with the last: those "
		    "with the highest number, and those without one.",
		.remedy = "Give the CRL that was issued before this one (--previous). Where the value names --max-entries-held, raise it.",
		.schedule = SBR_NOTICE, TIMED, .fn = previous_not_compared, .speaks_for = IDS("rfc5280.crl.number-not-increasing",
		    "rfc5280.crl.number-reused", "rfc5280.crl.next-update-earlier", "rfc5280.crl.next-update-missed", "rfc5280.crl.delta-number",
		    "sbr.crl.reissue-over-7-days", "sbr.crl.reissue-over-12-months", "sbr.crl.ca-revocation-late", "sbr.crl-entry.removed-early",
		    "sbr.crl-entry.reason-changed-from-compromise"),
	}, {
		.id = "mozilla.crl.scoped-without-idp", .section = "5.2",
		.title = "two CRLs of one moment differ and do not say critically which distribution point they are of",
		.requires = "From 2022-06-01 a CRL that does not cover all certificates of its issuer has a critical issuingDistributionPoint with a distribution point.",
		.explanation = "Software can take either of the two for the whole list, and certificates on the other for "
		    "valid.",
		.remedy = "Add issuingDistributionPoint with the URI of the partition.",
		.schedule = SCHEDULE(SHALL_FROM(2022, 6, 1)), .scope = SCOPE_CRL, .beside = BESIDE_PREVIOUS,
		.needs = PARTS1(PART_EXTENSIONS), .fn = scoped_without_idp,
	}, {
		.id = "ccadb.crl.partition-without-idp", .section = "6.2",
		.title = "two CRLs of one moment differ and do not say critically which distribution point they are of",
		.requires = "A partitioned CRL has a critical issuingDistributionPoint with a distribution point, the URL that the CCADB has for it.",
		.explanation = "Each of the two can be taken for the whole list. Whether the URL is the disclosed one is not compared: what a CA disclosed stands in the CCADB alone, "
		    "and ccadb.crl.full-with-idp names the URL that is to be looked for there.",
		.remedy = "Add issuingDistributionPoint with the URL of the partition.",
		.schedule = SCHEDULE(SHALL_FROM(2025, 7, 15)), .scope = SCOPE_CRL, .beside = BESIDE_PREVIOUS,
		.needs = PARTS1(PART_EXTENSIONS), .fn = scoped_without_idp,
	},
};

RULE_TABLE(rules_issuer_crl_sequence, "RFC 5280 and SBR: a CRL and those before it", rules);
