/* SPDX-License-Identifier: Apache-2.0 */
/*
 * spoilt.c - nothing that spoils what a rule found makes it silent: the rule finds it again, or what was chosen shows the damage.
 *
 *	spoilt [--every N] RECIPE...
 *
 * Of each case that has an error, the strings and OBJECT IDENTIFIERs in the place of
 * that error are spoilt one at a time: an octet that no string type allows, an arc that is padded.
 * A string becomes an INTEGER, a NULL, one of another string type; what has a tag of its context gets
 * one that nothing has, and the other form.  A BOOLEAN and a number lose their octets, and a BOOLEAN becomes a NULL;
 * where critical may stand there is something else.
 * Chosen by itself (only=RULE), the rule finds its error in the one that is spoilt, too, or another error stands beside it that says why it cannot.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "smimelint.h"
#include "tests/guard/each_case.h"
#include "tests/rules/edit.h"

enum { DEEPEST = 24, LONGEST = 8192 };

#define INTEGER "an INTEGER"
#define NULL_VALUE "a NULL"
#define TELETEX "a TeletexString"
#define TAG "an unknown tag"
#define FORM "the other form"
#define NO_OCTET "no octet"
#define CRITICAL "an element in the place of critical"

static struct excuse excuses[] = {
	/* It speaks for rules that could not look: where none of them is chosen, nothing was to be seen. */
	EXCUSED("x690.certificate.beyond-limit"),
	/* About the octets themselves: with others the fault is gone. */
	EXCUSED_WITH("x690.*", INTEGER), EXCUSED_WITH("x690.*", NULL_VALUE), EXCUSED_WITH("x690.*", TELETEX),
	EXCUSED_WITH("x690.*", TAG), EXCUSED_WITH("x690.*", FORM), EXCUSED_WITH("rfc5280.*.malformed", FORM),
	EXCUSED_WITH("rfc5280.*.malformed", TAG), EXCUSED_WITH("rfc5280.*.malformed", INTEGER), EXCUSED_WITH("rfc5280.name.string-type", TELETEX),
	EXCUSED_WITH("rfc3739.place-of-birth.value", TELETEX), EXCUSED_WITH("x690.*", NO_OCTET), EXCUSED_WITH("rfc5280.*.malformed", NO_OCTET),
	EXCUSED_WITH("rfc6960.response.extended-revoke-value", NULL_VALUE), EXCUSED_WITH("rfc9608.no-rev-avail.value", NULL_VALUE),
	/* Without any extension it is of another kind, and of no profile. */
	EXCUSED_WITH("sbr.crl-distribution-points.missing", TAG), EXCUSED_WITH("sbr.crl-distribution-points.missing", FORM),
	/* Without it nothing but the signature, which is broken now, or an identifier that can be read says that it is a root's. */
	EXCUSED_WITH("sbr.basic-constraints.root-missing", CRITICAL),
	/* An issuer's name that is no text is not that of the CA: the octets are what is compared. */
	EXCUSED_WITH("sbr.issuer.not-compliant", TELETEX), EXCUSED_WITH("sbr.issuer.rsa-short", TELETEX), EXCUSED_WITH("sbr.issuer.root", TELETEX),
	EXCUSED_WITH("rfc5280.distribution-point.crl-issuer-is-issuer", TELETEX),
	EXCUSED_WITH("rfc6960.response.responder-id-misfit", TELETEX),
	/* What a statement consists of is a finding of its own. */
	EXCUSED_WITH("etsi.qc-statements.pds-language", INTEGER), EXCUSED_WITH("etsi.qc-statements.pds-language", NULL_VALUE),
	EXCUSED_WITH("etsi.qc-statements.pds-language", TELETEX), EXCUSED_WITH("etsi.qc-statements.limit-currency", INTEGER),
	EXCUSED_WITH("etsi.qc-statements.limit-currency", NULL_VALUE), EXCUSED_WITH("etsi.qc-statements.limit-currency", TELETEX),
	EXCUSED_WITH("etsi.qc-statements.pds-https", INTEGER), EXCUSED_WITH("etsi.qc-statements.pds-https", NULL_VALUE),
	EXCUSED_WITH("etsi.qc-statements.pds-https", TELETEX), EXCUSED_WITH("etsi.qc-statements.retention", INTEGER),
};
#define EXCUSES (sizeof excuses / sizeof *excuses)

struct guard {
	struct cases cases;
	smimelint_ctx *chosen;		/* the rule alone */
	smimelint_run *chosen_run;
	const char *where;		/* recipe and case */
	const char *rule;
	size_t from, to;		/* of its finding */
	struct span der;
};

/* Errors, of this rule alone where one is named. */
static unsigned
errors(smimelint_run *run, struct span der, const char *rule)
{
	unsigned n = 0;

	if (smimelint_lint(run, der.p, der.n) != SMIMELINT_OK)
		return rule == NULL ? 1 : 0;
	for (size_t i = 0; i < smimelint_finding_count(run); i++) {
		smimelint_finding f = { .size = sizeof f };

		if (smimelint_finding_get(run, i, &f) == SMIMELINT_OK && f.severity == SMIMELINT_ERROR &&
		    (rule == NULL || strcmp(smimelint_rule_text(f.rule, "id"), rule) == 0))
			n++;
	}
	return n;
}

static void
try_edit(struct guard *g, const struct edit *e, const char *how)
{
	struct span spoilt = edit_whole(&g->cases.scratch, g->der, e);

	if (spoilt.n == 0)
		return;
	if (errors(g->chosen_run, spoilt, NULL) > 0) {
		g->cases.passed++;
		return;
	}
	if (is_excused(excuses, EXCUSES, g->rule, how))
		return;
	g->cases.failed++;
	printf("%s: %s is silent where at %zu there is %s\n", g->where, g->rule, (size_t)(e->at - g->der.p), how);
}

static void
try_spoilt(struct guard *g, const struct der_tlv *t, size_t at, size_t gone, const char *octet)
{
	arena_reset(&g->cases.scratch);
	try_edit(g, &(struct edit){ t->val, t->val.p + at, gone, octet, 1 }, "a spoilt octet");
}

/* Another element in the place of this one of the list. */
static void
try_other(struct guard *g, struct span list, const struct der_tlv *t, const char *octets, size_t n, const char *how)
{
	arena_reset(&g->cases.scratch);
	try_edit(g, &(struct edit){ list, t->raw.p, t->raw.n, octets, n }, how);
}

/* The same content with another identifier. */
static void
try_id(struct guard *g, struct span list, const struct der_tlv *t, uint8_t id, const char *how)
{
	char *octets;

	arena_reset(&g->cases.scratch);
	if ((octets = arena_take(&g->cases.scratch, t->raw.n)) == NULL)
		return;
	memcpy(octets, t->raw.p, t->raw.n);
	octets[0] = (char)id;
	try_edit(g, &(struct edit){ list, t->raw.p, t->raw.n, octets, t->raw.n }, how);
}

static void
try_types(struct guard *g, struct span list, const struct der_tlv *t)
{
	try_other(g, list, t, "\x02\x01\x05", 3, INTEGER);
	try_other(g, list, t, "\x05", 2, NULL_VALUE);
	if (span_is_ascii(t->val))
		try_id(g, list, t, DER_T61, TELETEX);
}

static void
try_tags(struct guard *g, struct span list, const struct der_tlv *t)
{
	try_id(g, list, t, (uint8_t)((t->id & DER_CONSTRUCTED) | DER_CTX(9)), TAG);
	try_id(g, list, t, t->id ^ DER_CONSTRUCTED, FORM);
}

/* Something else in front of extnValue: whether the extension is critical cannot be read then. */
static void
try_critical(struct guard *g, struct span list, const struct der_tlv *t)
{
	arena_reset(&g->cases.scratch);
	try_edit(g, &(struct edit){ list, t->raw.p, 0, "\x05", 2 }, CRITICAL);
	arena_reset(&g->cases.scratch);
	try_edit(g, &(struct edit){ list, t->raw.p, 0, "\x01", 2 }, CRITICAL);
}

static bool
is_string(uint8_t id)
{
	return id == DER_UTF8 || id == DER_PRINTABLE || id == DER_IA5;
}

static void
walk(struct guard *g, struct span in, unsigned depth)
{
	const struct span list = in;
	uint8_t before = 0, id = 0;
	struct der_tlv t;

	for (; der_next(&in, &t) == DER_OK; before = id) {
		size_t from = (size_t)(t.raw.p - g->der.p), to = from + t.raw.n;

		id = t.id;
		if (from >= g->to || to <= g->from)
			continue;
		if ((t.id & 0xc0) == DER_CONTEXT)
			try_tags(g, list, &t);
		if (t.id == DER_OCTET_STRING && before == DER_OID)
			try_critical(g, list, &t);
		if ((t.id & DER_CONSTRUCTED) != 0 || (t.id == DER_OCTET_STRING && der_framed(t.val) && t.val.n > 1)) {
			if (depth < DEEPEST)
				walk(g, t.val, depth + 1);
		} else if (is_string(t.id) && t.val.n > 0) {
			try_spoilt(g, &t, 0, 1, "\xff");
			try_spoilt(g, &t, t.val.n, 0, "\xff");
			try_types(g, list, &t);
		} else if (t.id == DER_BOOLEAN) {
			try_other(g, list, &t, "\x01", 2, NO_OCTET);
			try_other(g, list, &t, "\x05", 2, NULL_VALUE);
		} else if (t.id == DER_INTEGER || t.id == DER_ENUMERATED) {
			try_other(g, list, &t, t.id == DER_INTEGER ? "\x02" : "\x0a", 2, NO_OCTET);
		} else if (t.id == DER_OID && t.val.n > 1 && t.val.p[t.val.n - 2] < 0x80) {
			try_spoilt(g, &t, t.val.n - 1, 0, "\x80");
		}
	}
}

static bool
choose(struct guard *g)
{
	const char *const options[] = { "scope", "all", "programs", "ccadb,mozilla,apple,microsoft", "only", g->rule, NULL };

	return linter_open(&g->chosen, &g->chosen_run, options);
}

static void
guard_finding(struct guard *g, const smimelint_finding *f)
{
	if (f->severity != SMIMELINT_ERROR || f->length > g->der.n / 2)
		return;
	g->rule = smimelint_rule_text(f->rule, "id");
	g->from = f->offset;
	g->to = f->offset + f->length;
	if (!choose(g)) {
		g->cases.failed++;
		printf("%s: %s cannot be chosen\n", g->where, g->rule);
	} else if (errors(g->chosen_run, g->der, g->rule) > 0) {
		walk(g, g->der, 0);
	}
	linter_close(g->chosen, g->chosen_run);
	g->chosen = NULL;
	g->chosen_run = NULL;
}

static void
guard_case(void *arg, const char *where, struct span der, bool chosen)
{
	struct guard *g = arg;

	g->der = der;
	g->where = where;
	if (!chosen || der.n > LONGEST || smimelint_lint(g->cases.run, der.p, der.n) != SMIMELINT_OK)
		return;
	for (size_t i = 0; i < smimelint_finding_count(g->cases.run); i++) {
		smimelint_finding f = { .size = sizeof f };

		if (smimelint_finding_get(g->cases.run, i, &f) == SMIMELINT_OK)
			guard_finding(g, &f);
	}
}

int
main(int argc, char **argv)
{
	static const char *const options[] = { "scope", "all", NULL };
	struct guard g = { .where = NULL };

	return cases_run(&g.cases, argc, argv, options, guard_case, &g, excuses, EXCUSES);
}
