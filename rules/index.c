/* index.c - the tables of all rule files, in the order of the standards. */
#include "engine/rule.h"
#include "rules/tables.h"

const struct rule_table *const rule_tables[] = {
	&rules_x690_encoding,
	&rules_rfc5280_fields,
	&rules_rfc5280_names,
	&rules_rfc5280_strings,
	&rules_rfc5280_extensions,
	&rules_rfc5280_keys,
	&rules_sbr_1_scope,
	&rules_sbr_6_1_keys,
	&rules_sbr_6_3_2_validity,
	&rules_sbr_7_1_version_serial,
	&rules_sbr_7_1_2_1_root,
	&rules_sbr_7_1_2_2_subca_pointers,
	&rules_sbr_7_1_2_2_subca_usage,
	&rules_sbr_7_1_2_3_policy_crl_aia,
	&rules_sbr_7_1_2_3_usage,
	&rules_sbr_7_1_2_3_rest,
	&rules_sbr_7_1_2_4_all,
	&rules_sbr_7_1_3_algorithms,
	&rules_sbr_7_1_4_1_encoding,
	&rules_sbr_7_1_4_2_1_san,
	&rules_sbr_7_1_4_2_1_directory,
	&rules_sbr_7_1_4_2_2_common_name,
	&rules_sbr_7_1_4_2_2_subject,
	&rules_sbr_7_1_4_2_profiles,
	&rules_sbr_7_1_4_3_ca_subject,
	&rules_sbr_7_1_5_constraints,
	&rules_sbr_7_1_6_policies,
	&rules_sbr_7_1_6_3_ca_policies,
	&rules_issuer_sbr,
	&rules_issuer_path,
	&rules_issuer_constraints,
	NULL
};
