/* SPDX-License-Identifier: Apache-2.0 */
/*
 * vouch.c - do the CA certificates given bear out that its issuer signed a
 * certificate of --certificates?
 *
 * Anybody can write a certificate with the CA's name and a serial number of a
 * CRL.  Where a certificate of that CA is at hand, the signature says whether
 * it is one of its own (RFC 5280 6.1.3 a 1); where none is, it is believed.
 */
#include "engine/engine.h"

/* CA certificates of one name, and keys in them, that are tried: what none of these signed is not believed. */
#define MOST_CAS 512
#define MOST_KEYS 64

/* A key that OpenSSL cannot decode says nothing. */
static bool
ask(smimelint_run *run, const struct cert_view *cv, struct arena *arena)
{
	struct issued of = { .artifact = &cv->artifact, .for_path = true, .most_keys = MOST_KEYS, .most = MOST_CAS,
		.verify = !cv->bare_tbs && artifact_ok(&cv->artifact, PART_SIGNATURE_VALUE) };
	struct issuer_search found;

	issuers_find(&run->ctx->issuers, &of, run->key, arena, &found);
	arena->failed |= found.no_memory;
	if (found.best != NULL)
		return found.best->verdict == KEY_VERIFIED || found.best->ca.key == NULL;
	return found.n_tried == 0 && !found.more;
}

static bool
find_out(smimelint_run *run, const struct known_cert *k)
{
	struct arena own;
	struct cert_view *cv;
	bool is = false;

	arena_init(&own);
	cv = arena_take(&own, sizeof *cv);
	if (cv != NULL && cert_view_read(cv, k->der, CERT_INPUT_AUTO, &own))
		is = ask(run, cv, &own);
	run->arena.failed |= own.failed;
	arena_free(&own);
	return is;
}

/* Each is told once, however many ask. */
static void
tell(smimelint_run *run, const struct known_cert *k)
{
	const struct rest_by by = { run_digest, run };
	struct unvouched *u = &run->unvouched;

	if (run->told == NULL && (run->told = arena_take(&run->arena, run->ctx->known.n / 8 + 1)) == NULL)
		return;
	if ((run->told[k->at / 8] >> k->at % 8 & 1) != 0)
		return;
	run->told[k->at / 8] |= (uint8_t)(1u << k->at % 8);
	if (u->n < UNVOUCHED_SHOWN)
		u->v[u->n] = k;
	else
		rest_add(&u->rest, &by, k->der);
	u->n++;
}

/* What was found out holds while the pool of CA certificates is as large: it only grows. */
static bool
is_vouched(smimelint_run *run, const struct known_cert *k)
{
	atomic_size_t *memo = (atomic_size_t *)(uintptr_t)&k->vouched;
	size_t pool = run->ctx->issuers.n, known = atomic_load(memo);
	bool is;

	if (pool == 0)
		return true;
	if (known / 2 == pool)
		return known % 2 != 0;
	is = find_out(run, k);
	if (!run->arena.failed && !key_work_failed(run->key))
		atomic_store(memo, pool * 2 + is);
	return is;
}

void
vouch_begin(smimelint_run *run)
{
	run->told = NULL;
	run->unvouched = (struct unvouched){ .n = 0 };
}

bool
vouch_for(void *arg, const struct known_cert *k)
{
	smimelint_run *run = arg;
	bool is = is_vouched(run, k);

	if (!is)
		tell(run, k);
	return is;
}
