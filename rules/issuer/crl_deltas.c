/* SPDX-License-Identifier: Apache-2.0 */
/* crl_deltas.c - what a delta CRL says beside the complete CRL of its moment and those since its base (RFC 5280 5.2.3, 5.2.4). */
#include "rules/common/crl.h"
#include "rules/common/revocation.h"
#include "rules/issuer/crl_changes.h"
#include "rules/issuer/previous.h"
#include "rules/tables.h"

static bool
has_expired(const struct check *c, const struct crl_change *e)
{
	return e->cert != NULL && e->cert->not_after.ok && e->cert->not_after.seconds < c->crl->this_update.seconds;
}

static const char *
reason_or_undefined(uint8_t reason)
{
	const char *text = crl_reason_text((enum crl_reason)reason);

	return text != NULL ? text : "undefined";
}

/* An entry that both CRLs leave out may have gone because the certificate expired: nobody need be told of that. */
static enum stay
had_to_be_said(const struct check *c, const struct crl_change *e)
{
	if (e->in == c->crl || e->reason_now != CRL_REASONS)
		return HAS_TO_STAY;
	if (has_expired(c, e))
		return MAY_GO;
	return e->cert != NULL && e->cert->not_after.ok ? HAS_TO_STAY : MAY_HAVE_TO_STAY;
}

static void
report_apart(struct check *c, const struct crl_change *e)
{
	const char *serial = show_serial(c, e->entry.serial);

	if (e->in != c->crl)
		report(c, at_part(c, PART_REVOKED), "serial %s: certificateHold on the %s CRL alone", serial, e->reason_now == CRL_HOLD ? "complete" : "base");
	else if (e->reason_now == CRL_REASONS)
		report(c, e->entry.raw, "serial %s: %s, not on the complete CRL", serial, reason_or_undefined(e->entry.reason));
	else
		report(c, e->entry.raw, "serial %s: %s, on the complete CRL %s", serial, reason_or_undefined(e->entry.reason),
		    reason_or_undefined(e->reason_now));
}

static void
report_all_apart(struct check *c, const struct crl_changes *all, enum stay stay)
{
	struct changes_shown shown = { .n = 0 };

	for (size_t i = 0; i < all->n; i++)
		if (had_to_be_said(c, &all->v[i]) == stay && changes_shows(c, &shown, &all->v[i]))
			report_apart(c, &all->v[i]);
	if (stay == HAS_TO_STAY)
		changes_add_more(c, &shown, all);
	changes_report_more(c, &shown);
}

static void
delta_content(struct check *c)
{
	if (c->past->twin == NULL)
		not_applicable(c, "no complete CRL of its moment is given");
	report_all_apart(c, &c->past->apart, HAS_TO_STAY);
	only_worth_knowing(c);
	report_all_apart(c, &c->past->apart, MAY_HAVE_TO_STAY);
	report_all_apart(c, &c->past->dated_apart, HAS_TO_STAY);
	changes_tell_beyond(c);
}

static void
report_unsaid(struct check *c, enum stay stay)
{
	struct changes_shown shown = { .n = 0 };

	for (size_t i = 0; i < c->past->unsaid.n; i++) {
		const struct crl_change *e = &c->past->unsaid.v[i];
		bool sure = e->entry.reason == CRL_HOLD && e->cert != NULL && e->cert->not_after.ok;

		if (!has_expired(c, e) && sure == (stay == HAS_TO_STAY) && changes_shows(c, &shown, e))
			report(c, at_part(c, PART_REVOKED), "serial %s: %s before%s", show_serial(c, e->entry.serial), reason_or_undefined(e->entry.reason),
			    sure || e->entry.reason != CRL_HOLD ? "" : ", --certificates decides");
	}
	if (stay == MAY_HAVE_TO_STAY)
		changes_add_more(c, &shown, &c->past->unsaid);
	changes_report_more(c, &shown);
}

static void
release_unsaid(struct check *c)
{
	if (c->past->base == NULL)
		not_applicable(c, "the base is not among the CRLs given");
	report_unsaid(c, HAS_TO_STAY);
	only_worth_knowing(c);
	report_unsaid(c, MAY_HAVE_TO_STAY);
	changes_tell_beyond(c);
}

static const struct smimelint_rule rules[] = {
	{
		.id = "rfc5280.crl.delta-content", .section = "5.2.3",
		.title = "a delta CRL and the complete CRL of the same moment say different things",
		.requires = "A delta CRL and the complete CRL of the same moment give the same revocation information: with the base the one says what the other says.",
		.explanation = "A certificate is revoked for those who read the one, and valid for those who read the other. What the complete CRL has revoked for good, and the delta "
		    "CRL and its base have not, is a matter of sbr.crl-entry.removed-early. That a date differs, or a reason stands on one of them alone, is worth knowing.",
		.remedy = "Make both from the same data.",
		.schedule = RFC5280_SHALL, COMPARED, .when = PARTS1(PART_EXT_DELTA_CRL), .fn = delta_content, .is_bounded = true,
	}, {
		.id = "rfc5280.crl-entry.release-unsaid", .section = "5.2.4",
		.title = "a delta CRL does not say that a hold of since its base has ended",
		.requires = "A certificate that was on hold since the base, and is no longer, stands on the delta CRL with removeFromCRL.",
		.explanation = "Whoever has the CRL with the hold goes on with it. One that is on hold still stands on the delta CRL, too. Where an earlier delta CRL took the "
		    "entry off the base, and this one does not, the base has it on hold again.",
		.remedy = "List the certificate with removeFromCRL, or with certificateHold.",
		.schedule = RFC5280_SHALL, COMPARED, .when = PARTS1(PART_EXT_DELTA_CRL), .fn = release_unsaid, .is_bounded = true,
	},
};

RULE_TABLE(rules_issuer_crl_deltas, PREVIOUS_HEADING, rules);
