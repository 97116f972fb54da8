/* SPDX-License-Identifier: Apache-2.0 */
/* crl_certificates.c - a CRL together with the certificates whose status it tells (--certificates). */
#include "rules/common/crl.h"
#include "rules/common/revocation.h"
#include "rules/tables.h"

typedef void match_fn(struct check *, const struct crl_match *);

/* What is asked of the certificates: none may be there that decides nothing, and all have to be. */
static void
ask_certificates(struct check *c)
{
	if (!c->matches->given)
		not_applicable(c, "no --certificates");
	needs_certificates(c);
	if (c->matches->n_left_out > 0)
		not_evaluated(c, "some of the certificates given were left out");
	tell_certificates_beyond(c);
}

static void
each_match(struct check *c, match_fn *fn)
{
	ask_certificates(c);
	for (size_t i = 0; i < c->matches->n; i++)
		fn(c, &c->matches->v[i]);
}

static void
otherwise_encoded(struct check *c, const struct crl_match *m)
{
	if (!span_eq(m->entry.serial, m->cert->serial))
		report(c, m->entry.serial, "entry %s, certificate %s", show_serial(c, m->entry.serial), show_serial(c, m->cert->serial));
}

static void
serial_encoded_otherwise(struct check *c)
{
	each_match(c, otherwise_encoded);
}

/* An entry with removeFromCRL says that the certificate is not revoked any more (RFC 5280 5.3.1). */
static void
revoked_certificate(struct check *c, const struct crl_match *m)
{
	const char *reason = crl_reason_text((enum crl_reason)m->entry.reason);
	char when[32];

	if (m->entry.reason == CRL_REMOVE)
		return;
	report(c, m->entry.raw, "serial %s: %s, reason %s", show_serial(c, m->entry.serial),
	    m->entry.revoked.ok ? seconds_format(m->entry.revoked.seconds, when) : "no date", reason != NULL ? reason : "undefined");
}

/* Of an entry once, however many certificates have its issuer and serial number. */
static void
revoked(struct check *c)
{
	const uint8_t *last = NULL;

	ask_certificates(c);
	for (size_t i = 0; i < c->matches->n; last = c->matches->v[i++].entry.raw.p)
		if (c->matches->v[i].entry.raw.p != last)
			revoked_certificate(c, &c->matches->v[i]);
}

/* One that has not expired was on hold: removeFromCRL has no other meaning (RFC 5280 5.2.4, 5.3.1). */
static void
removed_from_hold(struct check *c, const struct crl_match *m)
{
	bool ca = m->cert->class == CRL_CLASS_CA;
	char until[32];

	if (m->entry.reason == CRL_REMOVE && (ca || m->cert->class == CRL_CLASS_STRICT) && m->entry.revoked.ok && was_bound(c, m->entry.revoked.seconds) &&
	    m->cert->not_after.ok && m->cert->not_after.seconds >= c->crl->this_update.seconds)
		report(c, m->entry.raw, "serial %s: %s, notAfter %s", show_serial(c, m->entry.serial), ca ? "a CA certificate" : "of the Strict generation",
		    seconds_format(m->cert->not_after.seconds, until));
}

static void
hold_ended(struct check *c)
{
	if (crl_is_delta(c->crl))
		each_match(c, removed_from_hold);
	else
		not_applicable(c, "no delta CRL");
}

static void
too_early(struct check *c, const struct crl_match *m)
{
	char from[32], when[32];

	if (m->entry.reason != CRL_REMOVE && m->entry.revoked.ok && m->cert->not_before.ok && m->entry.revoked.seconds < m->cert->not_before.seconds)
		report(c, m->entry.date, "serial %s: revoked %s, notBefore %s", show_serial(c, m->entry.serial),
		    seconds_format(m->entry.revoked.seconds, when), seconds_format(m->cert->not_before.seconds, from));
}

static void
revoked_before_issued(struct check *c)
{
	each_match(c, too_early);
}

/* ---- distribution points ---- */

/* The first of the certificate's URIs. */
static const char *
show_point(struct check *c, const struct known_cert *k)
{
	struct span points = k->points, uri;

	return known_next_point(&points, &uri) ? show_text(c, uri, 100) : "names that are no URIs";
}

static bool
has_no_point(const struct known_cert *k)
{
	return k->points.n + k->names.n == 0 && !k->points_unread;
}

/*
 * Nothing in it corresponds to that of the CRL, which relying parties do not take
 * for its own (RFC 5280 6.3.3 b 2 i, and the last paragraph).  Of an OCSP
 * responder's they may ask for no CRL at all (RFC 6960 4.2.2.2.1).
 */
static void
no_point(struct check *c, const struct crl_match *m)
{
	if (has_no_point(m->cert) && m->cert->class != CRL_CLASS_OTHER)
		report(c, at_part(c, PART_EXT_IDP), "serial %s: no cRLDistributionPoints", show_serial(c, m->entry.serial));
}

static void
another_point(struct check *c, const struct crl_match *m)
{
	const struct known_cert *k = m->cert;
	enum point point = known_point(k, c->crl);

	if (has_no_point(k))
		return;
	if (point == POINT_UNDECIDED)
		not_evaluated(c, "a name of a distribution point cannot be made out, and is not compared");
	else if (point == OTHER_POINT)
		report(c, at_part(c, PART_EXT_IDP), "serial %s: %s", show_serial(c, m->entry.serial), show_point(c, k));
}

static void
idp_not_in_certificate(struct check *c)
{
	if (c->crl->idp.point.full.n == 0 && !c->crl->idp.point.has_relative) {
		not_applicable(c, "no distribution point in issuingDistributionPoint");
	} else {
		each_match(c, no_point);
		reading_settled(c);
		each_match(c, another_point);
	}
}

/* ---- kinds ---- */

/* Is the certificate of the kind that is said not to be there? */
static bool
is_other(uint8_t class, bool cas_only, bool users_only)
{
	return (cas_only && crl_class_is_subscriber(class)) || (users_only && class == CRL_CLASS_CA);
}

static void
of_other_kind(struct check *c, const struct crl_match *m)
{
	bool ca = c->crl->idp.ca_certs == CRL_FLAG_TRUE, user = c->crl->idp.user_certs == CRL_FLAG_TRUE;
	uint8_t asked = c->profile->covers_asked;
	const char *what = m->cert->class == CRL_CLASS_CA ? "a CA certificate" : m->cert->class == CRL_CLASS_OTHER ? "a certificate of an OCSP responder" :
	    "a subscriber certificate";

	/*
	 * That of an OCSP responder is no CA's (RFC 5280 6.3.3 b 2 iii); --covers is about CAs and subscribers alone, and roots issue it beside
	 * CAs' (SBR 6.1.7).
	 */
	if (is_other(m->cert->class, ca, user) || (ca && m->cert->class == CRL_CLASS_OTHER))
		report(c, m->entry.raw, "serial %s: %s, and %s is set", show_serial(c, m->entry.serial), what,
		    m->cert->class == CRL_CLASS_CA ? "onlyContainsUserCerts" : "onlyContainsCACerts");
	else if (is_other(m->cert->class, asked == COVERS_CA, asked == COVERS_SUBSCRIBER))
		report(c, m->entry.raw, "serial %s: %s, which --covers excludes", show_serial(c, m->entry.serial), what);
}

static void
other_certificates(struct check *c)
{
	each_match(c, of_other_kind);
}

/* ---- CA certificates signed with SHA-1 ---- */

/* It has not expired. */
static bool
has_to_be_revoked(const struct check *c, const struct known_cert *k)
{
	return k->not_after.ok && k->not_after.seconds >= c->crl->this_update.seconds;
}

/* The list of a distribution point has the certificates that name it, and no others (RFC 5280 5.2.5, 6.3.3 b 2 i). */
static enum point
list_of(const struct check *c, const struct known_cert *k)
{
	const struct dist_point *own = &c->crl->idp.point;
	enum point point = own->full.n == 0 && !own->has_relative ? SAME_POINT : known_point(k, c->crl);

	return point != SAME_POINT && k->points.n + k->names.n == 0 ? POINT_UNDECIDED : point;
}

/* Of two keys of one name nobody knows that both are one issuer's, unless he is at hand. */
static bool
may_be_anothers(const struct check *c, const struct known_cert *k)
{
	return c->issuer_state != ISSUER_FOUND && known_names_other_key(k, c->crl);
}

/* Those of this list, or those of which that is not sure. */
static void
absent(struct check *c, bool sure)
{
	for (size_t i = 0; i < c->matches->n_absent; i++) {
		const struct known_cert *k = c->matches->absent[i];
		enum point point = list_of(c, k);
		bool anothers = may_be_anothers(c, k);

		if (has_to_be_revoked(c, k) && point != OTHER_POINT && (point == SAME_POINT && !anothers) == sure)
			report(c, at_part(c, PART_ISSUER), "serial %s%s", show_serial(c, k->serial), sure ? "" : anothers ?
			    ", where the CRL's issuer has the key that it names: --issuer decides" : ", where it is of this distribution point");
	}
}

/* Does each of them name another distribution point?  Not, where there is none. */
static bool
are_of_other_lists(const struct check *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->matches->n_absent; i++)
		if (has_to_be_revoked(c, c->matches->absent[i])) {
			if (list_of(c, c->matches->absent[i]) != OTHER_POINT)
				return false;
			n++;
		}
	return n > 0;
}

static void
sha1_ca_not_revoked(struct check *c)
{
	if (!c->matches->given) {
		not_applicable(c, "no --certificates");
		return;
	}
	if (crl_is_delta(c->crl) || c->crl->idp.user_certs == CRL_FLAG_TRUE || c->crl->idp.point.has_reasons) {
		not_applicable(c, "the CRL is not complete for CA certificates");
		return;
	}
	/* What is not known of the others is the weightier. */
	if (are_of_other_lists(c))
		not_applicable(c, "the CRL is that of another distribution point than a certificate's");
	needs_certificates(c);
	if (c->matches->sha1_ca_left_out)
		beyond_limit(c, at_part(c, PART_ISSUER), CERTIFICATES_BEYOND);
	absent(c, true);
	only_worth_knowing(c);
	absent(c, false);
}

/* ---- certificates that say nothing ---- */

static void
not_the_cas(struct check *c)
{
	if (!c->matches->given)
		not_applicable(c, "no --certificates");
	report_unvouched(c, at_part(c, PART_ISSUER));
}

static void
left_out(struct check *c)
{
	if (!c->matches->given)
		not_applicable(c, "no --certificates");
	else if (c->matches->n_left_out > 0)
		report(c, at_part(c, PART_REVOKED), "%llu of %llu entries (%s)", (unsigned long long)c->matches->n_left_out,
		    (unsigned long long)c->crl->n_entry, rest_show(c, &c->matches->left_out));
}

static void
next_publish_missing(struct check *c)
{
	bool no_ocsp = c->matches->without_ocsp;

	if (!c->matches->given) {
		not_evaluated(c, "whether the certificates name an OCSP responder is not known (--certificates)");
		return;
	}
	for (size_t i = 0; i < c->matches->n; i++)
		no_ocsp |= !c->matches->v[i].cert->names_ocsp;
	if (no_ocsp && !artifact_has(c->artifact, PART_EXT_MS_NEXT_PUBLISH))
		report(c, at_part(c, PART_EXTENSIONS), NULL);
	else if (!no_ocsp)
		needs_certificates(c);
	tell_certificates_beyond(c);
}

/* Ten megabytes, whichever way they are counted. */
#define TEN_MB ((size_t)10 << 20)

static void
over_10_mb(struct check *c)
{
	bool all = c->matches->n > 0;

	for (size_t i = 0; i < c->matches->n; i++)
		all = all && c->matches->v[i].cert->names_ocsp;
	if (all && !c->matches->too_many)
		not_applicable(c, "the certificates on it name an OCSP responder");
	else if (c->crl->der.n > TEN_MB)
		report(c, at_part(c, PART_TBS), "%s", show_count(c, c->crl->der.n, "octet"));
}

/* Those of ask_certificates(). */
#define ASKS_CERTIFICATES "rfc5280.crl.serial-encoded-otherwise", "rfc5280.crl.idp-not-in-certificate", "rfc5280.crl.other-certificates", \
	"rfc5280.crl-entry.revoked-before-issued", "sbr.certificate.revoked", "sbr.crl-entry.hold-ended"
#define WITH_ENTRIES .is_bounded = true, .scope = SCOPE_CRL, .beside = BESIDE_CERTIFICATES, .reads = PARTS1(PART_REVOKED), .when = PARTS1(PART_REVOKED)

static const struct smimelint_rule rules[] = {
	{
		.id = "rfc5280.crl.serial-encoded-otherwise", .section = "5.1.2.6",
		.title = "an entry has the certificate's serial number in another encoding",
		.requires = "userCertificate is the serial number of the certificate that was revoked.",
		.explanation = "Software compares octets and does not find the certificate on the list.",
		.remedy = "Copy the INTEGER from the certificate.",
		.schedule = RFC5280_SHALL, WITH_ENTRIES, .fn = serial_encoded_otherwise,
	}, {
		.id = "rfc5280.crl.idp-not-in-certificate", .section = "5.2.5",
		.title = "a certificate on the CRL does not name the CRL's distribution point",
		.requires = "Where issuingDistributionPoint has a distribution point, one of its names stands in cRLDistributionPoints of the certificates that the CRL covers.",
		.explanation = "Relying parties that fetch the CRL which the certificate names refuse it: it says that it is of another place.",
		.remedy = "Write the URI of the certificates' cRLDistributionPoints, octet by octet.",
		.reading = "The certificate has no cRLDistributionPoints. 5.2.5 wants a name in common with every certificate in the scope, and calls it the one of the corresponding field, "
		    "which this one lacks.",
		.schedule = RFC5280_SHALL, WITH_ENTRIES, .needs = PARTS1(PART_EXT_IDP), .fn = idp_not_in_certificate,
	}, {
		.id = "rfc5280.crl.other-certificates", .section = "5.2.5",
		.title = "an entry is of a certificate that the CRL is said not to cover",
		.requires = "onlyContainsUserCerts and onlyContainsCACerts say that the CRL contains nothing else. So does --covers, which is a claim of whoever "
		    "gives it.",
		.explanation = "The certificate (--certificates) is of the other kind than issuingDistributionPoint or --covers says. The stricter limits hold then. "
		    "A certificate of an OCSP responder is no CA's: relying parties do not take a CRL with onlyContainsCACerts for it (6.3.3 b 2 iii). It "
		    "passes where only --covers names the kind, because a root issues it beside those of CAs (SBR 6.1.7 (3) and (4)).",
		.remedy = "Move the entry to the CRL that covers it, correct issuingDistributionPoint, or say with "
		    "--covers what the CRL covers.",
		.schedule = RFC5280_SHALL, WITH_ENTRIES, .needs = PARTS1(PART_EXT_IDP), .fn = other_certificates,
	}, {
		.id = "rfc5280.crl-entry.revoked-before-issued", .section = "5.1.2.6",
		.title = "a certificate was revoked before its notBefore",
		.requires = "Nothing in itself: revocationDate may lie before notBefore where the CA learned of a fault at "
		    "once.",
		.explanation = "Mostly the date is that of another certificate, or one of the two is wrong.",
		.remedy = "Check both dates.",
		.schedule = RFC5280_NOTICE, WITH_ENTRIES, .fn = revoked_before_issued,
	}, {
		.id = "sbr.certificate.revoked", .section = "4.9",
		.title = "a certificate is revoked",
		.requires = "Nothing: one of --certificates is on the CRL, and not to be removed from it (removeFromCRL).",
		.explanation = "The notice shows the revocation in an audit of many certificates.",
		.remedy = "None is needed.",
		.schedule = SBR_NOTICE, WITH_ENTRIES, .fn = revoked,
	}, {
		.id = "sbr.crl-entry.hold-ended", .section = "7.2.2",
		.title = "the delta CRL ends the hold of a certificate that may not be on hold",
		.requires = "certificateHold (6) is not used for certificates of CAs and of the Strict profiles.",
		.explanation = "removeFromCRL (8) says that the certificate has expired or was on hold (RFC 5280 5.2.4, 5.3.1), and this one has not expired.",
		.remedy = "Revoke such certificates for good. Where the entry was revoked for good, put it back.",
		.reading = "The entry alone says that there was a hold: the CRLs of before, which show it, are judged by themselves.",
		.schedule = SBR_SHALL, WITH_ENTRIES, .needs = PARTS1(PART_EXTENSIONS) | PARTS1(PART_THIS_UPDATE), .fn = hold_ended,
	}, {
		.id = "sbr.certificate.sha1-ca-not-revoked", .section = "7.1.3.1.1, Appendix B",
		.title = "a CA certificate signed with SHA-1 is not on the CRL of its issuer",
		.requires = "From 2026-09-15 CA certificates signed with SHA-1 that have not expired are revoked.",
		.explanation = "Collisions of SHA-1 are practical: a CA certificate with another key would have the same signature. Where nobody knows "
		    "whether the certificate names the distribution point of the CRL, the finding is a notice. So it is where the CA is not given (--issuer), and the certificate "
		    "names another key than the CRL does.",
		.remedy = "Revoke the CA certificate.",
		.schedule = SCHEDULE(SHALL_FROM(2026, 9, 15)), .scope = SCOPE_CRL, .beside = BESIDE_CERTIFICATES, .fn = sha1_ca_not_revoked, .is_bounded = true,
		.needs = PARTS1(PART_REVOKED) | PARTS1(PART_THIS_UPDATE) | PARTS1(PART_EXT_IDP),
	}, {
		.id = "rfc5280.crl.certificate-not-the-cas", .section = "6.1.3",
		.title = "a certificate given for the CRL is not signed with a key of its issuer",
		.requires = "Nothing of the CRL: a certificate that its issuer did not sign is none of its certificates "
		    "(6.1.3 a 1).",
		.explanation = "Anybody can write a certificate with the CA's name and a serial number of the CRL, and whatever authorityKeyIdentifier. The CA is at hand "
		    "(--issuer), and none of its keys made the signature. Rules take the entry as one whose certificate is not known.",
		.remedy = "Leave the certificate out, or give the CA certificate with the key that signed it.",
		.schedule = SCHEDULE({ DAY_ALWAYS, LEVEL_NOTICE }), .scope = SCOPE_CRL, .beside = BESIDE_CERTIFICATES, .fn = not_the_cas,
		.speaks_for = IDS(ASKS_CERTIFICATES, "sbr.certificate.sha1-ca-not-revoked"),
	}, {
		.id = "rfc5280.crl.certificates-left-out", .section = "5.1.2.6",
		.title = "entries of the CRL have more certificates than are looked at",
		.requires = "Nothing in itself: an entry is that of one certificate, and a CA uses a serial number once "
		    "(4.1.2.2).",
		.explanation = "Of one issuer and serial number 16 different certificates are kept. Entries that repeat a serial number are "
		    "compared with its certificates only up to a bound, but holds and reasons are judged in all of them.",
		.remedy = "Find out why so many certificates have one serial number, and give those that the CA issued.",
		.schedule = SCHEDULE({ DAY_ALWAYS, LEVEL_NOTICE }), WITH_ENTRIES, .fn = left_out, .speaks_for = IDS(ASKS_CERTIFICATES),
	}, {
		.id = "microsoft.crl.no-next-publish", .section = "3.2.3",
		.title = "the CRL has no Next CRL Publish, and its certificates name no OCSP responder",
		.requires = "A CRL of certificates without an OCSP responder should have the extension Next CRL Publish (1.3.6.1.4.1.311.21.4).",
		.explanation = "Windows fetches the next CRL when the extension says that it is there.",
		.remedy = "Add the extension, or name an OCSP responder in the certificates.",
		.schedule = SCHEDULE(SHOULD_FROM(2026, 5, 20)), .scope = SCOPE_CRL, .needs = PARTS1(PART_EXTENSIONS) | PARTS1(PART_REVOKED),
		.beside = BESIDE_CERTIFICATES, .fn = next_publish_missing, .is_bounded = true,
	}, {
		.id = "microsoft.crl.over-10-mb", .section = "3.1.10",
		.title = "the CRL is larger than 10 MB, and no OCSP responder is known",
		.requires = "Where the certificates name no OCSP responder a CRL should have less than 10 MB (3.1.10, 3.2.3).",
		.explanation = "Windows does not fetch larger ones. A megabyte counts as 1,048,576 octets here. The rule does not apply where --certificates "
		    "gives certificates that are on the CRL and each of them names a responder.",
		.remedy = "Partition the CRL, or name an OCSP responder in the certificates.",
		.schedule = SCHEDULE(SHOULD_FROM(2026, 5, 20)), .scope = SCOPE_CRL, .fn = over_10_mb,
		.reads = PARTS1(PART_REVOKED), .needs = PARTS1(PART_EXT_IDP),
	},
};

RULE_TABLE(rules_issuer_crl_certificates, "RFC 5280 and SBR: a CRL and the certificates that it covers", rules);
