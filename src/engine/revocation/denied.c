/* SPDX-License-Identifier: Apache-2.0 */
/* denied.c - certificates that an OCSP response of before said to be revoked for good, and that a complete CRL does not list. */
#include "engine/revocation/denied.h"

#include <stdlib.h>

#include "engine/revocation/past_changes.h"
#include "x509/revocation/crl_walk.h"

/* An answer of before that revokes a certificate for good. */
struct past_revocation {
	const struct ocsp_single *single;
	const struct past_one *in;
};
struct past_revocations {
	size_t n;
	struct past_revocation v[];	/* by the CA that their CertIDs name, with each hash */
};

static bool
is_for_good(const struct ocsp_single *s)
{
	uint32_t reason = s->reason == OCSP_NO_REASON ? CRL_NO_REASON : s->reason;

	return s->status == OCSP_REVOKED && s->this_update.ok && s->revoked.ok && s->serial.p != NULL && reason < CRL_REASONS &&
	    crl_says_final(CRL_SAYS(reason));
}

static int
ca_order(const struct ocsp_single *a, const struct ocsp_single *b)
{
	int order = (a->hash > b->hash) - (a->hash < b->hash);

	if (order == 0)
		order = span_order(a->key_hash, b->key_hash);
	return order != 0 ? order : span_order(a->name_hash, b->name_hash);
}

static int
revocation_order(const void *a, const void *b)
{
	const struct past_revocation *x = a, *y = b;

	return ca_order(x->single, y->single);
}

static struct past_revocations *
make(const struct past *p)
{
	struct past_revocations *all;
	size_t n = 0;

	for (const struct past_one *one = p->first; one != NULL; one = one->next)
		n += one->is_crl ? 0 : one->ocsp.n_single;
	if ((all = calloc(1, sizeof *all + n * sizeof *all->v)) == NULL)
		return NULL;
	for (const struct past_one *one = p->first; one != NULL; one = one->next)
		for (unsigned i = 0; !one->is_crl && i < one->ocsp.n_single; i++)
			if (is_for_good(&one->ocsp.single[i]))
				all->v[all->n++] = (struct past_revocation){ &one->ocsp.single[i], one };
	if (all->n > 1)
		qsort(all->v, all->n, sizeof *all->v, revocation_order);
	return all;
}

/* Several may make it at once: the first one's stays.  NULL: memory is out. */
static const struct past_revocations *
revocations_of(const struct past *p)
{
	struct past_revocations *known = atomic_load(&p->table->revocations), *made;

	if (known != NULL || (made = make(p)) == NULL)
		return known;
	if (atomic_compare_exchange_strong(&p->table->revocations, &known, made))
		return made;
	free(made);
	return known;
}

void
past_revocations_free(struct past_revocations *all)
{
	free(all);
}

/* ---- those that the CRL at hand could list ---- */

struct denial {
	struct crl_change change;
	const struct past_one *in;
};
struct denials {
	struct smimelint_run *run;
	struct denial *v;
	size_t n, room;
};

/* It was revoked by then. */
static void
take(struct denials *d, const struct past_revocation *r)
{
	const struct ocsp_single *s = r->single;
	int64_t now = d->run->crl.this_update.seconds;
	struct denial one = { .in = r->in };
	struct denial *v;

	if (s->this_update.seconds > now || s->revoked.seconds > now)
		return;
	one.change = (struct crl_change){ .until = s->this_update.seconds, .entry = { .serial = s->serial, .date = SPAN_NONE, .reason_at = SPAN_NONE,
	    .issuer = SPAN_NONE, .raw = SPAN_NONE, .revoked = s->revoked, .reason = s->reason == OCSP_NO_REASON ? CRL_NO_REASON : (uint8_t)s->reason } };
	if ((v = arena_grow(&d->run->arena, d->v, d->n, &d->room, sizeof *v)) == NULL)
		return;
	d->v = v;
	v[d->n++] = one;
}

/* Those whose CertID names the CA with this hash. */
static void
take_of_hash(struct denials *d, const struct past_revocations *all, enum oid oid, enum key_hash hash)
{
	const struct cert_view *ca = d->run->issuer.best->ca.cert;
	uint8_t name[KEY_MAX_HASH], key[KEY_MAX_HASH];
	const struct ocsp_single id = { .hash = oid, .name_hash = { name, key_digest(d->run->key, hash, ca->subject.raw, name) },
		.key_hash = { key, key_digest(d->run->key, hash, ca->spki.key, key) } };
	size_t low = 0, high = all->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (ca_order(all->v[mid].single, &id) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < all->n && ca_order(all->v[low].single, &id) == 0; low++)
		take(d, &all->v[low]);
}

/* By serial number, the latest answer first. */
static int
denial_order(const void *a, const void *b)
{
	const struct denial *x = a, *y = b;
	int order = crl_serial_order(x->change.entry.serial, y->change.entry.serial);

	if (order == 0)
		order = (x->change.until < y->change.until) - (x->change.until > y->change.until);
	return order != 0 ? order : (x->in->at > y->in->at) - (x->in->at < y->in->at);
}

static int
serial_order(const void *a, const void *b)
{
	const struct denial *x = a, *y = b;

	return crl_serial_order(x->change.entry.serial, y->change.entry.serial);
}

/* Whatever the CRL says of it, it says something. */
static void
drop_listed(struct denials *d)
{
	struct denial key = { .in = NULL }, *found;
	struct crl_walk w;
	size_t n = 0;

	if (!crl_walk_begin(&w, &d->run->crl, &d->run->arena)) {
		d->n = 0;
		return;
	}
	while (d->n > 0 && crl_walk_next(&w, &key.change.entry)) {
		if (key.change.entry.issuer.p != NULL || (found = bsearch(&key, d->v, d->n, sizeof key, serial_order)) == NULL)
			continue;
		while (found > d->v && serial_order(found - 1, &key) == 0)
			found--;
		for (; found < d->v + d->n && serial_order(found, &key) == 0; found++)
			found->change.reason_now = CRL_REASONS;
	}
	for (size_t i = 0; i < d->n; i++)
		if (d->v[i].change.reason_now != CRL_REASONS)
			d->v[n++] = d->v[i];
	d->n = n;
}

/* That of the serial number which has to stay longest.  NULL: none is given. */
static const struct known_cert *
find_cert(struct smimelint_run *run, const struct crl_entry *e)
{
	const struct known_cert *found = NULL;

	for (const struct known_cert *k = NULL; (k = known_of_entry(&run->asked_of, e, k)) != NULL;)
		if (span_eq(k->serial, e->serial) && known_counts(&run->asked_of, k) &&
		    (found == NULL || known_outlasts(k, found, run->crl.this_update.seconds)))
			found = k;
	return found;
}

/* Has the CRL to list it: a certificate that has not expired, and is in its scope? */
static bool
has_to_stand(struct denials *d, struct crl_change *change)
{
	const struct place at = { .now = &d->run->crl };
	const struct past_asking how = { .of_cas = false };
	const struct changes c = { .at = &at, .how = &how };

	change->cert = find_cert(d->run, &change->entry);
	return change->cert != NULL && change->cert->not_after.ok && change->cert->not_after.seconds >= at.now->this_update.seconds &&
	    past_inside(&c, at.now, change) == PAST_INSIDE;
}

/* Of each certificate the last answer that the CA vouches for. */
static void
keep(struct denials *d, struct crl_past *past)
{
	struct crl_change *v = arena_array(&d->run->arena, d->n, sizeof *v);
	size_t n = 0;

	for (size_t i = 0; v != NULL && i < d->n; i++)
		if ((n == 0 || !span_eq(v[n - 1].entry.serial, d->v[i].change.entry.serial)) && has_to_stand(d, &d->v[i].change) &&
		    vouch_for_response(d->run, d->v[i].in, &d->run->issuer.best->ca))
			v[n++] = d->v[i].change;
	past->denied = (struct crl_changes){ v, n, 0, NULL };
}

void
crl_find_denied(struct smimelint_run *run, struct crl_past *past)
{
	static const struct {
		enum oid oid;
		enum key_hash hash;
	} hashes[] = { { OID_SHA1, KEY_SHA1 }, { OID_SHA256, KEY_SHA256 }, { OID_SHA384, KEY_SHA384 }, { OID_SHA512, KEY_SHA512 } };
	const struct past *p = &run->ctx->past;
	struct denials d = { .run = run };
	const struct past_revocations *all;

	if (p->n_ocsp == 0 || run->issuer.best == NULL || past_is_delta(&run->crl) || !run->crl.this_update.ok)
		return;
	if ((all = revocations_of(p)) == NULL) {
		run->arena.failed = true;
		return;
	}
	for (size_t i = 0; i < sizeof hashes / sizeof *hashes; i++)
		take_of_hash(&d, all, hashes[i].oid, hashes[i].hash);
	if (d.n > 1)
		qsort(d.v, d.n, sizeof *d.v, denial_order);
	drop_listed(&d);
	if (d.n > 0)
		keep(&d, past);
}
