/* SPDX-License-Identifier: Apache-2.0 */
/*
 * subject_attr.h - every attribute that tells who the subject is: those of the
 * subject field and those of the directoryNames in the subjectAltName, which
 * have to follow the same rules (SBR 7.1.4.2.1).
 */
#ifndef RULES_COMMON_SUBJECT_ATTR_H
#define RULES_COMMON_SUBJECT_ATTR_H

#include "rule/rule.h"

/* The parts that the walk reads. */
#define SUBJECT_ATTR_PARTS (PARTS1(PART_SUBJECT) | PARTS1(PART_EXT_SAN))

/* Where a walk stands; begins with all zero. */
struct attr_walk {
	const struct cert_name *name;	/* the name that the attribute belongs to */
	const struct general_name *next_directory;	/* of the SAN */
	unsigned next_attr;
};

/* The next attribute, of any type; NULL at the end. */
static inline const struct cert_attr *
next_subject_attr(const struct check *c, struct attr_walk *w)
{
	if (w->name == NULL) {
		w->name = &c->cert->subject;
		w->next_directory = c->cert->san.first_directory;
	}
	while (w->next_attr == w->name->n_attr) {
		if (w->next_directory == NULL)
			return NULL;
		w->name = w->next_directory->directory;
		w->next_directory = w->next_directory->next;
		w->next_attr = 0;
	}
	return &w->name->attr[w->next_attr++];
}

/* The next attribute of this type. */
static inline const struct cert_attr *
next_subject_attr_of(const struct check *c, struct attr_walk *w, enum oid type)
{
	const struct cert_attr *a;

	if (w->name == NULL) {
		w->name = &c->cert->subject;
		w->next_directory = c->cert->san.first_directory;
	}
	while ((a = name_next(w->name, type, &w->next_attr)) == NULL && w->next_directory != NULL) {
		w->name = w->next_directory->directory;
		w->next_directory = w->next_directory->next;
		w->next_attr = 0;
	}
	return a;
}

#endif
