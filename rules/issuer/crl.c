/* SPDX-License-Identifier: Apache-2.0 */
/* crl.c - RFC 5280 on a CRL together with its issuing CA's certificate. */
#include "rules/common/crl.h"
#include "rules/common/issuer.h"
#include "rules/common/signature.h"
#include "rules/tables.h"

static void
signature_wrong(struct check *c)
{
	if (c->options->unsigned_input)
		not_applicable(c, "unsigned input");
	else if (c->issuer_verdict == KEY_WRONG)
		report(c, at_part(c, PART_SIGNATURE_VALUE), NULL);
	else if (c->issuer_verdict == KEY_UNTRIED)
		not_evaluated(c, "no signature could be tried: it is empty or a dummy, or the two AlgorithmIdentifiers differ");
	else if (c->issuer_verdict != KEY_VERIFIED)
		not_evaluated(c, "the signature could not be tried with this key and algorithm");
}

/* One way in which the issuer name is not the CA's subject: another name, or other octets of the same. */
static bool
names_differ(const struct check *c)
{
	return !span_eq(c->crl->issuer.raw, c->issuer->subject.raw);
}

static void
issuer_not_the_cas(struct check *c)
{
	/* indirectCRL sets apart the CRL's issuer and that of the certificates, not the signer and its own name; another certificate of the key may have it. */
	if (c->crl->idp.indirect == CRL_FLAG_TRUE)
		only_worth_knowing(c);
	if (names_differ(c) && !name_alike(&c->crl->issuer, &c->issuer->subject))
		report(c, at_part(c, PART_ISSUER), "CA's subject: %s", name_show(c->arena, &c->issuer->subject));
}

static void
issuer_encoded_otherwise(struct check *c)
{
	if (names_differ(c) && name_alike(&c->crl->issuer, &c->issuer->subject))
		report(c, at_part(c, PART_ISSUER), NULL);
}

static void
key_id_not_issuers(struct check *c)
{
	struct span key_id = c->crl->aki.key_id, ski = c->issuer->ski;

	if (key_id.p == NULL)
		not_applicable(c, "no keyIdentifier");
	else if (rule_cannot_see(c, PART_EXT_SKI))
		return;
	else if (!cert_has(c->issuer, PART_EXT_SKI))
		not_applicable(c, "the CA's certificate has no subjectKeyIdentifier");
	else if (!span_eq(key_id, ski))
		report(c, key_id, "CA's subjectKeyIdentifier: %s", text_hex(c->arena, ski));
}

static void
issuer_no_crl_sign(struct check *c)
{
	if (rule_cannot_see(c, PART_EXT_KU))
		return;
	if (!cert_has(c->issuer, PART_EXT_KU))
		not_applicable(c, "the CA's certificate has no keyUsage");
	else if ((c->issuer->ku.bits & KU_CRL_SIGN) == 0)
		report(c, at_part(c, PART_ISSUER), NULL);
}

static void
outside_validity(struct check *c)
{
	const struct artifact_time *begin = &c->issuer->not_before, *end = &c->issuer->not_after;
	const struct artifact_time *from = &c->crl->this_update, *to = &c->crl->next_update;
	char a[32];

	if (from->ok && begin->ok && from->seconds < begin->seconds)
		report(c, at_part(c, PART_THIS_UPDATE), "CA's notBefore: %s", seconds_format(begin->seconds, a));
	else if (from->ok && end->ok && from->seconds > end->seconds)
		report(c, at_part(c, PART_THIS_UPDATE), "CA's notAfter: %s", seconds_format(end->seconds, a));
	else if (to->ok && end->ok && to->seconds > end->seconds)
		report(c, at_part(c, PART_NEXT_UPDATE), "CA's notAfter: %s", seconds_format(end->seconds, a));
}

/* May entries whose certificates are not known be of the other kind, by what the issuer may issue? */
static bool
others_may_differ(const struct check *c, uint8_t covers)
{
	return c->profile->covers_asked == 0 && c->matches->n_entry < c->crl->n_entry && c->issuer_says.covers != covers;
}

/* The CRL covers one kind of certificates only, and its distribution point does not say so. */
static void
kind_not_said(struct check *c)
{
	const struct crl_idp *idp = &c->crl->idp;
	uint8_t covers = c->profile->covers_asked != 0 ? c->profile->covers_asked : c->matches->kinds;

	if (c->profile->covers_from != COVERS_FROM_OPTION && c->profile->covers_from != COVERS_FROM_CERTIFICATES)
		not_applicable(c, "neither --covers nor --certificates says whose status the CRL tells");
	else if (others_may_differ(c, covers))
		not_evaluated(c, "of which kind the certificates are is not known of all entries");
	else if ((covers == COVERS_SUBSCRIBER && idp->user_certs != CRL_FLAG_TRUE) ||
	    (covers == COVERS_CA && idp->ca_certs != CRL_FLAG_TRUE))
		report(c, at_part(c, PART_EXT_IDP), "%s not set",
		    covers == COVERS_CA ? "onlyContainsCACerts" : "onlyContainsUserCerts");
}

#define WITH_ISSUER .scope = SCOPE_CRL, .needs_issuer = true

static const struct smimelint_rule rules[] = {
	{
		.id = "rfc5280.crl.signature-wrong", .section = "5.1.1.3",
		.title = "the CRL's signature does not verify with the CA's key",
		.requires = "The signature is computed over the tbsCertList with the CRL issuer's key.",
		.explanation = "Either the CRL was altered after signing, or another key signed it. The CA is found by the keyIdentifier of the "
		    "authorityKeyIdentifier, else by its name: where a CA has two keys, both certificates have to be given.",
		.remedy = "Find out which key signed, and whether the octets are those that were signed.",
		WITH_ISSUER, .schedule = RFC5280_SHALL, .when = PARTS1(PART_SIGNATURE_VALUE),
		.needs = PARTS1(PART_SIGNATURE_VALUE) | PARTS1(PART_SIGNATURE_ALGORITHM), .fn = signature_wrong, .denies_issuer = true,
		.yields_to = IDS(IMPOSSIBLE_SIGNATURES),
	}, {
		.id = "rfc5280.crl.issuer-not-the-cas", .section = "5.1.2.3",
		.title = "the CRL's issuer is not the CA's name",
		.requires = "A CRL that is not indirect is issued under the name of the CA whose certificates it covers (5.1.2.3, 6.3.3).",
		.explanation = "Relying parties compare the certificate's issuer with the CRL's and pass over a CRL of another name. They look for the certificate "
		    "of an indirect CRL's signer by that name as well, and another one of its key may have the name: there the finding is a notice.",
		.remedy = "Copy the subject of the CA's certificate.",
		WITH_ISSUER, .schedule = RFC5280_SHALL, CRL_PART(PART_ISSUER), .fn = issuer_not_the_cas,
	}, {
		.id = "rfc5280.crl.issuer-encoded-otherwise", .section = "7.1",
		.title = "the CRL's issuer is the CA's name in another encoding",
		.requires = "Names are encoded in the same way wherever the CA's name stands.",
		.explanation = "Much software compares the octets and does not find the CRL of the CA.",
		.remedy = "Copy the encoded subject of the CA's certificate.",
		.reading = "RFC 5280 7.1 lets names that differ in case or string type compare equal, and SBR 7.1.4.1 is about certificates; "
		    "that a CRL's issuer has the same octets is read out of both.",
		WITH_ISSUER, .schedule = RFC5280_SHALL, CRL_PART(PART_ISSUER), .fn = issuer_encoded_otherwise,
	}, {
		.id = "rfc5280.crl.key-identifier-not-issuers", .section = "5.2.1",
		.title = "authorityKeyIdentifier of the CRL is not the CA's subjectKeyIdentifier",
		.requires = "The keyIdentifier of a CRL is the one of the key that signs it.",
		.explanation = "Software that looks for the key by its identifier finds none or the wrong one.",
		.remedy = "Copy the subjectKeyIdentifier of the CA's certificate.",
		WITH_ISSUER, .schedule = RFC5280_SHALL, CRL_PART(PART_EXT_AKI), .fn = key_id_not_issuers,
	}, {
		.id = "rfc5280.crl.issuer-no-crl-sign", .section = "4.2.1.3",
		.title = "keyUsage of the CA's certificate does not allow it to sign CRLs",
		.requires = "cRLSign is set where the key verifies signatures on CRLs.",
		.explanation = "Relying parties refuse the CRL (6.3.3.f).",
		.remedy = "Sign with a key whose certificate has cRLSign, or issue the CA a certificate that has it.",
		WITH_ISSUER, .schedule = RFC5280_SHALL, .fn = issuer_no_crl_sign,
	}, {
		.id = "rfc5280.crl.outside-issuer-validity", .section = "6.3.3",
		.title = "the CRL's times lie outside the validity of the CA's certificate",
		.requires = "Nothing in itself: a CRL is good while the certificate of its issuer is.",
		.explanation = "After the CA's certificate has expired nobody can verify the CRL with it; there may be another certificate for the key.",
		.remedy = "Give the CA certificate of that time, or end the CRL with it.",
		WITH_ISSUER, .schedule = RFC5280_NOTICE, .fn = outside_validity,
	}, {
		.id = "rfc5280.crl.reason-scope-missing", .section = "5.2.5",
		.title = "issuingDistributionPoint does not say that the CRL covers one kind of certificates only",
		.requires = "A CRL that is limited to end entity or CA certificates sets onlyContainsUserCerts or onlyContainsCACerts.",
		.explanation = "Relying parties take a CRL without the flag for one of both kinds, and certificates that it does not cover for valid.",
		.remedy = "Set the flag.",
		.reading = "That the CRL covers one kind is known from --covers or --certificates alone: those of the other kind may not have been issued yet.",
		.scope = SCOPE_CRL, .schedule = RFC5280_SHALL, CRL_PART(PART_EXT_IDP), .fn = kind_not_said,
		.yields_to = IDS("rfc5280.crl.other-coverage"),
	},
};

RULE_TABLE(rules_issuer_crl, "RFC 5280 5 and 6.3: a CRL and its issuing CA", rules);
