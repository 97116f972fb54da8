/* SPDX-License-Identifier: Apache-2.0 */
/*
 * unread.c - no choice of rules makes a certificate clean of which something cannot be read that they are about.
 *
 *	unread [--every N] RECIPE...
 *
 * In each certificate without an error that the SBR bind one element at a time becomes one that cannot be read: a BOOLEAN of another type or
 * of no octets, a number of none, an extnValue that holds nothing or something else, an element in front of it where critical may
 * stand, a BIT STRING of another type.  Where a plain run has an error then, so has one with the rules of the SBR alone, and one without
 * those of X.690, but for what no rule among them is about.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "smimelint.h"
#include "tests/guard/each_case.h"
#include "tests/rules/edit.h"
#include "x509/oid.h"

enum { DEEPEST = 24, LONGEST = 8192 };

#define SBR_ALONE "the rules of the SBR alone"
#define WITHOUT_X690 "the rules without those of X.690"

static const struct choice {
	const char *name;
	const char *const *options;
} choices[] = {
	{ SBR_ALONE, (const char *const[]){ "scope", "all", "only", "sbr", NULL } },
	{ WITHOUT_X690, (const char *const[]){ "scope", "all", "skip", "x690", NULL } },
};
#define CHOICES (sizeof choices / sizeof *choices)

/* Of which kind of certificate, and what of it. */
static struct excuse excuses[] = {
	/* No rule of the SBR is about them, or about more than that they are there, and critical or not. */
	EXCUSED_WITH("* smimeCapabilities", SBR_ALONE), EXCUSED_WITH("* qcStatements", SBR_ALONE),
	EXCUSED_WITH("* subjectDirectoryAttributes", SBR_ALONE), EXCUSED_WITH("* leiRole", SBR_ALONE), EXCUSED_WITH("* adobeArchiveRevInfo", SBR_ALONE),
	EXCUSED_WITH("* policyMappings", SBR_ALONE), EXCUSED_WITH("* policyConstraints", SBR_ALONE), EXCUSED_WITH("* inhibitAnyPolicy", SBR_ALONE),
	EXCUSED_WITH("* issuerAltName", SBR_ALONE), EXCUSED_WITH("* privateKeyUsagePeriod", SBR_ALONE),
	EXCUSED_WITH("* signedCertificateTimestampList", SBR_ALONE), EXCUSED_WITH("* ctPoison", SBR_ALONE), EXCUSED_WITH("* unknown", SBR_ALONE),
	EXCUSED_WITH("* msCertificateTemplate", SBR_ALONE), EXCUSED_WITH("* msCaVersion", SBR_ALONE), EXCUSED_WITH("* netscapeComment", SBR_ALONE),
	EXCUSED_WITH("* msNtdsCaSecurity", SBR_ALONE), EXCUSED_WITH("* netscapeCertType", SBR_ALONE), EXCUSED_WITH("* msCertificateTemplateName", SBR_ALONE),
	EXCUSED_WITH("* noRevAvail", SBR_ALONE),
	EXCUSED_WITH("root-ca nameConstraints", SBR_ALONE), EXCUSED_WITH("*-ca subjectAltName", SBR_ALONE), EXCUSED_WITH("subscriber ocspNoCheck", SBR_ALONE),
	/* Of the certificate of a responder they ask for its purpose, its names and id-pkix-ocsp-nocheck, not for these. */
	EXCUSED_WITH("ocsp-signer subjectKeyIdentifier", SBR_ALONE), EXCUSED_WITH("ocsp-signer cRLDistributionPoints", SBR_ALONE),
	EXCUSED_WITH("ocsp-signer authorityInfoAccess", SBR_ALONE), EXCUSED_WITH("ocsp-signer subjectInfoAccess", SBR_ALONE),
	EXCUSED_WITH("ocsp-signer freshestCRL", SBR_ALONE),
	/* Their values hold nothing that a rule asks for. */
	EXCUSED_WITH("* leiRole", WITHOUT_X690), EXCUSED_WITH("* adobeArchiveRevInfo", WITHOUT_X690), EXCUSED_WITH("* ctPoison", WITHOUT_X690),
	EXCUSED_WITH("subscriber ocspNoCheck", WITHOUT_X690),
	/* Of these it is known that they are in DER, which X.690 says, and no more. */
	EXCUSED_WITH("* unknown", WITHOUT_X690), EXCUSED_WITH("* msCertificateTemplate", WITHOUT_X690), EXCUSED_WITH("* msCaVersion", WITHOUT_X690),
	EXCUSED_WITH("* netscapeComment", WITHOUT_X690), EXCUSED_WITH("* msNtdsCaSecurity", WITHOUT_X690), EXCUSED_WITH("* netscapeCertType", WITHOUT_X690),
	EXCUSED_WITH("* msCertificateTemplateName", WITHOUT_X690),
	/* Before the first day of RFC 9608; from then on its own rule speaks. */
	EXCUSED_WITH("* noRevAvail", WITHOUT_X690),
};
#define EXCUSES (sizeof excuses / sizeof *excuses)

struct guard {
	struct cases cases;
	smimelint_ctx *chosen[CHOICES];
	smimelint_run *chosen_run[CHOICES];
	const char *where;		/* recipe and case */
	struct span der;
	char kind[32];
	const char *about;		/* the extension that the element at hand lies in, or "a field" */
};

/* With a finding of this rule, of whatever severity; NULL: with an error. */
static bool
has_finding(smimelint_run *run, struct span der, const char *rule)
{
	if (smimelint_lint(run, der.p, der.n) != SMIMELINT_OK)
		return true;
	for (size_t i = 0; i < smimelint_finding_count(run); i++) {
		smimelint_finding f = { .size = sizeof f };

		if (smimelint_finding_get(run, i, &f) == SMIMELINT_OK &&
		    (rule == NULL ? f.severity == SMIMELINT_ERROR : strcmp(smimelint_rule_text(f.rule, "id"), rule) == 0))
			return true;
	}
	return false;
}

static void
try_edit(struct guard *g, const struct edit *e, const char *how)
{
	struct span unread;
	const char *what;

	arena_reset(&g->cases.scratch);
	unread = edit_whole(&g->cases.scratch, g->der, e);
	/* What nobody knows may hold whatever it likes. */
	if (unread.n == 0 || !has_finding(g->cases.run, unread, NULL))
		return;
	what = arena_printf(&g->cases.scratch, "%s %s", g->kind, g->about);
	for (size_t i = 0; i < CHOICES; i++) {
		if (has_finding(g->chosen_run[i], unread, NULL)) {
			g->cases.passed++;
		} else if (!is_excused(excuses, EXCUSES, what, choices[i].name)) {
			g->cases.failed++;
			printf("%s: %s at %zu (%s) is nothing to %s\n", g->where, how, (size_t)(e->at - g->der.p), what, choices[i].name);
		}
	}
}

/* Other octets in the place of this element of the list; in front of it where `gone` is 0. */
static void
try_octets(struct guard *g, struct span list, const struct der_tlv *t, size_t gone, const char *octets, size_t n, const char *how)
{
	try_edit(g, &(struct edit){ list, t->raw.p, gone, octets, n }, how);
}
#define TRY(octets, how) try_octets(g, list, t, t->raw.n, octets, sizeof(octets) - 1, how)
#define TRY_BEFORE(octets, how) try_octets(g, list, t, 0, octets, sizeof(octets) - 1, how)

static void
try_boolean(struct guard *g, struct span list, const struct der_tlv *t)
{
	TRY("\x01\x00", "a BOOLEAN of no octet");
	TRY("\x05\x00", "a NULL for a BOOLEAN");
}

static void
try_value(struct guard *g, struct span list, const struct der_tlv *t)
{
	TRY("\x04\x00", "an extnValue of nothing");
	TRY("\x04\x03\x02\x01\x05", "an INTEGER for an extension's value");
	TRY("\x04\x02\x30\x05", "an extension's value that is cut");
	TRY("\x04\x05\x05\x03\x02\x01\x05", "a NULL with content for an extension's value");
	TRY_BEFORE("\x05\x00", "a NULL in front of extnValue");
	TRY_BEFORE("\x01\x00", "a BOOLEAN of no octet in front of extnValue");
}

static void
try_bits(struct guard *g, struct span list, const struct der_tlv *t)
{
	uint8_t *octets = arena_take(&g->cases.world.arena, t->raw.n);

	if (octets == NULL)
		return;
	memcpy(octets, t->raw.p, t->raw.n);
	octets[0] = DER_OCTET_STRING;
	try_octets(g, list, t, t->raw.n, (const char *)octets, t->raw.n, "an OCTET STRING for a BIT STRING");
}

/* `before`: the identifier octet of the element in front of it. */
static void
try_element(struct guard *g, struct span list, const struct der_tlv *t, uint8_t before)
{
	switch (t->id) {
	case DER_BOOLEAN:
		try_boolean(g, list, t);
		break;
	case DER_INTEGER:
		TRY("\x02\x00", "an INTEGER of no octet");
		break;
	case DER_BIT_STRING:
		try_bits(g, list, t);
		break;
	case DER_OCTET_STRING:
		if (before == DER_OID || before == DER_BOOLEAN)
			try_value(g, list, t);
		break;
	default:
		break;
	}
}

/* The name of the extension that this is the content of, or what it lies in. */
static const char *
about(struct span in, const char *around)
{
	struct der_tlv oid, t;

	if (!der_take(&in, DER_OID, &oid))
		return around;
	(void)der_take(&in, DER_BOOLEAN, &t);
	return der_take(&in, DER_OCTET_STRING, &t) && in.n == 0 ? oid_name(oid_find(oid.val)) : around;
}

static void
walk(struct guard *g, struct span in, const char *around, unsigned depth)
{
	const char *inside = about(in, around);
	const struct span list = in;
	uint8_t before = 0;
	struct der_tlv t;

	for (; der_next(&in, &t) == DER_OK; before = t.id) {
		g->about = depth == 1 && t.id == DER_BIT_STRING ? "signatureValue" : inside;
		try_element(g, list, &t, before);
		if (((t.id & DER_CONSTRUCTED) != 0 || (t.id == DER_OCTET_STRING && der_framed(t.val) && t.val.n > 1)) && depth < DEEPEST)
			walk(g, t.val, inside, depth + 1);
	}
}

/* Only what is signed in a certificate begins with a version in a tag of its own. */
static bool
is_certificate(struct span der)
{
	struct der_tlv whole, signed_part;

	return der_take(&der, DER_SEQUENCE, &whole) && der_take(&whole.val, DER_SEQUENCE, &signed_part) && der_peek(signed_part.val, DER_CTX_CONS(0));
}

static void
guard_case(void *arg, const char *where, struct span der, bool chosen)
{
	struct guard *g = arg;
	const char *kind;

	g->der = der;
	g->where = where;
	if (!chosen || der.n > LONGEST || !is_certificate(der) || has_finding(g->cases.run, der, NULL) || has_finding(g->cases.run, der, "sbr.scope.before-effective"))
		return;
	kind = smimelint_fact(g->cases.run, "kind");
	/* The run's, until its next result. */
	(void)snprintf(g->kind, sizeof g->kind, "%s", kind != NULL ? kind : "");
	walk(g, der, "a field", 0);
}

int
main(int argc, char **argv)
{
	static const char *const options[] = { "scope", "all", NULL };
	struct guard g = { .where = NULL };
	int code;

	for (size_t i = 0; i < CHOICES; i++)
		if (!linter_open(&g.chosen[i], &g.chosen_run[i], choices[i].options))
			return 2;
	code = cases_run(&g.cases, argc, argv, options, guard_case, &g, excuses, EXCUSES);
	for (size_t i = 0; i < CHOICES; i++)
		linter_close(g.chosen[i], g.chosen_run[i]);
	return code;
}
