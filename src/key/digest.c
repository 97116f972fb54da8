/* SPDX-License-Identifier: Apache-2.0 */
/* digest.c - message digests of spans. */
#include <openssl/err.h>

#include "key/work.h"

_Static_assert(KEY_MAX_HASH >= EVP_MAX_MD_SIZE, "OpenSSL may write as much as its largest digest");

bool
digest_octets(const struct key_work *w, EVP_MD_CTX *ctx, struct span in, int (*update)(EVP_MD_CTX *, const void *, size_t))
{
	size_t n;

	for (; w->release != NULL && in.n > RELEASE_STEP; in = span_sub(in, n, in.n - n)) {
		n = RELEASE_STEP;
		release_want(w->release, in.p, n);
		if (update(ctx, in.p, n) <= 0)
			return false;
		w->release->fn(w->release->arg, in.p, n);
	}
	release_want(w->release, in.p, in.n);
	return update(ctx, in.p, in.n) > 0;
}

bool
key_hash_of(enum oid algorithm, enum key_hash *hash)
{
	static const struct { enum oid algorithm; enum key_hash hash; } known[] = {
		{ OID_SHA1, KEY_SHA1 }, { OID_SHA256, KEY_SHA256 }, { OID_SHA384, KEY_SHA384 }, { OID_SHA512, KEY_SHA512 },
	};

	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		if (known[i].algorithm == algorithm) {
			*hash = known[i].hash;
			return true;
		}
	return false;
}

void
key_work_release(struct key_work *w, const struct release *release)
{
	w->release = release;
}

size_t
key_digest(struct key_work *w, enum key_hash hash, struct span in, uint8_t out[KEY_MAX_HASH])
{
	/* One context for each digest: changing a context's digest allocates. */
	EVP_MD_CTX *ctx = w->digest[hash];
	const EVP_MD *md = w->lib->md[hash];
	const struct key_lib *second;
	unsigned n = 0;
	bool ok;

	if (md == NULL) {
		/* What one OpenSSL lacks, a second one is asked: it may have been memory. */
		second = lib_second(w->lib);
		w->failed |= second == NULL || second->md[hash] != NULL;
		return 0;
	}
	ERR_set_mark();
	ok = EVP_DigestInit_ex2(ctx, md, NULL) && digest_octets(w, ctx, in, EVP_DigestUpdate) &&
	    EVP_DigestFinal_ex(ctx, out, &n);
	ERR_pop_to_mark();
	w->failed |= !ok;
	return ok ? n : 0;
}
