/* SPDX-License-Identifier: Apache-2.0 */
/* each_name.h - every distinguished name of an artifact, one after the other. */
#ifndef RULES_COMMON_EACH_NAME_H
#define RULES_COMMON_EACH_NAME_H

#include "rule/rule.h"

/* The parts whose names each_name() visits. */
#define NAME_PARTS (PARTS1(PART_ISSUER) | PARTS1(PART_SUBJECT) | PARTS1(PART_EXT_SAN) | PARTS1(PART_EXT_IAN))

typedef void name_fn(struct check *, const struct cert_name *);
typedef void attr_fn(struct check *, const struct cert_attr *);

static inline void
each_directory_name(struct check *c, const struct general_names *names, name_fn *fn)
{
	for (const struct general_name *n = names->first_dir; n != NULL; n = n->next_dir)
		fn(c, n->dir);
}

/*
 * issuer, subject and the directoryNames of subjectAltName and issuerAltName.
 * Where issuer and subject are the same octets, the subject speaks for both.
 */
static inline void
each_name(struct check *c, name_fn *fn)
{
	const struct cert_view *cv = c->cert;

	if (cv == NULL || !cert_self_issued(cv))
		fn(c, &c->artifact->issuer);
	if (cv != NULL) {
		fn(c, &cv->subject);
		each_directory_name(c, &cv->san, fn);
	}
	each_directory_name(c, &c->artifact->ian, fn);
}

#endif
