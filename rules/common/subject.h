/* SPDX-License-Identifier: Apache-2.0 */
/* subject.h - what the rule files on subject and directoryName share (SBR 7.1.4.2). */
#ifndef RULES_COMMON_SUBJECT_H
#define RULES_COMMON_SUBJECT_H

#include "rule/rule.h"
#include "x509/mailbox_set.h"

/*
 * How many comparisons of the values of some attributes with those of others
 * a rule makes: far more than any name has cause for.
 */
#define MAX_COMPARISONS 1024
#define FEW_VALUES 8		/* so many are compared with all others, however many those are */
/* May the values of one attribute be compared with those of up to three others?  Else it says that they are too many. */
bool may_compare(struct check *, const struct cert_name *, enum oid type, const enum oid others[3]);
/* May values of the others, of `with`, be looked for in those of this type?  Where they are too long for that, an error says so. */
bool may_search(struct check *, const struct cert_name *, enum oid type, const struct cert_name *with, const enum oid others[3]);

/* What the tables of 7.1.4.2.3 to 7.1.4.2.6 say of an attribute. */
enum cell {
	CELL_MAY,
	CELL_SHALL,
	CELL_SHALL_NOT
};

/*
 * The cell of this attribute (OID_UNKNOWN and every attribute that the tables
 * do not list: the row "Other").  Where the profile is open, CELL_MAY unless
 * every profile that it could be has the same cell.
 */
enum cell subject_cell(const struct profile *, enum oid attribute);
/* Has a profile that it could be this cell? */
bool subject_cell_of_some(const struct profile *, enum oid attribute, enum cell);

/* A requirement on the content of a Name, be it the subject or a directoryName of the SAN. */
typedef void name_check(struct check *, const struct cert_name *);

/* Runs it on each directoryName of the SAN that can be read. */
void each_directory_name(struct check *, name_check *);

/* How a commonName and the values of organizationName, or organizationalUnitName, go together. */
enum org_match {
	ORG_NONE,		/* no value of the attribute is in the text */
	ORG_CONTAINED,		/* one is a part of it */
	ORG_FOLDED,		/* one is equal, case and blanks apart */
	ORG_SAME
};
/* How a commonName and the values of pseudonym go together. */
enum pseudonym_match {
	PSEUDONYM_NONE,		/* no value of pseudonym is in the text */
	PSEUDONYM_FOLDED,	/* one is, but for upper and lower case or blanks */
	PSEUDONYM_SAME
};
/*
 * 7.1.4.2.2.a: commonName of mailbox-, organization- and sponsor-validated
 * certificates, and beside a pseudonym; rule->arg of the second: enum
 * org_match, of the last: enum pseudonym_match.
 */
name_check mailbox_common_name, organization_common_name, person_common_name, pseudonym_common_name;
/* … that is an organization's where no attribute names a person, that shows another name than these, and that shows both. */
name_check organization_alone, unrelated_to_name, company_common_name, padded_common_name, person_and_organization;
/* … that is an organization's which bears the person's name, and that is an address of the web. */
name_check organization_of_owner, web_common_name;
/* … of certificates whose type is open: one that no type which they could be of allows. */
name_check common_name_in_no_profile;
/* 7.1.4.2.2.e: givenName and surname; rule->arg of the first: enum sureness. */
enum sureness { UNSURE, SURE };
name_check organization_in_personal_name, legal_form_in_personal_name, legal_form_as_personal_name, given_name_alone;
/* 7.1.4.2.2.e, f */
name_check pseudonym_with_name;
/* 7.1.4.2.2.j to m; rule->arg is the dependent attribute, OID_UNKNOWN for all four. */
name_check address_dependency;
/* 7.1.4.2.2.n; rule->arg is the set of faults that it reports, one bit each. */
enum country_fault { COUNTRY_RIGHT, COUNTRY_NO_CODE, COUNTRY_LOWER_CASE, COUNTRY_USER_ASSIGNED };
name_check country_code;

/* Does the text end with a legal form, such as GmbH or Ltd, that no person bears?  The form alone is no name's end. */
bool ends_with_legal_form(struct span text);
/* … or with one that may be a surname or initials of a person: for names that are an organization's. */
bool ends_as_organization(struct span text);

/* Do the policies leave open of which type it is?  Rules that are of one type each do not run then. */
static inline bool
has_several_types(const struct check *c)
{
	return (c->profile->types & (c->profile->types - 1)) != 0;
}

/* Is this commonName a Mailbox Address if the certificate is mailbox-validated, and by its looks none if it is of another type that it could be? */
static inline bool
mailbox_rests_on_type(const struct check *c, const struct cert_attr *a)
{
	return a->type == OID_COMMON_NAME && a->mailbox == MAILBOX_SORT_FITS && (c->profile->types & TYPE_MV) != 0 && has_several_types(c);
}

/*
 * Reports a value that holds a mailbox (`holds`) and has the relation to the subjectAltName that is the fault
 * (rule->arg: enum mailbox_match); where the type decides whether it holds one, that is not evaluated.
 */
void report_mailbox(struct check *c, const struct cert_attr *a, bool holds);

/* Has the name givenName, surname or pseudonym? */
static inline bool
name_has_person(const struct cert_name *n)
{
	return name_attr(n, OID_GIVEN_NAME, 0) != NULL || name_attr(n, OID_SURNAME, 0) != NULL ||
	    name_attr(n, OID_PSEUDONYM, 0) != NULL;
}

/* Is the subjectAltName at hand, or known to be absent, with nothing in it that may be one more mailbox? */
bool mailboxes_are_known(const struct check *);

#endif
