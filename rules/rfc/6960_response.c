/* SPDX-License-Identifier: Apache-2.0 */
/* 6960_response.c - OCSP responses (RFC 6960 4.2, 4.4; RFC 9654 and RFC 5019). */
#include "rules/common/ocsp.h"
#include "rules/common/signature.h"
#include "rules/tables.h"

#define SHA1_OCTETS 20

/* ---- the status and what comes with it ---- */

static bool
is_error(const struct check *c)
{
	return !c->ocsp->bare_tbs && c->ocsp->status != OCSP_SUCCESSFUL;
}

static void
status_undefined(struct check *c)
{
	if (!c->ocsp->bare_tbs && ocsp_status_text(c->ocsp->status) == NULL)
		report(c, at_part(c, PART_RESPONSE_STATUS), NULL);
}

static void
error_with_bytes(struct check *c)
{
	if (is_error(c))
		report(c, at_part(c, PART_RESPONSE_BYTES), NULL);
}

static void
successful_without_bytes(struct check *c)
{
	if (!c->ocsp->bare_tbs && c->ocsp->status == OCSP_SUCCESSFUL && !artifact_has(c->artifact, PART_RESPONSE_BYTES))
		report(c, at_part(c, PART_RESPONSE_STATUS), NULL);
}

static void
error_status(struct check *c)
{
	const char *text = ocsp_status_text(c->ocsp->status);

	if (is_error(c) && text != NULL)
		report(c, at_part(c, PART_RESPONSE_STATUS), "%s", text);
}

static void
not_basic(struct check *c)
{
	if (c->ocsp->response_type != OID_OCSP_BASIC)
		report(c, at_part(c, PART_RESPONSE_TYPE), "%s", oid_show(c->arena, c->ocsp->field[PART_RESPONSE_TYPE].val));
}

/* ---- ResponseData ---- */

static void
version(struct check *c)
{
	if (c->ocsp->version != 0)
		report(c, at_part(c, PART_VERSION), NULL);
}

static void
no_single(struct check *c)
{
	if (c->ocsp->field[PART_RESPONSES].val.n == 0)
		report(c, at_part(c, PART_RESPONSES), NULL);
}

static void
key_hash_length(struct check *c)
{
	if (c->ocsp->by_key && c->ocsp->key_hash.n != SHA1_OCTETS)
		report(c, at_part(c, PART_RESPONDER_ID), "%s", show_count(c, c->ocsp->key_hash.n, "octet"));
}

static void
responder_name_empty(struct check *c)
{
	if (!c->ocsp->by_key && c->ocsp->issuer.raw.p != NULL && c->ocsp->issuer.n_rdn == 0)
		report(c, at_part(c, PART_RESPONDER_ID), NULL);
}

static void
certs_empty(struct check *c)
{
	if (c->ocsp->n_cert == 0)
		report(c, at_part(c, PART_CERTS), NULL);
}

/* ---- times ---- */

static void
later_this_update(struct check *c, const struct ocsp_single *s)
{
	char a[32], b[32];

	if (s->this_update.ok && s->this_update.seconds > c->ocsp->produced_at.seconds)
		report(c, s->this_at.raw, "%s: %s, producedAt %s", single_serial(c, s),
		    seconds_format(s->this_update.seconds, a), seconds_format(c->ocsp->produced_at.seconds, b));
}

static void
this_update_after_produced(struct check *c)
{
	each_single(c, later_this_update);
}

static void
early_next_update(struct check *c, const struct ocsp_single *s)
{
	char a[32], b[32];

	if (s->this_update.ok && s->next_update.ok && s->next_update.seconds <= s->this_update.seconds)
		report(c, s->next_at.raw, "%s: thisUpdate %s, nextUpdate %s", single_serial(c, s), seconds_format(s->this_update.seconds, a),
		    seconds_format(s->next_update.seconds, b));
}

static void
next_update_not_after(struct check *c)
{
	each_single(c, early_next_update);
}

static void
late_produced(struct check *c, const struct ocsp_single *s)
{
	char a[32], b[32];

	if (s->next_update.ok && c->ocsp->produced_at.seconds > s->next_update.seconds)
		report(c, s->next_at.raw, "%s: nextUpdate %s, producedAt %s", single_serial(c, s), seconds_format(s->next_update.seconds, a),
		    seconds_format(c->ocsp->produced_at.seconds, b));
}

static void
produced_after_next_update(struct check *c)
{
	each_single(c, late_produced);
}

static bool
is_after_produced(const struct check *c, const struct ocsp_single *s)
{
	return c->ocsp->produced_at.ok && s->revoked.seconds > c->ocsp->produced_at.seconds;
}

static void
report_revoked(struct check *c, const struct ocsp_single *s)
{
	char a[32];

	report(c, s->revocation_time.raw, "%s: %s", single_serial(c, s), seconds_format(s->revoked.seconds, a));
}

static void
late_revoked(struct check *c, const struct ocsp_single *s)
{
	if (s->revoked.ok && s->this_update.ok && s->revoked.seconds > s->this_update.seconds && !is_after_produced(c, s))
		report_revoked(c, s);
}

static void
too_late_revoked(struct check *c, const struct ocsp_single *s)
{
	if (s->revoked.ok && is_after_produced(c, s))
		report_revoked(c, s);
}

/* Later than the response itself leaves no reading open. */
static void
revoked_after_this_update(struct check *c)
{
	each_single(c, late_revoked);
	reading_settled(c);
	each_single(c, too_late_revoked);
}

/* --current: is it good at the moment asked about? */
static void
each_current(struct check *c, single_fn *fn)
{
	if (!c->options->current_given)
		not_applicable(c, "no --current");
	else
		each_single(c, fn);
}

static void
report_current(struct check *c, const struct ocsp_single *s, struct span where, int64_t moment)
{
	char at[32];

	report(c, where, "%s: at %s", single_serial(c, s), seconds_format(moment, at));
}

static void
old_single(struct check *c, const struct ocsp_single *s)
{
	if (s->next_update.ok && s->next_update.seconds < c->options->current)
		report_current(c, s, s->next_at.raw, c->options->current);
}

static void
out_of_date(struct check *c)
{
	each_current(c, old_single);
}

static void
early_single(struct check *c, const struct ocsp_single *s)
{
	if (s->this_update.ok && s->this_update.seconds > c->options->current_last)
		report_current(c, s, s->this_at.raw, c->options->current_last);
}

static void
to_come(struct check *c)
{
	each_current(c, early_single);
}

/* ---- the form of times ---- */

#define TIME_OCTETS 15		/* YYYYMMDDHHMMSSZ */

static void
look_time(struct check *c, struct span raw, const struct der_tlv *t, bool ok)
{
	if (raw.p != NULL && (!ok || t->id != DER_GENTIME || t->val.n != TIME_OCTETS))
		report_text(c, raw, t->val);
}

/* Of one that is a GeneralizedTime. */
static void
cutoff_times(struct check *c, const struct ocsp_single *s)
{
	for (unsigned i = 0; i < s->n_ext; i++) {
		struct span val = s->ext[i].val;
		int64_t seconds;
		struct der_tlv t;

		if (s->ext[i].id == OID_EXT_OCSP_ARCHIVE_CUTOFF && der_take(&val, DER_GENTIME, &t))
			look_time(c, s->ext[i].raw, &t, der_check_one(&t) == 0 && der_time(t.id, t.val, &seconds));
	}
}

static void
single_times(struct check *c, const struct ocsp_single *s)
{
	look_time(c, s->this_at.raw, &s->this_at, s->this_update.ok);
	if (s->next_at.id == DER_GENTIME || s->next_at.id == DER_UTCTIME)
		look_time(c, s->next_at.raw, &s->next_at, s->next_update.ok);
	look_time(c, s->revocation_time.raw, &s->revocation_time, s->revoked.ok);
	cutoff_times(c, s);
}

static void
time_form(struct check *c)
{
	if (artifact_has(c->artifact, PART_PRODUCED_AT))
		look_time(c, c->ocsp->field[PART_PRODUCED_AT].raw, &c->ocsp->field[PART_PRODUCED_AT], c->ocsp->produced_at.ok);
	each_single(c, single_times);
}

/* ---- reasons and extensions ---- */

static void
undefined_reason(struct check *c, const struct ocsp_single *s)
{
	if (s->reason == OCSP_NO_REASON || s->reason == OCSP_REASON_UNREADABLE)
		return;
	if (s->reason > CRL_AA_COMPROMISE || s->reason == CRL_REASON_7 || s->reason == CRL_REMOVE)
		report(c, s->reason_at, "%s: %s", single_serial(c, s), s->reason == CRL_REMOVE ? "removeFromCRL" : show_reason(c, s->reason_value));
}

static void
reason_undefined(struct check *c)
{
	each_single(c, undefined_reason);
}

static void
single_critical(struct check *c, const struct ocsp_single *s)
{
	for (unsigned i = 0; i < s->n_ext; i++)
		if (s->ext[i].critical)
			report(c, s->ext[i].raw, "%s", oid_show(c->arena, s->ext[i].oid));
}

static void
extension_critical(struct check *c)
{
	for (unsigned i = 0; i < c->ocsp->n_ext; i++)
		if (c->ocsp->ext[i].critical)
			report(c, c->ocsp->ext[i].raw, "%s", oid_show(c->arena, c->ocsp->ext[i].oid));
	each_single(c, single_critical);
}

static void
extended_revoke_critical(struct check *c)
{
	if (artifact_critical(c->artifact, PART_EXT_OCSP_EXTENDED_REVOKE))
		report(c, at_part(c, PART_EXT_OCSP_EXTENDED_REVOKE), NULL);
}

/* CRL references, and the extensions of CRL entries (4.4.2, 4.4.5). */
static bool
is_of_crls(enum oid id)
{
	return id == OID_EXT_OCSP_CRL || id == OID_EXT_REASON_CODE || id == OID_EXT_HOLD_INSTRUCTION ||
	    id == OID_EXT_INVALIDITY_DATE || id == OID_EXT_CERTIFICATE_ISSUER;
}

static void
non_issued_form(struct check *c, const struct ocsp_single *s)
{
	if (!ocsp_non_issued(s))
		return;
	if (!artifact_has(c->artifact, PART_EXT_OCSP_EXTENDED_REVOKE))
		report(c, s->status_at, "%s: no id-pkix-ocsp-extended-revoke", single_serial(c, s));
	for (unsigned i = 0; i < s->n_ext; i++)
		if (is_of_crls(s->ext[i].id))
			report(c, s->ext[i].raw, "%s: %s", single_serial(c, s), oid_show(c->arena, s->ext[i].oid));
}

static void
extended_revoke_form(struct check *c)
{
	each_single(c, non_issued_form);
}

static void
extended_revoke_value(struct check *c)
{
	struct span val = c->ocsp->by_part[PART_EXT_OCSP_EXTENDED_REVOKE]->val;
	struct der_tlv t;

	if (!der_take(&val, DER_NULL, &t) || val.n > 0)
		report(c, at_part(c, PART_EXT_OCSP_EXTENDED_REVOKE), NULL);
}

/* ---- RFC 5019 ---- */

static void
no_next_update(struct check *c, const struct ocsp_single *s)
{
	if (!s->bad && !s->has_next_update)
		report(c, s->raw, "%s", single_serial(c, s));
}

static void
next_update_missing(struct check *c)
{
	each_single(c, no_next_update);
}

/* Answers for one certificate, each with a CertID of another hash: of hashes there are few. */
static bool
is_one_by_hashes(const struct ocsp_view *o)
{
	enum { HASHES = 8 };

	if (o->n_single > HASHES)
		return false;
	for (unsigned i = 1; i < o->n_single; i++) {
		if (!span_eq(o->single[i].serial, o->single[0].serial))
			return false;
		for (unsigned k = 0; k < i; k++)
			if (span_eq(o->single[i].hash_oid, o->single[k].hash_oid))
				return false;
	}
	return true;
}

static void
several_single(struct check *c)
{
	if (!is_one_by_hashes(c->ocsp))
		report(c, at_part(c, PART_RESPONSES), "%u", c->ocsp->n_single);
}

/* A nonce answers one in the request; what else the request had nobody sees. */
static void
extensions_unasked(struct check *c)
{
	if (!artifact_has(c->artifact, PART_EXT_OCSP_NONCE))
		report(c, at_part(c, PART_EXTENSIONS), NULL);
}

#define ON_PRODUCED .needs = PARTS1(PART_PRODUCED_AT), EACH_SINGLE
#define ON_PART(part) .needs = PARTS1(part), .when = PARTS1(part)

static const struct smimelint_rule rules[] = {
	{
		.id = "rfc6960.response.status-undefined", .section = "4.2.1",
		.title = "responseStatus is not one that is defined",
		.requires = "responseStatus is 0 to 3, 5 or 6.",
		.explanation = "4 is not used, and higher values mean nothing: clients treat the answer as an error.",
		.remedy = "Answer with one of the statuses that RFC 6960 defines.",
		.peers = PEERS("pkilint:pkix.ocsp_response_status_code_4"),
		OCSP_MUST, .fn = status_undefined, .needs = PARTS1(PART_RESPONSE_STATUS),
	}, {
		.id = "rfc6960.response.error-with-bytes", .section = "4.2.1",
		.title = "a response with an error has responseBytes",
		.requires = "Where responseStatus is an error, responseBytes is not set.",
		.explanation = "An error is not signed; what comes with it looks like an answer and is none.",
		.remedy = "Leave responseBytes out, or answer with the status successful.",
		.peers = PEERS("pkilint:pkix.ocsp_error_response_has_response_body"),
		OCSP_MUST, .fn = error_with_bytes, .needs = PARTS1(PART_RESPONSE_STATUS), .when = PARTS1(PART_RESPONSE_BYTES),
	}, {
		.id = "rfc6960.response.successful-without-bytes", .section = "4.2.1",
		.title = "a successful response has no responseBytes",
		.requires = "A successful response holds the answer in responseBytes.",
		.explanation = "Nothing is said about any certificate.",
		.remedy = "Put the BasicOCSPResponse into the response, or answer with an error.",
		OCSP_MUST, .fn = successful_without_bytes, .needs = PARTS1(PART_RESPONSE_STATUS) | PARTS1(PART_RESPONSE_BYTES),
	}, {
		.id = "rfc6960.response.error-status", .section = "2.3",
		.title = "the response is an error and says nothing about a certificate",
		.requires = "Nothing: a responder that cannot answer says why.",
		.explanation = "There is nothing else to check in it.",
		.remedy = "Check the request, and the state of the responder.",
		OCSP_NOTICE, .fn = error_status, .needs = PARTS1(PART_RESPONSE_STATUS),
	}, {
		.id = "rfc6960.response.not-basic", .section = "4.2.1",
		.title = "the response is of another type than id-pkix-ocsp-basic",
		.requires = "Responders can produce responses of the type id-pkix-ocsp-basic, and clients can read them.",
		.explanation = "Hardly any client reads another type.",
		.remedy = "Answer with a BasicOCSPResponse.",
		.peers = PEERS("pkilint:pkix.ocsp_response_is_not_basic"),
		OCSP_MUST, .fn = not_basic, ON_PART(PART_RESPONSE_TYPE),
	}, {
		.id = "rfc6960.response.version", .section = "4.2.1",
		.title = "the version of the response is not v1",
		.requires = "The version of ResponseData is v1, which is the default and not written.",
		.explanation = "There is no other version.",
		.remedy = "Leave the version out.",
		OCSP_MUST, .fn = version, ON_PART(PART_VERSION),
	}, {
		.id = "rfc6960.response.no-single", .section = "4.2.2.3",
		.title = "the response is about no certificate",
		.requires = "A response has a SingleResponse for each certificate in the request.",
		.explanation = "A client finds no answer to its question.",
		.remedy = "Answer for each certificate, with unknown where nothing is known.",
		OCSP_MUST, .fn = no_single, ON_PART(PART_RESPONSES),
	}, {
		.id = "rfc6960.response.key-hash-length", .section = "4.2.1",
		.title = "byKey of the responderID is not as long as a SHA-1 hash",
		.requires = "byKey is the SHA-1 hash of the responder's public key, 20 octets.",
		.explanation = "Clients compare it with the SHA-1 hash of the keys that they know, whatever hash signed the response.",
		.remedy = "Hash the content of subjectPublicKey, without the octet of unused bits, with SHA-1.",
		.peers = PEERS("pkilint:pkix.ocsp_responderid_keyhash_is_not_sha1"),
		OCSP_MUST, .fn = key_hash_length, ON_PART(PART_RESPONDER_ID),
	}, {
		.id = "rfc6960.response.responder-name-empty", .section = "4.2.1",
		.title = "the responderID is an empty name",
		.requires = "Nothing in itself: byName is a distinguished name.",
		.explanation = "No certificate of a responder is found by it.",
		.remedy = "Use the subject of the responder's certificate, or byKey.",
		OCSP_NOTICE, .fn = responder_name_empty, ON_PART(PART_RESPONDER_ID),
	}, {
		.id = "rfc6960.response.signature-empty", .section = "4.2.1",
		.title = "the response's signature has no octets",
		.requires = "signature holds the signature over the DER encoding of ResponseData.",
		.explanation = "The response is not signed: no client can use it.",
		.remedy = "Sign the response; for one that is to be linted before it is signed use --tbs.",
		OCSP_MUST, .fn = rule_signature_empty, ON_PART(PART_SIGNATURE_VALUE),
		.speaks_for = IDS("rfc6960.response.signature-wrong"),
	}, {
		.id = "rfc6960.response.signature-unused-bits", .section = "4.2.1",
		.title = "the response's signature does not end at an octet",
		.requires = "The signature of every algorithm in use is a whole number of octets.",
		.explanation = "Unused bits say that the last octet counts in part only; software refuses the signature or ignores the count.",
		.remedy = "Encode the BIT STRING with no unused bits.",
		OCSP_MUST, .fn = rule_signature_unused_bits, ON_PART(PART_SIGNATURE_VALUE),
	}, {
		.id = "rfc6960.response.certs-empty", .section = "4.2.1",
		.title = "certs has no certificate",
		.requires = "Where no certificates are included, certs should be absent.",
		.explanation = "Some clients refuse the empty list.",
		.remedy = "Leave certs out, or include the responder's certificate.",
		.peers = PEERS("pkilint:pkix.ocsp_certs_sequence_is_empty"),
		OCSP_SHOULD, .fn = certs_empty, ON_PART(PART_CERTS),
	}, {
		.id = "rfc6960.response.this-update-after-produced", .section = "2.4",
		.title = "thisUpdate is later than producedAt",
		.requires = "thisUpdate is a time at which the status was known to be right, producedAt the time at which the response was signed.",
		.explanation = "When a response is signed, nobody can know a later status.",
		.remedy = "Set thisUpdate to the time at which the status was last looked up.",
		.peers = PEERS("zlint:e_this_update_not_after_produced_at"),
		OCSP_MUST, .fn = this_update_after_produced, ON_PRODUCED,
	}, {
		.id = "rfc6960.response.next-update-not-after", .section = "2.4",
		.title = "nextUpdate is not later than thisUpdate",
		.requires = "nextUpdate is the time at or before which newer information is available.",
		.explanation = "The response is out of date at the moment it is issued.",
		.remedy = "Set nextUpdate to a time after thisUpdate.",
		.peers = PEERS("pkilint:pkix.ocsp_negative_validity_period"),
		OCSP_MUST, .fn = next_update_not_after, EACH_SINGLE,
	}, {
		.id = "rfc6960.response.out-of-date", .section = "4.2.2.1",
		.title = "nextUpdate has passed",
		.requires = "Newer information is available at nextUpdate at the latest; clients should not rely on a response after it.",
		.explanation = "The rule runs with --current. At that moment clients refuse the response.",
		.remedy = "Produce the next response.",
		OCSP_MUST, .beside = BESIDE_CURRENT, .fn = out_of_date, EACH_SINGLE,
	}, {
		.id = "rfc6960.response.this-update-to-come", .section = "2.4, 4.2.2.1",
		.title = "thisUpdate is still to come",
		.requires = "thisUpdate is the most recent time at which the status was known to be right, so it is past in a response that is in use.",
		.explanation = "The rule runs with --current. Clients should not rely on the response before that moment (4.2.2.1); those of RFC 5019 must not (4).",
		.remedy = "Write the moment at which the status was looked up, and check the responder's clock.",
		OCSP_MUST, .beside = BESIDE_CURRENT, .fn = to_come, EACH_SINGLE,
	}, {
		.id = "rfc6960.response.produced-after-next-update", .section = "2.4",
		.title = "the response was produced after its nextUpdate",
		.requires = "Nothing in itself: a response is to be used until nextUpdate.",
		.explanation = "Clients refuse the response from the start.",
		.remedy = "Look the status up anew before signing.",
		OCSP_NOTICE, .fn = produced_after_next_update, ON_PRODUCED,
	}, {
		.id = "rfc6960.response.revoked-after-this-update", .section = "2.4",
		.title = "the certificate was revoked after thisUpdate",
		.requires = "revocationTime is the time at which the certificate was revoked, thisUpdate one at which the status was known to be right.",
		.explanation = "At thisUpdate the certificate was not revoked yet.",
		.remedy = "Set thisUpdate to the time at which the status was last looked up.",
		.reading = "RFC 6960 does not put the two times in an order; that a revocation after thisUpdate is wrong is read out of their definitions. "
		    "One after producedAt is no matter of reading.",
		OCSP_MUST, .fn = revoked_after_this_update, EACH_SINGLE,
	}, {
		.id = "rfc6960.response.reason-undefined", .section = "4.2.1",
		.title = "revocationReason is not one that a response can have",
		.requires = "revocationReason is a CRLReason (RFC 5280 5.3.1): 0 to 6, 9 or 10.",
		.explanation = "7 was never used, removeFromCRL (8) is for delta CRLs, and higher numbers mean nothing.",
		.remedy = "Use a reason that is defined, or leave it out.",
		OCSP_MUST, .fn = reason_undefined, EACH_SINGLE,
	}, {
		.id = "rfc6960.response.extension-critical", .section = "4.4",
		.title = "an extension of the response is critical",
		.requires = "Extensions of responses should not be critical.",
		.explanation = "Clients that do not know the extension refuse the response.",
		.remedy = "Leave critical out.",
		OCSP_SHOULD, .fn = extension_critical, .reads = PARTS1(PART_EXTENSIONS) | PARTS1(PART_RESPONSES) | EXTENSION_PARTS,
		.yields_to = IDS("rfc6960.response.extended-revoke-critical"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "rfc6960.response.time-form", .section = "4.2.1",
		.title = "a time is not written YYYYMMDDHHMMSSZ",
		.requires = "producedAt, thisUpdate, nextUpdate and revocationTime are GeneralizedTime as RFC 5280 4.1.2.5.2 has it, and no UTCTime: in UTC, with seconds, without fractions.",
		.explanation = "Clients read other forms differently or refuse the response.",
		.remedy = "Write the moment as YYYYMMDDHHMMSSZ.",
		.peers = PEERS("pkilint:pkix.generalizedtime_incorrect_syntax"),
		OCSP_MUST, .fn = time_form, .reads = PARTS1(PART_RESPONSES) | PARTS1(PART_PRODUCED_AT), .when = PARTS1(PART_RESPONSES),
		.tells_damage = true,
	}, {
		.id = "rfc6960.response.extended-revoke-critical", .section = "4.4.8",
		.title = "the extended revoked definition is critical",
		.requires = "The extension id-pkix-ocsp-extended-revoke is not critical.",
		.explanation = "Clients that do not know the extension would have to refuse the response.",
		.remedy = "Leave critical out.",
		OCSP_MUST, .fn = extended_revoke_critical, .when = PARTS1(PART_EXT_OCSP_EXTENDED_REVOKE),
	}, {
		.id = "rfc6960.response.extended-revoke-form", .section = "2.2",
		.title = "the answer for a certificate that was never issued does not have the form for one",
		.requires = "A responder may answer revoked for a certificate that was never issued: certificateHold "
		    "since 1970-01-01. The response then has id-pkix-ocsp-extended-revoke, and the answer neither CRL "
		    "references nor extensions of CRL entries.",
		.explanation = "Only this form distinguishes the answer from a real revocation.",
		.remedy = "Add the extension to responseExtensions, and leave those of CRLs out.",
		OCSP_MUST, .fn = extended_revoke_form, .needs = PARTS1(PART_EXTENSIONS), EACH_SINGLE,
	}, {
		.id = "rfc6960.response.extended-revoke-value", .section = "4.4.8",
		.title = "the value of the extended revoked definition is not NULL",
		.requires = "The extension id-pkix-ocsp-extended-revoke has the value NULL.",
		.explanation = "Clients that look for it compare the octets.",
		.remedy = "Encode the value as NULL.",
		OCSP_MUST, .fn = extended_revoke_value, .when = PARTS1(PART_EXT_OCSP_EXTENDED_REVOKE),
	}, {
		.id = "rfc5019.response.next-update-missing", .section = "2.2.4",
		.title = "nextUpdate is absent, which clients of RFC 5019 do not accept",
		.requires = "Nothing: the SBR name RFC 6960 and RFC 5019, which demands nextUpdate, as alternatives.",
		.explanation = "Without it a client cannot keep the response.",
		.remedy = "Set nextUpdate.",
		OCSP_NOTICE, .fn = next_update_missing, EACH_SINGLE,
	}, {
		.id = "rfc5019.response.several-single", .section = "2.2.1",
		.title = "the response has several SingleResponses",
		.requires = "Nothing: RFC 5019 has one; two CertID hashes for one certificate are usual.",
		.explanation = "Small clients read the first one only.",
		.remedy = "Answer each question by itself.",
		OCSP_NOTICE, .fn = several_single, ON_PART(PART_RESPONSES),
	}, {
		.id = "rfc5019.response.extensions", .section = "2.2.1",
		.title = "the response has responseExtensions, and no nonce among them",
		.requires = "Nothing: RFC 5019 has no responseExtensions in answers to requests without a nonce.",
		.explanation = "Small clients do not expect extensions; whether the request asked for them is not known.",
		.remedy = "Leave the extensions out of what is produced beforehand.",
		OCSP_NOTICE, .fn = extensions_unasked, ON_PART(PART_EXTENSIONS),
	},
};

RULE_TABLE(rules_rfc6960_response, "RFC 6960 OCSP responses", rules);
