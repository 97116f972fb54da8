/* SPDX-License-Identifier: Apache-2.0 */
/* identity.h - what the rules on organizations and individuals share. */
#ifndef RULES_EVIDENCE_IDENTITY_IDENTITY_H
#define RULES_EVIDENCE_IDENTITY_IDENTITY_H

#include "rule/rule.h"

/* Reports each status of LEI data that is missing or is not what SBR 3.2.3.2.1 asks for. */
void report_lei(struct check *, const struct ev_lei *);
/* The LEI data of a source; where GLEIF's answer stands beside the CA's own words, both are judged, and have one code. */
void report_source_lei(struct check *, const struct ev_source *);
/*
 * Are there LEI data of this LEI among the sources of the organization?  Where data have no LEI, that is reported as missing; else it is
 * for the caller to say that there are none, or only those of others.
 */
enum lei_data { LEI_DATA_THERE, LEI_DATA_WITHOUT_LEI, LEI_DATA_OF_OTHERS, LEI_DATA_MISSING };
enum lei_data lei_data_of(struct check *, const struct ev_organization *, struct span code);

/* Is one of the hashes, in hexadecimal, that of the text as it stands, or in Normalization Form C? */
bool is_among_digests(const struct check *, struct span text, const struct span *hex, uint32_t n);
static inline bool
is_digest(const struct check *c, struct span text, struct span hex)
{
	return is_among_digests(c, text, &hex, 1);
}

/* Reports what is missing of a Reliable Method of Communication, a member of `at`, and contact data that the Applicant gave. */
void report_rmoc(struct check *, const struct json_value *at, const struct ev_rmoc *);

/* Is this what a record calls an attribute: "organizationName", "O"? */
bool attribute_named(struct span name, enum oid type);
/* The member of `organization`, or of its address, that holds what was verified of the attribute. */
const char *attribute_member(enum oid type);

#endif
