/* index.c - the tables of all rule files, in the order of the standards. */
#include "engine/rule.h"
#include "rules/tables.h"

const struct rule_table *const rule_tables[] = {
	&rules_x690_encoding,
	&rules_rfc5280_fields,
	&rules_sbr_7_1_2_1_root,
	&rules_sbr_7_1_2_2_subca_pointers,
	&rules_sbr_7_1_2_2_subca_usage,
	&rules_sbr_7_1_4_3_ca_subject,
	&rules_sbr_7_1_5_constraints,
	&rules_sbr_7_1_6_3_ca_policies,
	NULL
};
