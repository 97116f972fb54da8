/* SPDX-License-Identifier: Apache-2.0 */
/*
 * orgid.h - the identifiers of organizations and natural persons:
 * organizationIdentifier (SBR 7.1.4.2.2.d and A.1, ETSI EN 319 412-1 5.1.4)
 * and the Natural Person Identifier in serialNumber (SBR 7.1.4.2.2.g and A.2,
 * EN 319 412-1 5.1.3).
 *
 * These functions see the form only; which scheme may do what, and since when,
 * is for the rules.
 */
#ifndef VALUE_ORGID_H
#define VALUE_ORGID_H

#include "base/span.h"

enum orgid_scheme {
	ORGID_NTR, ORGID_VAT, ORGID_PSD, ORGID_LEI, ORGID_GOV, ORGID_INT,
	ORGID_NATIONAL,			/* "XX:": two letters and a colon */
	ORGID_OTHER
};

/* X(NAME, words that complete "the identifier ...") */
#define ORGID_FAULT_LIST(X) \
	X(OK, "has the form") \
	X(TOO_SHORT, "is too short for a scheme and a country") \
	X(SCHEME, "does not begin with a scheme of three upper-case letters") \
	X(COUNTRY, "has no two upper-case letters after the scheme") \
	X(SUBDIVISION_EMPTY, "has a plus sign without a subdivision") \
	X(SUBDIVISION_LONG, "has a subdivision of more than three characters") \
	X(SUBDIVISION_CHARACTER, "has a subdivision with other than upper-case letters and digits") \
	X(SEPARATOR, "has neither a hyphen nor a plus sign after the country") \
	X(NO_REFERENCE, "has no reference") \
	X(REFERENCE_EMPTY, "has an empty reference after the hyphen")

enum orgid_fault {
#define X(name, words) ORGID_FAULT_##name,
	ORGID_FAULT_LIST(X)
#undef X
	ORGID_FAULTS
};

const char *orgid_fault_text(enum orgid_fault);		/* never NULL */

struct orgid {
	enum orgid_scheme scheme;
	struct span scheme_text;	/* three characters */
	struct span country;		/* two characters */
	struct span subdivision;	/* SPAN_NONE without a plus sign */
	struct span reference;		/* SPAN_NONE without a hyphen; may be empty */
};

/*
 * Splits scheme, country, "+" subdivision, "-" reference; the leftmost hyphen
 * separates.  Fills `out` as far as the text has the form.  A missing
 * reference is ORGID_FAULT_NO_REFERENCE except with GOV and INT.
 */
enum orgid_fault orgid_parse(struct span text, struct orgid *out);

/* 20 characters A-Z and 0-9, the last two digits (ISO 17442-1)? */
bool lei_has_form(struct span text);
/* Do the check digits hold (ISO/IEC 7064, MOD 97-10), from 02 to 98?  False without the form. */
bool lei_check_digits(struct span text);

/*
 * An EUID: country, register identifier, ".", local reference (SBR
 * 7.1.4.2.2.d note 3; Implementing Regulation (EU) 2021/1042).
 */
struct euid {
	struct span country, register_id, reference;
};
bool euid_parse(struct span text, struct euid *out);

/*
 * The reference of the PSD scheme: the competent authority in two to eight
 * upper-case letters, a hyphen, a number (ETSI TS 119 495 5.2.1).  NULL where
 * it is so; else what is wrong, as "lacks the number".
 */
const char *psd_reference_fault(struct span reference);

/* The ISO 3166-1 code for a VAT prefix: EL is GR, XI is GB, all others themselves. */
struct span vat_country(struct span prefix);

enum person_scheme {
	PERSON_PAS, PERSON_IDC, PERSON_PNO, PERSON_TAX, PERSON_TIN, PERSON_EID,
	PERSON_NATIONAL,		/* "XX:" */
	PERSON_OTHER			/* three upper-case letters that are none of these */
};

struct person_id {
	enum person_scheme scheme;
	struct span scheme_text, country, reference;
};

/*
 * A Natural Person Identifier: scheme, country, "-", reference.  False when the
 * text does not have that form; it may then be any other identifier that the CA
 * assigned.
 */
bool person_id_parse(struct span text, struct person_id *out);

#endif
