/* SPDX-License-Identifier: Apache-2.0 */
/* tables.h - declares the table of each rule file. */
#ifndef RULES_TABLES_H
#define RULES_TABLES_H

#include "rule/rule.h"

extern const struct rule_table rules_x690_encoding;
extern const struct rule_table rules_rfc5280_fields;
extern const struct rule_table rules_rfc5280_names;
extern const struct rule_table rules_rfc5280_strings;
extern const struct rule_table rules_rfc5280_extensions;
extern const struct rule_table rules_rfc5280_keys;
extern const struct rule_table rules_rfc5280_policies;
extern const struct rule_table rules_rfc5280_alt_names;
extern const struct rule_table rules_rfc5280_constraints;
extern const struct rule_table rules_rfc5280_pointers;
extern const struct rule_table rules_rfc6960_rfc6962;
extern const struct rule_table rules_rfc3739_attributes;
extern const struct rule_table rules_etsi_qc_statements;
extern const struct rule_table rules_rfc5280_crl;
extern const struct rule_table rules_rfc5280_crl_extensions;
extern const struct rule_table rules_rfc5280_crl_entries;
extern const struct rule_table rules_issuer_crl;
extern const struct rule_table rules_rfc6960_response;
extern const struct rule_table rules_sbr_7_3_ocsp;
extern const struct rule_table rules_issuer_ocsp;
extern const struct rule_table rules_sbr_4_9_crl;
extern const struct rule_table rules_sbr_7_2_crl;
extern const struct rule_table rules_etsi_natural_person;
extern const struct rule_table rules_sbr_1_scope;
extern const struct rule_table rules_sbr_6_1_keys;
extern const struct rule_table rules_sbr_6_3_2_validity;
extern const struct rule_table rules_sbr_7_1_version_serial;
extern const struct rule_table rules_sbr_7_1_2_1_root;
extern const struct rule_table rules_sbr_7_1_2_2_subca_pointers;
extern const struct rule_table rules_sbr_7_1_2_2_subca_usage;
extern const struct rule_table rules_sbr_7_1_2_3_policy_crl_aia;
extern const struct rule_table rules_sbr_7_1_2_3_locations;
extern const struct rule_table rules_sbr_7_1_2_3_usage;
extern const struct rule_table rules_sbr_7_1_2_3_rest;
extern const struct rule_table rules_sbr_7_1_2_4_all;
extern const struct rule_table rules_sbr_7_1_3_algorithms;
extern const struct rule_table rules_sbr_7_1_4_1_encoding;
extern const struct rule_table rules_sbr_7_1_4_2_1_san;
extern const struct rule_table rules_sbr_7_1_4_2_1_directory;
extern const struct rule_table rules_sbr_7_1_4_2_2_common_name;
extern const struct rule_table rules_sbr_7_1_4_2_2_subject;
extern const struct rule_table rules_sbr_7_1_4_2_profiles;
extern const struct rule_table rules_sbr_7_1_4_3_ca_subject;
extern const struct rule_table rules_sbr_7_1_5_constraints;
extern const struct rule_table rules_sbr_7_1_6_policies;
extern const struct rule_table rules_sbr_7_1_6_3_ca_policies;
extern const struct rule_table rules_issuer_sbr;
extern const struct rule_table rules_issuer_path;
extern const struct rule_table rules_issuer_constraints;
extern const struct rule_table rules_issuer_twins;
extern const struct rule_table rules_rfc5321_mailbox;
extern const struct rule_table rules_rfc9598_smtputf8;
extern const struct rule_table rules_sbr_7_1_4_2_values;
extern const struct rule_table rules_sbr_7_1_4_2_2_orgid;
extern const struct rule_table rules_sbr_7_1_4_2_2_person_id;
extern const struct rule_table rules_sbr_7_1_4_2_2_email;
extern const struct rule_table rules_evidence_record;
extern const struct rule_table rules_evidence_order;
extern const struct rule_table rules_evidence_coverage;
extern const struct rule_table rules_evidence_method;
extern const struct rule_table rules_evidence_method_name;
extern const struct rule_table rules_evidence_method_facts;
extern const struct rule_table rules_evidence_method_http;
extern const struct rule_table rules_evidence_method_dns;
extern const struct rule_table rules_evidence_version;
extern const struct rule_table rules_evidence_age;
extern const struct rule_table rules_evidence_random_value;
extern const struct rule_table rules_evidence_organization;
extern const struct rule_table rules_evidence_individual;
extern const struct rule_table rules_evidence_authority;
extern const struct rule_table rules_evidence_issuance;
extern const struct rule_table rules_evidence_caa;
extern const struct rule_table rules_evidence_caa_records;
extern const struct rule_table rules_evidence_dns;
extern const struct rule_table rules_evidence_mpic;
extern const struct rule_table rules_evidence_mpic_count;
extern const struct rule_table rules_evidence_mpic_seen;
extern const struct rule_table rules_evidence_mpic_place;
extern const struct rule_table rules_evidence_log;
extern const struct rule_table rules_cps_profile;
extern const struct rule_table rules_cps_subject;
extern const struct rule_table rules_cps_lists;
extern const struct rule_table rules_cps_urls;
extern const struct rule_table rules_program_ccadb;
extern const struct rule_table rules_program_mozilla;
extern const struct rule_table rules_program_apple;
extern const struct rule_table rules_program_microsoft;
extern const struct rule_table rules_program_revocation;

#endif
