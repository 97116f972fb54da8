/* SPDX-License-Identifier: Apache-2.0 */
/* qc.h - what the rules on qcStatements share. */
#ifndef RULES_ETSI_QC_H
#define RULES_ETSI_QC_H

#include "rule/rule.h"

/* The heading of their tables, which follow one another. */
#define QC_HEADING "ETSI EN 319 412-5 and RFC 3739 3.2.6 Qualified certificate statements"
/* A rule that has to see all statements, and one that judges each by itself. */
#define ON_QC .scope = SCOPE_ALL, .needs = PARTS1(PART_EXT_QC), .when = PARTS1(PART_EXT_QC)
#define IN_QC .scope = SCOPE_ALL, .reads = PARTS1(PART_EXT_QC), .when = PARTS1(PART_EXT_QC)
/* EN 319 412-5 V2.2.1. */
#define ETSI_SHALL SCHEDULE(SHALL_FROM(2017, 11, 1))
#define WHY_FORM "Software that knows the statement cannot read it, so what the CA meant to say is lost."

/* Calls fn for each statement with this identifier. */
typedef void statement_fn(struct check *, const struct qc_statement *);

static inline void
qc_each_statement(struct check *c, enum oid id, statement_fn *fn)
{
	for (unsigned i = 0; i < c->cert->qc.n; i++)
		if (c->cert->qc.v[i].id == id)
			fn(c, &c->cert->qc.v[i]);
}

static inline bool
qc_has_statement(const struct check *c, enum oid id)
{
	for (unsigned i = 0; i < c->cert->qc.n; i++)
		if (c->cert->qc.v[i].id == id)
			return true;
	return false;
}

/* The statement itself is the finding. */
static inline void
qc_here(struct check *c, const struct qc_statement *s)
{
	report(c, s->raw, NULL);
}

/* The statement's information as a SEQUENCE; false when it is none. */
static inline bool
qc_take_sequence(const struct qc_statement *s, struct span *in)
{
	*in = s->info.val;
	return s->has_info && s->info.id == DER_SEQUENCE;
}

#endif
