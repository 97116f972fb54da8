/* SPDX-License-Identifier: Apache-2.0 */
/* each_name.h - every distinguished name of an artifact, one after the other. */
#ifndef RULES_COMMON_EACH_NAME_H
#define RULES_COMMON_EACH_NAME_H

#include "rule/rule.h"

/* The parts whose names each_name() visits. */
#define NAME_PARTS (PARTS1(PART_ISSUER) | PARTS1(PART_SUBJECT) | PARTS1(PART_EXT_SAN) | PARTS1(PART_EXT_IAN) | PARTS1(PART_EXT_CRLDP) | \
	PARTS1(PART_EXT_FRESHEST) | PARTS1(PART_EXT_IDP) | PARTS1(PART_EXT_AIA) | PARTS1(PART_EXT_SIA) | PARTS1(PART_EXT_AKI) | PARTS1(PART_EXT_NC))

typedef void name_fn(struct check *, const struct cert_name *);
typedef void attr_fn(struct check *, const struct cert_attr *);

/*
 * issuer, subject and the names in extensions: alternative names, those that
 * name constraints are made of, and those that point to CRLs and CAs.  What a
 * Name is made of is so wherever one stands.  Where issuer and subject are the
 * same octets, the subject speaks for both.
 */
static inline void
each_name(struct check *c, name_fn *fn)
{
	const struct cert_view *cv = c->cert;

	if (cv == NULL || !cert_self_issued(cv))
		fn(c, &c->artifact->issuer);
	if (cv != NULL)
		fn(c, &cv->subject);
	for (const struct cert_name *name = c->artifact->ext_name; name != NULL; name = name->next)
		fn(c, name);
}

#endif
