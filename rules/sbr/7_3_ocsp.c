/* SPDX-License-Identifier: Apache-2.0 */
/* 7_3_ocsp.c - SBR 4.9.9, 4.9.10 and 7.3: OCSP responses, and who signs them. */
#include "rules/common/issuer.h"
#include "rules/common/ocsp.h"
#include "rules/common/revocation.h"
#include "rules/common/signature.h"
#include "rules/tables.h"

#define EIGHT_HOURS (8 * 3600)

/* ---- the interval: it ends with the second of nextUpdate ---- */

static void
report_interval(struct check *c, const struct ocsp_single *s)
{
	char from[32], to[32];

	report(c, s->next_at.raw, "%s: %s to %s%s", single_serial(c, s), seconds_format(s->this_update.seconds, from),
	    seconds_format(s->next_update.seconds, to), single_is_of_subscriber(c, s) ? single_presumed(c, s) : "");
}

static bool
has_interval(const struct ocsp_single *s)
{
	return s->this_update.ok && s->next_update.ok && s->next_update.seconds > s->this_update.seconds;
}

static void
short_interval(struct check *c, const struct ocsp_single *s)
{
	if (has_interval(s) && s->next_update.seconds - s->this_update.seconds + 1 < EIGHT_HOURS)
		report_interval(c, s);
}

static void
under_8_hours(struct check *c)
{
	each_of_subscriber(c, short_interval);
}

/* Ten days between the two fields are a second too many where the interval includes both: a matter of reading. */
static void
long_interval(struct check *c, const struct ocsp_single *s)
{
	if (has_interval(s) && s->next_update.seconds - s->this_update.seconds > TEN_DAYS)
		report_interval(c, s);
}

static void
interval_of_10_days(struct check *c, const struct ocsp_single *s)
{
	if (has_interval(s) && s->next_update.seconds - s->this_update.seconds == TEN_DAYS)
		report_interval(c, s);
}

static void
over_10_days(struct check *c)
{
	(void)any_of_subscriber(c, interval_of_10_days);
	reading_settled(c);
	each_of_subscriber(c, long_interval);
}

static void
over_12_months(struct check *c, const struct ocsp_single *s)
{
	if (has_interval(s) && s->next_update.seconds > twelve_months_after(s->this_update.seconds))
		report_interval(c, s);
}

static void
ca_over_12_months(struct check *c)
{
	each_of_ca(c, over_12_months);
}

static void
next_update_missing(struct check *c)
{
	each_of_subscriber(c, ocsp_no_next_update);
}

/* ---- reasons ---- */

static void
unspecified(struct check *c, const struct ocsp_single *s)
{
	if (s->reason == CRL_UNSPECIFIED)
		report(c, s->reason_at, "%s", single_serial(c, s));
}

static void
reason_unspecified(struct check *c)
{
	each_single(c, unspecified);
}

/* May the certificate of a SingleResponse be this?  What is known of it says so, or else what the response covers. */
static bool
is_of_class(const struct check *c, const struct ocsp_single *s, enum crl_class class)
{
	uint8_t classes = single_classes(c, s);

	if (classes == 0 || (classes & CRL_IS(CRL_CLASS_UNKNOWN)) != 0) {
		classes &= (uint8_t)~CRL_IS(CRL_CLASS_UNKNOWN);
		classes |= ocsp_covers_cas_only(c) ? CRL_IS_CA : CRL_IS(CRL_CLASS_UNKNOWN);
	}
	return (classes & CRL_IS(class)) != 0;
}

static void
each_of_class(struct check *c, enum crl_class class, single_fn *fn)
{
	for (unsigned i = 0; i < c->ocsp->n_single; i++)
		if (is_of_class(c, &c->ocsp->single[i], class))
			fn(c, &c->ocsp->single[i]);
}

static bool
lacks_reason(const struct ocsp_single *s)
{
	return s->status == OCSP_REVOKED && s->reason == OCSP_NO_REASON;
}

static bool
is_on_hold(const struct ocsp_single *s)
{
	return s->reason == CRL_HOLD && !ocsp_non_issued(s);
}

/* Is there one of which nothing says whose certificate it is about, and that says this? */
static bool
some_unknown(const struct check *c, bool (*says)(const struct ocsp_single *))
{
	for (unsigned i = 0; i < c->ocsp->n_single; i++)
		if (is_of_class(c, &c->ocsp->single[i], CRL_CLASS_UNKNOWN) && says(&c->ocsp->single[i]))
			return true;
	return false;
}

static void
no_reason(struct check *c, const struct ocsp_single *s)
{
	if (lacks_reason(s))
		report(c, s->status_at, "%s", single_serial(c, s));
}

/* A certificate that was issued is on hold, whatever form the answer has. */
static bool
is_suspended(const struct check *c, const struct ocsp_single *s)
{
	return s->reason == CRL_HOLD && (!ocsp_non_issued(s) || single_is_issued(c, s));
}

static void
hold(struct check *c, const struct ocsp_single *s)
{
	if (is_suspended(c, s))
		report(c, s->reason_at, "%s", single_serial(c, s));
}

/* Those that are known to be CAs', or those of which what the response covers says so. */
static void
each_of_cas(struct check *c, single_fn *fn, bool known)
{
	for (unsigned i = 0; i < c->ocsp->n_single; i++) {
		const struct ocsp_single *s = &c->ocsp->single[i];

		if (is_of_class(c, s, CRL_CLASS_CA) && ((single_classes(c, s) & CRL_IS_CA) != 0) == known)
			fn(c, s);
	}
}

/*
 * A certificate that is known to be a CA's is one, whatever the response is
 * said to cover; what is known of one says nothing certain of the next.
 */
static void
on_ca_certificates(struct check *c, single_fn *fn, bool (*undecided)(const struct ocsp_single *))
{
	bool claimed = c->profile->covers_from == COVERS_FROM_OPTION && c->profile->cas_from == COVERS_FROM_NONE;

	if (c->profile->covers == COVERS_SUBSCRIBER)
		not_applicable(c, "the response tells the status of subscriber certificates");
	else if (some_unknown(c, undecided))
		not_evaluated(c, "whether it is of a CA certificate is not known of all answers");
	if (!claimed)
		each_of_cas(c, fn, false);
	reading_settled(c);
	each_of_cas(c, fn, true);
	if (claimed)
		each_of_cas(c, fn, false);
	tell_certificates_beyond(c);
}

static void
ca_reason_missing(struct check *c)
{
	on_ca_certificates(c, no_reason, lacks_reason);
}

static void
ca_reason_undecided(struct check *c)
{
	if (c->profile->covers == COVERS_SUBSCRIBER)
		not_applicable(c, "the response tells the status of subscriber certificates");
	else
		each_of_class(c, CRL_CLASS_UNKNOWN, no_reason);
}

static void
ca_hold(struct check *c)
{
	on_ca_certificates(c, hold, is_on_hold);
}

/* What the CA of a certificate, of which nothing else is known, says of those that it issues; all zero: nothing. */
static struct ca_says
ca_of(const struct check *c, const struct ocsp_single *s)
{
	const struct ca *ca = c->about != NULL ? c->about[s - c->ocsp->single].ca : NULL;

	if (ocsp_covers_cas_only(c) || (ca == NULL && c->issuer == NULL))
		return (struct ca_says){ .covers = 0 };
	return ca != NULL ? ca->says : c->issuer_says;
}

static bool
is_of_strict_ca(const struct check *c, const struct ocsp_single *s)
{
	return ca_of(c, s).strict_only;
}

/* Of a certificate whose generation nothing shows but, maybe, its CA. */
static void
each_of_no_generation(struct check *c, single_fn *fn)
{
	each_of_class(c, CRL_CLASS_UNKNOWN, fn);
	each_of_class(c, CRL_CLASS_UNDECIDED, fn);
}

static void
hold_by_issuer(struct check *c, const struct ocsp_single *s)
{
	if (is_of_strict_ca(c, s))
		hold(c, s);
	else if (is_suspended(c, s) && !ca_of(c, s).none_strict)
		not_evaluated(c, "of which generation the certificates are is not known of all answers");
}

static void
hold_of_any(struct check *c, const struct ocsp_single *s)
{
	if (!is_of_strict_ca(c, s) && !ca_of(c, s).none_strict)
		hold(c, s);
}

static void
strict_hold(struct check *c)
{
	bool any = c->known != NULL;

	for (unsigned i = 0; i < c->ocsp->n_single; i++)
		any = any || is_of_strict_ca(c, &c->ocsp->single[i]);
	if (!any)
		not_applicable(c, "nothing says that the certificates are of the Strict generation");
	each_of_class(c, CRL_CLASS_STRICT, hold);
	each_of_no_generation(c, hold_by_issuer);
	tell_certificates_beyond(c);
}

static void
hold_undecided(struct check *c)
{
	each_of_no_generation(c, hold_of_any);
}

/* ---- extensions ---- */

static void
reason_code(struct check *c, const struct ocsp_single *s)
{
	for (unsigned i = 0; i < s->n_ext; i++)
		if (s->ext[i].id == OID_EXT_REASON_CODE)
			report(c, s->ext[i].raw, "%s", single_serial(c, s));
}

static void
single_reason_code(struct check *c)
{
	each_single(c, reason_code);
}

/* ---- the signer ---- */

/* Is there a certificate, other than the CA's, whose key signed? */
static bool
is_delegated(struct check *c)
{
	if (c->signer == NULL)
		lacks_signer(c);
	else if (c->signer->is_ca)
		not_applicable(c, "the CA signed itself");
	else if (c->signer->is_ca_of_some)
		not_evaluated(c, "the CA that signed is that of some answers, not of all (--issuer)");
	else if (c->signer->may_be_ca)
		not_evaluated(c, "a CertID that the program cannot try may be of the CA that signed (--issuer)");
	else if (c->issuer == NULL && c->ocsp->n_single == 0 && cert_ok(c->signer->cert, PART_EXT_BC) && c->signer->cert->bc.ca)
		not_evaluated(c, "no answer says whether the CA that signed is the one that was asked about");
	else
		return true;
	return false;
}

static void
signer_no_ocsp_signing(struct check *c)
{
	if (is_delegated(c) && !cert_has_eku(c->signer->cert, OID_EKU_OCSP_SIGNING) && !signer_cannot_be_read(c, PART_EXT_EKU))
		report(c, at_part(c, PART_RESPONDER_ID), "%s", name_show(c->arena, &c->signer->cert->subject));
}

static void
signer_no_nocheck(struct check *c)
{
	const struct cert_view *by;

	if (!is_delegated(c))
		return;
	by = c->signer->cert;
	if (!cert_has(by, PART_EXT_OCSP_NOCHECK))
		report(c, at_part(c, PART_RESPONDER_ID), "%s", name_show(c->arena, &by->subject));
	else
		(void)signer_cannot_be_read(c, PART_EXT_OCSP_NOCHECK);
}

/* With either of these bits a key signs what is no certificate and no CRL (RFC 5280 4.2.1.3, 4.2.1.12). */
static void
signer_key_usage(struct check *c)
{
	if (is_delegated(c) && !signer_cannot_be_read(c, PART_EXT_KU) && cert_ok(c->signer->cert, PART_EXT_KU) &&
	    (c->signer->cert->ku.bits & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) == 0)
		report(c, at_part(c, PART_RESPONDER_ID), "%s", name_show(c->arena, &c->signer->cert->subject));
}

static void
signer_warnings(struct check *c)
{
	const struct issuer_errors *e = c->signer != NULL ? c->signer->errors : NULL;

	if (!is_delegated(c) || e == NULL)
		return;
	for (size_t i = 0; i < e->n_warning; i++)
		report_broken(c, at_part(c, PART_RESPONDER_ID), e->rule[e->n + i]);
}

static void
signer_not_compliant(struct check *c)
{
	const struct issuer_errors *e = c->signer != NULL ? c->signer->errors : NULL;

	if (!is_delegated(c) || e == NULL)
		return;
	for (size_t i = 0; i < e->n; i++)
		report_broken(c, at_part(c, PART_RESPONDER_ID), e->rule[i]);
}

/* Of another CA than the response's issuer, for which the signer may not answer. */
static void
of_other_ca(struct check *c, const struct ocsp_single *s)
{
	if (c->about != NULL && c->about[s - c->ocsp->single].answerer == ANSWERED_BY_OTHER)
		report(c, s->name_hash, "%s: a certificate of %s", single_serial(c, s), name_show(c->arena, &single_ca(c, s)->subject));
}

/* Where the CA's certificate is not at hand the CertID has a hash of its name, which the responder's certificate names, too. */
static void
of_other_name(struct check *c, const struct ocsp_single *s)
{
	const uint8_t *word = c->signer->id_word;

	switch (word != NULL ? (enum ocsp_id_word)word[s - c->ocsp->single] : ID_UNTRIED) {
	case ID_UNTRIED:
		not_evaluated(c, "what the CertID says of the CA cannot be tried");
		break;
	case ID_OF_ANOTHER:
		report(c, at_part(c, PART_RESPONDER_ID), "%s: issued by %s", single_serial(c, s), name_show(c->arena, &c->signer->cert->issuer));
		break;
	case ID_OF_SIGNERS_CA:
		not_evaluated(c, "no certificate of the CA is at hand (--issuer)");
	}
}

static void
signer_other_issuer(struct check *c)
{
	if (c->signer == NULL) {
		lacks_signer(c);
	} else if (c->issuer == NULL) {
		each_single(c, of_other_name);
	} else {
		if (is_delegated(c) && !c->signer->is_issued)
			report(c, at_part(c, PART_RESPONDER_ID), "issued by %s", name_show(c->arena, &c->signer->cert->issuer));
		each_single(c, of_other_ca);
	}
}

/* ---- the CA itself: where CA certificates were given, and not its own, another row says so (sbr.issuer.not-found) ---- */

static void
issuer_unknown(struct check *c)
{
	if (c->issuer_state == ISSUER_NOT_ASKED)
		report(c, at_part(c, PART_RESPONSES), NULL);
}

/* Whichever CA is asked about: that one did not issue it. */
static void
signer_itself(struct check *c)
{
	if (is_delegated(c) && c->signer->is_own_issuer)
		report(c, at_part(c, PART_RESPONDER_ID), "%s", name_show(c->arena, &c->signer->cert->subject));
}

static void
ca_signs_ocsp(struct check *c)
{
	const struct cert_view *ca;

	if (c->signer == NULL) {
		lacks_signer(c);
		return;
	}
	if (!c->signer->is_ca) {
		not_applicable(c, "the CA's own key did not sign");
		return;
	}
	/* Of several certificates of the CA, each of which has the key, the one in the response; else the one that is met, or that of another key. */
	ca = c->signer->by_other_key || comes_with_response(c, c->signer->cert) ? c->signer->cert : c->issuer;
	if (ca == c->issuer && rule_cannot_see(c, PART_EXT_KU))
		return;
	if (!cert_ok(ca, PART_EXT_KU))
		not_applicable(c, "the CA's certificate has no keyUsage that can be read");
	else if ((ca->ku.bits & KU_DIGITAL_SIGNATURE) == 0)
		report(c, at_part(c, PART_RESPONDER_ID), NULL);
}

#define SBR_MUST .schedule = SBR_SHALL, .scope = SCOPE_OCSP_RESPONSE
/* Who signed is told by these: one that cannot be read may be the signer. */
#define OF_SIGNER .is_bounded = true, .reads = PARTS1(PART_RESPONDER_ID) | PARTS1(PART_CERTS), .when = PARTS1(PART_RESPONDER_ID)
#define BY_ROOT "Nothing but its issuer, a root, says that the certificate is one of a CA: a root may have issued certificates of OCSP responders as well (6.1.7)."

static const struct smimelint_rule rules[] = {
	{
		.id = "sbr.ocsp.validity-under-8-hours", .section = "4.9.10",
		.title = "the response is valid for less than eight hours",
		.requires = "The validity interval of a response about a subscriber certificate is eight hours or more, both ends included.",
		.explanation = "Relying parties that ask once in a working day would have no answer when the responder is down.",
		.remedy = "Set nextUpdate to eight hours after thisUpdate or later.",
		SBR_MUST, .fn = under_8_hours, .is_bounded = true, EACH_SINGLE,
	}, {
		.id = "sbr.ocsp.validity-over-10-days", .section = "4.9.10",
		.title = "the response is valid for more than ten days",
		.requires = "The validity interval of a response about a subscriber certificate is at most ten days, and includes thisUpdate and nextUpdate.",
		.explanation = "Clients that keep the response do not see a revocation until nextUpdate. 864,000 seconds "
		    "between the two fields are 864,001 seconds where both ends belong to the interval.",
		.remedy = "Set nextUpdate to less than ten days after thisUpdate.",
		.reading = "4.9.10 calls the interval the difference between the two fields, inclusive: whether the second of nextUpdate counts, so that a "
		    "difference of exactly ten days is too long, is a matter of reading. A longer one is too long by any.",
		SBR_MUST, .fn = over_10_days, .is_bounded = true, EACH_SINGLE,
	}, {
		.id = "sbr.ocsp.ca-over-12-months", .section = "4.9.10",
		.title = "nextUpdate of a response about a CA certificate is more than twelve months after thisUpdate",
		.requires = "Information about CA certificates is updated at least every twelve months.",
		.explanation = "Clients that keep the response do not see a revocation until nextUpdate.",
		.remedy = "Set nextUpdate to twelve months after thisUpdate at the latest.",
		.reading = "4.9.10 says when the responder updates, not what nextUpdate may be; that it lies within the same time is read out of it.",
		SBR_MUST, .fn = ca_over_12_months, .is_bounded = true, EACH_SINGLE,
	}, {
		.id = "sbr.ocsp.next-update-missing", .section = "4.9.10",
		.title = "nextUpdate is absent",
		.requires = "The validity interval of a response about a subscriber certificate is from eight hours to ten days.",
		.explanation = "Without nextUpdate the response has no interval.",
		.remedy = "Set nextUpdate.",
		.reading = "RFC 6960 makes the field optional; that it is needed is read out of the limits of its interval.",
		SBR_MUST, .fn = next_update_missing, .is_bounded = true, EACH_SINGLE,
	}, {
		.id = "sbr.ocsp.ca-reason-missing", .section = "7.3",
		.title = "the answer for a revoked CA certificate has no revocationReason",
		.requires = "Where a response is for a root, subordinate CA or cross certificate that has been revoked, revocationReason is present.",
		.explanation = "Why a CA was revoked decides whether what it signed before can be trusted.",
		.remedy = "Give the reason.",
		.reading = BY_ROOT,
		SBR_MUST, .fn = ca_reason_missing, .is_bounded = true, EACH_SINGLE,
	}, {
		.id = "sbr.ocsp.ca-reason-undecided", .section = "7.3",
		.title = "whether the answer needs a revocationReason depends on whose certificate it is about",
		.requires = "Where a response is for a root, subordinate CA or cross certificate that has been revoked, revocationReason is present.",
		.explanation = "Nothing in the response or the options shows whether the certificate is a CA's. One of a subscriber needs no reason.",
		.remedy = "Give the certificate (--certificates), say what the response covers (--covers), or give the CA's certificate (--issuer).",
		.schedule = SBR_NOTICE, .scope = SCOPE_OCSP_RESPONSE, .fn = ca_reason_undecided, EACH_SINGLE,
		.speaks_for = IDS("sbr.ocsp.ca-reason-missing"),
	}, {
		.id = "sbr.ocsp.ca-hold", .section = "7.3",
		.title = "the answer for a CA certificate says that it is on hold",
		.requires = "revocationReason is one that 7.2.2 allows for CRLs: certificateHold is not used for CA certificates.",
		.explanation = "A CA is revoked for good or not at all. The answer of RFC 6960 2.2 for certificates that were never issued is excepted.",
		.remedy = "Revoke the CA certificate with the reason that applies.",
		.reading = BY_ROOT,
		SBR_MUST, .fn = ca_hold, .is_bounded = true, EACH_SINGLE,
	}, {
		.id = "sbr.ocsp.strict-hold", .section = "7.3",
		.title = "the answer for a certificate of the Strict generation says that it is on hold",
		.requires = "revocationReason is one that 7.2.2 allows for CRLs: certificateHold is not used for certificates of the Strict profiles.",
		.explanation = "Legacy and Multipurpose certificates may be suspended; Strict ones are revoked or valid. "
		    "The answer of RFC 6960 2.2 for certificates that were never issued is excepted.",
		.remedy = "Revoke the certificate with the reason that applies, or answer good.",
		SBR_MUST, .fn = strict_hold, .is_bounded = true, EACH_SINGLE,
	}, {
		.id = "sbr.ocsp.reason-unspecified", .section = "7.3",
		.title = "the reason of a revocation is unspecified",
		.requires = "revocationReason is one that 7.2.2 allows for CRLs, which unspecified (0) is not.",
		.explanation = "The value adds nothing: without revocationReason the reason is unspecified, too.",
		.remedy = "Leave revocationReason out, or give the reason.",
		SBR_MUST, .fn = reason_unspecified, EACH_SINGLE,
	}, {
		.id = "sbr.ocsp.hold-undecided", .section = "7.3",
		.title = "whether the certificate may be on hold depends on its generation",
		.requires = "certificateHold (6) is not used for certificates of CAs and of the Strict profiles; those of the Legacy and Multipurpose profiles may be suspended.",
		.explanation = "A response does not say which profile a certificate has. Where the reserved policies of the issuing CA's certificate are all Strict, or none is, "
		    "they do. The answer of RFC 6960 2.2 for certificates that were never issued is excepted.",
		.remedy = "Give the certificate (--certificates), or check that it is of the Legacy or Multipurpose generation.",
		.schedule = SBR_NOTICE, .scope = SCOPE_OCSP_RESPONSE, .fn = hold_undecided, EACH_SINGLE,
		.speaks_for = IDS("sbr.ocsp.strict-hold", "sbr.ocsp.ca-hold"),
	}, {
		.id = "sbr.ocsp.single-reason-code", .section = "7.3.2",
		.title = "singleExtensions has the CRL entry extension reasonCode",
		.requires = "singleExtensions does not contain reasonCode (2.5.29.21).",
		.explanation = "The reason belongs in RevokedInfo, where clients look for it.",
		.remedy = "Write the reason as revocationReason.",
		SBR_MUST, .fn = single_reason_code, EACH_SINGLE,
	}, {
		.id = "sbr.ocsp.signer-no-ocsp-signing", .section = "4.9.9",
		.title = "the certificate of the responder has no id-kp-OCSPSigning",
		.requires = "A response is signed by the CA that issued the certificate, or by a responder whose certificate that CA issued for OCSP.",
		.explanation = "Clients refuse the response (RFC 6960 4.2.2.2).",
		.remedy = "Sign with the key of a certificate that has id-kp-OCSPSigning.",
		SBR_MUST, .fn = signer_no_ocsp_signing,
		.tells_of = IDS("sbr.ext-key-usage.no-ocsp-signing", "rfc6960.ext-key-usage.no-ocsp-signing"), OF_SIGNER,
	}, {
		.id = "sbr.ocsp.signer-no-nocheck", .section = "4.9.9",
		.title = "the certificate of the responder has no id-pkix-ocsp-nocheck",
		.requires = "The certificate of a responder to which the CA delegates has the extension id-pkix-ocsp-nocheck.",
		.explanation = "Clients would have to ask the same responder whether its certificate is revoked.",
		.remedy = "Issue the responder a certificate with the extension.",
		SBR_MUST, .fn = signer_no_nocheck, .tells_of = IDS("sbr.ocsp-nocheck.missing"), OF_SIGNER,
	}, {
		.id = "sbr.ocsp.signer-not-compliant", .section = "4.9.9",
		.title = "the certificate of the responder breaks rules itself",
		.requires = "The certificate of a responder to which the CA delegates is one of the CA's, which keeps what binds it when it is issued.",
		.explanation = "The responder's certificate is judged whole, by its own date. Each rule "
		    "that it breaks as an error is a finding, and its value; lint the certificate to see where.",
		.remedy = "Issue the responder a certificate that keeps them.",
		SBR_MUST, .fn = signer_not_compliant, OF_SIGNER,
		.yields_to = IDS("sbr.ocsp.signer-no-ocsp-signing", "sbr.ocsp.signer-no-nocheck", "rfc5280.key-usage.signed-response"),
		.yields = YIELD_OF_BROKEN,
	}, {
		.id = "sbr.ocsp.signer-warnings", .section = "4.9.9",
		.title = "the certificate of the responder breaks rules of warning level",
		.requires = "The certificate of a responder to which the CA delegates keeps what it should keep, and what is read out of the text.",
		.explanation = "The responder's certificate is judged whole, by its own date. Each rule of warning level that it breaks is a "
		    "finding, and its value; lint the certificate to see where.",
		.remedy = "Issue the responder a certificate that keeps them.",
		.schedule = SCHEDULE(SHOULD_FROM(2023, 9, 1)), .scope = SCOPE_OCSP_RESPONSE, .fn = signer_warnings, OF_SIGNER,
		.yields_to = IDS("rfc5280.key-usage.signed-response", "sbr.ocsp.signer-itself"), .yields = YIELD_OF_BROKEN,
	}, {
		.id = "rfc5280.key-usage.signed-response", .section = "4.2.1.3",
		.title = "keyUsage of the responder's certificate does not let its key sign the response",
		.requires = "A key signs what is no certificate and no CRL only where its certificate has digitalSignature or nonRepudiation.",
		.explanation = "Issuing the certificate is not forbidden, its use is: the response shows it. Clients refuse the response.",
		.remedy = "Issue the responder a certificate with digitalSignature.",
		.schedule = RFC5280_SHALL, .scope = SCOPE_OCSP_RESPONSE, .fn = signer_key_usage,
		.tells_of = IDS("rfc5280.key-usage.ocsp-signer-no-signing", "rfc5280.key-usage.no-bits", "rfc9295.key-usage.edwards-no-signing",
		    "rfc4055.key-usage.pss-no-signing", "rfc8410.key-usage.edwards-no-signing", "rfc9881.key-usage.ml-dsa-no-signing"), OF_SIGNER,
	}, {
		.id = "sbr.ocsp.signer-other-issuer", .section = "4.9.9",
		.title = "the certificate of the responder was issued by another CA",
		.requires = "A response is signed by the CA that issued the certificate, or by a responder whose certificate that CA issued.",
		.explanation = "Clients refuse the response. Where the CA's certificate is not at hand (--issuer), the CertID is compared with the "
		    "responder's certificate: they have neither the CA's name nor its key in common.",
		.remedy = "Let the CA that issued the certificate issue one to the responder.",
		SBR_MUST, .fn = signer_other_issuer, OF_SIGNER,
		.yields_to = IDS("sbr.ocsp.signer-itself"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "sbr.ocsp.issuer-unknown", .section = "4.9.9",
		.title = "no certificate of the CA that the response is about was given",
		.requires = "Nothing: who may sign a response, and what its CertID has to say, depends on the CA that issued the certificate.",
		.explanation = "Whether the CertID is one of the CA's, whether that CA issued the responder's certificate, and whether it is an S/MIME CA "
		    "were not tried.",
		.remedy = "Give the CA's certificate with --issuer.",
		.schedule = SBR_NOTICE, .scope = SCOPE_OCSP_RESPONSE, .fn = issuer_unknown, EACH_SINGLE, .speaks_for_issuer = true,
		.speaks_for = IDS("sbr.ocsp.signer-other-issuer"),
	}, {
		.id = "sbr.ocsp.signer-itself", .section = "4.9.9",
		.title = "the certificate of the responder is signed with its own key",
		.requires = "A response is signed by the CA that issued the certificate, or by a responder whose certificate that CA issued.",
		.explanation = "Neither the name nor the key of a CertID shows that the responder is the CA, and every key can sign its own certificate. "
		    "Clients refuse the response.",
		.remedy = "Let the CA that issued the certificate issue one to the responder.",
		SBR_MUST, .fn = signer_itself, .tells_of = IDS("sbr.issuer.responder-itself"), OF_SIGNER,
	}, {
		.id = "sbr.key-usage.ca-signs-ocsp", .section = "7.1.2.2.e, 7.1.2.1.b",
		.title = "the CA signed the response itself, and its keyUsage has no digitalSignature",
		.requires = "Where a CA's key signs OCSP responses, digitalSignature is set in its certificate (7.1.2.1.b, 7.1.2.2.e).",
		.explanation = "Clients refuse the response.",
		.remedy = "Delegate to a responder, or issue the CA a certificate with digitalSignature.",
		SBR_MUST, .fn = ca_signs_ocsp, .needs_issuer = true, OF_SIGNER,
	},
};

RULE_TABLE(rules_sbr_7_3_ocsp, "SBR 4.9.9, 4.9.10 and 7.3 OCSP responses", rules);
