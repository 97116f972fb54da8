/* SPDX-License-Identifier: Apache-2.0 */
/* digest.c - message digests of spans. */
#include <openssl/err.h>

#include "key/work.h"

bool
digest_octets(const struct key_work *w, void *context, struct span in, OSSL_FUNC_digest_update_fn *update)
{
	size_t n;

	for (; w->release != NULL && in.n > RELEASE_STEP; in = span_sub(in, n, in.n - n)) {
		n = RELEASE_STEP;
		release_want(w->release, in.p, n);
		if (update(context, in.p, n) <= 0)
			return false;
		w->release->fn(w->release->arg, in.p, n);
	}
	release_want(w->release, in.p, in.n);
	return update(context, in.p, in.n) > 0;
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
	const struct lib_digest *d = &w->lib->digest[hash];
	void *context = w->digest[hash];
	const struct key_lib *second;
	size_t n = 0;
	bool ok;

	if (context == NULL) {
		/* What one OpenSSL lacks, a second one is asked: it may have been memory. */
		second = lib_second(w->lib);
		w->failed |= second == NULL || lib_has(second, (enum lib_md)hash);
		return 0;
	}
	ERR_set_mark();
	ok = d->init(context, NULL) && digest_octets(w, context, in, d->update) && d->final(context, out, &n, KEY_MAX_HASH);
	ERR_pop_to_mark();
	w->failed |= !ok;
	return ok ? n : 0;
}
