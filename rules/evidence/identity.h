/* SPDX-License-Identifier: Apache-2.0 */
/* identity.h - what the rules on organizations and individuals share. */
#ifndef RULES_EVIDENCE_IDENTITY_H
#define RULES_EVIDENCE_IDENTITY_H

#include "rule/rule.h"

/* Reports each status of LEI data that is missing or is not what SBR 3.2.3.2.1 asks for. */
void report_lei(struct check *, const struct ev_lei *);
/* The LEI data of a source; where GLEIF's answer stands beside the CA's own words, both are judged, and have one code. */
void report_source_lei(struct check *, const struct ev_source *);
/* Has the organization LEI data, and are all of them those of other LEIs? */
bool lacks_lei_data_of(struct check *, const struct ev_organization *, struct span code);

/* Reports what is missing of a Reliable Method of Communication, a member of `at`, and contact data that the Applicant gave. */
void report_rmoc(struct check *, const struct json_value *at, const struct ev_rmoc *);

/* Is this what a record calls an attribute: "organizationName", "O"? */
bool attribute_named(struct span name, enum oid type);
/* The member of `organization`, or of its address, that holds what was verified of the attribute. */
const char *attribute_member(enum oid type);

#endif
