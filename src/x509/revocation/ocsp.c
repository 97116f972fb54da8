/* SPDX-License-Identifier: Apache-2.0 */
/* ocsp.c - the view of an OCSP response: OCSPResponse, BasicOCSPResponse, ResponseData (RFC 6960 4.2.1). */
#include "x509/revocation/ocsp.h"

#include "x509/exts.h"
#include "x509/field.h"
#include "x509/revocation/ocsp_single.h"

static const struct field_kind kinds[PART_FIELDS] = {
	[PART_WHOLE] = FIELD_KIND("OCSPResponse", DER_SEQUENCE, "a SEQUENCE"),
	[PART_RESPONSE_STATUS] = FIELD_KIND("responseStatus", DER_ENUMERATED, "an ENUMERATED"),
	[PART_RESPONSE_BYTES] = FIELD_KIND("responseBytes", DER_CTX_CONS(0), "tagged [0] EXPLICIT"),
	[PART_RESPONSE_TYPE] = FIELD_KIND("responseType", DER_OID, "an OBJECT IDENTIFIER"),
	[PART_TBS] = FIELD_KIND("tbsResponseData", DER_SEQUENCE, "a SEQUENCE"),
	[PART_VERSION] = FIELD_KIND("version", DER_CTX_CONS(0), "tagged [0] EXPLICIT"),
	[PART_PRODUCED_AT] = FIELD_KIND("producedAt", FIELD_TIME, "a GeneralizedTime"),
	[PART_RESPONSES] = FIELD_KIND("responses", DER_SEQUENCE, "a SEQUENCE"),
	[PART_EXTENSIONS] = FIELD_KIND("responseExtensions", DER_CTX_CONS(1), "tagged [1] EXPLICIT"),
	[PART_SIGNATURE_ALGORITHM] = FIELD_KIND("signatureAlgorithm", DER_SEQUENCE, "a SEQUENCE"),
	[PART_SIGNATURE_VALUE] = FIELD_KIND("signature", DER_BIT_STRING, "a BIT STRING"),
	[PART_CERTS] = FIELD_KIND("certs", DER_CTX_CONS(0), "tagged [0] EXPLICIT"),
};

const char *
ocsp_status_text(uint32_t status)
{
	static const char *const words[] = {
		"successful", "malformedRequest", "internalError", "tryLater", NULL, "sigRequired", "unauthorized"
	};

	return status < sizeof words / sizeof *words ? words[status] : NULL;
}

/* ---- ResponseData ---- */

static void
read_version(struct reader *r, const struct der_tlv *t)
{
	struct der_tlv n;

	if (!reader_only(r, t->val, DER_INTEGER, &n, "version is not an INTEGER"))
		return;
	if (!der_small(n.val, &r->ocsp->version))
		r->ocsp->version = UINT32_MAX;
	if (r->ocsp->version == 0)
		reader_quirk(r, n.raw, DER_Q_DEFAULT);
}

/* byName [1] or byKey [2], each EXPLICIT. */
static void
read_responder(struct reader *r, struct fields *f, struct span tbs)
{
	struct ocsp_view *o = r->ocsp;
	struct der_tlv *t = &o->field[PART_RESPONDER_ID], inner;

	reader_enter(r, PART_RESPONDER_ID, tbs);
	if (der_next(&f->rest, t) != DER_OK) {
		*t = (struct der_tlv){ .raw = SPAN_NONE };
		reader_bad(r, tbs, "responderID is missing");
		f->lost = true;
	} else {
		r->whole = t->raw;
		reader_check(r, t->raw);
		if (t->id == DER_CTX_CONS(1) && reader_only(r, t->val, DER_SEQUENCE, &inner, "byName is not a Name")) {
			o->issuer.raw = inner.raw;
			read_name(r, inner.val, &o->issuer);
		} else if (t->id == DER_CTX_CONS(2) &&
		    reader_only(r, t->val, DER_OCTET_STRING, &inner, "byKey is not an OCTET STRING")) {
			o->by_key = true;
			o->key_hash = inner.val;
		} else if (t->id != DER_CTX_CONS(1) && t->id != DER_CTX_CONS(2)) {
			reader_bad(r, t->raw, "responderID is neither byName nor byKey");
		}
	}
	reader_close(r);
}

static void
read_produced_at(struct reader *r, struct fields *f, struct span tbs)
{
	struct ocsp_view *o = r->ocsp;

	r->whole = tbs;
	field_take_time(r, f, PART_PRODUCED_AT, &o->produced_at);
	o->begins = o->produced_at;
}

static void
read_responses(struct reader *r, const struct der_tlv *list)
{
	struct ocsp_view *o = r->ocsp;
	struct span in = list->val;
	unsigned n = der_count(in);
	struct ocsp_single *v;
	struct der_tlv t;

	reader_check_one(r, list);
	if (n > 0 && (v = arena_array(r->a, n, sizeof *v)) != NULL) {
		o->single = v;
		for (; o->n_single < n && der_next(&in, &t) == DER_OK; o->n_single++)
			ocsp_single_read(r, &t, &v[o->n_single]);
	}
	reader_stop(r, in);
}

static void
read_tbs(struct reader *r)
{
	static const uint8_t required[] = { PART_RESPONDER_ID, PART_PRODUCED_AT, PART_RESPONSES };
	struct ocsp_view *o = r->ocsp;
	const struct span tbs = o->field[PART_TBS].raw, content = o->field[PART_TBS].val;
	struct fields f = { kinds, content, false };

	reader_enter(r, PART_TBS, tbs);
	if (fields_empty(r, &o->field[PART_TBS], required, sizeof required, "tbsResponseData has no field"))
		return;
	if (field_is_next(content, 0) && field_take(r, &f, PART_VERSION, false)) {
		read_version(r, &o->field[PART_VERSION]);
		reader_close(r);
	}
	read_responder(r, &f, tbs);
	read_produced_at(r, &f, tbs);
	r->whole = tbs;
	if (field_take(r, &f, PART_RESPONSES, false)) {
		read_responses(r, &o->field[PART_RESPONSES]);
		reader_close(r);
	}
	if (fields_lead_to_extensions(f.rest, 1))
		while (!field_is_next(f.rest, 1))
			fields_stray(r, &f, tbs);
	fields_tell_strays(r, tbs);
	r->whole = tbs;
	if (field_is_next(f.rest, 1) && field_take(r, &f, PART_EXTENSIONS, false)) {
		read_extensions(r, &o->field[PART_EXTENSIONS]);
		reader_close(r);
	}
	if (f.rest.n > 0 && o->state[PART_EXTENSIONS] == PART_IS_ABSENT)
		o->state[PART_EXTENSIONS] = PART_IS_BAD;
	reader_enter(r, PART_TBS, tbs);
	if (!f.lost)
		reader_end(r, f.rest);
}

/* ---- BasicOCSPResponse ---- */

/* What is wrong in a certificate of certs is wrong in the response that it is a part of. */
static void
take_faults(struct reader *r, const struct cert_view *cv)
{
	for (size_t i = 0; i < cv->n_fault; i++) {
		const struct artifact_fault *f = &cv->fault[i];

		reader_fault(r, f->where, (enum der_status)f->status, f->quirks, f->what);
	}
	r->bad = r->bad || (cv->bad_parts | artifact_unseen(cv)) != 0;
}

static bool
read_cert(struct reader *r, struct span der, struct cert_view *cv)
{
	if (!cert_view_read(cv, der, CERT_INPUT_AUTO, r->a))
		return false;
	if (!cert_readable(cv) || cv->bare_tbs)
		reader_bad(r, der, "an element of certs is no Certificate");
	else
		take_faults(r, cv);
	return true;
}

static void
read_certs(struct reader *r, const struct der_tlv *wrapper)
{
	struct ocsp_view *o = r->ocsp;
	struct cert_view *v;
	struct der_tlv seq, t;
	unsigned n;

	reader_check_one(r, wrapper);
	if (!reader_only(r, wrapper->val, DER_SEQUENCE, &seq, "certs is not a SEQUENCE"))
		return;
	reader_check_one(r, &seq);
	n = der_count(seq.val);
	if (n > OCSP_MAX_CERTS) {
		o->n_cert_more = n - OCSP_MAX_CERTS;
		n = OCSP_MAX_CERTS;
	}
	v = arena_array(r->a, n, sizeof *v);
	for (o->cert = v; v != NULL && o->n_cert < n && der_next(&seq.val, &t) == DER_OK; o->n_cert++)
		if (!read_cert(r, t.raw, &v[o->n_cert]))
			return;
	/* Those that are too many, and octets that are no element. */
	reader_check(r, seq.val);
}

static void
read_basic(struct reader *r, const struct der_tlv *basic)
{
	static const uint8_t after_tbs[] = { PART_SIGNATURE_ALGORITHM, PART_SIGNATURE_VALUE };
	struct fields f = { kinds, basic->val, false };
	struct ocsp_view *o = r->ocsp;

	r->whole = basic->raw;
	if (!field_take(r, &f, PART_TBS, false)) {
		fields_give_up(r, after_tbs, sizeof after_tbs);
		o->state[PART_SIGNATURE] = PART_IS_BAD;
		o->bad_parts |= PARTS1(PART_SIGNATURE);
		return;
	}
	reader_check_one(r, &o->field[PART_TBS]);
	read_tbs(r);
	r->whole = basic->raw;
	if (field_take(r, &f, PART_SIGNATURE_ALGORITHM, false)) {
		reader_check(r, o->field[PART_SIGNATURE_ALGORITHM].raw);
		read_algorithm(r, o->field[PART_SIGNATURE_ALGORITHM].raw, &o->signature_algorithm);
		reader_close(r);
		o->signature = o->signature_algorithm;
		o->field[PART_SIGNATURE] = o->field[PART_SIGNATURE_ALGORITHM];
	}
	/* It stands in one place only: where that is damaged the other is not absent. */
	o->state[PART_SIGNATURE] = o->state[PART_SIGNATURE_ALGORITHM];
	if (o->state[PART_SIGNATURE] == PART_IS_BAD)
		o->bad_parts |= PARTS1(PART_SIGNATURE);
	r->whole = basic->raw;
	if (field_take(r, &f, PART_SIGNATURE_VALUE, false)) {
		const struct der_tlv *t = &o->field[PART_SIGNATURE_VALUE];

		reader_check(r, t->raw);
		reader_bits(r, t, "signature is an empty BIT STRING element", &o->signature_bits);
		reader_close(r);
	}
	r->whole = basic->raw;
	if (field_is_next(f.rest, 0) && field_take(r, &f, PART_CERTS, false)) {
		read_certs(r, &o->field[PART_CERTS]);
		reader_close(r);
	}
	reader_enter(r, PART_RESPONSE_BYTES, basic->raw);
	if (!f.lost)
		reader_end(r, f.rest);
}

/* ---- the whole ---- */

/* responseType and the octets of the response, in ResponseBytes. */
static void
read_bytes(struct reader *r, const struct der_tlv *wrapper)
{
	struct ocsp_view *o = r->ocsp;
	struct der_tlv seq, octets, basic;
	struct fields f = { kinds, SPAN_NONE, false };
	struct span in;

	reader_check_one(r, wrapper);
	if (!reader_only(r, wrapper->val, DER_SEQUENCE, &seq, "responseBytes is not a SEQUENCE"))
		return;
	f.rest = seq.val;
	r->whole = seq.raw;
	if (field_take(r, &f, PART_RESPONSE_TYPE, false)) {
		o->response_type = oid_find(o->field[PART_RESPONSE_TYPE].val);
		reader_check(r, o->field[PART_RESPONSE_TYPE].raw);
	}
	reader_enter(r, PART_RESPONSE_BYTES, wrapper->raw);
	reader_check_one(r, &seq);
	if (!reader_take(r, &f.rest, DER_OCTET_STRING, &octets, "response is not an OCTET STRING"))
		return;
	reader_check_one(r, &octets);
	reader_end(r, f.rest);
	if (o->response_type != OID_OCSP_BASIC)
		return;
	in = octets.val;
	if (!reader_take(r, &in, DER_SEQUENCE, &basic, "response is not a BasicOCSPResponse"))
		return;
	reader_check_one(r, &basic);
	reader_end(r, in);
	o->body = basic.raw;
	read_basic(r, &basic);
}

static void
read_outer(struct reader *r, struct span content)
{
	struct fields f = { kinds, content, false };
	struct ocsp_view *o = r->ocsp;
	struct span whole = o->field[PART_WHOLE].raw;
	const struct der_tlv *status = &o->field[PART_RESPONSE_STATUS];

	r->whole = whole;
	o->status = UINT32_MAX;
	if (field_take(r, &f, PART_RESPONSE_STATUS, false)) {
		reader_check(r, status->raw);
		if (status->val.n > 0)
			o->status = ocsp_enumerated(status->val);
		reader_close(r);
	}
	r->whole = whole;
	if (field_is_next(f.rest, 0) && field_take(r, &f, PART_RESPONSE_BYTES, false)) {
		read_bytes(r, &o->field[PART_RESPONSE_BYTES]);
		if (o->state[PART_RESPONSE_BYTES] == PART_IS_OK && r->part == PART_RESPONSE_BYTES)
			reader_close(r);
	}
	reader_enter(r, PART_WHOLE, whole);
	if (!f.lost)
		reader_end(r, f.rest);
}

/* responderID and then a time: byName [1] or byKey [2], with the version [0] before it where it is written. */
static bool
looks_like_data(struct span content)
{
	struct der_tlv t;

	if (der_peek(content, DER_CTX_CONS(0)) && der_next(&content, &t) != DER_OK)
		return false;
	return (der_take(&content, DER_CTX_CONS(1), &t) || der_take(&content, DER_CTX_CONS(2), &t)) &&
	    der_peek(content, DER_GENTIME);
}

static void
read_input(struct reader *r)
{
	struct ocsp_view *o = r->ocsp;
	struct fields f = { kinds, o->der, false };
	struct der_tlv *outer = &o->field[PART_WHOLE];

	r->whole = o->der;
	if (!field_take(r, &f, PART_WHOLE, false))
		return;
	reader_check_one(r, outer);
	reader_end_input(r, f.rest);
	o->bare_tbs = looks_like_data(outer->val);
	if (!o->bare_tbs) {
		read_outer(r, outer->val);
		return;
	}
	o->field[PART_TBS] = *outer;
	*outer = (struct der_tlv){ .raw = SPAN_NONE };
	o->state[PART_TBS] = PART_IS_OK;
	o->state[PART_WHOLE] = PART_IS_ABSENT;
	read_tbs(r);
}

bool
ocsp_view_read(struct ocsp_view *o, struct span der, struct arena *a)
{
	struct reader r = { .artifact = &o->artifact, .ocsp = o, .a = a };

	memset(o, 0, sizeof *o);
	o->kind = ARTIFACT_OCSP_RESPONSE;
	o->der = der;
	read_input(&r);
	/* A response of the basic type is about what it signs; one with an error has said everything with its status. */
	if (o->status == OCSP_SUCCESSFUL && o->response_type == OID_OCSP_BASIC && o->state[PART_TBS] == PART_IS_ABSENT)
		o->state[PART_TBS] = PART_IS_BAD;
	artifact_sum_parts(&o->artifact);
	o->readable = o->state[PART_TBS] != PART_IS_BAD && (o->bare_tbs || o->state[PART_RESPONSE_STATUS] == PART_IS_OK);
	return !a->failed;
}

bool
ocsp_recognise(struct span der)
{
	struct span content;
	struct der_tlv t;

	if (!der_enter_sequence(der, &content))
		return false;
	if (looks_like_data(content))
		return true;
	return der_take(&content, DER_ENUMERATED, &t) && (content.n == 0 || content.p[0] == DER_CTX_CONS(0));
}
