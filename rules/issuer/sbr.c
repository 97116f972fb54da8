/* SPDX-License-Identifier: Apache-2.0 */
/* sbr.c - what the SBR ask of a certificate together with its issuing CA's certificate. */
#include "rules/common/issuer.h"
#include "rules/common/location.h"
#include "rules/common/signature.h"
#include "rules/tables.h"

/* The one inside what is signed: it is there in unsigned input too. */
#define NEEDS_ALGORITHM PARTS1(PART_SIGNATURE)

/* How many of the certificates that were tried are named. */
#define SHOWN 3

static const char *
tried_show(const struct check *c, const struct candidate *t)
{
	bool named = span_eq(t->ca.cert->subject.raw, c->cert->issuer.raw);

	return arena_printf(c->arena, "%s (serial number %s), %s", name_show(c->arena, &t->ca.cert->subject),
	    text_hex(c->arena, t->ca.cert->serial), named ? "has another key" : "has this key identifier, and another key");
}

/* The CA certificates that the name or the key identifier led to. */
static const char *
all_tried_show(struct check *c)
{
	struct rest rest = { .n = 0 };
	const char *text = "tried: ";

	for (size_t i = 0; i < c->n_tried; i++)
		if (i < SHOWN)
			text = arena_printf(c->arena, "%s%s%s", text, i > 0 ? "; " : "", tried_show(c, &c->tried[i]));
		else
			rest_take(c, &rest, c->tried[i].ca.cert->der);
	if (c->n_tried > SHOWN)
		text = arena_printf(c->arena, "%s; %zu more (%s)", text, c->n_tried - SHOWN, rest_show(c, &rest));
	return text;
}

static void
issuer_not_found(struct check *c)
{
	if (c->issuer_state == ISSUER_NOT_ASKED)
		not_applicable(c, "no issuer given");
	else if (c->issuer_state == ISSUER_NOT_FOUND && c->n_tried > 0)
		report(c, at_part(c, PART_ISSUER), "%s", all_tried_show(c));
	else if (c->issuer_state == ISSUER_NOT_FOUND)
		report(c, at_part(c, c->ocsp != NULL ? PART_RESPONDER_ID : PART_ISSUER), NULL);
}

/* A root's key identifier has a sentence of its own (7.1.2.1.e), which binds its cross certificates' too: it is that of one key. */
static void
aki_not_subordinates(struct check *c)
{
	if (c->issuer_has_root)
		not_applicable(c, "the issuer is a root");
	else
		rule_aki_not_issuers(c);
}

static void
aki_not_roots(struct check *c)
{
	if (c->issuer_has_root)
		rule_aki_not_issuers(c);
	else
		not_applicable(c, "the issuer is no root");
}

/* The signature algorithms of 7.1.3.2 and the keys that go with them. */
static const struct {
	enum oid algorithm, key, curve;
} fitting[] = {
	{ OID_SHA256_RSA, OID_RSA, OID_UNKNOWN },
	{ OID_SHA384_RSA, OID_RSA, OID_UNKNOWN },
	{ OID_SHA512_RSA, OID_RSA, OID_UNKNOWN },
	{ OID_RSA_PSS, OID_RSA, OID_UNKNOWN },
	{ OID_ECDSA_SHA256, OID_EC, OID_P256 },
	{ OID_ECDSA_SHA384, OID_EC, OID_P384 },
	{ OID_ECDSA_SHA512, OID_EC, OID_P521 },
	{ OID_ED25519, OID_ED25519, OID_UNKNOWN },
	{ OID_ED448, OID_ED448, OID_UNKNOWN },
	{ OID_ML_DSA_44, OID_ML_DSA_44, OID_UNKNOWN },
	{ OID_ML_DSA_65, OID_ML_DSA_65, OID_UNKNOWN },
	{ OID_ML_DSA_87, OID_ML_DSA_87, OID_UNKNOWN },
};

/* The type of the key, of one on an elliptic curve the curve. */
static const char *
key_show(struct check *c, const struct cert_spki *key)
{
	struct span params = key->params;
	struct der_tlv named;

	if (key->id != OID_EC)
		return oid_show(c->arena, key->oid);
	if (der_take(&params, DER_OID, &named))
		return oid_show(c->arena, named.val);
	if (key->params.p == NULL)
		return "id-ecPublicKey without parameters";
	return der_peek(key->params, DER_SEQUENCE) ? "id-ecPublicKey with explicit parameters" : "id-ecPublicKey with parameters that name no curve";
}

static void
algorithm_misfits(struct check *c)
{
	const struct cert_view *by = signing_certificate(c);
	const struct cert_spki *key = by == NULL ? NULL : &by->spki;
	enum oid curve = key != NULL && key->id == OID_EC ? key->curve : OID_UNKNOWN;

	if (key == NULL) {
		lacks_signer(c);
		return;
	}
	/* Whatever is wrong with the key itself, its type and curve decide. */
	if (!cert_ok(by, PART_KEY_ALGORITHM)) {
		if (by != c->issuer || by == c->cert || !rule_cannot_see(c, PART_SPKI))
			not_evaluated(c, "the signer's public key cannot be read");
		return;
	}
	for (size_t i = 0; i < sizeof fitting / sizeof *fitting; i++)
		if (fitting[i].algorithm == c->artifact->signature.id && fitting[i].key == key->id && fitting[i].curve == curve)
			return;
	report(c, c->artifact->signature.raw, "%s with a key of %s", oid_show(c->arena, c->artifact->signature.oid), key_show(c, key));
}

/*
 * Does its signature say that its own key made it, or do its key identifiers?
 * Else a self-issued one is its own issuer for want of anything that says otherwise.
 */
static bool
is_known_issuer(struct check *c)
{
	struct span key_id = c->cert->aki.key_id, ski = c->cert->ski;

	if (c->issuer != c->cert || c->issuer_verdict == KEY_VERIFIED || (key_id.p != NULL && ski.p != NULL && span_eq(key_id, ski)))
		return true;
	not_applicable(c, "self-issued, and nothing tells whose key signed");
	return false;
}

static bool
shows_ca(const struct cert_view *cv)
{
	return cert_ok(cv, PART_EXT_BC) && cv->bc.ca;
}

/* Who issues a subscriber certificate is no root (6.1.7). */
static void
issued_by_root(struct check *c)
{
	if (is_known_issuer(c) && c->issuer_is_root && shows_ca(c->issuer))
		report(c, at_part(c, PART_ISSUER), NULL);
}

static void
issuer_without_email(struct check *c)
{
	if (!cert_has(c->issuer, PART_EXT_EKU) && !rule_is_unread(c->issuer, PART_EXT_EKU))
		not_applicable(c, "the issuing CA's certificate has no extKeyUsage");
	else if (cert_has_eku(c->cert, OID_EKU_EMAIL) && !cert_has_eku(c->issuer, OID_EKU_EMAIL) &&
	    !cert_has_eku(c->issuer, OID_EKU_ANY) && !rule_cannot_see(c, PART_EXT_EKU))
		report(c, at_part(c, PART_EXT_EKU), NULL);
}

/* How many of the rules that it breaks are named. */
#define ERRORS_SHOWN 6
#define ISSUERS "issuing CA's certificate: "

/* Is it the purpose that the CA lacks?  That shows at extKeyUsage, where sbr.ext-key-usage.issuer-without-email says it. */
static bool
is_of_purpose(const struct check *c, const struct smimelint_rule *r)
{
	return strcmp(r->id, "sbr.ext-key-usage.sub-ca-no-email-protection") == 0 && !cert_has_eku(c->issuer, OID_EKU_ANY);
}

/*
 * No subordinate CA issued what its own key signed: it is a root beside it
 * (6.1.7), or no CA at all (7.1.2.2.d).  Of before 2024-09-15 no sentence
 * forbids the second: Appendix B says what an Extant S/MIME CA may do, not who
 * else may not, and RFC 5280 4.2.1.9 is not about it, because self-signed
 * certificates of others than CAs are out of its scope (RFC 6818 2).
 */
static void
issued_by_itself(struct check *c)
{
	if (is_known_issuer(c) && !shows_ca(c->cert))
		report(c, at_part(c, PART_ISSUER), "itself, which shows no cA TRUE");
}

static void
issuer_not_compliant(struct check *c)
{
	const struct issuer_errors *e = c->issuer_errors;
	struct rest rest = { .n = 0 };
	const char *text = NULL;
	size_t n = 0;

	if (c->issuer == c->cert) {
		issued_by_itself(c);
		return;
	}
	if (c->issuer_is_root) {
		not_applicable(c, "the issuer is a root");
		return;
	}
	for (size_t i = 0; e != NULL && i < e->n; i++)
		if (is_of_purpose(c, e->rule[i]))
			report(c, at_part(c, PART_EXT_EKU), ISSUERS "%s", e->rule[i]->id);
		else if (++n <= ERRORS_SHOWN)
			text = n == 1 ? e->rule[i]->id : arena_printf(c->arena, "%s, %s", text, e->rule[i]->id);
		else
			rest_take(c, &rest, span_of(e->rule[i]->id));
	if (n > ERRORS_SHOWN)
		report(c, at_part(c, PART_ISSUER), ISSUERS "%s and %zu more (%s)", text, n - ERRORS_SHOWN, rest_show(c, &rest));
	else if (n > 0)
		report(c, at_part(c, PART_ISSUER), ISSUERS "%s", text);
}

/* A CA has no need of a responder's certificate for its own key: what that key signed is none of another CA's. */
static void
responder_by_itself(struct check *c)
{
	if (c->issuer == c->cert && is_known_issuer(c) && !shows_ca(c->cert))
		report(c, at_part(c, PART_ISSUER), NULL);
}

/* Its own key that cannot be read is told as the certificate's. */
static void
cannot_see_key(struct check *c)
{
	if (c->issuer != c->cert)
		(void)rule_cannot_see(c, PART_SPKI);
	else if (!cert_ok(c->cert, PART_SPKI))
		not_evaluated(c, "the signer's public key cannot be read");
}

static void
issuer_rsa_short(struct check *c)
{
	size_t bits;

	if (!cert_has_eku(c->cert, OID_EKU_EMAIL) || c->cert->n_mailbox == 0 || !is_known_issuer(c))
		return;
	if (c->issuer->spki.id != OID_RSA || c->issuer->spki.modulus.p == NULL)
		cannot_see_key(c);
	else if ((bits = der_bit_length(c->issuer->spki.modulus)) < 3072)
		report(c, at_part(c, PART_ISSUER), "%s", show_count(c, bits, "bit"));
}

static const struct smimelint_rule rules[] = {
	{
		.id = "sbr.issuer.not-found",
		.section = "7.1.4.1",
		.title = "issuing CA's certificate is not among those given",
		.requires = "Nothing: the certificate of the issuing CA was looked for by name and key identifier and not "
		    "found, so the rules that need it were not judged.",
		.explanation = "Signature, names, key identifiers, policies and constraints of the path stay unchecked. "
		    "That of an OCSP response is the one that its CertIDs or its responder lead to. Names count as equal whatever their letter case, string types and blanks. The "
		    "value names the CA certificates that were tried. Their keys did not make the signature.",
		.remedy = "Give the issuing CA's certificate with --issuer.",
		.scope = SCOPE_SIGNED, .schedule = SCHEDULE({ DAY_ALWAYS, LEVEL_NOTICE }), .fn = issuer_not_found,
		.speaks_for_issuer = true, .speaks_for = IDS("sbr.ocsp.signer-other-issuer"), .yields_to = IDS("sbr.crl.issuer-unknown"),
	},
	{
		.id = "sbr.issuer.name-not-identical",
		.section = "7.1.4.1",
		.title = "issuer name is not octet for octet the issuing CA's subject name",
		.requires = "The encoded issuer name equals the encoded subject name of the Issuing CA's certificate octet "
		    "by octet.",
		.explanation = "Many applications compare the octets. A name that only compares equal after case folding or "
		    "another string type breaks the path there.",
		.remedy = "Copy the issuing CA's encoded subject into the issuer field.",
		.peers = PEERS("pkilint:pkix.issuer_and_subject_dn_not_binary_equal"),
		.scope = SCOPE_ALL, .schedule = SBR_SHALL, .needs_issuer = true,
		.needs = PARTS1(PART_ISSUER), .fn = rule_issuer_name_not_identical,
	},
	{
		.id = "sbr.authority-key-identifier.not-issuers",
		.section = "7.1.2.2.i",
		.title = "authorityKeyIdentifier is not the issuing CA's subjectKeyIdentifier",
		.requires = "The subjectKeyIdentifier of a Subordinate CA certificate is the keyIdentifier of the authorityKeyIdentifier "
		    "in the certificates that the CA issues.",
		.explanation = "Path building by key identifier fails or picks the wrong certificate. What a root issues has a rule of its own.",
		.remedy = "Copy the issuing CA's subjectKeyIdentifier.",
		.peers = PEERS("pkilint:pkix.issuer_and_subject_key_identifier_not_equal"),
		.scope = SCOPE_ALL, .schedule = SBR_SHALL, .needs_issuer = true, .own_issuer_too = true,
		.when = PARTS1(PART_EXT_AKI), .reads = PARTS1(PART_EXT_AKI), .fn = aki_not_subordinates,
		.yields_to = IDS("sbr.authority-key-identifier.no-key-id", "sbr.authority-key-identifier.sub-ca-no-key-id"),
	},
	{
		.id = "sbr.authority-key-identifier.not-roots",
		.section = "7.1.2.1.e",
		.title = "authorityKeyIdentifier is not the root's subjectKeyIdentifier",
		.requires = "The subjectKeyIdentifier of a Root CA certificate is the keyIdentifier of the authorityKeyIdentifier in the "
		    "certificates that the root issues.",
		.explanation = "Path building by key identifier fails or picks the wrong certificate. The CA is a root where one of its certificates "
		    "that are given is self-signed.",
		.remedy = "Copy the root's subjectKeyIdentifier.",
		.peers = PEERS("pkilint:pkix.issuer_and_subject_key_identifier_not_equal"),
		.scope = SCOPE_ALL, .schedule = SBR_SHALL, .needs_issuer = true, .own_issuer_too = true,
		.when = PARTS1(PART_EXT_AKI), .reads = PARTS1(PART_EXT_AKI), .fn = aki_not_roots,
		.yields_to = IDS("sbr.authority-key-identifier.no-key-id", "sbr.authority-key-identifier.sub-ca-no-key-id"),
	},
	{
		.id = "sbr.signature.key-misfit",
		.section = "7.1.3.2, 7.1.3.2.1 to 4",
		.title = "signature algorithm does not go with the issuing CA's key",
		.requires = "An RSA key signs with RSASSA-PKCS1-v1_5 or RSASSA-PSS. A P-256 key signs with ECDSA and "
		    "SHA-256, P-384 with SHA-384, P-521 with SHA-512. An Ed25519, Ed448 or ML-DSA key signs with the "
		    "algorithm of its name.",
		.explanation = "For elliptic curves the hash is bound to the curve; another one is outside the closed list "
		    "of encodings even if the signature verifies. The signature field of the tbsCertificate is judged, which unsigned input has too.",
		.remedy = "Sign with the algorithm that the text gives for the key.",
		.peers = PEERS("zlint:e_mp_ecdsa_signature_encoding_correct",
		    "pkilint:cabf.smime.prohibited_signature_algorithm_encoding"),
		.scope = SCOPE_SIGNED, .schedule = SBR_SHALL, .needs_issuer = true, .own_issuer_too = true, .of_signer = true,
		.when = NEEDS_ALGORITHM, .needs = NEEDS_ALGORITHM, .fn = algorithm_misfits,
		.speaks_for = IDS("rfc5280.signature.wrong", "rfc5280.crl.signature-wrong"),
		.yields_to = IDS("sbr.signature-algorithm.sha1-unlisted", "sbr.signature-algorithm.forbidden"),
	},
	{
		.id = "sbr.issuer.root",
		.section = "6.1.7",
		.title = "subscriber certificate is issued by a root",
		.requires = "A root's key signs no subscriber certificate: only the root itself, subordinate CA and cross "
		    "certificates, certificates for infrastructure purposes, and those for OCSP.",
		.explanation = "A root that issues to subscribers has to be online, and cannot be replaced when something "
		    "goes wrong.",
		.remedy = "Issue from a subordinate CA.",
		.scope = SCOPE_SUBSCRIBER, .schedule = SBR_SHALL, .needs_issuer = true, .own_issuer_too = true, .of_issuing_key = true,
		.fn = issued_by_root,
	},
	{
		.id = "sbr.ext-key-usage.issuer-without-email",
		.section = "7.1.2.2.g",
		.title = "issuing CA's extKeyUsage does not allow id-kp-emailProtection",
		.requires = "The extKeyUsage of a Subordinate CA that issues S/MIME certificates has id-kp-emailProtection.",
		.explanation = "Applications nest extended key usages along the path and do not accept this certificate for "
		    "e-mail.",
		.remedy = "Issue from a CA whose certificate has id-kp-emailProtection.",
		.scope = SCOPE_SUBSCRIBER, .schedule = SBR_SHALL, .needs_issuer = true,
		.when = PARTS1(PART_EXT_EKU), .reads = PARTS1(PART_EXT_EKU), .fn = issuer_without_email,
	},
	{
		.id = "sbr.issuer.not-compliant",
		.section = "Appendix B",
		.title = "issued by a CA whose certificate does not follow the S/MIME subordinate CA profile",
		.requires = "From 2024-09-15 subscriber certificates are issued only from subordinate CAs whose certificates "
		    "comply with these Requirements.",
		.explanation = "Before that day an Extant S/MIME CA (certificate from before 2023-09-01) could go on issuing. "
		    "The CA's certificate is linted whole, by its own date and whatever rules are selected; one from before "
		    "2023-09-01 by the Requirements of that day, without what their definition of an Extant S/MIME CA accepts. The "
		    "value names the rules of error level that it breaks. A certificate that its own key signed is its own issuer.",
		.remedy = "Issue from a CA certificate that follows 7.1.2.2.",
		.scope = SCOPE_SUBSCRIBER, .schedule = SCHEDULE(SHALL_FROM(2024, 9, 15)), .needs_issuer = true, .own_issuer_too = true,
		.judges_issuer = true, .fn = issuer_not_compliant,
		.yields_to = IDS("sbr.ext-key-usage.issuer-without-email"), .yields = YIELD_IN_PLACE,
	},
	{
		.id = "sbr.issuer.rsa-short",
		.section = "6.1.5",
		.title = "issued under a CA with an RSA key of fewer than 3072 bits",
		.requires = "From 2027-09-15 no certificate with id-kp-emailProtection and a Mailbox Field is issued under a "
		    "CA whose RSA key has fewer than 3072 bits.",
		.explanation = "Delegated OCSP certificates are exempt; they lack the mailbox.",
		.remedy = "Issue from a CA with a longer key.",
		.scope = SCOPE_SUBSCRIBER, .schedule = SCHEDULE(SHALL_FROM(2027, 9, 15)), .needs_issuer = true, .own_issuer_too = true,
		.reads = PARTS1(PART_EXT_EKU) | PARTS1(PART_EXT_SAN), .fn = issuer_rsa_short,
	},
	{
		.id = "sbr.issuer.responder-itself",
		.section = "4.9.9",
		.title = "certificate of a delegated OCSP responder is signed with its own key",
		.requires = "The CA that issued the certificates which a delegated OCSP responder answers for signs the responder's certificate.",
		.explanation = "Relying parties accept a responder to which the CA itself issued its certificate (RFC 6960 4.2.2.2). Every key can sign its own.",
		.remedy = "Issue the responder's certificate with the key of the CA that it answers for.",
		.reading = "A responder's certificate for the very key of the CA, which that key signed, would keep the sentence; that a CA, which answers "
		    "without one, has it made is not expected.",
		.scope = SCOPE_CA(KIND_OCSP), .schedule = SBR_SHALL, .needs_issuer = true, .own_issuer_too = true, .fn = responder_by_itself,
	},
};

RULE_TABLE(rules_issuer_sbr, "SBR requirements on a certificate and its issuing CA", rules);
