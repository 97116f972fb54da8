/* SPDX-License-Identifier: Apache-2.0 */
/* cert.c - the view of a certificate: the fields of Certificate and TBSCertificate (RFC 5280 4.1). */
#include "x509/cert.h"

#include "x509/exts.h"
#include "x509/field.h"
#include "x509/read.h"

static const struct field_kind kinds[PART_FIELDS] = {
	[PART_WHOLE] = FIELD_KIND("certificate", DER_SEQUENCE, "a SEQUENCE"),
	[PART_TBS] = FIELD_KIND("tbsCertificate", DER_SEQUENCE, "a SEQUENCE"),
	[PART_VERSION] = FIELD_KIND("version", DER_CTX_CONS(0), "tagged [0] EXPLICIT"),
	[PART_SERIAL] = FIELD_KIND("serialNumber", DER_INTEGER, "an INTEGER"),
	[PART_SIGNATURE] = FIELD_KIND("signature", DER_SEQUENCE, "a SEQUENCE"),
	[PART_ISSUER] = FIELD_KIND("issuer", DER_SEQUENCE, "a SEQUENCE"),
	[PART_VALIDITY] = FIELD_KIND("validity", DER_SEQUENCE, "a SEQUENCE"),
	[PART_NOT_BEFORE] = FIELD_KIND("notBefore", 0, "a UTCTime or GeneralizedTime"),
	[PART_NOT_AFTER] = FIELD_KIND("notAfter", 0, "a UTCTime or GeneralizedTime"),
	[PART_SUBJECT] = FIELD_KIND("subject", DER_SEQUENCE, "a SEQUENCE"),
	[PART_SPKI] = FIELD_KIND("subjectPublicKeyInfo", DER_SEQUENCE, "a SEQUENCE"),
	[PART_ISSUER_UID] = FIELD_KIND("issuerUniqueID", DER_CTX(1), "a primitive [1]"),
	[PART_SUBJECT_UID] = FIELD_KIND("subjectUniqueID", DER_CTX(2), "a primitive [2]"),
	[PART_EXTENSIONS] = FIELD_KIND("extensions", DER_CTX_CONS(3), "tagged [3] EXPLICIT"),
	[PART_SIGNATURE_ALGORITHM] = FIELD_KIND("signatureAlgorithm", DER_SEQUENCE, "a SEQUENCE"),
	[PART_SIGNATURE_VALUE] = FIELD_KIND("signatureValue", DER_BIT_STRING, "a BIT STRING"),
};

/* ---- fields of the tbsCertificate ---- */

static void
read_version(struct reader *r, const struct der_tlv *t)
{
	struct der_tlv n;

	if (!reader_only(r, t->val, DER_INTEGER, &n, "version is not an INTEGER"))
		return;
	if (!der_small(n.val, &r->cv->version))
		r->cv->version = UINT32_MAX;
	if (n.val.n == 0)
		reader_bad(r, n.raw, "version has no value");
	if (r->cv->version == 0)
		reader_quirk(r, n.raw, DER_Q_DEFAULT);
}

static void
read_validity(struct reader *r, const struct der_tlv *t)
{
	static const uint8_t times[] = { PART_NOT_BEFORE, PART_NOT_AFTER };
	struct fields f = { kinds, t->val, false };

	reader_check_one(r, t);
	if (fields_empty(r, t, times, sizeof times, "validity has neither notBefore nor notAfter"))
		return;
	field_take_time(r, &f, PART_NOT_BEFORE, &r->cv->not_before);
	r->whole = t->raw;
	field_take_time(r, &f, PART_NOT_AFTER, &r->cv->not_after);
	r->cv->begins = r->cv->not_before;
	reader_enter(r, PART_VALIDITY, t->raw);
	if (!f.lost)
		reader_end(r, f.rest);
}

static void
read_issuer(struct reader *r, const struct der_tlv *t)
{
	struct cert_name *name = &r->cv->issuer;

	name->raw = t->raw;
	if (r->memo != NULL && t->quirks == 0 && name_memo_recall(&r->memo->issuers, t->val, name, r->a))
		return;
	if (read_name_field(r, t, name) && r->memo != NULL)
		name_memo_keep(&r->memo->issuers, t->val, name);
}

/* The content of a part whose element is of the right kind. */
static void
read_content(struct reader *r, enum artifact_part part)
{
	struct cert_view *cv = r->cv;
	const struct der_tlv *t = &cv->field[part];

	switch (part) {
	case PART_VERSION:
		reader_check(r, t->raw);
		read_version(r, t);
		break;
	case PART_SERIAL:
		reader_check_one(r, t);
		cv->serial = t->val;
		if (t->val.n == 0)
			reader_bad(r, t->raw, "serialNumber has no value");
		break;
	case PART_SIGNATURE:
		reader_check(r, t->raw);
		read_algorithm(r, t->raw, &cv->signature);
		break;
	case PART_ISSUER:
		read_issuer(r, t);
		break;
	case PART_VALIDITY:
		read_validity(r, t);
		break;
	case PART_SUBJECT:
		(void)read_name_field(r, t, &cv->subject);
		break;
	case PART_SPKI:
		reader_check(r, t->raw);
		read_spki(r, t->val, &cv->spki);
		break;
	case PART_ISSUER_UID:
	case PART_SUBJECT_UID:
		reader_check_one(r, t);
		reader_quirk(r, t->raw, der_check_primitive(DER_BIT_STRING, t->val));
		break;
	case PART_EXTENSIONS:
		read_extensions(r, t);
		break;
	case PART_SIGNATURE_ALGORITHM:
		reader_check(r, t->raw);
		read_algorithm(r, t->raw, &cv->signature_algorithm);
		break;
	case PART_SIGNATURE_VALUE:
		reader_check_one(r, t);
		reader_bits(r, t, "signatureValue is an empty BIT STRING element", &cv->signature_bits);
		break;
	default:
		break;
	}
	reader_close(r);
}

/* How many elements stand before the optional fields at the end, and what strays behind those. */
static size_t
count_required(struct span in)
{
	struct der_tlv t;
	size_t n = 0, tail = 0;

	while (der_next(&in, &t) == DER_OK) {
		bool optional = (t.id & 0xc0) == DER_CONTEXT && t.num >= 1 && t.num <= 3;

		tail = optional || (tail > 0 && t.id != DER_SEQUENCE) ? tail + 1 : 0;
		n++;
	}
	return n - tail;
}

static const uint8_t required[N_REQUIRED] = {
	PART_SERIAL, PART_SIGNATURE, PART_ISSUER, PART_VALIDITY, PART_SUBJECT, PART_SPKI
};
#define REQUIRED_PARTS (PARTS1(PART_SERIAL) | PARTS1(PART_SIGNATURE) | PARTS1(PART_ISSUER) | PARTS1(PART_VALIDITY) | PARTS1(PART_SUBJECT) | PARTS1(PART_SPKI))

/* One element, or all up to a place.  What stands in front of the serial number may have been meant to be a version that is not there. */
static void
pass_strays(struct reader *r, struct fields *f, struct span tbs, enum artifact_part in_front_of, const uint8_t *to)
{
	uint8_t *version = &r->cv->state[PART_VERSION];

	do
		fields_stray(r, f, tbs);
	while (to != NULL && f->rest.p < to);
	fields_tell_strays(r, tbs);
	if (in_front_of == PART_SERIAL && *version == PART_IS_ABSENT)
		*version = PART_IS_BAD;
}

/* False: lost on the way. */
static bool
read_required(struct reader *r, struct span tbs, struct fields *f)
{
	for (size_t i = 0; i < N_REQUIRED; i++) {
		enum artifact_part part = (enum artifact_part)required[i];
		/* Where another type stands in its place and there are too few elements, it was left out. */
		bool short_of = !field_fits(f, part) && count_required(f->rest) < N_REQUIRED - i;

		r->whole = tbs;
		if (!short_of && !field_fits(f, part) && fields_follow_stray(f, required + i, N_REQUIRED - i))
			pass_strays(r, f, tbs, part, NULL);
		if (field_take(r, f, part, short_of))
			read_content(r, part);
		if (r->bad && !fields_follow_in_part(f, required + i + 1, N_REQUIRED - i - 1)) {
			fields_give_up(r, required + i + 1, N_REQUIRED - i - 1);
			return false;
		}
	}
	return true;
}

/* The same where it is known which elements among them are none: each of the others has the form of its field. */
__attribute__((cold, noinline)) static void
read_required_around(struct reader *r, struct span tbs, struct fields *f)
{
	for (size_t i = 0; i < N_REQUIRED; i++) {
		enum artifact_part part = (enum artifact_part)required[i];

		if (f->rest.p != r->among.at[i])
			pass_strays(r, f, tbs, part, r->among.at[i]);
		r->whole = tbs;
		if (!field_take(r, f, part, false))
			continue;
		if ((r->among.unsure >> i & 1) == 0)
			read_content(r, part);
		else
			r->cv->state[part] = PART_IS_BAD;
	}
}

static const uint8_t optional[] = { PART_ISSUER_UID, PART_SUBJECT_UID, PART_EXTENSIONS };

/* The optional field [i + 1], if it is the next. */
static void
take_optional(struct reader *r, struct span tbs, struct fields *f, uint8_t i)
{
	enum artifact_part part = (enum artifact_part)optional[i];

	r->whole = tbs;
	if (field_is_next(f->rest, (uint8_t)(i + 1)) && field_take(r, f, part, false))
		read_content(r, part);
}

/* What stands between them and the extensions, in whatever order: it hides none of these. */
static void
read_astray(struct reader *r, struct span tbs, struct fields *f)
{
	while (!field_is_next(f->rest, 3)) {
		struct span rest = f->rest;

		fields_stray(r, f, tbs);
		for (uint8_t i = 0; i < 2; i++)
			if (!cert_has(r->cv, (enum artifact_part)optional[i])) {
				struct fields stray = { kinds, span_sub(rest, 0, rest.n - f->rest.n), false };

				take_optional(r, tbs, &stray, i);
			}
	}
	fields_tell_strays(r, tbs);
	take_optional(r, tbs, f, 2);
}

/* A unique identifier begins with a count of unused bits: what begins with a SEQUENCE may be extensions whose tag is damaged. */
static bool
may_be_extensions(struct span in)
{
	struct der_tlv field;

	while (der_next(&in, &field) == DER_OK)
		if (der_peek(field.val, DER_SEQUENCE))
			return true;
	return false;
}

static void
read_optional(struct reader *r, struct span tbs, struct fields *f)
{
	const struct span all = f->rest;

	for (uint8_t i = 0; i < sizeof optional; i++)
		take_optional(r, tbs, f, i);
	if (f->rest.n > 0 && !cert_has(r->cv, PART_EXTENSIONS) && fields_lead_to_extensions(f->rest, 3))
		read_astray(r, tbs, f);
	if (all.n > 0 && r->cv->state[PART_EXTENSIONS] == PART_IS_ABSENT && may_be_extensions(all))
		r->cv->state[PART_EXTENSIONS] = PART_IS_BAD;
}

static void
read_tbs(struct reader *r, struct span tbs, struct span content)
{
	struct fields f = { kinds, content, false };

	if (field_is_next(content, 0) && field_take(r, &f, PART_VERSION, false))
		read_content(r, PART_VERSION);
	if (r->among.at[0] != NULL)
		read_required_around(r, tbs, &f);
	if (r->among.at[0] != NULL || read_required(r, tbs, &f))
		read_optional(r, tbs, &f);
	/* What could not be framed, or stands in the way, may have held them. */
	if (f.rest.n > 0 && r->cv->state[PART_EXTENSIONS] == PART_IS_ABSENT)
		r->cv->state[PART_EXTENSIONS] = PART_IS_BAD;
	if (r->lost)
		return;
	reader_enter(r, PART_TBS, tbs);
	if (!f.lost)
		reader_end(r, f.rest);
	r->lost = f.rest.n > 0;
}

/* ---- the whole ---- */

/* A tbsCertificate begins with [0] or, in version 1, with the serial number; or with a version whose tag is damaged. */
static bool
looks_like_tbs(struct span content)
{
	struct der_tlv version;

	if (field_is_next(content, 0) || der_peek(content, DER_INTEGER))
		return true;
	return !der_peek(content, DER_SEQUENCE) && der_next(&content, &version) == DER_OK && der_peek(version.val, DER_INTEGER) &&
	    der_peek(content, DER_INTEGER);
}

static void
read_outer(struct reader *r, struct span content)
{
	static const uint8_t after_tbs[] = { PART_SIGNATURE_ALGORITHM, PART_SIGNATURE_VALUE };
	struct fields f = { kinds, content, false };
	struct span whole = r->cv->field[PART_WHOLE].raw;

	r->whole = whole;
	if (!field_take(r, &f, PART_TBS, false) && f.lost)
		r->cv->state[PART_SIGNATURE_ALGORITHM] = r->cv->state[PART_SIGNATURE_VALUE] = PART_IS_BAD;
	if (r->cv->state[PART_TBS] == PART_IS_BAD)
		return;
	reader_check_one(r, &r->cv->field[PART_TBS]);
	read_tbs(r, r->cv->field[PART_TBS].raw, r->cv->field[PART_TBS].val);
	if (r->lost && !fields_follow(&f, after_tbs, sizeof after_tbs)) {
		fields_give_up(r, after_tbs, sizeof after_tbs);
		return;
	}
	r->whole = whole;
	if (field_take(r, &f, PART_SIGNATURE_ALGORITHM, false))
		read_content(r, PART_SIGNATURE_ALGORITHM);
	if (r->bad && !fields_follow(&f, after_tbs + 1, 1)) {
		fields_give_up(r, after_tbs + 1, 1);
		return;
	}
	r->whole = whole;
	if (field_take(r, &f, PART_SIGNATURE_VALUE, false))
		read_content(r, PART_SIGNATURE_VALUE);
	reader_enter(r, PART_WHOLE, whole);
	if (!f.lost)
		reader_end(r, f.rest);
}

static void
read_input(struct reader *r, enum cert_input input)
{
	struct cert_view *cv = r->cv;
	struct fields f = { kinds, cv->der, false };
	struct der_tlv *outer = &cv->field[PART_WHOLE];

	r->whole = cv->der;
	if (!field_take(r, &f, PART_WHOLE, false)) {
		cv->state[PART_TBS] = PART_IS_BAD;
		return;
	}
	reader_check_one(r, outer);
	reader_end_input(r, f.rest);
	cv->bare_tbs = input == CERT_INPUT_TBS || looks_like_tbs(outer->val);
	if (!cv->bare_tbs) {
		read_outer(r, outer->val);
		return;
	}
	cv->field[PART_TBS] = *outer;
	*outer = (struct der_tlv){ .raw = SPAN_NONE };
	cv->state[PART_TBS] = PART_IS_OK;
	cv->state[PART_WHOLE] = PART_IS_ABSENT;
	read_tbs(r, cv->field[PART_TBS].raw, cv->field[PART_TBS].val);
}

/*
 * Has what stands there a field by which a tbsCertificate is known?  Else it is
 * another structure, such as a request to a time stamping authority or its
 * response (RFC 3161).
 */
static bool
is_tbs(const struct cert_view *cv)
{
	static const uint8_t telling[] = { PART_VERSION, PART_SIGNATURE, PART_ISSUER, PART_VALIDITY, PART_SUBJECT, PART_SPKI,
		PART_EXTENSIONS };

	for (size_t i = 0; i < sizeof telling; i++)
		if (cv->state[telling[i]] == PART_IS_OK)
			return true;
	return false;
}

/* What lies in a part that cannot be read cannot be read. */
static void
lose(struct cert_view *cv, enum artifact_part inside)
{
	if (cv->state[inside] == PART_IS_ABSENT)
		cv->state[inside] = PART_IS_BAD;
}

/* One fault stands for all. */
static void
refuse(struct cert_view *cv, struct span der, struct arena *a)
{
	struct reader r = { .artifact = &cv->artifact, .cv = cv, .a = a };

	cv->n_fault = 0;
	reader_enter(&r, PART_TBS, der);
	reader_bad(&r, der, "a SEQUENCE without the fields of a certificate");
	reader_close(&r);
}

static void
begin(struct cert_view *cv, struct span der)
{
	memset(cv, 0, sizeof *cv);
	cv->kind = ARTIFACT_CERTIFICATE;
	cv->der = der;
}

/* Among the required fields reading lost its way, or the first is another element: where elements too many are why, all is read anew around them. */
__attribute__((cold, noinline)) static void
read_around(struct cert_view *cv, enum cert_input input, struct arena *a)
{
	struct span der = cv->der;
	struct reader r = { .artifact = &cv->artifact, .cv = cv, .a = a, .among = cert_among_strays(cv->field[PART_TBS].val) };

	if (r.among.at[0] == NULL)
		return;
	begin(cv, der);
	read_input(&r, input);
}

bool
cert_view_read_next(struct cert_view *cv, struct span der, enum cert_input input, struct arena *a, struct cert_memo *memo)
{
	struct reader r = { .artifact = &cv->artifact, .cv = cv, .a = a, .memo = memo };

	begin(cv, der);
	read_input(&r, input);
	if ((cv->lost_parts & REQUIRED_PARTS) != 0 || cv->state[PART_SERIAL] == PART_IS_BAD)
		read_around(cv, input, a);
	if (cv->state[PART_TBS] == PART_IS_OK && !is_tbs(cv))
		refuse(cv, der, a);
	if (cv->state[PART_VALIDITY] == PART_IS_BAD)
		lose(cv, PART_NOT_BEFORE), lose(cv, PART_NOT_AFTER);
	if (cv->state[PART_SPKI] == PART_IS_BAD)
		lose(cv, PART_KEY_ALGORITHM);
	artifact_sum_parts(&cv->artifact);
	return !a->failed;
}

bool
cert_view_read(struct cert_view *cv, struct span der, enum cert_input input, struct arena *a)
{
	return cert_view_read_next(cv, der, input, a, NULL);
}
