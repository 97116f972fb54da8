/* SPDX-License-Identifier: Apache-2.0 */
/*
 * revocation.c - random CRLs and OCSP responses with known deviations, and what is found.
 *
 *	revocation [--seed S] [--number N]
 *
 * A list of subscriber certificates, one of CA certificates, a delta CRL or a
 * response that keeps RFC 5280, RFC 6960 and the SBR is put together at random,
 * then up to four deviations of the tables below are added that touch different
 * elements.  Every other one has its issuer beside it.  The rules that speak as
 * warnings or errors are those of the table, no more and no less.  What is
 * right stands in this file alone: it uses none of the rules' code.
 */
#include <inttypes.h>
#include <stdio.h>

#include "tests/guard/deviation.h"
#include "tests/guard/ways.h"

enum { LIST = 1, ARL = 2, DELTA = 4, COMPLETE = LIST | ARL, FOR_USERS = LIST | DELTA, ANY_CRL = LIST | ARL | DELTA, ANSWER = 8, BESIDE = 16 };
#define NEVER DAY(9999, 12, 31)
#define HOURS(n) ((int64_t)(n) * 3600)

/* "@N": the moment N seconds after thisUpdate. */
static const struct deviation deviations[] = {
	{ "version", ANY_CRL, 0, NEVER, "version = v1", { "rfc5280.crl.version-missing" } },
	{ "version", ANY_CRL, 0, NEVER, "version = v3", { "rfc5280.crl.version-not-v2" } },
	{ "signature", ANY_CRL, 0, NEVER, "signature = sha1WithRSAEncryption", { "sbr.signature-algorithm.sha1-unlisted" } },
	{ "signature", ANY_CRL, 0, NEVER, "signature = sha256WithRSAEncryption absent", { "sbr.signature-algorithm.rsa-encoding" } },
	{ "signature", ANY_CRL | BESIDE, 0, NEVER, "signature = ecdsa-with-SHA256", { "sbr.signature.key-misfit" } },
	/* By neither name nor key identifier it would be that of somebody else. */
	{ "issuer authorityKeyIdentifier", ANY_CRL | BESIDE, 0, NEVER, "issuer = CN=Nordlicht Trust S/MIME CA 4, O=Nordlicht Trust GmbH, C=DE", { "rfc5280.crl.issuer-not-the-cas" } },
	{ "thisUpdate", ANY_CRL, 0, NEVER, "thisUpdate = gen:@0", { "rfc5280.crl.time-type" } },
	{ "nextUpdate", ANY_CRL, 0, NEVER, "nextUpdate = none", { "rfc5280.crl.next-update-missing" } },
	{ "nextUpdate", ANY_CRL, 0, NEVER, "nextUpdate = gen:@600000", { "rfc5280.crl.time-type" } },
	{ "nextUpdate", ANY_CRL, 0, NEVER, "nextUpdate = @0", { "rfc5280.crl.next-update-not-after" } },
	{ "nextUpdate", ANY_CRL, 0, NEVER, "nextUpdate = @-1", { "rfc5280.crl.next-update-not-after" } },
	{ "nextUpdate", FOR_USERS, 0, NEVER, "nextUpdate = @864001", { "sbr.crl.next-update-over-10-days" } },
	{ "nextUpdate", FOR_USERS, 0, NEVER, "nextUpdate = @31536001", { "sbr.crl.next-update-over-10-days" } },
	{ "nextUpdate", ARL, 0, NEVER, "nextUpdate = @31622401", { "sbr.crl.next-update-over-12-months" } },
	{ "authorityKeyIdentifier", ANY_CRL, 0, NEVER, "remove authorityKeyIdentifier", { "rfc5280.crl.authority-key-identifier-missing" } },
	{ "authorityKeyIdentifier", ANY_CRL, 0, NEVER, "critical authorityKeyIdentifier", { "rfc5280.crl.authority-key-identifier-critical" } },
	{ "authorityKeyIdentifier", ANY_CRL, 0, NEVER, "authorityKeyIdentifier = issuer:\"CN=x\" serial:auto",
	    { "rfc5280.crl.authority-key-identifier-no-key-id" } },
	{ "authorityKeyIdentifier", ANY_CRL | BESIDE, 0, NEVER, "authorityKeyIdentifier = keyid:0102030405060708",
	    { "rfc5280.crl.key-identifier-not-issuers" } },
	{ "issuerAltName", ANY_CRL, 0, NEVER, "issuerAltName = critical dns:nordlicht-trust.de", { "rfc5280.crl.issuer-alt-name-critical" } },
	{ "cRLNumber", COMPLETE, 0, NEVER, "remove cRLNumber", { "rfc5280.crl.number-missing" } },
	{ "cRLNumber", ANY_CRL, 0, NEVER, "critical cRLNumber", { "rfc5280.crl.number-critical" } },
	{ "cRLNumber", COMPLETE, 0, NEVER, "cRLNumber = hex:ff34", { "rfc5280.crl.number-negative" } },
	{ "cRLNumber", ANY_CRL, 0, NEVER, "cRLNumber = hex:7fffffffffffffffffffffffffffffffffffffffff", { "rfc5280.crl.number-too-long" } },
	{ "cRLNumber", ANY_CRL, 0, NEVER, "repeat cRLNumber = 0x1235", { "rfc5280.extension.repeated" } },
	{ "deltaCRLIndicator", DELTA, 0, NEVER, "noncritical deltaCRLIndicator", { "rfc5280.crl.delta-indicator-not-critical" } },
	{ "deltaCRLIndicator cRLNumber", DELTA, 0, NEVER, "cRLNumber = 0x1000\n  deltaCRLIndicator = critical 0x1001", { "rfc5280.crl.delta-base-not-below" } },
	{ "idp", ANY_CRL, 0, NEVER, "noncritical issuingDistributionPoint", { "rfc5280.crl.idp-not-critical" } },
	/* It does not say whose status it tells then. */
	{ "idp nextUpdate", FOR_USERS, 0, NEVER, "issuingDistributionPoint = critical user ca", { "rfc5280.crl.idp-scope-contradiction" } },
	{ "idp", LIST, 0, NEVER, "issuingDistributionPoint = critical user relative=CN=x", { "rfc5280.crl.idp-relative-name" } },
	{ "idp", LIST, 0, NEVER, "issuingDistributionPoint = critical user uri:crl/ca3.crl", { "rfc5280.crl.idp-uri" } },
	{ "idp", LIST, 0, NEVER, "issuingDistributionPoint = critical user attribute",
	    { "rfc5280.crl.idp-scope-contradiction", "rfc5280.crl.idp-attribute-certificates" } },
	{ "idp", ARL, 0, NEVER, "issuingDistributionPoint = critical user=false ca", { "x690.default.encoded" } },
	{ "idp", LIST, 0, NEVER, "issuingDistributionPoint = critical user \"dirname:C=DEU\"", { "rfc5280.country-name.length" } },
	{ "issuerAltName", ANY_CRL, 0, NEVER, "issuerAltName = dns:-a.de", { "rfc5280.alt-name.dns-syntax" } },
	{ "freshestCRL", COMPLETE, 0, NEVER, "freshestCRL = der: SEQUENCE { SEQUENCE { [0] { [0] { [4] { SEQUENCE { } } } } } }", { "rfc5280.general-name.malformed" } },
	{ "freshestCRL", COMPLETE, 0, NEVER, "freshestCRL = critical http://crl.nordlicht-trust.de/d.crl", { "rfc5280.crl.freshest-critical" } },
	{ "freshestCRL", COMPLETE, 0, NEVER, "freshestCRL = der: SEQUENCE { SEQUENCE { [0] { [0] { [6] '' } } } }", { "rfc5280.crl.pointer-uri" } },
	{ "freshestCRL", DELTA, 0, NEVER, "freshestCRL = http://crl.nordlicht-trust.de/d.crl", { "rfc5280.crl.freshest-in-delta" } },
	{ "freshestCRL", COMPLETE, 0, NEVER, "freshestCRL = http://crl.nordlicht-trust.de/d.crl issuer=\"CN=x\"", { "rfc5280.crl.freshest-fields" } },
	{ "authorityInfoAccess", ANY_CRL, 0, NEVER, "authorityInfoAccess = critical caIssuers:http://cert.nordlicht-trust.de/ca.cer", { "rfc5280.crl.aia-critical" } },
	{ "authorityInfoAccess", ANY_CRL, 0, NEVER, "authorityInfoAccess = caIssuers:http://cert.nordlicht-trust.de/ca.cer ocsp:http://ocsp.nordlicht-trust.de",
	    { "rfc5280.crl.aia-other-method" } },
	{ "authorityInfoAccess", ANY_CRL, 0, NEVER, "authorityInfoAccess = der: SEQUENCE { SEQUENCE { OID 1.3.6.1.5.5.7.48.2 [6] \"http://cert.nordlicht-trust.de/ca.cer\" } "
	    "SEQUENCE { OID 1.3.6.1.5.5.7.48.2 [6] '' } }", { "rfc5280.crl.pointer-uri" } },
	{ "authorityInfoAccess", ANY_CRL, 0, NEVER, "authorityInfoAccess = ocsp:http://ocsp.nordlicht-trust.de",
	    { "rfc5280.crl.aia-no-ca-issuers", "rfc5280.crl.aia-other-method" } },
	{ "authorityInfoAccess", ANY_CRL, 0, NEVER, "authorityInfoAccess = caIssuers:ftp://cert.nordlicht-trust.de/ca.cer", { "rfc5280.crl.aia-no-http-or-ldap" } },
	{ "entries", ANY_CRL, 0, NEVER, "no-entries\n  revokedCertificates = empty", { "rfc5280.crl.revoked-certificates-empty" } },
	{ "entry a", ANY_CRL, 0, NEVER, "entry = 7f01 @1 reason=1", { "rfc5280.crl-entry.revoked-after-this-update" } },
	{ "entry b", ANY_CRL, 0, NEVER, "entry = 7f02 gen:2023-01-05T10:00:00 reason=1", { "rfc5280.crl.time-type" } },
	{ "entry c", ANY_CRL, 0, NEVER, "entry = 7f03 2023-01-05 reason=7", { "rfc5280.crl-entry.reason-undefined" } },
	{ "entry d", ANY_CRL, 0, NEVER, "entry = 7f04 2023-01-05 reason=11", { "rfc5280.crl-entry.reason-undefined" } },
	{ "entry e", COMPLETE, 0, NEVER, "entry = 7f05 2023-01-05 reason=8", { "rfc5280.crl-entry.reason-remove" } },
	{ "entry f", ANY_CRL, 0, NEVER, "entry = 7f06 2023-01-05 reason=0", { "sbr.crl-entry.reason-unspecified" } },
	{ "entry g", ANY_CRL, 0, NEVER, "entry = 7f07 2023-01-05 critical-reason=4", { "sbr.crl-entry.reason-critical" } },
	{ "entry h", ARL, 0, NEVER, "entry = 7f08 2023-01-05", { "sbr.crl-entry.ca-reason-missing" } },
	{ "entry i", ARL, 0, NEVER, "entry = 7f09 2023-01-05 reason=6", { "sbr.crl-entry.ca-hold" } },
	{ "entry j", ANY_CRL, 0, NEVER, "entry = 7f0a 2023-01-05 reason=1 critical-invalidity=2023-01-04", { "rfc5280.crl-entry.invalidity-date-critical" } },
	{ "entry k", ANY_CRL, 0, NEVER, "entry = 7f0b 2023-01-05 reason=1 reason=1", { "rfc5280.crl-entry.extension-repeated" } },
	{ "entry l", FOR_USERS, 0, NEVER, "entry = 7f0c 2023-01-05 no-extensions", { "rfc5280.crl-entry.extensions-empty" } },
	{ "entry m", ANY_CRL, 0, NEVER, "entry = 00 2023-01-05 reason=1", { "rfc5280.crl-entry.serial-not-positive" } },
	{ "entry n", ANY_CRL, 0, NEVER, "entry = 7f00000000000000000000000000000000000000ff 2023-01-05 reason=1", { "rfc5280.crl-entry.serial-not-positive" } },
	{ "entry o", ANY_CRL, 0, NEVER, "entry = 7f0d 2023-01-05 reason=1\n  entry = 7f0d 2023-01-06 reason=1", { "rfc5280.crl-entry.repeated-serial" } },
	{ "entry p", ANY_CRL, 0, NEVER, "entry = 7f0e 2023-01-05 reason=1\n  entry = 7f0f 2023-01-05 reason=4\n  entry = 7f0e 2023-01-05 reason=4",
	    { "rfc5280.crl-entry.repeated-serial" } },
	{ "entry q", ANY_CRL, 0, NEVER, "entry = 7f10 2023-01-05 reason=1 ext=\"SEQUENCE { OID certificateIssuer BOOLEAN TRUE OCTETS { SEQUENCE { $issuer } } }\"",
	    { "rfc5280.crl-entry.certificate-issuer-in-direct", "rfc5280.crl-entry.malformed" } },
	{ "entry w", ANY_CRL, 0, NEVER, "entry = 7f16 2023-01-05 reason=1 ext=\"SEQUENCE { OID certificateIssuer BOOLEAN TRUE OCTETS { SEQUENCE { [4] { SEQUENCE { } } } } }\"",
	    { "rfc5280.crl-entry.certificate-issuer-in-direct", "rfc5280.crl-entry.certificate-issuer-name" } },
	{ "entry r", ANY_CRL, 0, NEVER, "entry = 7f11 2023-01-05 ext=\"SEQUENCE { OID reasonCode OCTETS { INTEGER 1 } }\"", { "rfc5280.crl-entry.malformed" } },
	{ "entry s", ANY_CRL, 0, NEVER, "entry = 7f12 2023-01-05 reason=1 ext=\"SEQUENCE { OID invalidityDate OCTETS { UTCTIME \\\"230104100000Z\\\" } }\"",
	    { "rfc5280.crl-entry.invalidity-date-form" } },
	{ "entry t", ANY_CRL, 0, NEVER, "entry = der: SEQUENCE { INTEGER '007f13' UTCTIME \"230105100000Z\" SEQUENCE { SEQUENCE { OID reasonCode OCTETS { ENUM 1 } } } }",
	    { "x690.integer.padded" } },
	{ "entry u", ANY_CRL, 0, NEVER, "entry = der: SEQUENCE { INTEGER '7f14' UTCTIME \"230230100000Z\" SEQUENCE { SEQUENCE { OID reasonCode OCTETS { ENUM 1 } } } }",
	    { "x690.time.form" } },
	{ "entry x", ANY_CRL, 0, NEVER, "entry = 7f17 2023-01-05 reason=1 ext=\"SEQUENCE { OID freshestCRL OCTETS { NULL } }\"", { "rfc5280.crl.extension-misplaced" } },
	{ "reasonCode", ANY_CRL, 0, NEVER, "reasonCode = critical der: ENUM 1", { "sbr.crl-entry.reason-critical", "rfc5280.crl.extension-misplaced" } },
	{ "invalidityDate", ANY_CRL, 0, NEVER, "invalidityDate = der: GENTIME \"20230104100000Z\"", { "rfc5280.crl.extension-misplaced" } },
	{ "entry v", ANY_CRL, 0, NEVER, "entry = der: SEQUENCE { INTEGER '7f15' NULL SEQUENCE { SEQUENCE { OID reasonCode OCTETS { ENUM 0 } } } }",
	    { "rfc5280.crl-entry.malformed", "sbr.crl-entry.reason-unspecified" } },

	{ "next", ANSWER, 0, NEVER, "[0] { GENTIME \"@28798\" }", { "sbr.ocsp.validity-under-8-hours" } },
	{ "next", ANSWER, 0, NEVER, "[0] { GENTIME \"@864000\" }", { "sbr.ocsp.validity-over-10-days" } },
	{ "next", ANSWER, 0, NEVER, "[0] { GENTIME \"@864001\" }", { "sbr.ocsp.validity-over-10-days" } },
	{ "next", ANSWER, 0, NEVER, " ", { "sbr.ocsp.next-update-missing" } },
	{ "next", ANSWER, 0, NEVER, "[0] { GENTIME \"@0\" }", { "rfc6960.response.next-update-not-after" } },
	{ "produced", ANSWER, 0, NEVER, "GENTIME \"@-1\"", { "rfc6960.response.this-update-after-produced" } },
	{ "status", ANSWER, 0, NEVER, "[1] { GENTIME \"@90000\" }", { "rfc6960.response.revoked-after-this-update" } },
	{ "status", ANSWER, 0, NEVER, "[1] { GENTIME \"@-100\" [0] { ENUM 7 } }", { "rfc6960.response.reason-undefined" } },
	{ "status", ANSWER, 0, NEVER, "[1] { GENTIME \"@-100\" [0] { ENUM 11 } }", { "rfc6960.response.reason-undefined" } },
	{ "status", ANSWER, 0, NEVER, "[1] { GENTIME \"@-100\" [0] { ENUM 8 } }", { "rfc6960.response.reason-undefined" } },
	{ "status", ANSWER, 0, NEVER, "[1] { GENTIME \"@-100\" [0] { ENUM 0 } }", { "sbr.ocsp.reason-unspecified" } },
	/* Behind what cannot be read nobody knows what is absent. */
	{ "status next", ANSWER, 0, NEVER, "[3] ''", { "rfc5280.field.malformed" } },
	{ "exts", ANSWER, 0, NEVER, "[1] { SEQUENCE { SEQUENCE { OID reasonCode OCTETS { ENUM 1 } } } }", { "sbr.ocsp.single-reason-code" } },
	{ "exts", ANSWER, 0, NEVER, "[1] { SEQUENCE { SEQUENCE { OID 1.3.6.1.4.1.99999.1 BOOLEAN TRUE OCTETS { NULL } } } }", { "rfc6960.response.extension-critical" } },
	{ "exts", ANSWER, 0, NEVER, "[1] { SEQUENCE { SEQUENCE { OID 1.3.6.1.5.5.7.48.1.6 OCTETS { UTCTIME \"230105100000Z\" } } } }", { "rfc6960.response.archive-cutoff-form" } },
	{ "exts", ANSWER, 0, NEVER, "[1] { SEQUENCE { SEQUENCE { OID 1.3.6.1.5.5.7.48.1.6 OCTETS { GENTIME \"20190302080000Z\" NULL } } } }", { "rfc6960.response.archive-cutoff-form" } },
	{ "exts", ANSWER, 0, NEVER, "[1] { SEQUENCE { SEQUENCE { OID 1.3.6.1.5.5.7.48.1.3 OCTETS { INTEGER 1 } } } }", { "rfc6960.response.crl-id-form" } },
	{ "exts", ANSWER, 0, NEVER, "[1] { SEQUENCE { SEQUENCE { OID invalidityDate OCTETS { UTCTIME \"230105100000Z\" } } } }", { "rfc6960.response.entry-extension-form" } },
	{ "exts", ANSWER, 0, NEVER, "[1] { SEQUENCE { SEQUENCE { OID 1.3.6.1.5.5.7.48.1.9 OCTETS { NULL } } } }", { "rfc6960.response.extension-misplaced" } },
	{ "rexts", ANSWER, 0, NEVER, "[1] { SEQUENCE { SEQUENCE { OID 1.3.6.1.5.5.7.48.1.6 OCTETS { GENTIME \"20190302080000Z\" } } } }",
	    { "rfc6960.response.extension-misplaced" } },
	{ "exts produced", ANSWER, 0, NEVER, "[1] { SEQUENCE { SEQUENCE { OID 1.3.6.1.5.5.7.48.1.6 OCTETS { GENTIME \"@90000\" } } } }", { "rfc6960.response.archive-cutoff-form" } },
	{ "rid", ANSWER, 0, NEVER, "[2] { OCTETS 'fda016cfb988d29f26dfa43c655c02707b2484' }", { "rfc6960.response.key-hash-length" } },
	{ "version", ANSWER, 0, NEVER, "[0] { INTEGER 0 }", { "x690.default.encoded" } },
	{ "version", ANSWER, 0, NEVER, "[0] { INTEGER 1 }", { "rfc6960.response.version" } },
	{ "rexts", ANSWER, 0, DAY(2024, 8, 1), "[1] { SEQUENCE { SEQUENCE { OID 1.3.6.1.5.5.7.48.1.2 OCTETS { OCTETS '' } } } }", { "rfc8954.nonce.length" } },
	{ "rexts", ANSWER, DAY(2024, 8, 1), NEVER, "[1] { SEQUENCE { SEQUENCE { OID 1.3.6.1.5.5.7.48.1.2 OCTETS { OCTETS '' } } } }", { "rfc9654.nonce.length" } },
	{ "rexts", ANSWER, DAY(2024, 8, 1), NEVER, "[1] { SEQUENCE { SEQUENCE { OID 1.3.6.1.5.5.7.48.1.2 OCTETS { OCTETS { OCTETS/times=64 '' '00' } } } } }",
	    { "rfc9654.nonce.length" } },
	{ "rexts", ANSWER, 0, NEVER, "[1] { SEQUENCE { SEQUENCE { OID 1.3.6.1.5.5.7.48.1.9 BOOLEAN TRUE OCTETS { NULL } } } }",
	    { "rfc6960.response.extended-revoke-critical" } },
	{ "rexts", ANSWER, 0, NEVER, "[1] { SEQUENCE { SEQUENCE { OID 1.3.6.1.5.5.7.48.1.9 OCTETS { BOOLEAN TRUE } } } }",
	    { "rfc6960.response.extended-revoke-value" } },
	{ "certid", ANSWER | BESIDE, 0, NEVER, "SEQUENCE { SEQUENCE { OID id-sha1 NULL } OCTETS '1a72c360099fd80db2dee472acb7d4f61aed4d04' "
	    "OCTETS '58d62c8841eec91a36a4dd3b466bf328ac4ad2d2' INTEGER 5 }", { "rfc6960.response.cert-id-not-issuers" } },
};
#define N_DEVIATIONS (sizeof deviations / sizeof *deviations)

/* ---- one that keeps the rules ---- */

struct made {
	unsigned is;
	int64_t this_update;		/* seconds since 1970 */
};
static unsigned
between(unsigned from, unsigned to)
{
	return from + below(to - from + 1);
}

/* The moments of a text: "@N" becomes a time of the recipe, or one of GeneralizedTime. */
static const char *
with_moments(struct arena *a, const struct made *m, const char *text)
{
	const char *at = strchr(text, '@');
	char time[32], digits[16], *end;
	unsigned n = 0;
	long after;

	if (at == NULL)
		return text;
	after = strtol(at + 1, &end, 10);
	seconds_format(m->this_update + after, time);
	if (m->is != ANSWER && (m->is & ANSWER) == 0) {
		time[19] = '\0';
		return with_moments(a, m, arena_printf(a, "%.*s%s%s", (int)(at - text), text, time, end));
	}
	for (const char *p = time; *p != '\0' && n < sizeof digits - 1; p++)
		if (strchr("-T:", *p) == NULL)
			digits[n++] = *p;
	digits[n] = '\0';
	return with_moments(a, m, arena_printf(a, "%.*s%s%s", (int)(at - text), text, digits, end));
}

/* A positive serial number, not one of the deviations', with its number in it so that none comes twice. */
static const char *
serial(struct arena *a, unsigned number)
{
	const char *text = arena_printf(a, "%02x%02x", between(1, 0x6f), number);

	for (unsigned more = below(19); more > 0; more--)
		text = arena_printf(a, "%s%02x", text, below(256));
	return text;
}

static const char *
entries(struct arena *a, const struct made *m)
{
	static const int for_users[] = { -1, 1, 3, 4, 5, 6, 9, 10, 2 }, for_cas[] = { 1, 2, 3, 4, 5, 9, 10 };
	const char *text = "  no-entries\n";

	for (unsigned i = 0, n = below(3) == 0 ? 0 : below(20); i < n; i++) {
		int reason = m->is & ARL ? for_cas[below(7)] : (m->is & DELTA) && below(4) == 0 ? 8 : for_users[below(9)];
		int64_t revoked = -(int64_t)below(200 * 86400);
		const char *line = arena_printf(a, "  entry = %s @%" PRId64, serial(a, i), revoked);

		if (reason >= 0)
			line = arena_printf(a, "%s reason=%d", line, reason);
		if (below(3) == 0)
			line = arena_printf(a, "%s invalidity=@%" PRId64, line, revoked - (int64_t)below(1000));
		text = arena_printf(a, "%s%s\n", text, line);
	}
	return text;
}

static const char *
crl_text(struct arena *a, struct made *m)
{
	static const char *const extras[] = { "issuerAltName = dns:nordlicht-trust.de",
		"authorityInfoAccess = caIssuers:http://cert.nordlicht-trust.de/ca.cer caIssuers:ldap://dir.nordlicht-trust.de/cn=ca?cACertificate;binary",
		"1.3.6.1.4.1.311.21.4 = der: UTCTIME \"260302080000Z\"", "1.3.6.1.4.1.99999.1 = der: NULL" };
	bool arl = (m->is & ARL) != 0;
	const char *text = arena_printf(a, "case sound\n  base %s\n  thisUpdate = @0\n  nextUpdate = @%u\n%s", arl ? "arl-alone" : "crl-alone",
	    arl ? between(1, 31536000) : between(1, 864000), entries(a, m));

	for (size_t i = 0; i < sizeof extras / sizeof *extras; i++)
		if (below(3) == 0)
			text = arena_printf(a, "%s  %s\n", text, extras[i]);
	/* An IDP that is not critical has to be there first. */
	text = arena_printf(a, "%s  issuingDistributionPoint = critical %s%s\n", text, below(2) ? "http://crl.nordlicht-trust.de/part1.crl " : "", arl ? "ca" : "user");
	text = arena_printf(a, "%s  cRLNumber = hex:%02x%s\n", text, between(1, 0x7f), below(2) ? "00ffffffffffffffffffffffffffffffffffff" : "ff");
	if ((m->is & DELTA) != 0)
		return arena_printf(a, "%s  deltaCRLIndicator = critical 0x%x\n", text, below(256));
	return below(3) == 0 ? arena_printf(a, "%s  freshestCRL = http://crl.nordlicht-trust.de/d.crl\n", text) : text;
}

/* What stands in this place of a response: the deviation's, or what is sound. */
static const char *
place(const struct chosen *c, const char *element, const char *sound)
{
	for (size_t i = 0; i < c->n; i++)
		if (strncmp(c->v[i]->element, element, strlen(element)) == 0)
			return c->v[i]->text;
	return sound;
}

static const char *
sound_status(struct arena *a)
{
	static const int reasons[] = { 1, 3, 4, 5, 6, 9, 10, 2 };

	switch (below(4)) {
	case 0:
		return "[2] ''";
	case 1:
		return arena_printf(a, "[1] { GENTIME \"@-%u\" }", below(100000));
	case 2:
		return arena_printf(a, "[1] { GENTIME \"@-%u\" [0] { ENUM %d } }", below(100000), reasons[below(8)]);
	default:
		return "[0] ''";
	}
}

static const char *
answer_text(struct arena *a, const struct chosen *c)
{
	const char *certid = arena_printf(a, "SEQUENCE { SEQUENCE { OID id-sha1 NULL } OCTETS '1a72c360099fd80db2dee472acb7d4f61aed4d03' "
	    "OCTETS '58d62c8841eec91a36a4dd3b466bf328ac4ad2d2' INTEGER '%s' }", serial(a, 1));
	const char *single = arena_printf(a, "SEQUENCE { %s %s GENTIME \"@0\" %s %s }", place(c, "certid", certid), place(c, "status", sound_status(a)),
	    place(c, "next", arena_printf(a, "[0] { GENTIME \"@%u\" }", between(28799, 863999))),
	    place(c, "exts", below(3) == 0 ? "[1] { SEQUENCE { SEQUENCE { OID 1.3.6.1.5.5.7.48.1.6 OCTETS { GENTIME \"@-864000\" } } } }" : ""));
	const char *nonce = below(3) == 0 ? "[1] { SEQUENCE { SEQUENCE { OID 1.3.6.1.5.5.7.48.1.2 OCTETS { OCTETS '00112233445566778899aabbccddeeff' } } } }" : "";

	return arena_printf(a, "case sound\n  base ocsp-alone\n  single = der: %s\n  producedAt = der: %s\n  responderID = der: %s\n"
	    "  tbs = der: SEQUENCE { %s $responderID $producedAt $responses %s }\n", single,
	    place(c, "produced", arena_printf(a, "GENTIME \"@%u\"", below(20000))),
	    place(c, "rid", below(2) ? "[1] { name \"CN=Nordlicht OCSP, C=DE\" }" : "[2] { OCTETS 'fda016cfb988d29f26dfa43c655c02707b24843b' }"),
	    place(c, "version", ""), place(c, "rexts", nonce));
}

/* ---- deviations ---- */

static bool
share_element(const char *a, const char *b)
{
	/* Entries stand beside one another, but not in a list that is empty. */
	if (strncmp(a, "entr", 4) == 0 && strncmp(b, "entr", 4) == 0)
		return strcmp(a, b) == 0 || strcmp(a, "entries") == 0 || strcmp(b, "entries") == 0;
	return share_word(a, b);
}

static bool
fits(const struct deviation *d, const struct made *m, const struct chosen *c)
{
	int64_t day = m->this_update / 86400;

	if ((m->is & ~(unsigned)BESIDE & d->of) == 0 || ((d->of & BESIDE) != 0 && (m->is & BESIDE) == 0) || day < d->from || day >= d->until)
		return false;
	for (size_t i = 0; i < c->n; i++)
		if (share_element(c->v[i]->element, d->element))
			return false;
	return true;
}

static void
choose(const struct made *m, struct chosen *c)
{
	size_t want = below(5);

	c->n = 0;
	for (unsigned tries = 0; c->n < want && tries < 200; tries++) {
		const struct deviation *d = &deviations[below(N_DEVIATIONS)];

		if (fits(d, m, c))
			c->v[c->n++] = d;
	}
}

/* ---- one after another ---- */

enum { ALONE, BESIDE_CA, BESIDE_ROOT, WAYS };

static const char *
text_of(struct arena *a, struct made *m, struct chosen *c)
{
	static const unsigned kinds[] = { LIST, LIST, ARL, DELTA, ANSWER, ANSWER };
	const char *text;

	m->is = kinds[below(6)] | (below(2) ? BESIDE : 0);
	/* A response is judged at the day of producedAt, which is a few hours later. */
	m->this_update = DAY(2023, 11, 8) * (int64_t)86400 + HOURS(24) * below(1200) + between(1, 60000);
	choose(m, c);
	if ((m->is & ANSWER) != 0)
		return with_moments(a, m, answer_text(a, c));
	text = crl_text(a, m);
	for (size_t i = 0; i < c->n; i++)
		text = arena_printf(a, "%s  %s\n", text, c->v[i]->text);
	return with_moments(a, m, text);
}

/* True: what was found is what was to be. */
static bool
try_one(struct world *w, const struct way *ways, unsigned long number)
{
	struct chosen c;
	struct made m;
	const char *text = arena_printf(&w->arena, "%s  tbs-only\n", text_of(&w->arena, &m, &c));
	smimelint_run *run = ways[(m.is & BESIDE) == 0 ? ALONE : (m.is & ARL) != 0 ? BESIDE_ROOT : BESIDE_CA].run;

	if (ways_lint(w, run, text) && is_right(run, &c))
		return true;
	printf("number %lu:\n%s", number, text);
	return false;
}

/* The CA of the lists' bases, and of the responses'. */
static bool
set_way(struct world *w, smimelint_ctx *ctx, unsigned way)
{
	static const char *const issuers[WAYS] = { NULL, "subca", "root" };

	return issuers[way] == NULL || ways_add_issuer(w, ctx, issuers[way]);
}

int
main(int argc, char **argv)
{
	static const struct ways_of of = { WAYS, set_way, try_one };
	struct way ways[WAYS] = { { NULL, NULL } };

	return ways_run(argc, argv, &of, ways);
}
