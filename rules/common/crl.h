/* SPDX-License-Identifier: Apache-2.0 */
/* crl.h - what the rows on CRLs share: the commonest columns, and findings about entries. */
#ifndef RULES_COMMON_CRL_H
#define RULES_COMMON_CRL_H

#include "rule/rule.h"

/* Columns of a requirement of RFC 5280 on every CRL, and of the SBR. */
#define CRL_MUST .schedule = RFC5280_SHALL, .scope = SCOPE_CRL
#define CRL_SHOULD .schedule = RFC5280_SHOULD, .scope = SCOPE_CRL
#define CRL_NOTICE .schedule = RFC5280_NOTICE, .scope = SCOPE_CRL
/* … on a part that is there. */
#define CRL_PART(part) .needs = PARTS1(part), .when = PARTS1(part)

/*
 * Findings about the entries in which this was seen: the first of them one by
 * one, and how many more there are, with a digest of which.
 */
void report_entries(struct check *, enum crl_sight);
/* The same; row.arg: the sight. */
rule_fn rule_crl_entries;

/* Does the list hold entries whose certificates may be those of CAs? */
static inline bool
crl_is_delta(const struct crl_view *cv)
{
	return artifact_has(&cv->artifact, PART_EXT_DELTA_CRL);
}

#endif
