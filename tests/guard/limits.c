/* SPDX-License-Identifier: Apache-2.0 */
/*
 * limits.c - no list of an artifact is so long that its last element is not looked at.
 *
 *	limits [LIST]
 *
 * Each list below is made with so many harmless elements and a breaking one
 * behind them, for numbers before, at and behind every limit of the tree
 * (tests/tree/limits.tsv).  The error of the breaking one is told, or the one
 * that says what could not be looked at.  Without the breaking one nothing of it
 * is told, up to the limit that the list has.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/text.h"
#include "smimelint.h"
#include "tests/guard/linter.h"
#include "tests/recipe/bundle.h"

#define BEYOND "x690.certificate.beyond-limit"
/* Numbers round 8, 16, 64, 256 and 1024; the limits of the tree on elements of an artifact are among them. */
static const unsigned many[] = { 7, 8, 9, 15, 16, 17, 63, 64, 65, 96, 255, 256, 257, 300, 1023, 1024, 1025 };

/* The text of a list, in the words of a recipe: # is the number of the element. */
struct list {
	const char *name, *base;
	const char *statement;		/* NULL: each element is an entry of a CRL */
	const char *open, *each, *last, *close;
	const char *rule;		/* which the last one breaks */
	unsigned most;			/* so many elements are tried, where more are another fault; 0: as many as there are numbers */
	unsigned limit;			/* so many can be looked at; 0: there is no limit */
};

#define MAILBOX "[1] \"erika.nordmann@nordlicht-werke.de\""
#define BY_CRL "issuingDistributionPoint"
#define DATE "UTCTIME \"260113100000Z\""
#define DATE_AFTER "UTCTIME \"260113100001Z\""
#define ENTRY(serial, date) "der: SEQUENCE { INTEGER '" serial "' " date " }"

static const struct list lists[] = {
	{ "subject", "sv-legacy", "subject",
	    "der: SEQUENCE { SET { SEQUENCE { OID 2.5.4.10 UTF8 \"Nordlicht-Werke GmbH\" } }", " SET { SEQUENCE { OID 2.5.4.11 UTF8 \"m#\" } }",
	    " SET { SEQUENCE { OID 2.5.4.6 PRINTABLE \"USA\" } }", " }", "sbr.country-name.not-a-code", 0, 0 },
	{ "commonName", "mv-legacy", "subject", "der: SEQUENCE {", " SET { SEQUENCE { OID 2.5.4.3 UTF8 \"erika.nordmann@nordlicht-werke.de\" } }",
	    " SET { SEQUENCE { OID 2.5.4.3 UTF8 \"Nordmann\" } }", " }", "sbr.common-name.mv-not-mailbox", 0, 0 },
	{ "one RDN", "mv-legacy", "subject", "der: SEQUENCE { SET {", " SEQUENCE { OID 2.5.4.11 UTF8 \"#\" }", " SEQUENCE { OID 2.5.4.12 INTEGER 5 }", " } }",
	    "rfc5280.field.malformed", 0, 0 },
	{ "subjectAltName", "sv-strict", "subjectAltName", "der: SEQUENCE { " MAILBOX, " [1] \"m#@nordlicht-werke.de\"", " [2] \"a.de\"", " }",
	    "sbr.san.name-form-forbidden", 0, 0 },
	{ "mailboxes", "sv-strict", "subjectAltName", "der: SEQUENCE { " MAILBOX, " [1] \"m#@nordlicht-werke.de\"", " [1] \"erika\"", " }",
	    "sbr.san.mailbox-syntax", 0, 0 },
	{ "directoryName", "sv-multi", "subjectAltName", "der: SEQUENCE { " MAILBOX " [4] { SEQUENCE {", " SET { SEQUENCE { OID 2.5.4.11 UTF8 \"m#\" } }",
	    " SET { }", " } } }", "rfc5280.name.empty-rdn", 0, 0 },
	{ "issuerAltName", "sv-legacy", "issuerAltName", "der: SEQUENCE {", " [6] \"http://a.de/#\"", " [6] \"not a URI\"", " }", "rfc5280.alt-name.uri-syntax", 0, 0 },
	{ "extKeyUsage", "sv-strict", "extKeyUsage", "der: SEQUENCE { OID 1.3.6.1.5.5.7.3.4", " OID 1.3.6.1.4.1.99999.#", " OID 1.3.6.1.5.5.7.3.1", " }",
	    "sbr.ext-key-usage.forbidden", 0, 0 },
	{ "certificatePolicies", "sv-strict", "certificatePolicies", "der: SEQUENCE { SEQUENCE { OID sv-strict }", " SEQUENCE { OID 1.3.6.1.4.1.99999.# }",
	    " SEQUENCE { OID mv-strict }", " }", "sbr.certificate-policies.several-reserved-oids", 0, 0 },
	{ "policyQualifiers", "sv-strict", "certificatePolicies", "der: SEQUENCE { SEQUENCE { OID sv-strict SEQUENCE {",
	    " SEQUENCE { OID 1.3.6.1.5.5.7.2.1 IA5 \"https://a.de/#\" }", " SEQUENCE { OID 1.3.6.1.5.5.7.2.1 IA5 \"ftp://a.de\" }", " } } }",
	    "sbr.certificate-policies.cps-not-http", 0, 0 },
	{ "cRLDistributionPoints", "sv-strict", "crlDistributionPoints", "der: SEQUENCE {", " SEQUENCE { [0] { [0] { [6] \"http://a.de/#.crl\" } } }",
	    " SEQUENCE { [0] { [0] { [6] \"ldap://a.de/x\" } } }", " }", "sbr.crl-distribution-points.not-http", 0, 0 },
	{ "fullName", "sv-strict", "crlDistributionPoints", "der: SEQUENCE { SEQUENCE { [0] { [0] {", " [6] \"http://a.de/#.crl\"", " [6] \"ldap://a.de/x\"", " } } } }",
	    "sbr.crl-distribution-points.not-http", 0, 0 },
	{ "authorityInfoAccess", "sv-strict", "authorityInfoAccess", "der: SEQUENCE {", " SEQUENCE { OID 1.3.6.1.5.5.7.48.2 [6] \"http://a.de/#.cer\" }",
	    " SEQUENCE { OID 1.3.6.1.5.5.7.48.2 [6] \"ldap://a.de/x\" }", " }", "sbr.authority-info-access.ca-issuers-not-http", 0, 0 },
	{ "permittedSubtrees", "subca-constrained", "nameConstraints", "critical der: SEQUENCE { [0] {", " SEQUENCE { [1] \"m#.de\" }", " SEQUENCE { [1] \"a b@c\" }", " } }",
	    "rfc5280.name-constraints.mailbox-syntax", 0, 0 },
	{ "qcStatements", "sv-strict", "qcStatements", "der: SEQUENCE {", " SEQUENCE { OID 1.3.6.1.4.1.99999.# }", " SEQUENCE { INTEGER 5 }", " }",
	    "rfc5280.extension.malformed", 0, 0 },
	{ "smimeCapabilities", "sv-strict", "smimeCapabilities", "der: SEQUENCE {", " SEQUENCE { OID 1.3.6.1.4.1.99999.# }", " INTEGER 5", " }",
	    "rfc5280.extension.malformed", 0, 0 },
	{ "extensions", "sv-legacy", "extensions", "der: [3] { SEQUENCE { $extensionList", " SEQUENCE { OID 1.3.6.1.4.1.99999.# OCTETS '0500' }",
	    " SEQUENCE { OID 1.3.6.1.4.1.99999.1.1 BOOLEAN '07' OCTETS '0500' }", " } }", "x690.boolean.value", 0, 0 },
	{ "faults", "sv-strict", "qcStatements", "der: SEQUENCE {", " SEQUENCE { OID 1.3.6.1.4.1.99999.# BOOLEAN '07' }", " SEQUENCE { INTEGER 5 }", " }",
	    "rfc5280.extension.malformed", 0, 0 },
	{ "entries", "crl", NULL, "", ENTRY("4a#", DATE), "der: SEQUENCE { " DATE " }", "", "rfc5280.crl-entry.malformed", 0, 0 },
	/* They stand behind longer numbers: the list is not sorted. */
	{ "entries that are repeated", "crl", NULL, "", ENTRY("4a#", DATE) "|" ENTRY("4a#", DATE), ENTRY("4b00", DATE) "|" ENTRY("4b00", DATE_AFTER), "",
	    "rfc5280.crl-entry.repeated-serial", 0, 0 },
	{ "extensions of an entry", "crl", "entry", "der: SEQUENCE { INTEGER '4b00' " DATE " SEQUENCE {", " SEQUENCE { OID 1.3.6.1.4.1.99999.# OCTETS '0500' }",
	    " SEQUENCE { OID reasonCode OCTETS { ENUM 7 } }", " } }", "rfc5280.crl-entry.reason-undefined", 0, 16 },
	{ "fullName of a CRL", "crl", BY_CRL, "critical der: SEQUENCE { [0] { [0] {", " [6] \"http://crl.nordlicht-trust.de/#.crl\"", " [4] { SEQUENCE { SET { } } }", " } } }",
	    "rfc5280.name.empty-rdn", 0, 0 },
	{ "responses", "ocsp-alone", "responses", "der: SEQUENCE {", " $single",
	    " SEQUENCE { $certID [0] '' GENTIME \"20260302080000Z\" [0] { GENTIME \"20260301080000Z\" } }", " }", "rfc6960.response.next-update-not-after", 0, 0 },
	{ "singleExtensions", "ocsp-alone", "single", "der: SEQUENCE { $certID [0] '' GENTIME \"20260302080000Z\" [0] { GENTIME \"20260306075959Z\" } [1] { SEQUENCE {",
	    " SEQUENCE { OID 1.3.6.1.4.1.99999.# OCTETS '0500' }", " SEQUENCE { INTEGER 5 }", " } } }", "rfc5280.field.malformed", 0, 0 },
	{ "certs", "ocsp-alone", "certs", "der: [0] { SEQUENCE { $case:ocsp-signer", " $case:subca", " SEQUENCE { NULL }", " } }", "rfc5280.field.malformed", 17, 14 },
};
#define LISTS (sizeof lists / sizeof *lists)

struct guard {
	struct world world;
	smimelint_ctx *ctx[2];			/* of what is signed, and of what is to be */
	smimelint_run *run[2], *last;
	struct recipe made;			/* what built cases belong to */
	unsigned passed, failed;
};

/* The element of this number: # stands for it as four digits. */
static const char *
text_of(struct arena *a, const char *each, unsigned number)
{
	char *text = arena_take(a, strlen(each) + 16), *at = text;

	for (; *each != '\0'; each++)
		if (*each == '#')
			at += sprintf(at, "%04u", number);
		else
			*at++ = *each;
	*at = '\0';
	return text;
}

/* The list with n harmless elements, and the breaking one behind them where it is asked for. */
static const char *
text_of_list(struct arena *a, const struct list *l, unsigned n, bool breaks)
{
	size_t room = strlen(l->open) + (n + 1) * (strlen(l->each) + 16) + strlen(l->last) + strlen(l->close) + 1, at;
	char *text = arena_take(a, room);

	strcpy(text, l->open);
	at = strlen(text);
	for (unsigned i = 0; i < n; i++) {
		strcpy(text + at, text_of(a, l->each, i + 1));
		at += strlen(text + at);
	}
	strcpy(text + at, breaks ? l->last : "");
	strcat(text + at, l->close);
	return text;
}

static struct directive **
put(struct arena *a, struct directive **link, const char *name, const char *op, const char *value)
{
	*link = arena_take(a, sizeof **link);
	**link = (struct directive){ .name = name, .op = op, .value = value };
	return &(*link)->next;
}

/* One statement for each text between bars. */
static struct directive **
put_entries(struct arena *a, struct directive **link, const char *text)
{
	for (size_t n; *text != '\0'; text += n + (text[n] == '|')) {
		n = strcspn(text, "|");
		link = put(a, link, "entry", "=", arena_printf(a, "%.*s", (int)n, text));
	}
	return link;
}

static struct directive *
statements(struct arena *a, const struct list *l, unsigned n, bool breaks)
{
	struct directive *first = NULL, **link = &first;

	if (l->statement != NULL) {
		link = put(a, link, l->statement, "=", text_of_list(a, l, n, breaks));
	} else {
		for (unsigned i = 0; i < n; i++)
			link = put_entries(a, link, text_of(a, l->each, i + 1));
		if (breaks)
			link = put_entries(a, link, l->last);
	}
	/* Certificates need no signature for this. */
	if (strcmp(l->base, "crl") != 0 && strcmp(l->base, "ocsp-alone") != 0)
		(void)put(a, link, "tbs-only", "", "");
	return first;
}

static bool
lint(struct guard *g, const struct list *l, unsigned n, bool breaks)
{
	struct recipe_case c = { .name = "list", .base = l->base, .directive = statements(&g->world.arena, l, n, breaks) };
	struct built built;

	if (!build_case(&g->world, &g->made, &c, SPAN_NONE, &built))
		return false;
	g->last = g->run[built.tbs_only];
	return smimelint_lint(g->last, built.der.p, built.der.n) == SMIMELINT_OK;
}

static bool
found(struct guard *g, const char *id)
{
	for (size_t i = 0; i < smimelint_finding_count(g->last); i++) {
		smimelint_finding f = { .size = sizeof f };

		if (smimelint_finding_get(g->last, i, &f) == SMIMELINT_OK && f.severity == SMIMELINT_ERROR &&
		    strcmp(smimelint_rule_text(f.rule, "id"), id) == 0)
			return true;
	}
	return false;
}

static void
complain(struct guard *g, const struct list *l, unsigned n, const char *what)
{
	g->failed++;
	printf("%s with %u elements: %s%s%s\n", l->name, n, what, g->world.tool.error[0] != '\0' ? ": " : "", g->world.tool.error);
	g->world.tool.error[0] = '\0';
}

static void
try_length(struct guard *g, const struct list *l, unsigned n)
{
	bool fits = l->limit == 0 || n <= l->limit;

	if (!lint(g, l, n, true))
		complain(g, l, n, "is not linted");
	else if (!found(g, l->rule) && (fits || (!found(g, BEYOND) && !found(g, "rfc5280.crl-entry.malformed"))))
		complain(g, l, n, "hides what stands behind them");
	else if (fits && (!lint(g, l, n, false) || found(g, l->rule) || found(g, BEYOND)))
		complain(g, l, n, "is no harmless list");
	else
		g->passed++;
}

static void
try_list(struct guard *g, const struct list *l)
{
	for (size_t i = 0; i < sizeof many / sizeof *many; i++) {
		if (l->most != 0 && many[i] > l->most)
			continue;
		try_length(g, l, many[i]);
	}
}

int
main(int argc, char **argv)
{
	static const char *const options[2][5] = { { "scope", "all", "tbs", "no" }, { "scope", "all", "tbs", "yes" } };
	struct guard g = { .made = { .path = "(limits)", .id = "limits" } };

	if (!world_open(&g.world, "testdata"))
		return 2;
	for (size_t i = 0; i < 2; i++)
		if (!linter_open(&g.ctx[i], &g.run[i], options[i]))
			return 2;
	for (size_t i = 0; i < LISTS; i++) {
		if (argc > 1 && strcmp(argv[1], lists[i].name) != 0)
			continue;
		try_list(&g, &lists[i]);
	}
	for (size_t i = 0; i < 2; i++)
		linter_close(g.ctx[i], g.run[i]);
	world_close(&g.world);
	return linter_verdict(g.passed, g.failed);
}
