/* SPDX-License-Identifier: Apache-2.0 */
/* crl_entries.c - entries of a CRL beside those of the CRLs before it: which came late, are gone or say something else, and which were not compared. */
#include "rules/common/crl.h"
#include "rules/common/revocation.h"
#include "rules/issuer/crl_changes.h"
#include "rules/issuer/previous.h"
#include "rules/tables.h"

static bool
is_compared(struct check *c)
{
	if (!previous_is_there(c))
		return false;
	if (c->past->not_compared)
		not_evaluated(c, "more entries that are not sorted than --max-entries-held");
	else if (crl_is_delta(c->crl))
		not_applicable(c, "a delta CRL");
	return !c->past->not_compared && !crl_is_delta(c->crl);
}

/* ---- entries that came late (SBR 4.9.7) ---- */

/* Nothing that lies between the two CRLs can have shown the entry of this certificate earlier, nor what cannot be read in the one before. */
static bool
is_sure(const struct check *c, const struct known_cert *cert)
{
	return c->past->consecutive && !c->past->unread &&
	    (cert != NULL || (c->profile->covers_from != COVERS_FROM_ISSUER && c->profile->cas_from != COVERS_FROM_ISSUER));
}

/* A delta CRL can be the first to show an entry, too: it is compared with the complete one before it. */
static bool
is_compared_for_entries_that_came(struct check *c)
{
	if (!crl_is_delta(c->crl))
		return is_compared(c);
	if (!previous_fits(c, CRL_FIT_OTHER_KIND))
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
		struct changes_shown shown = { .n = 0 };

		if (sure != 0)
			reading_settled(c);
		for (size_t i = 0; i < c->past->came.n; i++) {
			const struct crl_change *e = &c->past->came.v[i];

			if (is_sure(c, e->cert) == (sure != 0) && changes_shows(c, &shown, e))
				report(c, e->entry.date, "serial %s: %s", show_serial(c, e->entry.serial), seconds_format(e->entry.revoked.seconds, when));
		}
		if (is_sure(c, NULL) == (sure != 0))
			changes_add_more(c, &shown, &c->past->came);
		changes_report_more(c, &shown);
	}
	if (c->past->came_unsought)
		not_evaluated(c, "more entries came than are compared with the issuer's other CRLs");
	changes_tell_beyond(c);
}

/* ---- entries with a date of before (RFC 5280 5.3.2) ---- */

/* No CRL that is not here, or was not looked into, can have shown them first: one of another scope neither. */
static bool
is_first_with_them(const struct check *c)
{
	return c->past->consecutive && !c->past->unread && !c->past->backdated_unsought && (c->past->whole || c->crl->by_part[PART_EXT_IDP] == NULL);
}

static void
backdated(struct check *c)
{
	const char *unless = is_first_with_them(c) ? "" : ", unless one that was not looked into had it";
	struct changes_shown shown = { .n = 0 };
	char when[32], earlier[32];

	if (!is_compared_for_entries_that_came(c))
		return;
	if (!is_first_with_them(c))
		only_worth_knowing(c);
	for (size_t i = 0; i < c->past->backdated.n; i++) {
		const struct crl_change *e = &c->past->backdated.v[i];

		if (changes_shows(c, &shown, e))
			report(c, e->entry.date, "serial %s: %s, not on the CRL of %s%s", show_serial(c, e->entry.serial),
			    seconds_format(e->entry.revoked.seconds, when), seconds_format(c->past->earlier->this_update.seconds, earlier), unless);
	}
	changes_add_more(c, &shown, &c->past->backdated);
	changes_report_more(c, &shown);
}

/* ---- entries that are gone, or say something else (SBR 4.10.1, 7.2.2) ---- */

/* The one that it is compared with: a complete CRL with the one before it, a delta CRL with its base; without that with the delta CRLs before it. */
static const struct crl_view *
compared_with(const struct check *c)
{
	const struct crl_view *with = crl_is_delta(c->crl) ? c->past->base : c->past->previous;

	return with != NULL ? with : c->past->delta;
}

/* It has one to be compared with. */
static bool
is_compared_for_removal(struct check *c)
{
	if (!crl_is_delta(c->crl) && (c->past->previous != NULL || c->past->delta == NULL))
		return is_compared(c);
	if (compared_with(c) == NULL)
		not_applicable(c, "the base is not among the CRLs given");
	else if (c->past->not_compared)
		not_evaluated(c, "more entries that are not sorted than --max-entries-held");
	return compared_with(c) != NULL && !c->past->not_compared;
}

/* None of those before that have it was issued after the certificate had expired. */
static bool
is_never_after(const struct crl_view *before, const struct crl_change *e)
{
	return e->cert->not_after.seconds >= before->this_update.seconds && e->cert->not_after.seconds >= e->in->this_update.seconds;
}

static enum stay
has_to_stay(const struct check *c, const struct crl_change *e)
{
	const struct crl_view *before = compared_with(c);

	if (e->cert == NULL || !e->cert->not_after.ok)
		return MAY_HAVE_TO_STAY;
	if (e->cert->not_after.seconds >= c->crl->this_update.seconds)
		return HAS_TO_STAY;
	/* Expired, and on no CRL that was issued after that (RFC 5280 3.3): of a complete one another rule tells. */
	return is_never_after(before, e) && crl_is_delta(c->crl) ? MAY_HAVE_TO_STAY : MAY_GO;
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
	struct changes_shown shown = { .n = 0 };

	for (size_t i = 0; i < c->past->gone.n; i++)
		if (has_to_stay(c, &c->past->gone.v[i]) == stay && changes_shows(c, &shown, &c->past->gone.v[i]))
			report_gone(c, &c->past->gone.v[i]);
	if (stay == MAY_HAVE_TO_STAY)
		changes_add_more(c, &shown, &c->past->gone);
	changes_report_more(c, &shown);
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

/* What stood on the last CRL of another scope or key, and stands on none now. */
static void
report_ended(struct check *c)
{
	struct changes_shown shown = { .n = 0 };
	char from[32], until[32];

	for (size_t i = 0; i < c->past->ended.n; i++) {
		const struct crl_change *e = &c->past->ended.v[i];

		if (changes_shows(c, &shown, e))
			report(c, at_part(c, PART_REVOKED), "serial %s: notAfter %s, on the CRL of %s that ended", show_serial(c, e->entry.serial),
			    seconds_format(e->cert->not_after.seconds, until), seconds_format(e->in->this_update.seconds, from));
	}
	changes_report_more(c, &shown);
}

static void
removed_early(struct check *c)
{
	report_ended(c);
	if (!is_compared_for_removal(c))
		return;
	report_all_gone(c, HAS_TO_STAY);
	only_worth_knowing(c);
	report_all_gone(c, MAY_HAVE_TO_STAY);
	if (c->past->gone_unsought)
		not_evaluated(c, "more entries are gone than are compared with the issuer's other CRLs");
	if (c->past->held_unsought)
		not_evaluated(c, "what was on hold when it went is not looked for in all CRLs before");
	if (crl_is_delta(c->crl) && c->past->base == NULL)
		not_evaluated(c, "the base is not among the CRLs given");
	tell_unsure(c);
	changes_tell_beyond(c);
}

static void
never_listed_after_expiry(struct check *c)
{
	struct changes_shown shown = { .n = 0 };

	if (!is_compared_for_removal(c))
		return;
	if (crl_is_delta(c->crl)) {
		not_applicable(c, "a delta CRL");
		return;
	}
	if (c->past->consecutive)
		reading_settled(c);
	for (size_t i = 0; i < c->past->gone.n; i++) {
		const struct crl_change *e = &c->past->gone.v[i];

		if (e->cert != NULL && e->cert->not_after.ok && e->cert->not_after.seconds < c->crl->this_update.seconds &&
		    is_never_after(compared_with(c), e) && changes_shows(c, &shown, e))
			report_gone(c, e);
	}
	changes_report_more(c, &shown);
	changes_tell_beyond(c);
}

static void
changed_from_compromise(struct check *c)
{
	struct changes_shown shown = { .n = 0 };

	if (!is_compared(c))
		return;
	for (size_t i = 0; i < c->past->changed.n; i++) {
		const struct crl_change *e = &c->past->changed.v[i];
		const char *reason = crl_reason_text((enum crl_reason)e->reason_now);

		if (changes_shows(c, &shown, e))
			report(c, at_part(c, PART_REVOKED), "serial %s: now %s", show_serial(c, e->entry.serial),
			    reason != NULL ? reason : "undefined");
	}
	changes_add_more(c, &shown, &c->past->changed);
	changes_report_more(c, &shown);
	tell_unsure(c);
}

/* ---- what OCSP responses said ---- */

static void
response_contradicts(struct check *c)
{
	struct changes_shown shown = { .n = 0 };
	char revoked[32], said[32];

	if (crl_is_delta(c->crl))
		not_applicable(c, "a delta CRL");
	for (size_t i = 0; i < c->past->denied.n; i++) {
		const struct crl_change *e = &c->past->denied.v[i];

		if (changes_shows(c, &shown, e))
			report(c, at_part(c, PART_REVOKED), "serial %s: revoked %s by the answer of %s", show_serial(c, e->entry.serial),
			    seconds_format(e->entry.revoked.seconds, revoked), seconds_format(e->until, said));
	}
	changes_report_more(c, &shown);
}

/* ---- what was not compared, and CRLs that do not say of what they are ---- */

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
	if (crl_is_delta(c->crl) && p->base == NULL && c->crl->base_number.p != NULL && !previous_base_is_unpublished(c))
		report(c, c->crl->base_number, "its base, number %s, is not given: --previous with it decides what is gone", text_hex(c->arena, c->crl->base_number));
	if (p->more_ended)
		report(c, at_part(c, PART_ISSUER), "more CRLs of other scopes and keys ended than are compared with one");
	if (p->n_perhaps_ended > 0)
		report(c, at_part(c, PART_REVOKED), "%llu of the entries of another scope or key, which ends, are not here (%s): --certificates with theirs, or later CRLs, decide",
		    (unsigned long long)p->n_perhaps_ended, rest_show(c, &p->perhaps_ended));
	if (p->ended_unsought)
		report(c, at_part(c, PART_REVOKED), "more entries of other scopes and keys that ended are gone than are looked for: --certificates decides");
	if (p->ended_gap)
		report(c, at_part(c, PART_ISSUER), "it is the first of its scope or key, and no other CRL of its issuer lasted until it: one between them decides");
	if (p->held_unsought)
		report(c, at_part(c, PART_REVOKED), "more CRLs, or entries, than are looked into for what was on hold when it went: it may have been revoked for good");
}

/* Why nothing, or not all, is compared. */
static void
previous_not_compared(struct check *c)
{
	static const char *const why[] = {
		[CRL_FIT_OTHER_ISSUER] = "none of its issuer is given: --previous with one decides",
		[CRL_FIT_OTHER_SCOPE] = "none of its issuer and scope is given: --previous with one decides",
		[CRL_FIT_NOT_VOUCHED] = "its issuer signed none of those given with its name: --issuer with the key that did, or --previous with another one decides",
		[CRL_FIT_OTHER_KEY] = "those of its issuer and scope are signed with another of its keys: --previous with one of this key decides",
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

static void
scoped_without_idp(struct check *c)
{
	if (c->past->part != NULL)
		report(c, at_part(c, PART_EXTENSIONS), "another CRL of the same moment has other entries");
}

static const struct smimelint_rule rules[] = {
	{
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
		.id = "rfc5280.crl-entry.backdated", .section = "5.3.2",
		.title = "the first CRL with an entry gives it a revocationDate from before an earlier CRL",
		.requires = "The revocationDate of an entry that no CRL had before should not be earlier than thisUpdate of the CRLs before.",
		.explanation = "The earlier CRL said that the certificate was not revoked, and the entry says that it was. What was signed between is judged by the one or the other. "
		    "A certificate that became invalid earlier has that date in invalidityDate. The TLS BR (7.2.2) let revocationDate be put back for keyCompromise; the SBR do not.",
		.remedy = "Write into revocationDate when the CA processed the revocation.",
		.schedule = RFC5280_SHOULD, COMPARED, .fn = backdated, .is_bounded = true,
	}, {
		.id = "sbr.crl-entry.removed-early", .section = "4.10.1",
		.title = "an entry is gone before the certificate has expired",
		.requires = "An entry stays on the CRL until the certificate has expired.",
		.explanation = "Relying parties take the certificate for valid again. Entries on hold may go, but an entry that revoked the certificate for good does not "
		    "become a hold, and such a hold does not end. What the CRLs of before the first one given said, nobody knows here: an entry that is on hold in all of "
		    "them may go. Those may go that stand on a "
		    "CRL of another scope, which the certificate is in: one that came by nextUpdate of the CRL before, and had not ended when this one was issued. "
		    "It is in none whose issuingDistributionPoint has URIs of which its cRLDistributionPoints name others alone. "
		    "In a series (--sequence) that goes on with another scope or key those stay whose certificate the CRL covers. "
		    "What a delta CRL has added stays, in later ones of its base, too. So does what a complete CRL has added since that base (5.2.4). "
		    "One that removes an entry (removeFromCRL) is compared with its base.",
		.remedy = "Put the entry back. Give the certificate (--certificates) where the finding says that it decides.",
		.schedule = SBR_SHALL, COMPARED, .fn = removed_early, .is_bounded = true,
	}, {
		.id = "rfc5280.crl-entry.never-listed-after-expiry", .section = "3.3",
		.title = "an entry is gone from the first CRL after the certificate expired",
		.requires = "An entry stays until it was on one CRL that was issued after the certificate had expired.",
		.explanation = "Whoever checks a signature of the certificate's last day with the next CRL takes it for valid. Until the certificate expires the entry is a "
		    "matter of sbr.crl-entry.removed-early.",
		.remedy = "Take an entry off with the second CRL after the certificate expired.",
		.reading = "The two CRLs have no consecutive numbers, so that one between them may be missing here, which had it.",
		.schedule = RFC5280_SHALL, .scope = SCOPE_CRL, .beside = BESIDE_PREVIOUS | BESIDE_CERTIFICATES,
		.needs = PARTS1(PART_THIS_UPDATE) | PARTS1(PART_EXT_IDP) | PARTS1(PART_REVOKED), .reads = PARTS1(PART_REVOKED),
		.fn = never_listed_after_expiry, .is_bounded = true,
	}, {
		.id = "sbr.crl-entry.reason-changed-from-compromise", .section = "7.2.2",
		.title = "an entry had the reason keyCompromise before, and no longer has it",
		.requires = "Nothing in itself: reasons may be corrected.",
		.explanation = "keyCompromise says that signatures of the time before may be forged. Software that reads "
		    "only the later CRL does not learn of it.",
		.remedy = "Check which of the two is right.",
		.schedule = SBR_NOTICE, COMPARED, .fn = changed_from_compromise,
	}, {
		.id = "rfc5280.crl.response-contradicts", .section = "5",
		.title = "an OCSP response of before says that a certificate is revoked, and the CRL does not list it",
		.requires = "A complete CRL lists all certificates in its scope that were revoked and have not expired.",
		.explanation = "A certificate that is revoked for some relying parties is valid for others. The certificate (--certificates) has not expired, and the CA (--issuer) "
		    "or a responder of it signed the response. Holds do not count: they may have ended.",
		.remedy = "Make both from the same data.",
		.schedule = RFC5280_NOTICE, .scope = SCOPE_CRL, .beside = BESIDE_PREVIOUS | BESIDE_CERTIFICATES, .needs_issuer = true,
		.needs = PARTS1(PART_THIS_UPDATE) | PARTS1(PART_EXT_IDP) | PARTS1(PART_REVOKED), .reads = PARTS1(PART_REVOKED), .fn = response_contradicts,
	}, {
		.id = "sbr.crl.previous-not-compared", .section = "4.9.7",
		.title = "the CRL was not compared with an earlier one",
		.requires = "Nothing: with --previous the linter judges numbers, cadence and entries that are gone. Here "
		    "it could not.",
		.explanation = "A CRL is compared with the last one of its issuer, scope and key, complete with complete and delta with delta. The scope is what "
		    "issuingDistributionPoint says, the key the one that signed, or that authorityKeyIdentifier names. Of several of one moment the one with the higher number comes after the other. It is compared with the last: those "
		    "with the highest number, and those without one.",
		.remedy = "Give the CRL that was issued before this one (--previous). Where the value names --max-entries-held, raise it.",
		.schedule = SBR_NOTICE, TIMED, .fn = previous_not_compared, .speaks_for = IDS("rfc5280.crl.number-not-increasing",
		    "rfc5280.crl.number-reused", "rfc5280.crl.next-update-earlier", "rfc5280.crl.next-update-missed", "rfc5280.crl.delta-number",
		    "sbr.crl.reissue-over-7-days", "sbr.crl.reissue-over-12-months", "sbr.crl.ca-revocation-late", "sbr.crl-entry.removed-early",
		    "rfc5280.crl-entry.never-listed-after-expiry", "rfc5280.crl.delta-base-unpublished", "rfc5280.crl-entry.backdated",
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

RULE_TABLE(rules_issuer_crl_entries, PREVIOUS_HEADING, rules);
