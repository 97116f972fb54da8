/* SPDX-License-Identifier: Apache-2.0 */
/*
 * random.c - random certificates with known deviations, and what is found.
 *
 *	random [--seed S] [--number N]
 *
 * A certificate of a subscriber (type, generation, day, key, names, addresses,
 * extensions), a CA or an OCSP signer that keeps the SBR is put together at
 * random, then up to four deviations of the tables below are added that touch
 * different elements.  Every other subscriber's has its issuer beside it.  The
 * rules that speak as warnings or errors are those of the table, no more and no
 * less.  What is right stands in this file alone: it uses none of the rules' code.
 */
#include <stdio.h>
#include <stdlib.h>

#include "tests/guard/deviation.h"
#include "tests/guard/ways.h"

enum { MV = 1, OV = 2, SV = 4, IV = 8, ANY_TYPE = 15, LEGACY = 16, MULTI = 32, STRICT = 64, ANY_GEN = 112, RSA = 128, EC = 256, ED = 512, ANY_KEY = 896,
	ROOT = 1024, SUBCA = 2048, CROSS = 4096, SIGNER = 8192, ANY_CA = ROOT | SUBCA | CROSS, BELOW = SUBCA | CROSS, ANY_OTHER = ANY_CA | SIGNER };
#define ANY (ANY_TYPE | ANY_GEN | ANY_KEY)
#define NEVER DAY(9999, 12, 31)

/* Of subscribers: by type, generation and key. */
static const struct deviation deviations[] = {
	{ "serial", ANY, 0, NEVER, "serial = 0", { "sbr.serial-number.not-positive" } },
	{ "serial", ANY, 0, NEVER, "serial = 0x008000000000000000000000000000000000000000", { "sbr.serial-number.too-large" } },
	{ "version", ANY, 0, NEVER, "version = v2", { "sbr.version.not-v3" } },
	{ "signature", ANY, 0, DAY(2026, 9, 15), "signature = sha1WithRSAEncryption", { "sbr.signature-algorithm.sha1-unlisted" } },
	{ "signature", ANY, DAY(2026, 9, 15), NEVER, "signature = sha1WithRSAEncryption",
	    { "sbr.signature-algorithm.sha1" } },
	{ "notAfter", STRICT | MULTI | ANY_TYPE | ANY_KEY, 0, NEVER, "notAfter = +826d", { "sbr.validity.over-825-days" } },
	{ "notAfter", LEGACY | ANY_TYPE | ANY_KEY, 0, NEVER, "notAfter = +1186d", { "sbr.validity.over-1185-days" } },
	{ "keyUsage", ANY, 0, NEVER, "remove keyUsage", { "sbr.key-usage.missing" } },
	{ "keyUsage", ANY, 0, NEVER, "noncritical keyUsage", { "sbr.key-usage.not-critical" } },
	{ "keyUsage", STRICT | ANY_TYPE | RSA, 0, NEVER, "keyUsage += dataEncipherment", { "sbr.key-usage.rsa-bits" } },
	{ "keyUsage", ANY_GEN | ANY_TYPE | ED, 0, NEVER, "keyUsage += keyEncipherment", { "sbr.key-usage.eddsa-bits" } },
	{ "extKeyUsage", ANY, 0, NEVER, "remove extKeyUsage", { "sbr.ext-key-usage.missing" } },
	{ "extKeyUsage", STRICT | ANY_TYPE | ANY_KEY, 0, NEVER, "extKeyUsage += clientAuth", { "sbr.ext-key-usage.strict-other" } },
	{ "extKeyUsage", ANY, 0, NEVER, "extKeyUsage += serverAuth", { "sbr.ext-key-usage.forbidden" } },
	{ "extKeyUsage", ANY, 0, NEVER, "extKeyUsage += any", { "sbr.ext-key-usage.forbidden" } },
	{ "subjectAltName", ANY, 0, NEVER, "subjectAltName += dns:nordlicht-werke.de", { "sbr.san.name-form-forbidden" } },
	{ "subjectAltName", ANY, 0, NEVER, "subjectAltName += uri:https://nordlicht-werke.de/", { "sbr.san.name-form-forbidden" } },
	{ "subjectAltName", STRICT | ANY_TYPE | ANY_KEY, 0, NEVER, "subjectAltName += upn:erika@nordlicht-werke.de", { "sbr.san.other-name-forbidden" } },
	{ "subjectAltName", ANY, 0, NEVER, "critical subjectAltName", { "sbr.san.critical" } },
	{ "subjectAltName", (ANY_TYPE & ~MV) | ANY_GEN | ANY_KEY, 0, NEVER, "remove subjectAltName", { "sbr.san.missing" } },
	{ "crlDistributionPoints", ANY, 0, NEVER, "remove crlDistributionPoints", { "sbr.crl-distribution-points.missing" } },
	{ "crlDistributionPoints", ANY, 0, NEVER, "critical crlDistributionPoints", { "sbr.crl-distribution-points.critical" } },
	{ "crlDistributionPoints", STRICT | MULTI | ANY_TYPE | ANY_KEY, 0, NEVER,
	    "crlDistributionPoints += ldap://dir.nordlicht-trust.de/cn=ca?certificateRevocationList", { "sbr.crl-distribution-points.not-http" } },
	{ "authorityInfoAccess", ANY, 0, NEVER, "remove authorityInfoAccess", { "sbr.authority-info-access.missing" } },
	{ "authorityInfoAccess", ANY, 0, NEVER, "critical authorityInfoAccess", { "sbr.authority-info-access.critical" } },
	{ "authorityKeyIdentifier", ANY, 0, NEVER, "remove authorityKeyIdentifier", { "sbr.authority-key-identifier.missing" } },
	{ "authorityKeyIdentifier", ANY, 0, NEVER, "critical authorityKeyIdentifier", { "sbr.authority-key-identifier.critical" } },
	{ "subjectKeyIdentifier", ANY, 0, NEVER, "remove subjectKeyIdentifier", { "sbr.subject-key-identifier.missing" } },
	{ "subjectKeyIdentifier", ANY, 0, NEVER, "critical subjectKeyIdentifier", { "sbr.subject-key-identifier.critical" } },
	{ "certificatePolicies", ANY, 0, NEVER, "critical certificatePolicies", { "sbr.certificate-policies.critical" } },
	{ "certificatePolicies", ANY, 0, NEVER, "certificatePolicies += 1.3.6.1.4.1.99999.1 cps=ftp://www.nordlicht-trust.de/cps",
	    { "sbr.certificate-policies.cps-not-http" } },
	{ "certificatePolicies", ANY, 0, NEVER, "certificatePolicies += 1.3.6.1.4.1.99999.1 noticeRef=\"Text\"",
	    { "sbr.certificate-policies.notice-ref" } },
	/* cA in a certificate without a mailbox would make one of a CA of it. */
	{ "basicConstraints subjectAltName", ANY, 0, NEVER, "basicConstraints = critical CA", { "sbr.basic-constraints.subscriber-ca" } },
	{ "smimeCapabilities", ANY, 0, NEVER, "smimeCapabilities = critical aes256-cbc", { "sbr.smime-capabilities.critical" } },
	/* ETSI EN 319 412-2 has its own sentence on the key usage of a qualified certificate. */
	{ "qcStatements keyUsage", ANY, 0, NEVER, "qcStatements = critical compliance pds=https://www.nordlicht-trust.de/pds,en", { "sbr.qc-statements.critical" } },
	{ "subject", MV | ANY_GEN | ANY_KEY, 0, NEVER, "subject += O=Nordlicht-Werke GmbH", { "sbr.subject.mv-organization-name" } },
	{ "subject", (ANY_TYPE & ~MV) | ANY_GEN | ANY_KEY, 0, NEVER, "subject += C=FR", { "sbr.country-name.repeated" } },
	{ "subject", SV | IV | ANY_GEN | ANY_KEY, 0, NEVER, "subject += title:utf8=\\s-", { "sbr.subject.value-metadata" } },
};
#define N_DEVIATIONS (sizeof deviations / sizeof *deviations)

/* The same of CAs and OCSP signers. */
static const struct deviation other_deviations[] = {
	{ "serial", ANY_OTHER, 0, NEVER, "serial = 0", { "sbr.serial-number.not-positive" } },
	{ "serial", ANY_OTHER, 0, NEVER, "serial = 0x008000000000000000000000000000000000000000", { "sbr.serial-number.too-large" } },
	{ "version", ANY_OTHER, 0, NEVER, "version = v2", { "sbr.version.not-v3" } },
	{ "spki", SIGNER, 0, NEVER, "spki = rsa1024", { "sbr.rsa-key.modulus-too-short" } },
	{ "spki", BELOW, 0, DAY(2026, 9, 15), "spki = rsa1024", { "sbr.rsa-key.ca-modulus-below-2048" } },
	{ "spki", BELOW, DAY(2026, 9, 15), NEVER, "spki = rsa3072", { "sbr.rsa-key.ca-modulus-below-4096" } },
	{ "spki", BELOW | SIGNER, 0, NEVER, "spki = secp256k1", { "sbr.ec-key.curve-forbidden" } },
	{ "signature", BELOW | SIGNER, 0, DAY(2026, 9, 15), "signature = sha1WithRSAEncryption", { "sbr.signature-algorithm.sha1-unlisted" } },
	{ "signature", BELOW | SIGNER, DAY(2026, 9, 15), NEVER, "signature = sha1WithRSAEncryption", { "sbr.signature-algorithm.sha1" } },
	{ "subject", BELOW, 0, NEVER, "subject -= CN", { "sbr.subject.ca-common-name-missing" } },
	{ "subject", BELOW, 0, NEVER, "subject -= O", { "sbr.subject.ca-organization-missing" } },
	{ "subject", BELOW, 0, NEVER, "subject -= C", { "sbr.subject.ca-country-missing" } },
	{ "subject", BELOW, 0, NEVER, "subject.C = ZZ", { "sbr.subject.ca-country-not-iso" } },
	{ "basicConstraints", ROOT, 0, NEVER, "remove basicConstraints", { "sbr.basic-constraints.root-missing" } },
	{ "basicConstraints", ROOT, 0, NEVER, "noncritical basicConstraints", { "sbr.basic-constraints.root-not-critical" } },
	{ "basicConstraints", ROOT, 0, NEVER, "basicConstraints = critical CA pathlen=2", { "sbr.basic-constraints.root-path-len" } },
	{ "basicConstraints", BELOW, 0, NEVER, "remove basicConstraints", { "sbr.basic-constraints.sub-ca-missing" } },
	{ "basicConstraints", BELOW, 0, NEVER, "noncritical basicConstraints", { "sbr.basic-constraints.sub-ca-not-critical" } },
	{ "basicConstraints keyUsage", BELOW, 0, NEVER, "basicConstraints = critical", { "sbr.basic-constraints.sub-ca-not-ca" } },
	{ "keyUsage", ROOT, 0, NEVER, "remove keyUsage", { "sbr.key-usage.root-missing" } },
	{ "keyUsage", ROOT, 0, NEVER, "noncritical keyUsage", { "sbr.key-usage.root-not-critical" } },
	{ "keyUsage", ROOT, 0, NEVER, "keyUsage -= cRLSign", { "sbr.key-usage.root-no-crl-sign" } },
	{ "keyUsage", BELOW, 0, NEVER, "remove keyUsage", { "sbr.key-usage.sub-ca-missing" } },
	{ "keyUsage", BELOW, 0, NEVER, "noncritical keyUsage", { "sbr.key-usage.sub-ca-not-critical" } },
	{ "keyUsage", BELOW, 0, NEVER, "keyUsage -= cRLSign", { "sbr.key-usage.sub-ca-no-crl-sign" } },
	{ "keyUsage basicConstraints", BELOW, 0, NEVER, "keyUsage -= keyCertSign\n  basicConstraints = critical CA", { "sbr.key-usage.sub-ca-no-cert-sign" } },
	{ "keyUsage", SIGNER, 0, NEVER, "noncritical keyUsage", { "rfc5280.key-usage.not-critical" } },
	{ "extKeyUsage", ROOT, 0, NEVER, "extKeyUsage = emailProtection", { "sbr.ext-key-usage.root-present" } },
	{ "extKeyUsage", SUBCA, 0, NEVER, "remove extKeyUsage", { "sbr.ext-key-usage.sub-ca-missing" } },
	{ "extKeyUsage", SUBCA, 0, NEVER, "extKeyUsage = clientAuth", { "sbr.ext-key-usage.sub-ca-no-email-protection" } },
	{ "extKeyUsage", SUBCA, 0, NEVER, "extKeyUsage += codeSigning", { "sbr.ext-key-usage.sub-ca-forbidden" } },
	{ "extKeyUsage", SUBCA, DAY(2027, 7, 1), NEVER, "extKeyUsage += 1.3.6.1.4.1.99999.1", { "sbr.ext-key-usage.sub-ca-other" } },
	{ "extKeyUsage", BELOW, 0, NEVER, "critical extKeyUsage", { "sbr.ext-key-usage.sub-ca-critical" } },
	{ "extKeyUsage", SIGNER, 0, NEVER, "remove extKeyUsage", { "sbr.ext-key-usage.no-ocsp-signing" } },
	{ "extKeyUsage", SIGNER, 0, NEVER, "extKeyUsage = clientAuth", { "sbr.ext-key-usage.no-ocsp-signing" } },
	{ "ocspNoCheck", SIGNER, 0, NEVER, "remove ocspNoCheck", { "sbr.ocsp-nocheck.missing" } },
	{ "ocspNoCheck", SIGNER, 0, NEVER, "critical ocspNoCheck", { "rfc6960.ocsp-nocheck.critical" } },
	{ "certificatePolicies", BELOW, 0, NEVER, "remove certificatePolicies", { "sbr.certificate-policies.sub-ca-missing" } },
	{ "certificatePolicies", BELOW, 0, NEVER, "critical certificatePolicies", { "sbr.certificate-policies.sub-ca-critical" } },
	{ "certificatePolicies", BELOW, 0, NEVER, "certificatePolicies = 1.3.6.1.4.1.99999.1", { "sbr.certificate-policies.sub-ca-no-reserved" } },
	{ "certificatePolicies", ROOT, 0, NEVER, "certificatePolicies = any", { "sbr.certificate-policies.root-present" } },
	{ "crlDistributionPoints", BELOW, 0, NEVER, "remove crlDistributionPoints", { "sbr.crl-distribution-points.sub-ca-missing" } },
	{ "crlDistributionPoints", BELOW, 0, NEVER, "critical crlDistributionPoints", { "sbr.crl-distribution-points.sub-ca-critical" } },
	{ "crlDistributionPoints", BELOW, 0, NEVER, "crlDistributionPoints = https://crl.nordlicht-trust.de/a.crl", { "sbr.crl-distribution-points.sub-ca-no-http" } },
	{ "authorityInfoAccess", BELOW, 0, NEVER, "remove authorityInfoAccess", { "sbr.authority-info-access.sub-ca-missing" } },
	{ "authorityInfoAccess", BELOW, 0, NEVER, "critical authorityInfoAccess", { "sbr.authority-info-access.sub-ca-critical" } },
	{ "authorityKeyIdentifier", BELOW, 0, NEVER, "remove authorityKeyIdentifier", { "sbr.authority-key-identifier.sub-ca-missing" } },
	{ "authorityKeyIdentifier", SIGNER, 0, NEVER, "remove authorityKeyIdentifier", { "rfc5280.authority-key-identifier.absent" } },
	{ "subjectKeyIdentifier", ROOT, 0, NEVER, "remove subjectKeyIdentifier", { "sbr.subject-key-identifier.root-missing" } },
	{ "subjectKeyIdentifier", BELOW, 0, NEVER, "remove subjectKeyIdentifier", { "sbr.subject-key-identifier.sub-ca-missing" } },
	{ "subjectKeyIdentifier", SIGNER, 0, NEVER, "remove subjectKeyIdentifier", { "rfc5280.subject-key-identifier.absent" } },
	{ "nameConstraints", SUBCA, 0, NEVER, "nameConstraints = critical permitted:email:-b.de \"permitted:dirname:C=DE\"", { "rfc5280.name-constraints.mailbox-syntax" } },
};
#define N_OTHER_DEVIATIONS (sizeof other_deviations / sizeof *other_deviations)

/* Those that show beside the issuing CA's certificate, of a subscriber's. */
static const struct deviation issued_deviations[] = {
	{ "issuer", ANY, 0, NEVER, "issuer = CN=Nordlicht Trust S/MIME CA 3, O=NORDLICHT TRUST GMBH, C=DE", { "sbr.issuer.name-not-identical" } },
	{ "authorityKeyIdentifier", ANY, 0, NEVER, "authorityKeyIdentifier = keyid:0102030405060708", { "sbr.authority-key-identifier.not-issuers" } },
	{ "signature", ANY, 0, NEVER, "signature = ecdsa-with-SHA256", { "sbr.signature.key-misfit" } },
};
#define N_ISSUED_DEVIATIONS (sizeof issued_deviations / sizeof *issued_deviations)

#define PICK(list) ((list)[below(sizeof(list) / sizeof *(list))])

/* ---- a certificate that keeps the SBR ---- */

struct made {
	unsigned is;			/* type, generation, key; or what other certificate */
	int32_t day;
	bool beside_issuer;
};

/* How certificates are linted: those of subscribers alone and beside their issuer, the others as what they are. */
enum { ALONE, BESIDE_ISSUER, AS_ROOT, AS_SUBCA, AS_CROSS, AS_SIGNER, WAYS };
static const char *const kind_of_way[WAYS] = { NULL, NULL, "root-ca", "subordinate-ca", "cross-certificate", "ocsp-signer" };

static const char *const given[] = { "Erika", "Jürgen", "Zoë", "Anna Maria", "Søren", "Łukasz", "María", "Ana" };
static const char *const surname[] = { "Nordmann", "Müller-Lüdenscheidt", "O’Brien", "Åberg", "de la Cruz", "Çelik", "Novák" };
static const char *const mailbox[] = { "erika.nordmann@nordlicht-werke.de", "j.m+post@post.nordlicht-werke.de", "a1@suedwind.fr",
	"rechnung@nordlicht-werke.de", "x_y-z@mail.suedwind.co.uk" };
static const struct {
	const char *name, *id, *place;
} organization[] = {
	{ "Nordlicht-Werke GmbH", "NTRDE-DER3306.HRB48213", "L=Köln, C=DE" },
	{ "Südwind SARL", "NTRFR-552100554", "L=Lyon, C=FR" },
	{ "Southwind Ltd", "NTRGB-01234567", "L=Leeds, C=GB" },
	{ "Nordlicht Stiftung", "VATDE-123456789", "L=Kiel, ST=Schleswig-Holstein, C=DE" },
};

/* The subject of its type, and the addresses that go with it. */
static const char *
subject(struct arena *a, const struct made *m, const char *first)
{
	const char *person = arena_printf(a, "GN=%s, SN=%s", PICK(given), PICK(surname)), *where, *org, *id;
	unsigned o = below(sizeof organization / sizeof *organization);

	org = organization[o].name;
	id = organization[o].id;
	where = organization[o].place;
	switch (m->is & ANY_TYPE) {
	case MV:
		return below(2) ? arena_printf(a, "CN=%s", first) : arena_printf(a, "CN=%s, serialNumber=%u", first, 1000 + below(9000));
	case OV:
		return arena_printf(a, "CN=%s, O=%s, organizationIdentifier=%s, %s", org, org, id, where);
	case SV:
		return arena_printf(a, "%sO=%s, organizationIdentifier=%s, %s, %s",
		    below(2) ? arena_printf(a, "CN=%s, ", first) : "", org, id, person, where);
	default:
		return arena_printf(a, "CN=%s, %s, C=%s", first, person, below(2) ? "DE" : "FR");
	}
}

static const char *
key_text(struct made *m)
{
	static const char *const rsa[] = { "rsa2048", "rsa3072", "rsa4096" }, *const ec[] = { "p256", "p384", "p521" },
	    *const ed[] = { "ed25519", "ed448" };

	switch (below(3)) {
	case 0:
		m->is |= RSA;
		return PICK(rsa);
	case 1:
		m->is |= EC;
		return PICK(ec);
	default:
		m->is |= ED;
		return PICK(ed);
	}
}

static const char *
usage_text(const struct made *m)
{
	static const char *const rsa[] = { "digitalSignature", "keyEncipherment", "digitalSignature keyEncipherment" },
	    *const ec[] = { "digitalSignature", "keyAgreement", "digitalSignature keyAgreement" };

	return (m->is & RSA) != 0 ? PICK(rsa) : (m->is & EC) != 0 ? PICK(ec) : "digitalSignature";
}

/* The statements of a whole certificate. */
static const char *
sound(struct arena *a, struct made *m)
{
	static const struct {
		unsigned bit;
		const char *word;
	} types[] = { { MV, "mv" }, { OV, "ov" }, { SV, "sv" }, { IV, "iv" } },
	    generations[] = { { LEGACY, "legacy" }, { MULTI, "multi" }, { STRICT, "strict" } };
	unsigned t = below(4), g = below(3);
	const char *first = PICK(mailbox), *more = below(3) == 0 ? " email:archiv@nordlicht-werke.de" : "", *key, *usage;
	char day[16];

	m->is = types[t].bit | generations[g].bit;
	/* Legacy ended on 2025-07-15; EdDSA keys and all else are there from the beginning. */
	m->day = g == 0 ? DAY(2023, 9, 1) + (int32_t)below(650) : DAY(2023, 9, 1) + (int32_t)below(1300);
	key = key_text(m);
	usage = usage_text(m);
	return arena_printf(a, "case sound\n  base subscriber\n  notBefore = %s\n  notAfter = +%ud\n  spki = %s\n"
	    "  subject = %s\n  keyUsage = critical %s\n  extKeyUsage = emailProtection%s\n"
	    "  certificatePolicies = %s-%s cps=https://www.nordlicht-trust.de/cps\n  subjectAltName = email:%s%s\n",
	    day_format(m->day, day), 30 + below(780), key, subject(a, m, first), usage,
	    g != 2 && below(2) ? " clientAuth" : "", types[t].word, generations[g].word, first, more);
}

/* A CA's or an OCSP signer's certificate. */
static const char *
sound_other(struct arena *a, struct made *m)
{
	static const struct {
		unsigned bit;
		const char *base;
	} sorts[] = { { ROOT, "root" }, { SUBCA, "subca" }, { CROSS, "cross" }, { SIGNER, "ocsp-signer" } };
	unsigned k = below(4);
	char day[16];

	m->is = sorts[k].bit;
	m->day = DAY(2023, 9, 1) + (int32_t)below(1500);
	return arena_printf(a, "case sound\n  base %s\n  notBefore = %s\n  notAfter = +%ud\n%s", sorts[k].base, day_format(m->day, day),
	    30 + below(800), m->is == CROSS || m->is == ROOT ? "" : below(2) ? "  spki = p256\n" : "  spki = p384\n");
}

/* ---- deviations ---- */

static bool
fits(const struct deviation *d, const struct made *m, const struct chosen *c)
{
	if ((m->is & ANY_OTHER) != 0 ? (m->is & d->of) == 0 :
	    (m->is & ANY_TYPE & d->of) == 0 || (m->is & ANY_GEN & d->of) == 0 || (m->is & ANY_KEY & d->of) == 0)
		return false;
	if (m->day < d->from || m->day >= d->until)
		return false;
	for (size_t i = 0; i < c->n; i++)
		if (share_word(c->v[i]->element, d->element))
			return false;
	return true;
}

/* One of those that can be found of such a certificate. */
static const struct deviation *
any_deviation(const struct made *m)
{
	if ((m->is & ANY_OTHER) != 0)
		return &other_deviations[below(N_OTHER_DEVIATIONS)];
	return m->beside_issuer && below(4) == 0 ? &issued_deviations[below(N_ISSUED_DEVIATIONS)] : &deviations[below(N_DEVIATIONS)];
}

static void
choose(const struct made *m, struct chosen *c)
{
	size_t want = below(5);

	c->n = 0;
	for (unsigned tries = 0; c->n < want && tries < 40; tries++) {
		const struct deviation *d = any_deviation(m);

		if (fits(d, m, c))
			c->v[c->n++] = d;
	}
}

/* ---- one after another ---- */

static unsigned
way_of(const struct made *m)
{
	unsigned way = AS_ROOT;

	if ((m->is & ANY_OTHER) == 0)
		return m->beside_issuer ? BESIDE_ISSUER : ALONE;
	for (unsigned bit = ROOT; bit != (m->is & ANY_OTHER); bit <<= 1)
		way++;
	return way;
}

/* True: what was found is what was to be. */
static bool
try_one(struct world *w, const struct way *ways, unsigned long number)
{
	struct chosen c;
	struct made m = { .is = 0 };
	const char *text = below(3) == 0 ? sound_other(&w->arena, &m) : sound(&w->arena, &m);
	smimelint_run *run;

	/* The base's CA has its certificate since then. */
	m.beside_issuer = (m.is & ANY_OTHER) == 0 && m.day >= DAY(2023, 11, 7) && below(2) == 0;
	choose(&m, &c);
	for (size_t i = 0; i < c.n; i++)
		text = arena_printf(&w->arena, "%s  %s\n", text, c.v[i]->text);
	text = arena_printf(&w->arena, "%s  tbs-only\n", text);
	run = ways[way_of(&m)].run;
	if (ways_lint(w, run, text) && is_right(run, &c))
		return true;
	printf("certificate %lu:\n%s", number, text);
	return false;
}

static bool
set_way(struct world *w, smimelint_ctx *ctx, unsigned way)
{
	return (kind_of_way[way] == NULL || smimelint_ctx_set(ctx, "kind", kind_of_way[way]) == SMIMELINT_OK) &&
	    /* The CA of the base that subscribers start from. */
	    (way != BESIDE_ISSUER || ways_add_issuer(w, ctx, "subca"));
}

int
main(int argc, char **argv)
{
	static const struct ways_of of = { WAYS, set_way, try_one };
	struct way ways[WAYS] = { { NULL, NULL } };

	return ways_run(argc, argv, &of, ways);
}
