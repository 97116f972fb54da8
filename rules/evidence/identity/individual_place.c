/* SPDX-License-Identifier: Apache-2.0 */
/* individual_place.c - SBR 7.1.4.2.2: the address and the Natural Person Identifier of an individual, as they were verified. */
#include "rules/common/subject_attr.h"
#include "rules/evidence/evidence.h"
#include "rules/evidence/identity/identity.h"
#include "rules/evidence/identity/verified.h"
#include "rules/tables.h"
#include "value/normal.h"
#include "value/orgid.h"

static const struct ev_individual *
individual(const struct check *c)
{
	return c->evidence->record->individual;
}

/* ---- 7.1.4.2.2.j to n ---- */

static void
look_part(struct check *c, const struct cert_name *name, const struct cert_attr *a)
{
	const struct ev_individual *p = individual(c);

	if (p->address == NULL)
		fact_missing(c, p->at, "address");
	else if (is_in_place(p->address, name, a))
		return;
	else if (a->type == OID_STATE && is_without_code(name))
		not_evaluated(c, "the state may be the name of a country without a code, which no member of a record has");
	else
		report_fact(c, p->address->at, attribute_member(a->type), "%s %s, verified %s", oid_name(a->type), fact_text(c, a->text),
		    part_of_place(p->address, a->type).p != NULL ? fact_text(c, part_of_place(p->address, a->type)) : "none");
}

static void
address_matches(struct check *c)
{
	struct attr_walk w = { 0 };
	const struct cert_attr *a;

	if (individual(c) == NULL || !due(c, NULL))
		return;
	while ((a = next_subject_attr(c, &w)) != NULL)
		if (a->text.p != NULL && is_part_of_place(a->type))
			look_part(c, w.name, a);
}

/* ---- 7.1.4.2.2.g ---- */

static bool
is_verified(const struct check *c, struct span text)
{
	const struct ev_individual *p = individual(c);

	for (uint32_t i = 0; i < p->n_identifiers; i++)
		if (normal_equal(p->identifiers[i], text))
			return true;
	return is_among_digests(c, text, p->identifiers_sha256, p->n_identifiers_sha256);
}

static void
identifier_matches(struct check *c)
{
	const struct ev_individual *p = individual(c);
	struct attr_walk w = { 0 };
	const struct cert_attr *a;
	struct person_id id;
	bool any = false;

	if (p == NULL || !due(c, NULL))
		return;
	while ((a = next_subject_attr_of(c, &w, OID_SERIAL_NUMBER)) != NULL) {
		/* Any other text is an identifier that the CA assigned. */
		if (a->text.p == NULL || !person_id_parse(a->text, &id) || id.scheme == PERSON_OTHER)
			continue;
		any = true;
		if (is_verified(c, a->text))
			continue;
		if (p->n_identifiers == 0 && p->n_identifiers_sha256 == 0)
			fact_missing(c, p->at, "identifiers");
		else
			report_fact(c, p->at, p->n_identifiers > 0 ? "identifiers" : "identifiers_sha256", "%s, verified %s", fact_text(c, a->text),
			    p->n_identifiers > 0 ? fact_text(c, p->identifiers[0]) : "another one by its hash");
	}
	if (!any)
		not_applicable(c, "no Natural Person Identifier in serialNumber");
}

#define COMMON .schedule = SBR_SHALL, .basis = BASIS_ISSUED, .needs = SUBJECT_ATTR_PARTS, .when = PARTS1(PART_SUBJECT), \
	.evidence = EVIDENCE_MATCHED

static const struct smimelint_rule rules[] = {
	{
		.id = "evidence.individual.address-matches-individual",
		.section = "SBR 7.1.4.2.2.j to n",
		.title = "address in the certificate is not what was verified of the individual",
		.requires = "countryName, stateOrProvinceName, localityName, streetAddress and postalCode of an individual-validated certificate are "
		    "verified values.",
		.explanation = "Parts of the address in the subject and in directoryNames are compared. Case, runs of blanks and how Unicode writes a "
		    "letter make no difference. "
		    "A record without individual.address says nothing of one, so that the rule is not evaluated.",
		.remedy = "Record the address that was verified, or leave it out of the certificate.",
		.fn = address_matches, .scope = { KIND_SUBSCRIBER, TYPE_IV, GEN_ANY }, COMMON,
	},
	{
		.id = "evidence.individual.identifier-matches-individual",
		.section = "SBR 7.1.4.2.2.g",
		.title = "Natural Person Identifier that is not what was verified of the individual",
		.requires = "The CA confirms that the individual whom a Natural Person Identifier in the serialNumber represents is the subject.",
		.explanation = "A serialNumber in another form is an identifier that the CA assigned. A record without individual.identifiers says nothing "
		    "of one, so that the rule is not evaluated. Hashes are of the exact text or of its Normalization Form C.",
		.remedy = "Record the identifier that was verified, or assign one of the CA's own.",
		.fn = identifier_matches, .scope = { KIND_SUBSCRIBER, TYPE_SV | TYPE_IV, GEN_ANY }, COMMON,
	},
};

RULE_TABLE(rules_evidence_individual_place, "Evidence: address and identifiers of the individual", rules);
