/* SPDX-License-Identifier: Apache-2.0 */
/* revocation.h - what the rows on CRLs and those on OCSP responses share. */
#ifndef RULES_COMMON_REVOCATION_H
#define RULES_COMMON_REVOCATION_H

#include "rule/rule.h"

#define TEN_DAYS (10 * SECONDS_PER_DAY)

/* The same day and second a year later; 29 February leads to 1 March. */
int64_t twelve_months_after(int64_t seconds);

/*
 * A requirement never counts against what happened before it took effect: did it bind when this happened, by the row's first day?  And since when
 * does a period count that began then?  Asked by every rule on two moments of which the earlier one is not that of the artifact at hand.
 */
bool was_bound(const struct check *, int64_t when);
int64_t counts_from(const struct check *, int64_t when);

/* CRLReasons that are not defined, by the content of the ENUMERATED: "11". */
const char *show_reason(struct check *, struct span value);

/* Tells of the certificates given beside it that decide nothing: of the first one by one, of the others how many there are. */
void report_unvouched(struct check *, struct span where);
/* Which one it is, and whose. */
const char *show_known(struct check *, const struct known_cert *);
/* The same of CRLs of before. */
void report_unvouched_crls(struct check *, struct span where);
/* … and of responses. */
void report_unvouched_responses(struct check *, struct span where);
/* A rule that asks those certificates: where one of them decides nothing, it may not be decided. */
void needs_certificates(struct check *);
/* … that asks of what kind they are: where more of one issuer and serial number were given than are kept, it cannot be. */
void tell_certificates_beyond(struct check *);
#define CERTIFICATES_BEYOND "more than 16 certificates of one issuer and serial number"

#endif
