/* SPDX-License-Identifier: Apache-2.0 */
/* issuer.h - what RFC 5280 and the SBR both ask of a certificate beside its issuing CA's. */
#ifndef RULES_COMMON_ISSUER_H
#define RULES_COMMON_ISSUER_H

#include "rules/common/extension.h"

/*
 * Does this part leave open what the CA's certificate says?  It is damaged, or
 * something stands behind its last field, or it may be among extensions that
 * cannot be told apart, or there are several of it (RFC 5280 4.2), of which
 * software takes one or another.
 */
static inline bool
rule_is_unread(const struct cert_view *ca, enum artifact_part part)
{
	return ((ca->artifact.bad_parts | artifact_unseen(&ca->artifact)) & PARTS1(part)) != 0;
}

/* Where what is wrong with the issuing CA shows: the issuer; of an OCSP response, which names none, the responder; of another CA that it is about, there. */
static inline struct span
rule_at_issuer(const struct check *c)
{
	return c->single != NULL ? c->single->raw : at_part(c, c->ocsp != NULL ? PART_RESPONDER_ID : PART_ISSUER);
}

/* Which of the CA certificates of a path, in a few words; that of the response's CA, or of a certificate's, goes without saying: NULL. */
const char *rule_whose(const struct check *, const struct cert_view *ca, bool issuing);

/* The rule could not look for that. */
void rule_tell_unread(struct check *, const struct cert_view *ca, enum artifact_part);
/* Is it the issuing CA's certificate of which the rule cannot see this part?  Then that is told. */
bool rule_cannot_see(struct check *, enum artifact_part);
/* There are more CA certificates above than are followed. */
void rule_beyond_paths(struct check *);

/* The issuer name is not octet for octet the CA's subject (RFC 5280 4.1.2.6; SBR 7.1.4.1). */
void rule_issuer_name_not_identical(struct check *);
/* The keyIdentifier is not the CA's subjectKeyIdentifier (RFC 5280 4.2.1.2; SBR 7.1.2.1.e, 7.1.2.2.i). */
void rule_aki_not_issuers(struct check *);

#endif
