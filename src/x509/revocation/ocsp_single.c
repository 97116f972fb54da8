/* SPDX-License-Identifier: Apache-2.0 */
/* ocsp_single.c - one SingleResponse (RFC 6960 4.2.1). */
#include "x509/revocation/ocsp_single.h"

static bool
single_bad(struct reader *r, struct ocsp_single *s, struct span where, const char *what)
{
	s->bad = true;
	reader_bad(r, where.p != NULL ? where : s->raw, what);
	return false;
}

/* Has it nothing in it?  That is one fault, and not one of each field that is missing. */
static bool
is_empty(struct reader *r, struct ocsp_single *s, const struct der_tlv *t, const char *what)
{
	return t->val.n == 0 && !single_bad(r, s, t->raw, what);
}

/*
 * One element with this identifier octet.  What stands in its place is passed
 * over, so that it hides nothing behind it, unless it is the next field: that
 * has the identifier octet `next`, or any with a context tag where `next` is 0.
 */
static bool
take(struct reader *r, struct ocsp_single *s, struct span *in, uint8_t id, uint8_t next, struct der_tlv *t, const char *what)
{
	if (der_take(in, id, t))
		return true;
	(void)single_bad(r, s, *in, what);
	if (in->n > 0 && (next != 0 ? in->p[0] != next : (in->p[0] & 0xc0) != DER_CONTEXT))
		(void)der_next(in, t);
	return false;
}

/* The identifier octet of a time: that of a GeneralizedTime, unless it is a UTCTime, whose moment can be read.  A rule says that it is in its place. */
static uint8_t
time_id(struct span in)
{
	return der_peek(in, DER_UTCTIME) ? DER_UTCTIME : DER_GENTIME;
}

/* AlgorithmIdentifier; what cannot be read of it leaves the rest of the CertID as it is. */
static void
read_hash_algorithm(struct reader *r, struct ocsp_single *s, const struct der_tlv *algorithm)
{
	struct span in = algorithm->val;
	struct der_tlv t;

	if (!der_take(&in, DER_OID, &t)) {
		single_bad(r, s, algorithm->raw, "hashAlgorithm is not an AlgorithmIdentifier");
		return;
	}
	s->hash_oid = t.val;
	s->hash = oid_find(t.val);
	if (der_next(&in, &t) == DER_OK)
		s->hash_parameters = t.raw;
	reader_end(r, in);
}

static void
read_cert_id(struct reader *r, struct ocsp_single *s, struct span *in)
{
	struct der_tlv id, t;

	if (!take(r, s, in, DER_SEQUENCE, 0, &id, "certID is not a SEQUENCE") || is_empty(r, s, &id, "certID has no field"))
		return;
	if (take(r, s, &id.val, DER_SEQUENCE, DER_OCTET_STRING, &t, "hashAlgorithm is not a SEQUENCE"))
		read_hash_algorithm(r, s, &t);
	if (take(r, s, &id.val, DER_OCTET_STRING, DER_OCTET_STRING, &t, "issuerNameHash is not an OCTET STRING"))
		s->name_hash = t.val;
	if (take(r, s, &id.val, DER_OCTET_STRING, DER_INTEGER, &t, "issuerKeyHash is not an OCTET STRING"))
		s->key_hash = t.val;
	if (take(r, s, &id.val, DER_INTEGER, DER_INTEGER, &t, "serialNumber is not an INTEGER"))
		s->serial = t.val;
	reader_end(r, id.val);
}

uint32_t
ocsp_enumerated(struct span val)
{
	struct span value = der_magnitude(val);

	if (value.n == 0)
		return 0;
	return value.n == 1 && !der_negative(val) ? value.p[0] : OCSP_UNDEFINED;
}

/* One of no octets is none that can be read. */
static void
read_reason(struct reader *r, struct ocsp_single *s, struct span val)
{
	if (val.n == 0)
		s->bad = r->bad = true;
	else
		s->reason = ocsp_enumerated(val);
	s->reason_value = val;
}

/* RevokedInfo: revocationTime and, EXPLICIT [0], the reason. */
static void
read_revoked(struct reader *r, struct ocsp_single *s, struct span in)
{
	struct der_tlv t, reason;

	if (take(r, s, &in, time_id(in), 0, &t, "revocationTime is not a GeneralizedTime")) {
		s->revocation_time = t;
		reader_time(r, &t, &s->revoked);
	}
	if (der_take(&in, DER_CTX_CONS(0), &t)) {
		s->reason_at = t.raw;
		s->reason = OCSP_REASON_UNREADABLE;
		if (!der_take(&t.val, DER_ENUMERATED, &reason))
			single_bad(r, s, t.raw, "revocationReason is not an ENUMERATED");
		else
			read_reason(r, s, reason.val);
		reader_end(r, t.val);
	}
	reader_end(r, in);
}

/* good [0] and unknown [2] are IMPLICIT NULL, revoked [1] is an IMPLICIT SEQUENCE. */
static void
read_status(struct reader *r, struct ocsp_single *s, struct span *in)
{
	struct der_tlv t;

	if (der_peek(*in, time_id(*in)) || der_next(in, &t) != DER_OK) {
		single_bad(r, s, *in, "certStatus is missing");
		return;
	}
	s->status_at = t.raw;
	if (t.id == DER_CTX(0) || t.id == DER_CTX(2)) {
		s->status = t.id == DER_CTX(0) ? OCSP_GOOD : OCSP_UNKNOWN;
		if (t.val.n > 0)
			reader_quirk(r, t.raw, DER_Q_NULL);
	} else if (t.id == DER_CTX_CONS(1)) {
		s->status = OCSP_REVOKED;
		read_revoked(r, s, t.val);
	} else {
		single_bad(r, s, t.raw, "certStatus is neither good, revoked nor unknown");
	}
}

static void
read_times(struct reader *r, struct ocsp_single *s, struct span *in)
{
	struct der_tlv t, inner;

	if (take(r, s, in, time_id(*in), 0, &t, "thisUpdate is not a GeneralizedTime")) {
		s->this_at = t;
		reader_time(r, &t, &s->this_update);
	}
	if (!der_take(in, DER_CTX_CONS(0), &t))
		return;
	s->has_next_update = true;
	s->next_at = t;
	if (!der_take(&t.val, time_id(t.val), &inner))
		single_bad(r, s, t.raw, "nextUpdate is not a GeneralizedTime");
	else {
		s->next_at = inner;
		reader_time(r, &inner, &s->next_update);
		reader_end(r, t.val);
	}
}

/* The GeneralizedTime that the value of this extension is, or has: a CrlID as its last field.  False: there is none. */
static bool
time_of(const struct ocsp_single_ext *e, struct der_tlv *t)
{
	struct span in = e->val;
	struct der_tlv seq, field;

	if (e->id == OID_EXT_OCSP_ARCHIVE_CUTOFF || e->id == OID_EXT_INVALIDITY_DATE)
		return der_take(&in, DER_GENTIME, t);
	if (e->id != OID_EXT_OCSP_CRL || !der_take(&in, DER_SEQUENCE, &seq))
		return false;
	while (seq.val.n > 0 && der_next(&seq.val, &field) == DER_OK)
		if (field.id == DER_CTX_CONS(2))
			return der_take(&field.val, DER_GENTIME, t);
	return false;
}

/* What stands in an OCTET STRING is not looked into otherwise.  Of a CrlID no profile forbids fractions of a second. */
static void
check_time(struct reader *r, const struct ocsp_single_ext *e)
{
	struct der_tlv t;

	if (e->val.p == NULL || !time_of(e, &t) || (der_check_one(&t) & DER_Q_TIME) == 0)
		return;
	if (e->id != OID_EXT_OCSP_CRL || memchr(t.val.p, '.', t.val.n) == NULL)
		reader_quirk(r, t.raw, DER_Q_TIME);
}

/* Has a rule the structure of the value, and says what is wrong with it? */
static bool
is_typed(enum oid id)
{
	return id == OID_EXT_OCSP_CRL || id == OID_EXT_OCSP_ARCHIVE_CUTOFF || id == OID_EXT_INVALIDITY_DATE || id == OID_EXT_CERTIFICATE_ISSUER ||
	    id == OID_EXT_HOLD_INSTRUCTION;
}

static void
check_value(struct reader *r, const struct ocsp_single_ext *e)
{
	if (is_typed(e->id))
		check_time(r, e);
	else if (e->val.p != NULL)
		reader_check_untyped(r, e->raw, e->val);
}

static void
read_extensions_of(struct reader *r, struct ocsp_single *s, struct span in)
{
	struct der_tlv wrapper, seq, t, f;
	struct ocsp_single_ext *v;
	struct ext_frame frame;
	unsigned n;

	if (!der_take(&in, DER_CTX_CONS(1), &wrapper)) {
		reader_end(r, in);
		return;
	}
	reader_end(r, in);
	if (!der_take(&wrapper.val, DER_SEQUENCE, &seq)) {
		single_bad(r, s, wrapper.raw, "singleExtensions is not a SEQUENCE");
		return;
	}
	reader_end(r, wrapper.val);
	n = der_count(seq.val);
	if (n == 0)
		single_bad(r, s, seq.raw, "singleExtensions has no extension");
	if (n == 0 || (v = arena_array(r->a, n, sizeof *v)) == NULL)
		return;
	s->ext = v;
	for (; s->n_ext < n && der_next(&seq.val, &t) == DER_OK; s->n_ext++) {
		struct ocsp_single_ext *e = &v[s->n_ext];

		e->raw = t.raw;
		if (t.id != DER_SEQUENCE || !der_take(&t.val, DER_OID, &f)) {
			single_bad(r, s, t.raw, "a single extension is not an Extension");
			continue;
		}
		e->oid = f.val;
		e->id = oid_find(f.val);
		read_ext_frame(r, t.val, &frame);
		e->critical = frame.critical;
		e->val = frame.value.val;
		if (frame.what != NULL)
			single_bad(r, s, e->raw, frame.what);
		check_value(r, e);
	}
}

void
ocsp_single_read(struct reader *r, const struct der_tlv *single, struct ocsp_single *s)
{
	struct span in = single->val;

	*s = (struct ocsp_single){
		.raw = single->raw, .status = OCSP_STATUS_UNREADABLE, .reason = OCSP_NO_REASON, .status_at = SPAN_NONE,
		.reason_at = SPAN_NONE, .reason_value = SPAN_NONE, .this_at = { .raw = SPAN_NONE }, .next_at = { .raw = SPAN_NONE },
		.name_hash = SPAN_NONE, .key_hash = SPAN_NONE, .serial = SPAN_NONE, .hash_oid = SPAN_NONE,
		.revocation_time = { .raw = SPAN_NONE },
	};
	reader_check(r, single->raw);
	if (single->id != DER_SEQUENCE) {
		single_bad(r, s, single->raw, "SingleResponse is not a SEQUENCE");
		return;
	}
	if (is_empty(r, s, single, "SingleResponse has no field"))
		return;
	read_cert_id(r, s, &in);
	read_status(r, s, &in);
	read_times(r, s, &in);
	read_extensions_of(r, s, in);
}
