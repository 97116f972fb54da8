/* SPDX-License-Identifier: Apache-2.0 */
/* ocsp_known.c - RFC 6960 and SBR 4.9.10, 4.10.1 on an OCSP response beside certificates, CRLs and responses that were given. */
#include "rules/common/constrained.h"
#include "rules/common/ocsp.h"
#include "rules/common/revocation.h"
#include "rules/tables.h"

/* ---- what is known of the certificate ---- */

static const struct ocsp_known *
known_of(const struct check *c, const struct ocsp_single *s)
{
	static const struct ocsp_known nothing = { .cert = NULL };

	return c->known == NULL ? &nothing : &c->known[s - c->ocsp->single];
}

static void
contradiction(struct check *c, const struct ocsp_single *s)
{
	const struct ocsp_known *k = known_of(c, s);
	uint32_t reason = s->reason == OCSP_NO_REASON ? CRL_NO_REASON : s->reason;

	if (k->unmatched || (k->crl == NULL && c->unvouched_crls->n > 0))
		not_evaluated(c, "no CRL of before is of the certificate's issuer, or its key did not make the signature");
	if (!k->on_crl)
		return;
	if (s->status == OCSP_GOOD)
		report(c, s->status_at, "%s: good, on the CRL", single_serial(c, s));
	else if (s->status == OCSP_REVOKED && reason != k->entry.reason)
		report(c, s->status_at, "%s: another reason than on the CRL", single_serial(c, s));
}

static void
crl_contradicts(struct check *c)
{
	if (c->known == NULL)
		not_applicable(c, "no CRL was given (--previous)");
	else
		each_single(c, contradiction);
}

#define HOUR 3600
/* SBR 4.9.10 (3) and (4): when the answer before had to be followed by a new one; one of before the requirement as if it were of its first day. */
static int64_t
update_due(const struct check *c, const struct ocsp_single *s)
{
	int64_t unbound = counts_from(c, s->this_update.seconds) - s->this_update.seconds;
	int64_t length = s->next_update.seconds - s->this_update.seconds + 1;
	int64_t by_end = s->next_update.seconds - 8 * HOUR, by_begin = s->this_update.seconds + 4 * SECONDS_PER_DAY;

	if (length < 16 * HOUR)
		return s->this_update.seconds + length / 2 + unbound;
	return (by_end < by_begin ? by_end : by_begin) + unbound;
}

/* What was said of the certificate before; NULL: nothing, which is told where nothing that was given is about it. */
static const struct ocsp_single *
answer_before(struct check *c, const struct ocsp_single *s)
{
	if (known_of(c, s)->undated)
		not_evaluated(c, "thisUpdate of the answer before cannot be read");
	else if (known_of(c, s)->unmatched)
		not_evaluated(c, "no answer of before is about the certificate");
	return known_of(c, s)->before;
}

static int64_t
updated_at(const struct check *c, const struct ocsp_single *s)
{
	return c->ocsp->produced_at.ok && c->ocsp->produced_at.seconds > s->this_update.seconds ? c->ocsp->produced_at.seconds : s->this_update.seconds;
}

/* A nextUpdate that cannot be read leaves open when the next answer was due: four days after thisUpdate at the latest. */
static int64_t
latest_due(const struct check *c, const struct ocsp_single *s)
{
	return counts_from(c, s->this_update.seconds) + 4 * SECONDS_PER_DAY;
}

/* Does the answer before not say when this one was due, so that it may have been late? */
static bool
is_due_open(const struct check *c, const struct ocsp_single *s)
{
	const struct ocsp_single *before = known_of(c, s)->before;

	if (before == NULL || before->next_update.ok || !s->this_update.ok)
		return false;
	return !before->has_next_update || updated_at(c, s) <= latest_due(c, before);
}

/* One that cannot be read may lie between the two: then nobody knows how long it took. */
static const char *
unless_one_between(struct check *c)
{
	if (c->unvouched_responses->n_unreadable == 0)
		return "";
	only_worth_knowing(c);
	return ", unless one that cannot be read lies between";
}

static void
late_update(struct check *c, const struct ocsp_single *s)
{
	const struct ocsp_single *before = answer_before(c, s);
	char due[32], now[32];
	int64_t at;

	if (before == NULL || !s->this_update.ok)
		return;
	if (is_due_open(c, s)) {
		not_evaluated(c, "the answer before has no nextUpdate that can be read");
		return;
	}
	at = before->next_update.ok ? update_due(c, before) : latest_due(c, before);
	if (updated_at(c, s) > at)
		report(c, s->this_at.raw, "%s: due %s%s, updated %s%s", single_serial(c, s), seconds_format(at, due),
		    before->next_update.ok ? "" : " at the latest", seconds_format(updated_at(c, s), now), unless_one_between(c));
}

static void
updated_late(struct check *c)
{
	if (c->known == NULL)
		not_applicable(c, "no response of before was given (--previous)");
	else
		each_of_subscriber(c, late_update);
}

/* ---- certificates of CAs (SBR 4.9.10): every twelve months, and within 24 hours after a revocation ---- */

static void
late_ca_update(struct check *c, const struct ocsp_single *s)
{
	const struct ocsp_single *before = answer_before(c, s);
	char was[32], now[32];

	if (before != NULL && s->this_update.ok && s->this_update.seconds > twelve_months_after(counts_from(c, before->this_update.seconds)))
		report(c, s->this_at.raw, "%s: updated %s, before %s%s", single_serial(c, s), seconds_format(s->this_update.seconds, now),
		    seconds_format(before->this_update.seconds, was), unless_one_between(c));
}

/* The answer before did not say it yet, and nobody has one before it is signed (RFC 6960 2.4). */
static void
late_ca_revocation(struct check *c, const struct ocsp_single *s)
{
	const struct ocsp_single *before = answer_before(c, s);
	char when[32], now[32];

	if (before != NULL && before->status == OCSP_GOOD && s->revoked.ok && s->this_update.ok && was_bound(c, s->revoked.seconds) &&
	    updated_at(c, s) > s->revoked.seconds + SECONDS_PER_DAY)
		report(c, s->this_at.raw, "%s: revoked %s, updated %s", single_serial(c, s), seconds_format(s->revoked.seconds, when),
		    seconds_format(updated_at(c, s), now));
}

static void
of_cas_before(struct check *c, single_fn *fn)
{
	if (c->known == NULL)
		not_applicable(c, "no response of before was given (--previous)");
	else
		each_of_ca(c, fn);
}

static void
ca_updated_late(struct check *c)
{
	of_cas_before(c, late_ca_update);
}

/* Only a whole series has none between the two. */
static void
ca_revocation_late(struct check *c)
{
	if (c->options->whole_series && c->unvouched_responses->n_unreadable == 0)
		reading_settled(c);
	of_cas_before(c, late_ca_revocation);
}

/* ---- revocations that are taken back (SBR 4.10.1) ---- */

/* A hold may end: what was revoked for good no longer is. */
static bool
is_not_final(const struct ocsp_single *s)
{
	return s->status == OCSP_GOOD || s->status == OCSP_UNKNOWN || (s->status == OCSP_REVOKED && s->reason == CRL_HOLD);
}

/* An answer of the last moment before, or of its own that was produced before it, revoked the certificate for good. */
static bool
is_taken_back(struct check *c, const struct ocsp_single *s)
{
	(void)answer_before(c, s);
	if (known_of(c, s)->unordered)
		not_evaluated(c, "producedAt does not say which of two answers of one moment was before");
	if (known_of(c, s)->held_unsought)
		not_evaluated(c, "what was on hold is not looked for in all answers before");
	if (known_of(c, s)->more_of_moment)
		not_evaluated(c, "more answers are of one moment than are compared with one");
	return is_not_final(s) && s->this_update.ok && known_of(c, s)->revoked_before != NULL;
}

static const char *
status_now(const struct ocsp_single *s)
{
	if (s->status == OCSP_REVOKED)
		return "on hold";
	return s->status == OCSP_GOOD ? "good" : "unknown";
}

static bool
is_valid_still(const struct known_cert *cert, const struct ocsp_single *s)
{
	return cert != NULL && cert->not_after.ok && cert->not_after.seconds >= s->this_update.seconds;
}

/* Whose revocation it was, where the last answer before had put the certificate on hold already. */
static const char *
revoked_by(struct check *c, const struct ocsp_single *s)
{
	const struct ocsp_known *k = known_of(c, s);
	char then[32];

	if (k->before == NULL || k->revoked_before->this_update.seconds >= k->before->this_update.seconds)
		return "";
	return arena_printf(c->arena, ", revoked by the answer of %s", seconds_format(k->revoked_before->this_update.seconds, then));
}

/* Of more certificates than are kept one of the others may be valid. */
static void
back_before_expiry(struct check *c, const struct ocsp_single *s)
{
	const struct ocsp_known *k = known_of(c, s);
	char until[32];

	if (!is_taken_back(c, s))
		return;
	if (is_valid_still(k->cert, s))
		report(c, s->status_at, "%s: %s%s, notAfter %s", single_serial(c, s), status_now(s), revoked_by(c, s),
		    seconds_format(k->cert->not_after.seconds, until));
	else if (k->more)
		beyond_limit(c, s->status_at, CERTIFICATES_BEYOND);
}

/* The answer before may have revoked the certificate for good. */
static bool
may_be_taken_back(const struct check *c, const struct ocsp_single *s)
{
	return is_not_final(s) && known_of(c, s)->revoked_before == NULL && known_of(c, s)->unread_before != NULL;
}

/* The answer before to its own CertID did not: whose serial number it is the two answer in two ways. */
static bool
is_good_by_its_key(const struct check *c, const struct ocsp_single *s)
{
	return s->status == OCSP_GOOD && known_of(c, s)->revoked_before == NULL && known_of(c, s)->revoked_by_other_key;
}

static void
back_by_its_key(struct check *c, const struct ocsp_single *s)
{
	const struct known_cert *cert = known_of(c, s)->cert;
	char until[32];

	if (is_good_by_its_key(c, s) && is_valid_still(cert, s))
		report(c, s->status_at, "%s: good, revoked by the answer to the CertID of another key, notAfter %s", single_serial(c, s),
		    seconds_format(cert->not_after.seconds, until));
}

/* Of one that is not known, or does not say until when it is valid; or what the answer before says cannot be read. */
static void
back_undecided(struct check *c, const struct ocsp_single *s)
{
	const struct known_cert *cert = known_of(c, s)->cert;

	if (may_be_taken_back(c, s))
		report(c, s->status_at, "%s: %s, and what an answer before says cannot be read", single_serial(c, s), status_now(s));
	else if (is_taken_back(c, s) && (cert == NULL || !cert->not_after.ok))
		report(c, s->status_at, "%s: %s%s, --certificates decides", single_serial(c, s), status_now(s), revoked_by(c, s));
	else if (is_good_by_its_key(c, s) && (cert == NULL || !cert->not_after.ok))
		report(c, s->status_at, "%s: good, revoked by the answer to the CertID of another key, --certificates decides", single_serial(c, s));
}

static void
removed_early(struct check *c)
{
	if (c->known == NULL) {
		not_applicable(c, "no response of before was given (--previous)");
		return;
	}
	each_single(c, back_by_its_key);
	reading_settled(c);
	each_single(c, back_before_expiry);
	only_worth_knowing(c);
	each_single(c, back_undecided);
}

/* How many answers are so, and which. */
typedef bool single_is_fn(const struct check *, const struct ocsp_single *);

static void
tell_which(struct check *c, single_is_fn *is, const char *why)
{
	struct rest rest = { .n = 0 };
	unsigned n = 0;

	for (unsigned i = 0; c->known != NULL && i < c->ocsp->n_single; i++)
		if (is(c, &c->ocsp->single[i])) {
			rest_take(c, &rest, c->ocsp->single[i].serial);
			n++;
		}
	if (n > 0)
		report(c, at_part(c, PART_RESPONSES), "%u of %u answers (%s): %s", n, c->ocsp->n_single, rest_show(c, &rest), why);
}

static bool
has_open_due(const struct check *c, const struct ocsp_single *s)
{
	return single_is_of_subscriber(c, s) && is_due_open(c, s);
}

static bool
is_unordered(const struct check *c, const struct ocsp_single *s)
{
	return known_of(c, s)->unordered;
}

static bool
has_more_of_moment(const struct check *c, const struct ocsp_single *s)
{
	return known_of(c, s)->more_of_moment;
}

static bool
has_unsought(const struct check *c, const struct ocsp_single *s)
{
	return known_of(c, s)->held_unsought;
}

/* Nothing that was given with --previous is about the certificates, or not all of it could be compared. */
static void
previous_not_compared(struct check *c)
{
	struct rest rest = { .n = 0 };
	unsigned n = 0, n_undated = 0, n_otherwise = 0;

	if (c->known == NULL)
		not_applicable(c, "no --previous");
	for (unsigned i = 0; c->known != NULL && i < c->ocsp->n_single; i++)
		if (known_of(c, &c->ocsp->single[i])->unmatched) {
			rest_take(c, &rest, c->ocsp->single[i].serial);
			n++;
			n_undated += known_of(c, &c->ocsp->single[i])->undated;
			n_otherwise += known_of(c, &c->ocsp->single[i])->hashed_otherwise;
		}
	if (n_undated > 0)
		report(c, at_part(c, PART_RESPONSES), "%u of %u answers (%s), %u of them because thisUpdate of the one before cannot be read: --previous with earlier ones decides", n,
		    c->ocsp->n_single, rest_show(c, &rest), n_undated);
	else if (n_otherwise > 0)
		report(c, at_part(c, PART_RESPONSES), "%u of %u answers (%s), %u of them because those for their serial numbers name the CA by another hash or key: --issuer decides", n,
		    c->ocsp->n_single, rest_show(c, &rest), n_otherwise);
	else if (n > 0)
		report(c, at_part(c, PART_RESPONSES), "%u of %u answers (%s): no earlier one is given, --previous decides", n, c->ocsp->n_single, rest_show(c, &rest));
	tell_which(c, has_open_due, "the one before has no nextUpdate that can be read");
	tell_which(c, is_unordered, "another of the same moment says otherwise, and producedAt does not say which was before");
	tell_which(c, has_more_of_moment, "more of one moment are given than are compared with one");
	tell_which(c, has_unsought, "more answers say hold than are looked back through: one before them may have revoked for good");
}

static void
unused(struct check *c, const struct ocsp_single *s)
{
	if (s->status != OCSP_GOOD || s->serial.p == NULL || known_of(c, s)->cert != NULL)
		return;
	if (known_of(c, s)->unvouched)
		not_evaluated(c, "no key that was given signed the certificates with its serial number");
	else if (known_of(c, s)->issuer_known)
		report(c, s->status_at, "%s", single_serial(c, s));
	else
		not_evaluated(c, "no certificate of this issuer is given");
}

/* ---- certificates that are said never to have been issued ---- */

static void
denied(struct check *c, const struct ocsp_single *s)
{
	if (ocsp_non_issued(s) && single_is_issued(c, s))
		report(c, s->status_at, "%s", single_serial(c, s));
}

/* Without its CA's certificate it may be a forged one, which the answer is right about. */
static void
maybe_denied(struct check *c, const struct ocsp_single *s)
{
	if (ocsp_non_issued(s) && single_is_given(c, s) && !single_is_issued(c, s))
		report(c, s->status_at, "%s: whether the CA signed the certificate was not tried", single_serial(c, s));
}

static void
issued_denied(struct check *c)
{
	if (c->known == NULL && c->about == NULL)
		not_applicable(c, "no --certificates");
	each_single(c, denied);
	only_worth_knowing(c);
	each_single(c, maybe_denied);
}

/* ---- serial numbers that nobody has ---- */

/* Nothing that was given is of the issuer, whose serial numbers are asked for. */
static void
unasked(struct check *c, const struct ocsp_single *s)
{
	enum key_hash hash;

	if (s->status == OCSP_GOOD && s->serial.p != NULL && !known_of(c, s)->issuer_known)
		report(c, s->status_at, "%s: %s", single_serial(c, s), key_hash_of(s->hash, &hash) ? "no certificate of its issuer is given" :
		    "the hash of its CertID could not be tried");
}

static void
unused_undecided(struct check *c)
{
	if (!c->options->issued_complete)
		not_applicable(c, "nothing says that --certificates holds all that the CA issued (--issued-complete)");
	else
		each_single(c, unasked);
}

/* Technically constrained (SBR 7.1.5): by the option, else by what the certificate of its CA permits. */
static bool
is_constrained(const struct check *c, const struct ocsp_single *s)
{
	const struct cert_view *ca = single_ca(c, s);

	if (c->options->ca_constrained != ANSWER_UNSET || ca == NULL)
		return c->options->ca_constrained == ANSWER_YES;
	return rule_looks_constrained(ca);
}

static void
unused_of_constrained(struct check *c, const struct ocsp_single *s)
{
	if (is_constrained(c, s))
		unused(c, s);
}

static void
unused_of_other(struct check *c, const struct ocsp_single *s)
{
	if (!is_constrained(c, s))
		unused(c, s);
}

/* Under a technically constrained CA the sentence is a SHOULD NOT, which is the row's reading. */
static void
good_for_unused(struct check *c)
{
	if (!c->options->issued_complete) {
		not_applicable(c, "nothing says that --certificates holds all that the CA issued (--issued-complete)");
		return;
	}
	each_single(c, unused_of_constrained);
	reading_settled(c);
	each_single(c, unused_of_other);
}

/* ---- certificates that say nothing ---- */

static void
not_the_cas(struct check *c)
{
	if (c->known == NULL)
		not_applicable(c, "no --certificates");
	report_unvouched(c, at_part(c, PART_RESPONSES));
}

static void
previous_not_the_cas(struct check *c)
{
	if (c->known == NULL)
		not_applicable(c, "no --previous");
	report_unvouched_responses(c, at_part(c, PART_RESPONSES));
}

static void
crl_not_the_cas(struct check *c)
{
	if (c->known == NULL)
		not_applicable(c, "no --previous");
	report_unvouched_crls(c, at_part(c, PART_RESPONSES));
}

static void
left_out(struct check *c, const struct ocsp_single *s)
{
	if (known_of(c, s)->more)
		report(c, s->raw, "%s", single_serial(c, s));
}

static void
certificates_left_out(struct check *c)
{
	each_single(c, left_out);
}

static const struct smimelint_rule rules[] = {
	{
		.id = "rfc6960.response.crl-contradicts", .section = "2.2",
		.title = "the response and the CRL contradict each other",
		.requires = "Nothing in itself: both say what became of the same certificates.",
		.explanation = "A certificate that is revoked for some relying parties is valid for others. Of each scope (a partition, say) the last "
		    "complete CRL counts that was issued no later than the answer, with the delta CRLs after it.",
		.remedy = "Make both from the same data.",
		OCSP_NOTICE, .beside = BESIDE_PREVIOUS, .fn = crl_contradicts, EACH_SINGLE,
	}, {
		.id = "sbr.ocsp.updated-late", .section = "4.9.10",
		.title = "the response came too late after the one before",
		.requires = "A response with an interval of less than sixteen hours is followed by a new one before half of it is over; another "
		    "eight hours before its nextUpdate and within four days after its thisUpdate.",
		.explanation = "Relying parties that ask late get an answer that ends at once, or none.",
		.remedy = "Produce responses more often. Where one lies between the two, give it too (--previous).",
		.schedule = SBR_SHALL, .scope = SCOPE_OCSP_RESPONSE, .beside = BESIDE_PREVIOUS, .fn = updated_late, .is_bounded = true, EACH_SINGLE,
	}, {
		.id = "sbr.ocsp.ca-updated-late", .section = "4.9.10",
		.title = "more than twelve months lie between the answer for a CA certificate and the one before",
		.requires = "Information about CA certificates is updated at least every twelve months.",
		.explanation = "Twelve months end on the same day and second of the next year.",
		.remedy = "Produce responses more often. Where one lies between the two, give it too (--previous).",
		.schedule = SBR_SHALL, .scope = SCOPE_OCSP_RESPONSE, .beside = BESIDE_PREVIOUS, .fn = ca_updated_late, .is_bounded = true, EACH_SINGLE,
	}, {
		.id = "sbr.ocsp.ca-revocation-late", .section = "4.9.10",
		.title = "the first answer with the revocation of a CA certificate came more than 24 hours after it",
		.requires = "Information about a CA certificate is updated within 24 hours after it was revoked.",
		.explanation = "Until then relying parties trust what the CA signs. The answer before was good.",
		.remedy = "Produce a response at once when a CA certificate is revoked.",
		.reading = "Nothing says that no response lies between the two (--sequence), or one of those given cannot be read.",
		.schedule = SBR_SHALL, .scope = SCOPE_OCSP_RESPONSE, .beside = BESIDE_PREVIOUS, .fn = ca_revocation_late, .is_bounded = true, EACH_SINGLE,
	}, {
		.id = "sbr.ocsp.removed-early", .section = "4.10.1",
		.title = "the answer takes back a revocation that one before it had",
		.requires = "A revocation is not removed from OCSP responses until after the certificate has expired.",
		.explanation = "The certificate is valid again for whoever asks now. Only a hold (certificateHold) ends so. A revocation for good does not become one, and such a hold does not end: "
		    "the answer after it takes the same revocation back. Without the certificate "
		    "(--certificates) nobody knows when it expires, and the finding is a notice.",
		.remedy = "Answer revoked until the certificate has expired.",
		.reading = "The answer before has the CertID with another key of the CA. A serial number is the CA's with any of its keys (4.9.10, RFC 5280 4.1.2.2), and the CertID "
		    "names one of them (RFC 6960 4.1.1).",
		.schedule = SBR_SHALL, .scope = SCOPE_OCSP_RESPONSE, .beside = BESIDE_PREVIOUS, .fn = removed_early, .is_bounded = true, EACH_SINGLE,
	}, {
		.id = "sbr.ocsp.previous-not-compared", .section = "4.9.10",
		.title = "answers were not compared with earlier ones",
		.requires = "Nothing: with --previous the linter judges when the next answer followed. Here it could not.",
		.explanation = "An answer is compared with the last ones about the same certificate; of those with one thisUpdate, "
		    "producedAt decides which was before. Two CertIDs with the same hash algorithm are compared as they are; "
		    "with the CA's certificate at hand (--issuer) others are known, too.",
		.remedy = "Give the response that this one follows (--previous). Where its CertID has another hash algorithm, give the CA's certificate, too.",
		.schedule = SBR_NOTICE, .scope = SCOPE_OCSP_RESPONSE, .beside = BESIDE_PREVIOUS, .fn = previous_not_compared, EACH_SINGLE,
		.speaks_for = IDS("sbr.ocsp.updated-late", "sbr.ocsp.ca-updated-late", "sbr.ocsp.ca-revocation-late", "sbr.ocsp.removed-early",
		    "rfc6960.response.crl-contradicts"),
	}, {
		.id = "sbr.ocsp.good-for-unused", .section = "4.9.10",
		.title = "the answer is good for a serial number that the CA has not used",
		.requires = "A responder does not answer good for a serial number that is in no certificate the CA issued.",
		.explanation = "A certificate that somebody forged, or that was issued without a record, would be taken for valid.",
		.remedy = "Answer revoked or unknown.",
		.reading = "Under a technically constrained CA (7.1.5) it is a SHOULD NOT: one whose certificate constrains usages, rfc822Names and directoryNames, or that is said "
		    "to be (--ca-constrained). Otherwise there is no reading to it.",
		.schedule = SBR_SHALL, .scope = SCOPE_OCSP_RESPONSE, .beside = BESIDE_CERTIFICATES, .fn = good_for_unused, EACH_SINGLE,
	}, {
		.id = "sbr.ocsp.unused-undecided", .section = "4.9.10",
		.title = "whether the CA has used the serial number is not known",
		.requires = "A responder does not answer good for a serial number that is in no certificate the CA issued.",
		.explanation = "--issued-complete says that all certificates of the CA are there, and none of them is one of the issuer that the CertID names.",
		.remedy = "Give the certificates of that CA with --certificates.",
		.schedule = SBR_NOTICE, .scope = SCOPE_OCSP_RESPONSE, .beside = BESIDE_CERTIFICATES, .fn = unused_undecided, EACH_SINGLE,
		.speaks_for = IDS("sbr.ocsp.good-for-unused"),
	}, {
		.id = "rfc6960.response.issued-denied", .section = "2.2",
		.title = "the answer says of a certificate of the CA that it was never issued",
		.requires = "The answer for certificates that were never issued (certificateHold since 1970-01-01) is for serial numbers that the CA, "
		    "with any of its keys, has no record of.",
		.explanation = "The certificate was given, and the CA signed it. Clients refuse it, as one that somebody forged. Without the CA's certificate "
		    "(--issuer) it may be forged indeed, and the finding is a notice.",
		.remedy = "Find out why the responder does not know the certificate. Answer good, or when and why it was revoked.",
		.reading = "Nothing forbids a CA to revoke a certificate as of 1970-01-01 and to put it on hold.",
		OCSP_MUST, .beside = BESIDE_CERTIFICATES, .fn = issued_denied, .is_bounded = true, EACH_SINGLE,
	}, {
		.id = "rfc6960.response.certificate-not-the-cas", .section = "4.2.2.2",
		.title = "a certificate given for the response is not signed with a key of its issuer",
		.requires = "Nothing of the response: a CA answers for the certificates that it signed.",
		.explanation = "Anybody can write a certificate with the CA's name and the serial number of an answer, and whatever authorityKeyIdentifier. The CA is at "
		    "hand (--issuer), and none of its keys made the signature. Rules take the answer as one whose certificate is not known.",
		.remedy = "Leave the certificate out, or give the CA certificate with the key that signed it.",
		.schedule = SCHEDULE({ DAY_ALWAYS, LEVEL_NOTICE }), .scope = SCOPE_OCSP_RESPONSE, .beside = BESIDE_CERTIFICATES, .fn = not_the_cas, EACH_SINGLE,
		.speaks_for = IDS("sbr.ocsp.good-for-unused"),
	}, {
		.id = "rfc6960.response.crl-not-the-cas", .section = "3.2",
		.title = "a CRL given beside the response is not signed with a key of its issuer",
		.requires = "Nothing of the response: a CRL that its issuer did not sign is none of its CRLs (RFC 5280 6.3.3 g).",
		.explanation = "Anybody can write a CRL with the CA's name, and whatever authorityKeyIdentifier. The CA is at hand (--issuer), and none of its keys made "
		    "the signature, so that the CRL decides nothing.",
		.remedy = "Leave the CRL out, or give the CA certificate with the key that signed it.",
		.schedule = SCHEDULE({ DAY_ALWAYS, LEVEL_NOTICE }), .scope = SCOPE_OCSP_RESPONSE, .beside = BESIDE_PREVIOUS, .fn = crl_not_the_cas,
		EACH_SINGLE, .speaks_for = IDS("rfc6960.response.crl-contradicts"),
	}, {
		.id = "rfc6960.response.previous-not-the-cas", .section = "3.2",
		.title = "a response given as an earlier one is not signed by the CA or a responder of it",
		.requires = "Nothing of the response at hand: a response that no responder of the CA signed is none of its responses.",
		.explanation = "Anybody can write a response about a certificate of the CA. The CA is at hand (--issuer). None of its keys made the signature, nor that of "
		    "a responder whose certificate the CA signed (--responder, or in the response). The response decides nothing.",
		.remedy = "Leave the response out, or give the responder's certificate with --responder.",
		.schedule = SCHEDULE({ DAY_ALWAYS, LEVEL_NOTICE }), .scope = SCOPE_OCSP_RESPONSE, .beside = BESIDE_PREVIOUS, .fn = previous_not_the_cas,
		EACH_SINGLE, .speaks_for = IDS("sbr.ocsp.updated-late", "sbr.ocsp.ca-updated-late", "sbr.ocsp.ca-revocation-late", "sbr.ocsp.removed-early"),
	}, {
		.id = "rfc6960.response.certificates-left-out", .section = "4.1.1",
		.title = "an answer is about more certificates than are looked at",
		.requires = "Nothing in itself: an answer is about one certificate, and a CA uses a serial number once "
		    "(RFC 5280 4.1.2.2).",
		.explanation = "Of one issuer and serial number 16 different certificates are kept; what the others would say is not known.",
		.remedy = "Find out why so many certificates have one serial number, and give those that the CA issued.",
		.schedule = SCHEDULE({ DAY_ALWAYS, LEVEL_NOTICE }), .scope = SCOPE_OCSP_RESPONSE, .beside = BESIDE_CERTIFICATES, .fn = certificates_left_out,
		EACH_SINGLE,
	},
};

RULE_TABLE(rules_issuer_ocsp_known, "RFC 6960 and SBR 4.9.10: an OCSP response and what is known beside it", rules);
