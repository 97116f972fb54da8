/* SPDX-License-Identifier: Apache-2.0 */
/* ocsp.c - RFC 6960 on an OCSP response together with its signer's and its CA's certificate. */
#include "rules/common/ocsp.h"
#include "rules/common/revocation.h"
#include "rules/common/signature.h"
#include "rules/tables.h"

static bool
has_signer(struct check *c)
{
	if (c->signer != NULL)
		return true;
	lacks_signer(c);
	return false;
}

static void
signature_wrong(struct check *c)
{
	if (c->options->unsigned_input)
		not_applicable(c, "unsigned input");
	else if (!has_signer(c))
		return;
	else if (c->signer->verdict == KEY_WRONG || c->signer->verdict == KEY_MISFIT)
		report(c, at_part(c, PART_SIGNATURE_VALUE), NULL);
	else if (c->signer->verdict == KEY_UNTRIED)
		not_evaluated(c, "no signature could be tried: it is empty or a dummy");
	else if (c->signer->verdict != KEY_VERIFIED)
		not_evaluated(c, "the signature could not be tried with this key and algorithm");
}

/* Certificates that it has all the same are named: nothing else is said of them. */
static void
signer_not_found(struct check *c)
{
	bool named = false;

	if (c->signer != NULL || signer_is_beyond(c))
		return;
	for (unsigned i = 0; i < c->ocsp->n_cert; i++)
		if (cert_readable(&c->ocsp->cert[i])) {
			report(c, c->ocsp->cert[i].der, "certs has %s", name_show(c->arena, &c->ocsp->cert[i].subject));
			named = true;
		}
	if (!named)
		report(c, at_part(c, PART_RESPONDER_ID), NULL);
}

static void
responder_id_misfit(struct check *c)
{
	if (has_signer(c) && c->signer->is_other)
		report(c, at_part(c, PART_RESPONDER_ID), "signed by %s", name_show(c->arena, &c->signer->cert->subject));
}

/* Did another key of its CA answer than the one asked about, where that CA is not the response's issuer? */
static bool
is_by_other_key(const struct check *c, const struct ocsp_single *s)
{
	return c->about != NULL && c->about[s - c->ocsp->single].answerer == ANSWERED_BY_OTHER_KEY;
}

static bool
any_by_other_key(const struct check *c)
{
	unsigned i = 0;

	while (i < c->ocsp->n_single && !is_by_other_key(c, &c->ocsp->single[i]))
		i++;
	return c->signer->by_other_key || i < c->ocsp->n_single;
}

/* The signer's own certificates are needed, one for each CA, unless the CA signed: clients have the CA's, for the key that they ask about. */
static void
needless_certificate(struct check *c)
{
	bool found = false, needed;

	if (c->signer != NULL && c->ocsp->n_cert_more > 0)
		tell_certs_beyond(c);
	if (!has_signer(c))
		return;
	needed = !c->signer->is_ca || any_by_other_key(c);
	for (unsigned i = 0; i < c->ocsp->n_cert; i++) {
		const struct cert_view *cert = &c->ocsp->cert[i];

		if (!found && needed && span_eq(cert->der, c->signer->cert->der))
			found = true;
		else if (cert_readable(cert) && (c->signer->needed >> i & 1) == 0)
			report(c, cert->der, "%s", name_show(c->arena, &cert->subject));
	}
}

static void
compare_hash(struct check *c, enum key_hash hash, struct span octets, struct span expected, const char *name)
{
	uint8_t digest[KEY_MAX_HASH];
	size_t n = key_digest(c->key, hash, octets, digest);

	if (expected.p != NULL && n != 0 && !span_eq(expected, (struct span){ digest, n }))
		report(c, expected, "%s", name);
}

/* The name is hashed as the certificate has it (RFC 6960 4.1.1), which was found by that hash: the CA may write its own otherwise. */
static bool
has_name_of_certificate(const struct check *c, const struct ocsp_single *s)
{
	return c->known != NULL && c->known[s - c->ocsp->single].cert != NULL;
}

/* One of another CA that was given is that CA's. */
static void
misfit(struct check *c, const struct ocsp_single *s)
{
	const struct ocsp_about *about = c->about != NULL ? &c->about[s - c->ocsp->single] : NULL;
	enum key_hash hash;

	if (about != NULL && (about->ca != NULL || about->beyond))
		return;
	if (key_hash_of(s->hash, &hash)) {
		if (!has_name_of_certificate(c, s))
			compare_hash(c, hash, c->issuer->subject.raw, s->name_hash, "issuerNameHash");
		compare_hash(c, hash, c->issuer->spki.key, s->key_hash, "issuerKeyHash");
	} else {
		not_evaluated(c, "the program cannot try the hash algorithm");
	}
}

static void
cert_id_not_issuers(struct check *c)
{
	unsigned i = 0;

	each_single(c, misfit);
	while (c->about != NULL && i < c->ocsp->n_single && !c->about[i].beyond)
		i++;
	if (c->about != NULL && i < c->ocsp->n_single)
		beyond_limit(c, c->ocsp->single[i].raw, "CertIDs of more than 16 CAs");
}

static void
untried(struct check *c, const struct ocsp_single *s)
{
	enum key_hash hash;

	if (s->hash_oid.p != NULL && !key_hash_of(s->hash, &hash))
		report(c, s->hash_oid, "%s", oid_show(c->arena, s->hash_oid));
}

static void
cert_id_not_tried(struct check *c)
{
	each_single(c, untried);
}

static const char *
show_other_key(struct check *c)
{
	bool is_ca = c->signer->is_ca;

	return arena_printf(c->arena, is_ca ? "signed by %s itself" : "certificate signed by %s",
	    name_show(c->arena, is_ca ? &c->signer->cert->subject : &c->signer->cert->issuer));
}

static void
single_by_other_key(struct check *c, const struct ocsp_single *s)
{
	if (is_by_other_key(c, s))
		report(c, s->key_hash, "%s: %s", single_serial(c, s), show_other_key(c));
}

/* RFC 6960 says it of a responder's certificate; that the CA may answer with any of its keys is the SBR's (4.9.10). */
static void
signer_other_key(struct check *c)
{
	if (!has_signer(c))
		return;
	if (c->signer->is_ca)
		only_worth_knowing(c);
	if (c->signer->by_other_key)
		report(c, at_part(c, PART_RESPONDER_ID), "%s", show_other_key(c));
	each_single(c, single_by_other_key);
}

static void
signer_not_valid(struct check *c)
{
	int64_t at = c->ocsp->produced_at.seconds;
	char a[32];

	if (!has_signer(c) || signer_cannot_be_read(c, PART_NOT_BEFORE) || signer_cannot_be_read(c, PART_NOT_AFTER))
		return;
	if (at < c->signer->cert->not_before.seconds)
		report(c, at_part(c, PART_PRODUCED_AT), "responder's notBefore: %s",
		    seconds_format(c->signer->cert->not_before.seconds, a));
	else if (at > c->signer->cert->not_after.seconds)
		report(c, at_part(c, PART_PRODUCED_AT), "responder's notAfter: %s",
		    seconds_format(c->signer->cert->not_after.seconds, a));
}

static void
late(struct check *c, const struct ocsp_single *s)
{
	char a[32];

	if (s->next_update.ok && s->next_update.seconds > c->signer->cert->not_after.seconds)
		report(c, s->next_at.raw, "responder's notAfter: %s", seconds_format(c->signer->cert->not_after.seconds, a));
}

static void
outlives_signer(struct check *c)
{
	if (has_signer(c) && c->signer->cert->not_after.ok)
		each_single(c, late);
}

static const struct smimelint_rule rules[] = {
	{
		.id = "rfc6960.response.signature-wrong", .section = "3.2",
		.title = "the signature does not verify with the responder's key",
		.requires = "The response is signed over the ResponseData with the key of the responder that responderID names.",
		.explanation = "Either the response was altered after signing, or another key signed it.",
		.remedy = "Find out which key signed, and whether the octets are those that were signed.",
		OCSP_MUST, .fn = signature_wrong, .is_bounded = true, .when = PARTS1(PART_SIGNATURE_VALUE),
		.needs = PARTS1(PART_SIGNATURE_VALUE) | PARTS1(PART_SIGNATURE_ALGORITHM),
		.yields_to = IDS(IMPOSSIBLE_SIGNATURES, "rfc9881.signature-value.length"),
	}, {
		.id = "rfc6960.response.signer-not-found", .section = "4.2.2.2",
		.title = "no certificate at hand is the responder's",
		.requires = "Nothing: the certificates in the response and the CA's (--issuer) were compared with responderID.",
		.explanation = "The signature and what is asked of the signer stay unchecked.",
		.remedy = "Give the CA's certificate with --issuer, or the responder's with --responder.",
		OCSP_NOTICE, .fn = signer_not_found, .is_bounded = true, .needs = PARTS1(PART_RESPONDER_ID), .reads = PARTS1(PART_CERTS),
		.when = PARTS1(PART_RESPONDER_ID),
		.speaks_for = IDS("rfc6960.response.signature-wrong", "rfc6960.response.responder-id-misfit", "rfc6960.response.needless-certificate",
		    "rfc6960.response.signer-not-valid", "rfc6960.response.outlives-signer", "rfc6960.response.signer-other-key", "rfc5280.signature.key-misfit", "sbr.signature.key-misfit",
		    "sbr.ocsp.signer-no-ocsp-signing", "sbr.ocsp.signer-no-nocheck", "sbr.ocsp.signer-other-issuer", "sbr.ocsp.signer-itself",
		    "sbr.ocsp.signer-not-compliant", "sbr.key-usage.ca-signs-ocsp", "mozilla.ocsp.outlives-certificates"),
	}, {
		.id = "rfc6960.response.responder-id-misfit", .section = "4.2.1",
		.title = "responderID does not name the key that signed",
		.requires = "byKey is the SHA-1 hash of the responder's public key, the bits of subjectPublicKey without the count of unused ones; byName is its subject.",
		.explanation = "Clients look for the responder's certificate by this field, and do not find it.",
		.remedy = "Hash the content of subjectPublicKey as it is encoded (a point of an elliptic curve is not compressed for it), or copy the subject.",
		OCSP_MUST, .fn = responder_id_misfit, .is_bounded = true, .needs = PARTS1(PART_RESPONDER_ID), .when = PARTS1(PART_RESPONDER_ID),
		.yields_to = IDS("rfc6960.response.key-hash-length"),
	}, {
		.id = "rfc6960.response.needless-certificate", .section = "4.2.1",
		.title = "the response has certificates that nobody needs",
		.requires = "Nothing: certs holds what helps the client to verify the signature, which is the responder's certificate.",
		.explanation = "The client has the CA's certificate already; every response is longer for nothing.",
		.remedy = "Include the responder's certificate alone, and none where the CA signs itself.",
		OCSP_NOTICE, .fn = needless_certificate, .is_bounded = true, .reads = PARTS1(PART_CERTS), .when = PARTS1(PART_CERTS),
	}, {
		.id = "rfc6960.response.cert-id-not-issuers", .section = "4.1.1",
		.title = "the CertID is not of the CA's name and key",
		.requires = "issuerNameHash and issuerKeyHash are hashes of the issuing CA's subject and public key.",
		.explanation = "Clients do not find the answer to their question. Where the certificate is given and writes the CA's name "
		    "otherwise, the hash may be that of its own issuer field.",
		.remedy = "Hash the CA's encoded subject and the content of its subjectPublicKey, without the octet of unused bits.",
		OCSP_MUST, .fn = cert_id_not_issuers, .needs_issuer = true, EACH_SINGLE,
		.yields_to = IDS("rfc6960.response.cert-id-hash-length"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "rfc6960.response.cert-id-not-tried", .section = "4.1.1",
		.title = "a CertID has a hash that could not be tried",
		.requires = "Nothing: whether the CertID is of the CA's name and key is not known, because the program cannot compute this hash.",
		.explanation = "The value names the algorithm. Certificates that were given are not found by such a CertID either.",
		.remedy = "Use SHA-1 or SHA-256, which clients know.",
		OCSP_NOTICE, .fn = cert_id_not_tried, EACH_SINGLE,
		.speaks_for = IDS("rfc6960.response.cert-id-not-issuers", "sbr.ocsp.signer-no-ocsp-signing", "sbr.ocsp.signer-no-nocheck",
		    "sbr.ocsp.signer-itself", "sbr.ocsp.signer-not-compliant"),
	}, {
		.id = "rfc6960.response.signer-other-key", .section = "4.2.2.2",
		.title = "another key of the CA vouches for the response than the one that is asked about",
		.requires = "A CA issues the certificate of a responder with the key that signed the certificates it answers for.",
		.explanation = "The CertID has the hash of one key of the CA, and another one signed, as after a change of keys. Clients recognise a "
		    "responder's certificate only where the same key signed it. SBR 4.9.9 asks for the CA alone: where it signed the response itself, "
		    "the finding is a notice.",
		.remedy = "Issue the responder a certificate with each key of the CA, or sign with the key that the CertID has.",
		OCSP_SHOULD, .fn = signer_other_key, .needs_issuer = true,
		.reads = PARTS1(PART_RESPONDER_ID) | PARTS1(PART_CERTS) | PARTS1(PART_RESPONSES),
		.when = PARTS1(PART_RESPONDER_ID),
	}, {
		.id = "rfc6960.response.signer-not-valid", .section = "3.2",
		.title = "the response was produced outside the validity of the responder's certificate",
		.requires = "The signer is authorised at the time of signing.",
		.explanation = "Clients refuse the response.",
		.remedy = "Sign with a key whose certificate is valid.",
		OCSP_MUST, .fn = signer_not_valid, .is_bounded = true, .needs = PARTS1(PART_PRODUCED_AT), .when = PARTS1(PART_PRODUCED_AT),
	}, {
		.id = "rfc6960.response.outlives-signer", .section = "3.2",
		.title = "nextUpdate lies after the end of the responder's certificate",
		.requires = "Nothing in itself: a response is to be used until nextUpdate.",
		.explanation = "Clients that keep the response refuse it when the responder's certificate has expired.",
		.remedy = "End the response with the certificate, or renew the certificate earlier.",
		OCSP_NOTICE, .fn = outlives_signer, .is_bounded = true, EACH_SINGLE,
	},
};

RULE_TABLE(rules_issuer_ocsp, "RFC 6960 an OCSP response, its signer and its CA", rules);
