/* SPDX-License-Identifier: Apache-2.0 */
/*
 * values.c - an extension's value that is not exactly one element of DER is told, whatever the extension is and wherever it stands.
 *
 * Each identifier of an extension, known to the program or not, stands with each value of the table below in a certificate, a CRL, an
 * entry of one, an OCSP response and an answer of one: an error says then that it is wrongly encoded.
 */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "smimelint.h"
#include "tests/guard/linter.h"
#include "tests/recipe/bundle.h"

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

struct guard {
	struct world world;
	struct recipe made;
	smimelint_ctx *ctx;
	smimelint_run *run;
	unsigned passed, failed;
};

/* The text with these in the places of the two %s, or of the only one. */
static const char *
filled(struct arena *a, const char *text, const char *identifier, const char *value)
{
	const char *first = strstr(text, "%s"), *last = strstr(first + 2, "%s");

	if (last == NULL)
		return arena_printf(a, "%.*s%s%s", (int)(first - text), text, value, first + 2);
	return arena_printf(a, "%.*s%s%.*s%s%s", (int)(first - text), text, identifier, (int)(last - first - 2), first + 2, value, last + 2);
}

static bool
lint(struct guard *g, const struct place *p, const char *identifier, const char *value)
{
	struct directive d = { .name = p->statement != NULL ? p->statement : identifier, .op = "=",
		.value = filled(&g->world.arena, p->value, identifier, value) };
	struct recipe_case c = { .name = "value", .base = p->base, .directive = &d };
	struct built built;

	return build_case(&g->world, &g->made, &c, SPAN_NONE, &built) && smimelint_lint(g->run, built.der.p, built.der.n) == SMIMELINT_OK;
}

/* Is the rule about how something is encoded?  That on the length of a nonce has it in an OCTET STRING. */
static bool
is_of_form(const char *id)
{
	return strncmp(id, "x690.", 5) == 0 || strstr(id, "malformed") != NULL || strstr(id, "-form") != NULL || strstr(id, ".nonce.length") != NULL;
}

static bool
is_told(struct guard *g)
{
	for (size_t i = 0; i < smimelint_finding_count(g->run); i++) {
		smimelint_finding f = { .size = sizeof f };

		if (smimelint_finding_get(g->run, i, &f) == SMIMELINT_OK && f.severity == SMIMELINT_ERROR && is_of_form(smimelint_rule_text(f.rule, "id")))
			return true;
	}
	return false;
}

static void
try_identifier(struct guard *g, const struct place *p, const char *identifier)
{
	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		if (lint(g, p, identifier, values[i]) && is_told(g)) {
			g->passed++;
			continue;
		}
		g->failed++;
		printf("%s of a %s: %s is not told%s%s\n", identifier, p->name, values[i], g->world.tool.error[0] != '\0' ? ": " : "",
		    g->world.tool.error);
		g->world.tool.error[0] = '\0';
	}
}

int
main(void)
{
	static const char *const options[] = { "scope", "all", NULL };
	struct guard g = { .made = { .path = "(values)", .id = "values" } };

	if (!world_open(&g.world, "testdata") || !linter_open(&g.ctx, &g.run, options))
		return 2;
	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		for (size_t k = 0; k < sizeof arcs / sizeof *arcs; k++)
			for (unsigned n = arcs[k].from; n <= arcs[k].to; n++)
				try_identifier(&g, &places[i], arena_printf(&g.world.arena, "%s.%u", arcs[k].above, n));
	linter_close(g.ctx, g.run);
	world_close(&g.world);
	return linter_verdict(g.passed, g.failed);
}
