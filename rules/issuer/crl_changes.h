/* SPDX-License-Identifier: Apache-2.0 */
/* crl_changes.h - entries that two CRLs do not have alike, as the rules on them show them. */
#ifndef RULES_ISSUER_CRL_CHANGES_H
#define RULES_ISSUER_CRL_CHANGES_H

#include "rule/rule.h"

/* Columns of a rule that asks for the entries of a CRL and of those before it. */
#define COMPARED .scope = SCOPE_CRL, .beside = BESIDE_PREVIOUS, .needs = PARTS1(PART_THIS_UPDATE) | PARTS1(PART_EXT_IDP) | PARTS1(PART_REVOKED), \
	.reads = PARTS1(PART_REVOKED)

/* Of changes that the rule is about: the first one by one, and how many more there are. */
struct changes_shown {
	uint64_t n, more;
	struct rest rest;		/* of those more */
};

/* How sure it is that the entry had to stay. */
enum stay { MAY_GO, MAY_HAVE_TO_STAY, HAS_TO_STAY };

/* Has this change a finding of its own? */
bool changes_shows(struct check *, struct changes_shown *, const struct crl_change *);
/* Those that were not kept are more of them. */
void changes_add_more(struct check *, struct changes_shown *, const struct crl_changes *all);
/* Tells of those that had none. */
void changes_report_more(struct check *, const struct changes_shown *);
/* Which of the certificates of an entry is the CA's nobody knows where there are too many. */
void changes_tell_beyond(struct check *);

#endif
