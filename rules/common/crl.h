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
/* reasonCode marked critical, in entries and in the place of the CRL's own extensions. */
rule_fn rule_crl_reason_critical;
/* Is it an extension of entries alone? */
static inline bool
crl_ext_is_of_entries(enum oid id)
{
	return id == OID_EXT_REASON_CODE || id == OID_EXT_INVALIDITY_DATE || id == OID_EXT_CERTIFICATE_ISSUER || id == OID_EXT_HOLD_INSTRUCTION;
}

/* Those in which one of n sights was seen, in one finding that counts them, with a digest of which. */
void report_entries_as_one(struct check *, const enum crl_sight *, size_t n);

/*
 * Does nothing say whose status it tells?  That some of its entries are of CA certificates says nothing of the others, nor of what else
 * its CA issued, where that is at hand and may issue to subscribers.
 */
static inline bool
crl_coverage_is_open(const struct check *c)
{
	return c->profile->covers == 0 || (c->profile->covers == COVERS_CA && c->profile->covers_from == COVERS_FROM_CERTIFICATES &&
	    c->issuer_says.covers != COVERS_CA && ((c->issuer_says.covers & COVERS_SUBSCRIBER) != 0 || c->matches->n_entry < c->crl->n_entry));
}

/* Is every certificate of which nothing else is known one of a CA, by an option, the CRL or its issuer? */
static inline bool
covers_cas_only(const struct check *c)
{
	return (c->profile->covers == COVERS_CA && !crl_coverage_is_open(c)) || c->profile->covers_asked == COVERS_CA ||
	    c->profile->cas_from != COVERS_FROM_NONE;
}

/*
 * Entries of CA certificates: those that are known to be (`sure`), and all that
 * are not known of a CRL of CA certificates alone.  A root's list may hold OCSP
 * responders as well (SBR 6.1.7), so that the issuer alone says it in doubt,
 * which is the row's reading, whatever certificates other entries are of; what
 * an option or the CRL says is none.  CRL_SIGHTS: another rule speaks of those that are not known.
 */
void report_ca_entries(struct check *, enum crl_sight sure, enum crl_sight unknown);

static inline bool
crl_is_delta(const struct crl_view *cv)
{
	return artifact_has(&cv->artifact, PART_EXT_DELTA_CRL);
}

#endif
