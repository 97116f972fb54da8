/* SPDX-License-Identifier: Apache-2.0 */
/* org_identifier.h - what the rules ask of an organizationIdentifier (SBR 7.1.4.2.2.d, A.1). */
#ifndef RULES_COMMON_ORG_IDENTIFIER_H
#define RULES_COMMON_ORG_IDENTIFIER_H

#include "value/orgid.h"
#include "x509/cert.h"

/* The codes of two letters in the countryNames of one name, case apart: one bit each. */
struct countries {
	uint32_t set[(26 * 26 + 31) / 32];
	bool any;				/* there is a countryName, whatever it holds */
	bool all;				/* the whole name could be read */
};

/* One organizationIdentifier, taken apart. */
struct identifier {
	const struct cert_attr *attr;
	const struct countries *countries;	/* of the name it stands in */
	const struct orgid *id;
	enum orgid_fault fault;
};

enum org_question {
	Q_STRING_TYPE, Q_STRUCTURE, Q_SCHEME, Q_COUNTRY, Q_INTERNATIONAL_COUNTRY, Q_COUNTRY_MISMATCH,
	Q_VAT_PREFIX, Q_REFERENCE_MISSING, Q_REFERENCE_PRESENT, Q_REFERENCE_PROSE, Q_REFERENCE_NO_DIGIT,
	Q_SUBDIVISION_SCHEME, Q_SUBDIVISION_INTERNATIONAL, Q_SUBDIVISION_FALSE, Q_SUBDIVISION_UNKNOWN, Q_SUBDIVISION_EEA,
	Q_SUBDIVISION_EUROPE, Q_STATE_MISSING, Q_PROVINCE_MISSING, Q_LEI_REFERENCE, Q_PSD_REFERENCE, Q_PSD_COUNTRY,
	Q_EUID_COUNTRY, Q_EUID_GERMAN, ORG_QUESTIONS
};

/* Of this name. */
void countries_read(struct countries *, const struct cert_name *);
/* NULL where the identifier keeps the rule; else words that say more, may be empty. */
const char *org_identifier_ask(const struct identifier *, enum org_question);

#endif
