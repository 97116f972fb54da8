/* SPDX-License-Identifier: Apache-2.0 */
/* previous.h - what the rules on a CRL and those before it share. */
#ifndef RULES_ISSUER_PREVIOUS_H
#define RULES_ISSUER_PREVIOUS_H

#include "rule/rule.h"

/* The heading of their tables, which follow one another. */
#define PREVIOUS_HEADING "RFC 5280 and SBR: a CRL and those before it"
#define BEFORE_IT_BOUND "it happened before the requirement took effect"
#define UNORDERED "which of two CRLs of one moment was before the other is not known"
/* Columns of a rule that asks when they were issued. */
#define TIMED .scope = SCOPE_CRL, .beside = BESIDE_PREVIOUS, .needs = PARTS1(PART_THIS_UPDATE) | PARTS1(PART_EXT_IDP)

/* Does one of the CRLs given come as near to this one as the rule needs?  Else it says why not; so does the next. */
bool previous_fits(struct check *, enum crl_fit least);
/* Has no complete CRL of a whole series the number of the delta CRL's base, which is higher than that of the first? */
bool previous_base_is_unpublished(const struct check *);
/* Is there a CRL before this one?  The first of a whole series has none. */
bool previous_is_there(struct check *);
/* … or one of another scope or key whose place it takes?  Between the two there is none. */
bool previous_or_succeeded_is_there(struct check *);

#endif
