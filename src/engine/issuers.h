/* issuers.h - the pool of issuing CA certificates given with --issuer. */
#ifndef ENGINE_ISSUERS_H
#define ENGINE_ISSUERS_H

#include "key/key.h"
#include "x509/cert.h"

struct issuer {
	struct issuer *next_name, *next_key;	/* chains of the two indexes */
	uint8_t *der;
	struct arena arena;
	struct cert_view cert;
	struct key_issuer *key;			/* NULL when OpenSSL cannot decode it */
};

#define ISSUER_BUCKETS 1024
struct issuers {
	struct issuer **all;
	size_t n;
	struct issuer **by_name, **by_key;	/* subject name; subjectKeyIdentifier */
};

enum issuers_status { ISSUERS_OK, ISSUERS_NOMEM, ISSUERS_NOT_A_CERTIFICATE };

/* Adds a copy of one certificate; the same octets twice are kept once. */
enum issuers_status issuers_add(struct issuers *, struct span der);
void issuers_free(struct issuers *);

/*
 * The artifact's issuer: candidates have its issuer name as subject, or its
 * AKI's keyIdentifier as SKI.  One whose key verifies the signature wins; else
 * (or where `verify` is false) the one that fits best: both, then the name,
 * then the key identifier.  A candidate of which name or key identifier says
 * that it is another CA, and whose key did not make the signature, is none.
 * Of several with one key: valid when the artifact began, then a root, then
 * the newest.  NULL when there is no candidate.
 * *verdict is what became of its signature (KEY_UNSUPPORTED when not tried).
 */
const struct issuer *issuers_find(const struct issuers *, const struct artifact *,
    struct key_work *, bool verify, enum key_verdict *verdict);

/* Is there a self-signed certificate with this subject and public key? */
bool issuers_has_root_like(const struct issuers *, const struct cert_view *);

#endif
