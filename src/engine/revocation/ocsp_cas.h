/* SPDX-License-Identifier: Apache-2.0 */
/* ocsp_cas.h - the CAs whose certificates an OCSP response is about, among the issuers given. */
#ifndef ENGINE_REVOCATION_OCSP_CAS_H
#define ENGINE_REVOCATION_OCSP_CAS_H

#include "engine/engine.h"

/*
 * Finds the CA of each SingleResponse, by name and key, into run->about, each
 * of them into run->other_ca; where there is none, the one that a half of a
 * CertID or the responder leads to, into run->issuer.
 */
void ocsp_find_cas(struct smimelint_run *);
/*
 * Takes out of run->other_ca the issuer of the response: the CA that the signer
 * is, or has its certificate from; in whatever order they are asked about.
 * The signer may be unknown.
 */
void ocsp_choose_ca(struct smimelint_run *);
/* The issuer given that responderID names; signed_it: one whose key made the signature. */
struct issuer_search ocsp_find_responder(struct smimelint_run *, bool signed_it);
/* Is one of the CAs that it is about an S/MIME CA, or one that is not known? */
bool ocsp_is_of_smime_ca(const struct smimelint_run *);
/* The key of a certificate that comes with a response; NULL: it cannot be decoded.  It is good until the next is asked for. */
const struct key_issuer *ocsp_key_of(struct smimelint_run *, const struct cert_view *);
/* Does this key verify the signature? */
enum key_verdict ocsp_try_signature(struct smimelint_run *, const struct key_issuer *);
/* Whose status those CAs issue: set of enum covers; 0: none of them is known. */
uint8_t ocsp_covers_by_issuers(const struct smimelint_run *);

/* Is the signer the CA of those asked about, by the key or the name that their CertIDs have: of all of them, or of some?  What each says of it. */
void ocsp_ask_about(struct smimelint_run *, struct ocsp_signer *);
/* Does responderID name this certificate: that of the response at hand, or of this one? */
bool ocsp_is_responder(struct smimelint_run *, const struct cert_view *);
bool ocsp_names_responder(struct smimelint_run *, const struct ocsp_view *, const struct cert_view *);
/* What ties a signer to a CA; what counts for more stands behind. */
enum ocsp_tie {
	TIE_NONE,
	TIE_ISSUED_BY_OTHER_KEY,	/* another key of that CA signed its certificate */
	TIE_OTHER_KEY,			/* it is that CA, with another key */
	TIE_ISSUED,			/* the CA issued its certificate, with the key at hand */
	TIE_CA				/* it has the key of that CA */
};
/* Of run->signer. */
enum ocsp_tie ocsp_tie(struct smimelint_run *, const struct ca *);
/* … of any certificate; asked again each time. */
enum ocsp_tie ocsp_tie_of(struct smimelint_run *, const struct cert_view *, const struct ca *);
/* Whether the signer of the response, once it is known, may answer for each of the CAs beside its issuer. */
void ocsp_ask_signer(struct smimelint_run *);
/* Several certificates may have the key that signed (ocsp_signers.c): the signer's becomes the one with the fewest faults, sound ones stay as its twins. */
void ocsp_prefer_signer(struct smimelint_run *);
/* That certificate of the response, one of those twins, vouches for the signer. */
void ocsp_mark_needed(struct smimelint_run *, const struct cert_view *);
/* Does the certificate name the CA of this CertID as its issuer? */
bool ocsp_names_ca(struct smimelint_run *, const struct ocsp_single *, const struct cert_view *);
/* The most that is said of the other keys of a CA whose certificates are at hand; 0: nothing. */
typedef int ocsp_other_key_fn(struct smimelint_run *, const struct ca *other, const void *arg);
int ocsp_ask_other_keys(struct smimelint_run *, const struct ca *, ocsp_other_key_fn *, const void *arg);
/* Did the CA issue this certificate?  What cannot be tried speaks for it. */
bool ocsp_is_issued_by(struct smimelint_run *, const struct cert_view *, const struct ca *);
/*
 * The CertIDs of the certificate that the SingleResponse is about: its own one
 * first, then, where its CA is known, those with the other hashes.  Returns how many there are.
 */
#define OCSP_HASHES (KEY_SHA512 + 1)
#define OCSP_CERT_IDS (1 + OCSP_HASHES)
size_t ocsp_cert_ids(struct smimelint_run *, const struct ocsp_single *, struct ocsp_single id[OCSP_CERT_IDS]);
/* … by another key of the CA, in that certificate of it. */
size_t ocsp_cert_ids_by(struct smimelint_run *, const struct ocsp_single *, const struct cert_view *ca, struct ocsp_single id[OCSP_HASHES]);

/* What else was given about the certificates, into run->known (ocsp_known.c). */
void ocsp_find_known(struct smimelint_run *);

#endif
