/* SPDX-License-Identifier: Apache-2.0 */
/*
 * values.c - an extension's value that is not exactly one element of DER is told, whatever the extension is and wherever it stands.
 *
 * Each identifier of an extension, known to the program or not, stands with each value of the table below in a certificate, a CRL, an
 * entry of one, an OCSP response and an answer of one: an error says then that it is wrongly encoded.
 */
#include "tests/guard/builder.h"

/* The first %s of the value stands for the identifier, the last for what the OCTET STRING holds; without a statement the identifier is it. */
static const struct place {
	const char *name, *base, *statement, *value;
} places[] = {
	{ "subscriber's certificate", "mv-multi", NULL, "der: %s" },
	{ "CA's certificate", "subca", NULL, "der: %s" },
	{ "CRL", "crl-alone", NULL, "der: %s" },
	{ "entry of a CRL", "crl-alone", "entry", "4b01 2026-01-12 ext=\"SEQUENCE { OID %s OCTETS { %s } }\"" },
	{ "OCSP response", "ocsp-alone", "tbs",
	    "der: SEQUENCE { $responderID $producedAt $responses [1] { SEQUENCE { SEQUENCE { OID %s OCTETS { %s } } } } }" },
	{ "answer", "ocsp-alone", "single", "der: SEQUENCE { $certID [0] '' GENTIME \"20260302080000Z\" [0] { GENTIME \"20260306075959Z\" } "
	    "[1] { SEQUENCE { SEQUENCE { OID %s OCTETS { %s } } } } }" },
};

/* Arcs, and the last of the identifiers below each: those of X.509, of PKIX and of others, with some that nobody has given. */
static const struct arc {
	const char *above;
	unsigned from, to;
} arcs[] = {
	{ "2.5.29", 1, 80 }, { "1.3.6.1.5.5.7.1", 1, 36 }, { "1.3.6.1.5.5.7.48.1", 2, 10 }, { "1.2.840.113549.1.9", 14, 16 },
	{ "1.2.840.113583.1.1.9", 1, 3 }, { "1.3.6.1.4.1.52266", 1, 3 }, { "1.3.6.1.4.1.11129.2.4", 1, 6 }, { "1.3.6.1.4.1.311.20", 1, 3 },
	{ "1.3.6.1.4.1.311.21", 1, 11 }, { "1.3.6.1.4.1.311.25", 1, 2 }, { "2.16.840.1.113730.1", 1, 13 }, { "1.2.840.113533.7.65", 0, 1 },
	{ "2.23.42.7", 0, 1 }, { "1.3.6.1.4.1.99999", 7, 8 },
};

static const char *const values[] = {
	"''", "'67617262616765'", "'300501'", "'1f'", "NULL NULL", "SEQUENCE { } '2a'", "SEQUENCE/indef { INTEGER 5 }", "SEQUENCE/long1 { INTEGER 5 }",
	"SEQUENCE { BOOLEAN '01' }", "SEQUENCE { INTEGER '0005' }", "OCTETS/long1 '0102'", "BOOLEAN '01'",
};

static bool
lint(struct builder *g, const struct place *p, const char *identifier, const char *value)
{
	const char *text = p->statement != NULL ? builder_filled(g, p->value, identifier) : p->value;
	struct directive d = { .name = p->statement != NULL ? p->statement : identifier, .op = "=", .value = builder_filled(g, text, value) };
	struct recipe_case c = { .name = "value", .base = p->base, .directive = &d };

	return builder_lint(g, &c);
}

/* Is the rule about how something is encoded?  That on the length of a nonce has it in an OCTET STRING. */
static bool
is_of_form(const char *id)
{
	return strncmp(id, "x690.", 5) == 0 || strstr(id, "malformed") != NULL || strstr(id, "-form") != NULL || strstr(id, ".nonce.length") != NULL;
}

static bool
is_told(struct builder *g)
{
	for (size_t i = 0; i < smimelint_finding_count(g->run); i++) {
		smimelint_finding f = { .size = sizeof f };

		if (smimelint_finding_get(g->run, i, &f) == SMIMELINT_OK && f.severity == SMIMELINT_ERROR && is_of_form(smimelint_rule_text(f.rule, "id")))
			return true;
	}
	return false;
}

static void
try_identifier(struct builder *g, const struct place *p, const char *identifier)
{
	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		if (lint(g, p, identifier, values[i]) && is_told(g)) {
			g->passed++;
			continue;
		}
		printf("%s of a %s: %s is not told", identifier, p->name, values[i]);
		builder_fail(g);
	}
}

int
main(void)
{
	struct builder g;

	if (!builder_open(&g, "(values)", "values"))
		return 2;
	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		for (size_t k = 0; k < sizeof arcs / sizeof *arcs; k++)
			for (unsigned n = arcs[k].from; n <= arcs[k].to; n++)
				try_identifier(&g, &places[i], arena_printf(&g.world.arena, "%s.%u", arcs[k].above, n));
	return builder_close(&g);
}
