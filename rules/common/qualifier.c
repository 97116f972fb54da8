/* SPDX-License-Identifier: Apache-2.0 */
/* qualifier.c - policy qualifiers: the URL of the policy and the user notice. */
#include "rules/common/qualifier.h"
#include "value/uri.h"

/* Hands each qualifier of this type to `judge`. */
static void
each_qualifier(struct check *c, enum oid type, void judge(struct check *, const struct policy_qualifier *))
{
	const struct ext_policies *cp = &c->cert->policies;

	for (unsigned i = 0; i < cp->n; i++) {
		for (unsigned k = 0; k < cp->v[i].n_qualifier; k++) {
			const struct policy_qualifier *q = &cp->v[i].qualifier[k];

			if (q->id == type)
				judge(c, q);
		}
	}
}

static void
judge_cps(struct check *c, const struct policy_qualifier *q)
{
	if (!uri_is_web(q->uri))
		report_text(c, q->cps.raw, q->cps.val);
}

static void
judge_explicit_text(struct check *c, const struct policy_qualifier *q)
{
	if (!q->has_explicit_text)
		report(c, q->raw, NULL);
	else if (q->explicit_text.val.n == 0)
		report(c, q->explicit_text.raw, "empty");
}

static void
judge_notice_ref(struct check *c, const struct policy_qualifier *q)
{
	if (q->has_notice_ref)
		report(c, q->raw, NULL);
}

void
rule_cps_not_http(struct check *c)
{
	each_qualifier(c, OID_QT_CPS, judge_cps);
}

void
rule_no_explicit_text(struct check *c)
{
	each_qualifier(c, OID_QT_UNOTICE, judge_explicit_text);
}

void
rule_notice_ref(struct check *c)
{
	each_qualifier(c, OID_QT_UNOTICE, judge_notice_ref);
}
