/* SPDX-License-Identifier: Apache-2.0 */
/* known.c - the certificates whose status CRLs and OCSP responses may tell. */
#include "engine/revocation/known.h"

#include <stdlib.h>

/* An INTEGER without the octets that say nothing. */
static struct span
shortest(struct span n)
{
	while (n.n > 1 && ((n.p[0] == 0 && n.p[1] < 0x80) || (n.p[0] == 0xff && n.p[1] >= 0x80)))
		n = span_sub(n, 1, n.n - 1);
	return n;
}

uint64_t
known_octets_hash(const struct known_certs *k, struct span n)
{
	uint64_t h = ((uint64_t)(uintptr_t)k * UINT64_C(0x9e3779b97f4a7c15)) ^ n.n;

	for (size_t i = 0; i < n.n; i++) {
		h = (h ^ n.p[i]) * UINT64_C(0xff51afd7ed558ccd);
		h ^= h >> 29;
	}
	return h;
}

static uint64_t
serial_hash(const struct known_certs *k, struct span serial)
{
	return known_octets_hash(k, shortest(serial));
}

static uint64_t
pair_hash(uint64_t serial, uint32_t alike)
{
	uint64_t h = (serial ^ alike) * UINT64_C(0xc4ceb9fe1a85ec53);

	return h ^ h >> 32;
}

static struct known_issuer *
find_issuer(const struct known_certs *k, struct span name)
{
	struct known_issuer *issuer = k->issuer_bucket[known_octets_hash(k, name) % ISSUER_BUCKETS];

	while (issuer != NULL && !span_eq(issuer->name, name))
		issuer = issuer->beside;
	return issuer;
}

/* That with this name, which may be a new one.  NULL: memory is out. */
static struct known_issuer *
add_issuer(struct known_certs *k, const struct cert_name *name)
{
	struct known_issuer *issuer = find_issuer(k, name->raw), **bucket = &k->issuer_bucket[known_octets_hash(k, name->raw) % ISSUER_BUCKETS];

	if (issuer != NULL || (issuer = malloc(sizeof *issuer + name->raw.n)) == NULL)
		return issuer;
	memcpy(issuer->octets, name->raw.p, name->raw.n);
	issuer->next = k->issuer;
	issuer->beside = *bucket;
	issuer->name = (struct span){ issuer->octets, name->raw.n };
	issuer->alike = name_alike_hash(name);
	issuer->id = name_alike_id(name);
	issuer->sha1_ca_left_out = false;
	k->issuer = *bucket = issuer;
	k->n_issuer++;
	return issuer;
}

/* ---- serial numbers ---- */

#define BITS_OF_BUCKET 8

static void
note_serial(uint8_t *bits, size_t n_bucket, uint64_t hash)
{
	size_t at = (size_t)(hash & (n_bucket * BITS_OF_BUCKET - 1));

	bits[at / 8] |= (uint8_t)(1u << at % 8);
}

bool
known_has_serial(const struct known_certs *k, struct span serial)
{
	size_t at;

	if (k->n == 0 || serial.p == NULL)
		return false;
	at = (size_t)(serial_hash(k, serial) & (k->n_bucket * BITS_OF_BUCKET - 1));
	return (k->serial[at / 8] >> at % 8 & 1) != 0;
}

static bool
more_buckets(struct known_certs *k)
{
	size_t n = k->n_bucket == 0 ? 1024 : k->n_bucket * 2;
	struct known_cert **bucket;
	uint8_t *serial;

	if (k->n < k->n_bucket)
		return true;
	bucket = calloc(n, sizeof *bucket);
	serial = calloc(n, BITS_OF_BUCKET / 8);
	if (bucket == NULL || serial == NULL) {
		free(bucket);
		free(serial);
		return false;
	}
	for (size_t i = 0; i < k->n_bucket; i++)
		for (struct known_cert *c = k->bucket[i], *next; c != NULL; c = next) {
			next = c->next;
			c->next = bucket[c->hash & (n - 1)];
			bucket[c->hash & (n - 1)] = c;
			note_serial(serial, n, c->serial_hash);
		}
	free(k->bucket);
	free(k->serial);
	k->bucket = bucket;
	k->serial = serial;
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
	if (((cv->bad_parts | cv->lost_parts | artifact_unseen(cv)) & PARTS1(PART_EXT_BC)) != 0)
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

/* One element behind the others; how many octets it has. */
static size_t
put(struct span element, uint8_t *to)
{
	if (to != NULL && element.n > 0)
		memcpy(to, element.p, element.n);
	return element.n;
}

/* Those that are no URIs: of a directoryName the Name. */
static size_t
put_general_names(const struct general_names *names, uint8_t *to)
{
	size_t n = 0;

	for (unsigned i = 0; i < names->n; i++)
		if (names->v[i].form != GN_URI)
			n += put(names->v[i].directory != NULL ? names->v[i].directory->raw : names->v[i].tlv.raw, to != NULL ? to + n : NULL);
	return n;
}

/* A name relative to the CRL's issuer: that of cRLIssuer, or else the certificate's (RFC 5280 4.2.1.13). */
static size_t
put_relative(const struct cert_view *cv, const struct dist_point *p, uint8_t *to)
{
	const struct general_name *g = p->crl_issuer.first_directory;

	return name_join(g != NULL ? g->directory->raw : cv->issuer.raw, p->relative, to);
}

/*
 * Nobody knows what a name is relative to where cRLIssuer has several: RFC 5280 4.2.1.13 forbids it.  Nor is the issuer's name, however long,
 * kept for each of however many points: all of them take no more room than the certificate.
 */
static bool
keeps_relative(const struct cert_view *cv)
{
	size_t n = 0;

	for (unsigned i = 0; i < cv->crldp.n; i++) {
		const struct dist_point *p = &cv->crldp.v[i];

		if (p->has_relative && (p->crl_issuer.n > 1 || (n += put_relative(cv, p, NULL)) > cv->der.n))
			return false;
	}
	return true;
}

/* The names of its distribution points that put_points() leaves out; `to` NULL counts their octets.  Without distributionPoint that is cRLIssuer. */
static size_t
put_names(const struct cert_view *cv, bool relative, uint8_t *to)
{
	size_t n = 0;

	for (unsigned i = 0; i < cv->crldp.n; i++) {
		const struct dist_point *p = &cv->crldp.v[i];
		uint8_t *at = to != NULL ? to + n : NULL;

		if (p->has_relative)
			n += relative ? put_relative(cv, p, at) : 0;
		else
			n += put_general_names(p->has_name ? &p->full : &p->crl_issuer, at);
	}
	return n;
}

/* The copy's own octets that these of the input are. */
static struct span
moved(struct span s, struct span from, const uint8_t *to)
{
	return s.p != NULL ? (struct span){ to + (s.p - from.p), s.n } : SPAN_NONE;
}

static struct known_cert *
keep(const struct known_certs *known, const struct cert_view *cv, enum crl_class of_subscriber)
{
	struct span serial = cv->field[PART_SERIAL].val;
	bool relative = keeps_relative(cv);
	size_t points = put_points(cv, NULL), names = put_names(cv, relative, NULL);
	struct known_cert *c = malloc(sizeof *c + cv->der.n + points + names);

	if (c == NULL)
		return NULL;
	*c = (struct known_cert){
		.serial_hash = serial_hash(known, serial), .at = known->n, .class = class_of(cv, of_subscriber),
		.in_scope = cert_has_eku(cv, OID_EKU_EMAIL) || has_sbr_policy(cv), .sha1 = is_sha1(cv->signature.id),
		.not_before = cv->not_before, .not_after = cv->not_after,
		.points_unread = !relative || ((cv->bad_parts | cv->lost_parts | artifact_unseen(cv)) & PARTS1(PART_EXT_CRLDP)) != 0,
	};
	c->hash = pair_hash(c->serial_hash, name_alike_hash(&cv->issuer));
	for (const struct access_description *d = cv->aia.damaged; d != NULL; d = d->next)
		c->names_ocsp |= d->method == OID_AD_OCSP;
	for (unsigned i = 0; i < cv->aia.n; i++)
		c->names_ocsp |= cv->aia.v[i].method == OID_AD_OCSP;
	memcpy(c->octets, cv->der.p, cv->der.n);
	c->der = (struct span){ c->octets, cv->der.n };
	c->issuer = moved(cv->issuer.raw, cv->der, c->octets);
	c->subject = moved(cv->subject.raw, cv->der, c->octets);
	c->serial = moved(serial, cv->der, c->octets);
	c->key_id = moved(cv->aki.key_id, cv->der, c->octets);
	c->points = (struct span){ c->octets + cv->der.n, points };
	(void)put_points(cv, c->octets + cv->der.n);
	c->names = (struct span){ c->octets + cv->der.n + points, names };
	(void)put_names(cv, relative, c->octets + cv->der.n + points);
	return c;
}

static bool
is_sha1_ca(const struct known_cert *c)
{
	return c->sha1 && c->class == CRL_CLASS_CA;
}

static struct known_cert *
same_hash(struct known_cert *c, uint64_t hash)
{
	while (c != NULL && c->hash != hash)
		c = c->next;
	return c;
}

static struct known_cert *
first_of(const struct known_certs *k, uint64_t hash)
{
	return k->n > 0 ? same_hash(k->bucket[hash & (k->n_bucket - 1)], hash) : NULL;
}

bool
known_is_before(const struct known_cert *a, const struct known_cert *b)
{
	return span_order(a->der, b->der) < 0;
}

static void
add_sha1_ca(struct known_certs *known, struct known_cert *c)
{
	c->next_sha1_ca = known->sha1_ca;
	if (c->next_sha1_ca != NULL)
		c->next_sha1_ca->last_sha1_ca = c;
	known->sha1_ca = c;
}

static void
drop_sha1_ca(struct known_certs *known, const struct known_cert *c)
{
	if (c->last_sha1_ca != NULL)
		c->last_sha1_ca->next_sha1_ca = c->next_sha1_ca;
	else
		known->sha1_ca = c->next_sha1_ca;
	if (c->next_sha1_ca != NULL)
		c->next_sha1_ca->last_sha1_ca = c->last_sha1_ca;
}

/* Takes the place of the last of those with its issuer and serial number. */
static void
displace(struct known_certs *known, struct known_cert *last, struct known_cert *c)
{
	struct known_cert **at = &known->bucket[last->hash & (known->n_bucket - 1)];

	while (*at != last)
		at = &(*at)->next;
	*at = last->next;
	if (is_sha1_ca(last))
		drop_sha1_ca(known, last);
	c->at = last->at;
	known->n--;
	free(last);
}

/* Of more than are kept each knows that there are others. */
static void
mark_more(const struct known_certs *known, struct known_cert *c)
{
	c->more = true;
	for (struct known_cert *k = first_of(known, c->hash); k != NULL; k = same_hash(k->next, c->hash))
		k->more = true;
}

/* Has it been given already?  Or are there so many of its issuer and serial number that others are only told of? */
static bool
is_needless(struct known_certs *known, struct known_cert *c)
{
	struct known_cert *last = c;
	size_t n = 0;

	for (struct known_cert *k = first_of(known, c->hash); k != NULL; k = same_hash(k->next, c->hash), n++) {
		if (span_eq(k->der, c->der))
			return true;
		if (known_is_before(last, k))
			last = k;
	}
	if (n < KNOWN_MAX_ALIKE)
		return false;
	mark_more(known, c);
	if (is_sha1_ca(last))
		known->sha1_ca_left_out = last->of->sha1_ca_left_out = true;
	if (last == c)
		return true;
	displace(known, last, c);
	return false;
}

bool
known_is_of_sort(const struct known_cert *k, enum known_sort sort)
{
	return sort == KNOWN_WITHOUT_OCSP ? !k->names_ocsp : k->in_scope && crl_class_is_subscriber((enum crl_class)k->class);
}

static void
take(struct known_certs *k, struct known_cert *c)
{
	c->next = k->bucket[c->hash & (k->n_bucket - 1)];
	k->bucket[c->hash & (k->n_bucket - 1)] = c;
	note_serial(k->serial, k->n_bucket, c->serial_hash);
	k->n++;
	for (enum known_sort sort = 0; sort < KNOWN_SORTS; sort++)
		k->has[sort] |= known_is_of_sort(c, sort);
	if (is_sha1_ca(c))
		add_sha1_ca(k, c);
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
	if (!more_buckets(k) || (c = keep(k, cv, of_subscriber(arg, cv))) == NULL)
		return KNOWN_NOMEM;
	if ((c->of = add_issuer(k, &cv->issuer)) == NULL) {
		free(c);
		return KNOWN_NOMEM;
	}
	/* Those known so far are no longer all. */
	for (enum known_sort sort = 0; sort < KNOWN_SORTS; sort++)
		free(atomic_exchange(&k->by_place[sort], NULL));
	if (is_needless(k, c))
		free(c);
	else
		take(k, c);
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
	free(k->serial);
	for (enum known_sort sort = 0; sort < KNOWN_SORTS; sort++)
		free(atomic_load(&k->by_place[sort]));
	while (k->issuer != NULL) {
		struct known_issuer *next = k->issuer->next;

		free(k->issuer);
		k->issuer = next;
	}
	arena_free(&k->arena);
}

const struct known_cert *
known_of_issuer(const struct known_certs *known, const struct known_issuer *issuer, struct span serial, const struct known_cert *last)
{
	const struct known_cert *k = last != NULL ? same_hash(last->next, last->hash) :
	    first_of(known, pair_hash(serial_hash(known, serial), issuer->alike));

	while (k != NULL && k->of != issuer)
		k = same_hash(k->next, k->hash);
	return k;
}

/* Mostly the octets are the same, and mostly it is the one that was asked about before. */
bool
known_is_crls(struct known_asked *q, const struct known_issuer *issuer)
{
	struct cert_name name;
	struct arena own;

	if (issuer == q->compared)
		return q->is_alike;
	q->compared = issuer;
	q->is_alike = span_eq(issuer->name, q->issuer->raw);
	if (q->is_alike || issuer->alike != q->alike)
		return q->is_alike;
	arena_init(&own);
	q->is_alike = name_read(&name, issuer->name, &own) && name_alike(&name, q->issuer);
	arena_free(&own);
	return q->is_alike;
}

static const struct known_cert *
of_crls_issuer(struct known_asked *q, struct span serial, const struct known_cert *last)
{
	const struct known_cert *k = last != NULL ? same_hash(last->next, last->hash) :
	    first_of(q->known, pair_hash(serial_hash(q->known, serial), q->alike));

	while (k != NULL && !known_is_crls(q, k->of))
		k = same_hash(k->next, k->hash);
	return k;
}

static bool
are_alike(struct span a, struct span b)
{
	struct cert_name one, other;
	struct arena own;
	bool are;

	arena_init(&own);
	are = name_read(&one, a, &own) && name_read(&other, b, &own) && name_alike(&one, &other);
	arena_free(&own);
	return are;
}

/* Whoever writes names can write two of one id: the names themselves decide.  Entries behind one another mostly have the same. */
static bool
is_entrys(struct known_asked *q, const struct known_issuer *issuer, const struct crl_entry *e)
{
	if (issuer->id != e->issuer_id)
		return false;
	if (issuer == q->entry_compared && e->issuer.p == q->entry_name.p)
		return q->is_entrys;
	q->entry_compared = issuer;
	q->entry_name = e->issuer;
	q->is_entrys = span_eq(issuer->name, e->issuer) || are_alike(issuer->name, e->issuer);
	return q->is_entrys;
}

/* An indirect CRL's (RFC 5280 5.3.3), however the certificate writes the name. */
static const struct known_cert *
of_other_issuer(struct known_asked *q, const struct crl_entry *e, const struct known_cert *last)
{
	const struct known_cert *k = last != NULL ? same_hash(last->next, last->hash) :
	    first_of(q->known, pair_hash(serial_hash(q->known, e->serial), (uint32_t)e->issuer_id));

	while (k != NULL && !is_entrys(q, k->of, e))
		k = same_hash(k->next, k->hash);
	return k;
}

const struct known_cert *
known_of_entry(struct known_asked *q, const struct crl_entry *e, const struct known_cert *last)
{
	if (q->known->n == 0 || e->serial.p == NULL)
		return NULL;
	if (e->issuer.p == NULL)
		return of_crls_issuer(q, e->serial, last);
	return of_other_issuer(q, e, last);
}

bool
known_outlasts(const struct known_cert *k, const struct known_cert *than, int64_t at)
{
	bool stays = k->not_after.ok && k->not_after.seconds >= at, other_stays = than->not_after.ok && than->not_after.seconds >= at;

	if (stays != other_stays)
		return stays;
	if (k->not_after.ok != than->not_after.ok)
		return k->not_after.ok == stays;
	return k->not_after.seconds > than->not_after.seconds;
}
