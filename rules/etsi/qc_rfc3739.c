/* SPDX-License-Identifier: Apache-2.0 */
/* qc_rfc3739.c - the statements of RFC 3739 3.2.6.1. */
#include "rules/etsi/qc.h"
#include "rules/tables.h"

static void
obsolete(struct check *c)
{
	qc_each_statement(c, OID_QCS_PKIX_V1, qc_here);
}

static void
semantics_of(struct check *c, const struct qc_statement *s)
{
	struct der_tlv t;
	struct span in;
	bool any;

	if (!s->has_info)
		return;
	any = qc_take_sequence(s, &in) && in.n > 0;
	if (any) {
		der_take(&in, DER_OID, &t);
		der_take(&in, DER_SEQUENCE, &t);
	}
	if (!any || in.n > 0)
		report(c, s->raw, "%s", any ? "another structure" : "empty or no SEQUENCE");
}

static void
semantics(struct check *c)
{
	qc_each_statement(c, OID_QCS_PKIX_V2, semantics_of);
}

static const struct smimelint_rule rules[] = {
	{
		.id = "rfc3739.qc-statements.obsolete", .section = "3.2.6.1",
		.title = "qcStatements has the statement of the obsolete RFC 3039",
		.requires = "id-qcs-pkixQCSyntax-v1 is not used.",
		.explanation = "The statement claims conformance to RFC 3039, which RFC 3739 replaced in 2004.",
		.remedy = "Leave the statement out, or use id-qcs-pkixQCSyntax-v2.",
		.peers = PEERS("pkilint:pkix.prohibited_qualified_statement_present"),
		.schedule = SCHEDULE(SHALL_FROM(2004, 3, 1)), .fn = obsolete, IN_QC,
	}, {
		.id = "rfc3739.qc-statements.semantics", .section = "3.2.6.1",
		.title = "the information of id-qcs-pkixQCSyntax-v2 is empty or has another structure",
		.requires = "SemanticsInformation has semanticsIdentifier, nameRegistrationAuthorities or both.",
		.explanation = "The statement says how to read the subject's attributes. Without its content it says "
		    "nothing.",
		.remedy = "Name the semantics identifier, or leave statementInfo out.",
		.schedule = SCHEDULE(SHALL_FROM(2004, 3, 1)), .fn = semantics, IN_QC,
	},
};

RULE_TABLE(rules_etsi_qc_rfc3739, QC_HEADING, rules);
