/* SPDX-License-Identifier: Apache-2.0 */
/*
 * behind.c - what stands behind the last field of an element is told whatever is skipped.
 *
 *	behind [--every N] RECIPE...
 *
 * Every element of the cases that holds others gets one more at its end, which
 * is none of its fields.  Any rule may be about what that one was meant to be:
 * where the rules of X.690 are skipped, the result tells of it all the same, as
 * an error or as a reason why rules could not look.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "smimelint.h"
#include "tests/guard/each_case.h"
#include "tests/rules/edit.h"
#include "x509/oid.h"

enum { DEEPEST = 24 };

/* Of a universal type, and under the tag of a first field. */
static const char *const behind[] = { "\x05\x00", "\xa0\x00" };
#define BEHIND_SIZE 2

struct guard {
	struct cases cases;
	const char *where;		/* recipe and case */
	struct span der;
};

/* Identifiers whose values may be anything, or that no rule looks into. */
static const enum oid open_value[] = {
	OID_UNKNOWN, OID_EXT_OCSP_NONCE, OID_EXT_OCSP_CRL, OID_EXT_OCSP_NOCHECK, OID_EXT_HOLD_INSTRUCTION, OID_EXT_MS_TEMPLATE_NAME,
	OID_EXT_MS_TEMPLATE, OID_EXT_MS_NTDS, OID_EXT_NS_CERT_TYPE, OID_EXT_NS_COMMENT, OID_EXT_EXPIRED_CERTS,
	OID_EXT_MS_CA_VERSION, OID_EXT_MS_NEXT_PUBLISH,
};

static bool
is_open(enum oid id)
{
	for (size_t i = 0; i < sizeof open_value / sizeof *open_value; i++)
		if (open_value[i] == id)
			return true;
	return false;
}

/* Cases in which a value stands where nobody looks for it. */
static struct excuse excuses[] = {
	EXCUSED("rfc6960/4.4-extensions/reason-of-the-response"), EXCUSED("crl/5.2-extensions/reason-of-the-crl"),
	EXCUSED("crl/5.2-extensions/other-entry-extensions-of-the-crl"), EXCUSED("crl/5.2-extensions/number-of-an-entry"),
	EXCUSED("crl/5.2-extensions/distribution-point-of-an-entry"),
};
#define EXCUSES (sizeof excuses / sizeof *excuses)

/* Does it begin with an identifier?  With which; *rest is what follows. */
static bool
begins_with_oid(struct span content, enum oid *id, struct span *rest)
{
	struct der_tlv t;

	*rest = content;
	if (!der_take(rest, DER_OID, &t))
		return false;
	*id = oid_find(t.val);
	return true;
}

/* Is anything told as an error?  An input that is not read is one, too. */
static bool
has_error(struct guard *g, struct span der)
{
	if (smimelint_lint(g->cases.run, der.p, der.n) != SMIMELINT_OK)
		return true;
	for (size_t i = 0; i < smimelint_finding_count(g->cases.run); i++) {
		smimelint_finding f = { .size = sizeof f };

		if (smimelint_finding_get(g->cases.run, i, &f) == SMIMELINT_OK && f.severity == SMIMELINT_ERROR)
			return true;
	}
	return false;
}

static void
try_behind(struct guard *g, struct span list, const char *what, const char *path)
{
	struct rebuilt o = { arena_take(&g->cases.scratch, 2 * g->der.n + 4096), 0 };
	struct span in = g->der;
	struct der_tlv whole;
	struct edit e = { list, list.p + list.n, 0, what, BEHIND_SIZE };

	if (o.p == NULL || der_next(&in, &whole) != DER_OK || in.n > 0 || !edit_put(&o, &whole, &e))
		return;
	if (has_error(g, (struct span){ o.p, o.n }) || is_excused(excuses, EXCUSES, g->where, NULL)) {
		g->cases.passed++;
		return;
	}
	g->cases.failed++;
	printf("%s: nothing tells of %s behind the fields of %s\n", g->where, what[0] == '\x05' ? "NULL" : "[0]", path);
}

/*
 * An element, and those in it.  The value of an identifier that is open may be
 * anything, and so may be parameters where there are none.
 */
static void
walk(struct guard *g, const struct der_tlv *t, unsigned depth, const char *path)
{
	struct span in = t->val, rest;
	struct der_tlv inner;
	enum oid id;
	bool named = (t->id & DER_CONSTRUCTED) != 0 && begins_with_oid(t->val, &id, &rest);

	for (size_t i = 0; i < sizeof behind / sizeof *behind && !(named && rest.n == 0); i++) {
		arena_reset(&g->cases.scratch);
		try_behind(g, t->val, behind[i], path);
	}
	if (depth == DEEPEST || (named && is_open(id)))
		return;
	for (unsigned n = 0; der_next(&in, &inner) == DER_OK; n++)
		if ((inner.id & DER_CONSTRUCTED) != 0 || (inner.id == DER_OCTET_STRING && inner.val.n > 1 && der_framed(inner.val)))
			walk(g, &inner, depth + 1, arena_printf(&g->cases.world.arena, "%s.%u(%02x)", path, n, inner.id));
}

static void
walk_whole(struct guard *g)
{
	struct span in = g->der;
	struct der_tlv t;

	if (der_next(&in, &t) == DER_OK)
		walk(g, &t, 0, "");
}

static void
guard_case(void *arg, const char *where, struct span der, bool chosen)
{
	struct guard *g = arg;

	g->der = der;
	g->where = where;
	if (chosen && der.n < 8192 && !has_error(g, der))
		walk_whole(g);
}

int
main(int argc, char **argv)
{
	/* What is to be signed has no signature that the element breaks. */
	static const char *const options[] = { "scope", "all", "tbs", "yes", "skip", "x690", "at", "2026-03-02", NULL };
	struct guard g = { .where = NULL };

	return cases_run(&g.cases, argc, argv, options, guard_case, &g, excuses, EXCUSES);
}
