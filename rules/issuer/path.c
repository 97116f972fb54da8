/* SPDX-License-Identifier: Apache-2.0 */
/* path.c - RFC 5280 on a certificate together with its issuing CA's certificate. */
#include "rules/common/issuer.h"
#include "rules/common/signature.h"
#include "rules/tables.h"

/* Was there a signature to try? */
static bool
is_tried(struct check *c)
{
	if (signing_verdict(c) != KEY_UNTRIED)
		return true;
	not_applicable(c, c->options->unsigned_input ? "unsigned input" : "there is no signature that could be tried");
	return false;
}

/* Does its form keep the signature from being tried?  A dummy is none at all. */
static bool
is_malformed(const struct check *c)
{
	const struct artifact *a = c->artifact;

	return !c->options->unsigned_input && (a->signature_bits.n == 0 || !span_eq(a->signature.raw, a->signature_algorithm.raw));
}

static void
signature_wrong(struct check *c)
{
	if (!is_tried(c)) {
		if (is_malformed(c))
			not_evaluated(c, "the signature is empty, or the two AlgorithmIdentifiers differ");
		return;
	}
	if (c->issuer_verdict == KEY_WRONG)
		report(c, at_part(c, PART_SIGNATURE_VALUE), NULL);
	else if (c->issuer != c->cert && rule_cannot_see(c, PART_SPKI))
		return;
	else if (c->issuer_verdict != KEY_VERIFIED)
		not_evaluated(c, "the signature could not be tried with this key and algorithm");
}

static void
signature_not_tried(struct check *c)
{
	enum key_verdict verdict = signing_verdict(c);

	if (!signer_is_beyond(c) && is_tried(c) && (verdict == KEY_UNSUPPORTED || verdict == KEY_FAILED))
		report(c, at_part(c, PART_SIGNATURE_ALGORITHM), "%s", oid_show(c->arena, c->artifact->signature_algorithm.oid));
}

/* What linters sign with in the CA's place (key/dummy.c) is not tried; an error would be of no use, and silence look like a verdict. */
static void
signature_is_dummy(struct check *c)
{
	if (c->options->unsigned_input)
		not_applicable(c, "unsigned input");
	else if (c->ocsp != NULL && c->signer == NULL)
		not_applicable(c, "the responder's certificate is not at hand");
	else if (c->crl != NULL && !span_eq(c->artifact->signature.raw, c->artifact->signature_algorithm.raw))
		not_applicable(c, "the two AlgorithmIdentifiers differ");
	else if (signing_verdict(c) == KEY_UNTRIED)
		report(c, at_part(c, PART_SIGNATURE_VALUE), NULL);
}

/* Whose signature algorithms are which keys'. */
static const struct {
	enum oid algorithm, key;
} keys_of[] = {
	{ OID_MD5_RSA, OID_RSA },
	{ OID_SHA1_RSA, OID_RSA },
	{ OID_OIW_SHA1_RSA, OID_RSA },
	{ OID_SHA224_RSA, OID_RSA },
	{ OID_SHA256_RSA, OID_RSA },
	{ OID_SHA384_RSA, OID_RSA },
	{ OID_SHA512_RSA, OID_RSA },
	{ OID_ECDSA_SHA1, OID_EC },
	{ OID_ECDSA_SHA224, OID_EC },
	{ OID_ECDSA_SHA256, OID_EC },
	{ OID_ECDSA_SHA384, OID_EC },
	{ OID_ECDSA_SHA512, OID_EC },
	{ OID_ED25519, OID_ED25519 },
	{ OID_ED448, OID_ED448 },
	{ OID_ML_DSA_44, OID_ML_DSA_44 },
	{ OID_ML_DSA_65, OID_ML_DSA_65 },
	{ OID_ML_DSA_87, OID_ML_DSA_87 },
};

/* RSASSA-PSS goes with two kinds of keys (RFC 4055 1.2), and with no other that is known here. */
static bool
key_fits(enum oid algorithm, enum oid key)
{
	bool known = false;

	if (algorithm == OID_RSA_PSS)
		return key == OID_RSA || key == OID_RSA_PSS || key == OID_UNKNOWN;
	for (size_t i = 0; i < sizeof keys_of / sizeof *keys_of; i++)
		if (keys_of[i].algorithm == algorithm) {
			if (keys_of[i].key == key)
				return true;
			known = true;
		}
	return !known || key == OID_UNKNOWN;
}

static void
algorithm_of_other_key(struct check *c)
{
	const struct cert_view *by = signing_certificate(c);
	const struct artifact_algorithm *a = &c->artifact->signature;

	if (by == NULL)
		lacks_signer(c);
	else if (!cert_ok(by, PART_KEY_ALGORITHM))
		not_evaluated(c, "the signer's public key cannot be read");
	else if (!key_fits(a->id, by->spki.id))
		report(c, a->raw, "%s with a key of %s", oid_name(a->id), oid_show(c->arena, by->spki.oid));
}

/* A self-issued CA certificate: of a root or of a rollover, its signature leaves open. */
static void
rollover_or_damaged(struct check *c)
{
	if (!c->profile->rollover)
		not_applicable(c, "not self-issued, or its key identifiers or its signature tell whose key signed");
	else if (c->issuer_state != ISSUER_FOUND || c->issuer_verdict != KEY_VERIFIED)
		report(c, at_part(c, PART_SIGNATURE_VALUE), NULL);
}

/* Is there a limit of the issuing CA that counts this certificate?  Self-issued ones do not count (RFC 5280 4.2.1.9). */
static bool
path_is_limited(struct check *c)
{
	if (cert_ok(c->issuer, PART_EXT_BC) && c->issuer->bc.has_path_len && c->cert->bc.ca &&
	    !cert_self_issued(c->cert))
		return true;
	not_applicable(c, "no pathLenConstraint of the issuing CA counts this certificate");
	return false;
}

static void
path_len_not_below(struct check *c)
{
	const struct ext_bc *up = &c->issuer->bc, *own = &c->cert->bc;

	if (path_is_limited(c) && up->path_len != 0 && own->has_path_len && own->path_len >= up->path_len)
		report(c, own->path_len_at, "%u under %u", (unsigned)own->path_len, (unsigned)up->path_len);
}

/* A policy that it maps to one of its own is expected below it (RFC 5280 6.1.4 b). */
static bool
issuer_asserts(const struct check *c, const struct policy *p)
{
	for (unsigned i = 0; i < c->issuer->policies.n; i++)
		if (c->issuer->policies.v[i].id == OID_ANY_POLICY ||
		    span_eq(c->issuer->policies.v[i].oid, p->oid))
			return true;
	for (unsigned i = 0; i < c->issuer->pm.n; i++)
		if (span_eq(c->issuer->pm.v[i].subject.oid, p->oid))
			return true;
	return false;
}

/* Only reserved policies: what a CA's own ones mean is for the CA to say. */
static void
policy_not_in_issuer(struct check *c)
{
	if (c->issuer_is_root || (!cert_has(c->issuer, PART_EXT_CP) && !rule_is_unread(c->issuer, PART_EXT_CP))) {
		not_applicable(c, "the issuer is a root, or has no certificatePolicies");
		return;
	}
	for (unsigned i = 0; i < c->cert->policies.n; i++) {
		const struct policy *p = &c->cert->policies.v[i];

		if (!oid_is_sbr(p->id) || issuer_asserts(c, p))
			continue;
		if (rule_cannot_see(c, PART_EXT_CP))
			return;
		report(c, p->oid, "%s", oid_show(c->arena, p->oid));
	}
}

static void
issued_outside_validity(struct check *c)
{
	char a[32];
	int64_t t = c->cert->not_before.seconds;

	if (!c->cert->not_before.ok)
		return;
	if (!c->issuer->not_before.ok)
		rule_tell_unread(c, c->issuer, PART_NOT_BEFORE);
	else if (!c->issuer->not_after.ok)
		rule_tell_unread(c, c->issuer, PART_NOT_AFTER);
	else if (t < c->issuer->not_before.seconds)
		report(c, at_part(c, PART_NOT_BEFORE), "issuing CA's notBefore: %s",
		    seconds_format(c->issuer->not_before.seconds, a));
	else if (t > c->issuer->not_after.seconds)
		report(c, at_part(c, PART_NOT_BEFORE), "issuing CA's notAfter: %s",
		    seconds_format(c->issuer->not_after.seconds, a));
}

static void
outlives_issuer(struct check *c)
{
	char a[32];

	if (c->cert->not_after.ok && c->issuer->not_after.ok &&
	    c->cert->not_after.seconds > c->issuer->not_after.seconds)
		report(c, at_part(c, PART_NOT_AFTER), "issuing CA's notAfter: %s",
		    seconds_format(c->issuer->not_after.seconds, a));
}

#define BOTH_TIMES (PARTS1(PART_NOT_BEFORE) | PARTS1(PART_NOT_AFTER))

/* ---- what a CRL or a response is said to cover ---- */

/* Does something else show that it is of CA certificates? */
static bool
shows_cas(const struct check *c)
{
	bool known = c->ocsp != NULL;

	if (c->crl != NULL)
		return (c->matches->kinds & COVERS_CA) != 0;
	for (unsigned i = 0; known && i < c->ocsp->n_single; i++)
		known = ocsp_classes(c->known, c->about, i) == CRL_IS_CA;
	return known;
}

/* What says that it is of CA certificates alone; NULL: nothing.  A list of CA certificates that is empty says nothing of what its CA issues. */
static const char *
cas_alone_said_by(const struct check *c)
{
	bool flag = c->crl != NULL && c->crl->idp.ca_certs == CRL_FLAG_TRUE;

	if (flag && (c->crl->idp.user_certs == CRL_FLAG_TRUE || c->crl->n_entry == 0))
		return NULL;
	if (flag)
		return "onlyContainsCACerts, ";
	return c->profile->covers_asked == COVERS_CA ? "" : NULL;
}

static void
other_coverage(struct check *c)
{
	const struct ext_bc *bc = &c->issuer->bc;
	const char *said_by = cas_alone_said_by(c);

	if (said_by == NULL)
		not_applicable(c, "neither --covers nor a flag of a CRL with entries says that it tells the status of CA certificates alone");
	else if (!rule_cannot_see(c, PART_EXT_BC) && !c->issuer_is_root && bc->has_path_len && !bc->path_len_negative && bc->path_len == 0 && !shows_cas(c))
		report(c, at_part(c, c->ocsp != NULL ? PART_RESPONSES : PART_ISSUER), "%s%s", said_by, name_show(c->arena, &c->issuer->subject));
}

static void
root_of_subscribers(struct check *c)
{
	if (c->profile->covers_asked != COVERS_SUBSCRIBER)
		not_applicable(c, "--covers does not say that it tells the status of subscriber certificates alone");
	else if (c->profile->cas_from == COVERS_FROM_ISSUER)
		report(c, at_part(c, c->ocsp != NULL ? PART_RESPONSES : PART_ISSUER), "%s", name_show(c->arena, &c->issuer->subject));
}

static const struct smimelint_rule rules[] = {
	{
		.id = "rfc5280.signature.wrong",
		.section = "4.1.1.3",
		.title = "signature does not verify with the issuing CA's key",
		.requires = "The signature is computed over the tbsCertificate with the issuer's key.",
		.explanation = "Either the certificate was altered after signing, or another key signed it. A CA "
		    "certificate of the issuer's name with another key identifier than the authorityKeyIdentifier counts as "
		    "another CA's, and the rule does not try it.",
		.remedy = "Find out which key signed, and whether the octets are those that were signed.",
		.scope = SCOPE_ALL, .schedule = RFC5280_SHALL, .needs_issuer = true, .own_issuer_too = true,
		.when = PARTS1(PART_SIGNATURE_VALUE),
		.needs = PARTS1(PART_SIGNATURE_VALUE) | PARTS1(PART_SIGNATURE_ALGORITHM), .fn = signature_wrong, .denies_issuer = true,
		.yields_to = IDS(IMPOSSIBLE_SIGNATURES),
	},
	{
		.id = "rfc5280.signature.not-tried",
		.section = "6.1.3",
		.title = "signature could not be tried",
		.requires = "Nothing: whether the signature verifies is not known, because the program cannot try this "
		    "algorithm with the issuing CA's key.",
		.explanation = "The value names the algorithm. OpenSSL here does not have it, or cannot decode the key.",
		.remedy = "Verify the signature with a program that knows the algorithm.",
		.scope = SCOPE_SIGNED, .schedule = RFC5280_NOTICE, .needs_issuer = true, .own_issuer_too = true, .of_signer = true,
		.when = PARTS1(PART_SIGNATURE_VALUE),
		.needs = PARTS1(PART_SIGNATURE_VALUE) | PARTS1(PART_SIGNATURE_ALGORITHM), .fn = signature_not_tried,
		.speaks_for = IDS("rfc5280.signature.wrong", "rfc5280.crl.signature-wrong", "rfc6960.response.signature-wrong"),
	},
	{
		.id = "rfc5280.signature.dummy",
		.section = "4.1.1.3",
		.title = "signature is a dummy in the place of a real one, and was not tried",
		.requires = "Nothing: the signature has no octets, or zeros alone, or was made with a key that linters are known to sign with "
		    "(those of pkimetal and EJBCA).",
		.explanation = "Certificates, CRLs and OCSP responses have such a signature when they are linted before signing. Nobody can verify "
		    "it in one that was issued.",
		.remedy = "Say so with --tbs where it is to be signed. A certificate that was issued so is to be revoked, a CRL or response replaced.",
		.scope = SCOPE_SIGNED, .schedule = SCHEDULE({ DAY_ALWAYS, LEVEL_NOTICE }), .needs_issuer = true, .own_issuer_too = true, .of_signer = true,
		.when = PARTS1(PART_SIGNATURE_VALUE), .needs = PARTS1(PART_SIGNATURE_VALUE), .fn = signature_is_dummy,
		.speaks_for = IDS("rfc5280.crl.signature-wrong", "rfc6960.response.signature-wrong"),
		.yields_to = IDS("rfc5280.signature-value.empty", "rfc5280.crl.signature-empty", "rfc6960.response.signature-empty"),
	},
	{
		.id = "rfc5280.signature.key-misfit",
		.section = "4.1.1.2",
		.title = "signature algorithm does not fit the type of the issuing CA's key",
		.requires = "The algorithm identifier names the algorithm that the CA signed with, which is one of its key's.",
		.explanation = "No signature of that algorithm can come from this key. The SBR bind the hash to the key as "
		    "well, from 2023-09-01.",
		.remedy = "Find out which key signed, and with which algorithm.",
		.scope = SCOPE_SIGNED, .schedule = RFC5280_SHALL, .needs_issuer = true, .own_issuer_too = true, .of_signer = true,
		.when = PARTS1(PART_SIGNATURE), .needs = PARTS1(PART_SIGNATURE), .fn = algorithm_of_other_key, .denies_issuer = true,
		.speaks_for = IDS("rfc5280.signature.wrong", "rfc5280.crl.signature-wrong"),
		.yields_to = IDS("sbr.signature.key-misfit"),
	},
	{
		.id = "rfc5280.signature.rollover-or-damaged",
		.section = "6.1",
		.title = "self-issued CA certificate that its own key did not sign",
		.requires = "Nothing: a CA that changes its key may certify the new key with the old one, in a certificate "
		    "whose issuer and subject are the same.",
		.explanation = "Without authorityKeyIdentifier such a certificate looks like a root's that was altered "
		    "after signing.",
		.remedy = "Give the certificate of the CA's other key with --issuer. If this is a root's, find out whether "
		    "the octets are those that were signed.",
		.scope = SCOPE_CA(KIND_ANY_CA), .schedule = RFC5280_NOTICE,
		.when = PARTS1(PART_SIGNATURE_VALUE), .fn = rollover_or_damaged,
	},
	{
		.id = "rfc5280.issuer.name-not-identical",
		.section = "4.1.2.6",
		.title = "issuer name is not encoded as the issuing CA's subject name",
		.requires = "The subject of a CA certificate is encoded in the same way as the issuer field of all certificates "
		    "that the CA issues.",
		.explanation = "Path building may miss the CA's certificate. Where the two names are different "
		    "altogether, the CA was found by its key identifier and by the key that made the signature.",
		.remedy = "Copy the issuing CA's encoded subject into the issuer field.",
		.peers = PEERS("pkilint:pkix.issuer_and_subject_dn_not_binary_equal"),
		.scope = SCOPE_ALL, .schedule = RFC5280_SHALL, .needs_issuer = true,
		.needs = PARTS1(PART_ISSUER), .fn = rule_issuer_name_not_identical,
		.yields_to = IDS("sbr.issuer.name-not-identical"),
	},
	{
		.id = "rfc5280.authority-key-identifier.not-issuers",
		.section = "4.2.1.2",
		.title = "authorityKeyIdentifier is not the issuing CA's subjectKeyIdentifier",
		.requires = "The subjectKeyIdentifier of a CA certificate is the keyIdentifier of the authorityKeyIdentifier in "
		    "the certificates that it issues.",
		.explanation = "Path building by key identifier fails or picks the wrong certificate.",
		.remedy = "Copy the issuing CA's subjectKeyIdentifier.",
		.peers = PEERS("pkilint:pkix.issuer_and_subject_key_identifier_not_equal"),
		.scope = SCOPE_ALL, .schedule = RFC5280_SHALL, .needs_issuer = true, .own_issuer_too = true,
		.when = PARTS1(PART_EXT_AKI), .reads = PARTS1(PART_EXT_AKI), .fn = rule_aki_not_issuers,
		.yields_to = IDS("sbr.authority-key-identifier.not-issuers", "sbr.authority-key-identifier.not-roots",
		    "sbr.authority-key-identifier.no-key-id", "sbr.authority-key-identifier.sub-ca-no-key-id"),
	},
	{
		.id = "rfc5280.basic-constraints.path-len-not-below",
		.section = "4.2.1.9",
		.title = "pathLenConstraint is not below that of the issuing CA",
		.requires = "Nothing: path validation takes the smallest limit on the path.",
		.explanation = "The certificate promises a longer path below it than its issuer allows. The limit that "
		    "counts is the issuer's, not the one that is written here.",
		.remedy = "Set a limit that is smaller than the issuing CA's.",
		.scope = SCOPE_CA(KIND_SUBCA | KIND_CROSS), .schedule = RFC5280_NOTICE, .needs_issuer = true,
		.when = PARTS1(PART_EXT_BC), .needs = PARTS1(PART_EXT_BC), .fn = path_len_not_below,
	},
	{
		.id = "rfc5280.certificate-policies.not-in-issuer",
		.section = "6.1.3",
		.title = "certificate has a reserved policy that the issuing CA's certificate does not assert",
		.requires = "A policy is valid on a path only where each CA certificate of it asserts that policy or anyPolicy.",
		.explanation = "The certificate claims a profile that its CA was not certified for. Relying parties that "
		    "ask for the policy find the path without it. Neither RFC 5280 nor the SBR forbid such a certificate.",
		.remedy = "Issue under a policy that the CA's certificate asserts, or have the CA certificate reissued.",
		.reading = "a certificate asserts only reserved policies that are valid on its path",
		.peers = PEERS("pkilint:pkix.certificate_subject_has_policy_not_in_issuer"),
		.scope = SCOPE_ALL, .schedule = RFC5280_SHALL, .needs_issuer = true,
		.when = PARTS1(PART_EXT_CP), .reads = PARTS1(PART_EXT_CP), .fn = policy_not_in_issuer,
	},
	{
		.id = "rfc5280.basic-constraints.other-coverage",
		.section = "4.2.1.9",
		.title = "the coverage is said to be CA certificates, and pathLenConstraint of the issuing CA is 0",
		.requires = "Under a CA whose pathLenConstraint is 0 there are no CA certificates but self-issued ones.",
		.explanation = "--covers is a claim of whoever gives it. What the CA's certificate says is not outvoted: the stricter limits hold, those of subscriber certificates. "
		    "onlyContainsCACerts in a CRL with entries is the CA's own claim: it stands against what its certificate says, and the limits of CA certificates hold by it.",
		.remedy = "Say what is covered (--covers subscriber or both, or issuingDistributionPoint), or give the certificates (--certificates).",
		.reading = "A self-issued certificate of the CA itself does not count for the constraint, and may be what is covered.",
		.scope = { KIND_ANY_CRL | KIND_OCSP_RESPONSE, TYPE_ANY, GEN_ANY }, .schedule = RFC5280_SHALL, .needs_issuer = true,
		.needs = PARTS1(PART_EXT_IDP), .fn = other_coverage, .yields_to = IDS("rfc5280.crl.other-coverage"),
	},
	{
		.id = "sbr.root.other-coverage",
		.section = "6.1.7",
		.title = "--covers says subscriber certificates, and the issuing CA is a root",
		.requires = "The key of a root signs certificates of CAs, of infrastructure and of OCSP responders, and none of subscribers.",
		.explanation = "--covers is a claim of whoever gives it. What the CA's certificate says is not outvoted: the stricter limits hold, those of CA certificates beside those of subscribers.",
		.remedy = "Say what is covered (--covers ca or both), or give the certificates (--certificates).",
		.reading = "Certificates of OCSP responders and of infrastructure are no CA certificates, and may be what is covered.",
		.scope = { KIND_ANY_CRL | KIND_OCSP_RESPONSE, TYPE_ANY, GEN_ANY }, .schedule = SBR_SHALL, .needs_issuer = true,
		.needs = PARTS1(PART_EXT_IDP), .fn = root_of_subscribers,
	},
	{
		.id = "rfc5280.validity.outside-issuers",
		.section = "6.1.3",
		.title = "certificate begins outside the issuing CA's validity",
		.requires = "Every certificate of a path is within its validity period at the time of use.",
		.explanation = "A notBefore outside the validity of the CA's certificate says that a CA signed while it "
		    "was not valid. A renewed CA certificate with the same key is the usual innocent cause: give the older "
		    "one as well.",
		.remedy = "Issue within the validity of the CA's certificate.",
		.reading = "a CA issues only while its own certificate is valid",
		.scope = SCOPE_ALL, .schedule = RFC5280_SHALL, .needs_issuer = true,
		.needs = BOTH_TIMES, .fn = issued_outside_validity,
	},
	{
		.id = "rfc5280.validity.outlives-issuer",
		.section = "6.1.3",
		.title = "certificate outlives the issuing CA's certificate",
		.requires = "Nothing: validity periods need not nest. The path ends with the CA's certificate, though.",
		.explanation = "After the CA's certificate has expired this one does not validate under the shell model, and "
		    "nobody signs CRLs for it any more.",
		.remedy = "End the validity with that of the CA's certificate.",
		.scope = SCOPE_ALL, .schedule = RFC5280_NOTICE, .needs_issuer = true,
		.needs = BOTH_TIMES, .fn = outlives_issuer,
	},
};

RULE_TABLE(rules_issuer_path, "RFC 5280 on a certificate and its issuing CA", rules);
