/* SPDX-License-Identifier: Apache-2.0 */
/* natural_person.c - qualified certificates for natural persons (ETSI EN 319 412-2). */
#include "rules/common/key_usage.h"
#include "rules/common/subject.h"
#include "rules/tables.h"

/* Table 1 of clause 4.3.2: types A to F, D to F with either kind of key management. */
static const uint16_t settings[] = {
	KU_NON_REPUDIATION,
	KU_NON_REPUDIATION | KU_DIGITAL_SIGNATURE,
	KU_DIGITAL_SIGNATURE,
	KU_DIGITAL_SIGNATURE | KU_KEY_ENCIPHERMENT,
	KU_DIGITAL_SIGNATURE | KU_KEY_AGREEMENT,
	KU_KEY_ENCIPHERMENT,
	KU_KEY_AGREEMENT,
	KU_NON_REPUDIATION | KU_DIGITAL_SIGNATURE | KU_KEY_ENCIPHERMENT,
	KU_NON_REPUDIATION | KU_DIGITAL_SIGNATURE | KU_KEY_AGREEMENT,
};

static bool
is_qualified(const struct check *c)
{
	for (unsigned i = 0; i < c->cert->qc.n; i++)
		if (c->cert->qc.v[i].id == OID_QCS_COMPLIANCE)
			return true;
	return false;
}

static void
key_usage(struct check *c)
{
	if (!is_qualified(c) || !name_has_person(&c->cert->subject)) {
		not_applicable(c, "no QcCompliance, or no natural person as subject");
		return;
	}
	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
		if (c->cert->ku.bits == settings[i])
			return;
	report(c, at_part(c, PART_EXT_KU), "%s", key_usage_show(c->arena, c->cert->ku.bits));
}

#define ALL_THREE (PARTS1(PART_EXT_KU) | PARTS1(PART_EXT_QC) | PARTS1(PART_SUBJECT))

static const struct smimelint_rule rules[] = {
	{
		.id = "etsi.key-usage.natural-person", .section = "4.3.2",
		.title = "keyUsage of a qualified certificate for a person is none of the types A to F",
		.requires = "keyUsage has one of the settings of table 1: nonRepudiation, digitalSignature, both, "
		    "keyEncipherment or keyAgreement alone, or one of these two beside digitalSignature, with or without "
		    "nonRepudiation.",
		.explanation = "The table says what the key is for: to sign, to commit to content, to encrypt. Other combinations, with "
		    "dataEncipherment for instance, fit none of its rows. The certificate has QcCompliance and names a person.",
		.remedy = "Use one of the six settings; A, C and E avoid a mixed use of the key.",
		.reading = "EN 319 412-2 binds certificates that claim it; we read QcCompliance in a certificate for a person as that claim",
		.peers = PEERS("zlint:e_etsi_natural_person_key_usage_correct_values"),
		.schedule = SCHEDULE(SHALL_FROM(2016, 2, 1)), .fn = key_usage, .scope = SCOPE_SUBSCRIBER,
		.needs = PARTS1(PART_EXT_KU), .reads = PARTS1(PART_EXT_QC) | PARTS1(PART_SUBJECT), .when = ALL_THREE,
	},
};

RULE_TABLE(rules_etsi_natural_person, "ETSI EN 319 412-2 Certificates for natural persons", rules);
