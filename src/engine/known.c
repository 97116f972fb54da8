/* SPDX-License-Identifier: Apache-2.0 */
/* known.c - the certificates whose status CRLs and OCSP responses may tell. */
#include "engine/known.h"

#include <stdlib.h>

/* An INTEGER without the octets that say nothing. */
static struct span
shortest(struct span n)
{
	while (n.n > 1 && ((n.p[0] == 0 && n.p[1] < 0x80) || (n.p[0] == 0xff && n.p[1] >= 0x80)))
		n = span_sub(n, 1, n.n - 1);
	return n;
}

static uint64_t
octets_hash(struct span n)
{
	uint64_t h = UINT64_C(0x9e3779b97f4a7c15) ^ n.n;

	for (size_t i = 0; i < n.n; i++) {
		h = (h ^ n.p[i]) * UINT64_C(0xff51afd7ed558ccd);
		h ^= h >> 29;
	}
	return h;
}

static uint64_t
serial_hash(struct span serial)
{
	return octets_hash(shortest(serial));
}

/* One more issuer, unless there is one of this name already.  False: memory is out. */
static bool
add_issuer(struct known_certs *k, struct span name)
{
	struct known_issuer **bucket = &k->issuer_bucket[octets_hash(name) % ISSUER_BUCKETS], *issuer = *bucket;

	while (issuer != NULL && !span_eq(issuer->name, name))
		issuer = issuer->beside;
	if (issuer != NULL)
		return true;
	if ((issuer = malloc(sizeof *issuer)) == NULL)
		return false;
	*issuer = (struct known_issuer){ k->issuer, *bucket, name };
	k->issuer = *bucket = issuer;
	k->n_issuer++;
	return true;
}

static bool
more_buckets(struct known_certs *k)
{
	size_t n = k->n_bucket == 0 ? 1024 : k->n_bucket * 2;
	struct known_cert **bucket;

	if (k->n < k->n_bucket)
		return true;
	if ((bucket = calloc(n, sizeof *bucket)) == NULL)
		return false;
	for (size_t i = 0; i < k->n_bucket; i++)
		for (struct known_cert *c = k->bucket[i], *next; c != NULL; c = next) {
			next = c->next;
			c->next = bucket[c->hash & (n - 1)];
			bucket[c->hash & (n - 1)] = c;
		}
	free(k->bucket);
	k->bucket = bucket;
	k->n_bucket = n;
	return true;
}

static bool
has_sbr_policy(const struct cert_view *cv)
{
	for (unsigned i = 0; i < cv->policies.n; i++)
		if (oid_is_sbr(cv->policies.v[i].id))
			return true;
	return false;
}

static uint8_t
class_of(const struct cert_view *cv, enum crl_class of_subscriber)
{
	if (cert_ok(cv, PART_EXT_BC) && cv->bc.ca)
		return CRL_CLASS_CA;
	if (((cv->bad_parts | cv->lost_parts | cv->tail_parts) & PARTS1(PART_EXT_BC)) != 0)
		return CRL_CLASS_UNKNOWN;
	if (cert_has_eku(cv, OID_EKU_OCSP_SIGNING))
		return CRL_CLASS_OTHER;
	return (uint8_t)of_subscriber;
}

static bool
is_sha1(enum oid id)
{
	return id == OID_SHA1_RSA || id == OID_OIW_SHA1_RSA || id == OID_DSA_SHA1 || id == OID_ECDSA_SHA1;
}

/* The URIs of its distribution points, one behind the other; `to` NULL counts their octets. */
static size_t
put_points(const struct cert_view *cv, uint8_t *to)
{
	size_t n = 0;

	for (unsigned i = 0; i < cv->crldp.n; i++)
		for (unsigned k = 0; k < cv->crldp.v[i].full.n; k++) {
			const struct general_name *g = &cv->crldp.v[i].full.v[k];

			if (g->form != GN_URI)
				continue;
			if (to != NULL && g->tlv.val.n > 0)
				memcpy(to + n, g->tlv.val.p, g->tlv.val.n);
			n += g->tlv.val.n;
			if (to != NULL)
				to[n] = '\0';
			n++;
		}
	return n;
}

static struct span
put(uint8_t **to, struct span octets)
{
	struct span copy = { *to, octets.n };

	if (octets.n > 0)
		memcpy(*to, octets.p, octets.n);
	*to += octets.n;
	return copy;
}

static struct known_cert *
keep(const struct cert_view *cv, enum crl_class of_subscriber)
{
	struct span serial = cv->field[PART_SERIAL].val;
	size_t points = put_points(cv, NULL);
	struct known_cert *c = malloc(sizeof *c + cv->issuer.raw.n + serial.n + points);
	uint8_t *to;

	if (c == NULL)
		return NULL;
	*c = (struct known_cert){
		.hash = serial_hash(serial), .issuer_alike = name_alike_hash(&cv->issuer), .class = class_of(cv, of_subscriber),
		.in_scope = cert_has_eku(cv, OID_EKU_EMAIL) || has_sbr_policy(cv), .sha1 = is_sha1(cv->signature.id),
		.not_before = cv->not_before, .not_after = cv->not_after,
	};
	for (unsigned i = 0; i < cv->aia.n; i++)
		c->names_ocsp |= cv->aia.v[i].method == OID_AD_OCSP;
	to = c->octets;
	c->issuer = put(&to, cv->issuer.raw);
	c->serial = put(&to, serial);
	c->points = (struct span){ to, points };
	(void)put_points(cv, to);
	return c;
}

static bool
same_time(struct artifact_time a, struct artifact_time b)
{
	return a.ok == b.ok && a.seconds == b.seconds;
}

/* Is there one of which all is the same that is asked of them?  It is the same certificate, given twice, for all that follows. */
static bool
has_like(const struct known_certs *known, const struct known_cert *c)
{
	const struct known_cert *k = known_first(known, c->serial);

	while (k != NULL && !(span_eq(k->issuer, c->issuer) && span_eq(k->serial, c->serial) && span_eq(k->points, c->points) &&
	    k->class == c->class && k->in_scope == c->in_scope && k->sha1 == c->sha1 && k->names_ocsp == c->names_ocsp &&
	    same_time(k->not_before, c->not_before) && same_time(k->not_after, c->not_after)))
		k = known_next(k);
	return k != NULL;
}

enum known_status
known_add(struct known_certs *k, struct span der, known_class_fn *of_subscriber, const void *arg)
{
	struct cert_view *cv;
	struct known_cert *c;

	arena_reset(&k->arena);
	cv = arena_take(&k->arena, sizeof *cv);
	if (cv == NULL || !cert_view_read(cv, der, CERT_INPUT_AUTO, &k->arena))
		return KNOWN_NOMEM;
	if (!cert_readable(cv) || !cert_has(cv, PART_SERIAL) || cv->issuer.raw.p == NULL)
		return KNOWN_NOT_A_CERTIFICATE;
	if (!more_buckets(k) || (c = keep(cv, of_subscriber(arg, cv))) == NULL)
		return KNOWN_NOMEM;
	if (has_like(k, c)) {
		free(c);
		return KNOWN_OK;
	}
	if (!add_issuer(k, c->issuer)) {
		free(c);
		return KNOWN_NOMEM;
	}
	c->next = k->bucket[c->hash & (k->n_bucket - 1)];
	k->bucket[c->hash & (k->n_bucket - 1)] = c;
	k->n++;
	if (c->sha1 && c->class == CRL_CLASS_CA) {
		c->next_sha1_ca = k->sha1_ca;
		k->sha1_ca = c;
	}
	return KNOWN_OK;
}

void
known_free(struct known_certs *k)
{
	for (size_t i = 0; i < k->n_bucket; i++)
		while (k->bucket[i] != NULL) {
			struct known_cert *next = k->bucket[i]->next;

			free(k->bucket[i]);
			k->bucket[i] = next;
		}
	free(k->bucket);
	while (k->issuer != NULL) {
		struct known_issuer *next = k->issuer->next;

		free(k->issuer);
		k->issuer = next;
	}
	arena_free(&k->arena);
}

static const struct known_cert *
same_hash(const struct known_cert *c, uint64_t hash)
{
	while (c != NULL && c->hash != hash)
		c = c->next;
	return c;
}

const struct known_cert *
known_first(const struct known_certs *k, struct span serial)
{
	uint64_t hash;

	if (k->n == 0 || serial.p == NULL)
		return NULL;
	hash = serial_hash(serial);
	return same_hash(k->bucket[hash & (k->n_bucket - 1)], hash);
}

const struct known_cert *
known_next(const struct known_cert *c)
{
	return same_hash(c->next, c->hash);
}

const struct known_cert *
known_of_entry(const struct known_certs *known, const struct crl_entry *e, const struct cert_name *issuer, const struct known_cert *last)
{
	const struct known_cert *k = last == NULL ? known_first(known, e->serial) : known_next(last);
	uint32_t alike = k != NULL && e->issuer.p == NULL ? name_alike_hash(issuer) : 0;

	while (k != NULL && (e->issuer.p != NULL ? !span_eq(k->issuer, e->issuer) : k->issuer_alike != alike))
		k = known_next(k);
	return k;
}
