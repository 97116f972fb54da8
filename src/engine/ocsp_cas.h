/* SPDX-License-Identifier: Apache-2.0 */
/* ocsp_cas.h - the CAs whose certificates an OCSP response is about, among the issuers given. */
#ifndef ENGINE_OCSP_CAS_H
#define ENGINE_OCSP_CAS_H

#include "engine/engine.h"

/*
 * Finds the CA of each SingleResponse, by name and key, into run->about; and
 * the issuer of the response, into run->issuer: the CA of the first of which
 * one is found, else the one that its CertID or its responder leads to.
 */
void ocsp_find_cas(struct smimelint_run *);
/* Whether the signer of the response, once it is known, may answer for each of these CAs. */
void ocsp_ask_signer(struct smimelint_run *);
/* Whose status those CAs issue: set of enum covers; 0: none of them is known. */
uint8_t ocsp_covers_by_issuers(const struct smimelint_run *);

/* Does responderID name this certificate? */
bool ocsp_is_responder(struct smimelint_run *, const struct cert_view *);
/* Did the CA issue this certificate?  What cannot be tried speaks for it. */
bool ocsp_is_issued_by(struct smimelint_run *, const struct cert_view *, const struct ca *);
/* Has the CertID of `other` the same serial number, and name and key of the CA of the SingleResponse s in hashes of another kind? */
bool ocsp_is_same_certificate(void *run, const struct ocsp_single *s, const struct ocsp_single *other);
/* Is this the Name of which the CertID has the hash? */
bool ocsp_is_name_of(struct smimelint_run *, const struct ocsp_single *, struct span name);

#endif
