/* SPDX-License-Identifier: Apache-2.0 */
/* extension.c - which short form belongs to which extension. */
#include "tests/recipe/extension.h"

#include "tests/recipe/crl.h"

static const struct {
	const char *oid;
	ext_value_fn *fn;
} forms[] = {
	{ "keyUsage", put_key_usage }, { "extKeyUsage", put_eku },
	{ "basicConstraints", put_basic_constraints }, { "subjectAltName", put_general_names },
	{ "issuerAltName", put_general_names }, { "certificatePolicies", put_policies },
	{ "cRLDistributionPoints", put_crl_points }, { "freshestCRL", put_crl_points },
	{ "authorityInfoAccess", put_access }, { "subjectInfoAccess", put_access },
	{ "authorityKeyIdentifier", put_aki }, { "subjectKeyIdentifier", put_ski },
	{ "nameConstraints", put_name_constraints }, { "policyMappings", put_policy_mappings },
	{ "policyConstraints", put_policy_constraints }, { "inhibitAnyPolicy", put_integer_value },
	{ "cRLNumber", put_crl_number }, { "deltaCRLIndicator", put_crl_number },
	{ "issuingDistributionPoint", put_issuing_point },
	{ "smimeCapabilities", put_smime_capabilities },
	{ "subjectDirectoryAttributes", put_directory_attributes },
	{ "qcStatements", put_qc_statements }, { "lei", put_printable }, { "leiRole", put_printable },
	{ "adobeTimestamp", put_adobe_timestamp }, { "adobeArchiveRevInfo", put_adobe_archive },
	{ "sct", put_sct }, { "poison", put_null }, { "ocspNoCheck", put_null },
	{ "privateKeyUsagePeriod", put_private_key_period }, { "msCertificateTemplateName", put_bmp },
};

void
put_extension_value(struct octets *o, const char *name, const char *value,
    const struct ext_context *c)
{
	struct octets mine = OCTETS(o->tool);
	const char *der = lex_after(value, "der:");

	if (der != NULL) {
		dertext_put(o, der, c->ref, c->ref_arg);
		return;
	}
	oid_from_text(&mine, name);
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		struct octets oid = OCTETS(o->tool);

		oid_from_text(&oid, forms[i].oid);
		if (span_eq(octets_as_span(&oid), octets_as_span(&mine))) {
			forms[i].fn(o, value, c);
			return;
		}
	}
	tool_fail(o->tool, "%s has no short form: write der: ...", name);
}
