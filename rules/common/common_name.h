/* SPDX-License-Identifier: Apache-2.0 */
/* common_name.h - what the rules on commonName share: what its values are, and what they are compared with (SBR 7.1.4.2.2.a). */
#ifndef RULES_COMMON_COMMON_NAME_H
#define RULES_COMMON_COMMON_NAME_H

#include "rule/memo.h"
#include "rules/common/subject.h"

/* The heading of their tables, which follow one another. */
#define COMMON_NAME_HEADING "SBR 7.1.4.2.2.a commonName"
/* Scope and parts of a rule on commonName in certificates of these types; how: reads or needs. */
#define COMMON_NAME_OF(type, how) .scope = { KIND_SUBSCRIBER, type, GEN_ANY }, .when = PARTS1(PART_SUBJECT), .how = PARTS1(PART_SUBJECT)
#define COMMON_NAME_UNKNOWN_SOURCE "pkilint:cabf.smime.common_name_value_unknown_source"

/* The next value of an attribute that can be read as text, from index *at of the name on; NULL at their end. */
static inline const struct cert_attr *
next_value(const struct cert_name *n, enum oid type, unsigned *at)
{
	const struct cert_attr *a;

	while ((a = name_next(n, type, at)) != NULL && a->text.p == NULL)
		;
	return a;
}

/*
 * Is this commonName a Mailbox Address?  The grammar alone decides in a
 * mailbox-validated certificate, which can have nothing else there, and for
 * what the subjectAltName has as well, or may have where that cannot be read; else it has to look like one.
 */
static inline bool
is_mailbox(struct check *c, const struct cert_attr *a)
{
	return a->mailbox == MAILBOX_SORT_LIKE ||
	    (a->mailbox == MAILBOX_SORT_FITS &&
	    (c->profile->types == TYPE_MV || c->cert->mailbox_unread || mailbox_set_find(memo_mailboxes(c), a->text) == MAILBOX_MATCH_SAME));
}

static inline bool
has_personal_name(const struct cert_name *n)
{
	return name_attr(n, OID_GIVEN_NAME, 0) != NULL || name_attr(n, OID_SURNAME, 0) != NULL;
}

/* May the commonNames be compared with what names an organization?  Else it says why not; so do the next two. */
bool may_compare_organization(struct check *, const struct cert_name *);
/* Those of another name with the organizations of the subject? */
bool may_compare_with_subject(struct check *, const struct cert_name *other);
/* And with what names a person? */
bool may_compare_person(struct check *, const struct cert_name *);

/* How the text and the values of this attribute go together. */
enum org_match organization_match(const struct cert_name *, enum oid type, struct span text);
/* Is it, case and blanks apart, a value of organizationName or organizationalUnitName? */
bool is_organization(const struct cert_name *, struct span text);
/* Can all be read that a person's commonName is compared with?  What cannot be read may be what it is. */
bool is_person_known(const struct cert_name *);
/* Does a word of givenName or surname occur in the text? */
bool shows_personal_name(const struct cert_name *, struct span text);
/*
 * Has it a word that is no part of a person's name: with a capital letter, of two letters or more, in neither givenName nor surname?
 * Initials, titles with a full stop and particles are such parts.
 */
bool has_word_beyond_name(const struct cert_name *, struct span text);
/*
 * An organization may bear the name of a person.  It is surely not the
 * person's name where it ends with a legal form, or where givenName and surname
 * show another.
 */
bool surely_no_person(const struct cert_name *, struct span text);
/* Is it an organization's name, surely no person's and no pseudonym? */
bool is_organization_for_person(const struct cert_name *, struct span text);

#endif
