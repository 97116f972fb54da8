/* SPDX-License-Identifier: Apache-2.0 */
/* 6960_4_1_1_cert_id.c - which certificate an answer is about: the CertID (RFC 6960 4.1.1; RFC 9919). */
#include <stdlib.h>

#include "rules/common/ocsp.h"
#include "rules/tables.h"

/* ---- hashAlgorithm and the hashes ---- */

static bool
is_sha(enum oid id)
{
	return id == OID_SHA1 || id == OID_SHA256 || id == OID_SHA384 || id == OID_SHA512;
}

static void
odd_parameters(struct check *c, const struct ocsp_single *s)
{
	static const uint8_t null[] = { DER_NULL, 0 };

	if (is_sha(s->hash) && s->hash_parameters.p != NULL &&
	    !span_eq(s->hash_parameters, (struct span){ null, sizeof null }))
		report(c, s->hash_parameters, "%s: %s", single_serial(c, s), oid_show(c->arena, s->hash_oid));
}

static void
cert_id_parameters(struct check *c)
{
	each_single(c, odd_parameters);
}

static size_t
hash_octets(enum oid id)
{
	switch (id) {
	case OID_SHA1:
		return 20;
	case OID_SHA256:
		return 32;
	case OID_SHA384:
		return 48;
	case OID_SHA512:
		return 64;
	default:
		return 0;
	}
}

static void
check_length(struct check *c, const struct ocsp_single *s, struct span hash, const char *name)
{
	size_t wanted = hash_octets(s->hash);

	if (wanted != 0 && hash.p != NULL && hash.n != wanted)
		report(c, hash, "%s: %s of %s", single_serial(c, s), name, show_count(c, hash.n, "octet"));
}

static void
odd_length(struct check *c, const struct ocsp_single *s)
{
	check_length(c, s, s->name_hash, "issuerNameHash");
	check_length(c, s, s->key_hash, "issuerKeyHash");
}

static void
cert_id_hash_length(struct check *c)
{
	each_single(c, odd_length);
}

/* ---- serialNumber ---- */

static void
odd_serial(struct check *c, const struct ocsp_single *s)
{
	if (s->serial.p != NULL && (s->serial.n > CRL_SERIAL_MAX || der_negative(s->serial) || der_magnitude(s->serial).n == 0))
		report(c, s->serial, "%s", single_serial(c, s));
}

static void
serial_not_positive(struct check *c)
{
	each_single(c, odd_serial);
}

/* ---- the same certificate again ---- */

/* An answer, and the CA that its CertID names; NULL: it is not known. */
struct reply {
	const struct ocsp_single *s;
	const struct cert_view *ca;
};

/* The shorter one first, as of numbers the lesser is. */
static int
shorter_first(struct span a, struct span b)
{
	return a.n != b.n ? (a.n > b.n) - (a.n < b.n) : a.n > 0 ? memcmp(a.p, b.p, a.n) : 0;
}

/* Does the CertID have the same values?  The parameters of a hash are absent or NULL, and say nothing. */
static int
id_order(const struct ocsp_single *x, const struct ocsp_single *y)
{
	int order = shorter_first(x->serial, y->serial);

	if (order == 0)
		order = shorter_first(x->hash_oid, y->hash_oid);
	if (order == 0)
		order = shorter_first(x->name_hash, y->name_hash);
	return order != 0 ? order : shorter_first(x->key_hash, y->key_hash);
}

/* By CertID, and of one CertID as they stand. */
static int
by_id(const void *a, const void *b)
{
	const struct ocsp_single *x = ((const struct reply *)a)->s, *y = ((const struct reply *)b)->s;
	int order = id_order(x, y);

	return order != 0 ? order : (x > y) - (x < y);
}

/* By certificate, whatever hashes the CertID has, and of one certificate as they stand. */
static int
by_certificate(const void *a, const void *b)
{
	const struct reply *x = a, *y = b;
	int order = shorter_first(x->s->serial, y->s->serial);

	if (order == 0)
		order = shorter_first(x->ca != NULL ? x->ca->der : SPAN_NONE, y->ca != NULL ? y->ca->der : SPAN_NONE);
	return order != 0 ? order : (x->s > y->s) - (x->s < y->s);
}

static bool
contradict(const struct ocsp_single *a, const struct ocsp_single *b)
{
	if (a->status != b->status)
		return true;
	return a->status == OCSP_REVOKED && (a->reason != b->reason || (a->revoked.ok && b->revoked.ok && a->revoked.seconds != b->revoked.seconds));
}

/* Of those that contradict one of before, or of the others. */
static void
report_again(struct check *c, const struct reply *v, unsigned n, bool contradicting)
{
	for (unsigned i = 1; i < n; i++)
		if (id_order(v[i - 1].s, v[i].s) == 0 && contradict(v[i - 1].s, v[i].s) == contradicting)
			report(c, v[i].s->raw, "%s", single_serial(c, v[i].s));
}

/* One answer under each hash is usual, if they say the same. */
static void
report_under_other_hash(struct check *c, const struct reply *v, unsigned n)
{
	for (unsigned i = 1; i < n; i++)
		if (v[i].ca != NULL && v[i].ca == v[i - 1].ca && span_eq(v[i].s->serial, v[i - 1].s->serial) &&
		    id_order(v[i - 1].s, v[i].s) != 0 && contradict(v[i - 1].s, v[i].s))
			report(c, v[i].s->raw, "%s, with another hash", single_serial(c, v[i].s));
}

static void
repeated(struct check *c)
{
	struct reply *v = arena_array(c->arena, c->ocsp->n_single, sizeof *v);
	unsigned n = 0;

	for (unsigned i = 0; v != NULL && i < c->ocsp->n_single; i++) {
		const struct ocsp_single *s = &c->ocsp->single[i];

		if (s->hash_oid.p != NULL && s->serial.p != NULL)
			v[n++] = (struct reply){ s, c->about != NULL && c->about[i].ca != NULL ? c->about[i].ca->cert : NULL };
	}
	if (n > 1)
		qsort(v, n, sizeof *v, by_certificate);
	report_under_other_hash(c, v, n);
	if (n > 1)
		qsort(v, n, sizeof *v, by_id);
	report_again(c, v, n, true);
	only_worth_knowing(c);
	report_again(c, v, n, false);
}

/* ---- RFC 9919 ---- */

static void
cert_id_hash(struct check *c)
{
	for (unsigned i = 0; i < c->ocsp->n_single; i++)
		if (c->ocsp->single[i].hash != OID_SHA1)
			return;
	if (c->ocsp->n_single > 0)
		report(c, c->ocsp->single[0].raw, NULL);
}

static const struct smimelint_rule rules[] = {
	{
		.id = "rfc6960.response.cert-id-parameters", .section = "4.1.1",
		.title = "the hash algorithm of a CertID has parameters other than NULL",
		.requires = "The parameters of SHA-1 (RFC 3370 2.1) and of the SHA-2 hashes (RFC 5754 2) are absent or NULL.",
		.explanation = "Clients that compare the octets of the CertID with those of their question do not find their answer.",
		.remedy = "Leave the parameters out, or write NULL, as the request has it.",
		OCSP_MUST, .fn = cert_id_parameters, EACH_SINGLE,
	}, {
		.id = "rfc6960.response.cert-id-hash", .section = "4.1.1",
		.title = "the CertID is hashed with SHA-1 alone",
		.requires = "Nothing: SHA-1 is allowed there. RFC 9919, the successor of RFC 5019, recommends an answer with SHA-256 beside it.",
		.explanation = "Clients that ask with SHA-256 do not find their answer in the response.",
		.remedy = "Produce answers with SHA-256 as well.",
		.schedule = SCHEDULE(NOTICE_FROM(2026, 1, 1)), .scope = SCOPE_OCSP_RESPONSE, .fn = cert_id_hash, EACH_SINGLE,
	}, {
		.id = "rfc6960.response.cert-id-hash-length", .section = "4.1.1",
		.title = "a hash of a CertID is not as long as those of its algorithm",
		.requires = "issuerNameHash and issuerKeyHash are hashes with hashAlgorithm: 20 octets of SHA-1, 32 of SHA-256, 48 of SHA-384, 64 of SHA-512.",
		.explanation = "No client finds the answer to its question.",
		.remedy = "Hash the CA's encoded subject and the content of its subjectPublicKey with the algorithm that hashAlgorithm names.",
		OCSP_MUST, .fn = cert_id_hash_length, EACH_SINGLE,
	}, {
		.id = "rfc6960.response.serial-not-positive", .section = "4.1.1",
		.title = "the serial number of a CertID is not positive, or longer than 20 octets",
		.requires = "Serial numbers of certificates are positive and have at most 20 octets (RFC 5280 4.1.2.2).",
		.explanation = "A number whose first octet is 80 or more lacks a zero octet before it: it then is another number, and nobody asks for it.",
		.remedy = "Copy the serial number from the certificate, octet by octet.",
		.reading = "The sentence is about certificates: the answer for one that was issued with such a number has no other.",
		OCSP_MUST, .fn = serial_not_positive, EACH_SINGLE,
	}, {
		.id = "rfc6960.response.repeated-answer", .section = "4.1.1",
		.title = "a response has two answers for one certificate",
		.requires = "A certificate needs one answer. Two that say the same do no harm; of two that contradict each other neither counts.",
		.explanation = "What a client learns depends on which of the two it finds.",
		.remedy = "Write one answer for each CertID, and the same one under each hash.",
		.reading = "RFC 6960 does not forbid it; that a response says one thing of a certificate is taken for granted.",
		OCSP_MUST, .fn = repeated, EACH_SINGLE,
	},
};

RULE_TABLE(rules_rfc6960_cert_id, "RFC 6960 4.1.1 CertID", rules);
