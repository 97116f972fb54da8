/* SPDX-License-Identifier: Apache-2.0 */
/*
 * names.c - what is wrong in a name is told wherever a certificate, a CRL or an
 * OCSP response has one.
 *
 * Each place of a GeneralName, a Name or a relative name holds a sound one, and
 * then each of the faults of the table below that it can hold: a warning or an
 * error is there then that was not there before.
 */
#include "tests/guard/builder.h"

enum { GENERAL = 1, NAME = 2, RELATIVE = 4, AS_OF_BEFORE = 8, INDIRECT = 16, DELTA = 32 };

/* Where %s stands for the element; of a Name and a relative name it stands for the content. */
static const struct place {
	const char *name, *base, *statement, *value;
	unsigned holds;
} places[] = {
	{ "issuer of a CRL", "crl-alone", "issuer", "der: SEQUENCE { %s }", NAME },
	{ "issuerAltName of a CRL", "crl-alone", "issuerAltName", "der: SEQUENCE { %s }", GENERAL },
	{ "authorityCertIssuer of a CRL", "crl-alone", "authorityKeyIdentifier", "der: SEQUENCE { [0] '0102' [1] { %s } [2] '05' }", GENERAL },
	{ "issuingDistributionPoint", "crl-alone", "issuingDistributionPoint", "critical der: SEQUENCE { [0] { [0] { %s } } }", GENERAL },
	{ "issuingDistributionPoint, relative", "crl-alone", "issuingDistributionPoint", "critical der: SEQUENCE { [0] { [1] { %s } } }", RELATIVE },
	{ "freshestCRL of a CRL", "crl-alone", "freshestCRL", "der: SEQUENCE { SEQUENCE { [0] { [0] { %s } } } }", GENERAL },
	{ "freshestCRL of a CRL, relative", "crl-alone", "freshestCRL", "der: SEQUENCE { SEQUENCE { [0] { [1] { %s } } } }", RELATIVE },
	{ "authorityInfoAccess of a CRL", "crl-alone", "authorityInfoAccess", "der: SEQUENCE { SEQUENCE { OID 1.3.6.1.5.5.7.48.2 %s } "
	    "SEQUENCE { OID 1.3.6.1.5.5.7.48.2 [6] \"http://cert.nordlicht-trust.de/ca3.cer\" } }", GENERAL },
	{ "certificateIssuer", "crl-alone", "entry", "4b01 2026-01-12 reason=1 ext=\"SEQUENCE { OID certificateIssuer BOOLEAN TRUE OCTETS { SEQUENCE { %s } } }\"",
	    GENERAL | AS_OF_BEFORE | INDIRECT },
	{ "certificateIssuer of a delta CRL", "crl-alone", "entry",
	    "4b01 2026-01-12 reason=1 ext=\"SEQUENCE { OID certificateIssuer BOOLEAN TRUE OCTETS { SEQUENCE { %s } } }\"", GENERAL | AS_OF_BEFORE | INDIRECT | DELTA },
	{ "responderID", "ocsp-alone", "responderID", "der: [1] { SEQUENCE { %s } }", NAME },
	{ "certificateIssuer of an answer", "ocsp-alone", "single", "der: SEQUENCE { $certID [0] '' GENTIME \"20260302080000Z\" [0] { GENTIME \"20260306075959Z\" } "
	    "[1] { SEQUENCE { SEQUENCE { OID certificateIssuer OCTETS { SEQUENCE { %s } } } } } }", GENERAL | AS_OF_BEFORE },
	{ "authorityCertIssuer of a certificate", "subca", "authorityKeyIdentifier", "der: SEQUENCE { [0] '0102' [1] { %s } [2] '05' }", GENERAL },
	{ "issuerAltName of a certificate", "subca", "issuerAltName", "der: SEQUENCE { %s }", GENERAL },
	{ "subjectAltName of a CA", "subca", "subjectAltName", "der: SEQUENCE { %s }", GENERAL },
	{ "cRLDistributionPoints", "subca", "crlDistributionPoints", "der: SEQUENCE { SEQUENCE { [0] { [0] { %s [6] \"http://crl.nordlicht-trust.de/r.crl\" } } } }", GENERAL },
	{ "cRLIssuer", "subca", "crlDistributionPoints", "der: SEQUENCE { SEQUENCE { [0] { [0] { [6] \"http://crl.nordlicht-trust.de/r.crl\" } } [2] { %s } } }", GENERAL },
	{ "authorityInfoAccess of a certificate", "subca", "authorityInfoAccess", "der: SEQUENCE { SEQUENCE { OID 1.3.6.1.5.5.7.48.2 %s } }", GENERAL },
	{ "subjectInfoAccess", "subca", "subjectInfoAccess", "der: SEQUENCE { SEQUENCE { OID 1.3.6.1.5.5.7.48.5 %s } }", GENERAL },
};
#define PLACES (sizeof places / sizeof *places)

/* The RDNs of a name, or a name of another form.  Not one of the rules' tables is used. */
static const struct fault {
	const char *rdns, *other;
	unsigned times;			/* # stands for so many letters */
	bool old;			/* a name that exists may have it, and is copied as it is */
} faults[] = {
	{ .rdns = "" },
	{ .rdns = "SET { }" },
	{ .rdns = "SET { SEQUENCE { OID commonName UTF8 '' } }" },
	{ .rdns = "SET { SEQUENCE { OID countryName UTF8 'c3a4c3a4' } }" },
	{ .rdns = "SET { SEQUENCE { OID countryName PRINTABLE '444555' } }" },
	{ .rdns = "SET { SEQUENCE { OID serialNumber UTF8 '31' } }" },
	{ .rdns = "SET { SEQUENCE { OID dnQualifier UTF8 '31' } }" },
	{ .rdns = "SET { SEQUENCE { OID emailAddress UTF8 '6140622e6465' } }" },
	{ .rdns = "SET { SEQUENCE { OID domainComponent UTF8 '6465' } }" },
	{ .rdns = "SET { SEQUENCE { OID organizationName IA5 '61' } }" },
	{ .rdns = "SET { SEQUENCE { OID organizationName T61 '61' } }", .old = true },
	{ .rdns = "SET { SEQUENCE { OID organizationName BMP '0061' } }", .old = true },
	{ .rdns = "SET { SEQUENCE { OID commonName UTF8 '61' } SEQUENCE { OID commonName UTF8 '62' } }" },
	{ .rdns = "SET { SEQUENCE { OID commonName UTF8 # } }", .times = 65 },
	{ .rdns = "SET { SEQUENCE { OID organizationName UTF8 # } }", .times = 65 },
	{ .rdns = "SET { SEQUENCE { OID organizationalUnitName UTF8 # } }", .times = 65 },
	{ .rdns = "SET { SEQUENCE { OID title UTF8 # } }", .times = 65 },
	{ .rdns = "SET { SEQUENCE { OID serialNumber PRINTABLE # } }", .times = 65 },
	{ .rdns = "SET { SEQUENCE { OID localityName UTF8 # } }", .times = 129 },
	{ .rdns = "SET { SEQUENCE { OID stateOrProvinceName UTF8 # } }", .times = 129 },
	{ .rdns = "SET { SEQUENCE { OID pseudonym UTF8 # } }", .times = 129 },
	{ .rdns = "SET { SEQUENCE { OID emailAddress IA5 # } }", .times = 256 },
	{ .rdns = "SET { SEQUENCE { OID surname UTF8 # } }", .times = 32769 },
	{ .rdns = "SET { SEQUENCE { OID commonName INTEGER 5 } }" },
	{ .other = "[1] ''" }, { .other = "[1] '666f6f'" }, { .other = "[2] ''" }, { .other = "[2] '782079'" }, { .other = "[2] 'e4'" },
	{ .other = "[6] ''" }, { .other = "[6] '666f6f'" }, { .other = "[6] '687474703a2f2f7820792f'" }, { .other = "[7] '0a0000'" },
	{ .other = "[8] '8001'" }, { .other = "[9] '01'" },
};
#define FAULTS (sizeof faults / sizeof *faults)
#define SOUND "SET { SEQUENCE { OID organizationName UTF8 '4e6f72646c69636874' } }"

#define MOST 64		/* findings of one artifact */

/* The element that the place holds; NULL: it holds none of this sort. */
static const char *
element(struct arena *a, const struct place *p, const char *rdns, const char *other)
{
	if (other != NULL)
		return (p->holds & GENERAL) != 0 ? other : NULL;
	if ((p->holds & GENERAL) != 0)
		return arena_printf(a, "[4] { SEQUENCE { %s } }", rdns);
	/* The content of one SET: what stands between its braces. */
	if ((p->holds & RELATIVE) != 0)
		return *rdns != '\0' ? arena_printf(a, "%.*s", (int)strlen(rdns) - 7, rdns + 6) : NULL;
	return *rdns != '\0' ? rdns : NULL;
}

/* The text with the letters in the place of #. */
static const char *
with_letters(struct arena *a, const struct fault *f)
{
	const char *at = f->rdns != NULL ? strchr(f->rdns, '#') : NULL;
	char *letters;

	if (at == NULL)
		return f->rdns;
	letters = arena_take(a, 2 * f->times + 1);
	for (unsigned i = 0; i < f->times; i++)
		memcpy(letters + 2 * (size_t)i, "61", 3);
	return arena_printf(a, "%.*s'%s'%s", (int)(at - f->rdns), f->rdns, letters, at + 1);
}

/* Builds and lints the place with this in it. */
static bool
lint(struct builder *g, const struct place *p, const char *held)
{
	struct directive last = { .name = p->statement, .op = "=", .value = builder_filled(g, p->value, held) };
	struct directive delta = { .next = &last, .name = "deltaCRLIndicator", .op = "=", .value = "critical 0x1000" };
	struct directive indirect = { .next = (p->holds & DELTA) != 0 ? &delta : &last, .name = "issuingDistributionPoint", .op = "=",
	    .value = "critical http://crl.nordlicht-trust.de/ca3.crl indirect" };
	struct recipe_case c = { .name = "name", .base = p->base, .directive = (p->holds & INDIRECT) == 0 ? &last : &indirect };

	return builder_lint(g, &c);
}

/* The warnings and errors, as texts; at most MOST of them. */
static size_t
told(struct builder *g, const char *text[MOST])
{
	size_t n = 0;

	for (size_t i = 0; i < smimelint_finding_count(g->run) && n < MOST; i++) {
		smimelint_finding f = { .size = sizeof f };

		if (smimelint_finding_get(g->run, i, &f) == SMIMELINT_OK && f.severity >= SMIMELINT_WARNING)
			text[n++] = arena_printf(&g->world.arena, "%s %s", smimelint_rule_text(f.rule, "id"), f.value != NULL ? f.value : "");
	}
	return n;
}

static bool
is_new(const char *text, const char *const *before, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(text, before[i]) == 0)
			return false;
	return true;
}

static void
complain(struct builder *g, const struct place *p, const char *held, const char *what)
{
	printf("%s: %.120s %s", p->name, held, what);
	builder_fail(g);
}

static void
try_fault(struct builder *g, const struct place *p, const struct fault *f, const char *const *before, size_t n_before)
{
	const char *held = element(&g->world.arena, p, with_letters(&g->world.arena, f), f->other), *now[MOST];
	size_t n = 0, i = 0;

	if (held == NULL || (f->old && (p->holds & AS_OF_BEFORE) != 0))
		return;
	if (lint(g, p, held))
		n = told(g, now);
	while (i < n && !is_new(now[i], before, n_before))
		i++;
	if (i < n)
		g->passed++;
	else
		complain(g, p, held, "is not told");
}

static void
try_place(struct builder *g, const struct place *p)
{
	const char *sound = element(&g->world.arena, p, SOUND, NULL), *before[MOST];
	size_t n;

	if (!lint(g, p, sound)) {
		complain(g, p, sound, "is not linted");
		return;
	}
	n = told(g, before);
	for (size_t i = 0; i < FAULTS; i++)
		try_fault(g, p, &faults[i], before, n);
}

int
main(void)
{
	struct builder g;

	if (!builder_open(&g, "(names)", "names"))
		return 2;
	for (size_t i = 0; i < PLACES; i++)
		try_place(&g, &places[i]);
	return builder_close(&g);
}
